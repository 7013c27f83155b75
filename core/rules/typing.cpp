#include "rules/typing.h"

#include <algorithm>
#include <cassert>

#include "rules/compile.h"
#include "rules/names.h"
#include "rules/patterns.h"
#include "rules/tokens.h"

namespace zhibao::vtl {

namespace {

std::string nameOfType(Type type) {
    return type ? std::string{nameOf(*type)} : "null";
}

class Checker {
public:
    Checker(ComponentNames const& names, Structure const& structure, std::string_view owner, std::string_view file)
        : names_(&names), structure_(&structure), owner_(owner), file_(file) {}
    /// Of names nothing is known.
    explicit Checker(std::string_view file) : file_(file) {}

    Result<Typed> condition(Expression const& expression) const {
        ZHIBAO_TRY(Typed typed, check(expression));
        if (typed.type && *typed.type != ScalarType::boolean) {
            return mismatch(expression.position, "rule", typed.type, "Boolean");
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
                if (structure_ == nullptr) return typed;
                auto const component = find(expression.name);
                if (!component && owner_ == structure_->name)
                    return fail(error::vtlComponentUnknown,
                                {{"name", expression.name}, {"in", structure_->name}, {"there", listed(*structure_)}},
                                placeOf(file_, expression.position));
                if (!component)
                    return fail(error::vtlNameUnknown, {{"name", expression.name}, {"in", std::string{owner_}}},
                                placeOf(file_, expression.position));
                typed.component = *component;
                typed.type = structure_->components[*component].type;
                return typed;
            }
            case Expression::Kind::operation: break;
            case Expression::Kind::dataset:
                // The parser lets no dataset into an expression over components.
                assert(structure_ == nullptr);
                return typed;
        }
        typed.operands.reserve(expression.operands.size());
        for (auto const& operand : expression.operands) {
            ZHIBAO_TRY(Typed checked, check(operand));
            typed.operands.push_back(std::move(checked));
        }
        ZHIBAO_TRY(typed.type, result(expression, typed.operands));
        ZHIBAO_CHECK(constants(expression));
        return typed;
    }

private:
    [[nodiscard]] tl::unexpected<Error> mismatch(Position position, std::string_view operation, Type got, std::string_view expected) const {
        return fail(error::vtlTypeMismatch,
                    {{"operator", std::string{operation}}, {"got", nameOfType(got)}, {"expected", std::string{expected}}},
                    placeOf(file_, position));
    }

    [[nodiscard]] std::optional<std::size_t> find(std::string_view name) const {
        if (auto const exact = names_->find(name); exact != names_->end()) return exact->second;
        auto const found = findName(names_->begin(), names_->end(), name, [](auto const& one) -> std::string_view { return one.first; });
        if (found == names_->end()) return std::nullopt;
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
            case Operation::count:
                if (structure_ == nullptr) return Type{ScalarType::integer};
                break;
            case Operation::minimum:
            case Operation::maximum:
                if (structure_ == nullptr) return operands[0].type;
                break;
            case Operation::sum:
            case Operation::average:
            case Operation::median:
            case Operation::populationDeviation:
            case Operation::sampleDeviation:
            case Operation::populationVariance:
            case Operation::sampleVariance:
                if (structure_ != nullptr) break;
                ZHIBAO_CHECK(all(whole, operands, 0, every, isNumber, "Number"));
                return Type{ScalarType::number};
        }
        // An aggregate inside another: what stands outside was taken apart before.
        return fail(error::vtlUnsupported, {{"feature", std::string{nameOf(whole.operation)}}}, placeOf(file_, whole.position));
    }

    /// An operand that is a constant on which the operator fails, whatever the data.
    [[nodiscard]] Result<> constants(Expression const& whole) const {
        auto const numberAt = [&](std::size_t operand) -> std::optional<Number> {
            if (operand >= whole.operands.size() || whole.operands[operand].kind != Expression::Kind::literal) return std::nullopt;
            auto const& literal = whole.operands[operand].literal;
            if (auto const* integer = std::get_if<Integer>(&literal)) return integer->value;
            if (auto const* number = std::get_if<Number>(&literal)) return *number;
            return std::nullopt;
        };
        auto const atLeast = [&](std::size_t operand, std::int64_t least) -> Result<> {
            auto const number = numberAt(operand);
            if (!number || *number >= Number::ofInteger(least)) return {};
            return outside(whole, operand, "≥ " + std::to_string(least));
        };
        auto const positive = [&](std::size_t operand) -> Result<> {
            auto const number = numberAt(operand);
            if (!number || *number > Number{}) return {};
            return outside(whole, operand, "> 0");
        };
        switch (whole.operation) {
            case Operation::substring: ZHIBAO_CHECK(atLeast(1, 1)); return atLeast(2, 0);
            case Operation::locate: ZHIBAO_CHECK(atLeast(2, 1)); return atLeast(3, 1);
            case Operation::squareRoot: return atLeast(0, 0);
            case Operation::naturalLogarithm: return positive(0);
            case Operation::logarithm: ZHIBAO_CHECK(positive(0)); return positive(1);
            case Operation::divide:
                if (numberAt(1) == Number{}) return outside(whole, 1, "<> 0");
                return {};
            case Operation::matchCharacters: {
                auto const* pattern = std::get_if<std::string>(&whole.operands[1].literal);
                if (pattern == nullptr || Patterns::isSound(*pattern)) return {};
                return fail(error::vtlPatternMalformed, {{"text", *pattern}}, placeOf(file_, whole.operands[1].position));
            }
            default: return {};
        }
    }
    [[nodiscard]] tl::unexpected<Error> outside(Expression const& whole, std::size_t operand, std::string expected) const {
        auto const& constant = whole.operands[operand];
        return fail(error::vtlConstantOutside,
                    {{"operator", std::string{nameOf(whole.operation)}}, {"got", written(constant.literal)}, {"expected", std::move(expected)}},
                    placeOf(file_, constant.position));
    }

    ComponentNames const* names_ = nullptr;
    Structure const* structure_ = nullptr;
    std::string_view owner_;
    std::string_view file_;
};

/// The datasets that an expression over datasets is made of, and what their operators compute row by row.
void lintDatasets(Expression const& expression, std::string_view file, Problems& problems) {
    if (expression.kind == Expression::Kind::operation) {
        for (auto const& operand : expression.operands) lintDatasets(operand, file, problems);
    }
    if (expression.kind != Expression::Kind::dataset) return;
    for (auto const& operand : expression.operands) lintTypes(operand, file, problems);
    auto const& what = *expression.dataset;
    for (auto const& item : what.items) {
        if (item.expression) lintTypes(*item.expression, file, problems);
    }
    for (auto const& condition : {what.condition, what.grouping.having}) {
        if (condition) lintTypes(*condition, file, problems);
    }
}

}  // namespace

Result<Typed> typed(Expression const& expression, ComponentNames const& names, Structure const& structure, std::string_view owner,
                    std::string_view file) {
    return Checker{names, structure, owner, file}.check(expression);
}

Result<Typed> typedCondition(Expression const& expression, ComponentNames const& names, Structure const& structure, std::string_view owner,
                             std::string_view file) {
    return Checker{names, structure, owner, file}.condition(expression);
}

void lintTypes(Expression const& expression, std::string_view file, Problems& problems) {
    if (auto const checked = Checker{file}.check(expression); !checked) problems.add(checked.error());
    lintDatasets(expression, file, problems);
}

void lintCondition(Expression const& expression, std::string_view file, Problems& problems) {
    if (auto const checked = Checker{file}.condition(expression); !checked) problems.add(checked.error());
}

}  // namespace zhibao::vtl
