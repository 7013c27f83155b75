#include "rules/tokens.h"

#include <algorithm>
#include <array>

#include <fmt/format.h>

#include "base/text.h"

namespace zhibao::vtl {

namespace {

/// In the order of their bytes.
constexpr auto reservedWords = std::to_array<std::string_view>({
    "Value",
    "abs",
    "aggr",
    "aggregates",
    "all",
    "all_measures",
    "alterDataset",
    "always",
    "always_null",
    "always_zero",
    "and",
    "any",
    "apply",
    "as",
    "asc",
    "attrcalc",
    "attribute",
    "avg",
    "between",
    "boolean",
    "by",
    "calc",
    "case",
    "cast",
    "ceil",
    "check",
    "check_datapoint",
    "check_hierarchy",
    "component",
    "componentRole",
    "components",
    "computed",
    "condition",
    "conditioned",
    "count",
    "cross_join",
    "current",
    "current_date",
    "customPivot",
    "data",
    "datapoint",
    "datapoint_on_valuedomains",
    "datapoint_on_variables",
    "dataset",
    "dataset_priority",
    "date",
    "dateadd",
    "datediff",
    "dayofmonth",
    "dayofyear",
    "daytomonth",
    "daytoyear",
    "dd",
    "default",
    "define",
    "desc",
    "diff",
    "drop",
    "duration",
    "else",
    "end",
    "errorcode",
    "errorlevel",
    "eval",
    "ex",
    "except",
    "exists_in",
    "exp",
    "fill_time_series",
    "filter",
    "first",
    "first_value",
    "float",
    "floor",
    "flow_to_stock",
    "following",
    "from",
    "full_join",
    "getmonth",
    "getyear",
    "group",
    "having",
    "hierarchical",
    "hierarchical_on_valuedomains",
    "hierarchical_on_variables",
    "hierarchy",
    "identifier",
    "if",
    "imbalance",
    "in",
    "indexof",
    "inner_join",
    "input",
    "instr",
    "intday",
    "integer",
    "intersect",
    "intmonth",
    "intyear",
    "invalid",
    "is",
    "isnull",
    "keep",
    "key",
    "keys",
    "lag",
    "language",
    "last",
    "last_value",
    "lead",
    "left_join",
    "length",
    "list",
    "ln",
    "log",
    "lower",
    "ltrim",
    "map_from",
    "map_to",
    "maps_from",
    "maps_to",
    "match_characters",
    "max",
    "maxLength",
    "measure",
    "measures",
    "median",
    "merge",
    "min",
    "mm",
    "mod",
    "monthtoday",
    "no_measures",
    "non_null",
    "non_zero",
    "not",
    "not_in",
    "null",
    "number",
    "nvl",
    "on",
    "operator",
    "or",
    "order",
    "output",
    "over",
    "partial",
    "partial_null",
    "partial_zero",
    "partition",
    "period_indicator",
    "pivot",
    "point",
    "points",
    "power",
    "preceding",
    "random",
    "range",
    "rank",
    "ratio_to_report",
    "record",
    "regexp",
    "rename",
    "replace",
    "restrict",
    "return",
    "returns",
    "round",
    "rows",
    "rtrim",
    "rule",
    "rule_priority",
    "ruleset",
    "scalar",
    "set",
    "setdiff",
    "single",
    "sqrt",
    "stddev_pop",
    "stddev_samp",
    "stock_to_flow",
    "string",
    "structure",
    "sub",
    "substr",
    "sum",
    "symdiff",
    "then",
    "time",
    "time_agg",
    "time_period",
    "timeshift",
    "to",
    "total",
    "trim",
    "trunc",
    "type",
    "unbounded",
    "union",
    "unit",
    "unpivot",
    "upper",
    "using",
    "valid",
    "valuedomain",
    "valuedomains",
    "var_pop",
    "var_samp",
    "variable",
    "variables",
    "viral",
    "when",
    "with",
    "xor",
    "yeartoday",
    "yyyy",
});
static_assert(std::is_sorted(reservedWords.begin(), reservedWords.end()));

constexpr auto marks = std::to_array<std::string_view>(
    {":=", "<-", "<=", "<>", ">=", "->", "||", "(", ")", "[", "]", "{", "}", "=", "<", ">", "+", "-", "*", "/", ",", ":", ";", "#"});

constexpr bool isLetter(char c) noexcept {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}
constexpr bool isDigit(char c) noexcept {
    return c >= '0' && c <= '9';
}
constexpr bool isNamePart(char c) noexcept {
    return isLetter(c) || isDigit(c) || c == '_' || c == '.';
}

/// Cuts the text into tokens from its beginning to its end, once.
class Lexer {
public:
    Lexer(std::string_view text, std::string_view file, Problems& problems) : text_(text), file_(file), problems_(problems) {}

