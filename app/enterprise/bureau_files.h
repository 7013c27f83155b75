#pragma once
/// Takes in what the bureau sent by file: receipts, and the starter file, whose authority is trusted once somebody has compared its fingerprint with the
/// bureau's paper. Until then it asks for that in a line above the contents, which stops nobody.

#include <filesystem>
#include <functional>
#include <optional>
#include <string>

#include <QFrame>

#include "enterprise/program.h"
#include "package/starter.h"
#include "store/bureau_answers.h"

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

protected:
    void changeEvent(QEvent* event) override;

private:
    void wordAnew();
    [[nodiscard]] Result<> takeBytes(BytesView bytes);
    [[nodiscard]] Result<> takeStarter(BytesView bytes, std::string const& unit);
    void trust();
    void say(TakenReceipt const& taken);
    void sayTrusted(std::string const& unit);

    Program& program_;
    MessageBar& messages_;
    std::optional<Starter> asked_;  // waits for the comparison
    QLabel* question_;
    QPushButton* same_;
    QPushButton* differs_;
};

}  // namespace zhibao
