#pragma once
/// What a form asks, as values read from an edition. No C++ names a question: programs walk these. The files are described in
/// forms/README.md and schemas/form-1.schema.json.

#include <array>
#include <compare>
#include <cstddef>
#include <functional>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/date.h"
#include "base/json.h"
#include "base/language.h"
#include "base/money.h"

namespace zhibao {

enum class FormKind {
    record,  // one answer per question, printed as a list of questions (基1)
    rows     // keyed rows of the same columns (基2)
};

enum class ColumnKind {
    code,   // a code of a list
    money,  // an amount in the row's currency
    text,
    integer,  // a count
    percent,  // 0.00 to 100.00, kept in hundredths like money
    date,     // 2017-04-10
    month,    // 2017-04
    yesNo     // the texts "yes" and "no"
};

enum class ColumnRole {
    key,       // part of what identifies the row
    measure,   // a figure
    attribute  // anything else
};

struct Column {
    std::string id;
    ColumnKind kind = ColumnKind::text;
    ColumnRole role = ColumnRole::attribute;
    std::string conceptId;     // what the column means to statistics ("flow", "item", "mode1" …), empty for nothing; see form/concepts.h
    std::string list;          // for kind code: id of the code list
    bool leafOnly = false;     // for kind code: only leaves of the list's tree may be answered
    bool required = false;     // may not be blank (a structural check)
    std::string defaultValue;  // what a new row starts with; empty for blank
    std::size_t maximalLength = 200;  // characters, for kind text
    std::string format;               // for kind text: a named structural check, see knownFormats; empty for none
    LocalizedText title;
    LocalizedText help;
};

/// The named checks of texts. "credit-code" is register/credit_code.h; the others are hasFormat in form/formats.h.
inline constexpr std::array<std::string_view, 8> knownFormats{"credit-code", "phone",  "e-mail",         "postcode",
                                                              "website",     "region", "industry-class", "organisation-code"};

/// A total that its parts should make up; the grid shows the difference and offers it to one part.
struct Residual {
    std::string total;
    std::vector<std::string> parts;
};

/// What the law wants printed at the upper right of a form. Source: 统计法 art. 15; DOMAIN 1.8.
struct LegalMarks {
    LocalizedText number;             // 表号
    LocalizedText authority;          // 制定机关; empty when not set
    LocalizedText approvalAuthority;  // 批准机关
    LocalizedText approvalNumber;     // 批准文号; empty prints 待批 and stamps the form 样表
    std::optional<Date> validUntil;   // 有效期至
    [[nodiscard]] bool isSample() const noexcept { return approvalNumber.zh.empty() || !validUntil; }
};

/// What a term means (指标解释), printed with the form. Source: DOMAIN 1.9.
struct Definition {
    LocalizedText term;
    LocalizedText text;
};

struct Form {
    std::string id;
    FormKind kind = FormKind::rows;
    LocalizedText title;
    LegalMarks marks;
    std::vector<Column> columns;
    std::vector<Residual> residuals;
    std::string currencyColumn;  // for rows with money: id of the column that holds the row's currency
    std::string currency;        // else, when the form asks amounts: the one currency they are in, such as CNY
    std::vector<Definition> definitions;
    /// The official layout, read by table/form_print.h; null when there is none. For rows {"kind":"blocks"}: a stub (甲 乙 丙),
    /// then blocks of rows picked by a code, each with a total line first and numbered columns shown "converted" (in the print's
    /// unit at the period's rate), "entered" (in the row's currency, counted in the same unit), as "code" or "name", or as the
    /// "answer" it is (counts, percentages, texts); a stub without a column shows the "sector" of the row. For a record
    /// {"kind":"record"}: numbered sections of columns. Then notes and footer.
    JsonValue print;

    /// Position of a column; nothing when there is none of that id.
    [[nodiscard]] std::optional<std::size_t> indexOf(std::string_view column) const noexcept;
};

enum class Frequency { quarterly, annual };

/// What becomes of a last day that is a holiday. Forms that print “10日24时” keep it; others go on to the next working day.
enum class DeadlineOnHoliday { keep, nextWorkday };

/// One question that a condition asks of an answer.
struct ScopeTest {
    enum class Kind {
        oneOf,   // a code, or yes/no
        above,   // a figure larger than the bound
        nonZero  // a figure that is there and is not zero
    };
    std::string column;
    Kind kind = Kind::nonZero;
    std::vector<std::string> codes;  // for oneOf
    Money bound;                     // for above; counts stand in hundredths too
};

/// A reason to ask something of a unit: what its profile says, or a row of another form of the same filing. All tests must hold,
/// in a form of rows for one and the same row.
struct ScopeCondition {
    static constexpr std::string_view profile = "profile";
    std::string source;  // "profile", or the id of a form of the set
    std::vector<ScopeTest> where;
    LocalizedText reason;  // in words, to go on from "asked because"
};

/// A day that stands in every year, such as 30 June.
struct MonthDay {
    int month = 1;
    int day = 1;
    friend auto operator<=>(MonthDay const&, MonthDay const&) = default;
};

/// Forms that are due together for a period (报表任务).
struct FormSet {
    std::string id;
    LocalizedText title;
    Frequency frequency = Frequency::quarterly;
    std::vector<std::string> forms;
    int opensDaysAfter = 1;      // the day filing opens, 0:00 in China, counted from the period's last day (1 = the day after)
    int deadlineDaysAfter = 10;  // the last day, 24:00 in China, counted from the period's last day
    DeadlineOnHoliday deadlineOnHoliday = DeadlineOnHoliday::keep;
    /// Forms that not every unit is asked, each with the reasons for which it is (one is enough); see answers/scope.h.
    std::map<std::string, std::vector<ScopeCondition>, std::less<>> appliesWhen = {};
    /// Reasons, of the profile, for which a unit owes the set at all; see register/obligation.h. Empty: every unit owes it.
    std::vector<ScopeCondition> owedWhen = {};
    LocalizedText notOwed = {};  // why a unit without such a reason owes nothing
    /// For an annual set, instead of both numbers of days: the same days of each following year, leap year or not.
    std::optional<MonthDay> opensOn = {};
    std::optional<MonthDay> deadlineOn = {};

    /// True when every unit that files the set is asked this form.
    [[nodiscard]] bool isAlwaysAsked(std::string_view form) const { return appliesWhen.find(form) == appliesWhen.end(); }
};

}  // namespace zhibao
