#include "enterprise/last_period_actions.h"

#include <QMainWindow>

#include "enterprise/form_page.h"
#include "ui/text.h"

namespace zhibao {

LastPeriodActions::LastPeriodActions(Program& program, MainActions& actions, QMainWindow& window, QDockWidget& beside)
    : QObject(&window), program_(program), changes_(new ChangesDock(program, &window)) {
    changes_->hide();
    actions.on("reopenRows", this, [this] { reopenRows(); });
    actions.on("showChanges", this, [this, &window, &beside] {
        // Until it is wanted it has no place, so that it takes no room from a small window.
        if (window.dockWidgetArea(changes_) == Qt::NoDockWidgetArea) {
            window.addDockWidget(Qt::BottomDockWidgetArea, changes_);
            window.tabifyDockWidget(&beside, changes_);
        }
        changes_->setVisible(!changes_->isVisible());
        if (changes_->isVisible()) changes_->raise();
    });
    connect(changes_, &QDockWidget::visibilityChanged, actions.find("showChanges"), &QAction::setChecked);
    connect(changes_, &ChangesDock::jumpRequested, this, &LastPeriodActions::jumpRequested);
}

void LastPeriodActions::setPage(FormPage* page, DraftSession* session) {
    page_ = page;
    session_ = session;
    changes_->setSession(session);
    if (session == nullptr) changes_->hide();
}

void LastPeriodActions::reopenRows() {
    auto const* form = page_ == nullptr ? nullptr : page_->currentForm();
    auto* view = page_ == nullptr ? nullptr : page_->currentView();
    if (form == nullptr || view == nullptr || !view->form()->mayEdit()) return;
    page_->takeTyping();
    auto const last = lastPeriodOf(*session_, *form);
    if (!last.isKnown()) {
        Q_EMIT said([] { return tr("This computer has no sealed filing of this form for the period before, so there are no rows to open."); });
        return;
    }
    auto const first = session_->document().rows(form->id).size();
    auto const found = reopen(*session_, last);
    // Typing begins at the first figure of the first row that was opened.
    if (!found.rows.empty())
        for (auto const& column : form->columns)
            if (column.role == ColumnRole::measure) {
                view->showCell(first, column.id);
                break;
            }
    // The words outlive the draft.
    Q_EMIT said([title = last.title, opened = found.rows.size(), present = found.present, lost = found.withoutPlace.size(), &program = program_] {
        auto text = tr("Rows of %1 opened without figures: %2; there already: %3.").arg(toQt(title.in(program.language().current()))).arg(opened).arg(present);
        if (lost > 0) text += QLatin1Char(' ') + tr("Not opened, because a code is no longer in use: %1.").arg(lost);
        return text;
    });
}

}  // namespace zhibao
