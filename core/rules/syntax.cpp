#include "rules/syntax.h"

#include <algorithm>
#include <array>
#include <set>

#include "rules/tokens.h"

namespace zhibao::vtl {

namespace {

struct Function {
    std::string_view word;
    Operation operation;
    std::size_t fewest;
    std::size_t most;
};

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
});

/// Words that begin an operator of VTL which is not covered yet.
constexpr auto unsupportedWords = std::to_array<std::string_view>({
    "aggr",
    "apply",
    "avg",
    "calc",
    "cast",
    "check",
    "check_hierarchy",
    "count",
    "cross_join",
    "current_date",
    "dateadd",
    "datediff",
    "dayofmonth",
    "dayofyear",
    "daytomonth",
    "daytoyear",
    "drop",
    "eval",
    "exists_in",
    "exp",
    "fill_time_series",
    "filter",
    "first_value",
    "flow_to_stock",
    "full_join",
    "getmonth",
    "getyear",
    "hierarchy",
    "inner_join",
    "intersect",
    "keep",
    "lag",
    "last_value",
    "lead",
    "left_join",
    "ln",
    "log",
    "match_characters",
    "max",
    "median",
    "min",
    "monthtoday",
    "period_indicator",
    "pivot",
    "power",
    "random",
    "rank",
    "ratio_to_report",
    "rename",
    "setdiff",
    "sqrt",
    "stddev_pop",
    "stddev_samp",
    "stock_to_flow",
    "sub",
    "sum",
    "symdiff",
    "time_agg",
    "timeshift",
    "union",
    "unpivot",
    "var_pop",
    "var_samp",
    "yeartoday",
});

bool isUnsupported(std::string_view word) noexcept {
    return std::find(unsupportedWords.begin(), unsupportedWords.end(), word) != unsupportedWords.end();
}

Function const* functionNamed(std::string_view word) noexcept {
    auto const found = std::find_if(functions.begin(), functions.end(), [&](Function const& one) { return one.word == word; });
    return found == functions.end() ? nullptr : &*found;
}

struct Infix {
    std::string_view text;
    Operation operation;
    int rank;  // the higher, the tighter
};

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

Infix const* infixOf(Token const& token) noexcept {
    if (token.kind != Token::Kind::mark && token.kind != Token::Kind::keyword) return nullptr;
    auto const found = std::find_if(infixes.begin(), infixes.end(), [&](Infix const& one) { return one.text == token.text; });
    return found == infixes.end() ? nullptr : &*found;
}

class Parser {
public:
    Parser(std::vector<Token> tokens, std::string_view file) : tokens_(std::move(tokens)), file_(file) {}

    Result<Script> script() {
        Script script;
        std::set<std::string, std::less<>> rulesets;
        std::set<std::string, std::less<>> targets;
        while (here().kind != Token::Kind::end) {
            if (here().isKeyword("define")) {
                ZHIBAO_TRY(DatapointRuleset ruleset, definition());
                if (!rulesets.insert(ruleset.name.text).second) return twice(ruleset.name);
                script.rulesets.push_back(std::move(ruleset));
            } else {
                Assignment assignment;
                ZHIBAO_TRY(assignment.target, name("define"));
                if (here().isMark("<-"))
                    assignment.persistent = true;
                else if (!here().isMark(":="))
                    return unexpected(":=");
                advance();
                ZHIBAO_TRY(assignment.expression, datasetExpression());
                if (!targets.insert(assignment.target.text).second) return twice(assignment.target);
                script.assignments.push_back(std::move(assignment));
            }
            ZHIBAO_CHECK(mark(";"));
        }
        return script;
    }

private:
    /// Counts how deep the recursion is.
    class Nesting {
    public:
        explicit Nesting(int& depth) : depth_(depth) { ++depth_; }
        ~Nesting() { --depth_; }
        Nesting(Nesting const&) = delete;
        Nesting& operator=(Nesting const&) = delete;

    private:
        int& depth_;
    };

    [[nodiscard]] Token const& here() const noexcept { return tokens_[position_]; }
    [[nodiscard]] Token const& next() const noexcept { return tokens_[std::min(position_ + 1, tokens_.size() - 1)]; }
    void advance() noexcept {
        if (position_ + 1 < tokens_.size()) ++position_;
    }

