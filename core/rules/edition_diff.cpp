#include "rules/edition_diff.h"

#include <algorithm>
#include <map>
#include <set>
#include <utility>

#include "base/file.h"
#include "base/json.h"
#include "form/edition.h"
#include "rules/edition_losses.h"
#include "rules/json_changes.h"
#include "rules/rule_texts.h"

namespace zhibao {

namespace {

using Names = std::vector<std::string>;

/// What is compared: the edition as values, and its JSON files as they are, so that no member escapes, however new.
struct Documents {
    Edition edition;
    JsonValue top;
    std::map<std::string, JsonValue> forms;  // by id
    JsonValue explanations{JsonValue::Object{}};      // without members where the edition has no such file
    JsonValue structuralChecks{JsonValue::Object{}};
};

Result<Documents> readDocuments(std::filesystem::path const& folder) {
    Documents documents;
    ZHIBAO_TRY(documents.edition, loadEdition(folder));
    auto const json = [&](std::string const& name) -> Result<JsonValue> {
        auto const path = folder / pathOf(name);
        ZHIBAO_TRY(Bytes const bytes, readFile(path));
        return inside(toText(path), parseJson(bytes));
    };
    ZHIBAO_TRY(documents.top, json("edition.json"));
    // loadEdition has seen that these are there and what they are.
    for (auto const& file : *documents.top.find("forms")->array()) {
        ZHIBAO_TRY(JsonValue form, json(*file.string()));
        auto id = *form.find("id")->string();
        documents.forms.emplace(std::move(id), std::move(form));
    }
    for (auto const& [key, document] : {std::pair{"explanations", &documents.explanations}, std::pair{"structuralChecks", &documents.structuralChecks}}) {
        auto const* file = documents.top.find(key);
        if (file == nullptr || file->string() == nullptr) continue;
        ZHIBAO_TRY(*document, json(*file->string()));
        if (document->object() == nullptr) *document = JsonValue::Object{};
    }
    return documents;
}

/// What a change is about, by its place.
std::string subjectOf(std::string_view place) {
    auto const names = namesOf(place);
    auto const& first = names.front();
    // The thing itself has two names (its kind and its own), a column and a code of it four and three.
    if (names.size() > 2 && (names.back() == "zh" || names.back() == "en")) return "text";
    if (first == "title") return "text";
    if (first == "formSets") {
        if (names.size() > 2 && (names[2] == "appliesWhen" || names[2] == "owedWhen" || names[2] == "notOwed" || names[2] == "scope")) return "scope";
        return "form-set";
    }
    if (first == "forms") {
        if (names.size() == 2) return "form";
        if (names[2] == "columns" && names.size() > 3) return "column";
        if (names[2] == "print" || names[2] == "marks" || names[2] == "scope") return names[2];
        return "form";
    }
    if (first == "lists") return names.size() == 2 ? "list" : "code";
    if (first == "rules") {
        if (names.size() == 2) return "ruleset";
        if (names.back() == "level") return "level";
        return names.size() > 2 && (names[2] == "dataset" || names[2] == "script" || names[2] == "runs" || names[2] == "formSets") ? "ruleset" : "rule";
    }
    if (first == "tables") return "table";
    if (first == "ruleData") return "rule-data";
    if (first == "explanations") return "explanations";
    if (first == "structuralChecks") return names.back() == "level" ? "level" : "structural-check";
    return "edition";
}

class Differ {
public:
    Differ(Documents const& from, Documents const& to) : from_(from), to_(to) {}

    std::vector<EditionChange> run() {
        top();
        forms();
        lists();
        rules();
        tables();
        joinMoves();
        for (auto& change : changes_.all()) {
            change.subject = subjectOf(change.place);
            change.loss = lossOf(change, from_.edition, to_.edition);
        }
        return std::move(changes_.all());
    }

private:
    // --- the parts of an edition ------------------------------------------------------------------------------------------------

    void top() {
        changes_.compareObjects(from_.top, to_.top, {}, {"schema", "id", "forms", "lists", "rulesets", "tables", "explanations", "structuralChecks"});
        changes_.compareObjects(from_.explanations, to_.explanations, "explanations", {"schema"});
        auto const checks = [](Documents const& documents) { return documents.structuralChecks.find("rules"); };
        auto const* before = checks(from_);
        auto const* after = checks(to_);
        static JsonValue const none{JsonValue::Array{}};
        changes_.compare(before == nullptr ? &none : before, after == nullptr ? &none : after, "structuralChecks");
    }

    void forms() {
        for (auto const& form : from_.edition.forms) {
            auto const place = "forms/" + form.id;
            auto const& before = from_.forms.at(form.id);
            auto const after = to_.forms.find(form.id);
            if (after == to_.forms.end()) changes_.add(ChangeKind::removed, place, form.title.zh);
            else changes_.compareObjects(before, after->second, place, {"id", "schema"});
        }
        for (auto const& form : to_.edition.forms)
            if (!from_.forms.contains(form.id)) changes_.add(ChangeKind::added, "forms/" + form.id, {}, form.title.zh);
    }

