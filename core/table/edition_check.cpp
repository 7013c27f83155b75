#include "table/edition_check.h"

#include <algorithm>
#include <charconv>
#include <map>
#include <optional>
#include <set>
#include <utility>

#include "aggregate/cube.h"
#include "base/csv.h"
#include "base/file.h"
#include "base/json.h"
#include "calendar/rates.h"
#include "form/edition_files.h"
#include "rules/compile.h"
#include "rules/filing_data.h"
#include "rules/ruleset.h"
#include "table/build.h"
#include "table/definition.h"
#include "table/form_print.h"

namespace zhibao {

namespace {

/// More problems than anyone reads at once; also the end of putting things right that cannot be.
constexpr std::size_t problemLimit = 1'000;
constexpr std::string_view placeholderText = "？";

using Names = std::vector<std::string>;

/// "/columns/3/title" as its steps.
Names stepsOf(std::string_view pointer) {
    Names steps;
    while (!pointer.empty()) {
        pointer.remove_prefix(1);
        auto const end = std::min(pointer.find('/'), pointer.size());
        std::string step;
        for (std::size_t i = 0; i < end; ++i) {
            if (pointer[i] == '~' && i + 1 < end) step += pointer[++i] == '1' ? '/' : '~';
            else step += pointer[i];
        }
        steps.push_back(std::move(step));
        pointer.remove_prefix(end);
    }
    return steps;
}

std::optional<std::size_t> positionIn(std::string const& step) {
    std::size_t position = 0;
    auto const [end, problem] = std::from_chars(step.data(), step.data() + step.size(), position);
    if (problem != std::errc{} || end != step.data() + step.size()) return std::nullopt;
    return position;
}

JsonValue* memberOf(JsonValue& value, std::string_view key) {
    auto* object = value.object();
    if (object == nullptr) return nullptr;
    for (auto& [name, member] : *object)
        if (name == key) return &member;
    return nullptr;
}

JsonValue* at(JsonValue& root, Names const& steps, std::size_t count) {
    JsonValue* value = &root;
    for (std::size_t i = 0; i < count && value != nullptr; ++i) {
        if (auto* array = value->array()) {
            auto const position = positionIn(steps[i]);
            value = position && *position < array->size() ? &(*array)[*position] : nullptr;
        } else {
            value = memberOf(*value, steps[i]);
        }
    }
    return value;
}

bool eraseMember(JsonValue& value, std::string_view key) {
    auto* object = value.object();
    if (object == nullptr) return false;
    return std::erase_if(*object, [&](auto const& member) { return member.first == key; }) > 0;
}

void setMember(JsonValue& value, std::string const& key, JsonValue content) {
    if (auto* member = memberOf(value, key)) *member = std::move(content);
    else if (auto* object = value.object()) object->emplace_back(key, std::move(content));
}

std::string argumentOf(Error const& error, std::string const& name) {
    auto const found = error.arguments.find(name);
    return found == error.arguments.end() ? std::string{} : found->second;
}

std::string idOf(JsonValue const& value) {
    auto const* id = value.find("id");
    return id == nullptr || id->string() == nullptr ? std::string{} : *id->string();
}

class Checker {
public:
    explicit Checker(std::filesystem::path folder) : folder_(std::move(folder)) {}

    std::vector<EditionProblem> run() {
        auto edition = loadRepairing();
        texts();
        if (edition) {
            forms(*edition);
            lists(*edition);
            for (auto const& source : edition->rulesets) rules(*edition, source);
            for (auto const& form : edition->forms) print(*edition, form);
            for (auto const& source : edition->tables) table(*edition, source);
        }
        return std::move(problems_);
    }

private:
    // --- telling ----------------------------------------------------------------------------------------------------------------

    /// Places begin with the file as the edition names it.
    Error inFolder(Error error) const {
        auto const prefix = toText(folder_) + "/";
        for (auto& place : error.places)
            if (place.starts_with(prefix)) place.erase(0, prefix.size());
        return error;
    }

