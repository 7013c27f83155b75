#pragma once
/// Whose certificate a sender shows: checked against the bureau's certificate authority and its revocation list (RFC 5280), at the moment of
/// the request. TLS itself lets any certificate pass, whose key the sender then has proven to hold; so that whoever is refused hears why, with a
/// code, instead of a broken connection.

#include <memory>
#include <string>
#include <vector>

#include "base/bytes.h"
#include "base/date.h"
#include "base/error.h"

namespace zhibao::error {
inline constexpr ErrorCode authorityUnreadable{"authority-unreadable"};  // text: what OpenSSL says
inline constexpr ErrorCode clientCertificateMissing{"client-certificate-missing"};
inline constexpr ErrorCode clientCertificateForeign{"client-certificate-foreign"};  // not of this authority, or not for this use
inline constexpr ErrorCode clientCertificateExpired{"client-certificate-expired"};
inline constexpr ErrorCode clientCertificateNotYetValid{"client-certificate-not-yet-valid"};
inline constexpr ErrorCode clientCertificateRevoked{"client-certificate-revoked"};
inline constexpr ErrorCode clientCertificateWithoutUnit{"client-certificate-without-unit"};
}  // namespace zhibao::error

namespace zhibao::collector {

/// The certificates that a sender shows, in DER: its own first. Empty: it shows none.
using ShownCertificates = std::vector<Bytes>;

class ClientTrust {
public:
    /// PEM texts: one or more certificates of the authority; its revocation lists, or nothing. authorityUnreadable.
    [[nodiscard]] static Result<ClientTrust> read(BytesView authorityPem, BytesView revocationPem);
    ClientTrust(ClientTrust&&) noexcept;
    ~ClientTrust();

    /// The code of the unit, from the subject. The errors above. A revocation list that should have been renewed by now still revokes whom it
    /// names, and lets the others pass: the bureau's lateness must not keep a whole region from reporting. Safe to call from several threads.
    [[nodiscard]] Result<std::string> unitOf(ShownCertificates const& shown, Moment now) const;

private:
    struct State;
    explicit ClientTrust(std::unique_ptr<State> state) noexcept;
    std::unique_ptr<State> state_;
};

}  // namespace zhibao::collector
