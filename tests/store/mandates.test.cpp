#include "store/mandates.h"

#include "package/open.h"
#include "package/seal.h"
#include "store/bureau_ledger.h"
#include "store/event_log.h"
#include "store/lists.h"
#include "store/openings.h"
#include "store/receipts.h"
#include "store/register.h"
#include "store/status.h"
#include "store/verify.h"

#include "intake/judge.h"
#include "support/arrivals.h"
#include "support/bureaus.h"
#include "support/catch.h"
#include "support/signers.h"
#include "support/submissions.h"
#include "support/temporary_folder.h"

using namespace zhibao;
using test::ArrivalBuilder;

namespace {

Date const firstOfYear{2017, 1, 1};
std::string const unit = exampleUnitCode(1).text();
std::string const agent = exampleUnitCode(7).text();

/// A bureau that knows a unit and an accounting office, which has a key.
struct Fixture {
    test::Submissions submissions;
    test::TemporaryFolder folder;
    BureauDatabase database = test::makeBureau(folder / "bureau.db");
    FileKeySigner office = test::signerOf(agent);
    FileKeySigner own = test::signerOf(unit);

    Fixture() {
        auto const registered = [](unsigned number, UnitState state) { return SurveyUnit{exampleUnitCode(number), state, {UnitProfile{Date{2016, 1, 1}, "样例", "500112", "", "", "", true, {}}}}; };
        REQUIRE(addUnits(database, {registered(1, UnitState::active), registered(7, UnitState::agent)}, test::dayOfArrival, "bureau"));
    }
    /// Makes the office's key known, as a registration does.
    void pinOffice() const {
        auto& connection = database.connection();
        auto transaction = Transaction::begin(connection).value();
        auto log = EventLog::inTransaction(connection).value();
        auto const number = connection.integer("SELECT unit_id FROM unit WHERE organisation_code = ?1", {exampleUnitCode(7).organisationCode()}).value().value();
        EventDraft draft{test::dayOfArrival, "registration", "key-pinned", agent, JsonValue::Object{}};
        auto const key = office.certificate().keyFingerprint();
        draft.addRow(ledger::pinnedKey, {number, blobOf(key), Blob{office.certificate().der()}});
        REQUIRE(log.append(draft));
        REQUIRE(transaction.commit());
    }
    [[nodiscard]] std::int64_t record(Date from, std::optional<Date> until = std::nullopt) {
        return recordMandate(database, {.unit = unit, .agent = agent, .firstDay = from, .lastDay = until, .evidence = "样例委托书，第 3 号"}, test::dayOfArrival, "bureau").value();
    }
    Outcome takeIn(Filing const& filing, Signer& signer, bool isUnderMandate) {
        SealOptions options;
        options.isUnderMandate = isUnderMandate;
        auto const sealed = seal(filing, submissions.edition(), {}, signer, FixedClock{test::dayOfArrival}, options);
        REQUIRE(sealed);
        auto const data = test::judgingData();
        Judge const judge{submissions.library(), data.schedule, data.rates};
        BureauLedger ledger{database};
        return ledger.receive({judge.judge("样例.zbs", sealed->bytes, test::dayOfArrival).value()}).value().front();
    }
    [[nodiscard]] std::vector<Error> problems() const { return verify(database, submissions.library(), {})->problems; }
};

std::string codeOf(Outcome const& outcome) {
    return outcome.error ? std::string{outcome.error->code.name()} : std::string{};
}

}  // namespace

TEST_CASE("what an agent files for a unit is taken in while its mandate holds, and says who filed it", "[store][mandates]") {
    Fixture f;
    f.pinOffice();
    CHECK(f.record(firstOfYear) == 1);
    auto const filing = f.submissions.filing(1, "2017Q1");
    CHECK(f.takeIn(filing, f.office, true).kind == Outcome::Kind::newFiling);
    auto const versions = listVersions(f.database, {}, std::nullopt, 10).value();
    REQUIRE(versions.size() == 1);
    CHECK(versions.front().unit == unit);
    CHECK(versions.front().agent == agent);
    CHECK(f.problems().empty());
}

