#include "rules/evaluate.h"

#include <algorithm>
#include <cassert>

#include "rules/machine.h"

namespace zhibao::vtl {

bool isEmpty(Mask const& mask) noexcept {
    return std::all_of(mask.begin(), mask.end(), [](std::uint64_t word) { return word == 0; });
}

std::string_view nameOf(Fault fault) noexcept {
    switch (fault) {
        case Fault::overflow: return "overflow";
        case Fault::divisionByZero: return "division-by-zero";
        case Fault::argument: return "argument";
    }
    return "";
}

void evaluate(CompiledRuleset const& ruleset, Dataset const& dataset, VerdictSink const& sink) {
    assert(ruleset.structure().components == dataset.structure().components);
    Machine{ruleset.program(), dataset}.run(sink);
}

tl::expected<Column, FailedRow> evaluate(CompiledExpression const& expression, Dataset const& dataset) {
    assert(expression.structure().components == dataset.structure().components);
    return Machine{expression.program(), dataset}.column(expression.type());
}

}  // namespace zhibao::vtl
