#include "enterprise/totals_strip.h"

#include <algorithm>
#include <limits>

#include <QEvent>
#include <QHelpEvent>
#include <QHeaderView>
#include <QPainter>
#include <QScrollBar>
#include <QToolTip>

#include "ui/text.h"

namespace zhibao {

TotalsStrip::TotalsStrip(FormView& view, std::shared_ptr<PeriodConverter const> converter, QWidget* parent)
    : QWidget(parent), view_(view), converter_(std::move(converter)) {
    setObjectName(QStringLiteral("totals"));
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
    // However many cells change at once, they are added once.
    soon_.setSingleShot(true);
    soon_.setInterval(0);
    connect(&soon_, &QTimer::timeout, this, &TotalsStrip::add);
    auto* model = view_.form();
    auto const addSoon = [this] { soon_.start(); };
    connect(model, &QAbstractItemModel::dataChanged, this, [this](QModelIndex const&, QModelIndex const&, QList<int> const& roles) {
        // What is said of cells changes no sum.
        if (roles.isEmpty() || roles.contains(Qt::DisplayRole)) soon_.start();
    });
    connect(model, &QAbstractItemModel::rowsInserted, this, addSoon);
    connect(model, &QAbstractItemModel::rowsRemoved, this, addSoon);
    connect(model, &QAbstractItemModel::modelReset, this, addSoon);
    connect(model, &QAbstractItemModel::headerDataChanged, this, addSoon);
    connect(view_.horizontalHeader(), &QHeaderView::sectionResized, this, [this] { update(); });
    connect(view_.horizontalScrollBar(), &QScrollBar::valueChanged, this, [this] { update(); });
    view_.installEventFilter(this);
    add();
}

void TotalsStrip::add() {
    auto const& model = *view_.form();
    lines_ = columnTotals(model.document().rows(model.form().id), model.form(), model.edition(), *converter_, model.isConverted());
    QStringList spoken;
    for (std::size_t line = 0; line < lines_.size(); ++line) {
        QStringList figures;
        for (int shown = 0; shown < model.columnCount(); ++shown)
            if (auto const text = textOf(line, shown); !text.isEmpty()) figures.append(model.headerData(shown, Qt::Horizontal, Qt::DisplayRole).toString() + QLatin1Char(' ') + text);
        if (!figures.isEmpty()) spoken.append(nameOf(line) + QStringLiteral(": ") + figures.join(QStringLiteral(", ")));
    }
    keepRoom();
    setAccessibleName(tr("Sums of the columns"));
    setAccessibleDescription(spoken.join(QStringLiteral("; ")));
    updateGeometry();
    update();
}

void TotalsStrip::keepRoom() {
    QFontMetrics const metrics{boldFont()};
    std::vector<int> widths;
    for (int shown = 0; shown < view_.form()->columnCount(); ++shown) {
        int widest = 0;
        for (std::size_t line = 0; line < lines_.size(); ++line)
            if (auto const text = textOf(line, shown); !text.isEmpty()) widest = std::max(widest, metrics.horizontalAdvance(text) + 2 * margin());
        widths.push_back(widest);
    }
    view_.keepRoom(std::move(widths));
}

QFont TotalsStrip::boldFont() const {
    auto font = view_.font();
    font.setBold(true);
    return font;
}

int TotalsStrip::margin() const {
    return view_.fontMetrics().averageCharWidth() / 2 + 2;
}

QString TotalsStrip::nameOf(std::size_t line) const {
    auto const& model = *view_.form();
    auto const& totals = lines_[line];
    auto name = tr("Sum");
    if (auto const apart = columnOfTotals(model.form(), model.edition()))
        if (auto const* list = model.edition().findList(model.form().columns[*apart].list))
            if (auto const* entry = list->find(totals.code)) name = tr("Sum, %1").arg(toQt(entry->name.in(model.language())));
    if (!totals.withoutRate.empty()) name = QStringLiteral("⚠ ") + tr("%1, incomplete").arg(name);
    if (totals.currency.empty()) return name;
    auto const currency = toQt(totals.currency);
    return totals.isConverted ? tr("%1 (converted to %2)").arg(name, currency) : tr("%1 (%2)", "a sum, its currency").arg(name, currency);
}

QString TotalsStrip::textOf(std::size_t line, int shown) const {
    auto const& model = *view_.form();
    auto const position = model.positionAt(shown);
    if (!position || line >= lines_.size()) return {};
    auto const& total = lines_[line].columns[*position];
    if (!total) return {};
    if (!total->isMoney) return toQt(decimalText(total->amount, 0, true));
    // A sum may be larger than any amount; then it is written with all its decimals.
    auto const fits = total->amount <= std::numeric_limits<std::int64_t>::max() && total->amount >= std::numeric_limits<std::int64_t>::min();
    auto text = fits ? toQt(Money::ofHundredths(static_cast<std::int64_t>(total->amount)).display(model.unit()))
                     : toQt(decimalText(total->amount, model.unit() == Unit::one ? 2 : 6, true));
    if (lines_[line].isConverted) text.prepend(QStringLiteral("≈"));
    return text;
}

QString TotalsStrip::remarkOf(TotalsLine const& line) const {
    if (line.withoutRate.empty()) return line.isConverted ? tr("Added in each currency exactly, then converted at the rate of the period.") : tr("Added exactly.");
    QStringList currencies;
    for (auto const& currency : line.withoutRate) currencies.append(currency.empty() ? tr("no currency") : toQt(currency));
    return tr("Not contained, because the period has no rate for it: %1").arg(currencies.join(QStringLiteral(", ")));
}

int TotalsStrip::lineHeight() const {
    return view_.fontMetrics().height() * 3 / 2;
}

QSize TotalsStrip::sizeHint() const {
    return {0, lineHeight() * static_cast<int>(lines_.size()) + 1};
}

bool TotalsStrip::eventFilter(QObject* object, QEvent* event) {
    if (object == &view_ && (event->type() == QEvent::FontChange || event->type() == QEvent::Resize)) {
        if (event->type() == QEvent::FontChange) keepRoom();
        updateGeometry();
        update();
    }
    return QWidget::eventFilter(object, event);
}

bool TotalsStrip::event(QEvent* event) {
    if (event->type() != QEvent::ToolTip) return QWidget::event(event);
    auto const* help = static_cast<QHelpEvent const*>(event);
    auto const line = static_cast<std::size_t>(std::max(help->pos().y(), 0) / lineHeight());
    if (line >= lines_.size()) return true;
    QStringList said{nameOf(line)};
    int const left = view_.viewport()->mapTo(view_.parentWidget(), QPoint{}).x() - x();
    if (int const shown = view_.columnAt(help->pos().x() - left); shown >= 0)
        if (auto const text = textOf(line, shown); !text.isEmpty()) said.append(view_.form()->headerData(shown, Qt::Horizontal, Qt::DisplayRole).toString() + QLatin1Char(' ') + text);
    said.append(remarkOf(lines_[line]));
    QToolTip::showText(help->globalPos(), said.join(QLatin1Char('\n')), this);
    return true;
}

void TotalsStrip::paintEvent(QPaintEvent*) {
    QPainter painter{this};
    auto const& model = *view_.form();
    painter.setFont(boldFont());
    painter.fillRect(rect(), palette().color(QPalette::AlternateBase));
    painter.setPen(palette().color(QPalette::Mid));
    painter.drawLine(0, 0, width(), 0);
    int const left = view_.viewport()->mapTo(view_.parentWidget(), QPoint{}).x() - x();
    int const margin = this->margin();
    // The name stands below the questions before the first figure, and stays at the left when these are scrolled away.
    int room = 0;
    for (int shown = 0; model.columnAt(shown) != nullptr && model.columnAt(shown)->role != ColumnRole::measure; ++shown) room += view_.columnWidth(shown);
    for (std::size_t line = 0; line < lines_.size(); ++line) {
        QRect const band{0, 1 + lineHeight() * static_cast<int>(line), width(), lineHeight()};
        painter.setPen(palette().color(QPalette::Text));
        painter.setClipRect(QRect{left, band.top(), view_.viewport()->width(), band.height()});
        for (int shown = 0; shown < model.columnCount(); ++shown) {
            auto const text = textOf(line, shown);
            if (text.isEmpty()) continue;
            QRect const cell{left + view_.columnViewportPosition(shown), band.top(), view_.columnWidth(shown), band.height()};
            // In a column that was made narrow by hand, a sum is shown to be too wide rather than cut at its front.
            auto const shownText = painter.fontMetrics().horizontalAdvance(text) + 2 * margin > cell.width() ? QStringLiteral("…") : text;
            painter.drawText(cell.adjusted(margin, 0, -margin, 0), Qt::AlignRight | Qt::AlignVCenter, shownText);
        }
        painter.setClipping(false);
        auto const name = painter.fontMetrics().elidedText(nameOf(line), Qt::ElideRight, left + room - 2 * margin);
        int const wide = view_.horizontalScrollBar()->value() > 0 ? painter.fontMetrics().horizontalAdvance(name) + 2 * margin : left + room;
        painter.fillRect(QRect{0, band.top(), wide, band.height()}, palette().color(QPalette::AlternateBase));
        painter.drawText(QRect{margin, band.top(), wide - margin, band.height()}, Qt::AlignLeft | Qt::AlignVCenter, name);
    }
}

}  // namespace zhibao
