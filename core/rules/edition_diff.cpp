#include "rules/edition_diff.h"

#include <algorithm>
#include <array>
#include <map>
#include <optional>
#include <set>

#include "base/file.h"
#include "base/json.h"
#include "form/edition.h"
#include "rules/tokens.h"

namespace zhibao {

namespace {

using Names = std::vector<std::string>;

Names namesOf(std::string_view place) {
    Names names;
    while (!place.empty()) {
        auto const slash = std::min(place.find('/'), place.size());
        names.emplace_back(place.substr(0, slash));
        place.remove_prefix(std::min(slash + 1, place.size()));
    }
    return names;
}

/// What is compared: the edition as values, and its JSON files as they are, so that no member escapes, however new.
struct Documents {
    Edition edition;
    JsonValue top;
    std::map<std::string, JsonValue> forms;  // by id
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
    return documents;
}

bool isNothing(JsonValue const* value) {
    return value == nullptr || value->kind() == JsonValue::Kind::null;
}

/// A scalar as people read it; the title of a thing; nothing for what has neither.
std::string shown(JsonValue const* value) {
    if (isNothing(value)) return {};
    if (auto const* text = value->string()) return *text;
    if (auto const* number = value->integer()) return std::to_string(*number);
    if (auto const* truth = value->boolean()) return *truth ? "true" : "false";
    if (auto const* zh = value->find("zh"); zh != nullptr && zh->string() != nullptr) return *zh->string();
    if (auto const* title = value->find("title")) return shown(title);
    return {};
}

/// What tells an element of an array from its like; empty when nothing does.
std::string identityOf(JsonValue const& element) {
    if (auto const* text = element.string()) return *text;
    for (auto const* key : {"id", "rule", "key", "number", "letter", "total", "signatory"})
        if (auto const* name = element.find(key); name != nullptr && name->string() != nullptr) return *name->string();
    return {};
}

std::optional<Names> identitiesOf(JsonValue::Array const& array) {
    Names names;
    std::set<std::string> seen;
    for (auto const& element : array) {
        auto name = identityOf(element);
        if (name.empty() || !seen.insert(name).second) return std::nullopt;
        names.push_back(std::move(name));
    }
    return names;
}

/// Of the names in both lists, the fewest whose move explains that the rest stand in the same order.
std::set<std::string> movedBetween(Names const& before, Names const& after) {
    std::vector<std::size_t> positions;
    Names common;
    for (auto const& name : before) {
        auto const place = std::find(after.begin(), after.end(), name);
        if (place == after.end()) continue;
        common.push_back(name);
        positions.push_back(static_cast<std::size_t>(place - after.begin()));
    }
    // The longest rising sequence stays. Lists of codes can be long, hence by halving.
    std::vector<std::size_t> tails;                                        // index of the last element of the best sequence of each length
    std::vector<std::size_t> predecessor(positions.size(), SIZE_MAX);
    for (std::size_t i = 0; i < positions.size(); ++i) {
        auto const place = std::lower_bound(tails.begin(), tails.end(), positions[i], [&](std::size_t tail, std::size_t position) { return positions[tail] < position; });
        if (place != tails.begin()) predecessor[i] = *(place - 1);
        if (place == tails.end()) tails.push_back(i);
        else *place = i;
    }
    std::set<std::string> moved(common.begin(), common.end());
    for (std::size_t i = tails.empty() ? SIZE_MAX : tails.back(); i != SIZE_MAX; i = predecessor[i]) moved.erase(common[i]);
    return moved;
}

/// The rules of a file and everything else in it, each as its words one space apart.
struct RuleTexts {
    std::map<std::string, std::string> rules;
    std::string rest;
};

RuleTexts ruleTextsOf(RulesetSource const& source) {
    RuleTexts texts;
    auto const tokens = vtl::tokensOf(source.vtl, source.file);
    if (!tokens) {
        texts.rest = source.vtl;
        return texts;
    }
    auto const add = [](std::string& text, vtl::Token const& token) {
        if (!text.empty()) text += ' ';
        if (token.kind == vtl::Token::Kind::string) text += "\"" + std::string{token.text} + "\"";
        else if (token.kind == vtl::Token::Kind::quotedName) text += "'" + std::string{token.text} + "'";
        else text += token.text;
    };
    bool inDefinition = false;  // between "define" and "end"
    bool inRules = false;       // after its "is"
    std::string name;
    std::string text;
    auto const finish = [&] {
        if (!name.empty()) texts.rules.emplace(name, text);
        else texts.rest += text.empty() ? "" : " " + text;
        name.clear();
        text.clear();
    };
    for (auto const& token : *tokens) {
        if (token.kind == vtl::Token::Kind::end) break;
        if (!inRules) {
            add(texts.rest, token);
            inDefinition = inDefinition || token.isKeyword("define");
            inRules = inDefinition && token.isKeyword("is");
            continue;
        }
        if (token.isKeyword("end")) {
            finish();
            inRules = inDefinition = false;
            add(texts.rest, token);
        } else if (token.isMark(";")) {
            finish();
        } else if (token.isMark(":") && name.empty()) {
            name = std::exchange(text, {});
        } else {
            add(text, token);
        }
    }
    finish();
    return texts;
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
        for (auto& change : changes_) change.loss = lossOf(change);
        return std::move(changes_);
    }

private:
    void report(ChangeKind kind, std::string place, std::string before = {}, std::string after = {}) {
        auto subject = subjectOf(place);
        changes_.push_back({kind, std::move(subject), std::move(place), std::move(before), std::move(after), {}});
    }

