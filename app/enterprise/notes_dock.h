#pragma once
/// Notes beside cells: of the cell that is current, and all of them as a list that leads to their cells. A note is the unit's own unless it
/// says that it is to be sent.

#include <optional>

#include <QDockWidget>

#include "enterprise/draft_session.h"

class QCheckBox;
class QLabel;
class QPlainTextEdit;
class QTableWidget;

namespace zhibao {

class NotesDock final : public QDockWidget {
    Q_OBJECT
public:
    explicit NotesDock(QWidget* parent = nullptr);
    /// Null when no draft is open.
    void setSession(DraftSession* session);
    /// The cell that notes are taken of from now on; nothing when there is none.
    void follow(std::optional<CellReference> cell);
    [[nodiscard]] QPlainTextEdit& note() noexcept { return *note_; }
    [[nodiscard]] QTableWidget& list() noexcept { return *list_; }

Q_SIGNALS:
    void jumpRequested(CellReference const& cell);

protected:
    void changeEvent(QEvent* event) override;

private:
    void wordAnew();
    void showNotes();
    void take();
    [[nodiscard]] QString placeOf(CellReference const& cell) const;

    DraftSession* session_ = nullptr;
    std::optional<CellReference> cell_;
    QLabel* place_;
    QPlainTextEdit* note_;
    QCheckBox* sent_;
    QTableWidget* list_;
    bool isShowing_ = false;
};

}  // namespace zhibao
