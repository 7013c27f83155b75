#pragma once
/// What the window offers about the period before: its rows opened again in the form that is shown, and a dock with what is other now.

#include <functional>

#include <QObject>

#include "enterprise/changes_dock.h"
#include "enterprise/main_actions.h"

class QMainWindow;

namespace zhibao {

class FormPage;

class LastPeriodActions final : public QObject {
    Q_OBJECT
public:
    /// The dock becomes one of the window, behind `beside`.
    LastPeriodActions(Program& program, MainActions& actions, QMainWindow& window, QDockWidget& beside);

    /// The forms that are shown from now on; null for none.
    void setPage(FormPage* page, DraftSession* session);
    void setUnit(Unit unit) { changes_->setUnit(unit); }

Q_SIGNALS:
    void jumpRequested(CellReference const& cell);
    void said(std::function<QString()> words);

private:
    void reopenRows();

    Program& program_;
    ChangesDock* changes_;
    FormPage* page_ = nullptr;
    DraftSession* session_ = nullptr;
};

}  // namespace zhibao
