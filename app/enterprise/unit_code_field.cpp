#include "enterprise/unit_code_field.h"

#include <QLabel>
#include <QLineEdit>
#include <QVBoxLayout>

#include "base/text.h"
#include "i18n/sentences.h"
#include "ui/text.h"

namespace zhibao {

namespace {

constexpr std::size_t creditCodeLength = 18;

}  // namespace

std::optional<Error> problemOfTypedCode(std::string_view typed) {
    auto const text = trimmed(normalized(typed));
    if (text.empty()) return std::nullopt;
    auto const code = UnitCode::parse(text);
    if (code) return std::nullopt;
    auto const length = characterCount(text);
    if (length >= creditCodeLength) return code.error();
    // Filled up with noughts it shows whether one of the characters can stand in no code.
    auto const filled = UnitCode::parse(text + std::string(creditCodeLength - length, '0'));
    if (!filled && filled.error().code == error::creditCodeCharacter) return filled.error();
    return std::nullopt;
}

UnitCodeField::UnitCodeField(QString const& name, WindowLanguage const& language, QWidget* parent)
    : QWidget(parent), language_(language), line_(new QLineEdit(this)), state_(new QLabel(this)) {
    line_->setObjectName(name);
    line_->setMaxLength(40);  // pasted with spaces or in full width
    line_->setInputMethodHints(Qt::ImhLatinOnly | Qt::ImhPreferUppercase | Qt::ImhNoPredictiveText);
    state_->setObjectName(name + QStringLiteral("State"));
    state_->setWordWrap(true);
    // Room for the longest thing to say, so that nothing below jumps about.
    state_->setMinimumHeight(fontMetrics().lineSpacing() * 2);
    state_->setAlignment(Qt::AlignTop | Qt::AlignLeft);
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->addWidget(line_);
    layout->addWidget(state_);
    setFocusProxy(line_);
    connect(line_, &QLineEdit::textChanged, this, [this] {
        judge();
        Q_EMIT changed();
    });
    connect(line_, &QLineEdit::returnPressed, this, &UnitCodeField::entered);
    wordAnew();
}

Result<UnitCode> UnitCodeField::code() const {
    return UnitCode::parse(trimmed(normalized(fromQt(line_->text()))));
}

void UnitCodeField::wordAnew() {
    line_->setAccessibleName(tr("Unified social credit code"));
    line_->setPlaceholderText(tr("18 characters"));
    judge();
}

void UnitCodeField::judge() {
    auto const typed = fromQt(line_->text());
    auto const length = characterCount(trimmed(normalized(typed)));
    state_->setForegroundRole(length == 0 ? QPalette::PlaceholderText : QPalette::WindowText);
    if (length == 0) state_->setText(tr("As on the business licence; the last character checks the others."));
    else if (code()) state_->setText(QStringLiteral("✓ ") + tr("The check character is right."));
    else if (auto const problem = problemOfTypedCode(typed)) state_->setText(QStringLiteral("✗ ") + toQt(sentence(*problem, language_.current())));
    else state_->setText(tr("%1 of 18 characters").arg(length));
    line_->setAccessibleDescription(state_->text());
}

}  // namespace zhibao
