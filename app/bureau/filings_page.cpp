#include "bureau/filings_page.h"

#include <algorithm>

#include <QComboBox>
#include <QEvent>
#include <QHBoxLayout>
#include <QItemSelectionModel>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QSignalBlocker>
#include <QTableView>
#include <QVBoxLayout>

#include "bureau/filing_viewer.h"
#include "bureau/list_view.h"
#include "bureau/version_model.h"
#include "ui/text.h"

namespace zhibao {

FilingsPage::FilingsPage(EditionLibrary const& library, WindowLanguage const& language, QWidget* parent)
    : QWidget(parent), library_(library), language_(language), filterLabel_(new QLabel(this)), filter_(new QLineEdit(this)), stateLabel_(new QLabel(this)),
      state_(new QComboBox(this)), read_(new QPushButton(this)), versions_(new VersionModel(language, this)), view_(listView(versions_, this)) {
    filter_->setObjectName(QStringLiteral("filter"));
    filter_->setClearButtonEnabled(true);
    filterLabel_->setBuddy(filter_);
    stateLabel_->setBuddy(state_);
    state_->setObjectName(QStringLiteral("state"));
    state_->setSizeAdjustPolicy(QComboBox::AdjustToContents);
    view_->setObjectName(QStringLiteral("filings"));
    auto* line = new QHBoxLayout;
    line->addWidget(filterLabel_);
    line->addWidget(filter_, 1);
    line->addWidget(stateLabel_);
    line->addWidget(state_);
    line->addWidget(read_);
    auto* layout = new QVBoxLayout(this);
    layout->addLayout(line);
    layout->addWidget(view_, 1);
    connect(filter_, &QLineEdit::textChanged, this, &FilingsPage::applyFilter);
    connect(state_, &QComboBox::currentIndexChanged, this, &FilingsPage::applyFilter);
    connect(view_, &QTableView::activated, this, [this](QModelIndex const& index) { read(index.row()); });
    connect(read_, &QPushButton::clicked, this, [this] {
        if (view_->currentIndex().isValid()) read(view_->currentIndex().row());
    });
    connect(view_->selectionModel(), &QItemSelectionModel::currentChanged, this, [this](QModelIndex const& index) { read_->setEnabled(index.isValid()); });
    connect(versions_, &VersionModel::failed, this, &FilingsPage::failed);
    wordAnew();
}

void FilingsPage::changeEvent(QEvent* event) {
    if (event->type() == QEvent::LanguageChange) wordAnew();
    QWidget::changeEvent(event);
}

void FilingsPage::wordAnew() {
    filterLabel_->setText(tr("&Unit:"));
    filter_->setPlaceholderText(tr("Code or name"));
    filter_->setAccessibleName(tr("Show only units whose code or name contains"));
    stateLabel_->setText(tr("&State:"));
    state_->setAccessibleName(tr("Show only filings in the state"));
    auto const chosen = state_->currentIndex();
    {
        QSignalBlocker const quiet{state_};
        state_->clear();
        state_->addItem(tr("All"), -1);
        for (auto const state : {VersionState::counted, VersionState::waiting, VersionState::gap, VersionState::fork, VersionState::withdrawn, VersionState::replaced, VersionState::returned})
            state_->addItem(VersionModel::textOf(state), static_cast<int>(state));
        state_->setCurrentIndex(std::max(chosen, 0));
    }
    read_->setText(tr("Read the &filing…"));
    view_->setAccessibleName(tr("Filings"));
    versions_->wordAnew();
    fitColumns(*view_);
    fitToWords(*this);
}

void FilingsPage::setEdition(Edition const* edition) {
    versions_->setEdition(edition);
}

void FilingsPage::show(BureauDatabase const* database) {
    database_ = database;
    applyFilter();
    fitColumns(*view_);
}

void FilingsPage::applyFilter() {
    VersionFilter filter;
    filter.unit = fromQt(filter_->text().trimmed());
    if (auto const state = state_->currentData().toInt(); state >= 0) filter.state = static_cast<VersionState>(state);
    versions_->show(database_, filter);
    read_->setEnabled(view_->currentIndex().isValid());
    Q_EMIT listed();
}

void FilingsPage::read(int row) {
    auto version = readVersion(*database_, versions_->entry(row).version);
    if (!version) {
        Q_EMIT failed(version.error());
        return;
    }
    auto viewer = FilingViewer::open(*std::move(version), library_, language_, window());
    if (!viewer) {
        Q_EMIT failed(viewer.error());
        return;
    }
    (*viewer)->show();
}

}  // namespace zhibao
