#include "base/json.h"

#include <algorithm>
#include <memory>
#include <unordered_set>

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include "base/text.h"

namespace zhibao {

namespace {

/// "line:column" (from 1) of a byte offset.
std::string lineAndColumn(BytesView text, std::size_t offset) {
    offset = std::min(offset, text.size());
    auto const before = text.substr(0, offset);
    auto const line = std::count(before.begin(), before.end(), '\n') + 1;
    auto const lineStart = before.rfind('\n');
    auto const column = lineStart == BytesView::npos ? offset + 1 : offset - lineStart;
    return fmt::format("{}:{}", line, column);
}

std::string escapedForPointer(std::string_view key) {
    std::string text;
    for (char const character : key) {
        if (character == '~')
            text += "~0";
        else if (character == '/')
            text += "~1";
        else
            text += character;
    }
    return text;
}

/// Receives the parser's events and builds the value; stops at the first problem.
class Builder final : public nlohmann::json_sax<nlohmann::json> {
public:
    Builder(BytesView text, std::size_t maximalDepth) : text_(text), maximalDepth_(maximalDepth) {}

    std::optional<Error> problem;
    JsonValue root;

    bool null() override { return put(JsonValue{}); }
    bool boolean(bool value) override { return put(JsonValue{value}); }
    bool number_integer(number_integer_t value) override { return put(JsonValue{std::int64_t{value}}); }
    bool number_unsigned(number_unsigned_t value) override {
        if (value > static_cast<number_unsigned_t>(INT64_MAX)) return unsupported(std::to_string(value));
        return put(JsonValue{static_cast<std::int64_t>(value)});
    }
    bool number_float(number_float_t, string_t const& written) override { return unsupported(written); }
    bool string(string_t& value) override { return put(JsonValue{std::move(value)}); }
    bool binary(binary_t&) override { return false; }
    bool start_object(std::size_t) override { return open(JsonValue{JsonValue::Object{}}); }
    bool start_array(std::size_t) override { return open(JsonValue{JsonValue::Array{}}); }
    bool end_object() override { return close(); }
    bool end_array() override { return close(); }

    bool key(string_t& name) override {
        auto& frame = frames_.back();
        bool duplicate = false;
        auto const& members = *frame.value.object();
        // Small objects are searched; large ones get a set, so that a hostile file cannot cost quadratic time.
        if (members.size() < 16) {
            duplicate = std::any_of(members.begin(), members.end(), [&](auto const& member) { return member.first == name; });
        } else {
            if (!frame.names) {
                frame.names = std::make_unique<std::unordered_set<std::string>>();
                for (auto const& member : members) frame.names->insert(member.first);
            }
            duplicate = frame.names->contains(name);
        }
        if (frame.names) frame.names->insert(name);
        frame.key = std::move(name);
        if (duplicate) {
            problem = Error{error::jsonDuplicateKey, {pointer()}, {{"key", frame.key}}};
            return false;
        }
        return true;
    }

    bool parse_error(std::size_t position, std::string const& lastToken, nlohmann::json::exception const&) override {
        problem = Error{error::jsonMalformed,
                        {lineAndColumn(text_, position == 0 ? 0 : position - 1)},
                        {{"text", shortened(isUtf8(lastToken) ? lastToken : std::string{"…"}, 40)}}};
        return false;
    }

private:
    struct Frame {
        JsonValue value;
        std::string key;
        std::unique_ptr<std::unordered_set<std::string>> names;
    };

    [[nodiscard]] std::string pointer() const {
        std::string text;
        for (auto const& frame : frames_) {
            if (auto const* elements = frame.value.array())
                text += fmt::format("/{}", elements->size());
            else
                text += "/" + escapedForPointer(frame.key);
        }
        return text;
    }

    bool unsupported(std::string const& written) {
        problem = Error{error::jsonNumberUnsupported, {pointer()}, {{"text", shortened(written, 40)}}};
        return false;
    }

    bool put(JsonValue&& value) {
        if (frames_.empty()) {
            root = std::move(value);
            return true;
        }
        auto& frame = frames_.back();
        if (auto* elements = frame.value.array())
            elements->push_back(std::move(value));
        else
            frame.value.object()->emplace_back(std::move(frame.key), std::move(value));
        return true;
    }

