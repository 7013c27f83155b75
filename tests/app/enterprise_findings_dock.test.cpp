/// The list of findings as a tool: counts that filter, words that filter, the reason with its numbers, the one change that puts it right,
/// and what an explanation still lacks.

#include <QLabel>
#include <QLineEdit>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QTableView>
#include <QTextBrowser>
#include <QToolButton>

#include "app/support/cut_texts.h"
#include "app/support/enterprise_window.h"
#include "app/support/parts.h"
#include "app/support/sealed_quarters.h"
#include "enterprise/findings_dock.h"

using namespace zhibao;
using namespace zhibao::test;

namespace {

/// Waits until the rule's finding is listed and makes it current.
void choose(EnterpriseWindow& enterprise, char const* check) {
    auto& list = enterprise.window().findings().list();
    auto const rowOf = [&] {
        for (int row = 0; row < list.model()->rowCount(); ++row)
            if (list.model()->index(row, FindingsModel::ruleColumn).data().toString() == QLatin1String(check)) return row;
        return -1;
    };
    REQUIRE(within(3000, [&] { return enterprise.session().check().isUpToDate() && rowOf() >= 0; }));
    list.setCurrentIndex(list.model()->index(rowOf(), 0));
}

void typeRow(EnterpriseWindow& enterprise, std::initializer_list<char const*> answers) {
    enterprise.goTo(enterprise.rowCount(), "flow");
    for (auto const* answer : answers) {
        type(QString::fromUtf8(answer));
        press(Qt::Key_Tab);
    }
}

}  // namespace

TEST_CASE("counts by level are buttons that filter by key, and typed words filter too", "[app][enterprise]") {
    TemporaryFolder const folder;
    EnterpriseWindow enterprise{folder.path(), Language::english};
    enterprise.begin();
    typeRow(enterprise, {"export", "SJ211", "SG", "", "USD", "10", "20"});
    typeRow(enterprise, {"export", "SI21", "US", "", "USD", "-5", "-5"});
    choose(enterprise, "B1");
    auto& list = enterprise.window().findings().list();
    int const all = list.model()->rowCount();
    auto& errors = partOf<QToolButton>(enterprise.window().findings(), "level-error");
    auto& queries = partOf<QToolButton>(enterprise.window().findings(), "level-query");
    CHECK(errors.text() == QStringLiteral("Error %1").arg(enterprise.window().findings().findings().count(Level::error)));
    errors.setFocus();
    press(Qt::Key_Space);
    CHECK(list.model()->rowCount() == static_cast<int>(enterprise.window().findings().findings().count(Level::error)));
    REQUIRE(list.model()->rowCount() < all);
    queries.setFocus();
    press(Qt::Key_Space);
    CHECK(list.model()->rowCount() == static_cast<int>(enterprise.window().findings().findings().count(Level::error) + enterprise.window().findings().findings().count(Level::query)));
    press(Qt::Key_Space);
    errors.setFocus();
    press(Qt::Key_Space);
    CHECK(list.model()->rowCount() == all);
    partOf<QLineEdit>(enterprise.window().findings(), "findingsSearch").setFocus();
    type(QStringLiteral("b1"));
    REQUIRE(list.model()->rowCount() > 0);
    CHECK(list.model()->rowCount() < all);
    for (int row = 0; row < list.model()->rowCount(); ++row) {
        QString line;
        for (int column = 0; column < list.model()->columnCount(); ++column) line += list.model()->index(row, column).data().toString();
        CHECK(line.contains(QStringLiteral("b1"), Qt::CaseInsensitive));
    }
    // F8 walks what is shown.
    press(Qt::Key_F8);
    CHECK(QApplication::focusWidget() == &enterprise.view());
}

TEST_CASE("why a finding is one is told from its papers with the numbers it was judged on, in both languages", "[app][enterprise]") {
    TemporaryFolder const folder;
    EnterpriseWindow enterprise{folder.path(), Language::english};
    addSealed(enterprise, quarterWith(enterprise, "2016Q4", "123"));
    enterprise.begin();
    typeRow(enterprise, {"export", "SJ211", "SG", "", "USD", "1500000", "1500000"});
    choose(enterprise, "B10");
    auto& why = partOf<QTextBrowser>(enterprise.window().findings(), "why");
    CHECK(why.toPlainText().contains(QStringLiteral("Probably a slip of unit")));
    CHECK(why.toPlainText().contains(QStringLiteral("1,500,000.00")));
    CHECK(why.toPlainText().contains(QStringLiteral("Total in the period before")));
    CHECK(why.toPlainText().contains(QStringLiteral("123.00")));
    enterprise.speak(Language::chinese);
    CHECK(why.toPlainText().contains(QStringLiteral("疑似计量单位")));
    CHECK(why.toPlainText().contains(QStringLiteral("123.00")));
}

