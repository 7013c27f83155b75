#include "answers/problem_words.h"

#include <string>
#include <utility>
#include <vector>

#include "base/nearest.h"

namespace zhibao {

namespace {

std::string namedCode(CodeEntry const& entry, Language language) {
    return entry.code + " " + entry.name.in(language);
}

/// The codes of the list that look most like it, with their names.
std::string codesNear(std::string const& code, CodeList const& list, Column const& column, Language language) {
    // Of two letters every other code is a neighbour.
    constexpr std::size_t shortest = 3;
    if (code.size() < shortest) return {};
    std::vector<std::string> candidates;
    for (auto const& entry : list.entries()) {
        if (entry.isLeaf || !column.leafOnly) candidates.push_back(entry.code);
    }
    std::string near;
    for (auto const& candidate : nearest(code, candidates)) {
        near += near.empty() ? "" : language == Language::chinese ? "、" : ", ";
        near += namedCode(*list.find(candidate), language);
    }
    return near;
}

}  // namespace

Error worded(StructuralProblem const& problem, Edition const& edition, Language language) {
    Error error = problem.error;
    auto const* form = problem.cells.empty() ? nullptr : edition.findForm(problem.cells.front().form);
    auto const columnOf = [&](std::string const& id) -> Column const* {
        auto const position = form == nullptr ? std::nullopt : form->indexOf(id);
        return position ? &form->columns[*position] : nullptr;
    };
    if (error.code == error::codeUnknown && !problem.cells.empty()) {
        auto const* column = columnOf(problem.cells.front().column);
        auto const* list = column == nullptr ? nullptr : edition.findList(column->list);
        auto near = list == nullptr ? std::string{} : codesNear(error.arguments["code"], *list, *column, language);
        if (!near.empty()) {
            error.code = error::codeUnknownNear;
            error.arguments.emplace("near", std::move(near));
        }
    }
    if (auto const currency = error.arguments.find("currency"); currency != error.arguments.end()) {
        auto const* column = form == nullptr ? nullptr : columnOf(form->currencyColumn);
        auto const* list = column == nullptr ? nullptr : edition.findList(column->list);
        auto const* entry = list == nullptr ? nullptr : list->find(currency->second);
        if (entry != nullptr) currency->second = namedCode(*entry, language);
    }
    return worded(std::move(error), form == nullptr ? std::string_view{} : std::string_view{form->id}, edition, language);
}

Error worded(Error error, std::string_view formId, Edition const& edition, Language language) {
    auto const named = error.arguments.find("form");
    auto const* own = named == error.arguments.end() ? nullptr : edition.findForm(named->second);
    auto const* form = own == nullptr ? edition.findForm(formId) : own;
    auto const columnOf = [&](std::string const& id) -> Column const* {
        auto const position = form == nullptr ? std::nullopt : form->indexOf(id);
        return position ? &form->columns[*position] : nullptr;
    };
    for (auto& [name, text] : error.arguments) {
        if (name == "column") {
            if (auto const* column = columnOf(text)) text = column->title.in(language);
        } else if (name == "form") {
            if (auto const* other = edition.findForm(text)) text = other->title.in(language);
        } else if (name == "set") {
            if (auto const* set = edition.findFormSet(text)) text = set->title.in(language);
        } else if (name == "list") {
            if (auto const* list = edition.findList(text)) text = list->title().in(language);
        }
    }
    return error;
}

}  // namespace zhibao
