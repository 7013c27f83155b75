/// A form that is answered once, worked by key strokes: the yearly profile of the unit.

#include <QComboBox>
#include <QLabel>
#include <QPushButton>
#include <QTextBrowser>

#include "app/support/enterprise_window.h"
#include "base/file.h"
#include "enterprise/findings_dock.h"
#include "enterprise/help_dock.h"
#include "enterprise/seal_page.h"
#include "package/open.h"
#include "ui/message_bar.h"

using namespace zhibao;
using namespace zhibao::test;

namespace {

/// What a sound profile answers, in the order of the paper; "" leaves a question as it is.
constexpr std::pair<char const*, char const*> soundAnswers[]{
    {"creditCode", ""},
    {"formerCode", ""},
    {"unitName", ""},
    {"legalRepresentative", "样例甲"},
    {"foundedMonth", "2010年6月"},
    {"district", "yubei"},
    {"operatingAddress", "样例路1号"},
    {"platform", "水土"},
    {"inLiangjiang", "是"},
    {"registeredRegion", ""},
    {"registeredAddress", "样例路2号"},
    {"phone", "023-60000000"},
    {"mobile", ""},
    {"fax", ""},
    {"postcode", ""},
    {"email", ""},
    {"website", ""},
    {"activity1", "开发软件"},
    {"activity2", ""},
    {"activity3", ""},
    {"industry", "2011-C"},
    {"industryClass2011", ""},
    {"industryClass2017", ""},
    {"registrationType", "guoyou"},
    {"control", "Privately"},
    {"foreignShare", ""},
    {"controllerCountry", ""},
    {"hasOverseasAffiliates", ""},
    {"employees", "１２"},
    {"turnover", "1,234,500.50"},
    {"unitSize", "小型"},
    {"isOutsourcing", ""},
    {"isAdvancedService", ""},
    {"isHighTech", ""},
    {"statisticsHead", "样例乙"},
    {"statisticsHeadPhone", "023-60000001"},
    {"preparer", "样例丙"},
    {"preparerPhone", "023-60000002"},
};

/// By Enter from question to question, as the paper is filled in.
void answerEverything(EnterpriseWindow& enterprise) {
    REQUIRE(enterprise.record().showQuestion("creditCode"));
    for (auto const& [question, answer] : soundAnswers) {
        INFO(question);
        REQUIRE(fromQt(focus()->objectName()) == question);
        type(QString::fromUtf8(answer));
        press(Qt::Key_Return);
    }
}

bool isJudged(EnterpriseWindow& enterprise) {
    // Nobody has signed yet, so there is always something to find.
    return within(3000, [&] { return enterprise.session().check().isUpToDate() && !enterprise.session().check().findings().empty(); });
}

std::size_t findingsAbout(EnterpriseWindow& enterprise, std::string const& column) {
    auto const& findings = enterprise.session().check().findings();
    return static_cast<std::size_t>(std::count_if(findings.begin(), findings.end(), [&](ListedFinding const& finding) {
        return !finding.cells.empty() && finding.cells.front().form == "form1" && finding.cells.front().column == column;
    }));
}

}  // namespace

TEST_CASE("the profile is answered by key strokes alone, sealed, and the package opens to the same answers", "[app][enterprise]") {
    TemporaryFolder const folder;
    EnterpriseWindow enterprise{folder / "data", Language::chinese, january2018};
    enterprise.beginProfile();
    // What is known of the unit is not asked twice.
    CHECK(focus()->objectName() == QStringLiteral("creditCode"));
    CHECK(enterprise.answer("creditCode") == enterprise.unit());
    CHECK(enterprise.answer("unitName") == "样例服务有限公司");
    answerEverything(enterprise);
    CHECK(enterprise.answer("foundedMonth") == "2010-06");
    CHECK(enterprise.answer("district") == "500112");
    CHECK(enterprise.answer("platform") == "ST");
    CHECK(enterprise.answer("inLiangjiang") == "yes");
    CHECK(enterprise.answer("registrationType") == "110");
    CHECK(enterprise.answer("control") == "3");
    CHECK(enterprise.answer("employees") == "12");
    CHECK(enterprise.answer("turnover") == "1234500.50");
    CHECK(enterprise.answer("unitSize") == "3");
    CHECK(enterprise.answer("preparerPhone") == "023-60000002");

    press(Qt::Key_Return, Qt::ControlModifier);
    REQUIRE(focus()->objectName() == QStringLiteral("unitHead"));
    for (auto const* text : {"样例甲", "样例乙", "样例丙", "023-60000000", "2018-01-10"}) {
        type(QString::fromUtf8(text));
        press(Qt::Key_Tab);
    }
    auto* page = enterprise.window().sealPage();
    page->setFolder(folder / "stick");
    page->findChild<QPushButton*>(QStringLiteral("seal"))->setFocus();
    press(Qt::Key_Space);
    INFO(fromQt(enterprise.window().messages().text()));
    REQUIRE(enterprise.window().messages().kind() == MessageBar::Kind::success);
    auto const bytes = readFile(folder / "stick" / (enterprise.unit() + "_2017_profile_v1.zbs"));
    REQUIRE(bytes);
    auto const package = openPackage(*bytes);
    REQUIRE(package);
    auto const filing = readPackagedFiling(*package, enterprise.document().edition());
    REQUIRE(filing);
    CHECK(*filing == enterprise.document().filing());

    // A sealed profile is for reading only.
    page->backRequested();
    auto const before = enterprise.document().filing();
    REQUIRE(enterprise.record().showQuestion("activity1"));
    type(QStringLiteral("x"));
    press(Qt::Key_Return);
    CHECK(enterprise.document().filing() == before);
    CHECK_FALSE(enterprise.record().fieldOf("isHighTech")->isEnabled());
}

