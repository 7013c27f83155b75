#include "rules/machine.h"

#include "base/text.h"
#include "rules/text_functions.h"

namespace zhibao::vtl {

namespace {

constexpr std::size_t maximalTextBytes = std::size_t{1} << 20U;

}  // namespace

std::string_view Machine::keep(std::string_view text) {
    if (text.empty()) return {};
    auto* const room = static_cast<char*>(arena_.allocate(text.size(), 1));
    std::copy(text.begin(), text.end(), room);
    return {room, text.size()};
}

void Machine::compareTexts(Instruction const& instruction) {
    auto const& left = texts_[instruction.operands[0]];
    auto const& right = texts_[instruction.operands[1]];
    auto& result = booleans_[instruction.result];
    auto const comparison = static_cast<Comparison>(instruction.payload);
    result.state.join(left.state, right.state, words_);
    result.value.fill(0);
    eachClear(result.state.absent(words_), lanes_, [&](std::size_t row) {
        if (holds(comparison, left.values[row], right.values[row])) set(result.value, row);
    });
}

void Machine::memberText(Instruction const& instruction) {
    auto const& source = texts_[instruction.operands[0]];
    auto& result = booleans_[instruction.result];
    auto const& members = program_.sets[instruction.payload].texts;
    result.state = source.state;
    result.value.fill(0);
    eachClear(source.state.absent(words_), lanes_, [&](std::size_t row) {
        if (std::binary_search(members.begin(), members.end(), source.values[row])) set(result.value, row);
    });
    nullWhereNotFound(result, program_.sets[instruction.payload].hasNull);
}

void Machine::testDictionary(Instruction const& instruction) {
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

void Machine::concatenate(Instruction const& instruction) {
    auto const& left = texts_[instruction.operands[0]];
    auto const& right = texts_[instruction.operands[1]];
    auto& result = texts_[instruction.result];
    result.state.join(left.state, right.state, words_);
    eachClear(result.state.absent(words_), lanes_, [&](std::size_t row) {
        if (left.values[row].size() + right.values[row].size() > maximalTextBytes) return breakRow(instruction, result.state, row);
        result.values[row] = keep(std::string{left.values[row]}.append(right.values[row]));
    });
}

void Machine::substringOf(Instruction const& instruction) {
    auto const& source = texts_[instruction.operands[0]];
    auto const& start = numbers_[instruction.operands[1]];
    auto const& count = numbers_[instruction.operands[2]];
    auto& result = texts_[instruction.result];
    State both;
    both.join(source.state, start.state, words_);
    result.state.join(both, count.state, words_);
    eachClear(result.state.absent(words_), lanes_, [&](std::size_t row) {
        auto const from = start.at(row).integer();
        auto const length = count.at(row).integer();
        if (from && length && *from >= 1 && *length >= 0) {
            result.values[row] = substring(source.values[row], *from, *length);
        } else {
            breakRow(instruction, result.state, row, Fault::argument);
        }
    });
}

void Machine::replaceIn(Instruction const& instruction) {
    auto const& source = texts_[instruction.operands[0]];
    auto const& pattern = texts_[instruction.operands[1]];
    auto const& by = texts_[instruction.operands[2]];
    auto& result = texts_[instruction.result];
    State both;
    both.join(source.state, pattern.state, words_);
    result.state.join(both, by.state, words_);
    eachClear(result.state.absent(words_), lanes_, [&](std::size_t row) {
        // What it could grow to at most; an expression of a line must not fill the memory.
        std::size_t const occurrences = pattern.values[row].empty() ? 0 : source.values[row].size() / pattern.values[row].size();
        if (source.values[row].size() + occurrences * by.values[row].size() > maximalTextBytes)
            return breakRow(instruction, result.state, row);
        result.values[row] = keep(replaced(source.values[row], pattern.values[row], by.values[row]));
    });
}

void Machine::locateIn(Instruction const& instruction) {
    auto const& source = texts_[instruction.operands[0]];
    auto const& pattern = texts_[instruction.operands[1]];
    auto const& start = numbers_[instruction.operands[2]];
    auto const& occurrence = numbers_[instruction.operands[3]];
    auto& result = numbers_[instruction.result];
    State first;
    first.join(source.state, pattern.state, words_);
    State second;
    second.join(start.state, occurrence.state, words_);
    result.state.join(first, second, words_);
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

void Machine::matchCharacters(Instruction const& instruction) {
    auto const& source = texts_[instruction.operands[0]];
    auto const& pattern = texts_[instruction.operands[1]];
    auto& result = booleans_[instruction.result];
    result.state.join(source.state, pattern.state, words_);
    result.value.fill(0);
    eachClear(result.state.absent(words_), lanes_, [&](std::size_t row) {
        auto const found = patterns_.matches(pattern.values[row], source.values[row]);
        if (!found) return breakRow(instruction, result.state, row, Fault::argument);
        if (*found) set(result.value, row);
    });
    keepKnown(result);
}

void Machine::lengthOf(Instruction const& instruction) {
    auto const& source = texts_[instruction.operands[0]];
    auto& result = numbers_[instruction.result];
    result.state = source.state;
    result.scale = 0;
    auto* const room = result.narrowRoom();
    std::fill_n(room, lanes_, 0);
    eachClear(source.state.absent(words_), lanes_,
              [&](std::size_t row) { room[row] = static_cast<std::int64_t>(characterCount(source.values[row])); });
}

}  // namespace zhibao::vtl
