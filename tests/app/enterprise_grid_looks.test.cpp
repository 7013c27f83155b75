/// What stands around the figures of a grid and how it is looked at: sums, earlier quarters, dollars, size. None of it is an answer.

#include <QHeaderView>
#include <QScrollBar>
#include <QWheelEvent>

#include "app/support/enterprise_window.h"
#include "app/support/sealed_quarters.h"
#include "enterprise/totals_strip.h"
#include "ui/message_bar.h"

using namespace zhibao;
using namespace zhibao::test;

namespace {

TotalsStrip& totals(EnterpriseWindow& enterprise) {
    auto* strip = enterprise.window().formPage()->findChild<TotalsStrip*>(QStringLiteral("totals"));
    REQUIRE(strip != nullptr);
    enterprise.settle();
    return *strip;
}

QString shown(EnterpriseWindow& enterprise, int row, char const* column, int behind = 0) {
    auto const* model = enterprise.view().form();
    return model->index(row, model->shownColumn(column) + behind).data().toString();
}

void typeRow(EnterpriseWindow& enterprise, std::initializer_list<char const*> answers) {
    enterprise.goTo(enterprise.rowCount(), "flow");
    for (auto const* answer : answers) {
        type(QString::fromUtf8(answer));
        press(Qt::Key_Tab);
    }
}

void turnWheel(EnterpriseWindow& enterprise, int turn, Qt::KeyboardModifiers keys) {
    auto* viewport = enterprise.view().viewport();
    QPointF const place{20, 20};
    QWheelEvent wheel{place, viewport->mapToGlobal(place), QPoint{}, QPoint{0, turn}, Qt::NoButton, keys, Qt::NoScrollPhase, false};
    QApplication::sendEvent(viewport, &wheel);
}

}  // namespace

TEST_CASE("the sums stand below the grid by flow, follow every edit, and are converted only where currencies differ", "[app][enterprise]") {
    TemporaryFolder const folder;
    EnterpriseWindow enterprise{folder.path(), Language::english};
    enterprise.begin();
    auto& strip = totals(enterprise);
    auto const* model = enterprise.view().form();
    auto const total = model->shownColumn("total");
    REQUIRE(strip.lineCount() == 2);
    CHECK(strip.textOf(0, total).isEmpty());
    enterprise.typeGoodRow();
    typeRow(enterprise, {"export", "SI21", "US", "", "USD", "0.10", "0.10"});
    typeRow(enterprise, {"import", "SH2", "JP", "", "JPY", "5000"});
    enterprise.settle();
    CHECK(strip.textOf(0, total) == QStringLiteral("1,200.10"));
    CHECK(fromQt(strip.nameOf(0)) == "Sum, Export (USD)");
    CHECK(strip.textOf(1, total) == QStringLiteral("5,000.00"));
    CHECK(strip.textOf(0, model->shownColumn("item")).isEmpty());
    CHECK(strip.accessibleDescription().contains(QStringLiteral("1,200.10")));

    // Another currency: each is added for itself, then converted, and the line says so.
    typeRow(enterprise, {"export", "SB", "DE", "", "CNY", "688.47"});
    enterprise.settle();
    CHECK(strip.textOf(0, total).startsWith(QStringLiteral("≈1,300.")));
    CHECK(fromQt(strip.nameOf(0)) == "Sum, Export (converted to USD)");
    press(Qt::Key_Z, Qt::ControlModifier);
    enterprise.settle();
    CHECK(fromQt(strip.nameOf(0)) == "Sum, Export (USD)");
    enterprise.window().action("unitTenThousand")->trigger();
    enterprise.settle();
    CHECK(strip.textOf(0, total) == QStringLiteral("0.12001"));
    enterprise.speak(Language::chinese);
    CHECK(fromQt(strip.nameOf(0)) == "合计，出口（USD）");
}

