#include "support/program.h"

#include <cstdlib>
#include <future>

#include <unistd.h>

#include <boost/algorithm/string/split.hpp>
#include <boost/asio.hpp>
#include <boost/process.hpp>

namespace zhibao::test {

namespace {

namespace process = boost::process;

ProgramRun run(boost::filesystem::path const& file, std::vector<std::string> const& arguments, std::string const& input,
            process::environment const& variables) {
    boost::asio::io_context context;
    std::future<std::string> output;
    std::future<std::string> errors;
    boost::asio::const_buffer const given{input.data(), input.size()};
    process::child child{file, process::args(arguments), variables, process::std_in < given, process::std_out > output, process::std_err > errors, context};
    context.run();
    child.wait();
    return {child.exit_code(), output.get(), errors.get()};
}

/// Where the shell finds a program; empty when it does not. Not process::search_path: Boost would read PATH through the locale of the
/// environment, and throw where the machine does not have that one.
std::string placeOf(std::string const& name) {
    if (name.find('/') != std::string::npos) return name;
    std::vector<std::string> folders;
    char const* const path = std::getenv("PATH");
    boost::algorithm::split(folders, std::string{path == nullptr ? "" : path}, [](char c) { return c == ':'; });
    for (auto const& folder : folders) {
        auto file = folder + "/" + name;
        if (::access(file.c_str(), X_OK) == 0) return file;
    }
    return {};
}

}  // namespace

ProgramRun runProgram(std::string const& name, std::vector<std::string> const& arguments, std::string const& input,
                   std::map<std::string, std::string> const& environment) {
    process::environment variables = boost::this_process::environment();
    for (auto const& [key, value] : environment) variables[key] = value;
    return run(std::string{ZHIBAO_PROGRAM_FOLDER} + "/" + name, arguments, input, variables);
}

ProgramRun runTool(std::string const& name, std::vector<std::string> const& arguments) {
    auto const place = placeOf(name);
    if (place.empty()) return {};
    return run(place, arguments, {}, boost::this_process::environment());
}

bool hasTool(std::string const& name) {
    return !placeOf(name).empty();
}

}  // namespace zhibao::test
