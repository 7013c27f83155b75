#pragma once
/// Preview of a print job before it goes to a printer, and the same pages as a PDF file.

#include <filesystem>
#include <memory>

#include <QMainWindow>

#include "base/error.h"
#include "output/print_job.h"

class QAction;
class QPrinter;
class QPrintPreviewWidget;

namespace zhibao {

class PrintedDocument;

/// The pages in a window of their own, which stops nobody: whoever looks at them can go on working in the window behind, also on what
/// is printed here. The pages stay as they were when the preview was opened.
class PreviewWindow final : public QMainWindow {
    Q_OBJECT
public:
    PreviewWindow(PrintJob job, QWidget* parent);
    ~PreviewWindow() override;
    [[nodiscard]] QPrintPreviewWidget& pages() noexcept { return *pages_; }

protected:
    void changeEvent(QEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;

private:
    void wordAnew();
    void print();

    std::unique_ptr<PrintedDocument> document_;
    std::unique_ptr<QPrinter> printer_;
    QPrintPreviewWidget* pages_;
    QAction* print_;
    QAction* fitWidth_;
    QAction* fitPage_;
    QAction* larger_;
    QAction* smaller_;
    QAction* close_;
};

/// Shows the pages; from there to the printer. The window is gone when it is closed, or with its parent.
PreviewWindow* previewPages(PrintJob const& job, QWidget* parent);

/// Writes the pages as PDF. The file appears whole or not at all. pageNotPaintable, fileUnwritable.
[[nodiscard]] Result<> writePdf(PrintJob const& job, std::filesystem::path const& file);

}  // namespace zhibao
