#pragma once
/// The rows of an earlier filing beside those of today. A row is found again by its key, a question by its id, so that the figure of last
/// quarter or last year can stand beside each figure although rows were moved, and although the edition is another one.

#include <cstddef>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "answers/filing.h"
#include "form/model.h"

namespace zhibao {

/// What tells a row from every other of its form: the answers to its key questions. Nothing while one of them is blank, and for a form
/// without keys.
[[nodiscard]] std::optional<std::vector<std::string>> keyOf(Row const& row, Form const& form);

class EarlierRows {
public:
    EarlierRows() = default;
    /// `rows` were answered to `then`; they are looked up by rows of `now`. Nothing is found when the two tell rows apart by other
    /// questions. Of two rows with one key the first counts.
    EarlierRows(std::vector<Row> const& rows, Form const& then, Form const& now);

    /// The answer that the row with the same key gave to the column of that position in `now`; null when there was no such row, or the
    /// question was not asked then or was asked as another kind.
    [[nodiscard]] Cell const* find(Row const& row, std::size_t column) const;
    /// The position of the row with the same key among the earlier rows.
    [[nodiscard]] std::optional<std::size_t> positionOf(Row const& row) const;
    [[nodiscard]] bool isEmpty() const noexcept { return positions_.empty(); }

private:
    Form const* now_ = nullptr;
    std::map<std::vector<std::string>, std::size_t> positions_;
    std::vector<Row> rows_;  // as answers to `now`
};

}  // namespace zhibao
