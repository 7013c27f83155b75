#pragma once
/// Exact sums by any set of dimensions. Rows of accepted filings go in, one by one and in any order; a row can be taken out again,
/// so a replaced filing is remove and add. Amounts stay in hundredths of their own currency and quarter: nothing is converted,
/// rounded or lost here, whatever the dimensions.
///
/// Each amount lies in exactly one cell. A row's modes are facts of their own; what its total has beyond them (nothing, where the
/// rules hold) is a visible fact of mode "unallocated". Sectors partition: a row flagged as outsourcing belongs to the sector
/// `outsourcing`, any other to its item's. Items are kept as reported; the total of a branch of the tree is made by mapping items to their ancestor, and
/// an "of which" (affiliated, digital) is another measure, never added to an amount.

#include <array>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <initializer_list>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "aggregate/exact_sum.h"
#include "base/error.h"
#include "base/integers.h"
#include "calendar/period.h"
#include "form/code_list.h"
#include "store/accepted_rows.h"

namespace zhibao {

namespace error {
inline constexpr ErrorCode dimensionUnknown{"dimension-unknown"};    // text, expected
inline constexpr ErrorCode cubeTooManyCodes{"cube-too-many-codes"};  // dimension, limit
}  // namespace error

enum class Dimension : std::uint8_t {
    period, sector, item, mode, flow, partner, district, platform, industry, outsourcing, liangjiang, currency
};
inline constexpr std::size_t dimensionCount = 12;

/// "period", "sector" … as in `--by flow,item,mode`. dimensionUnknown.
[[nodiscard]] std::string_view nameOf(Dimension dimension) noexcept;
[[nodiscard]] Result<Dimension> parseDimension(std::string_view name);

/// A set of dimensions. Period and currency always belong to it: amounts of different quarters and currencies are never added
/// before they are converted.
class DimensionSet {
public:
    constexpr DimensionSet() noexcept = default;
    constexpr DimensionSet(std::initializer_list<Dimension> dimensions) noexcept {
        for (auto const dimension : dimensions) add(dimension);
    }
    constexpr void add(Dimension dimension) noexcept { bits_ |= bitOf(dimension); }
    [[nodiscard]] constexpr bool has(Dimension dimension) const noexcept { return (bits_ & bitOf(dimension)) != 0; }
    /// In the order of the enumeration.
    [[nodiscard]] std::vector<Dimension> list() const;
    /// Those in both.
    [[nodiscard]] constexpr DimensionSet common(DimensionSet other) const noexcept {
        DimensionSet result;
        result.bits_ = bits_ & other.bits_;
        return result;
    }
    friend constexpr bool operator==(DimensionSet, DimensionSet) noexcept = default;

private:
    static constexpr unsigned bitOf(Dimension dimension) noexcept { return 1U << static_cast<unsigned>(dimension); }
    unsigned bits_ = bitOf(Dimension::period) | bitOf(Dimension::currency);
};

/// Values of Dimension::mode.
namespace modes {
inline constexpr std::string_view crossBorder = "1";
inline constexpr std::string_view consumptionAbroad = "2";
inline constexpr std::string_view presenceOfPersons = "4";
inline constexpr std::string_view unallocated = "unallocated";
}  // namespace modes

/// Values of Dimension::sector that no list of the edition needs to know.
namespace sectors {
inline constexpr std::string_view outsourcing = "outsourcing";
inline constexpr std::string_view unassigned = "unassigned";  // the item has no sector
}  // namespace sectors

/// Which figure of a row is summed.
enum class Measure {
    amount,      // the whole, by mode
    affiliated,  // of which with affiliated enterprises; no mode is known of it
    digital      // of which delivered digitally; no mode is known of it
};

/// To which sector a row belongs, as a port: the bureau's own assignments per unit and item will stand in front of the defaults.
class SectorAssignment {
public:
    virtual ~SectorAssignment() = default;
    /// The text lives as long as the assignment.
    [[nodiscard]] virtual std::string_view sectorOf(AcceptedRow const& row) const = 0;
};

/// The outsourcing flag first, then the list's column "default_sector", then `unassigned`.
class DefaultSectors final : public SectorAssignment {
public:
    /// `items` outlives this.
    explicit DefaultSectors(CodeList const& items) : items_(items) {}
    [[nodiscard]] std::string_view sectorOf(AcceptedRow const& row) const override { return sectorOf(row.item, row.outsourcing); }
    [[nodiscard]] std::string_view sectorOf(std::string_view item, std::string_view outsourcing) const;

private:
    CodeList const& items_;
};

struct CubeShape {
    DimensionSet dimensions;
    bool contributors = false;  // count the different units behind each cell; takes memory per unit and cell
    Measure measure = Measure::amount;
};

/// One cell as read from a cube.
class CubeCell {
public:
    /// The code; empty for a dimension that the cube does not keep, and for what was not told (no platform).
    [[nodiscard]] std::string_view code(Dimension dimension) const noexcept;
    [[nodiscard]] Quarter quarter() const;
    [[nodiscard]] std::string_view currency() const noexcept { return code(Dimension::currency); }
    Int128 hundredths = 0;
    std::uint64_t facts = 0;         // how many answered figures are added; 0.00 is one, a blank is none
    std::uint64_t contributors = 0;  // how many units; 0 when the cube does not keep them

private:
    friend class Cube;
    std::array<std::vector<std::string>, dimensionCount + 1> const* texts_ = nullptr;
    std::array<std::uint32_t, dimensionCount> codes_{};
};

class Cube {
public:
    [[nodiscard]] CubeShape const& shape() const noexcept;
    /// Every cell with at least one fact, ordered by the codes of the dimensions in their order.
    void forEach(std::function<void(CubeCell const&)> const& take) const;
    /// The same one by one for each contributing unit (`unit` is a number within this cube). Without contributors the number is 0.
    void forEachContribution(std::function<void(CubeCell const&, std::uint32_t unit)> const& take) const;

