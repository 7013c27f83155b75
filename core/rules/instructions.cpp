#include "rules/instructions.h"

#include <algorithm>
#include <cassert>
#include <set>

namespace zhibao::vtl {

/// Turns checked expressions into instructions.
class InstructionWriter::Emitter {
public:
    explicit Emitter(Program& program) : program_(program) {}

    /// The register of that bank that will hold the value.
    std::uint16_t value(Typed const& typed, Bank bank, std::vector<Instruction>& code) {
        code_ = &code;
        auto const result = emit(typed, bank);
        give(result);
        return result.index;
    }

private:
    /// Registers take room for each row of a batch, so not every constant of a long script gets one of its own.
    static constexpr std::size_t mostKept = 256;

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
    void give(Register reg) {
        auto const i = static_cast<std::size_t>(reg.bank);
        if (!kept_[i].contains(reg.index)) free_[i].push_back(reg.index);
    }

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

    /// A register whose value stays for all expressions; it is filled by an instruction of its own.
    Register keep(Opcode opcode, Bank bank, std::uint32_t payload, std::vector<Instruction>& code) {
        // Never one that an instruction before has used: constants are there before all of them.
        auto const i = static_cast<std::size_t>(bank);
        Register const result{bank, used_[i]++};
        program_.registers[i] = std::max<std::size_t>(program_.registers[i], used_[i]);
        kept_[i].insert(result.index);
        Instruction instruction{};
        instruction.opcode = opcode;
        instruction.bank = bank;
        instruction.payload = payload;
        instruction.result = result.index;
        code.push_back(instruction);
        return result;
    }

    /// 1 and 1.0 are equal, but what is computed with them shows other decimals.
    static bool isSame(Literal const& left, Literal const& right) {
        auto const* number = std::get_if<Number>(&left);
        auto const* other = std::get_if<Number>(&right);
        return left == right && (number == nullptr || number->scale() == other->scale());
    }

    Register constant(Literal literal, Bank bank, Position position) {
        for (auto const& instruction : program_.constants) {
            if (instruction.bank == bank && isSame(program_.literals[instruction.payload], literal)) return {bank, instruction.result};
        }
        program_.literals.push_back(std::move(literal));
        if (program_.constants.size() == mostKept)
            return apply(Opcode::constant, bank, position, {}, static_cast<std::uint32_t>(program_.literals.size() - 1));
        return keep(Opcode::constant, bank, static_cast<std::uint32_t>(program_.literals.size() - 1), program_.constants);
    }

    Register column(std::size_t component, Bank bank, Position position) {
        for (auto const& instruction : program_.loads) {
            if (instruction.payload == component) return {bank, instruction.result};
        }
        if (program_.loads.size() == mostKept) return apply(Opcode::load, bank, position, {}, static_cast<std::uint32_t>(component));
        return keep(Opcode::load, bank, static_cast<std::uint32_t>(component), program_.loads);
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
        bool hasMembers = false;
        for (std::size_t i = 1; i < typed.operands.size(); ++i) {
            Literal const& member = typed.operands[i].expression->literal;
            if (std::holds_alternative<Null>(member)) {
                set.hasNull = true;
                continue;
            }
            hasMembers = true;
            if (auto const* text = std::get_if<std::string>(&member)) set.texts.push_back(*text);
            else if (auto const* integer = std::get_if<Integer>(&member)) set.numbers.push_back(integer->value);
            else if (auto const* number = std::get_if<Number>(&member)) set.numbers.push_back(*number);
        }
        std::sort(set.texts.begin(), set.texts.end());
        std::sort(set.numbers.begin(), set.numbers.end());
        Bank bank = bankOf(left, Bank::boolean);
        if (!left.type && hasMembers) bank = bankOf(typed.operands[1], Bank::boolean);
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
            return column(typed.component, vtl::bankOf(*typed.type), position);

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
    std::set<std::uint16_t> kept_[3];
    std::uint16_t used_[3] = {0, 0, 0};
};

InstructionWriter::InstructionWriter(Program& program) : emitter_(std::make_unique<Emitter>(program)) {}
InstructionWriter::~InstructionWriter() = default;

std::uint16_t InstructionWriter::write(Typed const& typed, Bank bank, std::vector<Instruction>& code) {
    return emitter_->value(typed, bank, code);
}

}  // namespace zhibao::vtl