TEST_CASE("a quick fix is offered where there is only one, taken by a person, and undone in one step", "[app][enterprise]") {
    TemporaryFolder const folder;
    EnterpriseWindow enterprise{folder.path(), Language::english};
    addSealed(enterprise, quarterWith(enterprise, "2016Q4", "123"));
    enterprise.begin();
    auto& button = partOf<QPushButton>(enterprise.window().findings(), "quickFix");

    // The total is less than its parts.
    typeRow(enterprise, {"export", "SI21", "US", "", "USD", "25", "10", "20"});
    choose(enterprise, "B1");
    REQUIRE(button.isVisible());
    CHECK(button.text().contains(QStringLiteral("30.00")));
    CHECK(enterprise.cell(0, "total") == "25.00");
    button.setFocus();
    press(Qt::Key_Space);
    CHECK(enterprise.cell(0, "total") == "30.00");
    CHECK(enterprise.window().action("undo")->text() == QStringLiteral("Undo: Quick fix of B1 in row 1"));
    REQUIRE(within(3000, [&] { return enterprise.session().check().isUpToDate(); }));
    press(Qt::Key_Z, Qt::ControlModifier);
    CHECK(enterprise.cell(0, "total") == "25.00");

    // What no part has yet could be put into any of them.
    enterprise.goTo(0, "total");
    type(QStringLiteral("50"));
    press(Qt::Key_Return);
    choose(enterprise, "B1");
    CHECK_FALSE(button.isVisible());

    // A swapped sign, and a slip of unit beside last quarter.
    enterprise.goTo(0, "total");
    type(QStringLiteral("-30"));
    press(Qt::Key_Return);
    choose(enterprise, "B1");
    REQUIRE(button.isVisible());
    enterprise.window().findings().takeFix();
    CHECK(enterprise.cell(0, "total") == "30.00");
    typeRow(enterprise, {"export", "SJ211", "SG", "", "USD", "1500000", "1500000"});
    choose(enterprise, "B10");
    REQUIRE(button.isVisible());
    enterprise.speak(Language::chinese);
    CHECK(button.text().contains(QStringLiteral("150.00")));
    enterprise.window().findings().takeFix();
    CHECK(enterprise.cell(1, "total") == "150.00");
    CHECK(enterprise.cell(1, "mode1") == "150.00");
    press(Qt::Key_Z, Qt::ControlModifier);
    CHECK(enterprise.cell(1, "mode1") == "1500000.00");
}

TEST_CASE("what an explanation still lacks is said while it is being written", "[app][enterprise]") {
    TemporaryFolder const folder;
    EnterpriseWindow enterprise{folder.path(), Language::english};
    enterprise.begin();
    typeRow(enterprise, {"export", "SJ211", "SG", "", "USD", "-500", "-500"});
    choose(enterprise, "B4");
    auto& quality = partOf<QLabel>(enterprise.window().findings(), "explanationQuality");
    CHECK(quality.text().isEmpty());
    enterprise.window().findings().explanation().setFocus();
    for (auto const character : QStringLiteral("checked")) QTest::keyClick(&enterprise.window().findings().explanation(), character.toLatin1());
    CHECK(quality.text().startsWith(QStringLiteral("⚠")));
    enterprise.window().findings().explanation().setPlainText(QStringLiteral("Refund of the contract with the example customer, signed in May and cancelled in June"));
    CHECK(quality.text().startsWith(QStringLiteral("✓")));
    enterprise.window().findings().explanation().clear();
    CHECK(quality.text().isEmpty());
}

TEST_CASE("what the field for an explanation is for can be read whole after every switch of language", "[app][enterprise]") {
    for (auto const first : {Language::chinese, Language::english})
        for (auto const size : {QSize{1366, 720}, QSize{1280, 672}, QSize{1920, 1040}}) {
            TemporaryFolder const folder;
            EnterpriseWindow enterprise{folder.path(), first};
            enterprise.window().resize(size);
            enterprise.begin();
            auto const checkBoth = [&](char const* what) {
                for (int turn = 0; turn < 3; ++turn) {
                    INFO(what << ", switched " << turn << " times, " << size.width() << " wide");
                    for (int round = 0; round < 5; ++round) enterprise.settle();
                    CHECK(cutTexts(enterprise.window()) == std::vector<std::string>{});
                    enterprise.speak(enterprise.language().current() == Language::chinese ? Language::english : Language::chinese);
                }
            };
            checkBoth("nothing chosen");
            typeRow(enterprise, {"export", "SJ211", "SG", "", "USD", "-500", "20"});
            choose(enterprise, "B1");
            checkBoth("an error");
            choose(enterprise, "B4");
            checkBoth("a query");
        }
}
