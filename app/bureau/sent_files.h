#pragma once
/// What a unit sent beside its answers: files, each of which can be saved, and notes on cells. The files were compared with their digests when
/// the package was opened.

#include <filesystem>
#include <vector>

#include <QWidget>

#include "answers/filing.h"
#include "package/contents.h"
#include "ui/window_language.h"

class QLabel;
class QPushButton;
class QTableWidget;

namespace zhibao {

class SentFiles final : public QWidget {
    Q_OBJECT
public:
    SentFiles(std::vector<Attachment> files, std::vector<CellRemark> notes, std::shared_ptr<Edition const> edition, WindowLanguage const& language, QWidget* parent = nullptr);
    void wordAnew();
    /// Writes the file of that number, counted from 0. What the disk says.
    [[nodiscard]] Result<> save(std::size_t number, std::filesystem::path const& path) const;

private:
    void askAndSave();

    std::vector<Attachment> files_;
    std::vector<CellRemark> notes_;
    std::shared_ptr<Edition const> edition_;
    WindowLanguage const& language_;
    QTableWidget* fileList_;
    QPushButton* save_;
    QLabel* state_;
    QTableWidget* noteList_;
};

}  // namespace zhibao
