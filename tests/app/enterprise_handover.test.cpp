/// Hand-over between two computers in the window.

#include <QAction>
#include <QTableWidget>

#include "app/support/sealed_filing.h"
#include "base/file.h"
#include "enterprise/further_pages.h"
#include "enterprise/handover_page.h"
#include "enterprise/versions_page.h"

using namespace zhibao;
using namespace zhibao::test;

namespace {

void typePassphrase(HandoverPage& page, std::initializer_list<char const*> fields, QString const& words) {
    for (auto const* field : fields) {
        auto* edit = page.findChild<QLineEdit*>(QString::fromLatin1(field));
        REQUIRE(edit != nullptr);
        edit->setFocus();
        edit->selectAll();
        type(words);
    }
}

}  // namespace

TEST_CASE("a sealed filing with its key goes to another computer, a wrong passphrase changes nothing", "[app][enterprise][handover]") {
    TemporaryFolder const folder;
    auto const file = folder / "all.zbh";
    {
        EnterpriseWindow enterprise{folder / "before"};
        sealOneRow(enterprise, folder / "sealed");
        enterprise.window().action("handover")->trigger();
        auto& page = enterprise.window().further().handover();
        REQUIRE(page.isVisible());
        typePassphrase(page, {"handoverWords"}, QStringLiteral("words-for-all"));
        typePassphrase(page, {"handoverWordsAgain"}, QStringLiteral("words-for-al"));
        page.writeTo(file);
        CHECK(enterprise.window().messages().kind() == MessageBar::Kind::problem);
        CHECK_FALSE(std::filesystem::exists(file));
        typePassphrase(page, {"handoverWordsAgain"}, QStringLiteral("words-for-all"));
        page.writeTo(file);
        INFO(fromQt(enterprise.window().messages().text()));
        REQUIRE(enterprise.window().messages().kind() == MessageBar::Kind::success);
        press(Qt::Key_Escape);
        CHECK_FALSE(page.isVisible());
    }
    EnterpriseWindow enterprise{folder / "after"};
    enterprise.window().action("handover")->trigger();
    auto& page = enterprise.window().further().handover();
    typePassphrase(page, {"takeWords"}, QStringLiteral("other words"));
    page.takeFrom(file);
    CHECK(enterprise.window().messages().kind() == MessageBar::Kind::problem);
    CHECK(enterprise.program().store().newest()->empty());
    typePassphrase(page, {"takeWords"}, QStringLiteral("words-for-all"));
    page.takeFrom(file);
    INFO(fromQt(enterprise.window().messages().text()));
    CHECK(enterprise.window().messages().kind() == MessageBar::Kind::success);
    REQUIRE(enterprise.program().store().newest()->size() == 1);
    CHECK(enterprise.program().store().newest()->front().seal);
    CHECK(std::filesystem::exists(folder / "after" / "keys" / (enterprise.unit() + ".key.pem")));
}

TEST_CASE("two drafts of one version are both kept and can be compared", "[app][enterprise][handover]") {
    TemporaryFolder const folder;
    auto const file = folder / "all.zbh";
    {
        EnterpriseWindow enterprise{folder / "before"};
        enterprise.begin();
        enterprise.typeGoodRow();
        REQUIRE(enterprise.session().save());
        enterprise.window().further().handover().writeTo(file);
        REQUIRE(std::filesystem::exists(file));
    }
    EnterpriseWindow enterprise{folder / "after"};
    enterprise.begin();
    enterprise.window().action("handover")->trigger();
    auto& page = enterprise.window().further().handover();
    page.takeFrom(file);
    CHECK(enterprise.rowCount() == 0);
    auto* aside = page.findChild<QTableWidget*>(QStringLiteral("setAside"));
    REQUIRE(aside->isVisible());
    REQUIRE(aside->rowCount() == 1);
    aside->setFocus();
    aside->setCurrentCell(0, 0);
    press(Qt::Key_Return);
    auto& versions = enterprise.window().further().versions();
    REQUIRE(versions.isVisible());
    CHECK(versions.differences().rowCount() > 1);
}