    bool open(JsonValue&& value) {
        if (frames_.size() == maximalDepth_) {
            problem = Error{error::jsonTooDeep, {pointer()}, {{"limit", std::to_string(maximalDepth_)}}};
            return false;
        }
        frames_.push_back(Frame{std::move(value), {}, nullptr});
        return true;
    }

    bool close() {
        JsonValue value = std::move(frames_.back().value);
        frames_.pop_back();
        return put(std::move(value));
    }

    BytesView text_;
    std::size_t maximalDepth_;
    std::vector<Frame> frames_;
};

void writeString(std::string& out, std::string_view text) {
    out += '"';
    for (char const character : text) {
        switch (character) {
            case '"': out += "\\\""; break;
            case '\\': out += "\\\\"; break;
            case '\n': out += "\\n"; break;
            case '\r': out += "\\r"; break;
            case '\t': out += "\\t"; break;
            default:
                if (static_cast<unsigned char>(character) < 0x20)
                    out += fmt::format("\\u{:04x}", static_cast<unsigned char>(character));
                else
                    out += character;
        }
    }
    out += '"';
}

void write(std::string& out, JsonValue const& value, int indent, int depth) {
    auto const newLine = [&](int level) {
        if (indent == 0) return;
        out += '\n';
        out.append(static_cast<std::size_t>(indent * level), ' ');
    };
    if (auto const* boolean = value.boolean()) {
        out += *boolean ? "true" : "false";
    } else if (auto const* integer = value.integer()) {
        out += std::to_string(*integer);
    } else if (auto const* string = value.string()) {
        writeString(out, *string);
    } else if (auto const* array = value.array()) {
        out += '[';
        bool first = true;
        for (auto const& element : *array) {
            if (!first) out += ',';
            first = false;
            newLine(depth + 1);
            write(out, element, indent, depth + 1);
        }
        if (!array->empty()) newLine(depth);
        out += ']';
    } else if (auto const* object = value.object()) {
        out += '{';
        bool first = true;
        for (auto const& [key, member] : *object) {
            if (!first) out += ',';
            first = false;
            newLine(depth + 1);
            writeString(out, key);
            out += indent == 0 ? ":" : ": ";
            write(out, member, indent, depth + 1);
        }
        if (!object->empty()) newLine(depth);
        out += '}';
    } else {
        out += "null";
    }
}

/// Finds the way from `from` to `target` by identity. Only errors pay for it.
bool findPath(JsonValue const& from, JsonValue const* target, std::string& path) {
    if (&from == target) return true;
    auto const length = path.size();
    if (auto const* elements = from.array()) {
        for (std::size_t i = 0; i < elements->size(); ++i) {
            path += "/" + std::to_string(i);
            if (findPath((*elements)[i], target, path)) return true;
            path.resize(length);
        }
    } else if (auto const* members = from.object()) {
        for (auto const& [key, member] : *members) {
            path += "/" + escapedForPointer(key);
            if (findPath(member, target, path)) return true;
            path.resize(length);
        }
    }
    return false;
}

}  // namespace

JsonValue const* JsonValue::find(std::string_view key) const noexcept {
    if (auto const* members = object())
        for (auto const& [name, member] : *members)
            if (name == key) return &member;
    return nullptr;
}

std::string_view nameOf(JsonValue::Kind kind) noexcept {
    switch (kind) {
        case JsonValue::Kind::null: return "null";
        case JsonValue::Kind::boolean: return "boolean";
        case JsonValue::Kind::integer: return "number";
        case JsonValue::Kind::string: return "string";
        case JsonValue::Kind::array: return "array";
        case JsonValue::Kind::object: return "object";
    }
    return "";
}

Result<JsonValue> parseJson(BytesView text, JsonLimits limits) {
    if (text.size() > limits.bytes) return fail(error::jsonTooLarge, {{"limit", std::to_string(limits.bytes)}});
    if (!isUtf8(text)) return fail(error::textNotUtf8);
    Builder builder{text, limits.depth};
    bool const complete = nlohmann::json::sax_parse(text.begin(), text.end(), &builder);
    if (builder.problem) return tl::unexpected(*std::move(builder.problem));
    if (!complete) return fail(error::jsonMalformed, {{"text", ""}});
    return std::move(builder.root);
}

std::string toText(JsonValue const& value, int indent) {
    std::string out;
    write(out, value, indent, 0);
    if (indent != 0) out += '\n';
    return out;
}

std::string JsonNode::pointer() const {
    std::string path;
    findPath(*root_, value_, path);
    return path;
}

tl::unexpected<Error> JsonNode::fail(ErrorCode code, ErrorArguments arguments) const {
    return zhibao::fail(code, std::move(arguments), pointer());
}

namespace {

template <class T>
Result<T> orWrongKind(JsonNode const& node, T const* value, JsonValue::Kind expected) {
    if (value != nullptr) return *value;
    return node.fail(error::jsonWrongKind, {{"expected", std::string{nameOf(expected)}}, {"got", std::string{nameOf(node.value().kind())}}});
}

}  // namespace

Result<bool> JsonNode::boolean() const {
    return orWrongKind(*this, value_->boolean(), JsonValue::Kind::boolean);
}
Result<std::int64_t> JsonNode::integer() const {
    return orWrongKind(*this, value_->integer(), JsonValue::Kind::integer);
}
Result<std::string> JsonNode::string() const {
    return orWrongKind(*this, value_->string(), JsonValue::Kind::string);
}

Result<std::vector<JsonNode>> JsonNode::elements() const {
    auto const* array = value_->array();
    if (array == nullptr) return tl::unexpected(orWrongKind(*this, array, JsonValue::Kind::array).error());
    std::vector<JsonNode> nodes;
    nodes.reserve(array->size());
    for (auto const& element : *array) nodes.push_back(JsonNode{root_, &element});
    return nodes;
}

Result<std::vector<std::pair<std::string_view, JsonNode>>> JsonNode::members() const {
    auto const* object = value_->object();
    if (object == nullptr) return tl::unexpected(orWrongKind(*this, object, JsonValue::Kind::object).error());
    std::vector<std::pair<std::string_view, JsonNode>> nodes;
    nodes.reserve(object->size());
    for (auto const& [key, member] : *object) nodes.emplace_back(key, JsonNode{root_, &member});
    return nodes;
}

Result<std::optional<JsonNode>> JsonNode::find(std::string_view key) const {
    auto const* object = value_->object();
    if (object == nullptr) return tl::unexpected(orWrongKind(*this, object, JsonValue::Kind::object).error());
    auto const* member = value_->find(key);
    if (member == nullptr || member->kind() == JsonValue::Kind::null) return std::optional<JsonNode>{};
    return std::optional<JsonNode>{JsonNode{root_, member}};
}

Result<JsonNode> JsonNode::at(std::string_view key) const {
    auto const* object = value_->object();
    if (object == nullptr) return tl::unexpected(orWrongKind(*this, object, JsonValue::Kind::object).error());
    if (auto const* member = value_->find(key)) return JsonNode{root_, member};
    return fail(error::jsonKeyMissing, {{"key", std::string{key}}});
}

Result<std::string> JsonNode::stringAt(std::string_view key) const {
    ZHIBAO_TRY(JsonNode const node, at(key));
    return node.string();
}
Result<std::int64_t> JsonNode::integerAt(std::string_view key) const {
    ZHIBAO_TRY(JsonNode const node, at(key));
    return node.integer();
}
Result<bool> JsonNode::booleanAt(std::string_view key) const {
    ZHIBAO_TRY(JsonNode const node, at(key));
    return node.boolean();
}

Result<std::string> JsonNode::stringOr(std::string_view key, std::string_view otherwise) const {
    ZHIBAO_TRY(auto const node, find(key));
    if (!node) return std::string{otherwise};
    return node->string();
}

Result<> JsonNode::onlyKeys(std::initializer_list<std::string_view> keys) const {
    auto const* object = value_->object();
    if (object == nullptr) return tl::unexpected(orWrongKind(*this, object, JsonValue::Kind::object).error());
    for (auto const& [key, member] : *object) {
        if (std::find(keys.begin(), keys.end(), key) == keys.end())
            return JsonNode{root_, &member}.fail(error::jsonKeyUnknown, {{"key", key}});
    }
    return {};
}

}  // namespace zhibao
