/// The enterprise's window with a form of 5,000 rows, drawn into memory: from an edit to the findings that follow from it, after a rest and
/// right behind another edit, and the longest the window was busy with it; from an edit to the sums; a page of scrolling; a block of 5,000
/// rows pasted into an empty form, until it is drawn and until it is judged; and a start of the program, from its process to a window that takes keys, with the memory
/// that it then has.

#include <sys/wait.h>
#include <unistd.h>

#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <fstream>
#include <string>

#include <benchmark/benchmark.h>

#include <QApplication>
#include <QClipboard>
#include <QMimeData>
#include <QScrollBar>
#include <QStyleFactory>
#include <QTemporaryDir>

#include "answers/example_filings.h"
#include "base/file.h"
#include "enterprise/form_page.h"
#include "enterprise/form_view.h"
#include "enterprise/main_window.h"
#include "enterprise/program.h"
#include "enterprise/totals_strip.h"
#include "ui/text.h"

namespace {

using namespace zhibao;
using Clock = std::chrono::steady_clock;

constexpr unsigned lines = 5'000;
FixedClock const fixedClock{Moment{1'491'364'800}};
std::string ownProgram;

template <class T>
T orGiveUp(Result<T> result) {
    if (!result) {
        std::fprintf(stderr, "%s: %s\n", result.error().where().c_str(), std::string{result.error().code.name()}.c_str());
        std::exit(3);
    }
    if constexpr (!std::is_void_v<T>) return *std::move(result);
}

double secondsSince(Clock::time_point start) {
    return std::chrono::duration<double>(Clock::now() - start).count();
}

/// As a person who looks at what was typed.
void rest(std::chrono::milliseconds time) {
    auto const start = Clock::now();
    do QApplication::processEvents();
    while (Clock::now() - start < time);
}

/// A program on a folder of its own, and its window.
struct Window {
    QTemporaryDir folder;
    WindowLanguage language{*qApp, {QStringLiteral("ui"), QStringLiteral("enterprise")}, Language::chinese};
    std::unique_ptr<Program> program;
    std::unique_ptr<MainWindow> window;

    explicit Window(std::filesystem::path const& data = {}) {
        program = orGiveUp(Program::open(data.empty() ? pathOf(fromQt(folder.path())) : data, pathOf(ZHIBAO_SOURCE_FOLDER) / "forms", fixedClock, language));
        window = std::make_unique<MainWindow>(*program);
        window->show();
        QApplication::processEvents();
    }
};

/// The same with a draft of many rows open, judged once.
struct LongForm : Window {
    explicit LongForm(unsigned rows = lines) {
        auto const& edition = *orGiveUp(program->library().find("services-trade/2017-1"));
        SeededRandom random{1};
        auto const& set = *edition.findFormSet("quarterly");
        auto const filing = rows == 0 ? newFiling(edition, set, exampleUnitCode(1).text(), "2017Q1")
                                      : orGiveUp(randomFiling(edition, set, exampleUnitCode(1), *Quarter::parse("2017Q1"), rows, random));
        if (!window->openDraft(orGiveUp(program->store().add(filing, edition, fixedClock.now())))) std::exit(3);
        waitForFindings();
    }
    [[nodiscard]] LiveCheck& check() { return window->session()->check(); }
    /// The longest that one turn of events took meanwhile, in seconds: so long nobody could type.
    double waitForFindings() {
        double longest = 0;
        while (!check().isUpToDate()) {
            auto const turn = Clock::now();
            QApplication::processEvents(QEventLoop::AllEvents, 1);
            longest = std::max(longest, secondsSince(turn));
        }
        auto const turn = Clock::now();
        QApplication::processEvents();
        return std::max(longest, secondsSince(turn));
    }
};

void fromEditToFindings(benchmark::State& state) {
    LongForm form;
    auto& view = *form.window->formPage()->currentView();
    auto& model = *view.form();
    auto const column = model.shownColumn("total");
    auto const count = model.rowCount() - 1;
    int number = 0;
    double longest = 0;
    for (auto _ : state) {
        auto const index = model.index((number * 997) % count, column);
        view.setCurrentIndex(index);
        rest(std::chrono::milliseconds{state.range(0)});
        auto const start = Clock::now();
        // What is typed differs from what stands there, so that a finding comes or goes.
        model.setData(index, QString::number(1000 + number++));
        longest = std::max({longest, secondsSince(start), form.waitForFindings()});
        state.SetIterationTime(secondsSince(start));
    }
    state.counters["rows"] = count;
    state.counters["findings"] = static_cast<double>(form.check().findings().size());
    state.counters["longest_busy_ms"] = longest * 1000;
}
BENCHMARK(fromEditToFindings)->ArgName("rest_ms")->Arg(400)->Arg(0)->UseManualTime()->Iterations(20)->Unit(benchmark::kMillisecond);

void fromEditToSums(benchmark::State& state) {
    LongForm form;
    auto& model = *form.window->formPage()->currentView()->form();
    auto const* sums = form.window->findChild<TotalsStrip*>(QStringLiteral("totals"));
    auto const column = model.shownColumn("total");
    int number = 0;
    for (auto _ : state) {
        rest(std::chrono::milliseconds{400});
        auto const before = sums->textOf(0, column) + sums->textOf(1, column);
        auto const start = Clock::now();
        model.setData(model.index((number * 997) % (model.rowCount() - 1), column), QString::number(1'000'000 + number));
        while (sums->textOf(0, column) + sums->textOf(1, column) == before) QApplication::processEvents(QEventLoop::AllEvents, 1);
        state.SetIterationTime(secondsSince(start));
        ++number;
        form.waitForFindings();
    }
}
BENCHMARK(fromEditToSums)->UseManualTime()->Iterations(20)->Unit(benchmark::kMillisecond);

/// As a spreadsheet program copies them: as a table of HTML, and as text.
void copyRows() {
    QString text;
    QString html = QStringLiteral("<table>");
    for (unsigned row = 0; row < lines; ++row) {
        auto const amount = QString::number(row + 1) + QStringLiteral(".25");
        text += QStringLiteral("出口\tSJ211\t新加坡\t否\t美元\t%1\t%1\n").arg(amount);
        html += QStringLiteral("<tr><td>出口</td><td>SJ211</td><td>新加坡</td><td>否</td><td>美元</td><td align=right>%1</td><td align=right>%1</td></tr>\n").arg(amount);
    }
    auto* data = new QMimeData;
    data->setHtml(html + QStringLiteral("</table>"));
    data->setText(text);
    QGuiApplication::clipboard()->setMimeData(data);
}

void pastingRows(benchmark::State& state) {
    copyRows();
    double untilJudged = 0;
    for (auto _ : state) {
        LongForm form{0};
        auto& model = *form.window->formPage()->currentView()->form();
        form.window->formPage()->currentView()->setFocus();
        rest(std::chrono::milliseconds{400});
        auto const start = Clock::now();
        form.window->action("paste")->trigger();
        QApplication::processEvents();
        state.SetIterationTime(secondsSince(start));
        if (model.rowCount() != static_cast<int>(lines) + 1) std::exit(3);
        form.waitForFindings();
        untilJudged = std::max(untilJudged, secondsSince(start));
    }
    state.counters["judged_ms"] = untilJudged * 1000;
}
BENCHMARK(pastingRows)->UseManualTime()->Iterations(5)->Unit(benchmark::kMillisecond);

void scrollingAPage(benchmark::State& state) {
    LongForm form;
    auto* bar = form.window->formPage()->currentView()->verticalScrollBar();
    double longest = 0;
    for (auto _ : state) {
        if (bar->value() == bar->maximum()) bar->setValue(bar->minimum());
        auto const start = Clock::now();
        bar->triggerAction(QAbstractSlider::SliderPageStepAdd);
        QApplication::processEvents();
        auto const once = secondsSince(start);
        longest = std::max(longest, once);
        state.SetIterationTime(once);
    }
    state.counters["longest_ms"] = longest * 1000;
}
BENCHMARK(scrollingAPage)->UseManualTime()->Iterations(100)->Unit(benchmark::kMillisecond);

/// What the child writes: nanoseconds of the steady clock when its window took keys, and its memory then in KiB.
struct Started {
    long long ready = 0;
    long resident = 0;
};

long residentKiB() {
    std::ifstream status{"/proc/self/status"};
    for (std::string line; std::getline(status, line);)
        if (line.starts_with("VmRSS:")) return std::atol(line.c_str() + 6);
    return 0;
}

void startAndLeave(std::filesystem::path const& data, std::filesystem::path const& answer) {
    Window const window{data};
    while (!window.window->isActiveWindow()) QApplication::processEvents();
    auto const ready = std::chrono::duration_cast<std::chrono::nanoseconds>(Clock::now().time_since_epoch()).count();
    orGiveUp(writeFile(answer, std::to_string(ready) + " " + std::to_string(residentKiB())));
}

void startingTheProgram(benchmark::State& state) {
    QTemporaryDir const folder;
    auto const data = fromQt(folder.filePath(QStringLiteral("data")));
    auto const answer = fromQt(folder.filePath(QStringLiteral("answer.txt")));
    Started started;
    for (auto _ : state) {
        auto const begun = std::chrono::duration_cast<std::chrono::nanoseconds>(Clock::now().time_since_epoch()).count();
        auto const child = fork();
        if (child == 0) {
            execl(ownProgram.c_str(), ownProgram.c_str(), "--start", data.c_str(), answer.c_str(), nullptr);
            _exit(127);
        }
        int status = 0;
        if (waitpid(child, &status, 0) != child || !WIFEXITED(status) || WEXITSTATUS(status) != 0) std::exit(3);
        std::ifstream{answer} >> started.ready >> started.resident;
        state.SetIterationTime(static_cast<double>(started.ready - begun) / 1e9);
    }
    state.counters["resident_MiB"] = static_cast<double>(started.resident) / 1024;
}
BENCHMARK(startingTheProgram)->UseManualTime()->Iterations(5)->Unit(benchmark::kMillisecond);

}  // namespace

int main(int argc, char** argv) {
    ownProgram = std::filesystem::canonical("/proc/self/exe").string();
    if (qEnvironmentVariableIsEmpty("QT_QPA_PLATFORM")) qputenv("QT_QPA_PLATFORM", "offscreen");
    QApplication application{argc, argv};
    QApplication::setStyle(QStyleFactory::create(QStringLiteral("Fusion")));
    if (argc == 4 && std::string_view{argv[1]} == "--start") {
        startAndLeave(argv[2], argv[3]);
        return 0;
    }
    benchmark::Initialize(&argc, argv);
    benchmark::RunSpecifiedBenchmarks();
}
