#include "rules/filing_components.h"

#include <set>

namespace zhibao {

namespace {

constexpr auto attributeRole = vtl::Role::attribute;
using vtl::ScalarType;

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

CodeList const* listOf(Edition const& edition, Column const& column) noexcept {
    return column.kind == ColumnKind::code ? edition.findList(column.list) : nullptr;
}

std::string rowCountName(Form const& form) {
    return form.id + "_rows";
}

constexpr std::string_view registerIndustryPrefix = "register_industry_";
constexpr std::string_view yuanRateName = "cny_per_usd";

/// The list in which the profile's industry stands; the register uses the same.
CodeList const* industriesOf(Edition const& edition) {
    for (auto const& form : edition.forms) {
        for (auto const& column : form.columns)
            if (column.conceptId == "industry") return listOf(edition, column);
    }
    return nullptr;
}

struct HeadComponent {
    std::string name;
    ScalarType type;
    OfHead origin;
};

/// What is known of the unit: the profile form's answers and the register.
std::vector<HeadComponent> unitComponents(Edition const& edition) {
    std::vector<HeadComponent> components;
    if (auto const* profile = edition.findForm(edition.ruleData.profile)) {
        auto const& columns = profile->columns;
        for (std::size_t i = 0; i < columns.size(); ++i) components.push_back({"profile_" + columns[i].id, typeOf(columns[i].kind), ProfileCell{i}});
        for (std::size_t i = 0; i < columns.size(); ++i) {
            auto const* list = listOf(edition, columns[i]);
            if (list == nullptr) continue;
            for (auto const& heading : headingsOf(*list))
                components.push_back({"profile_" + columns[i].id + "_" + heading, ScalarType::string, ProfileHeading{i, list, heading}});
        }
    }
    for (auto const& [name, member] : registerFields) components.push_back({std::string{name}, ScalarType::string, RegisterText{member}});
    if (auto const* industries = industriesOf(edition)) {
        for (auto const& heading : headingsOf(*industries))
            components.push_back({std::string{registerIndustryPrefix} + heading, ScalarType::string, RegisterHeading{industries, heading}});
    }
    return components;
}

void addUnitComponents(std::vector<PlannedComponent>& planned, Edition const& edition) {
    for (auto& one : unitComponents(edition)) planned.push_back({{std::move(one.name), attributeRole, one.type, true}, std::move(one.origin)});
}

/// Puts the prefix before the names of all that the head of a filing can say; identifiers and measures become attributes.
void addFromHead(std::vector<PlannedComponent>& planned, Edition const& edition) {
    for (auto const& field : headerFields()) planned.push_back({{"header_" + std::string{field.name}, attributeRole, field.type, true}, OfHead{&field}});
    for (auto const& form : edition.forms)
        planned.push_back({{"header_" + rowCountName(form), attributeRole, ScalarType::integer, true}, OfHead{RowCount{form.id}}});
}

std::vector<PlannedComponent> plannedHeader(Edition const& edition) {
    std::vector<PlannedComponent> planned;
    for (auto const& field : headerFields())
        planned.push_back({{std::string{field.name}, field.role, field.type, field.role != vtl::Role::identifier}, OfHead{&field}});
    for (auto const& form : edition.forms)
        planned.push_back({{rowCountName(form), vtl::Role::measure, ScalarType::integer, true}, OfHead{RowCount{form.id}}});
    addUnitComponents(planned, edition);
    planned.push_back({{std::string{yuanRateName}, attributeRole, ScalarType::number, true}, OfHead{YuanRate{}}});
    return planned;
}

std::vector<PlannedComponent> plannedForm(Edition const& edition, DatasetName const& dataset) {
    Form const& form = *dataset.form;
    std::vector<PlannedComponent> planned;
    if (dataset.isOfQuarters())
        planned.push_back({{"quarter", vtl::Role::identifier, ScalarType::timePeriod, false}, OfQuarter{}});
    for (std::size_t i = 0; i < form.columns.size(); ++i) {
        auto const& column = form.columns[i];
        planned.push_back({{column.id, roleOf(column.role), typeOf(column.kind), column.role != ColumnRole::key}, OfColumn{i}});
    }
    for (std::size_t i = 0; i < form.columns.size(); ++i) {
        if (form.columns[i].kind == ColumnKind::month) planned.push_back({{form.columns[i].id + "_begins", attributeRole, ScalarType::date, true}, OfMonth{i}});
    }
    for (std::size_t i = 0; i < form.columns.size(); ++i) {
        auto const* list = listOf(edition, form.columns[i]);
        if (list == nullptr) continue;
        for (auto const& heading : headingsOf(*list))
            planned.push_back({{form.columns[i].id + "_" + heading, attributeRole, ScalarType::string, true}, OfList{i, list, attributesOf(*list, heading)}});
    }
    if (dataset.kind == DatasetName::Kind::form && dataset.when == When::own && form.kind == FormKind::rows) {
        for (auto const& [when, suffix] : history) {
            for (std::size_t i = 0; i < form.columns.size(); ++i) {
                auto const& column = form.columns[i];
                if (column.role != ColumnRole::measure) continue;
                planned.push_back({{column.id + std::string{suffix}, attributeRole, typeOf(column.kind), true}, OfHistory{i, when}});
            }
        }
    }
    if (!form.currencyColumn.empty() || !form.currency.empty())
        planned.push_back({{"currency_per_usd", attributeRole, ScalarType::number, true}, OfRate{}});
    addFromHead(planned, edition);
    addUnitComponents(planned, edition);
    planned.push_back({{std::string{yuanRateName}, attributeRole, ScalarType::number, true}, OfYuanRate{}});
    return planned;
}

}  // namespace

std::vector<std::string_view> attributesOf(CodeList const& list, std::string const& heading) {
    std::vector<std::string_view> values;
    values.reserve(list.entries().size());
    for (auto const& entry : list.entries()) values.emplace_back(entry.attribute(heading));
    return values;
}

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

std::optional<DatasetName> datasetNamed(Edition const& edition, std::string_view name) {
    if (name == headerDataset) return DatasetName{DatasetName::Kind::header, When::own, nullptr, nullptr};
    if (name == profileDataset) {
        auto const* form = edition.findForm(edition.ruleData.profile);
        if (form == nullptr) return std::nullopt;
        return DatasetName{DatasetName::Kind::profile, When::own, form, nullptr};
    }
    if (auto const* form = edition.findForm(name)) return DatasetName{DatasetName::Kind::form, When::own, form, nullptr};
    for (auto const& [when, suffix] : history) {
        if (!name.ends_with(suffix)) continue;
        auto const* form = edition.findForm(name.substr(0, name.size() - suffix.size()));
        if (form != nullptr) return DatasetName{DatasetName::Kind::form, when, form, nullptr};
    }
    for (auto const& [annual, quarterly] : edition.ruleData.quarters) {
        if (name == annual + "_quarters")
            return DatasetName{DatasetName::Kind::quarters, When::own, edition.findForm(quarterly), edition.findForm(annual)};
    }
    if (name.ends_with(quartersBeforeSuffix)) {
        auto const* form = edition.findForm(name.substr(0, name.size() - quartersBeforeSuffix.size()));
        if (form != nullptr && form->kind == FormKind::rows) return DatasetName{DatasetName::Kind::quartersBefore, When::own, form, nullptr};
    }
    return std::nullopt;
}

PlannedComponent plannedPart() {
    return {{std::string{partName}, vtl::Role::identifier, ScalarType::integer, false}, OfPart{}};
}

std::vector<PlannedComponent> plannedDataset(Edition const& edition, DatasetName const& dataset) {
    auto planned = dataset.kind == DatasetName::Kind::header ? plannedHeader(edition) : plannedForm(edition, dataset);
    // A column of the form keeps its name; what would be called the same beside it is left out.
    std::set<std::string, std::less<>> names;
    std::vector<PlannedComponent> distinct;
    for (auto& one : planned) {
        if (names.insert(one.component.name).second) distinct.push_back(std::move(one));
    }
    return distinct;
}

vtl::Structure structureOf(std::string_view name, std::vector<PlannedComponent> const& planned) {
    vtl::Structure structure{std::string{name}, {}};
    structure.components.reserve(planned.size());
    for (auto const& one : planned) structure.components.push_back(one.component);
    return structure;
}

}  // namespace zhibao
