#include "print/pdf_metadata.h"

#include <QDateTime>
#include <QTimeZone>

#include "base/digest.h"
#include "ui/text.h"

namespace zhibao {

namespace {

/// Overwrites what stands between `before` and `after`, wherever it has the length of `with`.
void replaceBetween(QByteArray& bytes, QByteArrayView before, QByteArrayView after, QByteArrayView with) {
    for (qsizetype at = bytes.indexOf(before); at >= 0; at = bytes.indexOf(before, at + before.size())) {
        qsizetype const start = at + before.size();
        if (bytes.indexOf(after, start) == start + with.size()) std::copy(with.begin(), with.end(), bytes.begin() + start);
    }
}

}  // namespace

QByteArray withOwnMetadata(QByteArray pdf, Moment made) {
    auto const local = QDateTime::fromSecsSinceEpoch(made.seconds);
    int const minutes = local.offsetFromUtc() / 60;
    auto zone = [&](QLatin1StringView between, QLatin1StringView end) {
        if (minutes == 0) return QStringLiteral("Z");
        int const absolute = std::abs(minutes);
        return QStringLiteral("%1%2%3%4%5").arg(minutes < 0 ? QLatin1Char('-') : QLatin1Char('+')).arg(absolute / 60, 2, 10, QLatin1Char('0'))
            .arg(between).arg(absolute % 60, 2, 10, QLatin1Char('0')).arg(end);
    };
    auto const quote = QLatin1StringView("'");
    auto const inInfo = (local.toString(QStringLiteral("yyyyMMddHHmmss")) + zone(quote, quote)).toLatin1();
    auto const inXmp = (local.toString(QStringLiteral("yyyy-MM-ddTHH:mm:ss")) + zone(QLatin1StringView(":"), {})).toLatin1();
    replaceBetween(pdf, "/CreationDate (D:", ")", inInfo);
    replaceBetween(pdf, "xmp:CreateDate=\"", "\"", inXmp);
    replaceBetween(pdf, "xmp:ModifyDate=\"", "\"", inXmp);

    // The identity goes in last: it names everything else.
    auto const identity = pdf.lastIndexOf("/ID [ <");
    if (identity >= 0) {
        auto const blank = QByteArray(32, '0');
        auto tail = pdf.mid(identity);
        replaceBetween(tail, "<", ">", blank);
        pdf.truncate(identity);
        auto const name = sha256(BytesView{pdf.constData(), static_cast<std::size_t>(pdf.size())}).hex().substr(0, 32);
        replaceBetween(tail, "<", ">", QByteArrayView{name.data(), static_cast<qsizetype>(name.size())});
        pdf += tail;
    }
    return pdf;
}

}  // namespace zhibao
