#pragma once
/// The regular expressions of match_characters, compiled once each.

#include <map>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

namespace zhibao::vtl {

class Patterns {
public:
    Patterns();
    ~Patterns();
    Patterns(Patterns const&) = delete;
    Patterns& operator=(Patterns const&) = delete;

    /// Whether the whole text matches; empty when the pattern is no regular expression, or takes too long on the text.
    [[nodiscard]] std::optional<bool> matches(std::string_view pattern, std::string_view text);

    [[nodiscard]] static bool isSound(std::string_view pattern);

private:
    struct Compiled;
    std::map<std::string, std::unique_ptr<Compiled>, std::less<>> compiled_;
};

}  // namespace zhibao::vtl
