#include "answers/edit.h"

#include <algorithm>
#include <array>
#include <cassert>
#include <charconv>
#include <utility>
#include <vector>

#include "answers/structure.h"
#include "base/text.h"
#include "register/credit_code.h"

namespace zhibao {

namespace {

constexpr std::string_view notApplicableInChinese = "不适用";
constexpr std::string_view notApplicableInEnglish = "n/a";

bool isDigit(char character) noexcept {
    return character >= '0' && character <= '9';
}

std::string capitals(std::string text) {
    for (char& character : text)
        if (character >= 'a' && character <= 'z') character = static_cast<char>(character - 'a' + 'A');
    return text;
}

/// Groups of digits with anything people write between them: "2017年4月10日" gives 2017, 4, 10. Empty when there is more than that.
std::vector<std::string> digitGroups(std::string_view text) {
    static constexpr std::array<std::string_view, 8> separators{"-", "/", ".", " ", "年", "月", "日", "号"};
    std::vector<std::string> groups;
    bool isInGroup = false;
    while (!text.empty()) {
        if (isDigit(text.front())) {
            if (!isInGroup) groups.emplace_back();
            groups.back() += text.front();
            isInGroup = true;
            text.remove_prefix(1);
            continue;
        }
        isInGroup = false;
        auto const separator = std::find_if(separators.begin(), separators.end(), [&](std::string_view one) { return text.starts_with(one); });
        if (separator == separators.end()) return {};
        text.remove_prefix(separator->size());
    }
    return groups;
}

std::string padded(std::string number) {
    return number.size() == 1 ? "0" + number : number;
}

Result<Cell> parseDateCell(std::string const& text) {
    auto groups = digitGroups(text);
    if (groups.size() == 1 && groups[0].size() == 8) groups = {groups[0].substr(0, 4), groups[0].substr(4, 2), groups[0].substr(6, 2)};
    if (groups.size() == 3) {
        auto const written = groups[0] + "-" + padded(groups[1]) + "-" + padded(groups[2]);
        if (parseDate(written)) return Cell{written};
    }
    return fail(error::dateMalformed, {{"text", text}});
}

Result<Cell> parseMonthCell(std::string const& text) {
    auto groups = digitGroups(text);
    if (groups.size() == 1 && groups[0].size() == 6) groups = {groups[0].substr(0, 4), groups[0].substr(4, 2)};
    // Spreadsheet programs turn a month into its first day.
    if (groups.size() == 3 && padded(groups[2]) == "01") groups.pop_back();
    if (groups.size() == 2) {
        auto const written = groups[0] + "-" + padded(groups[1]);
        if (parseDate(written + "-01")) return Cell{written};
    }
    return fail(error::monthMalformed, {{"text", text}});
}

Result<Cell> parseInteger(std::string const& text) {
    // The same digits and separators as an amount, but nothing behind the point.
    auto const amount = Money::parse(text);
    if (!amount || amount->hundredths() % 100 != 0) return fail(error::integerMalformed, {{"text", text}});
    return Cell{amount->hundredths() / 100};
}

Result<Cell> parsePercent(std::string text) {
    auto const original = text;
    if (text.ends_with('%')) text.pop_back();
    auto const percent = Money::parse(text);
    if (percent) return Cell{*percent};
    auto error = percent.error();
    if (error.arguments.contains("text")) error.arguments["text"] = original;
    return tl::unexpected(std::move(error));
}

Result<Cell> parseYesNo(std::string const& text) {
    static constexpr std::array<std::string_view, 6> yes{"是", "有", "yes", "y", "true", "√"};
    static constexpr std::array<std::string_view, 5> no{"否", "无", "no", "n", "false"};
    auto const folded = foldedForSearch(text);
    if (std::find(yes.begin(), yes.end(), folded) != yes.end()) return Cell{std::string{"yes"}};
    if (std::find(no.begin(), no.end(), folded) != no.end()) return Cell{std::string{"no"}};
    return fail(error::yesNoMalformed, {{"text", text}});
}

class CodeFinder {
public:
    CodeFinder(CodeList const& list, bool leafOnly) noexcept : list_(list), leafOnly_(leafOnly) {}

