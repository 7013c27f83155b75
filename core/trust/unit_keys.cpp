#include "trust/unit_keys.h"

#include <utility>

#include "base/file.h"

namespace zhibao {

namespace {

constexpr int daysValid = 3'653;

bool isThere(std::filesystem::path const& file) {
    std::error_code problem;
    return std::filesystem::exists(file, problem);
}

}  // namespace

Result<UnitKeys> makeUnitKeys(CertificateSubject const& subject, Clock const& clock, Algorithm algorithm, KeyUse use) {
    ZHIBAO_TRY(PrivateKey key, PrivateKey::generate(algorithm));
    ZHIBAO_TRY(Certificate certificate, selfSignedCertificate(key, subject, validFromNow(clock, daysValid), use));
    return UnitKeys{std::move(key), std::move(certificate)};
}

Result<> writeUnitKeys(UnitKeys const& keys, std::filesystem::path const& keyFile, std::filesystem::path const& certificateFile,
                       std::string_view passphrase) {
    ZHIBAO_TRY(Bytes const pem, keys.key.toPem(passphrase));
    // The certificate first: a key without one would be refused, a certificate alone is of no use to anybody.
    ZHIBAO_CHECK(writeFile(certificateFile, keys.certificate.toPem()));
    auto written = writeFile(keyFile, pem, FileAccess::ownerOnly);
    std::error_code problem;
    if (!written) std::filesystem::remove(certificateFile, problem);
    return written;
}

UnitKeyFiles unitKeyFiles(std::filesystem::path const& dataFolder, std::string_view unit) {
    auto const folder = dataFolder / "keys";
    auto const name = std::string{unit};
    return {folder / pathOf(name + ".key.pem"), folder / pathOf(name + ".cert.pem")};
}

Result<> makeKeyFolder(UnitKeyFiles const& files) {
    auto const folder = files.key.parent_path();
    std::error_code problem;
    std::filesystem::create_directories(folder, problem);
    if (problem) return fail(error::fileUnwritable, {{"text", problem.message()}}, toText(folder));
    return {};
}

UnitKeyFiles connectionKeyFiles(std::filesystem::path const& dataFolder, std::string_view unit) {
    return unitKeyFiles(dataFolder, std::string{unit} + ".connection");
}

Result<std::optional<UnitKeys>> readUnitKeys(UnitKeyFiles const& files, std::string_view passphrase, KeyUse use) {
    bool const hasKey = isThere(files.key);
    bool const hasCertificate = isThere(files.certificate);
    if (hasKey != hasCertificate) return fail(error::unitKeyIncomplete, {{"file", toText(hasKey ? files.certificate : files.key)}}, toText(files.key.parent_path()));
    if (!hasKey) return std::optional<UnitKeys>{};
    ZHIBAO_TRY(auto const pem, readFile(files.key));
    ZHIBAO_TRY(auto key, inside(toText(files.key), PrivateKey::readPem(pem, passphrase)));
    ZHIBAO_TRY(auto certificate, readUnitCertificate(files, use));
    return std::optional{UnitKeys{std::move(key), *std::move(certificate)}};
}

Result<std::optional<Certificate>> readUnitCertificate(UnitKeyFiles const& files, KeyUse use) {
    if (!isThere(files.certificate)) return std::optional<Certificate>{};
    ZHIBAO_TRY(auto const pem, readFile(files.certificate));
    ZHIBAO_TRY(auto certificate, inside(toText(files.certificate), Certificate::read(pem, use)));
    return std::optional{std::move(certificate)};
}

bool isProtected(UnitKeyFiles const& files) {
    auto const pem = readFile(files.key);
    if (!pem) return false;
    auto const key = PrivateKey::readPem(*pem);
    return !key && key.error().code == error::keyPassphraseMissing;
}

Result<FileKeySigner> presentUnitSigner(std::filesystem::path const& dataFolder, std::string const& unit, std::string_view passphrase) {
    auto const files = unitKeyFiles(dataFolder, unit);
    ZHIBAO_TRY(auto keys, readUnitKeys(files, passphrase));
    if (!keys) return fail(error::unitKeyMissing, {{"unit", unit}});
    return inside(toText(files.key), FileKeySigner::make(std::move(keys->key), std::move(keys->certificate)));
}

Result<FileKeySigner> unitSigner(std::filesystem::path const& dataFolder, std::string const& unit, std::string const& name, Clock const& clock, std::string_view passphrase) {
    auto present = presentUnitSigner(dataFolder, unit, passphrase);
    if (present || present.error().code != error::unitKeyMissing) return present;
    auto const files = unitKeyFiles(dataFolder, unit);
    ZHIBAO_CHECK(makeKeyFolder(files));
    ZHIBAO_TRY(auto keys, makeUnitKeys({unit, name}, clock));
    ZHIBAO_CHECK(writeUnitKeys(keys, files.key, files.certificate, passphrase));
    return FileKeySigner::make(std::move(keys.key), std::move(keys.certificate));
}

}  // namespace zhibao
