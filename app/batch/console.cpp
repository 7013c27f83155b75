#include "batch/console.h"

#include <algorithm>
#include <array>
#include <cstdio>
#include <iostream>
#include <iterator>

#include "base/clock.h"
#include "base/file.h"
#include "base/json.h"
#include "i18n/data_folder.h"
#include "i18n/sentences.h"
#include "store/database.h"
#include "store/migrations.h"
#include "transport/collector_client.h"

#ifdef _WIN32
#include <io.h>
#else
#include <unistd.h>
#endif

namespace zhibao {

namespace {

bool errorsGoToTerminal() {
#ifdef _WIN32
    return _isatty(_fileno(stderr)) != 0;
#else
    return isatty(STDERR_FILENO) != 0;
#endif
}

/// Rewrites one line on the terminal.
class TerminalProgress final : public Progress {
public:
    explicit TerminalProgress(std::string label) : label_(std::move(label)) {}
    TerminalProgress(TerminalProgress const&) = delete;
    TerminalProgress& operator=(TerminalProgress const&) = delete;
    ~TerminalProgress() override {
        if (shown_) std::fputs("\r\x1b[K", stderr);
    }
    void advanced(std::uint64_t done, std::uint64_t total, std::string_view item) override {
        auto const percent = total == 0 ? 0 : done * 100 / total;
        if (shown_ && percent == lastPercent_ && done != total) return;
        lastPercent_ = percent;
        shown_ = true;
        std::fputs(("\r\x1b[K" + label_ + " " + std::to_string(done) + "/" + std::to_string(total) + " (" + std::to_string(percent) + " %) " + onOneLine(item)).c_str(), stderr);
        std::fflush(stderr);
    }

private:
    std::string label_;
    std::uint64_t lastPercent_ = 0;
    bool shown_ = false;
};

class JsonProgress final : public Progress {
public:
    explicit JsonProgress(std::string label) : label_(std::move(label)) {}
    void advanced(std::uint64_t done, std::uint64_t total, std::string_view item) override {
        JsonValue const line{JsonValue::Object{{"step", label_},
                                               {"done", static_cast<std::int64_t>(done)},
                                               {"total", static_cast<std::int64_t>(total)},
                                               {"item", item}}};
        std::fputs((toText(line) + "\n").c_str(), stderr);
    }

private:
    std::string label_;
};

}  // namespace

Console::Console(Language language, bool jsonProgress, std::filesystem::path formsFolder)
    : language_(language), jsonProgress_(jsonProgress), formsFolder_(std::move(formsFolder)) {}

Result<std::shared_ptr<EditionLibrary const>> Console::library() {
    if (!library_) {
        ZHIBAO_TRY(auto const folder, findFormsFolder(formsFolder_));
        library_ = std::make_shared<EditionLibrary const>(folder);
    }
    return library_;
}

Result<std::shared_ptr<Edition const>> Console::edition(std::string const& named) {
    ZHIBAO_TRY(auto const editions, library());
    if (!named.empty()) return editions->find(named);
    ZHIBAO_TRY(auto const known, readable());
    // What is done without a period is done as of today.
    auto const today = editionFor(*known, Quarter::containing(dayInChina(SystemClock{}.now())));
    return today ? today : newestOf(*known);
}

Result<std::shared_ptr<Edition const>> Console::editionArgument(std::string const& named, Period const& period, std::string_view formSet) {
    if (!named.empty()) return editionArgument(named);
    ZHIBAO_TRY(auto const known, readable());
    auto found = editionFor(*known, period, formSet);
    if (!found) return tl::unexpected(noEditionFor(*known, period).inside("--period"));
    return found;
}

Result<Editions const*> Console::readable() {
    if (!editions_) {
        ZHIBAO_TRY(auto const editions, library());
        ZHIBAO_TRY(auto found, readableEditions(*editions));
        if (found.editions.empty() && !found.problems.empty()) return tl::unexpected(std::move(found.problems.front()));
        if (found.editions.empty()) return tl::unexpected(unknownEdition("*", {}).inside(toText(editions->folder())));
        for (auto const& problem : found.problems) complainPhrase("edition-passed-over", {{"line", problemLine(problem, language_)}});
        editions_ = std::move(found.editions);
    }
    return &*editions_;
}

Result<SurveyData> Console::surveyData() {
    ZHIBAO_TRY(auto const editions, library());
    ZHIBAO_TRY(SurveyData data, loadSurveyData(editions->folder()));
    ZHIBAO_TRY(auto const known, readable());
    // A day announced for nobody would be overlooked in silence.
    auto misfits = misfitsOf(data.schedule, *known, editions->folder());
    if (!misfits.empty()) return tl::unexpected(std::move(misfits.front()));
    return data;
}

PdfPrinter Console::pdfPrinter() const {
    return PdfPrinter{siblingProgram("zhibao-print")};
}

Result<Bytes> Console::read(std::string const& path) const {
    if (path != "-") return readFile(pathOf(path));
    std::cin >> std::noskipws;
    Bytes bytes{std::istreambuf_iterator<char>{std::cin}, std::istreambuf_iterator<char>{}};
    if (std::cin.bad()) return fail(error::fileUnreadable, {{"text", "stdin"}}, "-");
    return bytes;
}

Result<> Console::write(std::string const& path, BytesView bytes) const {
    if (path != "-") return writeFile(pathOf(path), bytes);
    bool const written = std::fwrite(bytes.data(), 1, bytes.size(), stdout) == bytes.size() && std::fflush(stdout) == 0;
    if (!written) return fail(error::fileUnwritable, {{"text", "stdout"}}, "-");
    return {};
}

Result<> Console::hand(std::string const& path, BytesView bytes) const {
    ZHIBAO_CHECK(write(path, bytes));
    if (path != "-") complainPhrase("output-written", {{"file", path}});
    return {};
}

void Console::say(std::string_view text) const {
    std::fwrite(text.data(), 1, text.size(), stdout);
    std::fputc('\n', stdout);
}

void Console::sayPhrase(std::string_view name, ErrorArguments const& arguments) const {
    say(phrase(name, arguments, language_));
}

void Console::complainPhrase(std::string_view name, ErrorArguments const& arguments) const {
    std::fputs((phrase(name, arguments, language_) + "\n").c_str(), stderr);
}

void Console::complain(Error const& error) const {
    std::fputs((problemLine(error, language_) + "\n").c_str(), stderr);
}

void Console::complain(Problems const& problems) const {
    for (auto const& problem : problems.first()) complain(problem);
    if (problems.more() != 0) complainPhrase("more-problems", {{"count", std::to_string(problems.more())}});
}

Error Console::lastOf(Problems const& problems, std::string_view place) const {
    auto const& all = problems.first();
    for (auto problem = all.begin(); problem + 1 != all.end(); ++problem) complain(problem->inside(place));
    if (problems.more() != 0) complainPhrase("more-problems", {{"count", std::to_string(problems.more())}});
    return all.back().inside(place);
}

ExitStatus Console::failWith(Problems const& problems) const {
    complain(problems);
    return statusOf(problems.first().front());
}

ExitStatus Console::failWith(Error const& error) const {
    complain(error);
    return statusOf(error);
}

ExitStatus Console::closed(ExitStatus status) const {
    if (status == ExitStatus::machineFailed) return status;  // has been said
    bool const isWhole = std::fflush(stdout) == 0 && std::ferror(stdout) == 0;
    return isWhole ? status : failWith(Error{error::fileUnwritable, {"-"}, {{"text", "stdout"}}});
}

std::unique_ptr<Progress> Console::progress(std::string label) const {
    if (jsonProgress_) return std::make_unique<JsonProgress>(std::move(label));
    if (errorsGoToTerminal()) return std::make_unique<TerminalProgress>(std::move(label));
    return std::make_unique<SilentProgress>();
}

ExitStatus statusOf(Error const& error) noexcept {
    constexpr std::array machineCodes{error::fileUnwritable,  error::cancelled,      error::databaseUnopenable, error::databaseReadOnly, error::databaseBusy,
                                      error::databaseDamaged, error::databaseFailed, error::databaseRefused,    error::diskFull,         error::migrationFailed,
                                      error::collectorUnreachable, error::collectorTimedOut, error::collectorAsksToWait, error::collectorNotTrusted, error::collectorAnswerMalformed, error::proxyRefused};
    bool const machine = std::find(machineCodes.begin(), machineCodes.end(), error.code) != machineCodes.end();
    return machine ? ExitStatus::machineFailed : ExitStatus::inputWrong;
}

}  // namespace zhibao
