#pragma once
/// A line of text that may be longer than its room, such as the name of a unit: cut with an ellipsis, whole in the tool tip, and no
/// reason to make a window wider.

#include <QLabel>
#include <QPainter>
#include <QStyle>

namespace zhibao {

class ElidedLabel final : public QLabel {
public:
    using QLabel::QLabel;
    void setWhole(QString const& text) {
        setText(text);
        setToolTip(text);
    }
    [[nodiscard]] QSize minimumSizeHint() const override { return {fontMetrics().averageCharWidth() * 8, QLabel::minimumSizeHint().height()}; }

protected:
    void paintEvent(QPaintEvent*) override {
        QPainter painter{this};
        style()->drawItemText(&painter, contentsRect(), static_cast<int>(alignment()), palette(), isEnabled(), fontMetrics().elidedText(text(), Qt::ElideRight, contentsRect().width()),
                              foregroundRole());
    }
};

}  // namespace zhibao
