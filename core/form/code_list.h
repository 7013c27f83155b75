#pragma once
/// Code lists: what a code cell may hold. A list is data of an edition (lists/NAME.csv); its order is the statutory one,
/// its tree is given by parents, and what is special about a list (validity per mode, bank codes) stands in attributes.

#include <cstddef>
#include <functional>
#include <map>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "base/bytes.h"
#include "base/code.h"
#include "base/error.h"
#include "base/language.h"

namespace zhibao {

namespace error {
inline constexpr ErrorCode codeUnknown{"code-unknown"};               // code, list
inline constexpr ErrorCode codeNotALeaf{"code-not-a-leaf"};           // code, list
inline constexpr ErrorCode codeMalformed{"code-malformed"};           // text: empty, or with other than letters, digits, '-', '_' and '.'
inline constexpr ErrorCode codeTwice{"code-twice"};                   // code
inline constexpr ErrorCode codeParentUnknown{"code-parent-unknown"};  // code, parent
inline constexpr ErrorCode codeParentLater{"code-parent-later"};      // code, parent: a parent stands before its children
inline constexpr ErrorCode codeLeafHasChildren{"code-leaf-has-children"};      // code
inline constexpr ErrorCode codeBranchIsChildless{"code-branch-is-childless"};  // code
inline constexpr ErrorCode codeLeafFlagMalformed{"code-leaf-flag-malformed"};  // code, text
inline constexpr ErrorCode codeNameMissing{"code-name-missing"};               // code, column
}  // namespace error

using ItemCode = Code<struct ItemTag>;
using PartnerCode = Code<struct PartnerTag>;
using CurrencyCode = Code<struct CurrencyTag>;
using SectorCode = Code<struct SectorTag>;
using DistrictCode = Code<struct DistrictTag>;
using PlatformCode = Code<struct PlatformTag>;

/// One entry of a list.
struct CodeEntry {
    std::string code;
    std::string parent;  // empty at the top of the tree
    bool isLeaf = true;
    LocalizedText name;
    std::vector<std::string> searchKeys;            // pinyin, initials, former and colloquial names; folded for search
    std::map<std::string, std::string> attributes;  // further columns of the list, by their heading
    [[nodiscard]] std::string const& attribute(std::string const& heading) const;  // empty text when there is none
    /// Code and name as a person reads them. A code that is only our word for the entry ("export"), and none that people know, is left out.
    [[nodiscard]] std::string label(Language language) const;
};

/// The texts of an entry that a search compares, folded once; see form/code_search.h.
struct SearchTexts {
    std::string code;
    std::vector<std::string> names;
    std::vector<std::string> keys;
    std::vector<std::string> otherCodes;  // of other classifications: attributes whose heading ends with "_codes"
};

class CodeList {
public:
    /// `entries` in statutory order, without duplicate codes or unknown parents: readCodeList sees to that.
    CodeList(std::string id, LocalizedText title, std::vector<CodeEntry> entries);

    [[nodiscard]] std::string const& id() const noexcept { return id_; }
    [[nodiscard]] LocalizedText const& title() const noexcept { return title_; }
    [[nodiscard]] std::vector<CodeEntry> const& entries() const noexcept { return entries_; }
    /// The entry of a code; null when the list does not know it.
    [[nodiscard]] CodeEntry const* find(std::string_view code) const noexcept;
    /// Position in statutory order; the size of the list when unknown.
    [[nodiscard]] std::size_t indexOf(std::string_view code) const noexcept;
    /// True when `code` is `ancestor` or stands below it.
    [[nodiscard]] bool isWithin(std::string_view code, std::string_view ancestor) const noexcept;
    /// Direct children in statutory order; of the top for an empty code.
    [[nodiscard]] std::vector<CodeEntry const*> childrenOf(std::string_view code) const;
    /// The entries that fit `text`, best first, as form/code_search.h ranks them; none that are merely spelt like it.
    [[nodiscard]] std::vector<CodeEntry const*> search(std::string_view text) const;
    /// In the order of entries().
    [[nodiscard]] std::vector<SearchTexts> const& searchTexts() const noexcept { return searchTexts_; }

    /// The only way to a typed code. codeUnknown.
    template <class Tag>
    [[nodiscard]] Result<Code<Tag>> code(std::string_view text) const {
        if (auto const* entry = find(text)) return CodeMaker::make<Tag>(entry->code);
        return unknown(text);
    }

private:
    struct Hash {
        using is_transparent = void;
        std::size_t operator()(std::string_view text) const noexcept { return std::hash<std::string_view>{}(text); }
    };

    [[nodiscard]] tl::unexpected<Error> unknown(std::string_view code) const;

    std::string id_;
    LocalizedText title_;
    std::vector<CodeEntry> entries_;
    std::vector<SearchTexts> searchTexts_;
    std::unordered_map<std::string, std::size_t, Hash, std::equal_to<>> positions_;
};

/// Reads a list: a CSV with the columns code, parent, is_leaf (0 or 1), name_zh, name_en, keys (separated by ';') and any
/// attribute columns after them. Errors name the line.
[[nodiscard]] Result<CodeList> readCodeList(std::string id, LocalizedText title, BytesView csv);

/// The parts of an attribute or key that holds several, separated by ';'. Without empty ones.
[[nodiscard]] std::vector<std::string> separatedBySemicolon(std::string_view text);

}  // namespace zhibao
