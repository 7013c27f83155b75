#pragma once
/// The parts of a workbook: the entries of its zip (ISO/IEC 29500-2), inflated when asked for and never beyond the limits, and the
/// relations that say which part is what. Used by the reader of workbooks only (xlsx_reader.h), whose errors these functions give.

#include <charconv>
#include <cstddef>
#include <cstdint>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/xlsx_reader.h"

struct zip;

namespace zhibao::xlsx {

[[nodiscard]] tl::unexpected<Error> malformed(std::string text, std::string_view place);
[[nodiscard]] tl::unexpected<Error> tooLarge(std::string what, std::size_t limit, std::string_view place = {});

/// Digits and nothing else, as a number that fits.
template <class Integer>
[[nodiscard]] std::optional<Integer> wholeNumber(std::string_view text) noexcept {
    Integer value{};
    auto const [end, problem] = std::from_chars(text.data(), text.data() + text.size(), value);
    if (problem != std::errc{} || end != text.data() + text.size()) return std::nullopt;
    return value;
}

class Container {
public:
    /// `bytes` must outlive it. xlsxNotAWorkbook, xlsxTooLarge, xlsxEntryTwice.
    [[nodiscard]] static Result<Container> open(BytesView bytes, XlsxLimits const& limits);
    /// Names of parts are told apart without regard to case; some programs write them with backslashes.
    [[nodiscard]] bool has(std::string_view name) const;
    /// xlsxMalformed, xlsxTooLarge, xlsxNotAWorkbook (encrypted).
    [[nodiscard]] Result<Bytes> read(std::string const& name);

private:
    Container(zip* archive, XlsxLimits const& limits);

    std::unique_ptr<zip, void (*)(zip*)> archive_;
    XlsxLimits limits_;
    std::map<std::string, std::uint64_t> positions_;
    std::size_t inflated_ = 0;
};

struct Relation {
    std::string id;
    std::string type;  // the last step of the type's name: "worksheet", "sharedStrings"
    std::string target;
};

/// The relations of a part, of the whole workbook for "". Those that lead out of the file are left out.
[[nodiscard]] Result<std::vector<Relation>> relationsOf(Container& container, std::string const& part);

}  // namespace zhibao::xlsx
