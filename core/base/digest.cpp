#include "base/digest.h"

#include <new>

#include <openssl/evp.h>

namespace zhibao {

namespace {

/// OpenSSL looks an algorithm up by name each time it is used by its old handle; fetched once it costs nothing.
EVP_MD const* sha256Algorithm() {
    static EVP_MD const* const algorithm = EVP_MD_fetch(nullptr, "SHA256", nullptr);
    return algorithm;
}

int valueOf(char hexDigit) noexcept {
    if (hexDigit >= '0' && hexDigit <= '9') return hexDigit - '0';
    if (hexDigit >= 'a' && hexDigit <= 'f') return hexDigit - 'a' + 10;
    return -1;
}

}  // namespace

Result<Digest> Digest::parse(std::string_view hex) {
    auto const malformed = [&] { return fail(error::digestMalformed, {{"text", std::string{hex.substr(0, 80)}}}); };
    if (hex.size() != 64) return malformed();
    std::array<std::uint8_t, 32> bytes{};
    for (std::size_t i = 0; i < bytes.size(); ++i) {
        int const high = valueOf(hex[2 * i]);
        int const low = valueOf(hex[2 * i + 1]);
        if (high < 0 || low < 0) return malformed();
        bytes[i] = static_cast<std::uint8_t>(high * 16 + low);
    }
    return Digest{bytes};
}

std::string Digest::hex() const {
    constexpr std::string_view digits = "0123456789abcdef";
    std::string text;
    text.reserve(64);
    for (auto const byte : bytes_) {
        text += digits[byte >> 4U];
        text += digits[byte & 15U];
    }
    return text;
}

Digest sha256(BytesView bytes) {
    std::array<std::uint8_t, 32> result{};
    unsigned int length = 0;
    // Hashing memory fails only when the process has none left.
    if (EVP_Digest(bytes.data(), bytes.size(), result.data(), &length, sha256Algorithm(), nullptr) != 1) throw std::bad_alloc{};
    return Digest{result};
}

struct Digester::State {
    EVP_MD_CTX* context = EVP_MD_CTX_new();
    State() = default;
    State(State const&) = delete;
    State& operator=(State const&) = delete;
    ~State() { EVP_MD_CTX_free(context); }
};

Digester::Digester() : state_(std::make_unique<State>()) {
    if (state_->context == nullptr || EVP_DigestInit_ex(state_->context, sha256Algorithm(), nullptr) != 1) throw std::bad_alloc{};
}
Digester::~Digester() = default;
Digester::Digester(Digester&&) noexcept = default;
Digester& Digester::operator=(Digester&&) noexcept = default;

void Digester::add(BytesView piece) {
    std::array<std::uint8_t, 8> length{};
    for (std::size_t i = 0; i < length.size(); ++i) length[i] = static_cast<std::uint8_t>(piece.size() >> (56U - 8U * i));
    if (EVP_DigestUpdate(state_->context, length.data(), length.size()) != 1 || EVP_DigestUpdate(state_->context, piece.data(), piece.size()) != 1)
        throw std::bad_alloc{};
}

Digest Digester::finish() && {
    std::array<std::uint8_t, 32> result{};
    unsigned int length = 0;
    if (EVP_DigestFinal_ex(state_->context, result.data(), &length) != 1) throw std::bad_alloc{};
    return Digest{result};
}

}  // namespace zhibao
