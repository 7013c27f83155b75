#pragma once

class QSize;
class QWidget;

namespace zhibao {

/// Gives a window the size it would like, or less where the screen has less: its frame and title stay on the screen too.
void resizeWithinScreen(QWidget& window, QSize wanted);

}  // namespace zhibao
