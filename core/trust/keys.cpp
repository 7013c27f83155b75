#include "trust/keys.h"

#include <array>
#include <climits>
#include <cstddef>
#include <string>

#include <openssl/bio.h>
#include <openssl/core_names.h>
#include <openssl/crypto.h>
#include <openssl/err.h>
#include <openssl/evp.h>
#include <openssl/pem.h>
#include <openssl/pkcs12.h>
#include <openssl/x509.h>

#include "base/digest.h"
#include "trust/openssl_handles.h"

namespace zhibao {

namespace {

// What OWASP's password storage guide asks of PBKDF2 with HMAC-SHA-256 since 2023; a third of a second on an office computer.
constexpr int passphraseIterations = 600'000;
constexpr std::string_view plainLabel = "PRIVATE KEY";
constexpr std::string_view encryptedLabel = "ENCRYPTED PRIVATE KEY";

/// The first block of a PEM text. Its bytes are wiped when it ends: they may be a key.
class PemBlock {
public:
    [[nodiscard]] static std::unique_ptr<PemBlock> read(BytesView pem) {
        if (pem.size() > INT_MAX) return nullptr;
        openssl::Handle<BIO> const bio{BIO_new_mem_buf(pem.data(), static_cast<int>(pem.size()))};
        auto block = std::make_unique<PemBlock>();
        if (!bio || PEM_read_bio(bio.get(), &block->label_, &block->header_, &block->data_, &block->length_) != 1) return nullptr;
        return block;
    }
    PemBlock() = default;
    PemBlock(PemBlock const&) = delete;
    PemBlock& operator=(PemBlock const&) = delete;
    ~PemBlock() {
        OPENSSL_free(label_);
        OPENSSL_free(header_);
        OPENSSL_clear_free(data_, static_cast<std::size_t>(length_));
    }
    [[nodiscard]] std::string_view label() const { return label_; }
    [[nodiscard]] unsigned char const* data() const { return data_; }
    [[nodiscard]] long length() const { return length_; }

private:
    char* label_ = nullptr;
    char* header_ = nullptr;
    unsigned char* data_ = nullptr;
    long length_ = 0;
};

std::string kindOf(EVP_PKEY* key) {
    char const* const type = EVP_PKEY_get0_type_name(key);
    std::array<char, 80> group{};
    std::size_t length = 0;
    if (EVP_PKEY_get_group_name(key, group.data(), group.size(), &length) == 1) return std::string{group.data(), length};
    return type == nullptr ? "?" : type;
}

Bytes contentsOf(BIO* bio) {
    char* data = nullptr;
    auto const length = BIO_get_mem_data(bio, &data);
    return length > 0 ? Bytes{data, static_cast<std::size_t>(length)} : Bytes{};
}

Result<Bytes> signSm2(EVP_PKEY* key, BytesView message) {
    openssl::Handle<EVP_MD_CTX> const context{EVP_MD_CTX_new()};
    EVP_PKEY_CTX* keyContext = nullptr;  // belongs to the other
    std::array<unsigned char, 80> signature{};
    auto length = signature.size();
    if (!context || EVP_DigestSignInit(context.get(), &keyContext, EVP_sm3(), nullptr, key) != 1 ||
        EVP_PKEY_CTX_set1_id(keyContext, sm2SignerId.data(), sm2SignerId.size()) != 1 ||
        EVP_DigestSign(context.get(), signature.data(), &length, reinterpret_cast<unsigned char const*>(message.data()), message.size()) != 1)
        return openssl::failed();
    return Bytes{reinterpret_cast<char const*>(signature.data()), length};
}

}  // namespace

struct PrivateKey::State {
    openssl::Handle<EVP_PKEY> key;
    PublicKey publicKey;

