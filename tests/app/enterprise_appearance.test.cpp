// Light and dark: chosen in the menu, found again, and readable.

#include <algorithm>
#include <cmath>

#include <QAction>
#include <QMenu>

#include "app/support/enterprise_window.h"
#include "base/file.h"
#include "enterprise/findings_dock.h"
#include "ui/appearance.h"
#include "ui/icons.h"
#include "ui/preferences.h"

using namespace zhibao;
using namespace zhibao::test;

namespace {

/// Whatever a test chose, the next one begins with the colours of the system.
struct SystemColoursAtEnd {
    ~SystemColoursAtEnd() { apply(Appearance::system); }
};

double luminance(QColor const& colour) {
    auto const part = [](double value) { return value <= 0.04045 ? value / 12.92 : std::pow((value + 0.055) / 1.055, 2.4); };
    return 0.2126 * part(colour.redF()) + 0.7152 * part(colour.greenF()) + 0.0722 * part(colour.blueF());
}

/// As WCAG 2.1 defines it.
double contrast(QColor const& one, QColor const& other) {
    auto const [dark, light] = std::minmax({luminance(one), luminance(other)});
    return (light + 0.05) / (dark + 0.05);
}

}  // namespace

TEST_CASE("in light and in dark windows every text stands out from its ground", "[app][ui]") {
    SystemColoursAtEnd const after;
    for (auto const appearance : {Appearance::light, Appearance::dark}) {
        apply(appearance);
        auto const palette = QApplication::palette();
        INFO(nameOf(appearance));
        for (auto const group : {QPalette::Active, QPalette::Inactive}) {
            auto const colour = [&](QPalette::ColorRole role) { return palette.color(group, role); };
            CHECK(contrast(colour(QPalette::WindowText), colour(QPalette::Window)) >= 4.5);
            CHECK(contrast(colour(QPalette::Text), colour(QPalette::Base)) >= 4.5);
            CHECK(contrast(colour(QPalette::Text), colour(QPalette::AlternateBase)) >= 4.5);
            CHECK(contrast(colour(QPalette::ButtonText), colour(QPalette::Button)) >= 4.5);
            CHECK(contrast(colour(QPalette::PlaceholderText), colour(QPalette::Base)) >= 4.5);
            CHECK(contrast(colour(QPalette::PlaceholderText), colour(QPalette::Window)) >= 4.5);
            CHECK(contrast(colour(QPalette::HighlightedText), colour(QPalette::Highlight)) >= 4.5);
            CHECK(contrast(colour(QPalette::Link), colour(QPalette::Base)) >= 4.5);
            for (auto const level : {Level::error, Level::query, Level::notice})
                CHECK(contrast(levelColour(level), colour(QPalette::Base)) >= 4.5);
        }
    }
}

TEST_CASE("the colours are chosen in the menu by key, change at once, and are found again", "[app][enterprise]") {
    SystemColoursAtEnd const after;
    TemporaryFolder const folder;
    {
        EnterpriseWindow enterprise{folder / "data"};
        apply(Appearance::light);
        auto const before = enterprise.window().action("toSeal")->icon().pixmap(32).toImage();
        press(Qt::Key_V, Qt::AltModifier);  // the menu of views
        auto* menu = qobject_cast<QMenu*>(QApplication::activePopupWidget());
        REQUIRE(menu != nullptr);
        auto* dark = enterprise.window().action("colours:dark");
        for (int step = 0; step < 30 && menu->activeAction() != dark; ++step) QTest::keyClick(menu, Qt::Key_Down);
        REQUIRE(menu->activeAction() == dark);
        QTest::keyClick(menu, Qt::Key_Return);
        enterprise.settle();
        CHECK(QApplication::palette().color(QPalette::Base).lightness() < 64);
        CHECK(enterprise.window().palette().color(QPalette::Window).lightness() < 64);
        CHECK(enterprise.window().action("toSeal")->icon().pixmap(32).toImage() != before);
        CHECK(dark->isChecked());
    }
    EnterpriseWindow again{folder / "data"};
    CHECK(again.program().preferences().appearance() == Appearance::dark);
    CHECK(again.window().action("colours:dark")->isChecked());
}

TEST_CASE("the language that was chosen and the place of the window are found again", "[app][enterprise]") {
    TemporaryFolder const folder;
    QRect place;
    {
        EnterpriseWindow enterprise{folder / "data"};
        CHECK_FALSE(enterprise.program().preferences().language());
        press(Qt::Key_L, Qt::ControlModifier);
        enterprise.window().setGeometry(40, 50, 700, 500);
        enterprise.settle();
        place = enterprise.window().geometry();
        enterprise.window().close();
    }
    EnterpriseWindow again{folder / "data"};
    CHECK(again.program().preferences().language() == Language::english);
    CHECK(again.window().geometry() == place);
    CHECK_FALSE(again.window().findings().isVisible());
}

TEST_CASE("preferences that cannot be read or written are no trouble", "[app][ui]") {
    TemporaryFolder const folder;
    REQUIRE(writeFile(folder / "preferences.ini", std::string{"\x00\xff[%%%\nlanguage=martian\nappearance=7\n", 33}));
    Preferences preferences{folder / "preferences.ini"};
    CHECK_FALSE(preferences.language());
    CHECK(preferences.appearance() == Appearance::system);
    Preferences nowhere{folder / "no" / "such" / "\n" / "preferences.ini"};
    nowhere.setAppearance(Appearance::dark);
    CHECK(nowhere.appearance() == Appearance::dark);
}
