#pragma once
/// The verbs of `zhibao` as other programs call them, and the files that go with them. Fails the test when a file cannot be read or written.

#include <filesystem>
#include <string>
#include <vector>

#include "base/json.h"
#include "support/program.h"
#include "support/temporary_folder.h"

namespace zhibao::test {

/// An example's code.
inline std::string const unitCode = "91999999000000019D";

/// Runs `zhibao` in English.
[[nodiscard]] ProgramRun zhibaoSays(std::vector<std::string> arguments, std::string const& input = {});

[[nodiscard]] std::string textOf(std::filesystem::path const& path);
[[nodiscard]] JsonValue jsonOf(std::string const& text);
void put(std::filesystem::path const& path, std::string const& text);

/// A row of form 2 that obeys the rules.
extern std::string const goodRow;
/// A filing as outside programs write it; `row` is the one row of form 2, `more` further keys such as `,"zero":false`.
[[nodiscard]] std::string filingWith(std::string const& row, std::string const& more = {});

/// A key pair in the folder (once) and one sealed filing, as a respondent would make them.
void sealOne(TemporaryFolder const& folder, std::string const& filing, std::string const& name);

}  // namespace zhibao::test
