#include "rules/queries.h"

#include "support/catch.h"

using namespace zhibao;

namespace {

using Answers = std::vector<std::optional<std::size_t>>;
constexpr auto none = std::nullopt;

CellReference cell(std::string column, std::size_t row = 0) {
    return {"form2", row, std::move(column)};
}

Query query(std::string rule, std::string part, std::vector<CellReference> cells, std::map<std::string, std::string> about = {}) {
    return {std::move(rule), std::move(part), std::move(cells), std::move(about)};
}

std::vector<CellReference> const ofPeriod{{"header", 0, "period"}};

}  // namespace

TEST_CASE("an explanation answers the query of its check at its cell and no other", "[rules][queries]") {
    std::vector<Query> const queries{query("B8", "B8.1", {cell("mode1")}), query("B8", "B8.2", {cell("mode2")}), query("B8", "B8.1", {cell("mode1", 1)}),
                                     query("B4", "B4.2", {cell("mode1")})};
    CHECK(answersTo(queries, {}) == Answers{none, none, none, none});
    CHECK(answersTo(queries, {{"B8", {cell("mode1")}, "text"}}) == Answers{0, none, none, none});
    CHECK(answersTo(queries, {{"B8", {cell("mode2")}, "text"}}) == Answers{none, 0, none, none});
    CHECK(answersTo(queries, {{"B8", {cell("mode1", 1)}, "text"}}) == Answers{none, none, 0, none});
    CHECK(answersTo(queries, {{"B8", {cell("total")}, "text"}}) == Answers{none, none, none, none});
    CHECK(answersTo(queries, {{"B9", {cell("mode1")}, "text"}}) == Answers{none, none, none, none});
    CHECK(answersTo(queries, {{"B8", {}, "text"}}) == Answers{none, none, none, none});
}

TEST_CASE("one explanation may name several cells", "[rules][queries]") {
    std::vector<Query> const queries{query("B4", "B4.1", {cell("total")}), query("B4", "B4.2", {cell("mode1")}), query("B4", "B4.6", {cell("digital")})};
    CHECK(answersTo(queries, {{"B4", {cell("total"), cell("mode1")}, "text"}}) == Answers{0, 0, none});
}

TEST_CASE("queries of several cells are told apart where these overlap", "[rules][queries]") {
    std::vector<Query> const queries{query("D2", "D2.1", {cell("personDays"), cell("persons")}), query("D2", "D2.2", {cell("amount"), cell("personDays")})};
    CHECK(answersTo(queries, {{"D2", {cell("personDays"), cell("persons")}, "text"}}) == Answers{0, none});
    CHECK(answersTo(queries, {{"D2", {cell("amount"), cell("personDays")}, "text"}}) == Answers{none, 0});
    // The first cell is where a query stands; somebody who writes by hand may leave the others out.
    CHECK(answersTo(queries, {{"D2", {cell("amount")}, "text"}}) == Answers{none, 0});
}

TEST_CASE("two queries of a check on one cell want two explanations", "[rules][queries]") {
    std::vector<Query> const queries{query("B11", "B11.1", {cell("total")}), query("B11", "B11.2", {cell("total")})};
    CHECK(answersTo(queries, {{"B11", {cell("total")}, "text"}}) == Answers{0, none});
    CHECK(answersTo(queries, {{"B11", {cell("total")}, "text"}, {"B11", {cell("total")}, "other"}}) == Answers{0, 1});
    CHECK(answersTo(queries, {{"B11.2", {cell("total")}, "text"}}) == Answers{none, 0});
    // The one that says which it means goes first, wherever it stands.
    CHECK(answersTo(queries, {{"B11", {cell("total")}, "text"}, {"B11.1", {cell("total")}, "other"}}) == Answers{1, 0});
}

TEST_CASE("a thing that no cell shows is told apart by its name", "[rules][queries]") {
    std::vector<Query> const queries{query("B12", "B12.1", ofPeriod, {{"flow", "export"}, {"item", "SI1"}}), query("B12", "B12.1", ofPeriod, {{"flow", "export"}, {"item", "SI21"}})};
    CHECK(answersTo(queries, {{"B12", ofPeriod, "text", {{"item", "SI21"}}}}) == Answers{none, 0});
    CHECK(answersTo(queries, {{"B12", ofPeriod, "text", {{"item", "SA"}}}}) == Answers{none, none});
    CHECK(answersTo(queries, {{"B12", ofPeriod, "text", {{"colour", "red"}}}}) == Answers{none, none});
    CHECK(answersTo(queries, {{"B12", ofPeriod, "text"}}) == Answers{0, none});
    CHECK(answersTo(queries, {{"B12", {}, "text"}, {"B12", ofPeriod, "other"}}) == Answers{1, 0});
    CHECK(answersTo(queries, {{"B12", {}, "text"}, {"B12", {}, "other", {{"item", "SI1"}}}}) == Answers{1, 0});
}

TEST_CASE("the explanation made for a query answers it alone", "[rules][queries]") {
    std::vector<Query> const queries{query("B11", "B11.1", {cell("total")}), query("B11", "B11.2", {cell("total")}),
                                     query("B12", "B12.1", ofPeriod, {{"item", "SI1"}}), query("B12", "B12.1", ofPeriod, {{"item", "SI21"}})};
    for (std::size_t i = 0; i < queries.size(); ++i) {
        auto const explanation = explanationOf(queries[i], "text");
        for (std::size_t other = 0; other < queries.size(); ++other) CHECK(answerTo(queries[other], {explanation}).has_value() == (other == i));
        Answers expected(queries.size());
        expected[i] = 0;
        CHECK(answersTo(queries, {explanation}) == expected);
    }
}

TEST_CASE("only a violated query asks for an explanation", "[rules][queries]") {
    Finding finding;
    auto const asks = [&](Level level, Verdict verdict) {
        finding.level = level;
        finding.verdict = verdict;
        return asksForExplanation(finding);
    };
    CHECK(asks(Level::query, Verdict::violated));
    CHECK_FALSE(asks(Level::query, Verdict::notEvaluable));
    CHECK_FALSE(asks(Level::error, Verdict::violated));
    CHECK_FALSE(asks(Level::notice, Verdict::violated));
}

TEST_CASE("explanations that are about no query are told apart beforehand", "[rules][queries]") {
    std::vector<Query> const queries{query("B4", "B4.1", {cell("total")}), query("B12", "B12.1", ofPeriod, {{"item", "SI1"}})};
    CHECK(mayAnswer(queries, {{"B4", {cell("total")}, "text"}, {"B4", {cell("mode1")}, "text"}, {"B12", {}, "text"}, {"B12", {}, "text", {{"item", "SI21"}}}}) ==
          std::vector<bool>{true, false, true, false});
    CHECK(mayAnswer({}, {{"B4", {}, "text"}}) == std::vector<bool>{false});
}
