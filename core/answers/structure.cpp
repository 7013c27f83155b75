#include "answers/structure.h"

#include <algorithm>
#include <array>
#include <string_view>
#include <unordered_map>

#include "base/text.h"
#include "calendar/period.h"
#include "calendar/validity.h"
#include "form/formats.h"
#include "register/credit_code.h"

namespace zhibao {

namespace {

constexpr std::size_t headerTextLimit = 200;
constexpr std::size_t reasonLimit = 1000;
constexpr std::size_t explanationLimit = 4'000;
constexpr std::size_t ruleShown = 80;  // characters of a rule's name in a problem

/// Characters that no answer needs and that break files and screens downstream. Line feeds and tabs are left to texts.
bool hasControlCharacter(std::string_view text) noexcept {
    return std::any_of(text.begin(), text.end(), [](char character) {
        auto const byte = static_cast<unsigned char>(character);
        return (byte < 0x20 && character != '\n' && character != '\t') || byte == 0x7F;
    });
}

/// "2017-04".
bool isMonth(std::string_view text) {
    return text.size() == 7 && parseDate(std::string{text} + "-01").has_value();
}

struct FormatError {
    std::string_view format;
    ErrorCode code;
};
constexpr std::array formatErrors{
    FormatError{"phone", error::phoneMalformed},
    FormatError{"e-mail", error::emailMalformed},
    FormatError{"postcode", error::postcodeMalformed},
    FormatError{"website", error::websiteMalformed},
    FormatError{"region", error::regionMalformed},
    FormatError{"industry-class", error::industryClassMalformed},
    FormatError{"organisation-code", error::organisationCodeMalformed},
};

std::string pointerOf(CellReference const& cell) {
    if (cell.form == "header") return "/" + cell.column;
    return "/forms/" + cell.form + "/rows/" + std::to_string(cell.row) + (cell.column.empty() ? "" : "/" + cell.column);
}

/// Where a cell stands; put into words only where something is wrong with it.
struct CellPlace {
    std::string_view form;
    std::size_t row = 0;
    std::string_view column;
    operator CellReference() const { return {std::string{form}, row, std::string{column}}; }
};

/// Spaces, also the wide ones of Chinese, are no answer.
bool saysNothing(std::string_view text) {
    auto const first = text.empty() ? ' ' : text.front();
    return (first <= ' ' || first > '~') && trimmed(text).empty();
}

class Checker {
public:
    explicit Checker(Edition const& edition) noexcept : edition_(edition) {}
    std::vector<StructuralProblem> problems;

    void filing(Filing const& filing) {
        header(filing.header);
        signatories(filing.signatories);
        auto const* set = edition_.findFormSet(filing.header.formSet);
        if (set == nullptr) {
            headerProblem("set", unknownFormSet(filing.header.formSet, edition_));
        } else {
            period(filing.header, *set);
            if (filing.header.kind == FilingKind::withdrawal) {
                withdrawal(filing);
            } else {
                membership(filing, *set);
                zero(filing, *set);
            }
        }
        for (auto const& answers : filing.forms) {
            if (auto const* form = edition_.findForm(answers.form)) this->form(answers, *form);
        }
        explanations(filing);
    }

