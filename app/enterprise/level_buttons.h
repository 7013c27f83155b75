#pragma once
/// How many findings of each level there are, each a button that shows only its own. None pressed shows all; several show several.

#include <array>
#include <set>

#include <QWidget>

#include "ui/findings_model.h"

class QToolButton;

namespace zhibao {

class LevelButtons final : public QWidget {
    Q_OBJECT
public:
    explicit LevelButtons(QWidget* parent = nullptr);
    /// In the language of now.
    void showCounts(FindingsModel const& findings);

Q_SIGNALS:
    /// Values of FindingsModel::findingLevelRole; empty for all.
    void chosen(std::set<int> levels);

private:
    static constexpr std::size_t count = 5;
    std::array<QToolButton*, count> buttons_{};
};

}  // namespace zhibao
