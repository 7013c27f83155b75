#include "table/edition_problems.h"

#include <algorithm>
#include <utility>

#include "base/file.h"
#include "form/edition.h"
#include "rules/ruleset.h"

namespace zhibao {

std::string idOf(JsonValue const& value) {
    auto const* id = value.find("id");
    return id == nullptr || id->string() == nullptr ? std::string{} : *id->string();
}

/// What a shell completes ends in a separator, by which the places of the problems would not begin.
EditionProblems::EditionProblems(std::filesystem::path const& folder) : folder_(folder.has_filename() ? folder : folder.parent_path()) {}

bool EditionProblems::isConsequence(Error const& error) const {
    return std::any_of(error.arguments.begin(), error.arguments.end(), [&](auto const& argument) {
        static std::set<std::string_view> const naming{"form", "column", "list", "name", "dataset", "source"};
        if (!naming.contains(argument.first)) return false;
        auto const& named = argument.second;
        // What rules see beside a column or a form is named after it: item_mode1, form5_rows.
        auto const isNamedAfter = [&](std::string const& taken) { return named.size() > taken.size() && named.starts_with(taken) && named[taken.size()] == '_'; };
        return takenOut_.contains(named) || std::any_of(takenOut_.begin(), takenOut_.end(), isNamedAfter);
    });
}

/// A text that lacks a language is told once, not again by the reader of the file.
bool EditionProblems::isToldAsText(Error const& error) const {
    auto const key = error.arguments.find("key");
    bool const isLanguage = key != error.arguments.end() && (key->second == "zh" || key->second == "en");
    if (error.code != error::papersTextEmpty && !(error.code == error::jsonKeyMissing && isLanguage)) return false;
    return std::any_of(problems_.begin(), problems_.end(), [&](EditionProblem const& known) { return known.error.code == error::textLanguageMissing && known.error.places == error.places; });
}

void EditionProblems::report(Error error, bool isNotice) {
    auto const prefix = toText(folder_) + "/";
    for (auto& place : error.places)
        if (place.starts_with(prefix)) place.erase(0, prefix.size());
    if (isConsequence(error) || isToldAsText(error) || problems_.size() >= limit) return;
    auto const isSame = [&](EditionProblem const& known) {
        return known.error.code == error.code && known.error.places == error.places && known.error.arguments == error.arguments;
    };
    if (std::none_of(problems_.begin(), problems_.end(), isSame)) problems_.push_back({std::move(error), isNotice});
}

void EditionProblems::report(ErrorCode code, ErrorArguments arguments, std::string const& file, std::string const& pointer, bool isNotice) {
    report(Error{code, pointer.empty() ? std::vector{file} : std::vector{file, pointer}, std::move(arguments)}, isNotice);
}

}  // namespace zhibao
