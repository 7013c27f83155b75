/// Pictures of the windows for the README, with example data. Not run with the other tests:
///     ZHIBAO_PICTURES=FOLDER enterprise_tests "[.pictures]"

#include <QAction>
#include <QComboBox>
#include <QDir>
#include <QPushButton>
#include <QTableView>

#include "answers/example_filings.h"
#include "app/support/enterprise_window.h"
#include "app/support/sealed_filing.h"
#include "app/support/sealed_quarters.h"
#include "base/file.h"
#include "enterprise/finder_dock.h"
#include "enterprise/findings_dock.h"
#include "enterprise/further_pages.h"
#include "enterprise/help_dock.h"
#include "enterprise/history_page.h"
#include "enterprise/notes_dock.h"
#include "enterprise/registration_page.h"
#include "enterprise/unit_wizard.h"
#include "store/begin_draft.h"
#include "support/registering_bureau.h"
#include "ui/appearance.h"
#include "ui/print_preview.h"

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

QString pictureFolder() {
    auto const place = qEnvironmentVariable("ZHIBAO_PICTURES");
    REQUIRE_FALSE(place.isEmpty());
    QDir{}.mkpath(place);
    return place;
}

void savePicture(EnterpriseWindow& enterprise, QString const& name) {
    enterprise.settle();
    auto const language = enterprise.language().current() == Language::chinese ? QStringLiteral("zh") : QStringLiteral("en");
    REQUIRE(enterprise.window().grab().save(QStringLiteral("%1/enterprise-%2-%3.png").arg(pictureFolder(), name, language)));
}

}  // namespace

