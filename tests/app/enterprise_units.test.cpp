/// Units: set up step by step, chosen, renamed, hidden.

#include <QAbstractItemView>
#include <QLabel>
#include <QListView>
#include <QPushButton>
#include <QTableView>
#include <QToolButton>

#include "app/support/cut_texts.h"
#include "app/support/enterprise_window.h"
#include "app/support/parts.h"
#include "enterprise/reports_model.h"
#include "enterprise/unit_code_field.h"
#include "enterprise/unit_wizard.h"
#include "ui/message_bar.h"

using namespace zhibao;
using namespace zhibao::test;

namespace {

/// The first step, by keyboard: code, name, Enter.
void answerFirstStep(EnterpriseWindow& enterprise) {
    REQUIRE(focus() == &partOf<QLineEdit>(enterprise.window().home(), "wizardCode"));
    type(toQt(enterprise.unit()));
    press(Qt::Key_Tab);
    type(QStringLiteral("样例服务有限公司"));
    press(Qt::Key_Return);
    REQUIRE(enterprise.window().home().wizard().step() == 1);
}

/// The question's field in the step that is shown.
void goToQuestion(EnterpriseWindow& enterprise, char const* question) {
    auto& wizard = enterprise.window().home().wizard();
    while (wizard.questions() != nullptr && !wizard.questions()->showQuestion(question)) {
        partOf<QPushButton>(enterprise.window().home(), "wizardNext").setFocus();
        press(Qt::Key_Space);
    }
    REQUIRE(wizard.questions() != nullptr);
}

}  // namespace

TEST_CASE("the first start offers to set up a unit, and who wants to do so later can", "[app][enterprise]") {
    TemporaryFolder const folder;
    EnterpriseWindow enterprise{folder.path(), Language::chinese, april2017, FirstStart::shown};
    REQUIRE(enterprise.window().home().wizard().isVisible());
    partOf<QPushButton>(enterprise.window().home(), "wizardLater").setFocus();
    press(Qt::Key_Space);
    CHECK_FALSE(enterprise.window().home().wizard().isVisible());
    CHECK(enterprise.program().store().units()->empty());
}

TEST_CASE("a unit is set up by keyboard alone, and its profile and its filings have what was answered", "[app][enterprise]") {
    TemporaryFolder const folder;
    EnterpriseWindow enterprise{folder.path(), Language::chinese, april2017, FirstStart::shown};
    answerFirstStep(enterprise);
    auto& wizard = enterprise.window().home().wizard();
    // Code and name are not asked again.
    for (int step = 1; step < wizard.stepCount() - 1; ++step) {
        REQUIRE(wizard.questions() != nullptr);
        CHECK(wizard.questions()->fieldOf("creditCode") == nullptr);
        CHECK(wizard.questions()->fieldOf("unitName") == nullptr);
        partOf<QPushButton>(enterprise.window().home(), "wizardNext").setFocus();
        press(Qt::Key_Space);
    }
    while (wizard.step() > 1) {
        partOf<QPushButton>(enterprise.window().home(), "wizardBack").setFocus();
        press(Qt::Key_Space);
    }
    for (auto const& [question, answer] : {std::pair{"legalRepresentative", "样例甲"}, std::pair{"district", "yubei"}, std::pair{"platform", "水土"}, std::pair{"phone", "023-60000000"},
                                           std::pair{"industry", "xinxi"}, std::pair{"control", "Privately"}, std::pair{"statisticsHead", "样例乙"},
                                           std::pair{"preparer", "样例丙"}, std::pair{"preparerPhone", "023-60000002"}}) {
        goToQuestion(enterprise, question);
        type(QString::fromUtf8(answer));
        press(Qt::Key_Return);
    }
    // Enter in the last field leads on.
    CHECK(focus() == &partOf<QPushButton>(enterprise.window().home(), "wizardNext"));
    press(Qt::Key_Space);
    auto const& summary = partOf<QLabel>(enterprise.window().home(), "wizardSummary");
    for (auto const* words : {"样例甲", "样例乙", "样例丙", "023-60000002", "未完成"}) CHECK(summary.text().contains(QString::fromUtf8(words)));
    press(Qt::Key_Space);
    CHECK_FALSE(wizard.isVisible());

    CHECK(enterprise.program().store().signatoriesOf(enterprise.unit()).value() == Signatories{"样例甲", "样例乙", "样例丙", "023-60000002", ""});
    enterprise.beginProfile();
    CHECK(enterprise.answer("creditCode") == enterprise.unit());
    CHECK(enterprise.answer("unitName") == "样例服务有限公司");
    CHECK(enterprise.answer("district") == "500112");
    CHECK(enterprise.answer("industry").substr(5) == "I");
    CHECK(enterprise.answer("control") == "3");
    enterprise.window().goHome();
    enterprise.beginSet("quarterly");
    CHECK(enterprise.document().filing().signatories.preparer == "样例丙");
}

