#include "form/form_reader.h"

#include <algorithm>

#include "form/concepts.h"
#include "form/localized_texts.h"
#include "form/print_layout.h"
#include "form/values.h"

namespace zhibao {

namespace {

constexpr Named<FormKind> formKinds[]{{"record", FormKind::record}, {"rows", FormKind::rows}};
constexpr Named<ColumnKind> columnKinds[]{{"code", ColumnKind::code},       {"money", ColumnKind::money},     {"text", ColumnKind::text},
                                          {"integer", ColumnKind::integer}, {"percent", ColumnKind::percent}, {"date", ColumnKind::date},
                                          {"month", ColumnKind::month},     {"yesNo", ColumnKind::yesNo}};
constexpr Named<ColumnRole> columnRoles[]{{"key", ColumnRole::key}, {"measure", ColumnRole::measure}, {"attribute", ColumnRole::attribute}};

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
    ZHIBAO_TRY(column.title, readTextAt(node, "title"));
    ZHIBAO_TRY(column.help, readTextOrEmpty(node, "help"));
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
        // Nobody can be made to answer what nobody is asked.
        if (concepts::isOnlyImported(column.conceptId) && (column.required || formKind != FormKind::rows))
            return conceptNode->fail(error::conceptUnfit, {{"concept", column.conceptId}, {"column", column.id}});
    }

    ZHIBAO_TRY(auto const defaultNode, node.find("default"));
    if (defaultNode) {
        ZHIBAO_TRY(column.defaultValue, defaultNode->string());
        ZHIBAO_CHECK(checkDefault(*defaultNode, column, edition));
    }
    return column;
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

}  // namespace

bool isFigure(ColumnKind kind) noexcept {
    return kind == ColumnKind::money || kind == ColumnKind::percent || kind == ColumnKind::integer;
}

Result<Column const*> columnOf(JsonNode const& node, Form const& form) {
    ZHIBAO_TRY(std::string const id, node.string());
    auto const position = form.indexOf(id);
    if (!position) return node.fail(error::columnUnknown, {{"column", id}, {"form", form.id}});
    return &form.columns[*position];
}

Result<Form> readForm(JsonNode const& document, Edition const& edition, std::set<std::string>& formIds) {
    ZHIBAO_CHECK(
        document.onlyKeys({"schema", "id", "kind", "title", "marks", "currencyColumn", "currency", "columns", "residuals", "definitions", "print"}));
    ZHIBAO_CHECK(schemaIs(document, "form-1"));
    Form form;
    ZHIBAO_TRY(form.id, newIdentifier(document, NameKind::ofRule, formIds));
    ZHIBAO_TRY(form.kind, oneOf(document, "kind", formKinds));
    ZHIBAO_TRY(form.title, readTextAt(document, "title"));
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
            ZHIBAO_TRY(definition.term, readTextAt(element, "term"));
            ZHIBAO_TRY(definition.text, readTextAt(element, "text"));
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

}  // namespace zhibao
