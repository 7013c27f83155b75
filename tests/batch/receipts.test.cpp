/// Receipts and sending back on the command line.

#include <filesystem>

#include "support/catch.h"
#include "support/command_line.h"

using namespace zhibao;
using namespace zhibao::test;

namespace {

/// A bureau with an authority, a key of its own that the authority certified, and one filing taken in.
struct Bureau {
    TemporaryFolder folder;

    Bureau() {
        put(folder / "secret", "开门\n");
        does({"init", "--db", path("bureau.db")});
        does({"ca", "init", "--db", path("bureau.db"), "--unit", "91999999MA0000023Y", "--name", "样例统计局", "--out", path("ca"), "--passphrase-file", path("secret")});
        does({"keys", "new", "--unit", "91999999MA0000023Y", "--out", path("bureau")});
        does({"ca", "issue", "--db", path("bureau.db"), "--ca-key", path("ca/ca.key.pem"), "--passphrase-file", path("secret"), "--cert", path("bureau/cert.pem"), "-o", path("bureau.pem")});
        sealOne(folder, filingWith(goodRow), "one.zbs");
        does({"intake", "--db", path("bureau.db"), path("one.zbs")});
    }
    [[nodiscard]] std::string path(std::string const& name) const { return (folder / name).string(); }
    static ProgramRun does(std::vector<std::string> const& arguments) {
        auto run = zhibaoSays(arguments);
        INFO(run.errors);
        REQUIRE(run.status == 0);
        return run;
    }
    [[nodiscard]] ProgramRun write(std::vector<std::string> more = {}) const {
        more.insert(more.begin(), {"receipts", "write", "--db", path("bureau.db"), "--key", path("bureau/key.pem"), "--cert", path("bureau.pem"), "--out", path("outbox")});
        return zhibaoSays(more);
    }
    [[nodiscard]] std::string receipt(std::string const& name) const { return path("outbox/" + unitCode + "/" + name); }
};

}  // namespace

TEST_CASE("receipts go into the folder of their unit, once, and show what the bureau attests", "[batch][receipts]") {
    Bureau const bureau;
    auto const path = [&](std::string const& name) { return bureau.path(name); };
    auto const written = bureau.write();
    INFO(written.errors);
    REQUIRE(written.status == 0);
    CHECK(written.output == "Wrote 1 receipt into " + path("outbox") + ".\n");
    auto const file = bureau.receipt("2017Q1_quarterly_v1_accepted_00000001.zbh");
    REQUIRE(std::filesystem::exists(file));
    CHECK(bureau.write().output == "No receipt is due.\n");

    auto const shown = jsonOf(Bureau::does({"receipts", "show", file, "--trust", path("ca/ca.pem"), "--file", path("one.zbs"), "--format", "json"}).output);
    CHECK(*shown.find("verdict")->string() == "accepted");
    CHECK(*shown.find("unit")->string() == unitCode);
    auto const opened = jsonOf(Bureau::does({"open", path("one.zbs"), "--format", "json"}).output);
    CHECK(*shown.find("identity") == *opened.find("identity"));
    CHECK(*shown.find("key") == *opened.find("signer")->find("keyFingerprint"));
    auto const text = Bureau::does({"receipts", "show", file, "--trust", path("ca/ca.pem")}).output;
    CHECK(text.find("Verdict: accepted\n") != std::string::npos);
    auto const head = *shown.find("ledger")->find("head")->string();
    CHECK(Bureau::does({"verify", "--db", path("bureau.db"), "--head", head}).status == 0);

    // What was issued can be had again, byte for byte.
    auto const before = textOf(file);
    std::filesystem::remove(file);
    CHECK(Bureau::does({"receipts", "write", "--db", path("bureau.db"), "--again", "--out", path("outbox")}).output.find("Wrote 1 receipt") == 0);
    CHECK(textOf(file) == before);
}

