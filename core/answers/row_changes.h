#pragma once
/// What is other in a form than in an earlier period: rows that are new, rows that are gone, and figures that jumped. For the person who
/// fills in the form; the rules of the edition judge by themselves (B11) and are not replaced by this.

#include <cstddef>
#include <optional>
#include <string>
#include <vector>

#include "answers/filing.h"
#include "form/model.h"

namespace zhibao {

struct RowChange {
    enum class Kind { added, gone, jumped };
    Kind kind = Kind::added;
    std::optional<std::size_t> row;      // of today's form; nothing for a row that is gone
    std::optional<std::size_t> earlier;  // of the earlier form; nothing for a row that is new
    std::string column;                  // the figure that jumped; empty otherwise
    Cell before;
    Cell after;
    friend bool operator==(RowChange const&, RowChange const&) = default;
};

/// In the order of today's rows, those that are gone last. A figure jumped when it differs from the earlier one by more than so many
/// hundredths of it; one that is blank, today or then, did not. Parts of a total are not looked at beside their total. A row without a
/// whole key is not there yet.
[[nodiscard]] std::vector<RowChange> rowChanges(std::vector<Row> const& earlier, Form const& then, std::vector<Row> const& present, Form const& now,
                                                int percent = 50);

}  // namespace zhibao
