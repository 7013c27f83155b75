#include "calendar/schedule.h"

#include <utility>

#include "base/csv.h"

namespace zhibao {

namespace {

using boost::gregorian::days;

Moment startOfDayInChina(Date day) {
    return Moment{endOfDayInChina(day - days(1)).seconds + 1};
}

Result<std::optional<Date>> dayOrNone(std::string const& text) {
    if (text.empty()) return std::optional<Date>{};
    ZHIBAO_TRY(Date const day, parseSurveyDay(text));
    return std::optional<Date>{day};
}

Date dayAfter(Period const& period, std::optional<MonthDay> const& fixed, int daysAfter) {
    if (!fixed) return lastDay(period) + days(daysAfter);
    return Date{static_cast<unsigned short>(lastDay(period).year() + 1), static_cast<unsigned short>(fixed->month), static_cast<unsigned short>(fixed->day)};
}

tl::unexpected<Error> reversed(Date opens, Date deadline, std::string_view place = {}) {
    return fail(error::scheduleDatesReversed, {{"opens", toText(opens)}, {"deadline", toText(deadline)}}, place);
}

}  // namespace

Result<> checkPeriodOfSet(FormSet const& set, Period const& period) {
    bool const isQuarter = std::holds_alternative<Quarter>(period);
    if (isQuarter == (set.frequency == Frequency::quarterly)) return {};
    return fail(error::periodNotOfSet, {{"period", toText(period)}, {"set", set.id}});
}

Result<> checkPeriodHasBegun(Period const& period, Date today) {
    if (firstDay(period) <= today) return {};
    return fail(error::periodNotBegun, {{"period", toText(period)}, {"day", toText(firstDay(period))}});
}

Timeliness timelinessAt(FilingWindow const& window, Moment now, Holidays const& holidays) {
    Timeliness timeliness;
    if (now < window.opens) timeliness.state = WindowState::notYetOpen;
    if (now > window.deadline) timeliness.state = WindowState::closed;
    auto const today = dayInChina(now);
    auto const last = dayInChina(window.deadline);
    timeliness.daysLeft = static_cast<int>((last - today).days());
    bool isKnown = last >= today;
    for (int year = today.year(); isKnown && year <= last.year(); ++year) isKnown = holidays.covers(year);
    if (isKnown) timeliness.workdaysLeft = holidays.workdaysBetween(today, last);
    return timeliness;
}

Result<Schedule> Schedule::parse(BytesView csv, Holidays holidays) {
    ZHIBAO_TRY(CsvTable const table, parseCsv(csv));
    ZHIBAO_TRY(auto const periodColumn, table.column("period"));
    ZHIBAO_TRY(auto const setColumn, table.column("form_set"));
    ZHIBAO_TRY(auto const opensColumn, table.column("opens"));
    ZHIBAO_TRY(auto const deadlineColumn, table.column("deadline"));
    ZHIBAO_TRY(auto const noteColumn, table.column("note"));
    Schedule schedule;
    schedule.holidays_ = std::move(holidays);
    for (auto const& row : table.rows) {
        auto const place = std::to_string(row.line);
        ZHIBAO_TRY(Period const period, inside(place, parsePeriod(row.fields[periodColumn])));
        auto const& set = row.fields[setColumn];
        if (set.empty()) return fail(error::scheduleSetMissing, {}, place);
        Exception exception;
        ZHIBAO_TRY(exception.opens, inside(place, dayOrNone(row.fields[opensColumn])));
        ZHIBAO_TRY(exception.deadline, inside(place, dayOrNone(row.fields[deadlineColumn])));
        exception.note = row.fields[noteColumn];
        if (exception.opens && exception.deadline && *exception.deadline < *exception.opens)
            return reversed(*exception.opens, *exception.deadline, place);
        if (!schedule.exceptions_.emplace(std::pair{toText(period), set}, std::move(exception)).second)
            return fail(error::scheduleTwice, {{"period", toText(period)}, {"set", set}}, place);
        schedule.announced_.push_back({period, set, row.line});
    }
    return schedule;
}

Schedule Schedule::completedBy(Schedule const& other) const {
    auto completed = *this;
    completed.holidays_ = holidays_.completedBy(other.holidays_);
    for (auto const& one : other.announced_) {
        auto const found = other.exceptions_.find({toText(one.period), one.formSet});
        if (completed.exceptions_.insert(*found).second) completed.announced_.push_back(one);
    }
    return completed;
}

Result<FilingWindow> Schedule::window(FormSet const& set, Period const& period) const {
    ZHIBAO_CHECK(checkPeriodOfSet(set, period));
    Date opens = dayAfter(period, set.opensOn, set.opensDaysAfter);
    Date deadline = dayAfter(period, set.deadlineOn, set.deadlineDaysAfter);
    std::string note;
    bool isAnnounced = false;
    if (auto const found = exceptions_.find({toText(period), set.id}); found != exceptions_.end()) {
        auto const announcedOpening = found->second.opens;
        if (announcedOpening && *announcedOpening <= lastDay(period) && opens > lastDay(period))
            return fail(error::scheduleOpensEarly, {{"opens", toText(*announcedOpening)}, {"period", toText(period)}, {"ends", toText(lastDay(period))}});
        opens = announcedOpening.value_or(opens);
        deadline = found->second.deadline.value_or(deadline);
        isAnnounced = found->second.deadline.has_value();
        note = found->second.note;
    }
    std::optional<Date> movedFrom;
    if (set.deadlineOnHoliday == DeadlineOnHoliday::nextWorkday && !isAnnounced) {
        auto const workday = holidays_.workdayOnOrAfter(deadline);
        for (int const year : {static_cast<int>(deadline.year()), static_cast<int>(workday.year())})
            if (!holidays_.covers(year)) return fail(error::holidaysUnknown, {{"year", std::to_string(year)}, {"set", set.id}});
        if (workday != deadline) movedFrom = std::exchange(deadline, workday);
    }
    if (deadline < opens) return reversed(opens, deadline);
    return FilingWindow{startOfDayInChina(opens), endOfDayInChina(deadline), std::move(note), movedFrom};
}

}  // namespace zhibao
