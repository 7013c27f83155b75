#include "base/json.h"

#include <algorithm>
#include <charconv>
#include <cstdint>
#include <iterator>
#include <system_error>
#include <unordered_set>

#include <fmt/format.h>

#include "base/text.h"
#include "base/text_place.h"

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

/// Reads one text of JSON (RFC 8259), which the caller has found to be UTF-8. Written for this because most of what opening a
/// package costs beside its signature is reading JSON, and because no library tells duplicate keys, whole numbers and places as
/// this does. Members and elements are gathered on two stacks and moved out at the closing bracket, so that hostile texts of many
/// small objects cost no more memory than they must.
class Parser {
public:
    Parser(BytesView text, std::size_t maximalDepth) : text_(text), maximalDepth_(maximalDepth) {
        if (text_.starts_with("\xEF\xBB\xBF")) position_ = 3;
    }

    Result<JsonValue> parse() {
        JsonValue root;
        skipSpace();
        if (!readValue(root)) return tl::unexpected(*std::move(problem_));
        skipSpace();
        if (position_ != text_.size()) {
            malformed();
            return tl::unexpected(*std::move(problem_));
        }
        return root;
    }

private:
    /// An array or object that is open, and where its elements or members begin on the stack.
    struct Frame {
        bool isArray;
        std::size_t start;
    };

    [[nodiscard]] char next() const noexcept { return position_ < text_.size() ? text_[position_] : '\0'; }

    void skipSpace() noexcept {
        while (position_ < text_.size() && (text_[position_] == ' ' || text_[position_] == '\n' || text_[position_] == '\t' || text_[position_] == '\r')) ++position_;
    }

    [[nodiscard]] bool take(char character) noexcept {
        skipSpace();
        if (position_ == text_.size() || text_[position_] != character) return false;
        ++position_;
        return true;
    }

    /// The pointer of the member or element that is being read.
    [[nodiscard]] std::string pointer() const {
        std::string path;
        std::size_t membersEnd = members_.size();
        std::vector<std::string> steps;
        auto elementsEnd = elements_.size();
        for (auto frame = frames_.rbegin(); frame != frames_.rend(); ++frame) {
            if (frame->isArray) {
                steps.push_back(std::to_string(elementsEnd - frame->start));
                elementsEnd = frame->start;
            } else {
                if (membersEnd > frame->start) steps.push_back(escapedForPointer(members_[membersEnd - 1].first));
                membersEnd = frame->start;
            }
        }
        for (auto step = steps.rbegin(); step != steps.rend(); ++step) path += "/" + *step;
        return path;
    }

    bool malformed() {
        auto const rest = text_.substr(std::min(position_, text_.size()), 64);
        // The cut may fall inside a character.
        auto const cut = shortened(rest, 15);
        problem_ = Error{error::jsonMalformed, {lineAndColumn(text_, position_)}, {{"text", !cut.empty() && isUtf8(cut) ? cut : std::string{"…"}}}};
        return false;
    }

    bool readValue(JsonValue& value) {
        switch (next()) {
            case '{': return readObject(value);
            case '[': return readArray(value);
            case '"': {
                std::string text;
                if (!readString(text)) return false;
                value = JsonValue{std::move(text)};
                return true;
            }
            case 't': return readWord("true", JsonValue{true}, value);
            case 'f': return readWord("false", JsonValue{false}, value);
            case 'n': return readWord("null", JsonValue{}, value);
            default: return readNumber(value);
        }
    }

    bool readWord(std::string_view word, JsonValue&& meaning, JsonValue& value) {
        if (text_.substr(position_, word.size()) != word) return malformed();
        position_ += word.size();
        value = std::move(meaning);
        return true;
    }

    /// Moves over digits; false when there is none.
    bool skipDigits() noexcept {
        auto const start = position_;
        while (next() >= '0' && next() <= '9') ++position_;
        return position_ != start;
    }

    bool readNumber(JsonValue& value) {
        auto const start = position_;
        bool whole = true;
        if (next() == '-') ++position_;
        if (next() == '0')
            ++position_;
        else if (!skipDigits())
            return malformed();
        if (next() == '.') {
            whole = false;
            ++position_;
            if (!skipDigits()) return malformed();
        }
        if (next() == 'e' || next() == 'E') {
            whole = false;
            ++position_;
            if (next() == '+' || next() == '-') ++position_;
            if (!skipDigits()) return malformed();
        }
        auto const written = text_.substr(start, position_ - start);
        std::int64_t number = 0;
        whole = whole && std::from_chars(written.data(), written.data() + written.size(), number).ec == std::errc{};
        if (!whole) {
            problem_ = Error{error::jsonNumberUnsupported, {pointer()}, {{"text", shortened(written, 40)}}};
            return false;
        }
        value = JsonValue{number};
        return true;
    }

    bool readHex(std::uint32_t& unit) {
        if (text_.size() - position_ < 4) return malformed();
        auto const* const end = text_.data() + position_ + 4;
        // No sign and no prefix pass: from_chars takes neither for an unsigned number.
        auto const [stop, problem] = std::from_chars(text_.data() + position_, end, unit, 16);
        if (problem != std::errc{} || stop != end) return malformed();
        position_ += 4;
        return true;
    }

