/// Filing for another unit on the command line: refused without a mandate, taken in with one, and the agent gets the receipt too.

#include <filesystem>

#include "support/catch.h"
#include "support/command_line.h"

using namespace zhibao;
using namespace zhibao::test;

namespace {

std::string const agentCode = "919999990000000278";

ProgramRun does(std::vector<std::string> const& arguments) {
    auto run = zhibaoSays(arguments);
    INFO(run.errors);
    REQUIRE(run.status == 0);
    return run;
}

std::vector<std::string> refusalCodes(std::string const& report) {
    std::vector<std::string> codes;
    auto const document = jsonOf(report);
    for (auto const& one : *document.find("refused")->array()) codes.push_back(*one.find("code")->string());
    return codes;
}

}  // namespace

TEST_CASE("an accounting office files for a unit once the bureau has recorded its mandate and key", "[batch][mandates]") {
    TemporaryFolder const folder;
    auto const path = [&](std::string const& name) { return (folder / name).string(); };
    put(folder / "secret", "开门\n");
    put(folder / "units.csv", "code,name,valid_from,state\n" + unitCode + ",样例软件有限公司,2016-01-01,\n" + agentCode + ",样例会计事务所,2016-01-01,agent\n");
    does({"init", "--db", path("bureau.db")});
    does({"units", "import", "--db", path("bureau.db"), path("units.csv")});
    does({"keys", "new", "--unit", agentCode, "--out", path("office")});
    put(folder / "filing.json", filingWith(goodRow));
    auto const sealing = std::vector<std::string>{"seal", path("filing.json"), "--key", path("office/key.pem"), "--cert", path("office/cert.pem"), "-o", path("filing.zbs")};
    auto const without = zhibaoSays(sealing);
    CHECK(without.status != 0);
    CHECK(without.errors.find("--under-mandate") != std::string::npos);
    auto under = sealing;
    under.emplace_back("--under-mandate");
    does(under);
    CHECK(does({"open", path("filing.zbs")}).output.find("Sealed by " + agentCode + " on behalf of " + unitCode) != std::string::npos);

    auto const intake = std::vector<std::string>{"intake", "--db", path("bureau.db"), path("filing.zbs"), "--report", "-"};
    CHECK(refusalCodes(does(intake).output) == std::vector<std::string>{"mandate-missing"});
    does({"mandate", "add", "--db", path("bureau.db"), "--unit", unitCode, "--agent", agentCode, "--from", "2017-01-01", "--evidence", "样例委托书"});
    CHECK(refusalCodes(does(intake).output) == std::vector<std::string>{"agent-key-unknown"});

    does({"ca", "init", "--db", path("bureau.db"), "--unit", "91999999MA0000023Y", "--name", "样例统计局", "--out", path("ca"), "--passphrase-file", path("secret")});
    does({"ca", "issue", "--db", path("bureau.db"), "--ca-key", path("ca/ca.key.pem"), "--passphrase-file", path("secret"), "--cert", path("office/cert.pem"), "-o", path("office.pem")});
    CHECK(refusalCodes(does(intake).output).empty());
    auto const versions = jsonOf(does({"versions", "--db", path("bureau.db"), "--unit", unitCode, "--set", "quarterly", "--period", "2017Q1", "--format", "json"}).output);
    CHECK(*versions.find("versions")->array()->front().find("agent")->string() == agentCode);
    CHECK(zhibaoSays({"verify", "--db", path("bureau.db")}).status == 0);
}

TEST_CASE("mandates are listed with their days and evidence, and end with a reason", "[batch][mandates]") {
    TemporaryFolder const folder;
    auto const path = [&](std::string const& name) { return (folder / name).string(); };
    put(folder / "units.csv", "code,name,valid_from,state\n" + unitCode + ",样例软件有限公司,2016-01-01,\n" + agentCode + ",样例会计事务所,2016-01-01,agent\n");
    does({"init", "--db", path("bureau.db")});
    does({"units", "import", "--db", path("bureau.db"), path("units.csv")});
    CHECK(does({"mandate", "list", "--db", path("bureau.db")}).output.find("No mandate") != std::string::npos);
    does({"mandate", "add", "--db", path("bureau.db"), "--unit", unitCode, "--agent", agentCode, "--from", "2017-01-01", "--until", "2017-12-31", "--evidence", "样例委托书"});
    CHECK(does({"mandate", "list", "--db", path("bureau.db"), "--unit", unitCode}).output.find("2017-01-01 to 2017-12-31  evidence: 样例委托书") != std::string::npos);
    does({"mandate", "end", "--db", path("bureau.db"), "1", "--on", "2017-06-30", "--reason", "样例：改为自行申报"});
    auto const listed = jsonOf(does({"mandate", "list", "--db", path("bureau.db"), "--unit", agentCode, "--format", "json"}).output);
    auto const& one = listed.find("mandates")->array()->front();
    CHECK(*one.find("until")->string() == "2017-06-30");
    CHECK(*one.find("endReason")->string() == "样例：改为自行申报");
    auto const again = zhibaoSays({"mandate", "end", "--db", path("bureau.db"), "1", "--on", "2017-05-31", "--reason", "样例"});
    CHECK(again.status == 2);
    auto const unknown = zhibaoSays({"mandate", "add", "--db", path("bureau.db"), "--unit", unitCode, "--agent", "91999999MA0000023Y", "--from", "2017-01-01", "--evidence", "样例"});
    CHECK(unknown.status == 2);
}
