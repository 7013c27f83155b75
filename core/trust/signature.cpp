#include "trust/signature.h"

#include <algorithm>
#include <array>
#include <cstddef>
#include <optional>
#include <string>

#include <openssl/core_names.h>
#include <openssl/evp.h>
#include <openssl/params.h>

#include "trust/der.h"
#include "trust/openssl_handles.h"

namespace zhibao {

namespace {

using Number = std::array<std::uint8_t, 32>;  // big-endian

// The order of P-256 and its half, rounded down. Source: FIPS 186-4 D.1.2.3.
constexpr Number p256Order{0xFF, 0xFF, 0xFF, 0xFF, 0x00, 0x00, 0x00, 0x00, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF,
                           0xBC, 0xE6, 0xFA, 0xAD, 0xA7, 0x17, 0x9E, 0x84, 0xF3, 0xB9, 0xCA, 0xC2, 0xFC, 0x63, 0x25, 0x51};
constexpr Number halfOrder{0x7F, 0xFF, 0xFF, 0xFF, 0x80, 0x00, 0x00, 0x00, 0x7F, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF,
                           0xDE, 0x73, 0x7D, 0x56, 0xD3, 0x8B, 0xCF, 0x42, 0x79, 0xDC, 0xE5, 0x61, 0x7E, 0x31, 0x92, 0xA8};

// The order of the SM2 curve. Source: GB/T 32918.5.
constexpr Number sm2Order{0xFF, 0xFF, 0xFF, 0xFE, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF,
                          0x72, 0x03, 0xDF, 0x6B, 0x21, 0xC6, 0x05, 0x2B, 0x53, 0xBB, 0xF4, 0x09, 0x39, 0xD5, 0x41, 0x23};

// SEQUENCE { SEQUENCE { id-ecPublicKey, curve }, BIT STRING of 65 bytes }: the only form of key that is read.
using KeyInfoPrefix = std::array<std::uint8_t, 26>;
constexpr KeyInfoPrefix p256Prefix{0x30, 0x59, 0x30, 0x13, 0x06, 0x07, 0x2A, 0x86, 0x48, 0xCE, 0x3D, 0x02, 0x01,
                                   0x06, 0x08, 0x2A, 0x86, 0x48, 0xCE, 0x3D, 0x03, 0x01, 0x07, 0x03, 0x42, 0x00};
constexpr KeyInfoPrefix sm2Prefix{0x30, 0x59, 0x30, 0x13, 0x06, 0x07, 0x2A, 0x86, 0x48, 0xCE, 0x3D, 0x02, 0x01,
                                  0x06, 0x08, 0x2A, 0x81, 0x1C, 0xCF, 0x55, 0x01, 0x82, 0x2D, 0x03, 0x42, 0x00};

/// What tells one curve from the other.
struct Curve {
    char const* keyType;  // as OpenSSL calls them
    char const* group;
    Number order;
    KeyInfoPrefix keyInfoPrefix;
};

Curve const& curveOf(Algorithm algorithm) noexcept {
    static constexpr Curve p256{"EC", "prime256v1", p256Order, p256Prefix};
    static constexpr Curve sm2{"SM2", "SM2", sm2Order, sm2Prefix};
    return algorithm == Algorithm::sm2Sm3 ? sm2 : p256;
}

struct Parts {
    Number r{};
    Number s{};
};

Number orderMinus(Number const& subtrahend) noexcept {
    Number difference{};
    int borrow = 0;
    for (std::size_t i = difference.size(); i-- > 0;) {
        int const digit = p256Order[i] - subtrahend[i] - borrow;
        borrow = digit < 0 ? 1 : 0;
        difference[i] = static_cast<std::uint8_t>(digit + 256 * borrow);
    }
    return difference;
}

/// A number from 1 to the order − 1; nothing for any other.
std::optional<Number> readNumber(BytesView contents, Number const& groupOrder) noexcept {
    if (!der::isShortestInteger(contents) || (static_cast<std::uint8_t>(contents[0]) & 0x80U) != 0) return std::nullopt;
    if (contents.size() > 1 && contents[0] == '\0') contents.remove_prefix(1);
    Number number{};
    if (contents.size() > number.size()) return std::nullopt;
    std::transform(contents.begin(), contents.end(), number.end() - static_cast<std::ptrdiff_t>(contents.size()),
                   [](char byte) { return static_cast<std::uint8_t>(byte); });
    if (number == Number{} || number >= groupOrder) return std::nullopt;
    return number;
}

std::optional<Parts> readParts(BytesView signature, Algorithm algorithm) noexcept {
    auto const contents = der::only(der::sequence, signature);
    if (!contents) return std::nullopt;
    der::Reader reader{*contents};
    auto const r = reader.next(der::integer);
    auto const s = r ? reader.next(der::integer) : std::nullopt;
    if (!s || !reader.atEnd()) return std::nullopt;
    auto const& groupOrder = curveOf(algorithm).order;
    auto const rNumber = readNumber(*r, groupOrder);
    auto const sNumber = readNumber(*s, groupOrder);
    if (!rNumber || !sNumber) return std::nullopt;
    return Parts{*rNumber, *sNumber};
}

void writeNumber(Bytes& out, Number const& number) {
    auto const first = std::find_if(number.begin(), number.end(), [](std::uint8_t byte) { return byte != 0; });
    bool const padded = (*first & 0x80U) != 0;
    out += static_cast<char>(der::integer);
    out += static_cast<char>(number.end() - first + (padded ? 1 : 0));
    if (padded) out += '\0';
    std::for_each(first, number.end(), [&](std::uint8_t byte) { out += static_cast<char>(byte); });
}

openssl::Handle<EVP_PKEY> makeCurve(Curve const& wanted) {
    openssl::Handle<EVP_PKEY_CTX> const context{EVP_PKEY_CTX_new_from_name(nullptr, wanted.keyType, nullptr)};
    std::string group = wanted.group;
    std::array parameters{OSSL_PARAM_construct_utf8_string(OSSL_PKEY_PARAM_GROUP_NAME, group.data(), 0), OSSL_PARAM_construct_end()};
    EVP_PKEY* curve = nullptr;
    if (!context || EVP_PKEY_fromdata_init(context.get()) != 1 ||
        EVP_PKEY_fromdata(context.get(), &curve, EVP_PKEY_KEY_PARAMETERS, parameters.data()) != 1)
        return nullptr;
    return openssl::Handle<EVP_PKEY>{curve};
}

/// Building the curve costs 15 µs, copying it and setting the point 4; one per thread needs no thought about sharing.
openssl::Handle<EVP_PKEY> opensslKey(PublicKey const& key) {
    thread_local auto const p256 = makeCurve(curveOf(Algorithm::ecdsaP256Sha256));
    thread_local auto const sm2 = makeCurve(curveOf(Algorithm::sm2Sm3));
    auto const& curve = key.algorithm == Algorithm::sm2Sm3 ? sm2 : p256;
    if (!curve) return nullptr;
    openssl::Handle<EVP_PKEY> copy{EVP_PKEY_dup(curve.get())};
    if (!copy || EVP_PKEY_set1_encoded_public_key(copy.get(), key.point.data(), key.point.size()) != 1) return nullptr;
    return copy;
}

Result<> verifySm2(EVP_PKEY* key, BytesView message, BytesView signature) {
    openssl::Handle<EVP_MD_CTX> const context{EVP_MD_CTX_new()};
    EVP_PKEY_CTX* keyContext = nullptr;  // belongs to the other
    if (!context || EVP_DigestVerifyInit(context.get(), &keyContext, EVP_sm3(), nullptr, key) != 1 ||
        EVP_PKEY_CTX_set1_id(keyContext, sm2SignerId.data(), sm2SignerId.size()) != 1)
        return openssl::failed();
    auto const* const bytes = reinterpret_cast<unsigned char const*>(signature.data());
    if (EVP_DigestVerify(context.get(), bytes, signature.size(), reinterpret_cast<unsigned char const*>(message.data()), message.size()) != 1)
        return fail(error::signatureInvalid, {{"text", openssl::takeErrors()}});
    return {};
}

}  // namespace

Bytes subjectPublicKeyInfo(PublicKey const& key) {
    auto const& prefix = curveOf(key.algorithm).keyInfoPrefix;
    Bytes bytes{prefix.begin(), prefix.end()};
    bytes.append(key.point.begin(), key.point.end());
    return bytes;
}

std::optional<PublicKey> publicKeyOf(BytesView info) noexcept {
    PublicKey key;
    constexpr auto prefixSize = std::tuple_size_v<KeyInfoPrefix>;
    if (info.size() != prefixSize + key.point.size()) return std::nullopt;
    auto const isOn = [&](Algorithm algorithm) {
        auto const& prefix = curveOf(algorithm).keyInfoPrefix;
        return std::equal(prefix.begin(), prefix.end(), info.begin(), [](std::uint8_t expected, char byte) { return expected == static_cast<std::uint8_t>(byte); });
    };
    auto const algorithm = std::find_if(algorithms.begin(), algorithms.end(), isOn);
    if (algorithm == algorithms.end()) return std::nullopt;
    key.algorithm = *algorithm;
    info.remove_prefix(prefixSize);
    if (info[0] != '\x04') return std::nullopt;
    std::transform(info.begin(), info.end(), key.point.begin(), [](char byte) { return static_cast<std::uint8_t>(byte); });
    return key;
}

Result<> verifySignature(PublicKey const& key, Algorithm algorithm, BytesView message, BytesView signature) {
    if (algorithm != key.algorithm)
        return fail(error::algorithmNotOfKey, {{"algorithm", std::string{nameOf(algorithm)}}, {"key", std::string{nameOf(key.algorithm)}}});
    auto const parts = readParts(signature, algorithm);
    if (!parts) return fail(error::signatureMalformed);
    if (algorithm == Algorithm::ecdsaP256Sha256 && parts->s > halfOrder) return fail(error::signatureNotLow);

    auto const publicKey = opensslKey(key);
    if (!publicKey) return fail(error::publicKeyInvalid, {{"text", openssl::takeErrors()}});
    if (algorithm == Algorithm::sm2Sm3) return verifySm2(publicKey.get(), message, signature);
    openssl::Handle<EVP_PKEY_CTX> const context{EVP_PKEY_CTX_new_from_pkey(nullptr, publicKey.get(), nullptr)};
    if (!context || EVP_PKEY_verify_init(context.get()) != 1) return openssl::failed();
    auto const digest = sha256(message);
    auto const* const bytes = reinterpret_cast<unsigned char const*>(signature.data());
    if (EVP_PKEY_verify(context.get(), bytes, signature.size(), digest.bytes().data(), digest.bytes().size()) != 1)
        return fail(error::signatureInvalid, {{"text", openssl::takeErrors()}});
    return {};
}

Result<Bytes> withLowS(BytesView signature) {
    auto const parts = readParts(signature, Algorithm::ecdsaP256Sha256);
    if (!parts) return fail(error::signatureMalformed);
    Bytes numbers;
    writeNumber(numbers, parts->r);
    writeNumber(numbers, parts->s > halfOrder ? orderMinus(parts->s) : parts->s);
    // At most 70 bytes: the short form of the length always suffices.
    return Bytes{static_cast<char>(der::sequence), static_cast<char>(numbers.size())} + numbers;
}

}  // namespace zhibao