    [[nodiscard]] tl::unexpected<Error> refuse(ErrorCode code, Position position, ErrorArguments arguments) const {
        return fail(code, std::move(arguments), placeOf(file_, position));
    }
    [[nodiscard]] tl::unexpected<Error> unsupported(Token const& token, std::string_view feature) const {
        return refuse(error::vtlUnsupported, token.position, {{"feature", std::string{feature}}});
    }
    [[nodiscard]] tl::unexpected<Error> twice(Name const& name) const {
        return refuse(error::vtlNameTwice, name.position, {{"name", name.text}});
    }
    /// What stands here is not what the grammar allows: not covered, or no VTL.
    [[nodiscard]] tl::unexpected<Error> unexpected(std::string_view expected) const {
        auto const& token = here();
        if (token.kind == Token::Kind::keyword && isUnsupported(token.text)) return unsupported(token, token.text);
        std::string found{token.text.substr(0, 60)};
        if (token.kind == Token::Kind::end) found = "end of text";
        return refuse(error::vtlSyntax, token.position, {{"found", std::move(found)}, {"expected", std::string{expected}}});
    }
    [[nodiscard]] tl::unexpected<Error> tooDeep(Position position) const {
        return refuse(error::vtlTooDeep, position, {{"limit", std::to_string(maximalDepth)}});
    }

    Result<> mark(std::string_view text) {
        if (!here().isMark(text)) return unexpected(text);
        advance();
        return {};
    }
    Result<> keyword(std::string_view word) {
        if (!here().isKeyword(word)) return unexpected(word);
        advance();
        return {};
    }
    bool skipMark(std::string_view text) {
        if (!here().isMark(text)) return false;
        advance();
        return true;
    }
    bool skipKeyword(std::string_view word) {
        if (!here().isKeyword(word)) return false;
        advance();
        return true;
    }

    Result<Name> name(std::string_view expected = "name") {
        auto const& token = here();
        if (token.kind == Token::Kind::keyword && !isUnsupported(token.text))
            return refuse(error::vtlNameReserved, token.position, {{"name", std::string{token.text}}});
        if (token.kind != Token::Kind::name && token.kind != Token::Kind::quotedName) return unexpected(expected);
        Name name{std::string{token.text}, token.position};
        advance();
        return name;
    }

    // define datapoint ruleset NAME ( variable … ) is RULE ; RULE end datapoint ruleset
    Result<DatapointRuleset> definition() {
        Token const start = here();
        advance();
        if (here().isKeyword("operator")) return unsupported(start, "define operator");
        if (here().isKeyword("hierarchical")) return unsupported(start, "define hierarchical ruleset");
        ZHIBAO_CHECK(keyword("datapoint"));
        ZHIBAO_CHECK(keyword("ruleset"));
        DatapointRuleset ruleset;
        ZHIBAO_TRY(ruleset.name, name());
        ZHIBAO_CHECK(mark("("));
        if (skipKeyword("valuedomain"))
            ruleset.onValueDomains = true;
        else
            ZHIBAO_CHECK(keyword("variable"));
        std::set<std::string, std::less<>> aliases;
        do {
            Parameter parameter;
            ZHIBAO_TRY(parameter.name, name());
            parameter.alias = parameter.name;
            if (skipKeyword("as")) {
                ZHIBAO_TRY(parameter.alias, name());
            }
            if (!aliases.insert(parameter.alias.text).second) return twice(parameter.alias);
            ruleset.signature.push_back(std::move(parameter));
        } while (skipMark(","));
        ZHIBAO_CHECK(mark(")"));
        ZHIBAO_CHECK(keyword("is"));
        std::set<std::string, std::less<>> names;
        bool named = false;
        do {
            Token const first = here();
            ZHIBAO_TRY(DatapointRule rule, this->rule());
            bool const hasName = !rule.name.text.empty();
            if (ruleset.rules.empty()) named = hasName;
            if (named != hasName) return refuse(error::vtlRuleUnnamed, first.position, {{"ruleset", ruleset.name.text}});
            if (!hasName) rule.name = {std::to_string(ruleset.rules.size() + 1), first.position};
            if (!names.insert(rule.name.text).second) return twice(rule.name);
            ruleset.rules.push_back(std::move(rule));
        } while (skipMark(";"));
        ZHIBAO_CHECK(keyword("end"));
        ZHIBAO_CHECK(keyword("datapoint"));
        ZHIBAO_CHECK(keyword("ruleset"));
        return ruleset;
    }

