#pragma once
/// The parser of VTL scripts, by recursive descent: parser.cpp reads expressions, parse_datasets.cpp what applies to whole datasets,
/// parse_rulesets.cpp the definitions. Its one public caller is parseScript.

#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "base/problems.h"
#include "rules/operators.h"
#include "rules/syntax.h"
#include "rules/tokens.h"

namespace zhibao::vtl {

class Parser {
public:
    Parser(std::vector<Token> tokens, std::string_view file, Problems& problems)
        : tokens_(std::move(tokens)), file_(file), problems_(problems) {}

    /// What could be read; what could not is among the problems.
    Script script();

private:
    using Names = std::set<std::string, std::less<>>;
    /// After so many problems the rest of the text is not read: nobody waits for what is said of it.
    static constexpr std::size_t mostTold = 100;

    /// What expressions speak of at this point of the text.
    enum class Level : std::uint8_t { components, groups, datasets };

    /// Sets a member until the end of the block.
    template <class Value>
    class Until {
    public:
        Until(Value& member, Value value) : member_(member), before_(member) { member_ = value; }
        ~Until() { member_ = before_; }
        Until(Until const&) = delete;
        Until& operator=(Until const&) = delete;

    private:
        Value& member_;
        Value before_;
    };
    /// Counts how deep the recursion is.
    class Nesting : public Until<int> {
    public:
        explicit Nesting(int& depth) : Until(depth, depth + 1) {}
    };

    [[nodiscard]] Token const& here() const noexcept { return tokens_[position_]; }
    [[nodiscard]] Token const& next() const noexcept { return tokens_[position_ + 1 < tokens_.size() ? position_ + 1 : position_]; }
    void advance() noexcept {
        if (position_ + 1 < tokens_.size()) ++position_;
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

    [[nodiscard]] tl::unexpected<Error> refuse(ErrorCode code, Position position, ErrorArguments arguments) const;
    [[nodiscard]] tl::unexpected<Error> unsupported(Token const& token, std::string_view feature) const;
    /// A name that is called: one that the script defines itself, or a mistyped one.
    [[nodiscard]] tl::unexpected<Error> noOperator(Token const& token) const;
    [[nodiscard]] tl::unexpected<Error> twice(Name const& name) const;
    /// What stands here is not what the grammar allows: not covered, or no VTL.
    [[nodiscard]] tl::unexpected<Error> unexpected(std::string_view expected) const;
    [[nodiscard]] tl::unexpected<Error> tooDeep(Position position) const;
    /// A reserved word where an expression begins: most likely a component of that name without its quotes.
    [[nodiscard]] tl::unexpected<Error> reservedHere(Token const& token) const;

    Result<> mark(std::string_view text);
    Result<> keyword(std::string_view word);
    Result<> statement(Script& script, Names& rulesets, Names& targets);
    /// True where one statement ends and another begins, though no semicolon says so.
    [[nodiscard]] bool beginsStatement() const noexcept;
    /// After an error: to where the next statement begins.
    void skipStatement(bool isDefinition);
    /// After an error in a rule: to its semicolon, or to the end of its ruleset.
    void skipRule();
    Result<Name> name(std::string_view expected = "name");
    Result<std::vector<Name>> names();
    Result<Number> number(Token const& token, bool negative) const;
    /// A constant, with its sign.
    Result<Literal> constant();

    Result<Expression> expression(int lowestRank = 1);
    /// An expression over components or groups inside a statement about datasets.
    Result<Expression> expressionOver(Level level);
    /// A sign or `not` and what it stands before.
    Result<Expression> prefixed();
    Result<Expression> primary();
    Result<Expression> wordExpression(Token const& token);
    Result<Expression> call(Function const& function);
    Result<> setMembers(std::vector<Expression>& operands);

    static Expression constantAt(Token const& token, Literal literal);
    static Expression operation(Operation operation, Position position);
    static Expression named(Name const& name);
    /// The expression with its depth; a long chain of operators is as deep as nested parentheses.
    Result<Expression> measured(Expression expression) const;

    // --- whole datasets ---
    /// What may follow a dataset: "#component" and clauses.
    Result<Expression> postfixed(Expression dataset);
    Result<DatasetOperator> clause();
    Result<DatasetOperator> keepOrDrop(DatasetOperation operation);
    Result<DatasetOperator> renaming();
    Result<DatasetOperator> subspace();
    Result<DatasetOperator> calculation(DatasetOperation operation);
    Result<std::optional<Role>> role();
    Result<Grouping> grouping();
    [[nodiscard]] bool beginsDatasetFunction(Token const& token) const noexcept;
    Result<Expression> datasetFunction();
    Result<> aggregation(DatasetOperator& what, Expression& whole);
    Result<> setOperation(DatasetOperator& what, Expression& whole);
    Result<> existence(DatasetOperator& what, Expression& whole);
    Result<> simpleCheck(DatasetOperator& what, Expression& whole);
    Result<> datapointCheck(DatasetOperator& what, Expression& whole);
    Result<> hierarchical(DatasetOperator& what, Expression& whole);
    Result<> operand(Expression& whole);
    void outputOf(DatasetOperator& what);

    // --- rulesets ---
    Result<> definition(Script& script, Names& rulesets);
    Result<bool> isOnValueDomains();
    Result<DatapointRuleset> datapointRuleset();
    Result<DatapointRule> datapointRule();
    Result<HierarchicalRuleset> hierarchicalRuleset();
    Result<HierarchicalRule> hierarchicalRule();
    Result<Name> codeItem();
    Result<std::vector<Parameter>> parameters();
    Result<> codesOf(Literal& errorCode, Literal& errorLevel);
    template <class Rule, class Read>
    Result<> rules(Name const& ruleset, std::vector<Rule>& rules, Read read);
    template <class Rule, class Read>
    Result<Rule> rule(Name const& ruleset, std::optional<bool>& areNamed, std::size_t number, Names& names, Read read);

    std::vector<Token> tokens_;
    std::string_view file_;
    Problems& problems_;
    std::size_t position_ = 0;
    int nesting_ = 0;
    Level level_ = Level::components;
};

}  // namespace zhibao::vtl
