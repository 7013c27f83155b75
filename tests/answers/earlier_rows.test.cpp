#include "answers/earlier_rows.h"

#include "support/catch.h"
#include "support/editions.h"
#include "support/grid_rows.h"

using namespace zhibao;
using namespace zhibao::test;

namespace {

Form const& form2() {
    return *theEdition().findForm("form2");
}

std::string textOf(Cell const* cell) {
    if (cell == nullptr) return "no row";
    auto const* money = std::get_if<Money>(cell);
    return money == nullptr ? "" : money->canonical();
}

}  // namespace

TEST_CASE("a row is found again by its key, wherever it stood", "[answers]") {
    std::vector<Row> const earlier{rowOf(theEdition(), "form2", {{"item", "SJ211"}, {"partner", "SG"}, {"total", "10"}}),
                                   rowOf(theEdition(), "form2", {{"item", "SI21"}, {"partner", "US"}, {"total", "20"}})};
    EarlierRows const beside{earlier, form2(), form2()};
    auto const total = form2().indexOf("total").value();
    auto const today = rowOf(theEdition(), "form2", {{"item", "SI21"}, {"partner", "US"}, {"total", "999"}});
    CHECK(textOf(beside.find(today, total)) == "20.00");
    CHECK(beside.positionOf(today) == 1u);
    CHECK(textOf(beside.find(today, form2().indexOf("mode1").value())).empty());
    // Another currency is another row.
    CHECK(textOf(beside.find(rowOf(theEdition(), "form2", {{"item", "SI21"}, {"partner", "US"}, {"currency", "EUR"}}), total)) == "no row");
    CHECK(textOf(beside.find(newRow(form2()), total)) == "no row");
}

TEST_CASE("a question that was of another kind, or was not asked, has no earlier answer", "[answers]") {
    auto then = form2();
    then.columns[then.indexOf("total").value()].kind = ColumnKind::text;
    std::erase_if(then.columns, [](Column const& column) { return column.id == "digital"; });
    auto row = rowOf(theEdition(), "form2", {{"item", "SJ211"}, {"partner", "SG"}, {"mode1", "7"}});
    auto const today = row;
    row.cells.pop_back();
    EarlierRows const beside{{row}, then, form2()};
    CHECK(textOf(beside.find(today, form2().indexOf("total").value())).empty());
    CHECK(textOf(beside.find(today, form2().indexOf("digital").value())).empty());
    CHECK(textOf(beside.find(today, form2().indexOf("mode1").value())) == "7.00");
}

TEST_CASE("nothing is compared where rows were told apart by other questions", "[answers]") {
    auto then = form2();
    then.columns[then.indexOf("partner").value()].role = ColumnRole::attribute;
    auto const row = rowOf(theEdition(), "form2", {{"item", "SJ211"}, {"partner", "SG"}, {"total", "10"}});
    EarlierRows const beside{{row}, then, form2()};
    CHECK(beside.isEmpty());
    CHECK(beside.find(row, form2().indexOf("total").value()) == nullptr);
}
