#pragma once
/// Summary tables: choose table, period, calibre, currency and unit, read it, preview the print, save it as a file. Tables are made beside
/// the window, from a connection of their own: however large the ledger is, the window stays alive and the making can be stopped.

#include <memory>
#include <optional>

#include <QWidget>

#include "calendar/rates.h"
#include "form/edition.h"
#include "store/bureau_database.h"
#include "table/build.h"
#include "table/table.h"
#include "ui/background_work.h"
#include "ui/window_language.h"

class QCheckBox;
class QComboBox;
class QLabel;
class QProgressBar;
class QPushButton;
class QTextBrowser;
class QTimer;

namespace zhibao {

class TablesPage final : public QWidget {
    Q_OBJECT
public:
    TablesPage(WindowLanguage const& language, QWidget* parent = nullptr);

    /// What tables are made from from now on; nulls for nothing. The database outlives the page or is replaced before it ends.
    void show(BureauDatabase const* database, std::shared_ptr<Edition const> edition, std::optional<RateTable> rates);
    /// Makes the table anew, after filings came in. What is being made is given up.
    void refresh();
    [[nodiscard]] bool isWorking() const noexcept { return work_.isRunning(); }
    [[nodiscard]] std::optional<Table> const& table() const noexcept { return table_; }
    /// Writes the table shown: the ending says as what (pdf, xlsx, csv, html, json).
    [[nodiscard]] Result<> save(std::filesystem::path const& file) const;

Q_SIGNALS:
    void failed(zhibao::Error const& error);
    void saved(QString const& file);

protected:
    void changeEvent(QEvent* event) override;

private:
    void wordAnew();
    void wordState();
    void fillChoices();
    [[nodiscard]] TableOptions chosen() const;
    void start();
    void finish(Result<Table> result);
    void stopOrStartAgain();
    void preview();
    void askWhereToSave();

    WindowLanguage const& language_;
    BureauDatabase const* database_ = nullptr;
    std::shared_ptr<Edition const> edition_;
    std::optional<RateTable> rates_;
    std::optional<Table> table_;
    bool filling_ = false;
    bool isOutdated_ = false;  // what is being made now is no longer what is chosen
    bool isStopped_ = false;   // by the user

    QLabel* tableLabel_;
    QComboBox* tableChoice_;
    QLabel* periodLabel_;
    QComboBox* periodChoice_;
    QCheckBox* cumulative_;
    QLabel* calibreLabel_;
    QComboBox* calibreChoice_;
    QLabel* currencyLabel_;
    QComboBox* currencyChoice_;
    QLabel* unitLabel_;
    QComboBox* unitChoice_;
    QPushButton* preview_;
    QPushButton* save_;
    QTextBrowser* page_;
    QWidget* working_;
    QLabel* workingText_;
    QProgressBar* progress_;
    QPushButton* stop_;
    QTimer* patience_;  // what is made at once needs no progress bar
    BackgroundWork work_;  // last, so that its thread ends before what it uses
};

}  // namespace zhibao
