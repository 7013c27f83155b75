/// Registration with the bureau in the window: how the key stands, the file and the form that ask for a certificate, and what comes back.

#include <set>

#include <QAccessible>
#include <QComboBox>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>

#include "app/support/cut_texts.h"
#include "app/support/sealed_filing.h"
#include "base/file.h"
#include "enterprise/bureau_files.h"
#include "enterprise/further_pages.h"
#include "enterprise/registration_page.h"
#include "store/bureau_answers.h"
#include "support/registering_bureau.h"
#include "trust/unit_keys.h"
#include "ui/print_preview.h"

using namespace zhibao;
using namespace zhibao::test;

namespace {

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
