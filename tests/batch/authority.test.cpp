/// The bureau's authority on the command line.

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
        put(folder / "units.csv", std::string{"code,name,valid_from\n"} + unitCode + ",样例,2016-01-01\n");
        REQUIRE(zhibaoSays({"init", "--db", path("bureau.db")}).status == 0);
        auto const units = zhibaoSays({"units", "import", "--db", path("bureau.db"), path("units.csv")});
        INFO(units.errors);
        REQUIRE(units.status == 0);
        auto const made = zhibaoSays({"ca", "init", "--db", path("bureau.db"), "--unit", "91999999MA0000023Y", "--name", "样例统计局", "--out", path("ca"), "--passphrase-file", path("secret")});
        INFO(made.errors);
        REQUIRE(made.status == 0);
    }
    [[nodiscard]] std::string path(std::string const& name) const { return (folder / name).string(); }
    /// A verb of the authority that signs.
    [[nodiscard]] ProgramRun sign(std::vector<std::string> arguments) const {
        arguments.insert(arguments.begin(), "ca");
        arguments.insert(arguments.end(), {"--db", path("bureau.db"), "--ca-key", path("ca/ca.key.pem"), "--passphrase-file", path("secret")});
        return zhibaoSays(arguments);
    }
    [[nodiscard]] std::string serialOfLast() const {
        auto const listed = jsonOf(zhibaoSays({"ca", "list", "--db", path("bureau.db"), "--format", "json"}).output);
        return *listed.find("certificates")->array()->back().find("serial")->string();
    }
};

}  // namespace

TEST_CASE("a unit gets a certificate for its key, seals with it, and the authority is trusted until it revokes", "[batch][authority]") {
    Bureau const bureau;
    auto const path = [&](std::string const& name) { return bureau.path(name); };
    auto const algorithm = GENERATE(as<std::string>{}, "p256", "sm2");
    INFO(algorithm);
    REQUIRE(zhibaoSays({"keys", "new", "--unit", unitCode, "--name", "样例软件有限公司", "--out", path("keys"), "--algorithm", algorithm}).status == 0);
    auto const issued = bureau.sign({"issue", "--cert", path("keys/cert.pem"), "-o", path("unit.pem")});
    INFO(issued.errors);
    REQUIRE(issued.status == 0);
    put(bureau.folder / "filing.json", filingWith(goodRow));
    REQUIRE(zhibaoSays({"seal", path("filing.json"), "--key", path("keys/key.pem"), "--cert", path("unit.pem"), "-o", path("one.zbs")}).status == 0);
    auto const trusted = zhibaoSays({"open", path("one.zbs"), "--trust", path("ca/ca.pem")});
    INFO(trusted.errors);
    CHECK(trusted.status == 0);

    // Signed with its self-made certificate, which nobody vouches for.
    REQUIRE(zhibaoSays({"seal", path("filing.json"), "--key", path("keys/key.pem"), "--cert", path("keys/cert.pem"), "-o", path("own.zbs")}).status == 0);
    auto const own = zhibaoSays({"open", path("own.zbs"), "--trust", path("ca/ca.pem")});
    CHECK(own.status == 1);
    CHECK(own.errors.find("own.zbs > signer.cer: certificate-not-issued: ") != std::string::npos);

    auto const serial = bureau.serialOfLast();
    REQUIRE(zhibaoSays({"intake", "--db", path("bureau.db"), path("one.zbs")}).output.find("1 new filing") != std::string::npos);
    auto const revoked = zhibaoSays({"ca", "revoke", "--db", path("bureau.db"), "--serial", serial, "--reason", "样例"});
    INFO(revoked.errors);
    REQUIRE(revoked.status == 0);
    REQUIRE(bureau.sign({"crl", "-o", path("ca.crl")}).status == 0);
    CHECK(textOf(bureau.folder / "ca.crl").starts_with("-----BEGIN X509 CRL-----\n"));
    // What was sealed before stays trusted; at a moment after, it no longer is.
    CHECK(zhibaoSays({"open", path("one.zbs"), "--trust", path("ca/ca.pem"), "--crl", path("ca.crl"), "--at", "2017-01-01T00:00:00Z"}).errors.find("certificate-not-valid-at") !=
          std::string::npos);
    auto const listed = jsonOf(zhibaoSays({"ca", "list", "--db", path("bureau.db"), "--format", "json"}).output);
    auto const moment = *listed.find("certificates")->array()->back().find("revoked")->string();
    auto const after = zhibaoSays({"open", path("one.zbs"), "--trust", path("ca/ca.pem"), "--crl", path("ca.crl"), "--at", moment});
    CHECK(after.status == 1);
    CHECK(after.errors.find("one.zbs > signer.cer: certificate-revoked: ") != std::string::npos);

    auto const late = zhibaoSays({"intake", "--db", path("bureau.db"), path("own.zbs")});
    CHECK(late.errors.find("certificate-revoked: ") != std::string::npos);
    auto const renewed = bureau.sign({"renew", "--serial", serial, "-o", path("renewed.pem")});
    CHECK(renewed.status == 2);
    CHECK(renewed.errors.find("--serial: certificate-is-revoked: ") != std::string::npos);
    CHECK(zhibaoSays({"verify", "--db", path("bureau.db")}).status == 0);
    CHECK(zhibaoSays({"ca", "list", "--db", path("bureau.db")}).output.find(serial) != std::string::npos);
}

