#include "base/xlsx_reader.h"

#include <algorithm>
#include <charconv>
#include <map>
#include <memory>
#include <set>
#include <utility>

#include <expat.h>
#include <fmt/format.h>
#include <zip.h>

#include "base/date.h"
#include "base/integers.h"
#include "base/text.h"

namespace zhibao {

namespace {

// Limits of the file format itself.
constexpr std::size_t rowsOfFormat = 1'048'576;
constexpr std::size_t ratioMattersFrom = 1U << 20U;

bool isDigit(char character) noexcept {
    return character >= '0' && character <= '9';
}

tl::unexpected<Error> malformed(std::string text, std::string_view place) {
    return fail(error::xlsxMalformed, {{"text", std::move(text)}}, place);
}

tl::unexpected<Error> tooLarge(std::string what, std::size_t limit, std::string_view place = {}) {
    return fail(error::xlsxTooLarge, {{"what", std::move(what)}, {"limit", std::to_string(limit)}}, place);
}

template <class Integer>
std::optional<Integer> wholeNumber(std::string_view text) noexcept {
    Integer value{};
    auto const [end, problem] = std::from_chars(text.data(), text.data() + text.size(), value);
    if (problem != std::errc{} || end != text.data() + text.size()) return std::nullopt;
    return value;
}

// ---------------------------------------------------------------------------------------------------- the zip container

/// The entries of the file, inflated when asked for and never beyond the limits.
class Container {
public:
    [[nodiscard]] static Result<Container> open(BytesView bytes, XlsxLimits const& limits) {
        if (bytes.size() > limits.bytes) return tooLarge("bytes", limits.bytes);
        if (!bytes.starts_with("PK")) return fail(error::xlsxNotAWorkbook);
        zip_error_t problem;
        zip_error_init(&problem);
        auto* source = zip_source_buffer_create(bytes.data(), bytes.size(), 0, &problem);
        auto* archive = source != nullptr ? zip_open_from_source(source, ZIP_RDONLY, &problem) : nullptr;
        zip_error_fini(&problem);
        if (archive == nullptr) {
            if (source != nullptr) zip_source_free(source);
            return fail(error::xlsxNotAWorkbook);
        }
        Container container{archive, limits};
        auto const count = zip_get_num_entries(archive, 0);
        if (count < 0 || static_cast<std::size_t>(count) > limits.entries) return tooLarge("entries", limits.entries);
        for (zip_uint64_t i = 0; i < static_cast<zip_uint64_t>(count); ++i) {
            auto const* name = zip_get_name(archive, i, ZIP_FL_ENC_GUESS);
            if (name == nullptr) return fail(error::xlsxNotAWorkbook);
            // Two entries of one name: one program would show the first, another the second.
            if (!container.positions_.emplace(name, i).second) return fail(error::xlsxEntryTwice, {{"entry", shortened(name, 100)}});
        }
        return container;
    }

    [[nodiscard]] bool has(std::string const& name) const { return positions_.contains(name); }

    [[nodiscard]] Result<Bytes> read(std::string const& name) {
        auto const position = positions_.find(name);
        if (position == positions_.end()) return malformed("entry missing", name);
        zip_stat_t statistics;
        if (zip_stat_index(archive_.get(), position->second, 0, &statistics) != 0) return malformed("zip", name);
        if ((statistics.valid & ZIP_STAT_ENCRYPTION_METHOD) != 0 && statistics.encryption_method != ZIP_EM_NONE)
            return fail(error::xlsxNotAWorkbook);
        std::unique_ptr<zip_file_t, void (*)(zip_file_t*)> const file{zip_fopen_index(archive_.get(), position->second, 0),
                                                                      [](zip_file_t* opened) { zip_fclose(opened); }};
        if (!file) return malformed("zip", name);
        Bytes bytes;
        char buffer[64 * 1024];
        for (;;) {
            auto const got = zip_fread(file.get(), buffer, sizeof buffer);
            if (got < 0) return malformed("zip", name);
            if (got == 0) break;
            bytes.append(buffer, static_cast<std::size_t>(got));
            inflated_ += static_cast<std::size_t>(got);
            if (inflated_ > limits_.inflatedBytes) return tooLarge("inflated bytes", limits_.inflatedBytes, name);
            // What the entry claims to be is not believed; what comes out is counted.
            if (bytes.size() > ratioMattersFrom && bytes.size() / limits_.ratio > statistics.comp_size)
                return tooLarge("ratio", limits_.ratio, name);
        }
        return bytes;
    }

private:
    Container(zip_t* archive, XlsxLimits const& limits) : archive_(archive, zip_discard), limits_(limits) {}

