#include "enterprise/drafts_model.h"

#include "ui/period_words.h"
#include "ui/text.h"

namespace zhibao {

DraftsModel::DraftsModel(Program& program, QObject* parent) : QAbstractTableModel(parent), program_(program) {}

void DraftsModel::show(std::vector<DraftEntry> entries) {
    beginResetModel();
    entries_ = std::move(entries);
    endResetModel();
}

void DraftsModel::wordAnew() {
    if (rowCount() > 0) Q_EMIT dataChanged(index(0, 0), index(rowCount() - 1, columnCount() - 1));
    Q_EMIT headerDataChanged(Qt::Horizontal, 0, columnCount() - 1);
}

DraftEntry const* DraftsModel::entryAt(int row) const {
    return row < 0 || row >= rowCount() ? nullptr : &entries_[static_cast<std::size_t>(row)];
}

int DraftsModel::rowCount(QModelIndex const& parent) const {
    return parent.isValid() ? 0 : static_cast<int>(entries_.size());
}

int DraftsModel::columnCount(QModelIndex const& parent) const {
    return parent.isValid() ? 0 : changedColumn + 1;
}

QVariant DraftsModel::data(QModelIndex const& index, int role) const {
    auto const* entry = entryAt(index.row());
    if (entry == nullptr) return {};
    if (role == Qt::ToolTipRole && entry->seal) return toQt(entry->seal->file);
    if (role != Qt::DisplayRole && role != Qt::AccessibleTextRole) return {};
    auto const language = program_.language().current();
    switch (index.column()) {
        case unitColumn: return toQt(entry->unitName.empty() ? entry->unit : entry->unitName + " · " + entry->unit);
        case periodColumn: return periodWords(entry->period, language);
        case setColumn: {
            auto const edition = program_.library().find(entry->edition);
            auto const* set = edition ? (*edition)->findFormSet(entry->formSet) : nullptr;
            return toQt(set == nullptr ? entry->formSet : set->title.in(language));
        }
        case versionColumn: return QString::number(entry->version);
        case stateColumn: return entry->seal ? tr("Sealed") : tr("Being filled in");
        default: return toQt(chinaTimeText(entry->changedAt));
    }
}

QVariant DraftsModel::headerData(int section, Qt::Orientation orientation, int role) const {
    if (orientation != Qt::Horizontal || role != Qt::DisplayRole) return {};
    switch (section) {
        case unitColumn: return tr("Unit");
        case periodColumn: return tr("Period");
        case setColumn: return tr("Report");
        case versionColumn: return tr("Version");
        case stateColumn: return tr("State");
        default: return tr("Last changed");
    }
}

}  // namespace zhibao
