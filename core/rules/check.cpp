#include "rules/check.h"

#include <algorithm>

#include "base/text.h"
#include "rules/evaluate.h"

namespace zhibao {

namespace {

bool blocks(Finding const& finding, std::vector<Explanation> const& explanations) {
    if (finding.level == Level::error) return true;
    return finding.level == Level::query && finding.verdict == Verdict::violated && !isExplained(finding, explanations);
}

/// Fills in the {column} and {row} of a message.
std::string filled(std::string_view message, vtl::Dataset const& dataset, std::size_t row) {
    std::string text;
    for (;;) {
        auto const open = message.find('{');
        auto const close = open == std::string_view::npos ? open : message.find('}', open);
        if (close == std::string_view::npos) return text.append(message);
        text += message.substr(0, open);
        auto const name = message.substr(open + 1, close - open - 1);
        message.remove_prefix(close + 1);
        if (name == "row") {
            text += std::to_string(row + 1);
        } else {
            auto const component = dataset.structure().find(name);
            std::string const value = component ? dataset.column(*component).shown(row) : std::string{};
            text += value.empty() ? "—" : value;
        }
    }
}

}  // namespace

Result<BoundRuleset> BoundRuleset::bind(Ruleset ruleset, vtl::Structure const& structure) {
    vtl::Structure seen{structure.name, {}};
    for (auto const& component : structure.components) {
        bool const listed =
            std::any_of(ruleset.definition.signature.begin(), ruleset.definition.signature.end(), [&](vtl::Parameter const& one) {
                auto const position = structure.find(one.name.text);
                return position && &structure.components[*position] == &component;
            });
        if (listed) seen.components.push_back(component);
    }
    BoundRuleset bound;
    ZHIBAO_TRY(bound.compiled_, vtl::compileRuleset(ruleset.definition, seen, {}, ruleset.file));
    bound.ruleset_ = std::move(ruleset);
    return bound;
}

std::vector<Finding> check(BoundRuleset const& bound, vtl::Dataset const& dataset, RunsAt where) {
    auto const& ruleset = bound.ruleset();
    auto const& rules = bound.compiled().rules();
    auto const& components = dataset.structure().components;
    std::vector<std::vector<Finding>> perRule(rules.size());
    vtl::evaluate(bound.compiled(), dataset, [&](vtl::VerdictBatch const& batch) {
        auto const& papers = ruleset.papers[batch.rule];
        if (!papers.runs(where)) return;
        for (std::size_t word = 0; word < batch.violated.size(); ++word) {
            auto const any = batch.violated[word] | batch.notEvaluable[word] | batch.broken[word];
            for (std::uint64_t left = any; left != 0; left &= left - 1) {
                std::size_t const rowInBatch = word * 64 + static_cast<std::size_t>(__builtin_ctzll(left));
                Finding finding;
                finding.rule = papers.id;
                finding.ruleset = ruleset.definition.name.text;
                finding.level = papers.level;
                finding.verdict = batch.verdict(rowInBatch);
                finding.form = ruleset.dataset;
                finding.row = batch.firstRow + rowInBatch;
                for (auto const& column : papers.cells) finding.cells.push_back({finding.form, finding.row, column});
                for (std::size_t const component : rules[batch.rule].components)
                    finding.arguments.emplace(components[component].name, dataset.column(component).shown(finding.row));
                finding.title = papers.title;
                finding.message = {filled(papers.message.zh, dataset, finding.row), filled(papers.message.en, dataset, finding.row)};
                perRule[batch.rule].push_back(std::move(finding));
            }
        }
    });
    std::vector<Finding> findings;
    for (auto& some : perRule) std::move(some.begin(), some.end(), std::back_inserter(findings));
    return findings;
}

bool isExplained(Finding const& finding, std::vector<Explanation> const& explanations) {
    return std::any_of(explanations.begin(), explanations.end(), [&](Explanation const& explanation) {
        return explanation.rule == finding.rule && !trimmed(explanation.text).empty() &&
               std::any_of(explanation.cells.begin(), explanation.cells.end(),
                           [&](CellReference const& cell) { return cell.form == finding.form && cell.row == finding.row; });
    });
}

std::vector<Finding> blockingFindings(std::vector<Finding> const& findings, std::vector<Explanation> const& explanations) {
    std::vector<Finding> blocking;
    std::copy_if(findings.begin(), findings.end(), std::back_inserter(blocking),
                 [&](Finding const& finding) { return blocks(finding, explanations); });
    return blocking;
}

bool blocksSealing(std::vector<Finding> const& findings, std::vector<Explanation> const& explanations) {
    return std::any_of(findings.begin(), findings.end(), [&](Finding const& finding) { return blocks(finding, explanations); });
}

}  // namespace zhibao
