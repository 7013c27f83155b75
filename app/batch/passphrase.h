#pragma once
/// A passphrase from a file, so that it stands on no command line, and keys that it opens.

#include <string>

#include "batch/console.h"
#include "trust/keys.h"
#include "trust/signer.h"

namespace CLI {
class App;
}

namespace zhibao {

/// The first line of the file; empty without a file. passphraseEmpty for a file that begins with an empty line.
[[nodiscard]] Result<Bytes> passphraseFrom(Console const& console, std::string const& file);

/// The private key in the file, opened by the passphrase of the other where one is named. Errors name the file.
[[nodiscard]] Result<PrivateKey> privateKeyFrom(Console const& console, std::string const& keyFile, std::string const& passphraseFile);

/// Who signs: a private key and the certificate of it, in files. Errors name the file.
struct SignerFiles {
    std::string key;
    std::string certificate;
    std::string passphraseFile;
};
/// --key, --cert and --passphrase-file.
void addSignerOptions(CLI::App& verb, SignerFiles& files, std::string const& whose);
[[nodiscard]] Result<FileKeySigner> signerFrom(Console const& console, SignerFiles const& files);

}  // namespace zhibao
