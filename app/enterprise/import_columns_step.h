#pragma once
/// Which column of the ledger holds what; where no column says it, one code for all lines.

#include <map>

#include <QWidget>

#include "enterprise/program.h"
#include "import/ledger_mapping.h"

class QComboBox;
class QFormLayout;
class QLabel;

namespace zhibao {

class ImportColumnsStep final : public QWidget {
    Q_OBJECT
public:
    explicit ImportColumnsStep(Program& program, QWidget* parent = nullptr);
    /// Offers the headings and shows what the mapping says of them. The edition must outlive the step.
    void show(std::vector<std::string> const& headings, LedgerMapping const& mapping, Edition const& edition);
    /// What is chosen, put into the mapping.
    void putInto(LedgerMapping& mapping) const;

protected:
    void changeEvent(QEvent* event) override;

private:
    void wordAnew();
    void fill(LedgerField field, QComboBox& box);

    Program& program_;
    QLabel* about_;
    QFormLayout* form_;
    std::map<LedgerField, std::pair<QLabel*, QComboBox*>> boxes_;
    QLabel* unitLabel_;
    QComboBox* unit_;
    QLabel* decimalSignLabel_;
    QComboBox* decimalSign_;
    std::vector<std::string> headings_;
    Edition const* edition_ = nullptr;
    Form const* asked_ = nullptr;
};

}  // namespace zhibao
