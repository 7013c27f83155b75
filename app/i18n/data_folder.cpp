#include "i18n/data_folder.h"

#include <cstdlib>
#include <vector>

#include "base/file.h"

#ifdef _WIN32
#include <windows.h>
#endif

namespace zhibao {

std::filesystem::path programFolder() {
#ifdef _WIN32
    wchar_t buffer[32'768];
    auto const length = GetModuleFileNameW(nullptr, buffer, 32'768);
    return length == 0 ? std::filesystem::path{} : std::filesystem::path{std::wstring(buffer, length)}.parent_path();
#else
    std::error_code problem;
    auto const program = std::filesystem::read_symlink("/proc/self/exe", problem);
    return problem ? std::filesystem::path{} : program.parent_path();
#endif
}

Result<std::filesystem::path> findFormsFolder(std::filesystem::path const& named) {
    std::vector<std::filesystem::path> places;
    char const* const fromEnvironment = std::getenv("ZHIBAO_FORMS");
    if (!named.empty()) {
        places.push_back(named);
    } else if (fromEnvironment != nullptr && *fromEnvironment != '\0') {
        places.push_back(pathOf(fromEnvironment));
    } else {
        auto const beside = programFolder();
        if (!beside.empty()) {
            places.push_back(beside / "forms");
            places.push_back(beside.parent_path() / "share" / "zhibao" / "forms");
        }
#ifdef ZHIBAO_BUILD_TREE_FORMS
        places.emplace_back(ZHIBAO_BUILD_TREE_FORMS);
#endif
        places.emplace_back("/usr/share/zhibao/forms");
    }
    std::string looked;
    for (auto const& place : places) {
        std::error_code problem;
        if (std::filesystem::is_directory(place, problem)) return place;
        looked += (looked.empty() ? "" : ", ") + toText(place);
    }
    return fail(error::formsFolderMissing, {{"text", looked}});
}

std::filesystem::path siblingProgram(std::string_view name) {
    std::filesystem::path file{std::string{name}};
#ifdef _WIN32
    file += ".exe";
#endif
    auto const beside = programFolder() / file;
    std::error_code problem;
    return std::filesystem::exists(beside, problem) ? beside : file;
}

}  // namespace zhibao
