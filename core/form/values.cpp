#include "form/values.h"

#include "form/edition.h"
#include "form/localized_texts.h"

namespace zhibao {

namespace {

Result<std::string> identifier(JsonNode const& node, NameKind kind) {
    ZHIBAO_TRY(std::string text, node.string());
    auto const fits = [&](char c) { return isLetter(c) || isDigit(c) || c == '_' || (c == '-' && kind == NameKind::other); };
    if (text.empty() || !isLetter(text.front()) || !std::all_of(text.begin(), text.end(), fits))
        return node.fail(error::identifierMalformed, {{"text", text}});
    return text;
}

}  // namespace

bool isLetter(char c) noexcept {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

bool isDigit(char c) noexcept {
    return c >= '0' && c <= '9';
}

Result<std::string> newIdentifier(JsonNode const& parent, NameKind kind, std::set<std::string>& used) {
    ZHIBAO_TRY(JsonNode const node, parent.at("id"));
    ZHIBAO_TRY(std::string id, identifier(node, kind));
    if (!used.insert(id).second) return node.fail(error::identifierTwice, {{"id", id}});
    return id;
}

Result<std::optional<Date>> dateOrNone(JsonNode const& parent, std::string_view key) {
    ZHIBAO_TRY(auto const node, parent.find(key));
    if (!node) return std::optional<Date>{};
    ZHIBAO_TRY(std::string const text, node->string());
    ZHIBAO_TRY(Date const date, inside(node->pointer(), parseDate(text)));
    return std::optional<Date>{date};
}

Result<std::optional<MonthDay>> monthDayOrNone(JsonNode const& parent, std::string_view key) {
    ZHIBAO_TRY(auto const node, parent.find(key));
    if (!node) return std::optional<MonthDay>{};
    ZHIBAO_TRY(std::string const text, node->string());
    // 2001 was no leap year.
    auto const day = parseDate("2001-" + text);
    if (!day) return node->fail(error::monthDayMalformed, {{"text", text}});
    return std::optional<MonthDay>{MonthDay{day->month(), day->day()}};
}

Result<bool> booleanOr(JsonNode const& parent, std::string_view key, bool otherwise) {
    ZHIBAO_TRY(auto const node, parent.find(key));
    if (!node) return otherwise;
    return node->boolean();
}

Result<int> numberOr(JsonNode const& parent, std::string_view key, int otherwise, int minimum, int maximum) {
    ZHIBAO_TRY(auto const node, parent.find(key));
    if (!node) return otherwise;
    ZHIBAO_TRY(std::int64_t const number, node->integer());
    if (number < minimum || number > maximum) {
        return node->fail(error::numberOutOfRange,
                          {{"got", std::to_string(number)}, {"minimum", std::to_string(minimum)}, {"maximum", std::to_string(maximum)}});
    }
    return static_cast<int>(number);
}

Result<LegalMarks> readMarks(JsonNode const& node) {
    ZHIBAO_CHECK(node.onlyKeys({"number", "authority", "approvalAuthority", "approvalNumber", "validUntil"}));
    LegalMarks marks;
    ZHIBAO_TRY(marks.number, readTextAt(node, "number"));
    ZHIBAO_TRY(marks.authority, readTextOrEmpty(node, "authority"));
    ZHIBAO_TRY(marks.approvalAuthority, readTextOrEmpty(node, "approvalAuthority"));
    ZHIBAO_TRY(marks.approvalNumber, readTextOrEmpty(node, "approvalNumber"));
    ZHIBAO_TRY(marks.validUntil, dateOrNone(node, "validUntil"));
    return marks;
}

Result<> schemaIs(JsonNode const& document, std::string const& expected) {
    ZHIBAO_TRY(JsonNode const node, document.at("schema"));
    ZHIBAO_TRY(std::string const got, node.string());
    if (got != expected) return node.fail(error::editionSchemaUnknown, {{"expected", expected}, {"got", got}});
    return {};
}

}  // namespace zhibao
