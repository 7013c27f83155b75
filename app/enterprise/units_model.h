#pragma once
/// The units that reports are made for, as a list in which names can be changed.

#include <vector>

#include <QAbstractListModel>

#include "enterprise/program.h"

namespace zhibao {

class UnitsModel final : public QAbstractListModel {
    Q_OBJECT
public:
    explicit UnitsModel(Program& program, QObject* parent = nullptr);
    void refresh(bool withHidden);
    void wordAnew();
    /// Null for the first line, which stands for all of them.
    [[nodiscard]] KnownUnit const* unitAt(int row) const;
    [[nodiscard]] int rowOf(std::string_view code) const;

    [[nodiscard]] int rowCount(QModelIndex const& parent = {}) const override;
    [[nodiscard]] QVariant data(QModelIndex const& index, int role) const override;
    /// A new name; an empty one is not taken.
    bool setData(QModelIndex const& index, QVariant const& value, int role) override;
    [[nodiscard]] Qt::ItemFlags flags(QModelIndex const& index) const override;

Q_SIGNALS:
    void renamed();
    void failed(Error const& error);

private:
    Program& program_;
    std::vector<KnownUnit> units_;
};

}  // namespace zhibao
