#pragma once
/// What of a pasted block is not taken as it stands: each cell that is rounded or refused, what it says, and why.

#include <QAbstractTableModel>

#include "base/language.h"
#include "base/money.h"
#include "form/edition.h"
#include "import/paste.h"

namespace zhibao {

class PasteModel final : public QAbstractTableModel {
    Q_OBJECT
public:
    enum Column { outcome, cellInBlock, place, pasted, becomes, columnsShown };

    using QAbstractTableModel::QAbstractTableModel;
    /// Form and edition must outlive what is shown; a null form shows nothing.
    void show(PastePlan const& plan, Form const* form, Edition const* edition, Unit unit);
    void setLanguage(Language language);

    [[nodiscard]] int rowCount(QModelIndex const& parent = {}) const override;
    [[nodiscard]] int columnCount(QModelIndex const& parent = {}) const override;
    [[nodiscard]] QVariant data(QModelIndex const& index, int role) const override;
    [[nodiscard]] QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

private:
    [[nodiscard]] QString textAt(PastedAnswer const& answer, int column) const;

    std::vector<PastedAnswer> answers_;
    Form const* form_ = nullptr;
    Edition const* edition_ = nullptr;
    Unit unit_ = Unit::one;
    Language language_ = Language::chinese;
};

}  // namespace zhibao
