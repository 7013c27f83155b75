#pragma once
/// The sums below the grid of a form, exact. Rows that people add up apart (exports and imports) have a line each: those of the form's
/// first question, where it is a key of few codes. Amounts of one currency are added in it; where a line has several, each is added
/// exactly and the sums are converted, and the line says so. Percentages are not added.

#include <optional>
#include <string>
#include <vector>

#include "aggregate/period_converter.h"
#include "answers/filing.h"
#include "base/integers.h"
#include "form/edition.h"

namespace zhibao {

struct ColumnTotal {
    Int128 amount = 0;  // hundredths of the line's currency, or a count
    bool isMoney = false;
    friend bool operator==(ColumnTotal const&, ColumnTotal const&) = default;
};

struct TotalsLine {
    std::string code;      // of the form's first question; empty for a line of all rows
    std::string currency;  // of its amounts; empty when it has none
    bool isConverted = false;
    std::vector<std::string> withoutRate;  // currencies, or "" for rows without one, whose amounts are not contained
    std::vector<std::optional<ColumnTotal>> columns;  // one per column of the form; nothing where nothing was answered
    friend bool operator==(TotalsLine const&, TotalsLine const&) = default;
};

/// The column that tells the lines apart; nothing for a form that has one line.
[[nodiscard]] std::optional<std::size_t> columnOfTotals(Form const& form, Edition const& edition);

/// One line per code, also of codes that no row has, so that the lines keep their place. `converter` converts lines of several
/// currencies, or every line when `convertAll`. A sum that does not fit is left out as if it were not there.
[[nodiscard]] std::vector<TotalsLine> columnTotals(std::vector<Row> const& rows, Form const& form, Edition const& edition, PeriodConverter const& converter,
                                                   bool convertAll = false);

}  // namespace zhibao
