#include "trust/openssl_handles.h"

#include <array>

#include <openssl/asn1.h>
#include <openssl/bio.h>
#include <openssl/cms.h>
#include <openssl/err.h>
#include <openssl/evp.h>
#include <openssl/x509.h>

namespace zhibao::openssl {

void Release::operator()(asn1_string_st* string) const noexcept { ASN1_STRING_free(string); }
void Release::operator()(bio_st* bio) const noexcept { BIO_free_all(bio); }
void Release::operator()(CMS_ContentInfo_st* message) const noexcept { CMS_ContentInfo_free(message); }
void Release::operator()(evp_md_ctx_st* context) const noexcept { EVP_MD_CTX_free(context); }
void Release::operator()(evp_pkey_ctx_st* context) const noexcept { EVP_PKEY_CTX_free(context); }
void Release::operator()(evp_pkey_st* key) const noexcept { EVP_PKEY_free(key); }
void Release::operator()(pkcs8_priv_key_info_st* key) const noexcept { PKCS8_PRIV_KEY_INFO_free(key); }
void Release::operator()(X509_sig_st* encrypted) const noexcept { X509_SIG_free(encrypted); }
void Release::operator()(X509_crl_st* list) const noexcept { X509_CRL_free(list); }
void Release::operator()(x509_revoked_st* entry) const noexcept { X509_REVOKED_free(entry); }
void Release::operator()(X509_req_st* request) const noexcept { X509_REQ_free(request); }
void Release::operator()(x509_st* certificate) const noexcept { X509_free(certificate); }

std::string takeErrors() {
    std::string text;
    while (auto const number = ERR_get_error()) {
        std::array<char, 256> line{};
        ERR_error_string_n(number, line.data(), line.size());
        if (!text.empty()) text += "; ";
        text += line.data();
    }
    return text;
}

tl::unexpected<Error> failed() {
    return fail(error::cryptographyFailed, {{"text", takeErrors()}});
}

}  // namespace zhibao::openssl