    /// Goes on behind a character that is none of the language; not where something that was opened is never closed.
    std::vector<Token> tokens() {
        std::vector<Token> tokens;
        for (;;) {
            Token token{Token::Kind::end, here_, {}};
            if (auto const skipped = skipBlanks(); !skipped) {
                problems_.add(skipped.error());
                return tokens;
            }
            token.position = here_;
            if (atEnd()) {
                tokens.push_back(token);
                return tokens;
            }
            if (peek() == '"' || peek() == '\'') {
                auto found = quoted();
                if (!found) {
                    problems_.add(std::move(found).error());
                    if (here_ == token.position) return tokens;
                    continue;
                }
                token = *found;
            } else if (isLetter(peek()) || isDigit(peek())) {
                token = word();
            } else if (auto const mark = markHere(); !mark.empty()) {
                token = {Token::Kind::mark, here_, take(mark.size())};
            } else if (peek() == '_') {
                token = {Token::Kind::mark, here_, take(1)};
            } else {
                problems_.add(unexpected());
                continue;
            }
            tokens.push_back(token);
        }
    }

private:
    [[nodiscard]] bool atEnd() const noexcept { return offset_ == text_.size(); }
    [[nodiscard]] char peek(std::size_t ahead = 0) const noexcept { return offset_ + ahead < text_.size() ? text_[offset_ + ahead] : '\0'; }

    std::string_view take(std::size_t bytes) {
        auto const taken = text_.substr(offset_, bytes);
        for (char const c : taken) {
            if (c == '\n') {
                ++here_.line;
                here_.column = 1;
            } else if ((static_cast<unsigned char>(c) & 0xC0U) != 0x80U) {  // the first byte of a character
                ++here_.column;
            }
        }
        offset_ += bytes;
        return taken;
    }

    /// Takes a character that is none of the language.
    Error unexpected() {
        auto const place = placeOf(file_, here_);
        if (peek() == '!' && peek(1) == '=') {
            take(2);
            return {error::vtlSpelling, {place}, {{"found", "!="}, {"write", "<>"}}};
        }
        std::size_t length = 1;
        while (offset_ + length < text_.size() && (static_cast<unsigned char>(text_[offset_ + length]) & 0xC0U) == 0x80U) ++length;
        std::string found{take(length)};
        // An input method for Chinese writes the wide forms, a word processor the curved quotes.
        auto write = found == "“" || found == "”" ? std::string{"\""} : found == "‘" || found == "’" ? std::string{"'"} : normalized(found);
        if (write.size() == 1 && write != found) return {error::vtlCharacterWide, {place}, {{"found", std::move(found)}, {"write", std::move(write)}}};
        if (auto const byte = static_cast<unsigned char>(found.front()); byte < ' ') found = fmt::format("U+{:04X}", byte);
        return {error::vtlCharacter, {place}, {{"found", std::move(found)}}};
    }

