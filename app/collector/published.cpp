#include "collector/published.h"

#include <algorithm>

#include "base/file.h"

namespace zhibao::collector {

namespace {

constexpr std::size_t mostKnown = 100'000;
constexpr std::size_t mostBytes = std::size_t{64} << 20U;

bool isPlainFile(std::filesystem::path const& path) {
    std::error_code problem;
    return std::filesystem::symlink_status(path, problem).type() == std::filesystem::file_type::regular;
}

}  // namespace

bool Published::isName(std::string_view name) noexcept {
    constexpr std::size_t longest = 128;
    return !name.empty() && name.size() <= longest && name.front() != '.' && std::all_of(name.begin(), name.end(), [](char one) {
        return (one >= 'a' && one <= 'z') || (one >= 'A' && one <= 'Z') || (one >= '0' && one <= '9') || one == '.' || one == '_' || one == '-';
    });
}

Result<JsonValue> Published::list(std::string const& shelf) {
    auto const folder = folder_ / shelf;
    std::error_code problem;
    JsonValue::Array files;
    if (std::filesystem::status(folder, problem).type() == std::filesystem::file_type::not_found) return JsonValue::Object{{"files", std::move(files)}};
    ZHIBAO_TRY(auto const paths, listFiles(folder));
    for (auto const& path : paths) {
        auto const name = toText(path.filename());
        // What is still being written carries ".part".
        if (!isName(name) || name.find(".part") != std::string::npos || !isPlainFile(path)) continue;
        auto const bytes = std::filesystem::file_size(path, problem);
        if (problem) continue;  // taken down meanwhile
        auto const written = std::filesystem::last_write_time(path, problem);
        if (problem) continue;
        Digest digest;
        bool isKnown = false;
        {
            std::lock_guard const lock{mutex_};
            auto const found = known_.find(path);
            isKnown = found != known_.end() && found->second.written == written && found->second.bytes == bytes;
            if (isKnown) digest = found->second.digest;
        }
        if (!isKnown) {
            ZHIBAO_TRY(Bytes const content, readFile(path, mostBytes));
            digest = sha256(content);
            std::lock_guard const lock{mutex_};
            if (known_.size() >= mostKnown) known_.clear();
            known_[path] = {written, bytes, digest};
        }
        files.push_back(JsonValue::Object{{"name", name}, {"bytes", static_cast<std::int64_t>(bytes)}, {"sha256", digest.hex()}});
    }
    return JsonValue::Object{{"files", std::move(files)}};
}

Result<Published::File> Published::file(std::string const& shelf, std::string_view name) const {
    auto const path = folder_ / shelf / std::string{name};
    if (!isName(name) || !isPlainFile(path)) return fail(error::notPublished, {{"name", std::string{name}}});
    ZHIBAO_TRY(Bytes bytes, readFile(path, mostBytes));
    auto const digest = sha256(bytes);
    return File{std::move(bytes), digest};
}

}  // namespace zhibao::collector
