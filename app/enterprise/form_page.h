#pragma once
/// The forms of one draft, each a tab: which unit and period, a grid for each form of rows, fields for one that is answered once, and
/// below a grid what is still open of the current row's total.

#include <optional>
#include <vector>

#include <QWidget>

#include "enterprise/draft_session.h"
#include "enterprise/form_grid.h"
#include "enterprise/program.h"
#include "enterprise/record_view.h"

class QLabel;
class QTabWidget;

namespace zhibao {

class ElidedLabel;
class RestOffer;

class FormPage final : public QWidget {
    Q_OBJECT
public:
    /// Program and session must outlive the page.
    FormPage(Program& program, DraftSession& session, QWidget* parent = nullptr);

    /// The grid that is shown; null when the form shown has none.
    [[nodiscard]] FormView* currentView() const;
    /// The form of fields that is shown; null when it is a grid.
    [[nodiscard]] RecordView* currentRecord() const;
    /// Of whichever kind it is; null when the filing has no form.
    [[nodiscard]] Form const* currentForm() const;
    /// Takes what is being typed somewhere, as if the cell or the field had been left.
    void takeTyping();
    /// Shows the cell's form and makes it current. False for a cell that is in no form.
    bool showCell(CellReference const& cell);
    /// How all grids are looked at.
    [[nodiscard]] GridLook const& look() const noexcept { return look_; }
    void setLook(GridLook const& look);
    /// In which unit amounts are shown and typed, in grids and fields.
    void setUnit(Unit unit);
    void showFindings(std::vector<ListedFinding> const& findings);
    /// Where the cursor stands; nothing in the row for new entries.
    [[nodiscard]] std::optional<CellReference> currentCell() const;
    /// Why the form is asked, or what would make it asked again, in words.
    [[nodiscard]] static QString scopeText(FormScope const* scope, Language language);
    /// The next form, or the one before, round about.
    void stepForm(int direction);
    /// Puts what is open of the current row's total into the current cell. Says why not, where it cannot.
    void putRestHere();

Q_SIGNALS:
    void currentCellChanged();
    void currentFormChanged();
    void failed(Error const& error);
    /// The wheel was turned with Ctrl over a grid: up (1) or down (−1).
    void zoomRequested(int direction);

protected:
    void changeEvent(QEvent* event) override;

private:
    void wordAnew();
    [[nodiscard]] FormGrid* makeGrid(Form const& form);
    [[nodiscard]] FormGrid* currentGrid() const;
    [[nodiscard]] RecordView* makeRecord(Form const& form);
    /// A tab for each form of the filing and no other, in the order of the set.
    void fitTabs();
    /// The number of findings on a tab; shown when there are some.
    [[nodiscard]] QLabel* badgeOf(int tab) const;
    void offerRest();

    Program& program_;
    DraftSession& session_;
    QLabel* title_;
    ElidedLabel* about_;
    QLabel* saved_;
    QTabWidget* tabs_;
    RestOffer* offer_;
    std::vector<FormGrid*> grids_;
    std::vector<RecordView*> records_;
    std::vector<ListedFinding> findings_;
    GridLook look_;
};

}  // namespace zhibao
