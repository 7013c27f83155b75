#include "answers/summary.h"

#include <algorithm>

#include "form/concepts.h"

namespace zhibao {

namespace {

std::optional<std::size_t> columnOfConcept(Form const& form, std::string_view conceptId) {
    auto const found = std::find_if(form.columns.begin(), form.columns.end(), [&](Column const& column) { return column.conceptId == conceptId; });
    return found == form.columns.end() ? std::nullopt : std::optional{static_cast<std::size_t>(found - form.columns.begin())};
}

/// The column that says how much: the total of trade, or the first amount.
std::optional<std::size_t> figureColumn(Form const& form) {
    if (auto const total = columnOfConcept(form, "total")) return total;
    auto const found = std::find_if(form.columns.begin(), form.columns.end(),
                                    [](Column const& column) { return column.kind == ColumnKind::money && column.role == ColumnRole::measure; });
    return found == form.columns.end() ? std::nullopt : std::optional{static_cast<std::size_t>(found - form.columns.begin())};
}

std::string textAt(Row const& row, std::optional<std::size_t> column) {
    if (!column || *column >= row.cells.size()) return {};
    auto const* text = std::get_if<std::string>(&row.cells[*column]);
    return text == nullptr ? std::string{} : *text;
}

void addRow(FormSummary& summary, Row const& row, Form const& form, std::size_t figure) {
    auto const* amount = figure < row.cells.size() ? std::get_if<Money>(&row.cells[figure]) : nullptr;
    if (amount == nullptr) return;
    auto const flow = textAt(row, columnOfConcept(form, "flow"));
    auto const currency = form.currencyColumn.empty() ? form.currency : textAt(row, form.indexOf(form.currencyColumn));
    auto same = std::find_if(summary.figures.begin(), summary.figures.end(),
                             [&](SummedFigure const& one) { return one.flow == flow && one.currency == currency; });
    if (same == summary.figures.end()) {
        summary.figures.push_back({form.columns[figure].id, flow, currency, 1, *amount});
        return;
    }
    ++same->rows;
    if (!same->sum) return;
    auto const sum = same->sum->plus(*amount);
    same->sum = sum ? std::optional{*sum} : std::nullopt;
}

}  // namespace

std::vector<FormSummary> summaryOf(Filing const& filing, Edition const& edition) {
    std::vector<FormSummary> summaries;
    for (auto const& answers : filing.forms) {
        auto const* form = edition.findForm(answers.form);
        if (form == nullptr) continue;
        FormSummary summary{answers.form, form->kind == FormKind::record, answers.rows.size(), {}};
        if (summary.isRecord) {
            summary.rows = 0;
            for (auto const& row : answers.rows)
                summary.rows += static_cast<std::size_t>(std::count_if(row.cells.begin(), row.cells.end(), [](Cell const& cell) { return !isBlank(cell); }));
        } else if (auto const figure = figureColumn(*form)) {
            for (auto const& row : answers.rows) addRow(summary, row, *form, *figure);
        }
        summaries.push_back(std::move(summary));
    }
    return summaries;
}

}  // namespace zhibao
