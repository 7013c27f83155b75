#pragma once
/// Reads an edition whole although it is broken: each problem is told, put right in memory, and reading goes on.

#include <filesystem>
#include <map>
#include <optional>
#include <string>

#include "base/bytes.h"
#include "base/error.h"
#include "base/json.h"
#include "form/edition.h"
#include "table/edition_problems.h"
#include "table/json_repair.h"

namespace zhibao {

class EditionRepair {
public:
    explicit EditionRepair(EditionProblems& problems) : problems_(problems), json_(problems) {}

    /// The edition as far as it can be read; nothing when edition.json itself cannot.
    std::optional<Edition> load();
    /// A document as it was put right.
    [[nodiscard]] std::optional<JsonValue> jsonIn(std::string const& path) const;
    [[nodiscard]] std::string topPath() const;
    [[nodiscard]] std::string pathIn(std::string const& file) const;
    /// Whether something broken was taken out of what a pointer into edition.json leads to, and a pointer of this edition as written.
    [[nodiscard]] bool hasTakenFrom(std::string const& pointer) const { return json_.hasTakenFrom(topPath(), pointer); }
    [[nodiscard]] std::string asWritten(std::string const& pointer) const;
    /// What rules see cannot be asked about when the part that says it was broken.
    [[nodiscard]] bool isRuleDataBroken() const noexcept { return isRuleDataBroken_; }
    /// Whether a form is left out because its file cannot be read.
    [[nodiscard]] bool isFormMissing() const noexcept { return isFormMissing_; }

private:
    enum class Layout { none, dropped, ofBrokenColumns };
    [[nodiscard]] Result<Bytes> read(std::filesystem::path const& path, std::size_t limit) const;
    Layout dropLayout(Error const& error);
    bool repair(Error const& error);
    bool repairList(std::string const& file, std::string const& place, Error const& error);
    bool dropFile(std::string const& file);
    void takeOutForm(JsonValue const& top, std::string const& id);

    EditionProblems& problems_;
    JsonRepair json_;
    std::map<std::string, Bytes> repaired_;  // by path
    bool isRuleDataBroken_ = false;
    bool isFormMissing_ = false;
};

}  // namespace zhibao