    std::unique_ptr<zip_t, void (*)(zip_t*)> archive_;
    XlsxLimits limits_;
    std::map<std::string, zip_uint64_t> positions_;
    std::size_t inflated_ = 0;
};

// ------------------------------------------------------------------------------------------------------------------ XML

/// The attributes of an element, by local name.
class Attributes {
public:
    explicit Attributes(XML_Char const** pairs) noexcept : pairs_(pairs) {}
    [[nodiscard]] std::optional<std::string_view> find(std::string_view name) const noexcept {
        for (auto const* pair = pairs_; *pair != nullptr; pair += 2) {
            if (localName(pair[0]) == name) return pair[1];
        }
        return std::nullopt;
    }
    /// Names arrive as "namespace|local"; the strict and the transitional form of the format differ in the namespace only.
    [[nodiscard]] static std::string_view localName(std::string_view name) noexcept {
        auto const bar = name.rfind('|');
        return bar == std::string_view::npos ? name : name.substr(bar + 1);
    }

private:
    XML_Char const** pairs_;
};

/// Receives the elements of one part of the workbook. A handler that finds trouble sets `problem`, and parsing stops.
class Handler {
public:
    virtual ~Handler() = default;
    virtual void begin(std::string_view element, Attributes const& attributes) = 0;
    virtual void end(std::string_view element) = 0;
    virtual void text(std::string_view) {}
    std::optional<Error> problem;
};

Result<> parseXml(BytesView xml, std::string const& entry, Handler& handler) {
    std::unique_ptr<XML_ParserStruct, void (*)(XML_Parser)> const parser{XML_ParserCreateNS(nullptr, '|'), XML_ParserFree};
    struct Context {
        XML_Parser parser;
        Handler& handler;
        bool hasDocumentType = false;
        void stopOnProblem() const {
            if (handler.problem) XML_StopParser(parser, XML_FALSE);
        }
    } context{parser.get(), handler};
    XML_SetUserData(parser.get(), &context);
    XML_SetStartDoctypeDeclHandler(parser.get(), [](void* data, XML_Char const*, XML_Char const*, XML_Char const*, int) {
        auto& seen = *static_cast<Context*>(data);
        seen.hasDocumentType = true;
        XML_StopParser(seen.parser, XML_FALSE);
    });
    XML_SetElementHandler(
        parser.get(),
        [](void* data, XML_Char const* name, XML_Char const** attributes) {
            auto& seen = *static_cast<Context*>(data);
            seen.handler.begin(Attributes::localName(name), Attributes{attributes});
            seen.stopOnProblem();
        },
        [](void* data, XML_Char const* name) {
            auto& seen = *static_cast<Context*>(data);
            seen.handler.end(Attributes::localName(name));
            seen.stopOnProblem();
        });
    XML_SetCharacterDataHandler(parser.get(), [](void* data, XML_Char const* characters, int length) {
        auto& seen = *static_cast<Context*>(data);
        seen.handler.text({characters, static_cast<std::size_t>(length)});
        seen.stopOnProblem();
    });

    constexpr std::size_t step = 1U << 24U;  // expat counts in int
    for (std::size_t offset = 0;; offset += step) {
        auto const piece = xml.substr(std::min(offset, xml.size()), step);
        bool const isLast = offset + step >= xml.size();
        if (XML_Parse(parser.get(), piece.data(), static_cast<int>(piece.size()), isLast ? 1 : 0) != XML_STATUS_OK) {
            if (context.hasDocumentType) return fail(error::xlsxDocumentType, {}, entry);
            if (handler.problem) return tl::unexpected(*std::move(handler.problem));
            return malformed(XML_ErrorString(XML_GetErrorCode(parser.get())),
                             fmt::format("{}:{}", entry, XML_GetCurrentLineNumber(parser.get())));
        }
        if (isLast) return {};
    }
}

/// Texts in this format write some characters as "_x000D_" (ISO/IEC 29500-1, ST_Xstring).
std::string unescaped(std::string_view text) {
    std::string result;
    result.reserve(text.size());
    for (std::size_t i = 0; i < text.size(); ++i) {
        bool const begins = text[i] == '_' && i + 6 < text.size() && text[i + 1] == 'x' && text[i + 6] == '_';
        unsigned value = 0;
        if (begins) {
            auto const [end, problem] = std::from_chars(text.data() + i + 2, text.data() + i + 6, value, 16);
            if (problem != std::errc{} || end != text.data() + i + 6) value = 0;
        }
        // Half a surrogate pair or a zero byte would make a text that is none; it stays as written.
        if (value == 0 || (value >= 0xD800 && value <= 0xDFFF)) {
            result += text[i];
            continue;
        }
        if (value < 0x80) {
            result += static_cast<char>(value);
        } else if (value < 0x800) {
            result += static_cast<char>(0xC0U | (value >> 6U));
            result += static_cast<char>(0x80U | (value & 0x3FU));
        } else {
            result += static_cast<char>(0xE0U | (value >> 12U));
            result += static_cast<char>(0x80U | ((value >> 6U) & 0x3FU));
            result += static_cast<char>(0x80U | (value & 0x3FU));
        }
        i += 6;
    }
    return result;
}

// ------------------------------------------------------------------------------------------------- relations and workbook

/// "worksheets/sheet1.xml" seen from "xl/workbook.xml" is "xl/worksheets/sheet1.xml"; "/xl/…" is absolute.
std::string resolved(std::string_view from, std::string_view target) {
    std::vector<std::string_view> steps;
    auto const add = [&](std::string_view path) {
        while (!path.empty()) {
            auto const end = std::min(path.find('/'), path.size());
            auto const step = path.substr(0, end);
            path.remove_prefix(std::min(end + 1, path.size()));
            if (step.empty() || step == ".") continue;
            if (step == "..") {
                if (!steps.empty()) steps.pop_back();
            } else {
                steps.push_back(step);
            }
        }
    };
    auto const folderEnd = from.rfind('/');
    if (!target.starts_with('/') && folderEnd != std::string_view::npos) add(from.substr(0, folderEnd));
    add(target);
    std::string path;
    for (auto const step : steps) path += (path.empty() ? "" : "/") + std::string{step};
    return path;
}

struct Relation {
    std::string id;
    std::string type;  // the last step of the type's name: "worksheet", "sharedStrings"
    std::string target;
};

class RelationsHandler final : public Handler {
public:
    explicit RelationsHandler(std::string from) : from_(std::move(from)) {}
    std::vector<Relation> relations;
    void begin(std::string_view element, Attributes const& attributes) override {
        if (element != "Relationship" || attributes.find("TargetMode") == "External") return;
        auto const type = attributes.find("Type").value_or("");
        relations.push_back({std::string{attributes.find("Id").value_or("")}, std::string{type.substr(type.rfind('/') + 1)},
                             resolved(from_, attributes.find("Target").value_or(""))});
    }
    void end(std::string_view) override {}

private:
    std::string from_;
};

Result<std::vector<Relation>> relationsOf(Container& container, std::string const& part) {
    auto const slash = part.rfind('/');
    auto const folder = slash == std::string::npos ? std::string{} : part.substr(0, slash + 1);
    auto const entry = folder + "_rels/" + part.substr(folder.size()) + ".rels";
    if (!container.has(entry)) return std::vector<Relation>{};
    ZHIBAO_TRY(Bytes const xml, container.read(entry));
    RelationsHandler handler{part};
    ZHIBAO_CHECK(parseXml(xml, entry, handler));
    return std::move(handler.relations);
}

class WorkbookHandler final : public Handler {
public:
    struct Sheet {
        std::string name;
        std::string relation;
        bool isHidden = false;
    };
    std::vector<Sheet> sheets;
    bool countsFrom1904 = false;

