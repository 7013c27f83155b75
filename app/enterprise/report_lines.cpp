#include "enterprise/report_lines.h"

#include <algorithm>
#include <set>
#include <tuple>

#include "enterprise/due_periods.h"

namespace zhibao {

namespace {

ReportState stateOf(ReportLine const& line, DraftVerdicts const& verdicts) {
    if (!line.draft) return line.window && line.time.state == WindowState::notYetOpen ? ReportState::notOpen : ReportState::notBegun;
    if (line.draft->purpose == DraftPurpose::practice) return ReportState::practice;
    if (line.receipt) return stateOf(line.receipt->verdict);
    if (line.draft->handIn) return ReportState::handedIn;
    if (line.draft->seal) return ReportState::sealed;
    auto const verdict = verdicts.find(line.draft->id);
    if (verdict == verdicts.end()) return ReportState::draft;
    if (verdict->second.errors > 0) return ReportState::withErrors;
    return verdict->second.queries > 0 ? ReportState::toExplain : ReportState::ready;
}

std::optional<NextStep> nextOf(ReportState state) {
    switch (state) {
        case ReportState::notOpen: return std::nullopt;
        case ReportState::notBegun: return NextStep::begin;
        case ReportState::toExplain: return NextStep::explain;
        case ReportState::ready: return NextStep::seal;
        case ReportState::sealed: return NextStep::handIn;
        case ReportState::handedIn:
        case ReportState::received:
        case ReportState::accepted:
        case ReportState::returned:
        case ReportState::refused:
        case ReportState::duplicate:
        case ReportState::withdrawn: return NextStep::correct;
        case ReportState::draft:
        case ReportState::withErrors:
        case ReportState::practice: break;
    }
    return NextStep::goOn;
}

int rankOf(ReportLine const& line) {
    if (line.state == ReportState::practice) return 4;
    if (isDone(line.state)) return 3;
    if (!line.window) return 1;
    return line.time.state == WindowState::open ? 0 : line.time.state == WindowState::closed ? 1 : 2;
}

struct OfferedSet {
    FormSet const* set;
    std::vector<OfferedPeriod> periods;
};

std::vector<OfferedSet> offeredSets(Program& program) {
    std::vector<OfferedSet> sets;
    std::set<std::string> seen;
    for (auto const& edition : program.editions())
        for (auto const& set : edition->formSets)
            if (seen.insert(set.id).second) sets.push_back({&set, offeredPeriods(program, set.id)});
    return sets;
}

/// Which periods are worth a line of a unit that has not begun: what is open, the next one to open, and the last one that was missed.
std::vector<OfferedPeriod const*> worthALine(std::vector<OfferedPeriod> const& periods) {
    std::vector<OfferedPeriod const*> worth;
    bool hasNext = false;
    bool hasMissed = false;
    for (auto const& one : periods) {
        if (!one.window) continue;
        bool& isThere = one.time.state == WindowState::notYetOpen ? hasNext : hasMissed;
        if (one.time.state != WindowState::open && std::exchange(isThere, true)) continue;
        worth.push_back(&one);
    }
    return worth;
}

}  // namespace

ReportState stateOf(ReceiptVerdict verdict) {
    switch (verdict) {
        case ReceiptVerdict::accepted: return ReportState::accepted;
        case ReceiptVerdict::received: return ReportState::received;
        case ReceiptVerdict::returned: return ReportState::returned;
        case ReceiptVerdict::refused: return ReportState::refused;
        case ReceiptVerdict::duplicate: return ReportState::duplicate;
        case ReceiptVerdict::withdrawn: break;
    }
    return ReportState::withdrawn;
}

bool isDone(ReportState state) {
    switch (state) {
        case ReportState::sealed:
        case ReportState::handedIn:
        case ReportState::received:
        case ReportState::accepted:
        case ReportState::duplicate:
        case ReportState::withdrawn: return true;
        default: return false;
    }
}

Result<std::optional<LastReceipt>> lastReceiptOf(Program& program, std::string const& unit) {
    ZHIBAO_TRY(auto const units, program.store().units());
    ZHIBAO_TRY(auto const receipts, lastReceipts(program.store()));
    std::optional<LastReceipt> last;
    for (auto const& [draft, receipt] : receipts) {
        if (last && receipt.arrived.seconds <= last->receipt.arrived.seconds) continue;
        ZHIBAO_TRY(auto version, program.store().entry(draft));
        bool const isMeant = unit.empty() ? std::any_of(units.begin(), units.end(), [&](KnownUnit const& one) { return one.code == version.unit; }) : version.unit == unit;
        if (isMeant) last = LastReceipt{std::move(version), receipt};
    }
    return last;
}

Result<std::vector<ReportLine>> reportLines(Program& program, std::string const& unit, DraftVerdicts const& verdicts) {
    ZHIBAO_TRY(auto const units, program.store().units(true));
    ZHIBAO_TRY(auto const drafts, program.store().newest());
    ZHIBAO_TRY(auto const receipts, lastReceipts(program.store()));
    auto const sets = offeredSets(program);
    std::map<std::tuple<std::string, std::string, std::string>, ReportLine> lines;
    for (auto const& known : units) {
        if (unit.empty() ? known.isHidden : known.code != unit) continue;
        auto const profile = profileOf(program, known.code);
        for (auto const& [set, periods] : sets) {
            if (owes(*set, profile) != Owing::owed) continue;
            for (auto const* one : worthALine(periods))
                lines.try_emplace({known.code, set->id, toText(one->period)},
                                  ReportLine{known.code, known.name, set->id, set->title, one->period, one->window, one->time, std::nullopt, std::nullopt, {}});
        }
    }
    for (auto const& draft : drafts) {
        auto const known = std::find_if(units.begin(), units.end(), [&](KnownUnit const& one) { return one.code == draft.unit; });
        bool const isPractice = draft.purpose == DraftPurpose::practice;
        if (unit.empty() ? known != units.end() && known->isHidden : draft.unit != unit && !isPractice) continue;
        auto& line = lines[{draft.unit, draft.formSet, draft.period}];
        line.unit = draft.unit;
        line.unitName = draft.unitName;
        line.formSet = draft.formSet;
        if (auto const period = parsePeriod(draft.period)) line.period = *period;
        for (auto const& [set, periods] : sets) {
            if (set->id != draft.formSet) continue;
            line.title = set->title;
            for (auto const& one : periods)
                if (line.period == one.period) {
                    line.window = one.window;
                    line.time = one.time;
                }
        }
        line.draft = draft;
        if (auto const receipt = receipts.find(draft.id); receipt != receipts.end()) line.receipt = receipt->second;
        if (auto const verdict = verdicts.find(draft.id); verdict != verdicts.end()) line.verdict = verdict->second;
    }
    std::vector<ReportLine> ordered;
    for (auto& [key, line] : lines) {
        line.state = stateOf(line, verdicts);
        line.next = nextOf(line.state);
        ordered.push_back(std::move(line));
    }
    std::stable_sort(ordered.begin(), ordered.end(), [](ReportLine const& left, ReportLine const& right) {
        // Of what is past the newest stands first, of what is to come the nearest.
        auto const distance = [](ReportLine const& line) {
            auto const seconds = line.window ? line.window->deadline.seconds : 0;
            return rankOf(line) == 1 || rankOf(line) == 3 ? -seconds : seconds;
        };
        return std::tuple{rankOf(left), distance(left)} < std::tuple{rankOf(right), distance(right)};
    });
    return ordered;
}

}  // namespace zhibao
