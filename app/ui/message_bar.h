#pragma once
/// A line above the contents for what went well or wrong: it stops nobody, stays until closed or replaced, and can be read by a
/// screen reader and copied.

#include <QFrame>

#include "base/error.h"
#include "base/language.h"

class QLabel;
class QToolButton;

namespace zhibao {

class MessageBar final : public QFrame {
    Q_OBJECT
public:
    enum class Kind { success, problem };

    explicit MessageBar(QWidget* parent = nullptr);
    void show(Kind kind, QString const& text);
    /// The error's sentence with its place in front.
    void showError(Error const& error, Language language);
    [[nodiscard]] QString text() const;
    [[nodiscard]] Kind kind() const noexcept { return kind_; }

protected:
    void changeEvent(QEvent* event) override;

private:
    void wordAnew();
    Kind kind_ = Kind::success;
    QLabel* icon_;
    QLabel* text_;
    QToolButton* close_;
};

}  // namespace zhibao
