#pragma once
/// The bureau's register (名录): units with their dated profiles and states. Entries are added, never overwritten.

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/bytes.h"
#include "base/date.h"
#include "base/error.h"
#include "form/code_list.h"
#include "form/edition.h"
#include "register/unit.h"
#include "store/bureau_database.h"

namespace zhibao {

namespace error {
inline constexpr ErrorCode registerRowTwice{"register-row-twice"};            // unit, line: the other row about the unit and day
inline constexpr ErrorCode registerStateUnknown{"register-state-unknown"};    // text
inline constexpr ErrorCode registerYesNoUnknown{"register-yes-no-unknown"};   // text
inline constexpr ErrorCode registerCodeUnknown{"register-code-unknown"};      // column, code, list, allowed: the codes there are
inline constexpr ErrorCode registerIndustryDiffers{"register-industry-differs"};  // code, edition: of another edition of the classification
inline constexpr ErrorCode registerNameMissing{"register-name-missing"};      // unit
}  // namespace error

/// The lists that the codes of an import must be in; null leaves codes unchecked.
struct RegisterLists {
    CodeList const* districts = nullptr;
    CodeList const* platforms = nullptr;
    CodeList const* industries = nullptr;
    Edition const* edition = nullptr;  // whose conditions say what else of a unit is to be known; null for nothing
};

struct RegisterImport {
    std::size_t added = 0;      // units that were not known
    std::size_t changed = 0;    // known units with something new
    std::size_t unchanged = 0;  // rows that say what is known
    std::vector<Error> problems;  // with their line; when there is one, nothing was imported
};

/// CSV with the columns code,name,district,platform,industry,industry_edition,in_liangjiang,valid_from,state (only code, name and
/// valid_from must be there; in_liangjiang is yes or no, also 1 or 0, 是 or 否; state is active, unconfirmed, suspended, cancelled or agent, and active when empty). Columns called like the
/// profile's questions that decide what a unit is asked (register/scope.h: foreignShare, hasOverseasAffiliates …) are taken too.
/// All rows or none: the problems of all rows are listed. An organisation code and the credit code that contains it are one unit.
/// Errors of the whole: those of parseCsv and of the database.
[[nodiscard]] Result<RegisterImport> importRegister(BureauDatabase& database, BytesView csv, RegisterLists const& lists, Moment moment, std::string_view actor);

/// Adds units from values, such as examples; the same as importing them.
[[nodiscard]] Result<RegisterImport> addUnits(BureauDatabase& database, std::vector<SurveyUnit> const& units, Moment moment, std::string_view actor);

/// All units, by code.
[[nodiscard]] Result<std::vector<SurveyUnit>> registeredUnits(BureauDatabase const& database);

[[nodiscard]] std::string_view nameOf(UnitState state) noexcept;
[[nodiscard]] std::optional<UnitState> unitStateNamed(std::string_view name) noexcept;

}  // namespace zhibao
