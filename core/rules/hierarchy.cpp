#include "rules/hierarchy.h"

#include <map>

#include "rules/planner.h"
#include "rules/tokens.h"

namespace zhibao::vtl {

namespace {

/// What is known of one code item in one group.
struct Cell {
    bool isFound = false;
    bool isHandedOut = true;  // of a computed item: a zero that non_zero leaves out is still what other rules take
    std::optional<Number> value;
    std::vector<std::uint32_t> viralRows;
};

/// The right side of a rule, or both sides.
struct Sum {
    bool anyFound = false;
    bool allKnown = true;     // found, and not null
    bool anyNotZero = false;  // found, and null or another number than zero
    std::optional<Number> value = Number{};
    std::vector<std::uint32_t> viralRows;
    bool isFirst = true;
};

class Hierarchy {
public:
    Hierarchy(HierarchyPlan const& plan, Dataset const& operand, std::string_view file)
        : plan_(plan), operand_(operand), file_(file), groups_(groupsOf(Key{operand, plan.others})) {
        if (operand.rowCount() == 0) groups_.firstRows.clear();
        placeRows();
    }

    Result<> prepare() {
        std::vector<Column> columns;
        for (auto const i : plan_.conditioningFrom) columns.push_back(operand_.column(i).taken(groups_.firstRows));
        Dataset const seen{plan_.conditioning, std::move(columns)};
        for (auto const& rule : plan_.rules) {
            if (rule.when) {
                ZHIBAO_TRY(Column answers, valuesOf(*rule.when, seen, rule.name, file_));
                answers_.emplace(&*rule.when, std::move(answers));
            }
            for (auto const& item : rule.right) {
                if (!item.condition) continue;
                ZHIBAO_TRY(Column answers, valuesOf(*item.condition, seen, rule.name, file_));
                answers_.emplace(&*item.condition, std::move(answers));
            }
        }
        return {};
    }

    Result<std::vector<HierarchyResult>> check() {
        if (plan_.source == ItemSource::datasetPriority) ZHIBAO_CHECK(compute());
        std::vector<HierarchyResult> results;
        for (std::size_t number = 0; number < plan_.rules.size(); ++number) {
            auto const& rule = plan_.rules[number];
            if (rule.isIdentity()) continue;
            for (std::uint32_t group = 0; group < groups_.count(); ++group) {
                if (!isTrue(rule.when, group)) continue;
                Sum sum;
                ZHIBAO_CHECK(addRight(rule, group, sum));
                std::optional<Number> const right = sum.value;
                Cell const left = cell(group, rule.left, rule);
                std::optional<Number> const value = valueIn(left);
                note(left, sum);
                if (!isProduced(sum)) continue;
                HierarchyResult result;
                result.rule = number;
                result.groupRow = groups_.firstRows[group];
                result.item = rule.left;
                result.left = value;
                result.viralRows = std::move(sum.viralRows);
                if (value && right) {
                    result.holds = holds(rule.relation, *value, *right);
                    result.imbalance = value->minus(*right);
                    if (!result.imbalance) return tooLarge(rule, group);
                }
                results.push_back(std::move(result));
            }
        }
        return results;
    }

    Result<std::vector<HierarchyResult>> computeAll() {
        ZHIBAO_CHECK(compute());
        std::vector<HierarchyResult> results;
        std::vector<bool> done(plan_.items.size(), false);
        for (std::size_t number = 0; number < plan_.rules.size(); ++number) {
            auto const item = plan_.rules[number].left;
            if (plan_.rules[number].relation != Operation::equal || done[item]) continue;
            done[item] = true;
            for (std::size_t group = 0; group < groups_.count(); ++group) {
                auto const computed = computed_.find(group * plan_.items.size() + item);
                if (computed == computed_.end() || !computed->second.isHandedOut) continue;
                results.push_back({number, groups_.firstRows[group], item, computed->second.value, {}, {}, computed->second.viralRows});
            }
        }
        return results;
    }

private:
    /// Which row holds each code item in each group.
    void placeRows() {
        std::map<std::string_view, std::size_t> numbers;
        for (std::size_t i = 0; i < plan_.items.size(); ++i) numbers.emplace(plan_.items[i], i);
        rows_.assign(groups_.count() * plan_.items.size(), noRow);
        auto const& codes = operand_.column(plan_.codes);
        std::vector<std::size_t> ofCode;
        if (isTextual(codes.type())) {
            for (std::uint32_t code = 0; code < codes.dictionary().size(); ++code) {
                auto const found = numbers.find(codes.dictionary().at(code));
                ofCode.push_back(found == numbers.end() ? SIZE_MAX : found->second);
            }
        }
        for (std::uint32_t row = 0; row < operand_.rowCount(); ++row) {
            if (codes.isNull(row)) continue;
            std::size_t item = SIZE_MAX;
            if (isTextual(codes.type())) {
                item = ofCode[codes.codes()[row]];
            } else if (auto const found = numbers.find(codes.written(row)); found != numbers.end()) {
                item = found->second;
            }
            if (item != SIZE_MAX) rows_[groups_.ofRow[row] * plan_.items.size() + item] = row;
        }
    }

