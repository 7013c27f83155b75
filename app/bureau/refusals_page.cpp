#include "bureau/refusals_page.h"

#include <QEvent>
#include <QItemSelectionModel>
#include <QLabel>
#include <QTableView>
#include <QVBoxLayout>

#include "bureau/list_view.h"
#include "bureau/refusal_model.h"

namespace zhibao {

RefusalsPage::RefusalsPage(WindowLanguage const& language, QWidget* parent)
    : QWidget(parent), refusals_(new RefusalModel(language, this)), view_(listView(refusals_, this)), whole_(new QLabel(this)) {
    view_->setObjectName(QStringLiteral("refusals"));
    whole_->setObjectName(QStringLiteral("refusal"));
    whole_->setWordWrap(true);
    whole_->setTextFormat(Qt::PlainText);
    whole_->setTextInteractionFlags(Qt::TextSelectableByMouse | Qt::TextSelectableByKeyboard);
    auto* layout = new QVBoxLayout(this);
    layout->addWidget(view_, 1);
    layout->addWidget(whole_);
    connect(view_->selectionModel(), &QItemSelectionModel::currentChanged, this, &RefusalsPage::tellAll);
    connect(refusals_, &RefusalModel::failed, this, &RefusalsPage::failed);
    wordAnew();
}

void RefusalsPage::changeEvent(QEvent* event) {
    if (event->type() == QEvent::LanguageChange) wordAnew();
    QWidget::changeEvent(event);
}

void RefusalsPage::wordAnew() {
    view_->setAccessibleName(tr("Refused files"));
    whole_->setAccessibleName(tr("The refusal in full"));
    refusals_->wordAnew();
    fitColumns(*view_);
    tellAll();
    fitToWords(*this);
}

void RefusalsPage::show(BureauDatabase const* database) {
    refusals_->show(database);
    fitColumns(*view_);
    // The latest refusal stands first, and is what a person came to read.
    if (refusals_->rowCount() > 0) view_->setCurrentIndex(refusals_->index(0, 0));
    tellAll();
}

void RefusalsPage::tellAll() {
    auto const row = view_->currentIndex().row();
    if (!view_->currentIndex().isValid()) {
        whole_->setText(refusals_->total() == 0 ? tr("No file was refused.") : tr("Choose a file to read why it was refused."));
        return;
    }
    auto const text = [&](int column) { return refusals_->data(refusals_->index(row, column)).toString(); };
    auto const place = text(RefusalModel::placeColumn);
    QStringList lines{tr("File: %1").arg(text(RefusalModel::fileColumn))};
    if (!place.isEmpty()) lines << tr("Place: %1").arg(place);
    lines << text(RefusalModel::reasonColumn);
    whole_->setText(lines.join(QLatin1Char('\n')));
}

}  // namespace zhibao
