#pragma once
/// A field for a unified social credit code that says while somebody types what exactly is wrong with it.

#include <optional>

#include <QWidget>

#include "base/error.h"
#include "register/credit_code.h"
#include "ui/window_language.h"

class QLabel;
class QLineEdit;

namespace zhibao {

/// What is to be said of a code that is being typed: nothing of one that may still become right. A strange character is told at once, with its place.
[[nodiscard]] std::optional<Error> problemOfTypedCode(std::string_view typed);

class UnitCodeField final : public QWidget {
    Q_OBJECT
public:
    /// The line has the name, what is said of it the same with "State". The language must outlive the field.
    UnitCodeField(QString const& name, WindowLanguage const& language, QWidget* parent = nullptr);
    /// creditCodeLength and what else UnitCode::parse says.
    [[nodiscard]] Result<UnitCode> code() const;
    [[nodiscard]] QLineEdit& line() const noexcept { return *line_; }
    void wordAnew();

Q_SIGNALS:
    void changed();
    void entered();

private:
    void judge();

    WindowLanguage const& language_;
    QLineEdit* line_;
    QLabel* state_;
};

}  // namespace zhibao
