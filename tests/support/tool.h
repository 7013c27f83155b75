#pragma once
/// Other people's programs as second opinion.

#include <filesystem>
#include <string>
#include <vector>

namespace zhibao::test {

/// True when the shell finds a program of that name.
[[nodiscard]] bool hasTool(std::string const& name);

struct ToolRun {
    int status = -1;
    std::string output;  // standard output and standard error
};

/// Runs a program with these arguments and waits for it.
[[nodiscard]] ToolRun runTool(std::string const& name, std::vector<std::string> const& arguments);

}  // namespace zhibao::test