    /// Whether the error only says that something is missing which was taken out because of another error.
    bool isConsequence(Error const& error) const {
        return std::any_of(error.arguments.begin(), error.arguments.end(), [&](auto const& argument) {
            return (argument.first == "form" || argument.first == "column" || argument.first == "list" || argument.first == "name" || argument.first == "dataset") &&
                   takenOut_.contains(argument.second);
        });
    }

    void report(Error error, bool isNotice = false) {
        error = inFolder(std::move(error));
        if (isConsequence(error) || problems_.size() >= problemLimit) return;
        auto const isSame = [&](EditionProblem const& known) { return known.error.code == error.code && known.error.places == error.places && known.error.arguments == error.arguments; };
        if (std::none_of(problems_.begin(), problems_.end(), isSame)) problems_.push_back({std::move(error), isNotice});
    }

    void report(ErrorCode code, ErrorArguments arguments, std::string const& file, std::string const& pointer, bool isNotice = false) {
        report(Error{code, pointer.empty() ? Names{file} : Names{file, pointer}, std::move(arguments)}, isNotice);
    }

    // --- reading on after an error ----------------------------------------------------------------------------------------------

    Result<Bytes> read(std::filesystem::path const& path, std::size_t limit) const {
        if (auto const repaired = repaired_.find(toText(path)); repaired != repaired_.end()) return repaired->second;
        return readFile(path, limit);
    }

    std::optional<JsonValue> jsonIn(std::string const& path) const {
        auto const bytes = read(pathOf(path), std::size_t{64} << 20U);
        if (!bytes) return std::nullopt;
        auto document = parseJson(*bytes);
        if (!document) return std::nullopt;
        return *std::move(document);
    }

    std::string topPath() const { return toText(folder_ / "edition.json"); }
    std::string pathIn(std::string const& file) const { return toText(folder_ / pathOf(file)); }

    std::optional<Edition> loadRepairing() {
        for (std::size_t round = 0; round < problemLimit; ++round) {
            auto edition = loadEdition(folder_, [this](std::filesystem::path const& path, std::size_t limit) { return read(path, limit); });
            if (edition) return *std::move(edition);
            auto const isLayout = dropLayout(edition.error());
            if (isLayout == Layout::ofBrokenColumns) continue;
            report(edition.error());
            if (isLayout == Layout::dropped) continue;
            if (!repair(edition.error())) return std::nullopt;
        }
        return std::nullopt;
    }

    enum class Layout { none, dropped, ofBrokenColumns };

    /// A layout that does not fit is told once and left out; a part of it taken out would only break the next. All columns it names are
    /// looked at later. One that cannot fit because columns are broken themselves goes without a word.
    Layout dropLayout(Error const& error) {
        if (error.places.size() < 2 || !error.places[1].starts_with("/print") || error.code == error::textLanguageMissing) return Layout::none;
        auto document = jsonIn(error.places.front());
        if (!document || !eraseMember(*document, "print")) return Layout::none;
        repaired_.insert_or_assign(error.places.front(), toText(*document, 2));
        auto const form = idOf(*document) + ".";
        auto const broken = neutralized_.lower_bound(form);
        return broken != neutralized_.end() && broken->starts_with(form) ? Layout::ofBrokenColumns : Layout::dropped;
    }

    bool repair(Error const& error) {
        if (error.places.empty()) return false;
        // A file that is not there: the file is the innermost place, what names it stands further out.
        auto const& file = error.places.front();
        auto const pointer = error.places.size() > 1 ? error.places[1] : std::string{};
        if (file.ends_with(".csv")) return repairList(file, pointer, error) || dropFile(file);
        auto document = jsonIn(file);
        if (!document) return dropFile(file);
        if (!repairJson(*document, stepsOf(pointer), error)) return file != topPath() && dropFile(file);
        auto text = toText(*document, 2);
        auto const known = repaired_.find(file);
        if (known != repaired_.end() && known->second == text) return file != topPath() && dropFile(file);
        repaired_.insert_or_assign(file, std::move(text));
        return true;
    }

