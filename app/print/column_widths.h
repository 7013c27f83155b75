#pragma once
/// How the columns of a printed table share its width.

#include <vector>

#include <QFont>

class QPaintDevice;
class QTextDocument;
class QTextTable;

namespace zhibao {

/// All tables of a document, those inside others too.
[[nodiscard]] std::vector<QTextTable*> tablesOf(QTextDocument const& document);

/// Tables of figures have lines; those that only place things on the page have none.
[[nodiscard]] bool hasLines(QTextTable const& table);

/// How wide a column wants to be.
struct ColumnWish {
    qreal least = 0;  // as its longest number, or as a text that is not long; longer texts and heads wrap
    qreal full = 0;   // so that no text in it wraps
};

/// The wishes of a table's columns, in units of the device.
[[nodiscard]] std::vector<ColumnWish> wishesOf(QTextTable const& table, QFont const& font, QPaintDevice* device);
[[nodiscard]] qreal leastOf(std::vector<ColumnWish> const& wishes);

/// How the columns are to share the table's width: as the page says (percentages that need not make up a hundred), as they wish where
/// it says nothing, and not for us to say (empty) where it mixes.
[[nodiscard]] std::vector<ColumnWish> givenWidths(QTextTable const& table, std::vector<ColumnWish> const& wishes);

/// Shares a width (in points, as the wishes) among the columns: to each the least, the rest first to those whose texts wrap.
void shareWidth(QTextTable& table, std::vector<ColumnWish> const& wishes, qreal width);

}  // namespace zhibao
