#include "store/database.h"

#include <algorithm>
#include <unordered_map>
#include <utility>

#include <SQLiteCpp/Backup.h>
#include <SQLiteCpp/SQLiteCpp.h>
#include <sqlite3.h>

#ifdef __linux__
#include <sys/vfs.h>
#endif

#include "base/file.h"
#include "base/progress.h"

namespace zhibao {

namespace {

/// Statements differ in length or in how they end; what does not is told apart by the comparison. Hashing whole texts shows in bulk work.
struct StatementHash {
    using is_transparent = void;
    std::size_t operator()(std::string_view sql) const noexcept {
        auto const ending = sql.substr(sql.size() - std::min<std::size_t>(sql.size(), 16));
        return std::hash<std::string_view>{}(ending) ^ sql.size();
    }
};

/// SQLite counts the memory it takes under a lock that all connections share, for statistics that nobody here asks for.
void stopCountingMemory() {
    // Too late in a program that has used SQLite before; then it goes on counting.
    static int const result = sqlite3_config(SQLITE_CONFIG_MEMSTATUS, 0);
    static_cast<void>(result);
}

ErrorCode codeOf(int number) {
    switch (number & 0xff) {
        case SQLITE_BUSY:
        case SQLITE_LOCKED: return error::databaseBusy;
        case SQLITE_CORRUPT: return error::databaseDamaged;
        case SQLITE_NOTADB: return error::databaseForeign;
        case SQLITE_FULL: return error::diskFull;
        case SQLITE_READONLY:
        case SQLITE_PERM: return error::databaseReadOnly;
        case SQLITE_CANTOPEN: return error::databaseUnopenable;
        case SQLITE_CONSTRAINT: return error::databaseRefused;
        default: return error::databaseFailed;
    }
}

tl::unexpected<Error> failureOf(int number, std::string text, std::filesystem::path const& path) {
    return fail(codeOf(number), {{"text", std::move(text)}, {"number", std::to_string(number)}}, toText(path));
}

/// Shared memory and locks of WAL do not work over NFS and SMB; SQLite itself cannot tell.
bool isOnNetwork([[maybe_unused]] std::filesystem::path const& path) {
#ifdef __linux__
    constexpr long nfs = 0x6969;
    constexpr long smb = 0x517B;
    constexpr long cifs = 0xFF534D42;
    constexpr long smb2 = 0xFE534D42;
    auto const folder = path.parent_path().empty() ? std::filesystem::path{"."} : path.parent_path();
    struct statfs description {};
    if (statfs(folder.c_str(), &description) != 0) return false;
    auto const kind = static_cast<long>(static_cast<unsigned>(description.f_type));
    return kind == nfs || kind == smb || kind == cifs || kind == smb2;
#else
    return false;
#endif
}

int bindOne(sqlite3_stmt* statement, int position, SqlArgument const& argument, bool keepTexts) {
    // The destructor constants of SQLite are casts of small numbers to a function pointer.
    auto const lifetime = keepTexts ? reinterpret_cast<sqlite3_destructor_type>(-1) : nullptr;
    struct Binder {
        sqlite3_stmt* statement;
        int position;
        sqlite3_destructor_type lifetime;
        int operator()(std::monostate) const { return sqlite3_bind_null(statement, position); }
        int operator()(std::int64_t value) const { return sqlite3_bind_int64(statement, position, value); }
        int operator()(std::string_view value) const {
            return sqlite3_bind_text64(statement, position, value.data() == nullptr ? "" : value.data(), value.size(), lifetime, SQLITE_UTF8);
        }
        int operator()(Blob value) const {
            if (value.bytes.empty()) return sqlite3_bind_zeroblob(statement, position, 0);
            return sqlite3_bind_blob64(statement, position, value.bytes.data(), value.bytes.size(), lifetime);
        }
    };
    return std::visit(Binder{statement, position, lifetime}, argument);
}

}  // namespace

struct Database::State {
    struct Prepared {
        sqlite3_stmt* statement = nullptr;
        bool isInUse = false;
    };

    State(std::filesystem::path file, int flags, int busyMilliseconds)
        : path(std::move(file)), connection(nativeText(path), flags, busyMilliseconds) {}
    State(State const&) = delete;
    State& operator=(State const&) = delete;
    bool isWriting = false;  // a Transaction is open
    ~State() {
        for (auto& [sql, prepared] : statements) sqlite3_finalize(prepared.statement);
    }