    [[nodiscard]] Result<Cell> find(std::string const& text) const {
        if (auto const* entry = byCode(text)) return answer(*entry);
        // "SJ211 法律服务": the code counts, and the name has to be its own; two that disagree are a slip somebody has to look at.
        if (auto const space = text.find(' '); space != std::string::npos) {
            auto const* entry = byCode(text.substr(0, space));
            if (entry != nullptr && isNameOf(*entry, foldedForSearch(text.substr(space + 1)))) return answer(*entry);
        }
        return byName(text);
    }

private:
    [[nodiscard]] CodeEntry const* byCode(std::string const& text) const {
        if (auto const* entry = list_.find(text)) return entry;
        if (auto const* entry = list_.find(capitals(text))) return entry;
        // Lists whose codes have small letters ("none", "ito"), typed in whatever case.
        auto const folded = foldedForSearch(text);
        return list_.find(folded);
    }

    [[nodiscard]] static bool isNameOf(CodeEntry const& entry, std::string const& folded) {
        return foldedForSearch(entry.name.zh) == folded || foldedForSearch(entry.name.en) == folded;
    }

    [[nodiscard]] Result<Cell> byName(std::string const& text) const {
        auto const folded = foldedForSearch(text);
        std::vector<CodeEntry const*> found;
        for (auto const* entry : list_.search(text))
            if (isNameOf(*entry, folded)) found.push_back(entry);
        // A group and its only item may share a name; where a leaf is asked for, the leaf is meant.
        if (found.size() > 1 && leafOnly_) std::erase_if(found, [](CodeEntry const* entry) { return !entry->isLeaf; });
        if (found.size() == 1) return answer(*found.front());
        if (found.empty()) return fail(error::codeUnknown, {{"code", text}, {"list", list_.id()}});
        std::string codes;
        for (auto const* entry : found) codes += (codes.empty() ? "" : ", ") + entry->code;
        return fail(error::codeAmbiguous, {{"text", text}, {"codes", codes}});
    }

    [[nodiscard]] Result<Cell> answer(CodeEntry const& entry) const {
        if (leafOnly_ && !entry.isLeaf) return fail(error::codeNotALeaf, {{"code", entry.code}, {"list", list_.id()}});
        return Cell{entry.code};
    }

