#include "support/bureaus.h"

#include <algorithm>

#include "base/clock.h"
#include "package/registration.h"
#include "register/credit_code.h"
#include "store/accepted_rows.h"
#include "store/bureau_ledger.h"
#include "store/certificates.h"
#include "store/registrations.h"

#include "support/arrivals.h"
#include "support/catch.h"
#include "support/signers.h"

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

namespace {
constexpr std::string_view actor = "authority";
}

BureauKeys makeAuthority(BureauDatabase& database, std::string const& bureau) {
    auto key = PrivateKey::generate().value();
    auto certificate = authorityCertificate(key, {bureau, "样例"}, tenYears()).value();
    Authority authority{std::move(key), std::move(certificate)};
    REQUIRE(establishAuthority(database, authority.certificate, dayOfArrival, actor));
    auto bureauKey = PrivateKey::generate().value();
    auto own = issueCertificate(authority, bureauKey.publicKey(), {authority.certificate.unit(), "样例"}, tenYears(), KeyUse::signing).value();
    REQUIRE(recordIssued(database, own, KeyUse::signing, false, dayOfArrival, actor));
    auto signer = FileKeySigner::make(std::move(bureauKey), std::move(own)).value();
    return {std::move(authority), std::move(signer)};
}

FileKeySigner addCertificates(BureauDatabase& database, std::string const& unit) {
    auto [authority, bureau] = makeAuthority(database, "91999999MA0000023Y");
    auto const issued = issueCertificate(authority, PrivateKey::generate()->publicKey(), {unit, {}}, tenYears(), KeyUse::signing).value();
    REQUIRE(recordIssued(database, issued, KeyUse::signing, false, dayOfArrival, actor));
    REQUIRE(revokeCertificate(database, serialOf(issued), "样例", dayOfArrival, actor));
    FixedClock const clock{dayOfArrival};
    auto const registered = [&](unsigned number) {
        Registration registration;
        registration.unit = exampleUnitCode(number).text();
        registration.name = "样例";
        auto unitKey = PrivateKey::generate().value();
        auto selfMade = selfSignedCertificate(unitKey, {registration.unit, {}}, tenYears()).value();
        return writeRegistration(registration, std::move(unitKey), std::move(selfMade), nullptr, clock, "0.1.0").value().bytes;
    };
    SurveyState state;
    state.holidays = "first,last,kind,name,notice\n";
    state.periods = "period,form_set,opens,deadline,note\n";
    state.rates = "quarter,currency,units_per_usd,basis\n";
    auto const approved = registered(41);
    REQUIRE(approveRegistration(database, approved, {authority, bureau, readRegistration(approved).value().registration.key, 730, state, clock, "0.1.0", actor}));
    REQUIRE(returnRegistration(database, registered(42), "样例", bureau, clock, "0.1.0", actor));
    return std::move(bureau);
}

}  // namespace zhibao::test
