#pragma once
/// What two versions of a filing say differently, cell by cell. Rows are the same row when they have the same key (flow, item, partner …),
/// wherever they stand; a row whose key was changed is one that went and one that came. The two may be of different editions: columns are
/// compared by their id, and one that only one of them has is blank in the other.

#include <cstddef>
#include <optional>
#include <string>
#include <vector>

#include "answers/filing.h"
#include "base/error.h"
#include "base/json.h"
#include "form/edition.h"

namespace zhibao {

namespace error {
inline constexpr ErrorCode versionsOfOtherSets{"versions-of-other-sets"};  // before, after: form sets, which have no cell in common
}

/// A filing with the edition it was made for; both must outlive what is made of them.
struct ComparedFiling {
    Filing const& filing;
    Edition const& edition;
};

/// Something of the head: "unitHead", "zero", "reason" … as the file calls it. An empty text is nothing.
struct HeadDifference {
    std::string key;
    std::string before;
    std::string after;
    friend bool operator==(HeadDifference const&, HeadDifference const&) = default;
};

struct CellDifference {
    std::string column;
    Cell before;
    Cell after;
    friend bool operator==(CellDifference const&, CellDifference const&) = default;
};

/// A row that came has no `before`, one that went no `after`; of both all cells that are not blank are listed. Rows count from 0.
struct RowDifference {
    std::string form;
    std::optional<std::size_t> before;
    std::optional<std::size_t> after;
    std::vector<CellDifference> cells;  // in the order of the columns
    friend bool operator==(RowDifference const&, RowDifference const&) = default;
};

/// By rule and what it is about; an empty text is none.
struct ExplanationDifference {
    std::string rule;
    std::string before;
    std::string after;
    friend bool operator==(ExplanationDifference const&, ExplanationDifference const&) = default;
};

struct VersionDifference {
    std::vector<HeadDifference> head;
    std::vector<RowDifference> rows;  // form by form in the order of the set; rows of the later version in their order, then those that went
    std::vector<ExplanationDifference> explanations;

    [[nodiscard]] bool isEmpty() const noexcept { return head.empty() && rows.empty() && explanations.empty(); }
    [[nodiscard]] std::size_t cellCount() const noexcept;
};

/// The number of the version and which one it replaces are not compared: they differ always. versionsOfOtherSets.
[[nodiscard]] Result<VersionDifference> differenceOf(ComparedFiling const& before, ComparedFiling const& after);

/// {"head":[{"key","before","after"}],"rows":[{"form","change":"added|removed|changed","before","after","cells":[{"column","before","after"}]}],
/// "explanations":[{"rule","before","after"}]}: cells as in a filing.
[[nodiscard]] JsonValue toJson(VersionDifference const& difference);

}  // namespace zhibao
