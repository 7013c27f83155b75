#include "form/localized_texts.h"

#include "form/edition.h"

namespace zhibao {

Result<LocalizedText> readText(JsonNode const& node) {
    ZHIBAO_CHECK(node.onlyKeys({"zh", "en"}));
    return readTextMembers(node);
}

Result<LocalizedText> readTextMembers(JsonNode const& node) {
    LocalizedText text;
    ZHIBAO_TRY(text.zh, node.stringOr("zh", ""));
    ZHIBAO_TRY(text.en, node.stringOr("en", ""));
    if (text.zh.empty() || text.en.empty()) return node.fail(error::textLanguageMissing, {{"language", text.zh.empty() ? "zh" : "en"}});
    return text;
}

Result<LocalizedText> readTextAt(JsonNode const& parent, std::string_view key) {
    ZHIBAO_TRY(JsonNode const node, parent.at(key));
    return readText(node);
}

Result<LocalizedText> readTextOrEmpty(JsonNode const& parent, std::string_view key) {
    ZHIBAO_TRY(auto const node, parent.find(key));
    if (!node) return LocalizedText{};
    return readText(*node);
}

Result<std::vector<LocalizedText>> readTextsAt(JsonNode const& parent, std::string_view key) {
    std::vector<LocalizedText> texts;
    ZHIBAO_TRY(auto const node, parent.find(key));
    if (!node) return texts;
    ZHIBAO_TRY(auto const elements, node->elements());
    for (auto const& element : elements) {
        ZHIBAO_TRY(auto text, readText(element));
        texts.push_back(std::move(text));
    }
    return texts;
}

}  // namespace zhibao
