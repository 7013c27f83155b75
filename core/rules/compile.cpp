#include "rules/compile.h"

#include <algorithm>
#include <cassert>
#include <map>
#include <optional>
#include <set>

#include "rules/names.h"
#include "rules/program.h"
#include "rules/tokens.h"

namespace zhibao::vtl {

namespace {

/// The type of an expression; empty for the constant null, which is of every type.
using Type = std::optional<ScalarType>;

std::string nameOfType(Type type) {
    return type ? std::string{nameOf(*type)} : "null";
}

/// An expression whose names are found and whose types are known.
struct Typed {
    Expression const* expression = nullptr;
    Type type;
    std::size_t component = 0;  // of a name
    std::vector<Typed> operands;
};

class Checker {
public:
    Checker(std::map<std::string, std::size_t, std::less<>> names, Structure const& structure, std::string_view rulesetName,
            std::string_view file)
        : names_(std::move(names)), structure_(structure), rulesetName_(rulesetName), file_(file) {}

    Result<Typed> condition(Expression const& expression) const {
        ZHIBAO_TRY(Typed typed, check(expression));
        if (typed.type && *typed.type != ScalarType::boolean) {
            return mismatch(expression.position, expression.kind == Expression::Kind::operation ? nameOf(expression.operation) : "rule",
                            typed.type, "Boolean");
        }
        return typed;
    }

    Result<Typed> check(Expression const& expression) const {
        Typed typed;
        typed.expression = &expression;
        switch (expression.kind) {
            case Expression::Kind::omitted: typed.type = ScalarType::integer; return typed;
            case Expression::Kind::literal: typed.type = typeOf(expression.literal); return typed;
            case Expression::Kind::name: {
                auto const component = find(expression.name);
                if (!component)
                    return fail(error::vtlNameUnknown, {{"name", expression.name}, {"in", std::string{rulesetName_}}},
                                placeOf(file_, expression.position));
                typed.component = *component;
                typed.type = structure_.components[*component].type;
                return typed;
            }
            case Expression::Kind::operation: break;
            // The parser lets no dataset into an expression over components.
            case Expression::Kind::dataset: assert(false); break;
        }
        typed.operands.reserve(expression.operands.size());
        for (auto const& operand : expression.operands) {
            ZHIBAO_TRY(Typed checked, check(operand));
            typed.operands.push_back(std::move(checked));
        }
        ZHIBAO_TRY(typed.type, result(expression, typed.operands));
        return typed;
    }

private:
    [[nodiscard]] tl::unexpected<Error> mismatch(Position position, std::string_view operation, Type got, std::string_view expected) const {
        return fail(error::vtlTypeMismatch,
                    {{"operator", std::string{operation}}, {"got", nameOfType(got)}, {"expected", std::string{expected}}},
                    placeOf(file_, position));
    }

    [[nodiscard]] std::optional<std::size_t> find(std::string_view name) const {
        if (auto const exact = names_.find(name); exact != names_.end()) return exact->second;
        auto const found = findName(names_.begin(), names_.end(), name, [](auto const& one) -> std::string_view { return one.first; });
        if (found == names_.end()) return std::nullopt;
        return found->second;
    }

    static Type typeOf(Literal const& literal) {
        if (std::holds_alternative<bool>(literal)) return ScalarType::boolean;
        if (std::holds_alternative<Integer>(literal)) return ScalarType::integer;
        if (std::holds_alternative<Number>(literal)) return ScalarType::number;
        if (std::holds_alternative<std::string>(literal)) return ScalarType::string;
        return std::nullopt;
    }

    /// The type that both have; an error where there is none.
    Result<Type> common(Expression const& whole, Typed const& left, Typed const& right) const {
        if (!left.type) return right.type;
        if (!right.type || *left.type == *right.type) return left.type;
        if (isNumeric(*left.type) && isNumeric(*right.type)) return Type{ScalarType::number};
        return mismatch(whole.position, nameOf(whole.operation), right.type, nameOf(*left.type));
    }

