#include "base/json.h"

#include <nlohmann/json.hpp>

#include "base/random.h"
#include "base/text.h"
#include "support/catch.h"

using namespace zhibao;

namespace {

Error errorOf(BytesView text, JsonLimits limits = {}) {
    auto const result = parseJson(text, limits);
    INFO(text);
    REQUIRE_FALSE(result);
    return result.error();
}

/// The same value as another library holds it.
nlohmann::ordered_json foreign(JsonValue const& value) {
    if (auto const* boolean = value.boolean()) return *boolean;
    if (auto const* integer = value.integer()) return *integer;
    if (auto const* string = value.string()) return *string;
    if (auto const* array = value.array()) {
        auto result = nlohmann::ordered_json::array();
        for (auto const& element : *array) result.push_back(foreign(element));
        return result;
    }
    if (auto const* object = value.object()) {
        auto result = nlohmann::ordered_json::object();
        for (auto const& [key, member] : *object) result[key] = foreign(member);
        return result;
    }
    return nullptr;
}

constexpr auto sample =
    R"({"schema":"filing-1","version":-12,"replaces":null,"zero":false,"on":true,"text":"a\"\\\/\b\f\n\r\t\u4E2d\ud83D\uDE00中",)"
    R"("forms":{"form2":{"rows":[{"flow":"export","total":"1.00"},{},[],[1,[2,[3]]]]}}})";

}  // namespace

TEST_CASE("JSON is read into values whose members keep their order", "[base][json]") {
    auto const value = parseJson(" { \"b\" : [ 1 , -2 , true , false , null ] ,\r\n\t\"a\" : \"x\" } ");
    REQUIRE(value);
    CHECK(*value == JsonValue{JsonValue::Object{{"b", JsonValue::Array{1, -2, true, false, JsonValue{}}}, {"a", "x"}}});
    CHECK(parseJson("\xEF\xBB\xBF[]") == JsonValue{JsonValue::Array{}});
    CHECK(parseJson("0") == JsonValue{0});
    CHECK(parseJson("9223372036854775807") == JsonValue{INT64_MAX});
    CHECK(parseJson("-9223372036854775808") == JsonValue{INT64_MIN});
    CHECK(parseJson("\"\"") == JsonValue{""});
}

TEST_CASE("what was written is read back, and written the same", "[base][json]") {
    auto const value = parseJson(sample);
    REQUIRE(value);
    CHECK(parseJson(toText(*value)) == value);
    CHECK(parseJson(toText(*value, 2)) == value);
    CHECK(toText(*parseJson(toText(*value, 2))) == toText(*value));
}

TEST_CASE("escapes stand for their characters, also beyond the first plane", "[base][json]") {
    CHECK(parseJson(R"("\u0041\u00e9\u4e2d\uD83D\uDE00\u0000")") == JsonValue{std::string{"Aé中😀\0", 11}});
    for (auto const text : {R"("\x41")", R"("\u12")", R"("\u12G4")", R"("\u+123")", R"("\ud83d")", R"("\ud83dx")", R"("\ud83d\u0041")", R"("\ude00")", R"("\)", R"("\")"}) {
        CHECK(errorOf(text).code == error::jsonMalformed);
    }
}

TEST_CASE("text that is no JSON is refused with line and column", "[base][json]") {
    for (auto const text : {"", " ", "{", "[", "]", "}", "{]", "[}", "[1,]", "{\"a\":1,}", "{\"a\"}", "{\"a\":}", "{a:1}", "{1:1}", "[1 2]", "1 2", "tru", "nul", "True",
                            "01", "-", "-a", "+1", "1.", ".5", "1e", "1e+", "0x1", "\"a", "\"a\nb\"", "\"\x01\"", "'a'", "// a\n1", "[1]]", "NaN"}) {
        CHECK(errorOf(text).code == error::jsonMalformed);
    }
    CHECK(errorOf("{\n  \"a\": 1,\n  \"b\": x\n}").places == std::vector<std::string>{"3:8"});
    CHECK(errorOf("[1").places == std::vector<std::string>{"1:3"});
    CHECK(errorOf("\"\xFF\"").code == error::textNotUtf8);
    CHECK(errorOf("{\n  \"\xE9\x87\x91\xFF\": 1}").where() == "2:7");
    CHECK(errorOf("\"12345678\xC0\xAF\"").code == error::textNotUtf8);
    CHECK(errorOf("\"1234567\xED\xA0\x80\"").code == error::textNotUtf8);
}

