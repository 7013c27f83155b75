#include "rules/edition_rules.h"

#include <algorithm>
#include <iterator>
#include <map>
#include <optional>
#include <set>
#include <tuple>

#include "answers/cell_validity.h"
#include "rules/filing_components.h"
#include "rules/filing_preparer.h"
#include "rules/script.h"
#include "rules/tokens.h"

namespace zhibao {

namespace {

std::string inSmallLetters(std::string_view text) {
    std::string small{text};
    std::transform(small.begin(), small.end(), small.begin(), [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; });
    return small;
}

/// The names that a rule file says anything about, in small letters.
Result<> collectNames(RulesetSource const& source, std::set<std::string, std::less<>>& names) {
    ZHIBAO_TRY(auto const tokens, vtl::tokensOf(source.vtl, source.file));
    for (auto const& token : tokens) {
        if (token.kind == vtl::Token::Kind::name || token.kind == vtl::Token::Kind::quotedName) names.insert(inSmallLetters(token.text));
    }
    return {};
}

using Inputs = std::map<std::string, PlannedDataset, std::less<>>;

/// A ruleset with what makes its dataset.
struct Prepared {
    vtl::CompiledScript script;
    bool hasScript = false;
    bool isByParts = true;       // many filings in one dataset come out as each alone
    Form const* form = nullptr;  // whose rows it judges, or null
    std::string text;            // of its file
};

}  // namespace

class FilingDatasets;

struct EditionRules::State {
    Edition const* edition = nullptr;
    std::map<std::string, CodeList const*, std::less<>> named;  // columns whose codes have names, in whatever form they stand
    std::vector<BoundRuleset> rulesets;
    std::vector<Prepared> prepared;  // beside each ruleset
    Inputs inputs;    // of one filing
    Inputs together;  // of many
    std::vector<StructuralPapers> structural;
    ExplanationRules explanations{{}};

    /// "SJ211 法律服务"; words that only programs use ("export") give way to what they mean. Empty for what is no code with a name.
    [[nodiscard]] LocalizedText meaningOf(std::string_view component, std::string_view code) const {
        auto const list = named.find(component);
        auto const* entry = list == named.end() ? nullptr : list->second->find(code);
        if (entry == nullptr) return {};
        bool const isWord = std::all_of(code.begin(), code.end(), [](char c) { return (c >= 'a' && c <= 'z') || c == '-' || c == '_'; });
        auto const beside = isWord ? std::string{} : std::string{code} + ' ';
        return {beside + entry->name.zh, beside + entry->name.en};
    }

    /// Whether a ruleset speaks of this filing.
    [[nodiscard]] bool concerns(std::size_t ruleset, Filing const& filing) const {
        auto const& sets = rulesets[ruleset].ruleset().formSets;
        if (!sets.empty()) return std::find(sets.begin(), sets.end(), filing.header.formSet) != sets.end();
        return prepared[ruleset].form == nullptr || filing.findForm(prepared[ruleset].form->id) != nullptr;
    }

    using Questions = std::span<Question const>;
    using Findings = std::vector<std::vector<Finding>>;  // of each filing
    void checkGroup(Questions questions, std::vector<std::size_t> const& members, std::vector<bool> const& concerned, RunsAt where, Findings& findings) const;
    [[nodiscard]] bool checkTogether(std::size_t ruleset, FilingDatasets& datasets, RunsAt where, Findings& findings) const;
};

/// The datasets of some filings, each made when somebody asks for it first.
class FilingDatasets {
public:
    FilingDatasets(std::span<EditionRules::Question const> questions, Edition const& edition, Inputs const& inputs) : inputs_(inputs) {
        questions_.assign(questions.begin(), questions.end());
        preparers_.reserve(questions.size());
        for (auto const& one : questions)
            preparers_.emplace_back(*one.filing, edition, *one.surroundings, static_cast<std::int64_t>(preparers_.size()));
    }

    [[nodiscard]] std::size_t count() const noexcept { return questions_.size(); }
    [[nodiscard]] Filing const& filing(std::size_t part) const noexcept { return *questions_[part].filing; }

