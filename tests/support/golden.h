#pragma once
/// Expected files of a case (tests/cases/…/expected). Run with ZHIBAO_ACCEPT=1 to write what came out in their place; then look
/// at the difference before it is committed.

#include <cstdlib>
#include <filesystem>
#include <string>

#include "base/bytes.h"
#include "base/file.h"

namespace zhibao::test {

[[nodiscard]] inline std::filesystem::path caseFolder(std::string const& name) {
    return std::filesystem::path{ZHIBAO_SOURCE_FOLDER} / "tests" / "cases" / name;
}

/// Empty when the file holds exactly these bytes; else what differs first.
[[nodiscard]] inline std::string differenceFromExpected(std::filesystem::path const& file, BytesView got) {
    if (char const* accept = std::getenv("ZHIBAO_ACCEPT"); accept != nullptr && std::string{accept} == "1") {
        std::filesystem::create_directories(file.parent_path());
        auto const written = writeFile(file, got);
        return written ? std::string{} : "cannot write " + toText(file);
    }
    auto const expected = readFile(file);
    if (!expected) return toText(file.filename()) + " is missing; run with ZHIBAO_ACCEPT=1 and look at it";
    if (*expected == got) return {};
    std::size_t line = 1;
    std::size_t start = 0;
    std::size_t i = 0;
    for (; i < expected->size() && i < got.size() && (*expected)[i] == got[i]; ++i)
        if (got[i] == '\n') {
            ++line;
            start = i + 1;
        }
    auto const lineOf = [&](BytesView text) { return std::string{text.substr(start, std::min(text.find('\n', start), text.size()) - start)}; };
    return toText(file.filename()) + ":" + std::to_string(line) + "\n  expected: " + lineOf(*expected) + "\n  got:      " + lineOf(got);
}

}  // namespace zhibao::test
