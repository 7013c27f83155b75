/// "Which item, which mode?" worked by keyboard alone, in the real window.

#include <QAction>
#include <QLabel>
#include <QLineEdit>
#include <QListWidget>
#include <QPushButton>
#include <QSpinBox>
#include <QTextBrowser>
#include <QTreeWidget>

#include "app/support/enterprise_window.h"
#include "enterprise/finder_dock.h"

using namespace zhibao;
using namespace zhibao::test;

namespace {

FinderPanel& finderOf(EnterpriseWindow& enterprise) {
    return enterprise.window().finder().finder();
}

GuidePanel& guideOf(EnterpriseWindow& enterprise) {
    return enterprise.window().finder().guide();
}

void openFinder(EnterpriseWindow& enterprise) {
    press(Qt::Key_F, Qt::ControlModifier);
    enterprise.settle();
    REQUIRE(QApplication::focusWidget() == &finderOf(enterprise).search());
}

void openGuide(EnterpriseWindow& enterprise) {
    press(Qt::Key_G, Qt::ControlModifier);
    enterprise.settle();
    REQUIRE(QApplication::focusWidget() == &guideOf(enterprise).answers());
}

QString question(EnterpriseWindow& enterprise) {
    return guideOf(enterprise).findChild<QLabel*>(QStringLiteral("guideQuestion"))->text();
}

QString result(EnterpriseWindow& enterprise) {
    return guideOf(enterprise).findChild<QLabel*>(QStringLiteral("guideResult"))->text();
}

bool isOfferEnabled(EnterpriseWindow& enterprise) {
    auto const* button = guideOf(enterprise).findChild<QPushButton*>(QStringLiteral("guideApply"));
    return button->isVisible() && button->isEnabled();
}

/// A row of 1200 in mode 1, and the focus in the grid.
void typeRow(EnterpriseWindow& enterprise) {
    enterprise.typeGoodRow();
    enterprise.goTo(0, "item");
}

}  // namespace

TEST_CASE("an item is found by the bank's code, pinyin, English or several words, and Enter puts it into the current row", "[app][finder]") {
    TemporaryFolder const folder;
    EnterpriseWindow enterprise{folder.path()};
    enterprise.begin();
    typeRow(enterprise);
    for (auto const& [typed, code] : {std::pair{QStringLiteral("228023"), "SJ213"}, std::pair{QStringLiteral("ruanjian"), "SI21"},
                                      std::pair{QStringLiteral("freight air"), "SC22"}, std::pair{QStringLiteral("保税维修"), "SB"},
                                      std::pair{QStringLiteral("SJ22Z"), "SJ22Z"}}) {
        enterprise.goTo(0, "item");
        openFinder(enterprise);
        type(typed);
        CHECK(finderOf(enterprise).currentCode() == code);
        press(Qt::Key_Return);
        CHECK(enterprise.cell(0, "item") == code);
        CHECK(QApplication::focusWidget() == &enterprise.view());
    }
    press(Qt::Key_Z, Qt::ControlModifier);
    CHECK(enterprise.cell(0, "item") == "SB");
}

TEST_CASE("where the cursor stands in no list, items are looked for", "[app][finder]") {
    TemporaryFolder const folder;
    EnterpriseWindow enterprise{folder.path()};
    enterprise.begin();
    typeRow(enterprise);
    enterprise.goTo(0, "total");
    openFinder(enterprise);
    type(QStringLiteral("软件"));
    CHECK(finderOf(enterprise).currentCode().starts_with("SI2"));
}

TEST_CASE("the finder follows the list of the current cell, and fills the row's column of that list", "[app][finder]") {
    TemporaryFolder const folder;
    EnterpriseWindow enterprise{folder.path()};
    enterprise.begin();
    typeRow(enterprise);
    enterprise.goTo(0, "partner");
    openFinder(enterprise);
    CHECK(finderOf(enterprise).currentCode() == "SG");
    type(QStringLiteral("germany"));
    press(Qt::Key_Return);
    CHECK(enterprise.cell(0, "partner") == "DE");

    // A figure has no list: the one that was searched last stays, and its column in this row is filled.
    enterprise.goTo(0, "total");
    openFinder(enterprise);
    type(QStringLiteral("japan"));
    press(Qt::Key_Return);
    CHECK(enterprise.cell(0, "partner") == "JP");
    CHECK(enterprise.cell(0, "total") == "1200.00");
}

TEST_CASE("choosing in the empty row begins a row", "[app][finder]") {
    TemporaryFolder const folder;
    EnterpriseWindow enterprise{folder.path()};
    enterprise.begin();
    enterprise.goTo(0, "item");
    openFinder(enterprise);
    type(QStringLiteral("230000"));
    press(Qt::Key_Return);
    REQUIRE(enterprise.rowCount() == 1);
    CHECK(enterprise.cell(0, "item") == "SB");
}

