#pragma once
/// A line above the contents for what went well or wrong: it stops nobody, stays until closed or replaced, and can be read by a
/// screen reader and copied. It keeps what it says as a sentence that can be made again, so that it follows the window's language.

#include <functional>

#include <QFrame>

#include "base/error.h"
#include "ui/window_language.h"

class QLabel;
class QPlainTextEdit;
class QToolButton;

namespace zhibao {

class MessageBar final : public QFrame {
    Q_OBJECT
public:
    enum class Kind { success, problem };
    /// Makes the sentence in the language of that moment.
    using Words = std::function<QString()>;

    /// The language must outlive the bar.
    explicit MessageBar(WindowLanguage const& language, QWidget* parent = nullptr);
    void show(Kind kind, Words words);
    /// With a list below that is scrolled, marked and copied: every problem of an import.
    void show(Kind kind, Words words, Words details);
    /// The error's sentence with its place in front.
    void showError(Error const& error);
    [[nodiscard]] QString text() const;
    [[nodiscard]] Kind kind() const noexcept { return kind_; }

protected:
    void changeEvent(QEvent* event) override;

private:
    void wordAnew();
    WindowLanguage const& language_;
    Kind kind_ = Kind::success;
    Words words_;
    Words details_;
    QLabel* icon_;
    QLabel* text_;
    QPlainTextEdit* list_;
    QToolButton* close_;
};

}  // namespace zhibao
