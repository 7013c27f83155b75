/// The grid worked by keyboard alone, in the real window.

#include <QComboBox>
#include <QLabel>
#include <QPushButton>
#include <QWheelEvent>

#include "app/support/enterprise_window.h"
#include "enterprise/cell_editors.h"
#include "ui/message_bar.h"

using namespace zhibao;
using namespace zhibao::test;

namespace {

/// The editor that is typed into now; null when there is none.
CodeEditor* codeEditor() {
    return qobject_cast<CodeEditor*>(QApplication::focusWidget());
}

}  // namespace

TEST_CASE("a row is entered by keyboard alone, with pinyin for codes and figures in any width", "[app][enterprise]") {
    TemporaryFolder const folder;
    EnterpriseWindow enterprise{folder.path()};
    enterprise.begin();
    CHECK(enterprise.document().filing().header.period == "2017Q1");

    type(QStringLiteral("ck"));
    press(Qt::Key_Tab);
    type(QStringLiteral("lvshi"));
    press(Qt::Key_Tab);
    type(QStringLiteral("xjp"));
    press(Qt::Key_Tab);
    type(QStringLiteral("ito"));
    press(Qt::Key_Tab);
    type(QStringLiteral("renminbi"));
    press(Qt::Key_Tab);
    type(QStringLiteral("１，２３４．５"));
    press(Qt::Key_Tab);
    type(QStringLiteral("1,000"));
    press(Qt::Key_Return);

    REQUIRE(enterprise.rowCount() == 1);
    CHECK(enterprise.cell(0, "flow") == "export");
    CHECK(enterprise.cell(0, "item") == "SJ211");
    CHECK(enterprise.cell(0, "partner") == "SG");
    CHECK(enterprise.cell(0, "outsourcing") == "ito");
    CHECK(enterprise.cell(0, "currency") == "CNY");
    CHECK(enterprise.cell(0, "total") == "1234.50");
    CHECK(enterprise.cell(0, "mode1") == "1000.00");
    CHECK(enterprise.cell(0, "mode2").empty());
    // After a run of Tabs, Enter goes to where the run began, one row down.
    CHECK(enterprise.view().currentIndex().row() == 1);
    CHECK(enterprise.view().currentIndex().column() == 0);
}

TEST_CASE("typing replaces, F2 edits, Escape restores, Enter goes down, Tab passes over the difference", "[app][enterprise]") {
    TemporaryFolder const folder;
    EnterpriseWindow enterprise{folder.path()};
    enterprise.begin();
    enterprise.typeGoodRow();

    enterprise.goTo(0, "total");
    type(QStringLiteral("5"));
    press(Qt::Key_Escape);
    CHECK(enterprise.cell(0, "total") == "1200.00");
    press(Qt::Key_F2);
    press(Qt::Key_End);
    press(Qt::Key_Backspace);
    type(QStringLiteral("5"));
    press(Qt::Key_Return);
    CHECK(enterprise.cell(0, "total") == "1200.05");
    CHECK(enterprise.view().currentIndex() == enterprise.view().model()->index(1, enterprise.view().form()->shownColumn("total")));

    enterprise.goTo(0, "mode4");
    press(Qt::Key_Tab);
    CHECK(enterprise.view().currentIndex().column() == enterprise.view().form()->shownColumn("affiliated"));
    press(Qt::Key_Backtab);
    CHECK(enterprise.view().currentIndex().column() == enterprise.view().form()->shownColumn("mode4"));

    enterprise.goTo(0, "total");
    press(Qt::Key_Delete);
    CHECK(enterprise.cell(0, "total").empty());
}

TEST_CASE("letters, exponents and amounts finer than a cent do not get in, and nothing is rounded", "[app][enterprise]") {
    TemporaryFolder const folder;
    EnterpriseWindow enterprise{folder.path()};
    enterprise.begin();
    enterprise.typeGoodRow();

    enterprise.goTo(0, "total");
    type(QStringLiteral("1e5"));
    press(Qt::Key_Return);
    CHECK(enterprise.cell(0, "total") == "15.00");

    enterprise.goTo(0, "total");
    type(QStringLiteral("1.234"));
    press(Qt::Key_Return);
    CHECK(enterprise.cell(0, "total") == "15.00");
    CHECK(enterprise.window().messages().isVisible());
    CHECK(enterprise.window().messages().kind() == MessageBar::Kind::problem);

    enterprise.window().action("unitTenThousand")->trigger();
    enterprise.goTo(0, "total");
    type(QStringLiteral("1.234567"));
    press(Qt::Key_Return);
    CHECK(enterprise.cell(0, "total") == "12345.67");
    CHECK(enterprise.view().model()->index(0, enterprise.view().form()->shownColumn("total")).data().toString() == QStringLiteral("1.234567"));
    enterprise.window().action("unitOne")->trigger();
    CHECK(enterprise.view().model()->index(0, enterprise.view().form()->shownColumn("total")).data().toString() == QStringLiteral("12,345.67"));
}

