#pragma once
/// What the bureau tells the units on this computer in starter files and bulletins: the state of the survey, and notices in words. The files are kept as they came,
/// under the authority that the unit trusts (bureau_answers.h); what the newest of them says holds for all units of the computer, which have one bureau.

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/bytes.h"
#include "base/date.h"
#include "base/error.h"
#include "package/bulletin.h"
#include "package/starter.h"
#include "store/drafts.h"

namespace zhibao {

struct BureauNews {
    Moment createdAt;
    SurveyState state;                    // of the newest file
    std::string period;                   // of the newest bulletin; empty before the first
    std::vector<BulletinNotice> notices;  // of the newest bulletin
};
/// Nothing before the first file. Errors: those of the database and of openExchange, for what was altered since.
[[nodiscard]] Result<std::optional<BureauNews>> newestNews(DraftStore& store);

enum class NewsAge {
    newest,  // it holds from now on
    older,   // a newer one is here: nothing changed
    same     // it was here already
};

struct TakenBulletin {
    Bulletin bulletin;
    Moment createdAt;
    NewsAge age = NewsAge::newest;
};
/// Keeps a bulletin unless it is older than the newest one here. Errors: those of readBulletin, bureauNotTrustedYet where no unit here trusts a bureau.
[[nodiscard]] Result<TakenBulletin> takeBulletin(DraftStore& store, BytesView file, Moment now);

/// Keeps a file for what it says of the survey; for the functions that take such files in.
[[nodiscard]] Result<NewsAge> keepNews(DraftStore& store, OpenedExchange const& exchange, BytesView file, std::string_view unit, Moment now);

}  // namespace zhibao
