#include "trust/authority.h"

#include <algorithm>
#include <climits>
#include <cstddef>
#include <ctime>

#include <openssl/asn1.h>
#include <openssl/bio.h>
#include <openssl/bn.h>
#include <openssl/evp.h>
#include <openssl/pem.h>
#include <openssl/x509.h>
#include <openssl/x509v3.h>

#include "trust/certificate_maker.h"
#include "trust/openssl_handles.h"
#include "trust/signer.h"

namespace zhibao {

namespace {

openssl::Handle<X509> opensslCertificate(Certificate const& certificate) {
    auto const* position = reinterpret_cast<unsigned char const*>(certificate.der().data());
    return openssl::Handle<X509>{d2i_X509(nullptr, &position, static_cast<long>(certificate.der().size()))};
}

Result<> checkAuthority(Certificate const& certificate) {
    ZHIBAO_CHECK(certificate.checkFor(KeyUse::authority));
    if (certificate.publicKey().algorithm != Algorithm::ecdsaP256Sha256) return fail(error::authorityKeyUnsupported);
    return {};
}

Result<> checkAuthority(Authority const& authority) {
    if (authority.key.publicKey() != authority.certificate.publicKey()) return fail(error::keyNotOfCertificate, {{"unit", authority.certificate.unit()}});
    return checkAuthority(authority.certificate);
}

std::string hexOf(ASN1_INTEGER const* serial) {
    auto* const number = ASN1_INTEGER_to_BN(serial, nullptr);
    auto* const hex = number == nullptr ? nullptr : BN_bn2hex(number);
    std::string text = hex == nullptr ? "" : hex;
    OPENSSL_free(hex);
    BN_free(number);
    return text;
}

std::optional<Moment> momentOf(ASN1_TIME const* time) {
    int days = 0;
    int seconds = 0;
    openssl::Handle<ASN1_STRING> const epoch{ASN1_TIME_set(nullptr, 0)};
    if (time == nullptr || !epoch || ASN1_TIME_diff(&days, &seconds, epoch.get(), time) != 1) return std::nullopt;
    return Moment{std::int64_t{days} * 86'400 + seconds};
}

openssl::Handle<ASN1_STRING> timeOf(Moment moment) {
    return openssl::Handle<ASN1_STRING>{ASN1_TIME_set(nullptr, static_cast<std::time_t>(moment.seconds))};
}

bool addRevocation(X509_CRL* list, Revocation const& revocation) {
    openssl::Handle<X509_REVOKED> entry{X509_REVOKED_new()};
    BIGNUM* number = nullptr;
    bool const isNumber = BN_hex2bn(&number, revocation.serial.c_str()) == static_cast<int>(revocation.serial.size());
    openssl::Handle<ASN1_STRING> const serial{isNumber ? BN_to_ASN1_INTEGER(number, nullptr) : nullptr};
    BN_free(number);
    auto const time = timeOf(revocation.moment);
    bool const added = entry && serial && time && X509_REVOKED_set_serialNumber(entry.get(), serial.get()) == 1 &&
                       X509_REVOKED_set_revocationDate(entry.get(), time.get()) == 1 && X509_CRL_add0_revoked(list, entry.get()) == 1;
    if (added) entry.release();  // the list's from now on
    return added;
}

bool addListExtensions(X509_CRL* list, X509* issuer, std::int64_t number) {
    X509V3_CTX context;
    X509V3_set_ctx(&context, issuer, nullptr, nullptr, list, 0);
    auto* const identifier = X509V3_EXT_conf_nid(nullptr, &context, NID_authority_key_identifier, "keyid:always");
    bool const identified = identifier != nullptr && X509_CRL_add_ext(list, identifier, -1) == 1;
    X509_EXTENSION_free(identifier);
    openssl::Handle<ASN1_STRING> const counted{ASN1_INTEGER_new()};
    return identified && counted && ASN1_INTEGER_set_int64(counted.get(), number) == 1 && X509_CRL_add1_ext_i2d(list, NID_crl_number, counted.get(), 0, 0) == 1;
}

tl::unexpected<Error> malformedList() {
    return fail(error::revocationListMalformed, {{"text", openssl::takeErrors()}});
}

openssl::Handle<X509_CRL> parseList(BytesView pemOrDer) {
    if (pemOrDer.size() > INT_MAX) return nullptr;
    if (!pemOrDer.starts_with('\x30')) {
        openssl::Handle<BIO> const bio{BIO_new_mem_buf(pemOrDer.data(), static_cast<int>(pemOrDer.size()))};
        return openssl::Handle<X509_CRL>{bio ? PEM_read_bio_X509_CRL(bio.get(), nullptr, nullptr, nullptr) : nullptr};
    }
    auto const* position = reinterpret_cast<unsigned char const*>(pemOrDer.data());
    auto const* const end = position + pemOrDer.size();
    openssl::Handle<X509_CRL> list{d2i_X509_CRL(nullptr, &position, static_cast<long>(pemOrDer.size()))};
    return position == end ? std::move(list) : nullptr;
}

}  // namespace

Result<Certificate> authorityCertificate(PrivateKey const& key, CertificateSubject const& subject, Validity const& validity) {
    if (key.publicKey().algorithm != Algorithm::ecdsaP256Sha256) return fail(error::authorityKeyUnsupported);
    return selfSignedCertificate(key, subject, validity, KeyUse::authority);
}

Result<Certificate> issueCertificate(Authority const& authority, PublicKey const& key, CertificateSubject const& subject, Validity const& validity, KeyUse use) {
    ZHIBAO_CHECK(checkAuthority(authority));
    if (use == KeyUse::authority) return fail(error::certificateNotOfAuthority);
    if (use != KeyUse::signing && key.algorithm != Algorithm::ecdsaP256Sha256) return fail(error::useKeyUnsupported);
    return makeCertificate({key, subject, validity, use}, authority.key, &authority.certificate);
}

Result<> checkSelfSigned(Certificate const& certificate) {
    auto const x509 = opensslCertificate(certificate);
    if (!x509) return openssl::failed();
    if (certificate.publicKey().algorithm == Algorithm::sm2Sm3) {
        openssl::Handle<ASN1_STRING> id{ASN1_OCTET_STRING_new()};
        if (!id || ASN1_STRING_set(id.get(), sm2SignerId.data(), static_cast<int>(sm2SignerId.size())) != 1) return openssl::failed();
        X509_set0_distinguishing_id(x509.get(), id.release());
    }
    if (X509_verify(x509.get(), X509_get0_pubkey(x509.get())) != 1) {
        static_cast<void>(openssl::takeErrors());
        return fail(error::certificateNotSelfSigned);
    }
    return {};
}

std::string serialOf(Certificate const& certificate) {
    auto const x509 = opensslCertificate(certificate);
    return x509 ? hexOf(X509_get0_serialNumber(x509.get())) : "";
}

Result<Bytes> writeRevocationList(Authority const& authority, std::vector<Revocation> const& revocations, Validity const& validity, std::int64_t number) {
    ZHIBAO_CHECK(checkAuthority(authority));
    auto const issuer = opensslCertificate(authority.certificate);
    openssl::Handle<X509_CRL> const list{X509_CRL_new()};
    auto const from = timeOf(validity.from);
    auto const until = timeOf(validity.until);
    bool made = issuer && list && from && until && X509_CRL_set_version(list.get(), X509_CRL_VERSION_2) == 1 &&
                X509_CRL_set_issuer_name(list.get(), X509_get_subject_name(issuer.get())) == 1 && X509_CRL_set1_lastUpdate(list.get(), from.get()) == 1 &&
                X509_CRL_set1_nextUpdate(list.get(), until.get()) == 1 && addListExtensions(list.get(), issuer.get(), number);
    for (auto const& revocation : revocations) made = made && addRevocation(list.get(), revocation);
    unsigned char* data = nullptr;
    made = made && X509_CRL_sort(list.get()) == 1 && X509_CRL_sign(list.get(), authority.key.handle(), EVP_sha256()) > 0;
    int const length = made ? i2d_X509_CRL(list.get(), &data) : -1;
    if (length < 0) return openssl::failed();
    Bytes bytes{reinterpret_cast<char const*>(data), static_cast<std::size_t>(length)};
    OPENSSL_free(data);
    return bytes;
}

Result<RevocationList> readRevocationList(BytesView pemOrDer, Certificate const& authority) {
    ZHIBAO_CHECK(checkAuthority(authority));
    auto const issuer = opensslCertificate(authority);
    auto const list = parseList(pemOrDer);
    if (!issuer) return openssl::failed();
    if (!list) return malformedList();
    if (X509_NAME_cmp(X509_CRL_get_issuer(list.get()), X509_get_subject_name(issuer.get())) != 0 || X509_CRL_verify(list.get(), X509_get0_pubkey(issuer.get())) != 1) {
        static_cast<void>(openssl::takeErrors());
        return fail(error::revocationListNotIssued, {{"authority", authority.name()}});
    }
    auto const from = momentOf(X509_CRL_get0_lastUpdate(list.get()));
    auto const until = momentOf(X509_CRL_get0_nextUpdate(list.get()));
    if (!from || !until) return malformedList();
    RevocationList read{{*from, *until}, {}};
    auto* const entries = X509_CRL_get_REVOKED(list.get());
    for (int i = 0; i < sk_X509_REVOKED_num(entries); ++i) {
        auto const* const entry = sk_X509_REVOKED_value(entries, i);
        auto const moment = momentOf(X509_REVOKED_get0_revocationDate(entry));
        if (!moment) return malformedList();
        read.revocations.push_back({hexOf(X509_REVOKED_get0_serialNumber(entry)), *moment});
    }
    return read;
}

Result<> checkIssued(Certificate const& certificate, Certificate const& authority, Moment moment, RevocationList const* list) {
    ZHIBAO_CHECK(checkAuthority(authority));
    auto const x509 = opensslCertificate(certificate);
    auto const issuer = opensslCertificate(authority);
    if (!x509 || !issuer) return openssl::failed();
    bool const isOurs = X509_NAME_cmp(X509_get_issuer_name(x509.get()), X509_get_subject_name(issuer.get())) == 0 &&
                        X509_get_signature_nid(x509.get()) == NID_ecdsa_with_SHA256 && X509_verify(x509.get(), X509_get0_pubkey(issuer.get())) == 1;
    if (!isOurs) {
        static_cast<void>(openssl::takeErrors());
        return fail(error::certificateNotIssued, {{"authority", authority.name()}});
    }
    ZHIBAO_CHECK(authority.checkValidAt(moment));
    ZHIBAO_CHECK(certificate.checkValidAt(moment));
    if (list == nullptr) return {};
    if (list->validity.until < moment)
        return fail(error::revocationListOutdated, {{"moment", toText(moment)}, {"until", toText(list->validity.until)}});
    auto const serial = hexOf(X509_get0_serialNumber(x509.get()));
    auto const revoked = std::find_if(list->revocations.begin(), list->revocations.end(), [&](Revocation const& one) { return one.serial == serial; });
    if (revoked != list->revocations.end() && revoked->moment <= moment)
        return fail(error::certificateRevoked, {{"serial", serial}, {"moment", toText(revoked->moment)}});
    return {};
}

}  // namespace zhibao
