#include "answers/example_filings.h"

#include <map>

#include "answers/structure.h"
#include "base/file.h"
#include "form/concepts.h"
#include "support/catch.h"

using namespace zhibao;

namespace {

std::shared_ptr<Edition const> edition() {
    static EditionLibrary const library{std::filesystem::path{ZHIBAO_SOURCE_FOLDER} / "forms"};
    auto const found = library.find("services-trade/2017-1");
    REQUIRE(found);
    return *found;
}

PublishedFigures figures() {
    auto const csv = readFile(std::filesystem::path{ZHIBAO_SOURCE_FOLDER} / "forms/examples/china_bop_services_2017h1.csv");
    REQUIRE(csv);
    auto const read = readPublishedFigures(*csv, *edition()->findList("items"));
    REQUIRE(read);
    return *read;
}

std::vector<Quarter> firstHalf() {
    return {*Quarter::parse("2017Q1"), *Quarter::parse("2017Q2")};
}

ExampleSurvey survey(unsigned units, std::uint64_t seed = 1) {
    SeededRandom random{seed};
    auto result = spreadOverUnits(*edition(), *edition()->findFormSet("quarterly"), figures().items, firstHalf(), units, random);
    REQUIRE(result);
    return *std::move(result);
}

std::size_t columnOf(Form const& form, std::string_view conceptId) {
    for (std::size_t i = 0; i < form.columns.size(); ++i)
        if (form.columns[i].conceptId == conceptId) return i;
    FAIL("no column for " << conceptId);
    return 0;
}

/// Sums of the totals in hundredths, by top item and flow.
std::map<std::pair<std::string, std::string>, Int128> sums(ExampleSurvey const& examples) {
    auto const& form = *edition()->findForm("form2");
    auto const item = columnOf(form, concepts::item);
    auto const flow = columnOf(form, concepts::flow);
    auto const total = columnOf(form, concepts::total);
    std::map<std::pair<std::string, std::string>, Int128> result;
    for (auto const& filing : examples.filings)
        for (auto const& row : filing.findForm("form2")->rows)
            result[{std::get<std::string>(row.cells[item]).substr(0, 2), std::get<std::string>(row.cells[flow])}] +=
                std::get<Money>(row.cells[total]).hundredths();
    return result;
}

}  // namespace

TEST_CASE("the published figures have twelve items in both flows and their totals", "[answers][examples]") {
    CHECK(figures().items.size() == 24);
    REQUIRE(figures().totals.size() == 2);
    CHECK(figures().totals[0].amount.canonical() == "696400000000.00");
}

TEST_CASE("spread figures add up again to the last hundredth, whatever the number of units", "[answers][examples]") {
    auto const units = GENERATE(1U, 3U, 40U, 600U);
    auto const added = sums(survey(units));
    for (auto const& figure : figures().items) {
        INFO(units << " units, " << figure.item << ' ' << figure.flow);
        auto const sum = added.find({figure.item, figure.flow});
        REQUIRE(sum != added.end());
        CHECK(sum->second == Int128{figure.amount.hundredths()});
    }
}

TEST_CASE("every example filing is structurally sound", "[answers][examples]") {
    for (auto const& filing : survey(60).filings) {
        auto const problems = checkStructure(filing, *edition());
        INFO(filing.header.unit << ' ' << filing.header.period << (problems.empty() ? "" : problems.front().error.code.name()));
        CHECK(problems.empty());
    }
}

TEST_CASE("the same seed gives the same filings and another seed gives others", "[answers][examples]") {
    CHECK(survey(30).filings == survey(30).filings);
    CHECK_FALSE(survey(30).filings == survey(30, 2).filings);
}

TEST_CASE("a random filing has as many rows as asked for and is structurally sound", "[answers][examples]") {
    SeededRandom random{7};
    auto const filing = randomFiling(*edition(), *edition()->findFormSet("quarterly"), exampleUnitCode(1), *Quarter::parse("2017Q1"), 20, random);
    REQUIRE(filing);
    CHECK(filing->findForm("form2")->rows.size() == 20);
    CHECK(checkStructure(*filing, *edition()).empty());
}

TEST_CASE("figures of an item that the list does not know are refused with their line", "[answers][examples]") {
    auto const read = readPublishedFigures("code,name_zh,credit_100m_cny,debit_100m_cny\nZZ,无,1,2\n", *edition()->findList("items"));
    REQUIRE_FALSE(read);
    CHECK(read.error().code == error::codeUnknown);
    CHECK(read.error().where() == "2");
}
