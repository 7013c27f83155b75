#include "rules/ruleset.h"

#include <algorithm>
#include <optional>
#include <set>

#include "base/json.h"
#include "rules/script.h"
#include "rules/tokens.h"

namespace zhibao {

namespace {

/// The names in braces of a message.
std::vector<std::string> placeholders(std::string_view message) {
    std::vector<std::string> names;
    for (std::size_t open = message.find('{'); open != std::string_view::npos; open = message.find('{', open + 1)) {
        auto const close = message.find('}', open);
        if (close == std::string_view::npos) break;
        names.emplace_back(message.substr(open + 1, close - open - 1));
    }
    return names;
}

struct Places {
    bool enterprise = false;
    bool bureau = false;
};

Result<LocalizedText> textAt(JsonNode const& rule, std::string_view key, std::string const& id) {
    ZHIBAO_TRY(JsonNode const node, rule.at(key));
    ZHIBAO_CHECK(node.onlyKeys({"zh", "en"}));
    LocalizedText text;
    ZHIBAO_TRY(text.zh, node.stringAt("zh"));
    ZHIBAO_TRY(text.en, node.stringAt("en"));
    if (text.zh.empty() || text.en.empty()) return node.fail(error::papersTextEmpty, {{"rule", id}});
    return text;
}

Result<Level> levelAt(JsonNode const& rule) {
    ZHIBAO_TRY(JsonNode const node, rule.at("level"));
    ZHIBAO_TRY(std::string const level, node.string());
    auto const known = levelNamed(level);
    if (!known) return node.fail(error::jsonValueUnknown, {{"text", level}, {"expected", "error, query, notice"}});
    return *known;
}

Result<ValidationKind> validationOf(JsonNode const& node) {
    ZHIBAO_CHECK(node.onlyKeys({"level", "type"}));
    ValidationKind kind;
    ZHIBAO_TRY(JsonNode const levelNode, node.at("level"));
    ZHIBAO_TRY(std::int64_t const level, levelNode.integer());
    if (level < 0 || level > 5) return levelNode.fail(error::jsonValueUnknown, {{"text", std::to_string(level)}, {"expected", "0, 1, 2, 3, 4, 5"}});
    kind.level = static_cast<int>(level);
    ZHIBAO_TRY(JsonNode const typeNode, node.at("type"));
    ZHIBAO_TRY(kind.type, typeNode.string());
    if (std::find(ruleTypes.begin(), ruleTypes.end(), kind.type) == ruleTypes.end()) {
        std::string expected;
        for (auto const type : ruleTypes) expected += (expected.empty() ? "" : ", ") + std::string{type};
        return typeNode.fail(error::jsonValueUnknown, {{"text", kind.type}, {"expected", expected}});
    }
    return kind;
}

class PapersReader {
public:
    explicit PapersReader(vtl::DatapointRuleset const& definition) : definition_(definition) {}

    Result<std::vector<RulePapers>> read(JsonNode const& root) {
        ZHIBAO_CHECK(root.onlyKeys({"schema", "ruleset", "runs", "rules"}));
        ZHIBAO_TRY(JsonNode const schema, root.at("schema"));
        ZHIBAO_TRY(std::string const schemaName, schema.string());
        if (schemaName != "papers-1") return schema.fail(error::jsonValueUnknown, {{"text", schemaName}, {"expected", "papers-1"}});
        ZHIBAO_TRY(JsonNode const name, root.at("ruleset"));
        ZHIBAO_TRY(std::string const ruleset, name.string());
        if (ruleset != definition_.name.text)
            return name.fail(error::rulesetNameDiffers, {{"expected", definition_.name.text}, {"got", ruleset}});
        ZHIBAO_TRY(JsonNode const runsNode, root.at("runs"));
        ZHIBAO_TRY(Places const runs, places(runsNode));

        ZHIBAO_TRY(JsonNode const list, root.at("rules"));
        ZHIBAO_TRY(auto const nodes, list.elements());
        std::vector<std::optional<RulePapers>> found(definition_.rules.size());
        for (auto const& node : nodes) {
            ZHIBAO_TRY(auto const parts, check(node, runs));
            for (auto const& papers : parts) {
                auto const rule = std::find_if(definition_.rules.begin(), definition_.rules.end(),
                                               [&](vtl::DatapointRule const& candidate) { return candidate.name.text == papers.rule; });
                if (rule == definition_.rules.end()) return node.fail(error::papersRuleUnknown, {{"rule", papers.rule}});
                auto& slot = found[static_cast<std::size_t>(rule - definition_.rules.begin())];
                if (slot) return node.fail(error::papersTwice, {{"rule", papers.rule}});
                ZHIBAO_CHECK(sameLevel(node, *rule, papers.level));
                slot = papers;
            }
        }
        std::vector<RulePapers> all;
        for (std::size_t i = 0; i < found.size(); ++i) {
            if (!found[i]) return list.fail(error::papersMissing, {{"rule", definition_.rules[i].name.text}});
            all.push_back(std::move(*found[i]));
        }
        return all;
    }

private:
    static Result<Places> places(JsonNode const& node) {
        ZHIBAO_TRY(auto const nodes, node.elements());
        Places result;
        for (auto const& element : nodes) {
            ZHIBAO_TRY(std::string const place, element.string());
            if (place == "enterprise")
                result.enterprise = true;
            else if (place == "bureau")
                result.bureau = true;
            else
                return element.fail(error::jsonValueUnknown, {{"text", place}, {"expected", "enterprise, bureau"}});
        }
        return result;
    }

