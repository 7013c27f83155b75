#include "rules/filing_data.h"

#include <algorithm>
#include <functional>
#include <iterator>
#include <set>

#include "calendar/period.h"

namespace zhibao {

namespace {

constexpr std::string_view headerDataset = "header";

vtl::ScalarType typeOf(ColumnKind kind) noexcept {
    switch (kind) {
        case ColumnKind::money:
        case ColumnKind::percent: return vtl::ScalarType::number;
        case ColumnKind::integer: return vtl::ScalarType::integer;
        case ColumnKind::date: return vtl::ScalarType::date;
        case ColumnKind::month: return vtl::ScalarType::timePeriod;
        case ColumnKind::yesNo: return vtl::ScalarType::boolean;
        case ColumnKind::code:
        case ColumnKind::text: break;
    }
    return vtl::ScalarType::string;
}

vtl::Role roleOf(ColumnRole role) noexcept {
    switch (role) {
        case ColumnRole::key: return vtl::Role::identifier;
        case ColumnRole::measure: return vtl::Role::measure;
        case ColumnRole::attribute: break;
    }
    return vtl::Role::attribute;
}

/// The headings that a list has beside code, tree and names, in the order of their letters.
std::set<std::string> headingsOf(CodeList const& list) {
    std::set<std::string> headings;
    for (auto const& entry : list.entries()) {
        for (auto const& [heading, value] : entry.attributes) headings.insert(heading);
    }
    return headings;
}

std::string attributeName(Column const& column, std::string const& heading) {
    return column.id + "_" + heading;
}

CodeList const* listOf(Edition const& edition, Column const& column) noexcept {
    if (column.kind != ColumnKind::code) return nullptr;
    auto const found = edition.lists.find(column.list);
    return found == edition.lists.end() ? nullptr : &found->second;
}

vtl::Structure formStructure(Edition const& edition, Form const& form) {
    vtl::Structure structure{form.id, {}};
    for (auto const& column : form.columns)
        structure.components.push_back({column.id, roleOf(column.role), typeOf(column.kind), column.role != ColumnRole::key});
    for (auto const& column : form.columns) {
        auto const* list = listOf(edition, column);
        if (list == nullptr) continue;
        for (auto const& heading : headingsOf(*list))
            structure.components.push_back({attributeName(column, heading), vtl::Role::attribute, vtl::ScalarType::string, true});
    }
    return structure;
}

Form const* formOf(Edition const& edition, std::string_view id) noexcept {
    auto const found = std::find_if(edition.forms.begin(), edition.forms.end(), [&](Form const& form) { return form.id == id; });
    return found == edition.forms.end() ? nullptr : &*found;
}

FormAnswers const* answersOf(Filing const& filing, std::string_view form) noexcept {
    auto const found =
        std::find_if(filing.forms.begin(), filing.forms.end(), [&](FormAnswers const& answers) { return answers.form == form; });
    return found == filing.forms.end() ? nullptr : &*found;
}

std::string rowCountName(Form const& form) {
    return form.id + "_rows";
}

vtl::Structure headerStructure(Edition const& edition) {
    using vtl::Role;
    using vtl::ScalarType;
    vtl::Structure structure{std::string{headerDataset},
                             {{"unit", Role::identifier, ScalarType::string, false},
                              {"period", Role::identifier, ScalarType::timePeriod, false},
                              {"formSet", Role::identifier, ScalarType::string, false},
                              {"version", Role::measure, ScalarType::integer, true},
                              {"kind", Role::measure, ScalarType::string, true},
                              {"zero", Role::measure, ScalarType::boolean, true},
                              {"zeroReason", Role::measure, ScalarType::string, true},
                              {"unitHead", Role::measure, ScalarType::string, true},
                              {"statisticsHead", Role::measure, ScalarType::string, true},
                              {"preparer", Role::measure, ScalarType::string, true},
                              {"phone", Role::measure, ScalarType::string, true},
                              {"reportDate", Role::measure, ScalarType::date, true},
                              {"periodEnd", Role::measure, ScalarType::date, true}}};
    for (auto const& form : edition.forms) structure.components.push_back({rowCountName(form), Role::measure, ScalarType::integer, true});
    return structure;
}

void appendText(vtl::Column& column, std::string_view text) {
    if (text.empty())
        column.appendNull();
    else
        column.append(text);
}

/// Appends an answer; one of another kind than its column wants, which only a draft can hold, counts as missing.
void appendCell(vtl::Column& column, ColumnKind kind, Cell const& cell) {
    if (auto const* money = std::get_if<Money>(&cell); money != nullptr && typeOf(kind) == vtl::ScalarType::number)
        return column.append(vtl::Number{money->hundredths(), 2});
    if (auto const* count = std::get_if<std::int64_t>(&cell); count != nullptr && kind == ColumnKind::integer)
        return column.append(vtl::Number::ofInteger(*count));
    if (auto const* text = std::get_if<std::string>(&cell); text != nullptr) {
        if (kind == ColumnKind::yesNo && (*text == "yes" || *text == "no")) return column.append(*text == "yes");
        if (vtl::isTextual(column.type())) return appendText(column, *text);
    }
    column.appendNull();
}

void appendHeader(vtl::Dataset& dataset, Filing const& filing, Edition const& edition) {
    auto const kindText = [](FilingKind kind) -> std::string_view {
        switch (kind) {
            case FilingKind::original: return "original";
            case FilingKind::correction: return "correction";
            case FilingKind::late: return "late";
        }
        return {};
    };
    auto const period = parsePeriod(filing.header.period);
    auto const& signatories = filing.signatories;
    for (std::size_t i = 0; i < dataset.columns().size(); ++i) {
        std::string const& name = dataset.structure().components[i].name;
        vtl::Column& column = dataset.column(i);
        if (name == "unit")
            appendText(column, filing.header.unit);
        else if (name == "period")
            appendText(column, filing.header.period);
        else if (name == "formSet")
            appendText(column, filing.header.formSet);
        else if (name == "version")
            column.append(vtl::Number::ofInteger(filing.header.version));
        else if (name == "kind")
            appendText(column, kindText(filing.header.kind));
        else if (name == "zero")
            column.append(filing.header.zero);
        else if (name == "zeroReason")
            appendText(column, filing.header.zeroReason);
        else if (name == "unitHead")
            appendText(column, signatories.unitHead);
        else if (name == "statisticsHead")
            appendText(column, signatories.statisticsHead);
        else if (name == "preparer")
            appendText(column, signatories.preparer);
        else if (name == "phone")
            appendText(column, signatories.phone);
        else if (name == "reportDate")
            appendText(column, signatories.reportDate);
        else if (name == "periodEnd")
            appendText(column, period ? toText(lastDay(*period)) : std::string{});
        else {
            FormAnswers const* answers = nullptr;
            for (auto const& form : edition.forms) {
                if (rowCountName(form) == name) answers = answersOf(filing, form.id);
            }
            if (answers != nullptr)
                column.append(vtl::Number::ofInteger(static_cast<std::int64_t>(answers->rows.size())));
            else
                column.appendNull();
        }
    }
}

/// Fills one component of a form's dataset, for all rows.
using Filler = std::function<void(vtl::Column&, Row const&)>;

Filler fillerOf(Edition const& edition, Form const& form, std::string const& name) {
    for (std::size_t i = 0; i < form.columns.size(); ++i) {
        Column const& column = form.columns[i];
        if (column.id == name)
            return [i, kind = column.kind](vtl::Column& values, Row const& row) { appendCell(values, kind, row.cells[i]); };
    }
    for (std::size_t i = 0; i < form.columns.size(); ++i) {
        Column const& column = form.columns[i];
        auto const* list = listOf(edition, column);
        if (list == nullptr || name.size() <= column.id.size() + 1 || attributeName(column, name.substr(column.id.size() + 1)) != name)
            continue;
        return [i, list, heading = name.substr(column.id.size() + 1)](vtl::Column& values, Row const& row) {
            auto const* code = std::get_if<std::string>(&row.cells[i]);
            auto const* entry = code == nullptr ? nullptr : list->find(*code);
            if (entry == nullptr)
                values.appendNull();
            else
                appendText(values, entry->attribute(heading));
        };
    }
    return [](vtl::Column& values, Row const&) { values.appendNull(); };
}

}  // namespace

Result<vtl::Structure> datasetStructure(Edition const& edition, std::string_view dataset) {
    if (dataset == headerDataset) return headerStructure(edition);
    if (auto const* form = formOf(edition, dataset)) return formStructure(edition, *form);
    return fail(error::formUnknown, {{"form", std::string{dataset}}});
}

vtl::Dataset datasetOf(Filing const& filing, Edition const& edition, vtl::Structure structure) {
    vtl::Dataset dataset{std::move(structure)};
    if (dataset.structure().name == headerDataset) {
        appendHeader(dataset, filing, edition);
        return dataset;
    }
    auto const* form = formOf(edition, dataset.structure().name);
    auto const* answers = answersOf(filing, dataset.structure().name);
    if (form == nullptr || answers == nullptr) return dataset;
    for (std::size_t i = 0; i < dataset.columns().size(); ++i) {
        Filler const fill = fillerOf(edition, *form, dataset.structure().components[i].name);
        for (auto const& row : answers->rows) fill(dataset.column(i), row);
    }
    return dataset;
}

Result<EditionRules> EditionRules::compile(Edition const& edition) {
    EditionRules rules;
    rules.edition_ = &edition;
    for (auto const& source : edition.rulesets) {
        ZHIBAO_TRY(Ruleset ruleset, loadRuleset(source));
        ZHIBAO_TRY(vtl::Structure const structure, inside(source.file, datasetStructure(edition, source.dataset)));
        ZHIBAO_TRY(BoundRuleset bound, BoundRuleset::bind(std::move(ruleset), structure));
        rules.rulesets_.push_back(std::move(bound));
    }
    return rules;
}

RulePapers const* EditionRules::findPapers(std::string_view id) const noexcept {
    for (auto const& bound : rulesets_) {
        for (auto const& papers : bound.ruleset().papers) {
            if (papers.id == id) return &papers;
        }
    }
    return nullptr;
}

std::vector<Finding> EditionRules::check(Filing const& filing, RunsAt where) const {
    std::vector<Finding> findings;
    for (auto const& bound : rulesets_) {
        auto some = zhibao::check(bound, datasetOf(filing, *edition_, bound.structure()), where);
        std::move(some.begin(), some.end(), std::back_inserter(findings));
    }
    return findings;
}

Result<std::vector<Finding>> checkFiling(Filing const& filing, Edition const& edition, RunsAt where) {
    ZHIBAO_TRY(EditionRules const rules, EditionRules::compile(edition));
    return rules.check(filing, where);
}

}  // namespace zhibao