    bool repairJson(JsonValue& root, Names const& steps, Error const& error) {
        auto const code = error.code;
        auto* here = at(root, steps, steps.size());
        if (code == error::textLanguageMissing && here != nullptr && here->object() != nullptr) {
            for (auto const* language : {"zh", "en"}) {
                auto const* text = memberOf(*here, language);
                if (text == nullptr || text->string() == nullptr || text->string()->empty()) setMember(*here, language, placeholderText);
            }
            return true;
        }
        if (code == error::jsonKeyUnknown && here != nullptr && eraseMember(*here, argumentOf(error, "key"))) return true;
        if (code == error::jsonKeyMissing && here != nullptr && argumentOf(error, "key") == "title") {
            setMember(*here, "title", JsonValue::Object{{"zh", placeholderText}, {"en", placeholderText}});
            return true;
        }
        if (code == error::editionDatesReversed) return eraseMember(root, "validUntil");
        if (code == error::formCurrencyMissing) {
            setMember(root, "currency", "CNY");
            return true;
        }
        if (code == error::editionSchemaUnknown) {
            setMember(root, "schema", argumentOf(error, "expected"));
            return true;
        }
        return repairElement(root, steps, error);
    }

    /// A setting that can be missing is taken out; a column is made a plain one of the same name; anything else of a list goes.
    bool repairElement(JsonValue& root, Names const& steps, Error const& error) {
        std::size_t elementDepth = 0;  // steps to the innermost element of an array
        for (std::size_t i = 1; i <= steps.size(); ++i)
            if (auto* container = at(root, steps, i - 1); container != nullptr && container->array() != nullptr) elementDepth = i;
        if (elementDepth == 0) {
            // A member of the document itself: without it, or not at all.
            auto* parent = steps.empty() ? nullptr : at(root, steps, steps.size() - 1);
            return parent != nullptr && eraseMember(*parent, steps.back());
        }
        auto* element = at(root, steps, elementDepth);
        auto* array = at(root, steps, elementDepth - 1)->array();
        auto const& kindOfElement = elementDepth >= 2 ? steps[elementDepth - 2] : steps.front();
        static std::set<std::string> const optional{"help", "default", "concept", "format", "maximalLength", "leafOnly", "opensDaysAfter", "deadlineDaysAfter", "deadlineOnHoliday"};
        if (steps.size() == elementDepth + 1 && optional.contains(steps.back()) && eraseMember(*element, steps.back())) return true;
        if (kindOfElement == "columns" && error.code != error::identifierTwice && !idOf(*element).empty() && neutralized_.insert(idOf(root) + "." + idOf(*element)).second) {
            auto const id = idOf(*element);
            auto const* role = element->find("role");
            bool const isKey = role != nullptr && role->string() != nullptr && *role->string() == "key";
            *element = JsonValue::Object{{"id", id},
                                         {"kind", "text"},
                                         {"role", isKey ? "key" : "attribute"},
                                         {"required", isKey},
                                         {"title", JsonValue::Object{{"zh", placeholderText}, {"en", placeholderText}}}};
            // Whatever expects more of it (a list, an amount) would only repeat that it is broken.
            takenOut_.insert(id);
            return true;
        }
        if (auto const id = idOf(*element); !id.empty() && error.code != error::identifierTwice) takenOut_.insert(id);
        array->erase(array->begin() + static_cast<std::ptrdiff_t>(*positionIn(steps[elementDepth - 1])));
        return true;
    }