    [[nodiscard]] bool knows(std::string_view column) const {
        return std::any_of(definition_.signature.begin(), definition_.signature.end(),
                           [&](vtl::Parameter const& parameter) { return parameter.name.text == column; });
    }

    /// The papers of one check, once for each of the VTL rules that it is made of.
    Result<std::vector<RulePapers>> check(JsonNode const& node, Places runs) const {
        ZHIBAO_CHECK(node.onlyKeys({"id", "level", "title", "message", "reason", "source", "since", "validation", "cells", "about", "parts", "runs"}));
        RulePapers papers;
        ZHIBAO_TRY(papers.id, node.stringAt("id"));
        papers.rule = papers.id;
        ZHIBAO_TRY(papers.level, levelAt(node));
        ZHIBAO_TRY(papers.title, textAt(node, "title", papers.id));
        ZHIBAO_TRY(papers.message, message(node, papers.id));
        ZHIBAO_TRY(papers.reason, textAt(node, "reason", papers.id));
        ZHIBAO_TRY(papers.source, node.stringAt("source"));
        ZHIBAO_TRY(papers.since, node.stringAt("since"));
        if (papers.source.empty() || papers.since.empty()) return node.fail(error::papersTextEmpty, {{"rule", papers.id}});
        ZHIBAO_TRY(auto const validation, node.find("validation"));
        if (validation) {
            ZHIBAO_TRY(papers.validation, validationOf(*validation));
        }
        ZHIBAO_TRY(auto const own, node.find("runs"));
        if (own) {
            ZHIBAO_TRY(runs, places(*own));
        }
        ZHIBAO_TRY(papers.about, about(node, papers.id));
        papers.atEnterprise = runs.enterprise;
        papers.atBureau = runs.bureau;

        ZHIBAO_TRY(auto const parts, node.find("parts"));
        if (!parts) {
            ZHIBAO_TRY(papers.cells, cells(node, papers.id));
            return std::vector{std::move(papers)};
        }
        if (node.value().find("cells") != nullptr) return node.fail(error::jsonKeyUnknown, {{"key", "cells"}});
        ZHIBAO_TRY(auto const elements, parts->elements());
        std::vector<RulePapers> all;
        for (auto const& element : elements) {
            ZHIBAO_CHECK(element.onlyKeys({"rule", "cells", "message"}));
            RulePapers part = papers;
            ZHIBAO_TRY(part.rule, element.stringAt("rule"));
            ZHIBAO_TRY(part.cells, cells(element, part.rule));
            ZHIBAO_TRY(auto const itsMessage, element.find("message"));
            if (itsMessage) {
                ZHIBAO_TRY(part.message, message(element, part.rule));
            }
            all.push_back(std::move(part));
        }
        return all;
    }

    Result<std::vector<std::string>> about(JsonNode const& node, std::string const& rule) const {
        std::vector<std::string> names;
        ZHIBAO_TRY(auto const list, node.find("about"));
        if (!list) return names;
        ZHIBAO_TRY(auto const elements, list->elements());
        for (auto const& element : elements) {
            ZHIBAO_TRY(std::string name, element.string());
            if (!knows(name)) return element.fail(error::papersColumnUnknown, {{"rule", rule}, {"column", name}});
            names.push_back(std::move(name));
        }
        return names;
    }

    Result<std::vector<PaperCell>> cells(JsonNode const& node, std::string const& rule) const {
        ZHIBAO_TRY(JsonNode const list, node.at("cells"));
        ZHIBAO_TRY(auto const elements, list.elements());
        std::vector<PaperCell> cells;
        for (auto const& element : elements) {
            PaperCell cell;
            if (element.value().object() == nullptr) {
                ZHIBAO_TRY(cell.column, element.string());
                if (!knows(cell.column)) return element.fail(error::papersColumnUnknown, {{"rule", rule}, {"column", cell.column}});
            } else {
                ZHIBAO_CHECK(element.onlyKeys({"form", "column", "match"}));
                ZHIBAO_TRY(cell.form, element.stringAt("form"));
                ZHIBAO_TRY(cell.column, element.stringAt("column"));
                ZHIBAO_TRY(auto const match, element.find("match"));
                if (match) {
                    ZHIBAO_TRY(auto const members, match->members());
                    for (auto const& [component, place] : members) {
                        ZHIBAO_TRY(std::string own, place.string());
                        cell.match.emplace_back(std::string{component}, std::move(own));
                    }
                }
            }
            cells.push_back(std::move(cell));
        }
        return cells;
    }