    [[nodiscard]] bool isTrue(std::optional<CompiledExpression> const& condition, std::uint32_t group) const {
        if (!condition) return true;
        auto const& answers = answers_.at(&*condition);
        return !answers.isNull(group) && answers.boolean(group);
    }

    [[nodiscard]] Cell given(std::uint32_t group, std::size_t item) const {
        Cell cell;
        auto const row = rows_[group * plan_.items.size() + item];
        cell.viralRows.assign(plan_.viral.size(), noRow);
        if (row == noRow) return cell;
        cell.isFound = true;
        auto const& values = operand_.column(plan_.measure);
        if (!values.isNull(row)) cell.value = values.number(row);
        for (std::size_t i = 0; i < plan_.viral.size(); ++i) {
            if (!operand_.column(plan_.viral[i]).isNull(row)) cell.viralRows[i] = row;
        }
        return cell;
    }

    /// The item as the rule sees it: from the operand, from another rule, or the one before the other.
    [[nodiscard]] Cell cell(std::uint32_t group, std::size_t item, HierarchyRule const& rule) const {
        auto const own = [&] { return given(group, item); };
        bool const isElsewhere = plan_.isComputed[item] && !(item == rule.left && rule.relation == Operation::equal);
        if (plan_.source == ItemSource::dataset || !isElsewhere) return own();
        auto const computed = computed_.find(group * plan_.items.size() + item);
        bool const exists = computed != computed_.end() && (computed->second.isHandedOut || plan_.source == ItemSource::rule);
        switch (plan_.source) {
            case ItemSource::datasetPriority: {
                Cell cell = own();
                return cell.value || !exists ? cell : computed->second;
            }
            case ItemSource::rulePriority: return exists && computed->second.value ? computed->second : own();
            default: break;
        }
        if (exists) return computed->second;
        Cell none;
        none.viralRows.assign(plan_.viral.size(), noRow);
        return none;
    }

    [[nodiscard]] bool zeroForMissing() const noexcept {
        return plan_.missing == MissingItems::nonZero || plan_.missing == MissingItems::partialZero ||
               plan_.missing == MissingItems::alwaysZero;
    }
    [[nodiscard]] std::optional<Number> valueIn(Cell const& cell) const {
        return !cell.isFound && zeroForMissing() ? std::optional{Number{}} : cell.value;
    }

    /// Takes one more item into account; its value apart.
    void note(Cell const& cell, Sum& sum) const {
        sum.anyFound = sum.anyFound || cell.isFound;
        sum.allKnown = sum.allKnown && cell.isFound && cell.value;
        sum.anyNotZero = sum.anyNotZero || (cell.isFound && !(cell.value && cell.value->isZero()));
        if (sum.isFirst) {
            sum.viralRows = cell.viralRows;
            sum.isFirst = false;
            return;
        }
        for (std::size_t i = 0; i < plan_.viral.size(); ++i) {
            auto& row = sum.viralRows[i];
            if (row == noRow) continue;
            auto const& attribute = operand_.column(plan_.viral[i]);
            if (cell.viralRows[i] == noRow || compareValues(attribute, cell.viralRows[i], attribute, row) < 0) row = cell.viralRows[i];
        }
    }

