/// Taking in N sealed filings of 20 rows (open, verify, check, store) against what nobody can go below: the signature checks alone, on as
/// many threads, plus a plain insert of the same rows into SQLite. The goal is three times that. Also where the time goes, one stage
/// after the other on one thread, and the peak memory of a process that does nothing but take in.

#include <sys/wait.h>
#include <unistd.h>

#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <ctime>
#include <thread>

#include <benchmark/benchmark.h>
#include <sqlite3.h>

#include "base/file.h"
#include "calendar/survey_data.h"
#include "benchmarks/example_inbox.h"
#include "intake/intake.h"
#include "intake/judge.h"
#include "package/open.h"
#include "rules/judgement.h"
#include "store/bureau_ledger.h"
#include "store/register.h"

namespace {

using namespace zhibao;
namespace fs = std::filesystem;

constexpr unsigned lines = 20;
FixedClock const fixedClock{Moment{1'491'364'800}};
std::string ownProgram;

[[noreturn]] void giveUp(Error const& error) {
    std::fprintf(stderr, "%s: %s\n", error.where().c_str(), std::string{error.code.name()}.c_str());
    std::exit(3);
}

template <class T>
T orGiveUp(Result<T> result) {
    if (!result) giveUp(result.error());
    if constexpr (!std::is_void_v<T>) return *std::move(result);
}

unsigned jobs() {
    auto const* wanted = std::getenv("ZHIBAO_JOBS");
    return wanted != nullptr ? static_cast<unsigned>(std::atoi(wanted)) : 2U;
}

double seconds(auto const& work) {
    auto const start = std::chrono::steady_clock::now();
    work();
    return std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count();
}

/// Time on the clock, and time the processors of this process worked.
struct Spent {
    double wall = 0;
    double cpu = 0;
    Spent& operator+=(Spent const& other) {
        wall += other.wall;
        cpu += other.cpu;
        return *this;
    }
};

Spent spent(auto const& work) {
    auto const start = std::clock();
    auto const wall = seconds(work);
    return {wall, static_cast<double>(std::clock() - start) / CLOCKS_PER_SEC};
}

/// The folder of this run, removed at its end.
fs::path const& workFolder() {
    struct Folder {
        fs::path path = fs::temp_directory_path() / ("zhibao-intake-benchmark-" + std::to_string(getpid()));
        Folder() { fs::create_directories(path); }
        ~Folder() {
            std::error_code ignored;
            fs::remove_all(path, ignored);
        }
    };
    static Folder const folder;
    return folder.path;
}

EditionLibrary const& library() {
    static EditionLibrary const editions{pathOf(ZHIBAO_SOURCE_FOLDER) / "forms"};
    return editions;
}

SurveyData const& surveyData() {
    static SurveyData const data = orGiveUp(loadSurveyData(library().folder()));
    return data;
}

void makeInboxIn(fs::path const& inbox, unsigned count) {
    auto const edition = orGiveUp(library().find("services-trade/2017-1"));
    Surroundings surroundings;
    surroundings.rates = &surveyData().rates;
    orGiveUp(benchmarks::makeInbox(*edition, inbox, count, lines, surroundings));
}

fs::path inboxOf(unsigned count) {
    auto const inbox = workFolder() / ("inbox-" + std::to_string(count));
    if (!fs::exists(inbox)) makeInboxIn(inbox, count);
    return inbox;
}

BureauDatabase freshBureau(fs::path const& path, unsigned count) {
    for (auto const* ending : {"", "-wal", "-shm"}) fs::remove(path.string() + ending);
    auto database = orGiveUp(BureauDatabase::create(path, fixedClock.now()));
    orGiveUp(addUnits(database, benchmarks::unitsOfInbox(count), fixedClock.now(), "bureau"));
    return database;
}

void intake(fs::path const& inbox, fs::path const& databasePath, unsigned count) {
    auto database = orGiveUp(BureauDatabase::open(databasePath));
    BureauLedger ledger{database};
    IntakeOptions options;
    options.jobs = jobs();
    options.clock = &fixedClock;
    auto const report = orGiveUp(takeIn({inbox}, library(), {surveyData().schedule, surveyData().rates}, ledger, options));
    // Random figures leave some queries unexplained, so some filings wait; all are stored.
    if (report.newFilings != count || report.accepted < count / 2) {
        std::fprintf(stderr, "%llu of %u filings taken in, %llu accepted\n", static_cast<unsigned long long>(report.newFilings), count,
                     static_cast<unsigned long long>(report.accepted));
        std::exit(3);
    }
}

/// The most memory this process has had so far, in MiB, as the system counts it.
double ownPeakMemory() {
    auto const status = orGiveUp(readFile("/proc/self/status"));
    auto const place = status.find("VmHWM:");
    return place == std::string::npos ? 0 : std::strtod(status.c_str() + place + 6, nullptr) / 1024.0;
}

/// Peak memory of a process of its own that takes the inbox in.
double peakMemory(unsigned count) {
    auto const inbox = inboxOf(count);
    auto const path = workFolder() / "memory.db";
    auto const answer = workFolder() / "memory.txt";
    { auto const made = freshBureau(path, count); }
    auto const child = fork();
    if (child == 0) {
        auto const number = std::to_string(count);
        execl(ownProgram.c_str(), ownProgram.c_str(), "--intake", inbox.c_str(), path.c_str(), number.c_str(), answer.c_str(), nullptr);
        _exit(127);
    }
    int status = 0;
    if (waitpid(child, &status, 0) != child || !WIFEXITED(status) || WEXITSTATUS(status) != 0) std::exit(3);
    return std::strtod(orGiveUp(readFile(answer)).c_str(), nullptr);
}

/// What a signature check needs, taken out of a package beforehand.
struct Signed {
    PublicKey key;
    Bytes manifest;
    Bytes signature;
};

struct Material {
    std::vector<Signed> signatures;
    std::vector<TradeRow> rows;
};

Material materialOf(fs::path const& inbox) {
    Material material;
    Judge const judge{library(), surveyData().schedule, surveyData().rates};
    for (auto const& file : orGiveUp(listFiles(inbox))) {
        auto bytes = orGiveUp(readFile(file));
        auto const entries = orGiveUp(readZip(bytes));
        Signed one;
        one.key = orGiveUp(openPackage(bytes)).signer.publicKey();
        for (auto const& entry : entries) {
            if (entry.name == entry::manifest) one.manifest = entry.bytes;
            if (entry.name == entry::signature) one.signature = entry.bytes;
        }
        material.signatures.push_back(std::move(one));
        auto const arrival = orGiveUp(judge.judge("", std::move(bytes), fixedClock.now()));
        auto const& rows = std::get<JudgedFiling>(arrival).rows;
        material.rows.insert(material.rows.end(), rows.begin(), rows.end());
    }
    return material;
}

/// All signature checks, on as many threads as intake has.
void checkSignatures(std::vector<Signed> const& all, unsigned threads) {
    std::vector<std::jthread> workers;
    for (unsigned worker = 0; worker < threads; ++worker)
        workers.emplace_back([&, worker] {
            for (auto i = std::size_t{worker}; i < all.size(); i += threads)
                orGiveUp(verifySignature(all[i].key, Algorithm::ecdsaP256Sha256, all[i].manifest, all[i].signature));
        });
}

/// The rows into a table without index, in one transaction, durable like the ledger: as plain as it gets.
void insertPlainly(std::vector<TradeRow> const& rows) {
    auto const path = workFolder() / "plain.db";
    for (auto const* ending : {"", "-wal", "-shm"}) fs::remove(path.string() + ending);
    sqlite3* database = nullptr;
    auto const check = [&](int number) {
        if (number == SQLITE_OK || number == SQLITE_DONE) return;
        std::fprintf(stderr, "%s\n", sqlite3_errmsg(database));
        std::exit(3);
    };
    check(sqlite3_open(path.c_str(), &database));
    auto const run = [&](char const* sql) { check(sqlite3_exec(database, sql, nullptr, nullptr, nullptr)); };
    run("PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL;"
        "CREATE TABLE trade (flow TEXT, item TEXT, partner TEXT, outsourcing TEXT, currency TEXT, total INTEGER, mode1 INTEGER, mode2 INTEGER, mode4 INTEGER, "
        "affiliated INTEGER, digital INTEGER); BEGIN");
    sqlite3_stmt* statement = nullptr;
    check(sqlite3_prepare_v2(database, "INSERT INTO trade VALUES (?,?,?,?,?,?,?,?,?,?,?)", -1, &statement, nullptr));
    for (auto const& row : rows) {
        int position = 0;
        for (auto const* text : {&row.flow, &row.item, &row.partner, &row.outsourcing, &row.currency})
            check(sqlite3_bind_text(statement, ++position, text->data(), static_cast<int>(text->size()), SQLITE_STATIC));
        for (auto const* amount : {&row.total, &row.mode1, &row.mode2, &row.mode4, &row.affiliated, &row.digital}) {
            if (*amount) check(sqlite3_bind_int64(statement, ++position, (*amount)->hundredths()));
            else check(sqlite3_bind_null(statement, ++position));
        }
        check(sqlite3_step(statement));
        sqlite3_reset(statement);
    }
    sqlite3_finalize(statement);
    run("COMMIT");
    sqlite3_close(database);
}

/// Where the time goes: each stage over all files, one after the other on one thread, in microseconds per filing.
struct Stages {
    double read = 0;
    double open = 0;  // archive, digests, manifest, certificate and JSON, without the signature
    double signature = 0;
    double parse = 0;
    double rules = 0;
    double store = 0;
};

Stages stagesOf(fs::path const& inbox, Material const& material, unsigned count) {
    auto const edition = orGiveUp(library().find("services-trade/2017-1"));
    auto const rules = orGiveUp(EditionRules::compile(*edition));
    auto const files = orGiveUp(listFiles(inbox));
    Judge const judge{library(), surveyData().schedule, surveyData().rates};
    auto database = freshBureau(workFolder() / "stages.db", count);
    BureauLedger ledger{database};
    Surroundings surroundings;
    surroundings.rates = &surveyData().rates;
    surroundings.today = dayInChina(fixedClock.now());
    Stages stages;
    stages.signature = seconds([&] { checkSignatures(material.signatures, 1); });
    // In portions, so that memory stays small here too.
    constexpr std::size_t portion = 200;
    for (std::size_t first = 0; first < files.size(); first += portion) {
        auto const last = std::min(files.size(), first + portion);
        std::vector<Bytes> packages;
        std::vector<OpenedPackage> opened;
        std::vector<Filing> filings;
        std::vector<Arrival> arrivals;
        stages.read += seconds([&] {
            for (auto i = first; i < last; ++i) packages.push_back(orGiveUp(readFile(files[i])));
        });
        stages.open += seconds([&] {
            for (auto const& package : packages) opened.push_back(orGiveUp(openPackage(package)));
        });
        stages.parse += seconds([&] {
            for (auto const& package : opened) filings.push_back(orGiveUp(readPackagedFiling(package, *edition)));
        });
        stages.rules += seconds([&] {
            // As many together as intake judges.
            constexpr std::size_t together = 64;
            for (std::size_t i = 0; i < filings.size(); i += together) {
                std::vector<EditionRules::Question> questions;
                for (auto k = i; k < std::min(filings.size(), i + together); ++k) questions.push_back({&filings[k], &surroundings});
                benchmark::DoNotOptimize(zhibao::judge(questions, *edition, rules, RunsAt::bureau));
            }
        });
        for (auto& package : packages) arrivals.push_back(orGiveUp(judge.judge("a.zbs", std::move(package), fixedClock.now())));
        stages.store += seconds([&] { orGiveUp(ledger.receive(arrivals)); });
    }
    stages.open -= stages.signature;
    for (auto* stage : {&stages.read, &stages.open, &stages.signature, &stages.parse, &stages.rules, &stages.store}) *stage *= 1e6 / count;
    return stages;
}

void takingIn(benchmark::State& state) {
    auto const count = static_cast<unsigned>(state.range(0));
    auto const inbox = inboxOf(count);
    auto const path = workFolder() / "bureau.db";
    auto const material = materialOf(inbox);
    Spent whole;
    Spent signatures;
    Spent insert;
    for ([[maybe_unused]] auto const& turn : state) {
        { auto const made = freshBureau(path, count); }
        auto const once = spent([&] { intake(inbox, path, count); });
        state.SetIterationTime(once.wall);
        whole += once;
        signatures += spent([&] { checkSignatures(material.signatures, jobs()); });
        insert += spent([&] { insertPlainly(material.rows); });
    }
    auto const turns = static_cast<double>(state.iterations());
    auto const perFiling = 1e6 / (turns * count);
    auto const stages = stagesOf(inbox, material, count);
    state.counters["us_per_filing"] = whole.wall * perFiling;
    state.counters["yardstick_signatures_us"] = signatures.wall * perFiling;
    state.counters["yardstick_insert_us"] = insert.wall * perFiling;
    state.counters["times_yardstick"] = whole.wall / (signatures.wall + insert.wall);
    // The same from processor time, as if all threads had processors of their own: for machines that are busy with other things.
    state.counters["cpu_us_per_filing"] = whole.cpu * perFiling;
    state.counters["cpu_signatures_us"] = signatures.cpu * perFiling;
    state.counters["cpu_insert_us"] = insert.cpu * perFiling;
    state.counters["cpu_times_yardstick"] = (whole.cpu / jobs()) / (signatures.cpu / jobs() + insert.cpu);
    state.counters["stage_read_us"] = stages.read;
    state.counters["stage_open_us"] = stages.open;
    state.counters["stage_signature_us"] = stages.signature;
    state.counters["stage_parse_us"] = stages.parse;
    state.counters["stage_rules_us"] = stages.rules;
    state.counters["stage_store_us"] = stages.store;
    state.counters["peak_memory_MiB"] = peakMemory(count);
}
BENCHMARK(takingIn)->Arg(1'000)->Arg(10'000)->Iterations(3)->UseManualTime()->Unit(benchmark::kMillisecond);

}  // namespace

int main(int argc, char** argv) {
    ownProgram = fs::canonical("/proc/self/exe").string();
    // One turn by itself: --intake INBOX DATABASE COUNT [FILE for the peak memory]. For a profiler too.
    if (argc >= 5 && std::string_view{argv[1]} == "--intake") {
        auto const count = static_cast<unsigned>(std::atoi(argv[4]));
        if (!fs::exists(argv[3])) auto const made = freshBureau(argv[3], count);
        intake(argv[2], argv[3], count);
        if (argc > 5) orGiveUp(writeFile(argv[5], std::to_string(ownPeakMemory())));
        return 0;
    }
    // An inbox to keep for that: --inbox FOLDER COUNT.
    if (argc == 4 && std::string_view{argv[1]} == "--inbox") {
        makeInboxIn(argv[2], static_cast<unsigned>(std::atoi(argv[3])));
        return 0;
    }
    benchmark::Initialize(&argc, argv);
    benchmark::RunSpecifiedBenchmarks();
}