    /// The same sums by fewer dimensions. Dimensions that this cube does not keep are left out.
    [[nodiscard]] Cube rollUp(DimensionSet dimensions) const;
    /// The cells whose code of the dimension the caller keeps.
    [[nodiscard]] Cube where(Dimension dimension, std::function<bool(std::string_view)> const& keep) const;
    /// Each code of the dimension replaced by another (an item by its main item): still every amount once. Not for the currency.
    [[nodiscard]] Result<Cube> mapped(Dimension dimension, std::function<std::string(std::string_view)> const& replacement) const;
    /// All cells together, by quarter and currency.
    [[nodiscard]] ExactSum total() const;
    /// How many different units stand behind the whole cube; 0 when it does not keep them.
    [[nodiscard]] std::uint64_t contributors() const;

private:
    friend class CubeBuilder;
    struct State;
    explicit Cube(std::shared_ptr<State const> state) : state_(std::move(state)) {}
    [[nodiscard]] static Cube ordered(State&& state);
    std::shared_ptr<State const> state_;
};

class CubeBuilder {
public:
    /// `sectors` outlives the builder.
    CubeBuilder(CubeShape shape, SectorAssignment const& sectors);
    ~CubeBuilder();
    CubeBuilder(CubeBuilder&&) noexcept;
    CubeBuilder& operator=(CubeBuilder&&) noexcept;

    /// cubeTooManyCodes; then the row is not added.
    [[nodiscard]] Result<> add(AcceptedRow const& row);
    /// Takes out a row that was added before, with the same values.
    [[nodiscard]] Result<> remove(AcceptedRow const& row);
    [[nodiscard]] Cube build() const;

private:
    struct State;
    std::unique_ptr<State> state_;
};

/// The code at a depth of the list's tree above `code` (depth 1 is the top), or the code itself when it stands higher or is unknown.
[[nodiscard]] std::string ancestorAtDepth(CodeList const& list, std::string_view code, int depth);

}  // namespace zhibao