    /// Puts one line of a list right, or takes it out.
    bool repairList(std::string const& file, std::string const& place, Error const& error) {
        auto const line = positionIn(place);
        auto const bytes = read(pathOf(file), std::size_t{64} << 20U);
        if (!line || !bytes) return false;
        std::vector<Error> unevenRows;
        auto table = parseCsv(*bytes, unevenRows);
        if (!table) return false;
        for (auto& uneven : unevenRows) {
            Error told = std::move(uneven).inside(file);
            report(std::move(told));
        }
        auto const field = [&](CsvRow& row, std::string_view heading) -> std::string* {
            auto const column = table->findColumn(heading);
            return column ? &row.fields[*column] : nullptr;
        };
        for (auto& row : table->rows) {
            if (row.line != *line) continue;
            std::string* text = nullptr;
            if (error.code == error::codeNameMissing) text = field(row, argumentOf(error, "column"));
            if (text != nullptr) *text = placeholderText;
            if (error.code == error::codeParentUnknown || error.code == error::codeParentLater) (text = field(row, "parent"))->clear();
            if (error.code == error::codeLeafHasChildren) *(text = field(row, "is_leaf")) = "0";
            if (error.code == error::codeBranchIsChildless || error.code == error::codeLeafFlagMalformed) *(text = field(row, "is_leaf")) = "1";
            if (text == nullptr) row.fields.clear();
        }
        // Lines keep their numbers: what was taken out leaves a line that is empty.
        std::string csv;
        CsvWriter header;
        header.row(table->header);
        csv = header.text();
        std::size_t written = 1;
        for (auto const& row : table->rows) {
            for (; written + 1 < row.line; ++written) csv += '\n';
            ++written;
            if (row.fields.empty()) {
                csv += '\n';
                continue;
            }
            CsvWriter one;
            one.row(row.fields);
            csv += one.text();
        }
        auto const known = repaired_.find(file);
        if (known != repaired_.end() && known->second == csv) return false;
        repaired_.insert_or_assign(file, std::move(csv));
        return true;
    }

    /// Goes on without a file that cannot be read at all: a form, a list, a table or a pair of rules.
    bool dropFile(std::string const& file) {
        if (file == topPath()) return false;
        auto top = jsonIn(topPath());
        if (!top) return false;
        auto const names = [&](JsonValue const& value) { return value.string() != nullptr && pathIn(*value.string()) == file; };
        if (auto* forms = memberOf(*top, "forms"); forms != nullptr && forms->array() != nullptr) {
            if (std::erase_if(*forms->array(), names) > 0) {
                auto const document = jsonIn(file);
                auto id = document ? idOf(*document) : std::string{};
                takenOut_.insert(id.empty() ? toText(pathOf(file).stem()) : id);
            }
        }
        if (auto* lists = memberOf(*top, "lists"); lists != nullptr && lists->object() != nullptr)
            std::erase_if(*lists->object(), [&](auto const& member) {
                auto const* named = member.second.find("file");
                if (named == nullptr || !names(*named)) return false;
                takenOut_.insert(member.first);
                return true;
            });
        for (auto const* key : {"rulesets", "tables"}) {
            auto* elements = memberOf(*top, key);
            if (elements == nullptr || elements->array() == nullptr) continue;
            std::erase_if(*elements->array(), [&](JsonValue const& element) {
                auto const* object = element.object();
                return object != nullptr && std::any_of(object->begin(), object->end(), [&](auto const& member) { return names(member.second); });
            });
        }
        auto text = toText(*top, 2);
        auto const known = repaired_.find(topPath());
        if (known != repaired_.end() && known->second == text) return false;
        repaired_.insert_or_assign(topPath(), std::move(text));
        return true;
    }

    // --- texts of every file ----------------------------------------------------------------------------------------------------

    void texts() {
        auto const bytes = readFile(folder_ / "edition.json");
        auto const top = bytes ? parseJson(*bytes) : Result<JsonValue>{JsonValue{}};
        if (!top) return;
        textsIn("edition.json", *top);
        std::set<std::string> files;
        filesNamedIn(*top, files);
        for (auto const& file : files) {
            if (!file.ends_with(".json")) continue;
            auto const content = readFile(folder_ / pathOf(file));
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
                if (text == nullptr || text->string() == nullptr || text->string()->empty()) report(error::textLanguageMissing, {{"language", language}}, file, node.pointer());
            }
            return;
        }
        for (auto const& [key, member] : *object) textsAt(file, node.of(member));
    }

    // --- forms and lists --------------------------------------------------------------------------------------------------------

