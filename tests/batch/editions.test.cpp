/// Editions, periods and rates on the command line.

#include <filesystem>

#include "base/file.h"
#include "base/json.h"
#include "support/catch.h"
#include "support/program.h"
#include "support/temporary_folder.h"

using namespace zhibao;
using zhibao::test::Outcome;
using zhibao::test::runProgram;
using zhibao::test::TemporaryFolder;

namespace {

std::string const unitCode = "91999999000000019D";

std::filesystem::path fixtureForms() {
    return std::filesystem::path{ZHIBAO_SOURCE_FOLDER} / "tests/fixtures/forms";
}

Outcome zhibaoSays(std::vector<std::string> arguments, std::string const& input = {}) {
    arguments.insert(arguments.end(), {"--lang", "en"});
    return runProgram("zhibao", arguments, input);
}

}  // namespace

TEST_CASE("an edition that ended before the period is not offered for a new filing", "[batch][editions]") {
    std::vector<std::string> const start{"new", "--forms", fixtureForms().string(), "--edition", "fixture/2016-1", "--set", "quarterly", "--unit", unitCode, "-o", "-", "--period"};
    auto const making = [&](std::string const& period) {
        auto arguments = start;
        arguments.push_back(period);
        return zhibaoSays(arguments);
    };
    CHECK(making("2016Q4").status == 0);
    auto const late = making("2017Q1");
    CHECK(late.status == 2);
    CHECK(late.errors.find("edition-expired: ") != std::string::npos);
    CHECK(late.errors.find("2016-12-31") != std::string::npos);
    CHECK(late.output.empty());
}

TEST_CASE("rates are taken from a file, listed with their history, and frozen", "[batch][rates]") {
    TemporaryFolder const folder;
    auto const database = (folder / "bureau.db").string();
    REQUIRE(zhibaoSays({"init", "--db", database}).status == 0);
    auto const enter = [&](std::string const& csv) {
        return zhibaoSays({"rates", "import", "--db", database, "-", "--source", "样例来源", "--entered-by", "样例甲", "--status", "official"}, csv);
    };
    auto const list = [&](std::vector<std::string> more = {}) {
        std::vector<std::string> arguments{"rates", "list", "--db", database, "--period", "2017Q1", "--format", "json"};
        arguments.insert(arguments.end(), more.begin(), more.end());
        auto const listed = zhibaoSays(arguments);
        INFO(listed.errors);
        REQUIRE(listed.status == 0);
        auto const document = parseJson(listed.output);
        REQUIRE(document);
        std::string text;
        for (auto const& line : *document->find("rates")->array())
            if (*line.find("currency")->string() == "CNY") text += *line.find("units_per_usd")->string() + " " + *line.find("status")->string() + "; ";
        return text;
    };

    auto const bad = enter("quarter,currency,units_per_usd\n2017Q1,CNY,6.8854\n2017Q1,EUR,0\n2017Q9,EUR,1\n");
    CHECK(bad.status == 2);
    CHECK(bad.errors.find("- > 3: rate-not-positive: ") != std::string::npos);
    CHECK(bad.errors.find("- > 4: period-malformed: ") != std::string::npos);
    CHECK(list({"--history"}).empty());

    auto const months = enter("month,currency,units_per_usd\n2017-01,CNY,6.8918\n2017-02,CNY,6.8713\n2017-03,CNY,6.8932\n");
    INFO(months.errors);
    CHECK(months.status == 0);
    CHECK(list() == "≈6.885433 official; ");
    CHECK(enter("quarter,currency,units_per_usd\n2017Q1,CNY,6.9\n").status == 0);
    CHECK(list({"--history"}) == "≈6.885433 official; 6.9 official; ");

    CHECK(zhibaoSays({"rates", "freeze", "--db", database, "--period", "2017Q1"}).status == 0);
    auto const late = enter("quarter,currency,units_per_usd\n2017Q1,CNY,7\n");
    CHECK(late.status == 2);
    CHECK(late.errors.find("- > 2: rates-frozen: ") != std::string::npos);
    CHECK(list() == "6.9 frozen; ");
    CHECK(zhibaoSays({"verify", "--db", database}).status == 0);
}
