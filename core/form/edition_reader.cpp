#include "form/edition.h"

#include <algorithm>
#include <set>
#include <system_error>

#include "base/file.h"
#include "base/json.h"
#include "form/concepts.h"
#include "form/edition_files.h"
#include "form/print_layout.h"

namespace zhibao {

namespace {

bool isLetter(char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}
bool isDigit(char c) {
    return c >= '0' && c <= '9';
}

/// Names of forms and columns are names in rules as well: a letter, then letters, digits and '_'. Other names may have '-' too.
enum class NameKind { ofRule, other };

Result<std::string> identifier(JsonNode const& node, NameKind kind) {
    ZHIBAO_TRY(std::string text, node.string());
    auto const fits = [&](char c) { return isLetter(c) || isDigit(c) || c == '_' || (c == '-' && kind == NameKind::other); };
    if (text.empty() || !isLetter(text.front()) || !std::all_of(text.begin(), text.end(), fits))
        return node.fail(error::identifierMalformed, {{"text", text}});
    return text;
}

/// An identifier that was not used before among its like.
Result<std::string> newIdentifier(JsonNode const& parent, NameKind kind, std::set<std::string>& used) {
    ZHIBAO_TRY(JsonNode const node, parent.at("id"));
    ZHIBAO_TRY(std::string id, identifier(node, kind));
    if (!used.insert(id).second) return node.fail(error::identifierTwice, {{"id", id}});
    return id;
}

Result<LocalizedText> localized(JsonNode const& node) {
    ZHIBAO_CHECK(node.onlyKeys({"zh", "en"}));
    LocalizedText text;
    for (auto const* language : {"zh", "en"}) {
        ZHIBAO_TRY(std::string part, node.stringOr(language, ""));
        if (part.empty()) return node.fail(error::textLanguageMissing, {{"language", language}});
        (language == std::string_view{"zh"} ? text.zh : text.en) = std::move(part);
    }
    return text;
}

Result<LocalizedText> localizedAt(JsonNode const& parent, std::string_view key) {
    ZHIBAO_TRY(JsonNode const node, parent.at(key));
    return localized(node);
}

/// Absent or null is an empty text; a text that is there is there in both languages.
Result<LocalizedText> localizedOrEmpty(JsonNode const& parent, std::string_view key) {
    ZHIBAO_TRY(auto const node, parent.find(key));
    if (!node) return LocalizedText{};
    return localized(*node);
}

Result<std::optional<Date>> dateOrNone(JsonNode const& parent, std::string_view key) {
    ZHIBAO_TRY(auto const node, parent.find(key));
    if (!node) return std::optional<Date>{};
    ZHIBAO_TRY(std::string const text, node->string());
    ZHIBAO_TRY(Date const date, inside(node->pointer(), parseDate(text)));
    return std::optional<Date>{date};
}

Result<bool> booleanOr(JsonNode const& parent, std::string_view key, bool otherwise) {
    ZHIBAO_TRY(auto const node, parent.find(key));
    if (!node) return otherwise;
    return node->boolean();
}

Result<int> numberOr(JsonNode const& parent, std::string_view key, int otherwise, int minimum, int maximum) {
    ZHIBAO_TRY(auto const node, parent.find(key));
    if (!node) return otherwise;
    ZHIBAO_TRY(std::int64_t const number, node->integer());
    if (number < minimum || number > maximum) {
        return node->fail(error::numberOutOfRange,
                          {{"got", std::to_string(number)}, {"minimum", std::to_string(minimum)}, {"maximum", std::to_string(maximum)}});
    }
    return static_cast<int>(number);
}

/// The names of one or more arrays: "flow, item, partner".
template <class... Names>
std::string joined(Names const&... names) {
    std::string text;
    auto const add = [&](std::string_view name) { text += (text.empty() ? "" : ", ") + std::string{name}; };
    (std::for_each(names.begin(), names.end(), add), ...);
    return text;
}

template <class Value>
struct Named {
    std::string_view name;
    Value value;
};

template <class Value, std::size_t Count>
Result<Value> oneOf(JsonNode const& parent, std::string_view key, Named<Value> const (&choices)[Count]) {
    ZHIBAO_TRY(JsonNode const node, parent.at(key));
    ZHIBAO_TRY(std::string const text, node.string());
    std::string expected;
    for (auto const& choice : choices) {
        if (choice.name == text) return choice.value;
        if (!expected.empty()) expected += ", ";
        expected += choice.name;
    }
    return node.fail(error::jsonValueUnknown, {{"text", text}, {"expected", expected}});
}

constexpr Named<Edition::Status> statuses[]{{"draft", Edition::Status::draft}, {"published", Edition::Status::published}};
constexpr Named<Frequency> frequencies[]{{"quarterly", Frequency::quarterly}, {"annual", Frequency::annual}};
constexpr Named<DeadlineOnHoliday> deadlinesOnHoliday[]{{"keep", DeadlineOnHoliday::keep}, {"nextWorkday", DeadlineOnHoliday::nextWorkday}};
constexpr Named<FormKind> formKinds[]{{"record", FormKind::record}, {"rows", FormKind::rows}};
constexpr Named<ColumnKind> columnKinds[]{{"code", ColumnKind::code},       {"money", ColumnKind::money},     {"text", ColumnKind::text},
                                          {"integer", ColumnKind::integer}, {"percent", ColumnKind::percent}, {"date", ColumnKind::date},
                                          {"month", ColumnKind::month},     {"yesNo", ColumnKind::yesNo}};
constexpr Named<ColumnRole> columnRoles[]{{"key", ColumnRole::key}, {"measure", ColumnRole::measure}, {"attribute", ColumnRole::attribute}};

Result<> schemaIs(JsonNode const& document, std::string const& expected) {
    ZHIBAO_TRY(JsonNode const node, document.at("schema"));
    ZHIBAO_TRY(std::string const got, node.string());
    if (got != expected) return node.fail(error::editionSchemaUnknown, {{"expected", expected}, {"got", got}});
    return {};
}

bool isFigure(ColumnKind kind) {
    return kind == ColumnKind::money || kind == ColumnKind::percent || kind == ColumnKind::integer;
}

/// What a new row starts with must be a possible answer.
Result<> checkDefault(JsonNode const& node, Column const& column, Edition const& edition) {
    auto const& text = column.defaultValue;
    bool fits = true;
    switch (column.kind) {
        case ColumnKind::code: {
            auto const* entry = edition.findList(column.list)->find(text);
            if (entry == nullptr) return node.fail(error::codeUnknown, {{"code", text}, {"list", column.list}});
            if (column.leafOnly && !entry->isLeaf) return node.fail(error::codeNotALeaf, {{"code", text}, {"list", column.list}});
            break;
        }
        case ColumnKind::money:
        case ColumnKind::percent: fits = Money::parseCanonical(text).has_value(); break;
        case ColumnKind::integer: fits = text.size() <= 18 && std::all_of(text.begin(), text.end(), isDigit); break;
        case ColumnKind::date: fits = parseDate(text).has_value(); break;
        case ColumnKind::month: fits = parseDate(text + "-01").has_value(); break;
        case ColumnKind::yesNo: fits = text == "yes" || text == "no"; break;
        case ColumnKind::text: break;
    }
    if (!fits) return node.fail(error::columnDefaultMalformed, {{"column", column.id}, {"text", text}});
    return {};
}

Result<Column> readColumn(JsonNode const& node, FormKind formKind, Edition const& edition, std::set<std::string>& ids,
                          std::set<std::string>& usedConcepts) {
    ZHIBAO_CHECK(node.onlyKeys(
        {"id", "kind", "role", "concept", "list", "leafOnly", "required", "default", "maximalLength", "format", "title", "help"}));
    Column column;
    ZHIBAO_TRY(column.id, newIdentifier(node, NameKind::ofRule, ids));
    ZHIBAO_TRY(column.kind, oneOf(node, "kind", columnKinds));
    ZHIBAO_TRY(column.role, oneOf(node, "role", columnRoles));
    ZHIBAO_TRY(column.title, localizedAt(node, "title"));
    ZHIBAO_TRY(column.help, localizedOrEmpty(node, "help"));
    ZHIBAO_TRY(column.required, booleanOr(node, "required", false));

    auto const settingOnlyFor = [&](std::string_view setting, bool allowed) -> Result<> {
        if (allowed) return {};
        ZHIBAO_TRY(auto const found, node.find(setting));
        if (found) return found->fail(error::columnSettingNeedless, {{"column", column.id}, {"setting", std::string{setting}}});
        return {};
    };
    bool const isCode = column.kind == ColumnKind::code;
    bool const isText = column.kind == ColumnKind::text;
    ZHIBAO_CHECK(settingOnlyFor("list", isCode));
    ZHIBAO_CHECK(settingOnlyFor("leafOnly", isCode));
    ZHIBAO_CHECK(settingOnlyFor("maximalLength", isText));
    ZHIBAO_CHECK(settingOnlyFor("format", isText));

    if (isCode) {
        ZHIBAO_TRY(auto const list, node.find("list"));
        if (!list) return node.fail(error::columnListMissing, {{"column", column.id}});
        ZHIBAO_TRY(column.list, list->string());
        if (edition.findList(column.list) == nullptr) return list->fail(error::listUnknown, {{"list", column.list}});
    }
    ZHIBAO_TRY(column.leafOnly, booleanOr(node, "leafOnly", false));
    ZHIBAO_TRY(int const length, numberOr(node, "maximalLength", static_cast<int>(column.maximalLength), 1, 10'000));
    column.maximalLength = static_cast<std::size_t>(length);
    ZHIBAO_TRY(auto const format, node.find("format"));
    if (format) {
        ZHIBAO_TRY(column.format, format->string());
        if (std::find(knownFormats.begin(), knownFormats.end(), column.format) == knownFormats.end()) {
            return format->fail(error::jsonValueUnknown, {{"text", column.format}, {"expected", joined(knownFormats)}});
        }
    }

    ErrorArguments const itself{{"column", column.id}};
    ZHIBAO_TRY(JsonNode const role, node.at("role"));
    if (column.role == ColumnRole::key) {
        if (formKind == FormKind::record) return role.fail(error::columnKeyInRecord, itself);
        if (isFigure(column.kind)) return role.fail(error::columnKeyIsFigure, itself);
        if (!column.required) return role.fail(error::columnKeyNotRequired, itself);
    }
    if (column.role == ColumnRole::measure && !isFigure(column.kind)) return role.fail(error::columnMeasureIsNoFigure, itself);

    ZHIBAO_TRY(auto const conceptNode, node.find("concept"));
    if (conceptNode) {
        ZHIBAO_TRY(column.conceptId, conceptNode->string());
        if (!concepts::isKnown(column.conceptId)) {
            return conceptNode->fail(error::jsonValueUnknown, {{"text", column.conceptId},
                                                               {"expected", joined(concepts::amounts, concepts::codes, concepts::counts, concepts::texts)}});
        }
        if (!usedConcepts.insert(column.conceptId).second) return conceptNode->fail(error::conceptTwice, {{"concept", column.conceptId}});
        bool const isAmount = column.kind == ColumnKind::money;
        bool const isCount = column.kind == ColumnKind::integer;
        if (concepts::isAmount(column.conceptId) != isAmount || concepts::isCode(column.conceptId) != isCode ||
            concepts::isCount(column.conceptId) != isCount)
            return conceptNode->fail(error::conceptUnfit, {{"concept", column.conceptId}, {"column", column.id}});
    }

    ZHIBAO_TRY(auto const defaultNode, node.find("default"));
    if (defaultNode) {
        ZHIBAO_TRY(column.defaultValue, defaultNode->string());
        ZHIBAO_CHECK(checkDefault(*defaultNode, column, edition));
    }
    return column;
}

Result<LegalMarks> readMarks(JsonNode const& node) {
    ZHIBAO_CHECK(node.onlyKeys({"number", "authority", "approvalAuthority", "approvalNumber", "validUntil"}));
    LegalMarks marks;
    ZHIBAO_TRY(marks.number, localizedAt(node, "number"));
    ZHIBAO_TRY(marks.authority, localizedOrEmpty(node, "authority"));
    ZHIBAO_TRY(marks.approvalAuthority, localizedOrEmpty(node, "approvalAuthority"));
    ZHIBAO_TRY(marks.approvalNumber, localizedOrEmpty(node, "approvalNumber"));
    ZHIBAO_TRY(marks.validUntil, dateOrNone(node, "validUntil"));
    return marks;
}

/// The column of a node's text; it must exist.
Result<Column const*> columnOf(JsonNode const& node, Form const& form) {
    ZHIBAO_TRY(std::string const id, node.string());
    auto const position = form.indexOf(id);
    if (!position) return node.fail(error::columnUnknown, {{"column", id}, {"form", form.id}});
    return &form.columns[*position];
}

Result<Residual> readResidual(JsonNode const& node, Form const& form) {
    ZHIBAO_CHECK(node.onlyKeys({"total", "parts"}));
    Residual residual;
    std::set<std::string> named;
    auto const take = [&](JsonNode const& place) -> Result<std::string> {
        ZHIBAO_TRY(auto const* column, columnOf(place, form));
        if (column->kind != ColumnKind::money || !named.insert(column->id).second)
            return place.fail(error::residualColumnUnfit, {{"column", column->id}});
        return column->id;
    };
    ZHIBAO_TRY(JsonNode const total, node.at("total"));
    ZHIBAO_TRY(residual.total, take(total));
    ZHIBAO_TRY(JsonNode const parts, node.at("parts"));
    ZHIBAO_TRY(auto const elements, parts.elements());
    for (auto const& element : elements) {
        ZHIBAO_TRY(std::string part, take(element));
        residual.parts.push_back(std::move(part));
    }
    return residual;
}

/// A form that asks amounts says in which currency: a column of each row, or one for all.
Result<> readCurrency(JsonNode const& document, Form& form, Edition const& edition) {
    ZHIBAO_TRY(auto const column, document.find("currencyColumn"));
    ZHIBAO_TRY(auto const fixed, document.find("currency"));
    if (column) {
        ZHIBAO_TRY(auto const* found, columnOf(*column, form));
        if (found->kind != ColumnKind::code || !found->required) return column->fail(error::formCurrencyUnfit, {{"column", found->id}});
        form.currencyColumn = found->id;
    }
    if (fixed) {
        ZHIBAO_TRY(form.currency, fixed->string());
        if (column) return fixed->fail(error::formCurrencyUnfit, {{"column", form.currencyColumn}});
        auto const* currencies = edition.findList("currencies");
        if (currencies == nullptr) return fixed->fail(error::listUnknown, {{"list", "currencies"}});
        if (currencies->find(form.currency) == nullptr)
            return fixed->fail(error::codeUnknown, {{"code", form.currency}, {"list", "currencies"}});
    }
    bool const asksAmounts =
        std::any_of(form.columns.begin(), form.columns.end(), [](Column const& c) { return c.kind == ColumnKind::money; });
    if (asksAmounts && !column && !fixed) return document.fail(error::formCurrencyMissing, {{"form", form.id}});
    return {};
}

Result<Form> readForm(JsonNode const& document, Edition const& edition, std::set<std::string>& formIds) {
    ZHIBAO_CHECK(
        document.onlyKeys({"schema", "id", "kind", "title", "marks", "currencyColumn", "currency", "columns", "residuals", "definitions", "print"}));
    ZHIBAO_CHECK(schemaIs(document, "form-1"));
    Form form;
    ZHIBAO_TRY(form.id, newIdentifier(document, NameKind::ofRule, formIds));
    ZHIBAO_TRY(form.kind, oneOf(document, "kind", formKinds));
    ZHIBAO_TRY(form.title, localizedAt(document, "title"));
    ZHIBAO_TRY(JsonNode const marks, document.at("marks"));
    ZHIBAO_TRY(form.marks, readMarks(marks));
    ZHIBAO_TRY(JsonNode const columns, document.at("columns"));
    ZHIBAO_TRY(auto const elements, columns.elements());
    std::set<std::string> ids;
    std::set<std::string> usedConcepts;
    for (auto const& element : elements) {
        ZHIBAO_TRY(Column column, readColumn(element, form.kind, edition, ids, usedConcepts));
        form.columns.push_back(std::move(column));
    }
    if (form.columns.empty()) return columns.fail(error::formWithoutColumns, {{"form", form.id}});
    bool const hasKey = std::any_of(form.columns.begin(), form.columns.end(), [](Column const& c) { return c.role == ColumnRole::key; });
    if (form.kind == FormKind::rows && !hasKey) return columns.fail(error::formWithoutKey, {{"form", form.id}});
    ZHIBAO_CHECK(readCurrency(document, form, edition));
    ZHIBAO_TRY(auto const residuals, document.find("residuals"));
    if (residuals) {
        ZHIBAO_TRY(auto const list, residuals->elements());
        for (auto const& element : list) {
            ZHIBAO_TRY(Residual residual, readResidual(element, form));
            form.residuals.push_back(std::move(residual));
        }
    }
    ZHIBAO_TRY(auto const definitions, document.find("definitions"));
    if (definitions) {
        ZHIBAO_TRY(auto const list, definitions->elements());
        for (auto const& element : list) {
            ZHIBAO_CHECK(element.onlyKeys({"term", "text"}));
            Definition definition;
            ZHIBAO_TRY(definition.term, localizedAt(element, "term"));
            ZHIBAO_TRY(definition.text, localizedAt(element, "text"));
            form.definitions.push_back(std::move(definition));
        }
    }
    ZHIBAO_TRY(auto const print, document.find("print"));
    if (print) {
        ZHIBAO_CHECK(checkPrintLayout(*print, form, edition));
        form.print = print->value();
    }
    return form;
}

/// {"column":"mode4","nonZero":true}, {"column":"foreignShare","above":"50"}, {"column":"outsourcing","oneOf":["ito","bpo"]}
Result<ScopeTest> readScopeTest(JsonNode const& node, Form const& form, Edition const& edition) {
    ZHIBAO_CHECK(node.onlyKeys({"column", "oneOf", "above", "nonZero"}));
    ScopeTest test;
    ZHIBAO_TRY(JsonNode const place, node.at("column"));
    ZHIBAO_TRY(auto const* column, columnOf(place, form));
    test.column = column->id;
    ZHIBAO_TRY(auto const oneOf, node.find("oneOf"));
    ZHIBAO_TRY(auto const above, node.find("above"));
    ZHIBAO_TRY(bool const nonZero, booleanOr(node, "nonZero", false));
    if ((oneOf ? 1 : 0) + (above ? 1 : 0) + (nonZero ? 1 : 0) != 1) return node.fail(error::scopeTestUnfit, {{"column", column->id}});
    if (isFigure(column->kind) == oneOf.has_value()) return node.fail(error::scopeTestUnfit, {{"column", column->id}});
    if (above) {
        test.kind = ScopeTest::Kind::above;
        ZHIBAO_TRY(std::string const text, above->string());
        ZHIBAO_TRY(test.bound, inside(above->pointer(), Money::parse(text, Unit::one)));
    }
    if (!oneOf) return test;
    test.kind = ScopeTest::Kind::oneOf;
    ZHIBAO_TRY(auto const elements, oneOf->elements());
    for (auto const& element : elements) {
        ZHIBAO_TRY(std::string code, element.string());
        auto const* list = column->kind == ColumnKind::code ? edition.findList(column->list) : nullptr;
        if (list == nullptr && (column->kind != ColumnKind::yesNo || (code != "yes" && code != "no")))
            return element.fail(error::scopeTestUnfit, {{"column", column->id}});
        if (list != nullptr && list->find(code) == nullptr) return element.fail(error::codeUnknown, {{"code", code}, {"list", column->list}});
        test.codes.push_back(std::move(code));
    }
    return test;
}

/// Reasons to ask a form, or a whole set when `asked` is empty: then only the profile can give one.
Result<std::vector<ScopeCondition>> readScope(JsonNode const& node, FormSet const& set, std::string_view asked, Edition const& edition) {
    std::vector<ScopeCondition> conditions;
    ZHIBAO_TRY(auto const elements, node.elements());
    for (auto const& element : elements) {
        ZHIBAO_CHECK(element.onlyKeys({"source", "where", "reason"}));
        ScopeCondition condition;
        ZHIBAO_TRY(JsonNode const source, element.at("source"));
        ZHIBAO_TRY(condition.source, source.string());
        bool const isProfile = condition.source == ScopeCondition::profile;
        bool const isOfSet = std::find(set.forms.begin(), set.forms.end(), condition.source) != set.forms.end();
        if (!isProfile && (asked.empty() || condition.source == asked || !isOfSet || !set.isAlwaysAsked(condition.source)))
            return source.fail(error::scopeSourceUnfit, {{"source", condition.source}, {"set", set.id}});
        auto const* form = isProfile ? edition.profileForm() : edition.findForm(condition.source);
        if (form == nullptr) return source.fail(error::scopeSourceUnfit, {{"source", condition.source}, {"set", set.id}});
        ZHIBAO_TRY(JsonNode const where, element.at("where"));
        ZHIBAO_TRY(auto const tests, where.elements());
        for (auto const& one : tests) {
            ZHIBAO_TRY(ScopeTest test, readScopeTest(one, *form, edition));
            condition.where.push_back(std::move(test));
        }
        if (condition.where.empty()) return where.fail(error::scopeSourceUnfit, {{"source", condition.source}, {"set", set.id}});
        ZHIBAO_TRY(condition.reason, localizedAt(element, "reason"));
        conditions.push_back(std::move(condition));
    }
    return conditions;
}

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
             "structuralChecks", "tables"}));
        ZHIBAO_CHECK(schemaIs(root, "edition-1"));
        ZHIBAO_TRY(edition_.id, root.stringAt("id"));
        ZHIBAO_TRY(edition_.status, oneOf(root, "status", statuses));
        ZHIBAO_TRY(edition_.title, localizedAt(root, "title"));
        ZHIBAO_TRY(JsonNode const from, root.at("validFrom"));
        ZHIBAO_TRY(std::string const fromText, from.string());
        ZHIBAO_TRY(edition_.validFrom, inside(from.pointer(), parseDate(fromText)));
        ZHIBAO_TRY(edition_.validUntil, dateOrNone(root, "validUntil"));
        if (edition_.validUntil && *edition_.validUntil < edition_.validFrom)
            return root.fail(error::editionDatesReversed, {{"from", fromText}, {"until", toText(*edition_.validUntil)}});
        for (auto const part :
             {&Loader::readLists, &Loader::readForms, &Loader::readFormSets, &Loader::readRulesets, &Loader::readRuleData,
              &Loader::readExplanations, &Loader::readStructuralChecks, &Loader::readTables}) {
            ZHIBAO_CHECK((this->*part)(root));
            if (problemInside_) break;
        }
        return {};
    }

    Result<> readLists(JsonNode const& root) {
        ZHIBAO_TRY(JsonNode const lists, root.at("lists"));
        ZHIBAO_TRY(auto const members, lists.members());
        for (auto const& [id, node] : members) {
            ZHIBAO_CHECK(node.onlyKeys({"file", "title"}));
            ZHIBAO_TRY(LocalizedText title, localizedAt(node, "title"));
            ZHIBAO_TRY(JsonNode const fileNode, node.at("file"));
            ZHIBAO_TRY(NamedFile const named, file(fileNode, Binding::bound));
            auto list = readCodeList(std::string{id}, std::move(title), named.bytes);
            if (goesWrongInside(named, list)) return {};
            edition_.lists.emplace(id, *std::move(list));
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
                                         "appliesWhen", "owedWhen", "notOwed"}));
            FormSet set;
            ZHIBAO_TRY(set.id, newIdentifier(node, NameKind::other, ids));
            ZHIBAO_TRY(set.title, localizedAt(node, "title"));
            ZHIBAO_TRY(set.frequency, oneOf(node, "frequency", frequencies));
            ZHIBAO_TRY(set.deadlineDaysAfter, numberOr(node, "deadlineDaysAfter", set.deadlineDaysAfter, 1, 366));
            ZHIBAO_TRY(set.opensDaysAfter, numberOr(node, "opensDaysAfter", set.opensDaysAfter, -366, set.deadlineDaysAfter));
            ZHIBAO_TRY(auto const onHoliday, node.find("deadlineOnHoliday"));
            if (onHoliday) {
                ZHIBAO_TRY(set.deadlineOnHoliday, oneOf(node, "deadlineOnHoliday", deadlinesOnHoliday));
            }
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
        ZHIBAO_TRY(set.notOwed, localizedAt(node, "notOwed"));
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
                    if (edition_.findFormSet(set) == nullptr) return setNode.fail(error::formSetUnknown, {{"set", set}});
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
