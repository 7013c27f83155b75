#include "ui/window_size.h"

#include <QScreen>
#include <QSize>
#include <QStyle>
#include <QWidget>

namespace zhibao {

void resizeWithinScreen(QWidget& window, QSize wanted) {
    // The frame's own size is only known once the window manager has drawn it.
    auto const title = window.style()->pixelMetric(QStyle::PM_TitleBarHeight);
    QSize const frame{8, title + 8};
    window.resize(wanted.boundedTo(window.screen()->availableSize() - frame));
}

}  // namespace zhibao
