#include "batch/folders.h"

#include "base/file.h"

namespace zhibao {

Result<> makeFolder(std::filesystem::path const& folder) {
    std::error_code problem;
    std::filesystem::create_directories(folder, problem);
    if (problem == std::errc::not_a_directory || problem == std::errc::file_exists) return fail(error::outputNotFolder, {}, toText(folder));
    if (problem) return fail(error::fileUnwritable, {{"text", problem.message()}}, toText(folder));
    return {};
}

Result<DraftStore> draftsIn(std::filesystem::path const& dataFolder, bool mayBeNew) {
    auto const database = dataFolder / "drafts.db";
    std::error_code problem;
    if (!mayBeNew && !std::filesystem::exists(database, problem)) return fail(error::databaseMissing, {}, toText(database));
    if (mayBeNew) std::filesystem::create_directories(dataFolder, problem);
    if (problem) return fail(error::fileUnwritable, {{"text", problem.message()}}, toText(dataFolder));
    return DraftStore::open(database);
}

}  // namespace zhibao