    /// A text whose placeholders are columns that the rules know.
    Result<LocalizedText> message(JsonNode const& node, std::string const& rule) const {
        ZHIBAO_TRY(LocalizedText message, textAt(node, "message", rule));
        for (auto const* one : {&message.zh, &message.en}) {
            for (auto const& name : placeholders(*one)) {
                if (name != "row" && name != "reason" && !knows(name)) return node.fail(error::papersColumnUnknown, {{"rule", rule}, {"column", name}});
            }
        }
        return message;
    }

    /// The level that the rule's own errorlevel says, for those who run the VTL text without the papers, must be the papers' level.
    static Result<> sameLevel(JsonNode const& node, vtl::DatapointRule const& rule, Level level) {
        if (std::holds_alternative<vtl::Null>(rule.errorLevel)) return {};
        std::string const expected = std::to_string(static_cast<int>(level) + 1);
        std::string const got = vtl::written(rule.errorLevel);
        if (got == expected) return {};
        return node.fail(error::papersLevelDiffers, {{"rule", rule.name.text}, {"expected", expected}, {"got", got}});
    }

    vtl::DatapointRuleset const& definition_;
};

}  // namespace

Result<Ruleset> loadRuleset(RulesetSource const& source) {
    ZHIBAO_TRY(vtl::Script script, vtl::parseScript(source.vtl, source.file));
    ZHIBAO_CHECK(vtl::lintScript(script, source.file));
    if (script.rulesets.size() != 1) return fail(error::rulesetNotAlone, {}, source.file);
    Ruleset ruleset{source.id, source.dataset, source.formSets, source.file, {}, std::move(script.rulesets.front()), {}};
    script.rulesets.clear();
    ruleset.preparation = std::move(script);
    ZHIBAO_TRY(JsonValue const papers, inside(source.papersFile, parseJson(source.papers)));
    ZHIBAO_TRY(ruleset.papers, inside(source.papersFile, PapersReader{ruleset.definition}.read(JsonNode{papers})));
    return ruleset;
}

Result<std::vector<StructuralPapers>> loadStructuralPapers(StructuralCheckSource const& source) {
    std::vector<StructuralPapers> all;
    if (source.papers.empty()) return all;
    auto const read = [&]() -> Result<> {
        ZHIBAO_TRY(JsonValue const value, parseJson(source.papers));
        JsonNode const root{value};
        ZHIBAO_CHECK(root.onlyKeys({"schema", "rules"}));
        ZHIBAO_TRY(JsonNode const schema, root.at("schema"));
        ZHIBAO_TRY(std::string const schemaName, schema.string());
        if (schemaName != "structural-papers-1") return schema.fail(error::jsonValueUnknown, {{"text", schemaName}, {"expected", "structural-papers-1"}});
        ZHIBAO_TRY(JsonNode const list, root.at("rules"));
        ZHIBAO_TRY(auto const nodes, list.elements());
        std::set<std::string> ids;
        for (auto const& node : nodes) {
            ZHIBAO_CHECK(node.onlyKeys({"id", "level", "title", "reason", "source", "since", "validation", "codes"}));
            StructuralPapers papers;
            ZHIBAO_TRY(papers.id, node.stringAt("id"));
            if (!ids.insert(papers.id).second) return node.fail(error::papersTwice, {{"rule", papers.id}});
            ZHIBAO_TRY(papers.level, levelAt(node));
            ZHIBAO_TRY(papers.title, textAt(node, "title", papers.id));
            ZHIBAO_TRY(papers.reason, textAt(node, "reason", papers.id));
            ZHIBAO_TRY(papers.source, node.stringAt("source"));
            ZHIBAO_TRY(papers.since, node.stringAt("since"));
            ZHIBAO_TRY(JsonNode const validation, node.at("validation"));
            ZHIBAO_TRY(papers.validation, validationOf(validation));
            ZHIBAO_TRY(JsonNode const codes, node.at("codes"));
            ZHIBAO_TRY(auto const elements, codes.elements());
            for (auto const& element : elements) {
                ZHIBAO_TRY(std::string code, element.string());
                papers.codes.push_back(std::move(code));
            }
            all.push_back(std::move(papers));
        }
        return {};
    };
    ZHIBAO_CHECK(inside(source.file, read()));
    return all;
}

}  // namespace zhibao
