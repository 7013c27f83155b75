#pragma once
/// Judged filings made by hand, for tests of the ledger that need no package: honest defaults, changed where a test cares.

#include <string>
#include <string_view>
#include <vector>

#include "intake/ledger.h"

namespace zhibao::test {

/// 2017-04-05 12:00 in China: five days before the deadline of 2017Q1.
inline constexpr Moment dayOfArrival{1'491'364'800};

class ArrivalBuilder {
public:
    /// The first version of the n-th example unit for 2017Q1, with one export row of 100.00 USD.
    explicit ArrivalBuilder(unsigned unit);
    ArrivalBuilder& period(std::string_view text);
    ArrivalBuilder& set(std::string_view id);
    /// Version n of the filing; `predecessor` is what it replaces.
    ArrivalBuilder& version(std::int64_t number, Digest const& predecessor);
    ArrivalBuilder& reason(std::string_view text);
    /// The amount of its only row, in hundredths; different amounts make different identities.
    ArrivalBuilder& amount(std::int64_t hundredths);
    ArrivalBuilder& rows(std::vector<TradeRow> rows);
    ArrivalBuilder& finding(std::string_view level, bool isExplained);
    ArrivalBuilder& signedBy(std::string_view key);
    ArrivalBuilder& edition(std::string_view digestOf);
    ArrivalBuilder& profile(FiledProfile profile);
    ArrivalBuilder& arrived(Moment moment);
    [[nodiscard]] JudgedFiling make() const;

private:
    JudgedFiling filing_;
    std::string key_;
};

/// A row with a total and mode 1 in hundredths.
[[nodiscard]] TradeRow tradeRow(std::string_view flow, std::string_view item, std::int64_t hundredths);

}  // namespace zhibao::test
