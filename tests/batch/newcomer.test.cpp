/// What somebody meets who calls the verbs for the first time, with files and options that are not as they should be.

#include <filesystem>

#include "support/catch.h"
#include "support/command_line.h"

using namespace zhibao;
using namespace zhibao::test;

namespace {

std::vector<std::string> newFiling(std::vector<std::string> const& more, std::string const& output = "-") {
    std::vector<std::string> arguments{"new", "--set", "quarterly", "--unit", unitCode, "--period", "2017Q1", "-o", output};
    arguments.insert(arguments.end(), more.begin(), more.end());
    return arguments;
}

}  // namespace

TEST_CASE("what is unpacked replaces nothing unless asked", "[batch][newcomer]") {
    TemporaryFolder const folder;
    sealOne(folder, filingWith(goodRow), "one.zbs");
    auto const sealed = (folder / "one.zbs").string();
    auto const out = folder / "out";
    std::filesystem::create_directory(out);
    put(out / "filing.json", "mine");
    auto const refused = zhibaoSays({"open", sealed, "--extract", out.string()});
    CHECK(refused.status == 2);
    CHECK(refused.errors.find("--extract: extract-exists: ") == 0);
    CHECK(refused.errors.find("filing.json") != std::string::npos);
    CHECK(textOf(out / "filing.json") == "mine");
    CHECK_FALSE(std::filesystem::exists(out / "manifest.json"));
    CHECK(zhibaoSays({"open", sealed, "--extract", out.string(), "--overwrite"}).status == 0);
    CHECK(textOf(out / "filing.json") != "mine");
}

TEST_CASE("a blank reason is refused, and so is one of a first filing", "[batch][newcomer]") {
    for (std::string const blank : {"", "  ", "\xE3\x80\x80"}) {
        auto const zero = zhibaoSays(newFiling({"--zero", blank}));
        CHECK(zero.status == 2);
        CHECK(zero.errors.find("--zero: reason-blank: ") == 0);
        auto const late = zhibaoSays(newFiling({"--late", "--reason", blank}));
        CHECK(late.status == 2);
        CHECK(late.errors.find("--reason: reason-blank: ") == 0);
    }
    auto const first = zhibaoSays(newFiling({"--reason", "样例"}));
    CHECK(first.status == 2);
    CHECK(first.output.empty());
    CHECK(first.errors.find("--reason: reason-without-version: ") == 0);
}

TEST_CASE("data without a structure are told how one looks", "[batch][newcomer]") {
    TemporaryFolder const folder;
    put(folder / "a.vtl", "r := DS_1;");
    put(folder / "a.csv", "Id_1,Me_1\na,1\n");
    auto const data = "DS_1=" + (folder / "a.csv").string();
    auto const run = zhibaoSays({"rules", "run", (folder / "a.vtl").string(), "--data", data, "--out", (folder / "out").string()});
    CHECK(run.status == 2);
    CHECK(run.errors.find("--data " + data + ": structure-missing: ") == 0);
    CHECK(run.errors.find(R"("role":"Identifier")") != std::string::npos);
}

TEST_CASE("a database is a file, and other kinds of it are said not to be supported", "[batch][newcomer]") {
    auto const stream = zhibaoSays({"init", "--db", "-"});
    CHECK(stream.status == 2);
    CHECK(stream.errors.find("--db: database-no-stream: ") == 0);
    CHECK_FALSE(std::filesystem::exists("-"));
    auto const server = zhibaoSays({"status", "--db", "postgresql://somebody:secret@host/bureau", "--period", "2017Q1"});
    CHECK(server.status == 2);
    CHECK(server.errors.find("--db: database-kind-unsupported: ") == 0);
    CHECK(server.errors.find("postgresql://") != std::string::npos);
    CHECK(server.errors.find("secret") == std::string::npos);
}

TEST_CASE("a verb that writes a file says so on standard error, and nothing when it goes to standard output", "[batch][newcomer]") {
    TemporaryFolder const folder;
    auto const file = (folder / "filing.json").string();
    auto const made = zhibaoSays(newFiling({}, file));
    CHECK(made.status == 0);
    CHECK(made.output.empty());
    CHECK(made.errors == "Wrote " + file + ".\n");
    CHECK(zhibaoSays(newFiling({})).errors.empty());
    auto const printed = (folder / "filing.html").string();
    CHECK(zhibaoSays({"print", file, "--format", "html", "-o", printed}).errors == "Wrote " + printed + ".\n");
    auto const workbook = (folder / "form.xlsx").string();
    CHECK(zhibaoSays({"template", "--set", "quarterly", "-o", workbook}).errors == "Wrote " + workbook + ".\n");
}

