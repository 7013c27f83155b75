#pragma once
/// Who owes what for a period and what has come of it, one line for each unit and form set, with the reason where a unit owes nothing.

#include <optional>
#include <vector>

#include <QAbstractTableModel>

#include "form/edition.h"
#include "store/status.h"
#include "ui/window_language.h"

namespace zhibao {

class ObligationModel final : public QAbstractTableModel {
    Q_OBJECT
public:
    enum Column { unitColumn, nameColumn, setColumn, statusColumn, reasonColumn, arrivedColumn, latestColumn, countedColumn, columnCountValue };

    explicit ObligationModel(WindowLanguage const& language, QObject* parent = nullptr);

    /// Whose words form sets are named with; null for their ids.
    void setEdition(Edition const* edition) noexcept { edition_ = edition; }
    void show(PeriodStatus status);
    /// Only units in this state; nothing for all.
    void narrowTo(std::optional<FilingStatus> status);
    /// The counts of each form set, one line each.
    [[nodiscard]] QString counts() const;
    void wordAnew();

    [[nodiscard]] int rowCount(QModelIndex const& parent = {}) const override;
    [[nodiscard]] int columnCount(QModelIndex const& parent = {}) const override;
    [[nodiscard]] QVariant data(QModelIndex const& index, int role = Qt::DisplayRole) const override;
    [[nodiscard]] QVariant headerData(int section, Qt::Orientation orientation, int role = Qt::DisplayRole) const override;

    [[nodiscard]] static QString textOf(FilingStatus status);

private:
    struct Line {
        FormSetStatus const* set;
        UnitStatus const* unit;
    };

    void listAnew();
    [[nodiscard]] QString titleOf(FormSetStatus const& set) const;
    [[nodiscard]] QString reasonOf(Line const& line) const;

    WindowLanguage const& language_;
    Edition const* edition_ = nullptr;
    PeriodStatus status_;
    std::optional<FilingStatus> narrowed_;
    std::vector<Line> lines_;
};

}  // namespace zhibao
