#include "store/verify.h"

#include <algorithm>
#include <fstream>
#include <set>

#include "base/file.h"
#include "intake/intake.h"
#include "store/bureau_ledger.h"
#include "store/decisions.h"
#include "store/lists.h"
#include "store/event_log.h"
#include "store/openings.h"
#include "store/rates.h"
#include "store/mandates.h"
#include "store/receipts.h"
#include "store/register.h"

#include "support/bureaus.h"
#include "support/catch.h"
#include "support/forger.h"
#include "support/submissions.h"
#include "support/temporary_folder.h"

using namespace zhibao;
using test::forge;

namespace {

FixedClock const fixedClock{test::dayOfArrival};

/// A bureau in which every table has rows, from real packages.
void fillBureau(test::Submissions& submissions, std::filesystem::path const& folder) {
    auto database = test::makeBureau(folder / "bureau.db");
    REQUIRE(addUnits(database, {{exampleUnitCode(3), UnitState::active, {UnitProfile{Date{2016, 1, 1}, "样例", "500112", "p", "I", "2011", true, {}}}},
                                {exampleUnitCode(9), UnitState::active, {UnitProfile{Date{2016, 1, 1}, "样例", "500112", "p", "I", "2011", true, {{"foreignShare", "60.00"}}}}}}, test::dayOfArrival, "bureau"));
    REQUIRE(importRates(database, "quarter,currency,units_per_usd\n2017Q1,CNY,6.9\n", {"样例", "样例", Date{2017, 4, 1}, RateStatus::official}, test::dayOfArrival, "bureau"));
    auto bureau = test::addCertificates(database, exampleUnitCode(9).text());
    std::filesystem::create_directories(folder / "inbox");
    auto const first = submissions.filing(1, "2017Q1");
    auto const identity = submissions.write(folder / "inbox/1.zbs", first);
    auto correction = submissions.correction(first, identity, 5);
    correction.header.reason = "样例";
    submissions.write(folder / "inbox/2.zbs", correction);
    auto wrong = submissions.filing(2, "2017Q1");
    wrong.forms.front().rows[0].cells[*submissions.edition().findForm("form2")->indexOf("total")] = Money::ofHundredths(1);
    submissions.write(folder / "inbox/3.zbs", wrong);
    // Refused last, whatever order the filings of a unit are taken in.
    std::ofstream{folder / "letter.zbs"} << "dear bureau";
    submissions.write(folder / "inbox/3a.zbs", submissions.profile(1, "2017"));
    BureauLedger ledger{database};
    IntakeOptions options;
    options.clock = &fixedClock;
    auto const report = takeIn({folder / "inbox"}, submissions.library(), test::judgingData(), ledger, options);
    REQUIRE(report);
    REQUIRE(report->accepted == 2);
    REQUIRE(report->refused.empty());
    REQUIRE(takeIn({folder / "letter.zbs"}, submissions.library(), test::judgingData(), ledger, options)->refused.size() == 1);
    // A unit that has another file for it.
    auto const addMandate = [&](unsigned unit, unsigned agent) {
        return recordMandate(database, {.unit = exampleUnitCode(unit).text(), .agent = exampleUnitCode(agent).text(), .firstDay = Date{2017, 1, 1}, .lastDay = Date{2017, 12, 31}, .evidence = "样例"},
                             test::dayOfArrival, "bureau");
    };
    REQUIRE(addMandate(9, 1));
    REQUIRE(endMandate(database, 1, Date{2017, 3, 31}, "样例", test::dayOfArrival, "bureau"));
    REQUIRE(addMandate(3, 1));
    REQUIRE(writeFile(folder / "for-other.zbs", submissions.sealFor(submissions.filing(3, "2017Q1"), 1).bytes));
    REQUIRE(takeIn({folder / "for-other.zbs"}, submissions.library(), test::judgingData(), ledger, options)->newFilings == 1);
    auto const returned = versionNamed(database, exampleUnitCode(2).text(), "quarterly", "2017Q1", std::nullopt);
    REQUIRE(returned);
    REQUIRE(sendBack(database, submissions.library(), *returned, "样例", {{{{"form2", 0, "total"}}, "样例"}}, test::dayOfArrival, "bureau"));
    REQUIRE(issueReceipts(database, bureau, fixedClock, "0.1.0").value().size() == 6);
}

VerifyReport verified(std::filesystem::path const& path, test::Submissions const& submissions, VerifyOptions const& options = {}) {
    auto const database = test::openBureau(path);
    auto report = verify(database, submissions.library(), options);
    if (!report) FAIL(report.error().code.name());
    return *std::move(report);
}

std::set<std::string> codesOf(VerifyReport const& report) {
    std::set<std::string> codes;
    for (auto const& problem : report.problems) codes.emplace(problem.code.name());
    return codes;
}

}  // namespace

