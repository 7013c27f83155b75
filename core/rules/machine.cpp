#include "rules/machine.h"

#include <bit>

#include "rules/text_functions.h"

namespace zhibao::vtl {

namespace {

/// What the loops run over for so many rows.
constexpr std::size_t lanesFor(std::size_t rows) noexcept {
    return (rows + 63) / 64 * 64;
}

Number numberOf(Literal const& literal) {
    if (auto const* integer = std::get_if<Integer>(&literal)) return integer->value;
    return std::get<Number>(literal);
}

}  // namespace

Machine::Machine(Program const& program, Dataset const& dataset)
    : program_(program),
      dataset_(dataset),
      numbers_(program.registers[0]),
      booleans_(program.registers[1]),
      texts_(program.registers[2]),
      capacity_(std::min(batchRows, lanesFor(dataset.rowCount()))) {
    for (auto& one : numbers_) one.capacity = capacity_;
    for (auto& one : texts_) one.values = std::make_unique<std::string_view[]>(capacity_);
    for (auto& one : scratch_) one = std::make_unique_for_overwrite<std::int64_t[]>(capacity_);
    prepareTests();
    lanes_ = capacity_;
    words_ = lanes_ / 64;
    execute(program_.constants);
}

void Machine::begin(std::size_t firstRow) {
    firstRow_ = firstRow;
    rowCount_ = std::min(batchRows, dataset_.rowCount() - firstRow_);
    lanes_ = lanesFor(rowCount_);
    words_ = lanes_ / 64;
    execute(program_.loads);
}

void Machine::run(VerdictSink const& sink) {
    VerdictBatch batch;
    for (std::size_t row = 0; row < dataset_.rowCount(); row += batchRows) {
        begin(row);
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

tl::expected<Column, FailedRow> Machine::column(ScalarType type) {
    Column column{type};
    std::optional<FailedRow> failed;
    std::vector<FaultPlace> faults;
    faults_ = &faults;
    auto const& code = program_.rules.front();
    for (std::size_t row = 0; row < dataset_.rowCount(); row += batchRows) {
        begin(row);
        faults.clear();
        arena_.release();
        execute(code.then);
        Mask broken = stateOf(bankOf(type), code.thenResult).broken;
        clip(broken);
        if (!isEmpty(broken)) {
            std::size_t count = 0;
            eachWord(maskWords, [&](std::size_t w) { count += static_cast<std::size_t>(std::popcount(broken[w])); });
            if (!failed) {
                failed = firstFailure(broken, faults);
                --count;
            }
            failed->more += count;
        } else if (!failed) {
            append(column, code.thenResult);
        }
    }
    if (failed) return tl::unexpected(*failed);
    return column;
}

FailedRow Machine::firstFailure(Mask const& broken, std::vector<FaultPlace> const& faults) const {
    for (std::size_t row = 0; row < rowCount_; ++row) {
        if (!isSet(broken, row)) continue;
        for (auto const& place : faults) {
            if (isSet(place.rows, row)) return {place.fault, place.position, firstRow_ + row};
        }
    }
    return {};
}

void Machine::append(Column& column, std::uint16_t index) const {
    if (column.size() == 0) column.reserve(rowCount_);
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

void Machine::judge(RuleProgram const& rule, VerdictBatch& batch) {
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
        clip(applies);
        // Where it applies to no row nothing depends on the rest.
        if (isEmpty(applies)) {
            batch.violated.fill(0);
            clip(batch.broken);
            clip(batch.notEvaluable);
            return;
        }
    }
    execute(rule.then);
    auto const& then = booleans_[rule.thenResult];
    eachWord(words_, [&](std::size_t w) {
        batch.broken[w] |= applies[w] & then.state.broken[w];
        batch.notEvaluable[w] |= applies[w] & then.state.null[w];
        batch.violated[w] = applies[w] & ~then.value[w] & ~then.state.null[w] & ~then.state.broken[w];
    });
    clip(batch.broken);
    clip(batch.notEvaluable);
    clip(batch.violated);
}

void Machine::clip(Mask& mask) const noexcept {
    if (rowCount_ == batchRows) return;
    eachWord(maskWords, [&](std::size_t w) {
        if (w * 64 >= rowCount_)
            mask[w] = 0;
        else if (rowCount_ - w * 64 < 64)
            mask[w] &= (std::uint64_t{1} << (rowCount_ - w * 64)) - 1;
    });
}

void Machine::prepareTests() {
    answers_.reserve(program_.tests.size());
    for (auto const& test : program_.tests) {
        auto const& dictionary = dataset_.column(test.component).dictionary();
        auto const& members = test.set.texts;
        std::vector<std::uint8_t> answers(dictionary.size());
        for (std::uint32_t code = 0; code < answers.size(); ++code) {
            auto const text = dictionary.at(code);
            answers[code] = test.isMembership ? std::binary_search(members.begin(), members.end(), text) : holds<std::string_view>(test.comparison, text, test.text);
        }
        answers_.push_back(std::move(answers));
    }
}

void Machine::fault(Fault kind, Position position, std::size_t row) {
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

State const& Machine::stateOf(Bank bank, std::uint16_t index) const noexcept {
    switch (bank) {
        case Bank::number: return numbers_[index].state;
        case Bank::boolean: return booleans_[index].state;
        case Bank::text: break;
    }
    return texts_[index].state;
}

void Machine::loadState(Column const& column, State& state) const {
    auto const nulls = column.nullBits();
    std::size_t const first = firstRow_ / 64;
    state.broken.fill(0);
    eachWord(words_, [&](std::size_t w) { state.null[w] = first + w < nulls.size() ? nulls[first + w] : ~std::uint64_t{0}; });
    if (rowCount_ < batchRows) {
        eachWord(words_, [&](std::size_t w) {
            if (w * 64 >= rowCount_)
                state.null[w] = ~std::uint64_t{0};
            else if (rowCount_ - w * 64 < 64)
                state.null[w] |= ~((std::uint64_t{1} << (rowCount_ - w * 64)) - 1);
        });
    }
}

void Machine::load(Instruction const& instruction) {
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
            eachWord(words_, [&](std::size_t w) { result.value[w] = first + w < bits.size() ? bits[first + w] & ~result.state.null[w] : 0; });
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

void Machine::constant(Instruction const& instruction) {
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

void Machine::execute(Instruction const& instruction) {
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
            eachWord(words_, [&](std::size_t w) { result.value[w] = ~source.value[w]; });
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
            result.state.join(left.state, right.state, words_);
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

}  // namespace zhibao::vtl
