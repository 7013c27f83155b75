#include "ui/message_bar.h"

#include <utility>

#include <QEvent>
#include <QHBoxLayout>
#include <QLabel>
#include <QPlainTextEdit>
#include <QStyle>
#include <QToolButton>
#include <QVBoxLayout>

#include "i18n/sentences.h"
#include "ui/text.h"

namespace zhibao {

MessageBar::MessageBar(WindowLanguage const& language, QWidget* parent)
    : QFrame(parent), language_(language), icon_(new QLabel(this)), text_(new QLabel(this)), list_(new QPlainTextEdit(this)), close_(new QToolButton(this)) {
    setFrameShape(QFrame::StyledPanel);
    setAutoFillBackground(true);
    text_->setWordWrap(true);
    text_->setTextInteractionFlags(Qt::TextSelectableByMouse | Qt::TextSelectableByKeyboard);
    // As high as the width asks for. What a wrapped label calls its least is that of a narrow one, and would make the window higher.
    text_->setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Preferred);
    text_->setMinimumHeight(fontMetrics().lineSpacing());
    close_->setIcon(style()->standardIcon(QStyle::SP_TitleBarCloseButton));
    close_->setAutoRaise(true);
    auto* layout = new QHBoxLayout(this);
    layout->setContentsMargins(8, 4, 4, 4);
    layout->addWidget(icon_, 0, Qt::AlignTop);
    list_->setObjectName(QStringLiteral("messageDetails"));
    list_->setReadOnly(true);
    list_->setTabChangesFocus(true);
    list_->setTextInteractionFlags(Qt::TextSelectableByMouse | Qt::TextSelectableByKeyboard);
    list_->setFixedHeight(fontMetrics().lineSpacing() * 7);
    auto* texts = new QVBoxLayout;
    texts->addWidget(text_);
    texts->addWidget(list_);
    layout->addLayout(texts, 1);
    layout->addWidget(close_, 0, Qt::AlignTop);
    connect(close_, &QToolButton::clicked, this, &QWidget::hide);
    wordAnew();
    hide();
}

void MessageBar::show(Kind kind, Words words) {
    show(kind, std::move(words), {});
}

void MessageBar::show(Kind kind, Words words, Words details) {
    kind_ = kind;
    words_ = std::move(words);
    details_ = std::move(details);
    auto const icon = style()->standardIcon(kind == Kind::success ? QStyle::SP_DialogApplyButton : QStyle::SP_MessageBoxWarning);
    icon_->setPixmap(icon.pixmap(fontMetrics().height()));
    wordAnew();
    list_->setVisible(details_ != nullptr);
    setVisible(true);
}

void MessageBar::showError(Error const& error) {
    show(Kind::problem, [this, error] {
        auto const where = error.where();
        return toQt((where.empty() ? "" : where + ": ") + sentence(error, language_.current()));
    });
}

QString MessageBar::text() const {
    return text_->text();
}

void MessageBar::changeEvent(QEvent* event) {
    if (event->type() == QEvent::LanguageChange) wordAnew();
    QFrame::changeEvent(event);
}

void MessageBar::wordAnew() {
    if (words_) text_->setText(words_());
    if (details_) list_->setPlainText(details_());
    text_->setAccessibleName(tr("Message"));
    list_->setAccessibleName(tr("All problems, one on a line"));
    close_->setAccessibleName(tr("Close the message"));
    close_->setToolTip(tr("Close the message"));
}

}  // namespace zhibao
