#pragma once
/// A bulletin (公告): what the bureau tells all units each quarter, for those without a network too: the state of the survey and notices in words. An exchange
/// file (exchange.h) with bulletin.json, whose shape is schemas/bulletin-1.schema.json.

#include <string>
#include <string_view>
#include <vector>

#include "base/bytes.h"
#include "base/date.h"
#include "base/digest.h"
#include "base/error.h"
#include "base/language.h"
#include "package/exchange.h"
#include "package/survey_state.h"

namespace zhibao {

namespace error {
inline constexpr ErrorCode bulletinSchemaUnknown{"bulletin-schema-unknown"};  // got
}

struct BulletinNotice {
    LocalizedText title;
    LocalizedText text;
    friend bool operator==(BulletinNotice const&, BulletinNotice const&) = default;
};

struct Bulletin {
    std::string period;  // the quarter in which it was made out
    std::vector<BulletinNotice> notices;
    SurveyState state;
    friend bool operator==(Bulletin const&, Bulletin const&) = default;
};

/// [{"title":{"zh","en"},"text":{"zh","en"}}]: notices as somebody writes them for the next bulletin. Errors: those of JsonNode.
[[nodiscard]] Result<std::vector<BulletinNotice>> readNotices(JsonNode const& list);

[[nodiscard]] Result<SignedExchange> writeBulletin(Bulletin const& bulletin, Signer& bureau, Clock const& clock, std::string_view programVersion);

struct OpenedBulletin {
    Bulletin bulletin;
    Moment createdAt;
    Digest identity;
};
/// Errors: those of openExchange, checkOfBureau, readState and readNotices; exchangeKindDiffers, bulletinSchemaUnknown, periodMalformed.
[[nodiscard]] Result<OpenedBulletin> readBulletin(BytesView file, Certificate const& authority);

namespace entry {
inline constexpr std::string_view bulletin{"bulletin.json"};
}

}  // namespace zhibao
