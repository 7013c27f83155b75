#include "store/rates.h"

#include <deque>
#include <set>
#include <utility>

#include "store/event_log.h"

namespace zhibao {

namespace {

/// Rows in the order of the table's key, with the moment and actor of their event.
Result<std::vector<RateEntry>> entriesOf(Database& database, std::string_view period) {
    ZHIBAO_TRY(auto rows, database.query("SELECT r.period, r.currency, r.numerator, r.denominator, r.status, r.basis, r.source, r.entered_by, r.entered_on, "
                                         "r.event, e.moment, e.actor FROM rate r JOIN event e ON e.number = r.event WHERE ?1 = '' OR r.period = ?1 "
                                         "ORDER BY r.period, r.currency, r.event",
                                         {period}));
    std::vector<RateEntry> entries;
    for (;;) {
        ZHIBAO_TRY(bool const more, rows.next());
        if (!more) break;
        ZHIBAO_TRY(Quarter const quarter, Quarter::parse(rows.text(0)));
        Rate rate{{rows.integer(2), rows.integer(3)}, std::string{rows.text(5)}};
        rate.status = rateStatusNamed(rows.text(4)).value_or(RateStatus::draft);
        rate.source = rows.text(6);
        rate.enteredBy = rows.text(7);
        if (!rows.text(8).empty()) {
            ZHIBAO_TRY(rate.enteredOn, parseDate(rows.text(8)));
        }
        entries.push_back({quarter, std::string{rows.text(1)}, std::move(rate), rows.integer(9), Moment{rows.integer(10)}, std::string{rows.text(11)}, false});
    }
    // The last of a quarter and currency holds; in a frozen quarter only what was frozen.
    std::set<Quarter> frozen;
    for (auto const& entry : entries)
        if (entry.rate.status == RateStatus::frozen) frozen.insert(entry.quarter);
    for (std::size_t i = 0; i < entries.size(); ++i) {
        bool const isLast = i + 1 == entries.size() || entries[i + 1].quarter != entries[i].quarter || entries[i + 1].currency != entries[i].currency;
        entries[i].isInForce = isLast && (!frozen.contains(entries[i].quarter) || entries[i].rate.status == RateStatus::frozen);
    }
    return entries;
}

struct InForce {
    std::map<RateTable::Key, Rate> rates;
    std::set<Quarter> frozen;
};

Result<InForce> inForce(Database& database) {
    ZHIBAO_TRY(auto entries, entriesOf(database, {}));
    InForce result;
    for (auto& entry : entries) {
        if (!entry.isInForce) continue;
        if (entry.rate.status == RateStatus::frozen) result.frozen.insert(entry.quarter);
        result.rates.emplace(RateTable::Key{entry.quarter, std::move(entry.currency)}, std::move(entry.rate));
    }
    return result;
}

std::map<RateTable::Key, Rate> withStarter(InForce bureau, RateTable const& starter) {
    auto rates = std::move(bureau.rates);
    for (auto& [key, rate] : starter.all())
        if (!bureau.frozen.contains(key.first)) rates.emplace(key, rate);
    return rates;
}

/// Adds rows for rates to an event. Keeps the texts that the rows refer to.
class RateRows {
public:
    explicit RateRows(EventDraft& draft) noexcept : draft_(draft) {}
    void add(RateTable::Key const& key, Rate const& rate) {
        auto const& period = texts_.emplace_back(toText(key.first));
        auto const& currency = texts_.emplace_back(key.second);
        auto const& basis = texts_.emplace_back(rate.basis);
        auto const& source = texts_.emplace_back(rate.source);
        auto const& enteredBy = texts_.emplace_back(rate.enteredBy);
        auto const& enteredOn = texts_.emplace_back(rate.enteredOn ? toText(*rate.enteredOn) : "");
        draft_.addRow(ledger::rate, {std::string_view{period}, std::string_view{currency}, rate.unitsPerDollar.numerator, rate.unitsPerDollar.denominator,
                                     nameOf(rate.status), std::string_view{basis}, std::string_view{source}, std::string_view{enteredBy},
                                     std::string_view{enteredOn}});
    }

private:
    EventDraft& draft_;
    std::deque<std::string> texts_;
};

}  // namespace

Result<RateTable> bureauRates(BureauDatabase const& database, RateTable const& starter) {
    ZHIBAO_TRY(auto bureau, inForce(database.connection()));
    return RateTable{withStarter(std::move(bureau), starter)};
}

Result<RateImport> importRates(BureauDatabase& database, BytesView csv, RateDefaults const& defaults, Moment moment, std::string_view actor) {
    ZHIBAO_TRY(RateReading reading, readRates(csv, defaults));
    auto& connection = database.connection();
    ZHIBAO_TRY(auto transaction, Transaction::begin(connection));
    ZHIBAO_TRY(auto const bureau, inForce(connection));
    RateImport import;
    import.problems = std::move(reading.problems);
    for (auto const& [key, rate] : reading.rates)
        if (bureau.frozen.contains(key.first))
            import.problems.push_back({error::ratesFrozen, {std::to_string(reading.lines.at(key))}, {{"period", toText(key.first)}}});
    if (!import.problems.empty()) return import;

    EventDraft draft{moment, actor, "rates-entered", sha256(csv).hex(), JsonValue::Object{{"rates", static_cast<std::int64_t>(reading.rates.size())}}};
    RateRows rows{draft};
    for (auto const& [key, rate] : reading.rates) {
        auto const known = bureau.rates.find(key);
        if (known != bureau.rates.end() && known->second == rate) {
            ++import.unchanged;
            continue;
        }
        ++(known == bureau.rates.end() ? import.added : import.changed);
        rows.add(key, rate);
    }
    if (!draft.hasRows()) return import;
    ZHIBAO_TRY(auto log, EventLog::inTransaction(connection));
    ZHIBAO_CHECK(log.append(draft));
    ZHIBAO_CHECK(transaction.commit());
    return import;
}

Result<> freezeRates(BureauDatabase& database, Quarter quarter, RateTable const& starter, Moment moment, std::string_view actor) {
    auto& connection = database.connection();
    ZHIBAO_TRY(auto transaction, Transaction::begin(connection));
    ZHIBAO_TRY(auto bureau, inForce(connection));
    ErrorArguments const itself{{"period", toText(quarter)}};
    if (bureau.frozen.contains(quarter)) return fail(error::ratesFrozen, itself);
    auto const rates = withStarter(std::move(bureau), starter);
    EventDraft draft{moment, actor, "rates-frozen", toText(quarter), JsonValue::Object{{"period", toText(quarter)}, {"rates", RateTable{rates}.digestOf(quarter).hex()}}};
    RateRows rows{draft};
    for (auto const& [key, rate] : rates) {
        if (key.first != quarter) continue;
        auto frozen = rate;
        frozen.status = RateStatus::frozen;
        rows.add(key, frozen);
    }
    if (!draft.hasRows()) return fail(error::ratesMissing, itself);
    ZHIBAO_TRY(auto log, EventLog::inTransaction(connection));
    ZHIBAO_CHECK(log.append(draft));
    return transaction.commit();
}

Result<std::vector<RateEntry>> rateHistory(BureauDatabase const& database, std::optional<Quarter> quarter) {
    auto const period = quarter ? toText(*quarter) : std::string{};
    return entriesOf(database.connection(), period);
}

}  // namespace zhibao
