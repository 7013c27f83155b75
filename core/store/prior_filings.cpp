#include "store/prior_filings.h"

namespace zhibao {

Result<std::unique_ptr<PriorFilings>> BureauPriorFilings::open(std::filesystem::path const& path) {
    ZHIBAO_TRY(BureauDatabase database, BureauDatabase::open(path, Database::Access::readOnly));
    return std::unique_ptr<PriorFilings>{new BureauPriorFilings{std::move(database)}};
}

Result<PriorFilings::Known> BureauPriorFilings::of(UnitCode const& unit, std::vector<FilingName> const& wanted, Date day) {
    Known known;
    auto& database = database_.connection();
    // One lock for all queries.
    ZHIBAO_TRY(auto const moment, ReadMoment::begin(database));
    std::int64_t id = 0;
    bool hasCounted = false;
    {
        // CROSS: by the few openings, never through all filings.
        ZHIBAO_TRY(auto rows, database.query("SELECT unit_id, EXISTS (SELECT 1 FROM opening o CROSS JOIN filing f ON f.opening_id = o.opening_id AND f.unit_id = u.unit_id "
                                             "CROSS JOIN counted USING (filing_id)) FROM unit u WHERE organisation_code = ?1",
                                             {unit.organisationCode()}));
        ZHIBAO_TRY(bool const isThere, rows.next());
        if (!isThere) return known;
        id = rows.integer(0);
        hasCounted = rows.integer(1) != 0;
    }
    ZHIBAO_TRY(known.registered, registered(id, day));
    // Most units file for the first time, or nothing that counts.
    if (!hasCounted) return known;
    for (auto const& name : wanted) {
        ZHIBAO_TRY(auto rows, database.query("SELECT p.bytes FROM opening o JOIN filing f ON f.opening_id = o.opening_id AND f.unit_id = ?3 "
                                             "JOIN counted c ON c.filing_id = f.filing_id JOIN package p ON p.version_id = c.version_id "
                                             "WHERE o.form_set = ?1 AND o.period = ?2",
                                             {std::string_view{name.formSet}, std::string_view{name.period}, id}));
        ZHIBAO_TRY(bool const isThere, rows.next());
        if (isThere) known.packages.emplace_back(rows.blob(0));
    }
    return known;
}

/// Only what the register itself says: rows without a filing behind them.
Result<std::optional<RegisteredUnit>> BureauPriorFilings::registered(std::int64_t unit, Date day) {
    std::optional<RegisteredUnit> result;
    ZHIBAO_TRY(auto rows, database_.connection().query("SELECT valid_from, name, district, platform, industry FROM unit_profile WHERE unit_id = ?1 "
                                                       "AND version_id IS NULL ORDER BY valid_from, event",
                                                       {unit}));
    auto const lastText = toText(day);
    for (;;) {
        ZHIBAO_TRY(bool const more, rows.next());
        if (!more) return result;
        // The first holds before its day too, as everywhere in the register.
        if (result && rows.text(0) > lastText) return result;
        if (!result) result.emplace();
        auto const keep = [&](std::string& field, int column) {
            if (!rows.text(column).empty()) field = rows.text(column);
        };
        keep(result->name, 1);
        keep(result->district, 2);
        keep(result->platform, 3);
        keep(result->industry, 4);
    }
}

}  // namespace zhibao
