/// Changing the language in the middle of something: every word changes, nothing half typed is lost. Figures and days do not depend on where the computer stands.

#include <algorithm>
#include <map>

#include <QCalendarWidget>
#include <QCheckBox>
#include <QComboBox>
#include <QLabel>
#include <QRegularExpression>
#include <QTableWidget>

#include "app/support/every_place.h"

using namespace zhibao;
using namespace zhibao::test;

namespace {

bool isChinese(QString const& text) {
    return std::any_of(text.begin(), text.end(), [](QChar character) { return character.unicode() >= 0x4e00 && character.unicode() < 0xa000; });
}

/// A ledger's own words stay what they are, between quotation marks.
QString withoutQuoted(QString text) {
    static QRegularExpression const quoted{QStringLiteral("“[^”]*”")};
    return text.remove(quoted);
}

/// The unit's name, and the word of the ledger that is asked about.
bool isOwn(QString const& text) {
    for (auto const* own : {"样例", "软件"})
        if (text.contains(QString::fromUtf8(own))) return true;
    return false;
}

/// Two small Latin words beside each other, which are no code and no name of a file.
bool isEnglish(QString const& text) {
    static QRegularExpression const words{QStringLiteral("\\b[a-z]{2,} [a-z]{2,}\\b")};
    return !isChinese(text) && words.match(text).hasMatch();
}

std::vector<QString> wordsOn(QWidget& page) {
    std::vector<QString> words;
    for (auto* label : page.findChildren<QLabel*>())
        if (label->isVisible()) words.push_back(label->text());
    for (auto* button : page.findChildren<QAbstractButton*>())
        if (button->isVisible()) words.push_back(button->text());
    for (auto* table : page.findChildren<QTableWidget*>())
        for (int column = 0; table->isVisible() && column < table->columnCount(); ++column)
            if (auto const* head = table->horizontalHeaderItem(column)) words.push_back(head->text());
    for (auto* box : page.findChildren<QComboBox*>())
        if (box->isVisible() && !box->isEditable()) words.push_back(box->currentText());
    return words;
}

/// What a person typed or chose: texts of lines that are no codes, choices, ticks.
std::map<QWidget*, QString> typedOn(QWidget& page) {
    std::map<QWidget*, QString> typed;
    for (auto* line : page.findChildren<QLineEdit*>())
        if (line->isVisible() && qobject_cast<QComboBox*>(line->parentWidget()) == nullptr) typed[line] = line->text();
    for (auto* box : page.findChildren<QComboBox*>())
        if (box->isVisible() && !box->isEditable()) typed[box] = QString::number(box->currentIndex());
    for (auto* tick : page.findChildren<QCheckBox*>()) typed[tick] = tick->isChecked() ? QStringLiteral("1") : QStringLiteral("0");
    return typed;
}

/// With something half typed where the cursor is.
void switchThereAndBack(EnterpriseWindow& enterprise, QWidget& page, std::string const& place) {
    INFO(place);
    auto* line = qobject_cast<QLineEdit*>(QApplication::focusWidget());
    auto const before = line == nullptr ? QString{} : line->text();
    if (line != nullptr) type(QStringLiteral("9"));
    auto const typed = typedOn(page);
    auto const half = line == nullptr ? QString{} : line->text();
    auto* focused = QApplication::focusWidget();
    for (auto const language : {Language::english, Language::chinese}) {
        enterprise.speak(language);
        INFO((language == Language::chinese ? "in Chinese" : "in English"));
        for (auto const& words : wordsOn(page)) {
            INFO(fromQt(words));
            if (!isOwn(words)) CHECK_FALSE((language == Language::english ? isChinese(withoutQuoted(words)) : isEnglish(withoutQuoted(words))));
        }
        CHECK(typedOn(page) == typed);
        CHECK(QApplication::focusWidget() == focused);
        if (line != nullptr) CHECK(line->text() == half);
    }
    if (line == nullptr) return;
    line->setText(before);
}

}  // namespace

