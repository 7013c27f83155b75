#include "trust/unit_keys.h"

#include <filesystem>

#include "base/file.h"
#include "support/catch.h"
#include "support/temporary_folder.h"
#include "trust/signer.h"

using namespace zhibao;

namespace {

Moment const now{1'491'364'800};

UnitKeys keysOf(std::string const& unit) {
    auto keys = makeUnitKeys({unit, "样例"}, FixedClock{now});
    REQUIRE(keys);
    return *std::move(keys);
}

}  // namespace

TEST_CASE("a unit's first keys belong together, name it, and hold for ten years", "[trust][keys]") {
    auto keys = keysOf("91999999000000019D");
    CHECK(keys.certificate.unit() == "91999999000000019D");
    CHECK(keys.certificate.name() == "样例");
    CHECK(keys.certificate.validity().from <= now);
    CHECK(keys.certificate.validity().until > Moment{now.seconds + std::int64_t{3'652} * 86'400});
    CHECK(FileKeySigner::make(std::move(keys.key), std::move(keys.certificate)));
}

TEST_CASE("keys are read back from their files, and the key only with its passphrase", "[trust][keys]") {
    test::TemporaryFolder const folder;
    auto const keys = keysOf("91999999000000019D");
    REQUIRE(writeUnitKeys(keys, folder / "key.pem", folder / "cert.pem", "开门"));
    auto const pem = readFile(folder / "key.pem");
    REQUIRE(pem);
    CHECK(PrivateKey::readPem(*pem).error().code == error::keyPassphraseMissing);
    CHECK(PrivateKey::readPem(*pem, "开门"));
    auto const certificate = readFile(folder / "cert.pem");
    REQUIRE(certificate);
    CHECK(Certificate::read(*certificate)->keyFingerprint() == keys.certificate.keyFingerprint());
    CHECK((std::filesystem::status(folder / "key.pem").permissions() & std::filesystem::perms::group_read) == std::filesystem::perms::none);
}

TEST_CASE("a key that cannot be written leaves no certificate behind", "[trust][keys]") {
    test::TemporaryFolder const folder;
    std::filesystem::create_directory(folder / "key.pem");
    CHECK_FALSE(writeUnitKeys(keysOf("91999999000000019D"), folder / "key.pem", folder / "cert.pem"));
    CHECK_FALSE(std::filesystem::exists(folder / "cert.pem"));
}