    Result<> all(Expression const& whole, std::vector<Typed> const& operands, std::size_t first, std::size_t last, bool (*fits)(ScalarType),
                 std::string_view expected) const {
        for (std::size_t i = first; i < std::min(last, operands.size()); ++i) {
            if (operands[i].type && !fits(*operands[i].type))
                return mismatch(operands[i].expression->position, nameOf(whole.operation), operands[i].type, expected);
        }
        return {};
    }
    static bool isBoolean(ScalarType type) { return type == ScalarType::boolean; }
    static bool isString(ScalarType type) { return type == ScalarType::string; }
    static bool isInteger(ScalarType type) { return type == ScalarType::integer; }
    static bool isNumber(ScalarType type) { return isNumeric(type); }

    Result<> ordered(Expression const& whole, Type type) const {
        if (type != ScalarType::timePeriod && type != ScalarType::time && type != ScalarType::duration) return {};
        return fail(error::vtlUnsupported, {{"feature", std::string{nameOf(whole.operation)} + " " + std::string{nameOf(*type)}}},
                    placeOf(file_, whole.position));
    }

    static Type numericResult(std::vector<Typed> const& operands) {
        for (auto const& operand : operands) {
            if (operand.type == ScalarType::number) return ScalarType::number;
        }
        return ScalarType::integer;
    }

    Result<Type> result(Expression const& whole, std::vector<Typed> const& operands) const {
        constexpr std::size_t every = SIZE_MAX;
        switch (whole.operation) {
            case Operation::conjunction:
            case Operation::disjunction:
            case Operation::exclusiveDisjunction:
            case Operation::negation: ZHIBAO_CHECK(all(whole, operands, 0, every, isBoolean, "Boolean")); return Type{ScalarType::boolean};
            case Operation::less:
            case Operation::greater:
            case Operation::lessOrEqual:
            case Operation::greaterOrEqual: {
                ZHIBAO_TRY(Type const type, common(whole, operands[0], operands[1]));
                ZHIBAO_CHECK(ordered(whole, type));
                return Type{ScalarType::boolean};
            }
            case Operation::between:
                for (std::size_t i = 1; i < 3; ++i) {
                    ZHIBAO_TRY(Type const type, common(whole, operands[0], operands[i]));
                    ZHIBAO_CHECK(ordered(whole, type));
                }
                return Type{ScalarType::boolean};
            case Operation::equal:
            case Operation::notEqual:
            case Operation::in:
            case Operation::notIn:
                for (std::size_t i = 1; i < operands.size(); ++i) {
                    ZHIBAO_CHECK(common(whole, operands[0], operands[i]));
                }
                return Type{ScalarType::boolean};
            case Operation::isNull: return Type{ScalarType::boolean};
            case Operation::matchCharacters:
                ZHIBAO_CHECK(all(whole, operands, 0, every, isString, "String"));
                return Type{ScalarType::boolean};
            case Operation::add:
            case Operation::subtract:
            case Operation::multiply:
            case Operation::modulo:
            case Operation::plus:
            case Operation::minus:
            case Operation::absolute: ZHIBAO_CHECK(all(whole, operands, 0, every, isNumber, "Number")); return numericResult(operands);
            case Operation::divide:
            case Operation::power:
            case Operation::logarithm:
            case Operation::naturalLogarithm:
            case Operation::exponential:
            case Operation::squareRoot: ZHIBAO_CHECK(all(whole, operands, 0, every, isNumber, "Number")); return Type{ScalarType::number};
            case Operation::ceiling:
            case Operation::floor: ZHIBAO_CHECK(all(whole, operands, 0, every, isNumber, "Number")); return Type{ScalarType::integer};
            case Operation::round:
            case Operation::truncate: {
                ZHIBAO_CHECK(all(whole, operands, 0, 1, isNumber, "Number"));
                ZHIBAO_CHECK(all(whole, operands, 1, every, isInteger, "Integer"));
                bool const hasDigits = operands.size() == 2 && operands[1].expression->kind != Expression::Kind::omitted;
                return Type{hasDigits ? ScalarType::number : ScalarType::integer};
            }
            case Operation::length: ZHIBAO_CHECK(all(whole, operands, 0, every, isString, "String")); return Type{ScalarType::integer};
            case Operation::locate:
                ZHIBAO_CHECK(all(whole, operands, 0, 2, isString, "String"));
                ZHIBAO_CHECK(all(whole, operands, 2, every, isInteger, "Integer"));
                return Type{ScalarType::integer};
            case Operation::concatenate:
            case Operation::upper:
            case Operation::lower:
            case Operation::trim:
            case Operation::trimLeft:
            case Operation::trimRight:
            case Operation::replace:
                for (auto const& operand : operands) {
                    // Nothing to replace by is written by leaving the operand out; the underscore has no type of its own.
                    if (operand.expression->kind == Expression::Kind::omitted) continue;
                    if (operand.type && *operand.type != ScalarType::string)
                        return mismatch(operand.expression->position, nameOf(whole.operation), operand.type, "String");
                }
                return Type{ScalarType::string};
            case Operation::substring:
                ZHIBAO_CHECK(all(whole, operands, 0, 1, isString, "String"));
                ZHIBAO_CHECK(all(whole, operands, 1, every, isInteger, "Integer"));
                return Type{ScalarType::string};
            case Operation::conditional:
                ZHIBAO_CHECK(all(whole, operands, 0, 1, isBoolean, "Boolean"));
                return common(whole, operands[1], operands[2]);
            case Operation::caseOf: {
                Typed const* first = &operands.back();
                for (std::size_t i = 0; i + 1 < operands.size(); i += 2) {
                    ZHIBAO_CHECK(all(whole, operands, i, i + 1, isBoolean, "Boolean"));
                    if (operands[i + 1].type && !first->type) first = &operands[i + 1];
                }
                Type type = first->type;
                for (std::size_t i = 1; i < operands.size(); i += 2) {
                    ZHIBAO_TRY(Type const shared, common(whole, *first, operands[i]));
                    if (shared == ScalarType::number) type = shared;
                }
                return type;
            }
            case Operation::nvl: return common(whole, operands[0], operands[1]);
            case Operation::sum:
            case Operation::average:
            case Operation::count:
            case Operation::minimum:
            case Operation::maximum:
            case Operation::median:
            case Operation::populationDeviation:
            case Operation::sampleDeviation:
            case Operation::populationVariance:
            case Operation::sampleVariance: break;
        }
        // An aggregate inside another: what stands outside was taken apart before.
        return fail(error::vtlUnsupported, {{"feature", std::string{nameOf(whole.operation)}}}, placeOf(file_, whole.position));
    }