    Result<> skipBlanks() {
        for (;;) {
            if (peek() == ' ' || peek() == '\t' || peek() == '\r' || peek() == '\n' || peek() == '\f') {
                if (atEnd()) return {};
                take(1);
            } else if (peek() == '/' && peek(1) == '/') {
                auto const end = text_.find('\n', offset_);
                take((end == std::string_view::npos ? text_.size() : end) - offset_);
            } else if (peek() == '/' && peek(1) == '*') {
                auto const end = text_.find("*/", offset_ + 2);
                if (end == std::string_view::npos)
                    return fail(error::vtlUnclosed, {{"opened", "/*"}, {"closing", "*/"}}, placeOf(file_, here_));
                take(end + 2 - offset_);
            } else {
                return {};
            }
        }
    }

    Result<Token> quoted() {
        char const quote = peek();
        Position const start = here_;
        auto const end = text_.find(quote, offset_ + 1);
        if (end == std::string_view::npos)
            return fail(error::vtlUnclosed, {{"opened", std::string{quote}}, {"closing", std::string{quote}}}, placeOf(file_, start));
        auto const text = take(end + 1 - offset_);
        if (quote == '\'' && text.size() == 2) return fail(error::vtlSyntax, {{"found", "''"}, {"expected", "name"}}, placeOf(file_, start));
        return Token{quote == '"' ? Token::Kind::string : Token::Kind::quotedName, start, text.substr(1, text.size() - 2)};
    }

    Token word() {
        std::size_t length = 1;
        while (isNamePart(peek(length))) ++length;
        Token token{Token::Kind::name, here_, take(length)};
        auto const text = token.text;
        auto const digits = static_cast<std::size_t>(std::find_if_not(text.begin(), text.end(), isDigit) - text.begin());
        if (digits == text.size()) {
            token.kind = Token::Kind::integer;
        } else if (digits > 0 && text[digits] == '.' && digits + 1 < text.size() &&
                   std::all_of(text.begin() + static_cast<std::ptrdiff_t>(digits) + 1, text.end(), isDigit)) {
            token.kind = Token::Kind::number;
        } else if (isReserved(text)) {
            token.kind = Token::Kind::keyword;
        } else if (text == "TRUE" || text == "FALSE" || text == "NULL") {
            // The user manual writes the constants in capitals, the grammar in small letters.
            token.kind = Token::Kind::keyword;
            token.text = text == "TRUE" ? "true" : text == "FALSE" ? "false" : "null";
        }
        return token;
    }

    [[nodiscard]] std::string_view markHere() const noexcept {
        for (auto const mark : marks) {
            if (text_.substr(offset_).starts_with(mark)) return mark;
        }
        return {};
    }

    std::string_view text_;
    std::string_view file_;
    Problems& problems_;
    std::size_t offset_ = 0;
    Position here_;
};

}  // namespace

bool isReserved(std::string_view word) noexcept {
    return word == "true" || word == "false" || std::binary_search(reservedWords.begin(), reservedWords.end(), word);
}

std::string toText(Position position) {
    return fmt::format("{}:{}", position.line, position.column);
}

std::string placeOf(std::string_view file, Position position) {
    return file.empty() ? toText(position) : fmt::format("{}:{}", file, toText(position));
}

Result<std::vector<Token>> tokensOf(std::string_view text, std::string_view file) {
    Problems problems;
    auto tokens = tokensOf(text, file, problems);
    if (!problems.empty()) return tl::unexpected(problems.first().front());
    return tokens;
}

std::vector<Token> tokensOf(std::string_view text, std::string_view file, Problems& problems) {
    auto const refuse = [&](Error error) {
        if (!file.empty()) error.places = {std::string{file}};
        problems.add(std::move(error));
        return std::vector<Token>{};
    };
    if (text.size() > maximalScriptBytes) return refuse({error::vtlTooLarge, {}, {{"limit", std::to_string(maximalScriptBytes)}}});
    if (!isUtf8(text)) return refuse({error::textNotUtf8, {}, {}});
    constexpr std::string_view byteOrderMark = "\xEF\xBB\xBF";
    if (text.starts_with(byteOrderMark)) text.remove_prefix(byteOrderMark.size());
    return Lexer{text, file, problems}.tokens();
}

}  // namespace zhibao::vtl
