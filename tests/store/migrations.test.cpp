#include "store/migrations.h"

#include <array>
#include <atomic>
#include <thread>
#include <vector>

#include "base/digest.h"
#include "base/file.h"
#include "base/json.h"

#include "support/catch.h"
#include "support/temporary_folder.h"

using namespace zhibao;

namespace {

constexpr std::array twoSteps{
    Migration{1, "0001_one.sql", "CREATE TABLE one (number INTEGER PRIMARY KEY) STRICT; INSERT INTO one VALUES (1);"},
    Migration{2, "0002_two.sql", "ALTER TABLE one ADD COLUMN name TEXT; UPDATE one SET name = 'first;';"}};
constexpr std::array brokenStep{twoSteps[0], Migration{2, "0002_two.sql", "CREATE TABLE two (number INTEGER) STRICT; UPDATE nowhere SET a = 1;"}};
constexpr std::int32_t ourId = 77;

Schema schemaOf(std::span<Migration const> migrations) { return {ourId, migrations}; }

Database opened(std::filesystem::path const& path, Database::Access access) {
    auto database = Database::open(path, access);
    REQUIRE(database);
    return *std::move(database);
}

}  // namespace

TEST_CASE("a new database gets all migrations and the number of the newest", "[store][migrations]") {
    test::TemporaryFolder const folder;
    auto database = opened(folder / "a.db", Database::Access::create);
    REQUIRE(migrate(database, schemaOf(twoSteps)));
    CHECK(database.integer("PRAGMA user_version").value() == 2);
    CHECK(database.integer("SELECT count(*) FROM one WHERE name = 'first;'").value() == 1);
    CHECK(requireSchema(database, schemaOf(twoSteps)));
    CHECK_FALSE(std::filesystem::exists(migrationBackupPath(folder / "a.db", 1)));
}

TEST_CASE("an older database is copied beside itself before it is changed", "[store][migrations]") {
    test::TemporaryFolder const folder;
    auto database = opened(folder / "a.db", Database::Access::create);
    REQUIRE(migrate(database, schemaOf(std::span{twoSteps}.first(1))));
    CHECK(requireSchema(database, schemaOf(twoSteps)).error().code == error::databaseOutdated);
    REQUIRE(migrate(database, schemaOf(twoSteps)));
    CHECK(database.integer("PRAGMA user_version").value() == 2);

    auto before = opened(folder / "a.db.before-2", Database::Access::readOnly);
    CHECK(before.integer("PRAGMA user_version").value() == 1);
    CHECK(before.integer("SELECT count(*) FROM one").value() == 1);
}

TEST_CASE("a migration that fails leaves the database as it was and names its file", "[store][migrations]") {
    test::TemporaryFolder const folder;
    auto database = opened(folder / "a.db", Database::Access::create);
    REQUIRE(migrate(database, schemaOf(std::span{twoSteps}.first(1))));
    auto const result = migrate(database, schemaOf(brokenStep));
    REQUIRE_FALSE(result);
    CHECK(result.error().code == error::migrationFailed);
    CHECK(result.error().arguments.at("file") == "0002_two.sql");
    CHECK(database.integer("PRAGMA user_version").value() == 1);
    CHECK(database.integer("SELECT count(*) FROM sqlite_schema WHERE name = 'two'").value() == 0);
}

TEST_CASE("a database newer than the program is refused with both numbers", "[store][migrations]") {
    test::TemporaryFolder const folder;
    auto database = opened(folder / "a.db", Database::Access::create);
    REQUIRE(migrate(database, schemaOf(twoSteps)));
    for (auto const& result : {migrate(database, schemaOf(std::span{twoSteps}.first(1))), requireSchema(database, schemaOf(std::span{twoSteps}.first(1)))}) {
        REQUIRE_FALSE(result);
        CHECK(result.error().code == error::databaseNewer);
        CHECK(result.error().arguments.at("database") == "2");
        CHECK(result.error().arguments.at("program") == "1");
    }
}

