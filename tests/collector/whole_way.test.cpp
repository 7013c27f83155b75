/// Direct reporting from end to end, with the programs alone: units register, are approved, file over the network and by file, hear of it, and correct.

#include <filesystem>

#include "base/file.h"
#include "collector/running_collector.h"

#include "support/authority.h"
#include "support/catch.h"
#include "support/command_line.h"
#include "answers/example_filings.h"

using namespace zhibao;
using namespace zhibao::test;

namespace {

constexpr unsigned unitCount = 20;
std::string const bureauCode = "91999999MA0000023Y";

ProgramRun does(std::vector<std::string> const& arguments) {
    auto run = zhibaoSays(arguments);
    INFO(arguments.front() << ": " << run.output << run.errors);
    REQUIRE(run.status == 0);
    return run;
}

std::string with(std::string text, std::string const& from, std::string const& to) {
    for (auto at = text.find(from); at != std::string::npos; at = text.find(from, at + to.size())) text.replace(at, from.size(), to);
    return text;
}

/// The bureau: its authority, its collector and its ledger.
class Bureau {
public:
    Bureau() {
        put(folder_ / "secret", "开门\n");
        does({"init", "--db", path("bureau.db")});
        does({"ca", "init", "--db", path("bureau.db"), "--unit", bureauCode, "--name", "样例统计局", "--out", path("ca"), "--passphrase-file", path("secret")});
        does({"keys", "new", "--unit", bureauCode, "--out", path("bureau")});
        does({"ca", "issue", "--db", path("bureau.db"), "--ca-key", path("ca/ca.key.pem"), "--passphrase-file", path("secret"), "--cert", path("bureau/cert.pem"), "-o", path("bureau.pem")});
        // What the collector shows is of an authority of its own, as it would be in the world.
        auto const shown = web_.issue("", allTheTime(), Authority::Use::server);
        put(folder_ / "server.pem", shown.certificate);
        REQUIRE(writeFile(folder_ / "server.key", shown.key, FileAccess::ownerOnly));
        put(folder_ / "web.pem", web_.certificate());
        std::filesystem::create_directory(folder_ / "published");
        collector_ = std::make_unique<RunningCollector>(std::vector<std::string>{"--listen", "127.0.0.1:0", "--certificate", path("server.pem"), "--key", path("server.key"), "--clients", path("ca/ca.pem"),
                                                                                 "--state", path("state"), "--published", path("published"), "--lang", "en"});
        REQUIRE(collector_->port != 0);
    }
    [[nodiscard]] std::string path(std::string const& name) const { return (folder_ / name).string(); }
    /// What a program needs to reach the collector.
    [[nodiscard]] std::vector<std::string> way() const {
        return {"--collector", "https://127.0.0.1:" + std::to_string(collector_->port), "--trust", path("web.pem"), "--proxy", "none", "--attempts", "1"};
    }
    /// The registrations that have come over the network.
    [[nodiscard]] std::vector<std::filesystem::path> registrations() const { return listFiles(pathOf(path("state/registrations"))).value(); }
    void approve(std::string const& file, std::string const& fingerprint, std::string const& starter) const {
        does({"approve", file, "--db", path("bureau.db"), "--fingerprint", fingerprint, "--ca-key", path("ca/ca.key.pem"), "--ca-passphrase-file", path("secret"), "--key", path("bureau/key.pem"), "--cert",
              path("bureau.pem"), "-o", starter});
    }
    void takeInFromSpool() const { does({"intake", "--db", path("bureau.db"), "--spool", path("state/spool")}); }
    void writeReceipts() const { does({"receipts", "write", "--db", path("bureau.db"), "--key", path("bureau/key.pem"), "--cert", path("bureau.pem"), "--out", path("published/receipts")}); }

private:
    TemporaryFolder folder_;
    Authority web_{"样例 Web CA"};
    std::unique_ptr<RunningCollector> collector_;
};

/// A unit with its own folder.
class Reporter {
public:
    Reporter(Bureau const& bureau, unsigned number) : bureau_(&bureau), code_(exampleUnitCode(number).text()), folder_("unit" + std::to_string(number)) {}

