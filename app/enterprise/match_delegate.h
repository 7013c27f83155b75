#pragma once
/// Paints the entries of the finder: code and name with what was typed standing out, wrapped to the width there is.

#include <string>
#include <vector>

#include <QStyledItemDelegate>

#include "form/code_search.h"

class QTreeView;

namespace zhibao {

/// The text as HTML, the ranges underlined in bold: seen without colour, on light and on dark.
[[nodiscard]] QString highlighted(std::string const& text, std::vector<TextRange> const& ranges);

class MatchDelegate final : public QStyledItemDelegate {
    Q_OBJECT
public:
    /// What is painted, as HTML; Qt::DisplayRole has the same in plain words for those who hear it.
    static constexpr int htmlRole = Qt::UserRole + 1;
    explicit MatchDelegate(QTreeView* view);
    void paint(QPainter* painter, QStyleOptionViewItem const& option, QModelIndex const& index) const override;
    [[nodiscard]] QSize sizeHint(QStyleOptionViewItem const& option, QModelIndex const& index) const override;

private:
    QTreeView* view_;
};

}  // namespace zhibao
