#pragma once
/// Summary tables: choose table, period, calibre, currency and unit, read it, preview the print, save it as a file.

#include <optional>

#include <QWidget>

#include "calendar/rates.h"
#include "form/edition.h"
#include "store/bureau_database.h"
#include "table/table.h"
#include "ui/window_language.h"

class QCheckBox;
class QComboBox;
class QLabel;
class QPushButton;
class QTextBrowser;

namespace zhibao {

class TablesPage final : public QWidget {
    Q_OBJECT
public:
    TablesPage(WindowLanguage const& language, QWidget* parent = nullptr);

    /// What tables are made from from now on; null for nothing. All outlive the page or are replaced before they end.
    void show(BureauDatabase const* database, Edition const* edition, RateTable const* rates);
    /// Makes the table anew, after filings came in.
    void refresh();
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
    void fillChoices();
    void preview();
    void askWhereToSave();

    WindowLanguage const& language_;
    BureauDatabase const* database_ = nullptr;
    Edition const* edition_ = nullptr;
    RateTable const* rates_ = nullptr;
    std::optional<Table> table_;
    bool filling_ = false;

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
};

}  // namespace zhibao
