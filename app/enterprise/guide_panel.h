#pragma once
/// "Which mode?" Asks the edition's questions about the current row one by one and ends in a column, in percentages that become amounts,
/// or in where the row belongs instead. By keyboard: the digit of an answer or Enter, Backspace for the question before, Escape leaves.

#include <memory>
#include <optional>
#include <vector>

#include <QWidget>

#include "answers/guided_amounts.h"
#include "base/language.h"
#include "base/money.h"
#include "form/edition.h"

class QGridLayout;
class QLabel;
class QListWidget;
class QPushButton;
class QSpinBox;

namespace zhibao {

class GuidePanel final : public QWidget {
    Q_OBJECT
public:
    explicit GuidePanel(QWidget* parent = nullptr);

    /// The row that is asked about. The questions begin anew for another row, or when what was known of it has changed. Null: no guide.
    /// A row that is still empty has no total to place; the questions can be answered all the same.
    void ask(std::shared_ptr<Edition const> edition, Guide const* guide, std::size_t rowNumber, Row const& row);
    void setLanguage(Language language);
    void setUnit(Unit unit);
    void setEditable(bool isEditable);
    void focusQuestion();
    /// Begins anew.
    void restart();

    [[nodiscard]] QListWidget& answers() noexcept { return *answers_; }
    /// The boxes for percentages, in the order of the guide's parts.
    [[nodiscard]] std::vector<QSpinBox*> const& percentages() const noexcept { return boxes_; }
    [[nodiscard]] GuideWalk const* walk() const noexcept { return walk_ ? &*walk_ : nullptr; }

Q_SIGNALS:
    /// To be put into the row; the cells add up to its total.
    void offered(std::vector<GuidedCell> const& cells);
    void left();

protected:
    void changeEvent(QEvent* event) override;
    bool eventFilter(QObject* object, QEvent* event) override;

private:
    void wordAnew();
    /// Shows where the walk is; the focus goes to what is to be answered when it was inside.
    void showState();
    void showEnding();
    void showShares();
    void makeBoxes();
    void answer(int position);
    void goBack();
    void apply();
    [[nodiscard]] Form const& form() const;
    /// The percentages that the walk came to; none when it leads elsewhere or goes on.
    [[nodiscard]] std::optional<std::vector<int>> chosenPercentages() const;
    [[nodiscard]] std::string titleOf(std::string const& column) const;
    [[nodiscard]] QWidget* toBeAnswered() const;

    std::shared_ptr<Edition const> edition_;
    Guide const* guide_ = nullptr;
    std::size_t rowNumber_ = 0;
    Row row_;
    std::optional<GuideWalk> walk_;
    Language language_ = Language::chinese;
    Unit unit_ = Unit::one;
    bool isEditable_ = false;
    QLabel* about_;
    QLabel* question_;
    QLabel* help_;
    QListWidget* answers_;
    QWidget* shares_;
    QGridLayout* grid_;
    std::vector<QLabel*> titles_;
    std::vector<QSpinBox*> boxes_;
    std::vector<QLabel*> amounts_;
    QLabel* result_;
    QPushButton* apply_;
    QPushButton* back_;
};

}  // namespace zhibao
