#pragma once
/// What a filing says in a few lines, for whoever signs it: per form how many rows, and the sums of its totals.

#include <cstddef>
#include <optional>
#include <string>
#include <vector>

#include "answers/filing.h"
#include "base/money.h"
#include "form/edition.h"

namespace zhibao {

/// The sum of one column over the rows of a form that have the same flow and currency.
struct SummedFigure {
    std::string column;    // id of the column that is summed: the form's total, or its first amount
    std::string flow;      // code of the row's flow; empty where the form has none
    std::string currency;
    std::size_t rows = 0;  // rows with an amount there
    std::optional<Money> sum;  // nothing when it is too large to be written
    friend bool operator==(SummedFigure const&, SummedFigure const&) = default;
};

struct FormSummary {
    std::string form;
    bool isRecord = false;    // a form of questions
    std::size_t rows = 0;     // of a form of questions: how many are answered
    std::vector<SummedFigure> figures;  // in the order in which their rows first stand
    friend bool operator==(FormSummary const&, FormSummary const&) = default;
};

/// Form by form, as they stand in the filing. Exact: amounts of different currencies are never added.
[[nodiscard]] std::vector<FormSummary> summaryOf(Filing const& filing, Edition const& edition);

}  // namespace zhibao
