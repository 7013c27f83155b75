#pragma once
/// What the current question means, from the edition, beside the form; and for a code, what stands behind it.

#include <QDockWidget>

#include "enterprise/form_view.h"
#include "enterprise/program.h"
#include "enterprise/record_view.h"
#include "rules/edition_rules.h"

class QTextBrowser;

namespace zhibao {

class HelpDock final : public QDockWidget {
    Q_OBJECT
public:
    explicit HelpDock(Program& program, QWidget* parent = nullptr);
    /// Whose checks are told; null for none. They must outlive the draft that is explained.
    void setRules(EditionRules const* rules) { rules_ = rules; }
    /// The question of the view's current cell; a few words on the keys when there is none.
    void explain(FormView const* view);
    void explain(RecordView const& record);
    [[nodiscard]] QTextBrowser& text() noexcept { return *text_; }

protected:
    void changeEvent(QEvent* event) override;

private:
    void wordAnew();
    [[nodiscard]] std::string htmlOf(Column const& column, Edition const& edition, std::string const& code, Unit unit) const;
    /// Whether a figure is to be expected in the cell, before anybody has typed one; empty where the edition does not say.
    [[nodiscard]] std::string validityHtml(FilingFormModel const& model, QModelIndex const& index) const;
    /// What is checked where the question is answered, a line for each check.
    [[nodiscard]] std::string checksHtml(std::string const& form, Column const& column) const;

    Program& program_;
    EditionRules const* rules_ = nullptr;
    QTextBrowser* text_;
};

}  // namespace zhibao
