#include "rules/machine.h"

namespace zhibao::vtl {

void Machine::conjunction(Instruction const& instruction) {
    auto const& left = booleans_[instruction.operands[0]];
    auto const& right = booleans_[instruction.operands[1]];
    auto& result = booleans_[instruction.result];
    eachWord(words_, [&](std::size_t w) {
        std::uint64_t const leftFalse = ~(left.value[w] | left.state.null[w] | left.state.broken[w]);
        std::uint64_t const rightFalse = ~(right.value[w] | right.state.null[w] | right.state.broken[w]);
        std::uint64_t const isFalse = leftFalse | rightFalse;
        result.state.broken[w] = (left.state.broken[w] | right.state.broken[w]) & ~isFalse;
        result.state.null[w] = (left.state.null[w] | right.state.null[w]) & ~isFalse & ~result.state.broken[w];
        result.value[w] = left.value[w] & right.value[w];
    });
}

void Machine::disjunction(Instruction const& instruction) {
    auto const& left = booleans_[instruction.operands[0]];
    auto const& right = booleans_[instruction.operands[1]];
    auto& result = booleans_[instruction.result];
    eachWord(words_, [&](std::size_t w) {
        std::uint64_t const isTrue = left.value[w] | right.value[w];
        result.state.broken[w] = (left.state.broken[w] | right.state.broken[w]) & ~isTrue;
        result.state.null[w] = (left.state.null[w] | right.state.null[w]) & ~isTrue & ~result.state.broken[w];
        result.value[w] = isTrue;
    });
}

void Machine::compareBooleans(Instruction const& instruction) {
    using Word = std::uint64_t;
    switch (static_cast<Comparison>(instruction.payload)) {
        case Comparison::equal: return strictBoolean(instruction, [](Word x, Word y) { return ~(x ^ y); });
        case Comparison::notEqual: return strictBoolean(instruction, [](Word x, Word y) { return x ^ y; });
        case Comparison::less: return strictBoolean(instruction, [](Word x, Word y) { return ~x & y; });
        case Comparison::greater: return strictBoolean(instruction, [](Word x, Word y) { return x & ~y; });
        case Comparison::lessOrEqual: return strictBoolean(instruction, [](Word x, Word y) { return ~x | y; });
        case Comparison::greaterOrEqual: return strictBoolean(instruction, [](Word x, Word y) { return x | ~y; });
    }
}

void Machine::isNull(Instruction const& instruction) {
    State const& source = stateOf(instruction.source, instruction.operands[0]);
    auto& result = booleans_[instruction.result];
    result.value = source.null;
    result.state.broken = source.broken;
    result.state.null.fill(0);
}

void Machine::choose(Bank bank, std::uint16_t leftIndex, std::uint16_t rightIndex, std::uint16_t resultIndex, Mask const& takesLeft) {
    switch (bank) {
        case Bank::number: {
            auto const& left = numbers_[leftIndex];
            auto const& right = numbers_[rightIndex];
            auto& result = numbers_[resultIndex];
            int const scale = std::max(left.scale, right.scale);
            auto const first = lanes(left, scale, scratch_[0].get());
            auto const second = first ? lanes(right, scale, scratch_[1].get()) : std::nullopt;
            if (first && second) {
                auto* const room = result.narrowRoom();
                result.scale = scale;
                overRows(lanes_, *first, *second,
                         [&](std::size_t row, std::int64_t x, std::int64_t y) { room[row] = isSet(takesLeft, row) ? x : y; });
            } else {
                auto* const room = result.wideRoom();
                result.scale = scale;
                for (std::size_t row = 0; row < lanes_; ++row) room[row] = isSet(takesLeft, row) ? left.at(row) : right.at(row);
            }
            return;
        }
        case Bank::boolean: {
            auto const& left = booleans_[leftIndex];
            auto const& right = booleans_[rightIndex];
            auto& result = booleans_[resultIndex];
            eachWord(words_, [&](std::size_t w) { result.value[w] = (left.value[w] & takesLeft[w]) | (right.value[w] & ~takesLeft[w]); });
            keepKnown(result);
            return;
        }
        case Bank::text: {
            auto const& left = texts_[leftIndex];
            auto const& right = texts_[rightIndex];
            auto& result = texts_[resultIndex];
            for (std::size_t row = 0; row < lanes_; ++row)
                result.values[row] = isSet(takesLeft, row) ? left.values[row] : right.values[row];
            return;
        }
    }
}

void Machine::select(Instruction const& instruction) {
    auto const& condition = booleans_[instruction.operands[0]];
    State const& yes = stateOf(instruction.bank, instruction.operands[1]);
    State const& no = stateOf(instruction.bank, instruction.operands[2]);
    State& result = stateOfResult(instruction);
    // A null condition counts as false.
    eachWord(words_, [&](std::size_t w) {
        std::uint64_t const taken = condition.value[w];
        result.broken[w] = condition.state.broken[w] | (taken & yes.broken[w]) | (~taken & no.broken[w]);
        result.null[w] = ((taken & yes.null[w]) | (~taken & no.null[w])) & ~result.broken[w];
    });
    choose(instruction.bank, instruction.operands[1], instruction.operands[2], instruction.result, condition.value);
}

void Machine::firstKnown(Instruction const& instruction) {
    State const& left = stateOf(instruction.bank, instruction.operands[0]);
    State const& right = stateOf(instruction.bank, instruction.operands[1]);
    State& result = stateOfResult(instruction);
    Mask known;
    eachWord(words_, [&](std::size_t w) {
        known[w] = ~left.null[w];
        result.broken[w] = left.broken[w] | (left.null[w] & right.broken[w]);
        result.null[w] = left.null[w] & right.null[w];
    });
    choose(instruction.bank, instruction.operands[0], instruction.operands[1], instruction.result, known);
}

}  // namespace zhibao::vtl
