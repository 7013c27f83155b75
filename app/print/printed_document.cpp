#include "print/printed_document.h"

#include <algorithm>
#include <array>
#include <numeric>
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
    auto const installed = QFontDatabase::families();
    for (auto const* name : known)
        if (auto const family = QString::fromLatin1(name); installed.contains(family)) return family;
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
    // A table that is too wide even so is set smaller with all that is around it; nothing may fall over the edge of the paper.
    qreal const wished = wishedWidth_ / pointsPerInch * resolution;
    qreal scale = wished > body.width() ? std::max(body.width() / wished, smallestScale) : 1;
    document_->setPageSize(body.size() / scale);
    qreal const pixels = document_->pageSize().width() / resolution * pixelsPerInch;
    for (auto const& [table, shares] : shares_) shareWidth(*table, shares, pixels);
    if (qreal const width = layout->documentSize().width(); width > document_->pageSize().width() + 1) {
        scale = body.width() / width;
        document_->setPageSize(body.size() / scale);
    }
    auto const tables = tablesOf(*document_);
    QSizeF const size = document_->pageSize();
    int const pages = document_->pageCount();
    for (int number = 0; number < pages; ++number) {
        if (number > 0 && !device.newPage()) return fail(error::pageNotPaintable);
        paintEdges(painter, job_, header, footer, number + 1, pages);
        QRectF const part{0, number * size.height(), size.width(), size.height()};
        painter.save();
        painter.translate(body.topLeft());
        painter.scale(scale, scale);
        painter.translate(0, -part.top());
        painter.setClipRect(part);
        QAbstractTextDocumentLayout::PaintContext context;
        context.clip = part;
        context.palette.setColor(QPalette::Text, Qt::black);
        layout->draw(&painter, context);
        // Qt leaves a table open where a page ends.
        painter.setPen(QPen{lineColour, resolution / pointsPerInch / 2});
        for (auto* table : tables) {
            auto const box = layout->frameBoundingRect(table);
            if (hasLines(*table) && box.top() < part.bottom() - 1 && box.bottom() > part.bottom() + 1)
                painter.drawLine(QPointF{box.left(), part.bottom()}, QPointF{box.right(), part.bottom()});
        }
        painter.restore();
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
