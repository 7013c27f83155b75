#include "batch/passphrase.h"

#include <algorithm>

namespace zhibao {

Result<Bytes> passphraseFrom(Console const& console, std::string const& file) {
    if (file.empty()) return Bytes{};
    ZHIBAO_TRY(Bytes text, console.read(file));
    text.resize(std::min(text.find_first_of("\r\n"), text.size()));
    // Who names a file wants the key protected; without a word it would lie there open.
    if (text.empty()) return fail(error::passphraseEmpty, {}, file);
    return text;
}

Result<PrivateKey> privateKeyFrom(Console const& console, std::string const& keyFile, std::string const& passphraseFile) {
    ZHIBAO_TRY(Bytes const passphrase, passphraseFrom(console, passphraseFile));
    ZHIBAO_TRY(Bytes const pem, console.read(keyFile));
    return inside(keyFile, PrivateKey::readPem(pem, passphrase));
}

}  // namespace zhibao
