#pragma once
/// Rows of a form by the texts that a person would type, for tests of what is done with whole rows.

#include <initializer_list>
#include <string_view>
#include <utility>

#include "answers/edit.h"
#include "answers/filing.h"
#include "support/catch.h"

namespace zhibao::test {

/// A new row with the given answers; everything else as the form begins it.
[[nodiscard]] inline Row rowOf(Edition const& edition, std::string_view form, std::initializer_list<std::pair<char const*, char const*>> answers) {
    auto const* found = edition.findForm(form);
    REQUIRE(found != nullptr);
    auto row = newRow(*found);
    for (auto const& [column, text] : answers) {
        auto const position = found->indexOf(column);
        REQUIRE(position);
        auto cell = parseCell(text, found->columns[*position], Unit::one, edition);
        row.cells[*position] = cell ? *std::move(cell) : Cell{std::string{text}};
    }
    return row;
}

}  // namespace zhibao::test
