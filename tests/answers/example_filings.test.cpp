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

TEST_CASE("examples bring the persons and the outsourcing that their trade rows ask for, to the last hundredth", "[answers][example]") {
    SeededRandom random{7};
    auto const& set = *edition()->findFormSet("quarterly");
    auto const filing = randomFiling(*edition(), set, exampleUnitCode(1), *Quarter::parse("2017Q1"), 200, random);
    REQUIRE(filing);
    REQUIRE(filing->forms.size() == 3);
    using Sums = std::map<std::string, std::int64_t>;
    auto const sums = [&](std::string_view formId, std::vector<std::string> const& codes, std::string_view amount, auto&& isCounted) {
        auto const& form = *edition()->findForm(formId);
        Sums found;
        for (auto const& row : filing->findForm(formId)->rows) {
            std::string key;
            for (auto const& code : codes) key += std::get<std::string>(row.cells[form.indexOf(code).value()]) + " ";
            auto const* cell = std::get_if<Money>(&row.cells[form.indexOf(amount).value()]);
            if (cell != nullptr && !cell->isZero() && isCounted(key)) found[key] += cell->hundredths();
        }
        return found;
    };
    auto const renamed = [](Sums const& from, std::string const& before, std::string const& after) {
        Sums to;
        for (auto const& [key, sum] : from)
            if (key.starts_with(before)) to[after + key.substr(before.size())] += sum;
        return to;
    };
    auto const all = [](std::string const&) { return true; };
    auto const mode4 = sums("form2", {"flow", "currency"}, "mode4", all);
    auto const persons = sums("form4", {"movement", "currency"}, "amount", all);
    REQUIRE_FALSE(persons.empty());
    CHECK(renamed(persons, "sent", "export") == renamed(mode4, "export", "export"));
    CHECK(renamed(persons, "received", "import") == renamed(mode4, "import", "import"));
    auto const flagged = sums("form2", {"outsourcing", "currency"}, "total", [](std::string const& key) { return !key.starts_with("none"); });
    auto const executed = sums("form5", {"kind", "currency"}, "executedValue", all);
    REQUIRE_FALSE(flagged.empty());
    for (std::string const flag : {"ito", "bpo", "kpo"}) {
        Sums ofFlag;
        for (auto const& [key, sum] : executed)
            if (key.starts_with(flag)) ofFlag[flag + key.substr(key.find(' '))] += sum;
        CHECK(ofFlag == renamed(flagged, flag, flag));
    }
}
