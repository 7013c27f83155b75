#pragma once
/// The versions of filings in the ledger as a table model that fetches page by page, so that a hundred thousand scroll at once.

#include <vector>

#include <QAbstractTableModel>

#include "form/edition.h"
#include "store/bureau_database.h"
#include "store/lists.h"
#include "ui/window_language.h"

namespace zhibao {

class VersionModel final : public QAbstractTableModel {
    Q_OBJECT
public:
    enum Column { unitColumn, nameColumn, setColumn, periodColumn, numberColumn, stateColumn, arrivedColumn, errorsColumn, queriesColumn, rowsColumn, reasonColumn, fileColumn, columnCountValue };

    explicit VersionModel(WindowLanguage const& language, QObject* parent = nullptr);

    /// Whose words form sets are named with; null for their ids.
    void setEdition(Edition const* edition) noexcept { edition_ = edition; }
    /// Starts anew with this database (null for none) and filter.
    void show(BureauDatabase const* database, VersionFilter filter);
    [[nodiscard]] VersionEntry const& entry(int row) const { return entries_[static_cast<std::size_t>(row)]; }
    /// How many entries the filter lets through, fetched or not.
    [[nodiscard]] std::size_t total() const noexcept { return total_; }
    void wordAnew();

    [[nodiscard]] int rowCount(QModelIndex const& parent = {}) const override;
    [[nodiscard]] int columnCount(QModelIndex const& parent = {}) const override;
    [[nodiscard]] QVariant data(QModelIndex const& index, int role = Qt::DisplayRole) const override;
    [[nodiscard]] QVariant headerData(int section, Qt::Orientation orientation, int role = Qt::DisplayRole) const override;
    [[nodiscard]] bool canFetchMore(QModelIndex const& parent) const override;
    void fetchMore(QModelIndex const& parent) override;

    [[nodiscard]] static QString textOf(VersionState state);

Q_SIGNALS:
    void failed(zhibao::Error const& error);

private:
    WindowLanguage const& language_;
    Edition const* edition_ = nullptr;
    BureauDatabase const* database_ = nullptr;
    VersionFilter filter_;
    std::vector<VersionEntry> entries_;
    std::size_t total_ = 0;
};

}  // namespace zhibao
