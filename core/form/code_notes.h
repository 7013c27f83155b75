#pragma once
/// What an entry of a code list means, in words: definition, what belongs to it, what belongs elsewhere, examples. Data of the edition,
/// beside the list: lists/NAME.notes.json.
///
///     {"schema": "code-notes-1", "codes": {"SI21": {
///         "definition": {"zh": "…", "en": "…"},
///         "includes":   [{"zh": "…", "en": "…"}],
///         "excludes":   [{"zh": "…", "en": "…", "see": "SH3"}],
///         "examples":   [{"zh": "…", "en": "…"}]}}}

#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "base/bytes.h"
#include "base/error.h"
#include "base/language.h"
#include "form/code_list.h"

namespace zhibao {

/// Something that does not belong to an entry, and where it does.
struct Exclusion {
    LocalizedText text;
    std::string see;  // the code it belongs to; empty when it is not asked at all
    friend bool operator==(Exclusion const&, Exclusion const&) = default;
};

struct CodeNote {
    LocalizedText definition;
    std::vector<LocalizedText> includes;
    std::vector<Exclusion> excludes;
    std::vector<LocalizedText> examples;
};

/// By code.
using CodeNotes = std::map<std::string, CodeNote, std::less<>>;

/// Reads the notes of a list. Errors name the pointer: editionSchemaUnknown, codeUnknown (an entry or a "see" that the list does not know),
/// textLanguageMissing, jsonKeyMissing (every note has a definition), jsonKeyUnknown.
[[nodiscard]] Result<CodeNotes> readCodeNotes(BytesView json, CodeList const& list);

}  // namespace zhibao