    void begin(std::string_view element, Attributes const& attributes) override {
        if (element == "workbookPr") {
            auto const flag = attributes.find("date1904");
            countsFrom1904 = flag == "1" || flag == "true" || flag == "on";
        } else if (element == "sheet") {
            auto const state = attributes.find("state");
            sheets.push_back({std::string{attributes.find("name").value_or("")}, std::string{attributes.find("id").value_or("")},
                              state == "hidden" || state == "veryHidden"});
        }
    }
    void end(std::string_view) override {}
};

// -------------------------------------------------------------------------------------------------------- shared strings

/// Gathers the text of <si> and <is>: plain, or in runs of rich text; phonetic guides are left out.
class TextGatherer {
public:
    void begin(std::string_view element) {
        if (element == "rPh") ++phonetic_;
        if (element == "t" && phonetic_ == 0) isInText_ = true;
    }
    void end(std::string_view element) {
        if (element == "rPh" && phonetic_ > 0) --phonetic_;
        if (element == "t") isInText_ = false;
    }
    void text(std::string_view characters) {
        if (isInText_) gathered_ += characters;
    }
    [[nodiscard]] std::size_t size() const noexcept { return gathered_.size(); }
    [[nodiscard]] std::string take() { return unescaped(std::exchange(gathered_, {})); }

private:
    std::string gathered_;
    int phonetic_ = 0;
    bool isInText_ = false;
};

class SharedStringsHandler final : public Handler {
public:
    SharedStringsHandler(std::string const& entry, XlsxLimits const& limits) : entry_(entry), limits_(limits) {}
    std::vector<std::string> strings;

