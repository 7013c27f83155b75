#include "enterprise/due_periods.h"

#include <algorithm>
#include <tuple>

#include "enterprise/unit_history.h"
#include "register/scope.h"

namespace zhibao {

namespace {

constexpr int periodsOffered = 80;  // twenty years of quarters

/// The period of this set that is running now; nothing when no edition has the set.
std::optional<Period> runningPeriod(Program& program, std::string const& formSet) {
    auto const today = dayInChina(program.clock().now());
    for (auto const& edition : program.editions()) {
        auto const* set = edition->findFormSet(formSet);
        if (set == nullptr) continue;
        if (set->frequency != Frequency::annual) return Quarter::containing(today);
        if (auto const year = Year::parse(std::to_string(today.year()))) return *year;
    }
    return std::nullopt;
}

int orderOf(WindowState state) {
    return state == WindowState::open ? 0 : state == WindowState::notYetOpen ? 1 : 2;
}

}  // namespace

std::vector<OfferedPeriod> offeredPeriods(Program& program, std::string const& formSet) {
    std::vector<OfferedPeriod> offered;
    auto const running = runningPeriod(program, formSet);
    if (!running) return offered;
    auto const offer = [&](Period const& period, FormSet const& set) {
        OfferedPeriod one{period, std::nullopt};
        if (auto const window = program.data().schedule.window(set, period)) {
            one.window = *window;
            one.time = timelinessAt(*window, program.clock().now(), program.data().holidays);
        }
        offered.push_back(std::move(one));
    };
    auto period = *running;
    for (int number = 0; number < periodsOffered; ++number, period = previous(period)) {
        auto const edition = program.editionFor(period);
        if (auto const* set = edition == nullptr ? nullptr : edition->findFormSet(formSet)) offer(period, *set);
    }
    // Long after the last edition's time nothing would be on offer; then its own last periods are.
    for (auto const& edition : program.editions()) {
        if (!offered.empty()) break;
        auto const* set = edition->findFormSet(formSet);
        if (set == nullptr) continue;
        auto last = edition->validUntil && set->frequency != Frequency::annual ? Period{Quarter::containing(*edition->validUntil)} : *running;
        for (int number = 0; number < periodsOffered && lastDay(last) >= edition->validFrom; ++number, last = previous(last)) offer(last, *set);
    }
    // They come newest first; that order stays within a state, but what is open goes by its deadline.
    std::stable_sort(offered.begin(), offered.end(), [](OfferedPeriod const& left, OfferedPeriod const& right) {
        auto const deadline = [](OfferedPeriod const& one) { return one.time.state == WindowState::open && one.window ? one.window->deadline.seconds : 0; };
        return std::tuple{orderOf(left.time.state), deadline(left)} < std::tuple{orderOf(right.time.state), deadline(right)};
    });
    return offered;
}

std::optional<Characteristics> profileOf(Program& program, std::string const& unit) {
    // What cannot be read is told where the unit's drafts are opened.
    std::vector<Error> unread;
    auto profile = latestProfile(program.store(), program.library(), unit, unread);
    return profile ? *std::move(profile) : std::nullopt;
}

Owing owes(FormSet const& set, std::optional<Characteristics> const& profile) {
    if (isOwedByAll(set)) return Owing::owed;
    if (!profile) return Owing::unknown;
    return owedBecause(set, *profile) == nullptr ? Owing::notOwed : Owing::owed;
}

std::optional<DueReport> dueNext(Program& program, std::string const& unit) {
    auto const profile = profileOf(program, unit);
    std::optional<DueReport> next;
    std::optional<Moment> deadline;
    for (auto const& edition : program.editions())
        for (auto const& set : edition->formSets) {
            // What not every unit owes is pressed on nobody whose profile does not call for it.
            if (owes(set, profile) != Owing::owed) continue;
            for (auto const& one : offeredPeriods(program, set.id)) {
                if (!one.window || one.time.state != WindowState::open || (deadline && deadline->seconds <= one.window->deadline.seconds)) continue;
                auto const sealed = program.store().findSealed(unit, set.id, toText(one.period));
                if (sealed && *sealed) continue;
                next = DueReport{set.id, one.period};
                deadline = one.window->deadline;
            }
        }
    return next;
}

}  // namespace zhibao