TEST_CASE("a column is as wide as its sum, also when the sum grows by one figure or the grid is zoomed", "[app][enterprise]") {
    TemporaryFolder const folder;
    EnterpriseWindow enterprise{folder.path(), Language::english};
    enterprise.begin();
    enterprise.window().resize(1366, 768);
    auto const& strip = totals(enterprise);
    auto const total = enterprise.view().form()->shownColumn("total");
    auto const isWhole = [&] {
        enterprise.settle();
        auto font = enterprise.view().font();
        font.setBold(true);
        return QFontMetrics{font}.horizontalAdvance(strip.textOf(0, total)) < enterprise.view().columnWidth(total);
    };
    typeRow(enterprise, {"export", "SI21", "US", "", "USD", "99999999.99", "99999999.99"});
    CHECK(isWhole());
    typeRow(enterprise, {"export", "SJ211", "US", "", "USD", "99999999999.99", "99999999999.99"});
    CHECK(isWhole());
    REQUIRE(strip.textOf(0, total) == QStringLiteral("100,099,999,999.98"));
    enterprise.view().setZoom(150);
    CHECK(isWhole());

    // A column that somebody made narrow stays so until more is to stand there.
    enterprise.view().setZoom(100);
    enterprise.view().setColumnWidth(total, 40);
    enterprise.goTo(0, "mode1");
    type(QStringLiteral("1"));
    press(Qt::Key_Tab);
    enterprise.settle();
    CHECK(enterprise.view().columnWidth(total) == 40);
}

TEST_CASE("the sums stay in view while a long grid is scrolled", "[app][enterprise]") {
    TemporaryFolder const folder;
    EnterpriseWindow enterprise{folder.path()};
    enterprise.begin();
    enterprise.document().insertRows("form2", 0, std::vector<Row>(200, enterprise.document().emptyRow(*enterprise.document().edition().findForm("form2"))),
                                     [] { return QStringLiteral("rows"); });
    auto const& strip = totals(enterprise);
    enterprise.view().verticalScrollBar()->setValue(enterprise.view().verticalScrollBar()->maximum());
    CHECK(strip.isVisible());
    CHECK(strip.visibleRegion().boundingRect().height() == strip.height());
    CHECK(strip.height() >= strip.sizeHint().height());
    CHECK(strip.mapTo(&enterprise.window(), QPoint{}).y() >= enterprise.view().mapTo(&enterprise.window(), QPoint{0, enterprise.view().height()}).y());
}

TEST_CASE("last quarter and last year stand beside each figure by the row's key, can be hidden, and are never edited", "[app][enterprise]") {
    TemporaryFolder const folder;
    EnterpriseWindow enterprise{folder.path(), Language::english};
    addSealed(enterprise, quarterWith(enterprise, "2016Q4", "1000"));
    addSealed(enterprise, quarterWith(enterprise, "2016Q1", "800"));
    enterprise.begin();
    typeRow(enterprise, {"export", "SI21", "US", "", "USD", "5"});
    enterprise.typeGoodRow();
    auto const* model = enterprise.view().form();
    int const columns = model->columnCount();
    enterprise.goTo(1, "total");
    press(Qt::Key_E, Qt::ControlModifier);
    CHECK(model->columnCount() == columns + 2 * 6);
    CHECK(model->headerData(model->shownColumn("total") + 1, Qt::Horizontal, Qt::DisplayRole).toString() == QStringLiteral("2016 Q4"));
    CHECK(shown(enterprise, 1, "total", 1) == QStringLiteral("1,000.00"));
    CHECK(shown(enterprise, 1, "total", 2) == QStringLiteral("800.00"));
    CHECK(shown(enterprise, 0, "total", 1).isEmpty());
    // The cell that was current is so still, Tab passes over what is no question, and nothing can be typed there.
    CHECK(enterprise.view().currentIndex() == model->index(1, model->shownColumn("total")));
    press(Qt::Key_Tab);
    CHECK(enterprise.view().currentIndex().column() == model->shownColumn("mode1"));
    CHECK_FALSE(model->flags(model->index(1, model->shownColumn("total") + 1)) & Qt::ItemIsEditable);
    CHECK(model->index(1, model->shownColumn("total") + 1).data(Qt::AccessibleTextRole).toString().contains(QStringLiteral("2016 Q4")));
    // A figure that is put right is compared at once: the row becomes that of last quarter.
    enterprise.goTo(0, "item");
    type(QStringLiteral("SJ211"));
    press(Qt::Key_Return);
    enterprise.goTo(0, "partner");
    type(QStringLiteral("SG"));
    press(Qt::Key_Return);
    CHECK(shown(enterprise, 0, "total", 1) == QStringLiteral("1,000.00"));
    enterprise.speak(Language::chinese);
    CHECK(model->headerData(model->shownColumn("total") + 2, Qt::Horizontal, Qt::DisplayRole).toString() == QStringLiteral("2016年1季度"));
    press(Qt::Key_E, Qt::ControlModifier);
    CHECK(model->columnCount() == columns);
}

