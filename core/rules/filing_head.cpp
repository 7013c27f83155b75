#include "rules/filing_head.h"

#include "base/text.h"

namespace zhibao {

void appendText(vtl::Column& column, std::string_view text) {
    if (text.empty())
        column.appendNull();
    else
        column.append(text);
}

namespace {

/// A signature of spaces is none.
void appendSignature(vtl::Column& column, std::string_view text) {
    appendText(column, trimmed(text).empty() ? std::string_view{} : text);
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
        case FilingKind::withdrawal: return "withdrawal";
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

constexpr auto identifierRole = vtl::Role::identifier;
constexpr auto measureRole = vtl::Role::measure;
using vtl::ScalarType;

constexpr std::array fields{
    HeaderField{"unit", identifierRole, ScalarType::string, [](auto& c, auto const& f) { appendText(c, f.filing->header.unit); }},
    HeaderField{"period", identifierRole, ScalarType::timePeriod, [](auto& c, auto const& f) { appendText(c, f.filing->header.period); }},
    HeaderField{"formSet", identifierRole, ScalarType::string, [](auto& c, auto const& f) { appendText(c, f.filing->header.formSet); }},
    HeaderField{"version", measureRole, ScalarType::integer,
                [](auto& c, auto const& f) { c.append(vtl::Number::ofInteger(f.filing->header.version)); }},
    HeaderField{"kind", measureRole, ScalarType::string, [](auto& c, auto const& f) { appendText(c, kindText(f.filing->header.kind)); }},
    HeaderField{"zero", measureRole, ScalarType::boolean, [](auto& c, auto const& f) { c.append(f.filing->header.zero); }},
    HeaderField{"zeroReason", measureRole, ScalarType::string, [](auto& c, auto const& f) { appendText(c, f.filing->header.zeroReason); }},
    HeaderField{"unitHead", measureRole, ScalarType::string, [](auto& c, auto const& f) { appendSignature(c, f.filing->signatories.unitHead); }},
    HeaderField{"statisticsHead", measureRole, ScalarType::string,
                [](auto& c, auto const& f) { appendSignature(c, f.filing->signatories.statisticsHead); }},
    HeaderField{"preparer", measureRole, ScalarType::string, [](auto& c, auto const& f) { appendSignature(c, f.filing->signatories.preparer); }},
    HeaderField{"phone", measureRole, ScalarType::string, [](auto& c, auto const& f) { appendSignature(c, f.filing->signatories.phone); }},
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

}  // namespace

std::span<HeaderField const> headerFields() noexcept {
    return fields;
}

}  // namespace zhibao
