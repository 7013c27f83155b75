#pragma once
/// The window of the enterprise program: the home page, the form that is open, its findings and help beside it, and the page for
/// sealing. Nothing it says stops anybody: messages stand above the contents until they are closed or replaced.

#include <functional>
#include <memory>

#include <QMainWindow>

#include "enterprise/draft_session.h"
#include "enterprise/program.h"
#include "table/table.h"

class QAction;
class QStackedWidget;

namespace zhibao {

class BureauFiles;
class FinderDock;
class FindingsDock;
class FormPage;
class FurtherPages;
class GridActions;
class GuidePage;
class HelpDock;
class HomePage;
class MainActions;
class ImportPage;
class MessageBar;
class PasteDock;
class SealPage;
class Spreadsheets;

class MainWindow final : public QMainWindow {
    Q_OBJECT
public:
    /// The program must outlive the window.
    explicit MainWindow(Program& program, QWidget* parent = nullptr);
    ~MainWindow() override;

    bool openDraft(qint64 draft);
    void goHome();
    void goToSeal();
    /// From the unit's own ledger into the draft's form; does nothing where no form takes one.
    void goToImport();
    [[nodiscard]] ImportPage* importPage() const noexcept { return importPage_; }
    /// The statistical ledger of the draft, by the ending of the name: .pdf, .xlsx, .csv, .html.
    void saveLedgerTo(std::filesystem::path const& file);
    /// How to begin, and the keys; Escape leads back to where one was.
    void goToGuide();
    [[nodiscard]] DraftSession* session() const noexcept { return session_.get(); }
    [[nodiscard]] HomePage& home() noexcept { return *home_; }
    [[nodiscard]] FormPage* formPage() const noexcept { return formPage_; }
    [[nodiscard]] SealPage* sealPage() const noexcept { return sealPage_; }
    [[nodiscard]] FindingsDock& findings() noexcept { return *findings_; }
    [[nodiscard]] HelpDock& help() noexcept { return *help_; }
    [[nodiscard]] PasteDock& paste() noexcept { return *paste_; }
    [[nodiscard]] FinderDock& finder() noexcept { return *finder_; }
    [[nodiscard]] GuidePage& guide() noexcept { return *guide_; }
    [[nodiscard]] FurtherPages& further() noexcept { return *further_; }
    [[nodiscard]] MessageBar& messages() noexcept { return *messages_; }
    [[nodiscard]] QAction* action(char const* name) const;

    /// What was dropped onto the window: one filled template goes into the open draft, one ledger is imported; of anything else it is said
    /// what to do with it.
    void takeDropped(std::vector<std::filesystem::path> const& files);
    /// A file that the bureau sent, whichever it is.
    void takeIn(std::filesystem::path const& file);
    /// Takes the answers of a filled template into the open draft, as one step; says what is wrong with it otherwise.
    void fillFrom(std::filesystem::path const& workbook);
    void saveTemplateTo(std::filesystem::path const& workbook);
    /// The official print of all forms of the draft, or of one of them.
    void savePdfTo(std::filesystem::path const& file, Form const* only = nullptr);

protected:
    bool event(QEvent* event) override;
    void changeEvent(QEvent* event) override;
    void closeEvent(QCloseEvent* event) override;

private:
    void connectActions();
    void wordAnew();
    void updateActions();
    void updateHelp();
    /// What stands beside a form is about the form: other pages have the room for themselves.
    void fitDocks();
    bool closeDraft();
    /// The draft that is open is judged by what the bureau said last.
    void openAnew();
    void jumpTo(CellReference const& cell);
    /// The version after a sealed one: with its answers, or one that takes it back.
    void beginCorrection(qint64 draft);
    void beginWithdrawal(qint64 draft);
    void openNext(Result<std::int64_t> const& draft);
    /// That a form is asked now, or no longer, and why.
    void sayScope(std::string const& form);
    void say(Error const& error);
    /// The words are made again when the language changes.
    void say(std::function<QString()> words);
    [[nodiscard]] bool isFormShown() const;
    void preview(Form const* only);
    void leaveImport();
    void withLedger(std::function<void(Table const&)> const& work);
    void askForBureauFile();
    void askForPdf(Form const* only);
    /// The form that is shown, where the draft has several: what can be printed for itself.
    [[nodiscard]] Form const* formAlone() const;

    Program& program_;
    std::unique_ptr<DraftSession> session_;
    MessageBar* messages_;
    BureauFiles* bureauFiles_;
    QStackedWidget* pages_;
    HomePage* home_;
    FormPage* formPage_ = nullptr;
    SealPage* sealPage_ = nullptr;
    ImportPage* importPage_ = nullptr;  // while a ledger is being imported
    FindingsDock* findings_;
    HelpDock* help_;
    FinderDock* finder_;
    PasteDock* paste_;
    QList<QDockWidget*> waiting_;  // until a paste is done or dropped
    MainActions* actions_ = nullptr;
    GridActions* gridActions_ = nullptr;
    GuidePage* guide_;
    FurtherPages* further_ = nullptr;
    QList<QDockWidget*> putAway_;     // shown again with the form
    QWidget* beforeGuide_ = nullptr;  // the page that Escape leads back to
    std::unique_ptr<Spreadsheets> spreadsheets_;
};

}  // namespace zhibao