TEST_CASE("where the unit operates is asked and not presumed, and help says why", "[app][enterprise]") {
    TemporaryFolder const folder;
    EnterpriseWindow enterprise{folder.path(), Language::english, january2018};
    enterprise.beginProfile();
    CHECK(enterprise.answer("inLiangjiang").empty());
    REQUIRE(enterprise.record().showQuestion("inLiangjiang"));
    CHECK(enterprise.window().help().text().toPlainText().contains(QStringLiteral("The tables show the area apart from the rest.")));
    type(QStringLiteral("n"));
    press(Qt::Key_Return);
    CHECK(enterprise.answer("inLiangjiang") == "no");
    press(Qt::Key_Z, Qt::ControlModifier);
    CHECK(enterprise.answer("inLiangjiang").empty());
}

TEST_CASE("required questions are marked, findings stand beside their fields, and F8 goes to them", "[app][enterprise]") {
    TemporaryFolder const folder;
    EnterpriseWindow enterprise{folder.path(), Language::chinese, january2018};
    enterprise.beginProfile();
    REQUIRE(isJudged(enterprise));
    CHECK(findingsAbout(enterprise, "legalRepresentative") == 1);
    CHECK(findingsAbout(enterprise, "mobile") == 0);
    auto* field = enterprise.record().fieldOf("legalRepresentative");
    CHECK(field->accessibleName().contains(QStringLiteral("必填")));
    CHECK_FALSE(enterprise.record().fieldOf("mobile")->accessibleName().contains(QStringLiteral("必填")));
    auto* note = enterprise.record().findChild<QLabel*>(QStringLiteral("legalRepresentative-note"));
    CHECK(note->text().startsWith(QStringLiteral("待填写")));
    // Left blank it is an error, and not before.
    REQUIRE(enterprise.record().showQuestion("legalRepresentative"));
    press(Qt::Key_Tab);
    CHECK(note->text().startsWith(QStringLiteral("✗")));
    CHECK(field->accessibleDescription() == note->text().mid(2));
    // Said in the words of the form, not by the name the data has for it.
    CHECK(note->text().contains(QStringLiteral("法定代表人")));
    CHECK_FALSE(note->text().contains(QStringLiteral("legalRepresentative")));

    press(Qt::Key_F8);
    auto const& first = enterprise.session().check().findings().front();
    CHECK(fromQt(focus()->objectName()) == first.cells.front().column);
    // The place is the question; a form that is answered once has no rows.
    auto const* list = enterprise.window().findings().list().model();
    CHECK_FALSE(list->index(0, FindingsModel::placeColumn).data().toString().contains(QStringLiteral("行")));

    REQUIRE(enterprise.record().showQuestion("legalRepresentative"));
    type(QStringLiteral("样例甲"));
    press(Qt::Key_Tab);
    REQUIRE(isJudged(enterprise));
    CHECK(enterprise.answer("legalRepresentative") == "样例甲");
    CHECK(findingsAbout(enterprise, "legalRepresentative") == 0);
    CHECK_FALSE(note->text().startsWith(QStringLiteral("✗")));

    // What no calendar knows is kept as typed and said to be wrong.
    REQUIRE(enterprise.record().showQuestion("foundedMonth"));
    type(QStringLiteral("2010-13"));
    press(Qt::Key_Tab);
    REQUIRE(isJudged(enterprise));
    CHECK(enterprise.answer("foundedMonth") == "2010-13");
    CHECK(findingsAbout(enterprise, "foundedMonth") == 1);
}

