#include "rules/aggregates.h"

#include <algorithm>

namespace zhibao::vtl {

namespace {

using Sums = std::vector<std::optional<Number>>;  // none where a group has no value

/// The sums and how many values each is made of; empty when one does not fit.
std::optional<Sums> summed(Column const& values, Groups const& groups, std::vector<std::int64_t>& counts) {
    counts.assign(groups.count(), 0);
    Sums sums(groups.count());
    if (values.isNarrow()) {
        // As many 64-bit numbers as there can be rows fit into 128 bits.
        std::vector<Int128> exact(groups.count(), 0);
        for (std::size_t row = 0; row < groups.ofRow.size(); ++row) {
            if (values.isNull(row)) continue;
            exact[groups.ofRow[row]] += values.narrow()[row];
            ++counts[groups.ofRow[row]];
        }
        for (std::size_t group = 0; group < sums.size(); ++group) {
            if (counts[group] != 0) sums[group] = Number{exact[group], values.scale()};
        }
        return sums;
    }
    for (std::size_t row = 0; row < groups.ofRow.size(); ++row) {
        if (values.isNull(row)) continue;
        auto& sum = sums[groups.ofRow[row]];
        auto const more = sum ? sum->plus(values.number(row)) : std::optional{values.number(row)};
        if (!more) return std::nullopt;
        sum = more;
        ++counts[groups.ofRow[row]];
    }
    return sums;
}

Column columnOf(ScalarType type, Sums const& values) {
    Column column{type};
    column.reserve(values.size());
    for (auto const& value : values) {
        if (value)
            column.append(*value);
        else
            column.appendNull();
    }
    return column;
}

bool divide(Sums& sums, std::vector<std::int64_t> const& counts) {
    for (std::size_t group = 0; group < sums.size(); ++group) {
        if (!sums[group]) continue;
        sums[group] = sums[group]->dividedBy(Number::ofInteger(counts[group]));
        if (!sums[group]) return false;
    }
    return true;
}

/// The sum of the squared distances from the mean, by the number of values or one less.
std::optional<Sums> variances(Column const& values, Groups const& groups, bool ofSample) {
    std::vector<std::int64_t> counts;
    auto means = summed(values, groups, counts);
    if (!means || !divide(*means, counts)) return std::nullopt;
    Sums squares(groups.count());
    for (std::size_t row = 0; row < groups.ofRow.size(); ++row) {
        if (values.isNull(row)) continue;
        auto const group = groups.ofRow[row];
        auto const distance = values.number(row).minus(*(*means)[group]);
        auto const square = distance ? distance->times(*distance) : std::nullopt;
        auto const sum = square ? square->plus(squares[group].value_or(Number{})) : std::nullopt;
        if (!sum) return std::nullopt;
        squares[group] = sum;
    }
    for (std::size_t group = 0; group < squares.size(); ++group) {
        if (!squares[group]) continue;
        std::int64_t const divisor = counts[group] - (ofSample ? 1 : 0);
        // One value says nothing of how a sample spreads.
        squares[group] = divisor == 0 ? std::nullopt : squares[group]->dividedBy(Number::ofInteger(divisor));
        if (!squares[group] && divisor != 0) return std::nullopt;
    }
    return squares;
}

std::optional<Column> deviations(Column const& values, Groups const& groups, bool ofSample) {
    auto squares = variances(values, groups, ofSample);
    if (!squares) return std::nullopt;
    for (auto& square : *squares) {
        if (square) square = square->squareRoot();
    }
    return columnOf(ScalarType::number, *squares);
}

Column extremes(Column const& values, Groups const& groups, int sign) {
    std::vector<std::uint32_t> best(groups.count(), noRow);
    for (std::uint32_t row = 0; row < groups.ofRow.size(); ++row) {
        if (values.isNull(row)) continue;
        auto& one = best[groups.ofRow[row]];
        if (one == noRow || compareValues(values, row, values, one) * sign > 0) one = row;
    }
    return values.taken(best);
}

std::optional<Column> medians(Column const& values, Groups const& groups) {
    std::vector<std::vector<Number>> perGroup(groups.count());
    for (std::size_t row = 0; row < groups.ofRow.size(); ++row) {
        if (!values.isNull(row)) perGroup[groups.ofRow[row]].push_back(values.number(row));
    }
    Sums result(groups.count());
    for (std::size_t group = 0; group < perGroup.size(); ++group) {
        auto& some = perGroup[group];
        if (some.empty()) continue;
        std::sort(some.begin(), some.end());
        result[group] = some[some.size() / 2];
        if (some.size() % 2 != 0) continue;
        auto const sum = some[some.size() / 2 - 1].plus(some[some.size() / 2]);
        result[group] = sum ? sum->dividedBy(Number::ofInteger(2)) : std::nullopt;
        if (!result[group]) return std::nullopt;
    }
    return columnOf(ScalarType::number, result);
}

}  // namespace

std::optional<ScalarType> aggregateType(Operation function, ScalarType type) noexcept {
    switch (function) {
        case Operation::count: return ScalarType::integer;
        case Operation::minimum:
        case Operation::maximum: return type;
        case Operation::sum: return isNumeric(type) ? std::optional{type} : std::nullopt;
        default: return isNumeric(type) ? std::optional{ScalarType::number} : std::nullopt;
    }
}

std::optional<Column> aggregated(Operation function, Column const& values, Groups const& groups) {
    switch (function) {
        case Operation::sum: {
            std::vector<std::int64_t> counts;
            auto const sums = summed(values, groups, counts);
            return sums ? std::optional{columnOf(values.type(), *sums)} : std::nullopt;
        }
        case Operation::average: {
            std::vector<std::int64_t> counts;
            auto sums = summed(values, groups, counts);
            if (!sums || !divide(*sums, counts)) return std::nullopt;
            return columnOf(ScalarType::number, *sums);
        }
        case Operation::minimum: return extremes(values, groups, -1);
        case Operation::maximum: return extremes(values, groups, 1);
        case Operation::median: return medians(values, groups);
        case Operation::populationVariance:
        case Operation::sampleVariance: {
            auto const squares = variances(values, groups, function == Operation::sampleVariance);
            return squares ? std::optional{columnOf(ScalarType::number, *squares)} : std::nullopt;
        }
        case Operation::populationDeviation: return deviations(values, groups, false);
        case Operation::sampleDeviation: return deviations(values, groups, true);
        default: return counted(groups);
    }
}

Column counted(Groups const& groups) {
    std::vector<std::int64_t> counts(groups.count(), 0);
    for (auto const group : groups.ofRow) ++counts[group];
    Column column{ScalarType::integer};
    column.reserve(counts.size());
    for (auto const count : counts) column.append(Number::ofInteger(count));
    return column;
}

}  // namespace zhibao::vtl
