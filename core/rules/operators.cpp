#include "rules/operators.h"

#include <algorithm>
#include <array>

namespace zhibao::vtl {

namespace {

constexpr auto functions = std::to_array<Function>({
    {"between", Operation::between, 3, 3},
    {"isnull", Operation::isNull, 1, 1},
    {"abs", Operation::absolute, 1, 1},
    {"round", Operation::round, 1, 2},
    {"trunc", Operation::truncate, 1, 2},
    {"ceil", Operation::ceiling, 1, 1},
    {"floor", Operation::floor, 1, 1},
    {"mod", Operation::modulo, 2, 2},
    {"length", Operation::length, 1, 1},
    {"upper", Operation::upper, 1, 1},
    {"lower", Operation::lower, 1, 1},
    {"trim", Operation::trim, 1, 1},
    {"ltrim", Operation::trimLeft, 1, 1},
    {"rtrim", Operation::trimRight, 1, 1},
    {"substr", Operation::substring, 1, 3},
    {"replace", Operation::replace, 2, 3},
    {"instr", Operation::locate, 2, 4},
    {"nvl", Operation::nvl, 2, 2},
    {"match_characters", Operation::matchCharacters, 2, 2},
    {"power", Operation::power, 2, 2},
    {"log", Operation::logarithm, 2, 2},
    {"ln", Operation::naturalLogarithm, 1, 1},
    {"exp", Operation::exponential, 1, 1},
    {"sqrt", Operation::squareRoot, 1, 1},
    {"sum", Operation::sum, 1, 1},
    {"avg", Operation::average, 1, 1},
    {"count", Operation::count, 0, 1},
    {"min", Operation::minimum, 1, 1},
    {"max", Operation::maximum, 1, 1},
    {"median", Operation::median, 1, 1},
    {"stddev_pop", Operation::populationDeviation, 1, 1},
    {"stddev_samp", Operation::sampleDeviation, 1, 1},
    {"var_pop", Operation::populationVariance, 1, 1},
    {"var_samp", Operation::sampleVariance, 1, 1},
});

/// Words that begin an operator of VTL which is not covered yet.
constexpr auto unsupportedWords = std::to_array<std::string_view>({
    "apply",      "cast",       "cross_join", "current_date",     "dateadd",       "datediff",      "dayofmonth", "dayofyear",
    "daytomonth", "daytoyear",  "eval",       "fill_time_series", "first_value",   "flow_to_stock", "full_join",  "getmonth",
    "getyear",    "inner_join", "lag",        "last_value",       "lead",          "left_join",     "monthtoday", "period_indicator",
    "pivot",      "random",     "rank",       "ratio_to_report",  "stock_to_flow", "time_agg",      "timeshift",  "unpivot",
    "string_distance",  // of VTL 2.2
    "yeartoday",
});

/// Source: VTL 2.1 reference manual, evaluation order of the operators.
constexpr auto infixes = std::to_array<Infix>({
    {"or", Operation::disjunction, 1},
    {"xor", Operation::exclusiveDisjunction, 1},
    {"and", Operation::conjunction, 2},
    {"=", Operation::equal, 3},
    {"<>", Operation::notEqual, 3},
    {"<", Operation::less, 3},
    {">", Operation::greater, 3},
    {"<=", Operation::lessOrEqual, 3},
    {">=", Operation::greaterOrEqual, 3},
    {"in", Operation::in, 3},
    {"not_in", Operation::notIn, 3},
    {"+", Operation::add, 4},
    {"-", Operation::subtract, 4},
    {"||", Operation::concatenate, 4},
    {"*", Operation::multiply, 5},
    {"/", Operation::divide, 5},
});

}  // namespace

bool isUnsupported(std::string_view word) noexcept {
    return std::find(unsupportedWords.begin(), unsupportedWords.end(), word) != unsupportedWords.end();
}

std::vector<std::string> operatorWords() {
    std::vector<std::string> words;
    for (auto const& one : functions) words.emplace_back(one.word);
    for (auto const word : unsupportedWords) words.emplace_back(word);
    return words;
}

Function const* functionNamed(std::string_view word) noexcept {
    auto const found = std::find_if(functions.begin(), functions.end(), [&](Function const& one) { return one.word == word; });
    return found == functions.end() ? nullptr : &*found;
}

Infix const* infixOf(Token const& token) noexcept {
    if (token.kind != Token::Kind::mark && token.kind != Token::Kind::keyword) return nullptr;
    auto const found = std::find_if(infixes.begin(), infixes.end(), [&](Infix const& one) { return one.text == token.text; });
    return found == infixes.end() ? nullptr : &*found;
}

std::string_view nameOf(Operation operation) noexcept {
    switch (operation) {
        case Operation::negation: return "not";
        case Operation::plus: return "+";
        case Operation::minus: return "-";
        case Operation::conditional: return "if";
        case Operation::caseOf: return "case";
        default: break;
    }
    for (auto const& infix : infixes) {
        if (infix.operation == operation) return infix.text;
    }
    for (auto const& function : functions) {
        if (function.operation == operation) return function.word;
    }
    return "";
}

std::string_view nameOf(DatasetOperation operation) noexcept {
    switch (operation) {
        case DatasetOperation::membership: return "#";
        case DatasetOperation::filter: return "filter";
        case DatasetOperation::calc: return "calc";
        case DatasetOperation::aggr: return "aggr";
        case DatasetOperation::keep: return "keep";
        case DatasetOperation::drop: return "drop";
        case DatasetOperation::rename: return "rename";
        case DatasetOperation::subspace: return "sub";
        case DatasetOperation::aggregate: return "group";
        case DatasetOperation::unite: return "union";
        case DatasetOperation::intersect: return "intersect";
        case DatasetOperation::difference: return "setdiff";
        case DatasetOperation::symmetricDifference: return "symdiff";
        case DatasetOperation::existsIn: return "exists_in";
        case DatasetOperation::check: return "check";
        case DatasetOperation::checkDatapoint: return "check_datapoint";
        case DatasetOperation::checkHierarchy: return "check_hierarchy";
        case DatasetOperation::hierarchy: return "hierarchy";
    }
    return "";
}

}  // namespace zhibao::vtl
