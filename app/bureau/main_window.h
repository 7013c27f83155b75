#pragma once
/// The bureau's window: take in filings, list them and the refusals, read one, make tables, see who owes.

#include <filesystem>
#include <memory>
#include <optional>

#include <QMainWindow>

#include "calendar/rates.h"
#include "calendar/survey_data.h"
#include "form/edition.h"
#include "intake/intake.h"
#include "store/bureau_database.h"
#include "ui/background_work.h"
#include "ui/window_language.h"

class QAction;
class QLabel;
class QProgressBar;
class QPushButton;
class QTabWidget;

namespace zhibao {

class FilingsPage;
class MessageBar;
class ObligationsPage;
class RefusalModel;
class RefusalsPage;
class TablesPage;
class VersionModel;

class BureauWindow final : public QMainWindow {
    Q_OBJECT
public:
    BureauWindow(EditionLibrary const& library, WindowLanguage& language, QWidget* parent = nullptr);
    ~BureauWindow() override;

    /// Opens a database, or makes one where there is none yet. Says so in the window when it cannot.
    void openDatabase(std::filesystem::path const& file);
    void makeDatabase(std::filesystem::path const& file);
    /// Takes in files and folders beside the window.
    void takeInFiles(std::vector<std::filesystem::path> paths);
    [[nodiscard]] bool isTakingIn() const noexcept { return work_.isRunning(); }
    [[nodiscard]] MessageBar& messages() noexcept { return *messages_; }
    [[nodiscard]] TablesPage& tables() noexcept { return *tables_; }
    [[nodiscard]] VersionModel& versions() noexcept;
    [[nodiscard]] RefusalModel& refusals() noexcept;

protected:
    void changeEvent(QEvent* event) override;
    void closeEvent(QCloseEvent* event) override;
    void dragEnterEvent(QDragEnterEvent* event) override;
    void dropEvent(QDropEvent* event) override;

private:
    void buildActions();
    void buildPages();
    void wordAnew();
    void refreshLists();
    void showLedger();
    void use(Result<BureauDatabase> database);
    void finishIntake();

    EditionLibrary const& library_;
    WindowLanguage& language_;
    std::optional<BureauDatabase> database_;
    std::shared_ptr<Edition const> edition_;
    std::optional<RateTable> rates_;
    SurveyData survey_;  // what filings are judged by where the database has nothing of its own
    std::optional<Result<IntakeReport>> intakeResult_;

    QAction* open_;
    QAction* create_;
    QAction* takeInFolder_;
    QAction* takeInFile_;
    QAction* switchLanguage_;
    QAction* quit_;
    MessageBar* messages_;
    QTabWidget* pages_;
    FilingsPage* filings_;
    RefusalsPage* refusals_;
    TablesPage* tables_;
    ObligationsPage* obligations_;
    QLabel* databaseLabel_;
    QProgressBar* progress_;
    QLabel* progressItem_;
    QPushButton* cancel_;
    BackgroundWork work_;  // last, so that its thread ends before what it uses
};

}  // namespace zhibao
