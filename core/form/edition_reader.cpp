#include "form/edition.h"

#include <algorithm>
#include <set>
#include <system_error>

#include "base/file.h"
#include "base/json.h"
#include "form/edition_files.h"
#include "form/form_reader.h"
#include "form/localized_texts.h"
#include "form/scope_reader.h"
#include "form/values.h"

namespace zhibao {

namespace {

constexpr Named<Edition::Status> statuses[]{{"draft", Edition::Status::draft}, {"published", Edition::Status::published}};
constexpr Named<Frequency> frequencies[]{{"quarterly", Frequency::quarterly}, {"annual", Frequency::annual}};
constexpr Named<DeadlineOnHoliday> deadlinesOnHoliday[]{{"keep", DeadlineOnHoliday::keep}, {"nextWorkday", DeadlineOnHoliday::nextWorkday}};

/// Reads the files that edition.json names, and remembers those that the digest binds.
class Loader {
public:
    Loader(std::filesystem::path const& folder, EditionFileReader const& read) : folder_(folder), read_(read) {}

    Result<Edition> load() {
        auto const path = folder_ / "edition.json";
        ZHIBAO_TRY(Bytes const bytes, read_(path, fileLimit));
        auto const place = toText(path);
        ZHIBAO_TRY(JsonValue const document, inside(place, parseJson(bytes)));
        // Errors inside another file already name that file; those of edition.json get its name here.
        ZHIBAO_CHECK(inside(place, readTop(JsonNode{document})));
        if (problemInside_) return tl::unexpected(std::move(*problemInside_));
        bound_.emplace("edition.json", toText(withoutTables(document)));
        Digester digester;
        for (auto const& [name, content] : bound_) {
            digester.add(name);
            digester.add(content);
        }
        edition_.digest = std::move(digester).finish();
        return std::move(edition_);
    }

private:
    static constexpr std::size_t fileLimit = std::size_t{16} << 20U;
    enum class Binding { bound, free };

    struct NamedFile {
        std::string name;   // inside the folder
        std::string place;  // for errors
        Bytes bytes;
    };

    static JsonValue withoutTables(JsonValue document) {
        auto* members = document.object();
        members->erase(std::remove_if(members->begin(), members->end(), [](auto const& member) { return member.first == "tables"; }),
                       members->end());
        return document;
    }

    /// The file that a text of edition.json names: a plain path below the folder, also after following links.
    Result<NamedFile> file(JsonNode const& node, Binding binding) {
        ZHIBAO_TRY(std::string const name, node.string());
        auto const outside = [&] { return node.fail(error::pathOutside, {{"text", name}}); };
        auto const isPlain = [](char c) { return isLetter(c) || isDigit(c) || c == '_' || c == '-' || c == '.' || c == '/'; };
        if (name.empty() || !std::all_of(name.begin(), name.end(), isPlain)) return outside();
        auto const relative = pathOf(name);
        if (relative.is_absolute() || toText(relative.lexically_normal()) != name || *relative.begin() == "..") return outside();
        std::error_code problem;
        auto const home = std::filesystem::weakly_canonical(folder_, problem);
        auto const target = std::filesystem::weakly_canonical(folder_ / relative, problem);
        auto const fromHome = target.lexically_relative(home);
        if (problem || fromHome.empty() || *fromHome.begin() == "..") return outside();
        auto const path = folder_ / relative;
        ZHIBAO_TRY(Bytes bytes, inside(node.pointer(), read_(path, fileLimit)));
        if (binding == Binding::bound) bound_.insert_or_assign(name, bytes);
        return NamedFile{name, toText(path), std::move(bytes)};
    }

    /// Keeps an error that lies in another file than edition.json apart, so that edition.json is not named for it.
    template <class T>
    bool goesWrongInside(NamedFile const& file, Result<T> const& result) {
        if (result) return false;
        problemInside_ = result.error().inside(file.place);
        return true;
    }

    Result<> readTop(JsonNode const& root) {
        ZHIBAO_CHECK(root.onlyKeys(
            {"schema", "id", "status", "title", "validFrom", "validUntil", "formSets", "forms", "lists", "rulesets", "ruleData", "explanations",
             "structuralChecks", "guides", "tables"}));
        ZHIBAO_CHECK(schemaIs(root, "edition-1"));
        ZHIBAO_TRY(edition_.id, root.stringAt("id"));
        ZHIBAO_TRY(edition_.status, oneOf(root, "status", statuses));
        ZHIBAO_TRY(edition_.title, readTextAt(root, "title"));
        ZHIBAO_TRY(JsonNode const from, root.at("validFrom"));
        ZHIBAO_TRY(std::string const fromText, from.string());
        ZHIBAO_TRY(edition_.validFrom, inside(from.pointer(), parseDate(fromText)));
        ZHIBAO_TRY(edition_.validUntil, dateOrNone(root, "validUntil"));
        if (edition_.validUntil && *edition_.validUntil < edition_.validFrom)
            return root.fail(error::editionDatesReversed, {{"from", fromText}, {"until", toText(*edition_.validUntil)}});
        for (auto const part :
             {&Loader::readLists, &Loader::readForms, &Loader::readFormSets, &Loader::readRulesets, &Loader::readRuleData,
              &Loader::readExplanations, &Loader::readStructuralChecks, &Loader::readGuides, &Loader::readTables}) {
            ZHIBAO_CHECK((this->*part)(root));
            if (problemInside_) break;
        }
        return {};
    }

