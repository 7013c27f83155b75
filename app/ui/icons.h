#pragma once
/// Icons as lines in the colour of the text around them, so that they are right on light and on dark. Drawn by Qt from small SVG
/// files; sharp at any scale.

#include <QIcon>
#include <QString>

#include "rules/finding.h"

namespace zhibao {

/// The icon :/icons/NAME.svg in the colours of the application's palette now. Ask again when the palette changes.
[[nodiscard]] QIcon lineIcon(QString const& name);
/// A cross in a disc, a question mark, an i: told apart by shape as well as colour.
[[nodiscard]] QIcon levelIcon(Level level);
/// A speech bubble, for what the bureau said.
[[nodiscard]] QIcon bureauIcon();
[[nodiscard]] QColor bureauColour();
/// The colour that goes with a level, readable on the palette's base.
[[nodiscard]] QColor levelColour(Level level);

}  // namespace zhibao
