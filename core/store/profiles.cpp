#include "store/profiles.h"

#include <algorithm>

namespace zhibao {

namespace {

void keepUnlessEmpty(std::string& field, std::string_view text) {
    if (!text.empty()) field = text;
}

constexpr std::string_view profileRows = "SELECT valid_from, name, district, platform, industry, industry_edition, in_liangjiang, unit_id FROM unit_profile p "
                                         "WHERE (version_id IS NULL OR EXISTS (SELECT 1 FROM filing_version v "
                                         "JOIN counted c USING (filing_id) WHERE v.version_id = p.version_id AND c.version_id = v.version_id)) ";
constexpr int unitColumn = 7;

/// The row's profile behind those of the same unit that began before it.
Result<> addProfile(std::vector<UnitProfile>& profiles, Cursor const& row) {
    ZHIBAO_TRY(Date const validFrom, parseDate(row.text(0)));
    UnitProfile profile = profiles.empty() ? UnitProfile{} : profiles.back();
    profile.validFrom = validFrom;
    keepUnlessEmpty(profile.name, row.text(1));
    keepUnlessEmpty(profile.district, row.text(2));
    keepUnlessEmpty(profile.platform, row.text(3));
    keepUnlessEmpty(profile.industry, row.text(4));
    keepUnlessEmpty(profile.industryEdition, row.text(5));
    if (auto const inLiangjiang = row.optionalInteger(6)) profile.inLiangjiang = *inLiangjiang != 0;
    if (!profiles.empty() && profiles.back().validFrom == validFrom) profiles.back() = std::move(profile);
    else profiles.push_back(std::move(profile));
    return {};
}

/// Of a unit that is only known by its code.
UnitProfile unknownProfile() {
    return UnitProfile{.validFrom = Date{1900, 1, 1}, .name = {}, .district = {}, .platform = {}, .industry = {}, .industryEdition = {}};
}

}  // namespace

Result<std::vector<UnitProfile>> profilesOf(Database& database, std::int64_t unit) {
    std::vector<UnitProfile> profiles;
    ZHIBAO_TRY(auto rows, database.query(std::string{profileRows} + "AND unit_id = ?1 ORDER BY valid_from, event", {unit}));
    for (;;) {
        ZHIBAO_TRY(bool const more, rows.next());
        if (!more) break;
        ZHIBAO_CHECK(addProfile(profiles, rows));
    }
    if (profiles.empty()) profiles.push_back(unknownProfile());
    return profiles;
}

Result<ProfilesOfUnits> ProfilesOfUnits::read(Database& database) {
    ProfilesOfUnits all;
    ZHIBAO_TRY(auto rows, database.query(std::string{profileRows} + "ORDER BY unit_id, valid_from, event"));
    for (;;) {
        ZHIBAO_TRY(bool const more, rows.next());
        if (!more) return all;
        ZHIBAO_CHECK(addProfile(all.profiles_[rows.integer(unitColumn)], rows));
    }
}

UnitProfile const& ProfilesOfUnits::on(std::int64_t unit, Date day) const {
    static UnitProfile const unknown = unknownProfile();
    auto const place = profiles_.find(unit);
    return place == profiles_.end() ? unknown : profileOn(place->second, day);
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
