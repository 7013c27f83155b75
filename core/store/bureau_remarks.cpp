#include "store/bureau_remarks.h"

#include <algorithm>
#include <map>
#include <utility>

#include "answers/earlier_rows.h"

namespace zhibao {

namespace {

std::vector<Row> const& rowsOf(Filing const& filing, std::string const& form) {
    static std::vector<Row> const none;
    auto const* answers = filing.findForm(form);
    return answers == nullptr ? none : answers->rows;
}

/// Finds the rows of a sealed version again in the one that is being worked on.
class MovedRows {
public:
    MovedRows(Filing const& before, Filing const& now, Edition const& edition) : before_(before), now_(now), edition_(edition) {}

    /// Nothing for a row that is gone.
    [[nodiscard]] std::optional<std::size_t> placeOf(std::string const& formId, std::size_t was) {
        auto const* form = edition_.findForm(formId);
        auto const& before = rowsOf(before_, formId);
        auto const& now = rowsOf(now_, formId);
        if (form == nullptr || was >= before.size()) return std::nullopt;
        auto const key = keyOf(before[was], *form);
        if (was < now.size() && (key ? keyOf(now[was], *form) == key : now[was] == before[was])) return was;
        if (!key) {
            // What has no name is known by all that it says, or else by its place.
            auto const same = std::find(now.begin(), now.end(), before[was]);
            if (same != now.end()) return static_cast<std::size_t>(same - now.begin());
            return was < now.size() ? std::optional{was} : std::nullopt;
        }
        auto [found, isNew] = byKey_.try_emplace(formId);
        if (isNew) found->second = EarlierRows{now, *form, *form};
        return found->second.positionOf(before[was]);
    }

    /// Whether the cell, or the whole row for a cell of no column, says something else than it did.
    [[nodiscard]] bool isChanged(CellReference const& was, std::size_t row) const {
        auto const& before = rowsOf(before_, was.form)[was.row];
        auto const& now = rowsOf(now_, was.form)[row];
        auto const column = edition_.findForm(was.form)->indexOf(was.column);
        return column ? before.cells[*column] != now.cells[*column] : before != now;
    }

private:
    Filing const& before_;
    Filing const& now_;
    Edition const& edition_;
    std::map<std::string, EarlierRows> byKey_;
};

/// Explanations that the sealed version did not give.
std::vector<Explanation const*> newExplanations(Filing const& before, Filing const& now) {
    std::vector<Explanation const*> found;
    for (auto const& explanation : now.explanations) {
        bool const isOld = std::any_of(before.explanations.begin(), before.explanations.end(),
                                       [&](Explanation const& old) { return old.rule == explanation.rule && old.text == explanation.text; });
        if (!isOld) found.push_back(&explanation);
    }
    return found;
}

bool isExplained(BureauRemark const& remark, std::vector<Explanation const*> const& explanations) {
    return std::any_of(explanations.begin(), explanations.end(), [&](Explanation const* explanation) {
        // A part of a check is named after it: "B11.2".
        bool const isOfRule = explanation->rule == remark.rule || explanation->rule.starts_with(remark.rule + ".");
        if (remark.cells.empty()) return !remark.rule.empty() && isOfRule;
        if (!remark.rule.empty() && !isOfRule) return false;
        return std::any_of(remark.cells.begin(), remark.cells.end(),
                           [&](CellReference const& cell) { return std::find(explanation->cells.begin(), explanation->cells.end(), cell) != explanation->cells.end(); });
    });
}

}  // namespace

Result<std::optional<AnsweredVersion>> answeredVersion(DraftStore& store, DraftEntry const& draft, Edition const& edition) {
    ZHIBAO_TRY(auto filing, store.load(draft.id, edition));
    auto answered = draft;
    if (!draft.seal) {
        auto const replaced = filing.header.replaces;
        if (!replaced) return std::optional<AnsweredVersion>{};
        ZHIBAO_TRY(auto const versions, store.versionsOf(draft.unit));
        auto const found = std::find_if(versions.begin(), versions.end(), [&](DraftEntry const& one) { return one.seal && one.seal->identity == *replaced; });
        if (found == versions.end()) return std::optional<AnsweredVersion>{};
        answered = *found;
    }
    ZHIBAO_TRY(auto receipt, lastReceipt(store, answered));
    if (!receipt) return std::optional<AnsweredVersion>{};
    if (answered.id != draft.id) {
        ZHIBAO_TRY(filing, store.load(answered.id, edition));
    }
    return std::optional{AnsweredVersion{answered.version, std::move(filing), *std::move(receipt)}};
}

std::vector<BureauRemark> bureauRemarks(AnsweredVersion const& answered, Filing const& now, Edition const& edition) {
    auto const& receipt = answered.receipt;
    bool const asks = receipt.verdict == ReceiptVerdict::returned || receipt.verdict == ReceiptVerdict::received;
    if (!asks) return {};
    MovedRows rows{answered.filing, now, edition};
    auto const explanations = newExplanations(answered.filing, now);
    std::vector<BureauRemark> remarks;
    auto const add = [&](BureauRemark remark, std::vector<CellReference> const& cells) {
        for (auto const& cell : cells) {
            if (edition.findForm(cell.form) == nullptr) {
                remark.cells.push_back(cell);
                continue;
            }
            auto const place = rows.placeOf(cell.form, cell.row);
            if (!place) continue;
            remark.cells.push_back({cell.form, *place, cell.column});
            remark.isAnswered = remark.isAnswered || rows.isChanged(cell, *place);
        }
        if (!cells.empty() && remark.cells.empty()) return;
        remark.isAnswered = remark.isAnswered || isExplained(remark, explanations);
        remarks.push_back(std::move(remark));
    };
    if (!receipt.text.empty()) add({{}, {receipt.text, receipt.text}, {}, {}, {}}, {});
    for (auto const& reason : receipt.reasons) add({{}, {reason.text, reason.text}, {}, {}, {}}, reason.cells);
    for (auto const& finding : receipt.findings) add({{}, finding.message, finding.rule, finding.level, finding.arguments}, finding.cells);
    return remarks;
}

}  // namespace zhibao
