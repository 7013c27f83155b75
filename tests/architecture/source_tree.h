#pragma once
/// The project's own files as texts, for tests that read the code instead of running it.

#include <filesystem>
#include <functional>
#include <regex>
#include <string>
#include <string_view>
#include <vector>

namespace zhibao::architecture {

/// One file of the project.
struct SourceFile {
    std::string path;  // from the top folder, with forward slashes: "core/base/money.h"
    std::string text;
};

/// Every text file below `folder` ("" for the whole project), by path. What the build makes and what .gitignore names is left out.
[[nodiscard]] std::vector<SourceFile> filesBelow(std::string_view folder);
/// Those whose path ends in one of `endings`.
[[nodiscard]] std::vector<SourceFile> filesBelow(std::string_view folder, std::vector<std::string_view> const& endings);

/// The same C++ with comments blanked out and, unless `keepTexts`, with the insides of string literals too. Lines stay where they are.
[[nodiscard]] std::string withoutComments(std::string_view text, bool keepTexts = false);

/// One `#include`.
struct Include {
    std::string target;  // as written between the marks
    bool quoted = false;
    std::size_t line = 0;
};
[[nodiscard]] std::vector<Include> includesOf(std::string_view text);

/// "core/base/money.h:12: what stands there", for every place in the C++ where `pattern` matches outside comments and string literals.
[[nodiscard]] std::vector<std::string> placesOf(SourceFile const& file, std::regex const& pattern);

/// The words of the fenced block ```chain in core/README.md: the folders of core in their order.
[[nodiscard]] std::vector<std::string> chainIn(std::string_view readme);
[[nodiscard]] std::vector<std::string> const& chain();

/// "base" for "core/base/money.h"; empty when the path does not lie in a folder of core.
[[nodiscard]] std::string stepOf(std::string_view path);

/// Lines of complaint, one below the other, so that a failing CHECK shows each on its own line.
[[nodiscard]] std::string listed(std::vector<std::string> const& complaints);

}  // namespace zhibao::architecture