    void cell(Cell const& cell, Column const& column, CodeList const* list, CellPlace const& reference) {
        auto const* written = std::get_if<std::string>(&cell);
        if (isBlank(cell) || (column.required && written != nullptr && saysNothing(*written))) {
            if (column.required) add({error::cellRequired, {}, {{"column", column.id}}}, reference);
            return;
        }
        if (std::holds_alternative<NotApplicable>(cell)) {
            // What identifies a row cannot be "not applicable", nor can what the form insists on.
            if (column.required || column.role == ColumnRole::key) add({error::cellRequired, {}, {{"column", column.id}}}, reference);
            return;
        }
        switch (column.kind) {
            case ColumnKind::money:
                if (!std::holds_alternative<Money>(cell)) wrongKind(column, reference);
                break;
            case ColumnKind::percent: percent(cell, column, reference); break;
            case ColumnKind::integer: integer(cell, column, reference); break;
            case ColumnKind::code:
            case ColumnKind::text:
            case ColumnKind::date:
            case ColumnKind::month:
            case ColumnKind::yesNo:
                if (auto const* text = std::get_if<std::string>(&cell))
                    this->text(*text, column, list, reference);
                else
                    wrongKind(column, reference);
                break;
        }
    }

private:
    void add(Error error, CellReference const& cell, StructuralLevel level = StructuralLevel::error) {
        add(std::move(error), std::vector<CellReference>{cell}, level);
    }
    void add(Error error, std::vector<CellReference> cells, StructuralLevel level = StructuralLevel::error) {
        auto place = pointerOf(cells.front());
        problems.push_back({level, std::move(error).inside(place), std::move(cells)});
    }
    void headerProblem(std::string_view key, Error error, StructuralLevel level = StructuralLevel::error) {
        add(std::move(error), CellReference{"header", 0, std::string{key}}, level);
    }
    void wrongKind(Column const& column, CellPlace const& reference) {
        add({error::cellWrongKind, {}, {{"column", column.id}}}, reference);
    }

    void header(FilingHeader const& header) {
        unit(header.unit);
        if (header.version < 1)
            headerProblem("version", {error::versionNotPositive, {}, {{"got", std::to_string(header.version)}}});
        else if (header.version > 1 && !header.replaces)
            headerProblem("replaces", {error::versionReplacesNothing, {}, {{"version", std::to_string(header.version)}}});
        else if (header.version == 1 && header.replaces)
            headerProblem("replaces", {error::firstVersionReplaces, {}, {}});
        headerText("zeroReason", header.zeroReason, headerTextLimit);
        headerText("reason", header.reason, reasonLimit);
        // Whoever reads the chain of versions years later has nothing else to go by.
        if ((header.version > 1 || header.kind == FilingKind::withdrawal) && trimmed(header.reason).empty())
            headerProblem("reason", {error::versionReasonMissing, {}, {{"kind", std::string{nameOf(header.kind)}}}});
    }

    void withdrawal(Filing const& filing) {
        if (filing.header.version == 1) headerProblem("kind", {error::withdrawalOfNothing, {}, {}});
        std::size_t rows = 0;
        for (auto const& answers : filing.forms) rows += answers.rows.size();
        if (rows > 0) headerProblem("kind", {error::withdrawalWithRows, {}, {{"rows", std::to_string(rows)}}});
    }

    void unit(std::string const& text) {
        auto const code = UnitCode::parse(text);
        if (!code)
            headerProblem("unit", code.error());
        else if (code->text() != text)
            headerProblem("unit", {error::creditCodeNotCanonical, {}, {{"text", text}, {"expected", code->text()}}});
        else if (code->isOrganisationCode())
            headerProblem("unit", {error::unitIsOrganisationCode, {}, {{"text", text}}}, StructuralLevel::query);
    }

    void headerText(std::string_view key, std::string const& text, std::size_t limit) {
        if (hasControlCharacter(text)) headerProblem(key, {error::textControlCharacter, {}, {{"column", std::string{key}}}});
        if (auto const count = characterCount(text); count > limit) {
            headerProblem(key, {error::textTooLong,
                                {},
                                {{"column", std::string{key}}, {"limit", std::to_string(limit)}, {"got", std::to_string(count)}}});
        }
    }

    /// Whether they are filled is rule A3; here only what they hold.
    void signatories(Signatories const& signatories) {
        headerText("unitHead", signatories.unitHead, headerTextLimit);
        headerText("statisticsHead", signatories.statisticsHead, headerTextLimit);
        headerText("preparer", signatories.preparer, headerTextLimit);
        if (!signatories.phone.empty() && !hasFormat(signatories.phone, "phone"))
            headerProblem("phone", {error::phoneMalformed, {}, {{"text", signatories.phone}}});
        if (!signatories.reportDate.empty()) {
            if (auto const date = parseDate(signatories.reportDate); !date) headerProblem("reportDate", date.error());
        }
    }

