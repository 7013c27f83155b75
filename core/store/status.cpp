#include "store/status.h"

#include <utility>

#include "store/counting.h"
#include "store/event_log.h"
#include "store/profiles.h"

namespace zhibao {

namespace {

struct Opening {
    std::int64_t id = 0;
    FormSetStatus status;
};

Result<std::vector<Opening>> openingsOf(Database& database, std::string const& period) {
    std::vector<Opening> openings;
    ZHIBAO_TRY(auto rows, database.query("SELECT opening_id, form_set, edition, opens, deadline, note FROM opening WHERE period = ?1 ORDER BY form_set",
                                         {std::string_view{period}}));
    for (;;) {
        ZHIBAO_TRY(bool const more, rows.next());
        if (!more) return openings;
        Opening opening{rows.integer(0), {}};
        opening.status.formSet = rows.text(1);
        opening.status.edition = rows.text(2);
        opening.status.window = {Moment{rows.integer(3)}, Moment{rows.integer(4)}, std::string{rows.text(5)}};
        openings.push_back(std::move(opening));
    }
}

// Per unit: the latest obligation row, the latest register row, and what is known of its filing's versions.
constexpr std::string_view unitsOfOpening = R"(
SELECT u.unit_id, e.code, e.state, o.state, o.reason,
       (SELECT min(v.arrived) FROM filing_version v WHERE v.filing_id = f.filing_id),
       (SELECT max(v.number) FROM filing_version v WHERE v.filing_id = f.filing_id),
       (SELECT v.number FROM counted c JOIN filing_version v USING (version_id) WHERE c.filing_id = f.filing_id),
       CASE WHEN EXISTS (SELECT 1 FROM filing_version v WHERE v.filing_id = f.filing_id AND (v.replaces IS NOT NULL OR v.number > 1))
              OR 1 < (SELECT count(*) FROM filing_version v WHERE v.filing_id = f.filing_id) THEN f.filing_id END
FROM obligation o JOIN unit u USING (unit_id)
JOIN unit_entry e ON e.unit_id = u.unit_id AND e.event = (SELECT max(event) FROM unit_entry WHERE unit_id = u.unit_id)
LEFT JOIN filing f ON f.opening_id = o.opening_id AND f.unit_id = o.unit_id
WHERE o.opening_id = ?1 AND o.event = (SELECT max(event) FROM obligation WHERE opening_id = o.opening_id AND unit_id = o.unit_id)
ORDER BY e.code)";

Result<> addDisputes(Database& database, std::int64_t filing, UnitStatus& unit) {
    ZHIBAO_TRY(auto const standing, standingOf(database, filing));
    unit.isFork = !standing.forked.empty();
    unit.isGap = !standing.gaps.empty();
    unit.isWithdrawn = standing.withdrawal.has_value();
    for (auto const* versions : {&standing.forked, &standing.gaps})
        for (auto const version : *versions) {
            ZHIBAO_TRY(auto rows, database.query("SELECT number, identity, replaces, file_name FROM filing_version WHERE version_id = ?1", {version}));
            ZHIBAO_TRY([[maybe_unused]] bool const found, rows.next());
            unit.disputed.push_back({rows.integer(0), digestIn(rows, 1).value_or(Digest{}), digestIn(rows, 2), std::string{rows.text(3)}, versions == &standing.gaps});
        }
    return {};
}

Result<> addUnits(Database& database, Opening& opening, Period const& period, Moment now) {
    auto& status = opening.status;
    ZHIBAO_TRY(auto rows, database.query(unitsOfOpening, {opening.id}));
    for (;;) {
        ZHIBAO_TRY(bool const more, rows.next());
        if (!more) return {};
        UnitStatus unit;
        unit.unit = rows.text(1);
        unit.unitState = rows.text(2);
        unit.isExempt = rows.text(3) == "exempt";
        unit.reason = rows.text(4);
        if (auto const arrived = rows.optionalInteger(5)) unit.firstArrival = Moment{*arrived};
        unit.latestNumber = rows.integer(6);
        unit.countedNumber = rows.integer(7);
        if (auto const filing = rows.optionalInteger(8)) ZHIBAO_CHECK(addDisputes(database, *filing, unit));
        ZHIBAO_TRY(auto const profiles, profilesOf(database, rows.integer(0)));
        unit.name = profileOn(profiles, lastDay(period)).name;

        ZHIBAO_TRY(auto const code, UnitCode::parse(unit.unit));
        // The reason is the bureau's own words; the counts only ask whether the unit owes.
        Obligation const obligation{code, status.formSet, period, unit.isExempt ? Exemption::suspended : Exemption::none};
        unit.status = filingStatus(obligation, unit.isWithdrawn ? std::nullopt : unit.firstArrival, status.window, now);
        status.counts.add(obligation, unit.status);
        if (unit.countedNumber > 0) ++status.accepted;
        if (unit.isFork) ++status.forks;
        if (unit.isGap) ++status.gaps;
        if (!unit.isFork && !unit.isGap && !unit.isWithdrawn && unit.latestNumber > unit.countedNumber) ++status.waiting;
        status.units.push_back(std::move(unit));
    }
}

JsonValue number(std::size_t count) {
    return JsonValue{static_cast<std::int64_t>(count)};
}

JsonValue toJson(UnitStatus const& unit) {
    JsonValue::Object members{{"unit", unit.unit},       {"name", unit.name},         {"state", unit.unitState}, {"status", nameOf(unit.status)},
                              {"exempt", unit.isExempt}, {"reason", unit.reason},     {"arrived", JsonValue{}},  {"version", unit.latestNumber},
                              {"counted", unit.countedNumber}, {"fork", unit.isFork}, {"gap", unit.isGap},
                              {"withdrawn", unit.isWithdrawn}};
    if (unit.firstArrival) members[6].second = toText(*unit.firstArrival);
    return members;
}

using Words = std::function<std::string(std::string_view name)>;

/// The fork or the gap of a unit.
JsonValue disputeOf(UnitStatus const& unit, std::string const& formSet, bool isGap, Words const& words) {
    JsonValue::Array versions;
    for (auto const& version : unit.disputed)
        if (version.isGap == isGap)
            versions.push_back(JsonValue::Object{{"version", version.number},
                                                 {"identity", version.identity.hex()},
                                                 {"replaces", version.replaces ? JsonValue{version.replaces->hex()} : JsonValue{}},
                                                 {"file", version.fileName}});
    return JsonValue::Object{{"unit", unit.unit},
                             {"name", unit.name},
                             {"set", formSet},
                             {"kind", isGap ? "gap" : "fork"},
                             {"versions", std::move(versions)},
                             {"counted", unit.countedNumber > 0 ? JsonValue{unit.countedNumber} : JsonValue{}},
                             {"next", words(isGap ? "status-next-gap" : "status-next-fork")}};
}

JsonValue toJson(FormSetStatus const& status, Words const& words) {
    JsonValue::Array units;
    JsonValue::Array disputes;
    for (auto const& unit : status.units) {
        units.push_back(toJson(unit));
        if (unit.isFork) disputes.push_back(disputeOf(unit, status.formSet, false, words));
        if (unit.isGap) disputes.push_back(disputeOf(unit, status.formSet, true, words));
    }
    return JsonValue::Object{{"set", status.formSet},
                             {"edition", status.edition},
                             {"opens", toText(status.window.opens)},
                             {"deadline", toText(status.window.deadline)},
                             {"note", status.window.note},
                             {"daysLeft", static_cast<std::int64_t>(status.time.daysLeft)},
                             {"workdaysLeft", status.time.workdaysLeft ? JsonValue{static_cast<std::int64_t>(*status.time.workdaysLeft)} : JsonValue{}},
                             {"owed", number(status.counts.owed())},
                             {"arrived", number(status.counts.arrived())},
                             {"filed", number(status.counts.filed)},
                             {"late", number(status.counts.late)},
                             {"due", number(status.counts.due)},
                             {"missing", number(status.counts.missing)},
                             {"exempt", number(status.counts.exempt)},
                             {"exemptButFiled", number(status.counts.exemptButFiled)},
                             {"accepted", number(status.accepted)},
                             {"waiting", number(status.waiting)},
                             {"forks", number(status.forks)},
                             {"gaps", number(status.gaps)},
                             {"disputes", std::move(disputes)},
                             {"units", std::move(units)}};
}

}  // namespace

Result<PeriodStatus> statusOf(BureauDatabase const& database, Period const& period, Moment now, Holidays const& holidays) {
    auto& connection = database.connection();
    ZHIBAO_TRY(auto moment, ReadMoment::begin(connection));
    PeriodStatus answer{toText(period), now, {}};
    ZHIBAO_TRY(auto openings, openingsOf(connection, answer.period));
    for (auto& opening : openings) {
        ZHIBAO_CHECK(addUnits(connection, opening, period, now));
        opening.status.time = timelinessAt(opening.status.window, now, holidays);
        answer.formSets.push_back(std::move(opening.status));
    }
    return answer;
}

JsonValue toJson(PeriodStatus const& status, std::function<std::string(std::string_view name)> const& words) {
    JsonValue::Array formSets;
    for (auto const& formSet : status.formSets) formSets.push_back(toJson(formSet, words));
    return JsonValue::Object{{"period", status.period}, {"moment", toText(status.moment)}, {"formSets", std::move(formSets)}};
}

}  // namespace zhibao
