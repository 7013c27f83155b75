#include "enterprise/trend_chart.h"

#include <algorithm>
#include <array>

#include <QBarCategoryAxis>
#include <QChart>
#include <QEvent>
#include <QLegend>
#include <QLineSeries>
#include <QLocale>
#include <QPainter>
#include <QValueAxis>

#include "ui/text.h"

namespace zhibao {

namespace {

constexpr int mostLines = 8;

// Okabe and Ito's colours, which people with any colour vision tell apart; the two that are too dark or too light for a background have a
// second form for it.
constexpr std::array<QRgb, mostLines> onLight{0xFF0072B2, 0xFFD55E00, 0xFF009E73, 0xFFCC79A7, 0xFF9A6A00, 0xFF2F7FB5, 0xFF7A5C99, 0xFF444444};
constexpr std::array<QRgb, mostLines> onDark{0xFF56B4E9, 0xFFE69F00, 0xFF00C08B, 0xFFE59AC5, 0xFFF0E442, 0xFF9BD3F5, 0xFFB79AD6, 0xFFDDDDDD};
constexpr std::array<Qt::PenStyle, 4> strokes{Qt::SolidLine, Qt::DashLine, Qt::DotLine, Qt::DashDotLine};

}  // namespace

TrendChart::TrendChart(QWidget* parent) : QChartView(parent) {
    setRenderHint(QPainter::Antialiasing);
    setObjectName(QStringLiteral("trendChart"));
    // All it shows stands in the table beside it.
    setFocusPolicy(Qt::NoFocus);
    viewport()->setFocusPolicy(Qt::NoFocus);
}

void TrendChart::changeEvent(QEvent* event) {
    if (event->type() == QEvent::PaletteChange) draw();
    QChartView::changeEvent(event);
}

void TrendChart::show(Table const& table) {
    table_ = table;
    draw();
}

void TrendChart::draw() {
    bool const isDark = palette().color(QPalette::Base).lightness() < 128;
    auto const text = palette().color(QPalette::Text);
    auto* chart = new QChart;
    chart->setBackgroundBrush(palette().base());
    chart->setBackgroundRoundness(0);
    chart->setLocalizeNumbers(true);
    chart->setLocale(QLocale{});
    chart->setTitleBrush(text);
    chart->setTitle(toQt(table_.title + (table_.unitText.empty() ? std::string{} : " (" + table_.unitText + ")")));
    chart->legend()->setLabelColor(text);
    chart->legend()->setAlignment(Qt::AlignBottom);
    auto* periods = new QBarCategoryAxis;
    for (auto const& column : table_.columns) periods->append(toQt(column.label));
    auto* amounts = new QValueAxis;
    for (QAbstractAxis* axis : {static_cast<QAbstractAxis*>(periods), static_cast<QAbstractAxis*>(amounts)}) {
        axis->setLabelsColor(text);
        axis->setGridLineColor(palette().color(QPalette::Mid));
        axis->setLinePen(QPen{text});
    }
    chart->addAxis(periods, Qt::AlignBottom);
    chart->addAxis(amounts, Qt::AlignLeft);
    double least = 0;
    double most = 0;
    for (std::size_t row = 0; row < std::min<std::size_t>(table_.rows.size(), mostLines); ++row) {
        auto* line = new QLineSeries;
        line->setName(toQt(table_.rows[row].label()));
        QPen pen{QColor{(isDark ? onDark : onLight)[row]}, 2.5, strokes[row / 2 % strokes.size()]};
        line->setPen(pen);
        line->setPointsVisible(true);
        for (std::size_t column = 0; column < table_.columns.size(); ++column) {
            auto const& value = table_.cells[row][column].value;
            if (!value) continue;
            auto const amount = Money::parseCanonical(*value);
            if (!amount) continue;
            auto const height = static_cast<double>(amount->hundredths()) / 100;
            least = std::min(least, height);
            most = std::max(most, height);
            line->append(static_cast<double>(column), height);
        }
        chart->addSeries(line);
        line->attachAxis(periods);
        line->attachAxis(amounts);
    }
    amounts->setRange(least, most > least ? most : least + 1);
    amounts->applyNiceNumbers();
    auto const step = (amounts->max() - amounts->min()) / (amounts->tickCount() - 1);
    amounts->setLabelFormat(step < 1 ? QStringLiteral("%.2f") : QStringLiteral("%.0f"));
    auto* old = this->chart();
    setChart(chart);
    delete old;
}

QImage TrendChart::picture() const {
    QImage image{size() * 2, QImage::Format_RGB32};
    image.setDevicePixelRatio(2);
    image.fill(palette().color(QPalette::Base));
    QPainter painter{&image};
    const_cast<TrendChart*>(this)->render(&painter);
    return image;
}

}  // namespace zhibao
