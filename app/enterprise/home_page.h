#pragma once
/// Where the program begins: the units, what is due from each and what to do next, the calendar, and what should be known. A unit is set up on
/// the same page.

#include <functional>

#include <QWidget>

#include "base/error.h"
#include "enterprise/program.h"

class QLabel;
class QListWidget;
class QPushButton;
class QStackedWidget;
class QTableView;

namespace zhibao {

class BeginPanel;
class DraftJudge;
class FilingCalendar;
class ReportsModel;
class UnitWizard;
class UnitsPanel;
struct ReportLine;

class HomePage final : public QWidget {
    Q_OBJECT
public:
    explicit HomePage(Program& program, QWidget* parent = nullptr);
    /// Reads units and drafts again.
    void refresh();
    /// The wizard, for another unit or, with a code, for one that is there.
    void setUpUnit(QString const& code = {}, QString const& name = {});
    /// Leaves the wizard as it stands.
    void showOverview();
    [[nodiscard]] UnitWizard& wizard() noexcept { return *wizard_; }
    [[nodiscard]] bool isJudging() const;
    /// Copies the sealed file of the draft there.
    void handInTo(qint64 draft, std::filesystem::path const& folder);

Q_SIGNALS:
    void openRequested(qint64 draft);
    void explainRequested(qint64 draft);
    void sealRequested(qint64 draft);
    void correctionRequested(qint64 draft);
    void takeInRequested();
    void succeeded(std::function<QString()> const& words);
    void failed(Error const& error);

protected:
    void changeEvent(QEvent* event) override;

private:
    [[nodiscard]] QWidget* makeOverview();
    void wordAnew();
    void showLines();
    void showDay();
    void showLastSealing();
    void showLastReceipt();
    void doNext(int row);
    void begin(ReportLine const& line);
    void askWhereToHandIn(qint64 draft);
    /// Goes on with the quarter to play with, or throws away what was played and begins it again.
    void practise(bool anew);
    void fitLines();

    Program& program_;
    QStackedWidget* pages_;
    UnitWizard* wizard_;
    UnitsPanel* units_;
    BeginPanel* begin_;
    QLabel* title_;
    ReportsModel* reports_;
    QTableView* table_;
    QLabel* empty_;
    QLabel* lastSealing_;
    QLabel* lastReceipt_;
    QPushButton* practice_;
    QPushButton* practiceAnew_;
    QPushButton* open_;
    QPushButton* takeIn_;
    FilingCalendar* calendar_;
    QLabel* day_;
    QLabel* noticesTitle_;
    QListWidget* notices_;
    DraftJudge* judge_;
};

}  // namespace zhibao
