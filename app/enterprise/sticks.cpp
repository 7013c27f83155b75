#include "enterprise/sticks.h"

#include <QStorageInfo>

#include "base/file.h"
#include "ui/text.h"

namespace zhibao {

namespace {

bool isPluggedIn(QString const& root) {
    for (auto const* place : {"/media/", "/run/media/", "/Volumes/"})
        if (root.startsWith(QLatin1String(place))) return true;
    return root.size() >= 2 && root[1] == QLatin1Char(':') && root[0].toUpper() > QLatin1Char('C');
}

}  // namespace

std::vector<Stick> sticksAmong(std::vector<Volume> const& volumes) {
    std::vector<Stick> found;
    for (auto const& volume : volumes)
        if (volume.isWritable && isPluggedIn(volume.root)) found.push_back({volume.name.isEmpty() ? volume.root : volume.name, pathOf(fromQt(volume.root))});
    return found;
}

std::vector<Stick> sticks() {
    std::vector<Volume> volumes;
    auto const mounted = QStorageInfo::mountedVolumes();
    for (auto const& volume : mounted)
        if (volume.isValid()) volumes.push_back({volume.name(), volume.rootPath(), volume.isReady() && !volume.isReadOnly()});
    return sticksAmong(volumes);
}

}  // namespace zhibao
