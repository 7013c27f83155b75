#pragma once
/// The last steps, in order: what is reported, what was found, what kind of filing it is and why, who answers for it, what goes with it, and
/// where the sealed file goes; and once it is sealed what to do with it. Nothing of it is modal.

#include <array>
#include <functional>
#include <vector>

#include <QWidget>

#include "enterprise/draft_session.h"
#include "enterprise/program.h"
#include "enterprise/sticks.h"

class QCheckBox;
class QComboBox;
class QGroupBox;
class QLabel;
class QLineEdit;
class QPushButton;
class QScrollArea;

namespace zhibao {

class AttachmentsPanel;
class SummaryTable;

class SealPage final : public QWidget {
    Q_OBJECT
public:
    SealPage(Program& program, DraftSession& session, QWidget* parent = nullptr);
    /// Puts the cursor into the field of a header cell ("preparer"). False when there is none.
    bool showField(std::string_view field);
    [[nodiscard]] std::filesystem::path folder() const;
    void setFolder(std::filesystem::path const& folder);
    /// Fills in what most would write themselves: today as the day of reporting, and after the deadline that it is filed late.
    void prepare();
    [[nodiscard]] AttachmentsPanel& attachments() noexcept { return *attachments_; }
    /// Where to look for sticks; the computer's own until something else is said.
    void setSticks(std::function<std::vector<Stick>()> find);
    /// Copies the sealed file, byte for byte, and says so.
    void copyTo(std::filesystem::path const& folder);

Q_SIGNALS:
    void backRequested();
    void findingsRequested();
    void sealed(std::filesystem::path const& file);
    void failed(Error const& error);
    void copied(std::filesystem::path const& file);
    /// Of one form, or of all for an empty id.
    void previewRequested(std::string const& form);
    void pdfRequested();
    void correctionRequested(qint64 draft);
    void withdrawalRequested(qint64 draft);
    void comparisonRequested();

protected:
    void changeEvent(QEvent* event) override;

private:
    struct Field {
        char const* key;
        QLabel* label;
        QLineEdit* edit;
    };
    void layOut();
    void connectAll();
    void wordAnew();
    void showHead();
    /// Which steps there are depends on what the filing is.
    void numberSteps();
    void takeHead();
    void showState();
    void showSticks();
    void fitSticks();
    void showFate();
    void fillSigners();
    /// The key that was chosen may ask for a passphrase.
    void fitSigner();
    [[nodiscard]] std::string signer() const;
    void seal();
    [[nodiscard]] bool isWithdrawal() const;

    Program& program_;
    DraftSession& session_;
    QLabel* title_;
    QScrollArea* scroll_;
    QWidget* steps_;
    QGroupBox* figuresBox_;
    SummaryTable* summary_;
    QPushButton* preview_;
    QPushButton* previewForm_;
    QPushButton* pdf_;
    QGroupBox* findingsBox_;
    QLabel* state_;
    QPushButton* toFindings_;
    QGroupBox* zeroBox_;
    QCheckBox* zero_;
    QLabel* zeroLabel_;
    QLineEdit* zeroReason_;
    QGroupBox* reasonBox_;
    QLabel* reasonAbout_;
    QCheckBox* late_;
    QLabel* reasonLabel_;
    QLineEdit* reason_;
    QGroupBox* signBox_;
    std::array<Field, 5> fields_;
    QGroupBox* attachmentsBox_;
    AttachmentsPanel* attachments_;
    QGroupBox* sealBox_;
    QLabel* law_;
    QLabel* signerLabel_;
    QComboBox* signer_;
    QLabel* mandate_;
    QLabel* wordsLabel_;
    QLineEdit* words_;
    QLabel* stickLabel_;
    QComboBox* stick_;
    QLabel* folderLabel_;
    QLineEdit* folder_;
    QPushButton* choose_;
    QLabel* fate_;
    QPushButton* openFolder_;
    QPushButton* copy_;
    QPushButton* correct_;
    QPushButton* withdraw_;
    QPushButton* compare_;
    QPushButton* back_;
    QPushButton* seal_;
    std::function<std::vector<Stick>()> findSticks_ = sticks;
    std::vector<Stick> sticks_;
    bool isShowing_ = false;
};

}  // namespace zhibao
