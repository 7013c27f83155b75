#pragma once
/// SQLite as the store uses it: one connection of one thread, durable by default, every error a value. Statements are prepared once.

#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <functional>
#include <initializer_list>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <variant>

#include "base/bytes.h"
#include "base/error.h"

struct sqlite3_stmt;

namespace zhibao {

namespace error {
inline constexpr ErrorCode databaseMissing{"database-missing"};
inline constexpr ErrorCode databaseIsFolder{"database-is-folder"};
inline constexpr ErrorCode databaseFolderMissing{"database-folder-missing"};  // folder
inline constexpr ErrorCode databaseExists{"database-exists"};
inline constexpr ErrorCode databaseUnopenable{"database-unopenable"};  // text
inline constexpr ErrorCode databaseReadOnly{"database-read-only"};
inline constexpr ErrorCode databaseBusy{"database-busy"};        // another program holds it longer than we waited
inline constexpr ErrorCode databaseDamaged{"database-damaged"};  // text
inline constexpr ErrorCode databaseForeign{"database-foreign"};  // the file is something else than this kind of Zhibao database
inline constexpr ErrorCode databaseOnNetwork{"database-on-network"};
inline constexpr ErrorCode databaseRefused{"database-refused"};  // text: the constraint or trigger that says no
inline constexpr ErrorCode databaseFailed{"database-failed"};    // text, number: what SQLite says
inline constexpr ErrorCode diskFull{"disk-full"};
}  // namespace error

/// A blob among arguments, told apart from a text.
struct Blob {
    BytesView bytes;
};
using SqlArgument = std::variant<std::monostate, std::int64_t, std::string_view, Blob>;

class Database;

/// Rows of a query, one at a time. Texts and blobs live until the next call of next(). Must not outlive its database.
class Cursor {
public:
    Cursor(Cursor&& other) noexcept;
    Cursor& operator=(Cursor&&) = delete;
    ~Cursor();
    /// True while there is a row.
    [[nodiscard]] Result<bool> next();
    [[nodiscard]] int columns() const noexcept;
    [[nodiscard]] bool isNull(int column) const noexcept;
    [[nodiscard]] std::int64_t integer(int column) const noexcept;
    [[nodiscard]] std::optional<std::int64_t> optionalInteger(int column) const noexcept;
    [[nodiscard]] std::string_view text(int column) const noexcept;
    [[nodiscard]] BytesView blob(int column) const noexcept;
    /// The value as it could be bound again.
    [[nodiscard]] SqlArgument value(int column) const noexcept;

private:
    friend class Database;
    Cursor(Database& database, sqlite3_stmt* statement, bool* isInUse) noexcept
        : database_(&database), statement_(statement), isInUse_(isInUse) {}
    Database* database_;
    sqlite3_stmt* statement_;
    bool* isInUse_;  // of the kept statement; null for one that is dropped afterwards
};

class Database {
public:
    enum class Access { readOnly, readWrite, create };
    struct Options {
        bool durable = true;  // wait for the disk at every commit
        int busyMilliseconds = 10'000;
    };

    /// Opens (or, with `create`, makes) the file. databaseMissing, databaseIsFolder, databaseExists and databaseFolderMissing
    /// (for `create`; an empty file is none), databaseUnopenable, databaseForeign (no SQLite file), databaseOnNetwork (locks are not to be trusted there).
    [[nodiscard]] static Result<Database> open(std::filesystem::path const& path, Access access, Options options);
    [[nodiscard]] static Result<Database> open(std::filesystem::path const& path, Access access) { return open(path, access, Options{}); }
    Database(Database&&) noexcept;
    Database& operator=(Database&&) = delete;
    ~Database();

    [[nodiscard]] std::filesystem::path const& path() const noexcept;
    /// A whole script, as it stands in a file.
    [[nodiscard]] Result<> executeScript(std::string const& script);
    /// One statement without answer. databaseRefused when a constraint or trigger says no.
    [[nodiscard]] Result<> execute(std::string_view sql, std::span<SqlArgument const> arguments);
    [[nodiscard]] Result<> execute(std::string_view sql, std::initializer_list<SqlArgument> arguments = {}) {
        return execute(sql, std::span<SqlArgument const>{arguments.begin(), arguments.size()});
    }
    [[nodiscard]] Result<Cursor> query(std::string_view sql, std::span<SqlArgument const> arguments);
    [[nodiscard]] Result<Cursor> query(std::string_view sql, std::initializer_list<SqlArgument> arguments = {}) {
        return query(sql, std::span<SqlArgument const>{arguments.begin(), arguments.size()});
    }
    /// The first column of the first row as a whole number; nothing when there is no row or it is null.
    [[nodiscard]] Result<std::optional<std::int64_t>> integer(std::string_view sql, std::initializer_list<SqlArgument> arguments = {});
    /// Copies all pages into `target`, as one moment's state, while others may go on writing. `take` hears done and total pages
    /// and answers false to stop (the error is then `cancelled`). databaseBusy when another program holds the target longer than it waits.
    [[nodiscard]] Result<> copyTo(Database& target, std::function<bool(std::uint64_t, std::uint64_t)> const& take = {});

private:
    friend class Cursor;
    friend class Transaction;
    friend class ReadMoment;
    struct State;
    explicit Database(std::unique_ptr<State> state) noexcept;
    [[nodiscard]] Result<Cursor> start(std::string_view sql, std::span<SqlArgument const> arguments, bool keepTexts);
    [[nodiscard]] tl::unexpected<Error> failure(int number) const;
    std::unique_ptr<State> state_;
};

/// A write transaction that is undone unless it is committed. Takes the write lock at once, so that it cannot fail half way for
/// another writer's sake. Inside another one it is a part of that: nothing lasts before the outer one is committed, and what is not committed inside undoes all of it.
class Transaction {
public:
    [[nodiscard]] static Result<Transaction> begin(Database& database);
    Transaction(Transaction&& other) noexcept : database_(std::exchange(other.database_, nullptr)), isInner_(other.isInner_) {}
    Transaction& operator=(Transaction&&) = delete;
    ~Transaction();
    [[nodiscard]] Result<> commit();

private:
    Transaction(Database& database, bool isInner) noexcept : database_(&database), isInner_(isInner) {}
    Database* database_;
    bool isInner_;
};

/// One moment's state for several queries, whoever writes meanwhile. Ends with its scope; inside another transaction it does nothing.
class ReadMoment {
public:
    [[nodiscard]] static Result<ReadMoment> begin(Database& database);
    ReadMoment(ReadMoment&& other) noexcept : database_(std::exchange(other.database_, nullptr)) {}
    ReadMoment& operator=(ReadMoment&&) = delete;
    ~ReadMoment();

private:
    explicit ReadMoment(Database* database) noexcept : database_(database) {}
    Database* database_;
};

}  // namespace zhibao
