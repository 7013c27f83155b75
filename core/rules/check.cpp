#include "rules/check.h"

#include "base/separators.h"
#include "rules/evaluate.h"

namespace zhibao {

namespace {

Finding findingOf(Ruleset const& ruleset, RulePapers const& papers, Verdict verdict) {
    Finding finding;
    finding.rule = papers.id;
    finding.part = papers.rule;
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

/// A row of the dataset, and which it is among those of its filing.
struct Place {
    std::size_t part = 0;
    std::size_t row = 0;
};

/// Fills in the {column}, {row} and {reason} of a message.
std::string filled(std::string_view message, Language language, vtl::Dataset const& dataset, std::size_t row, Place place, CellReference const& cell,
                   FindingWords const& words) {
    std::string text;
    for (;;) {
        auto const open = message.find('{');
        auto const close = open == std::string_view::npos ? open : message.find('}', open);
        if (close == std::string_view::npos) return text.append(message);
        text += message.substr(0, open);
        auto const name = message.substr(open + 1, close - open - 1);
        message.remove_prefix(close + 1);
        if (name == "row") {
            text += std::to_string(place.row + 1);
        } else if (name == "reason" && words.reason) {
            auto const reason = words.reason(cell).in(language);
            text += reason.empty() ? "—" : reason;
        } else {
            auto const component = dataset.structure().find(name);
            std::string const value = component ? dataset.column(*component).shown(row) : std::string{};
            auto const meaning = value.empty() || !words.named ? std::string{} : words.named(name, value).in(language);
            bool const isAmount = component && dataset.structure().components[*component].type == vtl::ScalarType::number;
            text += value.empty() ? "—" : !meaning.empty() ? meaning : isAmount ? withSeparators(value) : value;
        }
    }
}

/// Calls `found(place, finding)` for everything that is not in order, by rule, then row.
template <class PlaceOf, class Found>
void checkRows(BoundRuleset const& bound, vtl::Dataset const& dataset, RunsAt where, CellFinder const& others, std::span<FindingWords const> words, PlaceOf placeOf,
               Found found) {
    auto const& ruleset = bound.ruleset();
    auto const& rules = bound.compiled().rules();
    auto const& components = dataset.structure().components;
    struct Hit {
        std::size_t row = 0;
        Verdict verdict = Verdict::violated;
    };
    std::vector<std::vector<Hit>> hits(rules.size());
    vtl::evaluate(bound.compiled(), dataset, [&](vtl::VerdictBatch const& batch) {
        if (!ruleset.papers[batch.rule].runs(where)) return;
        for (std::size_t word = 0; word < batch.violated.size(); ++word) {
            auto const any = batch.violated[word] | batch.notEvaluable[word] | batch.broken[word];
            for (std::uint64_t left = any; left != 0; left &= left - 1) {
                std::size_t const rowInBatch = word * 64 + static_cast<std::size_t>(__builtin_ctzll(left));
                hits[batch.rule].push_back({batch.firstRow + rowInBatch, batch.verdict(rowInBatch)});
            }
        }
    });
    for (std::size_t rule = 0; rule < rules.size(); ++rule) {
        auto const& papers = ruleset.papers[rule];
        for (auto const& [row, verdict] : hits[rule]) {
            auto const place = placeOf(row);
            Finding finding = findingOf(ruleset, papers, verdict);
            for (auto const& cell : papers.cells) {
                if (cell.form.empty())
                    finding.cells.push_back({ruleset.dataset, place.row, cell.column});
                else if (others)
                    others(cell, dataset, row, finding.cells);
            }
            settle(finding);
            for (std::size_t const component : rules[rule].components)
                finding.arguments.emplace(components[component].name, dataset.column(component).shown(row));
            for (auto const& name : papers.about) {
                auto const value = dataset.column(*dataset.structure().find(name)).shown(row);
                finding.about.emplace(name, value);
                finding.arguments.emplace(name, value);
            }
            auto const& first = finding.cells.front();
            finding.message = {filled(papers.message.zh, Language::chinese, dataset, row, place, first, words[place.part]),
                               filled(papers.message.en, Language::english, dataset, row, place, first, words[place.part])};
            found(place, std::move(finding));
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
    std::vector<Finding> findings;
    checkRows(
        bound, dataset, where, others, {&words, 1}, [](std::size_t row) { return Place{0, row}; },
        [&](Place, Finding finding) { findings.push_back(std::move(finding)); });
    return findings;
}

std::vector<std::vector<Finding>> checkParts(BoundRuleset const& bound, vtl::Dataset const& dataset, std::size_t part, std::size_t parts, RunsAt where,
                                             CellFinder const& others, std::span<FindingWords const> words) {
    auto const numbers = dataset.column(part).narrow();
    std::vector<std::size_t> counts(parts, 0);
    std::vector<Place> places;
    places.reserve(dataset.rowCount());
    for (auto const number : numbers) {
        auto const own = static_cast<std::size_t>(number);
        places.push_back({own, counts[own]++});
    }
    std::vector<std::vector<Finding>> findings(parts);
    checkRows(
        bound, dataset, where, others, words, [&](std::size_t row) { return places[row]; },
        [&](Place place, Finding finding) { findings[place.part].push_back(std::move(finding)); });
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

}  // namespace zhibao
