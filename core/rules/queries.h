#pragma once
/// Which explanation (核实说明) answers which query.
///
/// Every query wants an answer of its own: an explanation is about a query when it names its check (or the very part of it), stands where
/// it stands, and says nothing else of what the query is about. It stands there when its first cell is the query's first, or when its
/// cells contain all of the query's: so one text may answer a refund in "total" and in "mode1", if it names both cells, and says nothing
/// of "digital" unless it names that too. One without cells is about the filing's head.
/// Where several queries of a check stand on one place (up on last quarter and down on last year, two items gone), an explanation answers
/// one of them: the one whose part and thing it names ("B11.2", {"item": "SJ211"}), else the first that nothing answers yet.
/// Source: DOMAIN 1.11 (核实性 needs "真实合理的说明").

#include <cstddef>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "answers/filing.h"
#include "answers/structure.h"
#include "rules/finding.h"

namespace zhibao {

/// What tells one query of a filing from every other.
struct Query {
    std::string rule;  // a check, or the code of a structural problem
    std::string part;  // of the check; the same as `rule` where it has none
    std::vector<CellReference> cells;
    std::map<std::string, std::string> about;
    friend bool operator==(Query const&, Query const&) = default;
};

[[nodiscard]] Query queryOf(Finding const& finding);
[[nodiscard]] Query queryOf(StructuralProblem const& problem);

/// For each query the position of the explanation that answers it. What the texts say is not looked at.
[[nodiscard]] std::vector<std::optional<std::size_t>> answersTo(std::vector<Query> const& queries, std::vector<Explanation> const& explanations);

/// Beside `explanations`: whether each is about at least one of the queries, so that it might answer it.
[[nodiscard]] std::vector<bool> mayAnswer(std::vector<Query> const& queries, std::vector<Explanation> const& explanations);

/// The explanation that is about this query and, as far as one query can tell, about no other: one that names its part and thing before one
/// that names the check alone. Nothing where there is none.
[[nodiscard]] std::optional<std::size_t> answerTo(Query const& query, std::vector<Explanation> const& explanations);

/// An explanation that answers this query and no other.
[[nodiscard]] Explanation explanationOf(Query const& query, std::string text);

/// What asks for an explanation: a query that is violated. One that could not be judged asks nothing.
[[nodiscard]] bool asksForExplanation(Finding const& finding) noexcept;

}  // namespace zhibao
