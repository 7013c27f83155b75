#include "answers/cell_validity.h"

#include "support/catch.h"
#include "support/editions.h"

using namespace zhibao;
using zhibao::test::theEdition;

namespace {

Form const& trade() {
    return *theEdition().findForm("form2");
}

std::optional<CellValidity> validity(std::string item, std::string_view column) {
    Row row = newRow(trade());
    if (!item.empty()) row.cells[trade().indexOf("item").value()] = std::move(item);
    return validityOf(row, trade().indexOf(column).value(), trade(), theEdition());
}

}  // namespace

TEST_CASE("a mode that cannot be says so, and why, in both languages", "[answers][cell_validity]") {
    auto const found = validity("SDB1", "mode1");
    REQUIRE(found);
    CHECK(found->likelihood == Likelihood::impossible);
    CHECK(found->reason.zh.find("按定义") != std::string::npos);
    CHECK(found->reason.en.find("by definition") != std::string::npos);
}

TEST_CASE("an unlikely and a possible mode have their reasons, an expected one needs none", "[answers][cell_validity]") {
    CHECK(validity("SB", "mode1")->likelihood == Likelihood::unlikely);
    CHECK(validity("SB", "mode1")->reason.en.find("remote diagnosis") != std::string::npos);
    CHECK(validity("SB", "mode4")->likelihood == Likelihood::possible);
    CHECK(validity("SB", "mode4")->reason.en.find("people are sent") != std::string::npos);
    CHECK(validity("SB", "mode2") == CellValidity{Likelihood::expected, {}});
}

TEST_CASE("cells about which no code says anything have no validity", "[answers][cell_validity]") {
    CHECK_FALSE(validity("SB", "total"));
    CHECK_FALSE(validity("SB", "partner"));
    CHECK_FALSE(validity("", "mode1"));
    CHECK_FALSE(validity("not an item", "mode1"));
    CHECK_FALSE(validity("SC", "mode1"));
}

TEST_CASE("a finding's cell leads to its reason, a cell outside the filing to nothing", "[answers][cell_validity]") {
    auto filing = newFiling(theEdition(), *theEdition().findFormSet("quarterly"), "unit", "2017Q1");
    Row row = newRow(trade());
    row.cells[trade().indexOf("item").value()] = std::string{"SH1"};
    filing.findForm("form2")->rows.push_back(row);
    CHECK(validityOf(filing, {"form2", 0, "mode2"}, theEdition())->likelihood == Likelihood::impossible);
    CHECK_FALSE(validityOf(filing, {"form2", 1, "mode2"}, theEdition()));
    CHECK_FALSE(validityOf(filing, {"form4", 0, "amount"}, theEdition()));
    CHECK_FALSE(validityOf(filing, {"form2", 0, "colour"}, theEdition()));
}

TEST_CASE("each leaf item gives a reason for each mode that is not simply expected, and only for what is impossible by definition a stop", "[answers][cell_validity]") {
    auto const& items = *theEdition().findList("items");
    auto const& reasons = *theEdition().findList("validity_reasons");
    for (auto const& item : items.entries()) {
        for (std::string const mode : {"mode1", "mode2", "mode4"}) {
            INFO(item.code << " " << mode);
            auto const& letter = item.attribute(mode);
            auto const& reason = item.attribute(mode + "_reason");
            CHECK(reason.empty() == (letter.empty() || letter == "E"));
            if (reason.empty()) continue;
            auto const* entry = reasons.find(reason);
            REQUIRE(entry != nullptr);
            CHECK((entry->name.zh.find("按定义") != std::string::npos) == (letter == "X"));
            CHECK((entry->name.en.find("by definition") != std::string::npos) == (letter == "X"));
        }
    }
}
