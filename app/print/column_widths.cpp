#include "print/column_widths.h"

#include <algorithm>
#include <numeric>

#include <QFontMetricsF>
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
    QFontMetricsF const metrics{font, device};
    qreal const character = metrics.horizontalAdvance(QStringLiteral("中"));
    int const headRows = table.format().headerRowCount();
    std::vector<ColumnWish> wishes(static_cast<std::size_t>(table.columns()), {character, character});
    for (int row = 0; row < table.rows(); ++row)
        for (int column = 0; column < table.columns(); ++column) {
            auto const cell = table.cellAt(row, column);
            if (cell.columnSpan() != 1 || cell.column() != column || cell.row() != row) continue;
            for (auto block = cell.begin(); !block.atEnd(); ++block) {
                auto const text = block.currentBlock().text();
                auto const whole = metrics.horizontalAdvance(text);
                bool const isHead = row < headRows;
                qreal const least = isHead ? std::min(whole, character * charactersOfHead) : isNumber(text) ? whole : std::min(whole, character * charactersOfText);
                auto& wish = wishes[static_cast<std::size_t>(column)];
                wish.least = std::max(wish.least, least);
                wish.full = std::max(wish.full, isHead ? least : whole);
            }
        }
    // Padding, lines and the indent of a name.
    for (auto& wish : wishes) {
        wish.least += character;
        wish.full += 2 * character;
    }
    return wishes;
}

qreal leastOf(std::vector<ColumnWish> const& wishes) {
    return std::accumulate(wishes.begin(), wishes.end(), qreal{0}, [](qreal sum, ColumnWish const& wish) { return sum + wish.least; });
}

std::vector<ColumnWish> givenWidths(QTextTable const& table, std::vector<ColumnWish> const& wishes) {
    auto const given = table.format().columnWidthConstraints();
    auto const areAll = [&](QTextLength::Type type) {
        return std::all_of(given.begin(), given.end(), [&](auto const& length) { return length.type() == type; });
    };
    if (areAll(QTextLength::VariableLength)) return wishes;
    std::vector<ColumnWish> shares;
    if (areAll(QTextLength::PercentageLength))
        for (auto const& length : given) shares.push_back({length.rawValue(), length.rawValue()});
    return shares;
}

void shareWidth(QTextTable& table, std::vector<ColumnWish> const& wishes, qreal width) {
    constexpr qreal pixelsPerPoint = 96.0 / 72.0;
    qreal const least = leastOf(wishes);
    qreal wanted = 0;
    for (auto const& wish : wishes) wanted += wish.full - wish.least;
    qreal const part = wanted > 0 ? std::clamp((width - least) / wanted, qreal{0}, qreal{1}) : 0;
    qreal const used = least + part * wanted;
    QList<QTextLength> lengths;
    for (auto const& wish : wishes)
        lengths.append(QTextLength{QTextLength::FixedLength, (wish.least + part * (wish.full - wish.least)) / used * width * pixelsPerPoint});
    auto format = table.format();
    format.setColumnWidthConstraints(lengths);
    table.setFormat(format);
}

}  // namespace zhibao
