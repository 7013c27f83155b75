#include "enterprise/summary_table.h"

#include <QHeaderView>

#include "answers/summary.h"
#include "base/separators.h"
#include "ui/text.h"

namespace zhibao {

namespace {

enum Column { formColumn, rowsColumn, figureColumn, sumColumn, shownColumns };

QTableWidgetItem* itemOf(QString const& text, Qt::Alignment alignment = Qt::AlignLeft) {
    auto* item = new QTableWidgetItem(text);
    item->setFlags(Qt::ItemIsSelectable | Qt::ItemIsEnabled);
    item->setTextAlignment(alignment | Qt::AlignVCenter);
    item->setToolTip(text);
    return item;
}

/// "出口 USD".
QString figureWords(SummedFigure const& figure, Form const& form, Edition const& edition, Language language) {
    QString words;
    if (!figure.flow.empty())
        for (auto const& column : form.columns)
            if (column.conceptId == "flow")
                if (auto const* list = edition.findList(column.list))
                    if (auto const* entry = list->find(figure.flow)) words = toQt(entry->name.in(language)) + QLatin1Char(' ');
    if (auto const column = form.indexOf(figure.column)) words += toQt(form.columns[*column].title.in(language)) + QLatin1Char(' ');
    return words + toQt(figure.currency);
}

}  // namespace

SummaryTable::SummaryTable(FilingDocument& document, QWidget* parent) : QTableWidget(parent), document_(document) {
    setObjectName(QStringLiteral("summary"));
    setColumnCount(shownColumns);
    setSelectionBehavior(QAbstractItemView::SelectRows);
    setSelectionMode(QAbstractItemView::SingleSelection);
    setEditTriggers(QAbstractItemView::NoEditTriggers);
    setTabKeyNavigation(false);
    verticalHeader()->hide();
    horizontalHeader()->setSectionResizeMode(QHeaderView::ResizeToContents);
    horizontalHeader()->setSectionResizeMode(formColumn, QHeaderView::Stretch);
    connect(this, &QTableWidget::activated, this, [this] { Q_EMIT formChosen(currentForm()); });
}

void SummaryTable::refresh() {
    auto const language = document_.language();
    auto const& edition = document_.edition();
    setHorizontalHeaderLabels({tr("Form"), tr("Rows"), tr("Figure"), tr("Sum")});
    setAccessibleName(tr("The figures that are reported"));
    setRowCount(0);
    for (auto const& summary : summaryOf(document_.filing(), edition)) {
        auto const& form = *edition.findForm(summary.form);
        auto const name = toQt(form.marks.number.in(language) + " " + form.title.in(language));
        auto const lines = std::max<std::size_t>(summary.figures.size(), 1);
        for (std::size_t line = 0; line < lines; ++line) {
            int const row = rowCount();
            insertRow(row);
            setItem(row, formColumn, itemOf(line == 0 ? name : QString{}));
            item(row, formColumn)->setData(Qt::UserRole, toQt(summary.form));
            setItem(row, rowsColumn, itemOf(line > 0 ? QString{} : summary.isRecord ? tr("%n answers", nullptr, static_cast<int>(summary.rows)) : QString::number(summary.rows), Qt::AlignRight));
            if (line >= summary.figures.size()) continue;
            auto const& figure = summary.figures[line];
            setItem(row, figureColumn, itemOf(figureWords(figure, form, edition, language)));
            setItem(row, sumColumn, itemOf(figure.sum ? toQt(withSeparators(figure.sum->canonical())) : tr("too large"), Qt::AlignRight));
        }
    }
    if (rowCount() > 0 && currentRow() < 0) setCurrentCell(0, 0);
    fitHeight();
}

void SummaryTable::fitHeight() {
    // All of it is seen at once; what is around it scrolls.
    int height = horizontalHeader()->sizeHint().height() + 2 * frameWidth();
    for (int row = 0; row < rowCount(); ++row) height += rowHeight(row);
    setVerticalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    setFixedHeight(height + 2);
}

std::string SummaryTable::currentForm() const {
    auto const* first = currentRow() < 0 ? nullptr : item(currentRow(), formColumn);
    return first == nullptr ? std::string{} : fromQt(first->data(Qt::UserRole).toString());
}

}  // namespace zhibao
