/// What every spreadsheet taught people's fingers, beyond the first steps: blocks, jumps, figures in any spelling, and a wheel that
/// changes nothing.

#include <QComboBox>
#include <QSpinBox>
#include <QWheelEvent>

#include "app/support/enterprise_window.h"
#include "enterprise/finder_dock.h"
#include "form/concepts.h"

using namespace zhibao;
using namespace zhibao::test;

namespace {

int shownAt(EnterpriseWindow& enterprise, char const* column) {
    return enterprise.view().form()->shownColumn(column);
}

void turnWheel(QWidget& widget) {
    for (int const turn : {120, -120, -120}) {
        QPointF const place{5, 5};
        QWheelEvent wheel{place, widget.mapToGlobal(place), QPoint{}, QPoint{0, turn}, Qt::NoButton, Qt::NoModifier, Qt::NoScrollPhase, false};
        QApplication::sendEvent(&widget, &wheel);
    }
}

bool isFigure(Column const& column) {
    return column.kind == ColumnKind::money || column.kind == ColumnKind::integer || column.kind == ColumnKind::percent;
}

}  // namespace

TEST_CASE("Delete and Backspace clear a block in one step", "[app][enterprise][keys]") {
    TemporaryFolder const folder;
    EnterpriseWindow enterprise{folder.path()};
    enterprise.begin();
    for (int row = 0; row < 2; ++row) enterprise.typeGoodRow();
    auto const before = enterprise.document().filing();
    for (auto const key : {Qt::Key_Delete, Qt::Key_Backspace}) {
        enterprise.goTo(0, "total");
        press(Qt::Key_Right, Qt::ShiftModifier);
        press(Qt::Key_Down, Qt::ShiftModifier);
        press(key);
        for (std::size_t const row : {0U, 1U}) {
            CHECK(enterprise.cell(row, "total").empty());
            CHECK(enterprise.cell(row, "mode1").empty());
            CHECK(enterprise.cell(row, "partner") == "SG");
        }
        press(Qt::Key_Z, Qt::ControlModifier);
        CHECK(enterprise.document().filing() == before);
    }
}

TEST_CASE("Ctrl+D over a block copies its first row down, column by column, in one step", "[app][enterprise][keys]") {
    TemporaryFolder const folder;
    EnterpriseWindow enterprise{folder.path()};
    enterprise.begin();
    for (int row = 0; row < 3; ++row) enterprise.typeGoodRow();
    enterprise.goTo(0, "partner");
    type(QStringLiteral("JP"));
    press(Qt::Key_Return);
    auto const before = enterprise.document().filing();
    enterprise.goTo(0, "item");
    press(Qt::Key_Right, Qt::ShiftModifier);
    for (int step = 0; step < 2; ++step) press(Qt::Key_Down, Qt::ShiftModifier);
    press(Qt::Key_D, Qt::ControlModifier);
    for (std::size_t const row : {0U, 1U, 2U}) {
        CHECK(enterprise.cell(row, "item") == "SJ211");
        CHECK(enterprise.cell(row, "partner") == "JP");
    }
    press(Qt::Key_Z, Qt::ControlModifier);
    CHECK(enterprise.document().filing() == before);
}

TEST_CASE("Ctrl and an arrow jump over blank cells to the next filled one, to the left too, and never beyond the edge", "[app][enterprise][keys]") {
    TemporaryFolder const folder;
    EnterpriseWindow enterprise{folder.path()};
    enterprise.begin();
    for (int row = 0; row < 3; ++row) enterprise.typeGoodRow();
    auto& view = enterprise.view();
    enterprise.goTo(1, "digital");
    press(Qt::Key_Left, Qt::ControlModifier);
    CHECK(view.currentIndex() == view.model()->index(1, shownAt(enterprise, "mode1")));
    press(Qt::Key_Left, Qt::ControlModifier);
    CHECK(view.currentIndex() == view.model()->index(1, 0));
    press(Qt::Key_Left, Qt::ControlModifier);
    CHECK(view.currentIndex() == view.model()->index(1, 0));
    enterprise.goTo(0, "mode2");
    press(Qt::Key_Down, Qt::ControlModifier);
    CHECK(view.currentIndex().row() == view.model()->rowCount() - 1);
    press(Qt::Key_Up, Qt::ControlModifier);
    CHECK(view.currentIndex().row() == 0);
}

