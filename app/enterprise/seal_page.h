#pragma once
/// The last step: who answers for the filing, a zero filing where there was no trade, what still stands in the way, and where the
/// sealed file goes.

#include <array>

#include <QWidget>

#include "enterprise/draft_session.h"
#include "enterprise/program.h"

class QCheckBox;
class QGroupBox;
class QLabel;
class QLineEdit;
class QPushButton;

namespace zhibao {

class SealPage final : public QWidget {
    Q_OBJECT
public:
    SealPage(Program& program, DraftSession& session, QWidget* parent = nullptr);
    /// Puts the cursor into the field of a header cell ("preparer"). False when there is none.
    bool showField(std::string_view field);
    [[nodiscard]] std::filesystem::path folder() const;
    void setFolder(std::filesystem::path const& folder);

Q_SIGNALS:
    void backRequested();
    void findingsRequested();
    void sealed(std::filesystem::path const& file);
    void failed(Error const& error);

protected:
    void changeEvent(QEvent* event) override;

private:
    struct Field {
        char const* key;
        QLabel* label;
        QLineEdit* edit;
    };
    void wordAnew();
    void showHead();
    void takeHead();
    void showState();
    void seal();

    Program& program_;
    DraftSession& session_;
    QLabel* title_;
    QGroupBox* signBox_;
    std::array<Field, 5> fields_;
    QGroupBox* zeroBox_;
    QCheckBox* zero_;
    QLabel* zeroLabel_;
    QLineEdit* zeroReason_;
    QGroupBox* sealBox_;
    QLabel* state_;
    QPushButton* toFindings_;
    QLabel* folderLabel_;
    QLineEdit* folder_;
    QPushButton* choose_;
    QLabel* law_;
    QPushButton* back_;
    QPushButton* seal_;
    bool isShowing_ = false;
};

}  // namespace zhibao