    Result<> readLists(JsonNode const& root) {
        ZHIBAO_TRY(JsonNode const lists, root.at("lists"));
        ZHIBAO_TRY(auto const members, lists.members());
        for (auto const& [id, node] : members) {
            ZHIBAO_CHECK(node.onlyKeys({"file", "title", "notes"}));
            ZHIBAO_TRY(LocalizedText title, readTextAt(node, "title"));
            ZHIBAO_TRY(JsonNode const fileNode, node.at("file"));
            ZHIBAO_TRY(NamedFile const named, file(fileNode, Binding::bound));
            auto list = readCodeList(std::string{id}, std::move(title), named.bytes);
            if (goesWrongInside(named, list)) return {};
            auto const& known = edition_.lists.emplace(id, *std::move(list)).first->second;
            ZHIBAO_CHECK(readNotes(node, known));
            if (problemInside_) return {};
        }
        return {};
    }

    Result<> readNotes(JsonNode const& listNode, CodeList const& list) {
        ZHIBAO_TRY(auto const node, listNode.find("notes"));
        if (!node) return {};
        ZHIBAO_TRY(NamedFile const named, file(*node, Binding::bound));
        auto notes = readCodeNotes(named.bytes, list);
        if (goesWrongInside(named, notes)) return {};
        edition_.notes.emplace(list.id(), *std::move(notes));
        return {};
    }

    Result<> readGuides(JsonNode const& root) {
        ZHIBAO_TRY(auto const guides, root.find("guides"));
        if (!guides) return {};
        ZHIBAO_TRY(auto const elements, guides->elements());
        std::set<std::string> ids;
        for (auto const& node : elements) {
            ZHIBAO_CHECK(node.onlyKeys({"id", "file"}));
            ZHIBAO_TRY(std::string id, newIdentifier(node, NameKind::other, ids));
            ZHIBAO_TRY(JsonNode const fileNode, node.at("file"));
            ZHIBAO_TRY(NamedFile const named, file(fileNode, Binding::bound));
            auto guide = readGuide(std::move(id), named.bytes, {[this](std::string_view form) { return edition_.findForm(form); },
                                                                [this](std::string_view list) { return edition_.findList(list); }});
            if (goesWrongInside(named, guide)) return {};
            edition_.guides.push_back(*std::move(guide));
        }
        return {};
    }

    Result<> readForms(JsonNode const& root) {
        ZHIBAO_TRY(JsonNode const forms, root.at("forms"));
        ZHIBAO_TRY(auto const elements, forms.elements());
        std::set<std::string> ids;
        for (auto const& node : elements) {
            ZHIBAO_TRY(NamedFile const named, file(node, Binding::bound));
            auto const read = [&]() -> Result<Form> {
                ZHIBAO_TRY(JsonValue const document, parseJson(named.bytes));
                return readForm(JsonNode{document}, edition_, ids);
            };
            auto form = read();
            if (goesWrongInside(named, form)) return {};
            edition_.forms.push_back(*std::move(form));
        }
        return {};
    }

    Result<> readFormSets(JsonNode const& root) {
        ZHIBAO_TRY(JsonNode const sets, root.at("formSets"));
        ZHIBAO_TRY(auto const elements, sets.elements());
        std::set<std::string> ids;
        for (auto const& node : elements) {
            ZHIBAO_CHECK(node.onlyKeys({"id", "title", "frequency", "forms", "opensDaysAfter", "deadlineDaysAfter", "deadlineOnHoliday",
                                         "opensOn", "deadlineOn", "appliesWhen", "owedWhen", "notOwed"}));
            FormSet set;
            ZHIBAO_TRY(set.id, newIdentifier(node, NameKind::other, ids));
            ZHIBAO_TRY(set.title, readTextAt(node, "title"));
            ZHIBAO_TRY(set.frequency, oneOf(node, "frequency", frequencies));
            ZHIBAO_CHECK(readWindow(node, set));
            ZHIBAO_TRY(JsonNode const forms, node.at("forms"));
            ZHIBAO_TRY(auto const formNodes, forms.elements());
            std::set<std::string> formIds;
            for (auto const& formNode : formNodes) {
                ZHIBAO_TRY(std::string form, formNode.string());
                if (edition_.findForm(form) == nullptr) return formNode.fail(error::formUnknown, {{"form", form}});
                if (!formIds.insert(form).second) return formNode.fail(error::identifierTwice, {{"id", form}});
                set.forms.push_back(std::move(form));
            }
            ZHIBAO_CHECK(readScopes(node, set));
            edition_.formSets.push_back(std::move(set));
        }
        return {};
    }

