#include "store/hand_in.h"

#include "base/file.h"
#include "package/open.h"

namespace zhibao {

Result<std::filesystem::path> handIn(DraftStore& store, std::int64_t draft, std::filesystem::path const& folder, Moment now) {
    ZHIBAO_TRY(auto const entry, store.entry(draft));
    if (!entry.seal) return fail(error::draftNotSealed, {{"unit", entry.unit}, {"period", entry.period}, {"version", std::to_string(entry.version)}});
    auto const sealed = pathOf(entry.seal->file);
    ZHIBAO_TRY(auto const bytes, readFile(sealed));
    auto const package = openPackage(bytes);
    if (!package || package->identity != entry.seal->identity) return fail(error::sealedFileChanged, {{"file", entry.seal->file}});
    auto const copy = folder / sealed.filename();
    std::error_code problem;
    if (!std::filesystem::equivalent(sealed, copy, problem)) ZHIBAO_CHECK(writeFile(copy, bytes));
    ZHIBAO_CHECK(store.recordHandIn(draft, {toText(copy), now}));
    return copy;
}

}  // namespace zhibao
