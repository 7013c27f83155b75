/// Registration on the command line, from the unit's key to its first certified filing, and what comes after.

#include <algorithm>
#include <filesystem>

#include "support/catch.h"
#include "support/command_line.h"

using namespace zhibao;
using namespace zhibao::test;

namespace {

struct Bureau {
    TemporaryFolder folder;

    Bureau() {
        put(folder / "secret", "开门\n");
        does({"init", "--db", path("bureau.db")});
        does({"ca", "init", "--db", path("bureau.db"), "--unit", "91999999MA0000023Y", "--name", "样例统计局", "--out", path("ca"), "--passphrase-file", path("secret")});
        does({"keys", "new", "--unit", "91999999MA0000023Y", "--out", path("bureau")});
        does({"ca", "issue", "--db", path("bureau.db"), "--ca-key", path("ca/ca.key.pem"), "--passphrase-file", path("secret"), "--cert", path("bureau/cert.pem"), "-o", path("bureau.pem")});
    }
    [[nodiscard]] std::string path(std::string const& name) const { return (folder / name).string(); }
    static ProgramRun does(std::vector<std::string> const& arguments) {
        auto run = zhibaoSays(arguments);
        INFO(run.errors);
        REQUIRE(run.status == 0);
        return run;
    }
    /// A new key in that folder.
    void newKey(std::string const& name, std::string const& algorithm = "p256") const { does({"keys", "new", "--unit", unitCode, "--out", path(name), "--algorithm", algorithm}); }
    /// A registration of the key in that folder; gives the fingerprint that is printed on the form.
    std::string registers(std::string const& keys, std::string const& file, std::vector<std::string> more = {}) const {
        more.insert(more.begin(), {"register", "--name", "样例软件有限公司", "--key", path(keys + "/key.pem"), "-o", path(file)});
        if (std::find(more.begin(), more.end(), "--cert") == more.end()) more.insert(more.end(), {"--cert", path(keys + "/cert.pem")});
        auto const said = does(more).output;
        auto const start = said.find("Fingerprint of the key: ") + 24;
        return said.substr(start, said.find('.', start) - start);
    }
    [[nodiscard]] ProgramRun approve(std::string const& file, std::string const& fingerprint, std::string const& starter) const {
        return zhibaoSays({"approve", path(file), "--db", path("bureau.db"), "--fingerprint", fingerprint, "--ca-key", path("ca/ca.key.pem"), "--ca-passphrase-file", path("secret"),
                           "--key", path("bureau/key.pem"), "--cert", path("bureau.pem"), "-o", path(starter)});
    }
    [[nodiscard]] ProgramRun takeIn(std::string const& keys, std::string const& certificate, std::string const& amount, std::string const& file) const {
        auto text = filingWith(goodRow);
        for (auto at = text.find("123400.00"); at != std::string::npos; at = text.find("123400.00")) text.replace(at, 9, amount);
        put(folder / "filing.json", text);
        does({"seal", path("filing.json"), "--key", path(keys + "/key.pem"), "--cert", path(certificate), "-o", path(file)});
        return zhibaoSays({"intake", "--db", path("bureau.db"), path(file)});
    }
    [[nodiscard]] std::vector<std::string> waiting() const {
        std::vector<std::string> files;
        auto const listed = jsonOf(does({"registrations", "--db", path("bureau.db"), "--format", "json"}).output);
        for (auto const& one : *listed.find("registrations")->array()) files.push_back(*one.find("purpose")->string());
        return files;
    }
};

}  // namespace

