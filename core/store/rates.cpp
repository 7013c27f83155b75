#include "store/rates.h"

#include <algorithm>
#include <cstdlib>
#include <deque>
#include <iterator>
#include <utility>

#include "base/text.h"
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
    // A reopened quarter was frozen once; its newest rows say how it stands now.
    std::map<Quarter, RateEntry const*> newest;
    for (auto const& entry : entries)
        if (auto& known = newest[entry.quarter]; known == nullptr || known->event < entry.event) known = &entry;
    std::set<Quarter> frozen;
    for (auto const& [quarter, entry] : newest)
        if (entry->rate.status == RateStatus::frozen) frozen.insert(quarter);
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

int numberOf(Quarter quarter) {
    return quarter.year() * 4 + quarter.quarterOfYear() - 1;
}

/// The quarters of a file that lie far from all that have rates, also from those of the file that are near.
std::vector<Quarter> farFrom(std::set<Quarter> known, std::map<RateTable::Key, Rate> const& read) {
    constexpr int near = 8;
    if (known.empty()) return {};
    std::set<Quarter> open;
    for (auto const& [key, rate] : read) open.insert(key.first);
    for (bool isNew = true; isNew;) {
        isNew = false;
        for (auto one = open.begin(); one != open.end();) {
            bool const isNear = std::any_of(known.begin(), known.end(), [&](Quarter other) { return std::abs(numberOf(*one) - numberOf(other)) <= near; });
            isNew = isNew || isNear;
            if (isNear) known.insert(*one);
            one = isNear ? open.erase(one) : std::next(one);
        }
    }
    return {open.begin(), open.end()};
}

/// The rate of the nearest quarter within a year that has one.
std::optional<std::pair<Quarter, Fraction>> neighbourOf(std::map<RateTable::Key, Rate> const& rates, RateTable::Key const& key) {
    auto before = key.first;
    auto after = key.first;
    for (int distance = 1; distance <= 4; ++distance) {
        before = before.previous();
        after = after.next();
        for (auto const& quarter : {before, after})
            if (auto const found = rates.find({quarter, key.second}); found != rates.end()) return std::pair{quarter, found->second.unitsPerDollar};
    }
    return std::nullopt;
}

/// Whether one is more than one and a half times the other.
bool isFarApart(Fraction const& one, Fraction const& other) {
    Int128 const left = Int128{one.numerator} * other.denominator;
    Int128 const right = Int128{other.numerator} * one.denominator;
    // Products of 126 bits leave no room for a factor of three, but for one of two.
    auto const exceeds = [](Int128 greater, Int128 less) { return 2 * (greater - less) > less; };
    return exceeds(left, right) || exceeds(right, left);
}

