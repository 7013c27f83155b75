#pragma once
/// Any report of any unit, for whoever does not find it among those that are due: code, name, report, period.

#include <string>

#include <QGroupBox>

#include "base/error.h"
#include "enterprise/program.h"

class QComboBox;
class QLabel;
class QLineEdit;
class QPushButton;

namespace zhibao {

class UnitCodeField;
struct OfferedPeriod;

class BeginPanel final : public QGroupBox {
    Q_OBJECT
public:
    explicit BeginPanel(Program& program, QWidget* parent = nullptr);
    /// Writes the unit into its fields and chooses what is due next from it.
    void showUnit(QString const& code, QString const& name);
    /// What is known of the unit has changed.
    void refresh();

Q_SIGNALS:
    void openRequested(qint64 draft);
    void failed(Error const& error);

protected:
    void changeEvent(QEvent* event) override;

private:
    void wordAnew();
    void fillSets();
    void fillPeriods();
    [[nodiscard]] QString deadlineText(OfferedPeriod const& one) const;
    void showDeadline();
    /// Why the unit need not file the report, or when one has to; empty where it has to.
    [[nodiscard]] QString owingText(std::string const& setId, std::string const& periodId) const;
    void chooseWhatIsDue();
    void takeCode();
    void begin();
    [[nodiscard]] Result<qint64> beginDraft();

    Program& program_;
    QLabel* codeLabel_;
    UnitCodeField* code_;
    QLabel* nameLabel_;
    QLineEdit* name_;
    QLabel* setLabel_;
    QComboBox* set_;
    QLabel* periodLabel_;
    QComboBox* period_;
    QLabel* deadline_;
    QPushButton* begin_;
};

}  // namespace zhibao