TEST_CASE("years later file, receipt, authority and revocation list are enough to know whose a filing was", "[batch][receipts]") {
    Bureau const bureau;
    auto const path = [&](std::string const& name) { return bureau.path(name); };
    REQUIRE(bureau.write().status == 0);
    auto const first = bureau.receipt("2017Q1_quarterly_v1_accepted_00000001.zbh");
    Bureau::does({"ca", "crl", "--db", path("bureau.db"), "--ca-key", path("ca/ca.key.pem"), "--passphrase-file", path("secret"), "-o", path("ca.crl")});
    auto const open = [&](std::string const& file, std::string const& receipt) {
        return zhibaoSays({"open", path(file), "--trust", path("ca/ca.pem"), "--crl", path("ca.crl"), "--receipt", receipt});
    };
    // While keys were only pinned, the certificate in the file says nothing, and the receipt all.
    CHECK(zhibaoSays({"open", path("one.zbs"), "--trust", path("ca/ca.pem")}).status == 1);
    auto const pinned = open("one.zbs", first);
    INFO(pinned.errors);
    CHECK(pinned.status == 0);
    CHECK(pinned.output.find("signed with the key that was pinned as the unit's then.") != std::string::npos);

    // A certificate for the same key; then it is revoked, which does not touch what had arrived.
    Bureau::does({"ca", "issue", "--db", path("bureau.db"), "--ca-key", path("ca/ca.key.pem"), "--passphrase-file", path("secret"), "--cert", path("keys/cert.pem"), "-o", path("unit.pem")});
    Bureau::does({"new", "--correct", path("one.zbs"), "--reason", "样例", "-o", path("two.json")});
    Bureau::does({"seal", path("two.json"), "--key", path("keys/key.pem"), "--cert", path("unit.pem"), "-o", path("two.zbs")});
    Bureau::does({"intake", "--db", path("bureau.db"), path("two.zbs")});
    REQUIRE(bureau.write().status == 0);
    auto const second = bureau.receipt("2017Q1_quarterly_v2_accepted_00000002.zbh");
    auto const certified = zhibaoSays({"open", path("two.zbs"), "--trust", path("ca/ca.pem"), "--receipt", second, "--format", "json"});
    INFO(certified.errors);
    REQUIRE(certified.status == 0);
    CHECK_FALSE(jsonOf(certified.output).find("attested")->find("certificate")->string()->empty());

    CHECK(open("two.zbs", first).errors.find("two.zbs: receipt-of-other-file: ") != std::string::npos);
    CHECK(open("two.zbs", first).status == 1);
    CHECK(open("two.zbs", path("two.zbs")).status == 1);
    CHECK(open("two.zbs", path("none.zbh")).status == 2);
}

TEST_CASE("a receipt that the bureau did not sign or that is about another file is no receipt", "[batch][receipts]") {
    Bureau const bureau;
    auto const path = [&](std::string const& name) { return bureau.path(name); };
    REQUIRE(bureau.write().status == 0);
    auto const file = bureau.receipt("2017Q1_quarterly_v1_accepted_00000001.zbh");
    auto altered = textOf(file);
    altered[altered.find("accepted")] = 'A';
    put(bureau.folder / "altered.zbh", altered);
    CHECK(zhibaoSays({"receipts", "show", path("altered.zbh"), "--trust", path("ca/ca.pem")}).status == 1);
    put(bureau.folder / "other.zbs", "other");
    auto const other = zhibaoSays({"receipts", "show", file, "--trust", path("ca/ca.pem"), "--file", path("other.zbs")});
    CHECK(other.status == 1);
    CHECK(other.errors.find("other.zbs: receipt-of-other-file: ") != std::string::npos);
    auto const package = zhibaoSays({"receipts", "show", path("one.zbs"), "--trust", path("ca/ca.pem")});
    CHECK(package.status == 2);
    CHECK(package.errors.find("one.zbs > manifest.json > /schema: manifest-schema-unknown: ") != std::string::npos);
    auto const unsignedRun = zhibaoSays({"receipts", "write", "--db", path("bureau.db"), "--out", path("outbox")});
    CHECK(unsignedRun.status == 2);
    CHECK(unsignedRun.errors.find("zhibao receipts write: option-missing: ") == 0);
    auto const unitSigns = zhibaoSays({"receipts", "write", "--db", path("bureau.db"), "--key", path("keys/key.pem"), "--cert", path("keys/cert.pem"), "--out", path("outbox")});
    CHECK(unitSigns.status == 2);
    CHECK(unitSigns.errors.find("exchange-not-of-bureau: ") != std::string::npos);
}

