#include "rules/evaluate.h"

#include <algorithm>
#include <cassert>
#include <limits>
#include <memory>
#include <memory_resource>
#include <optional>
#include <unordered_set>

#include "base/text.h"
#include "rules/patterns.h"
#include "rules/program.h"
#include "rules/text_functions.h"

namespace zhibao::vtl {

namespace {

constexpr std::size_t words = batchRows / 64;

constexpr std::size_t maximalTextBytes = std::size_t{1} << 20U;

template <class Work>
void eachWord(Work work) {
    for (std::size_t word = 0; word < words; ++word) work(word);
}

/// Calls work(row) for each of the first rows whose bit is not set; `rows` is a multiple of 64.
template <class Work>
void eachClear(Mask const& mask, std::size_t rows, Work work) {
    for (std::size_t word = 0; word < rows / 64; ++word) {
        for (std::uint64_t left = ~mask[word]; left != 0; left &= left - 1)
            work(word * 64 + static_cast<std::size_t>(__builtin_ctzll(left)));
    }
}

void set(Mask& mask, std::size_t row) noexcept {
    mask[row / 64] |= std::uint64_t{1} << (row % 64);
}

/// What is known of each row of a register. Bits of one row are exclusive: null, broken, or a value.
struct State {
    Mask null{};
    Mask broken{};

    [[nodiscard]] Mask absent() const noexcept {
        Mask mask;
        eachWord([&](std::size_t w) { mask[w] = null[w] | broken[w]; });
        return mask;
    }
    /// A row is broken when an operand is broken, and null when one is null.
    void join(State const& left, State const& right) noexcept {
        eachWord([&](std::size_t w) {
            broken[w] = left.broken[w] | right.broken[w];
            null[w] = (left.null[w] | right.null[w]) & ~broken[w];
        });
    }
};

struct NumberRegister {
    State state;
    bool uniform = false;  // every row has the value `single`
    bool isWide = false;
    int scale = 0;
    std::int64_t single = 0;
    std::int64_t const* values = nullptr;  // batchRows of them, own or a column's
    Number const* wideValues = nullptr;
    std::unique_ptr<std::int64_t[]> own;
    std::unique_ptr<Number[]> ownWide;

    std::int64_t* narrowRoom() {
        if (!own) own = std::make_unique_for_overwrite<std::int64_t[]>(batchRows);
        uniform = isWide = false;
        values = own.get();
        return own.get();
    }
    Number* wideRoom() {
        if (!ownWide) ownWide = std::make_unique<Number[]>(batchRows);
        uniform = false;
        isWide = true;
        wideValues = ownWide.get();
        return ownWide.get();
    }
    [[nodiscard]] Number at(std::size_t row) const noexcept {
        if (isWide) return wideValues[row];
        return Number{uniform ? single : values[row], scale};
    }
};

struct BooleanRegister {
    State state;
    Mask value{};  // clear where null or broken
};

struct TextRegister {
    State state;
    std::unique_ptr<std::string_view[]> values = std::make_unique<std::string_view[]>(batchRows);
};

/// The rows of a narrow operand at the wanted count of decimals.
struct Lanes {
    std::int64_t const* values = nullptr;
    bool uniform = false;
    std::int64_t single = 0;
};

/// Runs `operation(x, y)` over all rows; an operand that is the same in all rows is not read again and again.
template <class Operation>
void overRows(std::size_t rows, Lanes left, Lanes right, Operation operation) {
    if (left.uniform && right.uniform) {
        for (std::size_t row = 0; row < rows; ++row) operation(row, left.single, right.single);
    } else if (left.uniform) {
        for (std::size_t row = 0; row < rows; ++row) operation(row, left.single, right.values[row]);
    } else if (right.uniform) {
        for (std::size_t row = 0; row < rows; ++row) operation(row, left.values[row], right.single);
    } else {
        for (std::size_t row = 0; row < rows; ++row) operation(row, left.values[row], right.values[row]);
    }
}

/// One bit per row: predicate(x, y).
template <class Predicate>
void bitsOf(std::size_t rows, Lanes left, Lanes right, Mask& result, Predicate predicate) {
    auto const fill = [&](auto first, auto second) {
        for (std::size_t word = 0; word < rows / 64; ++word) {
            std::uint64_t bits = 0;
            for (std::size_t bit = 0; bit < 64; ++bit)
                bits |= static_cast<std::uint64_t>(predicate(first(word * 64 + bit), second(word * 64 + bit))) << bit;
            result[word] = bits;
        }
    };
    auto const constantly = [](std::int64_t value) { return [value](std::size_t) { return value; }; };
    auto const along = [](std::int64_t const* values) { return [values](std::size_t row) { return values[row]; }; };
    if (left.uniform && right.uniform)
        fill(constantly(left.single), constantly(right.single));
    else if (left.uniform)
        fill(constantly(left.single), along(right.values));
    else if (right.uniform)
        fill(along(left.values), constantly(right.single));
    else
        fill(along(left.values), along(right.values));
}

template <class Value>
bool holds(Comparison comparison, Value const& left, Value const& right) {
    switch (comparison) {
        case Comparison::equal: return left == right;
        case Comparison::notEqual: return !(left == right);
        case Comparison::less: return left < right;
        case Comparison::greater: return left > right;
        case Comparison::lessOrEqual: return left <= right;
        case Comparison::greaterOrEqual: return left >= right;
    }
    return false;
}

Number numberOf(Literal const& literal) {
    if (auto const* integer = std::get_if<Integer>(&literal)) return integer->value;
    return std::get<Number>(literal);
}

class Machine {
public:
    Machine(Program const& program, Dataset const& dataset)
        : program_(program),
          dataset_(dataset),
          numbers_(program.registers[0]),
          booleans_(program.registers[1]),
          texts_(program.registers[2]) {
        prepareSets();
        prepareTests();
    }

