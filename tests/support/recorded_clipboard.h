#pragma once
/// What a spreadsheet program put on the clipboard, as tests/fixtures/clipboard keeps it.

#include <filesystem>
#include <string>

#include "base/file.h"
#include "support/catch.h"

namespace zhibao::test {

struct RecordedClipboard {
    std::string html;
    std::string text;
};

inline RecordedClipboard recordedClipboard(std::string const& name) {
    auto const folder = std::filesystem::path{ZHIBAO_SOURCE_FOLDER} / "tests" / "fixtures" / "clipboard";
    auto html = readFile(folder / (name + ".html"));
    auto text = readFile(folder / (name + ".txt"));
    REQUIRE(html);
    REQUIRE(text);
    return {*std::move(html), *std::move(text)};
}

}  // namespace zhibao::test
