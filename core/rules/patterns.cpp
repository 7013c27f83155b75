#include "rules/patterns.h"

#include <unicode/regex.h>
#include <unicode/unistr.h>

namespace zhibao::vtl {

namespace {

// In ICU's own steps: some thousandths of a second. A pattern that needs more goes back and forth without end.
constexpr std::int32_t timeLimit = 1'000;
constexpr std::int32_t stackBytes = 1 << 20;

icu::UnicodeString unicodeOf(std::string_view text) {
    return icu::UnicodeString::fromUTF8(icu::StringPiece{text.data(), static_cast<std::int32_t>(text.size())});
}

}  // namespace

struct Patterns::Compiled {
    std::unique_ptr<icu::RegexMatcher> matcher;  // none when the pattern is malformed
};

Patterns::Patterns() = default;
Patterns::~Patterns() = default;

bool Patterns::isSound(std::string_view pattern) {
    UErrorCode status = U_ZERO_ERROR;
    icu::RegexMatcher const matcher{unicodeOf(pattern), 0, status};
    return U_SUCCESS(status) != 0;
}

std::optional<bool> Patterns::matches(std::string_view pattern, std::string_view text) {
    auto known = compiled_.find(pattern);
    if (known == compiled_.end()) {
        UErrorCode status = U_ZERO_ERROR;
        auto compiled = std::make_unique<Compiled>();
        auto matcher = std::make_unique<icu::RegexMatcher>(unicodeOf(pattern), 0, status);
        matcher->setTimeLimit(timeLimit, status);
        matcher->setStackLimit(stackBytes, status);
        if (U_SUCCESS(status)) compiled->matcher = std::move(matcher);
        known = compiled_.emplace(pattern, std::move(compiled)).first;
    }
    auto* const matcher = known->second->matcher.get();
    if (matcher == nullptr) return std::nullopt;
    UErrorCode status = U_ZERO_ERROR;
    icu::UnicodeString const subject = unicodeOf(text);
    matcher->reset(subject);
    bool const found = matcher->matches(status) != 0;
    if (U_FAILURE(status)) return std::nullopt;
    return found;
}

}  // namespace zhibao::vtl
