#include "enterprise/rest_offer.h"

#include <QHBoxLayout>
#include <QLabel>
#include <QPushButton>

#include "ui/text.h"

namespace zhibao {

RestOffer::RestOffer(QWidget* parent) : QWidget(parent), text_(new QLabel(this)), buttons_(new QHBoxLayout) {
    setObjectName(QStringLiteral("offer"));
    auto* layout = new QHBoxLayout(this);
    layout->setContentsMargins(4, 2, 4, 2);
    layout->addWidget(text_);
    layout->addLayout(buttons_);
    layout->addStretch(1);
    setMinimumHeight(QPushButton{QStringLiteral("中")}.sizeHint().height() + 4);
}

void RestOffer::keepRoom(bool keeps) {
    auto policy = sizePolicy();
    policy.setRetainSizeWhenHidden(keeps);
    policy.setVerticalPolicy(QSizePolicy::Fixed);
    setSizePolicy(policy);
}

void RestOffer::offer(FormView* view) {
    while (auto* item = buttons_->takeAt(0)) {
        if (item->widget() != nullptr) item->widget()->deleteLater();
        delete item;
    }
    hide();
    text_->clear();
    if (view == nullptr || !view->currentIndex().isValid() || !view->form()->canEdit()) return;
    auto& model = *view->form();
    int const row = view->currentIndex().row();
    for (auto const& residual : model.form().residuals) {
        auto const rest = model.difference(static_cast<std::size_t>(row), residual);
        if (!rest || rest->isZero()) continue;
        auto const titleOf = [&](std::string const& id) {
            auto const position = model.form().indexOf(id);
            return position ? toQt(model.form().columns[*position].title.in(model.language())) : toQt(id);
        };
        text_->setText(tr("Row %1: %2 of %3 is in no part yet. Put it into:").arg(row + 1).arg(toQt(rest->display(model.unit())), titleOf(residual.total)));
        for (auto const& part : residual.parts) {
            auto* button = new QPushButton(titleOf(part), this);
            button->setObjectName(QStringLiteral("rest-") + toQt(part));
            button->setAccessibleDescription(text_->text());
            connect(button, &QPushButton::clicked, this, [this, view, row, &residual, part] { put(*view, row, residual, part); });
            buttons_->addWidget(button);
        }
        show();
        return;
    }
}

void RestOffer::put(FormView& view, int row, Residual const& residual, std::string const& part) {
    if (auto const done = view.form()->putRest(row, residual, part); !done) Q_EMIT failed(done.error());
    // Where the focus was is where typing goes on.
    view.setFocus();
}

void RestOffer::putHere(FormView& view) {
    auto const& model = *view.form();
    auto const* column = model.columnAt(view.currentIndex().column());
    if (column == nullptr) return;
    for (auto const& residual : model.form().residuals)
        for (auto const& part : residual.parts)
            if (part == column->id) put(view, view.currentIndex().row(), residual, part);
}

}  // namespace zhibao
