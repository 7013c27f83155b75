#pragma once
/// A form of rows as a page: the grid, and below it the sums of its columns.

#include <memory>
#include <vector>

#include <QWidget>

#include "enterprise/draft_session.h"
#include "enterprise/form_view.h"
#include "enterprise/totals_strip.h"

namespace zhibao {

/// How people look at a grid; nothing of it is part of the filing.
struct GridLook {
    Unit unit = Unit::one;
    int zoom = 100;  // per cent
    bool showsEarlier = false;  // last quarter's and last year's figure beside each
    bool inDollars = false;     // everything at the rate of the period; for looking only
};

/// What stands beside the figures of a form: the filings of the period before and of a year before, where this computer has them.
[[nodiscard]] std::vector<FormModel::Earlier> earlierFigures(DraftSession& session, Form const& form);
/// The converter of the draft's period into dollars.
[[nodiscard]] std::shared_ptr<PeriodConverter const> dollarsOf(DraftSession& session);

class FormGrid final : public QWidget {
    Q_OBJECT
public:
    /// The session must outlive the page.
    FormGrid(DraftSession& session, Form const& form, Language language, QWidget* parent = nullptr);

    [[nodiscard]] FormView& view() const noexcept { return *view_; }
    [[nodiscard]] TotalsStrip& totals() const noexcept { return *totals_; }
    void setLanguage(Language language);
    void setLook(GridLook const& look);

private:
    DraftSession& session_;
    std::shared_ptr<PeriodConverter const> dollars_;
    FormView* view_;
    TotalsStrip* totals_;
    GridLook look_;
};

}  // namespace zhibao
