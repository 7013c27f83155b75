/// What the bureau sends by file: whom to trust is asked once, and a receipt changes what Home says.

#include <QDropEvent>
#include <QLabel>
#include <QMimeData>
#include <QPushButton>
#include <QTableView>
#include <QUrl>

#include "app/support/sealed_filing.h"
#include "base/file.h"
#include "enterprise/bureau_files.h"
#include "enterprise/reports_model.h"
#include "package/registration.h"
#include "support/answering_bureau.h"

using namespace zhibao;
using namespace zhibao::test;

namespace {

Bytes returned(AnsweringBureau& bureau, DraftEntry const& entry) {
    auto receipt = returnedReceipt(entry, april2017);
    receipt.reasons = {{{{"form2", 0, "total"}}, "比上季多二十倍"}};
    return bureau.signedReceipt(receipt);
}

Bytes starterFor(AnsweringBureau& bureau, std::string const& unit) {
    auto const key = PrivateKey::generate().value();
    auto signing = issueCertificate(bureau.authority, key.publicKey(), {unit, "样例服务有限公司"}, tenYears(), KeyUse::signing).value();
    SurveyState state;
    state.holidays = "first,last,kind,name,notice\n";
    state.periods = "period,form_set,opens,deadline,note\n";
    state.rates = "quarter,currency,units_per_usd,basis\n";
    state.revocations = writeRevocationList(bureau.authority, {}, tenYears(), 1).value();
    return writeStarter({unit, "样例服务有限公司", bureau.authority.certificate, std::move(signing), std::nullopt, std::nullopt, std::move(state), {}}, bureau.signer, bureau.clock, "0.1.0").value().bytes;
}

void drop(EnterpriseWindow& enterprise, std::filesystem::path const& file) {
    QMimeData data;
    data.setUrls({QUrl::fromLocalFile(toQt(toText(file)))});
    QDragEnterEvent enter{QPoint{9, 9}, Qt::CopyAction, &data, Qt::LeftButton, Qt::NoModifier};
    QApplication::sendEvent(&enterprise.window(), &enter);
    QDropEvent event{QPointF{9, 9}, Qt::CopyAction, &data, Qt::LeftButton, Qt::NoModifier};
    QApplication::sendEvent(&enterprise.window(), &event);
    enterprise.settle();
}

QString stateOnHome(EnterpriseWindow& enterprise) {
    auto const* model = enterprise.window().home().findChild<QTableView*>(QStringLiteral("reports"))->model();
    for (auto const& line : dynamic_cast<ReportsModel const&>(*model).lines())
        if (line.draft) return model->index(static_cast<int>(&line - dynamic_cast<ReportsModel const&>(*model).lines().data()), ReportsModel::stateColumn).data().toString();
    return {};
}

}  // namespace

TEST_CASE("the first starter file asks to compare the fingerprint, and receipts then change what Home says", "[app][enterprise][bureaufiles]") {
    TemporaryFolder const folder;
    AnsweringBureau bureau;
    {
        EnterpriseWindow enterprise{folder / "data"};
        sealOneRow(enterprise, folder / "sealed");
        auto const entry = enterprise.session().entry();
        REQUIRE(writeFile(folder / "receipt.zbh", returned(bureau, entry)));
        REQUIRE(writeFile(folder / "starter.zbk", starterFor(bureau, entry.unit)));
        enterprise.window().goHome();
        auto& messages = enterprise.window().messages();
        drop(enterprise, folder / "receipt.zbh");
        CHECK(messages.kind() == MessageBar::Kind::problem);
        CHECK(messages.text().contains(QStringLiteral("开户文件")));

        auto* question = enterprise.window().findChild<BureauFiles*>(QStringLiteral("bureauFiles"));
        REQUIRE(question != nullptr);
        CHECK_FALSE(question->isVisible());
        drop(enterprise, folder / "starter.zbk");
        INFO(fromQt(messages.text()));
        REQUIRE(question->isVisible());
        auto const fingerprint = toQt(fingerprintText(bureau.authority.certificate.keyFingerprint()));
        CHECK(question->findChild<QLabel*>(QStringLiteral("fingerprint"))->text().contains(fingerprint));
        question->findChild<QPushButton*>(QStringLiteral("otherFingerprint"))->setFocus();
        press(Qt::Key_Space);
        CHECK_FALSE(question->isVisible());
        CHECK_FALSE(trustedAuthority(enterprise.program().store(), entry.unit)->has_value());
        drop(enterprise, folder / "starter.zbk");
        question->findChild<QPushButton*>(QStringLiteral("sameFingerprint"))->setFocus();
        press(Qt::Key_Space);
        CHECK_FALSE(question->isVisible());
        CHECK(trustedAuthority(enterprise.program().store(), entry.unit).value() == bureau.authority.certificate);

        drop(enterprise, folder / "receipt.zbh");
        CHECK(messages.text().contains(QStringLiteral("退回")));
        CHECK(stateOnHome(enterprise).contains(QStringLiteral("退回")));
        enterprise.speak(Language::english);
        CHECK(messages.text().contains(QStringLiteral("Sent back")));
        drop(enterprise, folder / "receipt.zbh");
        CHECK(messages.text().contains(QStringLiteral("here already")));
    }
    EnterpriseWindow again{folder / "data", Language::english};
    CHECK(stateOnHome(again).contains(QStringLiteral("Sent back")));
    CHECK(stateOnHome(again).contains(QStringLiteral("2017-04-05")));
}

TEST_CASE("a receipt of another bureau is not taken in, and Home stays as it was", "[app][enterprise][bureaufiles]") {
    TemporaryFolder const folder;
    AnsweringBureau bureau;
    AnsweringBureau other;
    EnterpriseWindow enterprise{folder / "data", Language::english};
    sealOneRow(enterprise, folder / "sealed");
    auto const entry = enterprise.session().entry();
    REQUIRE(trustAuthority(enterprise.program().store(), entry.unit, bureau.authority.certificate, april2017));
    REQUIRE(writeFile(folder / "receipt.zbh", returned(other, entry)));
    enterprise.window().goHome();
    auto const before = stateOnHome(enterprise);
    drop(enterprise, folder / "receipt.zbh");
    CHECK(enterprise.window().messages().kind() == MessageBar::Kind::problem);
    CHECK(stateOnHome(enterprise) == before);
}
