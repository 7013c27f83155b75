#pragma once
/// The compiled form of a ruleset: instructions over registers that hold a batch of rows each. Made by instructions.cpp, run by machine.cpp.

#include <cstdint>
#include <string>
#include <vector>

#include "rules/dataset.h"
#include "rules/syntax.h"

namespace zhibao::vtl {

/// Registers come in three kinds.
enum class Bank : std::uint8_t { number, boolean, text };

[[nodiscard]] constexpr Bank bankOf(ScalarType type) noexcept {
    return isNumeric(type) ? Bank::number : type == ScalarType::boolean ? Bank::boolean : Bank::text;
}

enum class Opcode : std::uint8_t {
    load,      // payload: component
    constant,  // payload: literal
    conjunction,
    disjunction,
    exclusiveDisjunction,
    negation,
    bothKnown,  // a and b; null where either is null
    compareNumbers,
    compareBooleans,
    compareTexts,  // payload: Comparison
    memberNumber,
    memberText,      // payload: set
    testDictionary,  // payload: test; one answer per text of a column's dictionary
    isNull,          // of a register of the bank `source`
    add,
    subtract,
    multiply,
    divide,
    modulo,
    minus,
    absolute,
    round,
    truncate,  // b: digits; `optional` counts the operands given
    ceiling,
    floor,
    power,
    logarithm,
    naturalLogarithm,
    exponential,
    squareRoot,
    matchCharacters,
    length,
    locate,
    concatenate,
    upper,
    lower,
    trim,
    trimLeft,
    trimRight,
    substring,
    replace,
    select,      // a: condition, b and c: results of the bank `bank`
    firstKnown,  // nvl
};

enum class Comparison : std::uint8_t { equal, notEqual, less, greater, lessOrEqual, greaterOrEqual };

struct Instruction {
    Opcode opcode;
    Bank bank = Bank::boolean;    // of the result
    Bank source = Bank::boolean;  // of the operand of isNull
    std::uint8_t given = 0;       // how many operands are given
    std::uint32_t payload = 0;
    std::uint16_t result = 0;
    std::uint16_t operands[4] = {0, 0, 0, 0};
    Position position;
};

/// What a value may be in, sorted; of the two lists only the one of its kind has anything.
struct LiteralSet {
    std::vector<std::string> texts;
    std::vector<Number> numbers;
    bool hasNull = false;
};

/// A question about the text of one column that has one answer per distinct text.
struct DictionaryTest {
    std::size_t component = 0;
    bool isMembership = false;
    Comparison comparison = Comparison::equal;
    std::string text;
    LiteralSet set;
};

struct RuleProgram {
    std::vector<Instruction> when;  // empty without an antecedent
    std::uint16_t whenResult = 0;
    std::vector<Instruction> then;
    std::uint16_t thenResult = 0;
};

struct Program {
    // What fills the registers that all rules share: constants once, columns for each batch.
    std::vector<Instruction> constants;
    std::vector<Instruction> loads;
    std::vector<RuleProgram> rules;
    std::vector<Literal> literals;
    std::vector<LiteralSet> sets;
    std::vector<DictionaryTest> tests;
    std::size_t registers[3] = {0, 0, 0};  // how many of each bank
};

}  // namespace zhibao::vtl
