#pragma once
/// The pages and the dock around the form that are not needed every quarter: history, registration, hand-over, comparison of versions, notes. They join the
/// window's pages and actions and say through it what they have to say.

#include <functional>
#include <optional>
#include <string>

#include <QObject>

#include "enterprise/draft_session.h"
#include "enterprise/program.h"

class QMainWindow;
class QStackedWidget;

namespace zhibao {

class HandoverPage;
class HistoryPage;
class MainActions;
class NotesDock;
class RegistrationPage;
class VersionsPage;

class FurtherPages final : public QObject {
    Q_OBJECT
public:
    FurtherPages(Program& program, QMainWindow& window, QStackedWidget& pages, MainActions& actions);
    /// Null when no draft is open.
    void setSession(DraftSession* session);
    /// The cell that is current; nothing when there is none.
    void follow(std::optional<CellReference> cell);
    void compare(DraftEntry const& draft);
    [[nodiscard]] HistoryPage& history() noexcept { return *history_; }
    [[nodiscard]] HandoverPage& handover() noexcept { return *handover_; }
    [[nodiscard]] RegistrationPage& registration() noexcept { return *registration_; }
    /// Of that unit; of the one used last for an empty code.
    void openRegistration(std::string const& unit);
    [[nodiscard]] VersionsPage& versions() noexcept { return *versions_; }
    [[nodiscard]] NotesDock& notes() noexcept { return *notes_; }

Q_SIGNALS:
    void failed(Error const& error);
    void said(std::function<QString()> words);
    void jumpRequested(CellReference const& cell);
    /// There are other drafts than before.
    void draftsChanged();

private:
    void open(QWidget& page);
    void goBack();

    Program& program_;
    QStackedWidget& pages_;
    DraftSession* session_ = nullptr;
    QWidget* before_ = nullptr;  // the page that Escape leads back to
    HistoryPage* history_;
    HandoverPage* handover_;
    RegistrationPage* registration_;
    VersionsPage* versions_;
    NotesDock* notes_;
};

}  // namespace zhibao
