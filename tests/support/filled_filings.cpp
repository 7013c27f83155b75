#include "support/filled_filings.h"

#include <stdexcept>
#include <vector>

#include "answers/edit.h"
#include "answers/example_filings.h"
#include "answers/template.h"
#include "answers/template_layout.h"
#include "form/concepts.h"
#include "register/credit_code.h"
#include "support/workbook_maker.h"

namespace zhibao::test {

namespace {

Cell exampleAnswer(Column const& column, Edition const& edition, std::size_t row, std::size_t position) {
    // Nobody fills it in.
    if (concepts::isOnlyImported(column.conceptId)) return Blank{};
    switch (column.kind) {
        case ColumnKind::code: {
            std::vector<CodeEntry const*> entries;
            for (auto const& entry : edition.findList(column.list)->entries())
                if (entry.isLeaf || !column.leafOnly) entries.push_back(&entry);
            return entries[(row + position) % entries.size()]->code;
        }
        case ColumnKind::money: return Money::ofHundredths(static_cast<std::int64_t>(1'234'567 * (row + 1) + position));
        case ColumnKind::percent: return Money::ofHundredths(static_cast<std::int64_t>(5'125 + row));
        case ColumnKind::integer: return static_cast<std::int64_t>(10 * (row + 1) + position);
        case ColumnKind::date: return std::string{"2008-03-31"};
        case ColumnKind::month: return std::string{"2008-03"};
        case ColumnKind::yesNo: return std::string{row % 2 == 0 ? "yes" : "no"};
        case ColumnKind::text: break;
    }
    return "样例" + std::to_string(row + 1);
}

/// "C7", of columns up to Z.
std::string nameOf(std::size_t row, std::size_t column) {
    if (column > 25) throw std::runtime_error{"a form of more columns than letters"};
    return std::string(1, static_cast<char>('A' + column)) + std::to_string(row);
}

TypedCell typed(std::string name, Cell const& cell, Column const& column, Language language, Edition const& edition) {
    // Amounts and counts are numbers for a spreadsheet, everything else is text.
    bool const isNumber = !std::holds_alternative<Blank>(cell) &&
                          (column.kind == ColumnKind::money || column.kind == ColumnKind::integer || column.kind == ColumnKind::percent);
    auto const text = isNumber ? editText(cell, column, Unit::tenThousand, language) : displayText(cell, column, Unit::tenThousand, language, edition);
    return {std::move(name), text, isNumber ? "n" : "inlineStr"};
}

std::vector<TypedCell> coverOf(Filing const& filing, Edition const& edition, FormSet const& set) {
    std::vector<TypedCell> cells;
    auto const& given = filing.signatories;
    std::size_t row = 4;
    for (auto const& column : template_layout::coverColumns(template_layout::canBeZero(edition, set))) {
        auto const name = nameOf(row++, 2);
        if (column.id == "unitHead") cells.push_back({name, given.unitHead});
        if (column.id == "statisticsHead") cells.push_back({name, given.statisticsHead});
        if (column.id == "preparer") cells.push_back({name, given.preparer});
        if (column.id == "phone") cells.push_back({name, given.phone});
        if (column.id == "reportDate") cells.push_back({name, given.reportDate});
    }
    return cells;
}

}  // namespace

std::string examplePeriodOf(FormSet const& set) {
    return set.frequency == Frequency::annual ? "2017" : "2017Q1";
}

Filing filledFiling(Edition const& edition, FormSet const& set, std::size_t rows) {
    auto filing = newFiling(edition, set, exampleUnitCode(1).text(), examplePeriodOf(set));
    filing.signatories = exampleSignatories(*parsePeriod(filing.header.period));
    filing.forms.clear();
    for (auto const& id : set.forms) {
        auto const& form = *edition.findForm(id);
        FormAnswers answers{id, {}};
        for (std::size_t row = 0; row < (form.kind == FormKind::record ? 1 : rows); ++row) {
            Row filled;
            for (std::size_t i = 0; i < form.columns.size(); ++i) filled.cells.push_back(exampleAnswer(form.columns[i], edition, row, i));
            answers.rows.push_back(std::move(filled));
        }
        filing.forms.push_back(std::move(answers));
    }
    return filing;
}

Bytes filledTemplate(Edition const& edition, Filing const& filing, Language language) {
    auto const& set = *edition.findFormSet(filing.header.formSet);
    auto const made = writeTemplate(edition, set.id, {filing.header.unit, filing.header.period, language});
    if (!made) throw std::runtime_error{std::string{made.error().code.name()}};
    int sheet = 1;
    auto workbook = typedInto(*made, sheet, coverOf(filing, edition, set));
    for (auto const& answers : filing.forms) {
        auto const& form = *edition.findForm(answers.form);
        std::vector<TypedCell> cells;
        for (std::size_t row = 0; row < answers.rows.size(); ++row) {
            for (std::size_t i = 0; i < form.columns.size(); ++i) {
                if (isBlank(answers.rows[row].cells[i])) continue;
                auto const name = form.kind == FormKind::record ? nameOf(4 + i, 2) : nameOf(5 + row, 1 + i);
                cells.push_back(typed(name, answers.rows[row].cells[i], form.columns[i], language, edition));
            }
        }
        workbook = typedInto(workbook, ++sheet, cells);
    }
    std::vector<TypedCell> explanations;
    std::size_t row = 5;
    for (auto const& explanation : filing.explanations) {
        explanations.push_back({nameOf(row, 1), explanation.rule});
        if (!explanation.cells.empty()) {
            auto const& cell = explanation.cells.front();
            auto const& form = *edition.findForm(cell.form);
            explanations.push_back({nameOf(row, 2), form.title.in(language)});
            explanations.push_back({nameOf(row, 3), std::to_string(cell.row + 1), "n"});
            explanations.push_back({nameOf(row, 4), form.columns[*form.indexOf(cell.column)].title.in(language)});
        }
        explanations.push_back({nameOf(row, 5), explanation.text});
        ++row;
    }
    return typedInto(workbook, ++sheet, explanations);
}

}  // namespace zhibao::test
