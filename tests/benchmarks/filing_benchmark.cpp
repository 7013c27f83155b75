/// One filing of 20 rows on one thread: checked (structure and rules), sealed, opened and verified, and read; one of 50 rows checked with all
/// that a bureau knows. The signature check alone stands beside them as the yardstick.

#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <memory>

#include <benchmark/benchmark.h>

#include "answers/example_filings.h"
#include "calendar/survey_data.h"
#include "package/open.h"
#include "package/seal.h"
#include "rules/judgement.h"
#include "trust/keys.h"
#include "trust/signer.h"

namespace {

using namespace zhibao;

template <class T>
T orGiveUp(Result<T> result) {
    if (!result) {
        std::fprintf(stderr, "%s: %s\n", result.error().where().c_str(), std::string{result.error().code.name()}.c_str());
        std::exit(3);
    }
    return *std::move(result);
}

/// Everything the benchmarks share, made once.
struct Workbench {
    EditionLibrary library{std::filesystem::path{ZHIBAO_SOURCE_FOLDER} / "forms"};
    std::shared_ptr<Edition const> edition = orGiveUp(library.find("services-trade/2017-1"));
    EditionRules rules = orGiveUp(EditionRules::compile(*edition));
    FixedClock clock{Moment{1'491'364'800}};
    UnitCode unit = exampleUnitCode(1);
    FileKeySigner signer = makeSigner();
    Filing filing = makeFiling();
    Bytes package = orGiveUp(seal(filing, *edition, {}, signer, clock)).bytes;

    FileKeySigner makeSigner() {
        auto key = orGiveUp(PrivateKey::generate());
        auto certificate = orGiveUp(selfSignedCertificate(key, {unit.text(), {}}, validFromNow(clock, 365)));
        return orGiveUp(FileKeySigner::make(std::move(key), std::move(certificate)));
    }
    Filing makeFiling() const {
        SeededRandom random{1};
        return orGiveUp(randomFiling(*edition, *edition->findFormSet("quarterly"), unit, *Quarter::parse("2017Q1"), 20, random));
    }
};

Workbench& workbench() {
    static Workbench one;
    return one;
}

void checkingAFiling(benchmark::State& state) {
    auto& bench = workbench();
    for (auto _ : state) benchmark::DoNotOptimize(judge(bench.filing, *bench.edition, bench.rules, RunsAt::enterprise));
}

/// The same for 50 rows with all that a bureau knows beside it: earlier quarters, the same quarter of last year, a profile, rates, the
/// register. Then no rule is idle.
void checkingFiftyRowsBesideHistory(benchmark::State& state) {
    auto& bench = workbench();
    auto const data = orGiveUp(loadSurveyData(bench.library.folder()));
    SeededRandom random{1};
    auto const filingOf = [&](char const* quarter) {
        return orGiveUp(randomFiling(*bench.edition, *bench.edition->findFormSet("quarterly"), bench.unit, *Quarter::parse(quarter), 50, random));
    };
    auto const filing = filingOf("2017Q1");
    Surroundings beside;
    beside.rates = &data.rates;
    beside.today = Date{2017, 4, 5};
    beside.opens = Date{2017, 4, 1};
    beside.registered = RegisteredUnit{"样例", "500112", "", "2017-I"};
    for (auto const* quarter : {"2016Q4", "2016Q3", "2016Q1"}) beside.filings.push_back({bench.edition, filingOf(quarter)});
    // The same rows as last quarter, so that changes are judged too.
    beside.filings.front().filing.forms = filing.forms;
    auto const& form = *bench.edition->findForm(bench.edition->ruleData.profile);
    Filing profile;
    profile.header = {bench.edition->id, "profile", bench.unit.text(), "2016", 1, {}, FilingKind::original, false, ""};
    profile.forms = {{form.id, {Row{std::vector<Cell>(form.columns.size())}}}};
    for (std::size_t i = 0; i < form.columns.size(); ++i) {
        if (form.columns[i].kind == ColumnKind::money) profile.forms.front().rows.front().cells[i] = *Money::parse("1000000000");
    }
    beside.filings.push_back({bench.edition, profile});
    for (auto _ : state) benchmark::DoNotOptimize(judge(filing, *bench.edition, bench.rules, RunsAt::bureau, beside));
}

void sealingAFiling(benchmark::State& state) {
    auto& bench = workbench();
    for (auto _ : state) benchmark::DoNotOptimize(seal(bench.filing, *bench.edition, {}, bench.signer, bench.clock));
}

void openingAndVerifying(benchmark::State& state) {
    auto& bench = workbench();
    for (auto _ : state) benchmark::DoNotOptimize(openPackage(bench.package));
}

void openingAndReading(benchmark::State& state) {
    auto& bench = workbench();
    for (auto _ : state) {
        auto const opened = openPackage(bench.package);
        benchmark::DoNotOptimize(readPackagedFiling(*opened, *bench.edition));
    }
}

void checkingTheSignatureAlone(benchmark::State& state) {
    auto& bench = workbench();
    Bytes const message(900, 'x');
    auto const signature = orGiveUp(bench.signer.sign(message));
    for (auto _ : state) benchmark::DoNotOptimize(verifySignature(bench.signer.certificate(), Algorithm::ecdsaP256Sha256, message, signature));
}

}  // namespace

BENCHMARK(checkingTheSignatureAlone)->Unit(benchmark::kMicrosecond);
BENCHMARK(checkingAFiling)->Unit(benchmark::kMicrosecond);
BENCHMARK(checkingFiftyRowsBesideHistory)->Unit(benchmark::kMicrosecond);
BENCHMARK(sealingAFiling)->Unit(benchmark::kMicrosecond);
BENCHMARK(openingAndVerifying)->Unit(benchmark::kMicrosecond);
BENCHMARK(openingAndReading)->Unit(benchmark::kMicrosecond);
BENCHMARK_MAIN();
