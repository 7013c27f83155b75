#include "rules/compile.h"

#include <set>

#include "rules/instructions.h"
#include "rules/tokens.h"
#include "rules/typing.h"

namespace zhibao::vtl {

namespace {

void collectComponents(Typed const& typed, std::set<std::size_t>& components) {
    if (typed.expression->kind == Expression::Kind::name) components.insert(typed.component);
    for (auto const& operand : typed.operands) collectComponents(operand, components);
}

}  // namespace

Result<CompiledRuleset> compileRuleset(DatapointRuleset const& ruleset, Structure const& structure, std::span<Name const> components,
                                       std::string_view file) {
    Problems problems;
    auto compiled = compileRuleset(ruleset, structure, components, file, problems);
    if (!compiled) return tl::unexpected(problems.first().front());
    return std::move(*compiled);
}

std::optional<CompiledRuleset> compileRuleset(DatapointRuleset const& ruleset, Structure const& structure, std::span<Name const> components,
                                              std::string_view file, Problems& problems) {
    auto const before = problems.count();
    auto const signatureMismatch = [&](Position position) {
        std::string expected;
        for (auto const& parameter : ruleset.signature) expected += (expected.empty() ? "" : ", ") + parameter.name.text;
        problems.add({error::vtlSignatureMismatch,
                      {placeOf(file, position)},
                      {{"ruleset", ruleset.name.text}, {"expected", std::move(expected)}}});
        return std::nullopt;
    };
    if (ruleset.onValueDomains ? components.size() != ruleset.signature.size()
                               : !components.empty() && components.size() != ruleset.signature.size())
        return signatureMismatch(components.empty() ? ruleset.name.position : components.front().position);

    ComponentNames names;
    for (std::size_t i = 0; i < ruleset.signature.size(); ++i) {
        Name const& name = ruleset.onValueDomains ? components[i] : ruleset.signature[i].name;
        auto const component = structure.find(name.text);
        if (!component) {
            problems.add({error::vtlComponentUnknown,
                          {placeOf(file, name.position)},
                          {{"name", name.text}, {"in", structure.name}, {"there", listed(structure)}}});
            continue;
        }
        if (!ruleset.onValueDomains && !components.empty() && structure.find(components[i].text) != component)
            return signatureMismatch(components[i].position);
        names.emplace(ruleset.signature[i].alias.text, *component);
    }
    if (problems.count() != before) return std::nullopt;

    CompiledRuleset compiled;
    compiled.name_ = ruleset.name.text;
    compiled.structure_ = structure;
    auto program = std::make_shared<Program>();
    InstructionWriter writer{*program};
    auto const compileRule = [&](DatapointRule const& rule) -> Result<> {
        RuleProgram code;
        std::set<std::size_t> read;
        if (rule.when) {
            ZHIBAO_TRY(Typed const when, typedCondition(*rule.when, names, structure, compiled.name_, file));
            code.whenResult = writer.write(when, Bank::boolean, code.when);
            collectComponents(when, read);
        }
        ZHIBAO_TRY(Typed const then, typedCondition(rule.then, names, structure, compiled.name_, file));
        code.thenResult = writer.write(then, Bank::boolean, code.then);
        collectComponents(then, read);
        program->rules.push_back(std::move(code));
        compiled.rules_.push_back({rule.name.text, rule.name.position, rule.errorCode, rule.errorLevel, {read.begin(), read.end()}});
        return {};
    };
    for (auto const& rule : ruleset.rules) {
        if (auto const done = compileRule(rule); !done) problems.add(done.error());
    }
    if (problems.count() != before) return std::nullopt;
    compiled.program_ = std::move(program);
    return compiled;
}

Result<CompiledExpression> compileExpression(Expression const& expression, Structure const& structure, ScalarType untyped,
                                             std::string_view file) {
    ComponentNames names;
    for (std::size_t i = 0; i < structure.components.size(); ++i) names.emplace(structure.components[i].name, i);
    ZHIBAO_TRY(Typed const checked, typed(expression, names, structure, structure.name, file));
    CompiledExpression compiled;
    compiled.type_ = checked.type.value_or(untyped);
    compiled.structure_ = structure;
    auto program = std::make_shared<Program>();
    RuleProgram code;
    code.thenResult = InstructionWriter{*program}.write(checked, bankOf(compiled.type_), code.then);
    program->rules.push_back(std::move(code));
    compiled.program_ = std::move(program);
    return compiled;
}

}  // namespace zhibao::vtl
