#include "import/ledger_mapping.h"

#include <algorithm>
#include <optional>

#include "form/concepts.h"

namespace zhibao {

namespace {

constexpr std::string_view schemaName = "ledger-mapping-1";
constexpr std::array<std::string_view, ledgerFields.size()> fieldNames{"date",  "document", "customer",    "service",  "partner", "flow",
                                                                       "mode",  "outsourcing", "currency", "amount",   "debit",   "credit", "dollars", "remark"};
constexpr std::array worded{LedgerField::partner, LedgerField::flow, LedgerField::mode, LedgerField::outsourcing, LedgerField::currency};
constexpr std::array modes{concepts::mode1, concepts::mode2, concepts::mode4};

bool isIn(auto const& list, auto const& one) {
    return std::find(list.begin(), list.end(), one) != list.end();
}

Result<LedgerField> fieldNamed(std::string_view name, JsonNode const& node) {
    auto const found = std::find(fieldNames.begin(), fieldNames.end(), name);
    if (found == fieldNames.end()) return node.fail(error::jsonKeyUnknown, {{"key", std::string{name}}});
    return ledgerFields[static_cast<std::size_t>(found - fieldNames.begin())];
}

Result<bool> flagAt(JsonNode const& node, std::string_view key) {
    ZHIBAO_TRY(auto const found, node.find(key));
    return found ? found->boolean() : Result<bool>{false};
}

/// The members of an object that may be absent.
Result<std::vector<std::pair<std::string_view, JsonNode>>> membersAt(JsonNode const& document, std::string_view key) {
    ZHIBAO_TRY(auto const found, document.find(key));
    if (!found) return std::vector<std::pair<std::string_view, JsonNode>>{};
    return found->members();
}

std::string pointerOf(std::initializer_list<std::string_view> steps) {
    std::string pointer;
    for (auto const step : steps) pointer.append("/").append(step);
    return pointer;
}

/// Asks whether every code of a mapping is one that the form's lists know.
class CodeChecker {
public:
    CodeChecker(Edition const& edition, Form const& form) : edition_(edition), form_(form) {}

