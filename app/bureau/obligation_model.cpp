#include "bureau/obligation_model.h"

#include "i18n/sentences.h"
#include "i18n/status_words.h"
#include "ui/text.h"

namespace zhibao {

ObligationModel::ObligationModel(WindowLanguage const& language, QObject* parent) : QAbstractTableModel(parent), language_(language) {}

void ObligationModel::show(PeriodStatus status) {
    beginResetModel();
    status_ = std::move(status);
    listAnew();
    endResetModel();
}

void ObligationModel::narrowTo(std::optional<FilingStatus> status) {
    beginResetModel();
    narrowed_ = status;
    listAnew();
    endResetModel();
}

void ObligationModel::listAnew() {
    lines_.clear();
    for (auto const& set : status_.formSets)
        for (auto const& unit : set.units)
            if (!narrowed_ || unit.status == *narrowed_) lines_.push_back({&set, &unit});
}

QString ObligationModel::counts() const {
    QStringList lines;
    for (auto const& set : status_.formSets) lines << toQt(countsText(set, fromQt(titleOf(set)), status_.period, language_.current()));
    return lines.join(QLatin1Char('\n'));
}

void ObligationModel::wordAnew() {
    Q_EMIT headerDataChanged(Qt::Horizontal, 0, columnCountValue - 1);
    if (!lines_.empty()) Q_EMIT dataChanged(index(0, 0), index(static_cast<int>(lines_.size()) - 1, columnCountValue - 1));
}

int ObligationModel::rowCount(QModelIndex const& parent) const {
    return parent.isValid() ? 0 : static_cast<int>(lines_.size());
}

int ObligationModel::columnCount(QModelIndex const& parent) const {
    return parent.isValid() ? 0 : columnCountValue;
}

QString ObligationModel::textOf(FilingStatus status) {
    switch (status) {
        case FilingStatus::due: return tr("Due");
        case FilingStatus::filed: return tr("Filed");
        case FilingStatus::late: return tr("Late");
        case FilingStatus::missing: return tr("Missing");
        case FilingStatus::exempt: return tr("Exempt");
    }
    return {};
}

QString ObligationModel::titleOf(FormSetStatus const& set) const {
    auto const* known = edition_ == nullptr ? nullptr : edition_->findFormSet(set.formSet);
    return toQt(known == nullptr ? set.formSet : known->title.in(language_.current()));
}

QString ObligationModel::reasonOf(Line const& line) const {
    auto const language = language_.current();
    if (line.unit->isExempt) {
        // The edition says it in full, and for this form set.
        auto const* known = edition_ == nullptr ? nullptr : edition_->findFormSet(line.set->formSet);
        bool const hasWords = known != nullptr && line.unit->reason == nameOf(Exemption::outOfScope) && !known->notOwed.in(language).empty();
        if (!hasWords) return toQt(exemptionText(line.unit->reason, language));
        // The edition's words go on after a colon elsewhere; here they stand alone.
        auto words = toQt(known->notOwed.in(language));
        words.front() = words.front().toUpper();
        return words;
    }
    if (line.unit->isFork) return toQt(phrase("status-next-fork", {}, language));
    if (line.unit->isGap) return toQt(phrase("status-next-gap", {}, language));
    switch (line.unit->status) {
        case FilingStatus::due: return tr("The deadline is %1.").arg(toQt(chinaTimeText(line.set->window.deadline)));
        case FilingStatus::missing:
        case FilingStatus::late: return tr("The deadline was %1.").arg(toQt(chinaTimeText(line.set->window.deadline)));
        case FilingStatus::filed:
        case FilingStatus::exempt: break;
    }
    return {};
}

QVariant ObligationModel::data(QModelIndex const& index, int role) const {
    if (!index.isValid()) return {};
    auto const& line = lines_[static_cast<std::size_t>(index.row())];
    if (role == Qt::TextAlignmentRole) {
        bool const isNumber = index.column() == latestColumn || index.column() == countedColumn;
        return QVariant::fromValue(Qt::Alignment{Qt::AlignVCenter | (isNumber ? Qt::AlignRight : Qt::AlignLeft)});
    }
    if (role == Qt::AccessibleTextRole)
        return headerData(index.column(), Qt::Horizontal).toString() + QStringLiteral(": ") + data(index, Qt::DisplayRole).toString();
    if (role != Qt::DisplayRole && !(role == Qt::ToolTipRole && index.column() == reasonColumn)) return {};
    auto const number = [](std::int64_t version) { return version == 0 ? QVariant{} : QVariant{static_cast<qlonglong>(version)}; };
    switch (index.column()) {
        case unitColumn: return toQt(line.unit->unit);
        case nameColumn: return toQt(line.unit->name);
        case setColumn: return titleOf(*line.set);
        case statusColumn: return textOf(line.unit->status);
        case reasonColumn: return reasonOf(line);
        case arrivedColumn: return line.unit->firstArrival ? QVariant{toQt(chinaTimeText(*line.unit->firstArrival))} : QVariant{};
        case latestColumn: return number(line.unit->latestNumber);
        case countedColumn: return number(line.unit->countedNumber);
        default: return {};
    }
}

QVariant ObligationModel::headerData(int section, Qt::Orientation orientation, int role) const {
    if (role != Qt::DisplayRole || orientation != Qt::Horizontal) return QAbstractTableModel::headerData(section, orientation, role);
    switch (section) {
        case unitColumn: return tr("Credit code");
        case nameColumn: return tr("Unit");
        case setColumn: return tr("Form set");
        case statusColumn: return tr("State");
        case reasonColumn: return tr("Why");
        case arrivedColumn: return tr("First arrived");
        case latestColumn: return tr("Latest version");
        case countedColumn: return tr("In the totals");
        default: return {};
    }
}

}  // namespace zhibao
