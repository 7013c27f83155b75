#pragma once
/// A filing (申报): what one unit answers for one form set and period, as values. Rows hold one cell per column of their form,
/// in the form's order, so a filing is read and judged together with its edition.

#include <cstddef>
#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "base/bytes.h"
#include "base/date.h"
#include "base/digest.h"
#include "base/error.h"
#include "base/json.h"
#include "base/money.h"
#include "calendar/period.h"
#include "form/edition.h"

namespace zhibao {

namespace error {
inline constexpr ErrorCode filingSchemaUnknown{"filing-schema-unknown"};  // got
inline constexpr ErrorCode filingColumnUnknown{"filing-column-unknown"};  // column, form
inline constexpr ErrorCode filingFormNotInSet{"filing-form-not-in-set"};  // form, set
inline constexpr ErrorCode filingEditionDiffers{"filing-edition-differs"};  // expected, got
inline constexpr ErrorCode filingTextEmpty{"filing-text-empty"};            // place: a text without characters is no answer; blank is null
}  // namespace error

/// Nothing was answered.
struct Blank {
    friend bool operator==(Blank, Blank) = default;
};
/// The question does not apply to this unit.
struct NotApplicable {
    friend bool operator==(NotApplicable, NotApplicable) = default;
};

/// An answer. Money also holds percentages; text also holds codes, dates, months and yes/no. Nobody writes 0 or −1 for "missing".
using Cell = std::variant<Blank, NotApplicable, Money, std::int64_t, std::string>;

[[nodiscard]] inline bool isBlank(Cell const& cell) noexcept { return std::holds_alternative<Blank>(cell); }

struct Row {
    std::vector<Cell> cells;  // one per column of the form
    friend bool operator==(Row const&, Row const&) = default;
};

struct FormAnswers {
    std::string form;
    std::vector<Row> rows;  // exactly one for a form of kind record
    friend bool operator==(FormAnswers const&, FormAnswers const&) = default;
};

/// Where a cell stands. `row` counts from 0, as in the file; sentences for people count from 1. Header cells have the form "header".
struct CellReference {
    std::string form;
    std::size_t row = 0;
    std::string column;
    friend auto operator<=>(CellReference const&, CellReference const&) = default;
};

/// The unit's answer to a query (核实说明). rules/queries.h says which one it answers.
struct Explanation {
    std::string rule;                  // of a check or of one of its parts: "B11", "B11.2"
    std::vector<CellReference> cells;  // what the query points to
    std::string text;
    /// What the query names beside its cells, where a cell cannot say it: {"flow": "export", "item": "SJ211"} for an item that is gone.
    std::map<std::string, std::string> about = {};
    friend bool operator==(Explanation const&, Explanation const&) = default;
};

/// What the unit wrote beside a cell: for itself, or for the bureau where it is sent. Nothing is judged by it.
struct CellRemark {
    CellReference cell;
    std::string text;
    bool isSent = false;
    friend bool operator==(CellRemark const&, CellRemark const&) = default;
};

/// Who answers for the filing. Source: 统计法实施条例 art. 17; DOMAIN 1.11 A3.
struct Signatories {
    std::string unitHead;        // 单位负责人
    std::string statisticsHead;  // 统计负责人
    std::string preparer;        // 填表人
    std::string phone;           // 联系电话
    std::string reportDate;      // 报出日期, 2017-04-10
    friend bool operator==(Signatories const&, Signatories const&) = default;
};

/// A withdrawal (撤回) holds no answers: with it the unit says that the version before it no longer holds. It takes the filing out of the
/// totals and is kept like every other version.
enum class FilingKind { original, correction, late, withdrawal };

/// The part that can be read without knowing the edition.
struct FilingHeader {
    std::string edition;
    std::string formSet;
    std::string unit;
    std::string period;
    std::int64_t version = 1;
    std::optional<Digest> replaces;  // digest of the version this one replaces; present exactly when version > 1
    FilingKind kind = FilingKind::original;
    bool zero = false;       // an explicit zero filing (零申报)
    std::string zeroReason;
    std::string reason = {};  // why there is this version: of a correction, a withdrawal, a late filing
    friend bool operator==(FilingHeader const&, FilingHeader const&) = default;
};

struct Filing {
    FilingHeader header;
    std::vector<FormAnswers> forms;  // in the order of the form set; forms that only some units are asked may be absent
    std::vector<Explanation> explanations;
    Signatories signatories;
    std::vector<CellRemark> notes = {};  // by cell; those that are not sent stay on the unit's computer
    friend bool operator==(Filing const&, Filing const&) = default;

    [[nodiscard]] FormAnswers const* findForm(std::string_view form) const noexcept;
    [[nodiscard]] FormAnswers* findForm(std::string_view form) noexcept;
};

/// Reads the header of a document of schema "filing-1", or "filing-2", which may also hold a reason, notes and the kind "withdrawal". Errors name the pointer: filingSchemaUnknown, jsonKeyMissing, jsonKeyUnknown,
/// jsonWrongKind, jsonValueUnknown, digestMalformed, filingTextEmpty. Version, kind and zero may be left out (1, original, false).
/// Source: "A filing" of the interchange format filing-1, schemas/filing-1.schema.json and schemas/filing-2.schema.json.
[[nodiscard]] Result<FilingHeader> readFilingHeader(JsonNode const& document);
/// Reads a whole document against its edition: unknown keys, columns and kinds of value are errors with their pointer.
/// Amounts must be strings with two decimals. Code membership and row keys are not judged here but in answers/structure.h,
/// so that a draft with a wrong code can still be opened and mended. A form that the document leaves out is left out here too.
/// Further errors: filingEditionDiffers, formSetUnknown, filingFormNotInSet, filingColumnUnknown, amountMalformed, amountOverflow.
[[nodiscard]] Result<Filing> readFiling(JsonNode const& document, Edition const& edition);
/// The canonical document: fixed order of keys, blank cells left out. readFiling gives the same filing back. What uses nothing that came
/// with "filing-2" is written as "filing-1", byte for byte as before.
[[nodiscard]] JsonValue toJson(Filing const& filing, Edition const& edition);
/// The name of a kind as it stands in files: "original", "correction", "late", "withdrawal".
[[nodiscard]] std::string_view nameOf(FilingKind kind) noexcept;
/// A row of a form with the defaults of its columns and nothing else.
[[nodiscard]] Row newRow(Form const& form);
/// A form with nothing answered; a record form has its one row, with defaults filled in.
[[nodiscard]] FormAnswers newAnswers(Edition const& edition, std::string_view form);
/// The next version of a sealed filing: the same answers, to be corrected. `identity` is that of the version it replaces.
[[nodiscard]] Filing correctionOf(Filing filing, Digest const& identity);
/// The next version of a sealed filing that takes it back: without answers, and without a reason yet.
[[nodiscard]] Filing withdrawalOf(Filing filing, Digest const& identity);
/// Whether the kind says that something went otherwise than it should, for which the unit has to say why.
[[nodiscard]] bool needsReason(FilingKind kind) noexcept;
/// The filing as it leaves the unit: without the notes that it keeps for itself.
[[nodiscard]] Filing withoutOwnNotes(Filing filing);
/// An empty filing with the forms that every unit is asked (answers/scope.h says which others).
[[nodiscard]] Filing newFiling(Edition const& edition, FormSet const& set, std::string unit, std::string period);

}  // namespace zhibao