    static std::string subjectOf(std::string_view place) {
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
        return "edition";
    }

    // --- any JSON ---------------------------------------------------------------------------------------------------------------

    void compare(JsonValue const* before, JsonValue const* after, std::string const& place) {
        if (isNothing(before) && isNothing(after)) return;
        if (isNothing(before)) return report(ChangeKind::added, place, {}, shown(after));
        if (isNothing(after)) return report(ChangeKind::removed, place, shown(before));
        if (*before == *after) return;
        if (before->object() != nullptr && after->object() != nullptr) return compareObjects(*before, *after, place, {});
        if (before->array() != nullptr && after->array() != nullptr) return compareArrays(*before->array(), *after->array(), place);
        report(ChangeKind::changed, place, shown(before), shown(after));
    }

    void compareObjects(JsonValue const& before, JsonValue const& after, std::string const& place, std::set<std::string_view> const& without) {
        auto const inner = [&](std::string const& key) { return place.empty() ? key : place + "/" + key; };
        for (auto const& [key, value] : *before.object())
            if (!without.contains(key)) compare(&value, after.find(key), inner(key));
        for (auto const& [key, value] : *after.object())
            if (!without.contains(key) && before.find(key) == nullptr) compare(nullptr, &value, inner(key));
    }

    void compareArrays(JsonValue::Array const& before, JsonValue::Array const& after, std::string const& place) {
        auto const names = identitiesOf(before);
        auto const newNames = identitiesOf(after);
        if (!names || !newNames) {
            for (std::size_t i = 0; i < std::max(before.size(), after.size()); ++i)
                compare(i < before.size() ? &before[i] : nullptr, i < after.size() ? &after[i] : nullptr, place + "/" + std::to_string(i + 1));
            return;
        }
        auto const moved = movedBetween(*names, *newNames);
        for (std::size_t i = 0; i < names->size(); ++i) {
            auto const& name = (*names)[i];
            auto const found = std::find(newNames->begin(), newNames->end(), name);
            if (found == newNames->end()) {
                report(ChangeKind::removed, place + "/" + name, shown(&before[i]));
                continue;
            }
            auto const position = static_cast<std::size_t>(found - newNames->begin());
            if (moved.contains(name)) report(ChangeKind::moved, place + "/" + name, std::to_string(i + 1), std::to_string(position + 1));
            compare(&before[i], &after[position], place + "/" + name);
        }
        for (std::size_t i = 0; i < newNames->size(); ++i)
            if (std::find(names->begin(), names->end(), (*newNames)[i]) == names->end()) report(ChangeKind::added, place + "/" + (*newNames)[i], {}, shown(&after[i]));
    }

    // --- the parts of an edition ------------------------------------------------------------------------------------------------

    void top() { compareObjects(from_.top, to_.top, {}, {"schema", "id", "forms", "lists", "rulesets", "tables"}); }

    void forms() {
        for (auto const& form : from_.edition.forms) {
            auto const place = "forms/" + form.id;
            auto const& before = from_.forms.at(form.id);
            auto const after = to_.forms.find(form.id);
            if (after == to_.forms.end()) report(ChangeKind::removed, place, form.title.zh);
            else compareObjects(before, after->second, place, {"id", "schema"});
        }
        for (auto const& form : to_.edition.forms)
            if (!from_.forms.contains(form.id)) report(ChangeKind::added, "forms/" + form.id, {}, form.title.zh);
    }

    void lists() {
        for (auto const& [id, list] : from_.edition.lists) {
            auto const place = "lists/" + id;
            auto const* after = to_.edition.findList(id);
            if (after == nullptr) {
                report(ChangeKind::removed, place, list.title().zh);
                continue;
            }
            texts(list.title(), after->title(), place + "/title");
            codes(list, *after, place);
        }
        for (auto const& [id, list] : to_.edition.lists)
            if (from_.edition.findList(id) == nullptr) report(ChangeKind::added, "lists/" + id, {}, list.title().zh);
    }

