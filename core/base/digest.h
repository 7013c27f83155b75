#pragma once
/// SHA-256 (FIPS 180-4), the name under which every frozen or sealed thing is known.

#include <array>
#include <compare>
#include <cstdint>
#include <memory>
#include <string>
#include <string_view>

#include "base/bytes.h"
#include "base/error.h"

namespace zhibao {

namespace error {
inline constexpr ErrorCode digestMalformed{"digest-malformed"};
}

/// 32 bytes, written as 64 lower-case hexadecimal digits.
class Digest {
public:
    constexpr Digest() noexcept = default;
    explicit constexpr Digest(std::array<std::uint8_t, 32> const& bytes) noexcept : bytes_(bytes) {}
    /// digestMalformed unless exactly 64 lower-case hexadecimal digits.
    [[nodiscard]] static Result<Digest> parse(std::string_view hex);
    [[nodiscard]] std::string hex() const;
    [[nodiscard]] std::array<std::uint8_t, 32> const& bytes() const noexcept { return bytes_; }
    friend auto operator<=>(Digest const&, Digest const&) = default;

private:
    std::array<std::uint8_t, 32> bytes_{};
};

[[nodiscard]] Digest sha256(BytesView bytes);

/// Digest of a sequence of pieces. Each piece is preceded by its length, so that ("ab","c") and ("a","bc") differ.
class Digester {
public:
    Digester();
    ~Digester();
    Digester(Digester&&) noexcept;
    Digester& operator=(Digester&&) noexcept;
    void add(BytesView piece);
    [[nodiscard]] Digest finish() &&;

private:
    struct State;
    std::unique_ptr<State> state_;
};

}  // namespace zhibao
