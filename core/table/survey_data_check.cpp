#include "table/survey_data_check.h"

#include <algorithm>
#include <optional>
#include <string>

#include "base/csv.h"
#include "base/file.h"
#include "calendar/holidays.h"
#include "calendar/rates.h"
#include "calendar/schedule.h"

namespace zhibao {

namespace {

class DataCheck {
public:
    DataCheck(Edition const& edition, EditionProblems& problems, std::string way) : edition_(edition), problems_(problems), way_(std::move(way)) {}

    void run() {
        auto const holidaysFile = way_ + "/calendar/holidays.csv";
        if (auto const text = textOf(holidaysFile)) {
            auto holidays = Holidays::parse(*text);
            if (holidays) holidays_ = *std::move(holidays);
            else problems_.report(holidays.error().inside(holidaysFile));
        }
        periods();
        rates();
    }

private:
    std::optional<Bytes> textOf(std::string const& file) const {
        auto text = readFile(problems_.folder() / pathOf(file));
        if (!text) return std::nullopt;
        return *std::move(text);
    }

    void periods() {
        auto const file = way_ + "/calendar/periods.csv";
        auto const text = textOf(file);
        auto const schedule = text ? Schedule::parse(*text, holidays_) : Result<Schedule>{Schedule{}};
        if (!schedule) {
            problems_.report(schedule.error().inside(file));
            return;
        }
        if (text) announced(file, *text, *schedule);
        for (std::size_t i = 0; i < edition_.formSets.size(); ++i) {
            auto const& set = edition_.formSets[i];
            auto const quarter = Quarter::containing(edition_.validFrom);
            auto const year = Year::parse(std::to_string(quarter.year()));
            if (set.deadlineOnHoliday == DeadlineOnHoliday::keep || !year) continue;
            auto const window = schedule->window(set, set.frequency == Frequency::annual ? Period{*year} : Period{quarter});
            if (!window) problems_.report(Error{window.error()}.inside("/formSets/" + std::to_string(i) + "/deadlineOnHoliday").inside("edition.json"), true);
        }
    }

    /// Days announced for single periods, each as the form set takes it.
    void announced(std::string const& file, Bytes const& text, Schedule const& schedule) {
        auto const table = parseCsv(text);
        if (!table) return;
        for (auto const& row : table->rows) {
            auto const period = parsePeriod(row.fields[*table->findColumn("period")]);
            auto const& id = row.fields[*table->findColumn("form_set")];
            if (!period || lastDay(*period) < edition_.validFrom || (edition_.validUntil && *edition_.validUntil < lastDay(*period))) continue;
            auto const line = std::to_string(row.line);
            auto const* set = edition_.findFormSet(id);
            if (set == nullptr) problems_.report(unknownFormSet(id, edition_).inside(line).inside(file), true);
            else if (auto const window = schedule.window(*set, *period); !window) problems_.report(Error{window.error()}.inside(line).inside(file));
        }
    }

    void rates() {
        auto const file = way_ + "/rates/fx_quarterly_per_usd.csv";
        auto const text = textOf(file);
        if (!text) return;
        auto const reading = readRates(*text);
        if (!reading) {
            problems_.report(reading.error().inside(file));
            return;
        }
        for (auto const& problem : reading->problems) problems_.report(problem.inside(file));
        auto const* currencies = edition_.findList("currencies");
        if (currencies == nullptr) return;
        for (auto const& [key, line] : reading->lines)
            if (currencies->find(key.second) == nullptr) problems_.report(error::codeUnknown, {{"code", key.second}, {"list", "currencies"}}, file, std::to_string(line), true);
    }

    Edition const& edition_;
    EditionProblems& problems_;
    std::string way_;
    Holidays holidays_;
};

}  // namespace

std::string wayUp(std::filesystem::path const& folder, std::string const& id) {
    auto const place = std::filesystem::absolute(folder).lexically_normal();
    std::string way;
    auto above = place.has_filename() ? place : place.parent_path();
    auto const names = pathOf(id);
    for (auto name = names.end(); name != names.begin();) {
        --name;
        if (above.filename() != *name) return {};
        above = above.parent_path();
        way += way.empty() ? ".." : "/..";
    }
    return way;
}

void checkSurveyData(Edition const& edition, EditionProblems& problems) {
    auto way = wayUp(problems.folder(), edition.id);
    if (!way.empty()) DataCheck{edition, problems, std::move(way)}.run();
}

}  // namespace zhibao
