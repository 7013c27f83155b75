#include "trust/certificate_request.h"

#include <array>
#include <cstddef>
#include <string>

#include <openssl/asn1.h>
#include <openssl/evp.h>
#include <openssl/x509.h>

#include "base/text.h"
#include "trust/certificate_maker.h"
#include "trust/openssl_handles.h"

namespace zhibao {

namespace {

tl::unexpected<Error> malformed(std::string_view text) {
    static_cast<void>(openssl::takeErrors());
    return fail(error::certificateRequestMalformed, {{"text", std::string{text}}});
}

bool isSm2(PublicKey const& key) {
    return key.algorithm == Algorithm::sm2Sm3;
}

bool setKey(X509_REQ* request, PublicKey const& key) {
    auto const info = subjectPublicKeyInfo(key);
    auto const* position = reinterpret_cast<unsigned char const*>(info.data());
    openssl::Handle<EVP_PKEY> const opensslKey{d2i_PUBKEY(nullptr, &position, static_cast<long>(info.size()))};
    return opensslKey && X509_REQ_set_pubkey(request, opensslKey.get()) == 1;
}

bool signWith(PrivateKey const& key, X509_REQ* request) {
    bool const sm2 = isSm2(key.publicKey());
    openssl::Handle<EVP_MD_CTX> const context{EVP_MD_CTX_new()};
    EVP_PKEY_CTX* keyContext = nullptr;  // belongs to the other
    return context && EVP_DigestSignInit(context.get(), &keyContext, sm2 ? EVP_sm3() : EVP_sha256(), nullptr, key.handle()) == 1 &&
           (!sm2 || EVP_PKEY_CTX_set1_id(keyContext, sm2SignerId.data(), sm2SignerId.size()) == 1) && X509_REQ_sign_ctx(request, context.get()) > 0;
}

/// The one value of that attribute, in UTF-8; empty when there is none.
Result<std::string> nameIn(X509_NAME const* subject, int kind) {
    auto const index = X509_NAME_get_index_by_NID(subject, kind, -1);
    if (index < 0) return std::string{};
    if (X509_NAME_get_index_by_NID(subject, kind, index) >= 0) return malformed("subject");
    unsigned char* text = nullptr;
    int const length = ASN1_STRING_to_UTF8(&text, X509_NAME_ENTRY_get_data(X509_NAME_get_entry(subject, index)));
    if (length < 0) return malformed("subject");
    std::string value{reinterpret_cast<char const*>(text), static_cast<std::size_t>(length)};
    OPENSSL_free(text);
    return value;
}

}  // namespace

Result<Bytes> writeCertificateRequest(PrivateKey const& key, CertificateSubject const& subject) {
    ZHIBAO_CHECK(checkSubject(subject));
    openssl::Handle<X509_REQ> const request{X509_REQ_new()};
    if (!request) return openssl::failed();
    auto* const name = X509_REQ_get_subject_name(request.get());
    bool const made = X509_REQ_set_version(request.get(), X509_REQ_VERSION_1) == 1 && addSubject(name, subject) && setKey(request.get(), key.publicKey()) &&
                      signWith(key, request.get());
    unsigned char* data = nullptr;
    int const length = made ? i2d_X509_REQ(request.get(), &data) : -1;
    if (length < 0) return openssl::failed();
    Bytes bytes{reinterpret_cast<char const*>(data), static_cast<std::size_t>(length)};
    OPENSSL_free(data);
    return bytes;
}

Result<CertificateRequest> readCertificateRequest(BytesView der) {
    constexpr std::size_t longest = 8'192;
    if (der.size() > longest) return malformed("length");
    auto const* position = reinterpret_cast<unsigned char const*>(der.data());
    openssl::Handle<X509_REQ> const request{d2i_X509_REQ(nullptr, &position, static_cast<long>(der.size()))};
    if (!request || position != reinterpret_cast<unsigned char const*>(der.data()) + der.size()) return malformed("PKCS#10");
    unsigned char* encoded = nullptr;
    int const length = i2d_X509_PUBKEY(X509_REQ_get_X509_PUBKEY(request.get()), &encoded);
    if (length < 0) return malformed("key");
    Bytes const info{reinterpret_cast<char const*>(encoded), static_cast<std::size_t>(length)};
    OPENSSL_free(encoded);
    auto const key = publicKeyOf(info);
    if (!key) {
        static_cast<void>(openssl::takeErrors());
        return fail(error::certificateKeyUnsupported);
    }
    if (isSm2(*key)) {
        openssl::Handle<ASN1_STRING> id{ASN1_OCTET_STRING_new()};
        if (!id || ASN1_STRING_set(id.get(), sm2SignerId.data(), static_cast<int>(sm2SignerId.size())) != 1) return openssl::failed();
        X509_REQ_set0_distinguishing_id(request.get(), id.release());
    }
    if (X509_REQ_verify(request.get(), X509_REQ_get0_pubkey(request.get())) != 1) {
        static_cast<void>(openssl::takeErrors());
        return fail(error::certificateRequestNotSigned);
    }
    CertificateRequest read{*key, {}};
    ZHIBAO_TRY(read.subject.unit, nameIn(X509_REQ_get_subject_name(request.get()), NID_serialNumber));
    ZHIBAO_TRY(read.subject.name, nameIn(X509_REQ_get_subject_name(request.get()), NID_commonName));
    ZHIBAO_CHECK(checkSubject(read.subject));
    return read;
}

}  // namespace zhibao
