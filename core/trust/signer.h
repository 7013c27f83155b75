#pragma once
/// Who signs, as a port: a key in a file now, a token behind the same three functions later.

#include "base/bytes.h"
#include "base/error.h"
#include "trust/algorithm.h"
#include "trust/certificate.h"
#include "trust/keys.h"

namespace zhibao {

namespace error {
inline constexpr ErrorCode keyNotOfCertificate{"key-not-of-certificate"};  // unit: whom the certificate names
}

class Signer {
public:
    virtual ~Signer() = default;
    [[nodiscard]] virtual Algorithm algorithm() const = 0;
    [[nodiscard]] virtual Certificate const& certificate() const = 0;
    /// A DER signature over the bytes that verifySignature accepts with certificate().
    [[nodiscard]] virtual Result<Bytes> sign(BytesView message) = 0;
};

/// Signs with a key that is in memory.
class FileKeySigner final : public Signer {
public:
    /// keyNotOfCertificate when the two do not belong together.
    [[nodiscard]] static Result<FileKeySigner> make(PrivateKey key, Certificate certificate);
    [[nodiscard]] Algorithm algorithm() const override { return certificate_.publicKey().algorithm; }
    [[nodiscard]] Certificate const& certificate() const override { return certificate_; }
    [[nodiscard]] Result<Bytes> sign(BytesView message) override;

private:
    FileKeySigner(PrivateKey key, Certificate certificate) : key_(std::move(key)), certificate_(std::move(certificate)) {}
    PrivateKey key_;
    Certificate certificate_;
};

}  // namespace zhibao
