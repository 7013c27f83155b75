#include "store/mandates.h"

#include "base/text.h"
#include "package/seal.h"
#include "store/event_log.h"
#include "store/openings.h"

namespace zhibao {

namespace {

// Ended before its last day, it holds to the earlier one.
constexpr std::string_view mandateQuery = R"(
SELECT m.mandate_id, (SELECT code FROM unit_entry e WHERE e.unit_id = m.unit_id ORDER BY event DESC LIMIT 1),
       (SELECT code FROM unit_entry e WHERE e.unit_id = m.agent_id ORDER BY event DESC LIMIT 1), m.first_day, coalesce(x.last_day, m.last_day), m.evidence, coalesce(x.reason, '')
FROM mandate m LEFT JOIN mandate_end x USING (mandate_id) )";

Result<Mandate> mandateIn(Cursor const& rows) {
    Mandate mandate;
    mandate.mandate = rows.integer(0);
    mandate.unit = rows.text(1);
    mandate.agent = rows.text(2);
    ZHIBAO_TRY(mandate.firstDay, parseDate(rows.text(3)));
    if (!rows.text(4).empty()) {
        ZHIBAO_TRY(mandate.lastDay, parseDate(rows.text(4)));
    }
    mandate.evidence = rows.text(5);
    mandate.endReason = rows.text(6);
    return mandate;
}

Result<std::int64_t> unitNamed(Database& database, UnitCode const& code) {
    ZHIBAO_TRY(auto const unit, database.integer("SELECT unit_id FROM unit WHERE organisation_code = ?1", {code.organisationCode()}));
    if (!unit) return fail(error::unitUnknown, {{"unit", code.text()}});
    return *unit;
}

}  // namespace

Result<std::int64_t> recordMandate(BureauDatabase& database, Mandate const& mandate, Moment moment, std::string_view actor) {
    ZHIBAO_TRY(auto const unit, UnitCode::parse(mandate.unit));
    ZHIBAO_TRY(auto const agent, UnitCode::parse(mandate.agent));
    if (unit.organisationCode() == agent.organisationCode()) return fail(error::mandateOfItself, {{"unit", unit.text()}});
    auto const evidence = trimmed(mandate.evidence);
    if (evidence.empty()) return fail(error::mandateEvidenceMissing);
    auto const first = toText(mandate.firstDay);
    auto const last = mandate.lastDay ? toText(*mandate.lastDay) : std::string{};
    if (mandate.lastDay && *mandate.lastDay < mandate.firstDay) return fail(error::mandateDaysReversed, {{"from", first}, {"until", last}});
    auto& connection = database.connection();
    ZHIBAO_TRY(auto transaction, Transaction::begin(connection));
    ZHIBAO_TRY(auto const unitNumber, unitNamed(connection, unit));
    ZHIBAO_TRY(auto const agentNumber, unitNamed(connection, agent));
    ZHIBAO_TRY(auto const highest, connection.integer("SELECT coalesce(max(mandate_id), 0) FROM mandate"));
    auto const number = highest.value_or(0) + 1;
    ZHIBAO_TRY(auto log, EventLog::inTransaction(connection));
    EventDraft draft{moment, actor, "mandate-recorded", unit.text(), JsonValue::Object{{"mandate", number}, {"agent", agent.text()}, {"from", first}, {"until", last}}};
    draft.addRow(ledger::mandate, {number, unitNumber, agentNumber, std::string_view{first}, last.empty() ? SqlArgument{std::monostate{}} : SqlArgument{std::string_view{last}},
                                   std::string_view{evidence}});
    ZHIBAO_CHECK(log.append(draft));
    ZHIBAO_CHECK(transaction.commit());
    return number;
}

Result<> endMandate(BureauDatabase& database, std::int64_t mandate, Date lastDay, std::string_view reason, Moment moment, std::string_view actor) {
    auto const why = trimmed(reason);
    if (why.empty()) return fail(error::mandateReasonMissing);
    auto const number = std::to_string(mandate);
    auto const day = toText(lastDay);
    auto& connection = database.connection();
    ZHIBAO_TRY(auto transaction, Transaction::begin(connection));
    Mandate known;
    {
        ZHIBAO_TRY(auto rows, connection.query(std::string{mandateQuery} + "WHERE m.mandate_id = ?1", {mandate}));
        ZHIBAO_TRY(bool const found, rows.next());
        if (!found) return fail(error::mandateUnknown, {{"mandate", number}});
        ZHIBAO_TRY(known, mandateIn(rows));
    }
    if (!known.endReason.empty()) return fail(error::mandateHasEnded, {{"mandate", number}, {"day", toText(*known.lastDay)}});
    // One that never held ends on the day before it began.
    bool const isTooEarly = lastDay < known.firstDay - boost::gregorian::days{1};
    if (isTooEarly || (known.lastDay && lastDay > *known.lastDay)) return fail(error::mandateEndOutside, {{"mandate", number}, {"day", day}, {"from", toText(known.firstDay)}});
    ZHIBAO_TRY(auto log, EventLog::inTransaction(connection));
    EventDraft draft{moment, actor, "mandate-ended", known.unit, JsonValue::Object{{"mandate", mandate}, {"agent", known.agent}, {"day", day}, {"reason", why}}};
    draft.addRow(ledger::mandateEnd, {mandate, std::string_view{day}, std::string_view{why}});
    ZHIBAO_CHECK(log.append(draft));
    return transaction.commit();
}

Result<std::vector<Mandate>> listMandates(BureauDatabase const& database, std::string_view unitOrAgent) {
    ZHIBAO_TRY(auto rows, database.connection().query(std::string{mandateQuery} + "WHERE ?1 = '' OR m.unit_id IN (SELECT unit_id FROM unit WHERE organisation_code = ?1) "
                                                                                  "OR m.agent_id IN (SELECT unit_id FROM unit WHERE organisation_code = ?1) ORDER BY m.mandate_id",
                                                      {unitOrAgent}));
    std::vector<Mandate> all;
    for (;;) {
        ZHIBAO_TRY(bool const more, rows.next());
        if (!more) return all;
        ZHIBAO_TRY(auto mandate, mandateIn(rows));
        all.push_back(std::move(mandate));
    }
}

Result<std::optional<std::int64_t>> mandateOn(Database& database, std::string_view unitOrganisationCode, std::string_view agentOrganisationCode, Date day) {
    auto const text = toText(day);
    return database.integer("SELECT m.mandate_id FROM mandate m JOIN unit u ON u.unit_id = m.unit_id JOIN unit a ON a.unit_id = m.agent_id LEFT JOIN mandate_end x USING (mandate_id) "
                            "WHERE u.organisation_code = ?1 AND a.organisation_code = ?2 AND m.first_day <= ?3 AND coalesce(x.last_day, m.last_day, ?3) >= ?3 "
                            "ORDER BY m.mandate_id DESC LIMIT 1",
                            {unitOrganisationCode, agentOrganisationCode, std::string_view{text}});
}

}  // namespace zhibao
