#pragma once
/// A starter file (开户文件): what the bureau gives a unit whose registration it has approved, so that it can begin or go on: its certificates, those it trusts,
/// the state of the survey and its own earlier filings. An exchange file (exchange.h) with starter.json, whose shape is schemas/starter-1.schema.json.

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/bytes.h"
#include "base/error.h"
#include "package/exchange.h"
#include "package/survey_state.h"

namespace zhibao {

namespace error {
inline constexpr ErrorCode starterSchemaUnknown{"starter-schema-unknown"};  // got
inline constexpr ErrorCode starterContradicts{"starter-contradicts"};       // key
}  // namespace error

struct Starter {
    std::string unit;
    std::string name;
    Certificate authority;                  // what the unit trusts from now on
    Certificate signing;                    // the unit's own, which the authority issued
    std::optional<Certificate> connection;  // the same for connections
    std::optional<Certificate> envelope;    // the bureau's, to which filings are enveloped
    SurveyState state;
    std::vector<Bytes> filings;             // packages of the unit that are in the totals
};

[[nodiscard]] Result<SignedExchange> writeStarter(Starter const& starter, Signer& bureau, Clock const& clock, std::string_view programVersion);

/// `trusted` is the authority's certificate where the unit has it already; without one the fingerprint of the authority in the file has to be compared with what the
/// bureau has made known. Errors: those of openExchange, checkOfBureau and readState; exchangeForOther for another unit's file; starterSchemaUnknown; starterContradicts;
/// those of checkIssued for the unit's certificates and of openPackage for its filings.
[[nodiscard]] Result<Starter> readStarter(BytesView file, std::string_view unit, Certificate const* trusted = nullptr);

namespace entry {
inline constexpr std::string_view starter{"starter.json"};
inline constexpr std::string_view authorityCertificate{"trust/authority.pem"};
inline constexpr std::string_view envelopeCertificate{"trust/envelope.pem"};
inline constexpr std::string_view signingCertificate{"certificates/signing.pem"};
inline constexpr std::string_view connectionCertificate{"certificates/connection.pem"};
inline constexpr std::string_view filingFolder{"filings/"};
}  // namespace entry

}  // namespace zhibao
