#include "rules/parser.h"

namespace zhibao::vtl {

namespace {

struct DatasetFunction {
    std::string_view word;
    DatasetOperation operation;
};

constexpr DatasetFunction datasetFunctions[] = {
    {"union", DatasetOperation::unite},
    {"intersect", DatasetOperation::intersect},
    {"setdiff", DatasetOperation::difference},
    {"symdiff", DatasetOperation::symmetricDifference},
    {"exists_in", DatasetOperation::existsIn},
    {"check", DatasetOperation::check},
    {"check_datapoint", DatasetOperation::checkDatapoint},
    {"check_hierarchy", DatasetOperation::checkHierarchy},
    {"hierarchy", DatasetOperation::hierarchy},
};

struct Mode {
    std::string_view word;
    MissingItems missing;
};
constexpr Mode modes[] = {
    {"non_null", MissingItems::nonNull},         {"non_zero", MissingItems::nonZero},       {"partial_null", MissingItems::partialNull},
    {"partial_zero", MissingItems::partialZero}, {"always_null", MissingItems::alwaysNull}, {"always_zero", MissingItems::alwaysZero},
};

}  // namespace

bool Parser::beginsDatasetFunction(Token const& token) const noexcept {
    if (token.kind != Token::Kind::keyword) return false;
    for (auto const& function : datasetFunctions) {
        if (function.word == token.text) return true;
    }
    auto const* function = functionNamed(token.text);
    return function != nullptr && isAggregate(function->operation);
}

Result<Expression> Parser::datasetFunction() {
    Nesting const nesting{nesting_};
    if (nesting_ > maximalDepth) return tooDeep(here().position);
    Token const token = here();
    advance();
    ZHIBAO_CHECK(mark("("));
    Expression whole;
    whole.kind = Expression::Kind::dataset;
    whole.position = token.position;
    DatasetOperator what;
    if (auto const* function = functionNamed(token.text)) {
        what.operation = DatasetOperation::aggregate;
        what.function = function->operation;
        ZHIBAO_CHECK(aggregation(what, whole));
    } else {
        for (auto const& one : datasetFunctions) {
            if (one.word == token.text) what.operation = one.operation;
        }
        switch (what.operation) {
            case DatasetOperation::existsIn: ZHIBAO_CHECK(existence(what, whole)); break;
            case DatasetOperation::check: ZHIBAO_CHECK(simpleCheck(what, whole)); break;
            case DatasetOperation::checkDatapoint: ZHIBAO_CHECK(datapointCheck(what, whole)); break;
            case DatasetOperation::checkHierarchy:
            case DatasetOperation::hierarchy: ZHIBAO_CHECK(hierarchical(what, whole)); break;
            default: ZHIBAO_CHECK(setOperation(what, whole)); break;
        }
    }
    ZHIBAO_CHECK(mark(")"));
    whole.dataset = std::make_shared<DatasetOperator const>(std::move(what));
    return measured(std::move(whole));
}

Result<> Parser::operand(Expression& whole) {
    ZHIBAO_TRY(Expression operand, expressionOver(Level::datasets));
    whole.operands.push_back(std::move(operand));
    return {};
}

Result<> Parser::aggregation(DatasetOperator& what, Expression& whole) {
    ZHIBAO_CHECK(operand(whole));
    if (here().isKeyword("over")) return unsupported(here(), "over");
    ZHIBAO_TRY(what.grouping, grouping());
    return {};
}

Result<Grouping> Parser::grouping() {
    Grouping grouping;
    if (!skipKeyword("group")) return grouping;
    if (here().isKeyword("all")) return unsupported(here(), "group all");
    if (skipKeyword("except"))
        grouping.kind = Grouping::Kind::except;
    else {
        ZHIBAO_CHECK(keyword("by"));
        grouping.kind = Grouping::Kind::by;
    }
    ZHIBAO_TRY(grouping.components, names());
    if (here().isKeyword("time_agg")) return unsupported(here(), "time_agg");
    if (skipKeyword("having")) {
        ZHIBAO_TRY(grouping.having, expressionOver(Level::groups));
    }
    return grouping;
}

Result<> Parser::setOperation(DatasetOperator& what, Expression& whole) {
    bool const takesMany = what.operation == DatasetOperation::unite || what.operation == DatasetOperation::intersect;
    ZHIBAO_CHECK(operand(whole));
    ZHIBAO_CHECK(mark(","));
    do {
        ZHIBAO_CHECK(operand(whole));
    } while (takesMany && skipMark(","));
    return {};
}

Result<> Parser::existence(DatasetOperator& what, Expression& whole) {
    ZHIBAO_CHECK(operand(whole));
    ZHIBAO_CHECK(mark(","));
    ZHIBAO_CHECK(operand(whole));
    if (!skipMark(",")) return {};
    if (skipKeyword("true"))
        what.retained = Retained::found;
    else if (skipKeyword("false"))
        what.retained = Retained::notFound;
    else
        ZHIBAO_CHECK(keyword("all"));
    return {};
}

// check ( op { errorcode C } { errorlevel L } { imbalance I } { invalid | all } )
Result<> Parser::simpleCheck(DatasetOperator& what, Expression& whole) {
    what.output = CheckOutput::all;
    ZHIBAO_CHECK(operand(whole));
    ZHIBAO_CHECK(codesOf(what.errorCode, what.errorLevel));
    if (skipKeyword("imbalance")) ZHIBAO_CHECK(operand(whole));
    if (skipKeyword("invalid"))
        what.output = CheckOutput::invalid;
    else
        skipKeyword("all");
    return {};
}

void Parser::outputOf(DatasetOperator& what) {
    if (skipKeyword("all"))
        what.output = CheckOutput::all;
    else if (skipKeyword("all_measures"))
        what.output = CheckOutput::allMeasures;
    else
        skipKeyword("invalid");
}

Result<> Parser::datapointCheck(DatasetOperator& what, Expression& whole) {
    ZHIBAO_CHECK(operand(whole));
    ZHIBAO_CHECK(mark(","));
    ZHIBAO_TRY(what.ruleset, name());
    if (skipKeyword("components")) {
        ZHIBAO_TRY(what.components, names());
    }
    outputOf(what);
    return {};
}

// ( op , ruleset { condition C , … } { rule R } { mode } { input } { output } )
Result<> Parser::hierarchical(DatasetOperator& what, Expression& whole) {
    bool const isCheck = what.operation == DatasetOperation::checkHierarchy;
    ZHIBAO_CHECK(operand(whole));
    ZHIBAO_CHECK(mark(","));
    ZHIBAO_TRY(what.ruleset, name());
    if (skipKeyword("condition")) {
        ZHIBAO_TRY(what.components, names());
    }
    // "rule" stands before the component of the codes, and alone for a source of values.
    bool const namesComponent = next().kind == Token::Kind::name || next().kind == Token::Kind::quotedName;
    if (here().isKeyword("rule") && namesComponent) {
        advance();
        ZHIBAO_TRY(what.ruleComponent, name());
    }
    for (auto const& mode : modes) {
        if (!skipKeyword(mode.word)) continue;
        what.missing = mode.missing;
        break;
    }
    if (isCheck) {
        if (skipKeyword("dataset_priority"))
            what.source = ItemSource::datasetPriority;
        else
            skipKeyword("dataset");
        outputOf(what);
        return {};
    }
    what.source = ItemSource::rule;
    if (skipKeyword("dataset"))
        what.source = ItemSource::dataset;
    else if (skipKeyword("rule_priority"))
        what.source = ItemSource::rulePriority;
    else
        skipKeyword("rule");
    if (skipKeyword("all"))
        what.computedOnly = false;
    else
        skipKeyword("computed");
    return {};
}

Result<Expression> Parser::postfixed(Expression dataset) {
    while (here().isMark("#") || here().isMark("[")) {
        Expression whole;
        whole.kind = Expression::Kind::dataset;
        whole.position = here().position;
        whole.operands.push_back(std::move(dataset));
        DatasetOperator what;
        if (skipMark("#")) {
            ClauseItem item;
            ZHIBAO_TRY(item.name, name());
            what.items.push_back(std::move(item));
        } else {
            advance();
            whole.position = here().position;
            ZHIBAO_TRY(what, clause());
            ZHIBAO_CHECK(mark("]"));
        }
        whole.dataset = std::make_shared<DatasetOperator const>(std::move(what));
        ZHIBAO_TRY(dataset, measured(std::move(whole)));
    }
    return dataset;
}

Result<DatasetOperator> Parser::clause() {
    if (skipKeyword("filter")) {
        DatasetOperator what;
        what.operation = DatasetOperation::filter;
        ZHIBAO_TRY(what.condition, expressionOver(Level::components));
        return what;
    }
    if (skipKeyword("calc")) return calculation(DatasetOperation::calc);
    if (skipKeyword("aggr")) return calculation(DatasetOperation::aggr);
    if (skipKeyword("keep")) return keepOrDrop(DatasetOperation::keep);
    if (skipKeyword("drop")) return keepOrDrop(DatasetOperation::drop);
    if (skipKeyword("rename")) return renaming();
    if (skipKeyword("sub")) return subspace();
    return unexpected("filter");
}

Result<DatasetOperator> Parser::keepOrDrop(DatasetOperation operation) {
    DatasetOperator what;
    what.operation = operation;
    ZHIBAO_TRY(auto const listed, names());
    for (auto const& name : listed) {
        ClauseItem item;
        item.name = name;
        what.items.push_back(std::move(item));
    }
    return what;
}

Result<DatasetOperator> Parser::renaming() {
    DatasetOperator what;
    what.operation = DatasetOperation::rename;
    do {
        ClauseItem item;
        ZHIBAO_TRY(item.name, name());
        ZHIBAO_CHECK(keyword("to"));
        ZHIBAO_TRY(item.newName, name());
        what.items.push_back(std::move(item));
    } while (skipMark(","));
    return what;
}

Result<DatasetOperator> Parser::subspace() {
    DatasetOperator what;
    what.operation = DatasetOperation::subspace;
    do {
        ClauseItem item;
        ZHIBAO_TRY(item.name, name());
        ZHIBAO_CHECK(mark("="));
        if (here().isKeyword("cast")) return unsupported(here(), "cast");
        ZHIBAO_TRY(item.value, constant());
        what.items.push_back(std::move(item));
    } while (skipMark(","));
    return what;
}

Result<std::optional<Role>> Parser::role() {
    if (skipKeyword("identifier")) return std::optional{Role::identifier};
    if (skipKeyword("measure")) return std::optional{Role::measure};
    if (skipKeyword("attribute")) return std::optional{Role::attribute};
    if (here().isKeyword("viral") && next().isKeyword("attribute")) {
        advance();
        advance();
        return std::optional{Role::viralAttribute};
    }
    return std::optional<Role>{};
}

Result<DatasetOperator> Parser::calculation(DatasetOperation operation) {
    DatasetOperator what;
    what.operation = operation;
    do {
        ClauseItem item;
        ZHIBAO_TRY(item.role, role());
        ZHIBAO_TRY(item.name, name());
        ZHIBAO_CHECK(mark(":="));
        auto const* function = functionNamed(here().text);
        bool const begins = here().kind == Token::Kind::keyword && function != nullptr && isAggregate(function->operation);
        // Only one function of a group is what aggr allows.
        if (operation == DatasetOperation::aggr && !begins) return unexpected("sum");
        if (operation == DatasetOperation::aggr) {
            Until const level{level_, Level::groups};
            ZHIBAO_TRY(item.expression, call(*function));
        } else {
            ZHIBAO_TRY(item.expression, expressionOver(Level::components));
        }
        what.items.push_back(std::move(item));
    } while (skipMark(","));
    if (operation == DatasetOperation::aggr) {
        ZHIBAO_TRY(what.grouping, grouping());
    }
    return what;
}

}  // namespace zhibao::vtl
