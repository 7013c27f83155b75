#pragma once
/// What the writer and the reader of templates agree on. Not for others.

#include <array>
#include <string>
#include <string_view>
#include <vector>

#include "base/digest.h"
#include "form/edition.h"

namespace zhibao::template_layout {

inline constexpr std::string_view schema = "template-1";
inline constexpr std::string_view marker = "zhibao-template";  // upper left cell of the hidden sheet
inline constexpr std::string_view headerForm = "header";
inline constexpr std::string_view amountUnit = "#amountUnit";  // no column can be called so

/// "form2:total".
[[nodiscard]] inline std::string anchorOf(std::string_view form, std::string_view column) {
    return std::string{form} + ":" + std::string{column};
}

/// The questions of the cover, as columns of a form that no edition has.
[[nodiscard]] std::vector<Column> coverColumns(bool canBeZero);

/// Whether a set asks for figures in rows, so that a filing can be one of nothing.
[[nodiscard]] bool canBeZero(Edition const& edition, FormSet const& set);
[[nodiscard]] bool asksForMoney(Form const& form);

/// Digest of what the hidden sheet says and of the columns the template was made for.
[[nodiscard]] Digest checksumOf(Edition const& edition, FormSet const& set);

/// What a person may choose for the unit of amounts; the reader takes either language.
inline constexpr std::string_view tenThousandInChinese = "万";
inline constexpr std::string_view tenThousandInEnglish = "ten thousand";
inline constexpr std::string_view oneInChinese = "元";
inline constexpr std::string_view oneInEnglish = "one";

}  // namespace zhibao::template_layout
