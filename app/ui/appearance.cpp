#include "ui/appearance.h"

#include <algorithm>

#include <QApplication>
#include <QPalette>

namespace zhibao {

namespace {

/// Text on its ground has a contrast of 4.5 at least (WCAG 2.1, 1.4.3), words of less weight too.
struct Colours {
    QColor window, base, alternate, button, text, weak, disabled, highlight, highlightedText, link;
};

QPalette made(Colours const& colours) {
    QPalette palette{colours.button, colours.window};
    for (auto const role : {QPalette::WindowText, QPalette::Text, QPalette::ButtonText, QPalette::ToolTipText}) {
        palette.setColor(role, colours.text);
        palette.setColor(QPalette::Disabled, role, colours.disabled);
    }
    palette.setColor(QPalette::Base, colours.base);
    palette.setColor(QPalette::ToolTipBase, colours.base);
    palette.setColor(QPalette::AlternateBase, colours.alternate);
    palette.setColor(QPalette::PlaceholderText, colours.weak);
    palette.setColor(QPalette::Highlight, colours.highlight);
    palette.setColor(QPalette::HighlightedText, colours.highlightedText);
    palette.setColor(QPalette::Link, colours.link);
    palette.setColor(QPalette::LinkVisited, colours.link);
    return palette;
}

}  // namespace

std::string_view nameOf(Appearance appearance) noexcept {
    switch (appearance) {
        case Appearance::system: return "system";
        case Appearance::light: return "light";
        case Appearance::dark: return "dark";
    }
    return {};
}

std::optional<Appearance> appearanceNamed(std::string_view name) noexcept {
    auto const found = std::find_if(allAppearances.begin(), allAppearances.end(), [&](Appearance one) { return nameOf(one) == name; });
    return found == allAppearances.end() ? std::nullopt : std::optional{*found};
}

QPalette paletteOf(Appearance appearance) {
    // Kept before anything else was applied.
    static QPalette const systems = QApplication::palette();
    switch (appearance) {
        case Appearance::system: break;
        case Appearance::light:
            return made({.window = 0xefefef,
                         .base = 0xffffff,
                         .alternate = 0xf5f5f5,
                         .button = 0xefefef,
                         .text = 0x101010,
                         .weak = 0x5f6368,
                         .disabled = 0x9a9a9a,
                         .highlight = 0x1f5f99,
                         .highlightedText = 0xffffff,
                         .link = 0x1f5f99});
        case Appearance::dark:
            return made({.window = 0x2b2d30,
                         .base = 0x1e1f22,
                         .alternate = 0x26282b,
                         .button = 0x393b40,
                         .text = 0xe6e6e6,
                         .weak = 0xa8adb5,
                         .disabled = 0x7a7d82,
                         .highlight = 0x2f6fab,
                         .highlightedText = 0xffffff,
                         .link = 0x8cc4ff});
    }
    return systems;
}

void apply(Appearance appearance) {
    auto const palette = paletteOf(appearance);
    QApplication::setPalette(palette);
}

}  // namespace zhibao