    void period(FilingHeader const& header, FormSet const& set) {
        auto const period = parsePeriod(header.period);
        if (!period) {
            headerProblem("period", period.error());
            return;
        }
        bool const isQuarter = std::holds_alternative<Quarter>(*period);
        if (isQuarter != (set.frequency == Frequency::quarterly))
            headerProblem("period", {error::periodOfOtherFrequency, {}, {{"period", header.period}, {"set", set.id}}});
        else if (auto const valid = checkValidity(edition_, set, *period); !valid)
            headerProblem("period", valid.error());
    }

    void membership(Filing const& filing, FormSet const& set) {
        for (auto const& id : set.forms) {
            auto const count =
                std::count_if(filing.forms.begin(), filing.forms.end(), [&](FormAnswers const& answers) { return answers.form == id; });
            if (count == 0 && set.isAlwaysAsked(id)) add({error::formMissing, {}, {{"form", id}, {"set", set.id}}}, CellReference{id, 0, ""});
            if (count > 1) add({error::formTwice, {}, {{"form", id}}}, CellReference{id, 0, ""});
        }
        for (auto const& answers : filing.forms) {
            if (std::find(set.forms.begin(), set.forms.end(), answers.form) == set.forms.end())
                add({error::filingFormNotInSet, {}, {{"form", answers.form}, {"set", set.id}}}, CellReference{answers.form, 0, ""});
        }
    }

    /// B15. Whether anything was traded is asked by forms of rows with amounts; a set of questions alone cannot be zero.
    void zero(Filing const& filing, FormSet const& set) {
        bool asksForAmounts = false;
        bool hasAmount = false;
        std::size_t rows = 0;
        for (auto const& id : set.forms) {
            auto const* form = edition_.findForm(id);
            if (form == nullptr || form->kind != FormKind::rows) continue;
            auto const* answers = filing.findForm(id);
            if (answers != nullptr) rows += answers->rows.size();
            for (std::size_t column = 0; column < form->columns.size(); ++column) {
                if (form->columns[column].role != ColumnRole::measure) continue;
                asksForAmounts = true;
                if (answers == nullptr || hasAmount) continue;
                hasAmount = std::any_of(answers->rows.begin(), answers->rows.end(), [&](Row const& row) {
                    if (column >= row.cells.size()) return false;
                    auto const* amount = std::get_if<Money>(&row.cells[column]);
                    auto const* number = std::get_if<std::int64_t>(&row.cells[column]);
                    return (amount != nullptr && !amount->isZero()) || (number != nullptr && *number != 0);
                });
            }
        }
        if (filing.header.zero) {
            if (!asksForAmounts) headerProblem("zero", {error::zeroNotPossible, {}, {{"set", set.id}}});
            if (rows > 0) headerProblem("zero", {error::zeroWithRows, {}, {{"rows", std::to_string(rows)}}});
            if (trimmed(filing.header.zeroReason).empty()) headerProblem("zeroReason", {error::zeroReasonMissing, {}, {}});
        } else if (asksForAmounts && !hasAmount) {
            headerProblem("zero", {error::zeroNotDeclared, {}, {}});
        }
    }

    void form(FormAnswers const& answers, Form const& form) {
        if (form.kind == FormKind::record && answers.rows.size() != 1) {
            add({error::recordRowCount, {}, {{"form", form.id}, {"got", std::to_string(answers.rows.size())}}}, CellReference{form.id, 0, ""});
        }
        auto const currency = form.currencyColumn.empty() ? std::nullopt : form.indexOf(form.currencyColumn);
        std::vector<CodeList const*> lists;
        lists.reserve(form.columns.size());
        for (auto const& column : form.columns) lists.push_back(column.kind == ColumnKind::code ? edition_.findList(column.list) : nullptr);
        for (std::size_t r = 0; r < answers.rows.size(); ++r) {
            auto const& row = answers.rows[r];
            if (row.cells.size() != form.columns.size()) {
                add({error::cellWrongKind, {}, {{"column", ""}}}, CellReference{form.id, r, ""});
                continue;
            }
            for (std::size_t c = 0; c < form.columns.size(); ++c) cell(row.cells[c], form.columns[c], lists[c], {form.id, r, form.columns[c].id});
            if (currency) this->currency(row, r, form, *currency);
        }
        if (form.kind == FormKind::rows) keys(answers, form);
    }

