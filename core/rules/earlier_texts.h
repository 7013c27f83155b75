#pragma once
/// What explanations of earlier periods said, ready to be compared with many texts. A unit may write a hundred thousand of them, so a text is
/// looked up where it can be, and compared letter by letter only with those of its check that count the same and are about as long.

#include <cstddef>
#include <cstdint>
#include <map>
#include <string>
#include <string_view>
#include <unordered_map>
#include <unordered_set>
#include <vector>

namespace zhibao {

class EarlierTexts {
public:
    /// Texts with fewer than `shortest` letters are compared as a whole only.
    explicit EarlierTexts(std::size_t shortest = 0) : shortest_(shortest) {}

    /// `text` as explanations are compared: what it says, once.
    void add(std::string_view check, std::u32string text);

    /// Whether an earlier text of the check tells the same: it is this one, has hardly anything beside it or lacks hardly anything, or
    /// differs in one place of a long text. Fewer letters than `shortest` are no other story, unless they count something: 第二份 is new; a
    /// digit alone, put in front or behind to be different, is not. Another number is another text.
    [[nodiscard]] bool tell(std::string_view check, std::u32string const& text) const;

private:
    struct Text {
        std::uint64_t letters = 0;  // a bit for each letter in it, many letters sharing one: who differs in bits differs in letters
        std::u32string text;
    };
    struct OfCheck {
        std::unordered_set<std::u32string> whole;
        std::unordered_set<std::u32string> withoutDigitsAtAnEnd;
        std::unordered_map<std::u32string, std::map<std::size_t, std::vector<Text>>> byNumbersAndLength;
    };

    [[nodiscard]] static std::uint64_t lettersOf(std::u32string const& text) noexcept;
    [[nodiscard]] std::vector<std::u32string> withoutDigitsAtAnEnd(std::u32string const& text) const;

    std::size_t shortest_;
    std::map<std::string, OfCheck, std::less<>> checks_;
};

}  // namespace zhibao
