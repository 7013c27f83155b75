#include "support/tool.h"

#include <array>
#include <cstdio>

#include <sys/wait.h>

namespace zhibao::test {

namespace {

std::string quoted(std::string const& argument) {
    std::string text = "'";
    for (char const character : argument) text += character == '\'' ? std::string{"'\\''"} : std::string{character};
    return text + "'";
}

}  // namespace

bool hasTool(std::string const& name) {
    return runTool("sh", {"-c", "command -v " + quoted(name)}).status == 0;
}

ToolRun runTool(std::string const& name, std::vector<std::string> const& arguments) {
    std::string command = quoted(name);
    for (auto const& argument : arguments) command += " " + quoted(argument);
    std::FILE* const pipe = popen((command + " 2>&1 </dev/null").c_str(), "r");
    if (pipe == nullptr) return {};
    ToolRun run;
    std::array<char, 4096> buffer{};
    while (auto const got = std::fread(buffer.data(), 1, buffer.size(), pipe)) run.output.append(buffer.data(), got);
    int const status = pclose(pipe);
    run.status = WIFEXITED(status) ? WEXITSTATUS(status) : -1;
    return run;
}

}  // namespace zhibao::test
