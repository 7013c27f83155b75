#pragma once
/// Real key strokes for real windows. Keys go where the focus is, as a person's would.

#include <functional>

#include <QApplication>
#include <QKeyEvent>
#include <QTest>
#include <QWidget>

#include "support/catch.h"

namespace zhibao::test {

[[nodiscard]] inline QWidget* focus() {
    auto* widget = QApplication::focusWidget();
    REQUIRE(widget != nullptr);
    return widget;
}

inline void press(Qt::Key key, Qt::KeyboardModifiers modifiers = Qt::NoModifier) {
    QTest::keyClick(focus(), key, modifiers);
}

/// Characters one by one, of any script. A key that opens an editor moves the focus, so it is asked for anew each time.
inline void type(QString const& text) {
    for (auto const character : text) {
        auto* widget = focus();
        int const key = character.unicode() < 0x80 ? static_cast<int>(character.toUpper().unicode()) : 0;
        QKeyEvent down{QEvent::KeyPress, key, Qt::NoModifier, QString{character}};
        QApplication::sendEvent(widget, &down);
        QKeyEvent up{QEvent::KeyRelease, key, Qt::NoModifier, QString{character}};
        if (QApplication::focusWidget() != nullptr) QApplication::sendEvent(QApplication::focusWidget(), &up);
    }
}

/// True as soon as the condition holds, at the latest after so many milliseconds.
[[nodiscard]] inline bool within(int milliseconds, std::function<bool()> const& condition) {
    return QTest::qWaitFor(condition, milliseconds);
}

}  // namespace zhibao::test
