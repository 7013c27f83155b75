#include "collector/client_trust.h"

#include <algorithm>

#include <openssl/bio.h>
#include <openssl/err.h>
#include <openssl/pem.h>
#include <openssl/x509.h>
#include <openssl/x509_vfy.h>

#include "trust/certificate.h"
#include "trust/openssl_handles.h"

namespace zhibao::collector {

namespace {

struct Release : openssl::Release {
    using openssl::Release::operator();
    void operator()(X509_STORE* store) const noexcept { X509_STORE_free(store); }
    void operator()(X509_STORE_CTX* context) const noexcept { X509_STORE_CTX_free(context); }
    void operator()(STACK_OF(X509) * stack) const noexcept { sk_X509_pop_free(stack, X509_free); }
};
template <class T>
using Handle = std::unique_ptr<T, Release>;

tl::unexpected<Error> unreadable() {
    char text[256] = "";
    ERR_error_string_n(ERR_get_error(), text, sizeof text);
    ERR_clear_error();
    return fail(error::authorityUnreadable, {{"text", text}});
}

Handle<BIO> reading(BytesView bytes) {
    return Handle<BIO>{BIO_new_mem_buf(bytes.data(), static_cast<int>(bytes.size()))};
}

Handle<X509> certificateOf(BytesView der) {
    auto const* place = reinterpret_cast<unsigned char const*>(der.data());
    return Handle<X509>{d2i_X509(nullptr, &place, static_cast<long>(der.size()))};
}

ErrorCode codeOf(int problem) {
    switch (problem) {
        case X509_V_ERR_CERT_HAS_EXPIRED: return error::clientCertificateExpired;
        case X509_V_ERR_CERT_NOT_YET_VALID: return error::clientCertificateNotYetValid;
        case X509_V_ERR_CERT_REVOKED: return error::clientCertificateRevoked;
        default: return error::clientCertificateForeign;
    }
}

int letLateListsPass(int isGood, X509_STORE_CTX* context) {
    if (isGood == 0 && X509_STORE_CTX_get_error(context) == X509_V_ERR_CRL_HAS_EXPIRED) {
        X509_STORE_CTX_set_error(context, X509_V_OK);
        return 1;
    }
    return isGood;
}

}  // namespace

struct ClientTrust::State {
    Handle<X509_STORE> store{X509_STORE_new()};
    bool hasRevocations = false;
};

ClientTrust::ClientTrust(std::unique_ptr<State> state) noexcept : state_(std::move(state)) {}
ClientTrust::ClientTrust(ClientTrust&&) noexcept = default;
ClientTrust::~ClientTrust() = default;

Result<ClientTrust> ClientTrust::read(BytesView authorityPem, BytesView revocationPem) {
    auto state = std::make_unique<State>();
    auto const authority = reading(authorityPem);
    std::size_t count = 0;
    for (;; ++count) {
        Handle<X509> const certificate{PEM_read_bio_X509(authority.get(), nullptr, nullptr, nullptr)};
        if (!certificate) break;
        if (X509_STORE_add_cert(state->store.get(), certificate.get()) != 1) return unreadable();
    }
    if (count == 0) return unreadable();
    auto const lists = reading(revocationPem);
    for (;;) {
        Handle<X509_CRL> const list{PEM_read_bio_X509_CRL(lists.get(), nullptr, nullptr, nullptr)};
        if (!list) break;
        if (X509_STORE_add_crl(state->store.get(), list.get()) != 1) return unreadable();
        state->hasRevocations = true;
    }
    if (!revocationPem.empty() && !state->hasRevocations) return unreadable();
    // The end of a list of PEM texts leaves a word in the queue.
    ERR_clear_error();
    return ClientTrust{std::move(state)};
}

Result<std::string> ClientTrust::unitOf(ShownCertificates const& shown, Moment now) const {
    if (shown.empty()) return fail(error::clientCertificateMissing);
    auto const own = certificateOf(shown.front());
    Handle<STACK_OF(X509)> const others{sk_X509_new_null()};
    for (std::size_t i = 1; i < shown.size(); ++i) {
        if (auto certificate = certificateOf(shown[i])) sk_X509_push(others.get(), certificate.release());
    }
    Handle<X509_STORE_CTX> const context{X509_STORE_CTX_new()};
    if (!own || X509_STORE_CTX_init(context.get(), state_->store.get(), own.get(), others.get()) != 1) {
        ERR_clear_error();
        return fail(error::clientCertificateForeign);
    }
    X509_STORE_CTX_set_default(context.get(), "ssl_client");
    X509_STORE_CTX_set_time(context.get(), 0, static_cast<std::time_t>(now.seconds));
    if (state_->hasRevocations) {
        X509_STORE_CTX_set_flags(context.get(), X509_V_FLAG_CRL_CHECK);
        X509_STORE_CTX_set_verify_cb(context.get(), letLateListsPass);
    }
    bool const isGood = X509_verify_cert(context.get()) == 1;
    auto const problem = X509_STORE_CTX_get_error(context.get());
    ERR_clear_error();
    if (!isGood) return fail(codeOf(problem));
    auto const certificate = Certificate::parseDer(shown.front());
    // The unit's code names a folder of receipts, and is no longer than a credit code.
    auto const isPlain = [](char one) { return (one >= '0' && one <= '9') || (one >= 'A' && one <= 'Z'); };
    if (!certificate || certificate->unit().empty() || certificate->unit().size() > 18 || !std::all_of(certificate->unit().begin(), certificate->unit().end(), isPlain))
        return fail(error::clientCertificateWithoutUnit);
    return certificate->unit();
}

}  // namespace zhibao::collector
