#pragma once
/// The drafts on this computer as a list.

#include <vector>

#include <QAbstractTableModel>

#include "enterprise/program.h"

namespace zhibao {

class DraftsModel final : public QAbstractTableModel {
    Q_OBJECT
public:
    enum Column { unitColumn, periodColumn, setColumn, versionColumn, stateColumn, changedColumn };

    explicit DraftsModel(Program& program, QObject* parent = nullptr);
    void show(std::vector<DraftEntry> entries);
    void wordAnew();
    [[nodiscard]] DraftEntry const* entryAt(int row) const;

    [[nodiscard]] int rowCount(QModelIndex const& parent = {}) const override;
    [[nodiscard]] int columnCount(QModelIndex const& parent = {}) const override;
    [[nodiscard]] QVariant data(QModelIndex const& index, int role) const override;
    [[nodiscard]] QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

private:
    Program& program_;
    std::vector<DraftEntry> entries_;
};

}  // namespace zhibao
