#pragma once
/// The files that go with a draft: added by a button or by dropping them, with what is allowed told beside.

#include <filesystem>

#include <QWidget>

#include "enterprise/draft_session.h"
#include "enterprise/program.h"
#include "store/draft_attachments.h"

class QLabel;
class QPushButton;
class QTableWidget;

namespace zhibao {

class AttachmentsPanel final : public QWidget {
    Q_OBJECT
public:
    AttachmentsPanel(Program& program, DraftSession& session, QWidget* parent = nullptr);
    /// In the language of now. The page around it calls it, which then fits itself to all words at once.
    void wordAnew();
    /// Adds what can be added; says of each other file why not.
    void addFiles(std::vector<std::filesystem::path> const& files);
    void refresh();

Q_SIGNALS:
    void failed(Error const& error);

protected:
    void dragEnterEvent(QDragEnterEvent* event) override;
    void dropEvent(QDropEvent* event) override;

private:
    void removeCurrent();

    Program& program_;
    DraftSession& session_;
    std::vector<DraftAttachment> attachments_;
    QLabel* limits_;
    QTableWidget* list_;
    QPushButton* add_;
    QPushButton* remove_;
};

}  // namespace zhibao
