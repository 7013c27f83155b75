#include "enterprise/level_buttons.h"

#include <utility>

#include <QHBoxLayout>
#include <QToolButton>

#include "ui/icons.h"

namespace zhibao {

namespace {

constexpr std::array levels{static_cast<int>(Level::error), static_cast<int>(Level::query), static_cast<int>(Level::notice), FindingsModel::stillToFillLevel, FindingsModel::bureauLevel};
constexpr std::array names{"level-error", "level-query", "level-notice", "level-open", "level-bureau"};

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
        if (levels[number] == FindingsModel::bureauLevel) button->setIcon(bureauIcon());
        else if (levels[number] != FindingsModel::stillToFillLevel) button->setIcon(levelIcon(static_cast<Level>(levels[number])));
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
        auto const [name, many] = [&]() -> std::pair<QString, std::size_t> {
            switch (levels[number]) {
                case FindingsModel::stillToFillLevel: return {FindingsModel::stillToFillText(), findings.countStillToFill()};
                case FindingsModel::bureauLevel: return {FindingsModel::bureauText(), findings.countOfBureau()};
                default: return {FindingsModel::nameOfLevel(static_cast<Level>(levels[number])), findings.count(static_cast<Level>(levels[number]))};
            }
        }();
        buttons_[number]->setText(QStringLiteral("%1 %2").arg(name).arg(many));
        buttons_[number]->setToolTip(tr("Show only these: %1").arg(name));
        buttons_[number]->setAccessibleName(tr("%1: %2").arg(name).arg(many));
    }
    // Most filings were never answered; a button that is gone filters nothing.
    auto* bureau = buttons_[count - 1];
    if (!findings.hasBureau()) bureau->setChecked(false);
    bureau->setVisible(findings.hasBureau());
}

}  // namespace zhibao
