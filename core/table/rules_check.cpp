#include "table/rules_check.h"

#include <algorithm>
#include <map>
#include <set>
#include <string>
#include <string_view>
#include <utility>
#include <variant>
#include <vector>

#include "base/json.h"
#include "base/text.h"
#include "calendar/period.h"
#include "rules/compile.h"
#include "rules/edition_rules.h"
#include "rules/filing_data.h"
#include "rules/ruleset.h"
#include "rules/structural_codes.h"
#include "table/json_repair.h"

namespace zhibao {

namespace {

struct NamedRule {
    std::string rule;
    std::string pointer;
    JsonNode check;
    JsonNode node;  // the check, or its part
};

std::vector<NamedRule> rulesIn(JsonNode const& papers) {
    std::vector<NamedRule> rules;
    auto const* list = papers.value().find("rules");
    if (list == nullptr || list->array() == nullptr) return rules;
    for (auto const& check : *list->array()) {
        auto const node = papers.of(check);
        auto const* parts = check.find("parts");
        if (parts == nullptr || parts->array() == nullptr) {
            rules.push_back({idOf(check), node.pointer(), node, node});
            continue;
        }
        for (auto const& part : *parts->array()) {
            auto const* rule = part.find("rule");
            rules.push_back({rule == nullptr || rule->string() == nullptr ? std::string{} : *rule->string(), papers.of(part).pointer(), node, papers.of(part)});
        }
    }
    return rules;
}

bool papersFit(vtl::DatapointRuleset const& definition, RulesetSource const& source, JsonValue const& papers, EditionProblems& problems) {
    auto const before = problems.all().size();
    auto const named = rulesIn(JsonNode{papers});
    for (auto const& rule : definition.rules) {
        bool const isThere = std::any_of(named.begin(), named.end(), [&](auto const& one) { return one.rule == rule.name.text; });
        if (!isThere) problems.report(error::papersMissing, {{"rule", rule.name.text}}, source.papersFile, "/rules");
    }
    for (auto const& one : named) {
        auto const rule = std::find_if(definition.rules.begin(), definition.rules.end(), [&](auto const& candidate) { return candidate.name.text == one.rule; });
        if (rule == definition.rules.end()) {
            if (!one.rule.empty()) problems.report(error::papersRuleUnknown, {{"rule", one.rule}}, source.papersFile, one.pointer);
            continue;
        }
        // Those who run the text without its papers know a finding by its code.
        auto const* code = std::get_if<std::string>(&rule->errorCode);
        auto const id = idOf(one.check.value());
        if (!id.empty() && (code == nullptr || (*code != id && *code != one.rule)))
            problems.report(error::papersErrorCodeDiffers, {{"rule", one.rule}, {"expected", id}, {"got", vtl::written(rule->errorCode)}}, source.papersFile, one.check.pointer());
        if (auto const* level = one.check.value().find("level"); level != nullptr && level->string() != nullptr) {
            auto const known = levelNamed(*level->string());
            if (known && !std::holds_alternative<vtl::Null>(rule->errorLevel)) {
                auto const expected = std::to_string(static_cast<int>(*known) + 1);
                auto const got = vtl::written(rule->errorLevel);
                if (got != expected) problems.report(error::papersLevelDiffers, {{"rule", one.rule}, {"expected", expected}, {"got", got}}, source.papersFile, one.check.pointer());
            }
        }
        auto const* cells = one.node.value().find("cells");
        if (cells == nullptr || cells->array() == nullptr) continue;
        for (auto const& cell : *cells->array()) {
            if (cell.string() == nullptr) continue;  // cells of other forms are for the compiler
            bool const isKnown = std::any_of(definition.signature.begin(), definition.signature.end(), [&](auto const& parameter) { return parameter.name.text == *cell.string(); });
            if (!isKnown) problems.report(error::papersColumnUnknown, {{"rule", one.rule}, {"column", *cell.string()}}, source.papersFile, JsonNode{papers}.of(cell).pointer());
        }
    }
    return problems.all().size() == before;
}

bool namesAreKnown(Edition const& edition, vtl::DatapointRuleset const& definition, RulesetSource const& source, EditionProblems& problems) {
    // A dataset that the file makes by itself is known only to the compiler.
    auto const structure = datasetStructure(edition, source.dataset);
    if (!structure) return true;
    auto const before = problems.all().size();
    for (auto const& parameter : definition.signature)
        if (!structure->find(parameter.name.text))
            problems.report(Error{error::vtlNameUnknown, {source.file + ":" + vtl::toText(parameter.name.position)}, {{"name", parameter.name.text}, {"in", source.dataset}}});
    // A name may be missing because its column was broken; then nothing more is asked of the file.
    bool const anyBroken = std::any_of(definition.signature.begin(), definition.signature.end(), [&](auto const& parameter) { return problems.isTakenOut(parameter.name.text); });
    return problems.all().size() == before && !anyBroken;
}

/// Reads papers again and again, each problem told and put right, until nothing is wrong or nothing can be put right. False when
/// anything was wrong.
template <class Read>
bool readOn(std::string const& file, Bytes& papers, EditionProblems& problems, Read const& read) {
    JsonRepair repair{problems};
    bool isSound = true;
    for (std::size_t round = 0; round < EditionProblems::limit; ++round) {
        auto const result = read();
        if (result) return isSound;
        isSound = false;
        auto const& error = result.error();
        // Only told when it was so in the file: afterwards rules may lack papers that were taken out.
        if (error.code == error::papersMissing || error.code == error::papersLevelDiffers) return false;
        problems.report(repair.asWritten(file, error));
        auto document = parseJson(papers);
        if (error.places.empty() || error.places.front() != file || !document || !repair.repair(file, *document, error)) return false;
        auto text = toText(*document, 2);
        if (text == papers) return false;
        papers = std::move(text);
    }
    return false;
}

std::string textAt(JsonValue const& value, std::string_view key) {
    auto const* text = value.find(key);
    return text == nullptr || text->string() == nullptr ? std::string{} : *text->string();
}

/// A check holds from a period on.
void sinceIsPeriod(JsonNode const& papers, std::string const& file, EditionProblems& problems) {
    auto const* rules = papers.value().find("rules");
    if (rules == nullptr || rules->array() == nullptr) return;
    for (auto const& rule : *rules->array()) {
        auto const since = textAt(rule, "since");
        if (!since.empty() && !parsePeriod(since)) problems.report(error::papersSinceMalformed, {{"rule", idOf(rule)}, {"text", since}}, file, papers.of(rule).pointer() + "/since");
    }
}

/// Codes that the program never gives, and those that no check claims.
void codesAreKnown(JsonNode const& papers, std::string const& file, EditionProblems& problems) {
    std::set<std::string_view> unclaimed;
    for (auto const code : structuralCodes) unclaimed.insert(code.name());
    auto const known = unclaimed;
    auto const* rules = papers.value().find("rules");
    if (rules == nullptr || rules->array() == nullptr) return;
    for (auto const& rule : *rules->array()) {
        auto const* codes = rule.find("codes");
        if (codes == nullptr || codes->array() == nullptr) continue;
        for (auto const& code : *codes->array()) {
            if (code.string() == nullptr) continue;
            unclaimed.erase(*code.string());
            if (!known.contains(*code.string())) problems.report(error::structuralCodeUnknown, {{"rule", idOf(rule)}, {"text", *code.string()}}, file, papers.of(code).pointer());
        }
    }
    std::string names;
    for (auto const name : unclaimed) names += (names.empty() ? "" : ", ") + std::string{name};
    if (!names.empty()) problems.report(error::structuralCodesUnclaimed, {{"codes", names}}, file, "/rules", true);
}

}  // namespace

void checkRules(Edition const& edition, RulesetSource const& source, bool isDataBroken, EditionProblems& problems) {
    auto const script = vtl::parseScript(source.vtl, source.file);
    auto const papers = parseJson(source.papers);
    if (!script) problems.report(script.error());
    if (!papers) problems.report(papers.error().inside(source.papersFile));
    bool isComplete = script && papers && !isDataBroken;
    if (papers) sinceIsPeriod(JsonNode{*papers}, source.papersFile, problems);
    if (script && papers && script->rulesets.size() == 1) {
        isComplete = papersFit(script->rulesets.front(), source, *papers, problems) && isComplete;
        auto repaired = source;
        isComplete = readOn(source.papersFile, repaired.papers, problems, [&] { return loadRuleset(repaired); }) && isComplete;
    }
    if (script && script->rulesets.size() == 1 && !isDataBroken && !problems.isTakenOut(source.dataset))
        isComplete = namesAreKnown(edition, script->rulesets.front(), source, problems) && isComplete;
    if (!isComplete) return;
    // What is left is for the compiler to say; each file by itself, so that one does not hide another.
    auto alone = edition;
    alone.structuralChecks = {};
    std::erase_if(alone.rulesets, [&](auto const& other) { return other.id != source.id; });
    if (auto const compiled = EditionRules::compile(alone); !compiled) problems.report(compiled.error());
}

void checkStructuralPapers(StructuralCheckSource const& source, EditionProblems& problems) {
    auto repaired = source;
    readOn(source.file, repaired.papers, problems, [&] { return loadStructuralPapers(repaired); });
    auto const papers = parseJson(source.papers);
    if (source.papers.empty() || !papers) return;
    sinceIsPeriod(JsonNode{*papers}, source.file, problems);
    codesAreKnown(JsonNode{*papers}, source.file, problems);
}

void checkIdsApart(Edition const& edition, EditionProblems& problems) {
    std::map<std::string, std::pair<std::string, std::string>> sources;  // by id: what the check comes from, and the file that says so
    auto const look = [&](Bytes const& bytes, std::string const& file) {
        auto const papers = parseJson(bytes);
        auto const* rules = papers ? papers->find("rules") : nullptr;
        if (rules == nullptr || rules->array() == nullptr) return;
        for (auto const& rule : *rules->array()) {
            auto const id = idOf(rule);
            auto const source = textAt(rule, "source");
            if (id.empty() || source.empty()) continue;
            auto const& first = sources.try_emplace(id, source, file).first->second;
            if (first.first != source)
                problems.report(error::papersIdTwice, {{"rule", id}, {"file", first.second}}, file, JsonNode{*papers}.of(rule).pointer());
        }
    };
    look(edition.structuralChecks.papers, edition.structuralChecks.file);
    for (auto const& source : edition.rulesets) look(source.papers, source.papersFile);
}

}  // namespace zhibao
