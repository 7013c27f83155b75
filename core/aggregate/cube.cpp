#include "aggregate/cube.h"

#include <algorithm>
#include <cassert>
#include <functional>
#include <limits>
#include <optional>
#include <unordered_map>

namespace zhibao {

namespace {

__extension__ using Key = unsigned __int128;

/// How a key packs its codes: dimension after dimension from the top in the order of the enumeration, the unit at the bottom.
/// 104 bits of dimensions and 24 of units fill the 128 exactly.
struct Field {
    std::string_view name;
    unsigned bits;
    unsigned shift;
};

constexpr std::size_t unitField = dimensionCount;

constexpr std::array<Field, dimensionCount + 1> makeFields() {
    std::array<Field, dimensionCount + 1> fields{{{"period", 12, 0},
                                                  {"sector", 8, 0},
                                                  {"item", 12, 0},
                                                  {"mode", 3, 0},
                                                  {"flow", 3, 0},
                                                  {"partner", 11, 0},
                                                  {"district", 13, 0},
                                                  {"platform", 12, 0},
                                                  {"industry", 13, 0},
                                                  {"outsourcing", 4, 0},
                                                  {"liangjiang", 2, 0},
                                                  {"currency", 11, 0},
                                                  {"unit", 24, 0}}};
    unsigned shift = 128;
    for (auto& field : fields) {
        shift -= field.bits;
        field.shift = shift;
    }
    return fields;
}

constexpr auto fields = makeFields();
static_assert(fields[unitField].shift == 0, "the fields fill the key exactly");

constexpr std::uint32_t codeAt(Key key, std::size_t field) {
    return static_cast<std::uint32_t>((key >> fields[field].shift) & ((Key{1} << fields[field].bits) - 1));
}

constexpr Key placed(std::uint32_t code, std::size_t field) {
    return Key{code} << fields[field].shift;
}

constexpr Key maskOf(DimensionSet dimensions, bool withUnit) {
    Key mask = withUnit ? (Key{1} << fields[unitField].bits) - 1 : Key{0};
    for (std::size_t i = 0; i < dimensionCount; ++i)
        if (dimensions.has(static_cast<Dimension>(i))) mask |= ((Key{1} << fields[i].bits) - 1) << fields[i].shift;
    return mask;
}

/// Texts numbered in the order they come; number 0 is the empty text. Remembers the last one, because rows of a unit come together.
class Numbering {
public:
    Numbering() { texts_.emplace_back(); }
    [[nodiscard]] std::uint32_t numberOf(std::string_view text) {
        if (text == texts_[last_]) return last_;
        auto const place = numbers_.find(text);  // without making a string of it
        if (place != numbers_.end()) return last_ = place->second;
        if (text.empty()) return last_ = 0;
        last_ = static_cast<std::uint32_t>(texts_.size());
        texts_.emplace_back(text);
        numbers_.emplace(texts_.back(), last_);
        return last_;
    }
    [[nodiscard]] std::vector<std::string> const& texts() const noexcept { return texts_; }

private:
    std::vector<std::string> texts_;
    struct Hash {
        using is_transparent = void;
        [[nodiscard]] std::size_t operator()(std::string_view text) const noexcept { return std::hash<std::string_view>{}(text); }
    };
    std::unordered_map<std::string, std::uint32_t, Hash, std::equal_to<>> numbers_;
    std::uint32_t last_ = 0;
};

struct Slot {
    Key key = 0;
    Int128 hundredths = 0;
    std::uint64_t facts = 0;
    bool used = false;
};

/// Sums by key: open addressing, a power of two of places, at most half of them full.
class SumsByKey {
public:
    SumsByKey() : slots_(64) {}
    void add(Key key, Int128 hundredths, std::uint64_t facts) {
        auto& slot = slotOf(key);
        if (!slot.used) {
            slot.used = true;
            slot.key = key;
            if (++count_ * 2 > slots_.size()) {
                grow();
                add(key, hundredths, facts);
                return;
            }
        }
        // 2^63 amounts of 64 bits fit into 127 bits, so this cannot overflow. Taking out adds the complement of the count.
        slot.hundredths += hundredths;
        slot.facts += facts;
    }
    [[nodiscard]] std::vector<Slot> const& slots() const noexcept { return slots_; }

private:
    Slot& slotOf(Key key) {
        auto hash = static_cast<std::uint64_t>(key) ^ (static_cast<std::uint64_t>(key >> 64U) * 0x9E3779B97F4A7C15ULL);
        hash ^= hash >> 32U;
        hash *= 0xD6E8FEB86659FD93ULL;
        hash ^= hash >> 32U;
        auto const mask = slots_.size() - 1;
        auto place = static_cast<std::size_t>(hash) & mask;
        while (slots_[place].used && slots_[place].key != key) place = (place + 1) & mask;
        return slots_[place];
    }
    void grow() {
        std::vector<Slot> old(slots_.size() * 2);
        old.swap(slots_);
        for (auto& slot : old)
            if (slot.used) slotOf(slot.key) = slot;
    }
    std::vector<Slot> slots_;
    std::size_t count_ = 0;
};

Quarter quarterOf(std::string_view text) {
    auto const quarter = Quarter::parse(text);
    assert(quarter);  // the texts of this dimension were made from quarters
    return *quarter;
}

}  // namespace

std::string_view nameOf(Dimension dimension) noexcept {
    return fields[static_cast<std::size_t>(dimension)].name;
}

Result<Dimension> parseDimension(std::string_view name) {
    std::string known;
    for (std::size_t i = 0; i < dimensionCount; ++i) {
        if (fields[i].name == name) return static_cast<Dimension>(i);
        known += (i == 0 ? "" : ", ") + std::string{fields[i].name};
    }
    return fail(error::dimensionUnknown, {{"text", std::string{name}}, {"expected", known}});
}

std::vector<Dimension> DimensionSet::list() const {
    std::vector<Dimension> dimensions;
    for (std::size_t i = 0; i < dimensionCount; ++i)
        if (has(static_cast<Dimension>(i))) dimensions.push_back(static_cast<Dimension>(i));
    return dimensions;
}

std::string_view DefaultSectors::sectorOf(std::string_view item, std::string_view outsourcing) const {
    if (!outsourcing.empty() && outsourcing != "none") return sectors::outsourcing;
    auto const* entry = items_.find(item);
    if (entry == nullptr) return sectors::unassigned;
    auto const& sector = entry->attribute("default_sector");
    return sector.empty() ? sectors::unassigned : std::string_view{sector};
}

// --- Cube ------------------------------------------------------------------------------------------------------------------------

struct Cube::State {
    struct Cell {
        Key key;
        Int128 hundredths;
        std::uint64_t facts;
    };
    CubeShape shape;
    std::array<std::vector<std::string>, dimensionCount + 1> texts;  // by field; sorted, so that keys order as texts do
    std::vector<Cell> cells;                                         // by key, each once, none without facts
};

/// Renumbers every field so that numbers order as texts do, sorts the cells and joins those that have become one.
Cube Cube::ordered(State&& state) {
    std::array<std::vector<std::uint32_t>, dimensionCount + 1> ranks;
    for (std::size_t field = 0; field < state.texts.size(); ++field) {
        auto& texts = state.texts[field];
        std::vector<std::uint32_t> order(texts.size());
        for (std::uint32_t i = 0; i < order.size(); ++i) order[i] = i;
        std::stable_sort(order.begin(), order.end(), [&](std::uint32_t left, std::uint32_t right) { return texts[left] < texts[right]; });
        std::vector<std::string> sorted;
        ranks[field].resize(texts.size());
        for (auto const number : order) {
            if (sorted.empty() || sorted.back() != texts[number]) sorted.push_back(texts[number]);
            ranks[field][number] = static_cast<std::uint32_t>(sorted.size() - 1);
        }
        texts = std::move(sorted);
    }
    for (auto& cell : state.cells) {
        Key key = 0;
        for (std::size_t field = 0; field <= unitField; ++field) {
            auto const number = codeAt(cell.key, field);
            if (!ranks[field].empty()) key |= placed(ranks[field][number], field);
        }
        cell.key = key;
    }
    std::sort(state.cells.begin(), state.cells.end(), [](auto const& left, auto const& right) { return left.key < right.key; });
    std::vector<State::Cell> joined;
    for (auto const& cell : state.cells) {
        if (!joined.empty() && joined.back().key == cell.key) {
            joined.back().hundredths += cell.hundredths;
            joined.back().facts += cell.facts;
        } else {
            joined.push_back(cell);
        }
    }
    std::erase_if(joined, [](auto const& cell) { return cell.facts == 0; });
    state.cells = std::move(joined);
    return Cube{std::make_shared<State const>(std::move(state))};
}

CubeShape const& Cube::shape() const noexcept {
    return state_->shape;
}

std::string_view CubeCell::code(Dimension dimension) const noexcept {
    auto const field = static_cast<std::size_t>(dimension);
    auto const& texts = (*texts_)[field];
    return texts.empty() ? std::string_view{} : std::string_view{texts[codes_[field]]};
}

Quarter CubeCell::quarter() const {
    return quarterOf(code(Dimension::period));
}

void Cube::forEachContribution(std::function<void(CubeCell const&, std::uint32_t)> const& take) const {
    CubeCell seen;
    seen.texts_ = &state_->texts;
    for (auto const& cell : state_->cells) {
        for (std::size_t field = 0; field < dimensionCount; ++field) seen.codes_[field] = codeAt(cell.key, field);
        seen.hundredths = cell.hundredths;
        seen.facts = cell.facts;
        seen.contributors = state_->shape.contributors ? 1 : 0;
        take(seen, codeAt(cell.key, unitField));
    }
}

void Cube::forEach(std::function<void(CubeCell const&)> const& take) const {
    // Cells that differ in the unit only stand together, because the unit is the last part of the key.
    std::optional<CubeCell> open;
    forEachContribution([&](CubeCell const& cell, std::uint32_t) {
        if (open && open->codes_ == cell.codes_) {
            open->hundredths += cell.hundredths;
            open->facts += cell.facts;
            open->contributors += cell.contributors;
            return;
        }
        if (open) take(*open);
        open = cell;
    });
    if (open) take(*open);
}

Cube Cube::rollUp(DimensionSet dimensions) const {
    State state;
    state.shape = state_->shape;
    state.shape.dimensions = state_->shape.dimensions.common(dimensions);
    state.texts = state_->texts;
    for (std::size_t i = 0; i < dimensionCount; ++i)
        if (!state.shape.dimensions.has(static_cast<Dimension>(i))) state.texts[i].clear();
    auto const mask = maskOf(state.shape.dimensions, state.shape.contributors);
    SumsByKey sums;
    for (auto const& cell : state_->cells) sums.add(cell.key & mask, cell.hundredths, cell.facts);
    for (auto const& slot : sums.slots())
        if (slot.used) state.cells.push_back({slot.key, slot.hundredths, slot.facts});
    return ordered(std::move(state));
}

Cube Cube::where(Dimension dimension, std::function<bool(std::string_view)> const& keep) const {
    auto const field = static_cast<std::size_t>(dimension);
    State state = *state_;
    std::vector<bool> kept;
    for (auto const& text : state.texts[field]) kept.push_back(keep(text));
    // A dimension that is not kept holds the empty code everywhere.
    if (kept.empty()) kept.push_back(keep(""));
    std::erase_if(state.cells, [&](auto const& cell) { return !kept[codeAt(cell.key, field)]; });
    return Cube{std::make_shared<State const>(std::move(state))};
}

Result<Cube> Cube::mapped(Dimension dimension, std::function<std::string(std::string_view)> const& replacement) const {
    assert(dimension != Dimension::currency);  // amounts of two currencies would be added
    auto const field = static_cast<std::size_t>(dimension);
    State state = *state_;
    std::optional<Error> trouble;
    for (auto& text : state.texts[field]) {
        text = replacement(text);
        if (dimension != Dimension::period) continue;
        if (auto const quarter = Quarter::parse(text); !quarter && !trouble) trouble = quarter.error();
    }
    if (trouble) return tl::unexpected(*trouble);
    return ordered(std::move(state));
}

ExactSum Cube::total() const {
    ExactSum sum;
    rollUp({}).forEach([&](CubeCell const& cell) { sum.add(cell.quarter(), cell.currency(), cell.hundredths); });
    return sum;
}

std::uint64_t Cube::contributors() const {
    if (!state_->shape.contributors) return 0;
    std::vector<bool> seen(state_->texts[unitField].size(), false);
    std::uint64_t count = 0;
    for (auto const& cell : state_->cells) {
        auto const unit = codeAt(cell.key, unitField);
        if (!seen[unit]) ++count;
        seen[unit] = true;
    }
    return count;
}

// --- CubeBuilder -----------------------------------------------------------------------------------------------------------------

struct CubeBuilder::State {
    CubeShape shape;
    SectorAssignment const* sectors;
    std::array<Numbering, dimensionCount + 1> numberings;
    SumsByKey sums;
    std::optional<Quarter> lastQuarter;
    std::string lastQuarterText;

