#include "store/migrations.h"

#include <string>

#include "base/file.h"
#include "store/backup.h"

namespace zhibao {

namespace {

struct Shape {
    std::int64_t applicationId = 0;
    std::int64_t number = 0;
    bool isEmpty = false;
};

Result<Shape> shapeOf(Database& database) {
    ZHIBAO_TRY(auto const applicationId, database.integer("PRAGMA application_id"));
    ZHIBAO_TRY(auto const number, database.integer("PRAGMA user_version"));
    ZHIBAO_TRY(auto const objects, database.integer("SELECT count(*) FROM sqlite_schema"));
    return Shape{applicationId.value_or(0), number.value_or(0), objects.value_or(0) == 0};
}

tl::unexpected<Error> failWithNumbers(ErrorCode code, Database const& database, std::int64_t number, Schema const& schema) {
    return fail(code, {{"database", std::to_string(number)}, {"program", std::to_string(schema.newest())}}, toText(database.path()));
}

Result<> requireOurs(Database const& database, Shape const& shape, Schema const& schema) {
    if (shape.applicationId != schema.applicationId) return fail(error::databaseForeign, {}, toText(database.path()));
    if (shape.number > schema.newest()) return failWithNumbers(error::databaseNewer, database, shape.number, schema);
    return {};
}

/// One migration in its own transaction. Asks again inside it, because another program may have been quicker.
Result<> apply(Database& database, Schema const& schema, Migration const& migration) {
    ZHIBAO_TRY(auto transaction, Transaction::begin(database));
    ZHIBAO_TRY(Shape const shape, shapeOf(database));
    if (shape.number >= migration.number) return {};
    auto const number = std::to_string(migration.number);
    auto const run = [&]() -> Result<> {
        ZHIBAO_CHECK(database.executeScript(std::string{migration.sql}));
        ZHIBAO_CHECK(database.executeScript("PRAGMA application_id = " + std::to_string(schema.applicationId) + "; PRAGMA user_version = " + number + ";"));
        return transaction.commit();
    };
    if (auto const done = run(); !done) {
        // A disk or another program can be at fault as well as the file; those keep their own code.
        if (done.error().code != error::databaseFailed && done.error().code != error::databaseRefused) return done;
        auto const text = done.error().arguments.find("text");
        return fail(error::migrationFailed, {{"file", std::string{migration.file}}, {"text", text == done.error().arguments.end() ? "" : text->second}},
                    toText(database.path()));
    }
    return {};
}

/// The database as it is before it is migrated. Holds the lock of writers, so that what another program has migrated meanwhile is never
/// copied over the copy that this program made before.
Result<> keepCopy(Database& database, Schema const& schema) {
    ZHIBAO_TRY(auto const lock, Transaction::begin(database));
    ZHIBAO_TRY(Shape const shape, shapeOf(database));
    if (shape.number >= schema.newest()) return {};
    // SQLite copies nothing from a connection that has begun to write.
    ZHIBAO_TRY(auto reader, Database::open(database.path(), Database::Access::readOnly));
    return copyDatabase(reader, migrationBackupPath(database.path(), static_cast<int>(shape.number) + 1), Overwrite::yes);
}

}  // namespace

std::filesystem::path migrationBackupPath(std::filesystem::path const& database, int firstNumber) {
    auto path = database;
    path += ".before-" + std::to_string(firstNumber);
    return path;
}

Result<> requireSchema(Database& database, Schema const& schema) {
    ZHIBAO_TRY(Shape const shape, shapeOf(database));
    ZHIBAO_CHECK(requireOurs(database, shape, schema));
    if (shape.number < schema.newest()) return failWithNumbers(error::databaseOutdated, database, shape.number, schema);
    return {};
}

Result<> migrate(Database& database, Schema const& schema) {
    ZHIBAO_TRY(Shape const shape, shapeOf(database));
    bool const isNew = shape.isEmpty && shape.applicationId == 0 && shape.number == 0;
    if (!isNew) {
        ZHIBAO_CHECK(requireOurs(database, shape, schema));
        if (shape.number == schema.newest()) return {};
        ZHIBAO_CHECK(keepCopy(database, schema));
    }
    for (auto const& migration : schema.migrations)
        if (migration.number > shape.number) ZHIBAO_CHECK(apply(database, schema, migration));
    return {};
}

}  // namespace zhibao