TEST_CASE("an agent's key does not become the unit's, which can file its next version itself", "[store][mandates]") {
    Fixture f;
    f.pinOffice();
    (void)f.record(firstOfYear);
    auto filing = f.submissions.filing(1, "2017Q1");
    CHECK(f.takeIn(filing, f.office, true).kind == Outcome::Kind::newFiling);
    auto const first = listVersions(f.database, {}, std::nullopt, 10).value().front().identity;
    filing.header.version = 2;
    filing.header.replaces = first;
    filing.header.kind = FilingKind::correction;
    filing.header.reason = "样例：更正金额";
    CHECK(f.takeIn(filing, f.own, false).kind == Outcome::Kind::newVersion);
    CHECK(listVersions(f.database, {}, std::nullopt, 10).value().front().agent.empty());
    CHECK(f.problems().empty());
}

TEST_CASE("without a mandate in force on the day of arrival nobody files for another", "[store][mandates]") {
    Fixture f;
    f.pinOffice();
    auto const filing = f.submissions.filing(1, "2017Q1");
    SECTION("none was recorded") { CHECK(codeOf(f.takeIn(filing, f.office, true)) == "mandate-missing"); }
    SECTION("it begins tomorrow") {
        (void)f.record(Date{2017, 4, 6});
        CHECK(codeOf(f.takeIn(filing, f.office, true)) == "mandate-missing");
    }
    SECTION("it ended yesterday") {
        (void)f.record(firstOfYear, Date{2017, 4, 4});
        CHECK(codeOf(f.takeIn(filing, f.office, true)) == "mandate-missing");
    }
    SECTION("it was ended before its last day") {
        auto const number = f.record(firstOfYear, Date{2017, 12, 31});
        REQUIRE(endMandate(f.database, number, Date{2017, 4, 4}, "样例：改为自行申报", test::dayOfArrival, "bureau"));
        CHECK(codeOf(f.takeIn(filing, f.office, true)) == "mandate-missing");
    }
    SECTION("it is the unit that may file for the agent") {
        REQUIRE(recordMandate(f.database, {.unit = agent, .agent = unit, .firstDay = firstOfYear, .lastDay = {}, .evidence = "样例"}, test::dayOfArrival, "bureau"));
        CHECK(codeOf(f.takeIn(filing, f.office, true)) == "mandate-missing");
    }
    CHECK(listVersions(f.database, {}, std::nullopt, 10).value().empty());
    CHECK(f.problems().empty());
}

TEST_CASE("the last day of a mandate belongs to it, and what was filed stays when it ends", "[store][mandates]") {
    Fixture f;
    f.pinOffice();
    auto const number = f.record(firstOfYear, Date{2017, 4, 5});
    CHECK(f.takeIn(f.submissions.filing(1, "2017Q1"), f.office, true).kind == Outcome::Kind::newFiling);
    REQUIRE(endMandate(f.database, number, Date{2017, 4, 3}, "样例：改为自行申报", test::dayOfArrival, "bureau"));
    CHECK(listVersions(f.database, {}, std::nullopt, 10).value().size() == 1);
    CHECK(f.problems().empty());
}

TEST_CASE("an agent without a key on record, or with another one, is refused", "[store][mandates]") {
    Fixture f;
    (void)f.record(firstOfYear);
    auto const filing = f.submissions.filing(1, "2017Q1");
    CHECK(codeOf(f.takeIn(filing, f.office, true)) == "agent-key-unknown");
    f.pinOffice();
    auto other = test::signerOf(agent);
    CHECK(codeOf(f.takeIn(filing, other, true)) == "key-not-pinned");
    CHECK(f.problems().empty());
}