    [[nodiscard]] Result<> check(LedgerField field, std::string const& code, std::string const& pointer) const {
        if (code.empty()) return {};
        if (field == LedgerField::mode) {
            if (isIn(modes, code)) return {};
            return fail(error::mappingModeUnknown, {{"text", code}}, pointer);
        }
        auto const* column = columnOf(field, form_);
        auto const* list = column == nullptr ? nullptr : edition_.findList(column->list);
        if (list == nullptr) return {};
        auto const* entry = list->find(code);
        if (entry == nullptr) return fail(error::codeUnknown, {{"code", code}, {"list", list->id()}}, pointer);
        if (column->leafOnly && !entry->isLeaf) return fail(error::codeNotALeaf, {{"code", code}, {"list", list->id()}}, pointer);
        return {};
    }

private:
    Edition const& edition_;
    Form const& form_;
};

}  // namespace

std::string_view nameOf(LedgerField field) noexcept {
    return fieldNames[static_cast<std::size_t>(field)];
}

Result<LedgerMapping> readLedgerMapping(JsonNode const& document) {
    ZHIBAO_TRY(auto const schema, document.stringAt("schema"));
    if (schema != schemaName) return document.fail(error::mappingSchemaUnknown, {{"got", schema}});
    ZHIBAO_CHECK(document.onlyKeys({"schema", "form", "sheet", "columns", "constants", "unit", "decimalComma", "countsFrom1904", "services", "customers", "words"}));
    LedgerMapping mapping;
    ZHIBAO_TRY(mapping.form, document.stringAt("form"));
    ZHIBAO_TRY(mapping.sheet, document.stringOr("sheet", ""));
    for (auto const& [key, target] : {std::pair{"columns", &mapping.columns}, std::pair{"constants", &mapping.constants}}) {
        ZHIBAO_TRY(auto const members, membersAt(document, key));
        for (auto const& [name, node] : members) {
            ZHIBAO_TRY(auto const field, fieldNamed(name, node));
            ZHIBAO_TRY((*target)[field], node.string());
        }
    }
    ZHIBAO_TRY(auto const unit, document.stringOr("unit", "one"));
    if (unit == "tenThousand") mapping.unit = Unit::tenThousand;
    else if (unit != "one") return document.fail(error::jsonValueUnknown, {{"text", unit}, {"expected", "one, tenThousand"}});
    ZHIBAO_TRY(bool const hasComma, flagAt(document, "decimalComma"));
    mapping.decimalSign = hasComma ? DecimalSign::comma : DecimalSign::point;
    ZHIBAO_TRY(mapping.countsFrom1904, flagAt(document, "countsFrom1904"));
    ZHIBAO_TRY(auto const services, membersAt(document, "services"));
    for (auto const& [word, node] : services) {
        ZHIBAO_CHECK(node.onlyKeys({"leaveOut", "item", "mode", "outsourcing", "digital"}));
        auto& meaning = mapping.services[std::string{word}];
        ZHIBAO_TRY(meaning.isLeftOut, flagAt(node, "leaveOut"));
        ZHIBAO_TRY(meaning.item, meaning.isLeftOut ? node.stringOr("item", "") : node.stringAt("item"));
        ZHIBAO_TRY(meaning.mode, node.stringOr("mode", ""));
        ZHIBAO_TRY(meaning.outsourcing, node.stringOr("outsourcing", ""));
        ZHIBAO_TRY(meaning.isDigital, flagAt(node, "digital"));
    }
    ZHIBAO_TRY(auto const customers, membersAt(document, "customers"));
    for (auto const& [word, node] : customers) {
        ZHIBAO_CHECK(node.onlyKeys({"leaveOut", "partner", "affiliated", "mode"}));
        auto& meaning = mapping.customers[std::string{word}];
        ZHIBAO_TRY(meaning.isLeftOut, flagAt(node, "leaveOut"));
        ZHIBAO_TRY(meaning.partner, node.stringOr("partner", ""));
        ZHIBAO_TRY(meaning.isAffiliated, flagAt(node, "affiliated"));
        ZHIBAO_TRY(meaning.mode, node.stringOr("mode", ""));
    }
    ZHIBAO_TRY(auto const words, membersAt(document, "words"));
    for (auto const& [name, node] : words) {
        ZHIBAO_TRY(auto const field, fieldNamed(name, node));
        if (!isIn(worded, field)) return node.fail(error::jsonKeyUnknown, {{"key", std::string{name}}});
        ZHIBAO_TRY(auto const members, node.members());
        for (auto const& [word, code] : members) {
            auto& target = mapping.words[field][std::string{word}];
            if (code.value().kind() == JsonValue::Kind::null) continue;  // left out
            ZHIBAO_TRY(target, code.string());
        }
    }
    return mapping;
}

JsonValue toJson(LedgerMapping const& mapping) {
    auto const named = [](std::map<LedgerField, std::string> const& texts) {
        JsonValue::Object object;
        for (auto const& [field, text] : texts) object.emplace_back(std::string{nameOf(field)}, text);
        return object;
    };
    auto const put = [](JsonValue::Object& object, char const* key, std::string const& text) {
        if (!text.empty()) object.emplace_back(key, text);
    };
    JsonValue::Object document{{"schema", schemaName}, {"form", mapping.form}};
    put(document, "sheet", mapping.sheet);
    document.emplace_back("columns", named(mapping.columns));
    document.emplace_back("constants", named(mapping.constants));
    document.emplace_back("unit", mapping.unit == Unit::tenThousand ? "tenThousand" : "one");
    if (mapping.decimalSign == DecimalSign::comma) document.emplace_back("decimalComma", true);
    if (mapping.countsFrom1904) document.emplace_back("countsFrom1904", true);
    JsonValue::Object services;
    for (auto const& [word, meaning] : mapping.services) {
        JsonValue::Object one;
        if (meaning.isLeftOut) one.emplace_back("leaveOut", true);
        put(one, "item", meaning.item);
        put(one, "mode", meaning.mode);
        put(one, "outsourcing", meaning.outsourcing);
        if (meaning.isDigital) one.emplace_back("digital", true);
        services.emplace_back(word, std::move(one));
    }
    document.emplace_back("services", std::move(services));
    JsonValue::Object customers;
    for (auto const& [word, meaning] : mapping.customers) {
        JsonValue::Object one;
        if (meaning.isLeftOut) one.emplace_back("leaveOut", true);
        put(one, "partner", meaning.partner);
        if (meaning.isAffiliated) one.emplace_back("affiliated", true);
        put(one, "mode", meaning.mode);
        customers.emplace_back(word, std::move(one));
    }
    document.emplace_back("customers", std::move(customers));
    JsonValue::Object words;
    for (auto const& [field, meanings] : mapping.words) {
        JsonValue::Object one;
        for (auto const& [word, code] : meanings) one.emplace_back(word, code.empty() ? JsonValue{} : JsonValue{code});
        words.emplace_back(std::string{nameOf(field)}, std::move(one));
    }
    document.emplace_back("words", std::move(words));
    return document;
}

Column const* columnOf(LedgerField field, Form const& form) {
    std::string_view meaning;
    switch (field) {
        case LedgerField::service: meaning = concepts::item; break;
        case LedgerField::partner: meaning = concepts::partner; break;
        case LedgerField::flow: meaning = concepts::flow; break;
        case LedgerField::outsourcing: meaning = concepts::outsourcing; break;
        case LedgerField::currency: meaning = concepts::currency; break;
        case LedgerField::amount: meaning = concepts::total; break;
        case LedgerField::dollars: meaning = concepts::dollars; break;
        default: return nullptr;
    }
    auto const found = std::find_if(form.columns.begin(), form.columns.end(), [&](Column const& column) { return column.conceptId == meaning; });
    return found == form.columns.end() ? nullptr : &*found;
}

bool takesLedgers(Form const& form) {
    if (form.kind != FormKind::rows || columnOf(LedgerField::service, form) == nullptr || columnOf(LedgerField::currency, form) == nullptr || columnOf(LedgerField::amount, form) == nullptr) return false;
    return std::all_of(form.columns.begin(), form.columns.end(), [&](Column const& column) {
        if (column.role != ColumnRole::key) return true;
        return std::any_of(ledgerFields.begin(), ledgerFields.end(), [&](LedgerField field) { return columnOf(field, form) == &column; });
    });
}

Result<> checkLedgerMapping(LedgerMapping const& mapping, Edition const& edition) {
    auto const* form = edition.findForm(mapping.form);
    if (form == nullptr || !takesLedgers(*form)) return fail(error::mappingFormUnfit, {{"form", mapping.form}}, "/form");
    if (mapping.hasSides() && mapping.columns.contains(LedgerField::amount)) return fail(error::mappingAmountTwice, {}, "/columns");
    for (auto const field : {LedgerField::date, LedgerField::amount}) {
        if (mapping.columns.contains(field) || (field == LedgerField::amount && mapping.hasSides())) continue;
        return fail(error::mappingFieldMissing, {{"field", std::string{nameOf(field)}}}, "/columns");
    }
    auto const isSaid = [&](LedgerField field) { return mapping.columns.contains(field) || mapping.constants.contains(field); };
    for (auto const field : {LedgerField::service, LedgerField::flow, LedgerField::outsourcing, LedgerField::currency, LedgerField::partner}) {
        auto const* column = columnOf(field, *form);
        if (column == nullptr || isSaid(field) || !column->defaultValue.empty()) continue;
        if (field == LedgerField::flow && mapping.hasSides()) continue;
        // A customer says where it is.
        if (field == LedgerField::partner && mapping.columns.contains(LedgerField::customer)) continue;
        return fail(error::mappingFieldMissing, {{"field", std::string{nameOf(field)}}}, "/columns");
    }
    CodeChecker const checker{edition, *form};
    for (auto const& [field, code] : mapping.constants) ZHIBAO_CHECK(checker.check(field, code, pointerOf({"constants", nameOf(field)})));
    for (auto const& [word, meaning] : mapping.services) {
        ZHIBAO_CHECK(checker.check(LedgerField::service, meaning.item, pointerOf({"services", word, "item"})));
        ZHIBAO_CHECK(checker.check(LedgerField::mode, meaning.mode, pointerOf({"services", word, "mode"})));
        ZHIBAO_CHECK(checker.check(LedgerField::outsourcing, meaning.outsourcing, pointerOf({"services", word, "outsourcing"})));
    }
    for (auto const& [word, meaning] : mapping.customers) {
        ZHIBAO_CHECK(checker.check(LedgerField::partner, meaning.partner, pointerOf({"customers", word, "partner"})));
        ZHIBAO_CHECK(checker.check(LedgerField::mode, meaning.mode, pointerOf({"customers", word, "mode"})));
    }
    for (auto const& [field, meanings] : mapping.words)
        for (auto const& [word, code] : meanings) ZHIBAO_CHECK(checker.check(field, code, pointerOf({"words", nameOf(field), word})));
    return {};
}

}  // namespace zhibao