    CodeList const& list_;
    bool leafOnly_;
};

/// An amount of a column, blank and not applicable counting as nothing.
Money amountOf(Row const& row, Form const& form, std::string_view column) {
    auto const position = form.indexOf(column);
    if (!position || *position >= row.cells.size()) return {};
    auto const* amount = std::get_if<Money>(&row.cells[*position]);
    return amount == nullptr ? Money{} : *amount;
}

bool isFilled(Row const& row, Form const& form, std::string_view column) {
    auto const position = form.indexOf(column);
    return position && *position < row.cells.size() && std::holds_alternative<Money>(row.cells[*position]);
}

/// Moves what explanations say of rows at or behind `position` by one step.
void shiftReferences(Filing& filing, std::string_view form, std::size_t position) {
    for (auto& note : filing.notes)
        if (note.cell.form == form && note.cell.row >= position) ++note.cell.row;
    for (auto& explanation : filing.explanations)
        for (auto& cell : explanation.cells)
            if (cell.form == form && cell.row >= position) ++cell.row;
}

std::string shownText(Cell const& cell, Column const& column, Unit unit, Language language, Edition const* edition) {
    struct Shower {
        Column const& column;
        Unit unit;
        Language language;
        Edition const* edition;

        std::string operator()(Blank) const { return {}; }
        std::string operator()(NotApplicable) const {
            return std::string{language == Language::chinese ? notApplicableInChinese : notApplicableInEnglish};
        }
        std::string operator()(Money amount) const {
            return column.kind == ColumnKind::percent ? amount.display(Unit::one, false) : amount.display(unit, edition != nullptr);
        }
        std::string operator()(std::int64_t number) const { return std::to_string(number); }
        std::string operator()(std::string const& text) const {
            if (column.kind == ColumnKind::yesNo) {
                if (text == "yes") return language == Language::chinese ? "是" : "yes";
                if (text == "no") return language == Language::chinese ? "否" : "no";
            }
            if (column.kind != ColumnKind::code || edition == nullptr) return text;
            auto const* list = edition->findList(column.list);
            auto const* entry = list == nullptr ? nullptr : list->find(text);
            return entry == nullptr ? text : entry->label(language);
        }
    };
    return std::visit(Shower{column, unit, language, edition}, cell);
}

}  // namespace

Result<Cell> parseCell(std::string_view typed, Column const& column, Unit unit, Edition const& edition) {
    if (!isUtf8(typed)) return fail(error::textNotUtf8);
    auto const text = trimmed(normalized(typed));
    if (text.empty()) return Cell{Blank{}};
    if (text == notApplicableInChinese || text == notApplicableInEnglish || text == "N/A") return Cell{NotApplicable{}};
    switch (column.kind) {
        case ColumnKind::code: {
            auto const* list = edition.findList(column.list);
            if (list == nullptr) return fail(error::codeUnknown, {{"code", text}, {"list", column.list}});
            return CodeFinder{*list, column.leafOnly}.find(text);
        }
        case ColumnKind::money: {
            auto const amount = Money::parse(text, unit);
            if (!amount) return tl::unexpected(amount.error());
            return Cell{*amount};
        }
        case ColumnKind::percent: return parsePercent(text);
        case ColumnKind::integer: return parseInteger(text);
        case ColumnKind::date: return parseDateCell(text);
        case ColumnKind::month: return parseMonthCell(text);
        case ColumnKind::yesNo: return parseYesNo(text);
        case ColumnKind::text: break;
    }
    if (column.format == "credit-code") {
        // A code that is wrong is kept as typed: the structural check shows what is wrong with it.
        if (auto const code = UnitCode::parse(text)) return Cell{code->text()};
    }
    // Names and prose keep their full-width marks: a registered name is written with them. Only what has a format is normalized.
    return Cell{column.format.empty() ? trimmed(typed) : text};
}

std::string displayText(Cell const& cell, Column const& column, Unit unit, Language language, Edition const& edition) {
    return shownText(cell, column, unit, language, &edition);
}

std::string editText(Cell const& cell, Column const& column, Unit unit, Language language) {
    return shownText(cell, column, unit, language, nullptr);
}

void insertRow(Filing& filing, std::string_view form, std::size_t position, Row row) {
    auto* answers = filing.findForm(form);
    assert(answers != nullptr && position <= answers->rows.size());  // the caller shows these rows
    answers->rows.insert(answers->rows.begin() + static_cast<std::ptrdiff_t>(position), std::move(row));
    shiftReferences(filing, form, position);
}

void duplicateRow(Filing& filing, std::string_view form, std::size_t position) {
    auto* answers = filing.findForm(form);
    assert(answers != nullptr && position < answers->rows.size());  // the caller shows these rows
    insertRow(filing, form, position + 1, answers->rows[position]);
}

void removeRow(Filing& filing, std::string_view form, std::size_t position) {
    auto* answers = filing.findForm(form);
    assert(answers != nullptr && position < answers->rows.size());  // the caller shows these rows
    answers->rows.erase(answers->rows.begin() + static_cast<std::ptrdiff_t>(position));
    std::erase_if(filing.notes, [&](CellRemark const& note) { return note.cell.form == form && note.cell.row == position; });
    for (auto& note : filing.notes)
        if (note.cell.form == form && note.cell.row > position) --note.cell.row;
    std::erase_if(filing.explanations, [&](Explanation& explanation) {
        auto const removed =
            std::erase_if(explanation.cells, [&](CellReference const& cell) { return cell.form == form && cell.row == position; });
        for (auto& cell : explanation.cells)
            if (cell.form == form && cell.row > position) --cell.row;
        return removed > 0 && explanation.cells.empty();
    });
}

Result<std::optional<Money>> residualOf(Row const& row, Form const& form, Residual const& residual) {
    bool isAnyFilled = isFilled(row, form, residual.total);
    Money rest = amountOf(row, form, residual.total);
    for (auto const& part : residual.parts) {
        isAnyFilled = isAnyFilled || isFilled(row, form, part);
        ZHIBAO_TRY(rest, rest.minus(amountOf(row, form, part)));
    }
    return isAnyFilled ? std::optional{rest} : std::nullopt;
}

Result<Row> withRestIn(Row row, Form const& form, Residual const& residual, std::string_view part) {
    ZHIBAO_TRY(auto const rest, residualOf(row, form, residual));
    auto const position = form.indexOf(part);
    assert(position && std::find(residual.parts.begin(), residual.parts.end(), part) != residual.parts.end());  // the caller offers its parts
    if (!rest || rest->isZero()) return row;
    ZHIBAO_TRY(Money const filled, amountOf(row, form, part).plus(*rest));
    if (filled.isNegative() && !amountOf(row, form, residual.total).isNegative())
        return fail(error::residualNegative, {{"text", filled.display(Unit::one)}});
    row.cells[*position] = filled;
    return row;
}

}  // namespace zhibao
