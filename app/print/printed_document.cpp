#include "print/printed_document.h"

#include <algorithm>
#include <array>
#include <utility>
#include <vector>

#include <QAbstractTextDocumentLayout>
#include <QBuffer>
#include <QFontMetricsF>
#include <QImage>
#include <QPainter>
#include <QPdfWriter>
#include <QTextBlock>
#include <QTextCursor>
#include <QTextDocument>
#include <QTextOption>
#include <QTextTable>

#include "print/pdf_metadata.h"
#include "print/typeface.h"
#include "ui/text.h"

namespace zhibao {

namespace {

constexpr qreal marginMillimetres = 14;
constexpr qreal edgeMillimetres = 8;  // height of the strips for header and footer
constexpr qreal bodyPointSize = 9;
constexpr qreal edgePointSize = 7.5;
constexpr qreal millimetresPerInch = 25.4;
constexpr qreal smallestScale = 0.5;
constexpr std::array slightlySmaller{0.96, 0.92, 0.88, 0.85};
constexpr std::size_t pagesWorthSaving = 12;
constexpr int pointsPerMetre = 2835;
constexpr qreal pointsPerInch = 72;
constexpr QColor lineColour{0x7d, 0x87, 0x94};

QPageLayout layoutOf(PrintJob const& job, qreal wishedWidth) {
    auto const size = QPageSize{job.paper == "A3" ? QPageSize::A3 : QPageSize::A4};
    QPageLayout layout{size, QPageLayout::Portrait, QMarginsF{marginMillimetres, marginMillimetres, marginMillimetres, marginMillimetres},
                       QPageLayout::Millimeter};
    bool const doesNotFit = wishedWidth > layout.paintRect(QPageLayout::Point).width();
    if (job.orientation == Orientation::landscape || (job.orientation == Orientation::automatic && doesNotFit))
        layout.setOrientation(QPageLayout::Landscape);
    return layout;
}

QString pageText(Language language, int page, int pages) {
    return (language == Language::chinese ? QStringLiteral("第 %1 页 共 %2 页") : QStringLiteral("Page %1 of %2")).arg(page).arg(pages);
}

/// Where the anchor stands; -1 where there is none.
int positionOf(QTextDocument const& document, QString const& anchor) {
    for (auto block = document.begin(); block.isValid(); block = block.next())
        for (auto fragment = block.begin(); !fragment.atEnd(); ++fragment)
            if (fragment.fragment().charFormat().anchorNames().contains(anchor)) return block.position();
    return -1;
}

/// What stands at the edges of every page.
void paintEdges(QPainter& painter, PrintJob const& job, PrintSection const& section, QRectF const& header, QRectF const& footer, int page, int pages) {
    painter.save();
    painter.setFont(typeface(edgePointSize));
    painter.setPen(QColor{0x40, 0x40, 0x40});
    constexpr int left = int{Qt::AlignLeft} | int{Qt::AlignVCenter};
    constexpr int right = int{Qt::AlignRight} | int{Qt::AlignVCenter};
    painter.drawText(footer, left, toQt(job.footer.left));
    painter.drawText(footer, Qt::AlignCenter, pageText(job.language, page, pages));
    painter.drawText(footer, right, toQt(job.footer.right));

    QRectF rightPart = header;
    if (!section.mark.empty()) {
        auto const mark = toQt(section.mark);
        auto const font = typeface(bodyPointSize);
        QFontMetricsF const metrics{font, painter.device()};
        qreal const padding = metrics.averageCharWidth();
        QRectF box{0, 0, metrics.horizontalAdvance(mark) + 2 * padding, metrics.height() + padding / 2};
        box.moveCenter(header.center());
        box.moveRight(header.right());
        rightPart.setRight(box.left() - padding);
        painter.save();
        painter.setFont(font);
        painter.setPen(QPen{Qt::black, metrics.lineWidth()});
        painter.drawRect(box);
        painter.drawText(box, Qt::AlignCenter, mark);
        painter.restore();
    }
    painter.drawText(header, left, toQt(section.header.left));
    painter.drawText(rightPart, right, toQt(section.header.right));
    painter.restore();
}

}  // namespace

PrintedDocument::PrintedDocument(PrintJob job) : job_(std::move(job)), document_(std::make_unique<QTextDocument>()) {
    document_->setDefaultFont(typeface(bodyPointSize));
    document_->setDocumentMargin(0);
    document_->setUndoRedoEnabled(false);
    // Chinese may break anywhere; a number never. Where that makes a table too wide, the whole page is set smaller.
    QTextOption option;
    option.setWrapMode(QTextOption::WordWrap);
    document_->setDefaultTextOption(option);
    document_->setHtml(toQt(job_.html));
    // The page names typefaces for the screen; on paper the Chinese must be one that can be searched.
    if (auto const family = chineseTypeface(); !family.isEmpty()) {
        QTextCharFormat format;
        format.setFontFamilies({family});
        QTextCursor cursor{document_.get()};
        cursor.select(QTextCursor::Document);
        cursor.mergeCharFormat(format);
    }
    // A device with the resolution that typesetters count in: its units are points.
    QImage device{1, 1, QImage::Format_Mono};
    device.setDotsPerMeterX(pointsPerMetre);
    device.setDotsPerMeterY(pointsPerMetre);
    for (auto* table : tablesOf(*document_)) {
        if (!hasLines(*table)) continue;
        auto wishes = wishesOf(*table, typeface(bodyPointSize), &device);
        wishedWidth_ = std::max(wishedWidth_, leastOf(wishes));
        if (auto shares = givenShares(*table)) wishes_.push_back({table, std::move(wishes), *std::move(shares)});
    }
    alignShares(wishes_);
    for (auto const& section : job_.sections) sectionStarts_.push_back(positionOf(*document_, toQt(section.anchor)));
    layout_ = layoutOf(job_, wishedWidth_);
}

PrintedDocument::~PrintedDocument() = default;
PrintedDocument::PrintedDocument(PrintedDocument&&) noexcept = default;
PrintedDocument& PrintedDocument::operator=(PrintedDocument&&) noexcept = default;

PrintedDocument::Pages PrintedDocument::pagesAt(qreal scale, QSizeF const& body, qreal resolution) const {
    // The document is laid out on one endless page; where it is cut into pages is ours to say.
    auto* const layout = document_->documentLayout();
    document_->setTextWidth(body.width() / scale);
    qreal const points = document_->textWidth() / resolution * pointsPerInch;
    for (auto const& wishes : wishes_) {
        shareWidth(wishes, points);
        // Qt adds lines and padding as it likes: what is missing or too much is known only then.
        if (qreal const got = layout->frameBoundingRect(wishes.table).width(); got > 0) shareWidth(wishes, points * document_->textWidth() / got);
    }
    if (qreal const width = layout->documentSize().width(); width > document_->textWidth() + 1) {
        scale = body.width() / width;
        document_->setTextWidth(body.width() / scale);
    }
    // Laid out bit by bit Qt loses sight of lines; once more as a whole they are all there.
    document_->markContentsDirty(0, document_->characterCount());
    return {scale, pagesOf(*document_, tablesOf(*document_), body.height() / scale)};
}

PrintedDocument::Pages PrintedDocument::fittingPages(QSizeF const& body, qreal resolution) const {
    // A table that is too wide even so is set smaller with all that is around it; nothing may fall over the edge of the paper.
    qreal const wished = wishedWidth_ / pointsPerInch * resolution;
    qreal const usual = wished > body.width() ? std::max(body.width() / wished, smallestScale) : 1;
    auto best = pagesAt(usual, body, resolution);
    // A page with nothing but the last notes is saved where a little less size saves it.
    auto const before = best.parts.size();
    if (before > 1 && before <= pagesWorthSaving) {
        for (auto const smaller : slightlySmaller)
            if (auto pages = pagesAt(usual * smaller, body, resolution); pages.parts.size() < best.parts.size()) best = std::move(pages);
        best = pagesAt(best.scale, body, resolution);
    }
    return best;
}

PrintSection const* PrintedDocument::sectionAt(qreal bottom) const {
    PrintSection const* found = nullptr;
    for (std::size_t number = 0; number < sectionStarts_.size(); ++number) {
        auto const block = document_->findBlock(sectionStarts_[number]);
        if (sectionStarts_[number] >= 0 && document_->documentLayout()->blockBoundingRect(block).top() < bottom - 1) found = &job_.sections[number];
    }
    return found;
}

Result<> PrintedDocument::paint(QPagedPaintDevice& device) const {
    QPainter painter;
    if (!painter.begin(&device)) return fail(error::pageNotPaintable);
    qreal const resolution = device.logicalDpiX();
    QRectF const page{0, 0, static_cast<qreal>(device.width()), static_cast<qreal>(device.height())};
    qreal const edge = edgeMillimetres / millimetresPerInch * resolution;
    QRectF const header{page.left(), page.top(), page.width(), edge};
    QRectF const footer{page.left(), page.bottom() - edge, page.width(), edge};
    QRectF const body = page.adjusted(0, edge, 0, -edge);

    auto* const layout = document_->documentLayout();
    layout->setPaintDevice(&device);
    auto const [scale, parts] = fittingPages(body.size(), resolution);
    auto const tables = tablesOf(*document_);
    qreal const width = document_->textWidth();
    auto const pages = static_cast<int>(parts.size());
    // Draws what stands between two heights of the document so far below the top of the page.
    auto const drawStrip = [&](qreal top, qreal bottom, qreal below) {
        QRectF const strip{0, top, width, bottom - top};
        painter.save();
        painter.translate(body.topLeft());
        painter.scale(scale, scale);
        painter.translate(0, below - top);
        painter.setClipRect(strip);
        QAbstractTextDocumentLayout::PaintContext context;
        context.clip = strip;
        context.palette.setColor(QPalette::Text, Qt::black);
        layout->draw(&painter, context);
        // A table that is cut stays closed on either side.
        painter.setPen(QPen{lineColour, resolution / pointsPerInch / 2});
        for (auto* table : tables) {
            auto const box = boxOf(*table);
            for (auto const y : {top, bottom})
                if (hasLines(*table) && box.top() < y - 1 && box.bottom() > y + 1) painter.drawLine(QPointF{box.left(), y}, QPointF{box.right(), y});
        }
        painter.restore();
    };
    for (int number = 0; number < pages; ++number) {
        if (number > 0 && !device.newPage()) return fail(error::pageNotPaintable);
        auto const& part = parts[static_cast<std::size_t>(number)];
        auto const* section = sectionAt(part.bottom);
        paintEdges(painter, job_, section == nullptr ? PrintSection{{}, job_.header, job_.mark} : *section, header, footer, number + 1, pages);
        if (part.continued != nullptr) drawStrip(part.headTop, part.headTop + part.headHeight, 0);
        drawStrip(part.top, part.bottom, part.headHeight);
    }
    painter.end();
    return {};
}

Result<Bytes> PrintedDocument::toPdf() const {
    QByteArray bytes;
    {
        QBuffer buffer{&bytes};
        buffer.open(QIODevice::WriteOnly);
        QPdfWriter writer{&buffer};
        writer.setPdfVersion(QPagedPaintDevice::PdfVersion_A1b);
        writer.setResolution(600);
        writer.setTitle(toQt(job_.title));
        writer.setCreator(QStringLiteral("Zhibao"));
        writer.setPageLayout(layout_);
        ZHIBAO_CHECK(paint(writer));
    }
    if (job_.made) bytes = withOwnMetadata(std::move(bytes), *job_.made);
    return bytes.toStdString();
}

}  // namespace zhibao
