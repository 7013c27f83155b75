#pragma once
/// A wheel that was meant to scroll must not change an answer.

#include <QComboBox>
#include <QEvent>
#include <QObject>

namespace zhibao {

/// The wheel does nothing over the box unless it has the focus; it then scrolls what is around it.
inline void ignoreWheel(QComboBox* box) {
    class Filter final : public QObject {
    public:
        using QObject::QObject;
        bool eventFilter(QObject* object, QEvent* event) override {
            auto const* widget = qobject_cast<QWidget*>(object);
            if (event->type() != QEvent::Wheel || widget == nullptr || widget->hasFocus()) return false;
            event->ignore();
            return true;
        }
    };
    box->setFocusPolicy(Qt::StrongFocus);
    box->installEventFilter(new Filter{box});
}

}  // namespace zhibao
