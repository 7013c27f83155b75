#include "batch/packages.h"

#include "intake/file_kind.h"

namespace zhibao {

Result<OpenedPackage> openSealedFile(BytesView bytes) {
    auto opened = openPackage(bytes);
    if (opened) return opened;
    if (auto const kind = otherKindOf(bytes)) return fail(*kind);
    return opened;
}

}  // namespace zhibao
