#pragma once
/// Registration with the bureau (备案), per unit: how its key stands, the file that asks for a certificate, and the form that is stamped and goes with it. It says what is to
/// be done next; what is wrong stands where it was typed.

#include <filesystem>
#include <functional>
#include <optional>
#include <string>

#include <QWidget>

#include "enterprise/program.h"
#include "output/print_job.h"
#include "store/unit_registration.h"

class QComboBox;
class QGroupBox;
class QLabel;
class QLineEdit;
class QPushButton;

namespace zhibao {

class RegistrationPage final : public QWidget {
    Q_OBJECT
public:
    explicit RegistrationPage(Program& program, QWidget* parent = nullptr);
    /// Reads the units again and shows this one; the one used last for an empty code.
    void show(std::string const& unit);
    /// How the key stands may have changed; what is typed stays.
    void refresh();
    /// What the button does once a file was chosen: the registration file, and the form beside it as PDF.
    void writeTo(std::filesystem::path const& file);
    /// The form of the registration that was written last; nothing before.
    [[nodiscard]] std::optional<PrintJob> form() const;

Q_SIGNALS:
    void backRequested();
    void failed(Error const& error);
    void said(std::function<QString()> words);
    void changed();

protected:
    void changeEvent(QEvent* event) override;

private:
    void layOut();
    void wordAnew();
    void fillLists();
    void fillIn(Registration const& registration);
    void showState();
    void fitPurpose();
    void askForFile();
    /// File and form of the registration that was written last.
    void saveTo(std::filesystem::path const& file);
    void fail(Error const& error);
    [[nodiscard]] Result<> checkPassphrase() const;
    [[nodiscard]] Registration typed() const;
    [[nodiscard]] RegistrationPurpose purpose() const;
    [[nodiscard]] bool makesKey() const;
    [[nodiscard]] std::string unit() const;
    [[nodiscard]] QString standingText() const;
    [[nodiscard]] QString nextText() const;

    Program& program_;
    UnitKeyState state_;
    QPushButton* back_;
    QLabel* title_;
    QLabel* unitLabel_;
    QComboBox* unit_;
    QGroupBox* stateBox_;
    QLabel* standing_;
    QLabel* keyLabel_;
    QLabel* key_;
    QLabel* askedKeyLabel_;
    QLabel* askedKey_;
    QLabel* nextTitle_;
    QLabel* next_;
    QPushButton* preview_;
    QPushButton* again_;
    QGroupBox* writeBox_;
    QLabel* purposeLabel_;
    QComboBox* purpose_;
    QLabel* nameLabel_;
    QLineEdit* name_;
    QLabel* districtLabel_;
    QComboBox* district_;
    QLabel* platformLabel_;
    QComboBox* platform_;
    QLabel* industryLabel_;
    QComboBox* industry_;
    QLabel* headLabel_;
    QLineEdit* head_;
    QLabel* preparerLabel_;
    QLineEdit* preparer_;
    QLabel* phoneLabel_;
    QLineEdit* phone_;
    QLabel* reasonLabel_;
    QLineEdit* reason_;
    QLabel* wordsLabel_;
    QLineEdit* words_;
    QLabel* wordsAgainLabel_;
    QLineEdit* wordsAgain_;
    QLabel* wordsAbout_;
    QLabel* problem_;
    QPushButton* write_;
};

}  // namespace zhibao
