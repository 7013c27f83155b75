#include "ui/form_columns.h"

#include <algorithm>
#include <vector>

#include <QHeaderView>
#include <QTableView>

#include "ui/form_model.h"

namespace zhibao {

namespace {

/// What a column would like, and with how little it can do.
struct Width {
    int wanted = 0;
    int least = 0;
    bool isFigure = false;
};

Width widthOf(FormModel const& form, Column const* column, QFontMetrics const& metrics) {
    int const character = metrics.horizontalAdvance(QStringLiteral("中"));
    if (column != nullptr && column->kind == ColumnKind::text) return {character * 13, character * 6, false};
    if (column != nullptr && column->kind == ColumnKind::code) {
        // As wide as nine in ten entries want; the longest are shown whole in the tool tip and in the list.
        std::vector<int> texts;
        if (auto const* list = form.edition().findList(column->list))
            for (auto const& entry : list->entries())
                if (entry.isLeaf || !column->leafOnly) texts.push_back(metrics.horizontalAdvance(form.choiceText(entry)));
        std::sort(texts.begin(), texts.end());
        int const wanted = texts.empty() ? character * 4 : std::clamp(texts[texts.size() * 9 / 10], character * 3, character * 10);
        return {wanted + character, character * 4, false};
    }
    if (column != nullptr && (column->kind == ColumnKind::integer || column->kind == ColumnKind::percent))
        return {metrics.horizontalAdvance(QStringLiteral("999,999.99")) + character, metrics.horizontalAdvance(QStringLiteral("99,999")) + character, true};
    return {metrics.horizontalAdvance(QStringLiteral("-9,999,999.99")) + character, metrics.horizontalAdvance(QStringLiteral("-999,999.99")) + character / 2, true};
}

/// As wide as its widest figure, which never breaks; of a long form the first rows tell.
int widestFigure(FormModel const& form, int shown, QFontMetrics const& metrics) {
    constexpr int rowsAsked = 100;
    int widest = 0;
    for (int row = 0; row < std::min(form.rowCount(), rowsAsked); ++row) widest = std::max(widest, metrics.horizontalAdvance(form.index(row, shown).data().toString()));
    return widest;
}

/// Takes what there is too much from the words, then from the figures, from each as it can spare.
void giveWay(std::vector<Width>& widths, int room) {
    for (bool const isFigure : {false, true}) {
        int excess = -room;
        int slack = 0;
        for (auto const& width : widths) {
            excess += width.wanted;
            if (width.isFigure == isFigure) slack += std::max(width.wanted - width.least, 0);
        }
        if (excess <= 0 || slack == 0) continue;
        for (auto& width : widths) {
            if (width.isFigure != isFigure) continue;
            int const own = std::max(width.wanted - width.least, 0);
            width.wanted -= excess >= slack ? own : (own * excess + slack - 1) / slack;
        }
    }
}

/// As wide as its longest word, so that no head breaks within one.
int longestWord(QString const& title, QFontMetrics const& metrics) {
    int longest = 0;
    for (auto const& word : title.split(QLatin1Char(' '))) {
        bool const breaksAnywhere = std::any_of(word.begin(), word.end(), [](QChar character) { return character.unicode() > 0x2e80; });
        if (!breaksAnywhere) longest = std::max(longest, metrics.horizontalAdvance(word));
    }
    return longest;
}

}  // namespace

void fitFormColumns(QTableView& view, FormModel const& form, std::span<int const> least) {
    auto* head = view.horizontalHeader();
    head->setDefaultAlignment(Qt::AlignCenter | Qt::Alignment{Qt::TextWordWrap});
    auto const metrics = view.fontMetrics();
    // The head of the current cell's column is bold.
    auto heavy = head->font();
    heavy.setBold(true);
    QFontMetrics const headMetrics{heavy};
    int const character = metrics.horizontalAdvance(QStringLiteral("中"));
    auto const titleOf = [&](int shown) { return form.headerData(shown, Qt::Horizontal, Qt::DisplayRole).toString(); };
    std::vector<Width> widths;
    for (int shown = 0; shown < form.columnCount(); ++shown) {
        auto width = widthOf(form, form.columnAt(shown), metrics);
        width.least = std::max(width.least, longestWord(titleOf(shown), headMetrics) + character);
        if (width.isFigure) width.least = std::max(width.least, widestFigure(form, shown, metrics) + character);
        if (auto const place = static_cast<std::size_t>(shown); place < least.size()) width.least = std::max(width.least, least[place]);
        width.wanted = std::max(width.wanted, width.least);
        widths.push_back(width);
    }
    giveWay(widths, view.viewport()->width());
    int height = metrics.height();
    for (int shown = 0; shown < form.columnCount(); ++shown) {
        int const width = widths[static_cast<std::size_t>(shown)].wanted;
        view.setColumnWidth(shown, width);
        height = std::max(height, headMetrics.boundingRect(QRect{0, 0, width - character / 2, 10'000}, Qt::TextWordWrap, titleOf(shown)).height());
    }
    head->setFixedHeight(height + metrics.height() * 3 / 4);
}

}  // namespace zhibao
