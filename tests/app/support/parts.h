#pragma once
/// The named parts of a page or a dock.

#include <QString>
#include <QWidget>

#include "support/catch.h"

namespace zhibao::test {

/// Fails the test when there is none of that name and kind.
template <class Widget>
[[nodiscard]] Widget& partOf(QWidget& whole, char const* name) {
    auto* found = whole.findChild<Widget*>(QString::fromLatin1(name));
    REQUIRE(found != nullptr);
    return *found;
}

}  // namespace zhibao::test
