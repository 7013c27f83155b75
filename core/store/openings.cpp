#include "store/openings.h"

#include "calendar/schedule.h"
#include "register/obligation.h"
#include "register/scope.h"
#include "store/profiles.h"

#include <vector>

namespace zhibao {

namespace {

Result<std::optional<std::int64_t>> findOpening(Database& database, std::string_view formSet, std::string_view period) {
    return database.integer("SELECT opening_id FROM opening WHERE period = ?1 AND form_set = ?2", {period, formSet});
}

}  // namespace

Result<std::int64_t> openPeriodIn(Database& database, EventLog& log, std::string_view edition, std::string_view formSet, Period const& period,
                                  FilingWindow const& window, Moment moment, std::string_view actor, FormSet const* conditions) {
    auto const periodText = toText(period);
    auto const last = toText(lastDay(period));
    ZHIBAO_TRY(auto const newest, database.integer("SELECT coalesce(max(opening_id), 0) FROM opening"));
    std::int64_t const opening = newest.value_or(0) + 1;
    struct Owing {
        std::int64_t unit;
        std::string state;  // of the unit
    };
    std::vector<Owing> units;
    {
        ZHIBAO_TRY(auto rows, database.query("SELECT unit_id, (SELECT state FROM unit_entry e WHERE e.unit_id = u.unit_id ORDER BY event DESC LIMIT 1) "
                                             "FROM unit u ORDER BY unit_id"));
        for (;;) {
            ZHIBAO_TRY(bool const more, rows.next());
            if (!more) break;
            units.push_back({rows.integer(0), std::string{rows.text(1)}});
        }
    }
    EventDraft draft{moment, actor, "period-opened", std::string{formSet} + " " + periodText,
                     JsonValue::Object{{"set", formSet}, {"period", periodText}, {"units", static_cast<std::int64_t>(units.size())}}};
    draft.addRow(ledger::opening, {opening, formSet, std::string_view{periodText}, std::string_view{last}, edition, window.opens.seconds,
                                   window.deadline.seconds, std::string_view{window.note}});
    for (auto const& [unit, state] : units) {
        bool const isExempt = state == "suspended" || state == "cancelled" || state == "agent";
        auto exemption = Exemption::none;
        if (!isExempt && conditions != nullptr && !isOwedByAll(*conditions)) {
            ZHIBAO_TRY(auto const characteristics, characteristicsOn(database, unit, lastDay(period)));
            if (owedBecause(*conditions, characteristics) == nullptr)
                exemption = isScopeUnknown(*conditions, characteristics) ? Exemption::scopeUnknown : Exemption::outOfScope;
        }
        draft.addRow(ledger::obligation, {opening, unit, std::string_view{isExempt || exemption != Exemption::none ? "exempt" : "due"},
                                          exemption == Exemption::none ? std::string_view{state} : nameOf(exemption)});
    }
    ZHIBAO_CHECK(log.append(draft));
    return opening;
}

Result<> openPeriod(BureauDatabase& database, std::string_view edition, std::string_view formSet, Period const& period, FilingWindow const& window,
                    Moment moment, std::string_view actor, FormSet const* conditions) {
    ZHIBAO_CHECK(checkPeriodHasBegun(period, dayInChina(moment)));
    auto& connection = database.connection();
    ZHIBAO_TRY(auto transaction, Transaction::begin(connection));
    ZHIBAO_TRY(auto const known, findOpening(connection, formSet, toText(period)));
    if (known) return fail(error::periodAlreadyOpen, {{"period", toText(period)}, {"set", std::string{formSet}}});
    ZHIBAO_TRY(auto log, EventLog::inTransaction(connection));
    ZHIBAO_TRY([[maybe_unused]] auto const opening, openPeriodIn(connection, log, edition, formSet, period, window, moment, actor, conditions));
    return transaction.commit();
}

Result<> setObligation(BureauDatabase& database, std::string_view formSet, Period const& period, UnitCode const& unit, bool isDue, std::string_view reason,
                       Moment moment, std::string_view actor) {
    return setObligations(database, formSet, period, {unit}, isDue, reason, moment, actor);
}

Result<> setObligations(BureauDatabase& database, std::string_view formSet, Period const& period, std::vector<UnitCode> const& units, bool isDue,
                        std::string_view reason, Moment moment, std::string_view actor) {
    auto& connection = database.connection();
    ZHIBAO_TRY(auto transaction, Transaction::begin(connection));
    ZHIBAO_TRY(auto const opening, findOpening(connection, formSet, toText(period)));
    if (!opening) return fail(error::periodNotOpen, {{"period", toText(period)}, {"set", std::string{formSet}}});
    ZHIBAO_TRY(auto log, EventLog::inTransaction(connection));
    std::string_view const state = isDue ? "due" : "exempt";
    for (auto const& unit : units) {
        ZHIBAO_TRY(auto const unitId, connection.integer("SELECT unit_id FROM unit WHERE organisation_code = ?1", {unit.organisationCode()}));
        if (!unitId) return fail(error::unitUnknown, {{"unit", unit.text()}});
        EventDraft draft{moment, actor, "obligation-changed", unit.text(),
                         JsonValue::Object{{"set", formSet}, {"period", toText(period)}, {"state", state}, {"reason", reason}}};
        draft.addRow(ledger::obligation, {*opening, *unitId, state, reason});
        ZHIBAO_CHECK(log.append(draft));
    }
    return transaction.commit();
}

Result<std::vector<UnitCode>> unitsWithoutObligation(BureauDatabase const& database, std::string_view formSet, Period const& period) {
    auto& connection = database.connection();
    ZHIBAO_TRY(auto const opening, findOpening(connection, formSet, toText(period)));
    if (!opening) return fail(error::periodNotOpen, {{"period", toText(period)}, {"set", std::string{formSet}}});
    ZHIBAO_TRY(auto rows, connection.query("SELECT e.code FROM unit u JOIN unit_entry e ON e.unit_id = u.unit_id AND e.event = "
                                           "(SELECT max(event) FROM unit_entry WHERE unit_id = u.unit_id) "
                                           "WHERE e.state IN ('active', 'unconfirmed') AND NOT EXISTS "
                                           "(SELECT 1 FROM obligation o WHERE o.opening_id = ?1 AND o.unit_id = u.unit_id) ORDER BY e.code",
                                           {*opening}));
    std::vector<UnitCode> units;
    for (;;) {
        ZHIBAO_TRY(bool const more, rows.next());
        if (!more) return units;
        ZHIBAO_TRY(auto unit, UnitCode::parse(rows.text(0)));
        units.push_back(std::move(unit));
    }
}

Result<std::vector<Period>> openedPeriods(BureauDatabase const& database) {
    ZHIBAO_TRY(auto cursor, database.connection().query("SELECT DISTINCT period FROM opening ORDER BY period"));
    std::vector<Period> periods;
    for (;;) {
        ZHIBAO_TRY(bool const found, cursor.next());
        if (!found) return periods;
        ZHIBAO_TRY(Period const period, parsePeriod(cursor.text(0)));
        periods.push_back(period);
    }
}

Result<std::vector<Quarter>> openedQuarters(BureauDatabase const& database) {
    ZHIBAO_TRY(auto const periods, openedPeriods(database));
    std::vector<Quarter> quarters;
    for (auto const& period : periods)
        if (auto const* quarter = std::get_if<Quarter>(&period)) quarters.push_back(*quarter);
    return quarters;
}

}  // namespace zhibao
