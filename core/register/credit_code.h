#pragma once
/// The unified social credit code (统一社会信用代码, GB 32100-2015): 18 characters, the last a check character; positions 9 to 17
/// are the former organisation code (GB 11714) with its own check character.

#include <string>
#include <string_view>

#include "base/error.h"

namespace zhibao {

namespace error {
inline constexpr ErrorCode creditCodeLength{"credit-code-length"};                       // text, got
inline constexpr ErrorCode creditCodeCharacter{"credit-code-character"};                 // text, character, position
inline constexpr ErrorCode creditCodeCheckDigit{"credit-code-check-digit"};              // text, expected, got
inline constexpr ErrorCode organisationCodeCheckDigit{"organisation-code-check-digit"};  // text, expected, got
}  // namespace error

/// A well-formed code of a unit: 18 characters, or the 9 of an organisation code from before 2015.
class UnitCode {
public:
    /// Accepts small letters, full-width characters, spaces and (in organisation codes) a hyphen. Says what is wrong with it.
    [[nodiscard]] static Result<UnitCode> parse(std::string_view text);
    [[nodiscard]] std::string const& text() const noexcept { return text_; }
    /// True for the 9 characters of an organisation code.
    [[nodiscard]] bool isOrganisationCode() const noexcept { return text_.size() == 9; }
    /// The organisation code inside: two codes with the same one are the same unit.
    [[nodiscard]] std::string_view organisationCode() const noexcept;
    friend auto operator<=>(UnitCode const&, UnitCode const&) = default;

private:
    explicit UnitCode(std::string text) : text_(std::move(text)) {}
    std::string text_;
};

/// The right last character for the first 17 of a credit code, and for the first 8 of an organisation code. Well-formed input only.
[[nodiscard]] char creditCodeCheckCharacter(std::string_view first17) noexcept;
[[nodiscard]] char organisationCodeCheckCharacter(std::string_view first8) noexcept;
/// The n-th example code (region 999999, which no authority has), with right check characters.
[[nodiscard]] UnitCode exampleUnitCode(unsigned number);
/// True for a credit code of that region: whatever contains it is an example (样例).
[[nodiscard]] bool isExampleCode(UnitCode const& code) noexcept;

}  // namespace zhibao
