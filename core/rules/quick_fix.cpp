#include "rules/quick_fix.h"

#include <algorithm>
#include <set>

#include "answers/edit.h"
#include "base/integers.h"

namespace zhibao {

namespace {

constexpr std::int64_t slip = 10'000;

std::optional<Money> moneyAt(Row const& row, std::size_t column) {
    auto const* money = std::get_if<Money>(&row.cells[column]);
    return money == nullptr ? std::nullopt : std::optional{*money};
}

std::optional<Money> times(Money money, std::int64_t factor) {
    auto const product = multiplyChecked<std::int64_t>(money.hundredths(), factor);
    return product ? std::optional{Money::ofHundredths(*product)} : std::nullopt;
}

std::optional<Money> dividedExactly(Money money, std::int64_t divisor) {
    return money.hundredths() % divisor == 0 ? std::optional{Money::ofHundredths(money.hundredths() / divisor)} : std::nullopt;
}

class Fixer {
public:
    Fixer(Form const& form, Row const& row, std::size_t number) : form_(form), row_(row), number_(number) {}

    /// A total and its parts, none of them missing among the cells that the finding points to.
    [[nodiscard]] std::optional<QuickFix> ofSum(Residual const& residual) const {
        auto const group = groupOf(residual);
        std::vector<QuickFix> candidates;
        for (auto const column : group) {
            auto const money = moneyAt(row_, column);
            if (!money || money->isZero()) continue;
            auto const consider = [&](QuickFix::Kind kind, std::optional<Money> replacement) {
                if (replacement && agrees(residual, {{column, *replacement}})) candidates.push_back(fix(kind, {{column, *replacement}}));
            };
            consider(QuickFix::Kind::sign, times(*money, -1));
            consider(QuickFix::Kind::unit, times(*money, slip));
            consider(QuickFix::Kind::unit, dividedExactly(*money, slip));
        }
        if (candidates.size() == 1) return candidates.front();
        if (!candidates.empty()) return std::nullopt;
        auto const rest = residualOf(row_, form_, residual);
        auto const total = group.front();
        if (!rest || !*rest) return std::nullopt;
        auto const present = moneyAt(row_, total);
        if (present && !(*rest)->isNegative()) return std::nullopt;
        auto const sum = present.value_or(Money{}).minus(**rest);
        if (!sum) return std::nullopt;
        return fix(QuickFix::Kind::sum, {{total, *sum}});
    }

    [[nodiscard]] std::optional<QuickFix> ofSign(std::size_t column) const {
        // A total and its parts are turned together, as a credit note is entered.
        std::set<std::size_t> together{column};
        auto const* residual = residualWith(column);
        if (residual != nullptr)
            for (auto const other : groupOf(*residual))
                if (auto const money = moneyAt(row_, other); money && money->isNegative()) together.insert(other);
        std::vector<QuickFix::Change> changes;
        for (auto const each : together) {
            auto const turned = times(*moneyAt(row_, each), -1);
            if (!turned) return std::nullopt;
            changes.push_back({each, *turned});
        }
        if (residual != nullptr && !agrees(*residual, changes)) return std::nullopt;
        return fix(QuickFix::Kind::sign, std::move(changes));
    }

    [[nodiscard]] std::optional<QuickFix> ofUnit(bool isTooLarge) const {
        std::vector<QuickFix::Change> changes;
        for (std::size_t column = 0; column < form_.columns.size(); ++column) {
            auto const money = moneyAt(row_, column);
            if (!money || money->isZero() || form_.columns[column].kind != ColumnKind::money) continue;
            auto const other = isTooLarge ? dividedExactly(*money, slip) : times(*money, slip);
            if (!other) return std::nullopt;
            changes.push_back({column, *other});
        }
        return changes.empty() ? std::nullopt : std::optional{fix(QuickFix::Kind::unit, std::move(changes))};
    }

