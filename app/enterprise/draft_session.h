#pragma once
/// One draft while it is open: locked against a second editor, written to disk at most a second after an edit, checked live.

#include <filesystem>
#include <map>
#include <memory>

#include <QLockFile>
#include <QObject>
#include <QTimer>

#include "base/clock.h"
#include "calendar/survey_data.h"
#include "enterprise/filing_document.h"
#include "enterprise/live_check.h"
#include "rules/edition_rules.h"
#include "store/drafts.h"

namespace zhibao {

namespace error {
inline constexpr ErrorCode draftOpenElsewhere{"draft-open-elsewhere"};  // program, computer
}

class DraftSession final : public QObject {
    Q_OBJECT
public:
    /// Opens the draft for editing, or for reading when it is sealed. draftUnknown, draftOpenElsewhere, what the store, the edition and
    /// its rules say. Store, library, data and clock must outlive the session.
    [[nodiscard]] static Result<std::unique_ptr<DraftSession>> open(DraftStore& store, EditionLibrary const& library, SurveyData const& data, Clock const& clock,
                                                                    std::filesystem::path const& dataFolder, std::int64_t draft);

    [[nodiscard]] DraftEntry const& entry() const noexcept { return entry_; }
    [[nodiscard]] FilingDocument& document() noexcept { return *document_; }
    [[nodiscard]] LiveCheck& check() noexcept { return *check_; }
    [[nodiscard]] EditionRules const& rules() const noexcept { return *rules_; }
    /// What the unit's other filings that could not be read say; the checks do without them.
    [[nodiscard]] std::vector<Error> const& unread() const noexcept { return unread_; }
    /// True when everything that was typed is on disk.
    [[nodiscard]] bool isSaved() const noexcept { return isSaved_; }
    /// Reads what the bureau said to this version, or to the one that it replaces: again after a receipt was taken in. What answeredVersion says.
    [[nodiscard]] Result<> readAnswer();
    /// Writes now. What the store says; the draft then stays unsaved and is tried again.
    Result<> save();
    /// Freezes the draft as sealed.
    [[nodiscard]] Result<> recordSeal(SealRecord const& seal);

Q_SIGNALS:
    void savedChanged();
    void saveFailed(Error const& error);

private:
    DraftSession(DraftStore& store, Clock const& clock, DraftEntry entry);
    /// The lines of ledgers that changed since they were written last.
    Result<> saveLedgers();

    DraftStore& store_;
    Clock const& clock_;
    DraftEntry entry_;
    std::shared_ptr<Edition const> edition_;
    std::unique_ptr<EditionRules> rules_;
    std::unique_ptr<QLockFile> lock_;
    std::unique_ptr<FilingDocument> document_;
    std::unique_ptr<LiveCheck> check_;
    std::vector<Error> unread_;
    std::map<std::string, LedgerLines> savedLedgers_;  // by form
    QTimer autosave_;
    bool isSaved_ = true;
};

}  // namespace zhibao
