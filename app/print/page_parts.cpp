#include "print/page_parts.h"

#include <algorithm>
#include <optional>

#include <QAbstractTextDocumentLayout>
#include <QTextBlock>
#include <QTextDocument>
#include <QTextFrame>
#include <QTextTable>

namespace zhibao {

namespace {

/// Where a page may end, in the coordinates of a document that was laid out on one endless page.
struct PageEnd {
    qreal y = 0;
    bool isForced = false;   // the page says that a new one begins here
    bool isThrough = false;  // goes through a cell that spans rows: only where nothing better is near
};

/// Between the text of one row and that of the next, where the lines of a table run: the heights of rows themselves Qt does not tell.
qreal endOfRow(QTextTable const& table, int row) {
    auto const* layout = table.document()->documentLayout();
    auto const box = boxOf(table);
    qreal above = box.top();
    qreal below = box.bottom();
    for (int column = 0; column < table.columns(); ++column) {
        if (auto const cell = table.cellAt(row, column); cell.row() + cell.rowSpan() - 1 == row)
            above = std::max(above, layout->blockBoundingRect(cell.lastCursorPosition().block()).bottom());
        if (auto const cell = table.cellAt(row + 1, column); cell.row() == row + 1)
            below = std::min(below, layout->blockBoundingRect(cell.firstCursorPosition().block()).top());
    }
    return (above + below) / 2;
}

/// A row stands on one page, whole; so does a line. Qt's own pages would cut a row of several lines in two.
void collectPageEnds(QTextFrame& frame, std::vector<PageEnd>& ends) {
    auto const* layout = frame.document()->documentLayout();
    auto titleEnds = ends.size();  // from here on: the ends of a line of text that may be the title of a table below it
    for (auto part = frame.begin(); !part.atEnd(); ++part) {
        if (auto* table = qobject_cast<QTextTable*>(part.currentFrame())) {
            auto const box = boxOf(*table);
            bool const isForced = (table->format().pageBreakPolicy() & QTextFormat::PageBreak_AlwaysBefore) != 0;
            // A title stands on the page of its table, and so does the head.
            if (table->format().headerRowCount() > 0 && titleEnds < ends.size() && !isForced) ends.resize(titleEnds);
            else ends.push_back({box.top(), isForced, false});
            for (int row = table->format().headerRowCount(); row + 1 < table->rows(); ++row) {
                bool isThrough = false;
                for (int column = 0; column < table->columns(); ++column) isThrough = isThrough || table->cellAt(row + 1, column).row() <= row;
                ends.push_back({endOfRow(*table, row), false, isThrough});
            }
            ends.push_back({box.bottom(), false, false});
            titleEnds = ends.size();
        } else if (auto* inner = part.currentFrame()) {
            collectPageEnds(*inner, ends);
            titleEnds = ends.size();
        } else if (auto const block = part.currentBlock(); block.isValid()) {
            auto const box = layout->blockBoundingRect(block);
            ends.push_back({box.top(), (block.blockFormat().pageBreakPolicy() & QTextFormat::PageBreak_AlwaysBefore) != 0, false});
            titleEnds = ends.size();
            for (int line = 0; line < block.layout()->lineCount(); ++line) {
                auto const rect = block.layout()->lineAt(line).rect();
                ends.push_back({box.top() + rect.bottom(), false, false});
            }
            constexpr int linesOfTitle = 3;
            if (block.text().isEmpty() || block.layout()->lineCount() > linesOfTitle) titleEnds = ends.size();
        }
    }
}

}  // namespace

QRectF boxOf(QTextTable const& table) {
    auto const* layout = table.document()->documentLayout();
    auto const textOf = [&](int column) { return layout->blockBoundingRect(table.cellAt(0, column).firstCursorPosition().block()); };
    auto const box = layout->frameBoundingRect(const_cast<QTextTable*>(&table));
    // Padding and lines are as wide above a text as they are left of it; the highest text of the first row is not moved down.
    qreal const inset = textOf(0).left();
    qreal top = textOf(0).top();
    for (int column = 1; column < table.columns(); ++column) top = std::min(top, textOf(column).top());
    return {0, top - inset, box.width(), box.height()};
}

std::vector<PagePart> pagesOf(QTextDocument const& document, std::vector<QTextTable*> const& tables, qreal height) {
    auto const* layout = document.documentLayout();
    std::vector<PageEnd> ends;
    collectPageEnds(*document.rootFrame(), ends);
    std::sort(ends.begin(), ends.end(), [](PageEnd const& left, PageEnd const& right) { return left.y < right.y; });
    qreal const total = layout->documentSize().height();
    constexpr qreal hair = 1;
    std::vector<PagePart> parts;
    PagePart part;
    while (true) {
        qreal const limit = part.top + height - part.headHeight;
        std::optional<qreal> forced, whole, through;
        for (auto const& end : ends) {
            if (end.y <= part.top + hair || end.y > limit) continue;
            if (end.isForced && !forced) forced = end.y;
            (end.isThrough ? through : whole) = end.y;
        }
        if (forced) part.bottom = *forced;
        else if (total <= limit) part.bottom = total;
        // What is higher than a page is cut where the paper ends.
        else part.bottom = whole ? *whole : through ? *through : limit;
        parts.push_back(part);
        if (part.bottom >= total - hair) return parts;
        auto const next = std::find_if(ends.begin(), ends.end(), [&](PageEnd const& end) { return end.y > part.bottom + hair; });
        // Where a new page is asked for right behind one that was full, there is nothing in between to print.
        part = PagePart{next != ends.end() && next->isForced ? next->y : part.bottom, 0, nullptr, 0, 0};
        for (auto const* table : tables) {
            auto const box = boxOf(*table);
            int const headRows = table->format().headerRowCount();
            if (headRows == 0 || headRows >= table->rows() || box.top() >= part.top - hair || box.bottom() <= part.top + hair) continue;
            qreal const head = endOfRow(*table, headRows - 1) - box.top();
            if (head > height / 2) continue;
            part.continued = table;
            part.headTop = box.top();
            part.headHeight = head;
        }
    }
}

}  // namespace zhibao
