#pragma once
/// A bureau that answers sealed filings: an authority, and the signer that it vouches for.

#include "base/file.h"
#include "package/receipt.h"
#include "store/drafts.h"
#include "support/signers.h"
#include "trust/authority.h"

namespace zhibao::test {

struct AnsweringBureau {
    zhibao::Authority authority = makeAuthority();
    FileKeySigner signer = makeSigner();
    FixedClock clock{Moment{1'491'811'205}};  // 2017-04-10 16:00 in China

    [[nodiscard]] Bytes signedReceipt(Receipt const& receipt) { return writeReceipt(receipt, signer, clock, "0.1.0").value().bytes; }

private:
    static zhibao::Authority makeAuthority() {
        auto key = PrivateKey::generate().value();
        auto certificate = authorityCertificate(key, {"91999999MA0000023Y", "样例统计局"}, tenYears()).value();
        return {std::move(key), std::move(certificate)};
    }
    [[nodiscard]] FileKeySigner makeSigner() const {
        auto key = PrivateKey::generate().value();
        auto certificate = issueCertificate(authority, key.publicKey(), {authority.certificate.unit(), "样例统计局"}, tenYears(), KeyUse::signing).value();
        return FileKeySigner::make(std::move(key), std::move(certificate)).value();
    }
};

/// About a version that was sealed here, which arrived at that moment: returned, without words yet.
[[nodiscard]] inline Receipt returnedReceipt(DraftEntry const& entry, Moment arrived) {
    Receipt receipt;
    receipt.file = entry.seal->identity;
    if (auto const bytes = readFile(pathOf(entry.seal->file))) receipt.file = sha256(*bytes);
    receipt.identity = entry.seal->identity;
    receipt.unit = entry.unit;
    receipt.formSet = entry.formSet;
    receipt.period = entry.period;
    receipt.version = entry.version;
    receipt.arrived = arrived;
    receipt.verdict = ReceiptVerdict::returned;
    receipt.event = 3;
    receipt.head = sha256("head");
    return receipt;
}

}  // namespace zhibao::test
