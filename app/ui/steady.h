#pragma once
/// A wheel that was meant to scroll must not change an answer.

#include <QEvent>
#include <QObject>
#include <QWidget>

namespace zhibao {

/// The wheel does nothing over the box, also while it has the focus: it scrolls what is around it.
inline void ignoreWheel(QWidget* box) {
    class Filter final : public QObject {
    public:
        using QObject::QObject;
        bool eventFilter(QObject*, QEvent* event) override {
            if (event->type() != QEvent::Wheel) return false;
            event->ignore();
            return true;
        }
    };
    box->setFocusPolicy(Qt::StrongFocus);
    box->installEventFilter(new Filter{box});
}

}  // namespace zhibao
