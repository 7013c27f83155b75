#pragma once
/// How the columns of a printed table share its width.

#include <optional>
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
    qreal number = 0;  // as its longest number, which never breaks
    qreal least = 0;  // as its longest number, or as a text that is not long; longer texts and heads wrap
    qreal full = 0;   // so that no text in it wraps
};

/// The wishes of a table's columns, in units of the device.
[[nodiscard]] std::vector<ColumnWish> wishesOf(QTextTable const& table, QFont const& font, QPaintDevice* device);
[[nodiscard]] qreal leastOf(std::vector<ColumnWish> const& wishes);

/// A table with what its columns want, and what the page gives them: shares of the width, empty where it leaves that to the columns.
struct TableWishes {
    QTextTable* table = nullptr;
    std::vector<ColumnWish> columns;
    std::vector<qreal> shares;
};

/// Whether the page leaves the widths of the columns to them or gives all of them as shares, and then which. Where it mixes the two,
/// Qt has to find them: nothing.
[[nodiscard]] std::optional<std::vector<qreal>> givenShares(QTextTable const& table);

/// Tables with the same shares stand below each other: what one has to be wide for its numbers, all are.
void alignShares(std::vector<TableWishes>& tables);

/// Shares a width (in points, as the wishes) among the columns: as the page says, but no number breaks; or to each the least, the rest
/// first to those whose texts wrap.
void shareWidth(TableWishes const& wishes, qreal width);

}  // namespace zhibao