/// What keeps a rate from being frozen.
Result<> fitToFreeze(std::map<RateTable::Key, Rate> const& rates, RateTable::Key const& key, Rate const& rate, bool isConfirmed) {
    ErrorArguments arguments{{"period", toText(key.first)}, {"currency", key.second}};
    if (rate.status == RateStatus::official && (trimmed(rate.source).empty() || trimmed(rate.enteredBy).empty())) return fail(error::rateUnsigned, std::move(arguments));
    auto const neighbour = neighbourOf(rates, key);
    if (isConfirmed || !neighbour || !isFarApart(rate.unitsPerDollar, neighbour->second)) return {};
    arguments.insert({{"rate", rateText(rate.unitsPerDollar)}, {"other", rateText(neighbour->second)}, {"otherPeriod", toText(neighbour->first)}});
    return fail(error::rateJumps, std::move(arguments));
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

Result<RateImport> importRates(BureauDatabase& database, BytesView csv, RateDefaults const& defaults, Moment moment, std::string_view actor,
                               RateExpectations const& expectations) {
    ZHIBAO_TRY(RateReading reading, readRates(csv, defaults));
    auto& connection = database.connection();
    ZHIBAO_TRY(auto transaction, Transaction::begin(connection));
    ZHIBAO_TRY(auto const bureau, inForce(connection));
    RateImport import;
    import.problems = std::move(reading.problems);
    for (auto const& [key, rate] : reading.rates)
        if (bureau.frozen.contains(key.first))
            import.problems.push_back({error::ratesFrozen, {std::to_string(reading.lines.at(key))}, {{"period", toText(key.first)}}});
    for (auto const& [key, line] : reading.lines)
        if (expectations.currencies != nullptr && expectations.currencies->find(key.second) == nullptr)
            import.problems.push_back({error::codeUnknown, {std::to_string(line)}, {{"code", key.second}, {"list", expectations.currencies->id()}}});
    std::set<Quarter> withRates;
    for (auto const& [key, rate] : bureau.rates) withRates.insert(key.first);
    if (expectations.starter != nullptr)
        for (auto const& [key, rate] : expectations.starter->all()) withRates.insert(key.first);
    for (auto const quarter : farFrom(withRates, reading.rates))
        for (auto const& [key, line] : reading.lines)
            if (key.first == quarter)
                import.problems.push_back({error::ratePeriodFar, {std::to_string(line)}, {{"period", toText(quarter)}, {"from", toText(*withRates.begin())}, {"until", toText(*withRates.rbegin())}}});
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

Result<FrozenRates> freezeRates(BureauDatabase& database, Quarter quarter, RateTable const& starter, Moment moment, std::string_view actor,
                                std::set<std::string> const& confirmed) {
    auto& connection = database.connection();
    ZHIBAO_TRY(auto transaction, Transaction::begin(connection));
    ZHIBAO_TRY(auto bureau, inForce(connection));
    ErrorArguments const itself{{"period", toText(quarter)}};
    if (bureau.frozen.contains(quarter)) return fail(error::ratesFrozen, itself);
    auto const rates = withStarter(std::move(bureau), starter);
    EventDraft draft{moment, actor, "rates-frozen", toText(quarter), JsonValue::Object{{"period", toText(quarter)}, {"rates", RateTable{rates}.digestOf(quarter).hex()}}};
    RateRows rows{draft};
    FrozenRates done;
    for (auto const& [key, rate] : rates) {
        if (key.first != quarter) continue;
        ZHIBAO_CHECK(fitToFreeze(rates, key, rate, confirmed.contains(key.second)));
        ++(rate.status == RateStatus::official ? done.official : done.drafts);
        auto frozen = rate;
        frozen.status = RateStatus::frozen;
        rows.add(key, frozen);
    }
    if (!draft.hasRows()) return fail(error::ratesMissing, itself);
    ZHIBAO_TRY(auto log, EventLog::inTransaction(connection));
    ZHIBAO_CHECK(log.append(draft));
    ZHIBAO_CHECK(transaction.commit());
    return done;
}

Result<> reopenRates(BureauDatabase& database, Quarter quarter, std::string_view reason, Moment moment, std::string_view actor) {
    if (trimmed(reason).empty()) return fail(error::ratesReasonMissing);
    auto& connection = database.connection();
    ZHIBAO_TRY(auto transaction, Transaction::begin(connection));
    ZHIBAO_TRY(auto const bureau, inForce(connection));
    if (!bureau.frozen.contains(quarter)) return fail(error::ratesNotFrozen, {{"period", toText(quarter)}});
    EventDraft draft{moment, actor, "rates-reopened", toText(quarter), JsonValue::Object{{"period", toText(quarter)}, {"reason", std::string{reason}}}};
    RateRows rows{draft};
    for (auto const& [key, rate] : bureau.rates) {
        if (key.first != quarter) continue;
        auto reopened = rate;
        reopened.status = RateStatus::draft;
        rows.add(key, reopened);
    }
    ZHIBAO_TRY(auto log, EventLog::inTransaction(connection));
    ZHIBAO_CHECK(log.append(draft));
    return transaction.commit();
}

Result<std::vector<RateEntry>> rateHistory(BureauDatabase const& database, std::optional<Quarter> quarter) {
    auto const period = quarter ? toText(*quarter) : std::string{};
    return entriesOf(database.connection(), period);
}

}  // namespace zhibao
