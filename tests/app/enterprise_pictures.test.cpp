/// Pictures of the windows for the README, with example data. Not run with the other tests:
///     ZHIBAO_PICTURES=FOLDER enterprise_tests "[.pictures]"

#include <QDir>
#include <QPushButton>
#include <QTableView>

#include "app/support/enterprise_window.h"
#include "app/support/sealed_quarters.h"
#include "base/file.h"
#include "enterprise/finder_dock.h"
#include "enterprise/findings_dock.h"
#include "enterprise/help_dock.h"
#include "enterprise/unit_wizard.h"
#include "ui/appearance.h"

using namespace zhibao;
using namespace zhibao::test;

namespace {

void typeRow(EnterpriseWindow& enterprise, std::initializer_list<char const*> answers) {
    enterprise.goTo(enterprise.rowCount(), "flow");
    for (auto const* answer : answers) {
        type(QString::fromUtf8(answer));
        press(Qt::Key_Tab);
    }
}

}  // namespace

TEST_CASE("pictures of the enterprise program are made in both languages", "[.pictures]") {
    auto const place = qEnvironmentVariable("ZHIBAO_PICTURES");
    REQUIRE_FALSE(place.isEmpty());
    QDir{}.mkpath(place);
    for (auto const language : {Language::chinese, Language::english}) {
        TemporaryFolder const folder;
        EnterpriseWindow enterprise{folder / "data", language};
        enterprise.window().resize(1366, 720);  // an ordinary office screen, less the taskbar
        auto const save = [&](char const* name) {
            enterprise.settle();
            auto const file = QStringLiteral("%1/enterprise-%2-%3.png").arg(place, QString::fromLatin1(name), language == Language::chinese ? QStringLiteral("zh") : QStringLiteral("en"));
            REQUIRE(enterprise.window().grab().save(file));
        };
        save("first");
        press(Qt::Key_F1, Qt::ShiftModifier);
        save("guide-page");
        press(Qt::Key_Escape);
        enterprise.begin();
        save("empty");
        typeRow(enterprise, {"export", "SI21", "US", "ito", "USD", "1250000", "1250000", "", "", "300000", "1250000"});
        typeRow(enterprise, {"export", "SJ211", "SG", "", "", "86000.50", "80000"});
        typeRow(enterprise, {"export", "SB", "DE", "", "EUR", "432100", "", "432100"});
        typeRow(enterprise, {"import", "SH2", "JP", "", "JPY", "35000000", "35000000"});
        typeRow(enterprise, {"import", "SJ33", "HK", "", "CNY", "-1200", "-1200"});
        enterprise.goTo(1, "total");
        REQUIRE(within(3000, [&] { return enterprise.session().check().isUpToDate() && enterprise.window().findings().findings().count(Level::query) > 0; }));
        QTest::qWait(400);
        enterprise.goTo(1, "mode4");
        save("form");
        apply(Appearance::dark);
        save("form-dark");
        apply(Appearance::system);
        press(Qt::Key_F, Qt::ControlModifier);
        type(language == Language::chinese ? QStringLiteral("软件") : QStringLiteral("software"));
        save("finder");
        press(Qt::Key_Escape);
        press(Qt::Key_G, Qt::ControlModifier);
        type(QStringLiteral("2"));
        save("guide");
        type(QStringLiteral("2"));
        save("shares");
        press(Qt::Key_Escape);
        enterprise.window().finder().hide();
        enterprise.goTo(5, "partner");
        type(QStringLiteral("x"));
        save("code");
        press(Qt::Key_Escape);
        press(Qt::Key_Escape);
        press(Qt::Key_Return, Qt::ControlModifier);
        save("seal");
        enterprise.window().savePdfTo(pathOf(fromQt(place)) / (language == Language::chinese ? "form-zh.pdf" : "form-en.pdf"));
        enterprise.window().goHome();
        save("home");
        enterprise.beginProfile();
        REQUIRE(enterprise.record().showQuestion("legalRepresentative"));
        type(QStringLiteral("样例甲"));
        press(Qt::Key_Return);
        type(QStringLiteral("2010-13"));
        press(Qt::Key_Return);
        type(QStringLiteral("yubei"));
        REQUIRE(within(3000, [&] { return enterprise.session().check().isUpToDate(); }));
        save("profile");
        enterprise.window().goHome();
        REQUIRE(within(10'000, [&] { return !enterprise.window().home().isJudging(); }));
        save("reports");
    }
}

TEST_CASE("pictures of setting up a unit are made in both languages", "[.pictures]") {
    auto const place = qEnvironmentVariable("ZHIBAO_PICTURES");
    REQUIRE_FALSE(place.isEmpty());
    QDir{}.mkpath(place);
    for (auto const language : {Language::chinese, Language::english}) {
        TemporaryFolder const folder;
        EnterpriseWindow enterprise{folder / "data", language, april2017, FirstStart::shown};
        enterprise.window().resize(1366, 720);
        auto& wizard = enterprise.window().home().wizard();
        auto* next = wizard.findChild<QPushButton*>(QStringLiteral("wizardNext"));
        type(toQt(enterprise.unit()).left(17) + QStringLiteral("Q"));
        for (int step = 0; step == 0 || wizard.step() > 0; ++step) {
            enterprise.settle();
            auto const file = QStringLiteral("%1/enterprise-set-up-%2-%3.png").arg(place).arg(step).arg(language == Language::chinese ? QStringLiteral("zh") : QStringLiteral("en"));
            REQUIRE(enterprise.window().grab().save(file));
            if (step == 0) {
                press(Qt::Key_Backspace);
                type(toQt(enterprise.unit()).right(1));
                press(Qt::Key_Tab);
                type(QStringLiteral("样例服务有限公司"));
            }
            if (step == 3) {
                REQUIRE(wizard.questions()->showQuestion("industry"));
                type(QStringLiteral("xinxi"));
            }
            if (step == wizard.stepCount() - 1) break;
            next->click();
        }
    }
}

TEST_CASE("pictures of what stands around the figures are made in both languages", "[.pictures]") {
    auto const place = qEnvironmentVariable("ZHIBAO_PICTURES");
    REQUIRE_FALSE(place.isEmpty());
    QDir{}.mkpath(place);
    for (auto const language : {Language::chinese, Language::english}) {
        TemporaryFolder const folder;
        EnterpriseWindow enterprise{folder / "data", language};
        enterprise.window().resize(1366, 720);
        auto const save = [&](char const* name) {
            enterprise.settle();
            auto const file = QStringLiteral("%1/enterprise-%2-%3.png").arg(place, QString::fromLatin1(name), language == Language::chinese ? QStringLiteral("zh") : QStringLiteral("en"));
            REQUIRE(enterprise.window().grab().save(file));
        };
        addSealed(enterprise, quarterWith(enterprise, "2016Q4", "123"));
        addSealed(enterprise, quarterWith(enterprise, "2016Q1", "98000"));
        enterprise.begin();
        press(Qt::Key_O, Qt::ControlModifier | Qt::ShiftModifier);
        save("reopened");
        enterprise.goTo(0, "total");
        for (auto const* answer : {"1500000", "1500000"}) {
            type(QString::fromUtf8(answer));
            press(Qt::Key_Tab);
        }
        typeRow(enterprise, {"export", "SB", "DE", "", "EUR", "432100", "432000", "200"});
        typeRow(enterprise, {"import", "SH2", "JP", "", "JPY", "35000000", "35000000"});
        REQUIRE(within(3000, [&] { return enterprise.session().check().isUpToDate(); }));
        QTest::qWait(400);
        press(Qt::Key_F8);
        save("fix");
        enterprise.goTo(0, "total");
        press(Qt::Key_E, Qt::ControlModifier);
        enterprise.window().help().hide();
        save("earlier");
        press(Qt::Key_End);
        save("earlier-scrolled");
        press(Qt::Key_E, Qt::ControlModifier);
        press(Qt::Key_U, Qt::ControlModifier | Qt::ShiftModifier);
        save("dollars");
        press(Qt::Key_U, Qt::ControlModifier | Qt::ShiftModifier);
        for (int step = 0; step < 4; ++step) press(Qt::Key_Plus, Qt::ControlModifier);
        save("zoomed");
        press(Qt::Key_0, Qt::ControlModifier);
        press(Qt::Key_F8, Qt::ControlModifier | Qt::ShiftModifier);
        save("changes");
    }
}
