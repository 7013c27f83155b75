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

std::vector<std::filesystem::path> FileDrops::filesIn(QMimeData const* data) {
    std::vector<std::filesystem::path> files;
    for (auto const& url : data->urls())
        if (url.isLocalFile()) files.push_back(pathOf(fromQt(url.toLocalFile())));
    return files;
}

bool FileDrops::eventFilter(QObject* watched, QEvent* event) {
    auto const type = event->type();
    if (type != QEvent::DragEnter && type != QEvent::DragMove && type != QEvent::Drop) return QObject::eventFilter(watched, event);
    // The files stay where they are: they are read, never moved.
    auto* drop = static_cast<QDropEvent*>(event);
    auto const files = filesIn(drop->mimeData());
    if (files.empty()) {
        drop->ignore();
        return true;
    }
    drop->setDropAction(Qt::CopyAction);
    drop->accept();
    if (type == QEvent::Drop) QMetaObject::invokeMethod(this, [this, files] { taken_(files); }, Qt::QueuedConnection);
    return true;
}

}  // namespace zhibao
