#pragma once
/// A file that is dragged onto a window from the desktop or a file manager.

#include <filesystem>
#include <functional>
#include <optional>

#include <QObject>

class QMimeData;
class QWidget;

namespace zhibao {

/// Takes one ledger or spreadsheet at a time (.csv, .txt, .xlsx); other files and more than one are not accepted, and the pointer shows it.
class FileDrops final : public QObject {
    Q_OBJECT
public:
    using Taken = std::function<void(std::filesystem::path const&)>;
    /// Belongs to the window. `taken` is called after the drop is over, so that it may open what it likes.
    FileDrops(QWidget& window, Taken taken);

protected:
    bool eventFilter(QObject* watched, QEvent* event) override;

private:
    [[nodiscard]] static std::optional<std::filesystem::path> fileIn(QMimeData const* data);
    Taken taken_;
};

}  // namespace zhibao
