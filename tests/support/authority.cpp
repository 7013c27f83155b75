#include "support/authority.h"

#include <openssl/bio.h>
#include <openssl/ec.h>
#include <openssl/evp.h>
#include <openssl/pem.h>
#include <openssl/x509.h>
#include <openssl/x509v3.h>

#include "support/catch.h"
#include "trust/openssl_handles.h"

namespace zhibao::test {

namespace {

struct Release : openssl::Release {
    using openssl::Release::operator();
    void operator()(X509_EXTENSION* extension) const noexcept { X509_EXTENSION_free(extension); }
};
template <class T>
using Handle = std::unique_ptr<T, Release>;

template <class Write>
std::string pemOf(Write write) {
    Handle<BIO> const bio{BIO_new(BIO_s_mem())};
    REQUIRE(write(bio.get()) == 1);
    char* data = nullptr;
    auto const size = BIO_get_mem_data(bio.get(), &data);
    return {data, static_cast<std::size_t>(size)};
}

void addExtension(X509* certificate, int kind, char const* value) {
    Handle<X509_EXTENSION> const extension{X509V3_EXT_conf_nid(nullptr, nullptr, kind, value)};
    REQUIRE(extension);
    REQUIRE(X509_add_ext(certificate, extension.get(), -1) == 1);
}

void addName(X509_NAME* name, char const* field, std::string const& text) {
    REQUIRE(X509_NAME_add_entry_by_txt(name, field, MBSTRING_UTF8, reinterpret_cast<unsigned char const*>(text.data()), static_cast<int>(text.size()), -1, 0) == 1);
}

Handle<X509> newCertificate(long serial, Validity const& validity, EVP_PKEY* key) {
    Handle<X509> certificate{X509_new()};
    X509_set_version(certificate.get(), 2);
    ASN1_INTEGER_set(X509_get_serialNumber(certificate.get()), serial);
    ASN1_TIME_set(X509_getm_notBefore(certificate.get()), validity.from.seconds);
    ASN1_TIME_set(X509_getm_notAfter(certificate.get()), validity.until.seconds);
    REQUIRE(X509_set_pubkey(certificate.get(), key) == 1);
    return certificate;
}

}  // namespace

Bytes ShownIdentity::der() const {
    auto const read = Certificate::read(certificate);
    REQUIRE(read);
    return read->der();
}

struct Authority::State {
    Handle<EVP_PKEY> key{EVP_EC_gen("P-256")};
    Handle<X509> certificate;
    long last = 1;
};

Authority::Authority(std::string const& name) : state_(std::make_unique<State>()) {
    state_->certificate = newCertificate(1, allTheTime(), state_->key.get());
    auto* const own = state_->certificate.get();
    addName(X509_get_subject_name(own), "CN", name);
    X509_set_issuer_name(own, X509_get_subject_name(own));
    addExtension(own, NID_basic_constraints, "critical,CA:TRUE");
    addExtension(own, NID_key_usage, "critical,keyCertSign,cRLSign");
    REQUIRE(X509_sign(own, state_->key.get(), EVP_sha256()) > 0);
}

Authority::~Authority() = default;

ShownIdentity Authority::issue(std::string const& unit, Validity const& validity, Use use) {
    Handle<EVP_PKEY> const key{EVP_EC_gen("P-256")};
    auto const certificate = newCertificate(++state_->last, validity, key.get());
    auto* const name = X509_get_subject_name(certificate.get());
    if (!unit.empty()) addName(name, "serialNumber", unit);
    addName(name, "CN", use == Use::server ? "localhost" : "样例单位");
    X509_set_issuer_name(certificate.get(), X509_get_subject_name(state_->certificate.get()));
    addExtension(certificate.get(), NID_key_usage, "critical,digitalSignature");
    addExtension(certificate.get(), NID_ext_key_usage, use == Use::server ? "serverAuth" : "clientAuth");
    if (use == Use::server) addExtension(certificate.get(), NID_subject_alt_name, "DNS:localhost,IP:127.0.0.1");
    REQUIRE(X509_sign(certificate.get(), state_->key.get(), EVP_sha256()) > 0);
    return {pemOf([&](BIO* bio) { return PEM_write_bio_X509(bio, certificate.get()); }),
            pemOf([&](BIO* bio) { return PEM_write_bio_PKCS8PrivateKey(bio, key.get(), nullptr, nullptr, 0, nullptr, nullptr); }), state_->last};
}

std::string Authority::certificate() const {
    return pemOf([&](BIO* bio) { return PEM_write_bio_X509(bio, state_->certificate.get()); });
}

std::string Authority::revocationList(std::vector<long> const& serials, Validity const& validity) const {
    Handle<X509_CRL> const list{X509_CRL_new()};
    X509_CRL_set_version(list.get(), 1);
    X509_CRL_set_issuer_name(list.get(), X509_get_subject_name(state_->certificate.get()));
    Handle<ASN1_TIME> const from{ASN1_TIME_set(nullptr, validity.from.seconds)};
    Handle<ASN1_TIME> const until{ASN1_TIME_set(nullptr, validity.until.seconds)};
    X509_CRL_set1_lastUpdate(list.get(), from.get());
    X509_CRL_set1_nextUpdate(list.get(), until.get());
    for (auto const serial : serials) {
        auto* const revoked = X509_REVOKED_new();
        ASN1_INTEGER* const number = ASN1_INTEGER_new();
        ASN1_INTEGER_set(number, serial);
        X509_REVOKED_set_serialNumber(revoked, number);
        ASN1_INTEGER_free(number);
        X509_REVOKED_set_revocationDate(revoked, from.get());
        X509_CRL_add0_revoked(list.get(), revoked);
    }
    X509_CRL_sort(list.get());
    REQUIRE(X509_CRL_sign(list.get(), state_->key.get(), EVP_sha256()) > 0);
    return pemOf([&](BIO* bio) { return PEM_write_bio_X509_CRL(bio, list.get()); });
}

Validity allTheTime() {
    return {Moment{946'684'800}, Moment{2'493'072'000}};
}

}  // namespace zhibao::test
