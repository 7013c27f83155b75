#pragma once
/// The ledger's log. Every row the bureau stores belongs to an event, and the events form a chain: an event's digest covers the digest
/// of the one before it and, by `content`, all rows it wrote. The newest digest (the head), printed or signed somewhere outside, fixes
/// everything up to there.
///
/// Digests are SHA-256 over fields, each written as one letter for its kind (n nothing, i whole number, t text, b bytes), its length in
/// eight bytes, the most significant first, and its bytes; a whole number is written in decimal digits.
///     row      table, then the row's columns in the order of ledger_tables.h, without the event's number
///     content  all rows of the event, sorted as byte strings, each as a field of bytes
///     digest   previous, number, moment, actor, kind, subject, payload, content

#include <cstdint>
#include <functional>
#include <initializer_list>
#include <string>
#include <string_view>
#include <vector>

#include "base/date.h"
#include "base/digest.h"
#include "base/json.h"
#include "store/database.h"
#include "store/ledger_tables.h"

namespace zhibao {

/// Fields in the form that digests are made of.
class FieldBytes {
public:
    void add(SqlArgument const& field);
    [[nodiscard]] Bytes const& bytes() const noexcept { return bytes_; }
    [[nodiscard]] Bytes take() && noexcept { return std::move(bytes_); }

private:
    Bytes bytes_;
};

/// The bytes of a digest as an argument; the digest must outlive it.
[[nodiscard]] Blob blobOf(Digest const& digest) noexcept;
/// The digest in a column; nothing when the column does not hold 32 bytes.
[[nodiscard]] std::optional<Digest> digestIn(Cursor const& cursor, int column) noexcept;

struct Event {
    std::int64_t number = 0;
    Moment moment;
    std::string actor;    // "intake", "policy", "register", "bureau"
    std::string kind;     // "version-received"
    std::string subject;  // what it is about: a unit's code, a file
    std::string payload;  // JSON
    Digest content;
    Digest previous;
    Digest digest;
};

/// What an event's digest must be, from its other fields.
[[nodiscard]] Digest digestOf(Event const& event);

/// An event about to happen, with the rows it writes. Texts and blobs of the rows must live until append().
class EventDraft {
public:
    EventDraft(Moment moment, std::string_view actor, std::string_view kind, std::string subject, JsonValue payload);
    /// A row: the table's columns in order, without the event's number.
    void addRow(LedgerTable const& table, std::initializer_list<SqlArgument> columns);
    /// What is to be done between the rows added so far and those that follow; no part of the event.
    void addStep(std::function<Result<>()> step);
    [[nodiscard]] bool hasRows() const noexcept { return !rows_.empty(); }

private:
    friend class EventLog;
    struct PendingRow {
        LedgerTable const* table;
        std::vector<SqlArgument> columns;
    };
    struct Step {
        std::size_t rowsBefore;
        std::function<Result<>()> work;
    };
    Event event_;
    std::vector<PendingRow> rows_;
    std::vector<Step> steps_;
};

/// Where the log stands: its newest event. Number 0 and an all-zero digest before the first event.
struct LogHead {
    std::int64_t number = 0;
    Digest digest;
};
[[nodiscard]] Result<LogHead> headOf(Database& database);

/// Appends inside a transaction of the caller's. Made anew for each transaction, so that it knows the head.
class EventLog {
public:
    [[nodiscard]] static Result<EventLog> inTransaction(Database& database);
    /// Writes the event, then its rows, and does its steps in between.
    [[nodiscard]] Result<> append(EventDraft const& draft);
    [[nodiscard]] std::int64_t number() const noexcept { return number_; }
    [[nodiscard]] Digest const& head() const noexcept { return head_; }

private:
    explicit EventLog(Database& database) noexcept : database_(&database) {}
    Database* database_;
    std::int64_t number_ = 0;
    Digest head_;  // all zero before the first event
};

/// Digest of rows given in their byte form; sorts them.
[[nodiscard]] Digest contentDigest(std::vector<Bytes>& rows);

/// Reads the columns of an event as "SELECT number, moment, actor, kind, subject, payload, content, previous, digest FROM event" gives them.
[[nodiscard]] Event eventIn(Cursor const& cursor);

}  // namespace zhibao
