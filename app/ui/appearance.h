#pragma once
/// Light or dark windows. Every colour of the programs comes from the application's palette, or goes with it (icons.h).

#include <array>
#include <optional>
#include <string_view>

class QPalette;

namespace zhibao {

enum class Appearance { system, light, dark };

inline constexpr std::array allAppearances{Appearance::system, Appearance::light, Appearance::dark};

/// "system", "light", "dark".
[[nodiscard]] std::string_view nameOf(Appearance appearance) noexcept;
[[nodiscard]] std::optional<Appearance> appearanceNamed(std::string_view name) noexcept;

/// The palette for it: `system` is what the desktop had given when the program started.
[[nodiscard]] QPalette paletteOf(Appearance appearance);
/// All windows of the application change at once; each hears of it by QEvent::PaletteChange.
void apply(Appearance appearance);

}  // namespace zhibao