TEST_CASE("a mistyped word is guessed, and the finder says so", "[app][finder]") {
    TemporaryFolder const folder;
    EnterpriseWindow enterprise{folder.path(), Language::english};
    enterprise.begin();
    typeRow(enterprise);
    openFinder(enterprise);
    type(QStringLiteral("sofware"));
    bool isSaid = false;
    for (auto const* label : finderOf(enterprise).findChildren<QLabel*>()) isSaid = isSaid || (label->isVisible() && label->text().contains(QStringLiteral("software")));
    CHECK(isSaid);
    CHECK(finderOf(enterprise).entries().topLevelItemCount() > 0);
    finderOf(enterprise).search().selectAll();
    type(QStringLiteral("qqqqqqqq"));
    CHECK(finderOf(enterprise).entries().topLevelItemCount() == 0);
    press(Qt::Key_Return);
    CHECK(enterprise.cell(0, "item") == "SJ211");
}

TEST_CASE("the tree is walked by keys, a group opens instead of being chosen, and Escape goes back to the cell", "[app][finder]") {
    TemporaryFolder const folder;
    EnterpriseWindow enterprise{folder.path()};
    enterprise.begin();
    typeRow(enterprise);
    openFinder(enterprise);
    CHECK(finderOf(enterprise).currentCode() == "SJ211");
    type(QStringLiteral("SI2"));
    CHECK(finderOf(enterprise).currentCode() == "SI2");
    press(Qt::Key_Return);
    CHECK(QApplication::focusWidget() == &finderOf(enterprise).entries());
    CHECK(finderOf(enterprise).search().text().isEmpty());
    CHECK(finderOf(enterprise).currentCode() == "SI2");
    press(Qt::Key_Down);
    press(Qt::Key_Down);
    CHECK(finderOf(enterprise).currentCode() == "SI22");
    press(Qt::Key_Escape);
    CHECK(QApplication::focusWidget() == &enterprise.view());
    CHECK(enterprise.cell(0, "item") == "SJ211");
}

TEST_CASE("the current entry is explained in the language of the window, and what belongs elsewhere leads there", "[app][finder]") {
    TemporaryFolder const folder;
    EnterpriseWindow enterprise{folder.path()};
    enterprise.begin();
    typeRow(enterprise);
    openFinder(enterprise);
    type(QStringLiteral("SI21"));
    auto& note = finderOf(enterprise).note();
    CHECK(note.toPlainText().contains(QStringLiteral("软件的开发、定制和最终使用许可")));
    CHECK(note.toPlainText().contains(QStringLiteral("227020")));
    enterprise.speak(Language::english);
    CHECK(finderOf(enterprise).currentCode() == "SI21");
    CHECK(note.toPlainText().contains(QStringLiteral("licences for its end use")));
    CHECK_FALSE(note.toPlainText().contains(QStringLiteral("软件")));
    note.setFocus();
    press(Qt::Key_Tab);
    press(Qt::Key_Return);
    CHECK(finderOf(enterprise).currentCode() == "SH3");
    CHECK(finderOf(enterprise).search().text().isEmpty());
}

TEST_CASE("four answers by digit end in a mode, whose column takes the whole total in one step", "[app][finder][guide]") {
    TemporaryFolder const folder;
    EnterpriseWindow enterprise{folder.path()};
    enterprise.begin();
    typeRow(enterprise);
    openGuide(enterprise);
    CHECK(question(enterprise).startsWith(QStringLiteral("①")));  // the row says that it is an export
    type(QStringLiteral("2"));
    type(QStringLiteral("3"));
    CHECK(question(enterprise).startsWith(QStringLiteral("③")));
    press(Qt::Key_Backspace);
    CHECK(question(enterprise).startsWith(QStringLiteral("②")));
    press(Qt::Key_Down);
    press(Qt::Key_Down);
    press(Qt::Key_Return);
    type(QStringLiteral("1"));
    CHECK(question(enterprise).contains(QStringLiteral("自然人移动")));
    press(Qt::Key_Return);
    CHECK(QApplication::focusWidget() == &enterprise.view());
    CHECK(enterprise.cell(0, "mode1").empty());
    CHECK(enterprise.cell(0, "mode4") == "1200.00");
    press(Qt::Key_Z, Qt::ControlModifier);
    CHECK(enterprise.cell(0, "mode1") == "1200.00");
    CHECK(enterprise.cell(0, "mode4").empty());
}

TEST_CASE("percentages become amounts that add up to the total exactly, in one step that can be undone", "[app][finder][guide]") {
    TemporaryFolder const folder;
    EnterpriseWindow enterprise{folder.path()};
    enterprise.begin();
    typeRow(enterprise);
    enterprise.goTo(0, "total");
    type(QStringLiteral("0.03"));
    press(Qt::Key_Return);
    enterprise.goTo(0, "total");
    openGuide(enterprise);
    type(QStringLiteral("2"));
    type(QStringLiteral("2"));
    REQUIRE(QApplication::focusWidget() == guideOf(enterprise).percentages().front());
    CHECK_FALSE(isOfferEnabled(enterprise));
    type(QStringLiteral("20"));
    press(Qt::Key_Return);
    type(QStringLiteral("35"));
    press(Qt::Key_Return);
    CHECK(result(enterprise).contains(QStringLiteral("55%")));
    type(QStringLiteral("45"));
    CHECK(isOfferEnabled(enterprise));
    press(Qt::Key_Return);
    press(Qt::Key_Return);
    CHECK(enterprise.cell(0, "mode1") == "0.01");
    CHECK(enterprise.cell(0, "mode2") == "0.01");
    CHECK(enterprise.cell(0, "mode4") == "0.01");
    CHECK(enterprise.document().undoName().contains(QStringLiteral("1")));
    press(Qt::Key_Z, Qt::ControlModifier);
    CHECK(enterprise.cell(0, "mode1") == "1200.00");
    CHECK(enterprise.cell(0, "mode2").empty());
    CHECK(enterprise.cell(0, "total") == "0.03");
}

