#include "support/arrivals.h"

#include <utility>

namespace zhibao::test {

TradeRow tradeRow(std::string_view flow, std::string_view item, std::int64_t hundredths) {
    TradeRow row;
    row.form = "form2";
    row.flow = flow;
    row.item = item;
    row.partner = "SG";
    row.outsourcing = "none";
    row.currency = "USD";
    row.total = Money::ofHundredths(hundredths);
    row.mode1 = Money::ofHundredths(hundredths);
    return row;
}

ArrivalBuilder::ArrivalBuilder(unsigned unit)
    : filing_{.fileName = "unit" + std::to_string(unit) + ".zbs",
              .package = {},
              .packageDigest = {},
              .identity = {},
              .unit = exampleUnitCode(unit),
              .header = {},
              .period = Quarter::parse("2017Q1").value(),
              .editionDigest = sha256("edition"),
              .signer = {},
              .certificate = {},
              .window = {Moment{1'490'976'000}, Moment{1'491'839'999}, {}},  // 1 to 10 April 2017 in China
              .rows = {tradeRow("export", "SJ211", 10'000)},
              .rowsDigest = {},
              .findings = {},
              .findingsDigest = {},
              .profile = {},
              .arrived = dayOfArrival},
      key_("key of unit " + std::to_string(unit)) {
    filing_.header.edition = "services-trade/2017-1";
    filing_.header.formSet = "quarterly";
    filing_.header.unit = filing_.unit.text();
    filing_.header.period = "2017Q1";
}

ArrivalBuilder& ArrivalBuilder::period(std::string_view text) {
    filing_.header.period = text;
    filing_.period = parsePeriod(text).value();
    return *this;
}

ArrivalBuilder& ArrivalBuilder::set(std::string_view id) {
    filing_.header.formSet = id;
    return *this;
}

ArrivalBuilder& ArrivalBuilder::version(std::int64_t number, Digest const& predecessor) {
    filing_.header.version = number;
    filing_.header.replaces = predecessor;
    filing_.header.kind = FilingKind::correction;
    return *this;
}

ArrivalBuilder& ArrivalBuilder::reason(std::string_view text) {
    filing_.header.reason = text;
    return *this;
}

ArrivalBuilder& ArrivalBuilder::amount(std::int64_t hundredths) {
    filing_.rows = {tradeRow("export", "SJ211", hundredths)};
    return *this;
}

ArrivalBuilder& ArrivalBuilder::rows(std::vector<TradeRow> rows) {
    filing_.rows = std::move(rows);
    return *this;
}

ArrivalBuilder& ArrivalBuilder::finding(std::string_view level, bool isExplained) {
    filing_.findings.push_back({"B11", std::string{level}, "violated", isExplained, {{"form2", 0, "total"}}, {{"total", "100.00"}}, {"样例", "example"}});
    return *this;
}

ArrivalBuilder& ArrivalBuilder::signedBy(std::string_view key) {
    key_ = key;
    return *this;
}

ArrivalBuilder& ArrivalBuilder::edition(std::string_view text) {
    filing_.editionDigest = sha256(text);
    return *this;
}

ArrivalBuilder& ArrivalBuilder::profile(FiledProfile profile) {
    filing_.profile = std::move(profile);
    return *this;
}

ArrivalBuilder& ArrivalBuilder::arrived(Moment moment) {
    filing_.arrived = moment;
    return *this;
}

JudgedFiling ArrivalBuilder::make() const {
    JudgedFiling filing = filing_;
    filing.signer = sha256(key_);
    filing.certificate = "certificate of " + key_;
    filing.rowsDigest = digestOf(filing.rows);
    filing.findingsDigest = digestOf(filing.findings);
    filing.package = "package " + filing.header.unit + filing.header.formSet + filing.header.period + std::to_string(filing.header.version) +
                     filing.rowsDigest.hex() + filing.findingsDigest.hex() + (filing.profile ? filing.profile->district : "") + key_;
    filing.packageDigest = sha256(filing.package);
    filing.identity = sha256("manifest of " + filing.package);
    return filing;
}

}  // namespace zhibao::test