    /// An amount without a currency is no amount. A required currency is complained of already.
    void currency(Row const& row, std::size_t number, Form const& form, std::size_t currency) {
        if (std::holds_alternative<std::string>(row.cells[currency]) || form.columns[currency].required) return;
        std::vector<CellReference> cells{{form.id, number, form.currencyColumn}};
        for (std::size_t c = 0; c < form.columns.size(); ++c) {
            if (form.columns[c].kind == ColumnKind::money && std::holds_alternative<Money>(row.cells[c]))
                cells.push_back({form.id, number, form.columns[c].id});
        }
        if (cells.size() > 1) add({error::rowCurrencyMissing, {}, {{"column", form.currencyColumn}}}, std::move(cells));
    }

    /// B6. A row whose key is not complete yet is complained of for that, not for being like another.
    void keys(FormAnswers const& answers, Form const& form) {
        std::vector<std::size_t> columns;
        for (std::size_t c = 0; c < form.columns.size(); ++c)
            if (form.columns[c].role == ColumnRole::key) columns.push_back(c);
        if (columns.empty()) return;
        std::unordered_map<std::string, std::size_t> firstRows;
        firstRows.reserve(answers.rows.size());
        std::string key;
        for (std::size_t r = 0; r < answers.rows.size(); ++r) {
            auto const& row = answers.rows[r];
            if (row.cells.size() != form.columns.size()) continue;
            bool const isIncomplete = std::any_of(columns.begin(), columns.end(), [&](std::size_t c) {
                return isBlank(row.cells[c]) && form.columns[c].required;
            });
            if (isIncomplete) continue;
            key.clear();
            for (auto const c : columns) {
                if (auto const* text = std::get_if<std::string>(&row.cells[c]))
                    key += *text;
                else if (auto const* number = std::get_if<std::int64_t>(&row.cells[c]))
                    key += std::to_string(*number);
                else if (auto const* amount = std::get_if<Money>(&row.cells[c]))
                    key += amount->canonical();
                key += '\x1f';  // no code holds it, so ("ab","c") and ("a","bc") differ
            }
            auto const [first, isNew] = firstRows.emplace(key, r);
            if (isNew) continue;
            std::vector<CellReference> cells;
            for (auto const c : columns) cells.push_back({form.id, r, form.columns[c].id});
            for (auto const c : columns) cells.push_back({form.id, first->second, form.columns[c].id});
            add({error::rowKeyTwice, {}, {{"row", std::to_string(r + 1)}, {"other", std::to_string(first->second + 1)}}}, std::move(cells));
        }
    }

    void percent(Cell const& cell, Column const& column, CellPlace const& reference) {
        auto const* percent = std::get_if<Money>(&cell);
        if (percent == nullptr) {
            wrongKind(column, reference);
        } else if (percent->isNegative() || percent->hundredths() > 100'00) {
            add({error::percentOutOfRange, {}, {{"column", column.id}, {"text", percent->canonical()}}}, reference);
        }
    }

    void integer(Cell const& cell, Column const& column, CellPlace const& reference) {
        auto const* number = std::get_if<std::int64_t>(&cell);
        if (number == nullptr) {
            wrongKind(column, reference);
        } else if (*number < 0) {
            add({error::integerNegative, {}, {{"column", column.id}, {"text", std::to_string(*number)}}}, reference);
        }
    }

    void text(std::string const& text, Column const& column, CodeList const* list, CellPlace const& reference) {
        if (column.kind == ColumnKind::code) {
            code(text, column, list, reference);
        } else if (column.kind == ColumnKind::date) {
            if (auto const date = parseDate(text); !date) add(date.error(), reference);
        } else if (column.kind == ColumnKind::month) {
            if (!isMonth(text)) add({error::monthMalformed, {}, {{"text", text}}}, reference);
        } else if (column.kind == ColumnKind::yesNo) {
            if (text != "yes" && text != "no") add({error::yesNoMalformed, {}, {{"text", text}}}, reference);
        } else {
            freeText(text, column, reference);
        }
    }