TEST_CASE("numbers with point or exponent, or beyond 64 bits, are refused with their pointer", "[base][json]") {
    auto const error = errorOf(R"({"rows":[{"total":1},{"a":[],"total":123.40}]})");
    CHECK(error == Error{error::jsonNumberUnsupported, {"/rows/1/total"}, {{"text", "123.40"}}});
    CHECK(errorOf("[[],[1,2,1e3]]").places == std::vector<std::string>{"/1/2"});
    CHECK(errorOf("9223372036854775808").code == error::jsonNumberUnsupported);
    CHECK(errorOf("-9223372036854775809").code == error::jsonNumberUnsupported);
    CHECK(errorOf("18446744073709551616").code == error::jsonNumberUnsupported);
}

TEST_CASE("a key that comes twice is refused with its pointer, in small objects and in large ones", "[base][json]") {
    CHECK(errorOf(R"({"a":{"b":1,"c":2,"b":3}})") == Error{error::jsonDuplicateKey, {"/a/b"}, {{"key", "b"}}});
    CHECK(errorOf(R"({"a/~":1,"\u0061/~":2})").places == std::vector<std::string>{"/a~1~0"});
    CHECK(parseJson(R"([{"a":1},{"a":1,"b":{"a":1}}])"));
    std::string members = "\"k\":{}";
    for (int i = 0; i < 40; ++i) members += ",\"k" + std::to_string(i) + "\":{\"k\":[]}";
    CHECK(parseJson("{" + members + "}"));
    CHECK(errorOf("{" + members + ",\"k3\":1}").places == std::vector<std::string>{"/k3"});
    CHECK(errorOf("{" + members + ",\"k39\":1}").places == std::vector<std::string>{"/k39"});
}

TEST_CASE("texts that are too deep or too large are refused", "[base][json]") {
    CHECK(parseJson("[[[]]]", {.depth = 3}));
    auto const deep = errorOf("[1,[{\"a\":[]}]]", {.depth = 3});
    CHECK(deep.code == error::jsonTooDeep);
    CHECK(deep.places == std::vector<std::string>{"/1/0/a"});
    CHECK(errorOf(std::string(1'000'000, '[')).code == error::jsonTooDeep);
    CHECK(parseJson("[1]", {.bytes = 3}));
    CHECK(errorOf("[1]", {.bytes = 2}).code == error::jsonTooLarge);
}

TEST_CASE("another library accepts and refuses the same texts, and reads the same from them", "[base][json]") {
    std::string_view const pieces[] = {"{", "}", "[", "]", ",", ":", "\"", "\\", "0", "-", "1", "true", "null", "\\u0041", "\\ud83d", " ", "\n", "e", ".", "\"a\"", "\xE4\xB8\xAD"};
    SeededRandom random{3};
    int accepted = 0;
    for (int i = 0; i < 20'000; ++i) {
        std::string text = i % 2 == 0 ? std::string{sample} : std::string{R"([{"a":1},"b",-0,[null]])"};
        for (auto n = random.below(3) + (i % 4 == 0 ? 0 : 1); n > 0; --n) {
            auto const piece = pieces[random.below(std::size(pieces))];
            auto const at = random.below(text.size() + 1);
            text.replace(at, random.below(3), piece);
        }
        INFO(text);
        auto const ours = parseJson(text);
        auto const theirs = nlohmann::ordered_json::parse(text, nullptr, false);
        if (ours) {
            ++accepted;
            CHECK(foreign(*ours) == theirs);
        } else if (ours.error().code == error::jsonMalformed || ours.error().code == error::textNotUtf8) {
            CHECK(theirs.is_discarded());
        } else {
            // What we alone refuse must still be said for the right reason.
            CHECK((ours.error().code == error::jsonDuplicateKey || ours.error().code == error::jsonNumberUnsupported));
        }
    }
    CHECK(accepted > 1000);
}
