#include "support/signers.h"

namespace zhibao::test {

// A key that cannot be made ends the test by the exception of value().
Validity tenYears() {
    return {parseMoment("2017-01-01T00:00:00Z").value(), parseMoment("2026-12-31T23:59:59Z").value()};
}

FileKeySigner signerOf(std::string const& unit, std::string const& name, Algorithm algorithm) {
    auto key = PrivateKey::generate(algorithm).value();
    auto certificate = selfSignedCertificate(key, {unit, name}, tenYears()).value();
    return FileKeySigner::make(std::move(key), std::move(certificate)).value();
}

}  // namespace zhibao::test