TEST_CASE("a ledger that nobody touched has no problems, and every row is made again from its package", "[store][verify]") {
    test::Submissions submissions;
    test::TemporaryFolder const folder;
    fillBureau(submissions, folder.path());
    auto const report = verified(folder / "bureau.db", submissions);
    for (auto const& problem : report.problems) UNSCOPED_INFO(problem.code.name() << " " << problem.where());
    CHECK(codesOf(report).empty());
    CHECK(report.versions == 5);
    CHECK(report.reread == 5);
    CHECK(report.events > 5);

    auto const database = test::openBureau(folder / "bureau.db");
    auto rows = database.connection().query("SELECT digest FROM event ORDER BY number");
    std::vector<Digest> heads;
    while (rows->next().value()) heads.push_back(digestIn(*rows, 0).value());
    CHECK(report.head == heads.back());
    VerifyOptions options;
    options.head = heads[1];
    CHECK(codesOf(verified(folder / "bureau.db", submissions, options)).empty());
    options.head = sha256("the head of another ledger");
    CHECK(codesOf(verified(folder / "bureau.db", submissions, options)) == std::set<std::string>{"ledger-head-unknown"});
}

namespace {

struct Place {
    std::string table;
    std::string column;
    std::string type;
    std::string keys;  // of the table

    /// Alters the column in the last row by its key; what was null gets a value, what had one gets another of the same kind.
    [[nodiscard]] std::string alteration(std::string const& condition = "true") const {
        std::string const other = type == "INTEGER" ? "coalesce(" + column + ", 0) + 1000"
                                  : type == "TEXT"  ? "coalesce(" + column + ", '') || 'x'"
                                                    : "CASE WHEN length(" + column + ") = 32 THEN CAST(substr(hex(" + column + "), 1, 32) AS BLOB) ELSE CAST(coalesce(" +
                                                         column + ", x'') || 'x' AS BLOB) END";
        return "UPDATE " + table + " SET " + column + " = " + other + " WHERE (" + keys + ") = (SELECT " + keys + " FROM " + table + " WHERE " + condition + " ORDER BY " + keys +
               " DESC LIMIT 1)";
    }
};

/// Every column of every table of the ledger; all tables have rows.
std::vector<Place> placesIn(std::filesystem::path const& path) {
    auto database = test::openBureau(path);
    auto& connection = database.connection();
    std::vector<Place> places;
    {
        auto rows = connection.query("SELECT m.name, c.name, c.type, (SELECT group_concat(name, ', ') FROM pragma_table_info(m.name) WHERE pk > 0) "
                                     "FROM sqlite_schema m JOIN pragma_table_info(m.name) c WHERE m.type = 'table' ORDER BY 1, 2");
        while (rows->next().value()) places.push_back({std::string{rows->text(0)}, std::string{rows->text(1)}, std::string{rows->text(2)}, std::string{rows->text(3)}});
    }
    for (auto const& place : places) REQUIRE(connection.integer("SELECT count(*) FROM " + place.table).value() > 0);
    REQUIRE(connection.executeScript("PRAGMA wal_checkpoint(TRUNCATE)"));
    REQUIRE(places.size() > 100);
    return places;
}

}  // namespace

TEST_CASE("verification notices when any column of any row of any table is altered", "[store][verify]") {
    test::Submissions submissions;
    test::TemporaryFolder const folder;
    fillBureau(submissions, folder.path());
    auto const copy = folder / "forged.db";
    for (auto const& place : placesIn(folder / "bureau.db")) {
        forge(folder / "bureau.db", copy, place.alteration());
        INFO(place.table << "." << place.column);
        CHECK_FALSE(codesOf(verified(copy, submissions)).empty());
    }
}

