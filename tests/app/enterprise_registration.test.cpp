/// Registration with the bureau in the window: how the key stands, the file and the form that ask for a certificate, and what comes back.

#include <set>

#include <QAccessible>
#include <QComboBox>
#include <QLabel>
#include <QLineEdit>
#include <QListWidget>
#include <QPushButton>
#include <QTableView>

#include "app/support/cut_texts.h"
#include "app/support/sealed_filing.h"
#include "base/file.h"
#include "enterprise/bureau_files.h"
#include "enterprise/further_pages.h"
#include "enterprise/registration_page.h"
#include "enterprise/reports_model.h"
#include "package/open.h"
#include "package/receipt.h"
#include "register/credit_code.h"
#include "store/begin_draft.h"
#include "store/bureau_answers.h"
#include "store/signing_agents.h"
#include "support/registering_bureau.h"
#include "trust/unit_keys.h"
#include "ui/print_preview.h"

using namespace zhibao;
using namespace zhibao::test;

namespace {

Moment daysAfter(Moment moment, int days) {
    return Moment{moment.seconds + std::int64_t{days} * 86'400};
}

/// A window with one unit, of which nothing is known but code and name.
struct Registering {
    TemporaryFolder folder;
    RegisteringBureau bureau;
    std::unique_ptr<EnterpriseWindow> enterprise;

    explicit Registering(Language language = Language::chinese, Moment now = april2017) { start(language, now); }
    void start(Language language, Moment now) {
        enterprise.reset();
        enterprise = std::make_unique<EnterpriseWindow>(folder / "data", language, now);
        REQUIRE(enterprise->program().store().saveUnit(unit(), "样例服务有限公司", now));
    }
    [[nodiscard]] std::string unit() const { return enterprise->unit(); }
    RegistrationPage& open() {
        press(Qt::Key_R, Qt::ControlModifier | Qt::ShiftModifier);
        auto& page = enterprise->window().further().registration();
        REQUIRE(page.isVisible());
        return page;
    }
    template <class Widget = QLabel>
    [[nodiscard]] Widget& part(char const* name) {
        auto* found = enterprise->window().further().registration().findChild<Widget*>(QString::fromLatin1(name));
        REQUIRE(found != nullptr);
        return *found;
    }
    /// The registration as it lies in the file.
    [[nodiscard]] OpenedRegistration written(char const* name = "unit.zbr") { return readRegistration(readFile(folder / name).value()).value(); }
    void trust() { REQUIRE(trustAuthority(enterprise->program().store(), unit(), bureau.authority(), april2017)); }
    void takeIn(BytesView bytes, char const* name) {
        REQUIRE(writeFile(folder / name, bytes));
        enterprise->window().takeIn(folder / name);
        enterprise->settle();
    }
    /// Registered on that day.
    void beRegistered() {
        open().writeTo(folder / "unit.zbr");
        trust();
        takeIn(bureau.approve(readFile(folder / "unit.zbr").value(), april2017), "unit.zbk");
    }
};

QStringList noticesOnHome(EnterpriseWindow& enterprise) {
    auto* list = enterprise.window().home().findChild<QListWidget*>(QStringLiteral("notices"));
    REQUIRE(list != nullptr);
    QStringList texts;
    for (int row = 0; row < list->count(); ++row) texts.append(list->item(row)->text());
    return texts;
}

bool isTold(EnterpriseWindow& enterprise, char const* words) {
    return !noticesOnHome(enterprise).filter(QString::fromUtf8(words)).isEmpty();
}

/// Of a unit that stands in the fields of the home page already.
void sealQuarter(EnterpriseWindow& enterprise, std::filesystem::path const& folder) {
    enterprise.window().goHome();
    enterprise.beginSet("quarterly");
    enterprise.typeGoodRow();
    signFiling();
    sealInto(enterprise, folder);
    REQUIRE(enterprise.session().entry().seal);
}

void choosePurpose(QComboBox& box, RegistrationPurpose purpose) {
    box.setFocus();
    press(Qt::Key_Home);
    while (box.currentData().toInt() != static_cast<int>(purpose)) {
        int const before = box.currentIndex();
        press(Qt::Key_Down);
        REQUIRE(box.currentIndex() != before);
    }
}

}  // namespace

TEST_CASE("the first registration is written by keyboard with the form beside it, and the page says what to do next", "[app][enterprise][registration]") {
    Registering f;
    CHECK(f.open().form() == std::nullopt);
    CHECK(f.part("standing").text().contains(QStringLiteral("还没有密钥")));
    CHECK(f.part<QComboBox>("registrationPurpose").currentData().toInt() == static_cast<int>(RegistrationPurpose::first));
    f.part<QLineEdit>("registrationPreparer").setFocus();
    type(QStringLiteral("样例丙"));
    press(Qt::Key_Tab);
    type(QStringLiteral("023-60000000"));
    f.enterprise->window().further().registration().writeTo(f.folder / "unit.zbr");

    auto const opened = f.written();
    CHECK(opened.registration.purpose == RegistrationPurpose::first);
    CHECK(opened.registration.name == "样例服务有限公司");
    CHECK(opened.registration.preparer == "样例丙");
    CHECK(opened.registration.phone == "023-60000000");
    CHECK(opened.connection);
    auto const fingerprint = toQt(fingerprintText(opened.registration.key));
    CHECK(f.part("keyFingerprint").text() == fingerprint);
    CHECK(f.part("keyFingerprint").accessibleName().contains(fingerprint));
    CHECK(readFile(f.folder / "unit.pdf")->starts_with("%PDF"));
    REQUIRE(f.enterprise->window().further().registration().form());
    CHECK(f.enterprise->window().further().registration().form()->html.find(fingerprintText(opened.registration.key)) != std::string::npos);
    CHECK(f.part("standing").text().contains(QStringLiteral("还没有经统计局签发证书")));
    CHECK(f.part("registrationNext").text().contains(QStringLiteral("盖章")));
    CHECK(f.enterprise->window().messages().text().contains(QStringLiteral("unit.pdf")));
    f.enterprise->speak(Language::english);
    CHECK(f.part("registrationNext").text().contains(QStringLiteral("unit's seal")));
    CHECK(f.part("standing").text().contains(QStringLiteral("not certified")));
    f.part<QPushButton>("previewRegistration").setFocus();
    press(Qt::Key_Space);
    auto* preview = f.enterprise->window().findChild<PreviewWindow*>();
    REQUIRE(preview != nullptr);
    preview->close();
}

TEST_CASE("what is wrong with a registration stands beside its fields, and nothing is made", "[app][enterprise][registration]") {
    Registering f{Language::english};
    auto& page = f.open();
    auto& problem = f.part("registrationProblem");
    f.part<QLineEdit>("registrationName").clear();
    page.writeTo(f.folder / "unit.zbr");
    CHECK(problem.isVisible());
    CHECK(problem.text().contains(QStringLiteral("name")));
    CHECK(f.part<QLineEdit>("registrationName").hasFocus());
    f.part<QLineEdit>("registrationName").setText(QStringLiteral("样例"));
    f.part<QLineEdit>("registrationWords").setText(QStringLiteral("short"));
    page.writeTo(f.folder / "unit.zbr");
    CHECK(f.part<QLineEdit>("registrationWordsAgain").hasFocus());
    f.part<QLineEdit>("registrationWordsAgain").setText(QStringLiteral("short"));
    page.writeTo(f.folder / "unit.zbr");
    CHECK(problem.text().contains(QStringLiteral("8")));
    f.part<QLineEdit>("registrationWords").clear();
    f.part<QLineEdit>("registrationWordsAgain").clear();
    choosePurpose(f.part<QComboBox>("registrationPurpose"), RegistrationPurpose::newKey);
    page.writeTo(f.folder / "unit.zbr");
    CHECK(f.part<QLineEdit>("registrationReason").hasFocus());
    choosePurpose(f.part<QComboBox>("registrationPurpose"), RegistrationPurpose::renewal);
    page.writeTo(f.folder / "unit.zbr");
    CHECK(problem.text().contains(QStringLiteral("first registration")));
    f.enterprise->speak(Language::chinese);
    CHECK_FALSE(std::filesystem::exists(f.folder / "unit.zbr"));
    CHECK_FALSE(std::filesystem::exists(unitKeyFiles(f.folder / "data", f.unit()).key));
    press(Qt::Key_Escape);
    CHECK_FALSE(page.isVisible());
}

TEST_CASE("every part of the registration page has a name and room for its words, by keyboard alone", "[app][enterprise][registration]") {
    Registering f{Language::english};
    f.enterprise->window().resize(1366, 720);
    auto& page = f.open();
    choosePurpose(f.part<QComboBox>("registrationPurpose"), RegistrationPurpose::newSignatory);
    for (auto const language : {Language::english, Language::chinese}) {
        f.enterprise->speak(language);
        CHECK(cutTexts(f.enterprise->window()) == std::vector<std::string>{});
        for (auto* widget : page.findChildren<QWidget*>()) {
            if (!widget->isVisible() || widget->focusPolicy() == Qt::NoFocus || widget->inherits("QAbstractItemView")) continue;
            INFO(fromQt(widget->objectName()) << " " << widget->metaObject()->className());
            auto* interface = QAccessible::queryAccessibleInterface(widget);
            REQUIRE(interface != nullptr);
            CHECK_FALSE(interface->text(QAccessible::Name).isEmpty());
        }
    }
    auto* first = focus();
    std::set<QString> seen;
    for (int step = 0; step < 60; ++step) {
        press(Qt::Key_Tab);
        seen.insert(focus()->objectName());
        if (focus() == first) break;
    }
    for (auto const* name : {"registrationPurpose", "registrationName", "registrationDistrict", "registrationReason", "registrationWords", "registrationWordsAgain", "writeRegistration"})
        CHECK(seen.contains(QString::fromLatin1(name)));
}

TEST_CASE("after the starter file what is sealed carries the bureau's certificate, and the page says until when", "[app][enterprise][registration]") {
    Registering f;
    auto& window = f.enterprise->window();
    f.open().writeTo(f.folder / "unit.zbr");
    auto const starter = f.bureau.approve(readFile(f.folder / "unit.zbr").value(), april2017);
    f.takeIn(starter, "unit.zbk");
    auto* question = window.findChild<BureauFiles*>(QStringLiteral("bureauFiles"));
    REQUIRE(question->isVisible());
    question->findChild<QPushButton*>(QStringLiteral("sameFingerprint"))->setFocus();
    press(Qt::Key_Space);
    f.enterprise->settle();
    CHECK(window.messages().kind() == MessageBar::Kind::success);
    CHECK(window.messages().text().contains(QStringLiteral("2019-04-05")));
    CHECK(f.part("standing").text().contains(QStringLiteral("2019-04-05")));
    CHECK(f.part("registrationNext").text().contains(QStringLiteral("2019-02-04")));
    CHECK_FALSE(f.part<QPushButton>("previewRegistration").isVisible());
    f.enterprise->speak(Language::english);
    CHECK(f.part("standing").text() == QStringLiteral("Registered. The certificate is valid until 2019-04-05."));
    f.enterprise->speak(Language::chinese);
    press(Qt::Key_Escape);
    sealQuarter(*f.enterprise, f.folder / "sealed");
    auto const package = openPackage(readFile(pathOf(f.enterprise->session().entry().seal->file)).value());
    REQUIRE(package);
    CHECK(package->signer == readStarter(starter, f.unit())->signing);
    CHECK(checkIssued(package->signer, f.bureau.authority(), april2017));
}

TEST_CASE("another signatory asks for another key by the page, and the old one is kept until and after the bureau certifies it", "[app][enterprise][registration]") {
    Registering f;
    f.beRegistered();
    auto const old = readUnitCertificate(unitKeyFiles(f.folder / "data", f.unit())).value().value();
    auto& page = f.open();
    choosePurpose(f.part<QComboBox>("registrationPurpose"), RegistrationPurpose::newSignatory);
    auto& reason = f.part<QLineEdit>("registrationReason");
    REQUIRE(reason.isVisible());
    reason.setFocus();
    type(QStringLiteral("样例丁自四月起接替样例丙"));
    page.writeTo(f.folder / "new.zbr");
    CHECK(f.written("new.zbr").registration.purpose == RegistrationPurpose::newSignatory);
    CHECK(f.part("askedFingerprint").isVisible());
    CHECK(f.part("keyFingerprint").text() == toQt(fingerprintText(old.keyFingerprint())));
    CHECK(f.part("askedFingerprint").text() == toQt(fingerprintText(f.written("new.zbr").registration.key)));

    f.takeIn(f.bureau.returned(readFile(f.folder / "new.zbr").value(), "备案表未盖章", april2017), "returned.zbh");
    CHECK(f.enterprise->window().messages().text().contains(QStringLiteral("备案表未盖章")));
    CHECK(f.part("registrationNext").text().contains(QStringLiteral("备案表未盖章")));
    f.enterprise->window().further().openRegistration(f.unit());
    CHECK(f.part<QComboBox>("registrationPurpose").currentData().toInt() == static_cast<int>(RegistrationPurpose::newSignatory));
    f.part<QLineEdit>("registrationReason").setText(QStringLiteral("样例丁自四月起接替样例丙"));
    f.start(Language::english, daysAfter(april2017, 1));
    f.open();
    choosePurpose(f.part<QComboBox>("registrationPurpose"), RegistrationPurpose::newSignatory);
    f.part<QLineEdit>("registrationReason").setText(QStringLiteral("样例丁自四月起接替样例丙"));
    f.enterprise->window().further().registration().writeTo(f.folder / "again.zbr");
    auto const asked = f.written("again.zbr").registration.key;
    f.takeIn(f.bureau.approve(readFile(f.folder / "again.zbr").value(), daysAfter(april2017, 1)), "new.zbk");
    CHECK(f.enterprise->window().messages().text().contains(QStringLiteral("old key is kept")));
    CHECK(f.part("keyFingerprint").text() == toQt(fingerprintText(asked)));
    CHECK_FALSE(f.part("askedFingerprint").isVisible());
    CHECK(presentUnitSigner(f.folder / "data", f.unit())->certificate().keyFingerprint() == asked);
}

TEST_CASE("Home tells of a certificate from sixty days before its end, and when it has ended", "[app][enterprise][registration]") {
    Registering f;
    f.beRegistered();
    f.start(Language::chinese, daysAfter(april2017, 730 - 61));
    CHECK_FALSE(isTold(*f.enterprise, "证书"));
    f.start(Language::chinese, daysAfter(april2017, 730 - 60));
    CHECK(isTold(*f.enterprise, "2019-04-05"));
    CHECK(isTold(*f.enterprise, "60"));
    f.enterprise->speak(Language::english);
    CHECK(isTold(*f.enterprise, "ends on 2019-04-05, in 60 days"));
    f.open();
    CHECK(f.part<QComboBox>("registrationPurpose").currentData().toInt() == static_cast<int>(RegistrationPurpose::renewal));
    f.start(Language::english, daysAfter(april2017, 732));
    CHECK(isTold(*f.enterprise, "ended on 2019-04-05"));
    f.open();
    CHECK(f.part("standing").text().contains(QStringLiteral("ended on 2019-04-05")));
    CHECK(f.part<QComboBox>("registrationPurpose").currentData().toInt() == static_cast<int>(RegistrationPurpose::newKey));
}

TEST_CASE("what a bulletin says of calendar and rates is used from then on, and its notices stand on Home until a newer one comes", "[app][enterprise][registration]") {
    Registering f{Language::english};
    auto& window = f.enterprise->window();
    f.takeIn(f.bureau.bulletin("2017Q1", {}, april2017), "early.zbb");
    CHECK(window.messages().kind() == MessageBar::Kind::problem);
    f.beRegistered();
    Period const quarter{Quarter::parse("2017Q1").value()};
    auto const set = *f.enterprise->program().editions().front()->findFormSet("quarterly");
    auto const deadline = [&] { return toText(dayInChina(f.enterprise->program().data().schedule.window(set, quarter)->deadline)); };
    auto const rate = [&] { return f.enterprise->program().data().rates.find(std::get<Quarter>(quarter), "EUR")->basis; };
    auto const before = deadline();
    auto const basis = rate();
    f.bureau.state.periods = "period,form_set,opens,deadline,note\n2017Q1,quarterly,,2017-04-26,样例延期\n";
    f.bureau.state.rates = "quarter,currency,units_per_usd,basis\n2017Q1,EUR,0.94,样例\n";
    auto const& installed = *f.enterprise->program().editions().front();
    f.bureau.state.editions = {{installed.id, sha256("other")}, {"services-trade/2099-1", sha256("new")}};
    f.takeIn(f.bureau.bulletin("2017Q2", {{{"样例通知", "A sample notice"}, {"请核对汇率", "Check the rates"}}}, daysAfter(april2017, 20)), "q2.zbb");
    CHECK(window.messages().kind() == MessageBar::Kind::success);
    CHECK(window.messages().text().contains(QStringLiteral("2017Q2")));
    CHECK(before != "2017-04-26");
    CHECK(deadline() == "2017-04-26");
    CHECK(basis != "样例");
    CHECK(rate() == "样例");
    CHECK(isTold(*f.enterprise, "A sample notice\nCheck the rates"));
    CHECK(isTold(*f.enterprise, "services-trade/2099-1"));
    CHECK(isTold(*f.enterprise, "not as the bureau has it"));
    f.enterprise->speak(Language::chinese);
    CHECK(isTold(*f.enterprise, "样例通知\n请核对汇率"));

    f.bureau.state.periods = "period,form_set,opens,deadline,note\n2017Q1,quarterly,,2017-04-13,\n";
    f.takeIn(f.bureau.bulletin("2017Q1", {}, daysAfter(april2017, 10)), "older.zbb");
    CHECK(window.messages().text().contains(QStringLiteral("更新")));
    CHECK(deadline() == "2017-04-26");
    // The same after the program was closed, and a stranger's changes nothing.
    f.start(Language::english, april2017);
    CHECK(deadline() == "2017-04-26");
    CHECK(isTold(*f.enterprise, "A sample notice"));
    RegisteringBureau stranger;
    f.takeIn(stranger.bulletin("2017Q3", {}, daysAfter(april2017, 90)), "stranger.zbb");
    CHECK(f.enterprise->window().messages().kind() == MessageBar::Kind::problem);
    CHECK(deadline() == "2017-04-26");
}

TEST_CASE("a report that is open is judged anew by what a bulletin says, with everything that was typed", "[app][enterprise][registration]") {
    Registering f;
    f.beRegistered();
    f.enterprise->window().goHome();
    f.enterprise->beginSet("quarterly");
    f.enterprise->typeGoodRow();
    auto const filing = f.enterprise->document().filing();
    f.takeIn(f.bureau.bulletin("2017Q2", {}, daysAfter(april2017, 20)), "q2.zbb");
    REQUIRE(f.enterprise->window().session() != nullptr);
    CHECK(f.enterprise->document().filing() == filing);
    CHECK(f.enterprise->window().messages().text().contains(QStringLiteral("2017Q2")));
}

TEST_CASE("earlier filings in a starter file stand on Home as counted by the bureau", "[app][enterprise][registration]") {
    Registering f{Language::english};
    f.enterprise->window().goHome();
    sealOneRow(*f.enterprise, f.folder / "sealed");
    auto const package = readFile(pathOf(f.enterprise->session().entry().seal->file)).value();
    f.enterprise->window().goHome();
    f.open().writeTo(f.folder / "unit.zbr");
    auto const starter = f.bureau.withFilings(f.bureau.approve(readFile(f.folder / "unit.zbr").value(), april2017), {package}, april2017);

    // Another computer of the unit, on which nothing is yet.
    EnterpriseWindow next{f.folder / "next", Language::english};
    REQUIRE(writeFile(f.folder / "unit.zbk", starter));
    next.window().takeIn(f.folder / "unit.zbk");
    auto* question = next.window().findChild<BureauFiles*>(QStringLiteral("bureauFiles"));
    REQUIRE(question->isVisible());
    question->findChild<QPushButton*>(QStringLiteral("sameFingerprint"))->click();
    next.settle();
    CHECK(next.window().messages().kind() == MessageBar::Kind::problem);
    CHECK(next.window().messages().text().contains(QStringLiteral("not on this computer")));
    CHECK(next.window().messages().text().contains(QStringLiteral("Earlier filings taken in: 1")));
    auto const* model = next.window().home().findChild<QTableView*>(QStringLiteral("reports"))->model();
    QStringList states;
    for (int row = 0; row < model->rowCount(); ++row) states.append(model->index(row, ReportsModel::stateColumn).data().toString());
    CHECK(states.contains(QStringLiteral("Accepted\ncounted on 2017-04-05")));
}

TEST_CASE("an office seals for another unit with its own key under a mandate, which is remembered, and takes in the receipt", "[app][enterprise][registration]") {
    Registering f{Language::english};
    auto const client = exampleUnitCode(7).text();
    f.enterprise->window().goHome();
    f.enterprise->beginSet("quarterly");
    CHECK_FALSE(f.enterprise->window().sealPage()->findChild<QComboBox*>(QStringLiteral("signer"))->isVisible());
    f.enterprise->window().goHome();
    f.beRegistered();
    f.enterprise->window().goHome();
    auto& program = f.enterprise->program();
    REQUIRE(program.store().saveUnit(client, "样例贸易有限公司", daysAfter(april2017, 1)));
    auto const& edition = program.editions().front();
    auto const begin = [&](char const* period) {
        auto const draft = beginDraft(program.store(), program.library(), *edition, *edition->findFormSet("quarterly"), client, Period{Quarter::parse(period).value()}, april2017);
        REQUIRE(draft);
        REQUIRE(f.enterprise->window().openDraft(*draft));
        f.enterprise->typeGoodRow();
        signFiling();
    };
    begin("2017Q1");
    auto const signer = [&]() -> QComboBox& { return *f.enterprise->window().sealPage()->findChild<QComboBox*>(QStringLiteral("signer")); };
    auto const mandate = [&]() -> QLabel& { return *f.enterprise->window().sealPage()->findChild<QLabel*>(QStringLiteral("mandate")); };
    REQUIRE(signer().isVisible());
    CHECK(signer().currentText() == QStringLiteral("样例贸易有限公司: its own key"));
    CHECK_FALSE(mandate().isVisible());
    signer().setFocus();
    press(Qt::Key_Down);
    CHECK(signer().currentText() == QStringLiteral("样例服务有限公司, under a mandate"));
    CHECK(mandate().isVisible());
    f.enterprise->speak(Language::chinese);
    CHECK(signer().currentText() == QStringLiteral("样例服务有限公司（受托代报）"));
    CHECK(cutTexts(f.enterprise->window()) == std::vector<std::string>{});
    sealInto(*f.enterprise, f.folder / "sealed");
    INFO(fromQt(f.enterprise->window().messages().text()));
    REQUIRE(f.enterprise->session().entry().seal);
    CHECK_FALSE(signer().isVisible());
    auto const& seal = *f.enterprise->session().entry().seal;
    auto const file = readFile(pathOf(seal.file)).value();
    auto const package = openPackage(file);
    REQUIRE(package);
    CHECK(package->header.unit == client);
    CHECK(package->manifest.agent == f.unit());
    CHECK(package->signer.unit() == f.unit());
    CHECK_FALSE(std::filesystem::exists(unitKeyFiles(f.folder / "data", client).key));

    Receipt receipt;
    receipt.file = sha256(file);
    receipt.identity = seal.identity;
    receipt.unit = client;
    receipt.formSet = "quarterly";
    receipt.period = "2017Q1";
    receipt.version = 1;
    receipt.arrived = april2017;
    receipt.verdict = ReceiptVerdict::accepted;
    receipt.event = 3;
    receipt.head = sha256("head");
    f.takeIn(writeReceipt(receipt, f.bureau.keys.bureau, FixedClock{april2017}, "0.1.0").value().bytes, "receipt.zbh");
    CHECK(f.enterprise->window().messages().kind() == MessageBar::Kind::success);

    begin("2016Q4");
    CHECK(signer().currentData().toString() == toQt(f.unit()));
    f.enterprise->document().setReason(FilingKind::late, "样例单位委托较晚");
    signer().setFocus();
    press(Qt::Key_Up);
    sealInto(*f.enterprise, f.folder / "sealed");
    INFO(fromQt(f.enterprise->window().messages().text()));
    REQUIRE(f.enterprise->session().entry().seal);
    CHECK(openPackage(readFile(pathOf(f.enterprise->session().entry().seal->file)).value())->signer.unit() == client);
    CHECK(agentOf(program.store(), client).value() == std::nullopt);
}

TEST_CASE("a key under a passphrase is asked for it where the filing is sealed, and a wrong one seals nothing", "[app][enterprise][registration]") {
    Registering f{Language::english};
    auto& page = f.open();
    for (auto const* field : {"registrationWords", "registrationWordsAgain"}) {
        f.part<QLineEdit>(field).setFocus();
        type(QStringLiteral("eight letters"));
    }
    page.writeTo(f.folder / "unit.zbr");
    CHECK(f.written().registration.unit == f.unit());
    CHECK(f.part<QLineEdit>("registrationWords").text().isEmpty());
    CHECK(readFile(unitKeyFiles(f.folder / "data", f.unit()).key)->find("ENCRYPTED") != std::string::npos);
    f.enterprise->window().goHome();
    f.enterprise->beginSet("quarterly");
    f.enterprise->typeGoodRow();
    signFiling();
    auto* words = f.enterprise->window().sealPage()->findChild<QLineEdit*>(QStringLiteral("sealWords"));
    REQUIRE(words->isVisible());
    CHECK(words->echoMode() == QLineEdit::Password);
    sealInto(*f.enterprise, f.folder / "sealed");
    CHECK_FALSE(f.enterprise->session().entry().seal);
    CHECK(words->hasFocus());
    type(QStringLiteral("nine letters"));
    sealInto(*f.enterprise, f.folder / "sealed");
    CHECK_FALSE(f.enterprise->session().entry().seal);
    CHECK(f.enterprise->window().messages().kind() == MessageBar::Kind::problem);
    words->setFocus();
    words->clear();
    type(QStringLiteral("eight letters"));
    sealInto(*f.enterprise, f.folder / "sealed");
    REQUIRE(f.enterprise->session().entry().seal);
    CHECK(words->text().isEmpty());
}

TEST_CASE("nothing is sealed with a third key while the certificate of the key that replaces a lost one is awaited", "[app][enterprise][registration]") {
    Registering f{Language::english};
    auto& page = f.open();
    choosePurpose(f.part<QComboBox>("registrationPurpose"), RegistrationPurpose::newKey);
    f.part<QLineEdit>("registrationReason").setText(QStringLiteral("the disk broke"));
    page.writeTo(f.folder / "unit.zbr");
    CHECK(f.part("standing").text().contains(QStringLiteral("waits for its certificate")));
    f.enterprise->window().goHome();
    f.enterprise->beginSet("quarterly");
    f.enterprise->typeGoodRow();
    signFiling();
    sealInto(*f.enterprise, f.folder / "sealed");
    CHECK_FALSE(f.enterprise->session().entry().seal);
    CHECK(f.enterprise->window().messages().text().contains(QStringLiteral("has not come yet")));
    CHECK_FALSE(std::filesystem::exists(unitKeyFiles(f.folder / "data", f.unit()).key));
}