TEST_CASE("semicolons instead of commas are said of rule data, once", "[batch][newcomer]") {
    TemporaryFolder const folder;
    put(folder / "a.vtl", "r := DS_1;");
    put(folder / "a.csv", "Id_1;Me_1\na;1\n");
    put(folder / "a.json", R"({"name":"DS_1","components":[{"name":"Id_1","role":"Identifier","data_type":"String"},{"name":"Me_1","role":"Measure","data_type":"Number"}]})");
    auto const csv = (folder / "a.csv").string();
    auto const run = zhibaoSays({"rules", "run", (folder / "a.vtl").string(), "--data", "DS_1=" + csv, "--structure", "DS_1=" + (folder / "a.json").string(), "--out", (folder / "out").string()});
    CHECK(run.status == 2);
    CHECK(run.errors.find(csv + ":1: csv-separator-other: ") == 0);
    CHECK(run.errors.find("csv-column-missing") == std::string::npos);
    CHECK_FALSE(std::filesystem::exists(folder / "out"));
}

TEST_CASE("kinds of JSON values are named in one's own language, with how numbers are written", "[batch][newcomer]") {
    auto const run = runProgram("zhibao", {"--lang", "zh", "check", "-"}, "[]");
    CHECK(run.status == 2);
    CHECK(run.errors.find("此处应为对象，实为数组") != std::string::npos);
    CHECK(run.errors.find("金额") != std::string::npos);
    CHECK(zhibaoSays({"check", "-"}, "[]").errors.find("Here should stand an object, not an array.") != std::string::npos);
}

TEST_CASE("a sealed file that was cut short is said not to be complete, wherever it was cut", "[batch][newcomer]") {
    TemporaryFolder const folder;
    sealOne(folder, filingWith(goodRow), "one.zbs");
    auto const whole = textOf(folder / "one.zbs");
    for (std::size_t const length : {std::size_t{100}, whole.size() / 4, whole.size() / 2, whole.size() - 30, whole.size() - 21, whole.size() - 5, whole.size() - 1}) {
        put(folder / "cut.zbs", whole.substr(0, length));
        auto const run = zhibaoSays({"open", (folder / "cut.zbs").string()});
        INFO(length << " of " << whole.size() << ": " << run.errors);
        CHECK(run.status == 1);
        CHECK(run.errors.find("cut.zbs: zip-cut-short: The file is not complete") != std::string::npos);
    }
}

TEST_CASE("sums of a period without filings are said to be of nothing", "[batch][newcomer]") {
    TemporaryFolder const folder;
    auto const database = (folder / "bureau.db").string();
    REQUIRE(zhibaoSays({"init", "--db", database}).status == 0);
    auto const table = zhibaoSays({"table", "--db", database, "--table", "by-sector", "--period", "2019Q1", "--format", "csv", "-o", "-"});
    CHECK(table.status == 0);
    CHECK(table.errors.find("No filing of 2019Q1 has been taken in") == 0);
    auto const cube = zhibaoSays({"cube", "--db", database, "--by", "flow", "--period", "2019Q1", "--format", "csv", "-o", "-"});
    CHECK(cube.errors.find("No filing of 2019Q1 has been taken in") == 0);
}

TEST_CASE("generating into the same database twice ends with the answer no", "[batch][newcomer]") {
    TemporaryFolder const folder;
    auto const database = (folder / "bureau.db").string();
    std::vector<std::string> const arguments{"generate", "--units", "2", "--from", "2017Q1", "--to", "2017Q1", "--lines", "2", "--seed", "1", "--db", database};
    auto const first = zhibaoSays(arguments);
    CHECK(first.status == 0);
    CHECK(zhibaoSays({"cube", "--db", database, "--by", "flow", "--period", "2017Q1", "--format", "csv", "-o", "-"}).errors.empty());
    auto const second = zhibaoSays(arguments);
    CHECK(second.status == 1);
    CHECK(second.errors.find("The database refused 2 of them.") != std::string::npos);
}

TEST_CASE("sentences are in the language that the environment wants of sentences", "[batch][newcomer]") {
    CHECK(runProgram("zhibao", {"bogus"}, {}, {{"LC_ALL", "en_US.UTF-8"}, {"LANGUAGE", "zh_CN:en"}}).errors.find("没有“bogus”这个命令") != std::string::npos);
    CHECK(runProgram("zhibao", {"bogus"}, {}, {{"LC_ALL", "zh_CN.UTF-8"}, {"LANGUAGE", "en"}}).errors.find("There is no verb “bogus”") != std::string::npos);
}
