#pragma once
/// A survey edition (制度版本): a folder of data that says what is asked, judged and shown. It is loaded whole and checked;
/// a broken edition is answered with file, pointer and reason. Published editions never change: their digest is frozen.
///
///     services-trade/2017-1/
///       edition.json              what the edition is and which files belong to it
///       forms/form2.json …        forms
///       lists/items.csv …         code lists
///       lists/items.notes.json    what their entries mean
///       guides/modes.json         questions that lead to a column
///       rules/form2.vtl, form2.papers.json …
///       rules/explanations.json   what explanations must at least say
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
#include "form/code_notes.h"
#include "form/guide.h"
#include "form/model.h"

namespace zhibao {

namespace error {
inline constexpr ErrorCode editionUnknown{"edition-unknown"};               // edition, known: near ones, or all
inline constexpr ErrorCode editionChanged{"edition-changed"};               // edition, expected, got: a published edition was altered
inline constexpr ErrorCode editionNotRecorded{"edition-not-recorded"};      // edition, got: published, but published.json does not know it
inline constexpr ErrorCode editionIdDiffers{"edition-id-differs"};          // expected (its folder), got
inline constexpr ErrorCode editionSchemaUnknown{"edition-schema-unknown"};  // expected, got
inline constexpr ErrorCode editionDatesReversed{"edition-dates-reversed"};  // from, until
inline constexpr ErrorCode formUnknown{"form-unknown"};                     // form
inline constexpr ErrorCode formSetUnknown{"form-set-unknown"};              // set, known: near ones, or all
inline constexpr ErrorCode listUnknown{"list-unknown"};                     // list
inline constexpr ErrorCode identifierMalformed{"identifier-malformed"};     // text
inline constexpr ErrorCode identifierTwice{"identifier-twice"};             // id
inline constexpr ErrorCode pathOutside{"path-outside"};                     // text: not a plain path inside the edition's folder
inline constexpr ErrorCode textLanguageMissing{"text-language-missing"};    // language
inline constexpr ErrorCode numberOutOfRange{"number-out-of-range"};         // got, minimum, maximum
inline constexpr ErrorCode formWithoutColumns{"form-without-columns"};      // form
inline constexpr ErrorCode formWithoutKey{"form-without-key"};              // form: rows need something that tells them apart
inline constexpr ErrorCode formCurrencyMissing{"form-currency-missing"};    // form: it asks amounts and does not say in which currency
inline constexpr ErrorCode formCurrencyUnfit{"form-currency-unfit"};        // column: no code column that every row answers
inline constexpr ErrorCode columnUnknown{"column-unknown"};                 // column, form
inline constexpr ErrorCode columnListMissing{"column-list-missing"};        // column
inline constexpr ErrorCode columnSettingNeedless{"column-setting-needless"};        // column, setting: has no meaning for its kind
inline constexpr ErrorCode columnKeyIsFigure{"column-key-is-figure"};               // column
inline constexpr ErrorCode columnKeyInRecord{"column-key-in-record"};               // column
inline constexpr ErrorCode columnKeyNotRequired{"column-key-not-required"};         // column
inline constexpr ErrorCode columnMeasureIsNoFigure{"column-measure-is-no-figure"};  // column
inline constexpr ErrorCode columnDefaultMalformed{"column-default-malformed"};      // column, text
inline constexpr ErrorCode conceptTwice{"concept-twice"};                           // concept
inline constexpr ErrorCode conceptUnfit{"concept-unfit"};  // concept, column: an amount held as a code, or the other way round
inline constexpr ErrorCode monthDayMalformed{"month-day-malformed"};      // text: no day that every year has
inline constexpr ErrorCode formSetWindowUnfit{"form-set-window-unfit"};   // set: days of the year and days after the period, or of a quarter
inline constexpr ErrorCode scopeTestUnfit{"scope-test-unfit"};      // column: not one test, or one that its kind cannot pass
inline constexpr ErrorCode scopeSourceUnfit{"scope-source-unfit"};  // source, set: neither the profile nor a form that the set always asks
inline constexpr ErrorCode formNeverAsked{"form-never-asked"};      // form, set: no reason to ask it is given
inline constexpr ErrorCode ruleDataFormUnfit{"rule-data-form-unfit"};     // form: the profile is no record, or the forms have no rows
inline constexpr ErrorCode residualColumnUnfit{"residual-column-unfit"};  // column: no amount, or named twice
}  // namespace error

/// A rule file and its papers, as text; compiled by rules/ruleset.h.
struct RulesetSource {
    std::string id;
    std::string dataset;  // the dataset its rules see: one of rules/filing_data.h ("header", a form's id), or one that the file makes
    std::vector<std::string> formSets;  // for filings of which form sets; empty for all that have the dataset's form
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

/// Which forms have a special part in what rules see; rules/filing_data.h says how.
struct RuleDataSource {
    std::string profile;                          // the record form that says what kind of unit this is; empty for none
    std::map<std::string, std::string> quarters;  // annual form → the quarterly form that it sums up
};

/// What an explanation must at least say (核实说明); judged by rules/explanations.h.
struct ExplanationRequirements {
    std::size_t shortest = 0;            // letters that are left when the empty words are taken away
    std::vector<std::string> emptyWords;  // words that say nothing by themselves: 核实, 无误
};

/// A check that the program makes before rules run, described for people. `codes` are the problems by which it shows itself.
struct StructuralCheckSource {
    std::string file;
    Bytes papers;  // read by rules/ruleset.h; empty when the edition describes none
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
    std::map<std::string, CodeNotes, std::less<>> notes;  // what entries mean, by list; not every list has them
    std::vector<Guide> guides;
    std::vector<RulesetSource> rulesets;
    RuleDataSource ruleData;
    ExplanationRequirements explanations;
    StructuralCheckSource structuralChecks;
    std::vector<TableSource> tables;