    /// From which day to which the set can be filed: so many days after the period, or for a year the same days of the next.
    static Result<> readWindow(JsonNode const& node, FormSet& set) {
        ZHIBAO_TRY(set.deadlineDaysAfter, numberOr(node, "deadlineDaysAfter", set.deadlineDaysAfter, 1, 366));
        ZHIBAO_TRY(set.opensDaysAfter, numberOr(node, "opensDaysAfter", set.opensDaysAfter, -366, set.deadlineDaysAfter));
        ZHIBAO_TRY(set.opensOn, monthDayOrNone(node, "opensOn"));
        ZHIBAO_TRY(set.deadlineOn, monthDayOrNone(node, "deadlineOn"));
        if (set.opensOn || set.deadlineOn) {
            ZHIBAO_TRY(auto const opensAfter, node.find("opensDaysAfter"));
            ZHIBAO_TRY(auto const deadlineAfter, node.find("deadlineDaysAfter"));
            bool const isEither = set.opensOn && set.deadlineOn && !opensAfter && !deadlineAfter;
            if (!isEither || set.frequency != Frequency::annual || *set.deadlineOn < *set.opensOn) return node.fail(error::formSetWindowUnfit, {{"set", set.id}});
        }
        ZHIBAO_TRY(auto const onHoliday, node.find("deadlineOnHoliday"));
        if (onHoliday) {
            ZHIBAO_TRY(set.deadlineOnHoliday, oneOf(node, "deadlineOnHoliday", deadlinesOnHoliday));
        }
        return {};
    }

    /// What forms and sets are asked of whom.
    Result<> readScopes(JsonNode const& node, FormSet& set) {
        ZHIBAO_TRY(auto const applies, node.find("appliesWhen"));
        if (applies) {
            ZHIBAO_TRY(auto const members, applies->members());
            for (auto const& [form, place] : members) {
                if (std::find(set.forms.begin(), set.forms.end(), form) == set.forms.end())
                    return place.fail(error::formUnknown, {{"form", std::string{form}}});
                set.appliesWhen.emplace(form, std::vector<ScopeCondition>{});
            }
            for (auto const& [form, place] : members) {
                ZHIBAO_TRY(auto conditions, readScope(place, set, form, edition_));
                if (conditions.empty()) return place.fail(error::formNeverAsked, {{"form", std::string{form}}, {"set", set.id}});
                set.appliesWhen[std::string{form}] = std::move(conditions);
            }
        }
        ZHIBAO_TRY(auto const owed, node.find("owedWhen"));
        if (!owed) return {};
        ZHIBAO_TRY(set.owedWhen, readScope(*owed, set, {}, edition_));
        ZHIBAO_TRY(set.notOwed, readTextAt(node, "notOwed"));
        return {};
    }

    Result<> readRulesets(JsonNode const& root) {
        ZHIBAO_TRY(JsonNode const rulesets, root.at("rulesets"));
        ZHIBAO_TRY(auto const elements, rulesets.elements());
        std::set<std::string> ids;
        for (auto const& node : elements) {
            ZHIBAO_CHECK(node.onlyKeys({"id", "dataset", "formSets", "vtl", "papers"}));
            RulesetSource source;
            ZHIBAO_TRY(source.id, newIdentifier(node, NameKind::other, ids));
            ZHIBAO_TRY(JsonNode const dataset, node.at("dataset"));
            ZHIBAO_TRY(source.dataset, dataset.string());
            ZHIBAO_TRY(auto const sets, node.find("formSets"));
            if (sets) {
                ZHIBAO_TRY(auto const setNodes, sets->elements());
                for (auto const& setNode : setNodes) {
                    ZHIBAO_TRY(std::string set, setNode.string());
                    if (edition_.findFormSet(set) == nullptr) return setNode.fail(error::formSetUnknown, unknownFormSet(set, edition_).arguments);
                    source.formSets.push_back(std::move(set));
                }
            }
            ZHIBAO_TRY(JsonNode const vtl, node.at("vtl"));
            ZHIBAO_TRY(NamedFile rules, file(vtl, Binding::bound));
            ZHIBAO_TRY(JsonNode const papersNode, node.at("papers"));
            ZHIBAO_TRY(NamedFile papers, file(papersNode, Binding::bound));
            source.file = std::move(rules.name);
            source.vtl = std::move(rules.bytes);
            source.papersFile = std::move(papers.name);
            source.papers = std::move(papers.bytes);
            edition_.rulesets.push_back(std::move(source));
        }
        return {};
    }