TEST_CASE("what is typed into a field is on disk within two seconds without leaving it, and one undo takes it back", "[app][enterprise]") {
    TemporaryFolder const folder;
    EnterpriseWindow enterprise{folder.path()};
    enterprise.beginProfile();
    auto const draft = enterprise.session().entry().id;
    REQUIRE(enterprise.record().showQuestion("activity1"));
    type(QStringLiteral("开发"));
    QTest::qWait(700);
    type(QStringLiteral("软件"));
    auto store = DraftStore::open(folder / "drafts.db");
    REQUIRE(store);
    auto const position = *enterprise.document().edition().findForm("form1")->indexOf("activity1");
    CHECK(within(2000, [&] {
        auto const stored = store->load(draft, enterprise.document().edition());
        return stored && stored->forms.front().rows.front().cells[position] == Cell{std::string{"开发软件"}};
    }));
    CHECK(focus()->objectName() == QStringLiteral("activity1"));
    CHECK(enterprise.window().action("undo")->text().contains(QStringLiteral("主要业务活动1")));
    press(Qt::Key_Z, Qt::ControlModifier);
    CHECK(enterprise.answer("activity1").empty());
    CHECK(qobject_cast<QLineEdit*>(focus())->text().isEmpty());
    press(Qt::Key_Y, Qt::ControlModifier);
    CHECK(enterprise.answer("activity1") == "开发软件");
    CHECK(qobject_cast<QLineEdit*>(focus())->text() == QStringLiteral("开发软件"));
}

TEST_CASE("half a month and half a code are on disk too, without a word of blame, and Escape takes them back", "[app][enterprise]") {
    TemporaryFolder const folder;
    EnterpriseWindow enterprise{folder.path()};
    enterprise.beginProfile();
    auto const draft = enterprise.session().entry().id;
    auto store = DraftStore::open(folder / "drafts.db");
    REQUIRE(store);
    for (auto const& [question, half, whole] : {std::tuple{"foundedMonth", "2010-0", ""}, std::tuple{"unitSize", "zhong", ""}}) {
        INFO(question);
        REQUIRE(enterprise.record().showQuestion(question));
        type(QString::fromUtf8(half));
        auto const position = *enterprise.document().edition().findForm("form1")->indexOf(question);
        CHECK(within(2000, [&] {
            auto const stored = store->load(draft, enterprise.document().edition());
            return stored && stored->forms.front().rows.front().cells[position] == Cell{std::string{half}};
        }));
        CHECK(qobject_cast<QLineEdit*>(focus())->text() == QString::fromUtf8(half));
        REQUIRE(within(3000, [&] { return enterprise.session().check().isUpToDate(); }));
        for (auto const& finding : enterprise.session().check().findings())
            CHECK((finding.isStillToFill || finding.cells.empty() || finding.cells.front().column != question));
        press(Qt::Key_Escape);
        press(Qt::Key_Escape);
        CHECK(enterprise.answer(question) == whole);
        CHECK(qobject_cast<QLineEdit*>(focus())->text().isEmpty());
    }
    // Typed on, it is the answer that was meant, in one step.
    auto const steps = enterprise.document().stepCount();
    type(QStringLiteral("zhong"));
    QTest::qWait(700);
    press(Qt::Key_Return);
    CHECK(enterprise.answer("unitSize") == "2");
    CHECK(enterprise.document().stepCount() == steps + 1);
}

TEST_CASE("what is still being typed is not lost when the form is left for the home page or closed", "[app][enterprise]") {
    TemporaryFolder const folder;
    EnterpriseWindow enterprise{folder.path()};
    enterprise.beginProfile();
    auto const profile = enterprise.session().entry().id;
    REQUIRE(enterprise.record().showQuestion("legalRepresentative"));
    type(QStringLiteral("样例甲"));
    press(Qt::Key_Home, Qt::AltModifier);
    REQUIRE(enterprise.window().session() == nullptr);
    REQUIRE(enterprise.window().openDraft(profile));
    CHECK(enterprise.answer("legalRepresentative") == "样例甲");
    enterprise.window().goHome();

    auto* set = enterprise.window().home().findChild<QComboBox*>(QStringLiteral("formSet"));
    set->setCurrentIndex(set->findData(QStringLiteral("quarterly")));
    enterprise.window().home().findChild<QPushButton*>(QStringLiteral("begin"))->click();
    enterprise.typeGoodRow();
    enterprise.goTo(0, "total");
    type(QStringLiteral("77"));
    auto const quarter = enterprise.session().entry().id;
    REQUIRE(enterprise.window().close());
    REQUIRE(enterprise.window().openDraft(quarter));
    CHECK(enterprise.cell(0, "total") == "77.00");
}