TEST_CASE("a unit registers, the bureau compares the fingerprint and approves, and the unit files with its certificate", "[batch][registration]") {
    Bureau const bureau;
    auto const path = [&](std::string const& name) { return bureau.path(name); };
    auto const algorithm = GENERATE(as<std::string>{}, "p256", "sm2");
    bureau.newKey("keys", algorithm);
    bureau.newKey("tls");
    auto const fingerprint = bureau.registers("keys", "unit.zbr", {"--preparer", "样例丙", "--connection-key", path("tls/key.pem"), "--form", path("form.html")});
    CHECK(textOf(bureau.folder / "form.html").find(fingerprint) != std::string::npos);

    CHECK(Bureau::does({"registrations", "--db", path("bureau.db"), path("unit.zbr")}).output.find(fingerprint) != std::string::npos);
    CHECK(bureau.waiting() == std::vector<std::string>{"first"});
    auto wrong = fingerprint;
    wrong[0] = wrong[0] == '0' ? '1' : '0';
    auto const refused = bureau.approve("unit.zbr", wrong, "unit.zbk");
    CHECK(refused.status == 1);
    CHECK(refused.errors.find("unit.zbr: registration-fingerprint-differs: ") != std::string::npos);
    CHECK_FALSE(std::filesystem::exists(bureau.folder / "unit.zbk"));
    CHECK(bureau.approve("unit.zbr", "12", "unit.zbk").errors.find("--fingerprint: fingerprint-malformed: ") == 0);
    auto const approved = bureau.approve("unit.zbr", fingerprint, "unit.zbk");
    INFO(approved.errors);
    REQUIRE(approved.status == 0);
    CHECK(bureau.waiting().empty());
    CHECK(bureau.approve("unit.zbr", fingerprint, "again.zbk").errors.find("registration-decided: ") != std::string::npos);

    auto const taken = zhibaoSays({"starter", path("unit.zbk"), "--unit", unitCode, "--trust", path("ca/ca.pem"), "--out", path("trust")});
    INFO(taken.errors);
    REQUIRE(taken.status == 0);
    for (auto const* name : {"ca.pem", "cert.pem", "connection.pem", "ca.crl", "calendar/holidays.csv", "rates/fx_quarterly_per_usd.csv"})
        CHECK(std::filesystem::exists(bureau.folder / "trust" / name));
    CHECK(zhibaoSays({"starter", path("unit.zbk"), "--unit", "91999999MA0000023Y", "--trust", path("ca/ca.pem")}).status == 1);
    CHECK(zhibaoSays({"starter", path("unit.zbk"), "--unit", unitCode, "--authority", fingerprint}).errors.find("signer-not-trusted: ") != std::string::npos);
    CHECK(bureau.takeIn("keys", "trust/cert.pem", "100.00", "one.zbs").output.find("1 new filing") != std::string::npos);
    Bureau::does({"open", path("one.zbs"), "--trust", path("trust/ca.pem"), "--crl", path("trust/ca.crl")});
    CHECK(zhibaoSays({"verify", "--db", path("bureau.db")}).status == 0);
    auto const listed = jsonOf(Bureau::does({"registrations", "--db", path("bureau.db"), "--all", "--format", "json"}).output);
    CHECK(*listed.find("registrations")->array()->front().find("decision")->string() == "approved");
}

TEST_CASE("a registration is returned with a reason, in a receipt that the bureau signs", "[batch][registration]") {
    Bureau const bureau;
    auto const path = [&](std::string const& name) { return bureau.path(name); };
    bureau.newKey("keys");
    auto const fingerprint = bureau.registers("keys", "unit.zbr");
    auto const returned = [&](std::string const& reason) {
        return zhibaoSays({"approve", path("unit.zbr"), "--db", path("bureau.db"), "--return", reason, "--key", path("bureau/key.pem"), "--cert", path("bureau.pem"), "-o", path("answer.zbh")});
    };
    CHECK(returned(" ").errors.find("registration-return-reason-missing: ") != std::string::npos);
    auto const answer = returned("名称与公章不一致");
    INFO(answer.errors);
    REQUIRE(answer.status == 0);
    auto const shown = jsonOf(Bureau::does({"receipts", "show", path("answer.zbh"), "--trust", path("ca/ca.pem"), "--file", path("unit.zbr"), "--format", "json"}).output);
    CHECK(*shown.find("about")->string() == "registration");
    CHECK(*shown.find("verdict")->string() == "returned");
    CHECK(*shown.find("text")->string() == "名称与公章不一致");
    CHECK(bureau.approve("unit.zbr", fingerprint, "unit.zbk").errors.find("registration-decided: ") != std::string::npos);
    CHECK(zhibaoSays({"verify", "--db", path("bureau.db")}).status == 0);
}

