#pragma once
/// Runs programs, ours as a user would and other people's as second opinion, and keeps what they said.

#include <map>
#include <string>
#include <vector>

namespace zhibao::test {

struct ProgramRun {
    int status = -1;
    std::string output;  // standard output
    std::string errors;  // standard error
};

/// Runs `name` from the build's program folder. `input` goes to standard input; `environment` is added to the test's own.
[[nodiscard]] ProgramRun runProgram(std::string const& name, std::vector<std::string> const& arguments, std::string const& input = {},
                                 std::map<std::string, std::string> const& environment = {});

/// Runs a program that the shell finds, or that is named with its path. Status −1: there is none.
[[nodiscard]] ProgramRun runTool(std::string const& name, std::vector<std::string> const& arguments);

/// True when the shell finds a program of that name.
[[nodiscard]] bool hasTool(std::string const& name);

}  // namespace zhibao::test
