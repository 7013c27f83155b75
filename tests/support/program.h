#pragma once
/// Runs a program of ours as a user would, and keeps what it said.

#include <map>
#include <string>
#include <vector>

namespace zhibao::test {

struct Outcome {
    int status = -1;
    std::string output;  // standard output
    std::string errors;  // standard error
};

/// Runs `name` from the build's program folder. `input` goes to standard input; `environment` is added to the test's own.
[[nodiscard]] Outcome runProgram(std::string const& name, std::vector<std::string> const& arguments, std::string const& input = {},
                                 std::map<std::string, std::string> const& environment = {});

}  // namespace zhibao::test
