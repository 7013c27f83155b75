/// The quarter before beside the one that is open: its rows opened again, and what is new, gone or jumped.

#include <QTableWidget>

#include "app/support/enterprise_window.h"
#include "app/support/sealed_quarters.h"
#include "enterprise/changes_dock.h"
#include "ui/message_bar.h"

using namespace zhibao;
using namespace zhibao::test;

namespace {

/// Last quarter with another row beside that to Singapore.
Filing lastQuarter(EnterpriseWindow& enterprise) {
    auto filing = quarterWith(enterprise, "2016Q4", "1000");
    auto& rows = filing.findForm("form2")->rows;
    rows.push_back(rows.front());
    rows.back().cells[enterprise.program().editions().front()->findForm("form2")->indexOf("partner").value()] = std::string{"US"};
    return filing;
}

ChangesDock& changes(EnterpriseWindow& enterprise) {
    auto* dock = enterprise.window().findChild<ChangesDock*>();
    REQUIRE(dock != nullptr);
    return *dock;
}

std::vector<QString> lines(EnterpriseWindow& enterprise) {
    std::vector<QString> texts;
    auto const& list = changes(enterprise).list();
    for (int row = 0; row < list.rowCount(); ++row) {
        QStringList line;
        for (int column = 0; column < list.columnCount(); ++column) line.append(list.item(row, column)->text());
        texts.push_back(line.join(QStringLiteral(" | ")));
    }
    return texts;
}

}  // namespace

TEST_CASE("last quarter's rows are opened without figures in one step that has a name, and only those that are missing", "[app][enterprise]") {
    TemporaryFolder const folder;
    EnterpriseWindow enterprise{folder.path(), Language::english};
    addSealed(enterprise, lastQuarter(enterprise));
    enterprise.begin();
    enterprise.typeGoodRow();
    auto const before = enterprise.document().filing();
    press(Qt::Key_O, Qt::ControlModifier | Qt::ShiftModifier);
    REQUIRE(enterprise.rowCount() == 2);
    CHECK(enterprise.cell(1, "item") == "SJ211");
    CHECK(enterprise.cell(1, "partner") == "US");
    CHECK(enterprise.cell(1, "total").empty());
    CHECK(enterprise.cell(1, "mode1").empty());
    CHECK(enterprise.cell(0, "total") == "1200.00");
    // Typing goes on in the first figure of the first row that was opened.
    CHECK(enterprise.view().currentIndex() == enterprise.view().model()->index(1, enterprise.view().form()->shownColumn("total")));
    CHECK(enterprise.window().action("undo")->text() == QStringLiteral("Undo: Open the rows of 2016 Q4"));
    CHECK(enterprise.window().messages().isVisible());
    press(Qt::Key_O, Qt::ControlModifier | Qt::ShiftModifier);
    CHECK(enterprise.rowCount() == 2);
    enterprise.speak(Language::chinese);
    CHECK(enterprise.window().action("undo")->text() == QStringLiteral("撤消：带出2016年4季度的行"));
    press(Qt::Key_Z, Qt::ControlModifier);
    CHECK(enterprise.document().filing() == before);
}

TEST_CASE("without a filing of last quarter there is nothing to open and the window says so", "[app][enterprise]") {
    TemporaryFolder const folder;
    EnterpriseWindow enterprise{folder.path()};
    enterprise.begin();
    press(Qt::Key_O, Qt::ControlModifier | Qt::ShiftModifier);
    CHECK(enterprise.rowCount() == 0);
    CHECK(enterprise.window().messages().isVisible());
}

TEST_CASE("a dock lists what is new, gone and jumped since last quarter, follows edits and leads to the row", "[app][enterprise]") {
    TemporaryFolder const folder;
    EnterpriseWindow enterprise{folder.path(), Language::english};
    addSealed(enterprise, lastQuarter(enterprise));
    enterprise.begin();
    enterprise.goTo(0, "flow");
    for (auto const* answer : {"export", "SI21", "JP", "", "USD", "5"}) {
        type(QString::fromUtf8(answer));
        press(Qt::Key_Tab);
    }
    enterprise.typeGoodRow();
    press(Qt::Key_F8, Qt::ControlModifier | Qt::ShiftModifier);
    enterprise.settle();
    REQUIRE(lines(enterprise).size() == 2);
    CHECK(lines(enterprise)[0].startsWith(QStringLiteral("New | row 1: ")));
    CHECK(lines(enterprise)[1].startsWith(QStringLiteral("Gone | ")));
    CHECK(lines(enterprise)[1].contains(QStringLiteral("US")));

    enterprise.goTo(1, "total");
    type(QStringLiteral("1600"));
    press(Qt::Key_Return);
    REQUIRE(within(2000, [&] { return lines(enterprise).size() == 3; }));
    CHECK(lines(enterprise)[1].startsWith(QStringLiteral("Jumped | row 2: Export · SJ211 ")));
    CHECK(lines(enterprise)[1].endsWith(QStringLiteral(" | Total | 1,000.00 | 1,600.00")));
    auto& list = changes(enterprise).list();
    list.setFocus();
    list.setCurrentCell(1, 0);
    press(Qt::Key_Return);
    CHECK(enterprise.view().hasFocus());
    CHECK(enterprise.view().currentIndex() == enterprise.view().model()->index(1, enterprise.view().form()->shownColumn("total")));
    enterprise.speak(Language::chinese);
    CHECK(lines(enterprise)[1].startsWith(QStringLiteral("变动 | 第 2 行：")));
}