    [[nodiscard]] std::string path(std::string const& name) const { return bureau_->path(folder_ + "/" + name); }
    [[nodiscard]] std::string const& code() const { return code_; }

    /// Gives the fingerprint that is printed on its form.
    std::string registers() const {
        does({"keys", "new", "--unit", code_, "--out", path("keys")});
        does({"keys", "new", "--unit", code_, "--out", path("connection")});
        auto const said = does({"register", "--unit", code_, "--name", "样例企业" + folder_, "--key", path("keys/key.pem"), "--cert", path("keys/cert.pem"), "--connection-key", path("connection/key.pem"), "-o",
                                path("unit.zbr")})
                              .output;
        auto const start = said.find("Fingerprint of the key: ") + 24;
        return said.substr(start, said.find('.', start) - start);
    }
    void begins() const { does({"starter", path("unit.zbk"), "--unit", code_, "--trust", bureau_->path("ca/ca.pem"), "--out", path("trust")}); }
    void seals(std::string const& filing, std::string const& name) const {
        put(path("filing.json"), filing);
        does({"seal", path("filing.json"), "--key", path("keys/key.pem"), "--cert", path("trust/cert.pem"), "-o", path(name)});
    }
    [[nodiscard]] ProgramRun sends(std::string const& name, bool isKnown = true) const { return overNetwork({"submit", path(name)}, isKnown); }
    void fetchesReceipts() const { REQUIRE(overNetwork({"receipts", "fetch", "--out", path("receipts")}, true).status == 0); }
    /// The verdicts of its receipts so far, in order.
    [[nodiscard]] std::vector<std::string> verdicts() const {
        std::vector<std::string> all;
        auto const files = listFiles(pathOf(path("receipts"))).value();
        for (auto const& file : files)
            all.push_back(*jsonOf(does({"receipts", "show", toText(file), "--trust", path("trust/ca.pem"), "--format", "json"}).output).find("verdict")->string());
        return all;
    }

private:
    [[nodiscard]] ProgramRun overNetwork(std::vector<std::string> arguments, bool isKnown) const {
        auto const way = bureau_->way();
        arguments.insert(arguments.end(), way.begin(), way.end());
        if (isKnown) arguments.insert(arguments.end(), {"--cert", path("trust/connection.pem"), "--key", path("connection/key.pem")});
        return zhibaoSays(arguments);
    }
    Bureau const* bureau_;
    std::string code_;
    std::string folder_;
};

}  // namespace