TEST_CASE("input methods are off where figures are typed and on where words are", "[app][enterprise]") {
    TemporaryFolder const folder;
    EnterpriseWindow enterprise{folder.path()};
    enterprise.begin();
    enterprise.goTo(0, "total");
    CHECK_FALSE(enterprise.view().testAttribute(Qt::WA_InputMethodEnabled));
    press(Qt::Key_F2);
    CHECK_FALSE(focus()->testAttribute(Qt::WA_InputMethodEnabled));
    press(Qt::Key_Escape);
    enterprise.goTo(0, "item");
    CHECK(enterprise.view().testAttribute(Qt::WA_InputMethodEnabled));
}

TEST_CASE("codes are found by code, Chinese, English and pinyin, and the list can be walked", "[app][enterprise]") {
    TemporaryFolder const folder;
    EnterpriseWindow enterprise{folder.path()};
    enterprise.begin();
    enterprise.typeGoodRow();
    for (auto const& [typed, code] : {std::pair{QStringLiteral("hk"), "HK"}, std::pair{QStringLiteral("日本"), "JP"},
                                      std::pair{QStringLiteral("germ"), "DE"}, std::pair{QStringLiteral("xianggang"), "HK"}}) {
        enterprise.goTo(0, "partner");
        type(typed);
        REQUIRE(codeEditor() != nullptr);
        CHECK(codeEditor()->isListShown());
        press(Qt::Key_Return);
        CHECK(enterprise.cell(0, "partner") == code);
    }

    // Down takes the second; Escape closes the list first and then gives the cell back as it was.
    enterprise.goTo(0, "partner");
    type(QStringLiteral("xin"));
    auto const second = codeEditor()->list().model()->index(1, 0).data().toString().section(QLatin1Char(' '), 0, 0);
    press(Qt::Key_Down);
    press(Qt::Key_Return);
    CHECK(toQt(enterprise.cell(0, "partner")) == second);
    enterprise.goTo(0, "partner");
    type(QStringLiteral("jp"));
    press(Qt::Key_Escape);
    REQUIRE(codeEditor() != nullptr);
    press(Qt::Key_Escape);
    CHECK(toQt(enterprise.cell(0, "partner")) == second);

    // Only what may be answered is offered: not the headings of the tree.
    enterprise.goTo(0, "item");
    type(QStringLiteral("SJ1"));
    auto const* offered = codeEditor()->list().model();
    for (int row = 0; row < offered->rowCount(); ++row) {
        auto const* entry = enterprise.document().edition().findList("items")->find(fromQt(offered->index(row, 0).data().toString().section(QLatin1Char(' '), 0, 0)));
        REQUIRE(entry != nullptr);
        CHECK(entry->isLeaf);
    }
    press(Qt::Key_Escape);
    press(Qt::Key_Escape);
}

TEST_CASE("a code that the list does not know stays as it was typed and is said to be wrong", "[app][enterprise]") {
    TemporaryFolder const folder;
    EnterpriseWindow enterprise{folder.path()};
    enterprise.begin();
    enterprise.typeGoodRow();
    enterprise.goTo(0, "partner");
    type(QStringLiteral("Q9Z"));
    press(Qt::Key_Return);
    CHECK(enterprise.cell(0, "partner") == "Q9Z");
    auto const index = enterprise.view().model()->index(0, enterprise.view().form()->shownColumn("partner"));
    REQUIRE(within(2000, [&] { return index.data(FormModel::levelRole).isValid(); }));
    CHECK(index.data(FormModel::levelRole).toInt() == static_cast<int>(Level::error));
    CHECK(index.data(Qt::AccessibleTextRole).toString().contains(QStringLiteral("Q9Z")));
}

TEST_CASE("Ctrl+D copies from above, also into a new row", "[app][enterprise]") {
    TemporaryFolder const folder;
    EnterpriseWindow enterprise{folder.path()};
    enterprise.begin();
    enterprise.typeGoodRow();
    enterprise.goTo(1, "item");
    press(Qt::Key_D, Qt::ControlModifier);
    REQUIRE(enterprise.rowCount() == 2);
    CHECK(enterprise.cell(1, "item") == "SJ211");
    CHECK(enterprise.view().currentIndex().row() == 1);
    enterprise.goTo(1, "total");
    press(Qt::Key_D, Qt::ControlModifier);
    CHECK(enterprise.cell(1, "total") == "1200.00");
}

