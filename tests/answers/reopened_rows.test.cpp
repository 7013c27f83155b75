#include "answers/reopened_rows.h"

#include "support/catch.h"
#include "support/editions.h"
#include "support/grid_rows.h"

using namespace zhibao;
using namespace zhibao::test;

namespace {

Form const& form2() {
    return *theEdition().findForm("form2");
}

}  // namespace

TEST_CASE("rows are opened again with their key and without any figure, and those that stand there already are not doubled", "[answers]") {
    std::vector<Row> const earlier{rowOf(theEdition(), "form2", {{"item", "SJ211"}, {"partner", "SG"}, {"total", "10"}, {"mode1", "10"}}),
                                   rowOf(theEdition(), "form2", {{"flow", "import"}, {"item", "SI21"}, {"partner", "US"}, {"currency", "EUR"}, {"total", "20"}})};
    std::vector<Row> const present{rowOf(theEdition(), "form2", {{"item", "SJ211"}, {"partner", "SG"}, {"total", "3"}})};
    auto const reopened = reopenedRows(earlier, form2(), present, form2(), theEdition());
    CHECK(reopened.present == 1);
    CHECK(reopened.withoutPlace.empty());
    REQUIRE(reopened.rows.size() == 1);
    CHECK(reopened.rows.front() == rowOf(theEdition(), "form2", {{"flow", "import"}, {"item", "SI21"}, {"partner", "US"}, {"currency", "EUR"}}));
}

TEST_CASE("attributes go with the row, also where the key is a text", "[answers]") {
    auto const& form = *theEdition().findForm("form3");
    std::vector<Row> const earlier{rowOf(theEdition(), "form3", {{"affiliate", "样例海外有限公司"}, {"partner", "SG"}, {"controller", "CN"}, {"currency", "USD"}, {"share", "60"}, {"sales", "10"}, {"employees", "3"}})};
    auto const reopened = reopenedRows(earlier, form, {}, form, theEdition());
    REQUIRE(reopened.rows.size() == 1);
    CHECK(reopened.rows.front() == rowOf(theEdition(), "form3", {{"affiliate", "样例海外有限公司"}, {"partner", "SG"}, {"controller", "CN"}, {"currency", "USD"}}));
}

TEST_CASE("a row whose code is no longer in the lists is named and not opened", "[answers]") {
    std::vector<Row> const earlier{rowOf(theEdition(), "form2", {{"item", "SJ211"}, {"partner", "Q9Z"}, {"total", "10"}}),
                                   rowOf(theEdition(), "form2", {{"item", "SJ"}, {"partner", "SG"}, {"total", "10"}}), newRow(form2())};
    auto const reopened = reopenedRows(earlier, form2(), {}, form2(), theEdition());
    CHECK(reopened.rows.empty());
    CHECK(reopened.withoutPlace == std::vector<std::size_t>{0, 1, 2});
}

TEST_CASE("rows that were told apart by more than today have no place", "[answers]") {
    auto then = form2();
    then.columns.push_back(then.columns[then.indexOf("partner").value()]);
    then.columns.back().id = "region";
    auto row = rowOf(theEdition(), "form2", {{"item", "SJ211"}, {"partner", "SG"}});
    row.cells.emplace_back(std::string{"X"});
    CHECK(reopenedRows({row}, then, {}, form2(), theEdition()).withoutPlace.size() == 1);
}
