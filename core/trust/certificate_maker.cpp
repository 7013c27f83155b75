#include "trust/certificate_maker.h"

#include <algorithm>
#include <string_view>

#include <openssl/asn1.h>
#include <openssl/bn.h>
#include <openssl/evp.h>
#include <openssl/x509.h>
#include <openssl/x509v3.h>

#include "base/text.h"
#include "trust/openssl_handles.h"

namespace zhibao {

namespace {

bool addExtension(X509* certificate, X509* issuer, int kind, char const* value) {
    X509V3_CTX context;
    X509V3_set_ctx(&context, issuer, certificate, nullptr, nullptr, 0);
    auto* const extension = X509V3_EXT_conf_nid(nullptr, &context, kind, value);
    bool const added = extension != nullptr && X509_add_ext(certificate, extension, -1) == 1;
    X509_EXTENSION_free(extension);
    return added;
}

/// What the certificate may be used for, and only for that.
bool addUse(X509* certificate, KeyUse use) {
    auto const add = [&](int kind, char const* value) { return addExtension(certificate, certificate, kind, value); };
    switch (use) {
        case KeyUse::signing: return add(NID_basic_constraints, "critical,CA:FALSE") && add(NID_key_usage, "critical,digitalSignature");
        case KeyUse::envelope: return add(NID_basic_constraints, "critical,CA:FALSE") && add(NID_key_usage, "critical,keyAgreement");
        case KeyUse::connection:
            return add(NID_basic_constraints, "critical,CA:FALSE") && add(NID_key_usage, "critical,digitalSignature") && add(NID_ext_key_usage, "critical,clientAuth");
        case KeyUse::authority: return add(NID_basic_constraints, "critical,CA:TRUE,pathlen:0") && add(NID_key_usage, "critical,keyCertSign,cRLSign");
    }
    return false;
}

bool setRandomSerial(X509* certificate) {
    // 127 random bits and never zero: RFC 5280 4.1.2.2 wants a positive number of at most 20 bytes.
    auto* const number = BN_new();
    bool const set = number != nullptr && BN_rand(number, 127, BN_RAND_TOP_ONE, BN_RAND_BOTTOM_ANY) == 1 &&
                     BN_to_ASN1_INTEGER(number, X509_get_serialNumber(certificate)) != nullptr;
    BN_free(number);
    return set;
}

bool setTime(ASN1_TIME* time, Moment moment) {
    return ASN1_TIME_set(time, static_cast<std::time_t>(moment.seconds)) != nullptr;
}

bool addName(X509_NAME* subject, int kind, int type, std::string const& text) {
    auto const* const bytes = reinterpret_cast<unsigned char const*>(text.data());
    return X509_NAME_add_entry_by_NID(subject, kind, type, bytes, static_cast<int>(text.size()), -1, 0) == 1;
}

bool setKey(X509* certificate, PublicKey const& key) {
    auto const info = subjectPublicKeyInfo(key);
    auto const* position = reinterpret_cast<unsigned char const*>(info.data());
    openssl::Handle<EVP_PKEY> const opensslKey{d2i_PUBKEY(nullptr, &position, static_cast<long>(info.size()))};
    return opensslKey && X509_set_pubkey(certificate, opensslKey.get()) == 1;
}

bool signWith(PrivateKey const& key, X509* certificate) {
    bool const isSm2 = key.publicKey().algorithm == Algorithm::sm2Sm3;
    openssl::Handle<EVP_MD_CTX> const context{EVP_MD_CTX_new()};
    EVP_PKEY_CTX* keyContext = nullptr;  // belongs to the other
    return context && EVP_DigestSignInit(context.get(), &keyContext, isSm2 ? EVP_sm3() : EVP_sha256(), nullptr, key.handle()) == 1 &&
           (!isSm2 || EVP_PKEY_CTX_set1_id(keyContext, sm2SignerId.data(), sm2SignerId.size()) == 1) && X509_sign_ctx(certificate, context.get()) > 0;
}

bool isCode(std::string_view text) {
    return !text.empty() && text.size() <= 64 &&
           std::all_of(text.begin(), text.end(), [](char c) { return (c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z'); });
}

}  // namespace

Result<> checkSubject(CertificateSubject const& subject) {
    if (!isCode(subject.unit)) return fail(error::certificateSubjectUnusable, {{"text", shortened(subject.unit, 80)}});
    if (!isUtf8(subject.name)) return fail(error::certificateSubjectUnusable, {{"text", "…"}});
    return {};
}

bool addSubject(X509_name_st* names, CertificateSubject const& subject) {
    auto const name = subject.name.empty() ? subject.unit : shortened(subject.name, 64);
    return addName(names, NID_serialNumber, MBSTRING_ASC, subject.unit) && addName(names, NID_commonName, MBSTRING_UTF8, name);
}

Result<Certificate> makeCertificate(CertificatePlan const& plan, PrivateKey const& signer, Certificate const* issuer) {
    auto const& subject = plan.subject;
    ZHIBAO_CHECK(checkSubject(subject));

    openssl::Handle<X509> const certificate{X509_new()};
    openssl::Handle<X509> issuerCertificate;
    if (issuer != nullptr) {
        auto const* position = reinterpret_cast<unsigned char const*>(issuer->der().data());
        issuerCertificate.reset(d2i_X509(nullptr, &position, static_cast<long>(issuer->der().size())));
    }
    if (!certificate || (issuer != nullptr && !issuerCertificate)) return openssl::failed();
    auto* const x509 = certificate.get();
    auto* const x509Issuer = issuerCertificate ? issuerCertificate.get() : x509;
    auto* const x509Name = X509_get_subject_name(x509);
    bool const made = X509_set_version(x509, X509_VERSION_3) == 1 && setRandomSerial(x509) &&
                      setTime(X509_getm_notBefore(x509), plan.validity.from) && setTime(X509_getm_notAfter(x509), plan.validity.until) &&
                      addSubject(x509Name, subject) &&
                      X509_set_issuer_name(x509, X509_get_subject_name(x509Issuer)) == 1 && setKey(x509, plan.key) && addUse(x509, plan.use) &&
                      addExtension(x509, x509Issuer, NID_subject_key_identifier, "hash") &&
                      (issuer == nullptr || addExtension(x509, x509Issuer, NID_authority_key_identifier, "keyid:always")) && signWith(signer, x509);
    unsigned char* data = nullptr;
    int const length = made ? i2d_X509(x509, &data) : -1;
    if (length < 0) return openssl::failed();
    Bytes const bytes{reinterpret_cast<char const*>(data), static_cast<std::size_t>(length)};
    OPENSSL_free(data);
    return Certificate::parseDer(bytes, plan.use);
}

Result<Certificate> selfSignedCertificate(PrivateKey const& key, CertificateSubject const& subject, Validity const& validity, KeyUse use) {
    return makeCertificate({key.publicKey(), subject, validity, use}, key, nullptr);
}

}  // namespace zhibao