    std::filesystem::path path;
    SQLite::Database connection;
    // SQLiteCpp's own statements bind no string_view and share ownership per column read, which shows in bulk work.
    std::unordered_map<std::string, Prepared, StatementHash, std::equal_to<>> statements;
};

// ---- Cursor

Cursor::Cursor(Cursor&& other) noexcept
    : database_(other.database_), statement_(std::exchange(other.statement_, nullptr)), isInUse_(other.isInUse_) {}

Cursor::~Cursor() {
    if (statement_ == nullptr) return;
    if (isInUse_ == nullptr) {
        sqlite3_finalize(statement_);
        return;
    }
    sqlite3_reset(statement_);
    sqlite3_clear_bindings(statement_);
    *isInUse_ = false;
}

Result<bool> Cursor::next() {
    int const number = sqlite3_step(statement_);
    if (number == SQLITE_ROW) return true;
    if (number == SQLITE_DONE) return false;
    return database_->failure(number);
}

int Cursor::columns() const noexcept {
    return sqlite3_column_count(statement_);
}

bool Cursor::isNull(int column) const noexcept {
    return sqlite3_column_type(statement_, column) == SQLITE_NULL;
}

std::int64_t Cursor::integer(int column) const noexcept {
    return sqlite3_column_int64(statement_, column);
}

std::optional<std::int64_t> Cursor::optionalInteger(int column) const noexcept {
    if (isNull(column)) return std::nullopt;
    return integer(column);
}

std::string_view Cursor::text(int column) const noexcept {
    auto const* bytes = sqlite3_column_text(statement_, column);
    if (bytes == nullptr) return {};
    return {reinterpret_cast<char const*>(bytes), static_cast<std::size_t>(sqlite3_column_bytes(statement_, column))};
}

BytesView Cursor::blob(int column) const noexcept {
    auto const* bytes = sqlite3_column_blob(statement_, column);
    if (bytes == nullptr) return {};
    return {static_cast<char const*>(bytes), static_cast<std::size_t>(sqlite3_column_bytes(statement_, column))};
}

SqlArgument Cursor::value(int column) const noexcept {
    switch (sqlite3_column_type(statement_, column)) {
        case SQLITE_INTEGER: return integer(column);
        case SQLITE_TEXT: return text(column);
        case SQLITE_BLOB: return Blob{blob(column)};
        default: return std::monostate{};  // STRICT tables without REAL columns hold nothing else
    }
}

// ---- Database

Database::Database(std::unique_ptr<State> state) noexcept : state_(std::move(state)) {}
Database::Database(Database&&) noexcept = default;
Database::~Database() = default;

std::filesystem::path const& Database::path() const noexcept {
    return state_->path;
}

tl::unexpected<Error> Database::failure(int number) const {
    return failureOf(number, sqlite3_errmsg(state_->connection.getHandle()), state_->path);
}

Result<Database> Database::open(std::filesystem::path const& path, Access access, Options options) {
    std::error_code problem;
    bool const exists = std::filesystem::exists(path, problem);
    if (std::filesystem::is_directory(path, problem)) return fail(error::databaseIsFolder, {}, toText(path));
    auto const folder = path.parent_path();
    if (access == Access::create && !folder.empty() && std::filesystem::status(folder, problem).type() == std::filesystem::file_type::not_found)
        return fail(error::databaseFolderMissing, {{"folder", toText(folder)}}, toText(path));
    if (access != Access::create && !exists) return fail(error::databaseMissing, {}, toText(path));
    // A file without a byte is what a creation that was killed leaves behind.
    if (access == Access::create && exists && (!std::filesystem::is_regular_file(path, problem) || std::filesystem::file_size(path, problem) > 0))
        return fail(error::databaseExists, {}, toText(path));
    if (access != Access::readOnly && isOnNetwork(path)) return fail(error::databaseOnNetwork, {}, toText(path));
    int const flags = access == Access::readOnly    ? SQLite::OPEN_READONLY
                      : access == Access::readWrite ? SQLite::OPEN_READWRITE
                                                    : SQLite::OPEN_READWRITE | SQLite::OPEN_CREATE;
    stopCountingMemory();
    std::unique_ptr<State> state;
    try {
        state = std::make_unique<State>(path, flags | SQLite::OPEN_NOMUTEX, options.busyMilliseconds);
    } catch (SQLite::Exception const& exception) {
        return failureOf(exception.getExtendedErrorCode(), exception.what(), path);
    }
    auto* handle = state->connection.getHandle();
    sqlite3_extended_result_codes(handle, 1);
    Database database{std::move(state)};
    if (access != Access::readOnly && sqlite3_db_readonly(handle, "main") == 1) return fail(error::databaseReadOnly, {}, toText(path));
    // The cache holds what a transaction of intake changes; it is what grows with a database, so it is kept small.
    // REPLACE asks the DELETE triggers only when triggers may recurse; ours stand without it, this is a second lock.
    ZHIBAO_CHECK(database.executeScript("PRAGMA foreign_keys = ON; PRAGMA recursive_triggers = ON; PRAGMA trusted_schema = OFF;"
                                        "PRAGMA cell_size_check = ON; PRAGMA cache_size = -8000;"));
    if (access != Access::readOnly) {
        ZHIBAO_CHECK(database.executeScript("PRAGMA journal_mode = WAL; PRAGMA wal_autocheckpoint = 4000;"));
        ZHIBAO_CHECK(database.executeScript(options.durable ? "PRAGMA synchronous = FULL;" : "PRAGMA synchronous = OFF;"));
    }
    return database;
}

Result<> Database::executeScript(std::string const& script) {
    int const number = sqlite3_exec(state_->connection.getHandle(), script.c_str(), nullptr, nullptr, nullptr);
    if (number != SQLITE_OK) return failure(number);
    return {};
}

Result<Cursor> Database::start(std::string_view sql, std::span<SqlArgument const> arguments, bool keepTexts) {
    auto* handle = state_->connection.getHandle();
    auto found = state_->statements.find(sql);
    bool const isFirst = found == state_->statements.end();
    sqlite3_stmt* statement = nullptr;
    bool* isInUse = nullptr;
    if (!isFirst && !found->second.isInUse) {
        statement = found->second.statement;
        isInUse = &found->second.isInUse;
    } else {
        int const number = sqlite3_prepare_v3(handle, sql.data(), static_cast<int>(sql.size()), isFirst ? SQLITE_PREPARE_PERSISTENT : 0, &statement, nullptr);
        if (number != SQLITE_OK) return failure(number);
        // The same query inside its own loop gets a statement of its own.
        if (isFirst) isInUse = &state_->statements.emplace(std::string{sql}, State::Prepared{statement}).first->second.isInUse;
    }
    if (isInUse != nullptr) *isInUse = true;
    Cursor cursor{*this, statement, isInUse};
    int position = 0;
    for (auto const& argument : arguments)
        if (int const number = bindOne(statement, ++position, argument, keepTexts); number != SQLITE_OK) return failure(number);
    return cursor;
}

Result<> Database::execute(std::string_view sql, std::span<SqlArgument const> arguments) {
    ZHIBAO_TRY(auto cursor, start(sql, arguments, false));
    for (;;) {
        ZHIBAO_TRY(bool const more, cursor.next());
        if (!more) return {};
    }
}

Result<Cursor> Database::query(std::string_view sql, std::span<SqlArgument const> arguments) {
    return start(sql, arguments, true);
}

Result<std::optional<std::int64_t>> Database::integer(std::string_view sql, std::initializer_list<SqlArgument> arguments) {
    ZHIBAO_TRY(auto cursor, query(sql, arguments));
    ZHIBAO_TRY(bool const found, cursor.next());
    if (!found) return std::nullopt;
    return cursor.optionalInteger(0);
}

Result<> Database::copyTo(Database& target, std::function<bool(std::uint64_t, std::uint64_t)> const& take) {
    // A transaction of our own keeps the moment: without it the copy starts over whenever another program writes. It begins with the
    // first reading.
    ZHIBAO_TRY(auto const moment, ReadMoment::begin(*this));
    ZHIBAO_TRY([[maybe_unused]] auto const objects, integer("SELECT count(*) FROM sqlite_schema"));
    try {
        SQLite::Backup backup{target.state_->connection, state_->connection};
        for (;;) {
            int const number = backup.executeStep(take ? 1000 : -1);
            // The step has waited as long as the target was told to.
            if (number == SQLITE_BUSY || number == SQLITE_LOCKED) return failureOf(number, sqlite3_errstr(number), target.path());
            auto const total = static_cast<std::uint64_t>(backup.getTotalPageCount());
            auto const remaining = static_cast<std::uint64_t>(backup.getRemainingPageCount());
            if (take && !take(total - remaining, total)) return fail(error::cancelled, {}, toText(path()));
            if (number == SQLITE_DONE) return {};
        }
    } catch (SQLite::Exception const& exception) {
        return failureOf(exception.getExtendedErrorCode(), exception.what(), target.path());
    }
}

// ---- Transaction

Result<Transaction> Transaction::begin(Database& database) {
    bool const isInner = database.state_->isWriting;
    if (!isInner) ZHIBAO_CHECK(database.execute("BEGIN IMMEDIATE"));
    database.state_->isWriting = true;
    return Transaction{database, isInner};
}

Transaction::~Transaction() {
    if (database_ == nullptr) return;
    // Some errors (a full disk) make SQLite itself roll back; then there is nothing left to undo.
    if (sqlite3_get_autocommit(database_->state_->connection.getHandle()) == 0) (void)database_->executeScript("ROLLBACK");
    if (!isInner_) database_->state_->isWriting = false;
}

Result<> Transaction::commit() {
    if (!isInner_) {
        ZHIBAO_CHECK(database_->execute("COMMIT"));
        database_->state_->isWriting = false;
    }
    database_ = nullptr;
    return {};
}

// ---- ReadMoment

Result<ReadMoment> ReadMoment::begin(Database& database) {
    if (sqlite3_get_autocommit(database.state_->connection.getHandle()) == 0) return ReadMoment{nullptr};
    ZHIBAO_CHECK(database.execute("BEGIN"));
    return ReadMoment{&database};
}

ReadMoment::~ReadMoment() {
    if (database_ != nullptr) (void)database_->execute("ROLLBACK");
}

}  // namespace zhibao
