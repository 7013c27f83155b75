#include "bureau/refusal_model.h"

#include <algorithm>

#include "i18n/sentences.h"
#include "ui/text.h"

namespace zhibao {

namespace {
constexpr std::size_t pageSize = 200;
}

RefusalModel::RefusalModel(WindowLanguage const& language, QObject* parent) : QAbstractTableModel(parent), language_(language) {}

void RefusalModel::show(BureauDatabase const* database) {
    beginResetModel();
    database_ = database;
    entries_.clear();
    total_ = 0;
    if (database_ != nullptr) {
        auto const count = countRefusals(*database_);
        if (count)
            total_ = *count;
        else
            Q_EMIT failed(count.error());
    }
    endResetModel();
    if (canFetchMore({})) fetchMore({});
}

void RefusalModel::wordAnew() {
    Q_EMIT headerDataChanged(Qt::Horizontal, 0, columnCountValue - 1);
    if (!entries_.empty()) Q_EMIT dataChanged(index(0, 0), index(static_cast<int>(entries_.size()) - 1, columnCountValue - 1));
}

int RefusalModel::rowCount(QModelIndex const& parent) const {
    return parent.isValid() ? 0 : static_cast<int>(entries_.size());
}

int RefusalModel::columnCount(QModelIndex const& parent) const {
    return parent.isValid() ? 0 : columnCountValue;
}

bool RefusalModel::canFetchMore(QModelIndex const& parent) const {
    return !parent.isValid() && database_ != nullptr && entries_.size() < total_;
}

void RefusalModel::fetchMore(QModelIndex const&) {
    auto const before = entries_.empty() ? std::nullopt : std::optional{entries_.back().refusal};
    auto page = listRefusals(*database_, before, pageSize);
    if (!page || page->empty()) {
        if (!page) Q_EMIT failed(page.error());
        total_ = entries_.size();
        return;
    }
    beginInsertRows({}, static_cast<int>(entries_.size()), static_cast<int>(entries_.size() + page->size()) - 1);
    std::move(page->begin(), page->end(), std::back_inserter(entries_));
    endInsertRows();
}

QVariant RefusalModel::data(QModelIndex const& index, int role) const {
    if (!index.isValid()) return {};
    auto const& one = entries_[static_cast<std::size_t>(index.row())];
    if (role == Qt::AccessibleTextRole)
        return headerData(index.column(), Qt::Horizontal).toString() + QStringLiteral(": ") + data(index, Qt::DisplayRole).toString();
    if (role != Qt::DisplayRole && !(role == Qt::ToolTipRole && index.column() == reasonColumn)) return {};
    switch (index.column()) {
        case arrivedColumn: return toQt(chinaTimeText(one.arrived));
        case fileColumn: return toQt(one.fileName);
        case codeColumn: return toQt(one.code);
        case placeColumn: return toQt(one.place);
        case reasonColumn: return toQt(phrase(one.code, one.arguments, language_.current()));
        default: return {};
    }
}

QVariant RefusalModel::headerData(int section, Qt::Orientation orientation, int role) const {
    if (role != Qt::DisplayRole || orientation != Qt::Horizontal) return QAbstractTableModel::headerData(section, orientation, role);
    switch (section) {
        case arrivedColumn: return tr("Arrived");
        case fileColumn: return tr("File");
        case codeColumn: return tr("Code");
        case placeColumn: return tr("Place");
        case reasonColumn: return tr("Reason");
        default: return {};
    }
}

}  // namespace zhibao
