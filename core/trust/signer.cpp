#include "trust/signer.h"

namespace zhibao {

Result<FileKeySigner> FileKeySigner::make(PrivateKey key, Certificate certificate) {
    if (key.publicKey() != certificate.publicKey()) return fail(error::keyNotOfCertificate, {{"unit", certificate.unit()}});
    return FileKeySigner{std::move(key), std::move(certificate)};
}

Result<Bytes> FileKeySigner::sign(BytesView message) {
    return key_.sign(algorithm(), message);
}

}  // namespace zhibao
