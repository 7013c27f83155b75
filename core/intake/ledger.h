#pragma once
/// What intake needs of a ledger, as a port. A ledger takes judged arrivals and says what each became; there is no call that alters
/// what a unit answered.

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "answers/filing.h"
#include "base/bytes.h"
#include "base/date.h"
#include "base/digest.h"
#include "base/error.h"
#include "base/language.h"
#include "calendar/period.h"
#include "calendar/schedule.h"
#include "intake/prior_filings.h"
#include "intake/trade_rows.h"
#include "register/credit_code.h"
#include "register/unit.h"
#include "rules/queries.h"

namespace zhibao {

namespace error {
inline constexpr ErrorCode keyNotPinned{"key-not-pinned"};  // unit, pinned, got: fingerprints of keys
inline constexpr ErrorCode agentKeyUnknown{"agent-key-unknown"};  // unit, agent: who has a mandate and has not been registered with a key
inline constexpr ErrorCode mandateMissing{"mandate-missing"};  // unit, agent: who filed for it without a mandate in force
}  // namespace error

/// One thing a check has to say about a filing, as it is kept beside it.
struct JudgedFinding {
    std::string rule;     // "B1", or the code of a structural problem
    std::string level;    // error, query, notice
    std::string verdict;  // violated, not-evaluable, broken
    bool isExplained = false;
    std::vector<CellReference> cells;
    ErrorArguments arguments;
    LocalizedText message;  // empty for structural problems: their sentence is that of the code
    friend bool operator==(JudgedFinding const&, JudgedFinding const&) = default;
};

/// Under this name the arguments say which part of a check found it, where it has several: "B11.2".
inline constexpr std::string_view partArgument = "part";

/// What an explanation of it has to be about. All that it was judged on counts as what it is about.
[[nodiscard]] Query queryOf(JudgedFinding const& finding);

/// The name under which the ledger binds a version to its findings.
[[nodiscard]] Digest digestOf(std::vector<JudgedFinding> const& findings);

/// How many findings of each level there are; of the queries those that still want an explanation once more.
struct FindingCounts {
    std::int64_t errors = 0;
    std::int64_t queries = 0;
    std::int64_t unexplained = 0;
    std::int64_t notices = 0;
    friend bool operator==(FindingCounts const&, FindingCounts const&) = default;
};
[[nodiscard]] FindingCounts countsOf(std::vector<JudgedFinding> const& findings) noexcept;

/// A sealed file that was opened, read and judged.
struct JudgedFiling {
    std::string fileName;
    Bytes package;  // the file as received, out of its envelope
    Digest packageDigest;
    Digest identity;  // digest of its manifest
    UnitCode unit;
    FilingHeader header;
    Period period;
    Digest editionDigest;
    Digest signer;  // fingerprint of the key
    Bytes certificate;
    FilingWindow window;
    std::vector<TradeRow> rows;
    Digest rowsDigest;
    std::vector<JudgedFinding> findings;
    Digest findingsDigest;
    std::optional<FiledProfile> profile;
    Moment arrived;
    Characteristics characteristics = {};  // what its profile form says of what the unit is asked
    std::shared_ptr<FormSet const> formSet = {};  // as its edition has it; null: every unit owes it
    std::string agent = {};  // the code of who filed for the unit under a mandate; empty when the unit did

    /// No error, and every query explained.
    [[nodiscard]] bool isClean() const noexcept;
};

/// A file that is not a filing for this bureau.
struct RefusedFile {
    std::string fileName;
    std::optional<Digest> fileDigest;  // nothing when it could not be read
    Error error;                       // its places start inside the file
    Moment arrived;
};

using Arrival = std::variant<JudgedFiling, RefusedFile>;

/// What an arrival became.
struct Outcome {
    enum class Kind {
        newFiling,   // the first version of a filing that arrived
        newVersion,  // a further version
        duplicate,   // known already, not stored again
        fork,        // a second, different version of the same number
        refused
    };
    /// Why a version that was taken in does not count yet.
    enum class Waits {
        no,           // it counts, a later one counts in its place, or it is in a fork
        predecessor,  // the version it replaces is not in the ledger
        findings,     // an error, or a query without explanation
        decision      // the bureau accepts by hand
    };
    Kind kind = Kind::newFiling;
    bool isAccepted = false;  // into the totals, as far as its content and its predecessors go
    std::optional<Error> error = std::nullopt;  // why it was refused
    Waits waits = Waits::no;
    bool isKnown = false;  // refused: the same file was refused before for the same reason, and is listed once
};

class Ledger {
public:
    virtual ~Ledger() = default;
    /// Takes arrivals in order, all or (on an error of disk or database) none. One outcome per arrival.
    [[nodiscard]] virtual Result<std::vector<Outcome>> receive(std::vector<Arrival> const& arrivals) = 0;
    /// What is in the ledger, for one thread that judges; sees what `receive` took by then. Null for a ledger that remembers nothing.
    [[nodiscard]] virtual Result<std::unique_ptr<PriorFilings>> priorFilings() = 0;
};

}  // namespace zhibao
