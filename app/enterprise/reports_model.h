#pragma once
/// The reports of the units as a list: where each stands, how long there is, and what to do next.

#include <vector>

#include <QAbstractTableModel>

#include "enterprise/program.h"
#include "enterprise/report_lines.h"

namespace zhibao {

class ReportsModel final : public QAbstractTableModel {
    Q_OBJECT
public:
    enum Column { unitColumn, reportColumn, stateColumn, deadlineColumn, nextColumn, columnCountValue };

    explicit ReportsModel(Program& program, QObject* parent = nullptr);
    void show(std::vector<ReportLine> lines);
    void wordAnew();
    [[nodiscard]] ReportLine const* lineAt(int row) const;
    [[nodiscard]] std::vector<ReportLine> const& lines() const noexcept { return lines_; }
    [[nodiscard]] static QString textOf(ReportState state);
    [[nodiscard]] static QString textOf(NextStep step);

    [[nodiscard]] int rowCount(QModelIndex const& parent = {}) const override;
    [[nodiscard]] int columnCount(QModelIndex const& parent = {}) const override;
    [[nodiscard]] QVariant data(QModelIndex const& index, int role = Qt::DisplayRole) const override;
    [[nodiscard]] QVariant headerData(int section, Qt::Orientation orientation, int role = Qt::DisplayRole) const override;

private:
    [[nodiscard]] QString stateText(ReportLine const& line) const;
    [[nodiscard]] QString deadlineText(ReportLine const& line) const;
    [[nodiscard]] QString toolTip(ReportLine const& line) const;

    Program& program_;
    std::vector<ReportLine> lines_;
};

}  // namespace zhibao