TEST_CASE("a database of another program is refused and not touched", "[store][migrations]") {
    test::TemporaryFolder const folder;
    auto database = opened(folder / "a.db", Database::Access::create);
    REQUIRE(database.executeScript("CREATE TABLE recipes (name TEXT);"));
    CHECK(migrate(database, schemaOf(twoSteps)).error().code == error::databaseForeign);
    CHECK(requireSchema(database, schemaOf(twoSteps)).error().code == error::databaseForeign);
    CHECK(database.integer("SELECT count(*) FROM sqlite_schema").value() == 1);
}

TEST_CASE("the migrations in the program are those in the folder, numbered without gaps", "[store][migrations]") {
    auto const files = listFiles(pathOf(ZHIBAO_SOURCE_FOLDER) / "schemas/sql/bureau", ".sql").value();
    auto const schema = bureauSchema();
    REQUIRE(files.size() == schema.migrations.size());
    for (std::size_t i = 0; i < files.size(); ++i) {
        CHECK(schema.migrations[i].number == static_cast<int>(i) + 1);
        CHECK(schema.migrations[i].file == toText(files[i].filename()));
        CHECK(schema.migrations[i].sql == readFile(files[i]).value());
        auto const digits = std::to_string(10'000 + schema.migrations[i].number).substr(1);
        CHECK(schema.migrations[i].file.starts_with(digits + "_"));
        CHECK(schema.migrations[i].sql.starts_with("-- " + std::string{schema.migrations[i].file} + "   Why: "));
    }
}

namespace {

/// What is wrong with a list of released migrations: {"schema": …, "migrations": [{"file": "bureau/0001_ledger.sql", "digest": …}]}.
std::vector<std::string> alteredReleases(JsonValue const& released, std::filesystem::path const& folder) {
    std::vector<std::string> complaints;
    JsonNode const root{released};
    auto const entries = root.at("migrations").value().elements().value();
    for (auto const& entry : entries) {
        auto const file = entry.stringAt("file").value();
        auto const bytes = readFile(folder / pathOf(file));
        if (!bytes || sha256(*bytes).hex() != entry.stringAt("digest").value()) complaints.push_back(file);
    }
    return complaints;
}

}  // namespace

TEST_CASE("a released migration never changes", "[store][migrations]") {
    auto const folder = pathOf(ZHIBAO_SOURCE_FOLDER) / "schemas/sql";
    auto const released = parseJson(readFile(folder / "released.json").value());
    REQUIRE(released);
    CHECK(alteredReleases(*released, folder).empty());

    test::TemporaryFolder const elsewhere;
    REQUIRE(writeFile(elsewhere / "0001_one.sql", "SELECT 1;"));
    auto const listing = [](std::string const& digest) {
        return parseJson(R"({"migrations":[{"file":"0001_one.sql","digest":")" + digest + R"("}]})").value();
    };
    CHECK(alteredReleases(listing(sha256("SELECT 1;").hex()), elsewhere.path()).empty());
    CHECK(alteredReleases(listing(sha256("SELECT 2;").hex()), elsewhere.path()) == std::vector<std::string>{"0001_one.sql"});
}

TEST_CASE("of programs that migrate at the same time none copies what another has changed over the older state", "[store][migrations]") {
    for (int round = 0; round < 8; ++round) {
        test::TemporaryFolder const folder;
        {
            auto database = opened(folder / "a.db", Database::Access::create);
            REQUIRE(migrate(database, schemaOf(std::span{twoSteps}.first(1))));
        }
        std::atomic<int> good = 0;
        std::vector<std::thread> programs;
        for (int program = 0; program < 4; ++program)
            programs.emplace_back([&] {
                auto database = Database::open(folder / "a.db", Database::Access::readWrite);
                auto const migrated = database ? migrate(*database, schemaOf(twoSteps)) : Result<>{tl::unexpected(database.error())};
                if (migrated) ++good;
            });
        for (auto& program : programs) program.join();
        CHECK(good == 4);
        auto before = opened(folder / "a.db.before-2", Database::Access::readOnly);
        CHECK(before.integer("PRAGMA user_version").value() == 1);
        CHECK(opened(folder / "a.db", Database::Access::readOnly).integer("PRAGMA user_version").value() == 2);
    }
}
