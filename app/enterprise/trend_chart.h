#pragma once
/// A table of figures over time as a chart: a line for each of its rows, in colours that can be told apart on a light and on a dark
/// background, also by those who see no red and green. The figures are the table's; here they are only drawn.

#include <QChartView>
#include <QImage>

#include "table/table.h"

namespace zhibao {

class TrendChart final : public QChartView {
    Q_OBJECT
public:
    explicit TrendChart(QWidget* parent = nullptr);
    /// At most the first eight rows: more lines say nothing.
    void show(Table const& table);
    /// As it is seen, on the background of a page: for a document.
    [[nodiscard]] QImage picture() const;

protected:
    void changeEvent(QEvent* event) override;

private:
    void draw();
    Table table_;
};

}  // namespace zhibao
