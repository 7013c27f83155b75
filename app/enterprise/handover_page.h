#pragma once
/// Work goes to the next bookkeeper or the next computer, and comes from the one before: one page for both, and what was set aside.

#include <filesystem>

#include <QWidget>

#include "enterprise/program.h"
#include "store/handover.h"

class QGroupBox;
class QLabel;
class QLineEdit;
class QPushButton;
class QTableWidget;

namespace zhibao {

class HandoverPage final : public QWidget {
    Q_OBJECT
public:
    explicit HandoverPage(Program& program, QWidget* parent = nullptr);
    void refresh();
    /// What the buttons do once a file was chosen.
    void writeTo(std::filesystem::path const& file);
    void takeFrom(std::filesystem::path const& file);

Q_SIGNALS:
    void backRequested();
    void failed(Error const& error);
    void said(std::function<QString()> words);
    /// There are other drafts than before.
    void changed();
    void comparisonRequested(qint64 draft);

protected:
    void changeEvent(QEvent* event) override;

private:
    void wordAnew();
    void compareCurrent();

    Program& program_;
    std::vector<SetAside> aside_;
    QPushButton* back_;
    QLabel* title_;
    QGroupBox* writeBox_;
    QLabel* writeAbout_;
    QLabel* wordsLabel_;
    QLineEdit* words_;
    QLabel* againLabel_;
    QLineEdit* again_;
    QPushButton* write_;
    QGroupBox* takeBox_;
    QLabel* takeAbout_;
    QLabel* takeWordsLabel_;
    QLineEdit* takeWords_;
    QPushButton* take_;
    QGroupBox* asideBox_;
    QTableWidget* asideList_;
    QPushButton* compare_;
};

}  // namespace zhibao
