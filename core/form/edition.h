#pragma once
/// A survey edition (制度版本): a folder of data that says what is asked, judged and shown. It is loaded whole and checked;
/// a broken edition is answered with file, pointer and reason. Published editions never change: their digest is frozen.
///
///     services-trade/2017-1/
///       edition.json              what the edition is and which files belong to it
///       forms/form2.json …        forms
///       lists/items.csv …         code lists
///       rules/form2.vtl, form2.papers.json …
///       tables/by-sector.json …   summary tables, versioned apart from the digest that packages bind

#include <filesystem>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/bytes.h"
#include "base/digest.h"
#include "base/error.h"
#include "form/code_list.h"
#include "form/model.h"

namespace zhibao {

namespace error {
inline constexpr ErrorCode editionUnknown{"edition-unknown"};        // edition
inline constexpr ErrorCode editionIncomplete{"edition-incomplete"};  // text; place file > pointer
inline constexpr ErrorCode editionChanged{"edition-changed"};        // edition, expected, got: a published edition was altered
inline constexpr ErrorCode formUnknown{"form-unknown"};              // form
inline constexpr ErrorCode formSetUnknown{"form-set-unknown"};       // set
}  // namespace error

/// A rule file and its papers, as text; compiled by rules/ruleset.h.
struct RulesetSource {
    std::string id;
    std::string dataset;  // the dataset its rules see: a form's id, or "header"
    std::string file;     // "rules/form2.vtl", for messages
    Bytes vtl;
    std::string papersFile;
    Bytes papers;
};

/// A summary table's definition, as text; read by table/definition.h.
struct TableSource {
    std::string id;
    std::string file;
    Bytes definition;
};

class Edition {
public:
    enum class Status { draft, published };

    std::string id;  // "services-trade/2017-1"
    Status status = Status::draft;
    LocalizedText title;
    Date validFrom{boost::gregorian::not_a_date_time};
    std::optional<Date> validUntil;
    Digest digest;  // of edition.json, forms, rules and lists: what a package binds. Tables do not count.
    std::vector<FormSet> formSets;
    std::vector<Form> forms;
    std::map<std::string, CodeList> lists;
    std::vector<RulesetSource> rulesets;
    std::vector<TableSource> tables;

    [[nodiscard]] FormSet const* findFormSet(std::string_view set) const noexcept;
    [[nodiscard]] Form const* findForm(std::string_view form) const noexcept;
    [[nodiscard]] CodeList const* findList(std::string_view list) const noexcept;
    [[nodiscard]] TableSource const* findTable(std::string_view table) const noexcept;
};

/// Reads one edition folder. Every error names file and pointer (or file and line).
[[nodiscard]] Result<Edition> loadEdition(std::filesystem::path const& folder);

/// All editions below a forms folder, by id. Loads each once, when asked for; safe to ask from several threads.
class EditionLibrary {
public:
    explicit EditionLibrary(std::filesystem::path formsFolder);
    ~EditionLibrary();
    EditionLibrary(EditionLibrary const&) = delete;
    EditionLibrary& operator=(EditionLibrary const&) = delete;

    /// Ids of all editions found, sorted.
    [[nodiscard]] Result<std::vector<std::string>> ids() const;
    /// editionUnknown, editionChanged (published.json records another digest), or what loadEdition says.
    [[nodiscard]] Result<std::shared_ptr<Edition const>> find(std::string_view id) const;
    [[nodiscard]] std::filesystem::path const& folder() const noexcept;

private:
    struct State;
    std::unique_ptr<State> state_;
};

}  // namespace zhibao