    void begin(std::string_view element, Attributes const&) override { gatherer_.begin(element); }
    void end(std::string_view element) override {
        gatherer_.end(element);
        if (element != "si") return;
        if (strings.size() == limits_.cells) problem = tooLarge("shared strings", limits_.cells, entry_).value();
        strings.push_back(gatherer_.take());
    }
    void text(std::string_view characters) override {
        gatherer_.text(characters);
        if (gatherer_.size() > limits_.cellTextBytes) problem = tooLarge("text", limits_.cellTextBytes, entry_).value();
    }

private:
    std::string entry_;
    XlsxLimits const& limits_;
    TextGatherer gatherer_;
};

// ---------------------------------------------------------------------------------------------------------------- styles

/// What a number format makes of a number.
enum class Shown { plain, day, percent };

/// A format for times of day alone ("h:mm") shows no day.
Shown shownBy(std::string_view format) noexcept {
    bool hasPercent = false;
    bool hasDayOrYear = false;
    bool hasMonthOrMinute = false;
    bool hasTime = false;
    bool isQuoted = false;
    for (std::size_t i = 0; i < format.size(); ++i) {
        char const character = format[i];
        if (isQuoted) {
            isQuoted = character != '"';
            continue;
        }
        switch (character) {
            case '"': isQuoted = true; break;
            case '\\': case '_': case '*': ++i; break;
            case '[': {  // a colour, a condition, a language, or elapsed time
                auto const close = format.find(']', i);
                if (close == std::string_view::npos) return Shown::plain;
                auto const inside = format.substr(i + 1, close - i - 1);
                if (!inside.empty() && inside.find_first_not_of("hHmMsS") == std::string_view::npos) hasTime = true;
                i = close;
                break;
            }
            case '%': hasPercent = true; break;
            case ';': i = format.size(); break;  // the first section is for positive numbers
            case 'y': case 'Y': case 'd': case 'D': hasDayOrYear = true; break;
            case 'm': case 'M': hasMonthOrMinute = true; break;
            case 'h': case 'H': case 's': case 'S': hasTime = true; break;
            case 'G': case 'g':
                if (format.substr(i).starts_with("General") || format.substr(i).starts_with("GENERAL")) i += 6;
                break;
            default: break;
        }
    }
    if (hasDayOrYear || (hasMonthOrMinute && !hasTime)) return Shown::day;
    return hasPercent ? Shown::percent : Shown::plain;
}

/// Formats that have a number and no text in the file. Source: ISO/IEC 29500-1, 18.8.30; 27 to 36 and 50 to 58 are those of
/// Chinese, Japanese and Korean workbooks, of which 32 to 35 and 55 to 56 are times in Chinese ones.
Shown shownByBuiltIn(unsigned id) noexcept {
    if (id == 9 || id == 10) return Shown::percent;
    bool const isDay =
        (id >= 14 && id <= 17) || id == 22 || (id >= 27 && id <= 31) || id == 36 || (id >= 50 && id <= 54) || id == 57 || id == 58;
    return isDay ? Shown::day : Shown::plain;
}

class StylesHandler final : public Handler {
public:
    std::vector<Shown> styles;

