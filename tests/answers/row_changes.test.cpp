#include "answers/row_changes.h"

#include "support/catch.h"
#include "support/editions.h"
#include "support/grid_rows.h"

using namespace zhibao;
using namespace zhibao::test;

namespace {

Form const& form2() {
    return *theEdition().findForm("form2");
}

Row trade(char const* item, char const* total, char const* mode1) {
    return rowOf(theEdition(), "form2", {{"item", item}, {"partner", "SG"}, {"total", total}, {"mode1", mode1}});
}

}  // namespace

TEST_CASE("what is new, what jumped and what is gone is told, in this order, by the total and not by its parts", "[answers]") {
    std::vector<Row> const earlier{trade("SJ211", "100", "100"), trade("SI21", "100", "100"), trade("SH2", "100", "100")};
    std::vector<Row> const present{trade("SI21", "150.01", "150.01"), trade("SJ33", "5", "5"), trade("SJ211", "150", "150")};
    auto const changes = rowChanges(earlier, form2(), present, form2());
    REQUIRE(changes.size() == 3);
    CHECK(changes[0] == RowChange{RowChange::Kind::jumped, 0, 1, "total", Money::ofHundredths(100'00), Money::ofHundredths(150'01)});
    CHECK(changes[1] == RowChange{RowChange::Kind::added, 1, std::nullopt, "", Blank{}, Blank{}});
    CHECK(changes[2] == RowChange{RowChange::Kind::gone, std::nullopt, 2, "", Blank{}, Blank{}});
}

TEST_CASE("a figure that is still blank did not jump, and a fall is a jump too", "[answers]") {
    std::vector<Row> const earlier{trade("SJ211", "100", "100"), trade("SI21", "-100", ""), trade("SH2", "0", "")};
    CHECK(rowChanges(earlier, form2(), {trade("SJ211", "", ""), trade("SI21", "-140", ""), trade("SH2", "0", "")}, form2()).empty());
    auto const changes = rowChanges(earlier, form2(), {trade("SJ211", "49.99", ""), trade("SI21", "100", ""), trade("SH2", "0.01", "")}, form2());
    CHECK(changes.size() == 3);
    CHECK(rowChanges(earlier, form2(), {trade("SJ211", "70", ""), trade("SI21", "-100", ""), trade("SH2", "0", "")}, form2(), 20).size() == 1);
}

TEST_CASE("counts are compared like amounts, and a row without a whole key is not there yet", "[answers]") {
    auto const& form = *theEdition().findForm("form4");
    auto const then = rowOf(theEdition(), "form4", {{"category", theEdition().findList("person_categories")->entries().front().code.c_str()}, {"persons", "10"}});
    auto now = then;
    now.cells[form.indexOf("persons").value()] = std::int64_t{16};
    auto const changes = rowChanges({then}, form, {newRow(form), now}, form);
    REQUIRE(changes.size() == 1);
    CHECK(changes[0].column == "persons");
    CHECK(changes[0].row == 1u);
}

TEST_CASE("dollars that came with a ledger jump with the total, which says it once", "[answers]") {
    auto const before = rowOf(theEdition(), "form2", {{"item", "SJ211"}, {"partner", "SG"}, {"total", "100"}, {"dollars", "10"}});
    auto const after = rowOf(theEdition(), "form2", {{"item", "SJ211"}, {"partner", "SG"}, {"total", "200"}, {"dollars", "20"}});
    CHECK(rowChanges({before}, form2(), {after}, form2()).size() == 1);
}
