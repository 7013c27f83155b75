#include "form/code_list.h"

#include <algorithm>
#include <array>
#include <cassert>

#include "base/csv.h"
#include "base/text.h"
#include "form/code_search.h"

namespace zhibao {

namespace {

bool isCodeText(std::string_view text) {
    return !text.empty() && std::all_of(text.begin(), text.end(), [](char c) {
        return (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-' || c == '_' || c == '.';
    });
}

}  // namespace

std::string const& CodeEntry::attribute(std::string const& heading) const {
    static std::string const none;
    auto const found = attributes.find(heading);
    return found == attributes.end() ? none : found->second;
}

std::string CodeEntry::label(Language language) const {
    bool const isOurWord = std::all_of(code.begin(), code.end(), [](char character) { return character >= 'a' && character <= 'z'; });
    return isOurWord ? name.in(language) : code + " " + name.in(language);
}

std::vector<std::string> separatedBySemicolon(std::string_view text) {
    std::vector<std::string> parts;
    while (!text.empty()) {
        auto const end = std::min(text.find(';'), text.size());
        if (auto part = trimmed(text.substr(0, end)); !part.empty()) parts.push_back(std::move(part));
        text.remove_prefix(std::min(end + 1, text.size()));
    }
    return parts;
}

CodeList::CodeList(std::string id, LocalizedText title, std::vector<CodeEntry> entries)
    : id_(std::move(id)), title_(std::move(title)), entries_(std::move(entries)) {
    searchTexts_.reserve(entries_.size());
    for (std::size_t i = 0; i < entries_.size(); ++i) {
        auto const& entry = entries_[i];
        [[maybe_unused]] bool const isNew = positions_.emplace(entry.code, i).second;
        assert(isNew);  // readCodeList refuses a list that has a code twice
        SearchTexts texts;
        texts.code = foldedForSearch(entry.code);
        texts.names = {foldedForSearch(entry.name.zh), foldedForSearch(entry.name.en)};
        for (auto const& key : entry.searchKeys) texts.keys.push_back(foldedForSearch(key));
        for (auto const& [heading, value] : entry.attributes) {
            if (!heading.ends_with("_codes")) continue;
            for (auto const& code : separatedBySemicolon(value)) texts.otherCodes.push_back(foldedForSearch(code));
        }
        searchTexts_.push_back(std::move(texts));
    }
}

CodeEntry const* CodeList::find(std::string_view code) const noexcept {
    auto const found = positions_.find(code);
    return found == positions_.end() ? nullptr : &entries_[found->second];
}

std::size_t CodeList::indexOf(std::string_view code) const noexcept {
    auto const found = positions_.find(code);
    return found == positions_.end() ? entries_.size() : found->second;
}

bool CodeList::isWithin(std::string_view code, std::string_view ancestor) const noexcept {
    for (auto const* entry = find(code); entry != nullptr; entry = find(entry->parent)) {
        if (entry->code == ancestor) return true;
    }
    return false;
}

std::vector<CodeEntry const*> CodeList::childrenOf(std::string_view code) const {
    std::vector<CodeEntry const*> children;
    for (auto const& entry : entries_) {
        if (entry.parent == code) children.push_back(&entry);
    }
    return children;
}

std::vector<CodeEntry const*> CodeList::search(std::string_view text) const {
    std::vector<CodeEntry const*> found;
    for (auto const& match : searchCodes(*this, text, Guessing::never)) found.push_back(match.entry);
    return found;
}

tl::unexpected<Error> CodeList::unknown(std::string_view code) const {
    return fail(error::codeUnknown, {{"code", std::string{code}}, {"list", id_}});
}

Result<CodeList> readCodeList(std::string id, LocalizedText title, BytesView csv) {
    ZHIBAO_TRY(CsvTable const table, parseCsv(csv));
    constexpr std::array<std::string_view, 6> ownColumns{"code", "parent", "is_leaf", "name_zh", "name_en", "keys"};
    std::array<std::size_t, ownColumns.size()> positions{};
    for (std::size_t i = 0; i < ownColumns.size(); ++i) {
        ZHIBAO_TRY(positions[i], table.column(ownColumns[i]));
    }
    auto const isOwn = [&](std::size_t column) { return std::find(positions.begin(), positions.end(), column) != positions.end(); };

    std::unordered_map<std::string, std::size_t> lines;  // code to line
    std::unordered_map<std::string, bool> hasChildren;
    for (auto const& row : table.rows) lines.emplace(row.fields[positions[0]], row.line);

    std::vector<CodeEntry> entries;
    entries.reserve(table.rows.size());
    for (auto const& row : table.rows) {
        auto const place = std::to_string(row.line);
        CodeEntry entry;
        entry.code = row.fields[positions[0]];
        entry.parent = row.fields[positions[1]];
        entry.name = {row.fields[positions[3]], row.fields[positions[4]]};
        entry.searchKeys = separatedBySemicolon(row.fields[positions[5]]);
        if (!isCodeText(entry.code)) return fail(error::codeMalformed, {{"text", entry.code}}, place);
        if (lines.at(entry.code) != row.line) return fail(error::codeTwice, {{"code", entry.code}}, place);
        if (!entry.parent.empty()) {
            auto const parentLine = lines.find(entry.parent);
            ErrorArguments arguments{{"code", entry.code}, {"parent", entry.parent}};
            if (parentLine == lines.end()) return fail(error::codeParentUnknown, std::move(arguments), place);
            // This also rules out circles.
            if (parentLine->second >= row.line) return fail(error::codeParentLater, std::move(arguments), place);
            hasChildren[entry.parent] = true;
        }
        auto const& leaf = row.fields[positions[2]];
        if (leaf != "0" && leaf != "1") return fail(error::codeLeafFlagMalformed, {{"code", entry.code}, {"text", leaf}}, place);
        entry.isLeaf = leaf == "1";
        if (entry.name.zh.empty()) return fail(error::codeNameMissing, {{"code", entry.code}, {"column", "name_zh"}}, place);
        if (entry.name.en.empty()) return fail(error::codeNameMissing, {{"code", entry.code}, {"column", "name_en"}}, place);
        for (std::size_t column = 0; column < table.header.size(); ++column) {
            if (!isOwn(column)) entry.attributes.emplace(table.header[column], row.fields[column]);
        }
        entries.push_back(std::move(entry));
    }
    for (auto const& entry : entries) {
        bool const isParent = hasChildren.contains(entry.code);
        if (isParent != entry.isLeaf) continue;
        return fail(isParent ? error::codeLeafHasChildren : error::codeBranchIsChildless, {{"code", entry.code}},
                    std::to_string(lines.at(entry.code)));
    }
    return CodeList{std::move(id), std::move(title), std::move(entries)};
}

}  // namespace zhibao
