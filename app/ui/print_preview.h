#pragma once
/// Preview of a print job before it goes to a printer, and the same pages as a PDF file.

#include <filesystem>

#include "base/error.h"
#include "output/print_job.h"

class QWidget;

namespace zhibao {

/// Shows the pages in a window of their own; from there to the printer.
void previewPages(PrintJob const& job, QWidget* parent);

/// Writes the pages as PDF. The file appears whole or not at all. pageNotPaintable, fileUnwritable.
[[nodiscard]] Result<> writePdf(PrintJob const& job, std::filesystem::path const& file);

}  // namespace zhibao
