#include "enterprise/file_drops.h"

#include <utility>

#include <QDropEvent>
#include <QMetaObject>
#include <QMimeData>
#include <QUrl>
#include <QWidget>

#include "base/file.h"
#include "ui/text.h"

namespace zhibao {

FileDrops::FileDrops(QWidget& window, Taken taken) : QObject(&window), taken_(std::move(taken)) {
    window.setAcceptDrops(true);
    window.installEventFilter(this);
}

std::optional<std::filesystem::path> FileDrops::fileIn(QMimeData const* data) {
    auto const urls = data->urls();
    if (urls.size() != 1 || !urls.front().isLocalFile()) return std::nullopt;
    auto const name = urls.front().toLocalFile();
    for (auto const* ending : {".csv", ".txt", ".xlsx"})
        if (name.endsWith(QLatin1String{ending}, Qt::CaseInsensitive)) return pathOf(fromQt(name));
    return std::nullopt;
}

bool FileDrops::eventFilter(QObject* watched, QEvent* event) {
    auto const type = event->type();
    if (type != QEvent::DragEnter && type != QEvent::DragMove && type != QEvent::Drop) return QObject::eventFilter(watched, event);
    // The file stays where it is: it is read, never moved.
    auto* drop = static_cast<QDropEvent*>(event);
    auto const file = fileIn(drop->mimeData());
    if (!file) {
        drop->ignore();
        return true;
    }
    drop->setDropAction(Qt::CopyAction);
    drop->accept();
    if (type == QEvent::Drop) QMetaObject::invokeMethod(this, [this, file = *file] { taken_(file); }, Qt::QueuedConnection);
    return true;
}

}  // namespace zhibao
