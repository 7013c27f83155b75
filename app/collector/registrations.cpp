#include "collector/registrations.h"

#include "base/file.h"
#include "package/registration.h"

namespace zhibao::collector {

namespace {
constexpr std::string_view ending = ".zbr";
}

Result<Registrations::Stored> Registrations::add(BytesView bytes) {
    // What it says is for the bureau to judge; that it is none at all, or was altered, need not wait for people.
    if (!readRegistration(bytes)) return fail(error::registrationUnreadable);
    auto const digest = sha256(bytes);
    auto const path = folder_ / (digest.hex() + std::string{ending});
    // One after the other, so that the limit holds.
    std::lock_guard const lock{mutex_};
    std::error_code problem;
    if (std::filesystem::exists(path, problem)) return Stored{digest, true};
    ZHIBAO_TRY(auto const count, waiting());
    if (count >= mostWaiting_) return fail(error::registrationsFull, {{"seconds", "3600"}});
    ZHIBAO_CHECK(writeFile(path, bytes));
    return Stored{digest, false};
}

Result<std::size_t> Registrations::waiting() const {
    std::size_t count = 0;
    ZHIBAO_CHECK(forEachEntry(folder_, [&](std::filesystem::directory_entry const& entry) {
        if (toText(entry.path().filename()).ends_with(ending)) ++count;
    }));
    return count;
}

}  // namespace zhibao::collector
