#pragma once
/// What a column can mean to statistics. An edition says of each column which concept it holds ("concept": "mode1"), so that
/// store and totals read any form that declares these, and no C++ names a question of a form.
/// Source: MSITS 2010 and EBOPS 2010 for item, partner and mode; DESIGN §4 for the row model.

#include <string_view>

namespace zhibao::concepts {

inline constexpr std::string_view flow = "flow";                // export or import
inline constexpr std::string_view item = "item";                // service item, EBOPS 2010
inline constexpr std::string_view partner = "partner";          // economy of the non-resident
inline constexpr std::string_view outsourcing = "outsourcing";  // none, ito, bpo, kpo
inline constexpr std::string_view currency = "currency";        // ISO 4217
inline constexpr std::string_view total = "total";
inline constexpr std::string_view mode1 = "mode1";  // cross-border supply
inline constexpr std::string_view mode2 = "mode2";  // consumption abroad
inline constexpr std::string_view mode4 = "mode4";  // presence of natural persons
inline constexpr std::string_view affiliated = "affiliated";  // of which with affiliated enterprises
inline constexpr std::string_view digital = "digital";        // of which delivered digitally

}  // namespace zhibao::concepts
