/// A respondent's verbs: new filings, corrections, and what a check says to a person.

#include "base/csv.h"
#include "support/catch.h"
#include "support/command_line.h"
#include "support/golden.h"

using namespace zhibao;
using namespace zhibao::test;

namespace {

ProgramRun madeNew(std::vector<std::string> more) {
    more.insert(more.begin(), {"new", "-o", "-"});
    return zhibaoSays(std::move(more));
}

/// The text with the first place of `before` changed.
std::string replaced(std::string text, std::string const& before, std::string const& after) {
    auto const place = text.find(before);
    REQUIRE(place != std::string::npos);
    return text.replace(place, before.size(), after);
}

}  // namespace

TEST_CASE("a filing that reports nothing is made with its reason, and needs only its signatures", "[batch][filing]") {
    auto const made = madeNew({"--set", "quarterly", "--unit", unitCode, "--period", "2017Q1", "--zero", "本季度无服务进出口"});
    INFO(made.errors);
    REQUIRE(made.status == 0);
    auto const document = jsonOf(made.output);
    CHECK(*document.find("zero")->boolean());
    CHECK(*document.find("zeroReason")->string() == "本季度无服务进出口");
    auto const whole = replaced(filingWith(""), "\"zero\":false", "\"zero\":true,\"zeroReason\":\"本季度无服务进出口\"");
    auto const checked = zhibaoSays({"check", "-", "--date", "2017-04-10"}, whole);
    INFO(checked.output << checked.errors);
    CHECK(checked.status == 0);
    CHECK(checked.output == "Nothing stands in the way: the filing can be sealed.\n");
}

TEST_CASE("a correction of a sealed filing is its next version and names what it replaces", "[batch][filing]") {
    TemporaryFolder const folder;
    sealOne(folder, filingWith(goodRow), "one.zbs");
    auto const first = jsonOf(zhibaoSays({"open", (folder / "one.zbs").string(), "--format", "json"}).output);
    auto const made = madeNew({"--correct", (folder / "one.zbs").string(), "--reason", "样例：合同金额有误"});
    INFO(made.errors);
    REQUIRE(made.status == 0);
    auto const document = jsonOf(made.output);
    CHECK(*document.find("version")->integer() == 2);
    CHECK(*document.find("replaces")->string() == *first.find("identity")->string());
    CHECK(*document.find("kind")->string() == "correction");
    CHECK(*document.find("forms")->find("form2") == *first.find("filing")->find("forms")->find("form2"));

    SECTION("the bureau takes it as the next version, and totals hold it instead of the first") {
        auto const corrected = replaced(replaced(made.output, "\"123400.00\"", "\"7.00\""), "\"123400.00\"", "\"7.00\"");
        sealOne(folder, corrected, "two.zbs");
        auto const database = (folder / "bureau.db").string();
        REQUIRE(zhibaoSays({"init", "--db", database}).status == 0);
        auto const taken = zhibaoSays({"intake", "--db", database, (folder / "one.zbs").string(), (folder / "two.zbs").string()});
        INFO(taken.errors);
        CHECK(taken.output.find("1 new filing, 1 new version, 0 duplicates") != std::string::npos);
        auto const cube = zhibaoSays({"cube", "--db", database, "--by", "flow", "--period", "2017Q1", "--format", "csv", "-o", "-"});
        CHECK(cube.output.find("export,USD,7.00,") != std::string::npos);
    }
    SECTION("whose it is and for when cannot be said a second time") {
        auto const both = madeNew({"--correct", (folder / "one.zbs").string(), "--period", "2017Q2"});
        CHECK(both.status == 2);
        CHECK(both.errors == "zhibao new: options-exclude: --period and --correct do not go together. Leave one of them out.\n");
    }
}

TEST_CASE("a new filing needs set, unit and period, which may be typed in any width", "[batch][filing]") {
    auto const nothing = madeNew({});
    CHECK(nothing.status == 2);
    CHECK(nothing.errors.find("--set is missing") != std::string::npos);
    CHECK(nothing.errors.find("--unit is missing") != std::string::npos);
    CHECK(nothing.errors.find("--period is missing") != std::string::npos);

    auto const wide = madeNew({"--set", "quarterly", "--unit", unitCode, "--period", "２０１７q1"});
    INFO(wide.errors);
    REQUIRE(wide.status == 0);
    CHECK(*jsonOf(wide.output).find("period")->string() == "2017Q1");

    auto const year = madeNew({"--set", "quarterly", "--unit", unitCode, "--period", "2017"});
    CHECK(year.status == 2);
    CHECK(year.errors.find("--period: period-not-of-set: ") == 0);
    CHECK(year.output.empty());
    CHECK(madeNew({"--set", "weekly", "--unit", unitCode, "--period", "2017Q1"}).errors.find("--set: form-set-unknown: ") == 0);
    CHECK(madeNew({"--set", "quarterly", "--unit", unitCode, "--period", "2017Q1", "--edition", "none/1"}).errors.find("--edition: edition-unknown: ") == 0);
}