    /// Where a form stands: its file and its document.
    std::pair<std::string, std::optional<JsonValue>> fileOf(std::string const& form) const {
        auto const top = jsonIn(topPath());
        auto const* files = top ? top->find("forms") : nullptr;
        if (files != nullptr && files->array() != nullptr)
            for (auto const& file : *files->array()) {
                if (file.string() == nullptr) continue;
                auto document = jsonIn(pathIn(*file.string()));
                if (document && idOf(*document) == form) return {*file.string(), std::move(document)};
            }
        return {"edition.json", std::nullopt};
    }

    void forms(Edition const& edition) {
        for (auto const& form : edition.forms) {
            bool const isAsked = std::any_of(edition.formSets.begin(), edition.formSets.end(),
                                             [&](FormSet const& set) { return std::find(set.forms.begin(), set.forms.end(), form.id) != set.forms.end(); });
            if (!isAsked) report(error::formUnreachable, {{"form", form.id}}, fileOf(form.id).first, "/id");
        }
        for (std::size_t i = 0; i < edition.formSets.size(); ++i) {
            auto const& set = edition.formSets[i];
            auto const pointer = "/formSets/" + std::to_string(i);
            if (!set.owedWhen.empty() && !canHold(edition, set.owedWhen))
                for (auto const& form : set.forms) report(error::formUnreachable, {{"form", form}}, "edition.json", pointer + "/owedWhen");
            for (auto const& [form, conditions] : set.appliesWhen)
                if (!canHold(edition, conditions)) report(error::formUnreachable, {{"form", form}}, "edition.json", pointer + "/appliesWhen/" + form);
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
        for (auto const& [id, list] : edition.lists) {
            if (used.contains(id) || takenOut_.contains(id) || isReferred(edition, id, list)) continue;
            report(error::listUnused, {{"list", id}}, "edition.json", "/lists/" + id, true);
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

    // --- rules ------------------------------------------------------------------------------------------------------------------

    struct NamedRule {
        std::string rule;
        std::string pointer;
        JsonNode check;
        JsonNode node;  // the check, or its part
    };

    static std::vector<NamedRule> rulesIn(JsonNode const& papers) {
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

    void rules(Edition const& edition, RulesetSource const& source) {
        auto const script = vtl::parseScript(source.vtl, source.file);
        auto const papers = parseJson(source.papers);
        if (!script) report(script.error());
        if (!papers) report(papers.error().inside(source.papersFile));
        bool isComplete = script && papers;
        if (script && papers && script->rulesets.size() == 1) isComplete = papersFit(script->rulesets.front(), source, *papers) && isComplete;
        if (script && script->rulesets.size() == 1 && !takenOut_.contains(source.dataset)) isComplete = namesAreKnown(edition, script->rulesets.front(), source) && isComplete;
        if (!isComplete) return;
        // What is left is for the compiler to say; each file by itself, so that one does not hide another.
        auto alone = edition;
        std::erase_if(alone.rulesets, [&](auto const& other) { return other.id != source.id; });
        if (auto const compiled = EditionRules::compile(alone); !compiled) report(compiled.error());
    }

    bool papersFit(vtl::DatapointRuleset const& definition, RulesetSource const& source, JsonValue const& papers) {
        auto const before = problems_.size();
        auto const named = rulesIn(JsonNode{papers});
        for (auto const& rule : definition.rules) {
            bool const isThere = std::any_of(named.begin(), named.end(), [&](auto const& one) { return one.rule == rule.name.text; });
            if (!isThere) report(error::papersMissing, {{"rule", rule.name.text}}, source.papersFile, "/rules");
        }
        for (auto const& one : named) {
            auto const rule = std::find_if(definition.rules.begin(), definition.rules.end(), [&](auto const& candidate) { return candidate.name.text == one.rule; });
            if (rule == definition.rules.end()) {
                if (!one.rule.empty()) report(error::papersRuleUnknown, {{"rule", one.rule}}, source.papersFile, one.pointer);
                continue;
            }
            if (auto const* level = one.check.value().find("level"); level != nullptr && level->string() != nullptr) {
                auto const known = levelNamed(*level->string());
                if (known && !std::holds_alternative<vtl::Null>(rule->errorLevel)) {
                    auto const expected = std::to_string(static_cast<int>(*known) + 1);
                    auto const got = vtl::written(rule->errorLevel);
                    if (got != expected) report(error::papersLevelDiffers, {{"rule", one.rule}, {"expected", expected}, {"got", got}}, source.papersFile, one.check.pointer());
                }
            }
            auto const* cells = one.node.value().find("cells");
            if (cells == nullptr || cells->array() == nullptr) continue;
            for (auto const& cell : *cells->array()) {
                if (cell.string() == nullptr) continue;  // cells of other forms are for the compiler
                bool const isKnown = std::any_of(definition.signature.begin(), definition.signature.end(), [&](auto const& parameter) { return parameter.name.text == *cell.string(); });
                if (!isKnown) report(error::papersColumnUnknown, {{"rule", one.rule}, {"column", *cell.string()}}, source.papersFile, JsonNode{papers}.of(cell).pointer());
            }
        }
        return problems_.size() == before;
    }

    bool namesAreKnown(Edition const& edition, vtl::DatapointRuleset const& definition, RulesetSource const& source) {
        // A dataset that the file makes by itself is known only to the compiler.
        auto const structure = datasetStructure(edition, source.dataset);
        if (!structure) return true;
        auto const before = problems_.size();
        for (auto const& parameter : definition.signature)
            if (!structure->find(parameter.name.text))
                report(Error{error::vtlNameUnknown, {source.file + ":" + vtl::toText(parameter.name.position)}, {{"name", parameter.name.text}, {"in", source.dataset}}});
        // A name may be missing because its column was broken; then nothing more is asked of the file.
        bool const anyBroken = std::any_of(definition.signature.begin(), definition.signature.end(), [&](auto const& parameter) { return takenOut_.contains(parameter.name.text); });
        return problems_.size() == before && !anyBroken;
    }

    // --- prints and tables ------------------------------------------------------------------------------------------------------

    void columnsNamedIn(JsonNode const& node, Form const& form, std::string const& file, bool inSections) {
        auto const known = [&](JsonNode const& place) {
            if (auto const* name = place.value().string(); name != nullptr && !form.indexOf(*name))
                report(error::columnUnknown, {{"column", *name}, {"form", form.id}}, file, place.pointer());
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
        auto const bytes = readFile(folder_ / pathOf(file));
        auto const document = bytes ? parseJson(*bytes) : Result<JsonValue>{JsonValue{}};
        auto const* layout = document ? document->find("print") : nullptr;
        if (layout == nullptr || layout->kind() == JsonValue::Kind::null) return;
        auto const before = problems_.size();
        columnsNamedIn(JsonNode{*document}.of(*layout), form, file, false);
        if (problems_.size() != before || form.print.kind() == JsonValue::Kind::null) return;
        RateTable const rates;
        auto const printed = printBlankForm(form, {edition, rates, Language::chinese, {}, {}, std::nullopt, false});
        if (printed) return;
        // The printer knows the layout only; its pointers start there.
        auto error = printed.error();
        error.places = {file, "/print" + (error.places.empty() || !error.places.back().starts_with("/") ? std::string{} : error.places.back())};
        report(std::move(error));
    }

    void table(Edition const& edition, TableSource const& source) {
        auto const definition = readTableDefinition(source, edition);
        if (!definition) {
            report(definition.error());
            return;
        }
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
                report(built.error().inside(source.file));
                return;
            }
        }
    }

    std::filesystem::path folder_;
    std::map<std::string, Bytes> repaired_;  // by path
    std::set<std::string> takenOut_;         // forms, columns and lists that were broken
    std::set<std::string> neutralized_;      // form.column
    std::vector<EditionProblem> problems_;
};

}  // namespace

std::vector<EditionProblem> checkEdition(std::filesystem::path const& folder) {
    return Checker{folder}.run();
}

}  // namespace zhibao
