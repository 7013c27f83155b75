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

Finding findingOf(Ruleset const& ruleset, RulePapers const& papers, Verdict verdict) {
    Finding finding;
    finding.rule = papers.id;
    finding.ruleset = ruleset.definition.name.text;
    finding.level = papers.level;
    finding.verdict = verdict;
    finding.title = papers.title;
    return finding;
}

/// A finding stands where its first cell is.
void settle(Finding& finding) {
    if (finding.cells.empty()) finding.cells.push_back({"header", 0, "period"});
    finding.form = finding.cells.front().form;
    finding.row = finding.cells.front().row;
}

/// Fills in the {column}, {row} and {reason} of a message.
std::string filled(std::string_view message, Language language, vtl::Dataset const& dataset, std::size_t row, CellReference const& cell, FindingWords const& words) {
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
        } else if (name == "reason" && words.reason) {
            auto const reason = words.reason(cell).in(language);
            text += reason.empty() ? "—" : reason;
        } else {
            auto const component = dataset.structure().find(name);
            std::string const value = component ? dataset.column(*component).shown(row) : std::string{};
            auto const meaning = value.empty() || !words.named ? std::string{} : words.named(name, value).in(language);
            text += value.empty() ? "—" : meaning.empty() ? value : meaning;
        }
    }
}

}  // namespace

Result<BoundRuleset> BoundRuleset::bind(Ruleset ruleset, vtl::Structure const& structure) {
    BoundRuleset bound;
    ZHIBAO_TRY(bound.compiled_, vtl::compileRuleset(ruleset.definition, structure, {}, ruleset.file));
    for (auto const& papers : ruleset.papers) {
        for (auto const& cell : papers.cells) {
            for (auto const& [component, own] : cell.match) {
                if (!structure.find(own)) return fail(error::papersColumnUnknown, {{"rule", papers.rule}, {"column", own}}, ruleset.file);
            }
        }
    }
    bound.ruleset_ = std::move(ruleset);
    return bound;
}

std::vector<Finding> check(BoundRuleset const& bound, vtl::Dataset const& dataset, RunsAt where, CellFinder const& others, FindingWords const& words) {
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
                auto const row = batch.firstRow + rowInBatch;
                Finding finding = findingOf(ruleset, papers, batch.verdict(rowInBatch));
                for (auto const& cell : papers.cells) {
                    if (cell.form.empty())
                        finding.cells.push_back({ruleset.dataset, row, cell.column});
                    else if (others)
                        others(cell, dataset, row, finding.cells);
                }
                settle(finding);
                for (std::size_t const component : rules[batch.rule].components)
                    finding.arguments.emplace(components[component].name, dataset.column(component).shown(row));
                auto const& first = finding.cells.front();
                finding.message = {filled(papers.message.zh, Language::chinese, dataset, row, first, words),
                                   filled(papers.message.en, Language::english, dataset, row, first, words)};
                perRule[batch.rule].push_back(std::move(finding));
            }
        }
    });
    std::vector<Finding> findings;
    for (auto& some : perRule) std::move(some.begin(), some.end(), std::back_inserter(findings));
    return findings;
}

std::vector<Finding> brokenFindings(BoundRuleset const& bound, RunsAt where) {
    std::vector<Finding> findings;
    for (auto const& papers : bound.ruleset().papers) {
        if (!papers.runs(where)) continue;
        Finding finding = findingOf(bound.ruleset(), papers, Verdict::broken);
        finding.message = papers.title;
        settle(finding);
        findings.push_back(std::move(finding));
    }
    return findings;
}

bool isExplained(Finding const& finding, std::vector<Explanation> const& explanations) {
    auto const concerns = [&](CellReference const& explained) {
        return (explained.form == finding.form && explained.row == finding.row) ||
               std::any_of(finding.cells.begin(), finding.cells.end(),
                           [&](CellReference const& cell) { return cell.form == explained.form && cell.row == explained.row; });
    };
    return std::any_of(explanations.begin(), explanations.end(), [&](Explanation const& explanation) {
        return explanation.rule == finding.rule && !trimmed(explanation.text).empty() &&
               std::any_of(explanation.cells.begin(), explanation.cells.end(), concerns);
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
