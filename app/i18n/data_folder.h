#pragma once
/// Where a program finds the editions and other data it was installed with.

#include <filesystem>

#include "base/error.h"

namespace zhibao {

namespace error {
inline constexpr ErrorCode formsFolderMissing{"forms-folder-missing"};  // text: the places looked at
}

/// The forms folder: what the user named (if not empty), else ZHIBAO_FORMS, else ../share/zhibao/forms beside the program,
/// else the source tree the program was built from, else /usr/share/zhibao/forms. formsFolderMissing.
[[nodiscard]] Result<std::filesystem::path> findFormsFolder(std::filesystem::path const& named = {});

/// The folder of the running program; empty when the system does not tell.
[[nodiscard]] std::filesystem::path programFolder();

/// Another program of ours: beside this one, else by its bare name from the search path.
[[nodiscard]] std::filesystem::path siblingProgram(std::string_view name);

}  // namespace zhibao
