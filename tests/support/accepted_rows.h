#pragma once
/// Rows of accepted filings that own their texts, with honest defaults, for tests of sums.

#include <optional>
#include <string>

#include "store/accepted_rows.h"

namespace zhibao::test {

struct RowOfTest {
    std::string quarter = "2017Q1";
    std::string unit = "U1";
    std::string flow = "export";
    std::string item = "SJ211";
    std::string partner = "SG";
    std::string outsourcing = "none";
    std::string currency = "CNY";
    std::optional<std::int64_t> total, mode1, mode2, mode4, affiliated, digital;  // hundredths
    std::string district = "500112";
    std::string platform;
    std::string industry = "L";
    bool inLiangjiang = true;

    /// Lives as long as this.
    [[nodiscard]] AcceptedRow row() const {
        auto const money = [](std::optional<std::int64_t> const& hundredths) {
            return hundredths ? std::optional{Money::ofHundredths(*hundredths)} : std::nullopt;
        };
        return {*Quarter::parse(quarter), 1, unit, district, platform, industry, inLiangjiang, flow, item, partner, outsourcing, currency,
                money(total), money(mode1), money(mode2), money(mode4), money(affiliated), money(digital)};
    }
};

/// A row whose modes make up its total.
[[nodiscard]] inline RowOfTest aRow(std::string flow, std::string item, std::int64_t mode1, std::int64_t mode2 = 0, std::int64_t mode4 = 0) {
    RowOfTest row;
    row.flow = std::move(flow);
    row.item = std::move(item);
    row.mode1 = mode1;
    row.mode2 = mode2;
    row.mode4 = mode4;
    row.total = mode1 + mode2 + mode4;
    return row;
}

}  // namespace zhibao::test
