#include "import/ledger_words.h"

#include <algorithm>

#include "answers/edit.h"
#include "base/text.h"
#include "form/concepts.h"

namespace zhibao {

namespace {

bool isAscii(std::string_view text) {
    return std::all_of(text.begin(), text.end(), [](char character) { return static_cast<unsigned char>(character) < 0x80; });
}

/// Initials are good for choosing from a list that one sees, not for reading a file: "my" is no currency there.
bool isWholeWord(LedgerField field, std::string const& folded) {
    return !isAscii(folded) || (field == LedgerField::currency && folded.size() == 3);
}

}  // namespace

LedgerWords::LedgerWords(LedgerMapping const& mapping, Edition const& edition, Form const& form) : mapping_(mapping), edition_(edition), form_(form) {
    for (auto const& [word, meaning] : mapping.services) services_.emplace(foldedForSearch(word), &meaning);
    for (auto const& [word, meaning] : mapping.customers) customers_.emplace(foldedForSearch(word), &meaning);
    for (auto const& [field, words] : mapping.words)
        for (auto const& [word, code] : words) codes_[field].emplace(foldedForSearch(word), code);
}

ServiceMeaning const* LedgerWords::service(std::string const& word) const {
    auto const found = services_.find(foldedForSearch(word));
    return found == services_.end() ? nullptr : found->second;
}

CustomerMeaning const* LedgerWords::customer(std::string const& word) const {
    auto const found = customers_.find(foldedForSearch(word));
    return found == customers_.end() ? nullptr : found->second;
}

std::optional<std::string> LedgerWords::code(LedgerField field, std::string const& word) {
    auto folded = foldedForSearch(word);
    auto& known = codes_[field];
    if (auto const found = known.find(folded); found != known.end()) return found->second;
    auto code = field == LedgerField::mode ? modeNamed(folded) : codeOfList(field, word);
    return known.emplace(std::move(folded), std::move(code)).first->second;
}

std::optional<std::string> LedgerWords::codeOfList(LedgerField field, std::string const& word) const {
    auto const* column = columnOf(field, form_);
    if (column == nullptr) return std::nullopt;
    if (auto const cell = parseCell(word, *column, Unit::one, edition_))
        if (auto const* code = std::get_if<std::string>(&*cell)) return *code;
    auto const folded = foldedForSearch(word);
    auto const* list = edition_.findList(column->list);
    // What a service is decides the unit itself; a colloquial name is only a hint.
    if (list == nullptr || field == LedgerField::service || !isWholeWord(field, folded)) return std::nullopt;
    std::optional<std::string> found;
    for (auto const& entry : list->entries()) {
        bool const isCalledSo = std::find_if(entry.searchKeys.begin(), entry.searchKeys.end(), [&](std::string const& key) { return foldedForSearch(key) == folded; }) != entry.searchKeys.end();
        if (!isCalledSo || (column->leafOnly && !entry.isLeaf)) continue;
        if (found) return std::nullopt;
        found = entry.code;
    }
    return found;
}

std::optional<std::string> LedgerWords::modeNamed(std::string const& folded) const {
    for (auto const meaning : {concepts::mode1, concepts::mode2, concepts::mode4}) {
        // "1" and "mode1" by the number that is printed on the form, or as the form calls the column.
        if (folded == meaning || folded == meaning.substr(meaning.size() - 1)) return std::string{meaning};
        for (auto const& column : form_.columns)
            if (column.conceptId == meaning && (foldedForSearch(column.title.zh) == folded || foldedForSearch(column.title.en) == folded)) return std::string{meaning};
    }
    return std::nullopt;
}

}  // namespace zhibao
