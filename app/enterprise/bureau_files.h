#pragma once
/// Takes in what the bureau sent by file: receipts, bulletins, and the starter file, whose authority is trusted once somebody has compared its fingerprint with the
/// bureau's paper. Until then it asks for that in a line above the contents, which stops nobody.

#include <filesystem>
#include <functional>
#include <optional>
#include <string>

#include <QFrame>

#include "enterprise/program.h"
#include "package/starter.h"
#include "store/bureau_answers.h"
#include "store/unit_registration.h"

class QLabel;
class QPushButton;

namespace zhibao {

class MessageBar;

class BureauFiles final : public QFrame {
    Q_OBJECT
public:
    BureauFiles(Program& program, MessageBar& messages, QWidget* parent = nullptr);
    /// Says what was taken in, or why nothing was.
    void take(std::filesystem::path const& file);
    /// By what it holds: endings are shared with hand-over files.
    [[nodiscard]] static bool isMeant(std::filesystem::path const& file);

Q_SIGNALS:
    void taken();
    /// Calendar and rates are others than before.
    void surveyChanged();

protected:
    void changeEvent(QEvent* event) override;

private:
    void wordAnew();
    [[nodiscard]] Result<> takeBytes(BytesView bytes);
    [[nodiscard]] Result<> askOrTakeStarter(BytesView bytes, std::string const& unit);
    [[nodiscard]] Result<> takeNotice(BytesView bytes);
    [[nodiscard]] Result<> takeAnswer(BytesView bytes);
    void trust();
    /// What the bureau says of the survey holds from now on.
    [[nodiscard]] Result<> finish();
    void say(TakenReceipt const& taken);
    void say(TakenStarter const& taken);
    void say(TakenBulletin const& taken);

    Program& program_;
    MessageBar& messages_;
    /// A starter file that waits for the comparison.
    struct Asked {
        Bytes file;
        Starter starter;
    };
    std::optional<Asked> asked_;
    QLabel* question_;
    QPushButton* same_;
    QPushButton* differs_;
};

}  // namespace zhibao
