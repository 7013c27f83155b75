#pragma once
/// The versions of filings in the ledger: narrowed by unit and state, opened one at a time for reading.

#include <QWidget>

#include "base/error.h"
#include "form/edition.h"
#include "store/bureau_database.h"
#include "ui/window_language.h"

class QComboBox;
class QLabel;
class QLineEdit;
class QPushButton;
class QTableView;

namespace zhibao {

class VersionModel;

class FilingsPage final : public QWidget {
    Q_OBJECT
public:
    FilingsPage(EditionLibrary const& library, WindowLanguage const& language, QWidget* parent = nullptr);

    /// Whose words form sets are named with; null for their ids.
    void setEdition(Edition const* edition);
    /// Reads the list anew, from this database; null for none. It outlives the page or is replaced before it ends.
    void show(BureauDatabase const* database);
    [[nodiscard]] VersionModel& versions() noexcept { return *versions_; }

Q_SIGNALS:
    void failed(zhibao::Error const& error);
    /// Other filings are listed now.
    void listed();

protected:
    void changeEvent(QEvent* event) override;

private:
    void wordAnew();
    void applyFilter();
    void read(int row);

    EditionLibrary const& library_;
    WindowLanguage const& language_;
    BureauDatabase const* database_ = nullptr;
    QLabel* filterLabel_;
    QLineEdit* filter_;
    QLabel* stateLabel_;
    QComboBox* state_;
    QPushButton* read_;
    VersionModel* versions_;
    QTableView* view_;
};

}  // namespace zhibao
