#pragma once
/// Where a document that was laid out on one endless page is cut into pages.

#include <vector>

#include <QRectF>

class QTextDocument;
class QTextTable;

namespace zhibao {

/// What of the document stands on one page, and the table whose head stands there again.
struct PagePart {
    qreal top = 0;
    qreal bottom = 0;
    QTextTable const* continued = nullptr;
    qreal headTop = 0;
    qreal headHeight = 0;
};

/// Where a table stands. Qt's own answer begins with the text of the first cell, which is lower where it is centred in several rows.
/// For tables that begin at the left edge of the page, as all of ours do.
[[nodiscard]] QRectF boxOf(QTextTable const& table);

/// The pages of a height, in the coordinates of the laid-out document. A row and a line stand on one page, whole, and the head of a
/// table that goes on stands there again; what is higher than a page is cut where the paper ends.
[[nodiscard]] std::vector<PagePart> pagesOf(QTextDocument const& document, std::vector<QTextTable*> const& tables, qreal height);

}  // namespace zhibao