TEST_CASE("a certificate is renewed for the same key, and another key wants approval", "[batch][authority]") {
    Bureau const bureau;
    auto const path = [&](std::string const& name) { return bureau.path(name); };
    for (auto const* folder : {"keys", "others"}) REQUIRE(zhibaoSays({"keys", "new", "--unit", unitCode, "--out", path(folder)}).status == 0);
    REQUIRE(bureau.sign({"issue", "--cert", path("keys/cert.pem"), "-o", path("unit.pem")}).status == 0);
    auto const first = bureau.serialOfLast();
    REQUIRE(bureau.sign({"renew", "--serial", first, "-o", path("renewed.pem")}).status == 0);
    CHECK(bureau.serialOfLast() != first);
    CHECK(textOf(bureau.folder / "renewed.pem") != textOf(bureau.folder / "unit.pem"));
    auto const other = bureau.sign({"issue", "--cert", path("others/cert.pem"), "-o", path("other.pem")});
    CHECK(other.status == 2);
    CHECK(other.errors.find("others/cert.pem: key-change-not-approved: ") != std::string::npos);
    CHECK_FALSE(std::filesystem::exists(bureau.folder / "other.pem"));
    CHECK(bureau.sign({"issue", "--cert", path("others/cert.pem"), "--new-key", "-o", path("other.pem")}).status == 0);
    // Issued certificates prove no possession of a key.
    CHECK(bureau.sign({"issue", "--cert", path("other.pem"), "-o", path("again.pem")}).errors.find("other.pem: certificate-not-self-signed: ") != std::string::npos);
}

TEST_CASE("the authority issues the certificate to which filings are enveloped, and those for connections", "[batch][authority]") {
    Bureau const bureau;
    auto const path = [&](std::string const& name) { return bureau.path(name); };
    REQUIRE(zhibaoSays({"keys", "new", "--unit", unitCode, "--out", path("keys"), "--algorithm", "sm2"}).status == 0);
    REQUIRE(zhibaoSays({"keys", "new", "--unit", unitCode, "--out", path("tls")}).status == 0);
    REQUIRE(zhibaoSays({"keys", "new", "--unit", unitCode, "--out", path("bureau"), "--use", "envelope"}).status == 0);
    REQUIRE(bureau.sign({"issue", "--cert", path("bureau/cert.pem"), "--use", "envelope", "-o", path("envelope.pem")}).status == 0);
    CHECK(bureau.sign({"issue", "--cert", path("tls/cert.pem"), "--use", "connection", "-o", path("connection.pem")}).status == 0);
    CHECK(bureau.sign({"issue", "--cert", path("keys/cert.pem"), "--use", "connection", "-o", path("none.pem")}).errors.find("use-key-unsupported: ") != std::string::npos);
    REQUIRE(bureau.sign({"issue", "--cert", path("keys/cert.pem"), "-o", path("unit.pem")}).status == 0);
    put(bureau.folder / "filing.json", filingWith(goodRow));
    auto const sealed = zhibaoSays({"seal", path("filing.json"), "--key", path("keys/key.pem"), "--cert", path("unit.pem"), "--for", path("envelope.pem"), "-o", path("one.zbs")});
    INFO(sealed.errors);
    REQUIRE(sealed.status == 0);
    CHECK(zhibaoSays({"open", path("one.zbs"), "--key", path("bureau/key.pem"), "--trust", path("ca/ca.pem")}).status == 0);
}

TEST_CASE("the authority's key is protected, unique, and used with its passphrase only", "[batch][authority]") {
    Bureau const bureau;
    auto const path = [&](std::string const& name) { return bureau.path(name); };
    CHECK(textOf(bureau.folder / "ca" / "ca.key.pem").find("-----BEGIN ENCRYPTED PRIVATE KEY-----") == 0);
    auto const permissions = std::filesystem::status(bureau.folder / "ca" / "ca.key.pem").permissions();
    CHECK((permissions & (std::filesystem::perms::group_all | std::filesystem::perms::others_all)) == std::filesystem::perms::none);
    CHECK(zhibaoSays({"ca", "init", "--db", path("bureau.db"), "--unit", unitCode, "--out", path("again")}).errors.find("option-missing: --passphrase-file") != std::string::npos);
    auto const again = zhibaoSays({"ca", "init", "--db", path("bureau.db"), "--unit", unitCode, "--out", path("again"), "--passphrase-file", path("secret")});
    CHECK(again.status == 2);
    CHECK(again.errors.find("authority-exists: ") != std::string::npos);
    CHECK_FALSE(std::filesystem::exists(bureau.folder / "again" / "ca.key.pem"));
    REQUIRE(zhibaoSays({"keys", "new", "--unit", unitCode, "--out", path("keys")}).status == 0);
    auto const locked = zhibaoSays({"ca", "issue", "--db", path("bureau.db"), "--ca-key", path("ca/ca.key.pem"), "--cert", path("keys/cert.pem"), "-o", path("unit.pem")});
    CHECK(locked.errors.find("ca.key.pem: key-passphrase-missing: ") != std::string::npos);
    auto const other = zhibaoSays({"ca", "issue", "--db", path("bureau.db"), "--ca-key", path("keys/key.pem"), "--cert", path("keys/cert.pem"), "-o", path("unit.pem")});
    CHECK(other.errors.find("keys/key.pem: key-not-of-certificate: ") != std::string::npos);
    CHECK_FALSE(std::filesystem::exists(bureau.folder / "unit.pem"));
}
