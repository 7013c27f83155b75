#include "form/code_notes.h"

#include "form/localized_texts.h"
#include "form/values.h"

namespace zhibao {

namespace {

Result<Exclusion> readExclusion(JsonNode const& node, CodeList const& list) {
    ZHIBAO_CHECK(node.onlyKeys({"zh", "en", "see"}));
    Exclusion exclusion;
    ZHIBAO_TRY(exclusion.text, readTextMembers(node));
    ZHIBAO_TRY(auto const see, node.find("see"));
    if (!see) return exclusion;
    ZHIBAO_TRY(exclusion.see, see->string());
    if (list.find(exclusion.see) == nullptr) return see->fail(error::codeUnknown, {{"code", exclusion.see}, {"list", list.id()}});
    return exclusion;
}

Result<CodeNote> readNote(JsonNode const& node, CodeList const& list) {
    ZHIBAO_CHECK(node.onlyKeys({"definition", "includes", "excludes", "examples"}));
    CodeNote note;
    ZHIBAO_TRY(note.definition, readTextAt(node, "definition"));
    ZHIBAO_TRY(note.includes, readTextsAt(node, "includes"));
    ZHIBAO_TRY(note.examples, readTextsAt(node, "examples"));
    ZHIBAO_TRY(auto const excludes, node.find("excludes"));
    if (!excludes) return note;
    ZHIBAO_TRY(auto const elements, excludes->elements());
    for (auto const& element : elements) {
        ZHIBAO_TRY(Exclusion exclusion, readExclusion(element, list));
        note.excludes.push_back(std::move(exclusion));
    }
    return note;
}

}  // namespace

Result<CodeNotes> readCodeNotes(BytesView json, CodeList const& list) {
    ZHIBAO_TRY(JsonValue const value, parseJson(json));
    JsonNode const document{value};
    ZHIBAO_CHECK(document.onlyKeys({"schema", "codes"}));
    ZHIBAO_CHECK(schemaIs(document, "code-notes-1"));
    ZHIBAO_TRY(JsonNode const codes, document.at("codes"));
    ZHIBAO_TRY(auto const members, codes.members());
    CodeNotes notes;
    for (auto const& [code, node] : members) {
        if (list.find(code) == nullptr) return node.fail(error::codeUnknown, {{"code", std::string{code}}, {"list", list.id()}});
        ZHIBAO_TRY(CodeNote note, readNote(node, list));
        notes.emplace(code, std::move(note));
    }
    return notes;
}

}  // namespace zhibao
