#include "batch/packages.h"

#include "intake/file_kind.h"
#include "package/envelope.h"

namespace zhibao {

Result<OpenedPackage> openSealedFile(BytesView bytes, PrivateKey const* envelopeKey) {
    if (isMeantAsEnvelope(bytes)) {
        if (envelopeKey == nullptr) return fail(error::envelopeKeyMissing);
        ZHIBAO_TRY(Bytes const package, openEnvelope(bytes, *envelopeKey));
        return openPackage(package);
    }
    auto opened = openPackage(bytes);
    if (opened) return opened;
    if (auto const kind = otherKindOf(bytes)) return fail(*kind);
    return opened;
}

}  // namespace zhibao
