#include "store/spool_intake.h"

#include <charconv>
#include <optional>

#include "base/file.h"
#include "store/bureau_ledger.h"
#include "store/event_log.h"
#include "store/rates.h"

namespace zhibao {

namespace {

/// The setting under which a spool's position stands. Each spool that feeds a ledger has its own.
Result<std::string> settingOf(std::filesystem::path const& spool) {
    std::error_code problem;
    auto const place = std::filesystem::canonical(spool, problem);
    if (problem) return fail(error::folderUnreadable, {{"text", problem.message()}}, toText(spool));
    return "spool " + toText(place);
}

/// "3 1024 DIGEST".
std::string written(SpoolPosition const& position) {
    return std::to_string(position.segment) + " " + std::to_string(position.offset) + " " + position.digest.hex();
}

std::optional<SpoolPosition> positionIn(std::string_view text) {
    SpoolPosition position;
    auto const take = [&](std::uint64_t& number) {
        auto const [end, problem] = std::from_chars(text.data(), text.data() + text.size(), number);
        if (problem != std::errc{} || end == text.data() + text.size() || *end != ' ') return false;
        text.remove_prefix(static_cast<std::size_t>(end - text.data()) + 1);
        return true;
    };
    if (!take(position.segment) || !take(position.offset)) return std::nullopt;
    auto const digest = Digest::parse(text);
    if (!digest) return std::nullopt;
    position.digest = *digest;
    return position;
}

Result<> notePosition(BureauDatabase& database, std::string const& setting, SpoolPosition const& position, Moment moment) {
    auto const value = written(position);
    ZHIBAO_TRY(auto transaction, Transaction::begin(database.connection()));
    ZHIBAO_TRY(auto log, EventLog::inTransaction(database.connection()));
    EventDraft draft{moment, "intake", "setting-changed", setting, JsonValue::Object{{"value", value}}};
    draft.addRow(ledger::setting, {setting, value});
    ZHIBAO_CHECK(log.append(draft));
    return transaction.commit();
}

}  // namespace

Result<SpoolPosition> spoolPosition(BureauDatabase const& database, std::filesystem::path const& spool) {
    ZHIBAO_TRY(std::string const setting, settingOf(spool));
    ZHIBAO_TRY(auto rows, database.connection().query("SELECT value FROM setting WHERE name = ?1 ORDER BY event DESC LIMIT 1", {setting}));
    ZHIBAO_TRY(bool const found, rows.next());
    if (!found) return SpoolPosition{};
    if (auto const position = positionIn(rows.text(0))) return *position;
    return fail(error::settingValueUnknown, {{"name", setting}, {"text", std::string{rows.text(0)}}, {"expected", "SEGMENT OFFSET DIGEST"}});
}

Result<IntakeReport> takeInFromSpool(std::filesystem::path const& spool, EditionLibrary const& library, SurveyData const& data, BureauDatabase& database,
                                     IntakeOptions const& options, SpoolBatch const& batch) {
    ZHIBAO_TRY(std::string const setting, settingOf(spool));
    ZHIBAO_TRY(SpoolPosition position, spoolPosition(database, spool));
    ZHIBAO_TRY(SpoolReader reader, SpoolReader::open(spool, position));
    std::vector<ArrivedFile> files;
    std::size_t bytes = 0;
    while (files.size() < batch.records && bytes < batch.bytes) {
        ZHIBAO_TRY(auto record, reader.next());
        if (!record) break;
        position = record->position;
        bytes += record->bytes.size();
        files.push_back({arrivalToken(position.digest) + ".zbs", std::move(record->bytes), record->arrived});
    }
    if (files.empty()) return IntakeReport{};
    ZHIBAO_TRY(RateTable const rates, bureauRates(database, data.rates));
    BureauLedger ledger{database};
    ZHIBAO_TRY(IntakeReport report, takeInArrived(files, library, {data.schedule, rates}, ledger, options));
    // What was not taken in any more is read again the next time.
    if (!report.isCancelled) ZHIBAO_CHECK(notePosition(database, setting, position, options.clock->now()));
    return report;
}

}  // namespace zhibao
