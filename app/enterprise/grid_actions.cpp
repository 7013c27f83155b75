#include "enterprise/grid_actions.h"

#include <algorithm>

#include "enterprise/form_page.h"

namespace zhibao {

namespace {

constexpr int zoomStep = 10;

}  // namespace

GridActions::GridActions(MainActions& actions, QObject* parent) : QObject(parent), actions_(actions) {
    auto const chooseUnit = [this](Unit unit) {
        return [this, unit] {
            look_.unit = unit;
            apply();
        };
    };
    actions_.on("unitOne", this, chooseUnit(Unit::one));
    actions_.on("unitTenThousand", this, chooseUnit(Unit::tenThousand));
    actions_.on("inDollars", this, [this](bool isChosen) {
        look_.inDollars = isChosen;
        apply();
        if (isChosen) Q_EMIT said([] { return tr("Amounts are shown in US dollars at the rate of the period, for looking only. Ctrl+Shift+U goes back to what was entered."); });
    });
    actions_.on("showEarlier", this, [this](bool isChosen) { showEarlier(isChosen); });
    actions_.on("zoomIn", this, [this] { zoom(look_.zoom + zoomStep); });
    actions_.on("zoomOut", this, [this] { zoom(look_.zoom - zoomStep); });
    actions_.on("zoomReset", this, [this] { zoom(100); });
}

void GridActions::setPage(FormPage* page, DraftSession* session) {
    page_ = page;
    session_ = session;
    Q_EMIT pageChanged(page, session);
    if (page_ == nullptr) return;
    connect(&session_->document(), &FilingDocument::refusedWhileLooking, this, [this] {
        Q_EMIT refused([] { return tr("Nothing was changed: the amounts are shown in US dollars, not as they were entered. Ctrl+Shift+U goes back; then try again."); });
    });
    connect(page_, &FormPage::zoomRequested, this, [this](int direction) { zoom(look_.zoom + direction * zoomStep); });
    apply();
}

void GridActions::zoom(int percent) {
    look_.zoom = std::clamp(percent, smallest, largest);
    apply();
}

void GridActions::showEarlier(bool shows) {
    look_.showsEarlier = shows;
    apply();
    auto const* form = page_ == nullptr ? nullptr : page_->currentForm();
    if (shows && form != nullptr && form->kind == FormKind::rows && earlierFigures(*session_, *form).empty())
        Q_EMIT said([] { return tr("This computer has no sealed filing of this form for the period before or a year before."); });
}

void GridActions::apply() {
    if (page_ != nullptr) {
        page_->setLook(look_);
        // Behind the look, which takes what is being typed first.
        session_->document().setOnlyLookedAt(look_.inDollars);
    }
    Q_EMIT looked();
}

}  // namespace zhibao
