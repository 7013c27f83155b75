/// The last steps: what is reported, why there is a version, what goes with it, where it goes, and what comes after.

#include <QCheckBox>
#include <QComboBox>
#include <QLabel>
#include <QTableWidget>

#include "app/support/sealed_filing.h"
#include "base/file.h"
#include "base/separators.h"
#include "enterprise/attachments_panel.h"
#include "enterprise/further_pages.h"
#include "enterprise/versions_page.h"
#include "package/open.h"
#include "ui/print_preview.h"

using namespace zhibao;
using namespace zhibao::test;

namespace {

OpenedPackage opened(std::filesystem::path const& file) {
    auto package = openPackage(readFile(file).value());
    REQUIRE(package);
    return *std::move(package);
}

QString summaryText(EnterpriseWindow& enterprise) {
    auto* summary = enterprise.window().sealPage()->findChild<QTableWidget*>(QStringLiteral("summary"));
    QString text;
    for (int row = 0; row < summary->rowCount(); ++row)
        for (int column = 0; column < summary->columnCount(); ++column)
            if (auto const* item = summary->item(row, column)) text += item->text() + QLatin1Char('|');
    return text;
}

constexpr Moment may2017{1'493'956'800};  // 2017-05-05 12:00 in China: the deadline is over

}  // namespace

TEST_CASE("the last page sums up what is reported before it is signed", "[app][enterprise][sealing]") {
    TemporaryFolder const folder;
    EnterpriseWindow enterprise{folder / "data"};
    enterprise.begin();
    enterprise.typeGoodRow();
    auto const total = enterprise.cell(0, "total");
    press(Qt::Key_Return, Qt::ControlModifier);
    auto const text = summaryText(enterprise);
    INFO(fromQt(text));
    CHECK(text.contains(QStringLiteral("出口")));
    CHECK(text.contains(QStringLiteral("USD")));
    CHECK(text.contains(toQt(withSeparators(total))));
    enterprise.speak(Language::english);
    CHECK(summaryText(enterprise).contains(QStringLiteral("Export")));
    pressOnSealPage(enterprise, "previewAll");
    CHECK(enterprise.window().findChild<PreviewWindow*>() != nullptr);
}

TEST_CASE("after sealing the page says what to do, and copies the file to a stick byte for byte", "[app][enterprise][sealing]") {
    TemporaryFolder const folder;
    EnterpriseWindow enterprise{folder / "data"};
    std::filesystem::create_directories(folder / "stick");
    sealOneRow(enterprise, folder / "sealed");
    auto* page = enterprise.window().sealPage();
    auto* fate = page->findChild<QLabel*>(QStringLiteral("fate"));
    CHECK(fate->isVisible());
    CHECK(fate->text().contains(QStringLiteral("1. ")));
    page->setSticks([&] { return std::vector<Stick>{{QStringLiteral("KINGSTON"), folder / "stick"}}; });
    auto* stick = page->findChild<QComboBox*>(QStringLiteral("stick"));
    stick->setFocus();
    press(Qt::Key_Down);
    CHECK(stick->currentText().contains(QStringLiteral("KINGSTON")));
    pressOnSealPage(enterprise, "copyToStick");
    auto const sealed = pathOf(enterprise.session().entry().seal->file);
    CHECK(readFile(folder / "stick" / sealed.filename()).value() == readFile(sealed).value());
}

TEST_CASE("sticks are found where systems mount what is plugged in", "[app][enterprise][sealing]") {
    auto const below = [](char const* place, char const* name) { return QStringLiteral("/%1/%2").arg(QLatin1String(place), QLatin1String(name)); };
    auto const letter = [](char drive) { return QString{QLatin1Char(drive)} + QStringLiteral(":"); };
    auto const found = sticksAmong({{QStringLiteral("root"), QStringLiteral("/"), true}, {QStringLiteral("K"), below("media", "sample"), true},
                                    {QStringLiteral("locked"), below("media", "locked"), false}, {QString{}, letter('E'), true}, {QString{}, letter('C'), true}});
    REQUIRE(found.size() == 2);
    CHECK(found[0].name == QStringLiteral("K"));
    CHECK(found[1].name == letter('E'));
}

TEST_CASE("after the deadline a filing is late, and is sealed only with its reason", "[app][enterprise][sealing]") {
    TemporaryFolder const folder;
    std::int64_t draft = 0;
    {
        EnterpriseWindow enterprise{folder / "data"};
        enterprise.begin();
        enterprise.typeGoodRow();
        draft = enterprise.session().entry().id;
        enterprise.window().goHome();
    }
    EnterpriseWindow enterprise{folder / "data", Language::chinese, may2017};
    REQUIRE(enterprise.window().openDraft(draft));
    enterprise.view().setFocus();
    signFiling();
    CHECK(enterprise.document().filing().header.kind == FilingKind::late);
    sealInto(enterprise, folder / "sealed");
    CHECK_FALSE(enterprise.session().entry().seal);
    CHECK(enterprise.window().messages().kind() == MessageBar::Kind::problem);
    REQUIRE(focus()->objectName() == QStringLiteral("reason"));
    type(QStringLiteral("会计更换，补报一季度"));
    sealInto(enterprise, folder / "sealed");
    REQUIRE(enterprise.session().entry().seal);
    auto const package = opened(pathOf(enterprise.session().entry().seal->file));
    CHECK(package.header.kind == FilingKind::late);
    CHECK(package.header.reason == "会计更换，补报一季度");
}

TEST_CASE("a correction says why, is compared with the version before, and a withdrawal takes it back", "[app][enterprise][sealing]") {
    TemporaryFolder const folder;
    EnterpriseWindow enterprise{folder / "data"};
    sealOneRow(enterprise, folder / "sealed");
    pressOnSealPage(enterprise, "correctVersion");
    CHECK(enterprise.session().entry().version == 2);
    enterprise.view().setFocus();
    enterprise.goTo(0, "affiliated");
    type(QStringLiteral("5"));
    press(Qt::Key_Return);
    REQUIRE(enterprise.session().save());
    enterprise.window().action("compareVersions")->trigger();
    auto& differences = enterprise.window().further().versions().differences();
    QString text;
    for (int row = 0; row < differences.rowCount(); ++row) text += differences.item(row, 2)->text() + QLatin1Char(':') + differences.item(row, 4)->text() + QLatin1Char('|');
    INFO(fromQt(text));
    CHECK(text.contains(QStringLiteral(":5.00|")));
    press(Qt::Key_Escape);
    CHECK(enterprise.window().formPage()->isVisible());

    press(Qt::Key_Return, Qt::ControlModifier);
    sealInto(enterprise, folder / "sealed");
    REQUIRE(focus()->objectName() == QStringLiteral("reason"));
    type(QStringLiteral("漏填关联企业间金额"));
    sealInto(enterprise, folder / "sealed");
    INFO(fromQt(enterprise.window().messages().text()));
    REQUIRE(enterprise.session().entry().seal);
    auto const correction = opened(pathOf(enterprise.session().entry().seal->file));
    CHECK(correction.header.reason == "漏填关联企业间金额");

    pressOnSealPage(enterprise, "withdrawVersion");
    CHECK(enterprise.session().entry().version == 3);
    CHECK(enterprise.document().filing().header.kind == FilingKind::withdrawal);
    REQUIRE(enterprise.window().sealPage()->isVisible());
    auto* reason = enterprise.window().sealPage()->findChild<QLineEdit*>(QStringLiteral("reason"));
    reason->setFocus();
    type(QStringLiteral("与总公司重复报送"));
    sealInto(enterprise, folder / "sealed");
    INFO(fromQt(enterprise.window().messages().text()));
    REQUIRE(enterprise.session().entry().seal);
    auto const withdrawal = opened(pathOf(enterprise.session().entry().seal->file));
    CHECK(withdrawal.header.kind == FilingKind::withdrawal);
    CHECK(withdrawal.header.replaces == correction.identity);
    CHECK(readPackagedFiling(withdrawal, enterprise.document().edition())->forms.empty());
}

TEST_CASE("files go with the filing, with their limits told at once", "[app][enterprise][sealing]") {
    TemporaryFolder const folder;
    EnterpriseWindow enterprise{folder / "data"};
    enterprise.begin();
    enterprise.typeGoodRow();
    signFiling();
    REQUIRE(writeFile(folder / "合同.pdf", "样例合同"));
    REQUIRE(writeFile(folder / "large.bin", Bytes(AttachmentLimits{}.bytesEach + 5, 'x')));
    auto& panel = enterprise.window().sealPage()->attachments();
    panel.addFiles({folder / "合同.pdf", folder / "large.bin"});
    CHECK(enterprise.window().messages().kind() == MessageBar::Kind::problem);
    CHECK(enterprise.window().messages().text().contains(QStringLiteral("10 MB")));
    auto* list = panel.findChild<QTableWidget*>(QStringLiteral("attachments"));
    REQUIRE(list->rowCount() == 1);
    CHECK(list->item(0, 0)->text() == QStringLiteral("合同.pdf"));
    sealInto(enterprise, folder / "sealed");
    REQUIRE(enterprise.session().entry().seal);
    auto const package = opened(pathOf(enterprise.session().entry().seal->file));
    REQUIRE(package.attachments.size() == 1);
    CHECK(package.attachments[0] == Attachment{"01.pdf", "合同.pdf", "样例合同"});
    CHECK_FALSE(panel.findChild<QPushButton*>(QStringLiteral("addAttachment"))->isEnabled());
}
