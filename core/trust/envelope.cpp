#include "trust/envelope.h"

#include <climits>
#include <cstddef>

#include <openssl/bio.h>
#include <openssl/cms.h>
#include <openssl/ec.h>
#include <openssl/evp.h>
#include <openssl/obj_mac.h>
#include <openssl/x509.h>

#include "trust/openssl_handles.h"

namespace zhibao {

namespace {

openssl::Handle<BIO> readerOf(BytesView bytes) {
    return openssl::Handle<BIO>{bytes.size() > INT_MAX ? nullptr : BIO_new_mem_buf(bytes.data(), static_cast<int>(bytes.size()))};
}

Result<Bytes> derOf(CMS_ContentInfo* message) {
    unsigned char* data = nullptr;
    int const length = i2d_CMS_ContentInfo(message, &data);
    if (length < 0) return openssl::failed();
    Bytes bytes{reinterpret_cast<char const*>(data), static_cast<std::size_t>(length)};
    OPENSSL_free(data);
    return bytes;
}

/// OpenSSL derives with SHA-1 unless told otherwise.
bool deriveWithSha256(CMS_RecipientInfo* recipient) {
    auto* const context = CMS_RecipientInfo_get0_pkey_ctx(recipient);
    return context != nullptr && EVP_PKEY_CTX_set_ecdh_kdf_md(context, EVP_sha256()) > 0;
}

/// One recipient who agrees on a key, and AES-256-GCM: the form that enclose makes.
bool isOurForm(CMS_ContentInfo* message) {
    if (OBJ_obj2nid(CMS_get0_type(message)) != NID_id_smime_ct_authEnvelopedData) return false;
    auto* const recipients = CMS_get0_RecipientInfos(message);
    return recipients != nullptr && sk_CMS_RecipientInfo_num(recipients) == 1 && CMS_RecipientInfo_type(sk_CMS_RecipientInfo_value(recipients, 0)) == CMS_RECIPINFO_AGREE;
}

}  // namespace

Result<Bytes> enclose(BytesView contents, Certificate const& recipient) {
    if (recipient.publicKey().algorithm != Algorithm::ecdsaP256Sha256) return fail(error::envelopeKeyUnsupported);
    ZHIBAO_CHECK(recipient.checkFor(KeyUse::envelope));
    auto const* position = reinterpret_cast<unsigned char const*>(recipient.der().data());
    openssl::Handle<X509> const certificate{d2i_X509(nullptr, &position, static_cast<long>(recipient.der().size()))};
    auto const reader = readerOf(contents);
    openssl::Handle<CMS_ContentInfo> const message{CMS_AuthEnvelopedData_create(EVP_aes_256_gcm())};
    if (!certificate || !reader || !message || CMS_set_detached(message.get(), 0) != 1) return openssl::failed();
    auto* const added = CMS_add1_recipient_cert(message.get(), certificate.get(), CMS_KEY_PARAM);
    if (added == nullptr || !deriveWithSha256(added) || CMS_final(message.get(), reader.get(), nullptr, CMS_BINARY) != 1) return openssl::failed();
    return derOf(message.get());
}

Result<Bytes> disclose(BytesView envelope, PrivateKey const& key) {
    if (key.publicKey().algorithm != Algorithm::ecdsaP256Sha256) return fail(error::envelopeKeyUnsupported);
    auto const* position = reinterpret_cast<unsigned char const*>(envelope.data());
    auto const* const end = position + envelope.size();
    openssl::Handle<CMS_ContentInfo> const message{envelope.size() > INT_MAX ? nullptr : d2i_CMS_ContentInfo(nullptr, &position, static_cast<long>(envelope.size()))};
    auto const malformed = [] { return fail(error::envelopeMalformed, {{"text", openssl::takeErrors()}}); };
    if (!message || position != end || !isOurForm(message.get())) return malformed();
    // Other lengths or orders of the same message would let a stranger make a second file out of one.
    ZHIBAO_TRY(Bytes const again, derOf(message.get()));
    if (again != envelope) return malformed();

    if (CMS_decrypt_set1_pkey(message.get(), key.handle(), nullptr) != 1) return fail(error::envelopeNotForKey, {{"text", openssl::takeErrors()}});
    openssl::Handle<BIO> const contents{BIO_new(BIO_s_mem())};
    if (!contents || CMS_decrypt(message.get(), nullptr, nullptr, nullptr, contents.get(), CMS_BINARY) != 1)
        return fail(error::envelopeAltered, {{"text", openssl::takeErrors()}});
    char* data = nullptr;
    auto const length = BIO_get_mem_data(contents.get(), &data);
    return length > 0 ? Bytes{data, static_cast<std::size_t>(length)} : Bytes{};
}

}  // namespace zhibao
