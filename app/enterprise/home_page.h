#pragma once
/// Where the program begins: which unit reports which quarter, and the drafts that are on this computer.

#include <QWidget>

#include "base/error.h"
#include "enterprise/program.h"

class QComboBox;
class QGroupBox;
class QLabel;
class QLineEdit;
class QPushButton;
class QTableView;

namespace zhibao {

class DraftsModel;
struct OfferedPeriod;

class HomePage final : public QWidget {
    Q_OBJECT
public:
    explicit HomePage(Program& program, QWidget* parent = nullptr);
    /// Reads the list of drafts again.
    void refresh();

Q_SIGNALS:
    void openRequested(qint64 draft);
    void correctionRequested(qint64 draft);
    void failed(Error const& error);

protected:
    void changeEvent(QEvent* event) override;

private:
    void wordAnew();
    void fillSets();
    void fillPeriods();
    void judgeCode();
    [[nodiscard]] QString deadlineText(OfferedPeriod const& one) const;
    void showDeadline();
    /// Why the unit need not file the report, or when one has to; empty where it has to.
    [[nodiscard]] QString owingText(std::string const& setId, std::string const& periodId) const;
    void chooseWhatIsDue();
    void begin();
    void openSelected();
    [[nodiscard]] Result<qint64> beginDraft();
    void fitColumns();
    void updateButtons();

    Program& program_;
    QGroupBox* beginBox_;
    QLabel* codeLabel_;
    QLineEdit* code_;
    QLabel* codeState_;
    QLabel* nameLabel_;
    QLineEdit* name_;
    QLabel* setLabel_;
    QComboBox* set_;
    QLabel* periodLabel_;
    QComboBox* period_;
    QLabel* deadline_;
    QPushButton* begin_;
    QGroupBox* draftsBox_;
    QLabel* empty_;
    DraftsModel* drafts_;
    QTableView* table_;
    QPushButton* open_;
    QPushButton* correct_;
};

}  // namespace zhibao