    Result<> addRight(HierarchyRule const& rule, std::uint32_t group, Sum& sum) const {
        for (auto const& item : rule.right) {
            if (!isTrue(item.condition, group)) continue;
            Cell const one = cell(group, item.item, rule);
            note(one, sum);
            auto const value = valueIn(one);
            if (!sum.value) continue;
            if (!value) {
                sum.value.reset();
                continue;
            }
            sum.value = item.isSubtracted ? sum.value->minus(*value) : sum.value->plus(*value);
            if (!sum.value) return tooLarge(rule, group);
        }
        return {};
    }

    /// Whether check_hierarchy hands out a result.
    [[nodiscard]] bool isProduced(Sum const& sum) const noexcept {
        switch (plan_.missing) {
            case MissingItems::nonNull: return sum.allKnown;
            case MissingItems::nonZero: return sum.anyNotZero;
            case MissingItems::partialNull:
            case MissingItems::partialZero: return sum.anyFound;
            case MissingItems::alwaysNull:
            case MissingItems::alwaysZero: break;
        }
        return true;
    }
    /// Whether hierarchy does.
    [[nodiscard]] bool isComputed(Sum const& sum) const noexcept {
        switch (plan_.missing) {
            case MissingItems::nonNull: return sum.value.has_value();
            case MissingItems::nonZero: return !(sum.value && sum.value->isZero());
            default: return isProduced(sum);
        }
    }

    Result<> compute() {
        for (auto const number : plan_.order) {
            auto const& rule = plan_.rules[number];
            for (std::uint32_t group = 0; group < groups_.count(); ++group) {
                if (!isTrue(rule.when, group)) continue;
                Sum sum;
                ZHIBAO_CHECK(addRight(rule, group, sum));
                bool const isHandedOut = isComputed(sum);
                if (sum.isFirst || (!isHandedOut && plan_.missing != MissingItems::nonZero)) continue;
                auto const place = group * plan_.items.size() + rule.left;
                Cell made{true, isHandedOut, sum.value, sum.viralRows};
                if (auto const before = computed_.find(place); before != computed_.end()) {
                    // Several rules make the item: their outcomes are added up.
                    note(before->second, sum);
                    made.viralRows = sum.viralRows;
                    made.isHandedOut = isHandedOut || before->second.isHandedOut;
                    if (made.value) made.value = before->second.value ? made.value->plus(*before->second.value) : std::nullopt;
                    if (!made.value && sum.allKnown) return tooLarge(rule, group);
                }
                computed_.insert_or_assign(place, std::move(made));
            }
        }
        return {};
    }

    static bool holds(Operation relation, Number left, Number right) {
        switch (relation) {
            case Operation::less: return left < right;
            case Operation::greater: return left > right;
            case Operation::lessOrEqual: return left <= right;
            case Operation::greaterOrEqual: return left >= right;
            default: return left == right;
        }
    }

    [[nodiscard]] tl::unexpected<Error> tooLarge(HierarchyRule const& rule, std::uint32_t group) const {
        return fail(error::vtlExpressionFailed,
                    {{"reason", "overflow"}, {"component", rule.name}, {"row", std::to_string(groups_.firstRows[group] + 1)}},
                    placeOf(file_, rule.position));
    }

    HierarchyPlan const& plan_;
    Dataset const& operand_;
    std::string_view file_;
    Groups groups_;
    std::vector<std::uint32_t> rows_;  // by group, then item
    std::map<std::size_t, Cell> computed_;
    std::map<CompiledExpression const*, Column> answers_;
};

}  // namespace

Result<std::vector<HierarchyResult>> checkedHierarchy(HierarchyPlan const& plan, Dataset const& operand, std::string_view file) {
    Hierarchy hierarchy{plan, operand, file};
    ZHIBAO_CHECK(hierarchy.prepare());
    return hierarchy.check();
}

Result<std::vector<HierarchyResult>> computedHierarchy(HierarchyPlan const& plan, Dataset const& operand, std::string_view file) {
    Hierarchy hierarchy{plan, operand, file};
    ZHIBAO_CHECK(hierarchy.prepare());
    return hierarchy.computeAll();
}

}  // namespace zhibao::vtl
