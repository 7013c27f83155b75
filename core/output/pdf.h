#pragma once
/// PDF through the small program `zhibao-print`, because laying out text on paper needs Qt, which core does not know. The program
/// runs as a child process with a time limit; its path is handed in.

#include <chrono>
#include <filesystem>

#include "base/bytes.h"
#include "base/error.h"
#include "output/print_job.h"

namespace zhibao {

namespace error {
inline constexpr ErrorCode printerMissing{"printer-missing"};  // path
inline constexpr ErrorCode printerFailed{"printer-failed"};    // text: the last line it said; status
inline constexpr ErrorCode printerTooSlow{"printer-too-slow"};  // seconds
}  // namespace error

struct PdfPrinter {
    std::filesystem::path program;  // of zhibao-print
    std::chrono::seconds timeLimit{120};
};

/// The PDF of a job. printerMissing, printerFailed (also when it left no PDF), printerTooSlow (the child is ended), fileUnwritable.
[[nodiscard]] Result<Bytes> toPdf(PrintJob const& job, PdfPrinter const& printer);

}  // namespace zhibao
