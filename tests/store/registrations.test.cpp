#include "store/registrations.h"

#include "store/certificates.h"
#include "store/verify.h"
#include "trust/openssl_handles.h"

#include "support/arrivals.h"
#include "support/bureaus.h"
#include "support/catch.h"
#include "support/signers.h"
#include "support/submissions.h"
#include "support/temporary_folder.h"

using namespace zhibao;

namespace {

/// A token that fails when it is to sign.
class AbsentToken final : public Signer {
public:
    explicit AbsentToken(Certificate certificate) : certificate_(std::move(certificate)) {}
    [[nodiscard]] Algorithm algorithm() const override { return Algorithm::ecdsaP256Sha256; }
    [[nodiscard]] Certificate const& certificate() const override { return certificate_; }
    [[nodiscard]] Result<Bytes> sign(BytesView) override { return fail(error::cryptographyFailed, {{"text", "样例"}}); }

private:
    Certificate certificate_;
};

/// A clock that has gone on whenever somebody looks.
class RunningClock final : public Clock {
public:
    [[nodiscard]] Moment now() const override { return Moment{++seconds_}; }

private:
    mutable std::int64_t seconds_ = test::dayOfArrival.seconds;
};

struct Fixture {
    test::Submissions submissions;
    test::TemporaryFolder folder;
    BureauDatabase database = test::makeBureau(folder / "bureau.db");
    std::optional<Authority> authority;
    std::optional<FileKeySigner> bureau;
    Bytes request;
    Digest typed;
    SurveyState state;

    Fixture() {
        test::BureauKeys keys = test::makeAuthority(database, "91999999MA0000023Y");
        authority.emplace(std::move(keys.authority));
        bureau.emplace(std::move(keys.bureau));
        Registration registration;
        registration.unit = exampleUnitCode(1).text();
        registration.name = "样例软件有限公司";
        auto key = PrivateKey::generate().value();
        auto certificate = selfSignedCertificate(key, {registration.unit, {}}, test::tenYears()).value();
        auto const connection = PrivateKey::generate().value();
        request = writeRegistration(registration, std::move(key), std::move(certificate), &connection, FixedClock{test::dayOfArrival}, "0.1.0").value().bytes;
        typed = readRegistration(request).value().registration.key;
        state.holidays = "first,last,kind,name,notice\n";
        state.periods = "period,form_set,opens,deadline,note\n";
        state.rates = "quarter,currency,units_per_usd,basis\n";
    }
    [[nodiscard]] Result<Approved> approve(Signer& signer, Clock const& clock) { return approveRegistration(database, request, {*authority, signer, typed, 730, state, clock, "0.1.0", "registration"}); }
    [[nodiscard]] std::size_t certificates() const { return issuedCertificates(database).value().size(); }
};

}  // namespace

TEST_CASE("an approval that cannot be finished issues no certificate, and the registration waits on", "[store][registrations]") {
    Fixture f;
    auto const before = f.certificates();
    AbsentToken token{f.bureau->certificate()};
    REQUIRE_FALSE(f.approve(token, FixedClock{test::dayOfArrival}));
    CHECK(f.certificates() == before);
    CHECK(listRegistrations(f.database, true).value().size() == 1);
    REQUIRE(f.approve(*f.bureau, FixedClock{test::dayOfArrival}));
    CHECK(f.certificates() == before + 2);
    CHECK(listRegistrations(f.database, true).value().empty());
    CHECK(verify(f.database, f.submissions.library(), {})->problems.empty());
}

TEST_CASE("a clock that goes on while a registration is approved leaves nothing that contradicts", "[store][registrations]") {
    Fixture f;
    REQUIRE(f.approve(*f.bureau, RunningClock{}));
    CHECK(verify(f.database, f.submissions.library(), {})->problems.empty());
}