    void texts(LocalizedText const& before, LocalizedText const& after, std::string const& place) {
        values(before.zh, after.zh, place + "/zh");
        values(before.en, after.en, place + "/en");
    }

    void values(std::string const& before, std::string const& after, std::string const& place) {
        if (before == after) return;
        report(before.empty() ? ChangeKind::added : after.empty() ? ChangeKind::removed : ChangeKind::changed, place, before, after);
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
                report(ChangeKind::removed, here, entry.name.zh);
                continue;
            }
            if (entry.parent != other->parent) report(ChangeKind::moved, here + "/parent", entry.parent, other->parent);
            else if (moved.contains(entry.code)) report(ChangeKind::moved, here, std::to_string(before.indexOf(entry.code) + 1), std::to_string(after.indexOf(entry.code) + 1));
            texts(entry.name, other->name, here + "/name");
            if (entry.isLeaf != other->isLeaf) report(ChangeKind::changed, here + "/is_leaf", entry.isLeaf ? "1" : "0", other->isLeaf ? "1" : "0");
            if (entry.searchKeys != other->searchKeys) report(ChangeKind::changed, here + "/keys");
            std::set<std::string> headings;
            for (auto const* one : {&entry, other})
                for (auto const& [heading, value] : one->attributes) headings.insert(heading);
            for (auto const& heading : headings) values(entry.attribute(heading), other->attribute(heading), here + "/" + heading);
        }
        for (auto const& entry : after.entries())
            if (before.find(entry.code) == nullptr) report(ChangeKind::added, place + "/" + entry.code, {}, entry.name.zh);
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
            if (other == nullptr) report(ChangeKind::removed, place, source.dataset);
            else ruleset(source, *other, place);
        }
        for (auto const& source : to_.edition.rulesets)
            if (findRuleset(from_.edition, source.id) == nullptr) report(ChangeKind::added, "rules/" + source.id, {}, source.dataset);
    }

    void ruleset(RulesetSource const& before, RulesetSource const& after, std::string const& place) {
        // What edition.json says of the ruleset, whatever it says; the names of its files do not count.
        auto const entry = [](JsonValue const& top, std::string const& id) {
            for (auto const& one : *top.find("rulesets")->array())
                if (identityOf(one) == id) return &one;
            return static_cast<JsonValue const*>(nullptr);
        };
        compareObjects(*entry(from_.top, before.id), *entry(to_.top, after.id), place, {"id", "vtl", "papers"});

        auto const papers = papersOf(before);
        auto const newPapers = papersOf(after);
        if (papers.object() != nullptr && newPapers.object() != nullptr) {
            compareObjects(papers, newPapers, place, {"schema", "ruleset", "rules"});
            auto const* checks = papers.find("rules");
            auto const* newChecks = newPapers.find("rules");
            if (checks != nullptr && newChecks != nullptr && checks->array() != nullptr && newChecks->array() != nullptr)
                compareArrays(*checks->array(), *newChecks->array(), place);
        }
        auto const checks = checksOf(papers);
        auto const newChecks = checksOf(newPapers);
        auto const checkOf = [](std::map<std::string, std::string> const& all, std::string const& rule) {
            auto const found = all.find(rule);
            return found == all.end() ? rule : found->second;
        };
        // A check that came or went with its papers was reported with them.
        auto const isReported = [&](std::string const& check) {
            return std::any_of(changes_.begin(), changes_.end(), [&](EditionChange const& change) {
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
            else if (!isReported(check)) report(ChangeKind::removed, here, text);
        }
        for (auto const& [rule, text] : newTexts.rules) {
            auto const check = checkOf(newChecks, rule);
            if (!texts.rules.contains(rule) && !isReported(check))
                report(ChangeKind::added, place + "/" + check + (check == rule ? "" : "/" + rule) + "/condition", {}, text);
        }
        values(texts.rest, newTexts.rest, place + "/script");
    }

    void tables() {
        for (auto const& source : from_.edition.tables) {
            auto const place = "tables/" + source.id;
            auto const before = parseJson(source.definition).value_or(JsonValue{});
            auto const* other = to_.edition.findTable(source.id);
            if (other == nullptr) {
                report(ChangeKind::removed, place, shown(&before));
                continue;
            }
            auto const after = parseJson(other->definition).value_or(JsonValue{});
            compare(&before, &after, place);
        }
        for (auto const& source : to_.edition.tables) {
            if (from_.edition.findTable(source.id) != nullptr) continue;
            auto const added = parseJson(source.definition).value_or(JsonValue{});
            report(ChangeKind::added, "tables/" + source.id, {}, shown(&added));
        }
    }

    /// A column or form that went from one owner to another is one change.
    void joinMoves() {
        auto const isCandidate = [](EditionChange const& change, ChangeKind kind) {
            auto const names = namesOf(change.place);
            return change.kind == kind && names.size() == 4 &&
                   ((names[0] == "forms" && names[2] == "columns") || (names[0] == "formSets" && names[2] == "forms"));
        };
        for (auto& removed : changes_) {
            if (!isCandidate(removed, ChangeKind::removed)) continue;
            auto const names = namesOf(removed.place);
            auto const added = std::find_if(changes_.begin(), changes_.end(), [&](EditionChange const& change) {
                auto const others = namesOf(change.place);
                return isCandidate(change, ChangeKind::added) && others[0] == names[0] && others[3] == names[3];
            });
            if (added == changes_.end()) continue;
            removed.kind = ChangeKind::moved;
            removed.before = removed.place;
            removed.after = added->place;
            added->subject.clear();  // to be taken out
        }
        changes_.erase(std::remove_if(changes_.begin(), changes_.end(), [](auto const& change) { return change.subject.empty(); }), changes_.end());
    }

    // --- what becomes of answers ------------------------------------------------------------------------------------------------

    static Column const* columnOf(Edition const& edition, std::string const& form, std::string const& column) {
        auto const* found = edition.findForm(form);
        auto const position = found == nullptr ? std::nullopt : found->indexOf(column);
        return position ? &found->columns[*position] : nullptr;
    }

    std::string lossOf(EditionChange const& change) const {
        auto const names = namesOf(change.place);
        bool const isGone = change.kind == ChangeKind::removed;
        bool const hasLeft = isGone || (change.kind == ChangeKind::moved && change.before == change.place);
        if (names[0] == "formSets") {
            if (names.size() == 2) return isGone ? "gone" : "";
            if (names[2] == "forms" && hasLeft) return "gone";
            return names[2] == "frequency" ? "frequency" : "";
        }
        if (names[0] == "forms") return formLoss(names, isGone, hasLeft);
        if (names[0] == "lists" && names.size() >= 3) return codeLoss(names, isGone);
        if (names[0] == "rules") {
            // Explanations that units gave are answers too.
            bool const isCheck = names.size() == 2 || (names.size() == 3 && subjectOf(change.place) == "rule");
            return isGone && isCheck ? "explanations" : "";
        }
        return {};
    }

    std::string formLoss(Names const& names, bool isGone, bool hasLeft) const {
        if (names.size() == 2) return isGone ? "gone" : "";
        if (names[2] == "kind") return "gone";
        if (names[2] == "currency" || names[2] == "currencyColumn") return "currency";
        if (names[2] != "columns" || names.size() < 4) return {};
        if (names.size() == 4) return hasLeft ? "gone" : "";
        auto const* before = columnOf(from_.edition, names[1], names[3]);
        auto const* after = columnOf(to_.edition, names[1], names[3]);
        if (before == nullptr || after == nullptr) return {};
        auto const& setting = names[4];
        // Everything that is not a figure can be kept as a text.
        if (setting == "kind") return after->kind == ColumnKind::text && after->role != ColumnRole::measure ? "" : "kind";
        if (setting == "maximalLength") return after->maximalLength < before->maximalLength ? "length" : "";
        if (before->kind != ColumnKind::code || after->kind != ColumnKind::code) return {};
        auto const& codes = *from_.edition.findList(before->list);
        auto const& newCodes = *to_.edition.findList(after->list);
        auto const loses = [&](auto const& test) {
            return std::any_of(codes.entries().begin(), codes.entries().end(), [&](CodeEntry const& entry) { return (!before->leafOnly || entry.isLeaf) && test(entry); });
        };
        if (setting == "list" && loses([&](CodeEntry const& entry) { return newCodes.find(entry.code) == nullptr; })) return "codes";
        if (setting == "leafOnly" && after->leafOnly && loses([&](CodeEntry const& entry) {
                auto const* other = newCodes.find(entry.code);
                return other != nullptr && !other->isLeaf;
            }))
            return "leaves";
        return {};
    }

    std::string codeLoss(Names const& names, bool isGone) const {
        bool const isCode = names.size() == 3 && isGone;
        bool const isBranchNow = names.size() == 4 && names[3] == "is_leaf";
        if (!isCode && !isBranchNow) return {};
        auto const* entry = from_.edition.findList(names[1])->find(names[2]);
        if (entry == nullptr) return {};
        for (auto const& form : from_.edition.forms)
            for (auto const& column : form.columns) {
                if (column.kind != ColumnKind::code || column.list != names[1] || (column.leafOnly && !entry->isLeaf)) continue;
                auto const* after = columnOf(to_.edition, form.id, column.id);
                if (after == nullptr || after->kind != ColumnKind::code || after->list != names[1]) continue;
                if (isCode) return "codes";
                if (after->leafOnly && entry->isLeaf) return "leaves";
            }
        return {};
    }

    Documents const& from_;
    Documents const& to_;
    std::vector<EditionChange> changes_;
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