    std::map<std::string, std::size_t, std::less<>> names_;
    Structure const& structure_;
    std::string_view rulesetName_;
    std::string_view file_;
};

/// Turns checked expressions into instructions.
class Emitter {
public:
    explicit Emitter(Program& program) : program_(program) {}

    /// The boolean register that will hold the condition.
    std::uint16_t condition(Typed const& typed, std::vector<Instruction>& code) { return value(typed, Bank::boolean, code); }
    /// The register of that bank that will hold the value.
    std::uint16_t value(Typed const& typed, Bank bank, std::vector<Instruction>& code) {
        code_ = &code;
        for (auto& one : free_) one.clear();
        used_[0] = used_[1] = used_[2] = 0;
        return emit(typed, bank).index;
    }

private:
    struct Register {
        Bank bank = Bank::boolean;
        std::uint16_t index = 0;
    };

    Register take(Bank bank) {
        auto const i = static_cast<std::size_t>(bank);
        if (!free_[i].empty()) {
            auto const index = free_[i].back();
            free_[i].pop_back();
            return {bank, index};
        }
        auto const index = used_[i]++;
        program_.registers[i] = std::max<std::size_t>(program_.registers[i], used_[i]);
        return {bank, index};
    }
    void give(Register reg) { free_[static_cast<std::size_t>(reg.bank)].push_back(reg.index); }

    /// The bank of an expression; `otherwise` for a null.
    static Bank bankOf(Typed const& typed, Bank otherwise) { return typed.type ? vtl::bankOf(*typed.type) : otherwise; }

    Instruction& add(Opcode opcode, Bank bank, Position position) {
        Instruction instruction{};
        instruction.opcode = opcode;
        instruction.bank = bank;
        instruction.position = position;
        code_->push_back(instruction);
        return code_->back();
    }

