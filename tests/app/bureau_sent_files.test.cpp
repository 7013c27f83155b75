/// What came beside a filing's answers, in the bureau's viewer.

#include <QTableWidget>

#include "app/support/bureau_window.h"
#include "bureau/sent_files.h"
#include "support/editions.h"

using namespace zhibao;
using namespace zhibao::test;

TEST_CASE("the bureau sees the files and notes of a filing and saves one as it came", "[app][bureau]") {
    EditionLibrary const library{std::filesystem::path{ZHIBAO_SOURCE_FOLDER} / "forms"};
    WindowLanguage language{*qApp, {QStringLiteral("ui"), QStringLiteral("bureau")}, Language::english};
    auto const edition = library.find("services-trade/2017-1").value();
    SentFiles sent{{{"01.pdf", "合同.pdf", Bytes{"\0样例", 7}}, {"02.txt", "", "b"}}, {{{"form2", 1, "total"}, "见合同", true}}, edition, language};
    auto* files = sent.findChild<QTableWidget*>(QStringLiteral("sentFiles"));
    REQUIRE(files->rowCount() == 2);
    CHECK(files->item(0, 0)->text() == QStringLiteral("合同.pdf"));
    CHECK(files->item(1, 0)->text() == QStringLiteral("02.txt"));
    CHECK(files->item(0, 2)->text() == toQt(sha256(Bytes{"\0样例", 7}).hex()));
    auto* notes = sent.findChild<QTableWidget*>(QStringLiteral("sentNotes"));
    REQUIRE(notes->rowCount() == 1);
    CHECK(notes->item(0, 0)->text().contains(QStringLiteral("row 2")));
    TemporaryFolder const folder;
    REQUIRE(sent.save(0, folder / "a.pdf"));
    CHECK(readFile(folder / "a.pdf").value() == Bytes{"\0样例", 7});
    CHECK_FALSE(sent.save(0, folder / "nowhere" / "a.pdf"));
}
