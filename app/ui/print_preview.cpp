#include "ui/print_preview.h"

#include <utility>

#include <QAction>
#include <QEvent>
#include <QKeyEvent>
#include <QPrintDialog>
#include <QPrintPreviewWidget>
#include <QPrinter>
#include <QToolBar>

#include "base/file.h"
#include "print/printed_document.h"
#include "ui/icons.h"
#include "ui/text.h"

namespace zhibao {

PreviewWindow::PreviewWindow(PrintJob job, QWidget* parent)
    : QMainWindow(parent, Qt::Window), document_(std::make_unique<PrintedDocument>(std::move(job))),
      printer_(std::make_unique<QPrinter>(QPrinter::HighResolution)), print_(new QAction(this)), fitWidth_(new QAction(this)),
      fitPage_(new QAction(this)), larger_(new QAction(this)), smaller_(new QAction(this)), close_(new QAction(this)) {
    setAttribute(Qt::WA_DeleteOnClose);
    printer_->setPageLayout(document_->layout());
    printer_->setDocName(toQt(document_->job().title));
    pages_ = new QPrintPreviewWidget(printer_.get(), this);
    setCentralWidget(pages_);
    // A device that refuses shows an empty preview.
    connect(pages_, &QPrintPreviewWidget::paintRequested, this, [this](QPrinter* device) { static_cast<void>(document_->paint(*device)); });

    print_->setShortcut(QKeySequence::Print);
    larger_->setShortcut(QKeySequence::ZoomIn);
    smaller_->setShortcut(QKeySequence::ZoomOut);
    close_->setShortcut(QKeySequence::Close);
    connect(print_, &QAction::triggered, this, &PreviewWindow::print);
    connect(fitWidth_, &QAction::triggered, pages_, &QPrintPreviewWidget::fitToWidth);
    connect(fitPage_, &QAction::triggered, pages_, &QPrintPreviewWidget::fitInView);
    connect(larger_, &QAction::triggered, this, [this] { pages_->zoomIn(); });
    connect(smaller_, &QAction::triggered, this, [this] { pages_->zoomOut(); });
    connect(close_, &QAction::triggered, this, &QWidget::close);
    auto* tools = addToolBar(QString{});
    tools->setObjectName(QStringLiteral("previewTools"));
    tools->setMovable(false);
    tools->setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
    tools->addAction(print_);
    tools->addSeparator();
    tools->addActions({fitWidth_, fitPage_, larger_, smaller_});
    tools->addSeparator();
    tools->addAction(close_);
    wordAnew();
}

PreviewWindow::~PreviewWindow() {
    // It asks for its pages until it is gone.
    delete pages_;
}

void PreviewWindow::changeEvent(QEvent* event) {
    if (event->type() == QEvent::LanguageChange || event->type() == QEvent::PaletteChange) wordAnew();
    QMainWindow::changeEvent(event);
}

void PreviewWindow::keyPressEvent(QKeyEvent* event) {
    if (event->key() == Qt::Key_Escape) close();
    else QMainWindow::keyPressEvent(event);
}

void PreviewWindow::wordAnew() {
    // The pages are worded as they were made: what the law wants printed does not follow the screen.
    setWindowTitle(tr("Print preview: %1").arg(toQt(document_->job().title)));
    print_->setText(tr("Print…"));
    print_->setIcon(lineIcon(QStringLiteral("print")));
    fitWidth_->setText(tr("Fit width"));
    fitPage_->setText(tr("Fit page"));
    larger_->setText(tr("Larger"));
    smaller_->setText(tr("Smaller"));
    close_->setText(tr("Close"));
    pages_->setAccessibleName(tr("The printed pages"));
}

void PreviewWindow::print() {
    auto* dialog = new QPrintDialog(printer_.get(), this);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    connect(dialog, &QDialog::accepted, this, [this] { pages_->print(); });
    dialog->show();
}

PreviewWindow* previewPages(PrintJob const& job, QWidget* parent) {
    auto* window = new PreviewWindow(job, parent);
    window->resize(parent == nullptr ? QSize{1000, 700} : parent->size() * 9 / 10);
    window->show();
    window->pages().fitToWidth();
    return window;
}

Result<> writePdf(PrintJob const& job, std::filesystem::path const& file) {
    ZHIBAO_TRY(Bytes const pdf, PrintedDocument{job}.toPdf());
    return writeFile(file, pdf);
}

}  // namespace zhibao