    /// One instruction with its operands, which are free again after it.
    Register apply(Opcode opcode, Bank bank, Position position, std::initializer_list<Register> operands, std::uint32_t payload = 0) {
        // The result gets a register of its own before the operands are free, so that no instruction writes what it reads.
        Register const result = take(bank);
        Instruction& instruction = add(opcode, bank, position);
        instruction.payload = payload;
        instruction.result = result.index;
        for (auto const& operand : operands) {
            instruction.source = operand.bank;
            instruction.operands[instruction.given++] = operand.index;
        }
        for (auto const& operand : operands) give(operand);
        return result;
    }

    Register constant(Literal literal, Bank bank, Position position) {
        program_.literals.push_back(std::move(literal));
        return apply(Opcode::constant, bank, position, {}, static_cast<std::uint32_t>(program_.literals.size() - 1));
    }

    Register unary(Opcode opcode, Typed const& typed, Bank operandBank, Bank bank) {
        Register const operand = emit(typed.operands[0], operandBank);
        return apply(opcode, bank, typed.expression->position, {operand});
    }

    Register binary(Opcode opcode, Typed const& left, Typed const& right, Bank operandBank, Bank bank, Position position,
                    std::uint32_t payload = 0) {
        Register const first = emit(left, operandBank);
        Register const second = emit(right, operandBank);
        return apply(opcode, bank, position, {first, second}, payload);
    }

    static bool isText(Typed const& typed) {
        return typed.expression->kind == Expression::Kind::literal && std::holds_alternative<std::string>(typed.expression->literal);
    }
    static bool isTextColumn(Typed const& typed) {
        return typed.expression->kind == Expression::Kind::name && typed.type && isTextual(*typed.type);
    }

    Register test(DictionaryTest test, Position position) {
        program_.tests.push_back(std::move(test));
        return apply(Opcode::testDictionary, Bank::boolean, position, {}, static_cast<std::uint32_t>(program_.tests.size() - 1));
    }

    static Comparison mirrored(Comparison comparison) {
        switch (comparison) {
            case Comparison::less: return Comparison::greater;
            case Comparison::greater: return Comparison::less;
            case Comparison::lessOrEqual: return Comparison::greaterOrEqual;
            case Comparison::greaterOrEqual: return Comparison::lessOrEqual;
            default: return comparison;
        }
    }

    Register compare(Comparison comparison, Typed const& left, Typed const& right, Position position) {
        if (isTextColumn(left) && isText(right))
            return test({left.component, false, comparison, std::get<std::string>(right.expression->literal), {}}, position);
        if (isText(left) && isTextColumn(right))
            return test({right.component, false, mirrored(comparison), std::get<std::string>(left.expression->literal), {}}, position);
        Bank const bank = bankOf(left, bankOf(right, Bank::boolean));
        Opcode const opcode = bank == Bank::number    ? Opcode::compareNumbers
                              : bank == Bank::boolean ? Opcode::compareBooleans
                                                      : Opcode::compareTexts;
        return binary(opcode, left, right, bank, Bank::boolean, position, static_cast<std::uint32_t>(comparison));
    }

    Register membership(Typed const& typed) {
        Position const position = typed.expression->position;
        Typed const& left = typed.operands[0];
        LiteralSet set;
        for (std::size_t i = 1; i < typed.operands.size(); ++i) {
            Literal const& member = typed.operands[i].expression->literal;
            if (std::holds_alternative<Null>(member))
                set.hasNull = true;
            else
                set.members.push_back(member);
        }
        Bank bank = bankOf(left, Bank::boolean);
        if (!left.type && !set.members.empty()) bank = bankOf(typed.operands[1], Bank::boolean);
        if (bank == Bank::text && isTextColumn(left)) {
            DictionaryTest question;
            question.component = left.component;
            question.isMembership = true;
            question.set = std::move(set);
            return test(std::move(question), position);
        }
        if (bank == Bank::boolean) {
            // A set of booleans is a chain of equalities.
            Register found = constant(false, Bank::boolean, position);
            for (std::size_t i = 1; i < typed.operands.size(); ++i) {
                Register const one = binary(Opcode::compareBooleans, left, typed.operands[i], bank, bank, position,
                                            static_cast<std::uint32_t>(Comparison::equal));
                found = apply(Opcode::disjunction, Bank::boolean, position, {found, one});
            }
            return found;
        }
        Register const operand = emit(left, bank);
        program_.sets.push_back(std::move(set));
        return apply(bank == Bank::number ? Opcode::memberNumber : Opcode::memberText, Bank::boolean, position, {operand},
                     static_cast<std::uint32_t>(program_.sets.size() - 1));
    }