    /// {"profile":"form1","quarters":{"form3_annual":"form3"}}; both may be absent.
    Result<> readRuleData(JsonNode const& root) {
        ZHIBAO_TRY(auto const node, root.find("ruleData"));
        if (!node) return {};
        ZHIBAO_CHECK(node->onlyKeys({"profile", "quarters"}));
        auto const formAt = [&](JsonNode const& place, std::string const& id, FormKind kind) -> Result<> {
            auto const* form = edition_.findForm(id);
            if (form == nullptr) return place.fail(error::formUnknown, {{"form", id}});
            if (form->kind != kind) return place.fail(error::ruleDataFormUnfit, {{"form", id}});
            return {};
        };
        ZHIBAO_TRY(auto const profile, node->find("profile"));
        if (profile) {
            ZHIBAO_TRY(edition_.ruleData.profile, profile->string());
            ZHIBAO_CHECK(formAt(*profile, edition_.ruleData.profile, FormKind::record));
        }
        ZHIBAO_TRY(auto const quarters, node->find("quarters"));
        if (!quarters) return {};
        ZHIBAO_TRY(auto const members, quarters->members());
        for (auto const& [annual, place] : members) {
            ZHIBAO_TRY(std::string quarterly, place.string());
            ZHIBAO_CHECK(formAt(place, std::string{annual}, FormKind::rows));
            ZHIBAO_CHECK(formAt(place, quarterly, FormKind::rows));
            edition_.ruleData.quarters.emplace(annual, std::move(quarterly));
        }
        return {};
    }

    Result<> readExplanations(JsonNode const& root) {
        ZHIBAO_TRY(auto const node, root.find("explanations"));
        if (!node) return {};
        ZHIBAO_TRY(NamedFile const named, file(*node, Binding::bound));
        auto const read = [&]() -> Result<> {
            ZHIBAO_TRY(JsonValue const value, parseJson(named.bytes));
            JsonNode const document{value};
            ZHIBAO_CHECK(document.onlyKeys({"schema", "shortest", "emptyWords"}));
            ZHIBAO_CHECK(schemaIs(document, "explanations-1"));
            ZHIBAO_TRY(int const shortest, numberOr(document, "shortest", 0, 0, 100));
            edition_.explanations.shortest = static_cast<std::size_t>(shortest);
            ZHIBAO_TRY(JsonNode const words, document.at("emptyWords"));
            ZHIBAO_TRY(auto const elements, words.elements());
            for (auto const& element : elements) {
                ZHIBAO_TRY(std::string word, element.string());
                edition_.explanations.emptyWords.push_back(std::move(word));
            }
            return {};
        };
        auto const result = read();
        goesWrongInside(named, result);
        return {};
    }

    Result<> readStructuralChecks(JsonNode const& root) {
        ZHIBAO_TRY(auto const node, root.find("structuralChecks"));
        if (!node) return {};
        ZHIBAO_TRY(NamedFile named, file(*node, Binding::bound));
        edition_.structuralChecks = {std::move(named.name), std::move(named.bytes)};
        return {};
    }

    Result<> readTables(JsonNode const& root) {
        ZHIBAO_TRY(JsonNode const tables, root.at("tables"));
        ZHIBAO_TRY(auto const elements, tables.elements());
        std::set<std::string> ids;
        for (auto const& node : elements) {
            ZHIBAO_CHECK(node.onlyKeys({"id", "file"}));
            TableSource source;
            ZHIBAO_TRY(source.id, newIdentifier(node, NameKind::other, ids));
            ZHIBAO_TRY(JsonNode const fileNode, node.at("file"));
            ZHIBAO_TRY(NamedFile named, file(fileNode, Binding::free));
            source.file = std::move(named.name);
            source.definition = std::move(named.bytes);
            edition_.tables.push_back(std::move(source));
        }
        return {};
    }

    std::filesystem::path folder_;
    EditionFileReader const& read_;
    Edition edition_;
    std::map<std::string, Bytes> bound_;  // sorted by path
    std::optional<Error> problemInside_;
};

}  // namespace

Result<Edition> loadEdition(std::filesystem::path const& folder) {
    return loadEdition(folder, [](std::filesystem::path const& path, std::size_t limit) { return readFile(path, limit); });
}

Result<Edition> loadEdition(std::filesystem::path const& folder, EditionFileReader const& read) {
    return Loader{folder, read}.load();
}

}  // namespace zhibao
