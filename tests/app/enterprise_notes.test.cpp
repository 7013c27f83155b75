/// Notes on cells: written by keyboard, undone, moved with their rows, sent only when wanted.

#include <QAction>
#include <QCheckBox>
#include <QPlainTextEdit>
#include <QTableWidget>

#include "app/support/sealed_filing.h"
#include "base/file.h"
#include "enterprise/further_pages.h"
#include "enterprise/notes_dock.h"
#include "package/open.h"

using namespace zhibao;
using namespace zhibao::test;

TEST_CASE("a note is written on the current cell, kept with the draft and undone like any edit", "[app][enterprise][notes]") {
    TemporaryFolder const folder;
    EnterpriseWindow enterprise{folder / "data"};
    enterprise.begin();
    enterprise.typeGoodRow();
    enterprise.goTo(0, "total");
    press(Qt::Key_M, Qt::ControlModifier);
    REQUIRE(focus() == &enterprise.window().further().notes().note());
    type(QStringLiteral("见三月发票"));
    REQUIRE(enterprise.document().filing().notes.size() == 1);
    CHECK(enterprise.document().filing().notes[0] == CellRemark{{"form2", 0, "total"}, "见三月发票", false});
    REQUIRE(enterprise.session().save());
    auto const stored = enterprise.program().store().load(enterprise.session().entry().id, enterprise.document().edition());
    CHECK(stored->notes == enterprise.document().filing().notes);

    // Another cell has no note; the list leads back.
    enterprise.view().setFocus();
    enterprise.goTo(0, "mode1");
    CHECK(enterprise.window().further().notes().note().toPlainText().isEmpty());
    auto& list = enterprise.window().further().notes().list();
    REQUIRE(list.rowCount() == 1);
    list.setFocus();
    list.setCurrentCell(0, 1);
    press(Qt::Key_Return);
    CHECK(enterprise.window().formPage()->currentCell() == CellReference{"form2", 0, "total"});
    CHECK(enterprise.window().further().notes().note().toPlainText() == QStringLiteral("见三月发票"));

    enterprise.window().action("undo")->trigger();
    CHECK(enterprise.document().filing().notes.empty());
    enterprise.window().action("redo")->trigger();
    CHECK(enterprise.document().filing().notes.size() == 1);
}

TEST_CASE("a note goes with a removed row and comes back with it", "[app][enterprise][notes]") {
    TemporaryFolder const folder;
    EnterpriseWindow enterprise{folder / "data"};
    enterprise.begin();
    enterprise.typeGoodRow();
    enterprise.document().setNote({"form2", 0, "total"}, "样例备注", true);
    enterprise.document().removeRows("form2", 0, 1, [] { return QString{}; });
    CHECK(enterprise.document().filing().notes.empty());
    enterprise.document().undo();
    REQUIRE(enterprise.document().filing().notes.size() == 1);
    CHECK(enterprise.document().filing().notes[0].isSent);
}

TEST_CASE("only a note that is to be sent is in the package", "[app][enterprise][notes]") {
    TemporaryFolder const folder;
    EnterpriseWindow enterprise{folder / "data"};
    enterprise.begin();
    enterprise.typeGoodRow();
    enterprise.goTo(0, "total");
    press(Qt::Key_M, Qt::ControlModifier);
    type(QStringLiteral("附合同"));
    press(Qt::Key_Tab);
    REQUIRE(focus()->objectName() == QStringLiteral("noteSent"));
    press(Qt::Key_Space);
    enterprise.document().setNote({"form2", 0, "mode1"}, "只给自己看", false);
    enterprise.view().setFocus();
    signFiling();
    sealInto(enterprise, folder / "sealed");
    INFO(fromQt(enterprise.window().messages().text()));
    REQUIRE(enterprise.session().entry().seal);
    auto const bytes = readFile(pathOf(enterprise.session().entry().seal->file)).value();
    CHECK(bytes.find("只给自己看") == Bytes::npos);
    auto const filing = readPackagedFiling(*openPackage(bytes), enterprise.document().edition());
    REQUIRE(filing);
    REQUIRE(filing->notes.size() == 1);
    CHECK(filing->notes[0].text == "附合同");
}