    struct Filled {
        vtl::Dataset dataset;
        std::vector<std::size_t> starts;  // where the rows of each filing begin, and where the last ones end
    };
    /// Null when the rules know no dataset of that name.
    Filled const* find(std::string_view name) {
        if (auto const known = filled_.find(name); known != filled_.end()) return &known->second;
        auto const input = inputs_.find(name);
        if (input == inputs_.end()) return nullptr;
        Filled made{vtl::Dataset{input->second.structure}, {0}};
        for (auto& preparer : preparers_) {
            preparer.append(input->second, made.dataset);
            made.starts.push_back(made.dataset.rowCount());
        }
        return &filled_.emplace(name, std::move(made)).first->second;
    }
    vtl::FindDataset finder() {
        return [this](std::string_view name) {
            auto const* found = find(name);
            return found == nullptr ? nullptr : &found->dataset;
        };
    }

private:
    Inputs const& inputs_;
    std::vector<EditionRules::Question> questions_;
    std::vector<Preparer> preparers_;
    std::map<std::string, Filled, std::less<>> filled_;
};

EditionRules::EditionRules(std::unique_ptr<State const> state) noexcept : state_(std::move(state)) {}
EditionRules::EditionRules(EditionRules&&) noexcept = default;
EditionRules& EditionRules::operator=(EditionRules&&) noexcept = default;
EditionRules::~EditionRules() = default;

std::vector<BoundRuleset> const& EditionRules::rulesets() const noexcept {
    return state_->rulesets;
}

std::vector<StructuralPapers> const& EditionRules::structuralPapers() const noexcept {
    return state_->structural;
}

std::string EditionRules::checkOfProblem(ErrorCode const& code) const {
    for (auto const& papers : state_->structural)
        if (std::find(papers.codes.begin(), papers.codes.end(), code.name()) != papers.codes.end()) return papers.id;
    return std::string{code.name()};
}

ExplanationRules const& EditionRules::explanationRules() const noexcept {
    return state_->explanations;
}

Result<EditionRules> EditionRules::compile(Edition const& edition) {
    auto state = std::make_unique<State>();
    state->explanations = ExplanationRules{edition.explanations};
    state->edition = &edition;
    for (auto const& form : edition.forms) {
        for (auto const& column : form.columns) {
            auto const* list = column.kind == ColumnKind::code ? edition.findList(column.list) : nullptr;
            // People know currencies by their codes.
            if (list == nullptr || column.id == form.currencyColumn) continue;
            auto const [place, isNew] = state->named.emplace(column.id, list);
            if (!isNew && place->second != list) place->second = nullptr;
        }
    }
    std::erase_if(state->named, [](auto const& one) { return one.second == nullptr; });
    ZHIBAO_TRY(state->structural, loadStructuralPapers(edition.structuralChecks));

    // One check may be made of rules in several files; then all of them come from the same place.
    std::map<std::string, std::pair<std::string, std::string>, std::less<>> sources;  // by id, with the file
    for (auto const& papers : state->structural) sources.try_emplace(papers.id, papers.source, edition.structuralChecks.file);

    std::vector<Ruleset> loaded;
    std::set<std::string, std::less<>> names;
    std::set<std::string, std::less<>> wanted;
    std::map<std::string, std::string> targets;  // and their file; one file may serve two forms of the same columns
    for (auto const& source : edition.rulesets) {
        ZHIBAO_TRY(Ruleset ruleset, loadRuleset(source));
        ZHIBAO_CHECK(collectNames(source, names));
        wanted.insert(inSmallLetters(source.dataset));
        for (auto const& assignment : ruleset.preparation.assignments) {
            auto const& target = assignment.target.text;
            if (targets.emplace(inSmallLetters(target), source.file).first->second != source.file)
                return fail(error::ruleTargetTwice, {{"name", target}}, source.file);
        }
        for (auto const& papers : ruleset.papers) {
            auto const& [first, file] = sources.try_emplace(papers.id, papers.source, source.papersFile).first->second;
            if (first != papers.source) return fail(error::papersIdTwice, {{"rule", papers.id}, {"file", file}}, source.papersFile);
            for (auto const& cell : papers.cells) {
                if (cell.form.empty() || cell.form == headerDataset) continue;
                auto const* form = edition.findForm(cell.form);
                if (form == nullptr) return fail(error::formUnknown, {{"form", cell.form}}, source.papersFile);
                if (!form->indexOf(cell.column)) return fail(error::columnUnknown, {{"column", cell.column}, {"form", cell.form}}, source.papersFile);
                wanted.insert(inSmallLetters(cell.form));
                for (auto const& [component, own] : cell.match) names.insert(inSmallLetters(component));
            }
        }
        loaded.push_back(std::move(ruleset));
    }

    std::vector<std::string> candidates{std::string{headerDataset}, std::string{profileDataset}};
    for (auto const& form : edition.forms) {
        candidates.push_back(form.id);
        for (auto const& [when, suffix] : history) candidates.push_back(form.id + std::string{suffix});
        candidates.push_back(form.id + std::string{quartersBeforeSuffix});
    }
    for (auto const& [annual, quarterly] : edition.ruleData.quarters) candidates.push_back(annual + "_quarters");
    vtl::Structures structures;
    vtl::Structures structuresTogether;
    for (auto const& candidate : candidates) {
        auto const small = inSmallLetters(candidate);
        auto const what = datasetNamed(edition, candidate);
        if (!what || (!wanted.contains(small) && !names.contains(small))) continue;
        std::vector<PlannedComponent> planned;
        for (auto& one : plannedDataset(edition, *what)) {
            if (one.component.role == vtl::Role::attribute && !names.contains(inSmallLetters(one.component.name))) continue;
            planned.push_back(std::move(one));
        }
        structures.emplace(candidate, structureOf(candidate, planned));
        auto together = planned;
        together.insert(together.begin(), plannedPart());
        structuresTogether.emplace(candidate, structureOf(candidate, together));
        state->inputs.emplace(std::piecewise_construct, std::forward_as_tuple(candidate), std::forward_as_tuple(candidate, *what, std::move(planned)));
        state->together.emplace(std::piecewise_construct, std::forward_as_tuple(candidate), std::forward_as_tuple(candidate, *what, std::move(together)));
    }

    for (std::size_t i = 0; i < loaded.size(); ++i) {
        auto& ruleset = loaded[i];
        auto const& source = edition.rulesets[i];
        for (auto const& papers : ruleset.papers) {
            for (auto const& cell : papers.cells) {
                if (cell.form.empty() || cell.form == headerDataset) continue;
                for (auto const& [component, own] : cell.match) {
                    if (!structures.find(cell.form)->second.find(component))
                        return fail(error::columnUnknown, {{"column", component}, {"form", cell.form}}, source.papersFile);
                }
            }
        }
        Prepared prepared;
        prepared.text = source.vtl;
        prepared.form = edition.findForm(ruleset.dataset);
        vtl::Structure const* structure = nullptr;
        if (auto const input = structuresTogether.find(ruleset.dataset); input != structuresTogether.end()) structure = &input->second;
        if (!ruleset.preparation.assignments.empty()) {
            // Compiled without the number of the filing first, so that errors speak of what the author wrote.
            ZHIBAO_TRY(auto alone, vtl::compileScript(ruleset.preparation, structures, source.file));
            ZHIBAO_TRY(prepared.script, vtl::compileScript(ruleset.preparation, structuresTogether, source.file, partName));
            prepared.hasScript = true;
            if (!prepared.script.isByParts()) {
                prepared.isByParts = false;
                prepared.script = std::move(alone);
                if (auto const input = structures.find(ruleset.dataset); input != structures.end()) structure = &input->second;
            }
            auto const& results = prepared.script.results();
            if (auto const made = results.find(ruleset.dataset); made != results.end()) structure = &made->second;
        }
        if (structure == nullptr) return fail(error::ruleDatasetUnknown, {{"dataset", ruleset.dataset}}, source.file);
        ZHIBAO_TRY(BoundRuleset bound, BoundRuleset::bind(std::move(ruleset), *structure));
        state->rulesets.push_back(std::move(bound));
        state->prepared.push_back(std::move(prepared));
    }
    return EditionRules{std::move(state)};
}

RulePapers const* EditionRules::findPapers(std::string_view name) const noexcept {
    for (auto const& bound : state_->rulesets) {
        for (auto const& papers : bound.ruleset().papers) {
            if (papers.id == name || papers.rule == name) return &papers;
        }
    }
    return nullptr;
}

std::vector<RulePapers const*> EditionRules::papersAbout(std::string_view form, std::string_view column, RunsAt where) const {
    std::vector<RulePapers const*> about;
    for (auto const& bound : state_->rulesets) {
        for (auto const& papers : bound.ruleset().papers) {
            auto const isAbout = [&](PaperCell const& cell) { return cell.column == column && (cell.form.empty() ? bound.ruleset().dataset : cell.form) == form; };
            auto const isKnown = [&](RulePapers const* other) { return other->id == papers.id; };
            if (papers.runs(where) && std::any_of(papers.cells.begin(), papers.cells.end(), isAbout) && std::none_of(about.begin(), about.end(), isKnown)) about.push_back(&papers);
        }
    }
    return about;
}

std::string EditionRules::checkOf(std::string_view name) const {
    auto const* papers = findPapers(name);
    return papers == nullptr ? std::string{name} : papers->id;
}

bool EditionRules::canAsk(std::string_view name, RunsAt where) const noexcept {
    bool isKnown = false;
    for (auto const& bound : state_->rulesets) {
        for (auto const& papers : bound.ruleset().papers) {
            if (papers.id != name && papers.rule != name) continue;
            if (papers.runs(where)) return true;
            isKnown = true;
        }
    }
    return !isKnown;
}

std::vector<Finding> EditionRules::check(Filing const& filing, RunsAt where, Surroundings const& surroundings) const {
    Question const one{&filing, &surroundings};
    return check(std::span{&one, 1}, where).front();
}

std::vector<std::vector<Finding>> EditionRules::check(std::span<Question const> questions, RunsAt where) const {
    // Those to which the same rulesets apply, together.
    std::map<std::vector<bool>, std::vector<std::size_t>> groups;
    for (std::size_t i = 0; i < questions.size(); ++i) {
        std::vector<bool> concerned(state_->rulesets.size());
        for (std::size_t ruleset = 0; ruleset < concerned.size(); ++ruleset) concerned[ruleset] = state_->concerns(ruleset, *questions[i].filing);
        groups[std::move(concerned)].push_back(i);
    }
    std::vector<std::vector<Finding>> findings(questions.size());
    for (auto const& [concerned, members] : groups) state_->checkGroup(questions, members, concerned, where, findings);
    return findings;
}

void EditionRules::State::checkGroup(Questions questions, std::vector<std::size_t> const& members, std::vector<bool> const& concerned, RunsAt where,
                                     Findings& findings) const {
    std::vector<Question> group;
    group.reserve(members.size());
    for (auto const i : members) group.push_back(questions[i]);
    FilingDatasets datasets{group, *edition, together};
    for (std::size_t ruleset = 0; ruleset < concerned.size(); ++ruleset) {
        if (!concerned[ruleset]) continue;
        Findings found(members.size());
        if (!prepared[ruleset].isByParts || !checkTogether(ruleset, datasets, where, found)) {
            // One filing on which a statement fails must not speak for the others.
            for (std::size_t part = 0; part < members.size(); ++part) {
                FilingDatasets alone{std::span{group}.subspan(part, 1), *edition, prepared[ruleset].isByParts ? together : inputs};
                Findings own(1);
                if (!checkTogether(ruleset, alone, where, own)) own.front() = brokenFindings(rulesets[ruleset], where);
                found[part] = std::move(own.front());
            }
        }
        for (std::size_t part = 0; part < members.size(); ++part)
            std::move(found[part].begin(), found[part].end(), std::back_inserter(findings[members[part]]));
    }
}

/// False when a statement of the ruleset's script fails.
bool EditionRules::State::checkTogether(std::size_t ruleset, FilingDatasets& datasets, RunsAt where, Findings& findings) const {
    auto const& bound = rulesets[ruleset];
    vtl::Tables made;
    Problems unjudged;
    if (prepared[ruleset].hasScript && (!prepared[ruleset].script.run(datasets.finder(), made, unjudged) || !unjudged.empty())) return false;
    auto const own = made.find(bound.ruleset().dataset);
    auto const& judged = own == made.end() ? datasets.find(bound.ruleset().dataset)->dataset : *own->second;
    if (judged.rowCount() == 0) return true;
    auto const part = judged.structure().find(partName);
    auto const others = [&](PaperCell const& cell, vtl::Dataset const&, std::size_t row, std::vector<CellReference>& cells) {
        if (cell.form == headerDataset) {
            cells.push_back({cell.form, 0, cell.column});
            return;
        }
        std::size_t const filing = part ? static_cast<std::size_t>(judged.column(*part).narrow()[row]) : 0;
        // A finding is about this filing: what stands in another one cannot be mended here.
        if (datasets.filing(filing).findForm(cell.form) == nullptr) return;
        auto const& rows = *datasets.find(cell.form);
        for (std::size_t candidate = rows.starts[filing]; candidate < rows.starts[filing + 1]; ++candidate) {
            bool const fits = std::all_of(cell.match.begin(), cell.match.end(), [&](auto const& match) {
                auto const theirs = rows.dataset.structure().find(match.first);
                auto const mine = judged.structure().find(match.second);
                return rows.dataset.column(*theirs).written(candidate) == judged.column(*mine).written(row);
            });
            if (fits) cells.push_back({cell.form, candidate - rows.starts[filing], cell.column});
        }
    };
    std::vector<FindingWords> words(datasets.count());
    for (std::size_t i = 0; i < words.size(); ++i) {
        words[i].named = [this](std::string_view component, std::string_view code) { return meaningOf(component, code); };
        words[i].reason = [this, &filing = datasets.filing(i)](CellReference const& cell) {
            auto const validity = validityOf(filing, cell, *edition);
            return validity ? validity->reason : LocalizedText{};
        };
    }
    if (part)
        findings = checkParts(bound, judged, *part, datasets.count(), where, others, words);
    else
        findings.front() = zhibao::check(bound, judged, where, others, words.front());
    return true;
}

EditionRules::RuleData EditionRules::data(Filing const& filing, Surroundings const& surroundings) const {
    RuleData data;
    Question const one{&filing, &surroundings};
    FilingDatasets datasets{std::span{&one, 1}, *state_->edition, state_->inputs};
    for (auto const& [name, input] : state_->inputs) data.datasets.emplace(name, datasets.find(name)->dataset);
    std::set<std::string> files;
    for (std::size_t i = 0; i < state_->rulesets.size(); ++i) {
        if (!state_->concerns(i, filing)) continue;
        auto const& ruleset = state_->rulesets[i].ruleset();
        if (files.insert(ruleset.file).second) {
            data.script += state_->prepared[i].text;
            if (!data.script.ends_with('\n')) data.script += '\n';
        }
        std::string target = ruleset.id + "_verdicts";
        std::replace(target.begin(), target.end(), '-', '_');
        data.script += target + " <- check_datapoint(" + ruleset.dataset + ", " + ruleset.definition.name.text + " all);\n\n";
    }
    return data;
}

Result<std::vector<Finding>> checkFiling(Filing const& filing, Edition const& edition, RunsAt where, Surroundings const& surroundings) {
    ZHIBAO_TRY(EditionRules const rules, EditionRules::compile(edition));
    return rules.check(filing, where, surroundings);
}

}  // namespace zhibao
