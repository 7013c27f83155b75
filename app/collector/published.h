#pragma once
/// What the bureau has put up for fetching: a folder with the folders calendar, editions, rates, bulletins, and receipts/UNIT for each unit. The
/// collector only reads it, so it serves while the bureau's database is away.

#include <filesystem>
#include <map>
#include <mutex>
#include <string>
#include <string_view>

#include "base/bytes.h"
#include "base/digest.h"
#include "base/error.h"
#include "base/json.h"

namespace zhibao::error {
inline constexpr ErrorCode notPublished{"not-published"};  // name
}  // namespace zhibao::error

namespace zhibao::collector {

class Published {
public:
    explicit Published(std::filesystem::path folder) : folder_(std::move(folder)) {}

    struct File {
        Bytes bytes;
        Digest digest;
    };

    /// {"files":[{"name","bytes","sha256"}]}, sorted by name; none where the folder is missing. `shelf` is a path of names that isName lets pass.
    /// folderUnreadable, fileUnreadable.
    [[nodiscard]] Result<JsonValue> list(std::string const& shelf);
    /// notPublished, also for a link, a folder and a name that leads elsewhere; fileUnreadable.
    [[nodiscard]] Result<File> file(std::string const& shelf, std::string_view name) const;

    /// Letters, digits, '.', '_' and '-', at most 128, and no '.' in front.
    [[nodiscard]] static bool isName(std::string_view name) noexcept;

private:
    struct Known {
        std::filesystem::file_time_type written;
        std::uintmax_t bytes = 0;
        Digest digest;
    };

    std::filesystem::path folder_;
    std::mutex mutex_;
    std::map<std::filesystem::path, Known> known_;  // so that a list does not read every file each time
};

}  // namespace zhibao::collector