TEST_CASE("without an earlier filing the window says so instead of showing empty columns", "[app][enterprise]") {
    TemporaryFolder const folder;
    EnterpriseWindow enterprise{folder.path()};
    enterprise.begin();
    int const columns = enterprise.view().form()->columnCount();
    press(Qt::Key_E, Qt::ControlModifier);
    CHECK(enterprise.view().form()->columnCount() == columns);
    CHECK(enterprise.window().messages().isVisible());
}

TEST_CASE("figures are looked at in dollars at the period's rate, and nothing can be changed meanwhile", "[app][enterprise]") {
    TemporaryFolder const folder;
    EnterpriseWindow enterprise{folder.path()};
    enterprise.begin();
    enterprise.typeGoodRow();
    typeRow(enterprise, {"export", "SB", "DE", "", "CNY", "688.47"});
    auto const before = enterprise.document().filing();
    enterprise.goTo(1, "total");
    press(Qt::Key_U, Qt::ControlModifier | Qt::ShiftModifier);
    CHECK(shown(enterprise, 0, "total") == QStringLiteral("1,200.00"));
    CHECK(shown(enterprise, 1, "total").startsWith(QStringLiteral("100.")));
    CHECK(enterprise.view().form()->headerData(enterprise.view().form()->shownColumn("total"), Qt::Horizontal, Qt::DisplayRole).toString().contains(QStringLiteral("USD")));
    type(QStringLiteral("7"));
    press(Qt::Key_F2);
    press(Qt::Key_Delete);
    press(Qt::Key_D, Qt::ControlModifier);
    press(Qt::Key_Insert);
    press(Qt::Key_D, Qt::ControlModifier | Qt::ShiftModifier);
    press(Qt::Key_Delete, Qt::ControlModifier);
    press(Qt::Key_R, Qt::ControlModifier);
    CHECK(enterprise.document().filing() == before);
    press(Qt::Key_U, Qt::ControlModifier | Qt::ShiftModifier);
    CHECK(shown(enterprise, 1, "total") == QStringLiteral("688.47"));
    type(QStringLiteral("7"));
    press(Qt::Key_Return);
    CHECK(enterprise.cell(1, "total") == "7.00");
}

TEST_CASE("the grid is made larger and smaller by keys and by the wheel with Ctrl, all of it, and stays so in the next draft", "[app][enterprise]") {
    TemporaryFolder const folder;
    EnterpriseWindow enterprise{folder.path()};
    enterprise.begin();
    enterprise.typeGoodRow();
    auto& view = enterprise.view();
    int const height = view.rowHeight(0);
    int const head = view.horizontalHeader()->height();
    int const sums = totals(enterprise).height();
    for (int step = 0; step < 5; ++step) press(Qt::Key_Plus, Qt::ControlModifier);
    enterprise.settle();
    CHECK(view.rowHeight(0) > height);
    CHECK(view.horizontalHeader()->height() >= head);
    CHECK(totals(enterprise).height() > sums);
    press(Qt::Key_0, Qt::ControlModifier);
    CHECK(view.rowHeight(0) == height);
    for (int step = 0; step < 3; ++step) turnWheel(enterprise, -120, Qt::ControlModifier);
    CHECK(view.rowHeight(0) < height);
    for (int step = 0; step < 50; ++step) press(Qt::Key_Minus, Qt::ControlModifier);
    CHECK(view.rowHeight(0) > 8);
    auto const draft = enterprise.session().entry().id;
    int const small = view.rowHeight(0);
    enterprise.window().goHome();
    REQUIRE(enterprise.window().openDraft(draft));
    CHECK(enterprise.view().rowHeight(0) == small);
}

TEST_CASE("the wheel over a cell that is being typed into changes nothing", "[app][enterprise]") {
    TemporaryFolder const folder;
    EnterpriseWindow enterprise{folder.path()};
    enterprise.begin();
    enterprise.typeGoodRow();
    for (auto const* column : {"total", "item"}) {
        enterprise.goTo(0, column);
        press(Qt::Key_F2);
        auto* editor = qobject_cast<QLineEdit*>(focus());
        REQUIRE(editor != nullptr);
        auto const text = editor->text();
        QPointF const place{5, 5};
        QWheelEvent wheel{place, editor->mapToGlobal(place), QPoint{}, QPoint{0, -240}, Qt::NoButton, Qt::NoModifier, Qt::NoScrollPhase, false};
        QApplication::sendEvent(editor, &wheel);
        CHECK(editor->text() == text);
        press(Qt::Key_Escape);
    }
    CHECK(enterprise.cell(0, "total") == "1200.00");
}
