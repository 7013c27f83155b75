#pragma once
/// Pasting a block from a spreadsheet program. One that is taken as it stands goes in at once; where cells are rounded or refused, this dock
/// shows which and why before anything is done. Either way it is one step, which Ctrl+Z takes back.

#include <functional>

#include <QDockWidget>
#include <QPointer>

#include "base/error.h"
#include "enterprise/draft_session.h"
#include "enterprise/form_view.h"
#include "enterprise/program.h"
#include "import/paste.h"

class QLabel;
class QMimeData;
class QPushButton;
class QTableView;

namespace zhibao {

class PasteModel;

class PasteDock final : public QDockWidget {
    Q_OBJECT
public:
    explicit PasteDock(Program& program, QWidget* parent = nullptr);
    /// Puts what is on the clipboard below and right of the grid's current cell.
    void paste(FormView& view, QMimeData const& clipboard);
    [[nodiscard]] QTableView& list() noexcept { return *table_; }

Q_SIGNALS:
    void failed(Error const& error);
    void done(std::function<QString()> const& words);

protected:
    void changeEvent(QEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;

private:
    void wordAnew();
    /// For the document as it stands now.
    [[nodiscard]] PastePlan planned() const;
    void show(PastePlan const& plan);
    void take(PastePlan const& plan);
    void dismiss();

    Program& program_;
    QLabel* summary_;
    QTableView* table_;
    PasteModel* model_;
    QPushButton* take_;
    QPushButton* cancel_;
    // Where the block goes.
    QPointer<FormView> view_;
    PastedBlock block_;
    std::size_t row_ = 0;
    int shownColumn_ = 0;
    std::array<std::size_t, 3> counts_{};  // taken, rounded, refused
};

}  // namespace zhibao