TEST_CASE("a pinned key moves over, is renewed with its certificate, and another key wants a registration of its own", "[batch][registration]") {
    Bureau const bureau;
    auto const path = [&](std::string const& name) { return bureau.path(name); };
    bureau.newKey("keys");
    bureau.newKey("others");
    // Filed before there were certificates: the key is pinned.
    REQUIRE(bureau.takeIn("keys", "keys/cert.pem", "100.00", "one.zbs").output.find("1 new filing") != std::string::npos);
    auto const other = bureau.registers("others", "other.zbr");
    CHECK(bureau.approve("other.zbr", other, "other.zbk").errors.find("other.zbr: registration-key-known: ") != std::string::npos);
    auto const own = bureau.registers("keys", "unit.zbr");
    REQUIRE(bureau.approve("unit.zbr", own, "unit.zbk").status == 0);
    auto const starter = Bureau::does({"starter", path("unit.zbk"), "--unit", unitCode, "--trust", path("ca/ca.pem"), "--out", path("trust")});
    // Its earlier filing comes back with it.
    CHECK(starter.output.find("Earlier filings: 1\n") != std::string::npos);
    CHECK(textOf(bureau.folder / "trust/filings/1.zbs") == textOf(bureau.folder / "one.zbs"));

    SECTION("renewal") {
        bureau.registers("keys", "self.zbr", {"--purpose", "renewal"});
        CHECK(bureau.approve("self.zbr", own, "self.zbk").errors.find("certificate-not-issued: ") != std::string::npos);
        bureau.registers("keys", "renewal.zbr", {"--purpose", "renewal", "--cert", path("trust/cert.pem")});
        auto const renewed = bureau.approve("renewal.zbr", own, "renewed.zbk");
        INFO(renewed.errors);
        CHECK(renewed.status == 0);
    }
    SECTION("a lost key") {
        auto const same = bureau.registers("keys", "same.zbr", {"--purpose", "new-key", "--reason", "样例"});
        CHECK(bureau.approve("same.zbr", same, "same.zbk").errors.find("registration-key-unchanged: ") != std::string::npos);
        auto const fingerprint = bureau.registers("others", "new.zbr", {"--purpose", "new-key", "--reason", "密钥丢失"});
        auto const approved = bureau.approve("new.zbr", fingerprint, "new.zbk");
        INFO(approved.errors);
        REQUIRE(approved.status == 0);
        Bureau::does({"starter", path("new.zbk"), "--unit", unitCode, "--trust", path("ca/ca.pem"), "--out", path("new")});
        CHECK(bureau.takeIn("keys", "trust/cert.pem", "200.00", "two.zbs").errors.find("key-not-pinned: ") != std::string::npos);
    }
    SECTION("a signatory who leaves") {
        CHECK(zhibaoSays({"register", "--purpose", "new-signatory", "--name", "样例", "--key", path("others/key.pem"), "--cert", path("others/cert.pem"), "-o", path("new.zbr")})
                  .errors.find("registration-reason-missing: ") != std::string::npos);
        auto const fingerprint = bureau.registers("others", "new.zbr", {"--purpose", "new-signatory", "--preparer", "样例丁", "--reason", "经办人离职"});
        CHECK(bureau.approve("new.zbr", fingerprint, "new.zbk").status == 0);
    }
    CHECK(zhibaoSays({"verify", "--db", path("bureau.db")}).status == 0);
}

TEST_CASE("a name that is not the register's, an altered file and a stranger's key are not approved", "[batch][registration]") {
    Bureau const bureau;
    auto const path = [&](std::string const& name) { return bureau.path(name); };
    put(bureau.folder / "units.csv", "code,name,valid_from\n" + unitCode + ",样例贸易有限公司,2016-01-01\n");
    Bureau::does({"units", "import", "--db", path("bureau.db"), path("units.csv")});
    bureau.newKey("keys");
    auto const fingerprint = bureau.registers("keys", "unit.zbr");
    auto const named = bureau.approve("unit.zbr", fingerprint, "unit.zbk");
    CHECK(named.status == 1);
    CHECK(named.errors.find("unit.zbr: registration-name-differs: ") != std::string::npos);
    auto altered = textOf(bureau.folder / "unit.zbr");
    altered[altered.find("样例软件")] = 'x';
    put(bureau.folder / "altered.zbr", altered);
    auto const taken = zhibaoSays({"registrations", "--db", path("bureau.db"), path("altered.zbr")});
    CHECK(taken.status == 1);
    CHECK(taken.errors.find("altered.zbr") != std::string::npos);
    bureau.newKey("others");
    CHECK(zhibaoSays({"approve", path("unit.zbr"), "--db", path("bureau.db"), "--fingerprint", fingerprint, "--ca-key", path("others/key.pem"), "--key", path("bureau/key.pem"), "--cert",
                      path("bureau.pem"), "-o", path("unit.zbk")})
              .errors.find("others/key.pem: key-not-of-certificate: ") != std::string::npos);
    CHECK_FALSE(std::filesystem::exists(bureau.folder / "unit.zbk"));
}

