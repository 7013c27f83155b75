#pragma once
/// Judges one sealed file: opens it, reads the filing against its edition, checks structure and rules. What comes out is ready for a
/// ledger. Nothing here depends on other files, so that files can be judged on as many threads as there are.

#include <memory>
#include <string>

#include "base/bytes.h"
#include "base/date.h"
#include "base/error.h"
#include "calendar/rates.h"
#include "calendar/schedule.h"
#include "form/edition.h"
#include "intake/ledger.h"
#include "package/contents.h"

namespace zhibao {

namespace error {
inline constexpr ErrorCode ratesDiffer{"rates-differ"};  // period; a notice among the findings
}

class Judge {
public:
    /// All must outlive the judge. `schedule` says which periods open and end otherwise than the editions' rules. With the bureau's
    /// `rates`, a package whose respondent saw others for its period gets the notice ratesDiffer.
    Judge(EditionLibrary const& library, Schedule const& schedule, PackageLimits const& limits = {}, RateTable const* rates = nullptr);
    ~Judge();
    Judge(Judge&&) noexcept;

    /// A judged filing, or a refusal that says why the file is none. An error is the bureau's own trouble (a broken edition), never
    /// the file's. Safe to call from several threads.
    [[nodiscard]] Result<Arrival> judge(std::string fileName, Bytes package, Moment arrived) const;

private:
    struct State;
    std::unique_ptr<State> state_;
};

}  // namespace zhibao
