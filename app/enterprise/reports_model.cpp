#include "enterprise/reports_model.h"

#include "ui/period_words.h"
#include "ui/text.h"

namespace zhibao {

ReportsModel::ReportsModel(Program& program, QObject* parent) : QAbstractTableModel(parent), program_(program) {}

void ReportsModel::show(std::vector<ReportLine> lines) {
    beginResetModel();
    lines_ = std::move(lines);
    endResetModel();
}

void ReportsModel::wordAnew() {
    Q_EMIT headerDataChanged(Qt::Horizontal, 0, columnCountValue - 1);
    if (!lines_.empty()) Q_EMIT dataChanged(index(0, 0), index(rowCount() - 1, columnCountValue - 1));
}

ReportLine const* ReportsModel::lineAt(int row) const {
    return row < 0 || row >= rowCount() ? nullptr : &lines_[static_cast<std::size_t>(row)];
}

QString ReportsModel::textOf(ReportState state) {
    switch (state) {
        case ReportState::notOpen: return tr("Not open yet");
        case ReportState::notBegun: return tr("Not begun");
        case ReportState::draft: return tr("Being filled in");
        case ReportState::withErrors: return tr("With errors");
        case ReportState::toExplain: return tr("To be explained");
        case ReportState::ready: return tr("Ready to seal");
        case ReportState::sealed: return tr("Sealed");
        case ReportState::handedIn: return tr("Handed in");
        case ReportState::received: return tr("Received");
        case ReportState::accepted: return tr("Accepted");
        case ReportState::returned: return tr("Sent back");
        case ReportState::refused: return tr("Refused");
        case ReportState::duplicate: return tr("There already");
        case ReportState::withdrawn: return tr("Withdrawn");
        case ReportState::practice: return tr("Practice");
    }
    return {};
}

QString ReportsModel::textOf(NextStep step) {
    switch (step) {
        case NextStep::begin: return tr("Begin");
        case NextStep::goOn: return tr("Go on");
        case NextStep::explain: return tr("Explain");
        case NextStep::seal: return tr("Seal…");
        case NextStep::handIn: return tr("Hand in…");
        case NextStep::correct: return tr("Correct");
    }
    return {};
}

QString ReportsModel::stateText(ReportLine const& line) const {
    auto state = textOf(line.state);
    if (line.receipt) {
        if (line.draft->version > 1) state += tr(" · version %1").arg(line.draft->version);
        if (line.receipt->open > 0) state += tr(" · open: %1").arg(line.receipt->open);
        auto const day = toQt(toText(dayInChina(line.receipt->arrived)));
        return state + QLatin1Char('\n') + (line.receipt->isFromStarter ? tr("counted on %1").arg(day) : tr("arrived %1").arg(day));
    }
    switch (line.state) {
        case ReportState::withErrors: return state + tr(": ") + QString::number(line.verdict.errors + line.verdict.queries);
        case ReportState::toExplain: return state + tr(": ") + QString::number(line.verdict.queries);
        case ReportState::sealed:
        case ReportState::handedIn: return line.draft->version > 1 ? state + tr(" · version %1").arg(line.draft->version) : state;
        default: return state;
    }
}

QString ReportsModel::deadlineText(ReportLine const& line) const {
    if (line.state == ReportState::practice) return {};
    if (!line.window) return tr("no deadline is known");
    auto const day = toQt(toText(dayInChina(line.window->deadline)));
    if (line.time.state == WindowState::notYetOpen) return tr("opens on %1").arg(toQt(toText(dayInChina(line.window->opens))));
    if (isDone(line.state)) return line.time.state == WindowState::closed ? QString{} : tr("until %1").arg(day);
    if (line.time.state == WindowState::closed) return tr("was due on %1").arg(day);
    if (line.time.daysLeft == 0) return tr("due today, 24:00");
    auto text = tr("days left: %1").arg(line.time.daysLeft);
    if (line.time.workdaysLeft) text += QLatin1Char('\n') + tr("workdays: %1").arg(*line.time.workdaysLeft);
    return text;
}

QString ReportsModel::toolTip(ReportLine const& line) const {
    QStringList lines{toQt(line.unitName), toQt(line.unit)};
    if (line.window) lines.append(tr("Due until %1, 24:00").arg(toQt(toText(dayInChina(line.window->deadline)))));
    if (line.draft && !line.draft->seal) lines.append(tr("Last changed at %1").arg(toQt(chinaTimeText(line.draft->changedAt))));
    if (line.draft && line.draft->seal) lines.append(tr("Sealed at %1 as %2").arg(toQt(chinaTimeText(line.draft->seal->moment)), toQt(line.draft->seal->file)));
    if (line.draft && line.draft->handIn) lines.append(tr("Handed in at %1: %2").arg(toQt(chinaTimeText(line.draft->handIn->moment)), toQt(line.draft->handIn->place)));
    if (line.receipt && line.receipt->isFromStarter) lines.append(tr("The bureau's starter file of %1 counts it").arg(toQt(chinaTimeText(line.receipt->arrived))));
    else if (line.receipt) lines.append(tr("Receipt: %1, arrived at %2").arg(textOf(line.state), toQt(chinaTimeText(line.receipt->arrived))));
    return lines.join(QLatin1Char('\n'));
}

int ReportsModel::rowCount(QModelIndex const& parent) const {
    return parent.isValid() ? 0 : static_cast<int>(lines_.size());
}

int ReportsModel::columnCount(QModelIndex const& parent) const {
    return parent.isValid() ? 0 : columnCountValue;
}

QVariant ReportsModel::data(QModelIndex const& index, int role) const {
    auto const* line = lineAt(index.row());
    if (line == nullptr) return {};
    if (role == Qt::ToolTipRole) return toolTip(*line);
    if (role == Qt::AccessibleTextRole) return headerData(index.column(), Qt::Horizontal).toString() + tr(": ") + data(index).toString();
    if (role != Qt::DisplayRole) return {};
    auto const language = program_.language().current();
    switch (index.column()) {
        case unitColumn: return toQt(line->unitName.empty() ? line->unit : line->unitName + "\n" + line->unit);
        case reportColumn:
            return toQt(line->title.zh.empty() ? line->formSet : line->title.in(language)) + QLatin1Char('\n') +
                   (line->period ? periodWords(*line->period, language) : toQt(line->draft->period));
        case stateColumn: return stateText(*line);
        case deadlineColumn: return deadlineText(*line);
        default: return line->next ? textOf(*line->next) : QString{};
    }
}

QVariant ReportsModel::headerData(int section, Qt::Orientation orientation, int role) const {
    if (orientation != Qt::Horizontal || role != Qt::DisplayRole) return {};
    switch (section) {
        case unitColumn: return tr("Unit");
        case reportColumn: return tr("Report and period");
        case stateColumn: return tr("State");
        case deadlineColumn: return tr("Time left");
        default: return tr("Next");
    }
}

}  // namespace zhibao
