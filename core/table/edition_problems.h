#pragma once
/// The problems of an edition as they are found: each once, its place beginning with the file as the edition names it, and without those
/// that only repeat that something broken is missing.

#include <cstddef>
#include <filesystem>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "base/error.h"
#include "base/json.h"
#include "table/edition_check.h"

namespace zhibao {

/// The id of an element of a list; empty when it has none.
[[nodiscard]] std::string idOf(JsonValue const& value);

class EditionProblems {
public:
    /// More than anyone reads at once; also the end of putting things right that cannot be.
    static constexpr std::size_t limit = 1'000;

    explicit EditionProblems(std::filesystem::path const& folder);

    void report(Error error, bool isNotice = false);
    void report(ErrorCode code, ErrorArguments arguments, std::string const& file, std::string const& pointer, bool isNotice = false);
    /// Marks a form, column or list as broken: it was told, and what names it need not be told again.
    void takeOut(std::string name) { takenOut_.insert(std::move(name)); }
    [[nodiscard]] bool isTakenOut(std::string const& name) const { return takenOut_.contains(name); }

    /// Whether the error only says that something is not there which was taken out.
    [[nodiscard]] bool isConsequence(Error const& error) const;

    [[nodiscard]] std::filesystem::path const& folder() const noexcept { return folder_; }
    [[nodiscard]] std::vector<EditionProblem>& all() noexcept { return problems_; }

private:
    [[nodiscard]] bool isToldAsText(Error const& error) const;

    std::filesystem::path folder_;
    std::set<std::string> takenOut_;
    std::vector<EditionProblem> problems_;
};

}  // namespace zhibao
