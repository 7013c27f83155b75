#include "rules/filing_preparer.h"

#include <algorithm>
#include <unordered_map>

#include "calendar/period.h"

namespace zhibao {

namespace {

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

void appendAttribute(vtl::Column& column, CodeEntry const* entry, std::string const& heading) {
    if (entry == nullptr)
        column.appendNull();
    else
        appendText(column, entry->attribute(heading));
}

CodeEntry const* entryOf(CodeList const& list, Cell const& cell) {
    auto const* code = std::get_if<std::string>(&cell);
    return code == nullptr ? nullptr : list.find(*code);
}

/// A rate is a decimal that was read as a fraction: 68847/10000.
std::optional<vtl::Number> numberOf(Fraction const& fraction) {
    return vtl::Number{fraction.numerator, 0}.dividedBy(vtl::Number{fraction.denominator, 0});
}

bool hasForm(FormSet const& set, Form const& form) {
    return std::find(set.forms.begin(), set.forms.end(), form.id) != set.forms.end();
}

}  // namespace

PlannedDataset::PlannedDataset(std::string_view datasetName, DatasetName dataset, std::vector<PlannedComponent> components)
    : name(datasetName),
      what(dataset),
      planned(std::move(components)),
      structure(std::make_shared<vtl::Structure const>(structureOf(datasetName, planned))) {}

Cell const& Preparer::Rows::cell(std::size_t row, std::size_t column) const noexcept {
    static Cell const blank{Blank{}};
    auto const position = columns[column];
    return position == absent ? blank : answers->rows[row].cells[position];
}

/// What tells a row apart, as one text.
std::string Preparer::keyOf(Rows const& rows, Form const& form, std::size_t row) {
    std::string key;
    for (std::size_t i = 0; i < form.columns.size(); ++i) {
        if (form.columns[i].role != ColumnRole::key) continue;
        if (auto const* text = std::get_if<std::string>(&rows.cell(row, i))) key += *text;
        key += '\n';
    }
    return key;
}

Preparer::Preparer(Filing const& filing, Edition const& edition, Surroundings const& surroundings, std::int64_t part)
    : filing_(filing), edition_(edition), surroundings_(surroundings), part_(part), set_(edition.findFormSet(filing.header.formSet)),
      profileForm_(edition.findForm(edition.ruleData.profile)) {
    if (auto const period = parsePeriod(filing.header.period)) period_ = *period;
    profile_ = findProfile();
    facts_.filing = &filing_;
    facts_.edition = &edition_;
    facts_.set = set_;
    facts_.period = period_;
    facts_.surroundings = &surroundings_;
    facts_.previousKnown = known(filing.header.formSet, When::previous) != nullptr;
    facts_.earlierKnown = known(filing.header.formSet, When::earlier) != nullptr;
    facts_.lastYearKnown = known(filing.header.formSet, When::lastYear) != nullptr;
    facts_.profileKnown = profile_.answers != nullptr;
    facts_.quartersKnown = countQuarters();
}

void Preparer::append(PlannedDataset const& planned, vtl::Dataset& dataset) {
    auto const& what = planned.what;
    if (what.kind == DatasetName::Kind::header) {
        for (std::size_t i = 0; i < planned.planned.size(); ++i) {
            if (auto const* head = std::get_if<OfHead>(&planned.planned[i].origin))
                fillHead(dataset.column(i), *head);
            else
                dataset.column(i).append(vtl::Number::ofInteger(part_));
        }
        return;
    }
    std::vector<Rows> parts;
    if (what.kind == DatasetName::Kind::profile) {
        parts.push_back(profile_);
    } else if (what.isOfQuarters()) {
        if (auto const* own = period_ ? std::get_if<Year>(&*period_) : nullptr) {
            auto const year = what.kind == DatasetName::Kind::quartersBefore ? own->previous() : *own;
            for (auto const quarter : Quarter::containing(year.lastDay()).yearToDate()) parts.push_back(rowsOf(*what.form, Period{quarter}));
        }
    } else {
        parts.push_back(rowsOf(*what.form, what.when));
    }
    for (auto const& rows : parts) {
        if (rows.count() > 0) append(dataset, *what.form, rows, planned.planned);
    }
}

std::optional<Period> Preparer::periodOf(When when) const {
    if (!period_) return std::nullopt;
    switch (when) {
        case When::own: return period_;
        case When::previous: return previous(*period_);
        case When::earlier: return previous(previous(*period_));
        case When::lastYear: return samePeriodLastYear(*period_);
    }
    return std::nullopt;
}

KnownFiling const* Preparer::known(std::string const& set, When when) const {
    if (surroundings_.filings.empty()) return nullptr;
    auto const period = periodOf(when);
    return period ? surroundings_.find(set, toText(*period)) : nullptr;
}

Preparer::Rows Preparer::rowsIn(Filing const& filing, Edition const& edition, Form const& form) {
    auto const* theirs = edition.findForm(form.id);
    Rows rows;
    rows.answers = filing.findForm(form.id);
    if (theirs == nullptr || rows.answers == nullptr) return {};
    if (auto const period = parsePeriod(filing.header.period)) rows.period = *period;
    rows.columns.reserve(form.columns.size());
    for (std::size_t i = 0; i < form.columns.size(); ++i)
        rows.columns.push_back(theirs == &form ? i : theirs->indexOf(form.columns[i].id).value_or(Rows::absent));
    return rows;
}

/// In this filing if its set has the form, else in that of another set of the same frequency.
Preparer::Rows Preparer::rowsOf(Form const& form, When when) const {
    if (set_ != nullptr && hasForm(*set_, form)) {
        if (when == When::own) return rowsIn(filing_, edition_, form);
        auto const* filing = known(set_->id, when);
        return filing == nullptr ? Rows{} : rowsIn(filing->filing, *filing->edition, form);
    }
    auto const period = periodOf(when);
    return period ? rowsOf(form, *period) : Rows{};
}

/// In the unit's filing for the period, of the set that has the form.
Preparer::Rows Preparer::rowsOf(Form const& form, Period const& period) const {
    if (surroundings_.filings.empty()) return {};
    for (auto const& set : edition_.formSets) {
        if (!hasForm(set, form)) continue;
        if (auto const* filing = surroundings_.find(set.id, toText(period))) return rowsIn(filing->filing, *filing->edition, form);
    }
    return {};
}

/// The profile of this filing, else the newest up to the filing's period, else the first that is known.
Preparer::Rows Preparer::findProfile() const {
    auto const* form = profileForm_;
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

std::int64_t Preparer::countQuarters() const {
    auto const* year = period_ ? std::get_if<Year>(&*period_) : nullptr;
    if (year == nullptr || surroundings_.filings.empty()) return 0;
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

void Preparer::fillHead(vtl::Column& column, OfHead const& origin) const {
    struct Fill {
        Preparer const& own;
        vtl::Column& column;
        void operator()(Unknown) const { column.appendNull(); }
        void operator()(HeaderField const* field) const { field->fill(column, own.facts_); }
        void operator()(ProfileCell const& origin) const { own.appendProfile(column, origin); }
        void operator()(ProfileHeading const& origin) const { own.appendProfile(column, origin); }
        void operator()(RegisterText const& origin) const {
            if (auto const& registered = own.surroundings_.registered) return appendText(column, (*registered).*origin.member);
            column.appendNull();
        }
        void operator()(RegisterHeading const& origin) const {
            auto const& registered = own.surroundings_.registered;
            appendAttribute(column, registered ? origin.list->find(registered->industry) : nullptr, origin.heading);
        }
        void operator()(YuanRate) const { own.appendRate(column, own.period_, "CNY"); }
        void operator()(RowCount const& origin) const {
            auto const* answers = own.filing_.findForm(origin.form);
            if (answers == nullptr) return column.appendNull();
            column.append(vtl::Number::ofInteger(static_cast<std::int64_t>(answers->rows.size())));
        }
    };
    std::visit(Fill{*this, column}, origin);
}

void Preparer::appendProfile(vtl::Column& column, ProfileCell const& origin) const {
    if (profile_.count() == 0) return column.appendNull();
    appendCell(column, profileForm_->columns[origin.column].kind, profile_.cell(0, origin.column));
}

void Preparer::appendProfile(vtl::Column& column, ProfileHeading const& origin) const {
    appendAttribute(column, profile_.count() == 0 ? nullptr : entryOf(*origin.list, profile_.cell(0, origin.column)), origin.heading);
}

void Preparer::appendRate(vtl::Column& column, std::optional<Period> const& period, std::string_view currency) const {
    auto const* quarter = period ? std::get_if<Quarter>(&*period) : nullptr;
    if (quarter == nullptr || surroundings_.rates == nullptr || currency.empty()) return column.appendNull();
    auto const rate = surroundings_.rates->find(*quarter, currency);
    auto const number = rate ? numberOf(rate->unitsPerDollar) : std::nullopt;
    if (number)
        column.append(*number);
    else
        column.appendNull();
}

void Preparer::append(vtl::Dataset& dataset, Form const& form, Rows const& rows, std::vector<PlannedComponent> const& planned) {
    entries_.clear();
    for (std::size_t i = 0; i < planned.size(); ++i) {
        auto& column = dataset.column(i);
        // Only once: room for just these rows, again and again, would move all that is there each time.
        if (column.size() == 0) column.reserve(rows.count());
        std::visit([&](auto const& origin) { fill(column, form, rows, origin); }, planned[i].origin);
    }
}

void Preparer::fill(vtl::Column& column, Form const& form, Rows const& rows, OfColumn const& origin) {
    auto const kind = form.columns[origin.column].kind;
    if (typeOf(kind) != vtl::ScalarType::number) {
        for (std::size_t row = 0; row < rows.count(); ++row) appendCell(column, kind, rows.cell(row, origin.column));
        return;
    }
    // Most of a filing is amounts: all of a column at once.
    hundredths_.assign(rows.count(), 0);
    nulls_.assign((rows.count() + 63) / 64, 0);
    for (std::size_t row = 0; row < rows.count(); ++row) {
        if (auto const* money = std::get_if<Money>(&rows.cell(row, origin.column)))
            hundredths_[row] = money->hundredths();
        else
            nulls_[row / 64] |= std::uint64_t{1} << (row % 64);
    }
    column.append(hundredths_, 2, nulls_);
}

void Preparer::fill(vtl::Column& column, Form const&, Rows const& rows, OfMonth const& origin) {
    for (std::size_t row = 0; row < rows.count(); ++row) {
        auto const* month = std::get_if<std::string>(&rows.cell(row, origin.column));
        auto const day = month == nullptr ? std::nullopt : std::optional{parseDate(*month + "-01")};
        appendText(column, day && *day ? toText(**day) : std::string{});
    }
}

void Preparer::fill(vtl::Column& column, Form const&, Rows const& rows, OfList const& origin) {
    auto known = std::find_if(entries_.begin(), entries_.end(), [&](Entries const& one) { return one.column == origin.column; });
    if (known == entries_.end()) {
        Entries entries{origin.column, {}};
        entries.ofRow.reserve(rows.count());
        for (std::size_t row = 0; row < rows.count(); ++row) entries.ofRow.push_back(entryOf(*origin.list, rows.cell(row, origin.column)));
        known = entries_.insert(entries_.end(), std::move(entries));
    }
    auto const* const first = origin.list->entries().data();
    for (auto const* entry : known->ofRow) appendText(column, entry == nullptr ? std::string_view{} : origin.values[static_cast<std::size_t>(entry - first)]);
}

void Preparer::fill(vtl::Column& column, Form const& form, Rows const& rows, OfHistory const& origin) {
    auto const& match = matchOf(form, rows, origin.when);
    auto const kind = form.columns[origin.column].kind;
    for (std::size_t row = 0; row < rows.count(); ++row) {
        if (match.found.empty() || match.found[row] == Rows::absent)
            column.appendNull();
        else
            appendCell(column, kind, match.rows.cell(match.found[row], origin.column));
    }
}

void Preparer::fill(vtl::Column& column, Form const&, Rows const& rows, OfHead const& origin) {
    vtl::Column value{column.type()};
    fillHead(value, origin);
    column.append(value, 0, rows.count());
}

void Preparer::fill(vtl::Column& column, Form const& form, Rows const& rows, OfRate const&) {
    auto const position = form.indexOf(form.currencyColumn);
    std::string last;
    vtl::Column value{column.type()};
    for (std::size_t row = 0; row < rows.count(); ++row) {
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

void Preparer::fill(vtl::Column& column, Form const&, Rows const& rows, OfYuanRate const&) {
    vtl::Column value{column.type()};
    appendRate(value, rows.period, "CNY");
    column.append(value, 0, rows.count());
}

void Preparer::fill(vtl::Column& column, Form const&, Rows const& rows, OfQuarter const&) {
    auto const quarter = toText(*rows.period);
    for (std::size_t row = 0; row < rows.count(); ++row) appendText(column, quarter);
}

void Preparer::fill(vtl::Column& column, Form const&, Rows const& rows, OfPart const&) {
    for (std::size_t row = 0; row < rows.count(); ++row) column.append(vtl::Number::ofInteger(part_));
}

Preparer::Match const& Preparer::matchOf(Form const& form, Rows const& own, When when) {
    auto const [place, isNew] = matches_.try_emplace({&form, when});
    auto& match = place->second;
    if (!isNew) return match;
    match.rows = rowsOf(form, when);
    if (match.rows.count() == 0) return match;
    match.found.assign(own.count(), Rows::absent);
    std::unordered_map<std::string, std::size_t> positions;
    for (std::size_t row = 0; row < match.rows.count(); ++row) positions.emplace(keyOf(match.rows, form, row), row);
    for (std::size_t row = 0; row < own.count(); ++row) {
        if (auto const found = positions.find(keyOf(own, form, row)); found != positions.end()) match.found[row] = found->second;
    }
    return match;
}

}  // namespace zhibao
