#include "store/event_log.h"

#include <algorithm>
#include <utility>

namespace zhibao {

namespace {

void addField(Bytes& bytes, char kind, BytesView value) {
    bytes += kind;
    for (int shift = 56; shift >= 0; shift -= 8) bytes += static_cast<char>((value.size() >> shift) & 0xffU);
    bytes += value;
}

}  // namespace

void FieldBytes::add(SqlArgument const& field) {
    if (auto const* number = std::get_if<std::int64_t>(&field)) {
        addField(bytes_, 'i', std::to_string(*number));
    } else if (auto const* text = std::get_if<std::string_view>(&field)) {
        addField(bytes_, 't', *text);
    } else if (auto const* blob = std::get_if<Blob>(&field)) {
        addField(bytes_, 'b', blob->bytes);
    } else {
        addField(bytes_, 'n', {});
    }
}

Blob blobOf(Digest const& digest) noexcept {
    return Blob{{reinterpret_cast<char const*>(digest.bytes().data()), digest.bytes().size()}};
}

std::optional<Digest> digestIn(Cursor const& cursor, int column) noexcept {
    auto const blob = cursor.blob(column);
    std::array<std::uint8_t, 32> bytes{};
    if (blob.size() != bytes.size()) return std::nullopt;
    std::transform(blob.begin(), blob.end(), bytes.begin(), [](char character) { return static_cast<std::uint8_t>(character); });
    return Digest{bytes};
}

Digest digestOf(Event const& event) {
    FieldBytes fields;
    fields.add(blobOf(event.previous));
    fields.add(event.number);
    fields.add(event.moment.seconds);
    fields.add(std::string_view{event.actor});
    fields.add(std::string_view{event.kind});
    fields.add(std::string_view{event.subject});
    fields.add(std::string_view{event.payload});
    fields.add(blobOf(event.content));
    return sha256(fields.bytes());
}

Digest contentDigest(std::vector<Bytes>& rows) {
    std::sort(rows.begin(), rows.end());
    Bytes all;
    for (auto const& row : rows) addField(all, 'b', row);
    return sha256(all);
}

EventDraft::EventDraft(Moment moment, std::string_view actor, std::string_view kind, std::string subject, JsonValue payload) {
    event_.moment = moment;
    event_.actor = actor;
    event_.kind = kind;
    event_.subject = std::move(subject);
    event_.payload = toText(payload);
}

void EventDraft::addRow(LedgerTable const& table, std::initializer_list<SqlArgument> columns) {
    rows_.push_back({&table, columns});
}

void EventDraft::addStep(std::function<Result<>()> step) {
    steps_.push_back({rows_.size(), std::move(step)});
}

Result<LogHead> headOf(Database& database) {
    ZHIBAO_TRY(auto cursor, database.query("SELECT number, digest FROM event ORDER BY number DESC LIMIT 1"));
    ZHIBAO_TRY(bool const found, cursor.next());
    if (!found) return LogHead{};
    return LogHead{cursor.integer(0), digestIn(cursor, 1).value_or(Digest{})};
}

Result<EventLog> EventLog::inTransaction(Database& database) {
    EventLog log{database};
    ZHIBAO_TRY(LogHead const head, headOf(database));
    log.number_ = head.number;
    log.head_ = head.digest;
    return log;
}

Result<> EventLog::append(EventDraft const& draft) {
    Event event = draft.event_;
    event.number = number_ + 1;
    event.previous = head_;
    std::vector<Bytes> rows;
    rows.reserve(draft.rows_.size());
    for (auto const& row : draft.rows_) {
        FieldBytes fields;
        fields.add(row.table->name);
        for (auto const& column : row.columns) fields.add(column);
        rows.push_back(std::move(fields).take());
    }
    event.content = contentDigest(rows);
    event.digest = digestOf(event);
    ZHIBAO_CHECK(database_->execute("INSERT OR ROLLBACK INTO event (number, moment, actor, kind, subject, payload, content, previous, digest) "
                                    "VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9)",
                                    {event.number, event.moment.seconds, std::string_view{event.actor}, std::string_view{event.kind},
                                     std::string_view{event.subject}, std::string_view{event.payload}, blobOf(event.content),
                                     blobOf(event.previous), blobOf(event.digest)}));
    std::vector<SqlArgument> arguments;
    auto step = draft.steps_.begin();
    auto const doSteps = [&](std::size_t rowsBefore) -> Result<> {
        for (; step != draft.steps_.end() && step->rowsBefore == rowsBefore; ++step) ZHIBAO_CHECK(step->work());
        return {};
    };
    for (std::size_t i = 0; i < draft.rows_.size(); ++i) {
        ZHIBAO_CHECK(doSteps(i));
        auto const& row = draft.rows_[i];
        arguments = row.columns;
        arguments.emplace_back(event.number);
        ZHIBAO_CHECK(database_->execute(row.table->insertion, arguments));
    }
    ZHIBAO_CHECK(doSteps(draft.rows_.size()));
    number_ = event.number;
    head_ = event.digest;
    return {};
}

Event eventIn(Cursor const& cursor) {
    Event event;
    event.number = cursor.integer(0);
    event.moment = Moment{cursor.integer(1)};
    event.actor = cursor.text(2);
    event.kind = cursor.text(3);
    event.subject = cursor.text(4);
    event.payload = cursor.text(5);
    event.content = digestIn(cursor, 6).value_or(Digest{});
    event.previous = digestIn(cursor, 7).value_or(Digest{});
    event.digest = digestIn(cursor, 8).value_or(Digest{});
    return event;
}

}  // namespace zhibao
