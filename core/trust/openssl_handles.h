#pragma once
/// Owners of OpenSSL's objects and its error queue, without OpenSSL's headers. For .cpp files only: of this folder, and of those
/// who talk to OpenSSL about other things, which add theirs to Release.

#include <memory>
#include <string>

#include "base/error.h"

struct asn1_string_st;
struct bio_st;
struct CMS_ContentInfo_st;
struct evp_md_ctx_st;
struct evp_pkey_ctx_st;
struct evp_pkey_st;
struct pkcs8_priv_key_info_st;
struct X509_sig_st;
struct X509_crl_st;
struct x509_revoked_st;
struct X509_req_st;
struct x509_st;

namespace zhibao {

namespace error {
inline constexpr ErrorCode cryptographyFailed{"cryptography-failed"};  // text: what OpenSSL says
}

namespace openssl {

struct Release {
    void operator()(asn1_string_st* string) const noexcept;
    void operator()(bio_st* bio) const noexcept;
    void operator()(CMS_ContentInfo_st* message) const noexcept;
    void operator()(evp_md_ctx_st* context) const noexcept;
    void operator()(evp_pkey_ctx_st* context) const noexcept;
    void operator()(evp_pkey_st* key) const noexcept;
    void operator()(pkcs8_priv_key_info_st* key) const noexcept;
    void operator()(X509_sig_st* encrypted) const noexcept;
    void operator()(X509_crl_st* list) const noexcept;
    void operator()(x509_revoked_st* entry) const noexcept;
    void operator()(X509_req_st* request) const noexcept;
    void operator()(x509_st* certificate) const noexcept;
};

template <class T>
using Handle = std::unique_ptr<T, Release>;

/// What OpenSSL's error queue of this thread says, oldest first; empties the queue.
[[nodiscard]] std::string takeErrors();
/// cryptographyFailed with what the queue says.
[[nodiscard]] tl::unexpected<Error> failed();

}  // namespace openssl
}  // namespace zhibao
