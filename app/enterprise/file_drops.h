#pragma once
/// Files that are dragged onto a window from the desktop or a file manager.

#include <filesystem>
#include <functional>
#include <vector>

#include <QObject>

class QMimeData;
class QWidget;

namespace zhibao {

/// Takes whatever files are dropped: whoever asked for them says what becomes of them, also when nothing does.
class FileDrops final : public QObject {
    Q_OBJECT
public:
    using Taken = std::function<void(std::vector<std::filesystem::path> const&)>;
    /// Belongs to the window. `taken` is called after the drop is over, so that it may open what it likes.
    FileDrops(QWidget& window, Taken taken);

protected:
    bool eventFilter(QObject* watched, QEvent* event) override;

private:
    [[nodiscard]] static std::vector<std::filesystem::path> filesIn(QMimeData const* data);
    Taken taken_;
};

}  // namespace zhibao