TEST_CASE("a forger who mends the chain can alter only what the bureau itself says, and the head shows it", "[store][verify]") {
    // What no unit has signed: the bureau's own records. For these the chain is the evidence, and whoever rewrites it all is found out by
    // a head that was kept elsewhere. Everything else is noticed without one.
    std::set<std::string> const ownRecords{
        "decision.kind", "decision.reason",                                  // what it decided, as far as the totals do not show it
        "event.actor", "event.kind", "event.payload", "event.subject",      // who did what, in words
        "filing_version.file_name",                                          // the sender's name of a file is in no package
        "mandate.evidence", "mandate.first_day", "mandate.last_day", "mandate_end.last_day", "mandate_end.reason",  // as long as they cover what was filed
        "obligation.reason", "opening.deadline", "opening.edition", "opening.note", "opening.opens",
        "rate.basis", "rate.denominator", "rate.entered_by", "rate.numerator", "rate.source",
        "receipt.receipt_id",
        "refusal.arguments", "refusal.code", "refusal.file_digest", "refusal.file_name", "refusal.place", "refusal.refusal_id",
        "return_reason.cells", "return_reason.number", "return_reason.text",
        "revocation.moment", "revocation.reason",
        "setting.name", "setting.value",
        "unit_entry.reason",
    };
    test::Submissions submissions;
    test::TemporaryFolder const folder;
    fillBureau(submissions, folder.path());
    VerifyOptions options;
    options.head = verified(folder / "bureau.db", submissions).head;
    auto const copy = folder / "forged.db";
    std::set<std::string> unnoticed;
    for (auto const& place : placesIn(folder / "bureau.db")) {
        // Digests of the chain itself are what is being mended.
        if (place.table == "event" && (place.column == "content" || place.column == "previous" || place.column == "digest")) continue;
        bool const mayBeOfFiling = place.table == "unit_profile" || place.table == "unit_characteristic";
        // Receipts are signed and name the head of their time, so whoever rewrites what was before them has to take them away.
        std::string const without = place.table == "receipt" || place.table == "event" ? "" : "DELETE FROM receipt; ";
        forge(folder / "bureau.db", copy, without + place.alteration(mayBeOfFiling ? "version_id IS NOT NULL" : "true"));
        test::mendChain(copy);
        if (codesOf(verified(copy, submissions)).empty()) unnoticed.insert(place.table + "." + place.column);
        INFO(place.table << "." << place.column);
        CHECK(codesOf(verified(copy, submissions, options)).size() > 0);
    }
    CHECK(unnoticed == ownRecords);
}

TEST_CASE("a chain that was rewritten contradicts the receipts that lie in the ledger", "[store][verify]") {
    test::Submissions submissions;
    test::TemporaryFolder const folder;
    fillBureau(submissions, folder.path());
    REQUIRE(test::openBureau(folder / "bureau.db").connection().executeScript("PRAGMA wal_checkpoint(TRUNCATE)"));
    auto const copy = folder / "forged.db";
    forge(folder / "bureau.db", copy, "UPDATE rate SET numerator = 99");
    test::mendChain(copy);
    CHECK(codesOf(verified(copy, submissions)) == std::set<std::string>{"ledger-receipt-contradicts"});
}

TEST_CASE("verification notices a removed row and an added one in any table", "[store][verify]") {
    test::Submissions submissions;
    test::TemporaryFolder const folder;
    fillBureau(submissions, folder.path());
    std::vector<std::string> tables;
    {
        auto database = test::openBureau(folder / "bureau.db");
        auto rows = database.connection().query("SELECT name FROM sqlite_schema WHERE type = 'table'");
        while (rows->next().value()) tables.emplace_back(rows->text(0));
        REQUIRE(database.connection().executeScript("PRAGMA wal_checkpoint(TRUNCATE)"));
    }
    auto const copy = folder / "forged.db";
    for (auto const& table : tables) {
        INFO(table);
        // The last event of all can be cut off without a trace in the chain; that is what a head kept elsewhere is for.
        std::string const which = table == "event" ? "number = 2" : "true";
        forge(folder / "bureau.db", copy, "DELETE FROM " + table + " WHERE " + which);
        CHECK_FALSE(codesOf(verified(copy, submissions)).empty());
    }
    forge(folder / "bureau.db", copy,
          "INSERT INTO trade_row SELECT version_id, 99, form, flow, item, partner, outsourcing, currency, total, mode1, mode2, mode4, affiliated, digital FROM trade_row "
          "WHERE version_id = 1 LIMIT 1");
    CHECK(codesOf(verified(copy, submissions)).contains("ledger-trade-rows-altered"));
    forge(folder / "bureau.db", copy, "INSERT INTO setting SELECT 'acceptance', number, 'manual' FROM event WHERE number = 2");
    CHECK(codesOf(verified(copy, submissions)) == std::set<std::string>{"ledger-rows-altered"});
    forge(folder / "bureau.db", copy, "INSERT INTO setting VALUES ('acceptance', 500, 'manual')");
    CHECK(codesOf(verified(copy, submissions)) == std::set<std::string>{"ledger-reference-broken", "ledger-row-without-event"});
    forge(folder / "bureau.db", copy, "UPDATE counted SET version_id = 1");
    CHECK(codesOf(verified(copy, submissions)) == std::set<std::string>{"ledger-counted-wrong"});
}

