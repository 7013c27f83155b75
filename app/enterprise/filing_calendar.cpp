#include "enterprise/filing_calendar.h"

#include <algorithm>

#include <QPainter>
#include <QTextCharFormat>
#include <QToolButton>

#include "ui/icons.h"
#include "ui/period_words.h"
#include "ui/text.h"

namespace zhibao {

namespace {

QDate dateOf(Date const& day) {
    return {day.year(), day.month(), day.day()};
}

Date dateOf(QDate const& day) {
    return Date{static_cast<unsigned short>(day.year()), static_cast<unsigned short>(day.month()), static_cast<unsigned short>(day.day())};
}

bool isWeekend(QDate const& day) {
    return day.dayOfWeek() > 5;
}

}  // namespace

FilingCalendar::FilingCalendar(Program& program, QWidget* parent) : QCalendarWidget(parent), program_(program) {
    setVerticalHeaderFormat(QCalendarWidget::NoVerticalHeader);
    setFirstDayOfWeek(Qt::Monday);
    setHorizontalHeaderFormat(QCalendarWidget::SingleLetterDayNames);
    setGridVisible(false);
    // Red is for what is due, not for every weekend.
    for (auto const day : {Qt::Saturday, Qt::Sunday}) setWeekdayTextFormat(day, {});
    setSelectedDate(dateOf(dayInChina(program.clock().now())));
    wordAnew();
}

void FilingCalendar::wordAnew() {
    setLocale(program_.language().locale());
    setAccessibleName(tr("Openings, deadlines and holidays"));
    for (auto const& [name, words] : {std::pair{"qt_calendar_prevmonth", tr("Month before")}, std::pair{"qt_calendar_nextmonth", tr("Month after")},
                                      std::pair{"qt_calendar_monthbutton", tr("Month")}, std::pair{"qt_calendar_yearbutton", tr("Year")},
                                      std::pair{"qt_calendar_yearedit", tr("Year")}, std::pair{"qt_calendar_calendarview", tr("Openings, deadlines and holidays")}})
        if (auto* part = findChild<QWidget*>(QString::fromLatin1(name))) part->setAccessibleName(words);
    updateCells();
}

void FilingCalendar::show(std::vector<ReportLine> const& lines) {
    happenings_.clear();
    auto const add = [&](QDate const& day, Happening const& happening) {
        auto& there = happenings_[day];
        // Many units have one deadline.
        if (std::none_of(there.begin(), there.end(), [&](Happening const& one) {
                return one.title.zh == happening.title.zh && one.period == happening.period && one.isDeadline == happening.isDeadline;
            }))
            there.push_back(happening);
    };
    for (auto const& line : lines) {
        if (!line.window || !line.period || line.state == ReportState::practice) continue;
        add(dateOf(dayInChina(line.window->opens)), {line.title, *line.period, false});
        add(dateOf(dayInChina(line.window->deadline)), {line.title, *line.period, true});
    }
    updateCells();
}

std::vector<FilingCalendar::Happening> const* FilingCalendar::happeningsOn(QDate const& day) const {
    auto const found = happenings_.find(day);
    return found == happenings_.end() ? nullptr : &found->second;
}

QStringList FilingCalendar::wordsOf(QDate const& day) const {
    QStringList words;
    auto const language = program_.language().current();
    if (auto const* happenings = happeningsOn(day))
        for (auto const& one : *happenings) {
            auto const what = toQt(one.title.in(language)) + QStringLiteral(" ") + periodWords(one.period, language);
            words.append(one.isDeadline ? tr("Due until 24:00: %1").arg(what) : tr("Opens: %1").arg(what));
        }
    if (!program_.data().holidays.covers(day.year())) return words;
    bool const isWorkday = program_.data().holidays.isWorkday(dateOf(day));
    if (!isWorkday && !isWeekend(day)) words.append(tr("Public holiday"));
    if (isWorkday && isWeekend(day)) words.append(tr("Worked in place of a holiday"));
    return words;
}

void FilingCalendar::paintCell(QPainter* painter, QRect const& rect, QDate date) const {
    QCalendarWidget::paintCell(painter, rect, date);
    painter->save();
    painter->setRenderHint(QPainter::Antialiasing);
    auto const mark = std::max(rect.height() / 4, 4);
    auto const colours = palette();
    if (auto const* happenings = happeningsOn(date)) {
        bool const isDue = std::any_of(happenings->begin(), happenings->end(), [](Happening const& one) { return one.isDeadline; });
        bool const isOpening = std::any_of(happenings->begin(), happenings->end(), [](Happening const& one) { return !one.isDeadline; });
        painter->setPen(Qt::NoPen);
        // A full disc is due, a triangle opens: told apart without their colours.
        if (isDue) {
            painter->setBrush(levelColour(Level::error));
            painter->drawEllipse(QRect{rect.right() - mark - 1, rect.top() + 2, mark, mark});
        }
        if (isOpening) {
            painter->setBrush(colours.color(QPalette::Highlight));
            painter->drawPolygon(QPolygon{{rect.left() + 2, rect.top() + 2}, {rect.left() + 2, rect.top() + 2 + mark}, {rect.left() + 2 + mark, rect.top() + 2 + mark / 2}});
        }
    }
    if (program_.data().holidays.covers(date.year()) && !program_.data().holidays.isWorkday(dateOf(date))) {
        painter->setPen(QPen{colours.color(QPalette::Mid), 2});
        painter->drawLine(rect.left() + mark, rect.bottom() - 1, rect.right() - mark, rect.bottom() - 1);
    }
    painter->restore();
}

}  // namespace zhibao
