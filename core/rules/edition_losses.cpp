#include "rules/edition_losses.h"

#include <algorithm>

#include "answers/carry_forward.h"
#include "rules/json_changes.h"

namespace zhibao {

namespace {

using Names = std::vector<std::string>;

class Losses {
public:
    Losses(Edition const& from, Edition const& to) : from_(from), to_(to) {}

    std::string of(EditionChange const& change) const {
        auto const names = namesOf(change.place);
        bool const isGone = change.kind == ChangeKind::removed;
        bool const hasLeft = isGone || (change.kind == ChangeKind::moved && change.before == change.place);
        if (names[0] == "formSets") {
            if (names.size() == 2) return isGone ? "gone" : "";
            if (names[2] == "forms" && hasLeft) return "gone";
            return names[2] == "frequency" ? "frequency" : "";
        }
        if (names[0] == "forms") return formLoss(names, isGone, hasLeft);
        if (names[0] == "lists" && names.size() >= 3) return codeLoss(names, isGone);
        if (names[0] == "rules") {
            // Explanations that units gave are answers too.
            bool const isCheck = names.size() == 2 || (names.size() == 3 && change.subject == "rule");
            return isGone && isCheck ? "explanations" : "";
        }
        return {};
    }

private:
    static Column const* columnOf(Edition const& edition, std::string const& form, std::string const& column) {
        auto const* found = edition.findForm(form);
        auto const position = found == nullptr ? std::nullopt : found->indexOf(column);
        return position ? &found->columns[*position] : nullptr;
    }

    std::string formLoss(Names const& names, bool isGone, bool hasLeft) const {
        if (names.size() == 2) return isGone ? "gone" : "";
        if (names[2] == "kind") return "gone";
        if (names[2] == "currency" || names[2] == "currencyColumn") return "currency";
        if (names[2] != "columns" || names.size() < 4) return {};
        if (names.size() == 4) return hasLeft ? lossOfLeaving(names[1], names[3]) : "";
        auto const* before = columnOf(from_, names[1], names[3]);
        auto const* after = columnOf(to_, names[1], names[3]);
        if (before == nullptr || after == nullptr) return {};
        return settingLoss(names[4], *before, *after);
    }

    /// Of a column that another form of the same filing asks now.
    std::string lossOfLeaving(std::string const& form, std::string const& column) const {
        auto const* goal = formThatAsksNow(from_, to_, form, column);
        if (goal == nullptr) return "gone";
        auto const* before = columnOf(from_, form, column);
        auto const* after = columnOf(to_, goal->id, column);
        auto const* owner = from_.findForm(form);
        if (after->kind == ColumnKind::money && (owner->currency != goal->currency || owner->currencyColumn != goal->currencyColumn)) return "currency";
        for (auto const* setting : {"kind", "maximalLength", "list", "leafOnly"})
            if (auto loss = settingLoss(setting, *before, *after); !loss.empty()) return loss;
        return {};
    }

    std::string settingLoss(std::string_view setting, Column const& before, Column const& after) const {
        // Everything that is not a figure can be kept as a text.
        if (setting == "kind") return before.kind == after.kind || (after.kind == ColumnKind::text && after.role != ColumnRole::measure) ? "" : "kind";
        // Rows that only this column told apart are one row twice.
        if (setting == "role") return before.role == ColumnRole::key && after.role != ColumnRole::key ? "key" : "";
        if (setting == "format") return !after.format.empty() && after.format != before.format ? "format" : "";
        if (setting == "maximalLength") return after.maximalLength < before.maximalLength ? "length" : "";
        if (before.kind != ColumnKind::code || after.kind != ColumnKind::code) return {};
        auto const& codes = *from_.findList(before.list);
        auto const& newCodes = *to_.findList(after.list);
        auto const loses = [&](auto const& test) {
            return std::any_of(codes.entries().begin(), codes.entries().end(), [&](CodeEntry const& entry) { return (!before.leafOnly || entry.isLeaf) && test(entry); });
        };
        if (setting == "list" && loses([&](CodeEntry const& entry) { return newCodes.find(entry.code) == nullptr; })) return "codes";
        if (setting == "leafOnly" && after.leafOnly && loses([&](CodeEntry const& entry) {
                auto const* other = newCodes.find(entry.code);
                return other != nullptr && !other->isLeaf;
            }))
            return "leaves";
        return {};
    }

    std::string codeLoss(Names const& names, bool isGone) const {
        bool const isCode = names.size() == 3 && isGone;
        bool const isBranchNow = names.size() == 4 && names[3] == "is_leaf";
        if (!isCode && !isBranchNow) return {};
        auto const* entry = from_.findList(names[1])->find(names[2]);
        if (entry == nullptr) return {};
        for (auto const& form : from_.forms)
            for (auto const& column : form.columns) {
                if (column.kind != ColumnKind::code || column.list != names[1] || (column.leafOnly && !entry->isLeaf)) continue;
                auto const* after = columnOf(to_, form.id, column.id);
                if (after == nullptr || after->kind != ColumnKind::code || after->list != names[1]) continue;
                if (isCode) return "codes";
                if (after->leafOnly && entry->isLeaf) return "leaves";
            }
        return {};
    }

    Edition const& from_;
    Edition const& to_;
};

}  // namespace

std::string lossOf(EditionChange const& change, Edition const& from, Edition const& to) {
    return Losses{from, to}.of(change);
}

}  // namespace zhibao
