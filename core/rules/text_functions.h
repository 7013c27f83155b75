#pragma once
/// The string operators of VTL on UTF-8; positions and lengths count characters.

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace zhibao::vtl {

[[nodiscard]] std::string upperCase(std::string_view text);
[[nodiscard]] std::string lowerCase(std::string_view text);
[[nodiscard]] std::string_view withoutLeadingSpace(std::string_view text) noexcept;
[[nodiscard]] std::string_view withoutTrailingSpace(std::string_view text) noexcept;
/// From the start-th character (from 1), at most `count` characters.
[[nodiscard]] std::string_view substring(std::string_view text, std::int64_t start, std::int64_t count) noexcept;
/// All occurrences, from left to right; an empty pattern occurs nowhere.
[[nodiscard]] std::string replaced(std::string_view text, std::string_view pattern, std::string_view by);
/// Where the pattern begins for the occurrence-th time at or after the start-th character; 0 when it does not.
[[nodiscard]] std::int64_t locate(std::string_view text, std::string_view pattern, std::int64_t start, std::int64_t occurrence) noexcept;

}  // namespace zhibao::vtl