    bool readEscape(std::string& out) {
        ++position_;
        char const kind = next();
        constexpr std::string_view written = "\"\\/bfnrt";
        constexpr std::string_view meant = "\"\\/\b\f\n\r\t";
        if (auto const index = written.find(kind); position_ < text_.size() && index != std::string_view::npos) {
            out += meant[index];
            ++position_;
            return true;
        }
        if (kind != 'u') return malformed();
        ++position_;
        std::uint32_t unit = 0;
        if (!readHex(unit)) return false;
        if (unit >= 0xD800 && unit <= 0xDFFF) {
            std::uint32_t low = 0;
            if (unit > 0xDBFF || text_.substr(position_, 2) != "\\u") return malformed();
            position_ += 2;
            if (!readHex(low)) return false;
            if (low < 0xDC00 || low > 0xDFFF) return malformed();
            unit = 0x10000 + ((unit - 0xD800) << 10U) + (low - 0xDC00);
        }
        appendUtf8(out, unit);
        return true;
    }

    static void appendUtf8(std::string& out, std::uint32_t character) {
        auto const put = [&](std::uint32_t byte) { out += static_cast<char>(byte); };
        if (character < 0x80) {
            put(character);
        } else if (character < 0x800) {
            put(0xC0U | character >> 6U);
            put(0x80U | (character & 0x3FU));
        } else if (character < 0x10000) {
            put(0xE0U | character >> 12U);
            put(0x80U | (character >> 6U & 0x3FU));
            put(0x80U | (character & 0x3FU));
        } else {
            put(0xF0U | character >> 18U);
            put(0x80U | (character >> 12U & 0x3FU));
            put(0x80U | (character >> 6U & 0x3FU));
            put(0x80U | (character & 0x3FU));
        }
    }

    bool readString(std::string& out) {
        ++position_;
        for (;;) {
            auto const start = position_;
            while (position_ < text_.size() && text_[position_] != '"' && text_[position_] != '\\' && static_cast<unsigned char>(text_[position_]) >= 0x20)
                ++position_;
            out.append(text_, start, position_ - start);
            switch (next()) {
                case '"': ++position_; return true;
                case '\\':
                    if (!readEscape(out)) return false;
                    break;
                default: return malformed();  // a control character, or the end
            }
        }
    }

    bool open(bool isArray) {
        if (frames_.size() == maximalDepth_) {
            problem_ = Error{error::jsonTooDeep, {pointer()}, {{"limit", std::to_string(maximalDepth_)}}};
            return false;
        }
        frames_.push_back({isArray, isArray ? elements_.size() : members_.size()});
        ++position_;
        return true;
    }

    bool readArray(JsonValue& value) {
        if (!open(true)) return false;
        auto const start = frames_.back().start;
        if (!take(']')) {
            do {
                skipSpace();
                JsonValue element;
                if (!readValue(element)) return false;
                elements_.push_back(std::move(element));
            } while (take(','));
            if (!take(']')) return malformed();
        }
        auto const first = elements_.begin() + static_cast<std::ptrdiff_t>(start);
        value = JsonValue{JsonValue::Array(std::make_move_iterator(first), std::make_move_iterator(elements_.end()))};
        elements_.erase(first, elements_.end());
        frames_.pop_back();
        return true;
    }

    bool readObject(JsonValue& value) {
        if (!open(false)) return false;
        auto const start = frames_.back().start;
        // Small objects are searched; large ones get a set, so that a hostile file cannot cost quadratic time.
        std::unordered_set<std::string> names;
        if (!take('}')) {
            do {
                skipSpace();
                if (next() != '"') return malformed();
                // No more names are read before this one is whole, so it stays where it is.
                if (!readString(members_.emplace_back().first)) return false;
                if (isDuplicate(start, names)) {
                    problem_ = Error{error::jsonDuplicateKey, {pointer()}, {{"key", members_.back().first}}};
                    return false;
                }
                if (!take(':')) return malformed();
                skipSpace();
                if (next() != '{' && next() != '[') {
                    if (!readValue(members_.back().second)) return false;
                    continue;
                }
                // What is inside goes onto the same stack, and may move it.
                JsonValue member;
                if (!readValue(member)) return false;
                members_.back().second = std::move(member);
            } while (take(','));
            if (!take('}')) return malformed();
        }
        auto const first = members_.begin() + static_cast<std::ptrdiff_t>(start);
        value = JsonValue{JsonValue::Object(std::make_move_iterator(first), std::make_move_iterator(members_.end()))};
        members_.erase(first, members_.end());
        frames_.pop_back();
        return true;
    }

    /// Whether the last member's name stands before it in the object that begins at `start`.
    bool isDuplicate(std::size_t start, std::unordered_set<std::string>& names) const {
        auto const first = members_.begin() + static_cast<std::ptrdiff_t>(start);
        auto const last = members_.end() - 1;
        if (last - first < 16) return std::any_of(first, last, [&](auto const& member) { return member.first == last->first; });
        if (names.empty())
            for (auto member = first; member != last; ++member) names.insert(member->first);
        return !names.insert(last->first).second;
    }

    BytesView text_;
    std::size_t maximalDepth_;
    std::size_t position_ = 0;
    std::vector<Frame> frames_;
    JsonValue::Object members_;
    JsonValue::Array elements_;
    std::optional<Error> problem_;
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
    if (!isUtf8(text)) return fail(error::textNotUtf8, {}, placeOfBadByte(text));
    return Parser{text, limits.depth}.parse();
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
