#pragma once
/// What a unit without a network has to know of the survey: the calendar, which editions hold, the bureau's rates, and which certificates no longer hold. Starter
/// files and bulletins bring it (starter.h, bulletin.h).

#include <string>
#include <vector>

#include "base/bytes.h"
#include "base/digest.h"
#include "base/error.h"
#include "base/json.h"
#include "package/exchange.h"

namespace zhibao {

struct EditionDigest {
    std::string id;
    Digest digest;
    friend bool operator==(EditionDigest const&, EditionDigest const&) = default;
};

struct SurveyState {
    std::vector<EditionDigest> editions;
    Bytes holidays;     // calendar/holidays.csv and calendar/periods.csv as a forms folder has them
    Bytes periods;
    Bytes rates;        // CSV as calendar/rates.h readRates takes it
    Bytes revocations;  // the authority's list, PEM
    friend bool operator==(SurveyState const&, SurveyState const&) = default;
};

namespace entry {
inline constexpr std::string_view holidays{"calendar/holidays.csv"};
inline constexpr std::string_view periods{"calendar/periods.csv"};
inline constexpr std::string_view rates{"rates/fx_quarterly_per_usd.csv"};
inline constexpr std::string_view revocations{"trust/revoked.crl"};
}  // namespace entry

/// Its files as documents of an exchange file; the editions stand in the main document.
void addState(std::vector<ExchangeEntry>& entries, SurveyState const& state);
[[nodiscard]] JsonValue editionsJson(SurveyState const& state);

/// Errors: packageEntryMissing, those of JsonNode, digestMalformed, those of readRates, Schedule and Holidays, and of readRevocationList.
[[nodiscard]] Result<SurveyState> readState(OpenedExchange const& exchange, JsonNode const& mainDocument, Certificate const& authority);

}  // namespace zhibao