TEST_CASE("changing the language in any step that sets up a unit changes every word and loses nothing half typed", "[app][enterprise][switching]") {
    TemporaryFolder const folder;
    EnterpriseWindow enterprise{folder / "data", Language::chinese, april2017, FirstStart::shown};
    auto& wizard = enterprise.window().home().wizard();
    int steps = 0;
    EveryPlace{enterprise, folder, [&](std::string const& place) {
                   ++steps;
                   switchThereAndBack(enterprise, wizard, place);
               }}.walkWizard();
    CHECK(steps >= 5);
}

TEST_CASE("changing the language in any step of an import changes every word and loses nothing half typed", "[app][enterprise][switching]") {
    TemporaryFolder const folder;
    EnterpriseWindow enterprise{folder / "data"};
    enterprise.begin();
    int steps = 0;
    EveryPlace{enterprise, folder, [&](std::string const& place) {
                   ++steps;
                   switchThereAndBack(enterprise, *enterprise.window().importPage(), place);
               }}.walkImport();
    CHECK(steps == 4);
}

TEST_CASE("the section of an industry is found by its name, its pinyin, its first letters and its code", "[app][enterprise][switching]") {
    TemporaryFolder const folder;
    EnterpriseWindow enterprise{folder / "data", Language::chinese, april2017, FirstStart::shown};
    type(toQt(enterprise.unit()));
    press(Qt::Key_Tab);
    type(QStringLiteral("样例服务有限公司"));
    press(Qt::Key_Return);
    auto& wizard = enterprise.window().home().wizard();
    while (!wizard.questions()->showQuestion("industry")) {
        wizard.findChild<QPushButton*>(QStringLiteral("wizardNext"))->setFocus();
        press(Qt::Key_Space);
        REQUIRE(wizard.questions() != nullptr);
    }
    auto const edition = enterprise.program().editions().front();
    for (auto const* words : {"信息传输", "xinxichuanshu", "xxcs", "2017-I"}) {
        INFO(words);
        REQUIRE(wizard.questions()->showQuestion("industry"));
        static_cast<QLineEdit*>(focus())->selectAll();
        type(QString::fromUtf8(words));
        press(Qt::Key_Return);
        auto* field = wizard.questions()->fieldOf("industry");
        auto const* line = field->findChild<QLineEdit*>();
        auto const text = (line == nullptr ? qobject_cast<QLineEdit*>(field) : line)->text();
        INFO(fromQt(text));
        CHECK(text.contains(QStringLiteral("信息传输")));
    }
}

TEST_CASE("figures and days stand and are typed as in China and in English, wherever the computer is", "[app][enterprise][switching]") {
    TemporaryFolder const folder;
    QLocale const before;
    QLocale::setDefault(QLocale{QLocale::German, QLocale::Germany});
    {
        EnterpriseWindow enterprise{folder / "data"};
        auto* calendar = enterprise.window().home().findChild<QCalendarWidget*>(QStringLiteral("calendar"));
        REQUIRE(calendar != nullptr);
        for (auto const language : {Language::chinese, Language::english}) {
            enterprise.speak(language);
            CHECK(calendar->locale().language() == (language == Language::chinese ? QLocale::Chinese : QLocale::English));
            CHECK(calendar->firstDayOfWeek() == Qt::Monday);
            CHECK(enterprise.window().home().findChild<QLabel*>(QStringLiteral("day"))->text().startsWith(QStringLiteral("2017-04-05")));
        }
        enterprise.begin();
        enterprise.typeGoodRow();
        for (auto const language : {Language::chinese, Language::english}) {
            enterprise.speak(language);
            enterprise.goTo(0, "total");
            type(QStringLiteral("1,234,567.89"));
            press(Qt::Key_Return);
            CHECK(enterprise.cell(0, "total") == "1234567.89");
            auto const* form = enterprise.view().form();
            CHECK(form->index(0, form->shownColumn("total")).data().toString() == QStringLiteral("1,234,567.89"));
        }
    }
    QLocale::setDefault(before);
}