    Result<DatapointRule> rule() {
        DatapointRule rule;
        if (next().isMark(":")) {
            ZHIBAO_TRY(rule.name, name());
            advance();
        }
        if (skipKeyword("when")) {
            ZHIBAO_TRY(rule.when, expression());
            ZHIBAO_CHECK(keyword("then"));
        }
        ZHIBAO_TRY(rule.then, expression());
        if (skipKeyword("errorcode")) {
            ZHIBAO_TRY(rule.errorCode, constant());
        }
        if (skipKeyword("errorlevel")) {
            ZHIBAO_TRY(rule.errorLevel, constant());
        }
        return rule;
    }

    Result<Number> number(Token const& token, bool negative) const {
        auto const value = Number::parse(token.text);
        if (!value) return refuse(error::vtlNumberTooLarge, token.position, {{"text", std::string{token.text.substr(0, 60)}}});
        return negative ? *value->negated() : *value;
    }

    /// A constant, with its sign.
    Result<Literal> constant() {
        bool const negative = here().isMark("-");
        bool const isSigned = negative || here().isMark("+");
        if (isSigned) advance();
        Token const token = here();
        Literal literal;
        if (token.kind == Token::Kind::integer || token.kind == Token::Kind::number) {
            ZHIBAO_TRY(Number const value, number(token, negative));
            literal = token.kind == Token::Kind::integer ? Literal{Integer{value}} : Literal{value};
        } else if (!isSigned && token.kind == Token::Kind::string) {
            literal = std::string{token.text};
        } else if (!isSigned && (token.isKeyword("true") || token.isKeyword("false"))) {
            literal = token.isKeyword("true");
        } else if (!isSigned && token.isKeyword("null")) {
            literal = Null{};
        } else {
            return unexpected("constant");
        }
        advance();
        return literal;
    }

    Result<Expression> expression(int lowestRank = 1) {
        Nesting const nesting{nesting_};
        if (nesting_ > maximalDepth) return tooDeep(here().position);
        ZHIBAO_TRY(Expression left, prefixed());
        for (;;) {
            auto const* infix = infixOf(here());
            if (infix == nullptr || infix->rank < lowestRank) return left;
            Token const token = here();
            advance();
            Expression whole = operation(infix->operation, token.position);
            whole.operands.push_back(std::move(left));
            if (infix->operation == Operation::in || infix->operation == Operation::notIn) {
                ZHIBAO_CHECK(setMembers(whole.operands));
            } else {
                ZHIBAO_TRY(Expression right, expression(infix->rank + 1));
                whole.operands.push_back(std::move(right));
            }
            ZHIBAO_TRY(left, measured(std::move(whole)));
        }
    }

    /// A sign or `not` and what it stands before.
    Result<Expression> prefixed() {
        Nesting const nesting{nesting_};
        if (nesting_ > maximalDepth) return tooDeep(here().position);
        Token const token = here();
        bool const isSign = token.isMark("-") || token.isMark("+");
        if (!isSign && !token.isKeyword("not")) return primary();
        advance();
        ZHIBAO_TRY(Expression operand, prefixed());
        if (auto const* literal = std::get_if<Integer>(&operand.literal); isSign && literal != nullptr) {
            return constantAt(token, token.isMark("-") ? Literal{Integer{*literal->value.negated()}} : operand.literal);
        }
        if (auto const* literal = std::get_if<Number>(&operand.literal); isSign && literal != nullptr) {
            return constantAt(token, token.isMark("-") ? Literal{*literal->negated()} : operand.literal);
        }
        Expression whole = operation(!isSign             ? Operation::negation
                                     : token.isMark("-") ? Operation::minus
                                                         : Operation::plus,
                                     token.position);
        whole.operands.push_back(std::move(operand));
        return measured(std::move(whole));
    }

