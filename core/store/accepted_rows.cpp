#include "store/accepted_rows.h"

#include "store/bureau_database.h"
#include "store/money_column.h"
#include "store/profiles.h"

namespace zhibao {

namespace {

/// The rows of one counted version.
Result<> forEachRow(Database& database, AcceptedRow& row, std::function<Result<>(AcceptedRow const&)> const& take) {
    ZHIBAO_TRY(auto rows, database.query("SELECT flow, item, partner, outsourcing, currency, total, mode1, mode2, mode4, affiliated, digital "
                                         "FROM trade_row WHERE version_id = ?1 ORDER BY number",
                                         {row.filingVersion}));
    for (;;) {
        ZHIBAO_TRY(bool const more, rows.next());
        if (!more) return {};
        row.flow = rows.text(0);
        row.item = rows.text(1);
        row.partner = rows.text(2);
        row.outsourcing = rows.text(3);
        row.currency = rows.text(4);
        row.total = moneyIn(rows, 5);
        row.mode1 = moneyIn(rows, 6);
        row.mode2 = moneyIn(rows, 7);
        row.mode4 = moneyIn(rows, 8);
        row.affiliated = moneyIn(rows, 9);
        row.digital = moneyIn(rows, 10);
        ZHIBAO_CHECK(take(row));
    }
}

Result<std::uint64_t> countedFilings(Database& database, Quarter first, Quarter last) {
    auto const from = toText(first);
    auto const to = toText(last);
    // Texts of quarters are ordered as quarters are. Years and other periods have other texts.
    ZHIBAO_TRY(auto const count, database.integer("SELECT count(*) FROM opening o JOIN filing f USING (opening_id) JOIN counted c USING (filing_id) "
                                                  "WHERE o.period BETWEEN ?1 AND ?2 AND o.period LIKE '____Q_'",
                                                  {std::string_view{from}, std::string_view{to}}));
    return static_cast<std::uint64_t>(count.value_or(0));
}

/// All filings of one quarter, by unit: one search in the primary key of the rows for each. The caller's transaction keeps the moment.
Result<> forEachRowOf(Database& database, ProfilesOfUnits const& profiles, Quarter quarter, std::function<Result<>(AcceptedRow const&)> const& take,
                      std::function<void()> const& finishedFiling) {
    auto const period = toText(quarter);
    auto const lastDay = quarter.lastDay();
    ZHIBAO_TRY(auto filings,
               database.query("SELECT c.version_id, f.unit_id, (SELECT code FROM unit_entry e WHERE e.unit_id = f.unit_id ORDER BY event DESC LIMIT 1), "
                              "u.organisation_code FROM opening o JOIN filing f USING (opening_id) JOIN counted c USING (filing_id) JOIN unit u USING (unit_id) "
                              "WHERE o.period = ?1 ORDER BY u.organisation_code, o.form_set",
                              {std::string_view{period}}));
    for (;;) {
        ZHIBAO_TRY(bool const more, filings.next());
        if (!more) return {};
        auto const& profile = profiles.on(filings.integer(1), lastDay);
        std::string const unit{filings.text(2)};
        AcceptedRow row{.quarter = quarter,
                        .filingVersion = filings.integer(0),
                        .unit = unit,
                        .district = profile.district,
                        .platform = profile.platform,
                        .industry = profile.industry,
                        .inLiangjiang = profile.inLiangjiang,
                        .flow = {},
                        .item = {},
                        .partner = {},
                        .outsourcing = {},
                        .currency = {},
                        .total = {},
                        .mode1 = {},
                        .mode2 = {},
                        .mode4 = {},
                        .affiliated = {},
                        .digital = {}};
        ZHIBAO_CHECK(forEachRow(database, row, take));
        finishedFiling();
    }
}

}  // namespace

Result<> forEachAcceptedRow(BureauDatabase const& database, Quarter first, Quarter last, std::function<Result<>(AcceptedRow const&)> const& take,
                            Progress* progress) {
    auto& connection = database.connection();
    // One moment's state, however long the reading takes and whoever writes meanwhile.
    ZHIBAO_TRY(auto moment, ReadMoment::begin(connection));
    ZHIBAO_TRY(auto const profiles, ProfilesOfUnits::read(connection));
    std::uint64_t filings = 0;
    if (progress != nullptr) { ZHIBAO_TRY(filings, countedFilings(connection, first, last)); }
    std::uint64_t finished = 0;
    for (auto quarter = first; quarter <= last; quarter = quarter.next()) {
        auto const period = toText(quarter);
        ZHIBAO_CHECK(forEachRowOf(connection, profiles, quarter, take, [&] {
            if (progress != nullptr) progress->advanced(++finished, filings, period);
        }));
    }
    return {};
}

}  // namespace zhibao
