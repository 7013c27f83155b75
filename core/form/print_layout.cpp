#include "form/print_layout.h"

#include <algorithm>
#include <array>
#include <set>
#include <string>
#include <string_view>

namespace zhibao {

namespace {

constexpr std::array<std::string_view, 5> signatories{"unitHead", "statisticsHead", "preparer", "phone", "reportDate"};

class Checker {
public:
    Checker(Form const& form, Edition const& edition) : form_(form), edition_(edition) {}

    Result<> check(JsonNode const& print) {
        ZHIBAO_TRY(JsonNode const kind, print.at("kind"));
        ZHIBAO_TRY(std::string const name, kind.string());
        std::string const expected = form_.kind == FormKind::rows ? "blocks" : "record";
        if (name != expected) return unfit(kind, expected);
        ZHIBAO_CHECK(isOneOf(print, "orientation", {"landscape", "portrait"}));
        ZHIBAO_CHECK(texts(print, "notes"));
        ZHIBAO_CHECK(footer(print));
        return form_.kind == FormKind::rows ? blocks(print) : sections(print);
    }

private:
    [[nodiscard]] tl::unexpected<Error> unfit(JsonNode const& node, std::string_view expected) const {
        return node.fail(error::printLayoutUnfit, {{"form", form_.id}, {"expected", std::string{expected}}});
    }

    static Result<> isOneOf(JsonNode const& parent, std::string_view key, std::initializer_list<std::string_view> known) {
        ZHIBAO_TRY(JsonNode const node, parent.at(key));
        ZHIBAO_TRY(std::string const text, node.string());
        if (std::find(known.begin(), known.end(), text) != known.end()) return {};
        std::string expected;
        for (auto const name : known) expected += (expected.empty() ? "" : ", ") + std::string{name};
        return node.fail(error::jsonValueUnknown, {{"text", text}, {"expected", expected}});
    }

    static Result<> isWithin(JsonNode const& parent, std::string_view key, std::int64_t minimum, std::int64_t maximum, bool mayBeAbsent) {
        ZHIBAO_TRY(auto const found, parent.find(key));
        if (!found && mayBeAbsent) return {};
        ZHIBAO_TRY(JsonNode const node, parent.at(key));
        ZHIBAO_TRY(std::int64_t const number, node.integer());
        if (number >= minimum && number <= maximum) return {};
        return node.fail(error::numberOutOfRange,
                         {{"got", std::to_string(number)}, {"minimum", std::to_string(minimum)}, {"maximum", std::to_string(maximum)}});
    }

    /// A text in both languages.
    static Result<> text(JsonNode const& node) {
        ZHIBAO_CHECK(node.onlyKeys({"zh", "en"}));
        for (auto const* language : {"zh", "en"}) {
            ZHIBAO_TRY(std::string const part, node.stringOr(language, ""));
            if (part.empty()) return node.fail(error::textLanguageMissing, {{"language", language}});
        }
        return {};
    }
    static Result<> textAt(JsonNode const& parent, std::string_view key) {
        ZHIBAO_TRY(JsonNode const node, parent.at(key));
        return text(node);
    }
    static Result<> texts(JsonNode const& parent, std::string_view key) {
        ZHIBAO_TRY(JsonNode const node, parent.at(key));
        ZHIBAO_TRY(auto const elements, node.elements());
        for (auto const& element : elements) ZHIBAO_CHECK(text(element));
        return {};
    }

    Result<Column const*> columnOf(JsonNode const& node) const {
        ZHIBAO_TRY(std::string const id, node.string());
        auto const position = form_.indexOf(id);
        if (!position) return node.fail(error::columnUnknown, {{"column", id}, {"form", form_.id}});
        return &form_.columns[*position];
    }
    Result<Column const*> columnAt(JsonNode const& parent, std::string_view key) const {
        ZHIBAO_TRY(JsonNode const node, parent.at(key));
        return columnOf(node);
    }

