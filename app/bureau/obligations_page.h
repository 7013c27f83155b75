#pragma once
/// Who owes a filing for the chosen period, who has filed, who has not, and why a unit owes nothing.

#include <QWidget>

#include "base/error.h"
#include "form/edition.h"
#include "store/bureau_database.h"
#include "store/status.h"
#include "ui/background_work.h"
#include "ui/window_language.h"

class QComboBox;
class QLabel;
class QTableView;

namespace zhibao {

class ObligationModel;

class ObligationsPage final : public QWidget {
    Q_OBJECT
public:
    ObligationsPage(WindowLanguage const& language, QWidget* parent = nullptr);

    /// Whose words form sets are named with; null for their ids.
    void setEdition(Edition const* edition);
    /// Of this database, null for none, which outlives the page or is replaced before it ends. It is read when the page is looked at.
    void show(BureauDatabase const* database);
    /// True while it is being found out, beside the window.
    [[nodiscard]] bool isWorking() const noexcept { return work_.isRunning(); }

Q_SIGNALS:
    void listed();
    void failed(zhibao::Error const& error);

protected:
    void changeEvent(QEvent* event) override;
    void showEvent(QShowEvent* event) override;

private:
    void wordAnew();
    void readPeriods();
    void readUnits();
    void take(PeriodStatus status);
    void tellCounts();
    void narrow();

    WindowLanguage const& language_;
    BureauDatabase const* database_ = nullptr;
    bool isRead_ = true;
    QLabel* periodLabel_;
    QComboBox* period_;
    QLabel* stateLabel_;
    QComboBox* state_;
    QLabel* counts_;
    ObligationModel* obligations_;
    QTableView* view_;
    bool isAskedAnew_ = false;
    BackgroundWork work_;  // last, so that its thread ends before what it uses
};

}  // namespace zhibao
