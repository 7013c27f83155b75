#include "print/column_widths.h"

#include <algorithm>
#include <numeric>

#include <QFontMetricsF>
#include <QTextBlock>
#include <QTextDocument>
#include <QTextFrame>
#include <QTextTable>

namespace zhibao {

namespace {

bool isNumber(QString const& text) {
    return std::all_of(text.begin(), text.end(), [](QChar character) { return character.isDigit() || QStringView{u",.-+% "}.contains(character); });
}

void collectTables(QTextFrame const& frame, std::vector<QTextTable*>& tables) {
    auto const children = frame.childFrames();
    for (auto* child : children) {
        if (auto* table = qobject_cast<QTextTable*>(child)) tables.push_back(table);
        collectTables(*child, tables);
    }
}

}  // namespace

std::vector<QTextTable*> tablesOf(QTextDocument const& document) {
    std::vector<QTextTable*> tables;
    collectTables(*document.rootFrame(), tables);
    return tables;
}

bool hasLines(QTextTable const& table) {
    return table.format().border() > 0;
}

std::vector<ColumnWish> wishesOf(QTextTable const& table, QFont const& font, QPaintDevice* device) {
    constexpr int charactersOfHead = 5;
    constexpr int charactersOfText = 12;
    QFontMetricsF const usual{font, device};
    auto heavy = font;
    heavy.setBold(true);
    QFontMetricsF const bold{heavy, device};
    qreal const character = usual.horizontalAdvance(QStringLiteral("中"));
    int const headRows = table.format().headerRowCount();
    std::vector<ColumnWish> wishes(static_cast<std::size_t>(table.columns()), {0, character, character});
    for (int row = 0; row < table.rows(); ++row)
        for (int column = 0; column < table.columns(); ++column) {
            auto const cell = table.cellAt(row, column);
            if (cell.columnSpan() != 1 || cell.column() != column || cell.row() != row) continue;
            for (auto block = cell.begin(); !block.atEnd(); ++block) {
                auto const text = block.currentBlock().text();
                auto const& metrics = block.currentBlock().begin().fragment().charFormat().fontWeight() >= QFont::Bold ? bold : usual;
                auto const whole = metrics.horizontalAdvance(text);
                bool const isHead = row < headRows;
                qreal const least = isHead ? std::min(whole, character * charactersOfHead) : isNumber(text) ? whole : std::min(whole, character * charactersOfText);
                auto& wish = wishes[static_cast<std::size_t>(column)];
                if (!isHead && isNumber(text)) wish.number = std::max(wish.number, whole);
                wish.least = std::max(wish.least, least);
                wish.full = std::max(wish.full, isHead ? least : whole);
            }
        }
    // Padding, lines and the indent of a name.
    for (auto& wish : wishes) {
        wish.number += character;
        wish.least += character;
        wish.full += 2 * character;
    }
    return wishes;
}

qreal leastOf(std::vector<ColumnWish> const& wishes) {
    return std::accumulate(wishes.begin(), wishes.end(), qreal{0}, [](qreal sum, ColumnWish const& wish) { return sum + wish.least; });
}

std::optional<std::vector<qreal>> givenShares(QTextTable const& table) {
    auto const given = table.format().columnWidthConstraints();
    auto const areAll = [&](QTextLength::Type type) {
        return std::all_of(given.begin(), given.end(), [&](auto const& length) { return length.type() == type; });
    };
    std::vector<qreal> shares;
    if (areAll(QTextLength::VariableLength)) return shares;
    if (!areAll(QTextLength::PercentageLength)) return std::nullopt;
    for (auto const& length : given) shares.push_back(length.rawValue());
    return shares;
}

void alignShares(std::vector<TableWishes>& tables) {
    for (auto& table : tables)
        for (auto& other : tables) {
            if (table.shares.empty() || other.shares != table.shares) continue;
            for (std::size_t column = 0; column < table.shares.size(); ++column) {
                table.columns[column].number = std::max(table.columns[column].number, other.columns[column].number);
                other.columns[column].number = table.columns[column].number;
            }
        }
}

namespace {

/// Each its share of the width, but what has to be wider takes from those with room to spare.
std::vector<qreal> widthsOfShares(TableWishes const& wishes, qreal width) {
    std::vector<qreal> widths(wishes.shares.size(), 0);
    std::vector<bool> isFixed(wishes.shares.size(), false);
    for (bool isSettled = false; !isSettled;) {
        isSettled = true;
        qreal room = width;
        qreal shares = 0;
        for (std::size_t column = 0; column < widths.size(); ++column) {
            if (isFixed[column]) room -= widths[column];
            else shares += wishes.shares[column];
        }
        for (std::size_t column = 0; column < widths.size(); ++column) {
            if (isFixed[column]) continue;
            widths[column] = wishes.shares[column] / shares * room;
            if (widths[column] >= wishes.columns[column].number) continue;
            widths[column] = wishes.columns[column].number;
            isFixed[column] = true;
            isSettled = false;
        }
    }
    return widths;
}

std::vector<qreal> widthsOfWishes(std::vector<ColumnWish> const& wishes, qreal width) {
    qreal const least = leastOf(wishes);
    qreal wanted = 0;
    for (auto const& wish : wishes) wanted += wish.full - wish.least;
    qreal const part = wanted > 0 ? std::clamp((width - least) / wanted, qreal{0}, qreal{1}) : 0;
    qreal const used = least + part * wanted;
    std::vector<qreal> widths;
    for (auto const& wish : wishes) widths.push_back((wish.least + part * (wish.full - wish.least)) / used * width);
    return widths;
}

}  // namespace

void shareWidth(TableWishes const& wishes, qreal width) {
    constexpr qreal pixelsPerPoint = 96.0 / 72.0;
    QList<QTextLength> lengths;
    for (qreal const own : wishes.shares.empty() ? widthsOfWishes(wishes.columns, width) : widthsOfShares(wishes, width))
        lengths.append(QTextLength{QTextLength::FixedLength, own * pixelsPerPoint});
    auto format = wishes.table->format();
    format.setColumnWidthConstraints(lengths);
    wishes.table->setFormat(format);
}

}  // namespace zhibao
