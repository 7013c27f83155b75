#pragma once
/// The words that stand on every table, whatever it shows: marks, units, periods, notes. Statutory wording: DOMAIN 1.8.

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/date.h"
#include "calendar/period.h"
#include "form/edition.h"
#include "form/model.h"
#include "table/json_texts.h"
#include "table/table.h"

namespace zhibao {

/// 表号, 制定机关, 批准机关, 批准文号, 有效期至. What is not set is said to be pending; no number is ever made up.
[[nodiscard]] std::vector<LabelledText> markLines(LegalMarks const& marks, Language language);
/// 样表 where the legal marks are not complete, 样例 where the data are examples, 过期 where the form is no longer valid; all that hold,
/// empty for none.
[[nodiscard]] std::string sampleMark(bool marksAreIncomplete, bool dataAreExamples, Language language, bool isExpired = false);
/// "万美元" / "USD 10 000".
[[nodiscard]] std::string unitText(Edition const& edition, std::string_view currency, Unit unit, Language language);
/// "2017年2季度" / "2017 Q2"; cumulative "2017年1—2季度" / "2017 Q1–Q2".
[[nodiscard]] std::string periodText(Quarter period, bool cumulative, Language language);
/// That nobody was asked for the quarter, so that zeros do not look like answers.
[[nodiscard]] std::string notOpenedNote(Quarter period, Language language);
/// That nothing was counted for what the table is about, though it was asked for.
[[nodiscard]] std::string nothingCountedNote(Language language);
/// "2017年7月" / "July 2017".
[[nodiscard]] std::string monthText(Date date, Language language);
/// "2017年7月21日" / "21 July 2017".
[[nodiscard]] std::string dateText(Date date, Language language);
/// "单位负责人：".
[[nodiscard]] std::string labelText(LocalizedText const& title, Language language);
/// 甲, 乙, 丙 … in Chinese tables, A, B, C … in English ones.
[[nodiscard]] std::string letterText(std::string_view letter, Language language);
/// The list's name of a currency, or its code.
[[nodiscard]] std::string currencyName(Edition const& edition, std::string_view currency, Language language);
/// How many decimal places there are behind a whole of hundredths counted in `unit`: 10^decimals / (100 × unit), as factor and divisor.
struct Scale {
    Int128 factor;
    Int128 divisor;
};
[[nodiscard]] Scale scaleOf(Unit unit, int decimals) noexcept;

}  // namespace zhibao
