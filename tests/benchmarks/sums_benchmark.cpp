/// How fast totals are: rows into a cube, a cube into a table, and SQLite's own GROUP BY over the same facts for comparison.
/// Rows are made from a seed: 20 per unit and quarter, over all leaf items, 30 partners and four currencies.

#include <benchmark/benchmark.h>
#include <sqlite3.h>

#include <stdexcept>

#include "aggregate/cube.h"
#include "base/random.h"
#include "support/editions.h"
#include "table/build.h"

namespace zhibao {
namespace {

constexpr std::uint64_t seed = 2017;
constexpr unsigned rowsPerUnit = 20;

struct StoredRow {
    std::uint32_t unit;
    std::uint16_t item;
    std::uint16_t partner;
    std::uint8_t quarter;
    std::uint8_t currency;
    bool isImport;
    bool isOutsourcing;
    std::int64_t mode1;
    std::int64_t mode4;
};

struct Rows {
    std::vector<StoredRow> rows;
    std::vector<std::string> units;
    std::vector<std::string> items;
    std::vector<std::string> partners;
    std::vector<Quarter> quarters;
    std::array<std::string, 4> currencies{"CNY", "USD", "EUR", "HKD"};

    explicit Rows(std::int64_t count) {
        auto const& edition = test::theEdition();
        for (auto const& entry : edition.findList("items")->entries())
            if (entry.isLeaf) items.push_back(entry.code);
        for (auto const& entry : edition.findList("partners")->entries())
            if (partners.size() < 30) partners.push_back(entry.code);
        quarters = Quarter::parse("2017Q4")->yearToDate();
        auto const unitCount = static_cast<std::uint64_t>(count) / rowsPerUnit / quarters.size() + 1;
        for (std::uint64_t i = 0; i < unitCount; ++i) units.push_back("91999999" + std::to_string(10'000'000'00 + i));
        SeededRandom random{seed};
        for (std::int64_t i = 0; i < count; ++i) {
            auto const filing = static_cast<std::uint64_t>(i) / rowsPerUnit;
            rows.push_back({static_cast<std::uint32_t>(filing % units.size()), static_cast<std::uint16_t>(random.below(items.size())),
                            static_cast<std::uint16_t>(random.below(partners.size())), static_cast<std::uint8_t>(filing / units.size() % quarters.size()),
                            static_cast<std::uint8_t>(random.below(currencies.size())), random.below(3) == 0, random.below(8) == 0,
                            static_cast<std::int64_t>(random.below(1'000'000'000)), static_cast<std::int64_t>(random.below(100'000'000))});
        }
    }

    [[nodiscard]] AcceptedRow row(StoredRow const& stored) const {
        return {quarters[stored.quarter], 1, units[stored.unit], "500112", "", "L", true, stored.isImport ? "import" : "export", items[stored.item],
                partners[stored.partner], stored.isOutsourcing ? "ito" : "none", currencies[stored.currency],
                Money::ofHundredths(stored.mode1 + stored.mode4), Money::ofHundredths(stored.mode1), std::nullopt, Money::ofHundredths(stored.mode4), std::nullopt, std::nullopt};
    }
};

Rows const& rowsOf(std::int64_t count) {
    static std::map<std::int64_t, Rows> made;
    return made.try_emplace(count, count).first->second;
}

Cube cubeOf(Rows const& rows, CubeShape shape) {
    DefaultSectors const sectors{*test::theEdition().findList("items")};
    CubeBuilder builder{shape, sectors};
    for (auto const& stored : rows.rows)
        if (!builder.add(rows.row(stored))) throw std::runtime_error{"a row did not fit"};
    return builder.build();
}

constexpr CubeShape publicationShape{{Dimension::item, Dimension::mode, Dimension::flow, Dimension::sector, Dimension::partner}, false};

void cubeFromRows(benchmark::State& state) {
    auto const& rows = rowsOf(state.range(0));
    for (auto _ : state) benchmark::DoNotOptimize(cubeOf(rows, publicationShape));
    state.SetItemsProcessed(state.iterations() * state.range(0));
}
BENCHMARK(cubeFromRows)->Arg(100'000)->Arg(1'000'000)->Unit(benchmark::kMillisecond);

void cubeWithContributors(benchmark::State& state) {
    auto const& rows = rowsOf(state.range(0));
    CubeShape shape{{Dimension::sector, Dimension::flow}, true};
    for (auto _ : state) benchmark::DoNotOptimize(cubeOf(rows, shape));
    state.SetItemsProcessed(state.iterations() * state.range(0));
}
BENCHMARK(cubeWithContributors)->Arg(1'000'000)->Unit(benchmark::kMillisecond);

void tableFromCube(benchmark::State& state, char const* id) {
    auto const& edition = test::theEdition();
    auto const definition = findTableDefinition(edition, id);
    if (!definition) throw std::runtime_error{"no such table"};
    auto const cube = cubeOf(rowsOf(1'000'000), shapeFor(*definition));
    auto const bytes = readFile(std::filesystem::path{ZHIBAO_SOURCE_FOLDER} / "forms" / "rates" / "fx_quarterly_per_usd.csv");
    auto const rates = RateTable::parse(bytes.value());
    TableOptions options{*Quarter::parse("2017Q4"), true};
    for (auto _ : state) {
        auto const table = buildTable(*definition, cube, options, {edition, *rates, "", {}, "", std::nullopt, false});
        if (!table) throw std::runtime_error{"no table"};
        benchmark::DoNotOptimize(table);
    }
}
BENCHMARK_CAPTURE(tableFromCube, by_sector, "by-sector")->Unit(benchmark::kMillisecond);
BENCHMARK_CAPTURE(tableFromCube, by_item_mode, "by-item-mode")->Unit(benchmark::kMillisecond);
BENCHMARK_CAPTURE(tableFromCube, target, "target")->Unit(benchmark::kMillisecond);

void check(int result) {
    if (result != SQLITE_OK && result != SQLITE_DONE && result != SQLITE_ROW) throw std::runtime_error{"sqlite"};
}

/// The same cube by SQLite, from a table in memory that holds one fact per line with sector and mode already decided.
void groupByOfSqlite(benchmark::State& state) {
    auto const& rows = rowsOf(state.range(0));
    DefaultSectors const sectors{*test::theEdition().findList("items")};
    sqlite3* database = nullptr;
    check(sqlite3_open(":memory:", &database));
    check(sqlite3_exec(database, "CREATE TABLE fact (period TEXT, sector TEXT, item TEXT, mode TEXT, flow TEXT, partner TEXT, currency TEXT, amount INTEGER) STRICT; BEGIN",
                       nullptr, nullptr, nullptr));
    sqlite3_stmt* insert = nullptr;
    check(sqlite3_prepare_v2(database, "INSERT INTO fact VALUES (?,?,?,?,?,?,?,?)", -1, &insert, nullptr));
    for (auto const& stored : rows.rows) {
        auto const row = rows.row(stored);
        for (auto const& [mode, amount] : {std::pair{"1", stored.mode1}, std::pair{"4", stored.mode4}}) {
            int place = 0;
            auto const bind = [&](std::string_view text) {
                check(sqlite3_bind_text(insert, ++place, text.data(), static_cast<int>(text.size()), SQLITE_TRANSIENT));
            };
            bind(toText(row.quarter));
            bind(sectors.sectorOf(row));
            bind(row.item);
            bind(mode);
            bind(row.flow);
            bind(row.partner);
            bind(row.currency);
            check(sqlite3_bind_int64(insert, ++place, amount));
            check(sqlite3_step(insert));
            check(sqlite3_reset(insert));
        }
    }
    check(sqlite3_finalize(insert));
    check(sqlite3_exec(database, "COMMIT", nullptr, nullptr, nullptr));
    for (auto _ : state) {
        sqlite3_stmt* select = nullptr;
        check(sqlite3_prepare_v2(database,
                                 "SELECT period, sector, item, mode, flow, partner, currency, SUM(amount), COUNT(*) FROM fact "
                                 "GROUP BY period, sector, item, mode, flow, partner, currency",
                                 -1, &select, nullptr));
        std::int64_t cells = 0;
        while (sqlite3_step(select) == SQLITE_ROW) ++cells;
        benchmark::DoNotOptimize(cells);
        check(sqlite3_finalize(select));
    }
    state.SetItemsProcessed(state.iterations() * state.range(0));
    sqlite3_close(database);
}
BENCHMARK(groupByOfSqlite)->Arg(100'000)->Arg(1'000'000)->Unit(benchmark::kMillisecond);

}  // namespace
}  // namespace zhibao

BENCHMARK_MAIN();