    void begin(std::string_view element, Attributes const& attributes) override {
        if (element == "numFmt") {
            if (auto const id = wholeNumber<unsigned>(attributes.find("numFmtId").value_or("")))
                formats_[*id] = shownBy(attributes.find("formatCode").value_or(""));
        } else if (element == "cellXfs") {
            isInCellFormats_ = true;
        } else if (element == "xf" && isInCellFormats_) {
            auto const id = wholeNumber<unsigned>(attributes.find("numFmtId").value_or("0")).value_or(0);
            auto const own = formats_.find(id);
            styles.push_back(own != formats_.end() ? own->second : shownByBuiltIn(id));
        }
    }
    void end(std::string_view element) override {
        if (element == "cellXfs") isInCellFormats_ = false;
    }

private:
    std::map<unsigned, Shown> formats_;
    bool isInCellFormats_ = false;
};

// --------------------------------------------------------------------------------------------------------------- numbers

/// A number as digits and the place of its point: 0.DIGITS × 10^point. No zeros at either end of the digits.
struct Decimal {
    bool isNegative = false;
    std::string digits;
    int point = 0;
};

std::optional<Decimal> readDecimal(std::string_view text) {
    Decimal decimal;
    if (!text.empty() && (text.front() == '-' || text.front() == '+')) {
        decimal.isNegative = text.front() == '-';
        text.remove_prefix(1);
    }
    if (text.size() > 400) return std::nullopt;  // longer than any binary number of 64 bits needs
    bool hasPoint = false;
    bool hasDigit = false;
    std::size_t i = 0;
    for (; i < text.size(); ++i) {
        if (text[i] == '.' && !hasPoint) {
            hasPoint = true;
            continue;
        }
        if (!isDigit(text[i])) break;
        hasDigit = true;
        if (!decimal.digits.empty() || text[i] != '0') {
            decimal.digits += text[i];
            if (!hasPoint) ++decimal.point;
        } else if (hasPoint) {
            --decimal.point;
        }
    }
    if (!hasDigit) return std::nullopt;
    if (i < text.size()) {
        if (text[i] != 'e' && text[i] != 'E') return std::nullopt;
        auto exponentText = text.substr(i + 1);
        if (exponentText.starts_with('+')) exponentText.remove_prefix(1);
        auto const exponent = wholeNumber<int>(exponentText);
        if (!exponent || *exponent > 400 || *exponent < -800) return std::nullopt;
        decimal.point += *exponent;
    }
    while (!decimal.digits.empty() && decimal.digits.back() == '0') decimal.digits.pop_back();
    if (decimal.digits.empty()) return Decimal{};
    return decimal;
}

void roundToSignificant(Decimal& decimal, std::size_t count) {
    if (decimal.digits.size() <= count) return;
    bool const roundsUp = decimal.digits[count] >= '5';
    decimal.digits.resize(count);
    if (roundsUp) {
        std::size_t i = count;
        while (i > 0 && decimal.digits[i - 1] == '9') --i;
        if (i == 0) {
            decimal.digits = "1";
            ++decimal.point;
            return;
        }
        decimal.digits.resize(i);
        ++decimal.digits.back();
    }
    while (!decimal.digits.empty() && decimal.digits.back() == '0') decimal.digits.pop_back();
}

std::string plainText(Decimal const& decimal) {
    if (decimal.digits.empty()) return "0";
    std::string text = decimal.isNegative ? "-" : "";
    auto const count = static_cast<int>(decimal.digits.size());
    if (decimal.point <= 0) {
        text += "0." + std::string(static_cast<std::size_t>(-decimal.point), '0') + decimal.digits;
    } else if (decimal.point >= count) {
        text += decimal.digits + std::string(static_cast<std::size_t>(decimal.point - count), '0');
    } else {
        text += decimal.digits.substr(0, static_cast<std::size_t>(decimal.point)) + "." + decimal.digits.substr(static_cast<std::size_t>(decimal.point));
    }
    return text;
}

/// The day (and time) of a serial number; nothing when it is outside the calendar of the format.
std::optional<std::string> dayOfSerial(std::string_view number, bool countsFrom1904) {
    auto decimal = readDecimal(number);
    if (!decimal || decimal->isNegative || decimal->point > 7) return std::nullopt;
    roundToSignificant(*decimal, 15);
    auto const plain = plainText(*decimal);
    auto const point = plain.find('.');
    auto days = wholeNumber<std::int64_t>(std::string_view{plain}.substr(0, point)).value_or(0);
    std::int64_t seconds = 0;
    if (point != std::string::npos) {
        auto fraction = plain.substr(point + 1, 15);
        fraction.resize(15, '0');
        constexpr Int128 scale = 1'000'000'000'000'000;
        auto const day = Int128{wholeNumber<std::int64_t>(fraction).value_or(0)} * 86'400;
        seconds = static_cast<std::int64_t>((day + scale / 2) / scale);
    }
    if (seconds == 86'400) {
        seconds = 0;
        ++days;
    }
    constexpr std::int64_t daysBetweenCounts = 1'462;
    if (countsFrom1904) days += daysBetweenCounts;
    // Day 60 is 29 February 1900, which never was: the format keeps an old program's mistake.
    constexpr std::int64_t dayThatNeverWas = 60;
    constexpr std::int64_t lastDayOf9999 = 2'958'465;
    if (days < 1 || days == dayThatNeverWas || days > lastDayOf9999) return std::nullopt;
    Date const origin{1899, 12, days < dayThatNeverWas ? static_cast<unsigned short>(31) : static_cast<unsigned short>(30)};
    auto text = toText(origin + boost::gregorian::days{static_cast<int>(days)});
    if (seconds != 0) text += fmt::format("T{:02}:{:02}:{:02}", seconds / 3600, seconds / 60 % 60, seconds % 60);
    return text;
}

// ---------------------------------------------------------------------------------------------------------------- sheets

struct Position {
    std::size_t row = 0;
    std::size_t column = 0;
};

/// "C7", from 0; nothing when it is no cell's name.
std::optional<Position> positionOf(std::string_view name) noexcept {
    std::size_t column = 0;
    std::size_t i = 0;
    for (; i < name.size() && name[i] >= 'A' && name[i] <= 'Z' && i < 4; ++i) column = column * 26 + static_cast<std::size_t>(name[i] - 'A' + 1);
    auto const row = wholeNumber<std::size_t>(name.substr(i));
    if (i == 0 || !row || *row == 0 || *row > rowsOfFormat) return std::nullopt;
    return Position{*row - 1, column - 1};
}

/// What all sheets share.
struct Shared {
    std::vector<std::string> strings;
    std::vector<Shown> styles;
    bool countsFrom1904 = false;
    std::size_t cells = 0;
    std::size_t textBytes = 0;
};

class SheetHandler final : public Handler {
public:
    SheetHandler(XlsxSheet& sheet, Shared& shared, std::string const& entry, XlsxLimits const& limits)
        : sheet_(sheet), shared_(shared), entry_(entry), limits_(limits) {}

