#pragma once
/// Drafts on an enterprise's own computer: every version of every filing it is working on or has sealed. A draft is saved whole, in one
/// transaction, as often as its editor likes; a sealed version is frozen, and correcting it begins the next one. A practice draft is one to
/// play with: it is never sealed.

#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "answers/filing.h"
#include "base/date.h"
#include "base/digest.h"
#include "base/error.h"
#include "form/edition.h"
#include "import/ledger_line.h"
#include "import/ledger_mapping.h"
#include "store/database.h"

namespace zhibao {

namespace error {
inline constexpr ErrorCode draftUnknown{"draft-unknown"};  // draft
inline constexpr ErrorCode draftExists{"draft-exists"};    // unit, period, version
inline constexpr ErrorCode draftSealed{"draft-sealed"};    // unit, period, version: it can no longer change
inline constexpr ErrorCode draftNotSealed{"draft-not-sealed"};  // unit, period, version: nothing to correct yet
inline constexpr ErrorCode draftIsPractice{"draft-is-practice"};  // it is never sealed
inline constexpr ErrorCode unitNotHere{"unit-not-here"};          // unit: none of those on this computer
}  // namespace error

/// What was sealed, when, and where to.
struct SealRecord {
    Digest identity;   // of the package's manifest; what the next version says it replaces
    std::string file;  // the path, UTF-8
    Moment moment;
    friend bool operator==(SealRecord const&, SealRecord const&) = default;
};

/// Where the sealed file was handed in last, and when.
struct HandIn {
    std::string place;  // the path of the copy, UTF-8
    Moment moment;
    friend bool operator==(HandIn const&, HandIn const&) = default;
};

enum class DraftPurpose { report, practice };

/// A draft as a list shows it.
struct DraftEntry {
    std::int64_t id = 0;
    std::string unit;
    std::string unitName;
    std::string edition;
    std::string formSet;
    std::string period;
    std::int64_t version = 1;
    Moment createdAt;
    Moment changedAt;
    std::optional<SealRecord> seal;
    std::optional<HandIn> handIn;
    DraftPurpose purpose = DraftPurpose::report;
};

struct KnownUnit {
    std::string code;
    std::string name;
    bool isHidden = false;
    friend bool operator==(KnownUnit const&, KnownUnit const&) = default;
};

class DraftStore {
public:
    /// Opens the file or makes it. What Database::open and migrate say.
    [[nodiscard]] static Result<DraftStore> open(std::filesystem::path const& path);

    /// Remembers a unit, or its new name.
    [[nodiscard]] Result<> saveUnit(std::string_view code, std::string_view name, Moment now);
    /// The units, last used first; those that were hidden only when asked for. A unit that is only practised on is none of them.
    [[nodiscard]] Result<std::vector<KnownUnit>> units(bool withHidden = false);
    /// Hides a unit that is no longer filed for, or shows it again. Nothing of it is lost. unitNotHere.
    [[nodiscard]] Result<> setUnitHidden(std::string_view code, bool isHidden);
    /// Who signs for the unit, for its next filings; the day of reporting is another each time and is not kept. unitNotHere.
    [[nodiscard]] Result<> rememberSignatories(std::string_view code, Signatories const& signatories);
    /// Nothing when nobody was remembered.
    [[nodiscard]] Result<std::optional<Signatories>> signatoriesOf(std::string_view code);

    /// The newest version of every filing, last changed first.
    [[nodiscard]] Result<std::vector<DraftEntry>> newest();
    /// The newest version for this unit, set and period; nothing when there is none.
    [[nodiscard]] Result<std::optional<DraftEntry>> find(std::string_view unit, std::string_view formSet, std::string_view period);
    /// The newest version that is sealed, whatever is being corrected since; nothing when there is none.
    [[nodiscard]] Result<std::optional<DraftEntry>> findSealed(std::string_view unit, std::string_view formSet, std::string_view period);
    /// draftUnknown.
    [[nodiscard]] Result<DraftEntry> entry(std::int64_t id);

    /// Begins a draft; its unit becomes known. What it is for stays so. draftExists.
    [[nodiscard]] Result<std::int64_t> add(Filing const& filing, Edition const& edition, Moment now, DraftPurpose purpose = DraftPurpose::report);
    /// draftUnknown, what readFiling says.
    [[nodiscard]] Result<Filing> load(std::int64_t id, Edition const& edition);
    /// Replaces the draft's filing. On disk when it returns. draftUnknown, draftSealed.
    [[nodiscard]] Result<> save(std::int64_t id, Filing const& filing, Edition const& edition, Moment now);
    /// Freezes the version. draftUnknown, draftSealed, draftIsPractice.
    [[nodiscard]] Result<> recordSeal(std::int64_t id, SealRecord const& seal);
    /// Forgets what was practised with this unit; filings stay.
    [[nodiscard]] Result<> removePractice(std::string_view unit);
    /// That a sealed file was handed in; the last time counts. draftUnknown, draftNotSealed.
    [[nodiscard]] Result<> recordHandIn(std::int64_t id, HandIn const& handIn);
    /// Begins the version after a sealed one, with the same answers and attachments: a correction that replaces it. draftUnknown, draftNotSealed, draftExists.
    [[nodiscard]] Result<std::int64_t> addCorrection(std::int64_t id, Edition const& edition, Moment now);
    /// Begins the version that takes a sealed one back. Errors as above.
    [[nodiscard]] Result<std::int64_t> addWithdrawal(std::int64_t id, Edition const& edition, Moment now);
    /// Every version of every filing of a unit, by form set, period and version.
    [[nodiscard]] Result<std::vector<DraftEntry>> versionsOf(std::string_view unit);

    /// For this folder's own files.
    [[nodiscard]] Database& connection() noexcept { return database_; }

    /// Keeps the lines that a form of the draft was made from, in place of those kept before. draftUnknown, draftSealed.
    [[nodiscard]] Result<> saveLedger(std::int64_t id, std::string_view form, std::vector<LedgerLine> const& lines);
    /// The lines kept for a form of the draft; none where nothing was imported.
    [[nodiscard]] Result<std::vector<LedgerLine>> ledger(std::int64_t id, std::string_view form);
    /// Remembers how the unit's ledgers are read. The unit must be known.
    [[nodiscard]] Result<> saveMapping(std::string_view unit, LedgerMapping const& mapping, Moment now);
    /// How they were read last; nothing when they never were.
    [[nodiscard]] Result<std::optional<LedgerMapping>> mapping(std::string_view unit, std::string_view form);

private:
    [[nodiscard]] Result<> requireUnit(std::string_view code);
    explicit DraftStore(Database database) noexcept : database_(std::move(database)) {}
    [[nodiscard]] Result<std::vector<DraftEntry>> entries(std::string_view condition, std::initializer_list<SqlArgument> arguments);
    Database database_;
};

}  // namespace zhibao
