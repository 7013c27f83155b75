#include "rules/parser.h"

#include <algorithm>
#include <array>

#include "base/nearest.h"
#include "rules/names.h"

namespace zhibao::vtl {

Script Parser::script() {
    Script script;
    Names rulesets;
    Names targets;
    while (here().kind != Token::Kind::end) {
        auto const start = position_;
        bool const isDefinition = here().isKeyword("define");
        auto const read = statement(script, rulesets, targets);
        if (read) continue;
        // Where a part of a statement looks like the beginning of one, it is read again and refused again.
        bool const isTold = !problems_.empty() && problems_.first().back().places == read.error().places;
        if (!isTold) problems_.add(read.error());
        if (problems_.count() >= mostTold) break;
        if (position_ == start) advance();
        skipStatement(isDefinition);
    }
    return script;
}

Result<> Parser::statement(Script& script, Names& rulesets, Names& targets) {
    if (here().isKeyword("define")) {
        ZHIBAO_CHECK(definition(script, rulesets));
        return mark(";");
    }
    Assignment assignment;
    ZHIBAO_TRY(assignment.target, name("define"));
    if (here().isMark("<-"))
        assignment.persistent = true;
    else if (!here().isMark(":="))
        return unexpected(":=");
    advance();
    Until const level{level_, Level::datasets};
    ZHIBAO_TRY(assignment.expression, expression());
    if (!targets.insert(assignment.target.text).second) return twice(assignment.target);
    script.assignments.push_back(std::move(assignment));
    return mark(";");
}

bool Parser::beginsStatement() const noexcept {
    return here().isKeyword("define") || next().isMark(":=") || next().isMark("<-");
}

void Parser::skipStatement(bool isDefinition) {
    for (; here().kind != Token::Kind::end && !beginsStatement(); advance()) {
        if (isDefinition && here().isKeyword("end")) isDefinition = false;
        if (!isDefinition && skipMark(";")) return;
    }
}

void Parser::skipRule() {
    while (here().kind != Token::Kind::end && !here().isMark(";") && !here().isKeyword("end") && !beginsStatement()) advance();
}

tl::unexpected<Error> Parser::refuse(ErrorCode code, Position position, ErrorArguments arguments) const {
    return fail(code, std::move(arguments), placeOf(file_, position));
}

tl::unexpected<Error> Parser::unsupported(Token const& token, std::string_view feature) const {
    return refuse(error::vtlUnsupported, token.position, {{"feature", std::string{feature}}});
}

tl::unexpected<Error> Parser::noOperator(Token const& token) const {
    if (isUnsupported(token.text)) return unsupported(token, token.text);
    for (std::size_t i = 0; i + 2 < tokens_.size(); ++i) {
        if (tokens_[i].isKeyword("define") && tokens_[i + 1].isKeyword("operator") && tokens_[i + 2].text == token.text)
            return unsupported(token, std::string{token.text} + "( )");
    }
    auto const near = nearest(token.text, operatorWords(), 1);
    if (near.empty()) return refuse(error::vtlOperatorUnknown, token.position, {{"name", std::string{token.text}}});
    return refuse(error::vtlOperatorNear, token.position, {{"name", std::string{token.text}}, {"near", near.front()}});
}

tl::unexpected<Error> Parser::twice(Name const& name) const {
    return refuse(error::vtlNameTwice, name.position, {{"name", name.text}});
}

tl::unexpected<Error> Parser::unexpected(std::string_view expected) const {
    auto const& token = here();
    if (token.kind == Token::Kind::keyword && isUnsupported(token.text)) return unsupported(token, token.text);
    if (token.kind == Token::Kind::end) return refuse(error::vtlTextEnds, token.position, {{"expected", std::string{expected}}});
    if (token.isMark("=") && position_ > 0 && tokens_[position_ - 1].isMark("=")) return refuse(error::vtlSpelling, token.position, {{"found", "=="}, {"write", "="}});
    std::string found{token.text.substr(0, 60)};
    if (token.kind == Token::Kind::name) {
        // Operators are written small; a name that is none of the text's may be one of them.
        static constexpr auto words = std::to_array<std::string_view>({"and", "as", "else", "end", "in", "is", "not_in", "or", "then", "to", "when", "xor"});
        auto const* const meant = std::find_if(words.begin(), words.end(), [&](std::string_view word) { return sameButCase(word, token.text); });
        if (meant != words.end()) return refuse(error::vtlSpelling, token.position, {{"found", std::move(found)}, {"write", std::string{*meant}}});
    }
    return refuse(error::vtlSyntax, token.position, {{"found", std::move(found)}, {"expected", std::string{expected}}});
}

tl::unexpected<Error> Parser::tooDeep(Position position) const {
    return refuse(error::vtlTooDeep, position, {{"limit", std::to_string(maximalDepth)}});
}

tl::unexpected<Error> Parser::reservedHere(Token const& token) const {
    static constexpr auto structural = std::to_array<std::string_view>(
        {"and", "as", "by", "define", "else", "end", "errorcode", "errorlevel", "in", "is", "not_in", "or", "then", "when", "xor"});
    if (std::find(structural.begin(), structural.end(), token.text) != structural.end()) return unexpected("expression");
    return refuse(error::vtlNameReserved, token.position, {{"name", std::string{token.text}}});
}

Result<> Parser::mark(std::string_view text) {
    if (!here().isMark(text)) return unexpected(text);
    advance();
    return {};
}

Result<> Parser::keyword(std::string_view word) {
    if (!here().isKeyword(word)) return unexpected(word);
    advance();
    return {};
}

Result<Name> Parser::name(std::string_view expected) {
    auto const& token = here();
    if (token.kind == Token::Kind::keyword && !isUnsupported(token.text))
        return refuse(error::vtlNameReserved, token.position, {{"name", std::string{token.text}}});
    if (token.kind != Token::Kind::name && token.kind != Token::Kind::quotedName) return unexpected(expected);
    Name name{std::string{token.text}, token.position};
    advance();
    return name;
}

Result<std::vector<Name>> Parser::names() {
    std::vector<Name> names;
    do {
        ZHIBAO_TRY(Name name, this->name());
        names.push_back(std::move(name));
    } while (skipMark(","));
    return names;
}

Result<Number> Parser::number(Token const& token, bool negative) const {
    auto const value = Number::parse(token.text);
    if (!value) return refuse(error::vtlNumberTooLarge, token.position, {{"text", std::string{token.text.substr(0, 60)}}});
    return negative ? *value->negated() : *value;
}

Result<Literal> Parser::constant() {
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

Result<Expression> Parser::expression(int lowestRank) {
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

Result<Expression> Parser::expressionOver(Level level) {
    Until const inside{level_, level};
    return expression();
}

Result<Expression> Parser::prefixed() {
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
    Expression whole = operation(!isSign ? Operation::negation : token.isMark("-") ? Operation::minus : Operation::plus, token.position);
    whole.operands.push_back(std::move(operand));
    return measured(std::move(whole));
}

Result<Expression> Parser::primary() {
    Token const token = here();
    bool const isName = token.kind == Token::Kind::name || token.kind == Token::Kind::quotedName;
    if (level_ == Level::datasets) {
        if (isName && next().isMark("(")) return noOperator(token);
        if (isName) {
            advance();
            return postfixed(named({std::string{token.text}, token.position}));
        }
        if (beginsDatasetFunction(token)) {
            ZHIBAO_TRY(Expression dataset, datasetFunction());
            return postfixed(std::move(dataset));
        }
    }
    switch (token.kind) {
        case Token::Kind::integer:
        case Token::Kind::number:
        case Token::Kind::string: {
            ZHIBAO_TRY(Literal literal, constant());
            return constantAt(token, std::move(literal));
        }
        case Token::Kind::name:
        case Token::Kind::quotedName:
            advance();
            if (here().isMark("#")) return unsupported(here(), "#");
            if (here().isMark("(")) return noOperator(token);
            return named({std::string{token.text}, token.position});
        case Token::Kind::mark:
            if (token.isMark("(")) {
                advance();
                ZHIBAO_TRY(Expression inner, expression());
                ZHIBAO_CHECK(mark(")"));
                if (level_ == Level::datasets) return postfixed(std::move(inner));
                return inner;
            }
            return unexpected("expression");
        case Token::Kind::keyword: return wordExpression(token);
        case Token::Kind::end: break;
    }
    return unexpected("expression");
}

Result<Expression> Parser::wordExpression(Token const& token) {
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
    if (isAggregate(function->operation) && level_ == Level::components) return unsupported(token, token.text);
    ZHIBAO_TRY(Expression whole, call(*function));
    if (level_ == Level::datasets) return postfixed(std::move(whole));
    return whole;
}

Result<Expression> Parser::call(Function const& function) {
    Token const token = here();
    advance();
    ZHIBAO_CHECK(mark("("));
    Expression whole = operation(function.operation, token.position);
    if (function.fewest == 0 && skipMark(")")) return measured(std::move(whole));
    do {
        if (here().isMark("_")) {
            Expression omitted;
            omitted.position = here().position;
            // Only what may be left out at the end may be left out by an underscore.
            if (whole.operands.size() < function.fewest) return unexpected("expression");
            advance();
            whole.operands.push_back(std::move(omitted));
        } else {
            if (whole.operands.size() == function.most) return unexpected(")");
            ZHIBAO_TRY(Expression operand, expression());
            whole.operands.push_back(std::move(operand));
        }
    } while (whole.operands.size() < function.most && skipMark(","));
    if (whole.operands.size() < function.fewest) return unexpected(",");
    ZHIBAO_CHECK(mark(")"));
    return measured(std::move(whole));
}

Result<> Parser::setMembers(std::vector<Expression>& operands) {
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

Expression Parser::constantAt(Token const& token, Literal literal) {
    Expression expression;
    expression.kind = Expression::Kind::literal;
    expression.position = token.position;
    expression.literal = std::move(literal);
    return expression;
}

Expression Parser::operation(Operation operation, Position position) {
    Expression expression;
    expression.kind = Expression::Kind::operation;
    expression.operation = operation;
    expression.position = position;
    return expression;
}

Expression Parser::named(Name const& name) {
    Expression expression;
    expression.kind = Expression::Kind::name;
    expression.position = name.position;
    expression.name = name.text;
    return expression;
}

Result<Expression> Parser::measured(Expression expression) const {
    for (auto const& operand : expression.operands) expression.depth = std::max(expression.depth, operand.depth + 1);
    if (expression.depth > maximalDepth) return tooDeep(expression.position);
    return expression;
}

}  // namespace zhibao::vtl