TEST_CASE("a filing is not sealed for another without saying so, nor for oneself under a mandate", "[store][mandates]") {
    Fixture f;
    auto const filing = f.submissions.filing(1, "2017Q1");
    FixedClock const clock{test::dayOfArrival};
    CHECK(seal(filing, f.submissions.edition(), {}, f.office, clock).error().code == error::packageUnitDiffers);
    SealOptions options;
    options.isUnderMandate = true;
    CHECK(seal(filing, f.submissions.edition(), {}, f.own, clock, options).error().code == error::mandateOfItself);
}

TEST_CASE("a mandate is recorded between two units of the register, with its evidence and days in order", "[store][mandates]") {
    Fixture f;
    auto const refusal = [&](Mandate const& mandate) { return recordMandate(f.database, mandate, test::dayOfArrival, "bureau").error().code; };
    CHECK(refusal({.unit = unit, .agent = unit, .firstDay = firstOfYear, .lastDay = {}, .evidence = "样例"}) == error::mandateOfItself);
    CHECK(refusal({.unit = unit, .agent = exampleUnitCode(9).text(), .firstDay = firstOfYear, .lastDay = {}, .evidence = "样例"}) == error::unitUnknown);
    CHECK(refusal({.unit = unit, .agent = agent, .firstDay = firstOfYear, .lastDay = {}, .evidence = " "}) == error::mandateEvidenceMissing);
    CHECK(refusal({.unit = unit, .agent = agent, .firstDay = firstOfYear, .lastDay = Date{2016, 12, 31}, .evidence = "样例"}) == error::mandateDaysReversed);
    CHECK(listMandates(f.database, "").value().empty());
}

TEST_CASE("a mandate ends once, within its days, with a reason", "[store][mandates]") {
    Fixture f;
    auto const number = f.record(firstOfYear, Date{2017, 6, 30});
    auto const end = [&](std::int64_t mandate, Date day, std::string_view reason) { return endMandate(f.database, mandate, day, reason, test::dayOfArrival, "bureau"); };
    CHECK(end(number + 1, Date{2017, 4, 1}, "样例").error().code == error::mandateUnknown);
    CHECK(end(number, Date{2017, 4, 1}, " ").error().code == error::mandateReasonMissing);
    CHECK(end(number, Date{2017, 7, 1}, "样例").error().code == error::mandateEndOutside);
    CHECK(end(number, Date{2016, 12, 30}, "样例").error().code == error::mandateEndOutside);
    REQUIRE(end(number, Date{2017, 4, 30}, "样例"));
    CHECK(end(number, Date{2017, 4, 1}, "样例").error().code == error::mandateHasEnded);
    auto const one = listMandates(f.database, exampleUnitCode(7).organisationCode()).value().front();
    CHECK(one.lastDay == Date{2017, 4, 30});
    CHECK(one.endReason == "样例");
    CHECK(f.problems().empty());
}

TEST_CASE("who only files for others owes nothing", "[store][mandates]") {
    Fixture f;
    f.pinOffice();
    (void)f.record(firstOfYear);
    (void)f.takeIn(f.submissions.filing(1, "2017Q1"), f.office, true);
    auto const status = statusOf(f.database, parsePeriod("2017Q1").value(), test::dayOfArrival).value();
    REQUIRE(status.formSets.size() == 1);
    CHECK(status.formSets.front().counts.owed() == 1);
    CHECK(status.formSets.front().counts.exempt == 1);
}

TEST_CASE("verification notices a version that names another mandate than it had", "[store][mandates]") {
    Fixture f;
    f.pinOffice();
    (void)f.record(firstOfYear);
    (void)f.takeIn(f.submissions.filing(1, "2017Q1"), f.office, true);
    auto& connection = f.database.connection();
    REQUIRE(connection.executeScript("DROP TRIGGER version_mandate_delete"));
    REQUIRE(connection.executeScript("DELETE FROM version_mandate"));
    CHECK_FALSE(f.problems().empty());
}
