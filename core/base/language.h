#pragma once
/// The two languages of everything a person reads, and a text in both.

#include <string>
#include <string_view>

namespace zhibao {

enum class Language { chinese, english };

/// A text that exists in both languages. Chinese is the statutory one.
struct LocalizedText {
    std::string zh;
    std::string en;
    [[nodiscard]] std::string const& in(Language language) const noexcept {
        return language == Language::chinese ? zh : en;
    }
    friend bool operator==(LocalizedText const&, LocalizedText const&) = default;
};

}  // namespace zhibao
