#include "package/bulletin.h"

#include <utility>

#include "base/text.h"
#include "calendar/period.h"

namespace zhibao {

namespace {

constexpr std::string_view schema = "bulletin-1";
constexpr JsonLimits documentLimits{.bytes = 4U << 20U, .depth = 6};

JsonValue toJson(LocalizedText const& text) {
    return JsonValue::Object{{"zh", text.zh}, {"en", text.en}};
}

Result<LocalizedText> textAt(JsonNode const& object, std::string_view key) {
    ZHIBAO_TRY(auto const node, object.at(key));
    ZHIBAO_CHECK(node.onlyKeys({"zh", "en"}));
    LocalizedText text;
    ZHIBAO_TRY(text.zh, node.stringAt("zh"));
    ZHIBAO_TRY(text.en, node.stringAt("en"));
    return text;
}

Result<Bulletin> readDocument(JsonNode const& root) {
    ZHIBAO_TRY(auto const schemaName, root.stringAt("schema"));
    if (schemaName != schema) return fail(error::bulletinSchemaUnknown, {{"got", shortened(schemaName, 40)}}, "/schema");
    ZHIBAO_CHECK(root.onlyKeys({"schema", "period", "notices", "editions"}));
    Bulletin bulletin;
    ZHIBAO_TRY(bulletin.period, root.stringAt("period"));
    ZHIBAO_CHECK(inside("/period", parsePeriod(bulletin.period)));
    ZHIBAO_TRY(auto const list, root.at("notices"));
    ZHIBAO_TRY(bulletin.notices, readNotices(list));
    return bulletin;
}

}  // namespace

Result<std::vector<BulletinNotice>> readNotices(JsonNode const& list) {
    ZHIBAO_TRY(auto const nodes, list.elements());
    std::vector<BulletinNotice> notices;
    for (auto const& node : nodes) {
        ZHIBAO_CHECK(node.onlyKeys({"title", "text"}));
        BulletinNotice notice;
        ZHIBAO_TRY(notice.title, textAt(node, "title"));
        ZHIBAO_TRY(notice.text, textAt(node, "text"));
        notices.push_back(std::move(notice));
    }
    return notices;
}

Result<SignedExchange> writeBulletin(Bulletin const& bulletin, Signer& bureau, Clock const& clock, std::string_view programVersion) {
    JsonValue::Array notices;
    for (auto const& notice : bulletin.notices) notices.push_back(JsonValue::Object{{"title", toJson(notice.title)}, {"text", toJson(notice.text)}});
    JsonValue const document{JsonValue::Object{{"schema", schema}, {"period", bulletin.period}, {"notices", std::move(notices)}, {"editions", editionsJson(bulletin.state)}}};
    std::vector<ExchangeEntry> entries{{std::string{entry::bulletin}, toText(document)}};
    addState(entries, bulletin.state);
    return writeExchange(ExchangeKind::bulletin, {}, entries, bureau, clock, programVersion);
}

Result<OpenedBulletin> readBulletin(BytesView file, Certificate const& authority) {
    ZHIBAO_TRY(auto const exchange, openExchange(file));
    ZHIBAO_CHECK(exchange.checkKind(ExchangeKind::bulletin));
    ZHIBAO_CHECK(checkOfBureau(exchange, authority));
    ZHIBAO_TRY(auto const text, exchange.at(entry::bulletin));
    ZHIBAO_TRY(auto const document, inside(entry::bulletin, parseJson(text, documentLimits)));
    ZHIBAO_TRY(auto bulletin, inside(entry::bulletin, readDocument(JsonNode{document})));
    ZHIBAO_TRY(bulletin.state, inside(entry::bulletin, readState(exchange, JsonNode{document}, authority)));
    return OpenedBulletin{std::move(bulletin), exchange.manifest.createdAt, exchange.identity};
}

}  // namespace zhibao
