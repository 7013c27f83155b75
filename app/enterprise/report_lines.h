#pragma once
/// For every unit and period one line: where its report stands, how long there is, and what to do next.

#include <map>
#include <optional>
#include <string>
#include <vector>

#include "base/language.h"
#include "calendar/schedule.h"
#include "enterprise/program.h"
#include "store/bureau_answers.h"

namespace zhibao {

/// What stands in the way of sealing a draft.
struct DraftVerdict {
    std::size_t errors = 0;   // to be put right
    std::size_t queries = 0;  // to be explained
    friend bool operator==(DraftVerdict const&, DraftVerdict const&) = default;
};
using DraftVerdicts = std::map<std::int64_t, DraftVerdict>;

/// As far as it can be known on this computer: what the bureau made of a filing is what its last receipt says. Source: DOMAIN 5.3.
enum class ReportState {
    notOpen,     // 未开放
    notBegun,    // 未填报
    draft,       // 填报中, not judged yet
    withErrors,  // 审核未通过
    toExplain,   // 审核未通过: only explanations are missing
    ready,       // 审核通过
    sealed,      // 已密封, still here
    handedIn,    // 已送出
    received,    // 已收到
    accepted,    // 已验收
    returned,    // 退回
    refused,     // 拒收
    duplicate,   // 重复
    withdrawn,   // 已撤回
    practice     // 练习
};

/// The one thing to do next.
enum class NextStep { begin, goOn, explain, seal, handIn, correct };

struct ReportLine {
    std::string unit;
    std::string unitName;
    std::string formSet;
    LocalizedText title;  // of the form set
    std::optional<Period> period;  // nothing where the period of a draft is none
    std::optional<FilingWindow> window;
    Timeliness time = {};  // of the window; as it stands without one
    std::optional<DraftEntry> draft;
    std::optional<ReceiptSummary> receipt = std::nullopt;  // the last one of the draft
    DraftVerdict verdict;
    ReportState state = ReportState::notBegun;
    std::optional<NextStep> next = std::nullopt;  // nothing before its period opens
};

[[nodiscard]] ReportState stateOf(ReceiptVerdict verdict);
/// Whether nothing is left to do before the deadline.
[[nodiscard]] bool isDone(ReportState state);

/// Of one unit, or of all that are shown for an empty code: what can be filed now and is not sealed, the nearest deadline first; then what
/// is late; what opens next; what is sealed, newest first; practice last. A report that the unit need not file has a line only where one
/// was begun. What the store says.
[[nodiscard]] Result<std::vector<ReportLine>> reportLines(Program& program, std::string const& unit, DraftVerdicts const& verdicts);

/// The receipt of the filing that arrived last, of one unit or of all that are shown; nothing where there is none.
struct LastReceipt {
    DraftEntry version;  // that it answers
    ReceiptSummary receipt;
};
[[nodiscard]] Result<std::optional<LastReceipt>> lastReceiptOf(Program& program, std::string const& unit);

}  // namespace zhibao
