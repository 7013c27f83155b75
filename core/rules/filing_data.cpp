#include "rules/filing_data.h"

#include <algorithm>
#include <array>
#include <functional>
#include <iterator>
#include <optional>
#include <set>
#include <unordered_map>

#include "calendar/period.h"
#include "rules/ruleset.h"
#include "rules/tokens.h"

namespace zhibao {

namespace {

constexpr std::string_view headerDataset = "header";
constexpr std::string_view profileDataset = "profile";

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

/// Which of a unit's filings.
enum class When : std::uint8_t { own, previous, earlier, lastYear };
constexpr std::array<std::pair<When, std::string_view>, 3> history{
    {{When::previous, "_previous"}, {When::earlier, "_earlier"}, {When::lastYear, "_last_year"}}};

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

// Where the values of a component come from.
struct OfColumn {
    std::size_t column = 0;
};
struct OfList {
    std::size_t column = 0;
    CodeList const* list = nullptr;
    std::string heading;
};
struct OfHistory {
    std::size_t column = 0;
    When when = When::previous;
};
struct OfHeader {
    std::string component;  // of the dataset header
};
struct OfRate {
    bool isOfRow = true;  // of the row's currency, or of CNY
};
struct OfQuarter {};
using Origin = std::variant<OfColumn, OfList, OfHistory, OfHeader, OfRate, OfQuarter>;

struct PlannedComponent {
    vtl::Component component;
    Origin origin;
};

/// Everything that a value of the header may come from.
struct HeaderFacts {
    Filing const* filing;
    Edition const* edition;
    FormSet const* set;
    std::optional<Period> period;
    Surroundings const* surroundings;
    bool previousKnown = false;
    bool earlierKnown = false;
    bool lastYearKnown = false;
    bool profileKnown = false;
    std::int64_t quartersKnown = 0;
};

void appendText(vtl::Column& column, std::string_view text) {
    if (text.empty())
        column.appendNull();
    else
        column.append(text);
}

void appendDate(vtl::Column& column, std::optional<Date> const& date) {
    if (date)
        column.append(std::string_view{toText(*date)});
    else
        column.appendNull();
}

std::string_view kindText(FilingKind kind) noexcept {
    switch (kind) {
        case FilingKind::original: return "original";
        case FilingKind::correction: return "correction";
        case FilingKind::late: return "late";
    }
    return {};
}

std::optional<Date> validUntil(HeaderFacts const& facts) {
    std::optional<Date> earliest = facts.edition->validUntil;
    if (facts.set == nullptr) return earliest;
    for (auto const& id : facts.set->forms) {
        auto const* form = facts.edition->findForm(id);
        if (form == nullptr || !form->marks.validUntil) continue;
        if (!earliest || *form->marks.validUntil < *earliest) earliest = form->marks.validUntil;
    }
    return earliest;
}

struct HeaderField {
    std::string_view name;
    vtl::Role role;
    vtl::ScalarType type;
    void (*fill)(vtl::Column&, HeaderFacts const&);
};

constexpr auto identifierRole = vtl::Role::identifier;
constexpr auto measureRole = vtl::Role::measure;
using vtl::ScalarType;

constexpr std::array headerFields{
    HeaderField{"unit", identifierRole, ScalarType::string, [](auto& c, auto const& f) { appendText(c, f.filing->header.unit); }},
    HeaderField{"period", identifierRole, ScalarType::timePeriod, [](auto& c, auto const& f) { appendText(c, f.filing->header.period); }},
    HeaderField{"formSet", identifierRole, ScalarType::string, [](auto& c, auto const& f) { appendText(c, f.filing->header.formSet); }},
    HeaderField{"version", measureRole, ScalarType::integer,
                [](auto& c, auto const& f) { c.append(vtl::Number::ofInteger(f.filing->header.version)); }},
    HeaderField{"kind", measureRole, ScalarType::string, [](auto& c, auto const& f) { appendText(c, kindText(f.filing->header.kind)); }},
    HeaderField{"zero", measureRole, ScalarType::boolean, [](auto& c, auto const& f) { c.append(f.filing->header.zero); }},
    HeaderField{"zeroReason", measureRole, ScalarType::string, [](auto& c, auto const& f) { appendText(c, f.filing->header.zeroReason); }},
    HeaderField{"unitHead", measureRole, ScalarType::string, [](auto& c, auto const& f) { appendText(c, f.filing->signatories.unitHead); }},
    HeaderField{"statisticsHead", measureRole, ScalarType::string,
                [](auto& c, auto const& f) { appendText(c, f.filing->signatories.statisticsHead); }},
    HeaderField{"preparer", measureRole, ScalarType::string, [](auto& c, auto const& f) { appendText(c, f.filing->signatories.preparer); }},
    HeaderField{"phone", measureRole, ScalarType::string, [](auto& c, auto const& f) { appendText(c, f.filing->signatories.phone); }},
    // A date that is none is a structural problem; rules see nothing there.
    HeaderField{"reportDate", measureRole, ScalarType::date,
                [](auto& c, auto const& f) {
                    auto const date = parseDate(f.filing->signatories.reportDate);
                    appendDate(c, date ? std::optional<Date>{*date} : std::nullopt);
                }},
    HeaderField{"periodEnd", measureRole, ScalarType::date,
                [](auto& c, auto const& f) { appendDate(c, f.period ? std::optional<Date>{lastDay(*f.period)} : std::nullopt); }},
    HeaderField{"today", measureRole, ScalarType::date, [](auto& c, auto const& f) { appendDate(c, f.surroundings->today); }},
    HeaderField{"opens", measureRole, ScalarType::date, [](auto& c, auto const& f) { appendDate(c, f.surroundings->opens); }},
    HeaderField{"validUntil", measureRole, ScalarType::date, [](auto& c, auto const& f) { appendDate(c, validUntil(f)); }},
    HeaderField{"previousKnown", measureRole, ScalarType::boolean, [](auto& c, auto const& f) { c.append(f.previousKnown); }},
    HeaderField{"earlierKnown", measureRole, ScalarType::boolean, [](auto& c, auto const& f) { c.append(f.earlierKnown); }},
    HeaderField{"lastYearKnown", measureRole, ScalarType::boolean, [](auto& c, auto const& f) { c.append(f.lastYearKnown); }},
    HeaderField{"profileKnown", measureRole, ScalarType::boolean, [](auto& c, auto const& f) { c.append(f.profileKnown); }},
    HeaderField{"quartersKnown", measureRole, ScalarType::integer,
                [](auto& c, auto const& f) { c.append(vtl::Number::ofInteger(f.quartersKnown)); }},
};

/// One component per thing the register knows.
constexpr std::array<std::pair<std::string_view, std::string RegisteredUnit::*>, 4> registerFields{{{"register_name", &RegisteredUnit::name},
                                                                                                    {"register_district", &RegisteredUnit::district},
                                                                                                    {"register_platform", &RegisteredUnit::platform},
                                                                                                    {"register_industry", &RegisteredUnit::industry}}};
constexpr std::string_view registerIndustryPrefix = "register_industry_";

/// The list in which the profile's industry stands; the register uses the same.
CodeList const* industriesOf(Edition const& edition) {
    for (auto const& form : edition.forms) {
        for (auto const& column : form.columns)
            if (column.conceptId == "industry") return listOf(edition, column);
    }
    return nullptr;
}

/// Puts the prefix before the names of all that the head of a filing can say; identifiers and measures become attributes.
void addFromHeader(std::vector<PlannedComponent>& planned, Edition const& edition) {
    auto const add = [&](std::string name, ScalarType type, std::string component) {
        planned.push_back({{std::move(name), vtl::Role::attribute, type, true}, OfHeader{std::move(component)}});
    };
    for (auto const& field : headerFields) add("header_" + std::string{field.name}, field.type, std::string{field.name});
    for (auto const& form : edition.forms) add("header_" + rowCountName(form), ScalarType::integer, rowCountName(form));
}

/// What rules know of the unit: the profile form's answers and the register.
std::vector<std::pair<std::string, ScalarType>> unitComponents(Edition const& edition) {
    std::vector<std::pair<std::string, ScalarType>> components;
    if (auto const* profile = edition.findForm(edition.ruleData.profile)) {
        for (auto const& column : profile->columns) components.emplace_back("profile_" + column.id, typeOf(column.kind));
        for (auto const& column : profile->columns) {
            if (auto const* list = listOf(edition, column)) {
                for (auto const& heading : headingsOf(*list)) components.emplace_back("profile_" + column.id + "_" + heading, ScalarType::string);
            }
        }
    }
    for (auto const& [name, member] : registerFields) components.emplace_back(std::string{name}, ScalarType::string);
    if (auto const* industries = industriesOf(edition)) {
        for (auto const& heading : headingsOf(*industries)) components.emplace_back(std::string{registerIndustryPrefix} + heading, ScalarType::string);
    }
    components.emplace_back("cny_per_usd", ScalarType::number);
    return components;
}

/// Which dataset a name means.
struct DatasetName {
    enum class Kind : std::uint8_t { header, profile, form, quarters };
    Kind kind = Kind::form;
    When when = When::own;
    Form const* form = nullptr;  // of quarters the quarterly form
    Form const* annual = nullptr;
};

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
    return std::nullopt;
}

std::vector<PlannedComponent> plannedHeader(Edition const& edition) {
    std::vector<PlannedComponent> planned;
    for (auto const& field : headerFields) {
        planned.push_back({{std::string{field.name}, field.role, field.type, field.role != identifierRole}, OfHeader{std::string{field.name}}});
    }
    for (auto const& form : edition.forms)
        planned.push_back({{rowCountName(form), measureRole, ScalarType::integer, true}, OfHeader{rowCountName(form)}});
    for (auto& [name, type] : unitComponents(edition)) {
        std::string const component = name;
        planned.push_back({{std::move(name), vtl::Role::attribute, type, true}, OfHeader{component}});
    }
    return planned;
}

std::vector<PlannedComponent> plannedForm(Edition const& edition, DatasetName const& dataset) {
    Form const& form = *dataset.form;
    std::vector<PlannedComponent> planned;
    if (dataset.kind == DatasetName::Kind::quarters)
        planned.push_back({{"quarter", identifierRole, ScalarType::timePeriod, false}, OfQuarter{}});
    for (std::size_t i = 0; i < form.columns.size(); ++i) {
        auto const& column = form.columns[i];
        planned.push_back({{column.id, roleOf(column.role), typeOf(column.kind), column.role != ColumnRole::key}, OfColumn{i}});
    }
    for (std::size_t i = 0; i < form.columns.size(); ++i) {
        auto const* list = listOf(edition, form.columns[i]);
        if (list == nullptr) continue;
        for (auto const& heading : headingsOf(*list))
            planned.push_back({{form.columns[i].id + "_" + heading, vtl::Role::attribute, ScalarType::string, true}, OfList{i, list, heading}});
    }
    if (dataset.kind == DatasetName::Kind::form && dataset.when == When::own && form.kind == FormKind::rows) {
        for (auto const& [when, suffix] : history) {
            for (std::size_t i = 0; i < form.columns.size(); ++i) {
                auto const& column = form.columns[i];
                if (column.role != ColumnRole::measure) continue;
                planned.push_back({{column.id + std::string{suffix}, vtl::Role::attribute, typeOf(column.kind), true}, OfHistory{i, when}});
            }
        }
    }
    if (!form.currencyColumn.empty() || !form.currency.empty())
        planned.push_back({{"currency_per_usd", vtl::Role::attribute, ScalarType::number, true}, OfRate{}});
    addFromHeader(planned, edition);
    for (auto& [name, type] : unitComponents(edition)) {
        std::string const component = name;
        planned.push_back({{std::move(name), vtl::Role::attribute, type, true}, OfHeader{component}});
    }
    return planned;
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

/// Appends an answer; one of another kind than its column wants, which only a draft can hold, counts as missing.
void appendCell(vtl::Column& column, ColumnKind kind, Cell const& cell) {
    if (auto const* money = std::get_if<Money>(&cell); money != nullptr && typeOf(kind) == ScalarType::number)
        return column.append(vtl::Number{money->hundredths(), 2});
    if (auto const* count = std::get_if<std::int64_t>(&cell); count != nullptr && kind == ColumnKind::integer)
        return column.append(vtl::Number::ofInteger(*count));
    if (auto const* text = std::get_if<std::string>(&cell); text != nullptr) {
        if (kind == ColumnKind::yesNo && (*text == "yes" || *text == "no")) return column.append(*text == "yes");
        if (vtl::isTextual(column.type())) return appendText(column, *text);
    }
    column.appendNull();
}

void appendAttribute(vtl::Column& column, CodeList const& list, Cell const& cell, std::string const& heading) {
    auto const* code = std::get_if<std::string>(&cell);
    auto const* entry = code == nullptr ? nullptr : list.find(*code);
    if (entry == nullptr)
        column.appendNull();
    else
        appendText(column, entry->attribute(heading));
}

/// A rate is a decimal that was read as a fraction: 68847/10000.
std::optional<vtl::Number> numberOf(Fraction const& fraction) {
    return vtl::Number{fraction.numerator, 0}.dividedBy(vtl::Number{fraction.denominator, 0});
}

/// The rows of a form in some filing, whose edition may be another than the one that asks.
struct Rows {
    FormAnswers const* answers = nullptr;
    Form const* form = nullptr;  // of the answers' edition
    std::optional<Period> period;
    std::vector<std::size_t> columns;  // where the columns of the asking form stand; `absent` for none

    static constexpr std::size_t absent = SIZE_MAX;
    [[nodiscard]] std::size_t count() const noexcept { return answers == nullptr ? 0 : answers->rows.size(); }
    [[nodiscard]] Cell const& cell(std::size_t row, std::size_t column) const noexcept {
        static Cell const blank{Blank{}};
        auto const position = columns[column];
        return position == absent ? blank : answers->rows[row].cells[position];
    }
};

/// What tells a row apart, as one text.
std::string keyOf(Rows const& rows, Form const& form, std::size_t row) {
    std::string key;
    for (std::size_t i = 0; i < form.columns.size(); ++i) {
        if (form.columns[i].role != ColumnRole::key) continue;
        if (auto const* text = std::get_if<std::string>(&rows.cell(row, i))) key += *text;
        key += '\n';
    }
    return key;
}

/// Finds the filings that datasets are made of, and fills them.
class Preparer {
public:
    Preparer(Filing const& filing, Edition const& edition, Surroundings const& surroundings)
        : filing_(filing), edition_(edition), surroundings_(surroundings), set_(edition.findFormSet(filing.header.formSet)) {
        if (auto const period = parsePeriod(filing.header.period)) period_ = *period;
        profile_ = findProfile();
        facts_ = {&filing_, &edition_, set_, period_, &surroundings_};
        facts_.previousKnown = known(filing.header.formSet, When::previous) != nullptr;
        facts_.earlierKnown = known(filing.header.formSet, When::earlier) != nullptr;
        facts_.lastYearKnown = known(filing.header.formSet, When::lastYear) != nullptr;
        facts_.profileKnown = profile_.answers != nullptr;
        facts_.quartersKnown = countQuarters();
    }

    vtl::Dataset header(std::vector<PlannedComponent> const& planned) const {
        vtl::Dataset dataset{structureOf(headerDataset, planned)};
        for (std::size_t i = 0; i < planned.size(); ++i) fillHeader(dataset.column(i), std::get<OfHeader>(planned[i].origin).component);
        return dataset;
    }

    vtl::Dataset form(std::string_view name, DatasetName const& what, std::vector<PlannedComponent> const& planned) {
        vtl::Dataset dataset{structureOf(name, planned)};
        if (what.kind == DatasetName::Kind::quarters) {
            auto const* year = period_ ? std::get_if<Year>(&*period_) : nullptr;
            if (year == nullptr) return dataset;
            for (auto const quarter : Quarter::containing(year->lastDay()).yearToDate()) append(dataset, *what.form, rowsOf(*what.form, Period{quarter}), planned);
            return dataset;
        }
        append(dataset, *what.form, what.kind == DatasetName::Kind::profile ? profile_ : rowsOf(*what.form, what.when), planned);
        return dataset;
    }

private:
    static vtl::Structure structureOf(std::string_view name, std::vector<PlannedComponent> const& planned) {
        vtl::Structure structure{std::string{name}, {}};
        structure.components.reserve(planned.size());
        for (auto const& one : planned) structure.components.push_back(one.component);
        return structure;
    }

    [[nodiscard]] std::optional<Period> periodOf(When when) const {
        if (!period_) return std::nullopt;
        switch (when) {
            case When::own: return period_;
            case When::previous: return previous(*period_);
            case When::earlier: return previous(previous(*period_));
            case When::lastYear: return samePeriodLastYear(*period_);
        }
        return std::nullopt;
    }

    [[nodiscard]] KnownFiling const* known(std::string const& set, When when) const {
        auto const period = periodOf(when);
        return period ? surroundings_.find(set, toText(*period)) : nullptr;
    }

    [[nodiscard]] Rows rowsIn(Filing const& filing, Edition const& edition, Form const& form) const {
        Rows rows;
        rows.form = edition.findForm(form.id);
        rows.answers = filing.findForm(form.id);
        if (auto const period = parsePeriod(filing.header.period)) rows.period = *period;
        if (rows.form == nullptr || rows.answers == nullptr) return {};
        for (auto const& column : form.columns) rows.columns.push_back(rows.form->indexOf(column.id).value_or(Rows::absent));
        return rows;
    }

    /// In this filing if its set has the form, else in that of another set of the same frequency.
    [[nodiscard]] Rows rowsOf(Form const& form, When when) const {
        if (set_ != nullptr && hasForm(*set_, form)) {
            if (when == When::own) return rowsIn(filing_, edition_, form);
            auto const* filing = known(set_->id, when);
            return filing == nullptr ? Rows{} : rowsIn(filing->filing, *filing->edition, form);
        }
        auto const period = periodOf(when);
        return period ? rowsOf(form, *period) : Rows{};
    }

    /// In the unit's filing for the period, of the set that has the form.
    [[nodiscard]] Rows rowsOf(Form const& form, Period const& period) const {
        for (auto const& set : edition_.formSets) {
            if (!hasForm(set, form)) continue;
            if (auto const* filing = surroundings_.find(set.id, toText(period))) return rowsIn(filing->filing, *filing->edition, form);
        }
        return {};
    }

    static bool hasForm(FormSet const& set, Form const& form) {
        return std::find(set.forms.begin(), set.forms.end(), form.id) != set.forms.end();
    }

    /// The profile of this filing, else the newest up to the filing's period, else the first that is known.
    [[nodiscard]] Rows findProfile() const {
        auto const* form = edition_.findForm(edition_.ruleData.profile);
        if (form == nullptr) return {};
        if (auto own = rowsIn(filing_, edition_, *form); own.answers != nullptr) return own;
        Rows best;
        auto const isBetter = [&](Period const& candidate) {
            if (!best.period || !period_) return true;
            bool const isPast = firstDay(candidate) <= lastDay(*period_);
            bool const bestIsPast = firstDay(*best.period) <= lastDay(*period_);
            if (isPast != bestIsPast) return isPast;
            return isPast ? firstDay(candidate) >= firstDay(*best.period) : firstDay(candidate) <= firstDay(*best.period);
        };
        for (auto const& one : surroundings_.filings) {
            auto rows = rowsIn(one.filing, *one.edition, *form);
            if (rows.answers != nullptr && rows.period && isBetter(*rows.period)) best = std::move(rows);
        }
        return best;
    }

    [[nodiscard]] std::int64_t countQuarters() const {
        auto const* year = period_ ? std::get_if<Year>(&*period_) : nullptr;
        if (year == nullptr) return 0;
        std::int64_t count = 0;
        for (auto const quarter : Quarter::containing(year->lastDay()).yearToDate()) {
            bool const isKnown = std::any_of(edition_.ruleData.quarters.begin(), edition_.ruleData.quarters.end(), [&](auto const& pair) {
                auto const* annual = edition_.findForm(pair.first);
                auto const* quarterly = edition_.findForm(pair.second);
                return annual != nullptr && set_ != nullptr && hasForm(*set_, *annual) && quarterly != nullptr &&
                       rowsOf(*quarterly, Period{quarter}).answers != nullptr;
            });
            if (isKnown) ++count;
        }
        return count;
    }

    void fillHeader(vtl::Column& column, std::string const& name) const {
        auto const field = std::find_if(headerFields.begin(), headerFields.end(), [&](HeaderField const& one) { return one.name == name; });
        if (field != headerFields.end()) return field->fill(column, facts_);
        if (name == "cny_per_usd") return appendRate(column, period_, "CNY");
        if (name.starts_with("profile_")) return fillProfile(column, std::string_view{name}.substr(8));
        if (name.starts_with("register_")) return fillRegister(column, name);
        for (auto const& form : edition_.forms) {
            if (rowCountName(form) != name) continue;
            auto const* answers = filing_.findForm(form.id);
            if (answers == nullptr) break;
            return column.append(vtl::Number::ofInteger(static_cast<std::int64_t>(answers->rows.size())));
        }
        column.appendNull();
    }

    void fillProfile(vtl::Column& column, std::string_view name) const {
        auto const* form = edition_.findForm(edition_.ruleData.profile);
        if (form == nullptr || profile_.count() == 0) return column.appendNull();
        for (std::size_t i = 0; i < form->columns.size(); ++i) {
            if (form->columns[i].id == name) return appendCell(column, form->columns[i].kind, profile_.cell(0, i));
        }
        for (std::size_t i = 0; i < form->columns.size(); ++i) {
            auto const& one = form->columns[i];
            auto const* list = listOf(edition_, one);
            if (list != nullptr && name.size() > one.id.size() + 1 && name.starts_with(one.id) && name[one.id.size()] == '_')
                return appendAttribute(column, *list, profile_.cell(0, i), std::string{name.substr(one.id.size() + 1)});
        }
        column.appendNull();
    }

    void fillRegister(vtl::Column& column, std::string const& name) const {
        auto const& registered = surroundings_.registered;
        if (!registered) return column.appendNull();
        for (auto const& [component, member] : registerFields) {
            if (component == name) return appendText(column, (*registered).*member);
        }
        auto const* industries = industriesOf(edition_);
        auto const* entry = industries == nullptr ? nullptr : industries->find(registered->industry);
        if (entry == nullptr || !name.starts_with(registerIndustryPrefix)) return column.appendNull();
        appendText(column, entry->attribute(name.substr(registerIndustryPrefix.size())));
    }

    void appendRate(vtl::Column& column, std::optional<Period> const& period, std::string_view currency) const {
        auto const* quarter = period ? std::get_if<Quarter>(&*period) : nullptr;
        if (quarter == nullptr || surroundings_.rates == nullptr || currency.empty()) return column.appendNull();
        auto const rate = surroundings_.rates->find(*quarter, currency);
        auto const number = rate ? numberOf(rate->unitsPerDollar) : std::nullopt;
        if (number)
            column.append(*number);
        else
            column.appendNull();
    }

    void append(vtl::Dataset& dataset, Form const& form, Rows const& rows, std::vector<PlannedComponent> const& planned) {
        auto const count = rows.count();
        if (count == 0) return;
        for (std::size_t i = 0; i < planned.size(); ++i) {
            auto& column = dataset.column(i);
            std::visit([&](auto const& origin) { fill(column, form, rows, count, origin); }, planned[i].origin);
        }
    }

    void fill(vtl::Column& column, Form const& form, Rows const& rows, std::size_t count, OfColumn const& origin) const {
        auto const kind = form.columns[origin.column].kind;
        for (std::size_t row = 0; row < count; ++row) appendCell(column, kind, rows.cell(row, origin.column));
    }
    void fill(vtl::Column& column, Form const&, Rows const& rows, std::size_t count, OfList const& origin) const {
        for (std::size_t row = 0; row < count; ++row) appendAttribute(column, *origin.list, rows.cell(row, origin.column), origin.heading);
    }
    void fill(vtl::Column& column, Form const& form, Rows const& rows, std::size_t count, OfHistory const& origin) {
        auto const& match = matchOf(form, rows, origin.when);
        auto const kind = form.columns[origin.column].kind;
        for (std::size_t row = 0; row < count; ++row) {
            if (match.found[row] == Rows::absent)
                column.appendNull();
            else
                appendCell(column, kind, match.rows.cell(match.found[row], origin.column));
        }
    }
    void fill(vtl::Column& column, Form const&, Rows const&, std::size_t count, OfHeader const& origin) const {
        vtl::Column value{column.type()};
        fillHeader(value, origin.component);
        for (std::size_t row = 0; row < count; ++row) column.append(value, 0);
    }
    void fill(vtl::Column& column, Form const& form, Rows const& rows, std::size_t count, OfRate const&) const {
        auto const position = form.indexOf(form.currencyColumn);
        std::string last;
        vtl::Column value{column.type()};
        for (std::size_t row = 0; row < count; ++row) {
            auto const* text = position ? std::get_if<std::string>(&rows.cell(row, *position)) : nullptr;
            std::string_view const currency = text != nullptr ? std::string_view{*text} : position ? std::string_view{} : std::string_view{form.currency};
            if (value.size() == 0 || currency != last) {
                value = vtl::Column{column.type()};
                appendRate(value, rows.period, currency);
                last = std::string{currency};
            }
            column.append(value, 0);
        }
    }
    void fill(vtl::Column& column, Form const&, Rows const& rows, std::size_t count, OfQuarter const&) const {
        for (std::size_t row = 0; row < count; ++row) appendText(column, toText(*rows.period));
    }

    /// For each row of a form the row with the same key in another filing.
    struct Match {
        Rows rows;
        std::vector<std::size_t> found;
    };
    Match const& matchOf(Form const& form, Rows const& own, When when) {
        auto const [place, isNew] = matches_.try_emplace({&form, when});
        auto& match = place->second;
        if (!isNew) return match;
        match.rows = rowsOf(form, when);
        match.found.assign(own.count(), Rows::absent);
        if (match.rows.count() == 0) return match;
        std::unordered_map<std::string, std::size_t> positions;
        for (std::size_t row = 0; row < match.rows.count(); ++row) positions.emplace(keyOf(match.rows, form, row), row);
        for (std::size_t row = 0; row < own.count(); ++row) {
            if (auto const found = positions.find(keyOf(own, form, row)); found != positions.end()) match.found[row] = found->second;
        }
        return match;
    }

    Filing const& filing_;
    Edition const& edition_;
    Surroundings const& surroundings_;
    FormSet const* set_;
    std::optional<Period> period_;
    Rows profile_;
    HeaderFacts facts_{};
    std::map<std::pair<Form const*, When>, Match> matches_;
};

/// The names that a rule file says anything about, in small letters.
Result<> collectNames(RulesetSource const& source, std::set<std::string, std::less<>>& names) {
    ZHIBAO_TRY(auto const tokens, vtl::tokensOf(source.vtl, source.file));
    for (auto const& token : tokens) {
        if (token.kind != vtl::Token::Kind::name && token.kind != vtl::Token::Kind::quotedName) continue;
        std::string name{token.text};
        std::transform(name.begin(), name.end(), name.begin(), [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; });
        names.insert(std::move(name));
    }
    return {};
}

std::string inSmallLetters(std::string_view text) {
    std::string small{text};
    std::transform(small.begin(), small.end(), small.begin(), [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; });
    return small;
}

/// A dataset that rules use, with the components that they name.
struct Input {
    std::string name;
    DatasetName what;
    std::vector<PlannedComponent> planned;
};

/// A ruleset with what makes its dataset.
struct Prepared {
    vtl::CompiledScript script;
    bool hasScript = false;
    Form const* form = nullptr;  // whose rows it judges, or null
    std::string text;            // of its file
};

}  // namespace

struct EditionRules::State {
    Edition const* edition = nullptr;
    std::vector<BoundRuleset> rulesets;
    std::vector<Prepared> prepared;  // beside each ruleset
    std::vector<Input> inputs;
    std::vector<StructuralPapers> structural;

