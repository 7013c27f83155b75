#include "i18n/sentences.h"

#include <cstdlib>
#include <map>

#include "base/json.h"
#include "i18n/embedded_sentences.h"

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

std::string filledIn(std::string const& pattern, ErrorArguments const& arguments) {
    std::string text;
    for (std::size_t i = 0; i < pattern.size();) {
        auto const end = pattern[i] == '{' ? pattern.find('}', i) : std::string::npos;
        if (end == std::string::npos) {
            text += pattern[i++];
            continue;
        }
        auto const argument = arguments.find(pattern.substr(i + 1, end - i - 1));
        text += argument == arguments.end() ? "…" : argument->second;
        i = end + 1;
    }
    return text;
}

}  // namespace

std::string phrase(std::string_view name, ErrorArguments const& arguments, Language language) {
    static auto const catalogue = readCatalogue();
    auto const found = catalogue.find(name);
    if (found == catalogue.end()) return std::string{name};
    return filledIn(found->second.in(language), arguments);
}

std::string sentence(Error const& error, Language language) {
    return phrase(error.code.name(), error.arguments, language);
}

std::string problemLine(Error const& error, Language language) {
    auto const place = error.where();
    return (place.empty() ? "-" : place) + ": " + std::string{error.code.name()} + ": " + sentence(error, language);
}

Language languageOfEnvironment() {
    for (char const* const name : {"LC_ALL", "LC_MESSAGES", "LANG"}) {
        char const* const value = std::getenv(name);
        if (value != nullptr && *value != '\0')
            return std::string_view{value}.starts_with("zh") ? Language::chinese : Language::english;
    }
    return Language::english;
}

}  // namespace zhibao
