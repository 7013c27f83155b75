#pragma once
/// How a unit's own ledger is read: which columns hold what, and what the unit's own words for services, customers and countries mean.
/// It is made once and kept; the next quarter only new words are asked for. Stored and exchanged as schemas/ledger-mapping-1.schema.json.

#include <array>
#include <map>
#include <string>
#include <string_view>

#include "base/error.h"
#include "base/json.h"
#include "base/money.h"
#include "form/edition.h"
#include "import/written_amount.h"

namespace zhibao {

namespace error {
inline constexpr ErrorCode mappingSchemaUnknown{"mapping-schema-unknown"};          // got
inline constexpr ErrorCode mappingFieldMissing{"mapping-field-missing"};            // field: neither a column nor a constant
inline constexpr ErrorCode mappingAmountTwice{"mapping-amount-twice"};              // a column of amounts and sides besides
inline constexpr ErrorCode mappingFormUnfit{"mapping-form-unfit"};                  // form: rows of it cannot come from a ledger
inline constexpr ErrorCode mappingModeUnknown{"mapping-mode-unknown"};              // text
}  // namespace error

/// What a column of a ledger can hold. Accounts of revenue and cost have two columns of amounts instead of one: credit is what comes in,
/// debit what goes out. Dollars are the same amount in US dollars, where the books have it beside their own currency.
enum class LedgerField { date, document, customer, service, partner, flow, mode, outsourcing, currency, amount, debit, credit, dollars, remark };

inline constexpr std::array ledgerFields{LedgerField::date,        LedgerField::document, LedgerField::customer, LedgerField::service,
                                         LedgerField::partner,     LedgerField::flow,     LedgerField::mode,     LedgerField::outsourcing,
                                         LedgerField::currency,    LedgerField::amount,   LedgerField::debit,
                                         LedgerField::credit,   LedgerField::dollars,     LedgerField::remark};

/// "date", "document" …: as mappings write it.
[[nodiscard]] std::string_view nameOf(LedgerField field) noexcept;

/// What a service of the ledger is. Left out: it is none of the form's business.
struct ServiceMeaning {
    bool isLeftOut = false;
    std::string item;         // a code of the form's list
    std::string mode;         // "mode1", "mode2", "mode4"; empty: not said here
    std::string outsourcing;  // a code; empty: not said here
    bool isDigital = false;   // what is supplied across the border is delivered digitally
    friend bool operator==(ServiceMeaning const&, ServiceMeaning const&) = default;
};

struct CustomerMeaning {
    bool isLeftOut = false;  // a resident, for instance
    std::string partner;     // a code; empty: the ledger's own column says it
    bool isAffiliated = false;
    std::string mode;        // goes before the service's
    friend bool operator==(CustomerMeaning const&, CustomerMeaning const&) = default;
};

struct LedgerMapping {
    std::string form;
    std::string sheet;  // empty: the first sheet that has the columns
    std::map<LedgerField, std::string> columns;    // by their heading
    std::map<LedgerField, std::string> constants;  // codes for what no column says, or where its cell is blank
    Unit unit = Unit::one;                         // what amounts count in
    DecimalSign decimalSign = DecimalSign::point;  // of amounts that are texts; numbers of a workbook have none
    bool countsFrom1904 = false;                   // days that a CSV gives as serial numbers; a workbook says so itself
    // By the unit's own word; compared without regard to width, case and spaces.
    std::map<std::string, ServiceMeaning> services;
    std::map<std::string, CustomerMeaning> customers;
    /// For partner, flow, mode, outsourcing and currency: the code of a word; empty leaves its lines out.
    std::map<LedgerField, std::map<std::string, std::string>> words;
    /// Amounts stand on two sides. Where neither a column nor a constant says the flow, a credit is an export and a debit an import; where
    /// it is said, the other side takes back.
    [[nodiscard]] bool hasSides() const noexcept { return columns.contains(LedgerField::debit) || columns.contains(LedgerField::credit); }
    friend bool operator==(LedgerMapping const&, LedgerMapping const&) = default;
};

/// Errors name the pointer: mappingSchemaUnknown, what JSON nodes say.
[[nodiscard]] Result<LedgerMapping> readLedgerMapping(JsonNode const& document);
/// readLedgerMapping gives the same mapping back.
[[nodiscard]] JsonValue toJson(LedgerMapping const& mapping);

/// Whether a ledger can fill the form: rows, in their own currency, told apart by what a ledger says. Its total takes the amounts.
[[nodiscard]] bool takesLedgers(Form const& form);
/// The column of the form that a field fills, by its concept; null for fields that fill none.
[[nodiscard]] Column const* columnOf(LedgerField field, Form const& form);
/// mappingFormUnfit, mappingFieldMissing, mappingModeUnknown, codeUnknown and codeNotALeaf, all with their pointer in the mapping.
[[nodiscard]] Result<> checkLedgerMapping(LedgerMapping const& mapping, Edition const& edition);

}  // namespace zhibao
