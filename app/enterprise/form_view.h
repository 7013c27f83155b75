#pragma once
/// The grid of a form, worked by keyboard as a spreadsheet is: typing replaces, F2 edits, Escape restores, Tab goes right, Enter down
/// (after a run of Tabs to where the run began), Ctrl+arrows to the edge of a block, Ctrl+D copies from above, Delete clears,
/// Ctrl+Tab leaves the grid, Ctrl and the wheel change its size.

#include <optional>
#include <utility>
#include <vector>

#include <QTableView>
#include <QTimer>

#include "enterprise/cell_delegate.h"
#include "enterprise/filing_form_model.h"

namespace zhibao {

class FormView final : public QTableView {
    Q_OBJECT
public:
    explicit FormView(QWidget* parent = nullptr);
    void setForm(FilingFormModel* model);
    [[nodiscard]] FilingFormModel* form() const;
    /// Widths from the texts of the edition in the window's language and typeface.
    void fitColumns();
    /// What stands below each column shown and is to be seen whole, such as its sum: so many pixels, from now on and at once.
    void keepRoom(std::vector<int> widths);
    /// Makes the cell current and shows it. False when there is no such cell.
    bool showCell(std::size_t row, std::string_view column);
    /// In per cent of the window's own type size. The whole grid follows: rows, columns, heads.
    void setZoom(int percent);
    /// A column for each of these beside every figure. The current cell stays current.
    void setEarlier(std::vector<FormModel::Earlier> earlier);
    /// Takes what is being typed into a cell, as if it had been left.
    void takeTyping();

    // What the window offers beside the keys; each works on the current cell or the selection.
    void clearSelected();
    void copyFromAbove();
    /// As many rows as are selected, above them.
    void insertRows();
    void duplicateRows();
    void removeRows();

Q_SIGNALS:
    void currentCellChanged();
    /// The cell, of a question of a row, is no longer current.
    void cellLeft(std::size_t row, std::string const& column);
    void rowLeft(std::size_t row);
    /// What is being typed there was taken, and may be half a word.
    void takenWhileTyping(std::size_t row, std::string const& column);
    void typingEnded();
    /// The wheel was turned with Ctrl: up (1) or down (−1).
    void zoomRequested(int direction);

protected:
    void keyPressEvent(QKeyEvent* event) override;
    void mousePressEvent(QMouseEvent* event) override;
    void currentChanged(QModelIndex const& current, QModelIndex const& previous) override;
    void resizeEvent(QResizeEvent* event) override;
    void focusInEvent(QFocusEvent* event) override;
    void wheelEvent(QWheelEvent* event) override;
    using QTableView::edit;
    bool edit(QModelIndex const& index, EditTrigger trigger, QEvent* event) override;
    void closeEditor(QWidget* editor, QAbstractItemDelegate::EndEditHint hint) override;
    QModelIndex moveCursor(CursorAction action, Qt::KeyboardModifiers modifiers) override;

private:
    void leave(Leaving leaving);
    void goTo(int row, int column);
    void followInputMethod();
    void takeSoFar();
    [[nodiscard]] bool isFilled(int row, int column) const;
    /// First and number of the selected rows, else of the current one.
    [[nodiscard]] std::pair<int, int> selectedRows() const;
    void fitRows();

    CellDelegate* delegate_;
    QTimer pause_;
    qreal pointSize_;  // of the window, not zoomed
    int fittedRoom_ = -1;  // for which width the columns were made
    std::vector<int> roomKept_;
    std::optional<int> runBegan_;  // the column where a run of Tabs began
};

}  // namespace zhibao
