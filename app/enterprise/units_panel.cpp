#include "enterprise/units_panel.h"

#include <QEvent>
#include <QGridLayout>
#include <QListView>
#include <QToolButton>
#include <QVBoxLayout>

#include "enterprise/units_model.h"
#include "ui/text.h"

namespace zhibao {

UnitsPanel::UnitsPanel(Program& program, QWidget* parent)
    : QGroupBox(parent), program_(program), units_(new UnitsModel(program, this)), list_(new QListView(this)), add_(makeButton("addUnit")), profile_(makeButton("unitProfile")),
      rename_(makeButton("renameUnit")), hide_(makeButton("hideUnit")), showHidden_(makeButton("showHiddenUnits")) {
    list_->setObjectName(QStringLiteral("units"));
    list_->setModel(units_);
    list_->setEditTriggers(QAbstractItemView::EditKeyPressed);
    list_->setTextElideMode(Qt::ElideNone);  // it would take the code below the name for a rest
    list_->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    list_->setAlternatingRowColors(true);
    list_->setMinimumHeight(fontMetrics().lineSpacing() * 2);
    showHidden_->setCheckable(true);
    auto* buttons = new QGridLayout;
    buttons->setSpacing(2);
    buttons->addWidget(add_, 0, 0);
    buttons->addWidget(profile_, 0, 1);
    buttons->addWidget(rename_, 1, 0);
    buttons->addWidget(hide_, 1, 1);
    buttons->addWidget(showHidden_, 2, 0, 1, 2);
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(8, 4, 8, 8);
    layout->addWidget(list_, 1);
    layout->addLayout(buttons);

    connect(list_->selectionModel(), &QItemSelectionModel::currentRowChanged, this, [this](QModelIndex const& current) {
        updateButtons();
        if (!current.isValid()) return;
        auto const* unit = units_->unitAt(current.row());
        Q_EMIT unitChosen(unit == nullptr ? QString{} : toQt(unit->code), unit == nullptr ? QString{} : toQt(unit->name));
    });
    connect(units_, &UnitsModel::renamed, this, &UnitsPanel::unitsChanged);
    connect(units_, &UnitsModel::failed, this, &UnitsPanel::failed);
    connect(add_, &QToolButton::clicked, this, [this] { Q_EMIT setUpRequested({}, {}); });
    connect(profile_, &QToolButton::clicked, this, [this] {
        if (auto const* unit = units_->unitAt(list_->currentIndex().row())) Q_EMIT setUpRequested(toQt(unit->code), toQt(unit->name));
    });
    connect(rename_, &QToolButton::clicked, this, &UnitsPanel::rename);
    connect(hide_, &QToolButton::clicked, this, &UnitsPanel::toggleHidden);
    connect(showHidden_, &QToolButton::toggled, this, [this] {
        refresh();
        Q_EMIT unitsChanged();
    });
    setFocusProxy(list_);
    wordAnew();
    refresh();
}

QToolButton* UnitsPanel::makeButton(char const* name) {
    auto* button = new QToolButton(this);
    button->setObjectName(QString::fromLatin1(name));
    button->setFocusPolicy(Qt::StrongFocus);
    button->setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
    return button;
}

void UnitsPanel::changeEvent(QEvent* event) {
    if (event->type() == QEvent::LanguageChange) wordAnew();
    QGroupBox::changeEvent(event);
}

void UnitsPanel::wordAnew() {
    setTitle(tr("Units"));
    list_->setAccessibleName(tr("Units"));
    add_->setText(tr("Set up…"));
    add_->setToolTip(tr("Add a unit and answer its profile step by step"));
    profile_->setText(tr("Profile…"));
    profile_->setToolTip(tr("Go on with the profile of the chosen unit, step by step"));
    rename_->setText(tr("Rename"));
    rename_->setToolTip(tr("Change the name of the chosen unit (F2)"));
    showHidden_->setText(tr("Show hidden ones"));
    units_->wordAnew();
    updateButtons();
}

void UnitsPanel::refresh() {
    auto const code = chosen();
    units_->refresh(showHidden_->isChecked());
    choose(code);
    updateButtons();
}

void UnitsPanel::choose(QString const& code) {
    list_->setCurrentIndex(units_->index(units_->rowOf(fromQt(code))));
}

QString UnitsPanel::chosen() const {
    auto const* unit = units_->unitAt(list_->currentIndex().row());
    return unit == nullptr ? QString{} : toQt(unit->code);
}

void UnitsPanel::rename() {
    list_->setFocus();
    list_->edit(list_->currentIndex());
}

void UnitsPanel::toggleHidden() {
    auto const* unit = units_->unitAt(list_->currentIndex().row());
    if (unit == nullptr) return;
    if (auto const done = program_.store().setUnitHidden(unit->code, !unit->isHidden); !done) {
        Q_EMIT failed(done.error());
        return;
    }
    refresh();
    Q_EMIT unitsChanged();
}

void UnitsPanel::updateButtons() {
    auto const* unit = units_->unitAt(list_->currentIndex().row());
    for (auto* button : {profile_, rename_, hide_}) button->setEnabled(unit != nullptr);
    bool const isHidden = unit != nullptr && unit->isHidden;
    hide_->setText(isHidden ? tr("Show again") : tr("Hide"));
    hide_->setToolTip(isHidden ? tr("File for the chosen unit again") : tr("The unit is no longer filed for; all its reports are kept"));
}

}  // namespace zhibao
