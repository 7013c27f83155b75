#pragma once
/// Judges one sealed file: opens it, reads the filing against its edition, checks structure and rules beside what the unit filed before.
/// What comes out is ready for a ledger. Files of different units do not depend on each other, so that they can be judged on as many
/// threads as there are.

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "base/bytes.h"
#include "base/date.h"
#include "base/error.h"
#include "calendar/rates.h"
#include "calendar/schedule.h"
#include "form/edition.h"
#include "intake/ledger.h"
#include "intake/prior_filings.h"
#include "package/contents.h"
#include "trust/keys.h"

namespace zhibao {

namespace error {
inline constexpr ErrorCode editionUnusable{"edition-unusable"};  // edition, problem: "PLACE: CODE"
inline constexpr ErrorCode ratesDiffer{"rates-differ"};  // period; a notice among the findings
}

class Judge {
public:
    /// All must outlive the judge. `schedule` says which periods open and end otherwise than the editions' rules. `rates` are the bureau's:
    /// what rules convert with; a package whose respondent saw others for its period gets the notice ratesDiffer. `envelopeKey` is the bureau's, for files that come in an envelope; without one those are refused (envelopeKeyMissing).
    Judge(EditionLibrary const& library, Schedule const& schedule, RateTable const& rates, PackageLimits const& limits = {}, PrivateKey const* envelopeKey = nullptr);
    ~Judge();
    Judge(Judge&&) noexcept;

    /// A judged filing, or a refusal that says why the file is none. A filing of an edition that the bureau cannot read is refused too
    /// (editionUnusable): that keeps nobody else's out, and the same file can be taken in once the edition is mended. An error is the
    /// bureau's own trouble, never the file's. Safe to call from several threads.
    /// Without `prior` the filing is compared with nothing that was filed before.
    [[nodiscard]] Result<Arrival> judge(std::string fileName, Bytes package, Moment arrived, PriorFilings* prior = nullptr) const;

    struct Submission {
        std::string fileName;
        Bytes package;
        Moment arrived;
    };
    /// The same for several files at once, none of which needs what another one brings. One answer for each, in their order.
    [[nodiscard]] std::vector<Result<Arrival>> judge(std::vector<Submission> submissions, PriorFilings* prior = nullptr) const;

    /// Where a file stands among those of its unit that arrive together (intake.h). It says nothing of whether the file is a filing.
    struct Rank {
        std::uint64_t unit = 0;  // a number for the unit's organisation; others may have it too
        bool isProfile = false;
        Date lastDay;
        bool isAnnual = false;
        std::size_t formSet = 0;
        std::int64_t version = 0;
        std::uint64_t identity = 0;
    };
    /// Only `unit` of it, which costs next to nothing.
    [[nodiscard]] std::optional<std::uint64_t> unitOf(BytesView package) const;
    /// Nothing for a file that is no package. Both are safe to call from several threads.
    [[nodiscard]] std::optional<Rank> rankOf(BytesView package) const;

private:
    struct State;
    std::unique_ptr<State> state_;
};

}  // namespace zhibao