    Result<> footer(JsonNode const& print) const {
        ZHIBAO_TRY(JsonNode const node, print.at("footer"));
        ZHIBAO_TRY(auto const elements, node.elements());
        for (auto const& element : elements) {
            ZHIBAO_CHECK(element.onlyKeys({"title", "signatory"}));
            ZHIBAO_CHECK(textAt(element, "title"));
            ZHIBAO_CHECK(isOneOf(element, "signatory", {signatories[0], signatories[1], signatories[2], signatories[3], signatories[4]}));
        }
        return {};
    }

    /// Whether a column of this kind can be shown so.
    [[nodiscard]] static bool suits(Column const& column, std::string_view show) {
        switch (column.kind) {
            case ColumnKind::money: return show == "converted" || show == "entered";
            case ColumnKind::code: return show == "name" || show == "code";
            default: return show == "answer";
        }
    }

    Result<> shown(JsonNode const& node) const {
        ZHIBAO_TRY(auto const* column, columnAt(node, "column"));
        ZHIBAO_TRY(JsonNode const show, node.at("show"));
        ZHIBAO_TRY(std::string const name, show.string());
        if (suits(*column, name)) return {};
        return unfit(show, column->kind == ColumnKind::money ? "converted, entered" : column->kind == ColumnKind::code ? "name, code" : "answer");
    }

    Result<> unit(JsonNode const& print) const {
        ZHIBAO_TRY(JsonNode const unit, print.at("unit"));
        ZHIBAO_CHECK(unit.onlyKeys({"currency", "unit", "decimals", "text"}));
        ZHIBAO_TRY(JsonNode const currency, unit.at("currency"));
        ZHIBAO_TRY(std::string const code, currency.string());
        auto const* currencies = edition_.findList("currencies");
        if (currencies == nullptr) return currency.fail(error::listUnknown, {{"list", "currencies"}});
        if (currencies->find(code) == nullptr) return currency.fail(error::codeUnknown, {{"code", code}, {"list", "currencies"}});
        ZHIBAO_CHECK(isOneOf(unit, "unit", {"one", "tenThousand", "hundredMillion"}));
        ZHIBAO_CHECK(isWithin(unit, "decimals", 0, 6, false));
        return textAt(unit, "text");
    }

    Result<> blocks(JsonNode const& print) {
        ZHIBAO_CHECK(print.onlyKeys({"kind", "orientation", "unit", "stub", "totalRow", "blankLines", "preprint", "blocks", "notes", "footer"}));
        ZHIBAO_CHECK(unit(print));
        ZHIBAO_CHECK(textAt(print, "totalRow"));
        ZHIBAO_CHECK(isWithin(print, "blankLines", 0, 40, true));
        ZHIBAO_TRY(auto const preprint, print.find("preprint"));
        if (preprint) {
            ZHIBAO_TRY(auto const* column, columnOf(*preprint));
            if (column->kind != ColumnKind::code) return unfit(*preprint, "code");
        }
        ZHIBAO_TRY(JsonNode const stub, print.at("stub"));
        ZHIBAO_TRY(auto const stubs, stub.elements());
        if (stubs.empty()) return unfit(stub, "[{\"letter\": …}]");
        for (auto const& one : stubs) {
            ZHIBAO_CHECK(one.onlyKeys({"letter", "title", "column", "show"}));
            ZHIBAO_TRY([[maybe_unused]] std::string const letter, one.stringAt("letter"));
            ZHIBAO_CHECK(textAt(one, "title"));
            ZHIBAO_TRY(std::string const show, one.stringAt("show"));
            if (show != "sector") ZHIBAO_CHECK(shown(one));
        }
        ZHIBAO_TRY(JsonNode const blocksNode, print.at("blocks"));
        ZHIBAO_TRY(auto const elements, blocksNode.elements());
        if (elements.empty()) return unfit(blocksNode, "[{\"title\": …}]");
        Column const* divided = nullptr;
        std::set<std::string> printed;
        for (auto const& element : elements) {
            ZHIBAO_CHECK(element.onlyKeys({"title", "where", "columns"}));
            ZHIBAO_CHECK(textAt(element, "title"));
            ZHIBAO_TRY(JsonNode const where, element.at("where"));
            ZHIBAO_CHECK(where.onlyKeys({"column", "is"}));
            ZHIBAO_TRY(auto const* column, columnAt(where, "column"));
            ZHIBAO_TRY(JsonNode const place, where.at("column"));
            // Blocks divide the rows by one column, so that each row stands in one of them.
            if (column->kind != ColumnKind::code || !column->required || (divided != nullptr && divided != column)) return unfit(place, "code");
            divided = column;
            ZHIBAO_TRY(JsonNode const is, where.at("is"));
            ZHIBAO_TRY(std::string const code, is.string());
            if (edition_.findList(column->list)->find(code) == nullptr) return is.fail(error::codeUnknown, {{"code", code}, {"list", column->list}});
            if (!printed.insert(code).second) return is.fail(error::printColumnTwice, {{"form", form_.id}, {"column", code}});
            ZHIBAO_TRY(JsonNode const columns, element.at("columns"));
            ZHIBAO_TRY(auto const shownColumns, columns.elements());
            for (auto const& one : shownColumns) {
                ZHIBAO_CHECK(one.onlyKeys({"number", "column", "show", "title"}));
                ZHIBAO_TRY([[maybe_unused]] std::string const number, one.stringAt("number"));
                ZHIBAO_CHECK(textAt(one, "title"));
                ZHIBAO_CHECK(shown(one));
            }
        }
        return {};
    }

