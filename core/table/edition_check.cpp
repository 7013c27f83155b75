#include "table/edition_check.h"

#include <algorithm>
#include <map>
#include <optional>
#include <set>
#include <utility>

#include "aggregate/cube.h"
#include "base/file.h"
#include "base/json.h"
#include "calendar/rates.h"
#include "base/text.h"
#include "table/build.h"
#include "table/codes_check.h"
#include "table/definition.h"
#include "table/edition_problems.h"
#include "table/edition_repair.h"
#include "table/form_print.h"
#include "table/rules_check.h"
#include "table/survey_data_check.h"

namespace zhibao {

namespace {

class Checker {
public:
    explicit Checker(std::filesystem::path const& folder) : problems_(folder), repair_(problems_) {}

    std::vector<EditionProblem> run() {
        auto const edition = repair_.load();
        texts();
        if (edition) {
            place(*edition);
            forms(*edition);
            lists(*edition);
            checkStructuralPapers(edition->structuralChecks, problems_);
            for (auto const& source : edition->rulesets) checkRules(*edition, source, repair_.isRuleDataBroken(), problems_);
            checkIdsApart(*edition, problems_);
            for (auto const& form : edition->forms) print(*edition, form);
            for (auto const& source : edition->tables) table(*edition, source);
            checkSurveyData(*edition, problems_);
        }
        return std::move(problems_.all());
    }

private:
    // --- texts of every file ----------------------------------------------------------------------------------------------------

    void texts() {
        auto const bytes = readFile(problems_.folder() / "edition.json");
        auto const top = bytes ? parseJson(*bytes) : Result<JsonValue>{JsonValue{}};
        if (!top) return;
        textsIn("edition.json", *top);
        std::set<std::string> files;
        filesNamedIn(*top, files);
        for (auto const& file : files) {
            if (!file.ends_with(".json")) continue;
            auto const content = readFile(problems_.folder() / pathOf(file));
            auto const document = content ? parseJson(*content) : Result<JsonValue>{JsonValue{}};
            if (document) textsIn(file, *document);
        }
    }

    static void filesNamedIn(JsonValue const& value, std::set<std::string>& files) {
        if (auto const* text = value.string(); text != nullptr && text->ends_with(".json")) files.insert(*text);
        if (auto const* array = value.array())
            for (auto const& element : *array) filesNamedIn(element, files);
        if (auto const* object = value.object())
            for (auto const& [key, member] : *object) filesNamedIn(member, files);
    }

    void textsIn(std::string const& file, JsonValue const& document) { textsAt(file, JsonNode{document}); }

    void textsAt(std::string const& file, JsonNode const& node) {
        if (auto const* array = node.value().array())
            for (auto const& element : *array) textsAt(file, node.of(element));
        auto const* object = node.value().object();
        if (object == nullptr) return;
        bool const isText = !object->empty() && std::all_of(object->begin(), object->end(), [](auto const& member) { return member.first == "zh" || member.first == "en"; });
        if (isText) {
            for (auto const* language : {"zh", "en"}) {
                auto const* text = node.value().find(language);
                if (text == nullptr || text->string() == nullptr || trimmed(*text->string()).empty()) problems_.report(error::textLanguageMissing, {{"language", language}}, file, node.pointer());
            }
            return;
        }
        for (auto const& [key, member] : *object) textsAt(file, node.of(member));
    }

    // --- where it stands --------------------------------------------------------------------------------------------------------

    /// Others find an edition by the folder it stands in, and a published one only as it was recorded.
    void place(Edition const& edition) {
        auto const way = wayUp(problems_.folder(), edition.id);
        if (way.empty()) {
            auto folder = std::filesystem::absolute(problems_.folder()).lexically_normal();
            if (!folder.has_filename()) folder = folder.parent_path();
            std::string names = toText(folder.filename());
            for (auto steps = std::count(edition.id.begin(), edition.id.end(), '/'); steps > 0 && folder.has_parent_path(); --steps) {
                folder = folder.parent_path();
                names = toText(folder.filename()) + "/" + names;
            }
            problems_.report(error::editionIdDiffers, {{"expected", names}, {"got", edition.id}}, "edition.json", "/id");
            return;
        }
        auto const found = EditionLibrary{problems_.folder() / pathOf(way)}.find(edition.id);
        if (found || (found.error().code != error::editionNotRecorded && found.error().code != error::editionChanged)) return;
        problems_.report(found.error().code, found.error().arguments, "edition.json", "/status");
    }

    // --- forms and lists --------------------------------------------------------------------------------------------------------

