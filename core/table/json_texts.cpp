#include "table/json_texts.h"

namespace zhibao {

Result<Unit> readUnit(JsonNode const& node) {
    ZHIBAO_TRY(std::string const text, node.string());
    if (text == "one") return Unit::one;
    if (text == "tenThousand") return Unit::tenThousand;
    if (text == "hundredMillion") return Unit::hundredMillion;
    return node.fail(error::jsonValueUnknown, {{"text", text}, {"expected", "one, tenThousand, hundredMillion"}});
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
