#pragma once
/// What a column can mean to statistics. An edition says of each column which concept it holds ("concept": "mode1"), so that
/// store and totals read any form that declares these, and no C++ names a question of a form.
/// Source: MSITS 2010 and EBOPS 2010 for item, partner and mode; DESIGN §4 for the row model.

#include <algorithm>
#include <array>
#include <string_view>

namespace zhibao::concepts {

inline constexpr std::string_view flow = "flow";                // export or import
inline constexpr std::string_view item = "item";                // service item, EBOPS 2010
inline constexpr std::string_view partner = "partner";          // economy of the non-resident
inline constexpr std::string_view outsourcing = "outsourcing";  // none, ito, bpo, kpo
inline constexpr std::string_view currency = "currency";        // ISO 4217
inline constexpr std::string_view total = "total";
inline constexpr std::string_view mode1 = "mode1";            // cross-border supply
inline constexpr std::string_view mode2 = "mode2";            // consumption abroad
inline constexpr std::string_view mode4 = "mode4";            // presence of natural persons
inline constexpr std::string_view affiliated = "affiliated";  // of which with affiliated enterprises
inline constexpr std::string_view digital = "digital";        // of which delivered digitally

// What the unit profile says of its unit.
inline constexpr std::string_view unitCode = "unitCode";
inline constexpr std::string_view unitName = "unitName";
inline constexpr std::string_view district = "district";  // where it operates
inline constexpr std::string_view platform = "platform";
inline constexpr std::string_view industry = "industry";

/// The concepts that are amounts.
inline constexpr std::array amounts{total, mode1, mode2, mode4, affiliated, digital};
/// The concepts that are codes of a list.
inline constexpr std::array codes{flow, item, partner, outsourcing, currency, district, platform, industry};
/// The concepts that are texts.
inline constexpr std::array texts{unitCode, unitName};

[[nodiscard]] inline bool isAmount(std::string_view name) {
    return std::find(amounts.begin(), amounts.end(), name) != amounts.end();
}
[[nodiscard]] inline bool isCode(std::string_view name) {
    return std::find(codes.begin(), codes.end(), name) != codes.end();
}
[[nodiscard]] inline bool isKnown(std::string_view name) {
    return isAmount(name) || isCode(name) || std::find(texts.begin(), texts.end(), name) != texts.end();
}

}  // namespace zhibao::concepts
