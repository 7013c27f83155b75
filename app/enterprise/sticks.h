#pragma once
/// Removable sticks that are plugged in and can be written to.

#include <filesystem>
#include <vector>

#include <QString>

namespace zhibao {

struct Stick {
    QString name;  // as its owner called it, or where it is mounted
    std::filesystem::path folder;
};

/// A volume of the computer, as far as it matters here.
struct Volume {
    QString name;
    QString root;
    bool isWritable = false;
};

/// Those among the volumes that lie where systems mount what was plugged in: below /media, /run/media or /Volumes, or on a letter behind C.
[[nodiscard]] std::vector<Stick> sticksAmong(std::vector<Volume> const& volumes);

/// Those of this computer, now.
[[nodiscard]] std::vector<Stick> sticks();

}  // namespace zhibao
