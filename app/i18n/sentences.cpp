#include "i18n/sentences.h"

#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdlib>
#include <map>

#include "base/file.h"
#include "base/json.h"
#include "i18n/embedded_sentences.h"
#include "rules/script.h"

namespace zhibao {

namespace {

std::map<std::string, LocalizedText, std::less<>> readCatalogue() {
    std::map<std::string, LocalizedText, std::less<>> catalogue;
    for (auto const file : embeddedSentences) {
        // The files are checked by a test and built in; one that does not read would be our own fault.
        auto const document = parseJson(file);
        if (!document || document->object() == nullptr) continue;
        for (auto const& [name, texts] : *document->object()) {
            auto const* chinese = texts.find("zh");
            auto const* english = texts.find("en");
            if (chinese != nullptr && chinese->string() != nullptr && english != nullptr && english->string() != nullptr)
                catalogue[name] = {*chinese->string(), *english->string()};
        }
    }
    return catalogue;
}

/// "{count} {count:file|files}" becomes "1 file" or "2 files".
std::string filledIn(std::string const& pattern, ErrorArguments const& arguments) {
    std::string text;
    for (std::size_t i = 0; i < pattern.size();) {
        auto const end = pattern[i] == '{' ? pattern.find('}', i) : std::string::npos;
        if (end == std::string::npos) {
            text += pattern[i++];
            continue;
        }
        auto const inner = pattern.substr(i + 1, end - i - 1);
        auto const colon = inner.find(':');
        auto const argument = arguments.find(inner.substr(0, colon));
        std::string const value = argument == arguments.end() ? "…" : onOneLine(argument->second);
        auto const bar = inner.find('|', colon);
        if (colon == std::string::npos || bar == std::string::npos) text += value;
        else text += value == "1" ? inner.substr(colon + 1, bar - colon - 1) : inner.substr(bar + 1);
        i = end + 1;
    }
    return text;
}

/// How many bytes of the text's beginning a terminal would obey instead of showing.
std::size_t controlAtStart(std::string_view text) {
    auto const first = static_cast<unsigned char>(text.front());
    if (first < 0x20 || first == 0x7F) return 1;
    if (text.starts_with("\xC2") && text.size() > 1 && static_cast<unsigned char>(text[1]) < 0xA0) return 2;  // U+0080 to U+009F
    if (!text.starts_with("\xE2\x80") && !text.starts_with("\xE2\x81")) return 0;
    auto const last = text.size() > 2 ? static_cast<unsigned char>(text[2]) : 0U;
    // Line and paragraph separators; embeddings, overrides and isolates of direction.
    bool const isControl = text[1] == '\x80' ? last >= 0xA8 && last <= 0xAE : last >= 0xA6 && last <= 0xA9;
    return isControl ? 3 : 0;
}

/// What the operating system says of a file, in the language, where it is one of the usual things: "No such file or directory" is the
/// phrase "system-no-such-file-or-directory".
std::string saidBySystem(std::string const& text, Language language) {
    std::string name;
    for (char const letter : text) name += letter >= 'A' && letter <= 'Z' ? static_cast<char>(letter - 'A' + 'a') : letter == ' ' || letter == '/' ? '-' : letter;
    auto const said = phrase("system-" + name, {}, language);
    return said == "system-" + name ? text : said;
}

/// Why a rule or a computation failed on a row ("division-by-zero"), in words: the phrase "fault-division-by-zero".
std::string faultInWords(std::string const& reason, Language language) {
    auto const said = phrase("fault-" + reason, {}, language);
    return said == "fault-" + reason ? reason : said;
}

/// What a script should have had or has in some place: what is no word of VTL itself is said in the language ("expression" is the phrase
/// "vtl-word-expression"), and roles and types are named in it too.
std::string vtlInWords(std::string const& text, Language language) {
    auto name = text;
    std::replace(name.begin(), name.end(), ' ', '-');
    auto const said = phrase("vtl-word-" + name, {}, language);
    return said == "vtl-word-" + name ? text : said;
}

/// Kinds of JSON values in the language: "object" is the phrase "json-kind-object".
std::string jsonInWords(std::string const& kind, Language language) {
    auto const said = phrase("json-kind-" + kind, {}, language);
    return said == "json-kind-" + kind ? kind : said;
}

}  // namespace

std::string phrase(std::string_view name, ErrorArguments const& arguments, Language language) {
    static auto const catalogue = readCatalogue();
    auto const found = catalogue.find(name);
    if (found == catalogue.end()) return std::string{name};
    return filledIn(found->second.in(language), arguments);
}

std::string sentence(Error const& error, Language language) {
    auto arguments = error.arguments;
    if (error.code == error::fileUnreadable || error.code == error::fileUnwritable)
        for (auto& [name, value] : arguments) value = saidBySystem(value, language);
    if (auto const reason = arguments.find("reason"); reason != arguments.end()) reason->second = faultInWords(reason->second, language);
    if (error.code == error::jsonWrongKind)
        for (auto& [name, value] : arguments) value = jsonInWords(value, language);
    // The others name components and datasets there, which are the script's own.
    constexpr std::array aboutLanguage{error::vtlSyntax, error::vtlTextEnds, error::vtlRoleMismatch, error::vtlTypeMismatch};
    if (std::find(aboutLanguage.begin(), aboutLanguage.end(), error.code) != aboutLanguage.end()) {
        for (auto const* name : {"expected", "got"})
            if (auto const said = arguments.find(name); said != arguments.end()) said->second = vtlInWords(said->second, language);
    }
    return phrase(error.code.name(), arguments, language);
}

std::string onOneLine(std::string_view text) {
    std::string line;
    while (!text.empty()) {
        auto const control = controlAtStart(text);
        line += control == 0 ? text.front() : ' ';
        text.remove_prefix(std::max<std::size_t>(control, 1));
    }
    return line;
}

std::string problemLine(Error const& error, Language language) {
    auto const place = onOneLine(error.where());
    return (place.empty() ? "-" : place) + ": " + std::string{error.code.name()} + ": " + sentence(error, language);
}

Language languageOfEnvironment() {
    // A list such as "zh_CN:en", which people set who want other sentences than their locale's.
    if (char const* const wanted = std::getenv("LANGUAGE"); wanted != nullptr && *wanted != '\0')
        return std::string_view{wanted}.starts_with("zh") ? Language::chinese : Language::english;
    for (char const* const name : {"LC_ALL", "LC_MESSAGES", "LANG"}) {
        char const* const value = std::getenv(name);
        if (value != nullptr && *value != '\0')
            return std::string_view{value}.starts_with("zh") ? Language::chinese : Language::english;
    }
    return Language::english;
}

}  // namespace zhibao