    void lists() {
        for (auto const& [id, list] : from_.edition.lists) {
            auto const place = "lists/" + id;
            auto const* after = to_.edition.findList(id);
            if (after == nullptr) {
                changes_.add(ChangeKind::removed, place, list.title().zh);
                continue;
            }
            texts(list.title(), after->title(), place + "/title");
            codes(list, *after, place);
        }
        for (auto const& [id, list] : to_.edition.lists)
            if (from_.edition.findList(id) == nullptr) changes_.add(ChangeKind::added, "lists/" + id, {}, list.title().zh);
    }

    void texts(LocalizedText const& before, LocalizedText const& after, std::string const& place) {
        values(before.zh, after.zh, place + "/zh");
        values(before.en, after.en, place + "/en");
    }

    void values(std::string const& before, std::string const& after, std::string const& place) {
        if (before == after) return;
        changes_.add(before.empty() ? ChangeKind::added : after.empty() ? ChangeKind::removed : ChangeKind::changed, place, before, after);
    }

    void codes(CodeList const& before, CodeList const& after, std::string const& place) {
        auto const codesIn = [](CodeList const& list) {
            Names names;
            for (auto const& entry : list.entries()) names.push_back(entry.code);
            return names;
        };
        auto const moved = movedBetween(codesIn(before), codesIn(after));
        for (auto const& entry : before.entries()) {
            auto const here = place + "/" + entry.code;
            auto const* other = after.find(entry.code);
            if (other == nullptr) {
                changes_.add(ChangeKind::removed, here, entry.name.zh);
                continue;
            }
            if (entry.parent != other->parent) changes_.add(ChangeKind::moved, here + "/parent", entry.parent, other->parent);
            else if (moved.contains(entry.code)) changes_.add(ChangeKind::moved, here, std::to_string(before.indexOf(entry.code) + 1), std::to_string(after.indexOf(entry.code) + 1));
            texts(entry.name, other->name, here + "/name");
            if (entry.isLeaf != other->isLeaf) changes_.add(ChangeKind::changed, here + "/is_leaf", entry.isLeaf ? "1" : "0", other->isLeaf ? "1" : "0");
            if (entry.searchKeys != other->searchKeys) changes_.add(ChangeKind::changed, here + "/keys");
            std::set<std::string> headings;
            for (auto const* one : {&entry, other})
                for (auto const& [heading, value] : one->attributes) headings.insert(heading);
            for (auto const& heading : headings) values(entry.attribute(heading), other->attribute(heading), here + "/" + heading);
        }
        for (auto const& entry : after.entries())
            if (before.find(entry.code) == nullptr) changes_.add(ChangeKind::added, place + "/" + entry.code, {}, entry.name.zh);
    }

    static RulesetSource const* findRuleset(Edition const& edition, std::string_view id) {
        auto const found = std::find_if(edition.rulesets.begin(), edition.rulesets.end(), [&](auto const& one) { return one.id == id; });
        return found == edition.rulesets.end() ? nullptr : &*found;
    }

    /// Which check of the papers a rule of the text belongs to: itself, or the one it is a part of.
    static std::map<std::string, std::string> checksOf(JsonValue const& papers) {
        std::map<std::string, std::string> checks;
        auto const* rules = papers.find("rules");
        if (rules == nullptr || rules->array() == nullptr) return checks;
        for (auto const& rule : *rules->array()) {
            auto const id = identityOf(rule);
            checks.emplace(id, id);
            auto const* parts = rule.find("parts");
            if (parts == nullptr || parts->array() == nullptr) continue;
            for (auto const& part : *parts->array()) checks.emplace(identityOf(part), id);
        }
        return checks;
    }

    static JsonValue papersOf(RulesetSource const& source) { return parseJson(source.papers).value_or(JsonValue{}); }

    void rules() {
        for (auto const& source : from_.edition.rulesets) {
            auto const place = "rules/" + source.id;
            auto const* other = findRuleset(to_.edition, source.id);
            if (other == nullptr) changes_.add(ChangeKind::removed, place, source.dataset);
            else ruleset(source, *other, place);
        }
        for (auto const& source : to_.edition.rulesets)
            if (findRuleset(from_.edition, source.id) == nullptr) changes_.add(ChangeKind::added, "rules/" + source.id, {}, source.dataset);
    }