TEST_CASE("rows are inserted, duplicated and removed by key", "[app][enterprise]") {
    TemporaryFolder const folder;
    EnterpriseWindow enterprise{folder.path()};
    enterprise.begin();
    enterprise.typeGoodRow();
    enterprise.goTo(0, "total");
    press(Qt::Key_D, Qt::ControlModifier | Qt::ShiftModifier);
    REQUIRE(enterprise.rowCount() == 2);
    CHECK(enterprise.cell(1, "item") == "SJ211");
    CHECK(enterprise.view().currentIndex().row() == 1);
    press(Qt::Key_Insert);
    REQUIRE(enterprise.rowCount() == 3);
    CHECK(enterprise.cell(1, "item").empty());
    CHECK(enterprise.cell(1, "flow") == "export");
    press(Qt::Key_Delete, Qt::ControlModifier);
    REQUIRE(enterprise.rowCount() == 2);
    CHECK(enterprise.cell(1, "item") == "SJ211");
    press(Qt::Key_Delete, Qt::ControlModifier);
    press(Qt::Key_Delete, Qt::ControlModifier);
    CHECK(enterprise.rowCount() == 1);
}

TEST_CASE("as many rows are inserted, duplicated and removed as are selected, each in one step", "[app][enterprise]") {
    TemporaryFolder const folder;
    EnterpriseWindow enterprise{folder.path()};
    enterprise.begin();
    for (int row = 0; row < 3; ++row) enterprise.typeGoodRow();
    enterprise.goTo(1, "total");
    type(QStringLiteral("2"));
    press(Qt::Key_Return);
    auto const selectTwo = [&] {
        enterprise.goTo(0, "total");
        press(Qt::Key_Down, Qt::ShiftModifier);
    };
    selectTwo();
    press(Qt::Key_D, Qt::ControlModifier | Qt::ShiftModifier);
    REQUIRE(enterprise.rowCount() == 5);
    CHECK(enterprise.cell(2, "total") == "1200.00");
    CHECK(enterprise.cell(3, "total") == "2.00");
    press(Qt::Key_Z, Qt::ControlModifier);
    REQUIRE(enterprise.rowCount() == 3);
    selectTwo();
    press(Qt::Key_Insert);
    REQUIRE(enterprise.rowCount() == 5);
    CHECK(enterprise.cell(0, "total").empty());
    CHECK(enterprise.cell(1, "total").empty());
    press(Qt::Key_Z, Qt::ControlModifier);
    selectTwo();
    press(Qt::Key_Delete, Qt::ControlModifier);
    REQUIRE(enterprise.rowCount() == 1);
    press(Qt::Key_Z, Qt::ControlModifier);
    REQUIRE(enterprise.rowCount() == 3);
    CHECK(enterprise.cell(1, "total") == "2.00");
}

TEST_CASE("Home and End go to the ends of a row, with Ctrl to those of the form", "[app][enterprise]") {
    TemporaryFolder const folder;
    EnterpriseWindow enterprise{folder.path()};
    enterprise.begin();
    for (int row = 0; row < 3; ++row) enterprise.typeGoodRow();
    auto const& view = enterprise.view();
    int const last = view.model()->columnCount() - 1;
    enterprise.goTo(1, "total");
    press(Qt::Key_End);
    CHECK(view.currentIndex() == view.model()->index(1, last));
    press(Qt::Key_Home);
    CHECK(view.currentIndex() == view.model()->index(1, 0));
    press(Qt::Key_End, Qt::ControlModifier);
    CHECK(view.currentIndex() == view.model()->index(3, last));
    press(Qt::Key_Home, Qt::ControlModifier);
    CHECK(view.currentIndex() == view.model()->index(0, 0));
}

TEST_CASE("Ctrl and an arrow jump to the edge of the block", "[app][enterprise]") {
    TemporaryFolder const folder;
    EnterpriseWindow enterprise{folder.path()};
    enterprise.begin();
    for (int row = 0; row < 3; ++row) enterprise.typeGoodRow();
    auto& view = enterprise.view();
    enterprise.goTo(0, "item");
    press(Qt::Key_Down, Qt::ControlModifier);
    CHECK(view.currentIndex().row() == 2);
    press(Qt::Key_Up, Qt::ControlModifier);
    CHECK(view.currentIndex().row() == 0);
    press(Qt::Key_Right, Qt::ControlModifier);
    CHECK(view.currentIndex().column() == view.form()->shownColumn("mode1"));
}

