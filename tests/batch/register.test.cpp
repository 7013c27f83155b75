/// The bureau's verbs about units and periods, and paths that no database or file can have.

#include <filesystem>

#include "register/credit_code.h"
#include "support/catch.h"
#include "support/command_line.h"

using namespace zhibao;
using namespace zhibao::test;

namespace {

std::string const otherUnit = exampleUnitCode(2).text();
std::string const head = "code,name,valid_from,district,in_liangjiang\n";

/// A database in the folder, and a register of these rows imported into it.
std::string databaseIn(TemporaryFolder const& folder, std::string const& rows = {}) {
    auto const database = (folder / "bureau.db").string();
    REQUIRE(zhibaoSays({"init", "--db", database}).status == 0);
    if (!rows.empty()) REQUIRE(zhibaoSays({"units", "import", "--db", database, "-"}, head + rows).status == 0);
    return database;
}

}  // namespace

TEST_CASE("a period is opened for somebody, and once it has begun", "[batch][register]") {
    TemporaryFolder const folder;
    auto const database = databaseIn(folder);
    auto const open = [&](std::string const& period, std::vector<std::string> more = {}) {
        more.insert(more.begin(), {"period", "open", "--db", database, "--period", period});
        return zhibaoSays(more);
    };
    auto const empty = open("2017Q1");
    CHECK(empty.status == 2);
    CHECK(empty.errors.find(database + ": register-empty: The register has no unit") == 0);
    auto const early = open("2199Q1");
    CHECK(early.status == 2);
    CHECK(early.errors.find("--period: period-not-begun: 2199Q1 begins on 2199-01-01") == 0);
    CHECK(open("2017").errors.find("--set: form-set-choice: 2017 is a year, and several form sets are filed for a year: profile, annual.") == 0);
    CHECK(open("2017", {"--set", "quarterly"}).errors.find("--period: period-not-of-set: ") == 0);
    CHECK(open("2016", {"--set", "annual", "--without-units"}).status == 0);
    auto const forced = open("2017Q1", {"--without-units"});
    CHECK(forced.status == 0);
    CHECK(forced.output.find("Attention: nobody owes a filing for 2017Q1!") != std::string::npos);
}

TEST_CASE("a unit that was registered after the opening owes when it is entered, with the reason", "[batch][register]") {
    TemporaryFolder const folder;
    auto const database = databaseIn(folder, unitCode + ",样例一,2016-01-01,,\n");
    REQUIRE(zhibaoSays({"period", "open", "--db", database, "--period", "2017Q1"}).status == 0);
    REQUIRE(zhibaoSays({"units", "import", "--db", database, "-"}, head + otherUnit + ",样例二,2016-01-01,,\n").status == 0);
    auto const owe = [&](std::vector<std::string> more) {
        more.insert(more.begin(), {"units", "owe", "--db", database, "--period", "2017q1", "--reason", "补录"});
        return zhibaoSays(more);
    };
    auto const owed = [&] { return zhibaoSays({"status", "--db", database, "--period", "2017Q1"}).output; };
    CHECK(owed().find(" 1 owed,") != std::string::npos);
    CHECK(owe({}).errors.find("units: owe-units-choice: ") == 0);
    CHECK(owe({"--all-new", otherUnit}).errors.find("units: owe-units-choice: ") == 0);
    CHECK(owe({exampleUnitCode(3).text()}).status == 2);
    auto const entered = owe({"--all-new"});
    INFO(entered.errors);
    CHECK(entered.status == 0);
    CHECK(entered.output == "2017Q1 Quarterly report of services trade: 1 unit owes a filing now, because: 补录.\n");
    CHECK(owed().find(" 2 owed,") != std::string::npos);
    CHECK(owe({"--exempt", otherUnit}).output.find("1 unit is exempt now") != std::string::npos);
    CHECK(owed().find(" 1 owed,") != std::string::npos);
    CHECK(zhibaoSays({"verify", "--db", database}).status == 0);
}

TEST_CASE("a register row that is refused says which values there are", "[batch][register]") {
    TemporaryFolder const folder;
    auto const database = databaseIn(folder);
    auto const refused = zhibaoSays({"units", "import", "--db", database, "-"}, head + unitCode + ",样例,2016-01-01,999,perhaps\n" + otherUnit + ",样例,2016-01-01,,perhaps\n");
    CHECK(refused.status == 2);
    CHECK(refused.errors.find("- > 2: register-code-unknown: “999” in the column district") != std::string::npos);
    CHECK(refused.errors.find("500112") != std::string::npos);
    CHECK(refused.errors.find("- > 3: register-yes-no-unknown: The column in_liangjiang takes yes or no, or 1 or 0, not “perhaps”.") != std::string::npos);
}