    /// Where a form stands: its file and its document.
    std::pair<std::string, std::optional<JsonValue>> fileOf(std::string const& form) const {
        auto const top = repair_.jsonIn(repair_.topPath());
        auto const* files = top ? top->find("forms") : nullptr;
        if (files != nullptr && files->array() != nullptr)
            for (auto const& file : *files->array()) {
                if (file.string() == nullptr) continue;
                auto document = repair_.jsonIn(repair_.pathIn(*file.string()));
                if (document && idOf(*document) == form) return {*file.string(), std::move(document)};
            }
        return {"edition.json", std::nullopt};
    }

    void forms(Edition const& edition) {
        for (auto const& form : edition.forms) {
            bool const isAsked = std::any_of(edition.formSets.begin(), edition.formSets.end(),
                                             [&](FormSet const& set) { return std::find(set.forms.begin(), set.forms.end(), form.id) != set.forms.end(); });
            auto const file = fileOf(form.id).first;
            if (!isAsked) problems_.report(error::formUnreachable, {{"form", form.id}}, file, "/id");
            for (std::size_t i = 0; i < form.columns.size(); ++i) {
                auto const& column = form.columns[i];
                if (column.help.zh.empty() && column.help.en.empty() && !problems_.isTakenOut(column.id))
                    problems_.report(error::columnHelpMissing, {{"column", column.id}, {"form", form.id}}, file, "/columns/" + std::to_string(i), true);
            }
        }
        for (std::size_t i = 0; i < edition.formSets.size(); ++i) {
            auto const& set = edition.formSets[i];
            auto const pointer = repair_.asWritten("/formSets/" + std::to_string(i));
            if (!set.owedWhen.empty() && !repair_.hasTakenFrom(pointer + "/owedWhen") && !canHold(edition, set.owedWhen))
                for (auto const& form : set.forms) problems_.report(error::formUnreachable, {{"form", form}}, "edition.json", pointer + "/owedWhen");
            for (auto const& [form, conditions] : set.appliesWhen)
                if (!repair_.hasTakenFrom(pointer + "/appliesWhen/" + form) && !canHold(edition, conditions)) problems_.report(error::formUnreachable, {{"form", form}}, "edition.json", pointer + "/appliesWhen/" + form);
        }
    }

    static bool canHold(Edition const& edition, std::vector<ScopeCondition> const& conditions) {
        return std::any_of(conditions.begin(), conditions.end(), [&](ScopeCondition const& condition) { return canHold(edition, condition); });
    }

