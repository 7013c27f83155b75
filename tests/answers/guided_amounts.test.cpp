#include "answers/guided_amounts.h"

#include <cstdlib>
#include <limits>

#include "base/random.h"
#include "support/catch.h"
#include "support/editions.h"

using namespace zhibao;

namespace {

std::vector<std::int64_t> shared(std::int64_t total, std::vector<int> const& percentages) {
    auto const parts = sharedOut(Money::ofHundredths(total), percentages);
    REQUIRE(parts);
    std::vector<std::int64_t> hundredths;
    for (auto const part : *parts) hundredths.push_back(part.hundredths());
    return hundredths;
}

using Hundredths = std::vector<std::int64_t>;

std::string problem(Result<std::vector<Money>> const& result) {
    return result ? "none" : std::string{result.error().code.name()};
}

Row rowWithTotal(Form const& form, Cell const& total) {
    Row row;
    row.cells.resize(form.columns.size());
    row.cells[*form.indexOf("total")] = total;
    return row;
}

}  // namespace

TEST_CASE("shares are cut to the hundredth and what is left goes to the largest remainders, the earlier first", "[answers][guide]") {
    CHECK(shared(10000, {50, 30, 20}) == Hundredths{5000, 3000, 2000});
    CHECK(shared(1, {50, 50}) == Hundredths{1, 0});
    CHECK(shared(1, {45, 55}) == Hundredths{0, 1});
    CHECK(shared(101, {35, 35, 30}) == Hundredths{36, 35, 30});  // 35.35, 35.35, 30.30: one hundredth is left
    CHECK(shared(3, {20, 35, 45}) == Hundredths{1, 1, 1});       // 0.60, 1.05, 1.35
    CHECK(shared(-101, {35, 35, 30}) == Hundredths{-36, -35, -30});
    CHECK(shared(0, {5, 95}) == Hundredths{0, 0});
    CHECK(shared(777, {0, 100, 0}) == Hundredths{0, 777, 0});
}

TEST_CASE("the largest and the smallest amount are shared without overflow", "[answers][guide]") {
    for (auto const total : {std::numeric_limits<std::int64_t>::max(), std::numeric_limits<std::int64_t>::min()}) {
        auto const parts = shared(total, {35, 35, 30});
        CHECK(parts[0] + parts[1] + parts[2] == total);
        CHECK(shared(total, {100}) == Hundredths{total});
    }
}

TEST_CASE("for random totals and percentages the parts add up to the total, each within a hundredth of its share", "[answers][guide]") {
    SeededRandom random{20170410};
    for (int round = 0; round < 20'000; ++round) {
        // Totals of every size, from a few hundredths to the largest, of both signs.
        auto const magnitude = static_cast<std::int64_t>(random.next() >> (1 + random.below(62)));
        auto const total = random.below(2) == 0 ? magnitude : -magnitude;
        std::vector<int> percentages;
        int left = 100;
        for (auto count = 1 + random.below(5); count > 0; --count) {
            percentages.push_back(static_cast<int>(random.below(static_cast<std::uint64_t>(left) + 1)));
            left -= percentages.back();
        }
        percentages.push_back(left);

        auto const parts = shared(total, percentages);
        Int128 sum = 0;
        for (std::size_t i = 0; i < parts.size(); ++i) {
            sum += parts[i];
            Int128 const off = Int128{parts[i]} * 100 - Int128{total} * percentages[i];
            CHECK((off > -100 && off < 100));
            CHECK((parts[i] == 0 || (parts[i] < 0) == (total < 0)));
            if (percentages[i] == 0) CHECK(parts[i] == 0);
        }
        CHECK(sum == Int128{total});
        CHECK(shared(total, percentages) == parts);
    }
}

TEST_CASE("percentages that are no percentages, or not a hundred together, are refused", "[answers][guide]") {
    auto const total = Money::ofHundredths(100);
    CHECK(problem(sharedOut(total, {50, 49})) == "percentages-not-hundred");
    CHECK(problem(sharedOut(total, {})) == "percentages-not-hundred");
    CHECK(problem(sharedOut(total, {-5, 105})) == "percentage-out-of-range");
    CHECK(problem(sharedOut(total, {101, 0})) == "percentage-out-of-range");
    CHECK(sharedOut(total, {50, 40}).error().arguments.at("sum") == "90");
}

TEST_CASE("a guide's percentages become the cells of its parts, blank where nothing was supplied that way", "[answers][guide]") {
    auto const& edition = test::theEdition();
    auto const& form = *edition.findForm("form2");
    auto const& guide = *edition.findGuide("form2");
    auto const row = rowWithTotal(form, Money::ofHundredths(10'001));

    auto const cells = guidedCells(guide, form, row, {65, 0, 35});
    REQUIRE(cells);
    CHECK(*cells == std::vector<GuidedCell>{{*form.indexOf("mode1"), Money::ofHundredths(6'501)},
                                            {*form.indexOf("mode2"), Blank{}},
                                            {*form.indexOf("mode4"), Money::ofHundredths(3'500)}});
    auto const whole = guidedCells(guide, form, row, wholeIn(guide, "mode4"));
    REQUIRE(whole);
    CHECK(*whole == std::vector<GuidedCell>{{*form.indexOf("mode1"), Blank{}},
                                            {*form.indexOf("mode2"), Blank{}},
                                            {*form.indexOf("mode4"), Money::ofHundredths(10'001)}});
}

TEST_CASE("a row without a total has nothing to share, and percentages keep to the guide's steps", "[answers][guide]") {
    auto const& edition = test::theEdition();
    auto const& form = *edition.findForm("form2");
    auto const& guide = *edition.findGuide("form2");
    for (Cell const& total : {Cell{Blank{}}, Cell{NotApplicable{}}}) {
        auto const none = guidedCells(guide, form, rowWithTotal(form, total), {100, 0, 0});
        REQUIRE_FALSE(none);
        CHECK(none.error().code == error::guidedTotalMissing);
    }
    auto const off = guidedCells(guide, form, rowWithTotal(form, Money::ofHundredths(1)), {52, 48, 0});
    REQUIRE_FALSE(off);
    CHECK(off.error().code == error::percentageOutOfRange);
    CHECK(off.error().arguments.at("step") == "5");
}
