#include "rules/queries.h"

#include <algorithm>
#include <set>
#include <utility>

namespace zhibao {

namespace {

/// Where explanations stand that name no cell.
CellReference const ofTheFiling{"header", 0, ""};

/// The explanations of a filing by the cells they name.
class Places {
public:
    explicit Places(std::vector<Explanation> const& explanations) : explanations_(explanations) {
        for (std::size_t i = 0; i < explanations.size(); ++i) {
            if (explanations[i].cells.empty()) at_[ofTheFiling].push_back(i);
            for (auto const& cell : explanations[i].cells) {
                auto& here = at_[cell];
                if (here.empty() || here.back() != i) here.push_back(i);
            }
        }
    }

    /// Those that are about the query, in their order.
    [[nodiscard]] std::vector<std::size_t> about(Query const& query) const {
        std::vector<std::size_t> found;
        auto const add = [&](CellReference const& place) {
            auto const here = at_.find(place);
            if (here == at_.end()) return;
            for (auto const i : here->second)
                if (isAbout(i, query)) found.push_back(i);
        };
        if (!query.cells.empty()) add(query.cells.front());
        if (query.cells.empty() || query.cells.front().form == ofTheFiling.form) add(ofTheFiling);
        return found;
    }

private:
    [[nodiscard]] bool names(std::size_t explanation, CellReference const& cell) const {
        auto const here = at_.find(cell);
        return here != at_.end() && std::binary_search(here->second.begin(), here->second.end(), explanation);
    }

    [[nodiscard]] bool isAbout(std::size_t position, Query const& query) const {
        auto const& explanation = explanations_[position];
        if (explanation.rule != query.rule && explanation.rule != query.part) return false;
        bool const contradicts = std::any_of(explanation.about.begin(), explanation.about.end(), [&](auto const& one) {
            auto const own = query.about.find(one.first);
            return own == query.about.end() || own->second != one.second;
        });
        if (contradicts) return false;
        if (explanation.cells.empty() || query.cells.empty() || explanation.cells.front() == query.cells.front()) return true;
        return std::all_of(query.cells.begin(), query.cells.end(), [&](CellReference const& cell) { return names(position, cell); });
    }

    std::vector<Explanation> const& explanations_;
    std::map<CellReference, std::vector<std::size_t>> at_;
};

/// How much an explanation that is about a query says of which one it means.
std::size_t exactness(Explanation const& explanation, Query const& query) {
    return explanation.about.size() + (explanation.rule == query.part && query.part != query.rule ? 1 : 0);
}

}  // namespace

Query queryOf(Finding const& finding) {
    return {finding.rule, finding.part, finding.cells, finding.about};
}

Query queryOf(StructuralProblem const& problem) {
    std::string const code{problem.error.code.name()};
    return {code, code, problem.cells, {}};
}

std::vector<std::optional<std::size_t>> answersTo(std::vector<Query> const& queries, std::vector<Explanation> const& explanations) {
    std::vector<std::optional<std::size_t>> answers(queries.size());
    if (explanations.empty()) return answers;
    Places const places{explanations};
    // An explanation of several cells answers one query at each of them.
    std::set<std::pair<std::size_t, CellReference>> taken;
    std::size_t most = 0;
    for (auto const& query : queries) most = std::max(most, query.about.size() + 1);
    // Those that say exactly which query they mean come first.
    for (std::size_t exact = most + 1; exact-- > 0;) {
        for (std::size_t i = 0; i < queries.size(); ++i) {
            if (answers[i]) continue;
            auto const place = queries[i].cells.empty() ? ofTheFiling : queries[i].cells.front();
            for (auto const explanation : places.about(queries[i])) {
                if (exactness(explanations[explanation], queries[i]) != exact || !taken.emplace(explanation, place).second) continue;
                answers[i] = explanation;
                break;
            }
        }
    }
    return answers;
}

std::vector<bool> mayAnswer(std::vector<Query> const& queries, std::vector<Explanation> const& explanations) {
    std::vector<bool> may(explanations.size());
    Places const places{explanations};
    for (auto const& query : queries) {
        for (auto const explanation : places.about(query)) may[explanation] = true;
    }
    return may;
}

std::optional<std::size_t> answerTo(Query const& query, std::vector<Explanation> const& explanations) {
    return answersTo({query}, explanations).front();
}

Explanation explanationOf(Query const& query, std::string text) {
    return {query.part, query.cells, std::move(text), query.about};
}

bool asksForExplanation(Finding const& finding) noexcept {
    return finding.level == Level::query && finding.verdict == Verdict::violated;
}

}  // namespace zhibao
