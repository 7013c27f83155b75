#include "store/bureau_news.h"

#include <utility>

#include "store/bureau_answers.h"

namespace zhibao {

namespace {

struct KeptFile {
    ExchangeKind kind = ExchangeKind::bulletin;
    std::string unit;
    Bytes bytes;
};

/// The newest of a kind, or of both for none; of two of one second the one that came last.
Result<std::optional<KeptFile>> newestFile(DraftStore& store, std::optional<ExchangeKind> kind) {
    std::string const wanted{kind ? nameOf(*kind) : std::string_view{}};
    ZHIBAO_TRY(auto rows, store.connection().query("SELECT kind, unit, bytes FROM bureau_file WHERE ?1 IN ('', kind) ORDER BY created_at DESC, taken_at DESC LIMIT 1",
                                                   {std::string_view{wanted}}));
    ZHIBAO_TRY(bool const isRow, rows.next());
    if (!isRow) return std::optional<KeptFile>{};
    return std::optional{KeptFile{rows.text(0) == nameOf(ExchangeKind::starter) ? ExchangeKind::starter : ExchangeKind::bulletin, std::string{rows.text(1)}, Bytes{rows.blob(2)}}};
}

Result<Certificate> authorityFor(DraftStore& store, std::string const& unit) {
    ZHIBAO_TRY(auto authority, trustedAuthority(store, unit));
    if (!authority) return fail(error::bureauNotTrustedYet, {{"unit", unit}});
    return *std::move(authority);
}

Result<SurveyState> stateIn(DraftStore& store, KeptFile const& file) {
    ZHIBAO_TRY(auto const authority, authorityFor(store, file.unit));
    ZHIBAO_TRY(auto const exchange, openExchange(file.bytes));
    ZHIBAO_TRY(auto const text, exchange.at(file.kind == ExchangeKind::starter ? entry::starter : entry::bulletin));
    ZHIBAO_TRY(auto const document, parseJson(text));
    return readState(exchange, JsonNode{document}, authority);
}

/// The units that trust a bureau, one for each authority.
Result<std::vector<std::string>> trustingUnits(DraftStore& store) {
    ZHIBAO_TRY(auto rows, store.connection().query("SELECT min(unit) FROM bureau_authority GROUP BY certificate ORDER BY 1"));
    std::vector<std::string> units;
    for (;;) {
        ZHIBAO_TRY(bool const more, rows.next());
        if (!more) return units;
        units.emplace_back(rows.text(0));
    }
}

}  // namespace

Result<std::optional<BureauNews>> newestNews(DraftStore& store) {
    ZHIBAO_TRY(auto const file, newestFile(store, std::nullopt));
    if (!file) return std::optional<BureauNews>{};
    BureauNews news;
    ZHIBAO_TRY(news.state, stateIn(store, *file));
    ZHIBAO_TRY(auto const createdAt, store.connection().integer("SELECT max(created_at) FROM bureau_file"));
    news.createdAt = Moment{createdAt.value_or(0)};
    ZHIBAO_TRY(auto const bulletin, newestFile(store, ExchangeKind::bulletin));
    if (bulletin) {
        ZHIBAO_TRY(auto const authority, authorityFor(store, bulletin->unit));
        ZHIBAO_TRY(auto opened, readBulletin(bulletin->bytes, authority));
        news.period = std::move(opened.bulletin.period);
        news.notices = std::move(opened.bulletin.notices);
    }
    return std::optional{std::move(news)};
}

Result<NewsAge> keepNews(DraftStore& store, OpenedExchange const& exchange, BytesView file, std::string_view unit, Moment now) {
    auto const identity = exchange.identity.hex();
    auto const kind = nameOf(exchange.manifest.kind);
    auto const created = exchange.manifest.createdAt;
    auto& database = store.connection();
    ZHIBAO_TRY(auto const known, database.integer("SELECT 1 FROM bureau_file WHERE identity = ?1", {std::string_view{identity}}));
    if (known) return NewsAge::same;
    // A starter file may be older than a bulletin that everybody has: its state is then not the one that holds.
    ZHIBAO_TRY(auto const newer, database.integer("SELECT 1 FROM bureau_file WHERE kind = ?1 AND created_at > ?2 LIMIT 1", {kind, created.seconds}));
    if (newer && exchange.manifest.kind == ExchangeKind::bulletin) return NewsAge::older;
    ZHIBAO_CHECK(database.execute("INSERT INTO bureau_file (identity, kind, unit, created_at, bytes, taken_at) VALUES (?1, ?2, ?3, ?4, ?5, ?6)",
                                  {std::string_view{identity}, kind, unit, created.seconds, Blob{file}, now.seconds}));
    return newer ? NewsAge::older : NewsAge::newest;
}

Result<TakenBulletin> takeBulletin(DraftStore& store, BytesView file, Moment now) {
    ZHIBAO_TRY(auto const exchange, openExchange(file));
    ZHIBAO_CHECK(exchange.checkKind(ExchangeKind::bulletin));
    ZHIBAO_TRY(auto const units, trustingUnits(store));
    Error problem{error::bureauNotTrustedYet, {}, {{"unit", exchange.manifest.from}}};
    for (auto const& unit : units) {
        ZHIBAO_TRY(auto const authority, authorityFor(store, unit));
        auto opened = readBulletin(file, authority);
        if (!opened) {
            problem = opened.error();
            continue;
        }
        ZHIBAO_TRY(auto transaction, Transaction::begin(store.connection()));
        ZHIBAO_TRY(auto const age, keepNews(store, exchange, file, unit, now));
        ZHIBAO_CHECK(transaction.commit());
        return TakenBulletin{std::move(opened->bulletin), opened->createdAt, age};
    }
    return tl::unexpected(std::move(problem));
}

}  // namespace zhibao
