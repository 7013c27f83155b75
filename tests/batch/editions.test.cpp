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