TEST_CASE("Shift+Tab goes back, both Enters go down, and Ctrl+Tab leaves the grid", "[app][enterprise][keys]") {
    TemporaryFolder const folder;
    EnterpriseWindow enterprise{folder.path()};
    enterprise.begin();
    for (int row = 0; row < 2; ++row) enterprise.typeGoodRow();
    auto& view = enterprise.view();
    enterprise.goTo(1, "flow");
    press(Qt::Key_Backtab, Qt::ShiftModifier);
    CHECK(view.currentIndex().row() == 0);
    enterprise.goTo(0, "total");
    press(Qt::Key_Enter, Qt::KeypadModifier);
    CHECK(view.currentIndex() == view.model()->index(1, shownAt(enterprise, "total")));
    type(QStringLiteral("5"));
    press(Qt::Key_Enter, Qt::KeypadModifier);
    CHECK(enterprise.cell(1, "total") == "5.00");
    CHECK(view.currentIndex().row() == 2);
    press(Qt::Key_Tab, Qt::ControlModifier);
    CHECK_FALSE(view.hasFocus());
    CHECK(QApplication::focusWidget() != nullptr);
}

TEST_CASE("figures are understood as people write them, also in full width, and are kept exactly", "[app][enterprise][keys]") {
    TemporaryFolder const folder;
    EnterpriseWindow enterprise{folder.path()};
    enterprise.begin();
    enterprise.typeGoodRow();
    for (auto const& [typed, kept] : {std::pair{"１２３４５６７．８９", "1234567.89"}, std::pair{"－１２３", "-123.00"}, std::pair{"1,234,567.8", "1234567.80"},
                                      std::pair{"１，２３４", "1234.00"}, std::pair{"－１，０００．０５", "-1000.05"}, std::pair{"0.1", "0.10"},
                                      std::pair{"99999999999.99", "99999999999.99"}}) {
        INFO(typed);
        enterprise.goTo(0, "total");
        type(QString::fromUtf8(typed));
        press(Qt::Key_Return);
        CHECK(enterprise.cell(0, "total") == kept);
    }
}

TEST_CASE("in no form does an input method take the digits of a figure", "[app][enterprise][keys]") {
    for (auto const* set : {"quarterly", "affiliates", "annual"}) {
        TemporaryFolder const folder;
        EnterpriseWindow enterprise{folder.path()};
        enterprise.beginSet(set);
        std::size_t figures = 0;
        for (std::size_t number = 0; number < enterprise.document().filing().forms.size(); ++number) {
            if (number > 0) press(Qt::Key_PageDown, Qt::ControlModifier);
            auto& view = enterprise.view();
            for (auto const& column : view.form()->form().columns) {
                INFO(set << " " << view.form()->form().id << " " << column.id);
                if (concepts::isOnlyImported(column.conceptId)) continue;
                enterprise.goTo(0, column.id);
                CHECK(view.testAttribute(Qt::WA_InputMethodEnabled) == !isFigure(column));
                if (!isFigure(column)) continue;
                ++figures;
                press(Qt::Key_F2);
                REQUIRE(qobject_cast<QLineEdit*>(focus()) != nullptr);
                CHECK_FALSE(focus()->testAttribute(Qt::WA_InputMethodEnabled));
                press(Qt::Key_Escape);
            }
        }
        CHECK(figures > 3);
    }
}

TEST_CASE("the wheel changes no answer, whatever it turns over and whatever has the focus", "[app][enterprise][keys]") {
    TemporaryFolder const folder;
    EnterpriseWindow enterprise{folder.path()};
    enterprise.begin();
    enterprise.typeGoodRow();
    auto const before = enterprise.document().filing();
    enterprise.goTo(0, "total");
    turnWheel(*enterprise.view().viewport());
    CHECK(enterprise.document().filing() == before);
    CHECK(enterprise.view().currentIndex() == enterprise.view().model()->index(0, shownAt(enterprise, "total")));

    // The shares of the guide.
    press(Qt::Key_G, Qt::ControlModifier);
    for (auto const* answer : {"2", "2"}) type(QString::fromLatin1(answer));
    auto* share = enterprise.window().finder().guide().percentages().front();
    REQUIRE(share->hasFocus());
    type(QStringLiteral("40"));
    turnWheel(*share);
    turnWheel(*share->findChild<QLineEdit*>());
    CHECK(share->value() == 40);
    press(Qt::Key_Escape);

    // A choice in a form of fields.
    enterprise.window().goHome();
    enterprise.beginProfile();
    auto const* form = enterprise.document().edition().findForm("form1");
    auto const choice = std::find_if(form->columns.begin(), form->columns.end(), [](Column const& column) { return column.kind == ColumnKind::yesNo; });
    REQUIRE(choice != form->columns.end());
    REQUIRE(enterprise.record().showQuestion(choice->id));
    auto* box = qobject_cast<QComboBox*>(focus());
    REQUIRE(box != nullptr);
    auto const answers = enterprise.document().filing();
    turnWheel(*box);
    CHECK(enterprise.document().filing() == answers);
}
