#pragma once
/// Setting up a unit step by step: its credit code and name first, then the questions of its profile (基1) as they stand in the edition. What
/// is answered is the profile's draft, kept as it is typed; who signs is remembered from it. It can be left at any step and gone on with.

#include <memory>
#include <string>
#include <vector>

#include <QWidget>

#include "enterprise/draft_session.h"
#include "enterprise/program.h"

class QLabel;
class QLineEdit;
class QProgressBar;
class QPushButton;
class QStackedWidget;

namespace zhibao {

class RecordView;
class UnitCodeField;

class UnitWizard final : public QWidget {
    Q_OBJECT
public:
    explicit UnitWizard(Program& program, QWidget* parent = nullptr);
    /// Keeps what was typed.
    ~UnitWizard() override;

    /// Another unit, or one that is there: its code and name then stand in their fields.
    void begin(QString const& code = {}, QString const& name = {});
    [[nodiscard]] int step() const;
    [[nodiscard]] int stepCount() const;
    /// The questions that are shown; null on the first step and on the last.
    [[nodiscard]] RecordView* questions() const;

Q_SIGNALS:
    /// The unit is on the list, however much of its profile was answered; empty when none was set up.
    void left(QString const& unit);
    void failed(Error const& error);

protected:
    void changeEvent(QEvent* event) override;

private:
    void wordAnew();
    void goTo(int step);
    void next();
    void leave();
    /// Remembers the unit. What is wrong with its code or name.
    [[nodiscard]] Result<> keepUnit();
    [[nodiscard]] Result<> openProfile();
    void makeSteps();
    void showNotes();
    void showSummary();
    void closeProfile();

    Program& program_;
    std::string unit_;
    std::unique_ptr<DraftSession> session_;
    QLabel* title_;
    QLabel* place_;
    QProgressBar* progress_;
    QStackedWidget* steps_;
    QWidget* first_;
    QLabel* welcome_;
    QLabel* codeLabel_;
    UnitCodeField* code_;
    QLabel* nameLabel_;
    QLineEdit* name_;
    std::vector<RecordView*> views_;
    std::vector<LocalizedText> titles_;  // beside views_
    QWidget* last_;
    QLabel* summary_;
    QPushButton* back_;
    QPushButton* later_;
    QPushButton* next_;
};

}  // namespace zhibao
