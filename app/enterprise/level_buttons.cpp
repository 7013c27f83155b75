#include "enterprise/level_buttons.h"

#include <QHBoxLayout>
#include <QToolButton>

#include "ui/icons.h"

namespace zhibao {

namespace {

constexpr std::array levels{static_cast<int>(Level::error), static_cast<int>(Level::query), static_cast<int>(Level::notice), FindingsModel::stillToFillLevel};
constexpr std::array names{"level-error", "level-query", "level-notice", "level-open"};

}  // namespace

LevelButtons::LevelButtons(QWidget* parent) : QWidget(parent) {
    auto* layout = new QHBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(4);
    for (std::size_t number = 0; number < count; ++number) {
        auto* button = new QToolButton(this);
        button->setObjectName(QString::fromLatin1(names[number]));
        button->setCheckable(true);
        button->setFocusPolicy(Qt::TabFocus);
        button->setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
        if (levels[number] != FindingsModel::stillToFillLevel) button->setIcon(levelIcon(static_cast<Level>(levels[number])));
        connect(button, &QToolButton::toggled, this, [this] {
            std::set<int> pressed;
            for (std::size_t each = 0; each < count; ++each)
                if (buttons_[each]->isChecked()) pressed.insert(levels[each]);
            Q_EMIT chosen(std::move(pressed));
        });
        layout->addWidget(button);
        buttons_[number] = button;
    }
}

void LevelButtons::showCounts(FindingsModel const& findings) {
    for (std::size_t number = 0; number < count; ++number) {
        bool const isOpen = levels[number] == FindingsModel::stillToFillLevel;
        auto const name = isOpen ? FindingsModel::stillToFillText() : FindingsModel::nameOfLevel(static_cast<Level>(levels[number]));
        auto const many = isOpen ? findings.countStillToFill() : findings.count(static_cast<Level>(levels[number]));
        buttons_[number]->setText(QStringLiteral("%1 %2").arg(name).arg(many));
        buttons_[number]->setToolTip(tr("Show only these: %1").arg(name));
        buttons_[number]->setAccessibleName(tr("%1: %2").arg(name).arg(many));
    }
}

}  // namespace zhibao