    void begin(std::string_view element, Attributes const& attributes) override {
        if (isInCell_) {
            beginInCell(element);
        } else if (element == "row") {
            beginRow(attributes);
        } else if (element == "c" && isInRow_) {
            beginCell(attributes);
        } else if (element == "mergeCell") {
            merge(attributes.find("ref").value_or(""));
        }
    }

    void end(std::string_view element) override {
        if (isInCell_) {
            gatherer_.end(element);
            if (element == "v") isInValue_ = false;
            if (element == "c") endCell();
        } else if (element == "row") {
            endRow();
        }
    }

    void text(std::string_view characters) override {
        if (!isInCell_) return;
        gatherer_.text(characters);
        if (isInValue_) value_ += characters;
        if (value_.size() + gatherer_.size() > limits_.cellTextBytes) problem = tooLarge("text", limits_.cellTextBytes, place()).value();
    }

private:
    [[nodiscard]] std::string place() const { return sheet_.name + "!" + cellName(row_.index, column_); }

    void beginRow(Attributes const& attributes) {
        auto index = nextRow_;
        if (auto const written = attributes.find("r")) {
            auto const number = wholeNumber<std::size_t>(*written);
            if (!number || *number == 0 || *number > rowsOfFormat) {
                problem = malformed("row " + shortened(*written, 20), entry_).value();
                return;
            }
            index = *number - 1;
        }
        auto const hidden = attributes.find("hidden");
        row_ = XlsxRow{index, hidden == "1" || hidden == "true", {}};
        isInRow_ = true;
        nextColumn_ = 0;
    }

    void endRow() {
        if (!isInRow_) return;
        isInRow_ = false;
        nextRow_ = row_.index + 1;
        if (row_.cells.empty()) return;
        sheet_.rows.push_back(std::move(row_));
    }

    void beginCell(Attributes const& attributes) {
        column_ = nextColumn_;
        if (auto const name = attributes.find("r")) {
            auto const position = positionOf(*name);
            if (!position || position->row != row_.index) {
                problem = malformed("cell " + shortened(*name, 20), fmt::format("{}!{}", sheet_.name, row_.index + 1)).value();
                return;
            }
            column_ = position->column;
        }
        nextColumn_ = column_ + 1;
        isInCell_ = true;
        type_ = attributes.find("t").value_or("n");
        style_ = wholeNumber<std::size_t>(attributes.find("s").value_or("0")).value_or(0);
        value_.clear();
        hasValue_ = false;
        isFormula_ = false;
        isInValue_ = false;
        gatherer_ = {};
    }

    void beginInCell(std::string_view element) {
        gatherer_.begin(element);
        if (element == "v") {
            isInValue_ = true;
            hasValue_ = true;
        }
        if (element == "f") isFormula_ = true;
    }

