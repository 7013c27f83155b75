#pragma once
/// A registration (备案): a unit asks the bureau for certificates of its keys. It travels as an exchange file (exchange.h) of registration.json, whose shape is
/// schemas/registration-1.schema.json, and of certificate requests; the key that is asked for has signed it. Who has a stamped form with the same fingerprint
/// in his hands knows whose key it is.

#include <optional>
#include <string>
#include <string_view>

#include "base/bytes.h"
#include "base/clock.h"
#include "base/digest.h"
#include "base/error.h"
#include "base/json.h"
#include "package/exchange.h"
#include "trust/certificate_request.h"

namespace zhibao {

namespace error {
inline constexpr ErrorCode registrationSchemaUnknown{"registration-schema-unknown"};      // got
inline constexpr ErrorCode registrationContradicts{"registration-contradicts"};           // key: what the parts of the file say differently
inline constexpr ErrorCode registrationReasonMissing{"registration-reason-missing"};      // purpose
inline constexpr ErrorCode registrationNameMissing{"registration-name-missing"};
inline constexpr ErrorCode fingerprintMalformed{"fingerprint-malformed"};                 // text
}  // namespace error

enum class RegistrationPurpose {
    first,       // 首次备案, also of a unit whose key was pinned before
    renewal,     // 证书续期: the same key again, before its certificate ends
    newKey,      // 更换密钥: the old one was lost or given away
    newSignatory  // 变更经办人: another person signs from now on, with a key of his own
};

/// "first", "renewal", "new-key", "new-signatory".
[[nodiscard]] std::string_view nameOf(RegistrationPurpose purpose) noexcept;
[[nodiscard]] std::optional<RegistrationPurpose> registrationPurposeNamed(std::string_view name) noexcept;

/// What the unit says of itself; codes are those of the edition's lists. All but code and name may be empty.
struct Registration {
    RegistrationPurpose purpose = RegistrationPurpose::first;
    std::string unit;
    std::string name;
    std::string district;
    std::string platform;
    std::string industry;
    std::string statisticsHead;
    std::string preparer;
    std::string phone;
    std::string reason;  // why there is another key, of all but the first registration and renewals
    Digest key;          // fingerprint of the key that signs filings
    friend bool operator==(Registration const&, Registration const&) = default;
};

[[nodiscard]] JsonValue toJson(Registration const& registration);
/// Errors, with pointers: registrationSchemaUnknown, those of JsonNode, creditCode's, registrationNameMissing, registrationReasonMissing.
[[nodiscard]] Result<Registration> readRegistrationDocument(JsonNode const& document);

/// `key` signs filings, `connection` (P-256; may be null) opens connections. The registration's own `key` is filled in. `certificate` is the one the key has: self-signed,
/// or of a renewal the one that ends. Errors: those of writeCertificateRequest, writeExchange and readRegistration.
[[nodiscard]] Result<SignedExchange> writeRegistration(Registration registration, PrivateKey key, Certificate certificate, PrivateKey const* connection, Clock const& clock,
                                                       std::string_view programVersion);

struct OpenedRegistration {
    Registration registration;
    CertificateRequest signing;
    std::optional<CertificateRequest> connection;
    Certificate signer;
    Moment createdAt;
    Digest identity;
    Digest file;  // SHA-256 of the file
};

/// Errors: those of openExchange, readRegistrationDocument and readCertificateRequest, exchangeKindDiffers, registrationContradicts.
[[nodiscard]] Result<OpenedRegistration> readRegistration(BytesView file);

/// "5A3C 09FF …": the fingerprint as it is printed on the form, in groups of four.
[[nodiscard]] std::string fingerprintText(Digest const& fingerprint);
/// What somebody has typed of it, whatever the case, the width and the gaps. fingerprintMalformed.
[[nodiscard]] Result<Digest> parseFingerprint(std::string_view typed);

namespace entry {
inline constexpr std::string_view registration{"registration.json"};
inline constexpr std::string_view signingRequest{"requests/signing.csr"};
inline constexpr std::string_view connectionRequest{"requests/connection.csr"};
}  // namespace entry

}  // namespace zhibao
