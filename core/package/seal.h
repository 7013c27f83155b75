#pragma once
/// Seals a filing: one file that its unit vouches for. The same filing, attachments, signer, moment and options give the same bytes,
/// but for manifest.sig, which ECDSA and SM2 make anew each time. Whether the filing obeys the rules is the caller's check, before.

#include <optional>
#include <string>
#include <vector>

#include "answers/filing.h"
#include "base/bytes.h"
#include "base/clock.h"
#include "base/digest.h"
#include "base/error.h"
#include "form/edition.h"
#include "package/contents.h"
#include "trust/signer.h"

namespace zhibao {

namespace error {
inline constexpr ErrorCode mandateOfItself{"mandate-of-itself"};              // unit
inline constexpr ErrorCode attachmentTitle{"attachment-title"};             // name: its title has control characters or is too long
inline constexpr ErrorCode filingNotRepresentable{"filing-not-representable"};  // what is read back is not what was sealed
}  // namespace error

struct SealOptions {
    std::string programName = "zhibao";
    std::string programVersion;
    std::optional<Digest> rateTable;  // of the rates that the respondent saw: RateTable::digestOf(period)
    bool isUnderMandate = false;  // the signer is another than the unit and files for it; the bureau has to know the mandate (store/mandates.h)
    PackageLimits limits;
};

struct SealedPackage {
    Bytes bytes;
    Digest identity;  // SHA-256 of manifest.json: the name of the filing version
};

/// Notes that are not to be sent stay behind. The result has been opened again and read back, so that nothing leaves that the bureau's reader would refuse: a wrong
/// key, a token that signs badly, an impossible cell. Errors: those above, filingEditionDiffers, formSetUnknown, packageUnitDiffers when the certificate
/// names another unit and no mandate is claimed, mandateOfItself when one is claimed and it does not, and those of writeZip, openPackage and readFiling.
[[nodiscard]] Result<SealedPackage> seal(Filing const& filing, Edition const& edition, std::vector<Attachment> const& attachments, Signer& signer,
                                         Clock const& clock, SealOptions const& options = {});

/// What a sealed file is called: UNIT_2017Q1_quarterly_v1.zbs.
[[nodiscard]] std::string packageName(FilingHeader const& header);

}  // namespace zhibao