TEST_CASE("percentages off the steps, and a row without a total, are not offered and the guide says why", "[app][finder][guide]") {
    TemporaryFolder const folder;
    EnterpriseWindow enterprise{folder.path(), Language::english};
    enterprise.begin();
    typeRow(enterprise);
    openGuide(enterprise);
    type(QStringLiteral("22"));
    type(QStringLiteral("52"));
    press(Qt::Key_Return);
    type(QStringLiteral("48"));
    CHECK_FALSE(isOfferEnabled(enterprise));
    CHECK(result(enterprise).contains(QStringLiteral("multiple of 5")));
    press(Qt::Key_Escape);
    enterprise.goTo(0, "total");
    press(Qt::Key_Delete);
    openGuide(enterprise);
    type(QStringLiteral("21"));
    CHECK_FALSE(isOfferEnabled(enterprise));
    CHECK(result(enterprise).contains(QStringLiteral("Total")));
    CHECK(enterprise.cell(0, "mode1") == "1200.00");
}

TEST_CASE("an affiliate's trade is sent to its own form, and imports are asked in their own words", "[app][finder][guide]") {
    TemporaryFolder const folder;
    EnterpriseWindow enterprise{folder.path(), Language::english};
    enterprise.begin();
    typeRow(enterprise);
    openGuide(enterprise);
    type(QStringLiteral("1"));
    CHECK(result(enterprise).contains(QStringLiteral("form 3")));
    CHECK_FALSE(isOfferEnabled(enterprise));
    press(Qt::Key_Backspace);
    CHECK(question(enterprise).contains(QStringLiteral("that you own and control")));
    press(Qt::Key_Escape);
    enterprise.goTo(0, "flow");
    type(QStringLiteral("import"));
    press(Qt::Key_Return);
    enterprise.goTo(0, "total");
    openGuide(enterprise);
    CHECK(question(enterprise).contains(QStringLiteral("that the foreign side has set up")));
}

TEST_CASE("the guide keeps its place when the language changes, and places the total as it is when it is taken", "[app][finder][guide]") {
    TemporaryFolder const folder;
    EnterpriseWindow enterprise{folder.path()};
    enterprise.begin();
    typeRow(enterprise);
    openGuide(enterprise);
    type(QStringLiteral("23"));
    enterprise.speak(Language::english);
    CHECK(question(enterprise).contains(QStringLiteral("send people")));
    CHECK(guideOf(enterprise).answers().item(0)->text().contains(QStringLiteral("all of it")));
    // The total changes under the open guide.
    auto const& form = *enterprise.document().edition().findForm("form2");
    enterprise.document().setCells("form2", {CellEdit{0, *form.indexOf("total"), Money::ofHundredths(7)}}, [] { return QStringLiteral("x"); });
    guideOf(enterprise).focusQuestion();
    type(QStringLiteral("1"));
    press(Qt::Key_Return);
    CHECK(enterprise.cell(0, "mode4") == "0.07");
}

TEST_CASE("codes of the profile are chosen in the finder too", "[app][finder]") {
    TemporaryFolder const folder;
    EnterpriseWindow enterprise{folder.path()};
    enterprise.beginProfile();
    REQUIRE(enterprise.record().showQuestion("registrationType"));
    openFinder(enterprise);
    type(QStringLiteral("guoyou"));
    press(Qt::Key_Return);
    CHECK(enterprise.answer("registrationType") == "110");
}

TEST_CASE("every widget of the finder and the guide has a name, in both languages", "[app][finder]") {
    TemporaryFolder const folder;
    EnterpriseWindow enterprise{folder.path()};
    enterprise.begin();
    typeRow(enterprise);
    openGuide(enterprise);
    for (auto const language : {Language::english, Language::chinese}) {
        enterprise.speak(language);
        for (auto const* widget : enterprise.window().finder().findChildren<QWidget*>()) {
            bool const isPartOfAnother = widget->objectName().startsWith(QStringLiteral("qt_"));
            if (widget->focusPolicy() == Qt::NoFocus || isPartOfAnother || qobject_cast<QPushButton const*>(widget) != nullptr) continue;
            INFO(widget->metaObject()->className() << " " << widget->objectName().toStdString());
            CHECK_FALSE(widget->accessibleName().isEmpty());
        }
        CHECK(enterprise.window().finder().windowTitle() == (language == Language::chinese ? QStringLiteral("哪个类别，哪种模式？") : QStringLiteral("Which item, which mode?")));
    }
}
