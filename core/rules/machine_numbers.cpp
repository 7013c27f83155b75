#include "rules/machine.h"

namespace zhibao::vtl {

std::optional<Lanes> Machine::lanes(NumberRegister const& source, int scale, std::int64_t* scratch) const {
    if (source.isWide) return std::nullopt;
    if (source.scale == scale) return Lanes{source.values, source.uniform, source.single};
    auto const power = powerOfTen(scale - source.scale);
    if (!power || *power > INT64_MAX) return std::nullopt;
    auto const factor = static_cast<std::int64_t>(*power);
    if (source.uniform) {
        auto const single = multiplyChecked(source.single, factor);
        if (!single) return std::nullopt;
        return Lanes{nullptr, true, *single};
    }
    bool overflow = false;
    for (std::size_t row = 0; row < lanes_; ++row) overflow |= __builtin_mul_overflow(source.values[row], factor, &scratch[row]);
    if (overflow) return std::nullopt;
    return Lanes{scratch, false, 0};
}

void Machine::add(Instruction const& instruction) {
    int const scale = std::max(numbers_[instruction.operands[0]].scale, numbers_[instruction.operands[1]].scale);
    arithmetic(
        instruction, true, scale,
        [](std::int64_t x, std::int64_t y, std::int64_t& out) {
            auto const sum = static_cast<std::uint64_t>(x) + static_cast<std::uint64_t>(y);
            out = static_cast<std::int64_t>(sum);
            // Wrapped when both have the sign that the sum has not.
            return ((sum ^ static_cast<std::uint64_t>(x)) & (sum ^ static_cast<std::uint64_t>(y))) >> 63U;
        },
        [](Number x, Number y) { return x.plus(y); });
}

void Machine::subtract(Instruction const& instruction) {
    int const scale = std::max(numbers_[instruction.operands[0]].scale, numbers_[instruction.operands[1]].scale);
    arithmetic(
        instruction, true, scale,
        [](std::int64_t x, std::int64_t y, std::int64_t& out) {
            auto const difference = static_cast<std::uint64_t>(x) - static_cast<std::uint64_t>(y);
            out = static_cast<std::int64_t>(difference);
            return ((static_cast<std::uint64_t>(x) ^ static_cast<std::uint64_t>(y)) & (difference ^ static_cast<std::uint64_t>(x))) >>
                   63U;
        },
        [](Number x, Number y) { return x.minus(y); });
}

void Machine::multiply(Instruction const& instruction) {
    int const scale = numbers_[instruction.operands[0]].scale + numbers_[instruction.operands[1]].scale;
    arithmetic(
        instruction, false, scale,
        [](std::int64_t x, std::int64_t y, std::int64_t& out) {
            return static_cast<std::uint64_t>(__builtin_mul_overflow(x, y, &out));
        },
        [](Number x, Number y) { return x.times(y); });
}

void Machine::divide(Instruction const& instruction) {
    auto const& left = numbers_[instruction.operands[0]];
    auto const& right = numbers_[instruction.operands[1]];
    auto& result = numbers_[instruction.result];
    result.state.join(left.state, right.state, words_);
    result.scale = 0;
    Mask const absent = result.state.absent(words_);
    auto* const room = result.wideRoom();
    auto const quotient = [&](std::size_t row, Number dividend, Number divisor) {
        room[row] = Number{};
        if (isSet(absent, row)) return;
        // "If op2 is 0 then the operation generates a run-time error": that row's rule is broken.
        if (divisor.isZero()) return breakRow(instruction, result.state, row, Fault::divisionByZero);
        auto const value = dividend.dividedBy(divisor);
        if (!value) return breakRow(instruction, result.state, row);
        room[row] = *value;
        result.scale = std::max(result.scale, value->scale());
    };
    if (left.isWide || right.isWide) {
        for (std::size_t row = 0; row < lanes_; ++row) quotient(row, left.at(row), right.at(row));
        return;
    }
    overRows(lanes_, *lanes(left, left.scale, nullptr), *lanes(right, right.scale, nullptr),
             [&](std::size_t row, std::int64_t x, std::int64_t y) { quotient(row, Number{x, left.scale}, Number{y, right.scale}); });
}

void Machine::shorten(Instruction const& instruction) {
    auto const& source = numbers_[instruction.operands[0]];
    auto& result = numbers_[instruction.result];
    bool const isRound = instruction.opcode == Opcode::round;
    bool const hasDigits = instruction.given == 2;
    if (hasDigits)
        result.state.join(source.state, numbers_[instruction.operands[1]].state, words_);
    else
        result.state = source.state;
    result.scale = 0;
    wide(instruction, result, [&](std::size_t row) -> std::optional<Number> {
        std::int64_t digits = 0;
        if (hasDigits) {
            auto const wanted = numbers_[instruction.operands[1]].at(row).integer();
            if (!wanted) return std::nullopt;
            digits = std::clamp<std::int64_t>(*wanted, -1000, 1000);
        }
        Number const value = source.at(row);
        return isRound ? value.rounded(digits) : std::optional{value.truncated(digits)};
    });
}

void Machine::compareNumbers(Instruction const& instruction) {
    auto const& left = numbers_[instruction.operands[0]];
    auto const& right = numbers_[instruction.operands[1]];
    auto& result = booleans_[instruction.result];
    auto const comparison = static_cast<Comparison>(instruction.payload);
    result.state.join(left.state, right.state, words_);
    int const scale = std::max(left.scale, right.scale);
    auto const first = lanes(left, scale, scratch_[0].get());
    auto const second = first ? lanes(right, scale, scratch_[1].get()) : std::nullopt;
    if (first && second) {
        using Value = std::int64_t;
        switch (comparison) {
            case Comparison::equal: bitsOf(lanes_, *first, *second, result.value, [](Value x, Value y) { return x == y; }); break;
            case Comparison::notEqual: bitsOf(lanes_, *first, *second, result.value, [](Value x, Value y) { return x != y; }); break;
            case Comparison::less: bitsOf(lanes_, *first, *second, result.value, [](Value x, Value y) { return x < y; }); break;
            case Comparison::greater: bitsOf(lanes_, *first, *second, result.value, [](Value x, Value y) { return x > y; }); break;
            case Comparison::lessOrEqual: bitsOf(lanes_, *first, *second, result.value, [](Value x, Value y) { return x <= y; }); break;
            case Comparison::greaterOrEqual:
                bitsOf(lanes_, *first, *second, result.value, [](Value x, Value y) { return x >= y; });
                break;
        }
    } else {
        result.value.fill(0);
        eachClear(result.state.absent(words_), lanes_, [&](std::size_t row) {
            if (holds(comparison, left.at(row), right.at(row))) set(result.value, row);
        });
    }
    keepKnown(result);
}

void Machine::memberNumber(Instruction const& instruction) {
    auto const& source = numbers_[instruction.operands[0]];
    auto& result = booleans_[instruction.result];
    auto const& members = program_.sets[instruction.payload].numbers;
    result.state = source.state;
    result.value.fill(0);
    eachClear(source.state.absent(words_), lanes_, [&](std::size_t row) {
        if (std::binary_search(members.begin(), members.end(), source.at(row))) set(result.value, row);
    });
    nullWhereNotFound(result, program_.sets[instruction.payload].hasNull);
}

}  // namespace zhibao::vtl