TEST_CASE("queries are listed, explained one by one or from a file, and a text that says nothing is refused", "[batch][filing]") {
    TemporaryFolder const folder;
    auto const negative = [](std::string const& row) { return replaced(replaced(replaced(row, "\"123400.00\"", "\"-8.00\""), "\"0.00\"", "\"-5.00\""), "\"123400.00\"", "\"-3.00\""); };
    auto const file = (folder / "filing.json").string();
    put(folder / "filing.json", filingWith(negative(goodRow)));
    auto const says = [&](std::vector<std::string> more) {
        more.insert(more.begin(), {"explain", file});
        return zhibaoSays(std::move(more));
    };
    auto const listed = says({});
    INFO(listed.output << listed.errors);
    CHECK(listed.status == 0);
    CHECK(listed.output.find("Query B") != std::string::npos);
    CHECK(listed.output.find("To explain one: zhibao explain " + file + " --rule B") != std::string::npos);

    auto const csv = says({"--format", "csv"});
    auto const table = parseCsv(csv.output);
    REQUIRE(table);
    CHECK(table->header == std::vector<std::string>{"rule", "form", "row", "column", "query", "text"});
    REQUIRE(table->rows.size() == 2);
    auto const& first = table->rows.front().fields;

    auto const before = textOf(folder / "filing.json");
    auto const empty = says({"--rule", first[0], "--form", first[1], "--row", first[2], "--column", first[3], "--text", "核实无误"});
    CHECK(empty.status == 1);
    CHECK(empty.errors.starts_with("--text: explanation-"));
    auto const elsewhere = says({"--rule", first[0], "--row", "7", "--text", "样例：客户退回上季度的服务款项"});
    CHECK(elsewhere.status == 2);
    CHECK(elsewhere.errors.find("explain-no-query") != std::string::npos);
    CHECK(textOf(folder / "filing.json") == before);

    auto const one = says({"--rule", first[0], "--form", first[1], "--row", first[2], "--column", first[3], "--text", "样例：客户退回上季度的服务款项，冲减本季度收入"});
    INFO(one.errors);
    CHECK(one.status == 0);
    CsvWriter rest;
    rest.row(table->header);
    auto const left = parseCsv(says({"--format", "csv"}).output);
    REQUIRE(left);
    CHECK(left->rows.size() == 1);
    for (auto row : left->rows) {
        row.fields[5] = "样例：客户退回上季度的服务款项，冲减本季度收入";
        rest.row(row.fields);
    }
    put(folder / "texts.csv", rest.text());
    auto const all = says({"--from", (folder / "texts.csv").string()});
    INFO(all.errors);
    CHECK(all.status == 0);
    CHECK(says({}).output == "No query wants an explanation.\n");
    // What was said can be said otherwise; there is still one explanation.
    auto const again = says({"--rule", first[0], "--form", first[1], "--row", first[2], "--column", first[3], "--text", "样例：上季度多开的发票在本季度冲红"});
    INFO(again.errors);
    CHECK(again.status == 0);
    auto const written = jsonOf(textOf(folder / "filing.json"));
    REQUIRE(written.find("explanations")->array()->size() == 2);
    CHECK(*written.find("explanations")->array()->front().find("text")->string() == "样例：上季度多开的发票在本季度冲红");
    CHECK(zhibaoSays({"check", file}).output.ends_with("Nothing stands in the way: the filing can be sealed.\n"));
}

TEST_CASE("a problem of structure is named by its check for people and by its code for programs", "[batch][filing]") {
    auto const file = (caseFolder("checks") / "B6-fails" / "filing.json").string();
    auto const told = zhibaoSays({"check", file});
    INFO(told.output);
    CHECK(told.status == 1);
    CHECK(told.output.find("Error B6 (") != std::string::npos);
    CHECK(told.output.find("row-key-twice") == std::string::npos);
    CHECK(zhibaoSays({"check", file, "--format", "json"}).output.find(R"("rule": "row-key-twice")") != std::string::npos);
}

