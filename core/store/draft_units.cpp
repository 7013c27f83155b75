/// The units whose drafts are kept on this computer: an accounting office has many.

#include "store/drafts.h"

namespace zhibao {

Result<> DraftStore::saveUnit(std::string_view code, std::string_view name, Moment now) {
    return database_.execute("INSERT INTO unit (code, name, changed_at) VALUES (?1, ?2, ?3) "
                             "ON CONFLICT (code) DO UPDATE SET name = excluded.name, changed_at = excluded.changed_at",
                             {code, name, now.seconds});
}

Result<std::vector<KnownUnit>> DraftStore::units(bool withHidden) {
    ZHIBAO_TRY(auto cursor, database_.query("SELECT code, name, is_hidden FROM unit WHERE is_hidden <= ?1 AND "
                                            "NOT EXISTS (SELECT 1 FROM draft WHERE draft.unit = unit.code AND draft.is_practice = 1) "
                                            "ORDER BY changed_at DESC, code",
                                            {std::int64_t{withHidden}}));
    std::vector<KnownUnit> units;
    while (true) {
        ZHIBAO_TRY(bool const isRow, cursor.next());
        if (!isRow) return units;
        units.push_back({std::string{cursor.text(0)}, std::string{cursor.text(1)}, cursor.integer(2) != 0});
    }
}

Result<> DraftStore::requireUnit(std::string_view code) {
    ZHIBAO_TRY(auto const known, database_.integer("SELECT 1 FROM unit WHERE code = ?1", {code}));
    if (!known) return fail(error::unitNotHere, {{"unit", std::string{code}}});
    return {};
}

Result<> DraftStore::setUnitHidden(std::string_view code, bool isHidden) {
    ZHIBAO_CHECK(requireUnit(code));
    return database_.execute("UPDATE unit SET is_hidden = ?2 WHERE code = ?1", {code, std::int64_t{isHidden}});
}

Result<> DraftStore::rememberSignatories(std::string_view code, Signatories const& signatories) {
    ZHIBAO_CHECK(requireUnit(code));
    return database_.execute("INSERT OR REPLACE INTO unit_signatories (unit, unit_head, statistics_head, preparer, phone) VALUES (?1, ?2, ?3, ?4, ?5)",
                             {code, signatories.unitHead, signatories.statisticsHead, signatories.preparer, signatories.phone});
}

Result<std::optional<Signatories>> DraftStore::signatoriesOf(std::string_view code) {
    ZHIBAO_TRY(auto cursor, database_.query("SELECT unit_head, statistics_head, preparer, phone FROM unit_signatories WHERE unit = ?1", {code}));
    ZHIBAO_TRY(bool const isRow, cursor.next());
    if (!isRow) return std::nullopt;
    return Signatories{std::string{cursor.text(0)}, std::string{cursor.text(1)}, std::string{cursor.text(2)}, std::string{cursor.text(3)}, {}};
}

}  // namespace zhibao