    void run(VerdictSink const& sink) {
        VerdictBatch batch;
        for (firstRow_ = 0; firstRow_ < dataset_.rowCount(); firstRow_ += batchRows) {
            rowCount_ = std::min(batchRows, dataset_.rowCount() - firstRow_);
            lanes_ = (rowCount_ + 63) / 64 * 64;
            for (std::size_t rule = 0; rule < program_.rules.size(); ++rule) {
                batch.rule = rule;
                batch.firstRow = firstRow_;
                batch.rowCount = rowCount_;
                faults_ = &batch.faults;
                judge(program_.rules[rule], batch);
                sink(batch);
            }
        }
    }

    tl::expected<Column, FailedRow> column(ScalarType type) {
        Column column{type};
        std::vector<FaultPlace> faults;
        faults_ = &faults;
        auto const& code = program_.rules.front();
        for (firstRow_ = 0; firstRow_ < dataset_.rowCount(); firstRow_ += batchRows) {
            rowCount_ = std::min(batchRows, dataset_.rowCount() - firstRow_);
            lanes_ = (rowCount_ + 63) / 64 * 64;
            faults.clear();
            arena_.release();
            execute(code.then);
            Mask broken = stateOf(bankOf(type), code.thenResult).broken;
            clip(broken);
            if (!isEmpty(broken)) return tl::unexpected(firstFailure(broken, faults));
            append(column, code.thenResult);
        }
        return column;
    }

private:
    [[nodiscard]] FailedRow firstFailure(Mask const& broken, std::vector<FaultPlace> const& faults) const {
        for (std::size_t row = 0; row < rowCount_; ++row) {
            if (!isSet(broken, row)) continue;
            for (auto const& place : faults) {
                if (isSet(place.rows, row)) return {place.fault, place.position, firstRow_ + row};
            }
        }
        return {};
    }

    void append(Column& column, std::uint16_t index) const {
        switch (bankOf(column.type())) {
            case Bank::number: {
                auto const& source = numbers_[index];
                if (!source.isWide && !source.uniform) return column.append({source.values, rowCount_}, source.scale, source.state.null);
                for (std::size_t row = 0; row < rowCount_; ++row) {
                    if (isSet(source.state.null, row))
                        column.appendNull();
                    else
                        column.append(source.at(row));
                }
                return;
            }
            case Bank::boolean: {
                auto const& source = booleans_[index];
                for (std::size_t row = 0; row < rowCount_; ++row) {
                    if (isSet(source.state.null, row))
                        column.appendNull();
                    else
                        column.append(isSet(source.value, row));
                }
                return;
            }
            case Bank::text: {
                auto const& source = texts_[index];
                for (std::size_t row = 0; row < rowCount_; ++row) {
                    if (isSet(source.state.null, row))
                        column.appendNull();
                    else
                        column.append(source.values[row]);
                }
                return;
            }
        }
    }