TEST_CASE("a path that cannot be a database, a backup or an output is refused as wrong input", "[batch][paths]") {
    TemporaryFolder const folder;
    auto const database = databaseIn(folder);
    auto const nowhere = folder / "none" / "file";
    auto const refuses = [&](std::vector<std::string> const& arguments, std::string const& beginning) {
        auto const run = zhibaoSays(arguments);
        INFO(run.output << run.errors);
        CHECK(run.status == 2);
        CHECK(run.errors.find(beginning) == 0);
    };
    auto const text = [](std::filesystem::path const& path) { return path.string(); };
    refuses({"init", "--db", text(folder.path())}, text(folder.path()) + ": database-is-folder: ");
    refuses({"init", "--db", text(nowhere)}, text(nowhere) + ": database-folder-missing: ");
    refuses({"status", "--db", text(folder.path()), "--period", "2017Q1"}, text(folder.path()) + ": database-is-folder: ");
    refuses({"status", "--db", text(nowhere), "--period", "2017Q1"}, text(nowhere) + ": database-missing: ");
    refuses({"backup", "--db", database, "-o", text(folder.path())}, text(folder.path()) + ": output-is-folder: ");
    refuses({"backup", "--db", database, "-o", text(nowhere)}, text(nowhere) + ": output-folder-missing: ");
    refuses({"restore", text(nowhere), "--db", text(folder / "new.db")}, text(nowhere) + ": backup-missing: ");
    refuses({"new", "--set", "quarterly", "--unit", unitCode, "--period", "2017Q1", "-o", text(nowhere)}, text(nowhere) + ": output-folder-missing: ");
    refuses({"new", "--set", "quarterly", "--unit", unitCode, "--period", "2017Q1", "-o", text(folder.path())}, text(folder.path()) + ": output-is-folder: ");
    refuses({"intake", "--db", database, text(nowhere)}, text(nowhere) + ": intake-path-missing: ");
}

TEST_CASE("files that are plainly something else are refused by name", "[batch][register]") {
    TemporaryFolder const folder;
    auto const database = databaseIn(folder);
    REQUIRE(zhibaoSays({"template", "--set", "quarterly", "-o", (folder / "form.xlsx").string()}).status == 0);
    put(folder / "paper.pdf", "%PDF-1.7\n");
    put(folder / "filing.json", filingWith(goodRow));
    auto const taken = zhibaoSays({"intake", "--db", database, (folder / "form.xlsx").string(), (folder / "paper.pdf").string(), (folder / "filing.json").string()});
    CHECK(taken.status == 0);
    CHECK(taken.errors.find("form.xlsx: file-is-spreadsheet: ") != std::string::npos);
    CHECK(taken.errors.find("paper.pdf: file-is-pdf: ") != std::string::npos);
    CHECK(taken.errors.find("filing.json: file-is-json: ") != std::string::npos);
}

TEST_CASE("what a register says of a unit has to be possible", "[batch][register]") {
    TemporaryFolder const folder;
    auto const database = databaseIn(folder);
    auto const import = [&](std::string const& more, std::string const& values) {
        return zhibaoSays({"units", "import", "--db", database, "-"}, "code,name,valid_from," + more + "\n" + unitCode + ",样例一,2016-01-01," + values + "\n");
    };
    auto const share = import("foreignShare", "300");
    CHECK(share.status == 2);
    CHECK(share.errors.find("- > 2 > foreignShare: percent-out-of-range: ") == 0);
    CHECK(import("industry,industry_edition", "2011-I,2017").errors.find("- > 2: register-industry-differs: ") == 0);
    CHECK(import("industry,industry_edition,foreignShare", "2017-I,2017,60").status == 0);
}

TEST_CASE("the status says why a unit is exempt, and that nothing is known of one", "[batch][register]") {
    TemporaryFolder const folder;
    auto const database = databaseIn(folder);
    REQUIRE(zhibaoSays({"units", "import", "--db", database, "-"}, "code,name,valid_from,state,foreignShare,hasOverseasAffiliates\n" + unitCode + ",样例一,2016-01-01,,,\n" + otherUnit +
                                                                       ",样例二,2016-01-01,,10,no\n" + exampleUnitCode(3).text() + ",样例三,2016-01-01,suspended,,\n")
                .status == 0);
    REQUIRE(zhibaoSays({"period", "open", "--db", database, "--period", "2016", "--set", "annual"}).status == 0);
    auto const status = zhibaoSays({"status", "--db", database, "--period", "2016"});
    CHECK(status.output.find("样例一: Nothing of its profile is known") != std::string::npos);
    CHECK(status.output.find("样例二: Its profile gives no reason to ask\n") != std::string::npos);
    CHECK(status.output.find("样例三: The unit is suspended\n") != std::string::npos);
    CHECK(status.output.find("Next: once the profile of a unit of which nothing is known") != std::string::npos);
    auto const json = jsonOf(zhibaoSays({"status", "--db", database, "--period", "2016", "--format", "json"}).output);
    auto const& set = json.find("formSets")->array()->front();
    CHECK(set.find("daysLeft")->integer() != nullptr);
    CHECK(set.find("workdaysLeft") != nullptr);
}

TEST_CASE("annual filings are made, checked and opened for years", "[batch][register]") {
    auto const made = zhibaoSays({"new", "--set", "annual", "--unit", unitCode, "--period", "2017", "-o", "-"});
    INFO(made.errors);
    REQUIRE(made.status == 0);
    CHECK(*jsonOf(made.output).find("period")->string() == "2017");
    CHECK(zhibaoSays({"check", "-"}, made.output).status == 1);  // nobody has signed it
    TemporaryFolder const folder;
    auto const workbook = (folder / "annual.xlsx").string();
    REQUIRE(zhibaoSays({"template", "--set", "annual", "--unit", unitCode, "--period", "2017", "-o", workbook}).status == 0);
    auto const filled = zhibaoSays({"fill", workbook, "-o", "-"});
    CHECK(*jsonOf(filled.output).find("period")->string() == "2017");
    CHECK(zhibaoSays({"new", "--set", "annual", "--unit", unitCode, "--period", "2017Q1", "-o", "-"}).errors.find("--period: period-not-of-set: ") == 0);
    CHECK(zhibaoSays({"template", "--set", "quarterly", "--period", "2017", "-o", workbook}).errors.find("--period: period-not-of-set: ") == 0);
}
