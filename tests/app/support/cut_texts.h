#pragma once
/// What of a window cannot be read because it has too little room.

#include <string>
#include <vector>

#include <QAbstractScrollArea>
#include <QLabel>
#include <QPushButton>

#include "ui/elided_label.h"
#include "ui/text.h"

namespace zhibao::test {

/// How wide a text is drawn whose underlined letter stands apart from its neighbours, without kerning.
[[nodiscard]] inline int widthWithMnemonic(QString const& text, QFontMetrics const& metrics) {
    auto const mark = text.indexOf(QLatin1Char('&'));
    if (mark < 0) return metrics.horizontalAdvance(text);
    return metrics.horizontalAdvance(text.left(mark)) + metrics.horizontalAdvance(text.mid(mark + 1, 1)) + metrics.horizontalAdvance(text.mid(mark + 2));
}

/// Labels and buttons that are shown and have less room than their text needs.
[[nodiscard]] inline std::vector<std::string> cutTexts(QWidget const& window) {
    std::vector<std::string> cut;
    for (auto const* label : window.findChildren<QLabel*>()) {
        if (!label->isVisible() || label->text().isEmpty() || dynamic_cast<ElidedLabel const*>(label) != nullptr) continue;
        bool const isWrapped = label->wordWrap();
        int const needed = isWrapped ? label->heightForWidth(label->width()) : label->sizeHint().width();
        bool const losesLetters = !isWrapped && label->buddy() != nullptr && widthWithMnemonic(label->text(), label->fontMetrics()) > label->width();
        if (losesLetters || needed > (isWrapped ? label->height() : label->width())) cut.push_back("label: " + fromQt(label->text()));
    }
    for (auto const* button : window.findChildren<QPushButton*>())
        if (button->isVisible() && button->minimumSizeHint().width() > button->width()) cut.push_back("button: " + fromQt(button->text()));
    for (auto const* widget : window.findChildren<QWidget*>()) {
        if (!widget->isVisible() || widget->window() != &window || widget->visibleRegion().isEmpty()) continue;
        auto const corner = widget->mapTo(&window, QPoint{widget->width(), 0});
        bool const isScrolled = [&] {
            for (auto const* above = widget->parentWidget(); above != nullptr; above = above->parentWidget())
                if (qobject_cast<QAbstractScrollArea const*>(above) != nullptr) return true;
            return false;
        }();
        if (!isScrolled && corner.x() > window.width()) cut.push_back("beyond the edge: " + fromQt(widget->objectName()) + " " + widget->metaObject()->className());
    }
    return cut;
}

}  // namespace zhibao::test
