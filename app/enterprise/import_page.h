#pragma once
/// From the unit's own ledger into the form, step by step: the file, its columns, the unit's own words, a dry run, and then one step that can
/// be undone. Nothing is asked twice: what was said for this unit before is remembered.

#include <filesystem>
#include <functional>
#include <optional>
#include <vector>

#include <QWidget>

#include "enterprise/draft_session.h"
#include "enterprise/program.h"
#include "import/ledger_import.h"

class QLabel;
class QLineEdit;
class QPushButton;
class QStackedWidget;
class QTableWidget;

namespace zhibao {

class ImportColumnsStep;
class ImportWordsStep;

class ImportPage final : public QWidget {
    Q_OBJECT
public:
    enum Step { fileStep, columnsStep, wordsStep, dryRunStep };

    /// Program and session must outlive the page. The form takes ledgers.
    ImportPage(Program& program, DraftSession& session, Form const& form, QWidget* parent = nullptr);
    /// The form of the filing that takes ledgers; null when it has none.
    [[nodiscard]] static Form const* formFor(DraftSession& session);

    /// Begins with the file; goes as far as nothing has to be asked.
    void openFile(std::filesystem::path const& file);
    [[nodiscard]] int step() const;
    [[nodiscard]] LedgerImport const* import() const noexcept { return import_ ? &*import_ : nullptr; }

Q_SIGNALS:
    void backRequested();
    void failed(Error const& error);
    void taken(std::function<QString()> const& words);

protected:
    void changeEvent(QEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;

private:
    void wordAnew();
    void goTo(Step step);
    void next();
    void back();
    void chooseFile();
    void offerColumns();
    /// Reads the lines with the mapping as it stands. False, and failed() is emitted, when it does not fit.
    bool runDry();
    void showDryRun();
    void take();

    Program& program_;
    DraftSession& session_;
    Form const& form_;
    LedgerMapping mapping_;
    bool isRemembered_ = false;
    std::vector<Sheet> sheets_;
    std::optional<LedgerImport> import_;

    QLabel* title_;
    QLabel* steps_;
    QStackedWidget* pages_;
    QLabel* fileAbout_;
    QLabel* fileLabel_;
    QLineEdit* file_;
    QPushButton* choose_;
    ImportColumnsStep* columns_;
    ImportWordsStep* words_;
    QLabel* summary_;
    QTableWidget* notTaken_;
    QPushButton* cancel_;
    QPushButton* back_;
    QPushButton* next_;
};

}  // namespace zhibao
