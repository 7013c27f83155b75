#pragma once
/// What totals read of a filing: rows of trade by mode, from whatever form declares these concepts, and what a profile says of its unit.

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "answers/filing.h"
#include "base/digest.h"
#include "base/money.h"
#include "form/edition.h"

namespace zhibao {

/// One row of trade by mode. Texts are empty and amounts absent where the form does not ask or nothing was answered.
struct TradeRow {
    std::string form;
    std::string flow;
    std::string item;
    std::string partner;
    std::string outsourcing;
    std::string currency;
    std::optional<Money> total;
    std::optional<Money> mode1;
    std::optional<Money> mode2;
    std::optional<Money> mode4;
    std::optional<Money> affiliated;
    std::optional<Money> digital;
    friend bool operator==(TradeRow const&, TradeRow const&) = default;
};

/// The rows of all forms that declare flow, item, currency and total (form/concepts.h), in the filing's order.
[[nodiscard]] std::vector<TradeRow> tradeRowsOf(Filing const& filing, Edition const& edition);

/// The name under which the ledger binds a version to its rows.
[[nodiscard]] Digest digestOf(std::vector<TradeRow> const& rows);

/// What a filing says of its unit; what it does not ask is empty.
struct FiledProfile {
    std::string name;
    std::string district;
    std::string platform;
    std::string industry;
    friend bool operator==(FiledProfile const&, FiledProfile const&) = default;
};

/// Nothing when no form of the filing declares the unit's name and district.
[[nodiscard]] std::optional<FiledProfile> profileOf(Filing const& filing, Edition const& edition);

}  // namespace zhibao
