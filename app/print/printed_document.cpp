#include "print/printed_document.h"

#include <algorithm>
#include <array>
#include <numeric>
#include <optional>
#include <utility>
#include <vector>

#include <QAbstractTextDocumentLayout>
#include <QBuffer>
#include <QFontDatabase>
#include <QFontMetricsF>
#include <QImage>
#include <QPainter>
#include <QPdfWriter>
#include <QTextCursor>
#include <QTextDocument>
#include <QTextFrame>
#include <QTextOption>
#include <QTextTable>

#include "print/pdf_metadata.h"
#include "ui/text.h"

namespace zhibao {

namespace {

constexpr qreal marginMillimetres = 14;
constexpr qreal edgeMillimetres = 8;  // height of the strips for header and footer
constexpr qreal bodyPointSize = 9;
constexpr qreal edgePointSize = 7.5;
constexpr qreal millimetresPerInch = 25.4;
constexpr qreal smallestScale = 0.5;
constexpr int pointsPerMetre = 2835;
constexpr qreal pointsPerInch = 72;
constexpr qreal pixelsPerInch = 96;
constexpr QColor lineColour{0x7d, 0x87, 0x94};

QFont typeface(qreal pointSize) {
    QFont font;
    auto const family = PrintedDocument::chineseTypeface();
    if (!family.isEmpty()) font.setFamilies({family});
    font.setPointSizeF(pointSize);
    // Lines must break in the same places on the screen, on paper and in the file.
    font.setHintingPreference(QFont::PreferNoHinting);
    return font;
}

bool isNumber(QString const& text) {
    return std::all_of(text.begin(), text.end(), [](QChar character) { return character.isDigit() || QStringView{u",.-+% "}.contains(character); });
}

/// How wide each column of a table wants to be, in points: as its longest number, or as its longest text where that is short. Long texts
/// and heads may wrap.
std::vector<qreal> wishedWidths(QTextTable const& table, QPaintDevice* device) {
    constexpr int charactersOfHead = 5;
    constexpr int charactersOfText = 12;
    QFontMetricsF const metrics{typeface(bodyPointSize), device};
    qreal const character = metrics.horizontalAdvance(QStringLiteral("中"));
    int const headRows = table.format().headerRowCount();
    std::vector<qreal> widths(static_cast<std::size_t>(table.columns()), character);
    for (int row = 0; row < table.rows(); ++row)
        for (int column = 0; column < table.columns(); ++column) {
            auto const cell = table.cellAt(row, column);
            if (cell.columnSpan() != 1 || cell.column() != column || cell.row() != row) continue;
            for (auto block = cell.begin(); !block.atEnd(); ++block) {
                auto const text = block.currentBlock().text();
                auto wish = metrics.horizontalAdvance(text);
                if (row < headRows) wish = std::min(wish, character * charactersOfHead);
                else if (!isNumber(text)) wish = std::min(wish, character * charactersOfText);
                auto& widest = widths[static_cast<std::size_t>(column)];
                widest = std::max(widest, wish);
            }
        }
    for (auto& width : widths) width += character;  // padding and lines
    return widths;
}

qreal sumOf(std::vector<qreal> const& widths) {
    return std::accumulate(widths.begin(), widths.end(), qreal{0});
}

/// Tables of figures have lines; those that only place things on the page have none.
bool hasLines(QTextTable const& table) {
    return table.format().border() > 0;
}

/// How the columns share the table's width: as the page says (percentages that need not make up a hundred), as they wish where it
/// says nothing, and not for us to say where it mixes.
std::vector<qreal> sharesOf(QTextTable const& table, std::vector<qreal> const& wishes) {
    auto const given = table.format().columnWidthConstraints();
    auto const areAll = [&](QTextLength::Type type) {
        return std::all_of(given.begin(), given.end(), [&](auto const& length) { return length.type() == type; });
    };
    if (areAll(QTextLength::VariableLength)) return wishes;
    std::vector<qreal> shares;
    if (areAll(QTextLength::PercentageLength))
        for (auto const& length : given) shares.push_back(length.rawValue());
    return shares;
}

/// Shares a width (in pixels of 1/96 inch) among the columns.
void shareWidth(QTextTable& table, std::vector<qreal> const& shares, qreal width) {
    qreal const sum = sumOf(shares);
    QList<QTextLength> lengths;
    for (auto const share : shares) lengths.append(QTextLength{QTextLength::FixedLength, share / sum * width});
    auto format = table.format();
    format.setColumnWidthConstraints(lengths);
    table.setFormat(format);
}

void collectTables(QTextFrame const& frame, std::vector<QTextTable*>& tables) {
    auto const children = frame.childFrames();
    for (auto* child : children) {
        if (auto* table = qobject_cast<QTextTable*>(child)) tables.push_back(table);
        collectTables(*child, tables);
    }
}

std::vector<QTextTable*> tablesOf(QTextDocument const& document) {
    std::vector<QTextTable*> tables;
    collectTables(*document.rootFrame(), tables);
    return tables;
}

/// Where a page may end, in the coordinates of a document that was laid out on one endless page.
struct PageEnd {
    qreal y = 0;
    bool isForced = false;   // the page says that a new one begins here
    bool isThrough = false;  // goes through a cell that spans rows: only where nothing better is near
};

/// What of the document stands on one page, and the table whose head stands there again.
struct PagePart {
    qreal top = 0;
    qreal bottom = 0;
    QTextTable const* continued = nullptr;
    qreal headTop = 0;
    qreal headHeight = 0;
};

/// Between the text of one row and that of the next, where the lines of a table run: the heights of rows themselves Qt does not tell.
qreal endOfRow(QTextTable const& table, int row) {
    auto const* layout = table.document()->documentLayout();
    auto const box = layout->frameBoundingRect(const_cast<QTextTable*>(&table));
    qreal above = box.top();
    qreal below = box.bottom();
    for (int column = 0; column < table.columns(); ++column) {
        if (auto const cell = table.cellAt(row, column); cell.row() + cell.rowSpan() - 1 == row)
            above = std::max(above, layout->blockBoundingRect(cell.lastCursorPosition().block()).bottom());
        if (auto const cell = table.cellAt(row + 1, column); cell.row() == row + 1)
            below = std::min(below, layout->blockBoundingRect(cell.firstCursorPosition().block()).top());
    }
    return (above + below) / 2;
}

/// A row stands on one page, whole; so does a line. Qt's own pages would cut a row of several lines in two.
void collectPageEnds(QTextFrame& frame, std::vector<PageEnd>& ends) {
    auto const* layout = frame.document()->documentLayout();
    for (auto part = frame.begin(); !part.atEnd(); ++part) {
        if (auto* table = qobject_cast<QTextTable*>(part.currentFrame())) {
            auto const box = layout->frameBoundingRect(table);
            ends.push_back({box.top(), (table->format().pageBreakPolicy() & QTextFormat::PageBreak_AlwaysBefore) != 0, false});
            for (int row = table->format().headerRowCount(); row + 1 < table->rows(); ++row) {
                bool isThrough = false;
                for (int column = 0; column < table->columns(); ++column) isThrough = isThrough || table->cellAt(row + 1, column).row() <= row;
                ends.push_back({endOfRow(*table, row), false, isThrough});
            }
            ends.push_back({box.bottom(), false, false});
        } else if (auto* inner = part.currentFrame()) {
            collectPageEnds(*inner, ends);
        } else if (auto const block = part.currentBlock(); block.isValid()) {
            auto const box = layout->blockBoundingRect(block);
            ends.push_back({box.top(), (block.blockFormat().pageBreakPolicy() & QTextFormat::PageBreak_AlwaysBefore) != 0, false});
            for (int line = 0; line < block.layout()->lineCount(); ++line) {
                auto const rect = block.layout()->lineAt(line).rect();
                ends.push_back({box.top() + rect.bottom(), false, false});
            }
        }
    }
}

std::vector<PagePart> pagesOf(QTextDocument const& document, std::vector<QTextTable*> const& tables, qreal height) {
    auto const* layout = document.documentLayout();
    std::vector<PageEnd> ends;
    collectPageEnds(*document.rootFrame(), ends);
    std::sort(ends.begin(), ends.end(), [](PageEnd const& left, PageEnd const& right) { return left.y < right.y; });
    qreal const total = layout->documentSize().height();
    constexpr qreal hair = 1;
    std::vector<PagePart> parts;
    PagePart part;
    while (true) {
        qreal const limit = part.top + height - part.headHeight;
        std::optional<qreal> forced, whole, through;
        for (auto const& end : ends) {
            if (end.y <= part.top + hair || end.y > limit) continue;
            if (end.isForced && !forced) forced = end.y;
            (end.isThrough ? through : whole) = end.y;
        }
        if (forced) part.bottom = *forced;
        else if (total <= limit) part.bottom = total;
        // What is higher than a page is cut where the paper ends.
        else part.bottom = whole ? *whole : through ? *through : limit;
        parts.push_back(part);
        if (part.bottom >= total - hair) return parts;
        auto const next = std::find_if(ends.begin(), ends.end(), [&](PageEnd const& end) { return end.y > part.bottom + hair; });
        // Where a new page is asked for right behind one that was full, there is nothing in between to print.
        part = PagePart{next != ends.end() && next->isForced ? next->y : part.bottom, 0, nullptr, 0, 0};
        for (auto const* table : tables) {
            auto const box = layout->frameBoundingRect(const_cast<QTextTable*>(table));
            int const headRows = table->format().headerRowCount();
            if (headRows == 0 || headRows >= table->rows() || box.top() >= part.top - hair || box.bottom() <= part.top + hair) continue;
            qreal const head = endOfRow(*table, headRows - 1) - box.top();
            if (head > height / 2) continue;
            part.continued = table;
            part.headTop = box.top();
            part.headHeight = head;
        }
    }
}

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

/// What stands at the edges of every page.
void paintEdges(QPainter& painter, PrintJob const& job, QRectF const& header, QRectF const& footer, int page, int pages) {
    painter.save();
    painter.setFont(typeface(edgePointSize));
    painter.setPen(QColor{0x40, 0x40, 0x40});
    constexpr int left = int{Qt::AlignLeft} | int{Qt::AlignVCenter};
    constexpr int right = int{Qt::AlignRight} | int{Qt::AlignVCenter};
    painter.drawText(footer, left, toQt(job.footer.left));
    painter.drawText(footer, Qt::AlignCenter, pageText(job.language, page, pages));
    painter.drawText(footer, right, toQt(job.footer.right));

    QRectF rightPart = header;
    if (!job.mark.empty()) {
        auto const mark = toQt(job.mark);
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
    painter.drawText(header, left, toQt(job.header.left));
    painter.drawText(rightPart, right, toQt(job.header.right));
    painter.restore();
}

}  // namespace

QString PrintedDocument::chineseTypeface() {
    // WenQuanYi and the typefaces of Windows give each character its own glyph. The Noto and Source Han families do not, and come last.
    static constexpr std::array<char const*, 8> known{"WenQuanYi Zen Hei", "WenQuanYi Micro Hei", "SimSun", "Microsoft YaHei", "SimHei",
                                                      "Noto Sans CJK SC", "Source Han Sans SC", "Noto Serif CJK SC"};
    // In a Chinese locale the list of families holds their Chinese names; hasFamily knows both.
    for (auto const* name : known)
        if (auto const family = QString::fromLatin1(name); QFontDatabase::hasFamily(family)) return family;
    auto const writing = QFontDatabase::families(QFontDatabase::SimplifiedChinese);
    return writing.isEmpty() ? QString{} : writing.front();
}

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
        auto const wishes = wishedWidths(*table, &device);
        wishedWidth_ = std::max(wishedWidth_, sumOf(wishes));
        if (auto shares = sharesOf(*table, wishes); !shares.empty()) shares_.emplace_back(table, std::move(shares));
    }
    layout_ = layoutOf(job_, wishedWidth_);
}

