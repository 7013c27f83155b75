#pragma once
/// Pages of which one is shown. It asks for the room of that one alone, so that a tall page makes no window tall while another is shown.

#include <QStackedWidget>

namespace zhibao {

class PageStack final : public QStackedWidget {
public:
    explicit PageStack(QWidget* parent = nullptr) : QStackedWidget(parent) {
        connect(this, &QStackedWidget::currentChanged, this, &PageStack::updateGeometry);
    }
    [[nodiscard]] QSize minimumSizeHint() const override { return currentWidget() == nullptr ? QSize{} : currentWidget()->minimumSizeHint(); }
};

}  // namespace zhibao
