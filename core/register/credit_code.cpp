#include "register/credit_code.h"

#include <algorithm>
#include <array>
#include <cstddef>
#include <optional>

#include <fmt/format.h>

#include "base/text.h"

namespace zhibao {

namespace {

/// The 31 characters of GB 32100: digits and capitals without I, O, S, V and Z. Their positions are their values.
constexpr std::string_view creditAlphabet = "0123456789ABCDEFGHJKLMNPQRTUWXY";
/// Powers of three modulo 31, one for each of the first 17 characters. Source: GB 32100-2015.
constexpr std::array creditWeights{1, 3, 9, 27, 19, 26, 16, 17, 20, 29, 25, 13, 8, 24, 10, 30, 28};
/// Digits and all capitals count 0 to 35. Source: GB 11714.
constexpr std::string_view organisationAlphabet = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ";
constexpr std::array organisationWeights{3, 7, 9, 10, 5, 8, 4, 2};

constexpr std::size_t creditLength = 18;
constexpr std::size_t organisationLength = 9;
constexpr std::size_t organisationStart = 8;  // positions 9 to 17, counted from 1

int valueIn(std::string_view alphabet, char character) noexcept {
    return static_cast<int>(alphabet.find(character));
}

/// NFKC, capitals, without spaces of any kind; hyphens are kept.
std::string cleaned(std::string_view text) {
    std::string result;
    for (char const character : normalized(text)) {
        if (character == ' ' || character == '\t' || character == '\r' || character == '\n') continue;
        result += character >= 'a' && character <= 'z' ? static_cast<char>(character - 'a' + 'A') : character;
    }
    return result;
}

/// The first character outside the alphabet, as the error to give; nothing when all belong to it.
std::optional<Error> strangeCharacter(std::string_view code, std::string_view alphabet) {
    std::size_t position = 0;
    for (std::size_t i = 0; i < code.size(); ++i) {
        if ((static_cast<unsigned char>(code[i]) & 0xC0U) == 0x80U) continue;  // inside a character of several bytes
        ++position;
        if (alphabet.find(code[i]) != std::string_view::npos) continue;
        return Error{error::creditCodeCharacter,
                     {},
                     {{"text", std::string{code}}, {"character", shortened(code.substr(i), 1)}, {"position", std::to_string(position)}}};
    }
    return std::nullopt;
}

ErrorArguments wrongCheck(std::string const& code, char expected, char got) {
    return {{"text", code}, {"expected", std::string{expected}}, {"got", std::string{got}}};
}

}  // namespace

char creditCodeCheckCharacter(std::string_view first17) noexcept {
    int sum = 0;
    for (std::size_t i = 0; i < creditWeights.size(); ++i) sum += valueIn(creditAlphabet, first17[i]) * creditWeights[i];
    return creditAlphabet[static_cast<std::size_t>((31 - sum % 31) % 31)];
}

char organisationCodeCheckCharacter(std::string_view first8) noexcept {
    int sum = 0;
    for (std::size_t i = 0; i < organisationWeights.size(); ++i) sum += valueIn(organisationAlphabet, first8[i]) * organisationWeights[i];
    int const check = 11 - sum % 11;
    if (check == 10) return 'X';
    return static_cast<char>('0' + check % 11);
}

Result<UnitCode> UnitCode::parse(std::string_view text) {
    std::string code = cleaned(text);
    // Organisation codes were printed as 12345678-9.
    if (code.size() == organisationLength + 1 && code[organisationLength - 1] == '-') code.erase(organisationLength - 1, 1);
    auto const characters = characterCount(code);
    if (characters == organisationLength) {
        if (auto problem = strangeCharacter(code, organisationAlphabet)) return tl::unexpected(std::move(*problem));
        char const expected = organisationCodeCheckCharacter(code);
        if (code.back() != expected) return fail(error::organisationCodeCheckDigit, wrongCheck(code, expected, code.back()));
        return UnitCode{std::move(code)};
    }
    if (characters != creditLength) return fail(error::creditCodeLength, {{"text", code}, {"got", std::to_string(characters)}});
    if (auto problem = strangeCharacter(code, creditAlphabet)) return tl::unexpected(std::move(*problem));
    // Positions 3 to 8 are the region of the authority: digits, but not checked against a list, since development zones
    // register under regions that GB/T 2260 does not have.
    for (std::size_t i = 2; i < organisationStart; ++i) {
        if (code[i] >= '0' && code[i] <= '9') continue;
        return fail(error::creditCodeCharacter, {{"text", code}, {"character", code.substr(i, 1)}, {"position", std::to_string(i + 1)}});
    }
    char const expected = creditCodeCheckCharacter(code);
    if (code.back() != expected) return fail(error::creditCodeCheckDigit, wrongCheck(code, expected, code.back()));
    auto const inner = code.substr(organisationStart, organisationLength);
    char const innerExpected = organisationCodeCheckCharacter(inner);
    if (inner.back() != innerExpected) return fail(error::organisationCodeCheckDigit, wrongCheck(code, innerExpected, inner.back()));
    return UnitCode{std::move(code)};
}

std::string_view UnitCode::organisationCode() const noexcept {
    std::string_view const code = text_;
    return isOrganisationCode() ? code : code.substr(organisationStart, organisationLength);
}

UnitCode exampleUnitCode(unsigned number) {
    // 91: an enterprise registered by the market authority; region 999999, which no authority has.
    std::string code = fmt::format("91999999{:08}", number % 100'000'000U);
    code += organisationCodeCheckCharacter(std::string_view{code}.substr(organisationStart));
    code += creditCodeCheckCharacter(code);
    return *UnitCode::parse(code);  // right by construction
}

bool isExampleCode(UnitCode const& code) noexcept {
    return !code.isOrganisationCode() && std::string_view{code.text()}.substr(2, 6) == "999999";
}

}  // namespace zhibao
