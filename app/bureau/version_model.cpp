#include "bureau/version_model.h"

#include <algorithm>

#include "ui/text.h"

namespace zhibao {

namespace {
constexpr std::size_t pageSize = 200;
}

VersionModel::VersionModel(WindowLanguage const& language, QObject* parent) : QAbstractTableModel(parent), language_(language) {}

void VersionModel::show(BureauDatabase const* database, VersionFilter filter) {
    beginResetModel();
    database_ = database;
    filter_ = std::move(filter);
    entries_.clear();
    total_ = 0;
    if (database_ != nullptr) {
        auto const count = countVersions(*database_, filter_);
        if (count)
            total_ = *count;
        else
            Q_EMIT failed(count.error());
    }
    endResetModel();
    if (canFetchMore({})) fetchMore({});
}

void VersionModel::wordAnew() {
    Q_EMIT headerDataChanged(Qt::Horizontal, 0, columnCountValue - 1);
    if (!entries_.empty()) Q_EMIT dataChanged(index(0, 0), index(static_cast<int>(entries_.size()) - 1, columnCountValue - 1));
}

int VersionModel::rowCount(QModelIndex const& parent) const {
    return parent.isValid() ? 0 : static_cast<int>(entries_.size());
}

int VersionModel::columnCount(QModelIndex const& parent) const {
    return parent.isValid() ? 0 : columnCountValue;
}

bool VersionModel::canFetchMore(QModelIndex const& parent) const {
    return !parent.isValid() && database_ != nullptr && entries_.size() < total_;
}

void VersionModel::fetchMore(QModelIndex const&) {
    auto const before = entries_.empty() ? std::nullopt : std::optional{entries_.back().version};
    auto page = listVersions(*database_, filter_, before, pageSize);
    if (!page) {
        Q_EMIT failed(page.error());
        total_ = entries_.size();
        return;
    }
    if (page->empty()) {
        total_ = entries_.size();
        return;
    }
    beginInsertRows({}, static_cast<int>(entries_.size()), static_cast<int>(entries_.size() + page->size()) - 1);
    std::move(page->begin(), page->end(), std::back_inserter(entries_));
    endInsertRows();
}

QString VersionModel::textOf(VersionState state) {
    switch (state) {
        case VersionState::counted: return tr("In the totals");
        case VersionState::waiting: return tr("Waiting");
        case VersionState::gap: return tr("Predecessor missing");
        case VersionState::fork: return tr("Fork");
        case VersionState::withdrawn: return tr("Withdrawn");
        case VersionState::replaced: return tr("Replaced");
        case VersionState::returned: return tr("Sent back");
    }
    return {};
}

QVariant VersionModel::data(QModelIndex const& index, int role) const {
    if (!index.isValid()) return {};
    auto const& one = entry(index.row());
    if (role == Qt::TextAlignmentRole) {
        bool const isNumber = index.column() == numberColumn || index.column() == errorsColumn || index.column() == queriesColumn || index.column() == rowsColumn;
        return QVariant::fromValue(Qt::Alignment{Qt::AlignVCenter | (isNumber ? Qt::AlignRight : Qt::AlignLeft)});
    }
    if (role == Qt::AccessibleTextRole)
        return headerData(index.column(), Qt::Horizontal).toString() + QStringLiteral(": ") + data(index, Qt::DisplayRole).toString();
    if (role == Qt::ToolTipRole && index.column() == queriesColumn) return tr("%n of the queries are not explained", nullptr, static_cast<int>(one.unexplained));
    if (role != Qt::DisplayRole) return {};
    switch (index.column()) {
        case unitColumn: return toQt(one.unit);
        case nameColumn: return toQt(one.unitName);
        case setColumn: {
            auto const* set = edition_ == nullptr ? nullptr : edition_->findFormSet(one.formSet);
            return toQt(set == nullptr ? one.formSet : set->title.in(language_.current()));
        }
        case periodColumn: return toQt(one.period);
        case numberColumn: return static_cast<qlonglong>(one.number);
        case stateColumn: return one.isLate ? tr("%1, late").arg(textOf(one.state)) : textOf(one.state);
        case arrivedColumn: return toQt(chinaTimeText(one.arrived));
        case errorsColumn: return static_cast<qlonglong>(one.errors);
        case queriesColumn: return static_cast<qlonglong>(one.queries);
        case rowsColumn: return static_cast<qlonglong>(one.rows);
        case reasonColumn: return toQt(one.reason);
        case fileColumn: return toQt(one.fileName);
        default: return {};
    }
}

QVariant VersionModel::headerData(int section, Qt::Orientation orientation, int role) const {
    if (role != Qt::DisplayRole || orientation != Qt::Horizontal) return QAbstractTableModel::headerData(section, orientation, role);
    switch (section) {
        case unitColumn: return tr("Credit code");
        case nameColumn: return tr("Unit");
        case setColumn: return tr("Form set");
        case periodColumn: return tr("Period");
        case numberColumn: return tr("Version");
        case stateColumn: return tr("State");
        case arrivedColumn: return tr("Arrived");
        case errorsColumn: return tr("Errors");
        case queriesColumn: return tr("Queries");
        case rowsColumn: return tr("Rows");
        case reasonColumn: return tr("Why this version");
        case fileColumn: return tr("File");
        default: return {};
    }
}

}  // namespace zhibao
