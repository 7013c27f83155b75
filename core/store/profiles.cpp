#include "store/profiles.h"

#include <algorithm>

namespace zhibao {

namespace {

void keepUnlessEmpty(std::string& field, std::string_view text) {
    if (!text.empty()) field = text;
}

}  // namespace

Result<std::vector<UnitProfile>> profilesOf(Database& database, std::int64_t unit) {
    std::vector<UnitProfile> profiles;
    ZHIBAO_TRY(auto rows, database.query("SELECT valid_from, name, district, platform, industry, industry_edition, in_liangjiang FROM unit_profile p "
                                         "WHERE unit_id = ?1 AND (version_id IS NULL OR EXISTS (SELECT 1 FROM filing_version v "
                                         "JOIN counted c USING (filing_id) WHERE v.version_id = p.version_id AND c.version_id = v.version_id)) "
                                         "ORDER BY valid_from, event",
                                         {unit}));
    for (;;) {
        ZHIBAO_TRY(bool const more, rows.next());
        if (!more) break;
        ZHIBAO_TRY(Date const validFrom, parseDate(rows.text(0)));
        UnitProfile profile = profiles.empty() ? UnitProfile{} : profiles.back();
        profile.validFrom = validFrom;
        keepUnlessEmpty(profile.name, rows.text(1));
        keepUnlessEmpty(profile.district, rows.text(2));
        keepUnlessEmpty(profile.platform, rows.text(3));
        keepUnlessEmpty(profile.industry, rows.text(4));
        keepUnlessEmpty(profile.industryEdition, rows.text(5));
        if (auto const inLiangjiang = rows.optionalInteger(6)) profile.inLiangjiang = *inLiangjiang != 0;
        if (!profiles.empty() && profiles.back().validFrom == validFrom) profiles.back() = std::move(profile);
        else profiles.push_back(std::move(profile));
    }
    if (profiles.empty()) profiles.push_back(UnitProfile{.validFrom = Date{1900, 1, 1}, .name = {}, .district = {}, .platform = {}, .industry = {}, .industryEdition = {}});
    return profiles;
}

Result<Characteristics> characteristicsOn(Database& database, std::int64_t unit, Date day) {
    Characteristics characteristics;
    auto const last = toText(day);
    ZHIBAO_TRY(auto rows, database.query("SELECT name, value FROM unit_characteristic p WHERE unit_id = ?1 AND valid_from <= ?2 "
                                         "AND (version_id IS NULL OR EXISTS (SELECT 1 FROM filing_version v "
                                         "JOIN counted c USING (filing_id) WHERE v.version_id = p.version_id AND c.version_id = v.version_id)) "
                                         "ORDER BY valid_from, event",
                                         {unit, std::string_view{last}}));
    for (;;) {
        ZHIBAO_TRY(bool const more, rows.next());
        if (!more) return characteristics;
        std::string name{rows.text(0)};
        if (auto value = std::string{rows.text(1)}; value.empty())
            characteristics.erase(name);
        else
            characteristics.insert_or_assign(std::move(name), std::move(value));
    }
}

UnitProfile const& profileOn(std::vector<UnitProfile> const& profiles, Date day) {
    auto const after = std::upper_bound(profiles.begin(), profiles.end(), day, [](Date wanted, UnitProfile const& profile) { return wanted < profile.validFrom; });
    return after == profiles.begin() ? profiles.front() : *(after - 1);
}

}  // namespace zhibao