    /// Takes the key if it is one on P-256 or on the SM2 curve.
    [[nodiscard]] static Result<std::unique_ptr<State>> make(openssl::Handle<EVP_PKEY> key) {
        bool const isP256 = EVP_PKEY_is_a(key.get(), "EC") == 1 && kindOf(key.get()) == "prime256v1";
        bool const isSm2 = EVP_PKEY_is_a(key.get(), "SM2") == 1;
        if (!isP256 && !isSm2)
            return fail(error::keyKindUnsupported, {{"got", kindOf(key.get())}});
        auto state = std::make_unique<State>();
        // A file may prefer the compressed point; certificates and comparisons here know the uncompressed one only.
        std::size_t length = 0;
        if (isSm2) state->publicKey.algorithm = Algorithm::sm2Sm3;
        if (EVP_PKEY_set_utf8_string_param(key.get(), OSSL_PKEY_PARAM_EC_POINT_CONVERSION_FORMAT, OSSL_PKEY_EC_POINT_CONVERSION_FORMAT_UNCOMPRESSED) != 1 ||
            EVP_PKEY_get_octet_string_param(key.get(), OSSL_PKEY_PARAM_PUB_KEY, state->publicKey.point.data(), state->publicKey.point.size(), &length) != 1 ||
            length != state->publicKey.point.size())
            return openssl::failed();
        state->key = std::move(key);
        return state;
    }
};

PrivateKey::PrivateKey(std::unique_ptr<State> state) noexcept : state_(std::move(state)) {}
PrivateKey::PrivateKey(PrivateKey&&) noexcept = default;
PrivateKey& PrivateKey::operator=(PrivateKey&&) noexcept = default;
PrivateKey::~PrivateKey() = default;

Result<PrivateKey> PrivateKey::generate(Algorithm algorithm) {
    openssl::Handle<EVP_PKEY> key{algorithm == Algorithm::sm2Sm3 ? EVP_PKEY_Q_keygen(nullptr, nullptr, "SM2") : EVP_EC_gen("P-256")};
    if (!key) return openssl::failed();
    ZHIBAO_TRY(auto state, State::make(std::move(key)));
    return PrivateKey{std::move(state)};
}

Result<PrivateKey> PrivateKey::readPem(BytesView pem, std::string_view passphrase) {
    auto const block = PemBlock::read(pem);
    if (!block) return fail(error::keyMalformed, {{"text", openssl::takeErrors()}});
    if (block->label() != plainLabel && block->label() != encryptedLabel)
        return fail(error::keyFormUnsupported, {{"got", std::string{block->label()}}});

    auto const* position = block->data();
    openssl::Handle<PKCS8_PRIV_KEY_INFO> info;
    if (block->label() == encryptedLabel) {
        if (passphrase.empty()) return fail(error::keyPassphraseMissing);
        openssl::Handle<X509_SIG> const encrypted{d2i_X509_SIG(nullptr, &position, block->length())};
        if (!encrypted) return fail(error::keyMalformed, {{"text", openssl::takeErrors()}});
        // OpenSSL cannot tell a wrong passphrase from altered bytes; the first is what happens.
        info.reset(PKCS8_decrypt(encrypted.get(), passphrase.data(), static_cast<int>(passphrase.size())));
        if (!info) return fail(error::keyPassphraseWrong, {{"text", openssl::takeErrors()}});
    } else {
        info.reset(d2i_PKCS8_PRIV_KEY_INFO(nullptr, &position, block->length()));
    }
    bool const complete = position == block->data() + block->length();
    openssl::Handle<EVP_PKEY> key{info && complete ? EVP_PKCS82PKEY(info.get()) : nullptr};
    if (!key) return fail(error::keyMalformed, {{"text", openssl::takeErrors()}});
    ZHIBAO_TRY(auto state, State::make(std::move(key)));
    return PrivateKey{std::move(state)};
}

Result<Bytes> PrivateKey::toPem(std::string_view passphrase) const {
    openssl::Handle<PKCS8_PRIV_KEY_INFO> const info{EVP_PKEY2PKCS8(handle())};
    // The secure kind of memory BIO wipes what it held.
    openssl::Handle<BIO> const bio{BIO_new(BIO_s_secmem())};
    if (!info || !bio) return openssl::failed();
    if (passphrase.empty()) {
        if (PEM_write_bio_PKCS8_PRIV_KEY_INFO(bio.get(), info.get()) != 1) return openssl::failed();
        return contentsOf(bio.get());
    }
    openssl::Handle<X509_SIG> const encrypted{PKCS8_encrypt(-1, EVP_aes_256_cbc(), passphrase.data(), static_cast<int>(passphrase.size()),
                                                            nullptr, 0, passphraseIterations, info.get())};
    if (!encrypted || PEM_write_bio_PKCS8(bio.get(), encrypted.get()) != 1) return openssl::failed();
    return contentsOf(bio.get());
}

PublicKey PrivateKey::publicKey() const {
    return state_->publicKey;
}

Result<Bytes> PrivateKey::sign(Algorithm algorithm, BytesView message) const {
    if (auto const own = state_->publicKey.algorithm; algorithm != own)
        return fail(error::algorithmNotOfKey, {{"algorithm", std::string{nameOf(algorithm)}}, {"key", std::string{nameOf(own)}}});
    if (algorithm == Algorithm::sm2Sm3) return signSm2(handle(), message);
    openssl::Handle<EVP_PKEY_CTX> const context{EVP_PKEY_CTX_new_from_pkey(nullptr, handle(), nullptr)};
    if (!context || EVP_PKEY_sign_init(context.get()) != 1) return openssl::failed();
    auto const digest = sha256(message);
    std::array<unsigned char, 80> signature{};
    auto length = signature.size();
    if (EVP_PKEY_sign(context.get(), signature.data(), &length, digest.bytes().data(), digest.bytes().size()) != 1) return openssl::failed();
    return withLowS({reinterpret_cast<char const*>(signature.data()), length});
}

evp_pkey_st* PrivateKey::handle() const noexcept {
    return state_->key.get();
}

}  // namespace zhibao
