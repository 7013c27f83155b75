#include "ui/print_preview.h"

#include <QPrintPreviewDialog>
#include <QPrinter>

#include "base/file.h"
#include "print/printed_document.h"

namespace zhibao {

void previewPages(PrintJob const& job, QWidget* parent) {
    PrintedDocument const document{job};
    QPrinter printer{QPrinter::HighResolution};
    printer.setPageLayout(document.layout());
    QPrintPreviewDialog dialog{&printer, parent};
    dialog.resize(parent == nullptr ? QSize{1000, 700} : parent->size() * 9 / 10);
    QObject::connect(&dialog, &QPrintPreviewDialog::paintRequested, &dialog, [&document](QPrinter* device) {
        // A device that refuses shows an empty preview; the dialog itself reports printer failures.
        auto const painted = document.paint(*device);
        static_cast<void>(painted);
    });
    dialog.exec();
}

Result<> writePdf(PrintJob const& job, std::filesystem::path const& file) {
    ZHIBAO_TRY(Bytes const pdf, PrintedDocument{job}.toPdf());
    return writeFile(file, pdf);
}

}  // namespace zhibao
