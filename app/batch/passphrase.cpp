#include "batch/passphrase.h"

#include <CLI/CLI.hpp>

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

void addSignerOptions(CLI::App& verb, SignerFiles& files, std::string const& whose) {
    verb.add_option("--key", files.key, "Private key " + whose + ", PEM / 私钥")->required();
    verb.add_option("--cert", files.certificate, "Its certificate, PEM or DER / 证书")->required();
    verb.add_option("--passphrase-file", files.passphraseFile, "File whose first line opens the key / 口令文件");
}

Result<FileKeySigner> signerFrom(Console const& console, SignerFiles const& files) {
    ZHIBAO_TRY(PrivateKey key, privateKeyFrom(console, files.key, files.passphraseFile));
    ZHIBAO_TRY(Bytes const bytes, console.read(files.certificate));
    ZHIBAO_TRY(Certificate certificate, inside(files.certificate, Certificate::read(bytes)));
    return inside(files.key, FileKeySigner::make(std::move(key), std::move(certificate)));
}

}  // namespace zhibao
