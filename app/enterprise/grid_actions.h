#pragma once
/// What the window offers for looking at grids: unit, dollars, earlier figures, size. What was chosen stays chosen from draft to draft.

#include <functional>

#include <QObject>

#include "enterprise/form_grid.h"
#include "enterprise/main_actions.h"

namespace zhibao {

class FormPage;

class GridActions final : public QObject {
    Q_OBJECT
public:
    explicit GridActions(MainActions& actions, QObject* parent = nullptr);

    /// The forms that are shown from now on; null for none.
    void setPage(FormPage* page, DraftSession* session);
    [[nodiscard]] GridLook const& look() const noexcept { return look_; }

    static constexpr int smallest = 60;
    static constexpr int largest = 250;

Q_SIGNALS:
    void pageChanged(FormPage* page, DraftSession* session);
    /// The forms are looked at in another way.
    void looked();
    void said(std::function<QString()> words);
    /// Somebody tried to change what is only looked at.
    void refused(std::function<QString()> words);

private:
    void zoom(int percent);
    void showEarlier(bool shows);
    void apply();

    MainActions& actions_;
    FormPage* page_ = nullptr;
    DraftSession* session_ = nullptr;
    GridLook look_;
};

}  // namespace zhibao
