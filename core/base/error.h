#pragma once
/// Errors are values. A function that a file, a person or a disk can make fail returns Result<T>; the error says what
/// (a code), where (a chain of places from the outside in) and with what (arguments). Sentences in Chinese and English
/// are made from it by app/i18n, never here.

#include <compare>
#include <map>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <tl/expected.hpp>

namespace zhibao {

/// The name of one kind of trouble, such as "amount-too-fine". Codes are declared as constants in namespace
/// zhibao::error, in the header of the function that gives them; a test asks that each has a sentence in both languages.
class ErrorCode {
public:
    explicit consteval ErrorCode(char const* name) : name_(name) {}
    [[nodiscard]] constexpr std::string_view name() const noexcept { return name_; }
    friend constexpr bool operator==(ErrorCode left, ErrorCode right) noexcept { return left.name() == right.name(); }

private:
    char const* name_;
};

using ErrorArguments = std::map<std::string, std::string>;

/// One trouble: what, where, with what. `places` go from the outside in: file, entry, pointer or line:column.
struct Error {
    ErrorCode code;
    std::vector<std::string> places;
    ErrorArguments arguments;

    /// The chain as text: "inbox/0042.zbs > answers.json > /forms/form2/rows/3/total".
    [[nodiscard]] std::string where() const;
    /// The same error seen from one step further out.
    [[nodiscard]] Error inside(std::string_view place) &&;
    [[nodiscard]] Error inside(std::string_view place) const&;
    friend bool operator==(Error const&, Error const&) = default;
};

template <class T = void>
using Result = tl::expected<T, Error>;

/// Shortest way to give up: `return fail(error::amountMalformed, {{"text", text}});`
[[nodiscard]] tl::unexpected<Error> fail(ErrorCode code, ErrorArguments arguments = {}, std::string_view place = {});

/// Adds the place to the error of a result and leaves a good result as it is.
template <class T>
[[nodiscard]] Result<T> inside(std::string_view place, Result<T> result) {
    if (!result) return tl::unexpected(std::move(result).error().inside(place));
    return result;
}

}  // namespace zhibao

#define ZHIBAO_JOIN_(left, right) left##right
#define ZHIBAO_JOIN(left, right) ZHIBAO_JOIN_(left, right)
/// `ZHIBAO_TRY(auto filing, readFiling(bytes));` binds the value or returns the error to the caller.
#define ZHIBAO_TRY(declaration, ...)                                                                      \
    auto ZHIBAO_JOIN(result_, __LINE__) = (__VA_ARGS__);                                                  \
    if (!ZHIBAO_JOIN(result_, __LINE__))                                                                  \
        return ::tl::unexpected(std::move(ZHIBAO_JOIN(result_, __LINE__)).error());                       \
    declaration = *std::move(ZHIBAO_JOIN(result_, __LINE__))
/// `ZHIBAO_CHECK(store.commit());` returns the error to the caller, if there is one.
#define ZHIBAO_CHECK(...)                                                                                 \
    do {                                                                                                  \
        if (auto result_ = (__VA_ARGS__); !result_) return ::tl::unexpected(std::move(result_).error()); \
    } while (false)
