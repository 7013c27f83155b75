#pragma once
/// What two versions of a filing say differently, cell by cell, in a table beside the choice of the two.

#include <vector>

#include <QWidget>

#include "answers/version_diff.h"
#include "enterprise/program.h"

class QComboBox;
class QLabel;
class QPushButton;
class QTableWidget;

namespace zhibao {

class VersionsPage final : public QWidget {
    Q_OBJECT
public:
    explicit VersionsPage(Program& program, QWidget* parent = nullptr);
    /// The versions of the filing to which the draft belongs, and those of it that were set aside in a hand-over; the last two are compared.
    void show(DraftEntry const& draft);
    [[nodiscard]] QTableWidget& differences() noexcept { return *table_; }

Q_SIGNALS:
    void backRequested();
    void failed(Error const& error);

protected:
    void changeEvent(QEvent* event) override;

private:
    struct Choice {
        std::int64_t id = 0;
        bool isSetAside = false;
        std::int64_t version = 1;
        std::string edition;
        bool isSealed = false;
    };
    void wordAnew();
    void compare();
    [[nodiscard]] QString wordsOf(Choice const& choice) const;
    [[nodiscard]] Result<Filing> load(Choice const& choice, Edition const& edition);
    void list(VersionDifference const& difference, Edition const& before, Edition const& after);
    void addLine(QString const& place, QString const& row, QString const& what, QString const& before, QString const& after);

    Program& program_;
    std::vector<Choice> choices_;
    QPushButton* back_;
    QLabel* title_;
    QLabel* beforeLabel_;
    QComboBox* before_;
    QLabel* afterLabel_;
    QComboBox* after_;
    QLabel* state_;
    QTableWidget* table_;
};

}  // namespace zhibao
