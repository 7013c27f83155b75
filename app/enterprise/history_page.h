#pragma once
/// What a unit reported over all periods that are on this computer, as a chart and as the table it is drawn from.

#include <filesystem>

#include <QWidget>

#include "enterprise/program.h"
#include "rules/surroundings.h"
#include "table/unit_trend.h"

class QComboBox;
class QLabel;
class QPushButton;
class QTableWidget;

namespace zhibao {

class TrendChart;

class HistoryPage final : public QWidget {
    Q_OBJECT
public:
    explicit HistoryPage(Program& program, QWidget* parent = nullptr);
    /// Reads the units again and shows this one; the one used last for an empty code.
    void show(std::string const& unit);
    [[nodiscard]] QTableWidget& table() noexcept { return *figures_; }
    [[nodiscard]] TrendChart& chart() noexcept { return *chart_; }
    void copyPicture();
    /// CSV or XLSX, by the name's end.
    void saveTo(std::filesystem::path const& file);

Q_SIGNALS:
    void backRequested();
    void failed(Error const& error);
    void said(std::function<QString()> words);

protected:
    void changeEvent(QEvent* event) override;

private:
    void wordAnew();
    void readFilings();
    void showTrend();
    [[nodiscard]] std::string chosenUnit() const;

    Program& program_;
    std::vector<KnownFiling> filings_;
    Table trend_;
    QPushButton* back_;
    QLabel* title_;
    QLabel* unitLabel_;
    QComboBox* unit_;
    QLabel* byLabel_;
    QComboBox* by_;
    QLabel* flowLabel_;
    QComboBox* flow_;
    QLabel* currencyLabel_;
    QComboBox* currency_;
    QPushButton* copy_;
    QPushButton* save_;
    QLabel* state_;
    TrendChart* chart_;
    QTableWidget* figures_;
};

}  // namespace zhibao
