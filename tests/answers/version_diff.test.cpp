#include "answers/version_diff.h"

#include "answers/edit.h"
#include "answers/small_edition.h"
#include "support/catch.h"

using namespace zhibao;
using namespace zhibao::test;

namespace {

Filing withRows(std::initializer_list<std::pair<std::string, std::int64_t>> rows) {
    auto const edition = smallEdition();
    auto filing = quarterlyFiling(*edition);
    auto& trade = *filing.findForm("trade");
    trade.rows.clear();
    for (auto const& [item, total] : rows) {
        auto row = tradeRow(*edition);
        cellOf(row, *edition->findForm("trade"), "item") = item;
        cellOf(row, *edition->findForm("trade"), "total") = Money::ofHundredths(total);
        trade.rows.push_back(std::move(row));
    }
    return filing;
}

VersionDifference difference(Filing const& before, Filing const& after) {
    auto const found = differenceOf({before, *smallEdition()}, {after, *smallEdition()});
    REQUIRE(found);
    return *found;
}

}  // namespace

TEST_CASE("the same answers differ in nothing, whatever the version's number", "[answers][version_diff]") {
    auto const filing = withRows({{"SJ211", 100}, {"SI21", 200}});
    auto later = filing;
    later.header.version = 2;
    later.header.replaces = sha256("first");
    CHECK(difference(filing, later).isEmpty());
}

TEST_CASE("a changed cell is named with what stood there before and after", "[answers][version_diff]") {
    auto const found = difference(withRows({{"SJ211", 100}, {"SI21", 200}}), withRows({{"SJ211", 100}, {"SI21", 250}}));
    REQUIRE(found.rows.size() == 1);
    CHECK(found.rows[0] == RowDifference{"trade", 1, 1, {{"total", Money::ofHundredths(200), Money::ofHundredths(250)}}});
    CHECK(found.cellCount() == 1);
}

TEST_CASE("a row that only moved is no difference, one that came and one that went are told whole", "[answers][version_diff]") {
    auto const before = withRows({{"SJ211", 100}, {"SI21", 200}});
    CHECK(difference(before, withRows({{"SI21", 200}, {"SJ211", 100}})).isEmpty());
    auto const found = difference(before, withRows({{"SI21", 200}, {"SE1", 300}}));
    REQUIRE(found.rows.size() == 2);
    CHECK_FALSE(found.rows[0].before);
    CHECK(found.rows[0].after == 1);
    CHECK(found.rows[1].before == 0);
    CHECK_FALSE(found.rows[1].after);
    auto const& cells = found.rows[1].cells;
    CHECK(std::find(cells.begin(), cells.end(), CellDifference{"total", Money::ofHundredths(100), Blank{}}) != cells.end());
}

TEST_CASE("rows with the same key are compared one after the other", "[answers][version_diff]") {
    auto const found = difference(withRows({{"SJ211", 100}, {"SJ211", 200}}), withRows({{"SJ211", 100}, {"SJ211", 300}, {"SJ211", 400}}));
    REQUIRE(found.rows.size() == 2);
    CHECK(found.rows[0].before == 1);
    CHECK(found.rows[0].after == 1);
    CHECK_FALSE(found.rows[1].before);
}

TEST_CASE("blank, not applicable and zero are three different answers", "[answers][version_diff]") {
    auto const zero = withRows({{"SJ211", 0}});
    auto other = zero;
    auto& cell = cellOf(other.findForm("trade")->rows.front(), *smallEdition()->findForm("trade"), "total");
    cell = Blank{};
    CHECK(difference(zero, other).cellCount() == 1);
    cell = NotApplicable{};
    CHECK(difference(zero, other).cellCount() == 1);
}

TEST_CASE("the head and explanations are compared too, and a withdrawal shows what it takes out", "[answers][version_diff]") {
    auto before = withRows({{"SJ211", 100}});
    before.signatories.preparer = "样例甲";
    before.explanations = {{"B4", {}, "退款"}};
    auto after = before;
    after.signatories.preparer = "样例乙";
    after.explanations = {{"B4", {}, "退款，合同编号样例-1"}};
    auto const found = difference(before, after);
    CHECK(found.head == std::vector<HeadDifference>{{"preparer", "样例甲", "样例乙"}});
    CHECK(found.explanations == std::vector<ExplanationDifference>{{"B4", "退款", "退款，合同编号样例-1"}});
    auto const withdrawn = difference(before, withdrawalOf(before, sha256("first")));
    REQUIRE(withdrawn.rows.size() == 1);
    CHECK_FALSE(withdrawn.rows[0].after);
    CHECK(withdrawn.head.front() == HeadDifference{"kind", "original", "withdrawal"});
    CHECK(withdrawn.explanations.front().after.empty());
}

TEST_CASE("filings of different form sets cannot be compared", "[answers][version_diff]") {
    auto const quarterly = withRows({});
    auto const profile = profileFiling(*smallEdition());
    CHECK(differenceOf({quarterly, *smallEdition()}, {profile, *smallEdition()}).error().code == error::versionsOfOtherSets);
}

TEST_CASE("differences as JSON name the change, the places and the cells as a filing has them", "[answers][version_diff]") {
    auto const text = toText(toJson(difference(withRows({{"SJ211", 100}}), withRows({{"SJ211", 250}}))));
    CHECK(text == R"({"head":[],"rows":[{"form":"trade","change":"changed","before":0,"after":0,"cells":[{"column":"total","before":"1.00","after":"2.50"}]}],"explanations":[]})");
}