    void judge(RuleProgram const& rule, VerdictBatch& batch) {
        batch.faults.clear();
        arena_.release();
        Mask applies;
        applies.fill(~std::uint64_t{0});
        batch.notEvaluable.fill(0);
        batch.broken.fill(0);
        if (!rule.when.empty()) {
            execute(rule.when);
            auto const& when = booleans_[rule.whenResult];
            applies = when.value;
            batch.notEvaluable = when.state.null;
            batch.broken = when.state.broken;
        }
        execute(rule.then);
        auto const& then = booleans_[rule.thenResult];
        eachWord([&](std::size_t w) {
            batch.broken[w] |= applies[w] & then.state.broken[w];
            batch.notEvaluable[w] |= applies[w] & then.state.null[w];
            batch.violated[w] = applies[w] & ~then.value[w] & ~then.state.null[w] & ~then.state.broken[w];
        });
        clip(batch.broken);
        clip(batch.notEvaluable);
        clip(batch.violated);
    }

    /// Clears the bits behind the last row.
    void clip(Mask& mask) const noexcept {
        if (rowCount_ == batchRows) return;
        eachWord([&](std::size_t w) {
            if (w * 64 >= rowCount_)
                mask[w] = 0;
            else if (rowCount_ - w * 64 < 64)
                mask[w] &= (std::uint64_t{1} << (rowCount_ - w * 64)) - 1;
        });
    }

    void prepareSets() {
        for (auto const& set : program_.sets) {
            std::vector<Number> numbers;
            std::unordered_set<std::string_view> texts;
            for (auto const& member : set.members) {
                if (auto const* text = std::get_if<std::string>(&member))
                    texts.insert(*text);
                else if (!std::holds_alternative<bool>(member))
                    numbers.push_back(numberOf(member));
            }
            std::sort(numbers.begin(), numbers.end());
            numberSets_.push_back(std::move(numbers));
            textSets_.push_back(std::move(texts));
        }
    }

    void prepareTests() {
        for (auto const& test : program_.tests) {
            auto const& dictionary = dataset_.column(test.component).dictionary();
            std::unordered_set<std::string_view> members;
            for (auto const& member : test.set.members) members.insert(std::get<std::string>(member));
            std::vector<std::uint8_t> answers(dictionary.size());
            for (std::uint32_t code = 0; code < answers.size(); ++code) {
                auto const text = dictionary.at(code);
                answers[code] = test.isMembership ? members.contains(text) : holds<std::string_view>(test.comparison, text, test.text);
            }
            answers_.push_back(std::move(answers));
        }
    }

    void execute(std::vector<Instruction> const& code) {
        for (auto const& instruction : code) execute(instruction);
    }

    void fault(Fault kind, Position position, std::size_t row) {
        if (row >= rowCount_) return;
        for (auto& known : *faults_) {
            if (known.fault == kind && known.position == position) {
                set(known.rows, row);
                return;
            }
        }
        FaultPlace place{kind, position, {}};
        set(place.rows, row);
        faults_->push_back(place);
    }

    void breakRow(Instruction const& instruction, State& state, std::size_t row, Fault kind = Fault::overflow) {
        set(state.broken, row);
        fault(kind, instruction.position, row);
    }

    State const& stateOf(Bank bank, std::uint16_t index) const noexcept {
        switch (bank) {
            case Bank::number: return numbers_[index].state;
            case Bank::boolean: return booleans_[index].state;
            case Bank::text: break;
        }
        return texts_[index].state;
    }

    // --- loading ---

    void loadState(Column const& column, State& state) const {
        auto const nulls = column.nullBits();
        std::size_t const first = firstRow_ / 64;
        state.broken.fill(0);
        eachWord([&](std::size_t w) { state.null[w] = first + w < nulls.size() ? nulls[first + w] : ~std::uint64_t{0}; });
        if (rowCount_ < batchRows) {
            eachWord([&](std::size_t w) {
                if (w * 64 >= rowCount_)
                    state.null[w] = ~std::uint64_t{0};
                else if (rowCount_ - w * 64 < 64)
                    state.null[w] |= ~((std::uint64_t{1} << (rowCount_ - w * 64)) - 1);
            });
        }
    }

