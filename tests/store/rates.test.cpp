#include "store/rates.h"

#include "form/edition.h"
#include "store/verify.h"

#include "support/bureaus.h"
#include "support/catch.h"
#include "support/temporary_folder.h"

using namespace zhibao;

namespace {

Moment const monday{1'491'800'000};

Quarter quarter(std::string const& text) {
    return *Quarter::parse(text);
}

RateTable starter() {
    return *RateTable::parse("quarter,currency,units_per_usd,basis\n2017Q1,CNY,6.9,starter\n2017Q1,EUR,0.94,starter\n2017Q2,CNY,6.8,starter\n");
}

BureauDatabase newBureau(test::TemporaryFolder const& folder) {
    auto database = BureauDatabase::create(folder / "bureau.db", monday);
    REQUIRE(database);
    return *std::move(database);
}

RateImport import(BureauDatabase& database, std::string const& csv, RateDefaults const& defaults = {"样例来源", "样例甲", Date{2017, 4, 10}, RateStatus::official}) {
    auto const result = importRates(database, csv, defaults, monday, "bureau");
    REQUIRE(result);
    return *result;
}

std::string rate(BureauDatabase const& database, std::string const& period, std::string const& currency) {
    auto const rates = bureauRates(database, starter());
    REQUIRE(rates);
    auto const found = rates->find(quarter(period), currency);
    return found ? rateText(found->unitsPerDollar) + " " + std::string{nameOf(found->status)} : "none";
}

std::vector<std::string> problemsOf(RateImport const& import) {
    std::vector<std::string> texts;
    for (auto const& problem : import.problems) texts.push_back(std::string{problem.code.name()} + " @ " + problem.where());
    return texts;
}

}  // namespace

TEST_CASE("what the bureau entered decides, and the starter stands in for the rest", "[store][rates]") {
    test::TemporaryFolder const folder;
    auto database = newBureau(folder);
    CHECK(rate(database, "2017Q1", "CNY") == "6.9 draft");
    auto const done = import(database, "quarter,currency,units_per_usd\n2017Q1,CNY,6.8854\n2017Q1,SGD,1.42\n");
    CHECK(done.added == 2);
    CHECK(rate(database, "2017Q1", "CNY") == "6.8854 official");
    CHECK(rate(database, "2017Q1", "SGD") == "1.42 official");
    CHECK(rate(database, "2017Q1", "EUR") == "0.94 draft");
    CHECK(rate(database, "2017Q1", "XAU") == "none");
    auto const history = rateHistory(database, quarter("2017Q1"));
    REQUIRE(history);
    REQUIRE(history->size() == 2);
    CHECK(history->front().rate.source == "样例来源");
    CHECK(history->front().rate.enteredBy == "样例甲");
    CHECK(history->front().rate.enteredOn == Date{2017, 4, 10});
}

TEST_CASE("a later rate replaces the earlier one, which stays in the history", "[store][rates]") {
    test::TemporaryFolder const folder;
    auto database = newBureau(folder);
    import(database, "quarter,currency,units_per_usd\n2017Q1,CNY,6.8854\n2017Q2,CNY,6.86\n");
    auto const again = import(database, "quarter,currency,units_per_usd\n2017Q1,CNY,6.89\n2017Q2,CNY,6.86\n");
    CHECK(again.added == 0);
    CHECK(again.changed == 1);
    CHECK(again.unchanged == 1);
    CHECK(rate(database, "2017Q1", "CNY") == "6.89 official");
    auto const history = rateHistory(database);
    REQUIRE(history);
    REQUIRE(history->size() == 3);
    CHECK(rateText(history->at(0).rate.unitsPerDollar) == "6.8854");
    CHECK_FALSE(history->at(0).isInForce);
    CHECK(history->at(1).isInForce);
    CHECK(history->at(0).event < history->at(1).event);
}

TEST_CASE("a file with a bad line is not taken at all, and each bad line is named", "[store][rates]") {
    test::TemporaryFolder const folder;
    auto database = newBureau(folder);
    auto const result = import(database, "quarter,currency,units_per_usd,status\n2017Q1,CNY,6.8854,official\n2017Q1,eur,0.9,\n2017Q1,JPY,-3,\n2017Q1,HKD\n2017Q1,CNY,6.9,\n2017Q1,KRW,1150,frozen\n");
    CHECK(problemsOf(result) == std::vector<std::string>{"csv-row-length @ 5", "rate-currency-malformed @ 3", "amount-malformed @ 4", "rate-duplicate @ 6", "rate-status-unknown @ 7"});
    CHECK(rate(database, "2017Q1", "CNY") == "6.9 draft");
    CHECK(rateHistory(database)->empty());
}

TEST_CASE("frozen rates never change, neither by a file nor by another starter", "[store][rates]") {
    test::TemporaryFolder const folder;
    auto database = newBureau(folder);
    import(database, "quarter,currency,units_per_usd\n2017Q1,CNY,6.8854\n");
    REQUIRE(freezeRates(database, quarter("2017Q1"), starter(), monday, "bureau"));
    CHECK(rate(database, "2017Q1", "CNY") == "6.8854 frozen");
    CHECK(rate(database, "2017Q1", "EUR") == "0.94 frozen");
    CHECK(problemsOf(import(database, "quarter,currency,units_per_usd\n2017Q2,CNY,6.8\n2017Q1,CNY,7\n2017Q1,SGD,1.4\n")) ==
          std::vector<std::string>{"rates-frozen @ 3", "rates-frozen @ 4"});
    auto const other = RateTable::parse("quarter,currency,units_per_usd,basis\n2017Q1,EUR,0.5,other\n2017Q1,SGD,1.4,other\n2017Q2,CNY,6.7,other\n");
    auto const rates = bureauRates(database, *other);
    REQUIRE(rates);
    CHECK(rateText(rates->find(quarter("2017Q1"), "EUR")->unitsPerDollar) == "0.94");
    CHECK_FALSE(rates->find(quarter("2017Q1"), "SGD"));
    CHECK(rateText(rates->find(quarter("2017Q2"), "CNY")->unitsPerDollar) == "6.7");

    auto const twice = freezeRates(database, quarter("2017Q1"), starter(), monday, "bureau");
    REQUIRE_FALSE(twice);
    CHECK(twice.error().code == error::ratesFrozen);
    auto const nothing = freezeRates(database, quarter("2010Q1"), starter(), monday, "bureau");
    REQUIRE_FALSE(nothing);
    CHECK(nothing.error().code == error::ratesMissing);
}

TEST_CASE("the database itself refuses a rate for a frozen quarter", "[store][rates]") {
    test::TemporaryFolder const folder;
    auto database = newBureau(folder);
    REQUIRE(freezeRates(database, quarter("2017Q1"), starter(), monday, "bureau"));
    import(database, "quarter,currency,units_per_usd\n2017Q2,CNY,6.8854\n");
    auto const forced = database.connection().execute("INSERT INTO rate SELECT '2017Q1', 'CNY', max(number), 7, 1, 'official', '', '', '', '' FROM event", {});
    REQUIRE_FALSE(forced);
}

TEST_CASE("an altered rate is found by verification", "[store][rates]") {
    test::TemporaryFolder const folder;
    auto database = newBureau(folder);
    import(database, "quarter,currency,units_per_usd\n2017Q1,CNY,6.8854\n");
    EditionLibrary const library{std::filesystem::path{ZHIBAO_SOURCE_FOLDER} / "forms"};
    auto const before = verify(database, library);
    REQUIRE(before);
    CHECK(before->problems.empty());
    REQUIRE(database.connection().executeScript("DROP TRIGGER rate_update; UPDATE rate SET numerator = numerator + 1;"));
    auto const after = verify(database, library);
    REQUIRE(after);
    CHECK_FALSE(after->problems.empty());
}

TEST_CASE("a file names currencies that there are and quarters near those that have rates", "[store][rates]") {
    test::TemporaryFolder const folder;
    auto database = newBureau(folder);
    CodeEntry yuan;
    yuan.code = "CNY";
    CodeList const currencies{"currencies", {"币种", "Currencies"}, {yuan}};
    auto const known = starter();
    auto const taken = [&](std::string const& rows) {
        auto const result = importRates(database, "quarter,currency,units_per_usd\n" + rows, {}, monday, "bureau", {&currencies, &known});
        REQUIRE(result);
        return problemsOf(*result);
    };
    CHECK(taken("2017Q1,CYN,6.88\n2099Q4,CNY,6.88\n1900Q1,CNY,6.88\n2017Q2,CNY,6.8\n") == std::vector<std::string>{"code-unknown @ 2", "rate-period-far @ 4", "rate-period-far @ 3"});
    CHECK(taken("2019Q2,CNY,6.8\n2021Q1,CNY,6.8\n").empty());  // each is near the one before
}

TEST_CASE("an official rate is frozen with its source and who entered it", "[store][rates]") {
    test::TemporaryFolder const folder;
    auto database = newBureau(folder);
    import(database, "quarter,currency,units_per_usd,status\n2017Q1,CNY,6.8854,official\n", {"样例来源", "", {}, RateStatus::draft});
    auto const frozen = freezeRates(database, quarter("2017Q1"), starter(), monday, "bureau");
    REQUIRE_FALSE(frozen);
    CHECK(frozen.error().code == error::rateUnsigned);
    CHECK(frozen.error().arguments.at("currency") == "CNY");
}

TEST_CASE("a rate far from its neighbours is not frozen unless it is confirmed", "[store][rates]") {
    test::TemporaryFolder const folder;
    auto database = newBureau(folder);
    import(database, "quarter,currency,units_per_usd\n2017Q1,CNY,688.55\n");
    auto const frozen = freezeRates(database, quarter("2017Q1"), starter(), monday, "bureau");
    REQUIRE_FALSE(frozen);
    CHECK(frozen.error().code == error::rateJumps);
    CHECK(frozen.error().arguments.at("otherPeriod") == "2017Q2");
    auto const confirmed = freezeRates(database, quarter("2017Q1"), starter(), monday, "bureau", {"CNY"});
    REQUIRE(confirmed);
    CHECK(confirmed->official == 1);
    CHECK(confirmed->drafts == 1);
}

TEST_CASE("far is more than one and a half times, also for rates of one digit", "[store][rates]") {
    auto const freeze = [](std::string const& rate, std::string const& next) {
        test::TemporaryFolder const folder;
        auto database = newBureau(folder);
        import(database, "quarter,currency,units_per_usd\n2017Q1,SGD," + rate + "\n2017Q2,SGD," + next + "\n");
        auto const frozen = freezeRates(database, quarter("2017Q1"), starter(), monday, "bureau");
        return std::string{frozen ? "frozen" : frozen.error().code.name()};
    };
    CHECK(freeze("7", "11") == "rate-jumps");
    CHECK(freeze("11", "7") == "rate-jumps");
    CHECK(freeze("2", "3") == "frozen");
    CHECK(freeze("3", "2") == "frozen");
}

TEST_CASE("a frozen quarter is reopened for a reason, corrected and frozen again, and the log knows all of it", "[store][rates]") {
    test::TemporaryFolder const folder;
    auto database = newBureau(folder);
    import(database, "quarter,currency,units_per_usd\n2017Q1,CNY,6.8854\n");
    CHECK(reopenRates(database, quarter("2017Q1"), "样例理由", monday, "bureau").error().code == error::ratesNotFrozen);
    REQUIRE(freezeRates(database, quarter("2017Q1"), starter(), monday, "bureau"));
    CHECK(reopenRates(database, quarter("2017Q1"), " 　", monday, "bureau").error().code == error::ratesReasonMissing);
    REQUIRE(reopenRates(database, quarter("2017Q1"), "样例理由", monday, "bureau"));
    CHECK(rate(database, "2017Q1", "CNY") == "6.8854 draft");
    CHECK(rate(database, "2017Q1", "EUR") == "0.94 draft");
    CHECK(problemsOf(import(database, "quarter,currency,units_per_usd\n2017Q1,CNY,6.88\n")).empty());
    REQUIRE(freezeRates(database, quarter("2017Q1"), starter(), monday, "bureau"));
    CHECK(rate(database, "2017Q1", "CNY") == "6.88 frozen");
    CHECK(problemsOf(import(database, "quarter,currency,units_per_usd\n2017Q1,CNY,7\n")) == std::vector<std::string>{"rates-frozen @ 2"});
    auto const report = verify(database, EditionLibrary{std::filesystem::path{ZHIBAO_SOURCE_FOLDER} / "forms"}, {});
    REQUIRE(report);
    CHECK(report->problems.empty());
}