    /// Whether any answers at all meet the condition: codes that may be answered, the same for all tests of a column, and figures that
    /// the column takes.
    static bool canHold(Edition const& edition, ScopeCondition const& condition) {
        auto const* form = condition.source == ScopeCondition::profile ? edition.profileForm() : edition.findForm(condition.source);
        if (form == nullptr) return true;
        constexpr auto wholePercent = Money::ofHundredths(100'00);
        std::map<std::string, std::set<std::string>> codes;
        for (auto const& test : condition.where) {
            auto const position = form->indexOf(test.column);
            if (!position) continue;
            auto const& column = form->columns[*position];
            if (test.kind == ScopeTest::Kind::above && column.kind == ColumnKind::percent && test.bound >= wholePercent) return false;
            if (test.kind != ScopeTest::Kind::oneOf) continue;
            std::set<std::string> possible;
            auto const* list = edition.findList(column.list);
            for (auto const& code : test.codes) {
                auto const* entry = list == nullptr ? nullptr : list->find(code);
                if (entry == nullptr || !column.leafOnly || entry->isLeaf) possible.insert(code);
            }
            if (auto const [known, isFirst] = codes.try_emplace(test.column, possible); !isFirst) std::erase_if(known->second, [&](auto const& code) { return !possible.contains(code); });
            if (codes.at(test.column).empty()) return false;
        }
        return true;
    }

    static void stringsIn(JsonValue const& value, std::string_view key, std::set<std::string>& found) {
        if (auto const* array = value.array())
            for (auto const& element : *array) stringsIn(element, key, found);
        if (auto const* object = value.object())
            for (auto const& [name, member] : *object) {
                if (name == key && member.string() != nullptr) found.insert(*member.string());
                stringsIn(member, key, found);
            }
    }

    void lists(Edition const& edition) {
        // By columns, by tables, as the currencies of forms, and as what an attribute of another list holds.
        std::set<std::string> used;
        for (auto const& form : edition.forms) {
            for (auto const& column : form.columns) used.insert(column.list);
            if (!form.currency.empty()) used.insert("currencies");
        }
        for (auto const& source : edition.tables)
            if (auto const definition = parseJson(source.definition)) stringsIn(*definition, "list", used);
        // The program looks into these for columns of other lists, also where one of their codes is wrong.
        for (auto const& [id, list] : edition.lists) {
            if (list.entries().empty()) continue;
            for (auto const& [heading, unused] : list.entries().front().attributes) {
                if (heading == "default_sector") used.insert("sectors");
                if (heading.ends_with("_reason")) used.insert("validity_reasons");
            }
        }
        auto const top = repair_.jsonIn(repair_.topPath());
        auto const* named = top ? top->find("lists") : nullptr;
        for (auto const& [id, list] : edition.lists) {
            auto const* entry = named == nullptr ? nullptr : named->find(id);
            auto const* file = entry == nullptr ? nullptr : entry->find("file");
            if (file != nullptr && file->string() != nullptr) checkListCodes(edition, list, *file->string(), problems_);
        }
        // What a form that cannot be read would use is not known.
        if (repair_.isFormMissing()) return;
        for (auto const& [id, list] : edition.lists) {
            if (used.contains(id) || problems_.isTakenOut(id) || isReferred(edition, id, list)) continue;
            problems_.report(error::listUnused, {{"list", id}}, "edition.json", "/lists/" + id, true);
        }
    }

    static bool isReferred(Edition const& edition, std::string const& id, CodeList const& list) {
        for (auto const& [otherId, other] : edition.lists) {
            if (otherId == id || other.entries().empty()) continue;
            for (auto const& [heading, unused] : other.entries().front().attributes) {
                bool any = false;
                bool all = true;
                for (auto const& entry : other.entries())
                    for (auto const& code : separatedBySemicolon(entry.attribute(heading))) {
                        any = true;
                        all = all && list.find(code) != nullptr;
                    }
                if (any && all) return true;
            }
        }
        return false;
    }

    // --- prints and tables ------------------------------------------------------------------------------------------------------

    void columnsNamedIn(JsonNode const& node, Form const& form, std::string const& file, bool inSections) {
        auto const known = [&](JsonNode const& place) {
            if (auto const* name = place.value().string(); name != nullptr && !form.indexOf(*name))
                problems_.report(error::columnUnknown, {{"column", *name}, {"form", form.id}}, file, place.pointer());
        };
        if (auto const* array = node.value().array())
            for (auto const& element : *array) columnsNamedIn(node.of(element), form, file, inSections);
        auto const* object = node.value().object();
        if (object == nullptr) return;
        for (auto const& [key, member] : *object) {
            if (key == "column") known(node.of(member));
            if (key == "columns" && inSections && member.array() != nullptr)
                for (auto const& element : *member.array()) known(node.of(element));
            columnsNamedIn(node.of(member), form, file, inSections || key == "sections");
        }
    }

    void print(Edition const& edition, Form const& form) {
        // As the author wrote it, also where it was left out for reading on.
        auto const file = fileOf(form.id).first;
        auto const bytes = readFile(problems_.folder() / pathOf(file));
        auto const document = bytes ? parseJson(*bytes) : Result<JsonValue>{JsonValue{}};
        auto const* layout = document ? document->find("print") : nullptr;
        if (layout == nullptr || layout->kind() == JsonValue::Kind::null) return;
        auto const before = problems_.all().size();
        columnsNamedIn(JsonNode{*document}.of(*layout), form, file, false);
        if (problems_.all().size() != before || form.print.kind() == JsonValue::Kind::null) return;
        RateTable const rates;
        auto const printed = printBlankForm(form, {edition, rates, Language::chinese, {}, {}, std::nullopt, false});
        if (printed) return;
        // The printer knows the layout only; its pointers start there.
        auto error = printed.error();
        error.places = {file, "/print" + (error.places.empty() || !error.places.back().starts_with("/") ? std::string{} : error.places.back())};
        problems_.report(std::move(error));
    }

    void table(Edition const& edition, TableSource const& source) {
        auto const definition = readTableDefinition(source, edition);
        if (!definition) {
            problems_.report(definition.error());
            return;
        }
        checkTableCodes(edition, source, problems_);
        auto const* items = edition.findList("items");
        if (items == nullptr) return;  // a total by sector needs them; readTableDefinition says so where a table does
        RateTable const rates;
        for (auto const& currency : definition->currencies) {
            DefaultSectors const sectors{*items};
            CubeBuilder const builder{shapeFor(*definition), sectors};
            auto const quarter = Quarter::containing(edition.validFrom);
            // A target is for one year; a table of another year says so rightly.
            TableOptions options{definition->target ? Quarter::containing(Date{static_cast<unsigned short>(definition->target->year), 12, 31}) : quarter, false, Calibre::reported, currency, {}, Language::chinese, 0};
            auto const built = buildTable(*definition, builder.build(), options, {edition, rates, {}, {}, {}, std::nullopt, false});
            if (!built) {
                problems_.report(built.error().inside(source.file));
                return;
            }
        }
    }

    EditionProblems problems_;
    EditionRepair repair_;
};

}  // namespace

std::vector<EditionProblem> checkEdition(std::filesystem::path const& folder) {
    return Checker{folder}.run();
}

}  // namespace zhibao
