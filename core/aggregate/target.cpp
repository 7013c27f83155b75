#include "aggregate/target.h"

#include <cassert>

namespace zhibao {

Result<Target> readTarget(JsonNode const& node) {
    ZHIBAO_CHECK(node.onlyKeys({"amount", "currency", "year", "calibre"}));
    Target target;
    ZHIBAO_TRY(JsonNode const amountNode, node.at("amount"));
    ZHIBAO_TRY(std::string const amountText, amountNode.string());
    auto const amount = Money::parseCanonical(amountText);
    if (!amount) return inside(amountNode.pointer(), Result<Target>{tl::unexpected(amount.error())});
    if (amount->hundredths() <= 0) return amountNode.fail(error::jsonValueUnknown, {{"text", amountText}, {"expected", "> 0"}});
    target.hundredths = amount->hundredths();
    ZHIBAO_TRY(target.currency, node.stringAt("currency"));
    ZHIBAO_TRY(JsonNode const yearNode, node.at("year"));
    ZHIBAO_TRY(std::int64_t const year, yearNode.integer());
    if (year < 1900 || year > 2199) return yearNode.fail(error::jsonValueUnknown, {{"text", std::to_string(year)}, {"expected", "1900 … 2199"}});
    target.year = static_cast<int>(year);
    ZHIBAO_TRY(JsonNode const calibreNode, node.at("calibre"));
    ZHIBAO_TRY(std::string const calibre, calibreNode.string());
    auto const parsed = parseCalibre(calibre);
    if (!parsed) return inside(calibreNode.pointer(), Result<Target>{tl::unexpected(parsed.error())});
    target.calibre = *parsed;
    return target;
}

Result<std::vector<TargetProgress>> progressTowards(Target const& target, std::map<Quarter, ExactSum> const& sums, Quarter last,
                                                    Converter const& converter) {
    assert(converter.targetCurrency() == target.currency);
    if (last.year() != target.year) return fail(error::targetYearDiffers, {{"year", std::to_string(target.year)}, {"period", toText(last)}});
    auto const whole = ExactRatio::of(target.hundredths);
    std::vector<TargetProgress> progress;
    ExactSum cumulative;
    for (auto const quarter : last.yearToDate()) {
        ExactSum ofQuarter;
        if (auto const place = sums.find(quarter); place != sums.end()) ofQuarter = place->second;
        cumulative.add(ofQuarter);
        auto converted = converter.convert(cumulative);
        auto share = converted.hundredths.dividedBy(whole);
        progress.push_back({quarter, converter.convert(ofQuarter), std::move(converted), std::move(share)});
    }
    return progress;
}

}  // namespace zhibao
