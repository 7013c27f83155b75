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

}  // namespace zhibao
