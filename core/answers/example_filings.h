#pragma once
/// Example filings (样例): published figures spread over invented units so that they add up again exactly, and random filings
/// for loads and benchmarks. The same seed gives the same filings. Units carry codes of region 999999, which no authority has,
/// and names that say 样例; nothing here is anybody's real answer.

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "answers/filing.h"
#include "base/money.h"
#include "base/random.h"
#include "calendar/period.h"
#include "form/edition.h"
#include "register/unit.h"

namespace zhibao {

namespace error {
inline constexpr ErrorCode exampleNeedsUnits{"example-needs-units"};          // got
inline constexpr ErrorCode exampleFormUnsuitable{"example-form-unsuitable"};  // text: the concept no form of the set declares
inline constexpr ErrorCode exampleTooManyLines{"example-too-many-lines"};     // got
}  // namespace error

/// A published figure: what all units together traded in one item and flow over the given quarters.
struct PublishedFigure {
    std::string item;
    std::string flow;
    Money amount;
};

/// Figures of an item list, and the published total beside them, which may differ from their sum by rounding.
struct PublishedFigures {
    std::vector<PublishedFigure> items;
    std::vector<PublishedFigure> totals;  // of all items, one per flow; item is empty
};

/// CSV with the columns code,name_zh,credit_100m_cny,debit_100m_cny, whole 亿元; the row "S" is the published total.
/// Source of the starter file: State Administration of Foreign Exchange, balance of payments, first half of 2017.
[[nodiscard]] Result<PublishedFigures> readPublishedFigures(BytesView csv, CodeList const& items);

/// The n-th example unit, from 0: name, place and industry are drawn from the edition's lists.
[[nodiscard]] SurveyUnit exampleUnit(Edition const& edition, unsigned number, Date validFrom, SeededRandom& random);

/// Signatories every check accepts, marked as examples; reported five days after the period.
[[nodiscard]] Signatories exampleSignatories(Period const& period);

struct ExampleSurvey {
    std::vector<SurveyUnit> units;
    std::vector<Filing> filings;  // by unit, then by quarter
};

/// Spreads each figure over units, leaf items below it, partners, the modes that the item's validity allows, and the quarters.
/// Rows are in CNY. The sum over all filings equals each figure to the last hundredth. exampleNeedsUnits, exampleFormUnsuitable.
[[nodiscard]] Result<ExampleSurvey> spreadOverUnits(Edition const& edition, FormSet const& set, std::vector<PublishedFigure> const& figures,
                                                    std::vector<Quarter> const& quarters, unsigned unitCount, SeededRandom& random);

/// One filing of `lines` rows with different keys, in several currencies, that satisfies every error-level rule of the edition.
[[nodiscard]] Result<Filing> randomFiling(Edition const& edition, FormSet const& set, UnitCode const& unit, Quarter quarter, unsigned lines,
                                          SeededRandom& random);

}  // namespace zhibao
