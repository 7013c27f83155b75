#include "enterprise/match_delegate.h"

#include <QAbstractTextDocumentLayout>
#include <QApplication>
#include <QPainter>
#include <QTextDocument>
#include <QTreeView>

#include "output/html.h"
#include "ui/text.h"

namespace zhibao {

namespace {

constexpr int margin = 3;

void fill(QTextDocument& document, QModelIndex const& index, QFont const& font, int width) {
    document.setDefaultFont(font);
    document.setDocumentMargin(margin);
    document.setHtml(index.data(MatchDelegate::htmlRole).toString());
    document.setTextWidth(width);
}

}  // namespace

QString highlighted(std::string const& text, std::vector<TextRange> const& ranges) {
    std::string html;
    std::size_t at = 0;
    for (auto const range : ranges) {
        html += escapedForHtml(std::string_view{text}.substr(at, range.begin - at));
        html += "<b><u>" + escapedForHtml(std::string_view{text}.substr(range.begin, range.length)) + "</u></b>";
        at = range.begin + range.length;
    }
    return toQt(html + escapedForHtml(std::string_view{text}.substr(at)));
}

MatchDelegate::MatchDelegate(QTreeView* view) : QStyledItemDelegate(view), view_(view) {}

void MatchDelegate::paint(QPainter* painter, QStyleOptionViewItem const& option, QModelIndex const& index) const {
    auto shown = option;
    initStyleOption(&shown, index);
    shown.text.clear();
    shown.widget->style()->drawControl(QStyle::CE_ItemViewItem, &shown, painter, shown.widget);

    QTextDocument document;
    fill(document, index, shown.font, shown.rect.width());
    QAbstractTextDocumentLayout::PaintContext context;
    bool const isSelected = shown.state.testFlag(QStyle::State_Selected);
    auto const group = shown.state.testFlag(QStyle::State_Active) ? QPalette::Active : QPalette::Inactive;
    context.palette.setColor(QPalette::Text, shown.palette.color(group, isSelected ? QPalette::HighlightedText : QPalette::Text));
    painter->save();
    painter->setClipRect(shown.rect);
    painter->translate(shown.rect.topLeft());
    document.documentLayout()->draw(painter, context);
    painter->restore();
}

QSize MatchDelegate::sizeHint(QStyleOptionViewItem const& option, QModelIndex const& index) const {
    int depth = 1;
    for (auto above = index.parent(); above.isValid(); above = above.parent()) ++depth;
    int const width = view_->viewport()->width() - depth * view_->indentation();
    QTextDocument document;
    fill(document, index, option.font, width);
    return {width, static_cast<int>(document.size().height())};
}

}  // namespace zhibao
