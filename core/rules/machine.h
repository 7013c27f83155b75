#pragma once
/// Runs the instructions of a compiled program over the columns of a dataset, a batch of rows at a time. machine.cpp loads columns and
/// knows which instruction is whose; machine_numbers.cpp, machine_texts.cpp and machine_logic.cpp carry them out.

#include <algorithm>
#include <limits>
#include <memory>
#include <memory_resource>
#include <optional>
#include <vector>

#include "rules/patterns.h"
#include "rules/registers.h"

namespace zhibao::vtl {

class Machine {
public:
    Machine(Program const& program, Dataset const& dataset);
    void run(VerdictSink const& sink);
    tl::expected<Column, FailedRow> column(ScalarType type);

private:
    [[nodiscard]] FailedRow firstFailure(Mask const& broken, std::vector<FaultPlace> const& faults) const;
    void append(Column& column, std::uint16_t index) const;
    void judge(RuleProgram const& rule, VerdictBatch& batch);
    /// Clears the bits behind the last row.
    void clip(Mask& mask) const noexcept;
    void prepareTests();
    /// Starts with the batch at that row.
    void begin(std::size_t firstRow);
    void execute(std::vector<Instruction> const& code) {
        for (auto const& instruction : code) execute(instruction);
    }
    void fault(Fault kind, Position position, std::size_t row);
    void breakRow(Instruction const& instruction, State& state, std::size_t row, Fault kind = Fault::overflow) {
        set(state.broken, row);
        fault(kind, instruction.position, row);
    }
    State const& stateOf(Bank bank, std::uint16_t index) const noexcept;

    // --- loading ---
    void loadState(Column const& column, State& state) const;
    void load(Instruction const& instruction);
    void constant(Instruction const& instruction);

    // --- numbers ---
    /// The operand at that scale, in the scratch room when it must be multiplied; empty when that does not fit.
    std::optional<Lanes> lanes(NumberRegister const& source, int scale, std::int64_t* scratch) const;
    /// `narrow(x, y, out)` says whether it overflowed; `exact(x, y)` is empty when the result does not fit at all.
    template <class Narrow, class Exact>
    void arithmetic(Instruction const& instruction, bool align, int scale, Narrow narrow, Exact exact) {
        auto const& left = numbers_[instruction.operands[0]];
        auto const& right = numbers_[instruction.operands[1]];
        auto& result = numbers_[instruction.result];
        result.state.join(left.state, right.state, words_);
        if (!left.isWide && !right.isWide) {
            auto const first = lanes(left, align ? scale : left.scale, scratch_[0].get());
            auto const second = lanes(right, align ? scale : right.scale, scratch_[1].get());
            if (first && second && scale <= Number::maximalScale) {
                auto* const room = result.narrowRoom();
                std::uint64_t overflow = 0;
                overRows(lanes_, *first, *second,
                         [&](std::size_t row, std::int64_t x, std::int64_t y) { overflow |= narrow(x, y, room[row]); });
                if (overflow == 0) {
                    result.scale = scale;
                    return;
                }
            }
        }
        result.scale = 0;
        wide(instruction, result, [&](std::size_t row) -> std::optional<Number> { return exact(left.at(row), right.at(row)); });
    }
    /// Row by row with exact numbers; what does not fit breaks the row.
    template <class Exact>
    void wide(Instruction const& instruction, NumberRegister& result, Exact exact, Fault kind = Fault::overflow) {
        auto* const room = result.wideRoom();
        Mask const absent = result.state.absent(words_);
        std::fill_n(room, lanes_, Number{});
        eachClear(absent, lanes_, [&](std::size_t row) {
            if (auto const value = exact(row)) {
                room[row] = *value;
                result.scale = std::max(result.scale, value->scale());
            } else {
                breakRow(instruction, result.state, row, kind);
            }
        });
    }
    void add(Instruction const& instruction);
    void subtract(Instruction const& instruction);
    void multiply(Instruction const& instruction);
    void divide(Instruction const& instruction);
    /// Operators of one number whose narrow form never overflows but for the smallest integer.
    template <class Narrow, class Exact>
    void unaryNumber(Instruction const& instruction, Narrow narrow, Exact exact) {
        auto const& source = numbers_[instruction.operands[0]];
        auto& result = numbers_[instruction.result];
        result.state = source.state;
        result.scale = source.scale;
        if (!source.isWide) {
            auto const from = *lanes(source, source.scale, nullptr);
            auto* const room = result.narrowRoom();
            bool smallest = false;
            overRows(lanes_, from, Lanes{nullptr, true, 0}, [&](std::size_t row, std::int64_t x, std::int64_t) {
                smallest |= x == std::numeric_limits<std::int64_t>::min();
                room[row] = narrow(smallest ? 0 : x);
            });
            if (!smallest) return;
        }
        wide(instruction, result, [&](std::size_t row) { return exact(source.at(row)); });
    }
    void shorten(Instruction const& instruction);
    template <class Exact>
    void exactUnary(Instruction const& instruction, Exact exact, Fault kind = Fault::overflow) {
        auto const& source = numbers_[instruction.operands[0]];
        auto& result = numbers_[instruction.result];
        result.state = source.state;
        result.scale = 0;
        wide(
            instruction, result, [&](std::size_t row) { return exact(source.at(row)); }, kind);
    }
    template <class Exact>
    void exactBinary(Instruction const& instruction, Exact exact) {
        auto const& left = numbers_[instruction.operands[0]];
        auto const& right = numbers_[instruction.operands[1]];
        auto& result = numbers_[instruction.result];
        result.state.join(left.state, right.state, words_);
        result.scale = 0;
        wide(
            instruction, result, [&](std::size_t row) { return exact(left.at(row), right.at(row)); }, Fault::argument);
    }
    void compareNumbers(Instruction const& instruction);
    void keepKnown(BooleanRegister& result) const noexcept {
        eachWord(words_, [&](std::size_t w) { result.value[w] &= ~(result.state.null[w] | result.state.broken[w]); });
    }
    void memberNumber(Instruction const& instruction);
    /// A set that contains null leaves it open whether what was not found is in it.
    void nullWhereNotFound(BooleanRegister& result, bool hasNull) const noexcept {
        if (!hasNull) return;
        eachWord(words_, [&](std::size_t w) { result.state.null[w] |= ~result.value[w] & ~result.state.broken[w]; });
    }

