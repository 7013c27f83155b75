#include "enterprise/form_grid.h"

#include <QVBoxLayout>

#include "calendar/period.h"

namespace zhibao {

std::vector<FormModel::Earlier> earlierFigures(DraftSession& session, Form const& form) {
    std::vector<FormModel::Earlier> earlier;
    auto const& header = session.document().filing().header;
    auto const period = parsePeriod(header.period);
    if (!period) return earlier;
    for (auto const& when : {previous(*period), samePeriodLastYear(*period)}) {
        auto const* known = session.check().known().find(header.formSet, toText(when));
        auto const* then = known == nullptr ? nullptr : known->edition->findForm(form.id);
        auto const* answers = known == nullptr ? nullptr : known->filing.findForm(form.id);
        if (then == nullptr || answers == nullptr) continue;
        earlier.push_back({displayText(when), EarlierRows{answers->rows, *then, form}});
        if (previous(*period) == samePeriodLastYear(*period)) break;  // of a year
    }
    return earlier;
}

std::shared_ptr<PeriodConverter const> dollarsOf(DraftSession& session) {
    static RateTable const none;
    auto const period = parsePeriod(session.document().filing().header.period);
    auto const* rates = session.check().known().rates;
    if (!period) return nullptr;
    return std::make_shared<PeriodConverter>(rates == nullptr ? none : *rates, *period, "USD");
}

FormGrid::FormGrid(DraftSession& session, Form const& form, Language language, QWidget* parent)
    : QWidget(parent), session_(session), dollars_(dollarsOf(session)), view_(new FormView(this)) {
    auto* model = new FilingFormModel(session_.document(), form, view_);
    model->setLanguage(language);
    view_->setForm(model);
    totals_ = new TotalsStrip(*view_, dollars_, this);
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(0);
    layout->addWidget(view_, 1);
    layout->addWidget(totals_);
    setFocusProxy(view_);
}

void FormGrid::setLanguage(Language language) {
    view_->form()->setLanguage(language);
    view_->fitColumns();
}

void FormGrid::setLook(GridLook const& look) {
    auto& model = *view_->form();
    if (look.unit != model.unit()) model.setUnit(look.unit);
    if (look.inDollars != model.isConverted()) {
        view_->takeTyping();
        model.setConversion(look.inDollars ? dollars_ : nullptr);
        view_->fitColumns();
    }
    if (look.showsEarlier != look_.showsEarlier) view_->setEarlier(look.showsEarlier ? earlierFigures(session_, model.form()) : std::vector<FormModel::Earlier>{});
    if (look.zoom != look_.zoom) view_->setZoom(look.zoom);
    look_ = look;
}

}  // namespace zhibao
