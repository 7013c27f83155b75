/// zhibao-enterprise: the window in which an enterprise fills in, checks and seals its forms.

#include <iostream>

#include <QApplication>
#include <QCommandLineParser>
#include <QIcon>
#include <QStandardPaths>
#include <QStyleFactory>

#include "base/clock.h"
#include "base/file.h"
#include "enterprise/main_window.h"
#include "i18n/data_folder.h"
#include "i18n/sentences.h"
#include "ui/text.h"

namespace zhibao {

namespace {

int run(QApplication& application) {
    QCommandLineParser parser;
    auto const asked = languageOfEnvironment();
    QCommandLineOption const data{QStringLiteral("data"), toQt(phrase("enterprise-data", {}, asked)), QStringLiteral("FOLDER")};
    QCommandLineOption const forms{QStringLiteral("forms"), toQt(phrase("enterprise-forms", {}, asked)), QStringLiteral("FOLDER")};
    QCommandLineOption const lang{QStringLiteral("lang"), toQt(phrase("enterprise-lang", {}, asked)), QStringLiteral("zh|en")};
    parser.setApplicationDescription(toQt(phrase("enterprise-about", {}, asked)));
    parser.addOptions({data, forms, lang});
    parser.addHelpOption();
    parser.addVersionOption();
    parser.process(application);

    auto const dataFolder =
        pathOf(fromQt(parser.isSet(data) ? parser.value(data) : QStandardPaths::writableLocation(QStandardPaths::AppDataLocation)));
    Preferences const preferences{Program::preferencesIn(dataFolder)};
    apply(preferences.appearance());
    auto language = preferences.language().value_or(asked);
    if (parser.isSet(lang)) language = parser.value(lang) == QLatin1StringView("zh") ? Language::chinese : Language::english;
    WindowLanguage window{application, {QStringLiteral("ui"), QStringLiteral("enterprise")}, language};
    auto const complain = [&](Error const& error) {
        std::cerr << problemLine(error, language) << '\n';
        return 3;
    };
    auto const formsFolder = findFormsFolder(pathOf(fromQt(parser.value(forms))));
    if (!formsFolder) return complain(formsFolder.error());
    SystemClock const clock;
    auto const program = Program::open(dataFolder, *formsFolder, clock, window);
    if (!program) return complain(program.error());
    MainWindow main{**program};
    main.show();
    return QApplication::exec();
}

}  // namespace

}  // namespace zhibao

int main(int argc, char** argv) {
    QApplication application{argc, argv};
    QApplication::setApplicationName(QStringLiteral("zhibao-enterprise"));
    QApplication::setApplicationVersion(QStringLiteral(ZHIBAO_VERSION));
    QGuiApplication::setDesktopFileName(QStringLiteral("zhibao-enterprise"));
    QApplication::setStyle(QStyleFactory::create(QStringLiteral("Fusion")));
    QApplication::setWindowIcon(QIcon{QStringLiteral(":/icons/zhibao-enterprise.svg")});
    return zhibao::run(application);
}