TEST_CASE("what is wrong with a credit code is said at the character where it goes wrong", "[app][enterprise]") {
    CHECK_FALSE(problemOfTypedCode(""));
    CHECK_FALSE(problemOfTypedCode("91999"));
    REQUIRE(problemOfTypedCode("91O"));
    CHECK(problemOfTypedCode("91O")->arguments.at("position") == "3");
    auto wrong = exampleUnitCode(1).text();
    CHECK_FALSE(problemOfTypedCode(wrong));
    wrong.back() = wrong.back() == '0' ? '1' : '0';
    CHECK(problemOfTypedCode(wrong)->code == error::creditCodeCheckDigit);
    CHECK(problemOfTypedCode(exampleUnitCode(1).text() + "0")->code == error::creditCodeLength);

    TemporaryFolder const folder;
    EnterpriseWindow enterprise{folder.path(), Language::english, april2017, FirstStart::shown};
    type(toQt(wrong));
    press(Qt::Key_Tab);
    type(QStringLiteral("样例"));
    press(Qt::Key_Return);
    CHECK(enterprise.window().home().wizard().step() == 0);
    CHECK(focus() == &partOf<QLineEdit>(enterprise.window().home(), "wizardCode"));
    CHECK(enterprise.window().messages().kind() == MessageBar::Kind::problem);
}

TEST_CASE("a wizard that is left half way, or with its window, keeps what was typed", "[app][enterprise]") {
    TemporaryFolder const folder;
    {
        EnterpriseWindow enterprise{folder.path(), Language::chinese, april2017, FirstStart::shown};
        answerFirstStep(enterprise);
        goToQuestion(enterprise, "operatingAddress");
        type(QStringLiteral("样例路1号"));
    }
    EnterpriseWindow again{folder.path()};
    auto& units = partOf<QListView>(again.window().home(), "units");
    units.setFocus();
    press(Qt::Key_Down);
    partOf<QToolButton>(again.window().home(), "unitProfile").setFocus();
    press(Qt::Key_Space);
    REQUIRE(again.window().home().wizard().isVisible());
    press(Qt::Key_Tab);
    press(Qt::Key_Return);
    goToQuestion(again, "operatingAddress");
    CHECK(qobject_cast<QLineEdit*>(focus())->text() == QStringLiteral("样例路1号"));
}

TEST_CASE("an office chooses among its units, renames one and hides another", "[app][enterprise]") {
    TemporaryFolder const folder;
    EnterpriseWindow enterprise{folder.path()};
    auto& store = enterprise.program().store();
    auto const second = exampleUnitCode(2).text();
    REQUIRE(store.saveUnit(second, "样例乙公司", Moment{1}));
    REQUIRE(store.saveUnit(enterprise.unit(), "样例甲公司", Moment{2}));
    enterprise.window().home().refresh();
    auto& list = partOf<QListView>(enterprise.window().home(), "units");
    auto& reports = dynamic_cast<ReportsModel&>(*partOf<QTableView>(enterprise.window().home(), "reports").model());
    REQUIRE(list.model()->rowCount() == 3);
    auto const both = reports.rowCount();
    list.setFocus();
    press(Qt::Key_Down);
    press(Qt::Key_Down);
    CHECK(reports.rowCount() == both / 2);
    CHECK(reports.lineAt(0)->unit == second);
    CHECK(partOf<QLineEdit>(enterprise.window().home(), "unitCode").text() == toQt(second));

    press(Qt::Key_F2);
    type(QStringLiteral("样例丙公司"));
    press(Qt::Key_Return);
    enterprise.settle();  // the list takes the name a little later
    CHECK(reports.lineAt(0)->unitName == "样例丙公司");
    partOf<QToolButton>(enterprise.window().home(), "hideUnit").setFocus();
    press(Qt::Key_Space);
    CHECK(list.model()->rowCount() == 2);
    CHECK(reports.rowCount() == both / 2);
    CHECK(reports.lineAt(0)->unit == enterprise.unit());
    partOf<QToolButton>(enterprise.window().home(), "showHiddenUnits").setFocus();
    press(Qt::Key_Space);
    CHECK(list.model()->rowCount() == 3);
    CHECK(store.units(true)->size() == 2);
}

TEST_CASE("no step of the wizard cuts a word on an office screen, in either language", "[app][enterprise]") {
    TemporaryFolder const folder;
    EnterpriseWindow enterprise{folder.path(), Language::chinese, april2017, FirstStart::shown};
    enterprise.window().resize(1366, 720);
    answerFirstStep(enterprise);
    auto& wizard = enterprise.window().home().wizard();
    for (; wizard.step() > 0; partOf<QPushButton>(enterprise.window().home(), "wizardBack").click()) {}
    for (int step = 0; step < wizard.stepCount(); ++step) {
        for (auto const language : {Language::english, Language::chinese}) {
            enterprise.speak(language);
            INFO(step);
            CHECK(cutTexts(enterprise.window()) == std::vector<std::string>{});
        }
        if (step + 1 < wizard.stepCount()) partOf<QPushButton>(enterprise.window().home(), "wizardNext").click();
        REQUIRE(wizard.isVisible());
    }
}
