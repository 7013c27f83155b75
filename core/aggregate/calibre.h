#pragma once
/// What a total contains (口径). Two totals of different calibre are never mixed silently: every table, file and gauge names its own.
/// Source: DESIGN §3.6; DOMAIN 5.4 and 8(4).

#include <string_view>

#include "base/error.h"
#include "base/language.h"

namespace zhibao {

namespace error {
inline constexpr ErrorCode calibreUnknown{"calibre-unknown"};  // text
}

enum class Calibre {
    reported,          // cross-border trade (modes 1, 2, 4) as reported directly
    withDepartmental,  // and other agencies' figures for what enterprises cannot report
    withMode3          // and the sales of foreign affiliates (commercial presence)
};

/// "reported", "with-departmental", "with-mode3"; calibreUnknown.
[[nodiscard]] Result<Calibre> parseCalibre(std::string_view text);
[[nodiscard]] std::string_view nameOf(Calibre calibre) noexcept;
/// As printed on everything: "跨境直报（模式1、2、4）".
[[nodiscard]] LocalizedText const& titleOf(Calibre calibre);

}  // namespace zhibao
