#pragma once
/// Summary tables are data of an edition (tables/*.json): which rows and columns, what they sum, how they are headed. Nothing here
/// knows a sector or an item.
///
/// A definition:
///
///     { "schema": "table-1", "id": "by-sector", "title": {zh, en}, "marks": {number, authority, …},
///       "currencies": ["USD", "CNY"], "unit": "tenThousand", "decimals": 2, "rounding": "halfUp",
///       "stub": [ {"letter": "甲", "title": {zh, en}, "show": "name"} ],               show: name, code
///       "rows": { "kind": "list", "dimension": "sector", "list": "sectors", "depth": 1, "total": {zh, en},
///                 "ofWhich": [ {"key": "…", "title": {zh, en}, "where": {…}} ] },       kind: list, quarters
///       "columns": [ {"key": "export", "title": {zh, en}, "measure": "amount", "where": {"flow": ["export"]}},
///                    {"title": {zh, en}, "columns": [ … ]} ],
///       "target": {amount, currency, year, calibre},                                    only where a column shows it
///       "notes": [ {zh, en} ], "footer": [ {"title": {zh, en}, "signatory": "preparer"} ] }
///
/// Measures: amount; share (of the total row, in percent, of the column named by "of"); contributors (how many units);
/// target (its amount) and targetShare (percent of the target reached by the column named by "of").
/// A column may say "through": "year" to add the year's quarters up to the row's (rows of kind quarters); "optional": true to stand
/// only where it has a figure; "impossible": {"attribute": "mode1", "is": "X"} to mark cells that cannot have one.
/// "where" names for dimensions the codes that count; several dimensions must all hold.

#include <map>
#include <optional>
#include <string>
#include <vector>

#include "aggregate/cube.h"
#include "aggregate/target.h"
#include "form/edition.h"
#include "table/json_texts.h"

namespace zhibao {

namespace error {
inline constexpr ErrorCode tableUnknown{"table-unknown"};                // table, expected
inline constexpr ErrorCode tableSchemaUnknown{"table-schema-unknown"};   // got, expected
inline constexpr ErrorCode tableIdDiffers{"table-id-differs"};           // expected, got
inline constexpr ErrorCode tableKeyTwice{"table-key-twice"};             // key
inline constexpr ErrorCode tableColumnUnknown{"table-column-unknown"};   // column: named by "of", but no column of amounts
inline constexpr ErrorCode tableTargetMissing{"table-target-missing"};   // column: shows a target that the definition does not have
}  // namespace error

/// For each dimension named: the codes that count.
using CubeFilter = std::map<Dimension, std::vector<std::string>>;

enum class ColumnMeasure { amount, share, contributors, target, targetShare };

struct ColumnDefinition {
    std::string key;
    ColumnMeasure measure = ColumnMeasure::amount;
    CubeFilter where;
    std::string of;            // for shares: the column of amounts that is divided
    bool throughYear = false;  // add the year's quarters up to the row's quarter
    bool optional = false;     // left out when nobody reported anything in it
    std::string impossibleAttribute;  // of the row's list entry; empty for none
    std::string impossibleValue;
};

/// A heading: over further headings, or over its own column.
struct HeadingDefinition {
    LocalizedText title;
    std::vector<HeadingDefinition> below;
    std::optional<std::size_t> column;  // position among TableDefinition::columns
};

enum class StubShow { name, code };
struct StubDefinition {
    std::string letter;
    LocalizedText title;
    StubShow show = StubShow::name;
};

struct OfWhichDefinition {
    std::string key;
    LocalizedText title;
    CubeFilter where;
};

struct RowsDefinition {
    enum class Kind {
        list,     // the entries of a code list, down to a depth
        quarters  // the year's quarters up to the period
    };
    Kind kind = Kind::list;
    Dimension dimension = Dimension::sector;
    std::string list;
    int depth = 1;
    LocalizedText total;
    std::vector<OfWhichDefinition> ofWhich;
};

struct TableDefinition {
    std::string id;
    LocalizedText title;
    LegalMarks marks;
    std::vector<std::string> currencies;  // the first is the default
    Unit unit = Unit::tenThousand;
    int decimals = 2;
    Rounding rounding = Rounding::halfUp;
    std::vector<StubDefinition> stubs;
    RowsDefinition rows;
    std::vector<HeadingDefinition> headings;
    std::vector<ColumnDefinition> columns;  // in the order of the headings
    std::optional<Target> target;
    std::vector<LocalizedText> notes;
    std::vector<FooterPlace> footer;
};

/// Reads and checks a definition against its edition's lists. Errors name file and pointer.
[[nodiscard]] Result<TableDefinition> readTableDefinition(TableSource const& source, Edition const& edition);
/// The definition of that id. tableUnknown names those there are.
[[nodiscard]] Result<TableDefinition> findTableDefinition(Edition const& edition, std::string_view table);

/// What a cube must keep so that the table can be built from it.
[[nodiscard]] CubeShape shapeFor(TableDefinition const& definition);

}  // namespace zhibao