    [[nodiscard]] Residual const* residualOver(std::vector<CellReference> const& cells) const {
        std::set<std::string> pointed;
        for (auto const& cell : cells) {
            if (cell.form != form_.id || cell.row != number_) return nullptr;
            pointed.insert(cell.column);
        }
        for (auto const& residual : form_.residuals) {
            std::set<std::string> own{residual.parts.begin(), residual.parts.end()};
            own.insert(residual.total);
            if (own == pointed) return &residual;
        }
        return nullptr;
    }

private:
    [[nodiscard]] QuickFix fix(QuickFix::Kind kind, std::vector<QuickFix::Change> changes) const { return {kind, form_.id, number_, std::move(changes)}; }

    /// The total first.
    [[nodiscard]] std::vector<std::size_t> groupOf(Residual const& residual) const {
        std::vector<std::size_t> group;
        if (auto const total = form_.indexOf(residual.total)) group.push_back(*total);
        for (auto const& part : residual.parts)
            if (auto const position = form_.indexOf(part)) group.push_back(*position);
        return group;
    }

    [[nodiscard]] Residual const* residualWith(std::size_t column) const {
        for (auto const& residual : form_.residuals) {
            auto const group = groupOf(residual);
            if (std::find(group.begin(), group.end(), column) != group.end()) return &residual;
        }
        return nullptr;
    }

    [[nodiscard]] bool agrees(Residual const& residual, std::vector<QuickFix::Change> const& changes) const {
        auto changed = row_;
        for (auto const& change : changes) changed.cells[change.column] = change.cell;
        auto const rest = residualOf(changed, form_, residual);
        return rest && *rest && (*rest)->isZero();
    }

    Form const& form_;
    Row const& row_;
    std::size_t number_;
};

/// The value of last period that the rule compared the column with, in hundredths.
std::optional<Money> earlierValue(Finding const& finding, std::string const& column) {
    auto const found = finding.arguments.find(column + "_previous");
    if (found == finding.arguments.end()) return std::nullopt;
    auto const money = Money::parse(found->second);
    return money ? std::optional{*money} : std::nullopt;
}

/// Between a fifth and five times ten thousand: what remains is an ordinary change from one period to the next.
bool isSlip(Money large, Money small) {
    auto const ratio = [](Money of) { return Int128{of.hundredths() < 0 ? -of.hundredths() : of.hundredths()}; };
    return ratio(small) > 0 && ratio(large) >= ratio(small) * (slip / 5) && ratio(large) <= ratio(small) * (slip * 5);
}

}  // namespace

std::optional<QuickFix> quickFix(Finding const& finding, RulePapers const* papers, Filing const& filing, Edition const& edition) {
    if (finding.verdict != Verdict::violated || finding.cells.empty()) return std::nullopt;
    auto const& place = finding.cells.front();
    auto const* form = edition.findForm(place.form);
    auto const* answers = filing.findForm(place.form);
    if (form == nullptr || answers == nullptr || place.row >= answers->rows.size()) return std::nullopt;
    Fixer const fixer{*form, answers->rows[place.row], place.row};
    if (auto const* residual = fixer.residualOver(finding.cells)) return fixer.ofSum(*residual);
    if (finding.cells.size() != 1) return std::nullopt;
    auto const column = form->indexOf(place.column);
    if (!column || form->columns[*column].kind != ColumnKind::money) return std::nullopt;
    auto const amount = moneyAt(answers->rows[place.row], *column);
    if (!amount || papers == nullptr || !papers->validation) return std::nullopt;
    if (papers->validation->type == "VIR" && amount->isNegative()) return fixer.ofSign(*column);
    if (papers->validation->type != "VNO") return std::nullopt;
    auto const before = earlierValue(finding, place.column);
    if (!before) return std::nullopt;
    if (isSlip(*amount, *before)) return fixer.ofUnit(true);
    if (isSlip(*before, *amount)) return fixer.ofUnit(false);
    return std::nullopt;
}

}  // namespace zhibao
