#pragma once
/// "Which item, which mode?" beside the form: the finder puts a code into the current row, the guide places its total. Each is one step
/// that can be undone.

#include <QDockWidget>
#include <QPointer>

#include "enterprise/finder_panel.h"
#include "enterprise/form_view.h"
#include "enterprise/guide_panel.h"
#include "enterprise/program.h"
#include "enterprise/record_view.h"

class QTabWidget;

namespace zhibao {

class FinderDock final : public QDockWidget {
    Q_OBJECT
public:
    explicit FinderDock(Program& program, QWidget* parent = nullptr);

    /// Keeps with the current cell of a grid or the current question of a record; null for both when none is shown.
    void follow(FormView* view, RecordView* record);
    /// Shows the dock, ready for typing.
    void openFinder();
    void openGuide();

    [[nodiscard]] FinderPanel& finder() noexcept { return *finder_; }
    [[nodiscard]] GuidePanel& guide() noexcept { return *guide_; }

protected:
    void changeEvent(QEvent* event) override;

private:
    void wordAnew();
    void refresh();
    void put(std::string const& list, std::string const& code);
    void place(std::vector<GuidedCell> const& cells);
    void goBackToForm();
    [[nodiscard]] FilingDocument* document() const;
    /// The column of the grid that an entry of the list answers: the current one, else the first of that list; −1 for none.
    [[nodiscard]] int shownColumnFor(std::string const& list) const;

    Program& program_;
    QPointer<FormView> view_;
    QPointer<RecordView> record_;
    QTabWidget* tabs_;
    FinderPanel* finder_;
    GuidePanel* guide_;
};

}  // namespace zhibao
