#pragma once
/// A print job laid out on pages. The same object paints the preview, the paper and the PDF, so that the three cannot differ.
///
/// The page is printed in black on white whatever the screen's colours are. Chinese is set in a typeface whose characters can be
/// found again in the PDF: some typefaces share one glyph between a radical and a character, and a search then finds the radical.

#include <memory>
#include <vector>

#include <QPageLayout>
#include <QSizeF>

#include "base/bytes.h"
#include "base/error.h"
#include "output/print_job.h"
#include "print/column_widths.h"
#include "print/page_parts.h"

class QPagedPaintDevice;
class QPainter;
class QTextDocument;
class QTextTable;

namespace zhibao {

namespace error {
inline constexpr ErrorCode pageNotPaintable{"page-not-paintable"};  // the device (a printer, a file) refused to begin
}

class PrintedDocument {
public:
    explicit PrintedDocument(PrintJob job);
    ~PrintedDocument();
    PrintedDocument(PrintedDocument&&) noexcept;
    PrintedDocument& operator=(PrintedDocument&&) noexcept;

    [[nodiscard]] PrintJob const& job() const noexcept { return job_; }
    /// Paper, margins and orientation. Automatic: landscape when the columns of the widest table do not stand beside each other upright.
    [[nodiscard]] QPageLayout const& layout() const noexcept { return layout_; }
    /// Paints all pages onto a device whose page layout was set to layout() (or to what the user chose instead). pageNotPaintable.
    [[nodiscard]] Result<> paint(QPagedPaintDevice& device) const;
    /// The document as PDF/A-1b. The same job gives the same bytes where the time zone is the same. pageNotPaintable.
    [[nodiscard]] Result<Bytes> toPdf() const;

private:
    /// The document cut into pages of a device, with how much smaller than usual it is set.
    struct Pages {
        qreal scale = 1;
        std::vector<PagePart> parts;
    };
    /// A page of the device less its edges.
    [[nodiscard]] Pages pagesAt(qreal scale, QSizeF const& body, qreal resolution) const;
    [[nodiscard]] Pages fittingPages(QSizeF const& body, qreal resolution) const;
    /// The section that a page ending there belongs to; null for the first.
    [[nodiscard]] PrintSection const* sectionAt(qreal bottom) const;

    PrintJob job_;
    std::unique_ptr<QTextDocument> document_;
    qreal wishedWidth_ = 0;  // points, of the widest table
    std::vector<TableWishes> wishes_;
    std::vector<int> sectionStarts_;  // positions in the document of the sections' anchors
    QPageLayout layout_;
};

}  // namespace zhibao
