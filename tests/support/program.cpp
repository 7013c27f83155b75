#include "support/program.h"

#include <future>

#include <boost/asio.hpp>
#include <boost/process.hpp>

namespace zhibao::test {

Outcome runProgram(std::string const& name, std::vector<std::string> const& arguments, std::string const& input,
                   std::map<std::string, std::string> const& environment) {
    namespace process = boost::process;
    process::environment variables = boost::this_process::environment();
    for (auto const& [key, value] : environment) variables[key] = value;
    boost::asio::io_context context;
    std::future<std::string> output;
    std::future<std::string> errors;
    boost::asio::const_buffer const given{input.data(), input.size()};
    process::child child{std::string{ZHIBAO_PROGRAM_FOLDER} + "/" + name, process::args(arguments), variables, process::std_in < given,
                         process::std_out > output, process::std_err > errors, context};
    context.run();
    child.wait();
    return {child.exit_code(), output.get(), errors.get()};
}

}  // namespace zhibao::test
