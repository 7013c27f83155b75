#pragma once
/// Files that were refused, with the reason as a sentence, fetched page by page.

#include <vector>

#include <QAbstractTableModel>

#include "store/bureau_database.h"
#include "store/lists.h"
#include "ui/window_language.h"

namespace zhibao {

class RefusalModel final : public QAbstractTableModel {
    Q_OBJECT
public:
    enum Column { arrivedColumn, fileColumn, codeColumn, placeColumn, reasonColumn, columnCountValue };

    explicit RefusalModel(WindowLanguage const& language, QObject* parent = nullptr);
    void show(BureauDatabase const* database);
    [[nodiscard]] std::size_t total() const noexcept { return total_; }
    void wordAnew();

    [[nodiscard]] int rowCount(QModelIndex const& parent = {}) const override;
    [[nodiscard]] int columnCount(QModelIndex const& parent = {}) const override;
    [[nodiscard]] QVariant data(QModelIndex const& index, int role = Qt::DisplayRole) const override;
    [[nodiscard]] QVariant headerData(int section, Qt::Orientation orientation, int role = Qt::DisplayRole) const override;
    [[nodiscard]] bool canFetchMore(QModelIndex const& parent) const override;
    void fetchMore(QModelIndex const& parent) override;

Q_SIGNALS:
    void failed(zhibao::Error const& error);

private:
    WindowLanguage const& language_;
    BureauDatabase const* database_ = nullptr;
    std::vector<RefusalEntry> entries_;
    std::size_t total_ = 0;
};

}  // namespace zhibao
