/// A keyboard for any Qt program as it is installed, plugged in the way Qt plugs in keyboards (QT_QPA_GENERIC_PLUGINS=keyboard_driver):
/// each line on the standard input is a stroke, "KEY MODIFIERS TEXT" with the first two as Qt's numbers, and goes where the focus is.

#include <unistd.h>

#include <QByteArray>
#include <QCoreApplication>
#include <QGenericPlugin>
#include <QGuiApplication>
#include <QKeyEvent>
#include <QSocketNotifier>
#include <QTimer>

namespace {

class KeyboardDriver final : public QObject {
public:
    KeyboardDriver() : input_(STDIN_FILENO, QSocketNotifier::Read) {
        connect(&input_, &QSocketNotifier::activated, this, &KeyboardDriver::read);
        // Strokes wait until the program has a window that takes them.
        connect(&turn_, &QTimer::timeout, this, &KeyboardDriver::strike);
        turn_.start(5);
    }

private:
    void read() {
        char buffer[4096];
        auto const length = ::read(STDIN_FILENO, buffer, sizeof buffer);
        if (length <= 0) input_.setEnabled(false);
        else waiting_.append(buffer, length);
    }
    void strike() {
        auto const end = waiting_.indexOf('\n');
        auto* target = QGuiApplication::focusObject();
        if (end < 0 || target == nullptr) return;
        auto const stroke = waiting_.left(end).split(' ');
        waiting_.remove(0, end + 1);
        auto const key = stroke.value(0).toInt();
        auto const modifiers = Qt::KeyboardModifiers::fromInt(stroke.value(1).toUInt());
        QKeyEvent down{QEvent::KeyPress, key, modifiers, QString::fromUtf8(stroke.value(2))};
        QCoreApplication::sendEvent(target, &down);
        // The stroke may have opened an editor, or closed one.
        if (target = QGuiApplication::focusObject(); target == nullptr) return;
        QKeyEvent up{QEvent::KeyRelease, key, modifiers};
        QCoreApplication::sendEvent(target, &up);
    }

    QSocketNotifier input_;
    QTimer turn_;
    QByteArray waiting_;
};

}  // namespace

class KeyboardDriverPlugin final : public QGenericPlugin {
    Q_OBJECT
    Q_PLUGIN_METADATA(IID QGenericPluginFactoryInterface_iid FILE "keyboard_driver.json")
public:
    QObject* create(QString const&, QString const&) override { return new KeyboardDriver; }
};

#include "keyboard_driver.moc"