    void load(Instruction const& instruction) {
        auto const& column = dataset_.column(instruction.payload);
        switch (instruction.bank) {
            case Bank::number: {
                auto& result = numbers_[instruction.result];
                loadState(column, result.state);
                result.uniform = false;
                result.isWide = !column.isNarrow();
                result.scale = column.scale();
                if (column.isNarrow()) {
                    if (rowCount_ == batchRows) {
                        result.values = column.narrow().data() + firstRow_;
                    } else {
                        auto* const room = result.narrowRoom();
                        std::fill(std::copy_n(column.narrow().data() + firstRow_, rowCount_, room), room + lanes_, 0);
                    }
                } else if (rowCount_ == batchRows) {
                    result.wideValues = column.wide().data() + firstRow_;
                } else {
                    auto* const room = result.wideRoom();
                    std::fill(std::copy_n(column.wide().data() + firstRow_, rowCount_, room), room + lanes_, Number{});
                }
                return;
            }
            case Bank::boolean: {
                auto& result = booleans_[instruction.result];
                loadState(column, result.state);
                auto const bits = column.bits();
                std::size_t const first = firstRow_ / 64;
                eachWord([&](std::size_t w) { result.value[w] = first + w < bits.size() ? bits[first + w] & ~result.state.null[w] : 0; });
                return;
            }
            case Bank::text: {
                auto& result = texts_[instruction.result];
                loadState(column, result.state);
                for (std::size_t row = 0; row < rowCount_; ++row)
                    result.values[row] = column.dictionary().at(column.codes()[firstRow_ + row]);
                std::fill(result.values.get() + rowCount_, result.values.get() + lanes_, std::string_view{});
                return;
            }
        }
    }

    void constant(Instruction const& instruction) {
        Literal const& literal = program_.literals[instruction.payload];
        bool const isNull = std::holds_alternative<Null>(literal);
        State state;
        if (isNull) state.null.fill(~std::uint64_t{0});
        switch (instruction.bank) {
            case Bank::number: {
                auto& result = numbers_[instruction.result];
                result.state = state;
                Number const value = isNull ? Number{} : numberOf(literal);
                if (value.coefficient() <= INT64_MAX && value.coefficient() >= INT64_MIN) {
                    result.uniform = true;
                    result.isWide = false;
                    result.scale = value.scale();
                    result.single = static_cast<std::int64_t>(value.coefficient());
                } else {
                    std::fill_n(result.wideRoom(), lanes_, value);
                }
                return;
            }
            case Bank::boolean: {
                auto& result = booleans_[instruction.result];
                result.state = state;
                result.value.fill(!isNull && std::get<bool>(literal) ? ~std::uint64_t{0} : 0);
                return;
            }
            case Bank::text: {
                auto& result = texts_[instruction.result];
                result.state = state;
                std::fill_n(result.values.get(), lanes_, isNull ? std::string_view{} : std::string_view{std::get<std::string>(literal)});
                return;
            }
        }
    }

    // --- numbers ---