    Result<Expression> primary() {
        Token const token = here();
        switch (token.kind) {
            case Token::Kind::integer:
            case Token::Kind::number:
            case Token::Kind::string: {
                ZHIBAO_TRY(Literal literal, constant());
                return constantAt(token, std::move(literal));
            }
            case Token::Kind::name:
            case Token::Kind::quotedName: {
                advance();
                if (here().isMark("#")) return unsupported(here(), "#");
                if (here().isMark("(")) return unsupported(token, std::string{token.text} + "( )");
                Expression expression;
                expression.kind = Expression::Kind::name;
                expression.position = token.position;
                expression.name = std::string{token.text};
                return expression;
            }
            case Token::Kind::mark:
                if (token.isMark("(")) {
                    advance();
                    ZHIBAO_TRY(Expression inner, expression());
                    ZHIBAO_CHECK(mark(")"));
                    return inner;
                }
                return unexpected("expression");
            case Token::Kind::keyword: return wordExpression(token);
            case Token::Kind::end: break;
        }
        return unexpected("expression");
    }

    Result<Expression> wordExpression(Token const& token) {
        if (token.text == "true" || token.text == "false" || token.text == "null") {
            ZHIBAO_TRY(Literal literal, constant());
            return constantAt(token, std::move(literal));
        }
        if (token.text == "if") {
            advance();
            Expression whole = operation(Operation::conditional, token.position);
            ZHIBAO_TRY(Expression condition, expression());
            ZHIBAO_CHECK(keyword("then"));
            ZHIBAO_TRY(Expression yes, expression());
            ZHIBAO_CHECK(keyword("else"));
            ZHIBAO_TRY(Expression no, expression());
            whole.operands.push_back(std::move(condition));
            whole.operands.push_back(std::move(yes));
            whole.operands.push_back(std::move(no));
            return measured(std::move(whole));
        }
        if (token.text == "case") {
            advance();
            Expression whole = operation(Operation::caseOf, token.position);
            if (!here().isKeyword("when")) return unexpected("when");
            while (skipKeyword("when")) {
                ZHIBAO_TRY(Expression condition, expression());
                whole.operands.push_back(std::move(condition));
                ZHIBAO_CHECK(keyword("then"));
                ZHIBAO_TRY(Expression result, expression());
                whole.operands.push_back(std::move(result));
            }
            ZHIBAO_CHECK(keyword("else"));
            ZHIBAO_TRY(Expression otherwise, expression());
            whole.operands.push_back(std::move(otherwise));
            return measured(std::move(whole));
        }
        auto const* function = functionNamed(token.text);
        if (function == nullptr) {
            if (isUnsupported(token.text)) return unexpected("expression");
            return next().isMark("(") ? unexpected("expression") : reservedHere(token);
        }
        advance();
        ZHIBAO_CHECK(mark("("));
        Expression whole = operation(function->operation, token.position);
        do {
            if (here().isMark("_")) {
                Expression omitted;
                omitted.position = here().position;
                // Only what may be left out at the end may be left out by an underscore.
                if (whole.operands.size() < function->fewest) return unexpected("expression");
                advance();
                whole.operands.push_back(std::move(omitted));
            } else {
                if (whole.operands.size() == function->most) return unexpected(")");
                ZHIBAO_TRY(Expression operand, expression());
                whole.operands.push_back(std::move(operand));
            }
        } while (whole.operands.size() < function->most && skipMark(","));
        if (whole.operands.size() < function->fewest) return unexpected(",");
        ZHIBAO_CHECK(mark(")"));
        return measured(std::move(whole));
    }

    /// A reserved word where an expression begins: most likely a component of that name without its quotes.
    [[nodiscard]] tl::unexpected<Error> reservedHere(Token const& token) const {
        static constexpr auto structural = std::to_array<std::string_view>(
            {"and", "as", "by", "define", "else", "end", "errorcode", "errorlevel", "in", "is", "not_in", "or", "then", "when", "xor"});
        if (std::find(structural.begin(), structural.end(), token.text) != structural.end()) return unexpected("expression");
        return refuse(error::vtlNameReserved, token.position, {{"name", std::string{token.text}}});
    }

    Result<> setMembers(std::vector<Expression>& operands) {
        if (here().kind == Token::Kind::name || here().kind == Token::Kind::quotedName)
            return unsupported(here(), "value domain " + std::string{here().text});
        ZHIBAO_CHECK(mark("{"));
        do {
            Token const token = here();
            ZHIBAO_TRY(Literal member, constant());
            operands.push_back(constantAt(token, std::move(member)));
        } while (skipMark(","));
        return mark("}");
    }

