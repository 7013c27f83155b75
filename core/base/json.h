#pragma once
/// JSON, read strictly and written canonically. Reading refuses duplicate keys, invalid UTF-8, too deep and too large texts,
/// and every problem names its place as a JSON pointer. Writing keeps the order given and is the same bytes for the same value.
/// Amounts are never JSON numbers; the only numbers understood are whole ones of 64 bits.

#include <cstdint>
#include <initializer_list>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <variant>
#include <vector>

#include "base/bytes.h"
#include "base/error.h"

namespace zhibao {

namespace error {
inline constexpr ErrorCode jsonMalformed{"json-malformed"};            // text: what the parser says; place: line:column
inline constexpr ErrorCode jsonDuplicateKey{"json-duplicate-key"};     // key
inline constexpr ErrorCode jsonTooLarge{"json-too-large"};             // limit
inline constexpr ErrorCode jsonTooDeep{"json-too-deep"};               // limit
inline constexpr ErrorCode jsonWrongKind{"json-wrong-kind"};           // expected, got
inline constexpr ErrorCode jsonKeyMissing{"json-key-missing"};         // key
inline constexpr ErrorCode jsonKeyUnknown{"json-key-unknown"};         // key
inline constexpr ErrorCode jsonValueUnknown{"json-value-unknown"};     // text, expected
inline constexpr ErrorCode jsonNumberUnsupported{"json-number-unsupported"};  // text
}  // namespace error

/// One JSON value. Members of an object keep their order.
class JsonValue {
public:
    enum class Kind { null, boolean, integer, string, array, object };
    using Array = std::vector<JsonValue>;
    using Object = std::vector<std::pair<std::string, JsonValue>>;

    JsonValue() noexcept = default;
    JsonValue(bool value) : value_(value) {}
    JsonValue(int value) : value_(std::int64_t{value}) {}
    JsonValue(std::int64_t value) : value_(value) {}
    JsonValue(std::string value) : value_(std::move(value)) {}
    JsonValue(std::string_view value) : value_(std::string{value}) {}
    JsonValue(char const* value) : value_(std::string{value}) {}
    JsonValue(Array value) : value_(std::move(value)) {}
    JsonValue(Object value) : value_(std::move(value)) {}

    [[nodiscard]] Kind kind() const noexcept { return static_cast<Kind>(value_.index()); }
    [[nodiscard]] bool const* boolean() const noexcept { return std::get_if<bool>(&value_); }
    [[nodiscard]] std::int64_t const* integer() const noexcept { return std::get_if<std::int64_t>(&value_); }
    [[nodiscard]] std::string const* string() const noexcept { return std::get_if<std::string>(&value_); }
    [[nodiscard]] Array const* array() const noexcept { return std::get_if<Array>(&value_); }
    [[nodiscard]] Object const* object() const noexcept { return std::get_if<Object>(&value_); }
    [[nodiscard]] Array* array() noexcept { return std::get_if<Array>(&value_); }
    [[nodiscard]] Object* object() noexcept { return std::get_if<Object>(&value_); }
    /// The member of that name; null when this is no object or has none.
    [[nodiscard]] JsonValue const* find(std::string_view key) const noexcept;
    friend bool operator==(JsonValue const&, JsonValue const&) = default;

private:
    std::variant<std::monostate, bool, std::int64_t, std::string, Array, Object> value_;
};

struct JsonLimits {
    std::size_t bytes = 64U << 20U;
    std::size_t depth = 32;
};

/// Errors: textNotUtf8, jsonMalformed (place line:column), jsonDuplicateKey (place pointer), jsonTooLarge, jsonTooDeep,
/// jsonNumberUnsupported (a number with point or exponent, or beyond 64 bits).
[[nodiscard]] Result<JsonValue> parseJson(BytesView text, JsonLimits limits = {});

/// Indented by `indent` spaces with a final line feed, or on one line without spaces when 0 (the canonical form).
[[nodiscard]] std::string toText(JsonValue const& value, int indent = 0);

/// A value together with the document it stands in, so that an error can name its pointer. Does not own; cheap to copy.
class JsonNode {
public:
    explicit JsonNode(JsonValue const& root) noexcept : root_(&root), value_(&root) {}

    [[nodiscard]] JsonValue const& value() const noexcept { return *value_; }
    /// "/forms/form2/rows/3"; empty for the root.
    [[nodiscard]] std::string pointer() const;

    /// The node of a value that stands inside this one, for readers that walk the values themselves.
    [[nodiscard]] JsonNode of(JsonValue const& inside) const noexcept { return JsonNode{root_, &inside}; }

    // Each of these fails with jsonWrongKind at this node's pointer when the value is of another kind.
    [[nodiscard]] Result<bool> boolean() const;
    [[nodiscard]] Result<std::int64_t> integer() const;
    [[nodiscard]] Result<std::string> string() const;
    [[nodiscard]] Result<std::vector<JsonNode>> elements() const;
    [[nodiscard]] Result<std::vector<std::pair<std::string_view, JsonNode>>> members() const;

    /// The member `key`; jsonKeyMissing, jsonWrongKind.
    [[nodiscard]] Result<JsonNode> at(std::string_view key) const;
    /// The member `key`, or nothing when absent or null; jsonWrongKind when this is no object.
    [[nodiscard]] Result<std::optional<JsonNode>> find(std::string_view key) const;
    /// Shorthands for at(key) and then a kind.
    [[nodiscard]] Result<std::string> stringAt(std::string_view key) const;
    [[nodiscard]] Result<std::int64_t> integerAt(std::string_view key) const;
    [[nodiscard]] Result<bool> booleanAt(std::string_view key) const;
    /// The string member, or `otherwise` when absent or null.
    [[nodiscard]] Result<std::string> stringOr(std::string_view key, std::string_view otherwise) const;
    /// jsonKeyUnknown for the first member whose name is not listed.
    [[nodiscard]] Result<> onlyKeys(std::initializer_list<std::string_view> keys) const;
    /// An error of the given code at this node's pointer.
    [[nodiscard]] tl::unexpected<Error> fail(ErrorCode code, ErrorArguments arguments = {}) const;

private:
    JsonNode(JsonValue const* root, JsonValue const* value) noexcept : root_(root), value_(value) {}
    JsonValue const* root_;
    JsonValue const* value_;
};

[[nodiscard]] std::string_view nameOf(JsonValue::Kind kind) noexcept;

}  // namespace zhibao