    Register emit(Typed const& typed, Bank wanted) {
        Expression const& expression = *typed.expression;
        Position const position = expression.position;
        if (expression.kind == Expression::Kind::literal) return constant(expression.literal, bankOf(typed, wanted), position);
        if (expression.kind == Expression::Kind::omitted) return constant(Null{}, wanted, position);
        if (expression.kind == Expression::Kind::name)
            return apply(Opcode::load, vtl::bankOf(*typed.type), position, {}, static_cast<std::uint32_t>(typed.component));

        auto const& operands = typed.operands;
        switch (expression.operation) {
            case Operation::conjunction:
                return binary(Opcode::conjunction, operands[0], operands[1], Bank::boolean, Bank::boolean, position);
            case Operation::disjunction:
                return binary(Opcode::disjunction, operands[0], operands[1], Bank::boolean, Bank::boolean, position);
            case Operation::exclusiveDisjunction:
                return binary(Opcode::exclusiveDisjunction, operands[0], operands[1], Bank::boolean, Bank::boolean, position);
            case Operation::negation: return unary(Opcode::negation, typed, Bank::boolean, Bank::boolean);
            case Operation::equal: return compare(Comparison::equal, operands[0], operands[1], position);
            case Operation::notEqual: return compare(Comparison::notEqual, operands[0], operands[1], position);
            case Operation::less: return compare(Comparison::less, operands[0], operands[1], position);
            case Operation::greater: return compare(Comparison::greater, operands[0], operands[1], position);
            case Operation::lessOrEqual: return compare(Comparison::lessOrEqual, operands[0], operands[1], position);
            case Operation::greaterOrEqual: return compare(Comparison::greaterOrEqual, operands[0], operands[1], position);
            case Operation::between: {
                Register const lower = compare(Comparison::greaterOrEqual, operands[0], operands[1], position);
                Register const upper = compare(Comparison::lessOrEqual, operands[0], operands[2], position);
                return apply(Opcode::bothKnown, Bank::boolean, position, {lower, upper});
            }
            case Operation::in: return membership(typed);
            case Operation::notIn: {
                Register const found = membership(typed);
                return apply(Opcode::negation, Bank::boolean, position, {found});
            }
            case Operation::isNull: {
                Register const operand = emit(operands[0], bankOf(operands[0], Bank::boolean));
                return apply(Opcode::isNull, Bank::boolean, position, {operand});
            }
            case Operation::add: return binary(Opcode::add, operands[0], operands[1], Bank::number, Bank::number, position);
            case Operation::subtract: return binary(Opcode::subtract, operands[0], operands[1], Bank::number, Bank::number, position);
            case Operation::multiply: return binary(Opcode::multiply, operands[0], operands[1], Bank::number, Bank::number, position);
            case Operation::divide: return binary(Opcode::divide, operands[0], operands[1], Bank::number, Bank::number, position);
            case Operation::modulo: return binary(Opcode::modulo, operands[0], operands[1], Bank::number, Bank::number, position);
            case Operation::plus: return emit(operands[0], Bank::number);
            case Operation::minus: return unary(Opcode::minus, typed, Bank::number, Bank::number);
            case Operation::power: return binary(Opcode::power, operands[0], operands[1], Bank::number, Bank::number, position);
            case Operation::logarithm: return binary(Opcode::logarithm, operands[0], operands[1], Bank::number, Bank::number, position);
            case Operation::naturalLogarithm: return unary(Opcode::naturalLogarithm, typed, Bank::number, Bank::number);
            case Operation::exponential: return unary(Opcode::exponential, typed, Bank::number, Bank::number);
            case Operation::squareRoot: return unary(Opcode::squareRoot, typed, Bank::number, Bank::number);
            case Operation::matchCharacters:
                return binary(Opcode::matchCharacters, operands[0], operands[1], Bank::text, Bank::boolean, position);
            case Operation::absolute: return unary(Opcode::absolute, typed, Bank::number, Bank::number);
            case Operation::ceiling: return unary(Opcode::ceiling, typed, Bank::number, Bank::number);
            case Operation::floor: return unary(Opcode::floor, typed, Bank::number, Bank::number);
            case Operation::round:
            case Operation::truncate: {
                Opcode const opcode = expression.operation == Operation::round ? Opcode::round : Opcode::truncate;
                if (operands.size() == 1 || operands[1].expression->kind == Expression::Kind::omitted)
                    return unary(opcode, typed, Bank::number, Bank::number);
                return binary(opcode, operands[0], operands[1], Bank::number, Bank::number, position);
            }
            case Operation::length: return unary(Opcode::length, typed, Bank::text, Bank::number);
            case Operation::locate: {
                Register const text = emit(operands[0], Bank::text);
                Register const pattern = emit(operands[1], Bank::text);
                Register const start = emitOr(operands, 2, Integer{Number::ofInteger(1)}, Bank::number, position);
                Register const occurrence = emitOr(operands, 3, Integer{Number::ofInteger(1)}, Bank::number, position);
                return apply(Opcode::locate, Bank::number, position, {text, pattern, start, occurrence});
            }
            case Operation::concatenate: return binary(Opcode::concatenate, operands[0], operands[1], Bank::text, Bank::text, position);
            case Operation::upper: return unary(Opcode::upper, typed, Bank::text, Bank::text);
            case Operation::lower: return unary(Opcode::lower, typed, Bank::text, Bank::text);
            case Operation::trim: return unary(Opcode::trim, typed, Bank::text, Bank::text);
            case Operation::trimLeft: return unary(Opcode::trimLeft, typed, Bank::text, Bank::text);
            case Operation::trimRight: return unary(Opcode::trimRight, typed, Bank::text, Bank::text);
            case Operation::substring: {
                Register const text = emit(operands[0], Bank::text);
                Register const start = emitOr(operands, 1, Integer{Number::ofInteger(1)}, Bank::number, position);
                Register const count = emitOr(operands, 2, Integer{Number::ofInteger(INT64_MAX)}, Bank::number, position);
                return apply(Opcode::substring, Bank::text, position, {text, start, count});
            }
            case Operation::replace: {
                Register const text = emit(operands[0], Bank::text);
                Register const pattern = emit(operands[1], Bank::text);
                Register const by = emitOr(operands, 2, std::string{}, Bank::text, position);
                return apply(Opcode::replace, Bank::text, position, {text, pattern, by});
            }
            case Operation::conditional: {
                Bank const bank = bankOf(typed, wanted);
                Register const condition = emit(operands[0], Bank::boolean);
                Register const yes = emit(operands[1], bank);
                Register const no = emit(operands[2], bank);
                return apply(Opcode::select, bank, position, {condition, yes, no});
            }
            case Operation::caseOf: {
                // From the last to the first, so that the first condition that holds decides.
                Bank const bank = bankOf(typed, wanted);
                Register result = emit(operands.back(), bank);
                for (std::size_t i = operands.size() - 1; i >= 2; i -= 2) {
                    Register const condition = emit(operands[i - 2], Bank::boolean);
                    Register const yes = emit(operands[i - 1], bank);
                    result = apply(Opcode::select, bank, position, {condition, yes, result});
                }
                return result;
            }
            case Operation::nvl: {
                Bank const bank = bankOf(typed, wanted);
                return binary(Opcode::firstKnown, operands[0], operands[1], bank, bank, position);
            }
            case Operation::sum:
            case Operation::average:
            case Operation::count:
            case Operation::minimum:
            case Operation::maximum:
            case Operation::median:
            case Operation::populationDeviation:
            case Operation::sampleDeviation:
            case Operation::populationVariance:
            case Operation::sampleVariance: assert(false); break;  // the checker lets none through
        }
        return {};
    }