    void code(std::string const& text, Column const& column, CodeList const* list, CellPlace const& reference) {
        auto const* entry = list == nullptr ? nullptr : list->find(text);
        if (entry != nullptr && (entry->isLeaf || !column.leafOnly)) return;
        add({entry == nullptr ? error::codeUnknown : error::codeNotALeaf, {}, {{"code", text}, {"list", column.list}}}, reference);
    }

    void freeText(std::string const& text, Column const& column, CellPlace const& reference) {
        if (hasControlCharacter(text)) add({error::textControlCharacter, {}, {{"column", column.id}}}, reference);
        if (auto const count = characterCount(text); count > column.maximalLength) {
            add({error::textTooLong,
                 {},
                 {{"column", column.id}, {"limit", std::to_string(column.maximalLength)}, {"got", std::to_string(count)}}},
                reference);
        }
        if (column.format == "credit-code") {
            auto const code = UnitCode::parse(text);
            if (!code)
                add(code.error(), reference);
            else if (code->text() != text)
                add({error::creditCodeNotCanonical, {}, {{"text", text}, {"expected", code->text()}}}, reference);
            else if (code->isOrganisationCode())
                add({error::unitIsOrganisationCode, {}, {{"text", text}}}, reference, StructuralLevel::query);
        } else if (!hasFormat(text, column.format)) {
            for (auto const& [format, code] : formatErrors)
                if (format == column.format) add({code, {}, {{"text", text}}}, reference);
        } else if (column.format == "organisation-code") {
            if (auto const code = UnitCode::parse(text); !code) add(code.error(), reference);
        }
    }

    void explanations(Filing const& filing) {
        for (auto const& explanation : filing.explanations) {
            // A stranger's text, which every problem repeats: a long one for many cells would fill the memory.
            auto const rule = shortened(explanation.rule, ruleShown);
            auto const place = explanation.cells.empty() ? CellReference{"header", 0, "explanations"} : explanation.cells.front();
            if (trimmed(explanation.text).empty()) add({error::explanationEmpty, {}, {{"rule", rule}}}, place);
            if (hasControlCharacter(explanation.rule) || hasControlCharacter(explanation.text))
                add({error::textControlCharacter, {}, {{"column", "explanations"}}}, place);
            if (auto const count = characterCount(explanation.text); count > explanationLimit) {
                add({error::textTooLong,
                     {},
                     {{"column", "explanations"}, {"limit", std::to_string(explanationLimit)}, {"got", std::to_string(count)}}},
                    place);
            }
            for (auto const& cell : explanation.cells) {
                if (cell.form == "header") continue;
                auto const* answers = filing.findForm(cell.form);
                if (answers != nullptr && cell.row < answers->rows.size()) continue;
                add({error::explanationOfNothing,
                     {},
                     {{"rule", rule}, {"form", cell.form}, {"row", std::to_string(cell.row + 1)}}},
                    CellReference{"header", 0, "explanations"});
            }
        }
    }

    Edition const& edition_;
};

}  // namespace

std::string_view nameOf(StructuralLevel level) noexcept {
    switch (level) {
        case StructuralLevel::error: return "error";
        case StructuralLevel::query: return "query";
        case StructuralLevel::notice: return "notice";
    }
    return "";
}

std::vector<StructuralProblem> checkStructure(Filing const& filing, Edition const& edition) {
    Checker checker{edition};
    checker.filing(filing);
    return std::move(checker.problems);
}

std::vector<StructuralProblem> checkCell(Cell const& cell, Column const& column, Edition const& edition, CellReference const& reference) {
    Checker checker{edition};
    checker.cell(cell, column, column.kind == ColumnKind::code ? edition.findList(column.list) : nullptr, {reference.form, reference.row, reference.column});
    return std::move(checker.problems);
}

}  // namespace zhibao
