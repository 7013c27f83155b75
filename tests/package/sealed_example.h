#pragma once
/// A sealed package of the small edition, and tools to take it apart and put it together as an attacker would.

#include <functional>
#include <map>
#include <memory>
#include <string>
#include <vector>

#include "answers/small_edition.h"
#include "package/manifest.h"
#include "package/open.h"
#include "package/seal.h"
#include "support/signers.h"

namespace zhibao::test {

/// The moment at which the examples are sealed.
[[nodiscard]] FixedClock sealingClock();
/// Two rows, one explanation, signed off.
[[nodiscard]] Filing exampleFiling(Edition const& edition);
[[nodiscard]] std::vector<Attachment> exampleAttachments();

struct SealedExample {
    explicit SealedExample(Algorithm signing = Algorithm::ecdsaP256Sha256) : algorithm(signing) {}
    Algorithm algorithm;
    std::shared_ptr<Edition const> edition = smallEdition();
    Filing filing = exampleFiling(*edition);
    FileKeySigner signer = signerOf(filing.header.unit, {}, algorithm);
    SealedPackage sealed = seal(filing, *edition, exampleAttachments(), signer, sealingClock(), {.programVersion = "0.1.0", .rateTable = {}, .limits = {}}).value();
};

using Contents = std::map<std::string, Bytes>;
[[nodiscard]] Contents contentsOf(BytesView package);
/// The archive of these entries, whatever they are.
[[nodiscard]] Bytes packed(Contents const& contents);
/// Describes the entries in the manifest anew, applies the change, signs with that signer: a forgery that only what it says gives away.
[[nodiscard]] Bytes signedAgain(Contents contents, Signer& signer, std::function<void(Manifest&)> const& change = {});
/// The text with every occurrence of one piece exchanged; throws when there is none.
[[nodiscard]] Bytes exchanged(Bytes text, std::string_view from, std::string_view to);

}  // namespace zhibao::test
