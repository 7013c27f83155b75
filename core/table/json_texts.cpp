#include "table/json_texts.h"

namespace zhibao {

Result<Unit> readUnit(JsonNode const& node) {
    ZHIBAO_TRY(std::string const text, node.string());
    if (text == "one") return Unit::one;
    if (text == "tenThousand") return Unit::tenThousand;
    if (text == "hundredMillion") return Unit::hundredMillion;
    return node.fail(error::jsonValueUnknown, {{"text", text}, {"expected", "one, tenThousand, hundredMillion"}});
}

Result<LegalMarks> readMarks(JsonNode const& node) {
    ZHIBAO_CHECK(node.onlyKeys({"number", "authority", "approvalAuthority", "approvalNumber", "validUntil"}));
    LegalMarks marks;
    ZHIBAO_TRY(marks.number, readTextAt(node, "number"));
    auto const optionalText = [&](std::string_view key, LocalizedText& into) -> Result<> {
        ZHIBAO_TRY(auto const child, node.find(key));
        if (!child) return {};
        ZHIBAO_TRY(into, readText(*child));
        return {};
    };
    ZHIBAO_CHECK(optionalText("authority", marks.authority));
    ZHIBAO_CHECK(optionalText("approvalAuthority", marks.approvalAuthority));
    ZHIBAO_CHECK(optionalText("approvalNumber", marks.approvalNumber));
    ZHIBAO_TRY(auto const until, node.find("validUntil"));
    if (until) {
        ZHIBAO_TRY(std::string const text, until->string());
        ZHIBAO_TRY(marks.validUntil, inside(until->pointer(), parseDate(text)));
    }
    return marks;
}

Result<std::vector<FooterPlace>> readFooter(JsonNode const& parent) {
    std::vector<FooterPlace> places;
    ZHIBAO_TRY(auto const node, parent.find("footer"));
    if (!node) return places;
    ZHIBAO_TRY(auto const elements, node->elements());
    for (auto const& element : elements) {
        ZHIBAO_CHECK(element.onlyKeys({"title", "signatory"}));
        FooterPlace place;
        ZHIBAO_TRY(place.title, readTextAt(element, "title"));
        ZHIBAO_TRY(place.signatory, element.stringOr("signatory", ""));
        places.push_back(std::move(place));
    }
    return places;
}

}  // namespace zhibao