    /// The operand of that number, or a constant where it is left out.
    Register emitOr(std::vector<Typed> const& operands, std::size_t number, Literal otherwise, Bank bank, Position position) {
        if (number < operands.size() && operands[number].expression->kind != Expression::Kind::omitted) return emit(operands[number], bank);
        return constant(std::move(otherwise), bank, position);
    }

    Program& program_;
    std::vector<Instruction>* code_ = nullptr;
    std::vector<std::uint16_t> free_[3];
    std::uint16_t used_[3] = {0, 0, 0};
};

void collectComponents(Typed const& typed, std::set<std::size_t>& components) {
    if (typed.expression->kind == Expression::Kind::name) components.insert(typed.component);
    for (auto const& operand : typed.operands) collectComponents(operand, components);
}

}  // namespace

Result<CompiledRuleset> compileRuleset(DatapointRuleset const& ruleset, Structure const& structure, std::span<Name const> components,
                                       std::string_view file) {
    auto const signatureMismatch = [&](Position position) {
        std::string expected;
        for (auto const& parameter : ruleset.signature) expected += (expected.empty() ? "" : ", ") + parameter.name.text;
        return fail(error::vtlSignatureMismatch, {{"ruleset", ruleset.name.text}, {"expected", std::move(expected)}},
                    placeOf(file, position));
    };
    if (ruleset.onValueDomains ? components.size() != ruleset.signature.size()
                               : !components.empty() && components.size() != ruleset.signature.size())
        return signatureMismatch(components.empty() ? ruleset.name.position : components.front().position);

    std::map<std::string, std::size_t, std::less<>> names;
    for (std::size_t i = 0; i < ruleset.signature.size(); ++i) {
        Name const& name = ruleset.onValueDomains ? components[i] : ruleset.signature[i].name;
        auto const component = structure.find(name.text);
        if (!component) return fail(error::vtlNameUnknown, {{"name", name.text}, {"in", structure.name}}, placeOf(file, name.position));
        if (!ruleset.onValueDomains && !components.empty() && structure.find(components[i].text) != component)
            return signatureMismatch(components[i].position);
        names.emplace(ruleset.signature[i].alias.text, *component);
    }

    CompiledRuleset compiled;
    compiled.name_ = ruleset.name.text;
    compiled.structure_ = structure;
    auto program = std::make_shared<Program>();
    Checker const checker{std::move(names), structure, ruleset.name.text, file};
    Emitter emitter{*program};
    for (auto const& rule : ruleset.rules) {
        RuleProgram code;
        std::set<std::size_t> read;
        if (rule.when) {
            ZHIBAO_TRY(Typed const when, checker.condition(*rule.when));
            code.whenResult = emitter.condition(when, code.when);
            collectComponents(when, read);
        }
        ZHIBAO_TRY(Typed const then, checker.condition(rule.then));
        code.thenResult = emitter.condition(then, code.then);
        collectComponents(then, read);
        program->rules.push_back(std::move(code));
        compiled.rules_.push_back({rule.name.text, rule.name.position, rule.errorCode, rule.errorLevel, {read.begin(), read.end()}});
    }
    compiled.program_ = std::move(program);
    return compiled;
}

Result<CompiledExpression> compileExpression(Expression const& expression, Structure const& structure, ScalarType untyped,
                                             std::string_view file) {
    std::map<std::string, std::size_t, std::less<>> names;
    for (std::size_t i = 0; i < structure.components.size(); ++i) names.emplace(structure.components[i].name, i);
    ZHIBAO_TRY(Typed const typed, Checker(std::move(names), structure, structure.name, file).check(expression));
    CompiledExpression compiled;
    compiled.type_ = typed.type.value_or(untyped);
    compiled.structure_ = structure;
    auto program = std::make_shared<Program>();
    RuleProgram code;
    code.thenResult = Emitter{*program}.value(typed, bankOf(compiled.type_), code.then);
    program->rules.push_back(std::move(code));
    compiled.program_ = std::move(program);
    return compiled;
}

}  // namespace zhibao::vtl