TEST_CASE("every step has a name and can be undone and done again", "[app][enterprise]") {
    TemporaryFolder const folder;
    EnterpriseWindow enterprise{folder.path(), Language::english};
    enterprise.begin();
    enterprise.typeGoodRow();
    auto const before = enterprise.document().filing();
    enterprise.goTo(0, "total");
    type(QStringLiteral("7"));
    press(Qt::Key_Return);
    CHECK(enterprise.window().action("undo")->text() == QStringLiteral("Undo: Change Total in row 1"));
    enterprise.goTo(0, "total");
    press(Qt::Key_Delete, Qt::ControlModifier);
    CHECK(enterprise.window().action("undo")->text() == QStringLiteral("Undo: Remove rows: 1"));
    auto const after = enterprise.document().filing();

    enterprise.speak(Language::chinese);
    CHECK(enterprise.window().action("undo")->text() == QStringLiteral("撤消：删除 1 行"));
    press(Qt::Key_Z, Qt::ControlModifier);
    press(Qt::Key_Z, Qt::ControlModifier);
    CHECK(enterprise.document().filing() == before);
    CHECK(enterprise.window().action("redo")->text() == QStringLiteral("重做：修改第 1 行的合计"));
    press(Qt::Key_Y, Qt::ControlModifier);
    press(Qt::Key_Y, Qt::ControlModifier);
    CHECK(enterprise.document().filing() == after);
    while (enterprise.document().canUndo()) press(Qt::Key_Z, Qt::ControlModifier);
    CHECK(enterprise.rowCount() == 0);
}

TEST_CASE("what is open of a total is shown and put into one mode by a button or a key", "[app][enterprise]") {
    TemporaryFolder const folder;
    EnterpriseWindow enterprise{folder.path()};
    enterprise.begin();
    enterprise.typeGoodRow();
    auto* offer = enterprise.window().formPage()->findChild<QWidget*>(QStringLiteral("offer"));
    CHECK_FALSE(offer->isVisible());

    enterprise.goTo(0, "total");
    type(QStringLiteral("1500"));
    press(Qt::Key_Return);
    enterprise.goTo(0, "total");
    int difference = -1;
    for (int column = 0; column < enterprise.view().form()->columnCount(); ++column)
        if (enterprise.view().form()->residualAt(column) != nullptr) difference = column;
    REQUIRE(difference > 0);
    CHECK(enterprise.view().model()->index(0, difference).data().toString() == QStringLiteral("300.00"));
    REQUIRE(offer->isVisible());
    CHECK(offer->findChild<QLabel*>()->text().contains(QStringLiteral("300.00")));
    auto* button = offer->findChild<QPushButton*>(QStringLiteral("rest-mode4"));
    REQUIRE(button != nullptr);
    button->setFocus();
    press(Qt::Key_Space);
    CHECK(enterprise.cell(0, "mode4") == "300.00");
    CHECK(enterprise.view().model()->index(0, difference).data().toString().isEmpty());
    CHECK_FALSE(offer->isVisible());
    CHECK(enterprise.view().hasFocus());

    enterprise.goTo(0, "total");
    type(QStringLiteral("1600"));
    press(Qt::Key_Return);
    enterprise.goTo(0, "mode2");
    press(Qt::Key_R, Qt::ControlModifier);
    CHECK(enterprise.cell(0, "mode2") == "100.00");

    // A part cannot fall below zero to make up for the others.
    enterprise.goTo(0, "total");
    type(QStringLiteral("100"));
    press(Qt::Key_Return);
    enterprise.goTo(0, "mode2");
    press(Qt::Key_R, Qt::ControlModifier);
    CHECK(enterprise.cell(0, "mode2") == "100.00");
    CHECK(enterprise.window().messages().isVisible());
}

TEST_CASE("the wheel scrolls and changes no answer", "[app][enterprise]") {
    TemporaryFolder const folder;
    EnterpriseWindow enterprise{folder.path()};
    auto* period = enterprise.window().home().findChild<QComboBox*>(QStringLiteral("period"));
    enterprise.window().home().findChild<QLineEdit*>(QStringLiteral("unitCode"))->setFocus();
    auto const before = period->currentIndex();
    QWheelEvent wheel{QPointF{5, 5}, period->mapToGlobal(QPointF{5, 5}), QPoint{}, QPoint{0, -240}, Qt::NoButton, Qt::NoModifier, Qt::NoScrollPhase, false};
    QApplication::sendEvent(period, &wheel);
    CHECK(period->currentIndex() == before);
}
