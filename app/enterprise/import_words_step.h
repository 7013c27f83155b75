#pragma once
/// What the unit's own words mean: a list of those that nobody has mapped yet, and for the current one its code and what goes with it.

#include <vector>

#include <QWidget>

#include "enterprise/program.h"
#include "import/ledger_import.h"

class QCheckBox;
class QComboBox;
class QFormLayout;
class QGroupBox;
class QLabel;
class QPushButton;
class QTableWidget;

namespace zhibao {

class CodeEditor;

class ImportWordsStep final : public QWidget {
    Q_OBJECT
public:
    explicit ImportWordsStep(Program& program, QWidget* parent = nullptr);
    /// The words to ask for; mapping and edition must outlive what is shown.
    void show(LedgerImport const& import, LedgerMapping& mapping, Edition const& edition);
    [[nodiscard]] bool isEmpty() const noexcept { return words_.empty(); }
    void focusList();

Q_SIGNALS:
    /// A word got a meaning.
    void mapped();

protected:
    void changeEvent(QEvent* event) override;

private:
    struct Asked {
        UnmappedWord word;
        bool isOptional = false;  // a customer whose lines count as not affiliated otherwise
    };
    void wordAnew();
    void fillList();
    void showWord();
    /// In the language of now; what is chosen and half typed for the word stays.
    void wordCurrent();
    void fillModes(Asked const& asked, Form const& form);
    void fillOutsourcing(Form const& form);
    void take(bool isLeftOut);
    [[nodiscard]] bool isMapped(UnmappedWord const& word) const;
    [[nodiscard]] Asked const* current() const;

    Program& program_;
    QLabel* about_;
    QTableWidget* list_;
    QGroupBox* box_;
    QFormLayout* form_;
    QLabel* codeLabel_;
    CodeEditor* code_ = nullptr;  // of the current word's list
    QLabel* modeLabel_;
    QComboBox* mode_;
    QLabel* outsourcingLabel_;
    QComboBox* outsourcing_;
    QCheckBox* digital_;
    QCheckBox* affiliated_;
    QPushButton* take_;
    QPushButton* leaveOut_;
    QLabel* problem_;
    std::vector<Asked> words_;
    LedgerMapping* mapping_ = nullptr;
    Edition const* edition_ = nullptr;
};

}  // namespace zhibao
