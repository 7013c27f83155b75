#include <map>
#include <optional>
#include <utility>
#include <vector>

#include "store/event_log.h"
#include "store/migrations.h"
#include "store/verification.h"

namespace zhibao {

namespace {

/// Rows of one table, in the order of the events that wrote them, read one behind the other.
class RowsByEvent {
public:
    static Result<RowsByEvent> of(Database& database, LedgerTable const& table) {
        ZHIBAO_TRY(auto cursor, database.query(table.selection));
        RowsByEvent rows{table, std::move(cursor)};
        ZHIBAO_CHECK(rows.advance());
        return rows;
    }
    [[nodiscard]] bool hasRow() const noexcept { return hasRow_; }
    [[nodiscard]] std::int64_t event() const noexcept { return cursor_.integer(0); }
    [[nodiscard]] LedgerTable const& table() const noexcept { return *table_; }
    [[nodiscard]] Bytes bytes() const {
        FieldBytes fields;
        fields.add(table_->name);
        for (int column = 1; column < cursor_.columns(); ++column) fields.add(cursor_.value(column));
        return std::move(fields).take();
    }
    Result<> advance() {
        ZHIBAO_TRY(hasRow_, cursor_.next());
        return {};
    }

private:
    RowsByEvent(LedgerTable const& table, Cursor cursor) : table_(&table), cursor_(std::move(cursor)) {}
    LedgerTable const* table_;
    Cursor cursor_;
    bool hasRow_ = false;
};

class EventVerification {
public:
    explicit EventVerification(Verification& verification) : verification_(verification), database_(verification.database) {}

    Result<> run() {
        ZHIBAO_CHECK(file());
        ZHIBAO_CHECK(schema());
        ZHIBAO_CHECK(references());
        ZHIBAO_CHECK(events());
        return refusals();
    }

private:
    void problem(ErrorCode code, ErrorArguments arguments) { verification_.problem(Error{code, {}, std::move(arguments)}); }

    Result<> file() {
        auto rows = database_.query("PRAGMA integrity_check(100)");
        if (!rows) return tl::unexpected(rows.error());
        for (;;) {
            auto const more = rows->next();
            // Pages can be damaged so much that even the check cannot read on; that is a finding too.
            if (!more) {
                problem(error::ledgerFileInconsistent, {{"text", more.error().arguments.contains("text") ? more.error().arguments.at("text") : ""}});
                return {};
            }
            if (!*more) return {};
            if (rows->text(0) != "ok") problem(error::ledgerFileInconsistent, {{"text", std::string{rows->text(0)}}});
        }
    }

    static Result<std::map<std::string, std::string>> schemaOf(Database& database) {
        std::map<std::string, std::string> objects;
        ZHIBAO_TRY(auto rows, database.query("SELECT type || ' ' || name, sql FROM sqlite_schema"));
        for (;;) {
            ZHIBAO_TRY(bool const more, rows.next());
            if (!more) return objects;
            objects.emplace(rows.text(0), rows.text(1));
        }
    }

    /// Tables, indexes and triggers are those that the migrations make. Statistics that SQLite may keep for itself are no part of it.
    Result<> schema() {
        ZHIBAO_TRY(auto fresh, Database::open(":memory:", Database::Access::create));
        ZHIBAO_CHECK(migrate(fresh, bureauSchema()));
        ZHIBAO_TRY(auto const expected, schemaOf(fresh));
        ZHIBAO_TRY(auto found, schemaOf(database_));
        std::erase_if(found, [](auto const& object) { return object.first.starts_with("table sqlite_stat"); });
        for (auto const& [name, sql] : expected)
            if (auto const known = found.find(name); known == found.end() || known->second != sql) problem(error::ledgerSchemaAltered, {{"name", name}});
        for (auto const& [name, sql] : found)
            if (!expected.contains(name)) problem(error::ledgerSchemaAltered, {{"name", name}});
        return {};
    }

