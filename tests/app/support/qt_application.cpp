/// One QApplication for all tests of a program, made before the first and gone after the last.

#include <iostream>
#include <memory>

#include <QApplication>
#include <QStandardPaths>
#include <QStyleFactory>

#define CATCH_CONFIG_EXTERNAL_INTERFACES
#include "support/catch.h"

namespace {

class ApplicationListener final : public Catch::TestEventListenerBase {
public:
    using TestEventListenerBase::TestEventListenerBase;
    void testRunStarting(Catch::TestRunInfo const&) override {
        // No display is needed and no window appears, unless a platform is asked for.
        if (!qEnvironmentVariableIsSet("QT_QPA_PLATFORM")) qputenv("QT_QPA_PLATFORM", "offscreen");
        qInstallMessageHandler([](QtMsgType type, QMessageLogContext const&, QString const& text) {
            bool const isRemark = text.startsWith(QStringLiteral("This plugin does not support")) || text.startsWith(QStringLiteral("QStandardPaths"));
            if (type != QtDebugMsg && !isRemark) std::cerr << text.toStdString() << '\n';
        });
        QStandardPaths::setTestModeEnabled(true);
        static int count = 1;
        static char name[] = "tests";
        static char* arguments[] = {name, nullptr};
        application_ = std::make_unique<QApplication>(count, arguments);
        QApplication::setStyle(QStyleFactory::create(QStringLiteral("Fusion")));
    }
    void testRunEnded(Catch::TestRunStats const&) override { application_.reset(); }

private:
    std::unique_ptr<QApplication> application_;
};

}  // namespace

CATCH_REGISTER_LISTENER(ApplicationListener)