    Result<> sections(JsonNode const& print) {
        ZHIBAO_CHECK(print.onlyKeys({"kind", "orientation", "sections", "notes", "footer"}));
        ZHIBAO_TRY(JsonNode const node, print.at("sections"));
        ZHIBAO_TRY(auto const elements, node.elements());
        std::set<std::string> printed;
        for (auto const& element : elements) {
            ZHIBAO_CHECK(element.onlyKeys({"number", "title", "columns"}));
            ZHIBAO_TRY([[maybe_unused]] std::string const number, element.stringAt("number"));
            ZHIBAO_CHECK(textAt(element, "title"));
            ZHIBAO_TRY(JsonNode const columns, element.at("columns"));
            ZHIBAO_TRY(auto const names, columns.elements());
            for (auto const& name : names) {
                ZHIBAO_TRY(auto const* column, columnOf(name));
                if (!printed.insert(column->id).second) return name.fail(error::printColumnTwice, {{"form", form_.id}, {"column", column->id}});
            }
        }
        for (auto const& column : form_.columns)
            if (!printed.contains(column.id)) return node.fail(error::printColumnMissing, {{"form", form_.id}, {"column", column.id}});
        return {};
    }

    Form const& form_;
    Edition const& edition_;
};

}  // namespace

std::vector<std::string> codesPrintedNowhere(Form const& form, Edition const& edition) {
    auto const* blocks = form.print.find("blocks");
    if (blocks == nullptr || blocks->array() == nullptr) return {};
    Column const* divided = nullptr;
    std::set<std::string> printed;
    for (auto const& block : *blocks->array()) {
        auto const* where = block.find("where");
        auto const* column = where == nullptr ? nullptr : where->find("column");
        auto const* is = where == nullptr ? nullptr : where->find("is");
        if (column == nullptr || is == nullptr || column->string() == nullptr || is->string() == nullptr) return {};
        auto const position = form.indexOf(*column->string());
        if (!position) return {};
        divided = &form.columns[*position];
        printed.insert(*is->string());
    }
    std::vector<std::string> lost;
    auto const* list = divided == nullptr ? nullptr : edition.findList(divided->list);
    if (list == nullptr) return lost;
    for (auto const& entry : list->entries())
        if ((entry.isLeaf || !divided->leafOnly) && !printed.contains(entry.code)) lost.push_back(entry.code);
    return lost;
}

Result<> checkPrintLayout(JsonNode const& print, Form const& form, Edition const& edition) {
    return Checker{form, edition}.check(print);
}

}  // namespace zhibao
