#pragma once
/// Takes in a folder of sealed files: several threads open and judge, one hands them to the ledger. A broken file is refused with its
/// reason and never stops the others; the files themselves stay where they are. Only a bounded number of files is in memory at any time.
///
/// Each filing is judged beside what the unit filed before, and that can be in the same folder. So a unit's files are taken in one after
/// the other: profiles first, then by the end of the period (a year behind its quarters), form set, version and identity; the next is
/// judged when the one before is in the ledger. Files of different units are judged at the same time and reach the ledger in the order of
/// their names. So what is said of a filing depends neither on the names of the files nor on the number of threads.

#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <functional>
#include <stop_token>
#include <string>
#include <vector>

#include "base/bytes.h"
#include "base/clock.h"
#include "base/date.h"
#include "base/error.h"
#include "base/json.h"
#include "base/progress.h"
#include "calendar/rates.h"
#include "calendar/schedule.h"
#include "form/edition.h"
#include "intake/ledger.h"
#include "package/contents.h"
#include "trust/keys.h"

namespace zhibao {

namespace error {
inline constexpr ErrorCode intakePathMissing{"intake-path-missing"};
inline constexpr ErrorCode notAFile{"not-a-file"};  // neither a file nor a folder
}  // namespace error

/// What filings are judged by beside their edition. Both must outlive the intake.
struct JudgingData {
    Schedule const& schedule;  // periods that open or end otherwise than the edition's rule
    RateTable const& rates;    // the bureau's; a package whose respondent saw others gets a notice
};

struct IntakeOptions {
    unsigned jobs = 0;                   // threads that judge; 0: as many as the machine has
    Clock const* clock = nullptr;        // says when a file arrived; must be given
    Progress* progress = nullptr;        // hears of each file once it is safe in the ledger
    std::stop_token stop;                // what is in the ledger by then stays, whole filings only
    PackageLimits limits;
    PrivateKey const* envelopeKey = nullptr;  // the bureau's, for files that come in an envelope
    std::size_t batchFiles = 256;                 // at most so many files in one transaction of the ledger
    std::size_t memoryBytes = std::size_t{128} << 20U;  // files in memory together; a single larger one is taken alone
};

struct RefusedEntry {
    std::string file;
    Error error;  // its places start with the file
};

struct WaitingEntry {
    std::string file;
    Outcome::Waits why = Outcome::Waits::no;
};

struct IntakeReport {
    std::uint64_t received = 0;  // files looked at: the sum of the five below
    std::uint64_t newFilings = 0;
    std::uint64_t versions = 0;
    std::uint64_t duplicates = 0;
    std::uint64_t forks = 0;
    std::vector<RefusedEntry> refused;  // in the order of names
    std::size_t refusedBefore = 0;  // of the refused: the same file had been refused for the same reason, so the ledger lists it once
    std::vector<std::string> duplicateFiles;  // in the order of names, like all lists here
    std::vector<std::string> forkFiles;
    std::vector<WaitingEntry> waiting;  // taken in, but not counted before something happens
    std::uint64_t accepted = 0;  // of the new filings, versions and forks: those that were accepted at once
    bool isCancelled = false;
};

/// Files, and all files in folders and their folders, except hidden ones and those that are still being written (".part…"). A path
/// that cannot be read is an entry among the refused. An error is the bureau's own trouble: the ledger's (then everything before the failing
/// batch is safe) or an edition's.
[[nodiscard]] Result<IntakeReport> takeIn(std::vector<std::filesystem::path> const& paths, EditionLibrary const& library, JudgingData const& data,
                                          Ledger& ledger, IntakeOptions const& options);

/// "predecessor", "findings", "decision": as written in files.
[[nodiscard]] std::string_view nameOf(Outcome::Waits why) noexcept;

/// A file that is in memory already, such as one from a spool, with the moment at which it arrived.
struct ArrivedFile {
    std::string name;
    Bytes bytes;
    Moment arrived;
};

/// The same for files in memory, which reach the ledger in the order given.
[[nodiscard]] Result<IntakeReport> takeInArrived(std::vector<ArrivedFile> const& files, EditionLibrary const& library, JudgingData const& data, Ledger& ledger,
                                          IntakeOptions const& options);

/// Adds what became of further files.
void add(IntakeReport& report, IntakeReport more);

/// {"received","new","versions","duplicates","forks","refused":[{"file","code","where","message"}],"refusedBefore","duplicateFiles":[…],
/// "forkFiles":[…],"waiting":[{"file","why"}],"accepted","cancelled"}
[[nodiscard]] JsonValue toJson(IntakeReport const& report, std::function<std::string(Error const&)> const& sentence);

}  // namespace zhibao