TEST_CASE("a bulletin is written each quarter and read by units that have no network", "[batch][registration]") {
    Bureau const bureau;
    auto const path = [&](std::string const& name) { return bureau.path(name); };
    put(bureau.folder / "notices.json", R"([{"title":{"zh":"报送提醒","en":"Reminder"},"text":{"zh":"样例：请于10日前报送","en":"An example: file by the 10th"}}])");
    auto const written = zhibaoSays({"bulletin", "write", "--db", path("bureau.db"), "--period", "2017Q2", "--notices", path("notices.json"), "--ca-key", path("ca/ca.key.pem"),
                                     "--ca-passphrase-file", path("secret"), "--key", path("bureau/key.pem"), "--cert", path("bureau.pem"), "-o", path("2017q2.zbb")});
    INFO(written.errors);
    REQUIRE(written.status == 0);
    auto const shown = Bureau::does({"bulletin", "show", path("2017q2.zbb"), "--trust", path("ca/ca.pem"), "--out", path("news")});
    CHECK(shown.output.find("Reminder\nAn example: file by the 10th\n") != std::string::npos);
    CHECK(textOf(bureau.folder / "news/calendar/holidays.csv") == textOf(std::filesystem::path{ZHIBAO_SOURCE_FOLDER} / "forms/calendar/holidays.csv"));
    CHECK(textOf(bureau.folder / "news/ca.crl").starts_with("-----BEGIN X509 CRL-----\n"));
    auto const json = jsonOf(Bureau::does({"bulletin", "show", path("2017q2.zbb"), "--trust", path("ca/ca.pem"), "--format", "json"}).output);
    CHECK(*json.find("editions")->array()->front().find("id")->string() == "services-trade/2017-1");
    auto altered = textOf(bureau.folder / "2017q2.zbb");
    altered[altered.find("报送提醒")] = 'x';
    put(bureau.folder / "altered.zbb", altered);
    CHECK(zhibaoSays({"bulletin", "show", path("altered.zbb"), "--trust", path("ca/ca.pem")}).status == 1);
    // Rates come back as they went out.
    Bureau::does({"rates", "import", "--db", path("bureau.db"), path("news/rates/fx_quarterly_per_usd.csv"), "--source", "样例", "--entered-by", "样例"});
}

TEST_CASE("a data folder of the enterprise's program registers, takes in the starter file and a bulletin as its window does", "[batch][registration]") {
    Bureau const bureau;
    auto const path = [&](std::string const& name) { return bureau.path(name); };
    auto const registers = [&](std::vector<std::string> more) {
        std::vector<std::string> arguments{"register", "--data", path("data"), "--unit", unitCode, "-o", path("unit.zbr")};
        arguments.insert(arguments.end(), more.begin(), more.end());
        return zhibaoSays(arguments);
    };
    CHECK(registers({}).errors.find("registration-name-missing: ") != std::string::npos);
    CHECK(registers({"--name", "样例", "--key", path("key.pem")}).status == 2);
    CHECK(zhibaoSays({"register", "--unit", unitCode, "--name", "样例", "-o", path("unit.zbr")}).errors.find("--key") != std::string::npos);
    auto const said = registers({"--name", "样例软件有限公司", "--preparer", "样例丙", "--form", path("form.html")});
    INFO(said.errors);
    REQUIRE(said.status == 0);
    auto const start = said.output.find("Fingerprint of the key: ") + 24;
    auto const fingerprint = said.output.substr(start, said.output.find('.', start) - start);
    CHECK(textOf(bureau.folder / "form.html").find(fingerprint) != std::string::npos);
    CHECK(bureau.approve("unit.zbr", fingerprint, "unit.zbk").status == 0);

    Bureau::does({"bulletin", "write", "--db", path("bureau.db"), "--period", "2017Q2", "--ca-key", path("ca/ca.key.pem"), "--ca-passphrase-file", path("secret"), "--key",
                  path("bureau/key.pem"), "--cert", path("bureau.pem"), "-o", path("q2.zbb")});
    CHECK(zhibaoSays({"bulletin", "show", path("q2.zbb"), "--data", path("data")}).errors.find("bureau-not-trusted-yet: ") != std::string::npos);
    CHECK(zhibaoSays({"starter", path("unit.zbk"), "--unit", unitCode, "--data", path("data")}).errors.find("--trust") != std::string::npos);
    auto const taken = Bureau::does({"starter", path("unit.zbk"), "--unit", unitCode, "--trust", path("ca/ca.pem"), "--data", path("data")});
    CHECK(taken.output.find("carries the certificate from now on") != std::string::npos);
    // From then on it is settled whom the unit trusts.
    Bureau::does({"starter", path("unit.zbk"), "--unit", unitCode, "--data", path("data")});
    CHECK(Bureau::does({"bulletin", "show", path("q2.zbb"), "--data", path("data")}).output.find("from now on") != std::string::npos);
    CHECK(Bureau::does({"bulletin", "show", path("q2.zbb"), "--data", path("data")}).output.find("already") != std::string::npos);
    put(bureau.folder / "filing.json", filingWith(goodRow));
    auto const keys = path("data/keys/" + std::string{unitCode});
    Bureau::does({"seal", path("filing.json"), "--key", keys + ".key.pem", "--cert", keys + ".cert.pem", "-o", path("one.zbs")});
    Bureau::does({"open", path("one.zbs"), "--trust", path("ca/ca.pem")});
    CHECK(Bureau::does({"intake", "--db", path("bureau.db"), path("one.zbs")}).output.find("1 new filing") != std::string::npos);
    // A renewal of the same key, with the certificate that was taken in.
    REQUIRE(registers({"--purpose", "renewal"}).status == 0);
    CHECK(bureau.approve("unit.zbr", fingerprint, "renewed.zbk").status == 0);
}
