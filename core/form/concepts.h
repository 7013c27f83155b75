#pragma once
/// What a column can mean to statistics. An edition says of each column which concept it holds ("concept": "mode1"), so that
/// store and totals read any form that declares these, and no C++ names a question of a form.
/// Source: MSITS 2010 and EBOPS 2010 for item, partner and mode; DESIGN §4 for the row model.

#include <algorithm>
#include <array>
#include <cstddef>
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
inline constexpr std::string_view dollars = "dollars";        // the total in US dollars, where a ledger has it beside the row's currency

// Presence of natural persons (基4).
inline constexpr std::string_view movement = "movement";              // sent or received
inline constexpr std::string_view personCategory = "personCategory";  // of the GATS
inline constexpr std::string_view persons = "persons";
inline constexpr std::string_view personsAtEnd = "personsAtEnd";
inline constexpr std::string_view personDays = "personDays";
inline constexpr std::string_view personAmount = "personAmount";  // value of the services they supplied

// Service outsourcing (基5).
inline constexpr std::string_view outsourcingKind = "outsourcingKind";          // its list names ito, bpo or kpo in "outsourcing"
inline constexpr std::string_view outsourcingLocation = "outsourcingLocation";  // offshore or onshore
inline constexpr std::string_view contracts = "contracts";                      // signed in the period
inline constexpr std::string_view contractValue = "contractValue";
inline constexpr std::string_view executedValue = "executedValue";
inline constexpr std::string_view firstHandValue = "firstHandValue";
inline constexpr std::string_view outsourcingEmployees = "outsourcingEmployees";
inline constexpr std::string_view graduates = "graduates";

// Foreign affiliates (基3): mode 3.
inline constexpr std::string_view direction = "direction";  // inward or outward
inline constexpr std::string_view affiliateEconomy = "affiliateEconomy";
inline constexpr std::string_view affiliateIndustry = "affiliateIndustry";
inline constexpr std::string_view sales = "sales";
inline constexpr std::string_view serviceSales = "serviceSales";
inline constexpr std::string_view soldHost = "soldHost";
inline constexpr std::string_view soldHome = "soldHome";
inline constexpr std::string_view soldThird = "soldThird";
inline constexpr std::string_view affiliateEmployees = "affiliateEmployees";
inline constexpr std::string_view expatriates = "expatriates";
inline constexpr std::string_view assets = "assets";
inline constexpr std::string_view profit = "profit";

// What the unit profile says of its unit.
inline constexpr std::string_view unitCode = "unitCode";
inline constexpr std::string_view unitName = "unitName";
inline constexpr std::string_view district = "district";  // where it operates
inline constexpr std::string_view platform = "platform";
inline constexpr std::string_view industry = "industry";
inline constexpr std::string_view unitHead = "unitHead";  // the persons who sign
inline constexpr std::string_view statisticsHead = "statisticsHead";
inline constexpr std::string_view preparer = "preparer";
inline constexpr std::string_view preparerPhone = "preparerPhone";

/// The concepts that are amounts.
inline constexpr std::array amounts{total,          mode1,          mode2, mode4,        affiliated, digital,  personAmount, contractValue,
                                    executedValue,  firstHandValue, sales, serviceSales, soldHost,   soldHome, soldThird,    assets,
                                    profit,         dollars};
/// The concepts that are codes of a list.
inline constexpr std::array codes{flow,     item,     partner,        outsourcing,     currency,            district,  platform,
                                  industry, movement, personCategory, outsourcingKind, outsourcingLocation, direction, affiliateEconomy,
                                  affiliateIndustry};
/// The concepts that are counts.
inline constexpr std::array counts{persons,   personsAtEnd,         personDays, contracts, outsourcingEmployees,
                                   graduates, affiliateEmployees, expatriates};
/// The concepts that are texts.
inline constexpr std::array texts{unitCode, unitName, unitHead, statisticsHead, preparer, preparerPhone};

template <std::size_t Count>
[[nodiscard]] inline bool isAmong(std::array<std::string_view, Count> const& names, std::string_view name) {
    return std::find(names.begin(), names.end(), name) != names.end();
}
[[nodiscard]] inline bool isAmount(std::string_view name) {
    return isAmong(amounts, name);
}
[[nodiscard]] inline bool isCode(std::string_view name) {
    return isAmong(codes, name);
}
[[nodiscard]] inline bool isCount(std::string_view name) {
    return isAmong(counts, name);
}
[[nodiscard]] inline bool isKnown(std::string_view name) {
    return isAmount(name) || isCode(name) || isCount(name) || isAmong(texts, name);
}

/// What nobody is asked to type: it comes with a ledger, to be compared with what is asked. Forms show it only where it is there, totals and
/// templates leave it out.
[[nodiscard]] inline bool isOnlyImported(std::string_view name) {
    return name == dollars;
}

}  // namespace zhibao::concepts