TEST_CASE("twenty units register, file over the network and by file, one is sent back and corrects, and all hear of it", "[collector][whole_way]") {
    Bureau const bureau;
    std::filesystem::create_directory(bureau.path("inbox"));
    std::vector<Reporter> units;
    for (unsigned number = 1; number <= unitCount; ++number) units.emplace_back(bureau, number);
    auto const isOnline = [](std::size_t place) { return place % 2 == 0; };

    // Registration: every other one over the network, before anybody knows its key.
    for (std::size_t i = 0; i < units.size(); ++i) {
        std::filesystem::create_directory(units[i].path(""));
        auto const fingerprint = units[i].registers();
        auto file = units[i].path("unit.zbr");
        if (isOnline(i)) {
            auto const before = bureau.registrations();
            auto const sent = units[i].sends("unit.zbr", false);
            INFO(sent.errors);
            REQUIRE(sent.status == 0);
            auto const after = bureau.registrations();
            REQUIRE(after.size() == before.size() + 1);
            for (auto const& one : after)
                if (std::find(before.begin(), before.end(), one) == before.end()) file = toText(one);
        }
        bureau.approve(file, fingerprint, units[i].path("unit.zbk"));
        units[i].begins();
    }

    // Filing.
    auto const filing = filingWith(goodRow);
    for (std::size_t i = 0; i < units.size(); ++i) {
        units[i].seals(with(filing, unitCode, units[i].code()), "one.zbs");
        if (isOnline(i)) {
            auto const sent = units[i].sends("one.zbs");
            INFO(sent.errors);
            REQUIRE(sent.status == 0);
            CHECK(sent.output.find(" has arrived (") != std::string::npos);
            CHECK(units[i].sends("one.zbs").output.find(" had arrived before (") != std::string::npos);
        } else {
            std::filesystem::copy_file(units[i].path("one.zbs"), bureau.path("inbox/" + units[i].code() + ".zbs"));
        }
    }
    bureau.takeInFromSpool();
    does({"intake", "--db", bureau.path("bureau.db"), bureau.path("inbox")});

    // One is sent back, hears why, and corrects.
    auto const& first = units.front();
    does({"send-back", "--db", bureau.path("bureau.db"), "--unit", first.code(), "--set", "quarterly", "--period", "2017Q1", "--cell", "form2/1/total=请核对合同"});
    bureau.writeReceipts();
    first.fetchesReceipts();
    REQUIRE(first.verdicts() == std::vector<std::string>{"returned"});
    does({"new", "--correct", first.path("one.zbs"), "--reason", "样例：金额误填", "-o", first.path("two.json")});
    first.seals(with(textOf(first.path("two.json")), "123400.00", "6170.00"), "two.zbs");
    REQUIRE(first.sends("two.zbs").status == 0);
    bureau.takeInFromSpool();
    bureau.writeReceipts();

    // Everybody's last word is that the figures count.
    for (std::size_t i = 0; i < units.size(); ++i) {
        units[i].fetchesReceipts();
        auto const expected = i == 0 ? std::vector<std::string>{"returned", "accepted"} : std::vector<std::string>{"accepted"};
        INFO(units[i].code());
        CHECK(units[i].verdicts() == expected);
    }
    auto const cube = does({"cube", "--db", bureau.path("bureau.db"), "--by", "flow", "--period", "2017Q1", "--format", "csv", "-o", "-"}).output;
    CHECK(cube.find("export,USD,2350770.00,") != std::string::npos);  // 19 × 123 400 + 6 170
    CHECK(zhibaoSays({"verify", "--db", bureau.path("bureau.db")}).status == 0);
}

TEST_CASE("a collector that is not there leaves the files to be sent, with status 3", "[collector][whole_way]") {
    TemporaryFolder const folder;
    Authority web{"样例 Web CA"};
    put(folder / "web.pem", web.certificate());
    put(folder / "one.zbs", "PK\x03\x04");
    auto const identity = web.issue(unitCode, allTheTime());
    put(folder / "connection.pem", identity.certificate);
    put(folder / "key.pem", identity.key);
    auto const run = zhibaoSays({"submit", (folder / "one.zbs").string(), "--collector", "https://127.0.0.1:1", "--trust", (folder / "web.pem").string(), "--cert", (folder / "connection.pem").string(), "--key",
                                 (folder / "key.pem").string(), "--proxy", "none", "--attempts", "1", "--report", (folder / "report.json").string()});
    CHECK(run.status == 3);
    CHECK(run.errors.find("collector-unreachable: ") != std::string::npos);
    CHECK(run.errors.find("1 file was not sent") != std::string::npos);
    auto const report = jsonOf(textOf(folder / "report.json"));
    CHECK(report.find("notSent")->array()->size() == 1);
    CHECK(report.find("sent")->array()->empty());

    auto const withoutCertificate = zhibaoSays({"submit", (folder / "one.zbs").string(), "--collector", "https://127.0.0.1:1", "--trust", (folder / "web.pem").string()});
    CHECK(withoutCertificate.status == 1);
    CHECK(withoutCertificate.errors.find("option-missing: ") != std::string::npos);
    auto const badAddress = zhibaoSays({"submit", (folder / "one.zbs").string(), "--collector", "http://127.0.0.1:1", "--trust", (folder / "web.pem").string()});
    CHECK(badAddress.status == 2);
    CHECK(badAddress.errors.find("--collector: collector-url-malformed: ") == 0);
}
