/// The program `zhibao-bureau`: one window on one database.

#include <QApplication>
#include <QCommandLineParser>
#include <QIcon>

#include "base/file.h"
#include "bureau/main_window.h"
#include "i18n/data_folder.h"
#include "i18n/sentences.h"
#include "ui/message_bar.h"
#include "ui/text.h"
#include "ui/window_language.h"

using namespace zhibao;

int main(int count, char** arguments) {
    QApplication application{count, arguments};
    QApplication::setApplicationName(QStringLiteral("zhibao-bureau"));
    QApplication::setApplicationVersion(QStringLiteral(ZHIBAO_VERSION));
    QApplication::setDesktopFileName(QStringLiteral("zhibao-bureau"));
    QApplication::setWindowIcon(QIcon::fromTheme(QStringLiteral("zhibao-bureau"), QIcon{QStringLiteral(":/icons/zhibao-bureau.svg")}));
    QCommandLineParser parser;
    parser.setApplicationDescription(QStringLiteral("Zhibao for the bureau: take in filings, read them, make tables.\nExample:\n  zhibao-bureau bureau.db"));
    parser.addHelpOption();
    parser.addVersionOption();
    QCommandLineOption const languageOption{QStringLiteral("lang"), QStringLiteral("Language of the windows: zh or en."), QStringLiteral("language")};
    QCommandLineOption const formsOption{QStringLiteral("forms"), QStringLiteral("Folder of the survey editions."), QStringLiteral("folder")};
    parser.addOptions({languageOption, formsOption});
    parser.addPositionalArgument(QStringLiteral("database"), QStringLiteral("The database to open."), QStringLiteral("[database]"));
    parser.process(application);

    auto const wanted = parser.value(languageOption);
    auto const first = wanted == QLatin1String("zh") ? Language::chinese : wanted == QLatin1String("en") ? Language::english : languageOfEnvironment();
    WindowLanguage language{application, {QStringLiteral("ui"), QStringLiteral("bureau")}, first};
    auto const forms = findFormsFolder(pathOf(fromQt(parser.value(formsOption))));
    if (!forms) qWarning("%s", problemLine(forms.error(), first).c_str());
    EditionLibrary const library{forms.value_or(std::filesystem::path{})};
    BureauWindow window{library, language};
    if (!forms) window.messages().showError(forms.error());
    if (auto const files = parser.positionalArguments(); !files.isEmpty()) window.openDatabase(pathOf(fromQt(files.front())));
    window.show();
    return QApplication::exec();
}