    void endCell() {
        isInCell_ = false;
        XlsxCell cell;
        cell.column = column_;
        cell.isFormula = isFormula_;
        if (type_ == "s") {
            if (hasValue_) {
                auto const index = wholeNumber<std::size_t>(value_);
                if (!index || *index >= shared_.strings.size()) {
                    problem = malformed("shared string " + shortened(value_, 20), place()).value();
                    return;
                }
                cell.text = shared_.strings[*index];
            }
        } else if (type_ == "inlineStr") {
            cell.text = gatherer_.take();
        } else if (type_ == "str") {
            cell.text = unescaped(value_);
        } else if (type_ == "b") {
            cell.kind = XlsxKind::boolean;
            if (hasValue_) cell.text = value_ == "1" || value_ == "true" ? "true" : "false";
        } else if (type_ == "e") {
            cell.kind = XlsxKind::error;
            cell.text = value_;
        } else if (type_ == "d") {
            cell.kind = XlsxKind::date;
            cell.text = value_;
            if (cell.text.ends_with("T00:00:00")) cell.text.resize(cell.text.size() - 9);
        } else if (type_ == "n") {
            cell.kind = XlsxKind::number;
            cell.text = trimmed(value_);
            if (!cell.text.empty()) {
                if (!readDecimal(cell.text)) {
                    problem = fail(error::xlsxNumberMalformed, {{"text", shortened(cell.text, 40)}}, place()).value();
                    return;
                }
                auto const shown = style_ < shared_.styles.size() ? shared_.styles[style_] : Shown::plain;
                cell.isPercent = shown == Shown::percent;
                if (shown == Shown::day) {
                    if (auto day = dayOfSerial(cell.text, shared_.countsFrom1904)) {
                        cell.kind = XlsxKind::date;
                        cell.text = *std::move(day);
                    }
                }
            }
        } else {
            problem = malformed("cell type " + shortened(type_, 20), place()).value();
            return;
        }
        if (cell.text.empty() && !cell.isFormula) return;
        if (column_ >= limits_.columns) {
            problem = tooLarge("columns", limits_.columns, place()).value();
            return;
        }
        if (++shared_.cells > limits_.cells) {
            problem = tooLarge("cells", limits_.cells, place()).value();
            return;
        }
        shared_.textBytes += cell.text.size();
        if (shared_.textBytes > limits_.textBytes) {
            problem = tooLarge("text", limits_.textBytes, place()).value();
            return;
        }
        row_.cells.push_back(std::move(cell));
    }

    void merge(std::string_view reference) {
        auto const colon = reference.find(':');
        auto const first = positionOf(reference.substr(0, colon));
        auto const last = colon == std::string_view::npos ? first : positionOf(reference.substr(colon + 1));
        if (!first || !last || last->row < first->row || last->column < first->column) {
            problem = malformed("merged cells " + shortened(reference, 40), sheet_.name).value();
            return;
        }
        if (sheet_.mergedCells.size() == limits_.cells) {
            problem = tooLarge("merged cells", limits_.cells, sheet_.name).value();
            return;
        }
        sheet_.mergedCells.push_back({first->row, first->column, last->row, last->column});
    }

