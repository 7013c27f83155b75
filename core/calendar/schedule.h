#pragma once
/// When a form set can be filed for a period: from 0:00 in China on the day it opens until 24:00 on its last day. The edition has
/// the rule (days after the period, or days of the following year); a table holds what was announced otherwise for single periods. A
/// last day that falls on a holiday is not moved by itself: the bureau announces that, and it differs from quarter to quarter. Only a
/// set that says "deadlineOnHoliday": "nextWorkday" goes on to the next working day, and its window says from which day it was moved.
/// China keeps one time, Asia/Shanghai, which is UTC+8 throughout: summer time was kept in 1986 to 1991 only, long before the first
/// period of any edition. So the offset is fixed, and no instant of a window depends on where a program runs or what it knows of zones.
/// Source: DOMAIN 1.8 (NBS forms print a date per quarter), 8.11; 统计法 art. 42 (late filing).

#include <map>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "base/bytes.h"
#include "base/date.h"
#include "base/error.h"
#include "calendar/holidays.h"
#include "calendar/period.h"
#include "form/model.h"

namespace zhibao {

namespace error {
inline constexpr ErrorCode periodNotOfSet{"period-not-of-set"};  // period, set: a year for a quarterly set, or the other way round
inline constexpr ErrorCode scheduleTwice{"schedule-twice"};      // period, set
inline constexpr ErrorCode scheduleDatesReversed{"schedule-dates-reversed"};  // opens, deadline
inline constexpr ErrorCode scheduleSetMissing{"schedule-set-missing"};
inline constexpr ErrorCode scheduleOpensEarly{"schedule-opens-early"};  // opens, period, ends: announced for a day before the period has ended
inline constexpr ErrorCode periodNotBegun{"period-not-begun"};   // period, day: its first
inline constexpr ErrorCode holidaysUnknown{"holidays-unknown"};  // year, set: the last day depends on holidays that no table gives
}  // namespace error

struct FilingWindow {
    Moment opens;
    Moment deadline;   // the last second that is in time
    std::string note;  // why it differs from the rule; empty when it does not
    std::optional<Date> movedFrom = {};  // the last day before it went on to the next working day
    friend bool operator==(FilingWindow const&, FilingWindow const&) = default;
};

enum class WindowState { notYetOpen, open, closed };

/// Where a moment stands in a window. Days are days in China.
struct Timeliness {
    WindowState state = WindowState::open;
    int daysLeft = 0;  // 0 on the last day; negative when that is past: −1 is one day late
    /// Working days after today up to the last day; nothing when that is past or the table does not know the years in between.
    std::optional<int> workdaysLeft;
    [[nodiscard]] bool isLate() const noexcept { return state == WindowState::closed; }
    friend bool operator==(Timeliness const&, Timeliness const&) = default;
};
[[nodiscard]] Timeliness timelinessAt(FilingWindow const& window, Moment now, Holidays const& holidays);

/// periodNotOfSet unless the period is of the set's frequency.
[[nodiscard]] Result<> checkPeriodOfSet(FormSet const& set, Period const& period);

/// periodNotBegun before its first day: nothing can be owed for it yet, and a slip in a year is noticed.
[[nodiscard]] Result<> checkPeriodHasBegun(Period const& period, Date today);

class Schedule {
public:
    /// Without exceptions: the editions' rules hold.
    Schedule() = default;
    /// CSV with the columns period,form_set,opens,deadline,note; days as 2017-04-12; an empty day keeps the rule's. Errors name the line.
    /// `holidays` serve the sets whose last day goes on to a working day.
    [[nodiscard]] static Result<Schedule> parse(BytesView csv, Holidays holidays = {});

    /// This table, and of the periods and form sets of which it says nothing the other; holidays likewise.
    [[nodiscard]] Schedule completedBy(Schedule const& other) const;

    /// A period and form set that the table says something of.
    struct Announced {
        Period period;
        std::string formSet;
        std::size_t line = 0;
    };
    /// In the order of lines.
    [[nodiscard]] std::vector<Announced> const& announced() const noexcept { return announced_; }

    /// periodNotOfSet; scheduleOpensEarly, unless the set's own rule opens before the end; scheduleDatesReversed when a table's day and the rule's other day do not go together; holidaysUnknown.
    [[nodiscard]] Result<FilingWindow> window(FormSet const& set, Period const& period) const;

private:
    struct Exception {
        std::optional<Date> opens;
        std::optional<Date> deadline;
        std::string note;
    };
    std::map<std::pair<std::string, std::string>, Exception> exceptions_;  // by period and set
    std::vector<Announced> announced_;
    Holidays holidays_;
};

}  // namespace zhibao
