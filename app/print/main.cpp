/// zhibao-print JOB.json -o FILE.pdf: one print job (core/output/print_job.h) becomes one PDF. Needs no display.
/// Exit status 0 done, 2 the job or the arguments are wrong, 3 the machine failed.

#include <iostream>
#include <iterator>

#include <QCommandLineParser>
#include <QGuiApplication>

#include "base/file.h"
#include "i18n/sentences.h"
#include "print/printed_document.h"
#include "print/typeface.h"
#include "ui/text.h"

namespace zhibao {

namespace {

constexpr int inputIsWrong = 2;
constexpr int machineFailed = 3;

Result<Bytes> readInput(QString const& name) {
    if (name != QLatin1StringView("-")) return readFile(pathOf(fromQt(name)));
    return Bytes{std::istreambuf_iterator<char>{std::cin}, {}};
}

Result<> writeOutput(QString const& name, BytesView bytes) {
    if (name != QLatin1StringView("-")) return writeFile(pathOf(fromQt(name)), bytes);
    std::cout.write(bytes.data(), static_cast<std::streamsize>(bytes.size()));
    std::cout.flush();
    if (!std::cout) return fail(error::fileUnwritable, {{"text", "standard output"}}, "-");
    return {};
}

int complain(Error const& error, Language language, int status) {
    std::cerr << problemLine(error, language) << '\n';
    return status;
}

int run(QCoreApplication const& application) {
    QCommandLineParser parser;
    auto const asked = languageOfEnvironment();
    QCommandLineOption const output{{QStringLiteral("o"), QStringLiteral("output")}, toQt(phrase("print-output", {}, asked)), QStringLiteral("FILE")};
    QCommandLineOption const lang{QStringLiteral("lang"), toQt(phrase("print-lang", {}, asked)), QStringLiteral("zh|en")};
    parser.setApplicationDescription(toQt(phrase("print-about", {}, asked)));
    parser.addPositionalArgument(QStringLiteral("JOB"), toQt(phrase("print-job", {}, asked)));
    parser.addOptions({output, lang});
    parser.addHelpOption();
    parser.addVersionOption();
    parser.process(application);

    auto const language = !parser.isSet(lang) ? asked : parser.value(lang) == QLatin1StringView("zh") ? Language::chinese : Language::english;
    if (parser.positionalArguments().size() != 1 || !parser.isSet(output)) {
        std::cerr << phrase("print-usage", {}, language) << '\n';
        return inputIsWrong;
    }
    auto const name = parser.positionalArguments().front();
    auto const bytes = readInput(name);
    if (!bytes) return complain(bytes.error(), language, inputIsWrong);
    auto job = inside(fromQt(name), readPrintJob(*bytes));
    if (!job) return complain(job.error(), language, inputIsWrong);
    if (chineseTypeface().isEmpty()) std::cerr << phrase("print-no-typeface", {}, language) << '\n';
    auto const pdf = PrintedDocument{*std::move(job)}.toPdf();
    if (!pdf) return complain(pdf.error(), language, machineFailed);
    auto const written = writeOutput(parser.value(output), *pdf);
    return written ? 0 : complain(written.error(), language, machineFailed);
}

}  // namespace

}  // namespace zhibao

int main(int argc, char** argv) {
    // Nothing is ever shown, so a display is not even looked for; and the same job gives the same bytes wherever it is printed.
    qputenv("QT_QPA_PLATFORM", "offscreen");
    qputenv("TZ", "UTC");
    // Remarks of the platform ("no runtime directory") are not for the caller, who reads standard error.
    qInstallMessageHandler([](QtMsgType type, QMessageLogContext const&, QString const& text) {
        if (type == QtCriticalMsg || type == QtFatalMsg) std::cerr << zhibao::fromQt(text) << '\n';
    });
    QGuiApplication application{argc, argv};
    QCoreApplication::setApplicationName(QStringLiteral("zhibao-print"));
    QCoreApplication::setApplicationVersion(QStringLiteral(ZHIBAO_VERSION));
    return zhibao::run(application);
}
