#include "intake/trade_rows.h"

#include <array>
#include <string_view>
#include <utility>

#include "form/concepts.h"
#include "intake/pieces.h"

namespace zhibao {

namespace {

/// Where a form keeps a concept.
std::optional<std::size_t> columnOf(Form const& form, std::string_view conceptId) {
    for (std::size_t position = 0; position < form.columns.size(); ++position)
        if (form.columns[position].conceptId == conceptId) return position;
    return std::nullopt;
}

std::string textIn(Row const& row, std::optional<std::size_t> column) {
    if (!column || *column >= row.cells.size()) return {};
    auto const* text = std::get_if<std::string>(&row.cells[*column]);
    return text == nullptr ? std::string{} : *text;
}

std::optional<Money> amountIn(Row const& row, std::optional<std::size_t> column) {
    if (!column || *column >= row.cells.size()) return std::nullopt;
    auto const* amount = std::get_if<Money>(&row.cells[*column]);
    if (amount == nullptr) return std::nullopt;
    return *amount;
}

constexpr std::array<std::pair<std::string_view, std::string TradeRow::*>, 5> textFields{{{concepts::flow, &TradeRow::flow},
                                                                                          {concepts::item, &TradeRow::item},
                                                                                          {concepts::partner, &TradeRow::partner},
                                                                                          {concepts::outsourcing, &TradeRow::outsourcing},
                                                                                          {concepts::currency, &TradeRow::currency}}};
constexpr std::array<std::pair<std::string_view, std::optional<Money> TradeRow::*>, 6> amountFields{{{concepts::total, &TradeRow::total},
                                                                                                     {concepts::mode1, &TradeRow::mode1},
                                                                                                     {concepts::mode2, &TradeRow::mode2},
                                                                                                     {concepts::mode4, &TradeRow::mode4},
                                                                                                     {concepts::affiliated, &TradeRow::affiliated},
                                                                                                     {concepts::digital, &TradeRow::digital}}};

}  // namespace

std::vector<TradeRow> tradeRowsOf(Filing const& filing, Edition const& edition) {
    std::vector<TradeRow> rows;
    for (auto const& answers : filing.forms) {
        auto const* form = edition.findForm(answers.form);
        if (form == nullptr || !columnOf(*form, concepts::flow) || !columnOf(*form, concepts::item) || !columnOf(*form, concepts::currency) ||
            !columnOf(*form, concepts::total))
            continue;
        std::array<std::optional<std::size_t>, textFields.size()> textColumns;
        std::array<std::optional<std::size_t>, amountFields.size()> amountColumns;
        for (std::size_t i = 0; i < textFields.size(); ++i) textColumns[i] = columnOf(*form, textFields[i].first);
        for (std::size_t i = 0; i < amountFields.size(); ++i) amountColumns[i] = columnOf(*form, amountFields[i].first);
        for (auto const& row : answers.rows) {
            TradeRow trade;
            trade.form = form->id;
            for (std::size_t i = 0; i < textFields.size(); ++i) trade.*textFields[i].second = textIn(row, textColumns[i]);
            for (std::size_t i = 0; i < amountFields.size(); ++i) trade.*amountFields[i].second = amountIn(row, amountColumns[i]);
            rows.push_back(std::move(trade));
        }
    }
    return rows;
}

Digest digestOf(std::vector<TradeRow> const& rows) {
    Bytes bytes;
    bytes.reserve(rows.size() * 80);
    for (auto const& row : rows) {
        addPiece(bytes, row.form);
        for (auto const& [conceptId, field] : textFields) addPiece(bytes, row.*field);
        for (auto const& [conceptId, field] : amountFields) addPiece(bytes, row.*field ? std::to_string((row.*field)->hundredths()) : std::string{});
        bytes += '\n';
    }
    return sha256(bytes);
}

std::optional<FiledProfile> profileOf(Filing const& filing, Edition const& edition) {
    for (auto const& answers : filing.forms) {
        auto const* form = edition.findForm(answers.form);
        if (form == nullptr || form->kind != FormKind::record || answers.rows.empty()) continue;
        auto const name = columnOf(*form, concepts::unitName);
        auto const district = columnOf(*form, concepts::district);
        if (!name || !district) continue;
        auto const& row = answers.rows.front();
        return FiledProfile{textIn(row, name), textIn(row, district), textIn(row, columnOf(*form, concepts::platform)),
                            textIn(row, columnOf(*form, concepts::industry))};
    }
    return std::nullopt;
}

}  // namespace zhibao
