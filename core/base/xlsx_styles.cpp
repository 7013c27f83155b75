#include "base/xlsx_styles.h"

#include <map>

#include "base/xlsx_parts.h"
#include "base/xlsx_xml.h"

namespace zhibao::xlsx {

namespace {

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

}  // namespace

Result<std::vector<Shown>> readStyles(BytesView xml, std::string const& entry) {
    StylesHandler handler;
    ZHIBAO_CHECK(parseXml(xml, entry, handler));
    return std::move(handler.styles);
}

Result<std::vector<std::string>> readSharedStrings(BytesView xml, std::string const& entry, XlsxLimits const& limits) {
    SharedStringsHandler handler{entry, limits};
    ZHIBAO_CHECK(parseXml(xml, entry, handler));
    return std::move(handler.strings);
}

}  // namespace zhibao::xlsx