    [[nodiscard]] vtl::Datasets datasets(Filing const& filing, Surroundings const& surroundings) const {
        Preparer preparer{filing, *edition, surroundings};
        vtl::Datasets datasets;
        for (auto const& input : inputs) {
            datasets.emplace(input.name, input.what.kind == DatasetName::Kind::header ? preparer.header(input.planned)
                                                                                      : preparer.form(input.name, input.what, input.planned));
        }
        return datasets;
    }

    /// Whether a ruleset speaks of this filing.
    [[nodiscard]] bool concerns(std::size_t ruleset, Filing const& filing) const {
        auto const& sets = rulesets[ruleset].ruleset().formSets;
        if (!sets.empty()) return std::find(sets.begin(), sets.end(), filing.header.formSet) != sets.end();
        return prepared[ruleset].form == nullptr || filing.findForm(prepared[ruleset].form->id) != nullptr;
    }
};

EditionRules::EditionRules(std::unique_ptr<State const> state) noexcept : state_(std::move(state)) {}
EditionRules::EditionRules(EditionRules&&) noexcept = default;
EditionRules& EditionRules::operator=(EditionRules&&) noexcept = default;
EditionRules::~EditionRules() = default;

std::vector<BoundRuleset> const& EditionRules::rulesets() const noexcept {
    return state_->rulesets;
}

std::vector<StructuralPapers> const& EditionRules::structuralPapers() const noexcept {
    return state_->structural;
}

Result<vtl::Structure> datasetStructure(Edition const& edition, std::string_view dataset) {
    auto const what = datasetNamed(edition, dataset);
    if (!what) return fail(error::formUnknown, {{"form", std::string{dataset}}});
    vtl::Structure structure{std::string{dataset}, {}};
    for (auto& one : plannedDataset(edition, *what)) structure.components.push_back(std::move(one.component));
    return structure;
}

vtl::Dataset datasetOf(Filing const& filing, Edition const& edition, vtl::Structure structure, Surroundings const& surroundings) {
    auto const what = datasetNamed(edition, structure.name);
    if (!what) return vtl::Dataset{std::move(structure)};
    std::vector<PlannedComponent> wanted;
    auto const planned = plannedDataset(edition, *what);
    for (auto& component : structure.components) {
        auto const found = std::find_if(planned.begin(), planned.end(), [&](PlannedComponent const& one) { return one.component.name == component.name; });
        // What the edition does not have stays unknown on every row.
        wanted.push_back({component, found == planned.end() ? Origin{OfHeader{component.name}} : found->origin});
    }
    Preparer preparer{filing, edition, surroundings};
    return what->kind == DatasetName::Kind::header ? preparer.header(wanted) : preparer.form(structure.name, *what, wanted);
}

Result<EditionRules> EditionRules::compile(Edition const& edition) {
    auto state = std::make_unique<State>();
    state->edition = &edition;
    ZHIBAO_TRY(state->structural, loadStructuralPapers(edition.structuralChecks));

    std::vector<Ruleset> loaded;
    std::set<std::string, std::less<>> names;
    std::set<std::string, std::less<>> wanted;
    std::map<std::string, std::string> targets;  // and their file; one file may serve two forms of the same columns
    for (auto const& source : edition.rulesets) {
        ZHIBAO_TRY(Ruleset ruleset, loadRuleset(source));
        ZHIBAO_CHECK(collectNames(source, names));
        wanted.insert(inSmallLetters(source.dataset));
        for (auto const& assignment : ruleset.preparation.assignments) {
            auto const& target = assignment.target.text;
            if (targets.emplace(inSmallLetters(target), source.file).first->second != source.file)
                return fail(error::ruleTargetTwice, {{"name", target}}, source.file);
        }
        for (auto const& papers : ruleset.papers) {
            for (auto const& cell : papers.cells) {
                if (cell.form.empty() || cell.form == headerDataset) continue;
                auto const* form = edition.findForm(cell.form);
                if (form == nullptr) return fail(error::formUnknown, {{"form", cell.form}}, source.papersFile);
                if (!form->indexOf(cell.column)) return fail(error::columnUnknown, {{"column", cell.column}, {"form", cell.form}}, source.papersFile);
                wanted.insert(inSmallLetters(cell.form));
                for (auto const& [component, own] : cell.match) names.insert(inSmallLetters(component));
            }
        }
        loaded.push_back(std::move(ruleset));
    }

    std::vector<std::string> candidates{std::string{headerDataset}, std::string{profileDataset}};
    for (auto const& form : edition.forms) {
        candidates.push_back(form.id);
        for (auto const& [when, suffix] : history) candidates.push_back(form.id + std::string{suffix});
    }
    for (auto const& [annual, quarterly] : edition.ruleData.quarters) candidates.push_back(annual + "_quarters");
    vtl::Structures structures;
    for (auto const& candidate : candidates) {
        auto const small = inSmallLetters(candidate);
        auto const what = datasetNamed(edition, candidate);
        if (!what || (!wanted.contains(small) && !names.contains(small))) continue;
        Input input{candidate, *what, {}};
        for (auto& one : plannedDataset(edition, *what)) {
            if (one.component.role == vtl::Role::attribute && !names.contains(inSmallLetters(one.component.name))) continue;
            input.planned.push_back(std::move(one));
        }
        vtl::Structure structure{candidate, {}};
        for (auto const& one : input.planned) structure.components.push_back(one.component);
        structures.emplace(candidate, std::move(structure));
        state->inputs.push_back(std::move(input));
    }

    for (std::size_t i = 0; i < loaded.size(); ++i) {
        auto& ruleset = loaded[i];
        auto const& source = edition.rulesets[i];
        for (auto const& papers : ruleset.papers) {
            for (auto const& cell : papers.cells) {
                if (cell.form.empty() || cell.form == headerDataset) continue;
                for (auto const& [component, own] : cell.match) {
                    if (!structures.find(cell.form)->second.find(component))
                        return fail(error::columnUnknown, {{"column", component}, {"form", cell.form}}, source.papersFile);
                }
            }
        }
        Prepared prepared;
        prepared.text = source.vtl;
        prepared.form = edition.findForm(ruleset.dataset);
        vtl::Structure const* structure = nullptr;
        if (auto const input = structures.find(ruleset.dataset); input != structures.end()) structure = &input->second;
        if (!ruleset.preparation.assignments.empty()) {
            ZHIBAO_TRY(prepared.script, vtl::compileScript(ruleset.preparation, structures, source.file));
            prepared.hasScript = true;
            auto const& results = prepared.script.results();
            if (auto const made = results.find(ruleset.dataset); made != results.end()) structure = &made->second;
        }
        if (structure == nullptr) return fail(error::ruleDatasetUnknown, {{"dataset", ruleset.dataset}}, source.file);
        ZHIBAO_TRY(BoundRuleset bound, BoundRuleset::bind(std::move(ruleset), *structure));
        state->rulesets.push_back(std::move(bound));
        state->prepared.push_back(std::move(prepared));
    }
    return EditionRules{std::move(state)};
}

RulePapers const* EditionRules::findPapers(std::string_view id) const noexcept {
    for (auto const& bound : state_->rulesets) {
        for (auto const& papers : bound.ruleset().papers) {
            if (papers.id == id) return &papers;
        }
    }
    return nullptr;
}

std::vector<Finding> EditionRules::check(Filing const& filing, RunsAt where, Surroundings const& surroundings) const {
    auto const datasets = state_->datasets(filing, surroundings);
    auto const others = [&](PaperCell const& cell, vtl::Dataset const& judged, std::size_t row, std::vector<CellReference>& cells) {
        if (cell.form == headerDataset) {
            cells.push_back({cell.form, 0, cell.column});
            return;
        }
        // A finding is about this filing: what stands in another one cannot be mended here.
        if (filing.findForm(cell.form) == nullptr) return;
        auto const& rows = datasets.find(cell.form)->second;
        for (std::size_t candidate = 0; candidate < rows.rowCount(); ++candidate) {
            bool const fits = std::all_of(cell.match.begin(), cell.match.end(), [&](auto const& match) {
                auto const theirs = rows.structure().find(match.first);
                auto const own = judged.structure().find(match.second);
                return rows.column(*theirs).written(candidate) == judged.column(*own).written(row);
            });
            if (fits) cells.push_back({cell.form, candidate, cell.column});
        }
    };
    std::vector<Finding> findings;
    for (std::size_t i = 0; i < state_->rulesets.size(); ++i) {
        if (!state_->concerns(i, filing)) continue;
        auto const& bound = state_->rulesets[i];
        auto const& prepared = state_->prepared[i];
        std::vector<Finding> some;
        if (prepared.hasScript) {
            auto const made = prepared.script.run(datasets);
            if (!made) {
                some = brokenFindings(bound, where);
            } else {
                auto const dataset = made->find(bound.ruleset().dataset);
                some = zhibao::check(bound, dataset != made->end() ? dataset->second : datasets.find(bound.ruleset().dataset)->second, where, others);
            }
        } else {
            some = zhibao::check(bound, datasets.find(bound.ruleset().dataset)->second, where, others);
        }
        std::move(some.begin(), some.end(), std::back_inserter(findings));
    }
    return findings;
}

EditionRules::RuleData EditionRules::data(Filing const& filing, Surroundings const& surroundings) const {
    RuleData data{state_->datasets(filing, surroundings), {}};
    std::set<std::string> files;
    for (std::size_t i = 0; i < state_->rulesets.size(); ++i) {
        if (!state_->concerns(i, filing)) continue;
        auto const& ruleset = state_->rulesets[i].ruleset();
        if (files.insert(ruleset.file).second) {
            data.script += state_->prepared[i].text;
            if (!data.script.ends_with('\n')) data.script += '\n';
        }
        std::string target = ruleset.id + "_verdicts";
        std::replace(target.begin(), target.end(), '-', '_');
        data.script += target + " <- check_datapoint(" + ruleset.dataset + ", " + ruleset.definition.name.text + " all);\n\n";
    }
    return data;
}

Result<std::vector<Finding>> checkFiling(Filing const& filing, Edition const& edition, RunsAt where, Surroundings const& surroundings) {
    ZHIBAO_TRY(EditionRules const rules, EditionRules::compile(edition));
    return rules.check(filing, where, surroundings);
}

}  // namespace zhibao