    /// The operand at that scale, in the scratch room when it must be multiplied; empty when that does not fit.
    std::optional<Lanes> lanes(NumberRegister const& source, int scale, std::int64_t* scratch) const {
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

    /// `narrow(x, y, out)` says whether it overflowed; `exact(x, y)` is empty when the result does not fit at all.
    template <class Narrow, class Exact>
    void arithmetic(Instruction const& instruction, bool align, int scale, Narrow narrow, Exact exact) {
        auto const& left = numbers_[instruction.operands[0]];
        auto const& right = numbers_[instruction.operands[1]];
        auto& result = numbers_[instruction.result];
        result.state.join(left.state, right.state);
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
        Mask const absent = result.state.absent();
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

    void add(Instruction const& instruction) {
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

    void subtract(Instruction const& instruction) {
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

    void multiply(Instruction const& instruction) {
        int const scale = numbers_[instruction.operands[0]].scale + numbers_[instruction.operands[1]].scale;
        arithmetic(
            instruction, false, scale,
            [](std::int64_t x, std::int64_t y, std::int64_t& out) {
                return static_cast<std::uint64_t>(__builtin_mul_overflow(x, y, &out));
            },
            [](Number x, Number y) { return x.times(y); });
    }

    void divide(Instruction const& instruction) {
        auto const& left = numbers_[instruction.operands[0]];
        auto const& right = numbers_[instruction.operands[1]];
        auto& result = numbers_[instruction.result];
        result.state.join(left.state, right.state);
        result.scale = 0;
        // "If op2 is 0 then the operation generates a run-time error": that row's rule is broken.
        eachClear(result.state.absent(), lanes_, [&](std::size_t row) {
            if (!right.at(row).isZero()) return;
            breakRow(instruction, result.state, row, Fault::divisionByZero);
        });
        wide(instruction, result, [&](std::size_t row) { return left.at(row).dividedBy(right.at(row)); });
    }

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

    void shorten(Instruction const& instruction) {
        auto const& source = numbers_[instruction.operands[0]];
        auto& result = numbers_[instruction.result];
        bool const isRound = instruction.opcode == Opcode::round;
        bool const hasDigits = instruction.given == 2;
        if (hasDigits)
            result.state.join(source.state, numbers_[instruction.operands[1]].state);
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
        result.state.join(left.state, right.state);
        result.scale = 0;
        wide(
            instruction, result, [&](std::size_t row) { return exact(left.at(row), right.at(row)); }, Fault::argument);
    }

    void compareNumbers(Instruction const& instruction) {
        auto const& left = numbers_[instruction.operands[0]];
        auto const& right = numbers_[instruction.operands[1]];
        auto& result = booleans_[instruction.result];
        auto const comparison = static_cast<Comparison>(instruction.payload);
        result.state.join(left.state, right.state);
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
            eachClear(result.state.absent(), lanes_, [&](std::size_t row) {
                if (holds(comparison, left.at(row), right.at(row))) set(result.value, row);
            });
        }
        keepKnown(result);
    }

    static void keepKnown(BooleanRegister& result) noexcept {
        eachWord([&](std::size_t w) { result.value[w] &= ~(result.state.null[w] | result.state.broken[w]); });
    }

    void memberNumber(Instruction const& instruction) {
        auto const& source = numbers_[instruction.operands[0]];
        auto& result = booleans_[instruction.result];
        auto const& members = numberSets_[instruction.payload];
        result.state = source.state;
        result.value.fill(0);
        eachClear(source.state.absent(), lanes_, [&](std::size_t row) {
            if (std::binary_search(members.begin(), members.end(), source.at(row))) set(result.value, row);
        });
        nullWhereNotFound(result, program_.sets[instruction.payload].hasNull);
    }

    /// A set that contains null leaves it open whether what was not found is in it.
    static void nullWhereNotFound(BooleanRegister& result, bool hasNull) noexcept {
        if (!hasNull) return;
        eachWord([&](std::size_t w) { result.state.null[w] |= ~result.value[w] & ~result.state.broken[w]; });
    }

    // --- booleans ---

    void conjunction(Instruction const& instruction) {
        auto const& left = booleans_[instruction.operands[0]];
        auto const& right = booleans_[instruction.operands[1]];
        auto& result = booleans_[instruction.result];
        eachWord([&](std::size_t w) {
            std::uint64_t const leftFalse = ~(left.value[w] | left.state.null[w] | left.state.broken[w]);
            std::uint64_t const rightFalse = ~(right.value[w] | right.state.null[w] | right.state.broken[w]);
            std::uint64_t const isFalse = leftFalse | rightFalse;
            result.state.broken[w] = (left.state.broken[w] | right.state.broken[w]) & ~isFalse;
            result.state.null[w] = (left.state.null[w] | right.state.null[w]) & ~isFalse & ~result.state.broken[w];
            result.value[w] = left.value[w] & right.value[w];
        });
    }

    void disjunction(Instruction const& instruction) {
        auto const& left = booleans_[instruction.operands[0]];
        auto const& right = booleans_[instruction.operands[1]];
        auto& result = booleans_[instruction.result];
        eachWord([&](std::size_t w) {
            std::uint64_t const isTrue = left.value[w] | right.value[w];
            result.state.broken[w] = (left.state.broken[w] | right.state.broken[w]) & ~isTrue;
            result.state.null[w] = (left.state.null[w] | right.state.null[w]) & ~isTrue & ~result.state.broken[w];
            result.value[w] = isTrue;
        });
    }

    template <class Combine>
    void strictBoolean(Instruction const& instruction, Combine combine) {
        auto const& left = booleans_[instruction.operands[0]];
        auto const& right = booleans_[instruction.operands[1]];
        auto& result = booleans_[instruction.result];
        result.state.join(left.state, right.state);
        eachWord([&](std::size_t w) { result.value[w] = combine(left.value[w], right.value[w]); });
        keepKnown(result);
    }

    void compareBooleans(Instruction const& instruction) {
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

    void isNull(Instruction const& instruction) {
        State const& source = stateOf(instruction.source, instruction.operands[0]);
        auto& result = booleans_[instruction.result];
        result.value = source.null;
        result.state.broken = source.broken;
        result.state.null.fill(0);
    }

    // --- texts ---

    /// A copy that lives as long as the batch.
    std::string_view keep(std::string_view text) {
        if (text.empty()) return {};
        auto* const room = static_cast<char*>(arena_.allocate(text.size(), 1));
        std::copy(text.begin(), text.end(), room);
        return {room, text.size()};
    }

    void compareTexts(Instruction const& instruction) {
        auto const& left = texts_[instruction.operands[0]];
        auto const& right = texts_[instruction.operands[1]];
        auto& result = booleans_[instruction.result];
        auto const comparison = static_cast<Comparison>(instruction.payload);
        result.state.join(left.state, right.state);
        result.value.fill(0);
        eachClear(result.state.absent(), lanes_, [&](std::size_t row) {
            if (holds(comparison, left.values[row], right.values[row])) set(result.value, row);
        });
    }

    void memberText(Instruction const& instruction) {
        auto const& source = texts_[instruction.operands[0]];
        auto& result = booleans_[instruction.result];
        auto const& members = textSets_[instruction.payload];
        result.state = source.state;
        result.value.fill(0);
        eachClear(source.state.absent(), lanes_, [&](std::size_t row) {
            if (members.contains(source.values[row])) set(result.value, row);
        });
        nullWhereNotFound(result, program_.sets[instruction.payload].hasNull);
    }

    void testDictionary(Instruction const& instruction) {
        auto const& test = program_.tests[instruction.payload];
        auto const& answers = answers_[instruction.payload];
        auto const& column = dataset_.column(test.component);
        auto& result = booleans_[instruction.result];
        loadState(column, result.state);
        auto const* const codes = column.codes().data() + firstRow_;
        result.value.fill(0);
        for (std::size_t row = 0; row < rowCount_; ++row)
            result.value[row / 64] |= static_cast<std::uint64_t>(answers[codes[row]]) << (row % 64);
        keepKnown(result);
        nullWhereNotFound(result, test.isMembership && test.set.hasNull);
    }

    template <class Change>
    void changeText(Instruction const& instruction, Change change) {
        auto const& source = texts_[instruction.operands[0]];
        auto& result = texts_[instruction.result];
        result.state = source.state;
        eachClear(source.state.absent(), lanes_, [&](std::size_t row) { result.values[row] = change(source.values[row]); });
    }

    void concatenate(Instruction const& instruction) {
        auto const& left = texts_[instruction.operands[0]];
        auto const& right = texts_[instruction.operands[1]];
        auto& result = texts_[instruction.result];
        result.state.join(left.state, right.state);
        eachClear(result.state.absent(), lanes_, [&](std::size_t row) {
            if (left.values[row].size() + right.values[row].size() > maximalTextBytes) return breakRow(instruction, result.state, row);
            result.values[row] = keep(std::string{left.values[row]}.append(right.values[row]));
        });
    }

    void substringOf(Instruction const& instruction) {
        auto const& source = texts_[instruction.operands[0]];
        auto const& start = numbers_[instruction.operands[1]];
        auto const& count = numbers_[instruction.operands[2]];
        auto& result = texts_[instruction.result];
        State both;
        both.join(source.state, start.state);
        result.state.join(both, count.state);
        eachClear(result.state.absent(), lanes_, [&](std::size_t row) {
            auto const from = start.at(row).integer();
            auto const length = count.at(row).integer();
            if (from && length && *from >= 1 && *length >= 0) {
                result.values[row] = substring(source.values[row], *from, *length);
            } else {
                breakRow(instruction, result.state, row, Fault::argument);
            }
        });
    }

    void replaceIn(Instruction const& instruction) {
        auto const& source = texts_[instruction.operands[0]];
        auto const& pattern = texts_[instruction.operands[1]];
        auto const& by = texts_[instruction.operands[2]];
        auto& result = texts_[instruction.result];
        State both;
        both.join(source.state, pattern.state);
        result.state.join(both, by.state);
        eachClear(result.state.absent(), lanes_, [&](std::size_t row) {
            // What it could grow to at most; an expression of a line must not fill the memory.
            std::size_t const occurrences = pattern.values[row].empty() ? 0 : source.values[row].size() / pattern.values[row].size();
            if (source.values[row].size() + occurrences * by.values[row].size() > maximalTextBytes)
                return breakRow(instruction, result.state, row);
            result.values[row] = keep(replaced(source.values[row], pattern.values[row], by.values[row]));
        });
    }

    void locateIn(Instruction const& instruction) {
        auto const& source = texts_[instruction.operands[0]];
        auto const& pattern = texts_[instruction.operands[1]];
        auto const& start = numbers_[instruction.operands[2]];
        auto const& occurrence = numbers_[instruction.operands[3]];
        auto& result = numbers_[instruction.result];
        State first;
        first.join(source.state, pattern.state);
        State second;
        second.join(start.state, occurrence.state);
        result.state.join(first, second);
        result.scale = 0;
        wide(
            instruction, result,
            [&](std::size_t row) -> std::optional<Number> {
                auto const from = start.at(row).integer();
                auto const which = occurrence.at(row).integer();
                if (!from || !which || *from < 1 || *which < 1) return std::nullopt;
                return Number::ofInteger(locate(source.values[row], pattern.values[row], *from, *which));
            },
            Fault::argument);
    }

    void matchCharacters(Instruction const& instruction) {
        auto const& source = texts_[instruction.operands[0]];
        auto const& pattern = texts_[instruction.operands[1]];
        auto& result = booleans_[instruction.result];
        result.state.join(source.state, pattern.state);
        result.value.fill(0);
        eachClear(result.state.absent(), lanes_, [&](std::size_t row) {
            auto const found = patterns_.matches(pattern.values[row], source.values[row]);
            if (!found) return breakRow(instruction, result.state, row, Fault::argument);
            if (*found) set(result.value, row);
        });
        keepKnown(result);
    }

    void lengthOf(Instruction const& instruction) {
        auto const& source = texts_[instruction.operands[0]];
        auto& result = numbers_[instruction.result];
        result.state = source.state;
        result.scale = 0;
        auto* const room = result.narrowRoom();
        std::fill_n(room, lanes_, 0);
        eachClear(source.state.absent(), lanes_,
                  [&](std::size_t row) { room[row] = static_cast<std::int64_t>(characterCount(source.values[row])); });
    }

    // --- choices ---

    /// Takes the left value where the bit is set and the right one elsewhere.
    void choose(Bank bank, std::uint16_t leftIndex, std::uint16_t rightIndex, std::uint16_t resultIndex, Mask const& takesLeft) {
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
                eachWord([&](std::size_t w) { result.value[w] = (left.value[w] & takesLeft[w]) | (right.value[w] & ~takesLeft[w]); });
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

    State& stateOfResult(Instruction const& instruction) noexcept {
        return const_cast<State&>(stateOf(instruction.bank, instruction.result));
    }

    void select(Instruction const& instruction) {
        auto const& condition = booleans_[instruction.operands[0]];
        State const& yes = stateOf(instruction.bank, instruction.operands[1]);
        State const& no = stateOf(instruction.bank, instruction.operands[2]);
        State& result = stateOfResult(instruction);
        // A null condition counts as false.
        eachWord([&](std::size_t w) {
            std::uint64_t const taken = condition.value[w];
            result.broken[w] = condition.state.broken[w] | (taken & yes.broken[w]) | (~taken & no.broken[w]);
            result.null[w] = ((taken & yes.null[w]) | (~taken & no.null[w])) & ~result.broken[w];
        });
        choose(instruction.bank, instruction.operands[1], instruction.operands[2], instruction.result, condition.value);
    }

    void firstKnown(Instruction const& instruction) {
        State const& left = stateOf(instruction.bank, instruction.operands[0]);
        State const& right = stateOf(instruction.bank, instruction.operands[1]);
        State& result = stateOfResult(instruction);
        Mask known;
        eachWord([&](std::size_t w) {
            known[w] = ~left.null[w];
            result.broken[w] = left.broken[w] | (left.null[w] & right.broken[w]);
            result.null[w] = left.null[w] & right.null[w];
        });
        choose(instruction.bank, instruction.operands[0], instruction.operands[1], instruction.result, known);
    }

    void execute(Instruction const& instruction) {
        switch (instruction.opcode) {
            case Opcode::load: return load(instruction);
            case Opcode::constant: return constant(instruction);
            case Opcode::conjunction: return conjunction(instruction);
            case Opcode::disjunction: return disjunction(instruction);
            case Opcode::exclusiveDisjunction: return strictBoolean(instruction, [](std::uint64_t x, std::uint64_t y) { return x ^ y; });
            case Opcode::bothKnown: return strictBoolean(instruction, [](std::uint64_t x, std::uint64_t y) { return x & y; });
            case Opcode::negation: {
                auto const& source = booleans_[instruction.operands[0]];
                auto& result = booleans_[instruction.result];
                result.state = source.state;
                eachWord([&](std::size_t w) { result.value[w] = ~source.value[w]; });
                return keepKnown(result);
            }
            case Opcode::compareNumbers: return compareNumbers(instruction);
            case Opcode::compareBooleans: return compareBooleans(instruction);
            case Opcode::compareTexts: return compareTexts(instruction);
            case Opcode::memberNumber: return memberNumber(instruction);
            case Opcode::memberText: return memberText(instruction);
            case Opcode::testDictionary: return testDictionary(instruction);
            case Opcode::isNull: return isNull(instruction);
            case Opcode::add: return add(instruction);
            case Opcode::subtract: return subtract(instruction);
            case Opcode::multiply: return multiply(instruction);
            case Opcode::divide: return divide(instruction);
            case Opcode::modulo: {
                auto const& left = numbers_[instruction.operands[0]];
                auto const& right = numbers_[instruction.operands[1]];
                auto& result = numbers_[instruction.result];
                result.state.join(left.state, right.state);
                result.scale = 0;
                return wide(instruction, result, [&](std::size_t row) { return left.at(row).modulo(right.at(row)); });
            }
            case Opcode::minus:
                return unaryNumber(
                    instruction, [](std::int64_t x) { return -x; }, [](Number x) { return x.negated(); });
            case Opcode::absolute:
                return unaryNumber(
                    instruction, [](std::int64_t x) { return x < 0 ? -x : x; }, [](Number x) { return x.absolute(); });
            case Opcode::round:
            case Opcode::truncate: return shorten(instruction);
            case Opcode::ceiling: return exactUnary(instruction, [](Number x) { return x.ceiling(); });
            case Opcode::floor: return exactUnary(instruction, [](Number x) { return x.floor(); });
            case Opcode::power: return exactBinary(instruction, [](Number x, Number y) { return x.raisedTo(y); });
            case Opcode::logarithm: return exactBinary(instruction, [](Number x, Number y) { return x.logarithm(y); });
            case Opcode::naturalLogarithm:
                return exactUnary(
                    instruction, [](Number x) { return x.naturalLogarithm(); }, Fault::argument);
            case Opcode::exponential: return exactUnary(instruction, [](Number x) { return x.exponential(); });
            case Opcode::squareRoot:
                return exactUnary(
                    instruction, [](Number x) { return x.squareRoot(); }, Fault::argument);
            case Opcode::matchCharacters: return matchCharacters(instruction);
            case Opcode::length: return lengthOf(instruction);
            case Opcode::locate: return locateIn(instruction);
            case Opcode::concatenate: return concatenate(instruction);
            case Opcode::upper: return changeText(instruction, [&](std::string_view text) { return keep(upperCase(text)); });
            case Opcode::lower: return changeText(instruction, [&](std::string_view text) { return keep(lowerCase(text)); });
            case Opcode::trim:
                return changeText(instruction, [](std::string_view text) { return withoutTrailingSpace(withoutLeadingSpace(text)); });
            case Opcode::trimLeft: return changeText(instruction, [](std::string_view text) { return withoutLeadingSpace(text); });
            case Opcode::trimRight: return changeText(instruction, [](std::string_view text) { return withoutTrailingSpace(text); });
            case Opcode::substring: return substringOf(instruction);
            case Opcode::replace: return replaceIn(instruction);
            case Opcode::select: return select(instruction);
            case Opcode::firstKnown: return firstKnown(instruction);
        }
    }

    Program const& program_;
    Dataset const& dataset_;
    std::vector<NumberRegister> numbers_;
    std::vector<BooleanRegister> booleans_;
    std::vector<TextRegister> texts_;
    std::vector<std::vector<Number>> numberSets_;
    std::vector<std::unordered_set<std::string_view>> textSets_;
    std::vector<std::vector<std::uint8_t>> answers_;
    std::unique_ptr<std::int64_t[]> scratch_[2] = {std::make_unique_for_overwrite<std::int64_t[]>(batchRows),
                                                   std::make_unique_for_overwrite<std::int64_t[]>(batchRows)};
    std::pmr::monotonic_buffer_resource arena_{std::size_t{1} << 12U};
    std::size_t firstRow_ = 0;
    std::size_t rowCount_ = 0;
    std::size_t lanes_ = 0;  // rowCount_, made a multiple of 64: what the loops run over, so that a small filing costs little
    std::vector<FaultPlace>* faults_ = nullptr;
    Patterns patterns_;
};

}  // namespace

bool isEmpty(Mask const& mask) noexcept {
    return std::all_of(mask.begin(), mask.end(), [](std::uint64_t word) { return word == 0; });
}

std::string_view nameOf(Fault fault) noexcept {
    switch (fault) {
        case Fault::overflow: return "overflow";
        case Fault::divisionByZero: return "division-by-zero";
        case Fault::argument: return "argument";
    }
    return "";
}

void evaluate(CompiledRuleset const& ruleset, Dataset const& dataset, VerdictSink const& sink) {
    assert(ruleset.structure().components == dataset.structure().components);
    Machine{ruleset.program(), dataset}.run(sink);
}

tl::expected<Column, FailedRow> evaluate(CompiledExpression const& expression, Dataset const& dataset) {
    assert(expression.structure().components == dataset.structure().components);
    return Machine{expression.program(), dataset}.column(expression.type());
}

}  // namespace zhibao::vtl
