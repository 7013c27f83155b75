#include "answers/cell_validity.h"

#include <string>
#include <string_view>

namespace zhibao {

namespace {

constexpr std::string_view reasonList = "validity_reasons";

std::optional<Likelihood> validityNamed(std::string_view text) {
    if (text == "E") return Likelihood::expected;
    if (text == "P") return Likelihood::possible;
    if (text == "U") return Likelihood::unlikely;
    if (text == "X") return Likelihood::impossible;
    return std::nullopt;
}

}  // namespace

std::optional<CellValidity> validityOf(Row const& row, std::size_t column, Form const& form, Edition const& edition) {
    if (column >= form.columns.size() || form.columns[column].conceptId.empty()) return std::nullopt;
    auto const& heading = form.columns[column].conceptId;
    for (std::size_t i = 0; i < form.columns.size() && i < row.cells.size(); ++i) {
        auto const* code = form.columns[i].kind == ColumnKind::code ? std::get_if<std::string>(&row.cells[i]) : nullptr;
        auto const* list = code == nullptr ? nullptr : edition.findList(form.columns[i].list);
        auto const* entry = list == nullptr ? nullptr : list->find(*code);
        if (entry == nullptr) continue;
        auto const validity = validityNamed(entry->attribute(heading));
        if (!validity) continue;
        CellValidity found{*validity, {}};
        auto const* reasons = edition.findList(reasonList);
        auto const* reason = reasons == nullptr ? nullptr : reasons->find(entry->attribute(heading + "_reason"));
        if (reason != nullptr) found.reason = reason->name;
        return found;
    }
    return std::nullopt;
}

std::optional<CellValidity> validityOf(Filing const& filing, CellReference const& cell, Edition const& edition) {
    auto const* form = edition.findForm(cell.form);
    auto const* answers = filing.findForm(cell.form);
    if (form == nullptr || answers == nullptr || cell.row >= answers->rows.size()) return std::nullopt;
    auto const position = form->indexOf(cell.column);
    if (!position) return std::nullopt;
    return validityOf(answers->rows[cell.row], *position, *form, edition);
}

}  // namespace zhibao
