#include "trust/unit_keys.h"

#include "base/file.h"

namespace zhibao {

namespace {

constexpr int daysValid = 3'653;

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

}  // namespace zhibao
