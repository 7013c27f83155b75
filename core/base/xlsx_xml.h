#pragma once
/// The XML of a workbook's parts, handed over element by element; document types and with them entities are refused. Used by the reader
/// of workbooks only (xlsx_reader.h).

#include <optional>
#include <string>
#include <string_view>
#include <utility>

#include "base/bytes.h"
#include "base/error.h"

namespace zhibao::xlsx {

/// The attributes of an element, by local name.
class Attributes {
public:
    explicit Attributes(char const** pairs) noexcept : pairs_(pairs) {}
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
    char const** pairs_;
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

/// Hands the elements of one part to the handler. xlsxDocumentType, xlsxMalformed (place entry:line), and the handler's own problem.
[[nodiscard]] Result<> parseXml(BytesView xml, std::string const& entry, Handler& handler);

/// Texts in this format write some characters as "_x000D_" (ISO/IEC 29500-1, ST_Xstring).
[[nodiscard]] std::string unescaped(std::string_view text);

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

}  // namespace zhibao::xlsx
