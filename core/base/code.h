#pragma once
/// Codes as types. A code of one list cannot be passed for a code of another, and none exists that its list does not know.

#include <compare>
#include <string>
#include <string_view>
#include <utility>

namespace zhibao {

class CodeMaker;

/// A code such as "SJ211". `Tag` says of which kind of list. Only a code list makes one (see form/code_list.h).
template <class Tag>
class Code {
public:
    [[nodiscard]] std::string const& text() const noexcept { return text_; }
    friend auto operator<=>(Code const&, Code const&) = default;

private:
    friend class CodeMaker;
    explicit Code(std::string text) : text_(std::move(text)) {}
    std::string text_;
};

/// The key to Code's constructor. Used by the class that looked the code up, and by nobody else; the architecture test watches.
class CodeMaker {
    friend class CodeList;
    template <class Tag>
    [[nodiscard]] static Code<Tag> make(std::string text) {
        return Code<Tag>{std::move(text)};
    }
};

}  // namespace zhibao
