#pragma once
/// Where a new bookkeeper begins: the seven steps of a report, what need not be feared, and the keys. The text is guides/*.md, built in;
/// its list of keys is made from the window's actions.

#include <QWidget>

#include "enterprise/main_actions.h"
#include "enterprise/program.h"

class QPushButton;
class QTextBrowser;

namespace zhibao {

class GuidePage final : public QWidget {
    Q_OBJECT
public:
    /// Program and actions must outlive the page.
    GuidePage(Program& program, MainActions const& actions, QWidget* parent = nullptr);
    [[nodiscard]] QTextBrowser& text() noexcept { return *text_; }

Q_SIGNALS:
    void backRequested();

protected:
    void changeEvent(QEvent* event) override;
    void showEvent(QShowEvent* event) override;

private:
    void wordAnew();
    /// Each action that has keys, as lines of a table in Markdown.
    [[nodiscard]] QString keys() const;

    Program& program_;
    MainActions const& actions_;
    QPushButton* back_;
    QTextBrowser* text_;
};

}  // namespace zhibao
