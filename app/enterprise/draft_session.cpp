#include "enterprise/draft_session.h"

#include <chrono>

#include "base/file.h"
#include "enterprise/unit_history.h"
#include "rules/occasion.h"
#include "ui/text.h"

namespace zhibao {

namespace {

// Counted from the first edit that is not yet on disk, not from the last: who types without a pause is saved all the same.
constexpr std::chrono::milliseconds saveAfterEdit{1000};

}  // namespace

DraftSession::DraftSession(DraftStore& store, Clock const& clock, DraftEntry entry) : store_(store), clock_(clock), entry_(std::move(entry)) {
    autosave_.setSingleShot(true);
    autosave_.setInterval(saveAfterEdit);
    connect(&autosave_, &QTimer::timeout, this, [this] { static_cast<void>(save()); });
}

Result<std::unique_ptr<DraftSession>> DraftSession::open(DraftStore& store, EditionLibrary const& library, SurveyData const& data, Clock const& clock,
                                                         std::filesystem::path const& dataFolder, std::int64_t draft) {
    ZHIBAO_TRY(auto entry, store.entry(draft));
    std::unique_ptr<DraftSession> session{new DraftSession{store, clock, std::move(entry)}};
    ZHIBAO_TRY(session->edition_, library.find(session->entry_.edition));
    ZHIBAO_TRY(auto rules, EditionRules::compile(*session->edition_));
    session->rules_ = std::make_unique<EditionRules>(std::move(rules));
    if (!session->entry_.seal) {
        auto const folder = dataFolder / "locks";
        std::error_code problem;
        std::filesystem::create_directories(folder, problem);
        if (problem) return fail(error::fileUnwritable, {{"text", problem.message()}}, toText(folder));
        session->lock_ = std::make_unique<QLockFile>(toQt(toText(folder / ("draft-" + std::to_string(draft) + ".lock"))));
        // A lock grows old only when its program is gone.
        session->lock_->setStaleLockTime(0);
        if (!session->lock_->tryLock(0)) {
            qint64 process = 0;
            QString computer;
            QString program;
            session->lock_->getLockInfo(&process, &computer, &program);
            return fail(error::draftOpenElsewhere, {{"program", fromQt(program) + " " + std::to_string(process)}, {"computer", fromQt(computer)}});
        }
    }
    ZHIBAO_TRY(auto filing, store.load(draft, *session->edition_));
    session->document_ = std::make_unique<FilingDocument>(session->edition_, std::move(filing));
    for (auto const& form : session->edition_->forms) {
        if (!takesLedgers(form)) continue;
        ZHIBAO_TRY(auto lines, store.ledger(draft, form.id));
        if (lines.empty()) continue;
        auto kept = std::make_shared<std::vector<LedgerLine> const>(std::move(lines));
        session->savedLedgers_[form.id] = kept;
        session->document_->keepLedger(form.id, std::move(kept));
    }
    if (session->entry_.seal) session->document_->freeze();
    auto const& header = session->document_->filing().header;
    ZHIBAO_TRY(auto history, unitHistory(store, library, header, *session->edition_));
    auto surroundings = surroundingsOn(dayInChina(clock.now()), header, *session->edition_, data.schedule, &data.rates);
    surroundings.filings = std::move(history.filings);
    session->unread_ = std::move(history.unread);
    session->check_ = std::make_unique<LiveCheck>(*session->document_, *session->rules_, std::move(surroundings), clock);
    // What cannot be read of it takes nothing from the filing itself.
    if (auto const read = session->readAnswer(); !read) session->unread_.push_back(read.error());
    connect(session->document_.get(), &FilingDocument::changed, session.get(), [raw = session.get()] {
        bool const wasSaved = raw->isSaved_;
        raw->isSaved_ = false;
        if (!raw->autosave_.isActive()) raw->autosave_.start();
        if (wasSaved) Q_EMIT raw->savedChanged();
    });
    session->document_->setProfile(std::move(history.profile));
    return session;
}

Result<> DraftSession::readAnswer() {
    ZHIBAO_TRY(auto answered, answeredVersion(store_, entry_, *edition_));
    check_->setAnswered(std::move(answered));
    return {};
}

Result<> DraftSession::save() {
    if (isSaved_) return {};
    auto done = saveLedgers();
    if (done) done = store_.save(entry_.id, document_->filing(), *edition_, clock_.now());
    if (!done) {
        autosave_.start();
        Q_EMIT saveFailed(done.error());
        return done;
    }
    autosave_.stop();
    isSaved_ = true;
    entry_.changedAt = clock_.now();
    Q_EMIT savedChanged();
    return {};
}

Result<> DraftSession::saveLedgers() {
    for (auto const& form : edition_->forms) {
        auto const lines = document_->ledgerOf(form.id);
        auto& saved = savedLedgers_[form.id];
        if (lines == saved) continue;
        ZHIBAO_CHECK(store_.saveLedger(entry_.id, form.id, lines == nullptr ? std::vector<LedgerLine>{} : *lines));
        saved = lines;
    }
    return {};
}

Result<> DraftSession::recordSeal(SealRecord const& seal) {
    ZHIBAO_CHECK(save());
    // Whoever signs this filing signs the next one.
    ZHIBAO_CHECK(store_.rememberSignatories(entry_.unit, document_->filing().signatories));
    ZHIBAO_CHECK(store_.recordSeal(entry_.id, seal));
    entry_.seal = seal;
    document_->freeze();
    lock_.reset();
    return {};
}

}  // namespace zhibao
