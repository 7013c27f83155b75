#pragma once
/// Code lists: what a code cell may hold. A list is data of an edition (lists/NAME.csv); its order is the statutory one,
/// its tree is given by parents, and what is special about a list (validity per mode, bank codes) stands in attributes.

#include <cstddef>
#include <map>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "base/code.h"
#include "base/error.h"
#include "base/language.h"

namespace zhibao {

namespace error {
inline constexpr ErrorCode codeUnknown{"code-unknown"};        // code, list
inline constexpr ErrorCode codeNotALeaf{"code-not-a-leaf"};    // code, list
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
    std::vector<std::string> searchKeys;             // pinyin, initials, former and colloquial names; folded for search
    std::map<std::string, std::string> attributes;   // further columns of the list, by their heading
    [[nodiscard]] std::string const& attribute(std::string const& heading) const;  // empty text when there is none
};

class CodeList {
public:
    /// `entries` in statutory order. A duplicate code or an unknown parent is found by the loader before this is called.
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
    /// Entries whose code, name in either language or search key begins with or contains the text, best first.
    [[nodiscard]] std::vector<CodeEntry const*> search(std::string_view text) const;

    /// The only way to a typed code. codeUnknown.
    template <class Tag>
    [[nodiscard]] Result<Code<Tag>> code(std::string_view text) const {
        if (auto const* entry = find(text)) return CodeMaker::make<Tag>(entry->code);
        return unknown(text);
    }

private:
    [[nodiscard]] tl::unexpected<Error> unknown(std::string_view code) const;

    std::string id_;
    LocalizedText title_;
    std::vector<CodeEntry> entries_;
    std::unordered_map<std::string, std::size_t> positions_;
};

}  // namespace zhibao
