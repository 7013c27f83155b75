/// Rules of VTL over a million rows: how many times a second a rule is judged on a row, on one thread, and the same predicates in SQLite
/// in the same run, with the ratio of the two. Also the memory that reading the rows from a CSV file and judging them takes at its peak,
/// measured in a process that does nothing else, the parser, and the check of one filing of 50 rows by all rules of the edition.
/// Both sides must count the same violated and undecided rows, else the run fails.

#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cstdio>
#include <cstdlib>
#include <ctime>
#include <filesystem>
#include <fstream>
#include <functional>

#include <benchmark/benchmark.h>
#include <sqlite3.h>

#include "answers/example_filings.h"
#include "base/file.h"
#include "base/random.h"
#include "form/edition.h"
#include "rules/evaluate.h"
#include "rules/edition_rules.h"
#include "rules/script.h"

namespace zhibao {
namespace {

constexpr std::size_t rowCount = 1'000'000;
constexpr std::uint64_t seed = 2017;

[[noreturn]] void giveUp(std::string const& what) {
    std::fprintf(stderr, "%s\n", what.c_str());
    std::exit(3);
}

template <class T>
T orGiveUp(Result<T> result) {
    if (!result) giveUp(result.error().where() + ": " + std::string{result.error().code.name()});
    return *std::move(result);
}

/// Processor time: others use the machine too, and all that is measured runs on one thread.
double seconds(auto const& work) {
    auto const start = std::clock();
    work();
    return static_cast<double>(std::clock() - start) / CLOCKS_PER_SEC;
}

// --- the rows: amounts in yuan with two decimals, one in twenty blank ---

constexpr std::array<char const*, 7> amounts{"amount", "mode1", "mode2", "mode4", "affiliated", "digital", "previous"};

struct Row {
    bool isImport = false;
    std::array<std::optional<std::int64_t>, amounts.size()> values;  // hundredths
};

Row rowFrom(SeededRandom& random) {
    Row row;
    row.isImport = random.below(3) == 0;
    std::int64_t sum = 0;
    for (std::size_t i = 1; i < amounts.size(); ++i) row.values[i] = static_cast<std::int64_t>(random.below(1'000'000'000));
    for (std::size_t i = 1; i <= 3; ++i) sum += *row.values[i];
    // Nine rows of ten add up.
    row.values[0] = random.below(10) == 0 ? sum + 1 : sum;
    for (auto& value : row.values) {
        if (random.below(20) == 0) value.reset();
    }
    return row;
}

vtl::Structure structure() {
    vtl::Structure made{"DS_1", {{"id", vtl::Role::identifier, vtl::ScalarType::integer, false}, {"flow", vtl::Role::measure, vtl::ScalarType::string, true}}};
    for (auto const* name : amounts) made.components.push_back({name, vtl::Role::measure, vtl::ScalarType::number, true});
    return made;
}

vtl::Dataset const& dataset() {
    static vtl::Dataset const made = [] {
        vtl::Dataset rows{structure()};
        SeededRandom random{seed};
        for (std::size_t i = 0; i < rowCount; ++i) {
            Row const row = rowFrom(random);
            rows.column(0).append(vtl::Number::ofInteger(static_cast<std::int64_t>(i)));
            rows.column(1).append(row.isImport ? "import" : "export");
            for (std::size_t a = 0; a < amounts.size(); ++a) {
                if (row.values[a])
                    rows.column(2 + a).append(vtl::Number{*row.values[a], 2});
                else
                    rows.column(2 + a).appendNull();
            }
        }
        return rows;
    }();
    return made;
}

// --- the rules, and what they are in SQLite, whose amounts are integers of hundredths ---

struct Predicate {
    char const* vtl;
    char const* sql;
};

/// What most checks of a survey are: sums, limits, shares, changes.
constexpr auto predicates = std::to_array<Predicate>({
    {"amount = mode1 + mode2 + mode4", "amount = mode1 + mode2 + mode4"},
    {"affiliated <= amount", "affiliated <= amount"},
    {"digital <= mode1", "digital <= mode1"},
    {"amount >= 0", "amount >= 0"},
    {"mode1 + mode2 > mode4", "mode1 + mode2 > mode4"},
    {"amount - previous <= 1000000.00", "amount - previous <= 100000000"},
    {"amount <= 3 * previous", "amount <= 3 * previous"},
    {"mode4 * 2 <= amount and mode2 <= amount", "mode4 * 2 <= amount and mode2 <= amount"},
    {"abs(amount - previous) < previous", "abs(amount - previous) < previous"},
    {"between(mode1, 100.00, 9000000.00)", "mode1 between 10000 and 900000000"},
    {"affiliated - digital <> 0", "affiliated - digital <> 0"},
    {"mode1 * 0.5 + mode2 * 0.25 <= amount", "mode1 * 50 + mode2 * 25 <= amount * 100"},
});

/// Quotients are no exact decimals; both sides count what stands clearly on one side of the limit.
constexpr auto divisions = std::to_array<Predicate>({
    {"amount / previous <= 3.3", "1.0 * amount / previous <= 3.3"},
    {"mode1 / amount < 0.77", "1.0 * mode1 / amount < 0.77"},
});

std::string rulesetOf(std::span<Predicate const> rules) {
    std::string text = "define datapoint ruleset checks (variable flow";
    for (auto const* name : amounts) text += std::string{", "} + name;
    text += ") is\n";
    for (std::size_t i = 0; i < rules.size(); ++i) text += (i == 0 ? "" : ";\n") + std::string{rules[i].vtl};
    return text + "\nend datapoint ruleset;\n";
}

vtl::CompiledRuleset compiled(std::span<Predicate const> rules) {
    auto const script = orGiveUp(vtl::parseScript(rulesetOf(rules), "checks.vtl"));
    return orGiveUp(vtl::compileRuleset(script.rulesets.front(), structure()));
}

struct Counts {
    std::vector<std::int64_t> violated;
    std::vector<std::int64_t> undecided;
    friend bool operator==(Counts const&, Counts const&) = default;
};

Counts byUs(vtl::CompiledRuleset const& ruleset, vtl::Dataset const& rows) {
    Counts counts{std::vector<std::int64_t>(ruleset.rules().size()), std::vector<std::int64_t>(ruleset.rules().size())};
    vtl::evaluate(ruleset, rows, [&](vtl::VerdictBatch const& batch) {
        for (std::size_t word = 0; word < batch.violated.size(); ++word) {
            counts.violated[batch.rule] += __builtin_popcountll(batch.violated[word]);
            counts.undecided[batch.rule] += __builtin_popcountll(batch.notEvaluable[word]);
        }
    });
    return counts;
}

/// A table in memory with the same rows.
class Lite {
public:
    Lite() {
        check(sqlite3_open(":memory:", &database_));
        std::string create = "CREATE TABLE rows (id INTEGER PRIMARY KEY, flow TEXT";
        std::string insert = "INSERT INTO rows VALUES (?, ?";
        for (auto const* name : amounts) {
            create += std::string{", "} + name + " INTEGER";
            insert += ", ?";
        }
        check(sqlite3_exec(database_, (create + ") STRICT").c_str(), nullptr, nullptr, nullptr));
        check(sqlite3_exec(database_, "BEGIN", nullptr, nullptr, nullptr));
        sqlite3_stmt* statement = nullptr;
        check(sqlite3_prepare_v2(database_, (insert + ")").c_str(), -1, &statement, nullptr));
        SeededRandom random{seed};
        for (std::size_t i = 0; i < rowCount; ++i) {
            Row const row = rowFrom(random);
            sqlite3_bind_int64(statement, 1, static_cast<std::int64_t>(i));
            sqlite3_bind_text(statement, 2, row.isImport ? "import" : "export", -1, SQLITE_STATIC);
            for (std::size_t a = 0; a < amounts.size(); ++a) {
                int const place = static_cast<int>(a) + 3;
                if (row.values[a])
                    sqlite3_bind_int64(statement, place, *row.values[a]);
                else
                    sqlite3_bind_null(statement, place);
            }
            if (sqlite3_step(statement) != SQLITE_DONE) giveUp(sqlite3_errmsg(database_));
            sqlite3_reset(statement);
        }
        sqlite3_finalize(statement);
        check(sqlite3_exec(database_, "COMMIT", nullptr, nullptr, nullptr));
    }
    ~Lite() { sqlite3_close(database_); }
    Lite(Lite const&) = delete;
    Lite& operator=(Lite const&) = delete;

    /// One pass over the table for all rules.
    Counts counts(std::span<Predicate const> rules) {
        std::string query = "SELECT ";
        for (auto const& rule : rules) {
            query += std::string{query.size() > 7 ? ", " : ""} + "sum(not (" + rule.sql + ")), sum((" + rule.sql + ") is null)";
        }
        query += " FROM rows";
        return run(query, rules.size());
    }
    /// As a person would write it who wants one rule after the other: one query for each, and only its violated rows are counted.
    std::int64_t violatedOneByOne(std::span<Predicate const> rules) {
        std::int64_t all = 0;
        for (auto const& rule : rules) {
            sqlite3_stmt* statement = nullptr;
            check(sqlite3_prepare_v2(database_, (std::string{"SELECT count(*) FROM rows WHERE not ("} + rule.sql + ")").c_str(), -1, &statement, nullptr));
            if (sqlite3_step(statement) != SQLITE_ROW) giveUp(sqlite3_errmsg(database_));
            all += sqlite3_column_int64(statement, 0);
            sqlite3_finalize(statement);
        }
        return all;
    }

private:
    Counts run(std::string const& query, std::size_t rules) {
        sqlite3_stmt* statement = nullptr;
        check(sqlite3_prepare_v2(database_, query.c_str(), -1, &statement, nullptr));
        if (sqlite3_step(statement) != SQLITE_ROW) giveUp(sqlite3_errmsg(database_));
        Counts counts;
        for (std::size_t i = 0; i < rules; ++i) {
            counts.violated.push_back(sqlite3_column_int64(statement, static_cast<int>(2 * i)));
            counts.undecided.push_back(sqlite3_column_int64(statement, static_cast<int>(2 * i + 1)));
        }
        sqlite3_finalize(statement);
        return counts;
    }
    void check(int code) {
        if (code != SQLITE_OK) giveUp(sqlite3_errmsg(database_));
    }
    sqlite3* database_ = nullptr;
};

Lite& lite() {
    static Lite one;
    return one;
}

void evaluating(benchmark::State& state, std::span<Predicate const> rules) {
    auto const ruleset = compiled(rules);
    auto const& rows = dataset();
    for (auto _ : state) benchmark::DoNotOptimize(byUs(ruleset, rows));
    state.SetItemsProcessed(state.iterations() * static_cast<std::int64_t>(rows.rowCount() * rules.size()));
}
BENCHMARK_CAPTURE(evaluating, arithmeticAndComparison, predicates)->Unit(benchmark::kMillisecond);
BENCHMARK_CAPTURE(evaluating, division, divisions)->Unit(benchmark::kMillisecond);

void inSqlite(benchmark::State& state, std::span<Predicate const> rules) {
    for (auto _ : state) benchmark::DoNotOptimize(lite().counts(rules));
    state.SetItemsProcessed(state.iterations() * static_cast<std::int64_t>(rowCount * rules.size()));
}
BENCHMARK_CAPTURE(inSqlite, arithmeticAndComparison, predicates)->Unit(benchmark::kMillisecond);
BENCHMARK_CAPTURE(inSqlite, division, divisions)->Unit(benchmark::kMillisecond);

/// A megabyte of rules as an edition has them.
void parsingAMegabyte(benchmark::State& state) {
    std::string text = "define datapoint ruleset checks (variable flow, amount, mode1, mode2, mode4, previous) is\n";
    for (int i = 0; text.size() < (std::size_t{1} << 20U); ++i)
        text += (i == 0 ? "" : ";\n") + std::string{"R"} + std::to_string(i) +
                " : when flow = \"export\" and not isnull(mode1) then abs(amount - nvl(mode1, 0) - mode2 * 1.5) <= 0.01 * previous errorcode \"sum\" errorlevel 1";
    text += "\nend datapoint ruleset;\n";
    for (auto _ : state) {
        auto const script = vtl::parseScript(text);
        if (!script) giveUp(script.error().where());
        benchmark::DoNotOptimize(vtl::lintScript(*script));
    }
    state.SetBytesProcessed(state.iterations() * static_cast<std::int64_t>(text.size()));
}
BENCHMARK(parsingAMegabyte)->Unit(benchmark::kMillisecond);

void checkingAFilingOf50Rows(benchmark::State& state) {
    EditionLibrary const library{std::filesystem::path{ZHIBAO_SOURCE_FOLDER} / "forms"};
    auto const edition = orGiveUp(library.find("services-trade/2017-1"));
    auto const rules = orGiveUp(EditionRules::compile(*edition));
    SeededRandom random{seed};
    auto const filing = orGiveUp(randomFiling(*edition, *edition->findFormSet("quarterly"), exampleUnitCode(1), *Quarter::parse("2017Q1"), 50, random));
    for (auto _ : state) benchmark::DoNotOptimize(rules.check(filing, RunsAt::enterprise));
    std::size_t count = 0;
    for (auto const& ruleset : rules.rulesets()) count += ruleset.compiled().rules().size();
    state.counters["rules"] = static_cast<double>(count);
}
BENCHMARK(checkingAFilingOf50Rows)->Unit(benchmark::kMicrosecond);

// --- the two side by side, and memory ---

/// The best of several runs.
double best(auto const& work) {
    double least = 1e9;
    for (int i = 0; i < 5; ++i) least = std::min(least, seconds(work));
    return least;
}

void compare(char const* what, std::span<Predicate const> rules) {
    auto const ruleset = compiled(rules);
    auto const& rows = dataset();
    if (byUs(ruleset, rows) != lite().counts(rules)) giveUp(std::string{what} + ": SQLite counts other rows");
    double const ours = best([&] { benchmark::DoNotOptimize(byUs(ruleset, rows)); });
    double const theirs = best([&] { benchmark::DoNotOptimize(lite().counts(rules)); });
    double const oneByOne = best([&] { benchmark::DoNotOptimize(lite().violatedOneByOne(rules)); });
    double const evaluations = static_cast<double>(rows.rowCount() * rules.size());
    std::printf("%s: %zu rules on %zu rows: %.1f million evaluations a second; SQLite in one pass %.1f, ratio %.1f; a query for each rule %.1f, ratio %.1f\n",
                what, rules.size(), rows.rowCount(), evaluations / ours / 1e6, evaluations / theirs / 1e6, theirs / ours,
                evaluations / oneByOne / 1e6, oneByOne / ours);
}

std::size_t peakBytes() {
    rusage usage{};
    getrusage(RUSAGE_SELF, &usage);
    return static_cast<std::size_t>(usage.ru_maxrss) * 1024;
}

/// Runs the work in a process of its own and gives back by how much its peak memory grew.
std::size_t peakOf(std::function<void()> const& work) {
    int ends[2];
    if (pipe(ends) != 0) giveUp("pipe");
    pid_t const child = fork();
    if (child < 0) giveUp("fork");
    if (child == 0) {
        std::size_t const before = peakBytes();
        work();
        std::size_t const grown = peakBytes() - before;
        bool const told = write(ends[1], &grown, sizeof grown) == static_cast<ssize_t>(sizeof grown);
        _exit(told ? 0 : 3);
    }
    close(ends[1]);
    std::size_t grown = 0;
    bool const heard = read(ends[0], &grown, sizeof grown) == static_cast<ssize_t>(sizeof grown);
    int status = 0;
    waitpid(child, &status, 0);
    close(ends[0]);
    if (!heard || status != 0) giveUp("the measured process failed");
    return grown;
}

vtl::Dataset readFrom(std::filesystem::path const& file) {
    auto pieces = orGiveUp(FilePieces::open(file));
    return orGiveUp(vtl::readDataset(structure(), [&] { return pieces.next(); }));
}

/// Before anything else is in memory.
void measureMemory() {
    auto const file = std::filesystem::temp_directory_path() / ("zhibao-rules-benchmark-" + std::to_string(getpid()) + ".csv");
    {
        std::ofstream out{file};
        out << "id,flow";
        for (auto const* name : amounts) out << ',' << name;
        out << '\n';
        SeededRandom random{seed};
        for (std::size_t i = 0; i < rowCount; ++i) {
            Row const row = rowFrom(random);
            out << i << ',' << (row.isImport ? "import" : "export");
            for (auto const& value : row.values) {
                out << ',';
                if (value) out << vtl::Number{*value, 2}.fixedText();
            }
            out << '\n';
        }
    }
    double const megabyte = 1024.0 * 1024.0;
    double const csv = static_cast<double>(std::filesystem::file_size(file)) / megabyte;
    // Nine columns of a million rows: eight of 64-bit numbers and one of 32-bit codes, and a bit for each value.
    double const columns = static_cast<double>(rowCount) * (8 * 8 + 4 + 9.0 / 8) / megabyte;
    double const reading = static_cast<double>(peakOf([&] { benchmark::DoNotOptimize(readFrom(file)); })) / megabyte;
    double const judging = static_cast<double>(peakOf([&] {
                               auto const rows = readFrom(file);
                               benchmark::DoNotOptimize(byUs(compiled(predicates), rows));
                           })) /
                           megabyte;
    std::filesystem::remove(file);
    std::printf("memory: %zu rows are %.1f MiB of CSV and %.1f MiB of columns; reading them takes %.1f MiB at its peak, reading and judging %.1f MiB, %.2f × the CSV and %.2f × the columns\n",
                rowCount, csv, columns, reading, judging, judging / csv, judging / columns);
}

}  // namespace
}  // namespace zhibao

int main(int argc, char** argv) {
    zhibao::measureMemory();
    zhibao::compare("arithmetic and comparison", zhibao::predicates);
    zhibao::compare("division", zhibao::divisions);
    benchmark::Initialize(&argc, argv);
    if (benchmark::ReportUnrecognizedArguments(argc, argv)) return 1;
    benchmark::RunSpecifiedBenchmarks();
    return 0;
}