TEST_CASE("pictures of the enterprise program are made in both languages", "[.pictures]") {
    for (auto const language : {Language::chinese, Language::english}) {
        TemporaryFolder const folder;
        EnterpriseWindow enterprise{folder / "data", language};
        enterprise.window().resize(1366, 720);  // an ordinary office screen, less the taskbar
        auto const save = [&](QString const& name) { savePicture(enterprise, name); };
        save(QStringLiteral("first"));
        press(Qt::Key_F1, Qt::ShiftModifier);
        save(QStringLiteral("guide-page"));
        press(Qt::Key_Escape);
        enterprise.begin();
        save(QStringLiteral("empty"));
        typeRow(enterprise, {"export", "SI21", "US", "ito", "USD", "1250000", "1250000", "", "", "300000", "1250000"});
        typeRow(enterprise, {"export", "SJ211", "SG", "", "", "86000.50", "80000"});
        typeRow(enterprise, {"export", "SB", "DE", "", "EUR", "432100", "", "432100"});
        typeRow(enterprise, {"import", "SH2", "JP", "", "JPY", "35000000", "35000000"});
        typeRow(enterprise, {"import", "SJ33", "HK", "", "CNY", "-1200", "-1200"});
        enterprise.goTo(1, "total");
        REQUIRE(within(3000, [&] { return enterprise.session().check().isUpToDate() && enterprise.window().findings().findings().count(Level::query) > 0; }));
        QTest::qWait(400);
        enterprise.goTo(1, "mode4");
        save(QStringLiteral("form"));
        apply(Appearance::dark);
        save(QStringLiteral("form-dark"));
        apply(Appearance::system);
        press(Qt::Key_F, Qt::ControlModifier);
        type(language == Language::chinese ? QStringLiteral("软件") : QStringLiteral("software"));
        save(QStringLiteral("finder"));
        press(Qt::Key_Escape);
        press(Qt::Key_G, Qt::ControlModifier);
        type(QStringLiteral("2"));
        save(QStringLiteral("guide"));
        type(QStringLiteral("2"));
        save(QStringLiteral("shares"));
        press(Qt::Key_Escape);
        enterprise.window().finder().hide();
        enterprise.goTo(5, "partner");
        type(QStringLiteral("x"));
        save(QStringLiteral("code"));
        press(Qt::Key_Escape);
        press(Qt::Key_Escape);
        press(Qt::Key_Return, Qt::ControlModifier);
        save(QStringLiteral("seal"));
        enterprise.window().savePdfTo(pathOf(fromQt(pictureFolder())) / (language == Language::chinese ? "form-zh.pdf" : "form-en.pdf"));
        enterprise.window().goHome();
        save(QStringLiteral("home"));
        enterprise.beginProfile();
        REQUIRE(enterprise.record().showQuestion("legalRepresentative"));
        type(QStringLiteral("样例甲"));
        press(Qt::Key_Return);
        type(QStringLiteral("2010-13"));
        press(Qt::Key_Return);
        type(QStringLiteral("yubei"));
        REQUIRE(within(3000, [&] { return enterprise.session().check().isUpToDate(); }));
        save(QStringLiteral("profile"));
        enterprise.window().goHome();
        REQUIRE(within(10'000, [&] { return !enterprise.window().home().isJudging(); }));
        save(QStringLiteral("reports"));
    }
}

TEST_CASE("pictures of setting up a unit are made in both languages", "[.pictures]") {
    for (auto const language : {Language::chinese, Language::english}) {
        TemporaryFolder const folder;
        EnterpriseWindow enterprise{folder / "data", language, april2017, FirstStart::shown};
        enterprise.window().resize(1366, 720);
        auto& wizard = enterprise.window().home().wizard();
        auto* next = wizard.findChild<QPushButton*>(QStringLiteral("wizardNext"));
        type(toQt(enterprise.unit()).left(17) + QStringLiteral("Q"));
        for (int step = 0; step == 0 || wizard.step() > 0; ++step) {
            savePicture(enterprise, QStringLiteral("set-up-%1").arg(step));
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
    for (auto const language : {Language::chinese, Language::english}) {
        TemporaryFolder const folder;
        EnterpriseWindow enterprise{folder / "data", language};
        enterprise.window().resize(1366, 720);
        auto const save = [&](QString const& name) { savePicture(enterprise, name); };
        addSealed(enterprise, quarterWith(enterprise, "2016Q4", "123"));
        addSealed(enterprise, quarterWith(enterprise, "2016Q1", "98000"));
        enterprise.begin();
        press(Qt::Key_O, Qt::ControlModifier | Qt::ShiftModifier);
        save(QStringLiteral("reopened"));
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
        save(QStringLiteral("fix"));
        enterprise.goTo(0, "total");
        press(Qt::Key_E, Qt::ControlModifier);
        enterprise.window().help().hide();
        save(QStringLiteral("earlier"));
        press(Qt::Key_End);
        save(QStringLiteral("earlier-scrolled"));
        press(Qt::Key_E, Qt::ControlModifier);
        press(Qt::Key_U, Qt::ControlModifier | Qt::ShiftModifier);
        save(QStringLiteral("dollars"));
        press(Qt::Key_U, Qt::ControlModifier | Qt::ShiftModifier);
        for (int step = 0; step < 4; ++step) press(Qt::Key_Plus, Qt::ControlModifier);
        save(QStringLiteral("zoomed"));
        press(Qt::Key_0, Qt::ControlModifier);
        press(Qt::Key_F8, Qt::ControlModifier | Qt::ShiftModifier);
        save(QStringLiteral("changes"));
    }
}

TEST_CASE("pictures of what follows the figures are made in both languages", "[.pictures]") {
    for (auto const language : {Language::chinese, Language::english}) {
        TemporaryFolder const folder;
        EnterpriseWindow enterprise{folder / "data", language};
        enterprise.window().resize(1366, 720);
        auto const save = [&](QString const& name) { savePicture(enterprise, name); };
        for (auto const& [period, total] : {std::pair{"2016Q1", "980"}, {"2016Q2", "1230.50"}, {"2016Q3", "870"}, {"2016Q4", "1150"}})
            addSealed(enterprise, quarterWith(enterprise, period, total));
        enterprise.begin();
        enterprise.typeGoodRow();
        enterprise.goTo(0, "total");
        press(Qt::Key_M, Qt::ControlModifier);
        type(QStringLiteral("样例：见三月发票"));
        save(QStringLiteral("notes"));
        enterprise.window().further().notes().hide();
        signFiling();
        save(QStringLiteral("seal-ready"));
        sealInto(enterprise, folder / "sealed");
        REQUIRE(enterprise.session().entry().seal);
        save(QStringLiteral("sealed"));
        pressOnSealPage(enterprise, "correctVersion");
        REQUIRE(enterprise.session().entry().version == 2);
        enterprise.goTo(0, "total");
        for (auto const* answer : {"1210", "1010"}) {
            type(QString::fromUtf8(answer));
            press(Qt::Key_Tab);
        }
        press(Qt::Key_Return, Qt::ControlModifier);
        save(QStringLiteral("correction"));
        enterprise.window().action("compareVersions")->trigger();
        save(QStringLiteral("versions"));
        press(Qt::Key_Escape);
        press(Qt::Key_H, Qt::ControlModifier);
        save(QStringLiteral("history"));
        enterprise.window().further().history().findChild<QComboBox*>(QStringLiteral("historyBy"))->setCurrentIndex(1);
        apply(Appearance::dark);
        save(QStringLiteral("history-dark"));
        apply(Appearance::system);
        press(Qt::Key_Escape);
        enterprise.window().action("handover")->trigger();
        save(QStringLiteral("handover"));
    }
}

TEST_CASE("pictures of registration with the bureau are made in both languages", "[.pictures]") {
    for (auto const language : {Language::chinese, Language::english}) {
        TemporaryFolder const folder;
        RegisteringBureau bureau;
        std::string unit;
        {
            EnterpriseWindow enterprise{folder / "data", language};
            enterprise.window().resize(1366, 720);
            auto const save = [&](QString const& name) { savePicture(enterprise, name); };
            unit = enterprise.unit();
            auto& store = enterprise.program().store();
            REQUIRE(store.saveUnit(unit, "样例服务有限公司", april2017));
            REQUIRE(store.rememberSignatories(unit, {"样例甲", "样例乙", "样例丙", "023-60000000", {}}));
            press(Qt::Key_R, Qt::ControlModifier | Qt::ShiftModifier);
            save(QStringLiteral("registration"));
            auto& page = enterprise.window().further().registration();
            page.writeTo(folder / "unit.zbr");
            save(QStringLiteral("registration-asked"));
            REQUIRE(page.form());
            std::unique_ptr<PreviewWindow> const preview{previewPages(*page.form(), &page)};
            REQUIRE(preview->grab().save(QStringLiteral("%1/enterprise-registration-form-%2.png").arg(pictureFolder(), language == Language::chinese ? QStringLiteral("zh") : QStringLiteral("en"))));
            preview->hide();
            enterprise.window().activateWindow();
            REQUIRE(QTest::qWaitForWindowActive(&enterprise.window()));
            REQUIRE(writeFile(folder / "unit.zbk", bureau.approve(readFile(folder / "unit.zbr").value(), april2017)));
            enterprise.window().takeIn(folder / "unit.zbk");
            save(QStringLiteral("registration-compare"));
            enterprise.window().findChild<QPushButton*>(QStringLiteral("sameFingerprint"))->click();
            auto* purpose = page.findChild<QComboBox*>(QStringLiteral("registrationPurpose"));
            purpose->setCurrentIndex(3);
            page.findChild<QLineEdit*>(QStringLiteral("registrationReason"))->setText(QStringLiteral("样例丁自四月起接替样例丙"));
            page.writeTo(folder / "new.zbr");
            purpose->setCurrentIndex(3);
            save(QStringLiteral("registration-signatory"));
            REQUIRE(writeFile(folder / "q2.zbb", bureau.bulletin("2017Q2", {{{"二季度报送安排（样例）", "Filing for the second quarter (sample)"}, {"请于 7 月 12 日前报送。", "Please file by 12 July."}}}, april2017)));
            enterprise.window().takeIn(folder / "q2.zbb");
            auto const client = exampleUnitCode(7).text();
            REQUIRE(store.saveUnit(client, "样例贸易有限公司", april2017));
            auto const& edition = enterprise.program().editions().front();
            auto const draft = beginDraft(store, enterprise.program().library(), *edition, *edition->findFormSet("quarterly"), client, Period{Quarter::parse("2017Q1").value()}, april2017);
            REQUIRE(draft);
            REQUIRE(enterprise.window().openDraft(*draft));
            enterprise.typeGoodRow();
            signFiling();
            enterprise.window().sealPage()->findChild<QComboBox*>(QStringLiteral("signer"))->setCurrentIndex(1);
            save(QStringLiteral("seal-mandate"));
        }
        EnterpriseWindow enterprise{folder / "data", language, Moment{april2017.seconds + 700 * 86'400}};
        enterprise.window().resize(1366, 720);
        savePicture(enterprise, QStringLiteral("home-notices"));
        enterprise.window().further().openRegistration(unit);
        savePicture(enterprise, QStringLiteral("registration-ending"));
    }
}

/// For looking over, not for the README: ZHIBAO_PICTURES=FOLDER enterprise_tests "[.grids]"
TEST_CASE("pictures of the grid of every form are made in both languages, light and dark", "[.grids]") {
    auto const place = qEnvironmentVariable("ZHIBAO_PICTURES");
    REQUIRE_FALSE(place.isEmpty());
    QDir{}.mkpath(place);
    for (auto const language : {Language::chinese, Language::english})
        for (auto const appearance : {Appearance::light, Appearance::dark}) {
            TemporaryFolder const folder;
            EnterpriseWindow enterprise{folder / "data", language};
            apply(appearance);
            enterprise.window().resize(1366, 720);
            addSealed(enterprise, quarterWith(enterprise, "2016Q4", "1230"));
            addSealed(enterprise, quarterWith(enterprise, "2016Q1", "98000"));
            for (auto const* set : {"quarterly", "affiliates", "annual"}) {
                enterprise.beginSet(set);
                auto const count = enterprise.document().filing().forms.size();
                for (std::size_t number = 0; number < count; ++number) {
                    if (number > 0) press(Qt::Key_PageDown, Qt::ControlModifier);
                    auto const& form = enterprise.view().form()->form();
                    SeededRandom random{7};
                    auto const filing = randomFiling(enterprise.document().edition(), *enterprise.document().edition().findFormSet(set), exampleUnitCode(1),
                                                     *Quarter::parse("2017Q1"), 6, random);
                    if (auto const* answers = filing ? filing->findForm(form.id) : nullptr; answers != nullptr)
                        enterprise.document().insertRows(form.id, 0, answers->rows, [] { return QStringLiteral("rows"); });
                    REQUIRE(within(5000, [&] { return enterprise.session().check().isUpToDate(); }));
                    auto const save = [&](char const* what) {
                        enterprise.settle();
                        QTest::qWait(50);
                        auto const file = QStringLiteral("%1/%2-%3-%4-%5.png").arg(place, toQt(form.id), QString::fromLatin1(what), language == Language::chinese ? QStringLiteral("zh") : QStringLiteral("en"),
                                                                                 appearance == Appearance::dark ? QStringLiteral("dark") : QStringLiteral("light"));
                        REQUIRE(enterprise.window().grab().save(file));
                    };
                    press(Qt::Key_F8);
                    save("finding");
                    enterprise.goTo(0, form.columns.front().id);
                    press(Qt::Key_E, Qt::ControlModifier);
                    save("earlier");
                    press(Qt::Key_E, Qt::ControlModifier);
                    press(Qt::Key_U, Qt::ControlModifier | Qt::ShiftModifier);
                    type(QStringLiteral("7"));
                    save("dollars");
                    press(Qt::Key_U, Qt::ControlModifier | Qt::ShiftModifier);
                    for (int step = 0; step < 5; ++step) press(Qt::Key_Plus, Qt::ControlModifier);
                    save("zoomed");
                    press(Qt::Key_0, Qt::ControlModifier);
                    press(Qt::Key_F8, Qt::ControlModifier | Qt::ShiftModifier);
                    save("changes");
                    press(Qt::Key_F8, Qt::ControlModifier | Qt::ShiftModifier);
                }
                enterprise.window().goHome();
            }
            apply(Appearance::system);
        }
}
