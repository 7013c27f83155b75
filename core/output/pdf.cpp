#include "output/pdf.h"

#include <optional>
#include <system_error>
#include <thread>

#include <boost/process/args.hpp>
#include <boost/process/child.hpp>
#include <boost/process/io.hpp>

#include "base/file.h"
#include "base/text.h"

namespace zhibao {

namespace {

namespace process = boost::process;

constexpr std::chrono::milliseconds pause{10};

/// The last line a program said, which is where it gives its reason.
std::string lastLine(std::string_view said) {
    auto const text = trimmed(said);
    auto const start = text.rfind('\n');
    return shortened(start == std::string::npos ? text : text.substr(start + 1), 400);
}

Result<> run(PdfPrinter const& printer, std::filesystem::path const& job, std::filesystem::path const& pdf, std::filesystem::path const& said) {
    try {
        std::error_code trouble;
        process::child child{printer.program.string(), process::args({job.string(), std::string{"-o"}, pdf.string()}), process::std_in < process::null,
                             process::std_out > process::null, process::std_err > said.string(), trouble};
        if (trouble) return fail(error::printerMissing, {{"path", toText(printer.program)}});
        // Asked again and again instead of waited for with a limit: that would fork a second process to watch the time.
        auto remaining = std::chrono::duration_cast<std::chrono::milliseconds>(printer.timeLimit);
        while (child.running(trouble) && remaining.count() > 0) {
            std::this_thread::sleep_for(pause);
            remaining -= pause;
        }
        if (child.running(trouble)) {
            child.terminate(trouble);
            child.wait(trouble);
            return fail(error::printerTooSlow, {{"seconds", std::to_string(printer.timeLimit.count())}});
        }
        if (child.exit_code() == 0) return {};
        auto const text = readFile(said, std::size_t{1} << 20U);
        return fail(error::printerFailed, {{"text", text ? lastLine(*text) : std::string{}}, {"status", std::to_string(child.exit_code())}});
    } catch (std::exception const& problem) {
        return fail(error::printerFailed, {{"text", problem.what()}, {"status", "-"}});
    }
}

}  // namespace

Result<Bytes> toPdf(PrintJob const& job, PdfPrinter const& printer) {
    std::error_code trouble;
    if (!std::filesystem::is_regular_file(printer.program, trouble)) return fail(error::printerMissing, {{"path", toText(printer.program)}});
    auto pdf = bytesWrittenTo([&](std::filesystem::path const& path) -> Result<> {
        auto const folder = path.parent_path();
        auto const jobFile = folder / "job.json";
        auto const said = folder / "said.txt";
        ZHIBAO_CHECK(writeFile(jobFile, toBytes(job)));
        ZHIBAO_CHECK(run(printer, jobFile, path, said));
        if (!std::filesystem::is_regular_file(path)) return fail(error::printerFailed, {{"text", ""}, {"status", "0"}});
        return {};
    });
    if (pdf && !pdf->starts_with("%PDF-")) return fail(error::printerFailed, {{"text", "%PDF-"}, {"status", "0"}});
    return pdf;
}

}  // namespace zhibao
