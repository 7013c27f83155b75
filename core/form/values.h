#pragma once
/// The small values that the files of an edition are made of, each read with its rule. Errors name the pointer.

#include <algorithm>
#include <optional>
#include <set>
#include <string>
#include <string_view>

#include "base/date.h"
#include "base/error.h"
#include "base/json.h"
#include "form/model.h"

namespace zhibao {

[[nodiscard]] bool isLetter(char c) noexcept;
[[nodiscard]] bool isDigit(char c) noexcept;

/// Names of forms and columns are names in rules as well: a letter, then letters, digits and '_'. Other names may have '-' too.
enum class NameKind { ofRule, other };

/// The member "id", which was not used before among its like. identifierMalformed, identifierTwice.
[[nodiscard]] Result<std::string> newIdentifier(JsonNode const& parent, NameKind kind, std::set<std::string>& used);

[[nodiscard]] Result<std::optional<Date>> dateOrNone(JsonNode const& parent, std::string_view key);
/// A day of every year, as "06-30". monthDayMalformed, also for 29 February.
[[nodiscard]] Result<std::optional<MonthDay>> monthDayOrNone(JsonNode const& parent, std::string_view key);
[[nodiscard]] Result<bool> booleanOr(JsonNode const& parent, std::string_view key, bool otherwise);
/// numberOutOfRange outside minimum to maximum.
[[nodiscard]] Result<int> numberOr(JsonNode const& parent, std::string_view key, int otherwise, int minimum, int maximum);

/// The marks of 统计法 art. 15: number, authority, approvalAuthority, approvalNumber (texts or null), validUntil (a date or null).
[[nodiscard]] Result<LegalMarks> readMarks(JsonNode const& node);

/// What a file says it is. editionSchemaUnknown.
[[nodiscard]] Result<> schemaIs(JsonNode const& document, std::string const& expected);

/// The names of one or more arrays: "flow, item, partner".
template <class... Names>
std::string joined(Names const&... names) {
    std::string text;
    auto const add = [&](std::string_view name) { text += (text.empty() ? "" : ", ") + std::string{name}; };
    (std::for_each(names.begin(), names.end(), add), ...);
    return text;
}

/// A word of a file and what it stands for.
template <class Value>
struct Named {
    std::string_view name;
    Value value;
};

/// The value of one of these words. jsonValueUnknown, with the words there are.
template <class Value, std::size_t Count>
[[nodiscard]] Result<Value> oneOf(JsonNode const& parent, std::string_view key, Named<Value> const (&choices)[Count]) {
    ZHIBAO_TRY(JsonNode const node, parent.at(key));
    ZHIBAO_TRY(std::string const text, node.string());
    std::string expected;
    for (auto const& choice : choices) {
        if (choice.name == text) return choice.value;
        if (!expected.empty()) expected += ", ";
        expected += choice.name;
    }
    return node.fail(error::jsonValueUnknown, {{"text", text}, {"expected", expected}});
}

}  // namespace zhibao
