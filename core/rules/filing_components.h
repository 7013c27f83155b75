#pragma once
/// Which datasets rules see of a filing, of which components, and where the values of each come from: worked out once for an edition, so
/// that filling them (rules/filing_preparer.h) looks up no name. rules/filing_data.h says what each is.

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <variant>
#include <vector>

#include "form/code_list.h"
#include "form/edition.h"
#include "rules/dataset.h"
#include "rules/filing_head.h"

namespace zhibao {

/// Which of a unit's filings.
enum class When : std::uint8_t { own, previous, earlier, lastYear };
inline constexpr std::array<std::pair<When, std::string_view>, 3> history{
    {{When::previous, "_previous"}, {When::earlier, "_earlier"}, {When::lastYear, "_last_year"}}};

inline constexpr std::string_view headerDataset = "header";
inline constexpr std::string_view profileDataset = "profile";
inline constexpr std::string_view quartersBeforeSuffix = "_quarters_before";

/// Which dataset a name means.
struct DatasetName {
    enum class Kind : std::uint8_t { header, profile, form, quarters, quartersBefore };
    Kind kind = Kind::form;
    When when = When::own;
    Form const* form = nullptr;  // of quarters the quarterly form
    Form const* annual = nullptr;

    [[nodiscard]] bool isOfQuarters() const noexcept { return kind == Kind::quarters || kind == Kind::quartersBefore; }
};
/// Nothing for a name that means none.
[[nodiscard]] std::optional<DatasetName> datasetNamed(Edition const& edition, std::string_view name);

// What the head of a filing can say, one value for all rows.
struct ProfileCell {
    std::size_t column = 0;
};
struct ProfileHeading {
    std::size_t column = 0;
    CodeList const* list = nullptr;
    std::string heading;
};
struct RegisterText {
    std::string RegisteredUnit::*member = nullptr;
};
struct RegisterHeading {
    CodeList const* list = nullptr;
    std::string heading;
};
struct YuanRate {};  // at the rate of the filing's own period
struct RowCount {
    std::string form;
};
struct Unknown {};
using OfHead = std::variant<Unknown, HeaderField const*, ProfileCell, ProfileHeading, RegisterText, RegisterHeading, YuanRate, RowCount>;

// What each row says.
struct OfColumn {
    std::size_t column = 0;
};
struct OfMonth {  // the first day of a month
    std::size_t column = 0;
};
struct OfList {
    std::size_t column = 0;
    CodeList const* list = nullptr;
    std::vector<std::string_view> values;  // of an attribute, beside each entry of the list
};
struct OfHistory {
    std::size_t column = 0;
    When when = When::previous;
};
struct OfRate {};  // of the row's currency
struct OfYuanRate {};
struct OfQuarter {};
struct OfPart {};  // the number of the filing among those in the dataset
using Origin = std::variant<OfColumn, OfMonth, OfList, OfHistory, OfHead, OfRate, OfYuanRate, OfQuarter, OfPart>;

struct PlannedComponent {
    vtl::Component component;
    Origin origin;
};

/// The identifier that keeps the rows of many filings apart in one dataset. No rule can name it.
inline constexpr std::string_view partName = "#part";
[[nodiscard]] PlannedComponent plannedPart();

/// All components that a dataset can have. The edition must outlive them.
[[nodiscard]] std::vector<PlannedComponent> plannedDataset(Edition const& edition, DatasetName const& dataset);

[[nodiscard]] vtl::Structure structureOf(std::string_view name, std::vector<PlannedComponent> const& planned);

/// What the entries of a list have under a heading, in their order. The list must outlive it.
[[nodiscard]] std::vector<std::string_view> attributesOf(CodeList const& list, std::string const& heading);

/// As which type rules see the answers of a column.
[[nodiscard]] vtl::ScalarType typeOf(ColumnKind kind) noexcept;

}  // namespace zhibao
