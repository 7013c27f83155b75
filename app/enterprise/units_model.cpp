#include "enterprise/units_model.h"

#include "base/text.h"
#include "ui/text.h"

namespace zhibao {

UnitsModel::UnitsModel(Program& program, QObject* parent) : QAbstractListModel(parent), program_(program) {}

void UnitsModel::refresh(bool withHidden) {
    auto units = program_.store().units(withHidden);
    if (!units) {
        Q_EMIT failed(units.error());
        return;
    }
    if (*units == units_) return;
    beginResetModel();
    units_ = *std::move(units);
    endResetModel();
}

void UnitsModel::wordAnew() {
    Q_EMIT dataChanged(index(0), index(rowCount() - 1));
}

KnownUnit const* UnitsModel::unitAt(int row) const {
    return row < 1 || row >= rowCount() ? nullptr : &units_[static_cast<std::size_t>(row - 1)];
}

int UnitsModel::rowOf(std::string_view code) const {
    for (int row = 1; row < rowCount(); ++row)
        if (unitAt(row)->code == code) return row;
    return 0;
}

int UnitsModel::rowCount(QModelIndex const& parent) const {
    return parent.isValid() ? 0 : static_cast<int>(units_.size()) + 1;
}

QVariant UnitsModel::data(QModelIndex const& index, int role) const {
    auto const* unit = unitAt(index.row());
    if (unit == nullptr) return role == Qt::DisplayRole ? QVariant{tr("All units")} : QVariant{};
    auto const name = toQt(unit->name);
    switch (role) {
        case Qt::EditRole: return name;
        case Qt::DisplayRole: return (name.isEmpty() ? tr("(no name)") : name) + (unit->isHidden ? tr(" (hidden)") : QString{}) + QLatin1Char('\n') + toQt(unit->code);
        case Qt::ToolTipRole: return name + QLatin1Char('\n') + toQt(unit->code);
        default: return {};
    }
}

bool UnitsModel::setData(QModelIndex const& index, QVariant const& value, int role) {
    auto const* unit = unitAt(index.row());
    auto const name = trimmed(fromQt(value.toString()));
    if (unit == nullptr || role != Qt::EditRole || name.empty() || name == unit->name) return false;
    if (auto const saved = program_.store().saveUnit(unit->code, name, program_.clock().now()); !saved) {
        Q_EMIT failed(saved.error());
        return false;
    }
    units_[static_cast<std::size_t>(index.row() - 1)].name = name;
    Q_EMIT dataChanged(index, index);
    Q_EMIT renamed();
    return true;
}

Qt::ItemFlags UnitsModel::flags(QModelIndex const& index) const {
    auto const flags = QAbstractListModel::flags(index);
    return unitAt(index.row()) == nullptr ? flags : flags | Qt::ItemIsEditable;
}

}  // namespace zhibao