    static Expression constantAt(Token const& token, Literal literal) {
        Expression expression;
        expression.kind = Expression::Kind::literal;
        expression.position = token.position;
        expression.literal = std::move(literal);
        return expression;
    }

    static Expression operation(Operation operation, Position position) {
        Expression expression;
        expression.kind = Expression::Kind::operation;
        expression.operation = operation;
        expression.position = position;
        return expression;
    }

    /// The expression with its depth; a long chain of operators is as deep as nested parentheses.
    Result<Expression> measured(Expression expression) const {
        for (auto const& operand : expression.operands) expression.depth = std::max(expression.depth, operand.depth + 1);
        if (expression.depth > maximalDepth) return tooDeep(expression.position);
        return expression;
    }

    Result<DatasetExpression> datasetExpression() {
        Nesting const nesting{nesting_};
        if (nesting_ > maximalDepth) return tooDeep(here().position);
        Token const token = here();
        DatasetExpression expression;
        expression.position = token.position;
        if (token.isMark("(")) {
            advance();
            ZHIBAO_TRY(expression, datasetExpression());
            ZHIBAO_CHECK(mark(")"));
        } else if (token.isKeyword("check_datapoint")) {
            ZHIBAO_TRY(expression, checkDatapoint());
        } else if (token.kind == Token::Kind::name || token.kind == Token::Kind::quotedName) {
            expression.name = std::string{token.text};
            advance();
            if (here().isMark("(")) return unsupported(token, expression.name + "( )");
        } else if (token.kind == Token::Kind::integer || token.kind == Token::Kind::number || token.kind == Token::Kind::string ||
                   token.isKeyword("true") || token.isKeyword("false") || token.isKeyword("null") || token.isMark("-") ||
                   token.isMark("+") || token.isKeyword("not") || token.isKeyword("if") || token.isKeyword("case") ||
                   (token.kind == Token::Kind::keyword && functionNamed(token.text) != nullptr)) {
            return unsupported(token, token.text);
        } else if (token.kind == Token::Kind::keyword && !isUnsupported(token.text)) {
            return reservedHere(token);
        } else {
            return unexpected("dataset");
        }
        if (here().isMark("#")) return unsupported(here(), "#");
        if (here().isMark("[")) return unsupported(here(), next().kind == Token::Kind::keyword ? next().text : here().text);
        if (infixOf(here()) != nullptr) return unsupported(here(), here().text);
        return expression;
    }

    Result<DatasetExpression> checkDatapoint() {
        DatasetExpression check;
        check.kind = DatasetExpression::Kind::checkDatapoint;
        check.position = here().position;
        advance();
        ZHIBAO_CHECK(mark("("));
        ZHIBAO_TRY(DatasetExpression operand, datasetExpression());
        check.operands.push_back(std::move(operand));
        ZHIBAO_CHECK(mark(","));
        ZHIBAO_TRY(check.ruleset, name());
        if (skipKeyword("components")) {
            check.hasComponents = true;
            do {
                ZHIBAO_TRY(Name component, name());
                check.components.push_back(std::move(component));
            } while (skipMark(","));
        }
        if (skipKeyword("all"))
            check.output = CheckOutput::all;
        else if (skipKeyword("all_measures"))
            check.output = CheckOutput::allMeasures;
        else
            skipKeyword("invalid");
        ZHIBAO_CHECK(mark(")"));
        return check;
    }

    std::vector<Token> tokens_;
    std::string_view file_;
    std::size_t position_ = 0;
    int nesting_ = 0;
};

}  // namespace

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

std::string written(Literal const& literal) {
    if (auto const* flag = std::get_if<bool>(&literal)) return *flag ? "true" : "false";
    if (auto const* integer = std::get_if<Integer>(&literal)) return integer->value.text();
    if (auto const* number = std::get_if<Number>(&literal)) return number->text();
    if (auto const* text = std::get_if<std::string>(&literal)) return *text;
    return {};
}

Result<Script> parseScript(std::string_view text, std::string_view file) {
    ZHIBAO_TRY(std::vector<Token> tokens, tokensOf(text, file));
    return Parser{std::move(tokens), file}.script();
}

}  // namespace zhibao::vtl