TEST_CASE("a forger who also mends rows, digests and chain is found by the signature, or by the head", "[store][verify]") {
    test::Submissions submissions;
    test::TemporaryFolder const folder;
    fillBureau(submissions, folder.path());
    auto const before = verified(folder / "bureau.db", submissions);
    {
        auto database = test::openBureau(folder / "bureau.db");
        REQUIRE(database.connection().executeScript("PRAGMA wal_checkpoint(TRUNCATE)"));
    }
    // Doubles an amount of version 1, puts the right rows digest, and writes the chain anew from there.
    auto const copy = folder / "forged.db";
    forge(folder / "bureau.db", copy, "UPDATE trade_row SET total = total * 2 WHERE version_id = 1 AND number = 0");
    std::string rowsDigest;
    {
        auto database = Database::open(copy, Database::Access::readWrite, {.durable = false}).value();
        std::vector<TradeRow> rows;
        auto cursor = database.query("SELECT form, flow, item, partner, outsourcing, currency, total, mode1, mode2, mode4, affiliated, digital FROM trade_row WHERE version_id = 1 ORDER BY number");
        while (cursor->next().value()) {
            auto const money = [&](int column) { return cursor->isNull(column) ? std::optional<Money>{} : Money::ofHundredths(cursor->integer(column)); };
            rows.push_back({std::string{cursor->text(0)}, std::string{cursor->text(1)}, std::string{cursor->text(2)}, std::string{cursor->text(3)}, std::string{cursor->text(4)},
                            std::string{cursor->text(5)}, money(6), money(7), money(8), money(9), money(10), money(11)});
        }
        rowsDigest = digestOf(rows).hex();
    }
    forge(folder / "bureau.db", copy, "UPDATE trade_row SET total = total * 2 WHERE version_id = 1 AND number = 0; UPDATE filing_version SET rows_digest = x'" + rowsDigest +
                                          "' WHERE version_id = 1");
    test::mendChain(copy);
    CHECK(codesOf(verified(copy, submissions)) == std::set<std::string>{"ledger-package-contradicts", "ledger-receipt-contradicts"});
    VerifyOptions options;
    options.head = before.head;
    CHECK(codesOf(verified(copy, submissions, options)) == std::set<std::string>{"ledger-head-unknown", "ledger-package-contradicts", "ledger-receipt-contradicts"});
}

TEST_CASE("missing triggers, damaged pages and the end of the log cut off are noticed", "[store][verify]") {
    test::Submissions submissions;
    test::TemporaryFolder const folder;
    fillBureau(submissions, folder.path());
    auto const before = verified(folder / "bureau.db", submissions);
    {
        auto database = test::openBureau(folder / "bureau.db");
        REQUIRE(database.connection().executeScript("PRAGMA wal_checkpoint(TRUNCATE)"));
    }
    auto const copy = folder / "forged.db";
    std::filesystem::copy_file(folder / "bureau.db", copy);
    {
        auto database = Database::open(copy, Database::Access::readWrite).value();
        REQUIRE(database.executeScript("DROP TRIGGER package_update"));
    }
    CHECK(codesOf(verified(copy, submissions)) == std::set<std::string>{"ledger-schema-altered"});

    // The last event wrote the receipts; both go without a trace in the chain.
    forge(folder / "bureau.db", copy, "DELETE FROM receipt WHERE event = (SELECT max(number) FROM event); DELETE FROM event WHERE number = (SELECT max(number) FROM event)");
    CHECK(codesOf(verified(copy, submissions)).empty());
    VerifyOptions options;
    options.head = before.head;
    CHECK(codesOf(verified(copy, submissions, options)) == std::set<std::string>{"ledger-head-unknown"});
}

TEST_CASE("the largest number there is hides neither an event nor a row", "[store][verify]") {
    test::Submissions submissions;
    test::TemporaryFolder const folder;
    fillBureau(submissions, folder.path());
    auto const copy = folder / "forged.db";
    forge(folder / "bureau.db", copy, "INSERT INTO setting (name, event, value) VALUES ('hidden', 9223372036854775807, 'x')");
    CHECK(codesOf(verified(copy, submissions)).contains("ledger-row-without-event"));
    forge(folder / "bureau.db", copy, "UPDATE event SET number = 9223372036854775807 WHERE number = (SELECT max(number) FROM event)");
    CHECK(codesOf(verified(copy, submissions)).contains("ledger-event-missing"));
}

TEST_CASE("rows filed under a state of the edition that is gone are compared with their digest only", "[store][verify]") {
    test::Submissions submissions;
    test::TemporaryFolder const folder;
    fillBureau(submissions, folder.path());
    EditionLibrary const elsewhere{folder / "inbox"};
    auto const report = verify(test::openBureau(folder / "bureau.db"), elsewhere);
    REQUIRE(report);
    CHECK(report->problems.empty());
    CHECK(report->versions == 5);
    CHECK(report->reread == 0);
}
