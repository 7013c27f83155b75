#pragma once
/// The work of check_hierarchy and hierarchy on data: the data points of an operand laid out by code item and by group, where a group is
/// what shares all identifiers but the one of the codes, and the rules computed over them.
/// Source: VTL 2.1 reference manual, check_hierarchy and hierarchy.

#include <optional>
#include <string>
#include <vector>

#include "rules/compile.h"
#include "rules/dataset.h"
#include "rules/keys.h"
#include "rules/syntax.h"

namespace zhibao::vtl {

/// A rule whose code items are numbered and whose conditions are compiled over the conditioning components.
struct HierarchyRule {
    std::string name;
    Position position;
    std::optional<CompiledExpression> when;
    std::size_t left = 0;
    Operation relation = Operation::equal;
    struct Item {
        std::size_t item = 0;
        bool isSubtracted = false;
        std::optional<CompiledExpression> condition;
    };
    std::vector<Item> right;
    Literal errorCode;
    Literal errorLevel;

    /// "A = A": kept by hierarchy, ignored by check_hierarchy.
    [[nodiscard]] bool isIdentity() const noexcept {
        return right.size() == 1 && right.front().item == left && !right.front().isSubtracted;
    }
};

struct HierarchyPlan {
    std::vector<std::string> items;
    std::vector<HierarchyRule> rules;
    /// Rules by number, each after those whose results it may take.
    std::vector<std::size_t> order;
    std::vector<bool> isComputed;  // per item: the left side of a rule with "="
    std::size_t codes = 0;         // the operand's identifier of code items
    std::size_t measure = 0;
    std::vector<std::size_t> others;  // its other identifiers
    std::vector<std::size_t> viral;   // its viral attributes
    /// Which components conditions see and how they call them.
    Structure conditioning;
    std::vector<std::size_t> conditioningFrom;
    MissingItems missing = MissingItems::nonNull;
    ItemSource source = ItemSource::dataset;
};

/// One result. Rows are those of the operand: where the group's identifiers and the viral attributes' values stand, noRow where an
/// attribute has no value.
struct HierarchyResult {
    std::size_t rule = 0;
    std::uint32_t groupRow = 0;
    std::size_t item = 0;
    std::optional<Number> left;       // the value on the left side; of hierarchy the result itself
    std::optional<bool> holds;        // of check_hierarchy
    std::optional<Number> imbalance;  // of check_hierarchy: left less right
    std::vector<std::uint32_t> viralRows;
};

/// In the order of rules, then groups. Errors: vtlExpressionFailed.
[[nodiscard]] Result<std::vector<HierarchyResult>> checkedHierarchy(HierarchyPlan const& plan, Dataset const& operand,
                                                                    std::string_view file);
[[nodiscard]] Result<std::vector<HierarchyResult>> computedHierarchy(HierarchyPlan const& plan, Dataset const& operand,
                                                                     std::string_view file);

}  // namespace zhibao::vtl