PrintedDocument::~PrintedDocument() = default;
PrintedDocument::PrintedDocument(PrintedDocument&&) noexcept = default;
PrintedDocument& PrintedDocument::operator=(PrintedDocument&&) noexcept = default;

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
    // A table that is too wide even so is set smaller with all that is around it; nothing may fall over the edge of the paper. The
    // document is laid out on one endless page; where it is cut into pages is ours to say.
    qreal const wished = wishedWidth_ / pointsPerInch * resolution;
    qreal scale = wished > body.width() ? std::max(body.width() / wished, smallestScale) : 1;
    document_->setTextWidth(body.width() / scale);
    qreal const pixels = document_->textWidth() / resolution * pixelsPerInch;
    for (auto const& [table, shares] : shares_) shareWidth(*table, shares, pixels);
    if (qreal const width = layout->documentSize().width(); width > document_->textWidth() + 1) {
        scale = body.width() / width;
        document_->setTextWidth(body.width() / scale);
    }
    auto const tables = tablesOf(*document_);
    qreal const width = document_->textWidth();
    auto const parts = pagesOf(*document_, tables, body.height() / scale);
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
            auto const box = layout->frameBoundingRect(table);
            for (auto const y : {top, bottom})
                if (hasLines(*table) && box.top() < y - 1 && box.bottom() > y + 1) painter.drawLine(QPointF{box.left(), y}, QPointF{box.right(), y});
        }
        painter.restore();
    };
    for (int number = 0; number < pages; ++number) {
        if (number > 0 && !device.newPage()) return fail(error::pageNotPaintable);
        paintEdges(painter, job_, header, footer, number + 1, pages);
        auto const& part = parts[static_cast<std::size_t>(number)];
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
