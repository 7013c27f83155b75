#pragma once
/// A month with what it holds for the units' reports: days on which something opens or is due, holidays, and weekends that are worked.

#include <map>

#include <QCalendarWidget>

#include "enterprise/report_lines.h"

namespace zhibao {

class FilingCalendar final : public QCalendarWidget {
    Q_OBJECT
public:
    explicit FilingCalendar(Program& program, QWidget* parent = nullptr);
    void show(std::vector<ReportLine> const& lines);
    void wordAnew();
    /// What a day holds, a line each; empty for an ordinary one.
    [[nodiscard]] QStringList wordsOf(QDate const& day) const;

protected:
    void paintCell(QPainter* painter, QRect const& rect, QDate date) const override;

private:
    struct Happening {
        LocalizedText title;  // of the form set
        Period period;
        bool isDeadline = false;
    };
    [[nodiscard]] std::vector<Happening> const* happeningsOn(QDate const& day) const;

    Program& program_;
    std::map<QDate, std::vector<Happening>> happenings_;
};

}  // namespace zhibao