    [[nodiscard]] FormSet const* findFormSet(std::string_view set) const noexcept;
    [[nodiscard]] Form const* findForm(std::string_view form) const noexcept;
    /// The form of questions about the unit itself: the record that declares its name; null when there is none.
    [[nodiscard]] Form const* profileForm() const noexcept;
    [[nodiscard]] CodeList const* findList(std::string_view list) const noexcept;
    /// What an entry of a list means; null when the edition does not say.
    [[nodiscard]] CodeNote const* findNote(std::string_view list, std::string_view code) const noexcept;
    /// The guide through a form; null when there is none.
    [[nodiscard]] Guide const* findGuide(std::string_view form) const noexcept;
    [[nodiscard]] TableSource const* findTable(std::string_view table) const noexcept;
};

/// editionUnknown and formSetUnknown, naming what was perhaps meant.
[[nodiscard]] Error unknownEdition(std::string_view id, std::vector<std::string> const& known);
[[nodiscard]] Error unknownFormSet(std::string_view set, Edition const& edition);

/// Reads one edition folder. Every error names file and pointer (or file and line).
///
/// The digest is SHA-256 over the files it binds, sorted by their path inside the folder: path, then bytes, each preceded by its
/// length (8 bytes, big-endian). edition.json goes in without its member "tables" and written canonically (on one line, order of
/// members kept), so that a summary table can be added to a published edition; the other files go in byte by byte.
[[nodiscard]] Result<Edition> loadEdition(std::filesystem::path const& folder);

/// All editions below a forms folder, by id, which is also the path of an edition's folder. Loads each once, when asked for;
/// safe to ask from several threads. `published.json` in the forms folder records the digest of each published edition:
///
///     {"schema": "published-1", "editions": {"fixture/2016-1": "<64 hexadecimal digits>"}}
class EditionLibrary {
public:
    explicit EditionLibrary(std::filesystem::path formsFolder);
    ~EditionLibrary();
    EditionLibrary(EditionLibrary const&) = delete;
    EditionLibrary& operator=(EditionLibrary const&) = delete;

    /// Ids of all editions found, sorted.
    [[nodiscard]] Result<std::vector<std::string>> ids() const;
    /// What published.json records; empty when there is no such file.
    [[nodiscard]] Result<std::map<std::string, Digest>> published() const;
    /// editionUnknown, editionIdDiffers, editionChanged (published.json records another digest, or it is a draft again),
    /// editionNotRecorded, or what loadEdition says.
    [[nodiscard]] Result<std::shared_ptr<Edition const>> find(std::string_view id) const;
    [[nodiscard]] std::filesystem::path const& folder() const noexcept;

private:
    struct State;
    std::unique_ptr<State> state_;
};

}  // namespace zhibao