TEST_CASE("codes of a field are listed by F4 and chosen by key, and Escape brings back what stood there", "[app][enterprise]") {
    TemporaryFolder const folder;
    EnterpriseWindow enterprise{folder.path()};
    enterprise.beginProfile();
    REQUIRE(enterprise.record().showQuestion("unitSize"));
    press(Qt::Key_F4);
    press(Qt::Key_Down);
    press(Qt::Key_Return);
    CHECK(enterprise.answer("unitSize") == "2");
    auto* size = qobject_cast<QLineEdit*>(enterprise.record().fieldOf("unitSize"));
    CHECK(size->text() == QStringLiteral("2 中型"));
    REQUIRE(enterprise.record().showQuestion("unitSize"));
    type(QStringLiteral("wx"));
    press(Qt::Key_Escape);
    press(Qt::Key_Escape);
    CHECK(size->text() == QStringLiteral("2 中型"));
    CHECK(enterprise.answer("unitSize") == "2");

    // Letters do not get into figures; yes and no are chosen by key.
    REQUIRE(enterprise.record().showQuestion("employees"));
    type(QStringLiteral("1e3"));
    press(Qt::Key_Tab);
    CHECK(enterprise.answer("employees") == "13");
    REQUIRE(enterprise.record().showQuestion("isHighTech"));
    press(Qt::Key_Up);
    CHECK(enterprise.answer("isHighTech") == "yes");
}

TEST_CASE("the fields of a form follow the language and have names, and there is no zero filing of a profile", "[app][enterprise]") {
    TemporaryFolder const folder;
    EnterpriseWindow enterprise{folder.path()};
    enterprise.beginProfile();
    REQUIRE(enterprise.record().showQuestion("district"));
    type(QStringLiteral("yubei"));
    press(Qt::Key_Tab);
    auto* district = qobject_cast<QLineEdit*>(enterprise.record().fieldOf("district"));
    CHECK(district->text() == QStringLiteral("500112 渝北区"));
    enterprise.speak(Language::english);
    CHECK(district->text() == QStringLiteral("500112 Yubei"));
    CHECK(district->accessibleName().startsWith(QStringLiteral("District of operation")));
    REQUIRE(enterprise.record().showQuestion("foundedMonth"));
    CHECK(enterprise.window().help().text().toPlainText().contains(QStringLiteral("Year and month of first registration")));
    auto const isChinese = [](QString const& text) {
        return std::any_of(text.begin(), text.end(), [](QChar character) { return character.unicode() >= 0x4e00 && character.unicode() < 0xa000; });
    };
    for (auto* label : enterprise.record().findChildren<QLabel*>()) {
        INFO(fromQt(label->text()));
        CHECK_FALSE(isChinese(label->text()));
    }
    for (auto* field : enterprise.record().findChildren<QLineEdit*>()) {
        INFO(fromQt(field->objectName()));
        CHECK((field->accessibleName().size() > 2 || field->parent()->inherits("QComboBox")));
    }
    enterprise.window().goToSeal();
    CHECK_FALSE(enterprise.window().sealPage()->findChild<QWidget*>(QStringLiteral("zero"))->isVisible());
    CHECK_FALSE(enterprise.window().action("insertRow")->isEnabled());
}

TEST_CASE("the note beside a question is shown whole, whatever it has to say, in both languages", "[app][enterprise]") {
    TemporaryFolder const folder;
    EnterpriseWindow enterprise{folder.path(), Language::chinese, january2018};
    enterprise.beginProfile();
    REQUIRE(isJudged(enterprise));
    auto const checkNotes = [&](int width) {
        for (auto const& [question, answer] : soundAnswers) {
            auto const* note = enterprise.record().findChild<QLabel*>(QString::fromUtf8(question) + QStringLiteral("-note"));
            REQUIRE(note != nullptr);
            INFO(question << " at " << width << ": " << fromQt(note->text()));
            CHECK(note->height() >= note->heightForWidth(note->width()));
        }
    };
    for (auto const language : {Language::chinese, Language::english}) {
        enterprise.speak(language);
        REQUIRE(isJudged(enterprise));
        for (int const width : {1366, 1280}) {
            enterprise.window().resize(width, 720);
            enterprise.settle();
            checkNotes(width);
        }
        // What is found while somebody types makes notes longer; that needs no second look.
        for (auto const* question : {"creditCode", "foundedMonth", "district", "phone", "email", "industry", "foreignShare"}) {
            REQUIRE(enterprise.record().showQuestion(question));
            type(QStringLiteral("1"));
            press(Qt::Key_Return);
            REQUIRE(isJudged(enterprise));
            enterprise.settle();
            checkNotes(1280);
        }
    }
}