    [[nodiscard]] Result<> put(AcceptedRow const& row, int sign);
};

CubeBuilder::CubeBuilder(CubeShape shape, SectorAssignment const& sectorAssignment) : state_(std::make_unique<State>()) {
    state_->shape = shape;
    state_->sectors = &sectorAssignment;
}
CubeBuilder::~CubeBuilder() = default;
CubeBuilder::CubeBuilder(CubeBuilder&&) noexcept = default;
CubeBuilder& CubeBuilder::operator=(CubeBuilder&&) noexcept = default;

Result<> CubeBuilder::State::put(AcceptedRow const& row, int sign) {
    if (lastQuarter != row.quarter) {
        lastQuarter = row.quarter;
        lastQuarterText = toText(row.quarter);
    }
    Key key = 0;
    auto const code = [&](std::size_t field, std::string_view text) -> Result<> {
        auto const number = numberings[field].numberOf(text);
        if (number >= (std::uint32_t{1} << fields[field].bits))
            return fail(error::cubeTooManyCodes, {{"dimension", std::string{fields[field].name}}, {"limit", std::to_string(1U << fields[field].bits)}});
        key |= placed(number, field);
        return {};
    };
    auto const keep = [&](Dimension dimension, std::string_view text) -> Result<> {
        if (!shape.dimensions.has(dimension)) return {};
        return code(static_cast<std::size_t>(dimension), text);
    };
    ZHIBAO_CHECK(keep(Dimension::period, lastQuarterText));
    if (shape.dimensions.has(Dimension::sector)) ZHIBAO_CHECK(keep(Dimension::sector, sectors->sectorOf(row)));
    ZHIBAO_CHECK(keep(Dimension::item, row.item));
    ZHIBAO_CHECK(keep(Dimension::flow, row.flow));
    ZHIBAO_CHECK(keep(Dimension::partner, row.partner));
    ZHIBAO_CHECK(keep(Dimension::district, row.district));
    ZHIBAO_CHECK(keep(Dimension::platform, row.platform));
    ZHIBAO_CHECK(keep(Dimension::industry, row.industry));
    ZHIBAO_CHECK(keep(Dimension::outsourcing, row.outsourcing));
    ZHIBAO_CHECK(keep(Dimension::liangjiang, row.inLiangjiang ? "yes" : "no"));
    ZHIBAO_CHECK(keep(Dimension::currency, row.currency));
    if (shape.contributors) ZHIBAO_CHECK(code(unitField, row.unit));

    auto const putFact = [&](std::string_view mode, Int128 hundredths) {
        Key factKey = key;
        if (shape.dimensions.has(Dimension::mode)) {
            auto const field = static_cast<std::size_t>(Dimension::mode);
            factKey |= placed(numberings[field].numberOf(mode), field);  // five texts at most
        }
        sums.add(factKey, sign * hundredths, sign < 0 ? std::numeric_limits<std::uint64_t>::max() : 1);
    };
    if (shape.measure != Measure::amount) {
        auto const& part = shape.measure == Measure::affiliated ? row.affiliated : row.digital;
        if (part) putFact("", part->hundredths());
        return {};
    }
    Int128 ofModes = 0;
    bool anyMode = false;
    auto const putMode = [&](std::string_view mode, std::optional<Money> const& amount) {
        if (!amount) return;
        putFact(mode, amount->hundredths());
        ofModes += amount->hundredths();
        anyMode = true;
    };
    putMode(modes::crossBorder, row.mode1);
    putMode(modes::consumptionAbroad, row.mode2);
    putMode(modes::presenceOfPersons, row.mode4);
    // A blank total beside answered modes says nothing about a rest. An answered total without modes is a fact even when it is zero.
    if (row.total) {
        Int128 const rest = row.total->hundredths() - ofModes;
        if (rest != 0 || !anyMode) putFact(modes::unallocated, rest);
    }
    return {};
}

Result<> CubeBuilder::add(AcceptedRow const& row) {
    return state_->put(row, 1);
}

Result<> CubeBuilder::remove(AcceptedRow const& row) {
    return state_->put(row, -1);
}

Cube CubeBuilder::build() const {
    Cube::State cube;
    cube.shape = state_->shape;
    for (std::size_t field = 0; field <= unitField; ++field) {
        bool const kept = field == unitField ? cube.shape.contributors : cube.shape.dimensions.has(static_cast<Dimension>(field));
        if (kept) cube.texts[field] = state_->numberings[field].texts();
    }
    for (auto const& slot : state_->sums.slots())
        if (slot.used) cube.cells.push_back({slot.key, slot.hundredths, slot.facts});
    return Cube::ordered(std::move(cube));
}

std::string ancestorAtDepth(CodeList const& list, std::string_view code, int depth) {
    std::vector<std::string> path;
    for (auto const* entry = list.find(code); entry != nullptr; entry = entry->parent.empty() ? nullptr : list.find(entry->parent))
        path.push_back(entry->code);
    if (path.empty() || path.size() < static_cast<std::size_t>(depth)) return std::string{code};
    return path[path.size() - static_cast<std::size_t>(depth)];
}

}  // namespace zhibao