    // --- booleans ---
    void conjunction(Instruction const& instruction);
    void disjunction(Instruction const& instruction);
    template <class Combine>
    void strictBoolean(Instruction const& instruction, Combine combine) {
        auto const& left = booleans_[instruction.operands[0]];
        auto const& right = booleans_[instruction.operands[1]];
        auto& result = booleans_[instruction.result];
        result.state.join(left.state, right.state, words_);
        eachWord(words_, [&](std::size_t w) { result.value[w] = combine(left.value[w], right.value[w]); });
        keepKnown(result);
    }
    void compareBooleans(Instruction const& instruction);
    void isNull(Instruction const& instruction);

    // --- texts ---
    /// A copy that lives as long as the batch.
    std::string_view keep(std::string_view text);
    void compareTexts(Instruction const& instruction);
    void memberText(Instruction const& instruction);
    void testDictionary(Instruction const& instruction);
    template <class Change>
    void changeText(Instruction const& instruction, Change change) {
        auto const& source = texts_[instruction.operands[0]];
        auto& result = texts_[instruction.result];
        result.state = source.state;
        eachClear(source.state.absent(words_), lanes_, [&](std::size_t row) { result.values[row] = change(source.values[row]); });
    }
    void concatenate(Instruction const& instruction);
    void substringOf(Instruction const& instruction);
    void replaceIn(Instruction const& instruction);
    void locateIn(Instruction const& instruction);
    void matchCharacters(Instruction const& instruction);
    void lengthOf(Instruction const& instruction);

    // --- choices ---
    /// Takes the left value where the bit is set and the right one elsewhere.
    void choose(Bank bank, std::uint16_t leftIndex, std::uint16_t rightIndex, std::uint16_t resultIndex, Mask const& takesLeft);
    State& stateOfResult(Instruction const& instruction) noexcept {
        return const_cast<State&>(stateOf(instruction.bank, instruction.result));
    }
    void select(Instruction const& instruction);
    void firstKnown(Instruction const& instruction);
    void execute(Instruction const& instruction);

    Program const& program_;
    Dataset const& dataset_;
    std::vector<NumberRegister> numbers_;
    std::vector<BooleanRegister> booleans_;
    std::vector<TextRegister> texts_;
    std::vector<std::vector<std::uint8_t>> answers_;
    std::size_t capacity_;  // rows that the registers have room for: a small filing needs no more than it has
    std::unique_ptr<std::int64_t[]> scratch_[2];
    std::pmr::monotonic_buffer_resource arena_{std::size_t{1} << 12U};
    std::size_t firstRow_ = 0;
    std::size_t rowCount_ = 0;
    std::size_t lanes_ = 0;  // rowCount_, made a multiple of 64: what the loops run over, so that a small filing costs little
    std::size_t words_ = 0;  // of masks, for as many rows
    std::vector<FaultPlace>* faults_ = nullptr;
    Patterns patterns_;
};

}  // namespace zhibao::vtl