    Result<> references() {
        ZHIBAO_TRY(auto rows, database_.query("SELECT \"table\", parent, count(*) FROM pragma_foreign_key_check GROUP BY 1, 2"));
        for (;;) {
            ZHIBAO_TRY(bool const more, rows.next());
            if (!more) return {};
            problem(error::ledgerReferenceBroken, {{"table", std::string{rows.text(0)}}, {"parent", std::string{rows.text(1)}}, {"rows", std::to_string(rows.integer(2))}});
        }
    }

    Result<> events() {
        std::vector<RowsByEvent> tables;
        for (auto const* table : ledger::all()) {
            ZHIBAO_TRY(auto rows, RowsByEvent::of(database_, *table));
            tables.push_back(std::move(rows));
        }
        ZHIBAO_TRY(auto cursor, database_.query("SELECT number, moment, actor, kind, subject, payload, content, previous, digest FROM event ORDER BY number"));
        Digest previous;
        std::int64_t last = 0;
        bool headFound = !verification_.options.head.has_value();
        for (;;) {
            ZHIBAO_TRY(bool const more, cursor.next());
            if (!more) break;
            auto const event = eventIn(cursor);
            for (auto missing = last + 1; missing < event.number; ++missing) {
                problem(error::ledgerEventMissing, {{"event", std::to_string(missing)}});
                if (verification_.report.isCutShort) break;  // a number may have been set to something enormous
            }
            last = event.number;
            auto const number = std::to_string(event.number);
            if (event.previous != previous) problem(error::ledgerChainBroken, {{"event", number}});
            if (digestOf(event) != event.digest) problem(error::ledgerEventAltered, {{"event", number}});
            ZHIBAO_TRY(auto const content, contentOf(event.number, tables));
            if (content != event.content) problem(error::ledgerRowsAltered, {{"event", number}, {"kind", event.kind}, {"subject", event.subject}});
            previous = event.digest;
            headFound = headFound || event.digest == *verification_.options.head;
            ++verification_.report.events;
            if (verification_.options.stop.stop_requested()) return fail(error::cancelled);
        }
        for (auto& table : tables) ZHIBAO_CHECK(complainUntil(table, std::nullopt));
        verification_.report.head = previous;
        if (!headFound) problem(error::ledgerHeadUnknown, {{"head", verification_.options.head->hex()}});
        return {};
    }

    /// Rows that name an event before `event`, or any event that is left, which is not there.
    Result<> complainUntil(RowsByEvent& table, std::optional<std::int64_t> event) {
        while (table.hasRow() && (!event || table.event() < *event)) {
            problem(error::ledgerRowWithoutEvent, {{"table", std::string{table.table().name}}, {"event", std::to_string(table.event())}});
            ZHIBAO_CHECK(table.advance());
        }
        return {};
    }

    Result<Digest> contentOf(std::int64_t event, std::vector<RowsByEvent>& tables) {
        std::vector<Bytes> rows;
        for (auto& table : tables) {
            ZHIBAO_CHECK(complainUntil(table, event));
            while (table.hasRow() && table.event() == event) {
                rows.push_back(table.bytes());
                ZHIBAO_CHECK(table.advance());
            }
        }
        return contentDigest(rows);
    }

    /// A file was refused when it arrived.
    Result<> refusals() {
        ZHIBAO_TRY(auto rows, database_.query("SELECT e.number, e.kind, e.subject FROM refusal r JOIN event e ON e.number = r.event WHERE r.arrived <> e.moment ORDER BY 1"));
        for (;;) {
            ZHIBAO_TRY(bool const more, rows.next());
            if (!more) return {};
            problem(error::ledgerRowsAltered, {{"event", std::to_string(rows.integer(0))}, {"kind", std::string{rows.text(1)}}, {"subject", std::string{rows.text(2)}}});
        }
    }

    Verification& verification_;
    Database& database_;
};

}  // namespace

Result<> verifyEvents(Verification& verification) {
    return EventVerification{verification}.run();
}

}  // namespace zhibao
