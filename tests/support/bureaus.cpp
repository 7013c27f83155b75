#include "support/bureaus.h"

#include <algorithm>

#include "store/accepted_rows.h"
#include "store/bureau_ledger.h"

#include "support/arrivals.h"
#include "support/catch.h"

namespace zhibao::test {

BureauDatabase makeBureau(std::filesystem::path const& path) {
    auto database = BureauDatabase::create(path, dayOfArrival, {.durable = false});
    REQUIRE(database);
    return *std::move(database);
}

BureauDatabase openBureau(std::filesystem::path const& path) {
    auto database = BureauDatabase::open(path, Database::Access::readWrite, {.durable = false});
    REQUIRE(database);
    return *std::move(database);
}

std::vector<Outcome> receiveEach(BureauDatabase& database, std::vector<Arrival> const& arrivals) {
    BureauLedger ledger{database};
    std::vector<Outcome> outcomes;
    for (auto const& arrival : arrivals) {
        auto const received = ledger.receive({arrival});
        if (!received) FAIL(received.error().code.name() << " " << received.error().where());
        outcomes.push_back(received->front());
    }
    return outcomes;
}

std::vector<std::string> totalsIn(BureauDatabase const& database) {
    std::vector<std::string> rows;
    auto const read = forEachAcceptedRow(database, Quarter::parse("2016Q1").value(), Quarter::parse("2018Q4").value(), [&](AcceptedRow const& row) -> Result<> {
        rows.push_back(toText(row.quarter) + " " + std::string{row.unit} + " " + std::string{row.flow} + " " + std::string{row.item} + " " +
                       std::string{row.currency} + " " + (row.total ? row.total->canonical() : "blank") + " " + std::string{row.district});
        return {};
    });
    REQUIRE(read);
    std::sort(rows.begin(), rows.end());
    return rows;
}

}  // namespace zhibao::test
