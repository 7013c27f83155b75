#pragma once
/// The period before beside the draft that is open: its rows opened again, and what is other now.

#include <vector>

#include "answers/reopened_rows.h"
#include "answers/row_changes.h"
#include "enterprise/draft_session.h"

namespace zhibao {

/// A form of the draft and the same form of the period before; null members when this computer has none.
struct LastPeriod {
    Form const* form = nullptr;  // of the draft's edition
    Form const* before = nullptr;
    std::vector<Row> const* rows = nullptr;  // of the period before
    LocalizedText title;  // of the period before

    [[nodiscard]] bool isKnown() const noexcept { return rows != nullptr; }
};

[[nodiscard]] LastPeriod lastPeriodOf(DraftSession& session, Form const& form);

/// Adds the rows of the period before that the form lacks, without figures, as one step. What was found; nothing is changed when there is
/// nothing to add.
ReopenedRows reopen(DraftSession& session, LastPeriod const& last);

/// A change with the form it is in.
struct FormChange {
    LastPeriod last;
    RowChange change;
};
/// Of all forms of rows, in the order of the draft.
[[nodiscard]] std::vector<FormChange> changesSince(DraftSession& session);

/// What a row is about, by its keys: "出口 · SJ211 法律服务 · SG 新加坡". In the edition of the draft.
[[nodiscard]] QString rowName(Row const& row, Form const& form, Edition const& edition, Language language);

}  // namespace zhibao