TEST_CASE("what a check says names things as people call them, and its last line says what is left to do", "[batch][filing]") {
    SECTION("missing signatures and an unknown code") {
        auto filing = replaced(filingWith(replaced(goodRow, "\"SG\"", "\"ZZ\"")), "\"unitHead\":\"样例甲\",", "");
        auto const checked = zhibaoSays({"check", "-"}, filing);
        CHECK(checked.status == 1);
        CHECK(checked.output.find("(header, head of the unit)") != std::string::npos);
        CHECK(checked.output.find("unitHead") == std::string::npos);
        CHECK(checked.output.find("“partners”") == std::string::npos);
        CHECK(checked.output.find("The deadline was 2017-04-10; on ") != std::string::npos);
        CHECK(zhibaoSays({"check", "-", "--date", "2017-04-10"}, filing).output.find("The deadline was") == std::string::npos);
        CHECK(checked.output.ends_with("Before sealing: 2 errors to mend, 0 queries to explain.\n"));
    }
    SECTION("a query, open and explained") {
        auto const negative = filingWith(replaced(replaced(goodRow, "\"123400.00\"", "\"-5.00\""), "\"123400.00\"", "\"-5.00\""));
        auto const open = zhibaoSays({"check", "-"}, negative);
        CHECK(open.status == 0);
        CHECK(open.output.find("Query B") != std::string::npos);
        CHECK(open.output.find(" to mend, 0 queries") == std::string::npos);
        std::string explanations;
        auto const judged = jsonOf(zhibaoSays({"check", "-", "--format", "json"}, negative).output);
        for (auto const& finding : *judged.find("findings")->array()) {
            if (*finding.find("level")->string() != "query") continue;
            explanations += (explanations.empty() ? "" : ",") + std::string{R"({"rule":")"} + *finding.find("rule")->string() + R"(","cells":)" + toText(*finding.find("cells")) +
                            R"(,"text":"样例：客户退回上季度的服务款项，冲减本季度收入"})";
        }
        REQUIRE_FALSE(explanations.empty());
        auto const explained = zhibaoSays({"check", "-"}, replaced(negative, "\"explanations\":[]", "\"explanations\":[" + explanations + "]"));
        INFO(explained.output);
        CHECK(explained.output.find("Query (explained) B") != std::string::npos);
        CHECK(explained.output.ends_with("Nothing stands in the way: the filing can be sealed.\n"));
    }
}

TEST_CASE("a filing is judged only beside others that its rules look at", "[batch][filing]") {
    auto const file = [](std::string const& name) { return (caseFolder("checks") / name).string(); };
    auto const filing = file("B11-fails/filing.json");  // quarterly 2017Q1
    auto const refusal = [&](std::string const& option, std::string const& beside) {
        auto const run = zhibaoSays({"check", filing, option, beside});
        CHECK(run.status == 2);
        CHECK(run.output.empty());
        return run.errors;
    };
    CHECK(refusal("--profile", file("B11-fails/previous.json")).find("beside-no-profile") != std::string::npos);
    CHECK(refusal("--with", filing).find("beside-useless") != std::string::npos);
    CHECK(refusal("--with", file("B11-explained-one-of-two/filing.json")).find("beside-useless") != std::string::npos);
    CHECK(zhibaoSays({"check", filing, "--with", file("B11-fails/previous.json")}).status == 0);
}

TEST_CASE("a file without anything in it is called empty", "[batch][filing]") {
    auto const checked = zhibaoSays({"check", "-"}, " \n");
    CHECK(checked.status == 2);
    CHECK(checked.errors.find("-: filing-file-empty: ") == 0);
}

TEST_CASE("what a verb reads it never writes over, whatever name or link the file goes by", "[batch][arguments]") {
    TemporaryFolder const folder;
    auto const path = [&](char const* name) { return (folder / name).string(); };
    auto const database = path("bureau.db");
    REQUIRE(zhibaoSays({"init", "--db", database}).status == 0);
    put(folder / "filing.json", filingWith(goodRow));
    std::filesystem::create_symlink("bureau.db", folder / "table.csv");

    auto const refusal = [](std::string const& file, std::string const& option) {
        return "--output: output-is-input: " + file + " is also the file that " + option + " names, and writing would destroy it, so nothing was done. Choose another name for the output.\n";
    };
    auto const isKept = [&](std::vector<std::string> const& words, std::string const& file, std::string const& refused) {
        auto const before = textOf(file);
        auto const run = zhibaoSays(words);
        INFO(run.errors);
        CHECK(run.status == 2);
        CHECK(run.errors.find(refused) != std::string::npos);
        CHECK(textOf(file) == before);
    };
    isKept({"cube", "--db", database, "--by", "flow", "--period", "2017Q1", "--format", "csv", "-o", database}, database, refusal(database, "--db"));
    isKept({"cube", "--db", database, "--by", "flow", "--period", "2017Q1", "--format", "csv", "-o", path("table.csv")}, database, refusal(path("table.csv"), "--db"));
    isKept({"print", path("filing.json"), "--format", "html", "-o", path("filing.json")}, path("filing.json"), refusal(path("filing.json"), "filing"));
    isKept({"intake", "--db", database, "--report", database, folder.path().string()}, database, database + " is also the file that --db names");
}