    void ruleset(RulesetSource const& before, RulesetSource const& after, std::string const& place) {
        // What edition.json says of the ruleset, whatever it says; the names of its files do not count.
        auto const entry = [](JsonValue const& top, std::string const& id) {
            for (auto const& one : *top.find("rulesets")->array())
                if (identityOf(one) == id) return &one;
            return static_cast<JsonValue const*>(nullptr);
        };
        changes_.compareObjects(*entry(from_.top, before.id), *entry(to_.top, after.id), place, {"id", "vtl", "papers"});

        auto const papers = papersOf(before);
        auto const newPapers = papersOf(after);
        if (papers.object() != nullptr && newPapers.object() != nullptr) {
            changes_.compareObjects(papers, newPapers, place, {"schema", "ruleset", "rules"});
            auto const* checks = papers.find("rules");
            auto const* newChecks = newPapers.find("rules");
            if (checks != nullptr && newChecks != nullptr && checks->array() != nullptr && newChecks->array() != nullptr)
                changes_.compareArrays(*checks->array(), *newChecks->array(), place);
        }
        auto const checks = checksOf(papers);
        auto const newChecks = checksOf(newPapers);
        auto const checkOf = [](std::map<std::string, std::string> const& all, std::string const& rule) {
            auto const found = all.find(rule);
            return found == all.end() ? rule : found->second;
        };
        // A check that came or went with its papers was reported with them.
        auto const isReported = [&](std::string const& check) {
            return std::any_of(changes_.all().begin(), changes_.all().end(), [&](EditionChange const& change) {
                return change.place == place + "/" + check && (change.kind == ChangeKind::added || change.kind == ChangeKind::removed);
            });
        };
        auto const texts = ruleTextsOf(before);
        auto const newTexts = ruleTextsOf(after);
        for (auto const& [rule, text] : texts.rules) {
            auto const found = newTexts.rules.find(rule);
            auto const check = checkOf(checks, rule);
            auto const here = place + "/" + check + (check == rule ? "" : "/" + rule) + "/condition";
            if (found != newTexts.rules.end()) values(text, found->second, here);
            else if (!isReported(check)) changes_.add(ChangeKind::removed, here, text);
        }
        for (auto const& [rule, text] : newTexts.rules) {
            auto const check = checkOf(newChecks, rule);
            if (!texts.rules.contains(rule) && !isReported(check))
                changes_.add(ChangeKind::added, place + "/" + check + (check == rule ? "" : "/" + rule) + "/condition", {}, text);
        }
        values(texts.rest, newTexts.rest, place + "/script");
    }

    void tables() {
        for (auto const& source : from_.edition.tables) {
            auto const place = "tables/" + source.id;
            auto const before = parseJson(source.definition).value_or(JsonValue{});
            auto const* other = to_.edition.findTable(source.id);
            if (other == nullptr) {
                changes_.add(ChangeKind::removed, place, shown(&before));
                continue;
            }
            auto const after = parseJson(other->definition).value_or(JsonValue{});
            changes_.compare(&before, &after, place);
        }
        for (auto const& source : to_.edition.tables) {
            if (from_.edition.findTable(source.id) != nullptr) continue;
            auto const added = parseJson(source.definition).value_or(JsonValue{});
            changes_.add(ChangeKind::added, "tables/" + source.id, {}, shown(&added));
        }
    }

    /// A column or form that went from one owner to another is one change.
    void joinMoves() {
        auto const isCandidate = [](EditionChange const& change, ChangeKind kind) {
            auto const names = namesOf(change.place);
            return change.kind == kind && names.size() == 4 &&
                   ((names[0] == "forms" && names[2] == "columns") || (names[0] == "formSets" && names[2] == "forms"));
        };
        auto& changes = changes_.all();
        for (auto& removed : changes) {
            if (!isCandidate(removed, ChangeKind::removed)) continue;
            auto const names = namesOf(removed.place);
            auto const added = std::find_if(changes.begin(), changes.end(), [&](EditionChange const& change) {
                if (!isCandidate(change, ChangeKind::added)) return false;
                auto const others = namesOf(change.place);
                return others[0] == names[0] && others[3] == names[3];
            });
            if (added == changes.end()) continue;
            removed.kind = ChangeKind::moved;
            removed.before = removed.place;
            removed.after = added->place;
            added->place.clear();  // to be taken out
        }
        std::erase_if(changes, [](auto const& change) { return change.place.empty(); });
    }

    Documents const& from_;
    Documents const& to_;
    JsonChanges changes_;
};

}  // namespace

std::string_view nameOf(ChangeKind kind) noexcept {
    switch (kind) {
        case ChangeKind::added: return "added";
        case ChangeKind::removed: return "removed";
        case ChangeKind::changed: return "changed";
        case ChangeKind::moved: break;
    }
    return "moved";
}

Result<std::vector<EditionChange>> diffEditions(std::filesystem::path const& from, std::filesystem::path const& to) {
    ZHIBAO_TRY(Documents const before, readDocuments(from));
    ZHIBAO_TRY(Documents const after, readDocuments(to));
    return Differ{before, after}.run();
}

}  // namespace zhibao