TEST_CASE("a filing that is sent back leaves the totals, and the receipt names the cells", "[batch][receipts]") {
    Bureau const bureau;
    auto const path = [&](std::string const& name) { return bureau.path(name); };
    auto const sendBack = [&](std::vector<std::string> more) {
        more.insert(more.begin(), {"send-back", "--db", path("bureau.db"), "--unit", unitCode, "--set", "quarterly", "--period", "2017Q1"});
        return zhibaoSays(more);
    };
    auto const none = sendBack({});
    CHECK(none.status == 2);
    CHECK(none.errors.find("return-reason-missing: ") != std::string::npos);
    CHECK(sendBack({"--cell", "form2/2/total=样例"}).errors.find("return-cell-unknown: ") != std::string::npos);
    CHECK(sendBack({"--cell", "form2/total=样例"}).errors.find("--cell: return-cell-unknown: ") == 0);
    CHECK(sendBack({"--text", "样例", "--version", "2"}).errors.find("--unit: version-not-found: ") == 0);
    auto const sent = sendBack({"--text", "请核对合同", "--cell", "form2/1/total,form2/1/mode4=是上季度的二十倍"});
    INFO(sent.errors);
    REQUIRE(sent.status == 0);
    CHECK(sent.output.find("Sent back version 1 of quarterly 2017Q1 of " + unitCode) == 0);
    CHECK(sendBack({"--text", "样例"}).errors.find("version-is-returned: ") != std::string::npos);
    auto const cube = zhibaoSays({"cube", "--db", path("bureau.db"), "--by", "flow", "--period", "2017Q1", "--format", "csv", "-o", "-"});
    CHECK(cube.output.find("export") == std::string::npos);

    REQUIRE(bureau.write().status == 0);
    auto const file = bureau.receipt("2017Q1_quarterly_v1_returned_00000001.zbh");
    auto const shown = Bureau::does({"receipts", "show", file, "--trust", path("ca/ca.pem")}).output;
    CHECK(shown.find("Verdict: sent back: file another version\n") != std::string::npos);
    CHECK(shown.find("\n请核对合同\nReason (form2/1/total, form2/1/mode4): 是上季度的二十倍\n") != std::string::npos);
    CHECK(zhibaoSays({"verify", "--db", path("bureau.db")}).status == 0);

    // The unit files another version, which counts.
    auto const next = zhibaoSays({"new", "--correct", path("one.zbs"), "--reason", "样例：上季度金额误填", "-o", path("two.json")});
    REQUIRE(next.status == 0);
    auto text = textOf(bureau.folder / "two.json");
    for (auto at = text.find("123400.00"); at != std::string::npos; at = text.find("123400.00")) text.replace(at, 9, "6170.00");
    sealOne(bureau.folder, text, "two.zbs");
    Bureau::does({"intake", "--db", path("bureau.db"), path("two.zbs")});
    CHECK(zhibaoSays({"cube", "--db", path("bureau.db"), "--by", "flow", "--period", "2017Q1", "--format", "csv", "-o", "-"}).output.find("export,USD,6170.00,") != std::string::npos);
    REQUIRE(bureau.write().status == 0);
    CHECK(std::filesystem::exists(bureau.receipt("2017Q1_quarterly_v2_accepted_00000002.zbh")));

    // The bureau sees the chain, and what the second version says differently, cell by cell.
    auto const inLedger = [&](std::vector<std::string> arguments) {
        arguments.insert(arguments.end(), {"--db", path("bureau.db"), "--unit", unitCode, "--set", "quarterly", "--period", "2017Q1"});
        return zhibaoSays(arguments);
    };
    auto const chain = jsonOf(inLedger({"versions", "--format", "json"}).output);
    auto const& versions = *chain.find("versions")->array();
    REQUIRE(versions.size() == 2);
    CHECK(*versions[0].find("state")->string() == "returned");
    CHECK(*versions[1].find("state")->string() == "counted");
    CHECK(*versions[1].find("reason")->string() == "样例：上季度金额误填");
    CHECK(*versions[1].find("replaces") == *versions[0].find("identity"));
    CHECK(inLedger({"diff", "1", "2"}).output.find("row 1, Total: 123,400.00 → 6,170.00") != std::string::npos);
    CHECK(inLedger({"diff", "1", "3"}).errors.find("3: version-not-found: ") == 0);
    auto const listed = inLedger({"versions"});
    INFO(listed.output << listed.errors);
    CHECK(listed.output.find("Version 2 (ledger 2)  correction") != std::string::npos);
}