    XlsxSheet& sheet_;
    Shared& shared_;
    std::string entry_;
    XlsxLimits const& limits_;
    TextGatherer gatherer_;
    XlsxRow row_;
    std::size_t nextRow_ = 0;
    std::size_t nextColumn_ = 0;
    std::size_t column_ = 0;
    std::size_t style_ = 0;
    std::string type_;
    std::string value_;
    bool hasValue_ = false;
    bool isFormula_ = false;
    bool isInValue_ = false;
    bool isInRow_ = false;
    bool isInCell_ = false;
};

/// Rows and cells in order, each once. Every known program writes them so; order alone harms nobody, a second value does.
Result<> putInOrder(XlsxSheet& sheet) {
    std::stable_sort(sheet.rows.begin(), sheet.rows.end(), [](auto const& left, auto const& right) { return left.index < right.index; });
    std::vector<XlsxRow> rows;
    for (auto& row : sheet.rows) {
        if (!rows.empty() && rows.back().index == row.index)
            std::move(row.cells.begin(), row.cells.end(), std::back_inserter(rows.back().cells));
        else
            rows.push_back(std::move(row));
    }
    sheet.rows = std::move(rows);
    for (auto& row : sheet.rows) {
        std::stable_sort(row.cells.begin(), row.cells.end(), [](auto const& left, auto const& right) { return left.column < right.column; });
        auto const twice = std::adjacent_find(row.cells.begin(), row.cells.end(),
                                              [](auto const& left, auto const& right) { return left.column == right.column; });
        if (twice != row.cells.end()) return fail(error::xlsxCellTwice, {}, sheet.name + "!" + cellName(row.index, twice->column));
    }
    return {};
}

Relation const* findRelation(std::vector<Relation> const& relations, std::string_view type) noexcept {
    auto const found = std::find_if(relations.begin(), relations.end(), [&](Relation const& relation) { return relation.type == type; });
    return found == relations.end() ? nullptr : &*found;
}

}  // namespace

XlsxRow const* XlsxSheet::findRow(std::size_t row) const noexcept {
    auto const found = std::lower_bound(rows.begin(), rows.end(), row, [](XlsxRow const& one, std::size_t index) { return one.index < index; });
    return found != rows.end() && found->index == row ? &*found : nullptr;
}

XlsxCell const* XlsxSheet::find(std::size_t row, std::size_t column) const noexcept {
    auto const* found = findRow(row);
    if (found == nullptr) return nullptr;
    auto const cell = std::lower_bound(found->cells.begin(), found->cells.end(), column,
                                       [](XlsxCell const& one, std::size_t index) { return one.column < index; });
    return cell != found->cells.end() && cell->column == column ? &*cell : nullptr;
}

XlsxSheet const* Workbook::findSheet(std::string_view name) const noexcept {
    auto const found = std::find_if(sheets.begin(), sheets.end(), [&](XlsxSheet const& sheet) { return sheet.name == name; });
    return found == sheets.end() ? nullptr : &*found;
}

Result<Workbook> readXlsx(BytesView bytes, XlsxLimits const& limits) {
    ZHIBAO_TRY(Container container, Container::open(bytes, limits));
    ZHIBAO_TRY(auto const packageRelations, relationsOf(container, ""));
    auto const* main = findRelation(packageRelations, "officeDocument");
    if (main == nullptr || !container.has(main->target)) return fail(error::xlsxNotAWorkbook);
    ZHIBAO_TRY(Bytes const workbookXml, container.read(main->target));
    WorkbookHandler workbookHandler;
    ZHIBAO_CHECK(parseXml(workbookXml, main->target, workbookHandler));
    if (workbookHandler.sheets.empty()) return fail(error::xlsxNotAWorkbook);
    if (workbookHandler.sheets.size() > limits.sheets) return tooLarge("sheets", limits.sheets);
    ZHIBAO_TRY(auto const relations, relationsOf(container, main->target));

    Shared shared;
    shared.countsFrom1904 = workbookHandler.countsFrom1904;
    if (auto const* relation = findRelation(relations, "sharedStrings")) {
        ZHIBAO_TRY(Bytes const xml, container.read(relation->target));
        SharedStringsHandler handler{relation->target, limits};
        ZHIBAO_CHECK(parseXml(xml, relation->target, handler));
        shared.strings = std::move(handler.strings);
    }
    if (auto const* relation = findRelation(relations, "styles")) {
        ZHIBAO_TRY(Bytes const xml, container.read(relation->target));
        StylesHandler handler;
        ZHIBAO_CHECK(parseXml(xml, relation->target, handler));
        shared.styles = std::move(handler.styles);
    }

    Workbook workbook;
    for (auto const& listed : workbookHandler.sheets) {
        auto const relation =
            std::find_if(relations.begin(), relations.end(), [&](Relation const& candidate) { return candidate.id == listed.relation; });
        if (relation == relations.end()) return malformed("sheet without contents", listed.name);
        if (relation->type != "worksheet") continue;  // a sheet that is a chart or a macro has no cells
        XlsxSheet sheet;
        sheet.name = listed.name;
        sheet.isHidden = listed.isHidden;
        ZHIBAO_TRY(Bytes const xml, container.read(relation->target));
        SheetHandler handler{sheet, shared, relation->target, limits};
        ZHIBAO_CHECK(parseXml(xml, relation->target, handler));
        ZHIBAO_CHECK(putInOrder(sheet));
        workbook.sheets.push_back(std::move(sheet));
    }
    return workbook;
}

std::string cellName(std::size_t row, std::size_t column) {
    std::string letters;
    for (auto rest = column + 1; rest > 0; rest = (rest - 1) / 26) letters.insert(letters.begin(), static_cast<char>('A' + (rest - 1) % 26));
    return letters + std::to_string(row + 1);
}

Result<std::string> decimalAsShown(std::string_view number) {
    auto decimal = readDecimal(trimmed(number));
    if (!decimal) return fail(error::xlsxNumberMalformed, {{"text", shortened(number, 40)}});
    roundToSignificant(*decimal, 15);
    return plainText(*decimal);
}

}  // namespace zhibao
