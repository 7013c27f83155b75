#include "store/begin_draft.h"

#include <array>
#include <utility>

#include "answers/example_filings.h"
#include "calendar/validity.h"
#include "form/concepts.h"
#include "register/credit_code.h"

namespace zhibao {

namespace {

constexpr unsigned practiceUnit = 99'999'999;
constexpr std::string_view practiceName = "练习单位（样例）";
constexpr unsigned practiceLines = 8;
constexpr std::uint64_t practiceSeed = 2017;

constexpr std::array<std::pair<std::string_view, std::string Signatories::*>, 4> signers{
    std::pair{concepts::unitHead, &Signatories::unitHead}, std::pair{concepts::statisticsHead, &Signatories::statisticsHead},
    std::pair{concepts::preparer, &Signatories::preparer}, std::pair{concepts::preparerPhone, &Signatories::phone}};

/// Calls work(column, cell) for each question of the filing's record forms.
template <class AnyFiling, class Work>
void eachQuestion(AnyFiling& filing, Edition const& edition, Work const& work) {
    for (auto& answers : filing.forms) {
        auto const* form = edition.findForm(answers.form);
        if (form == nullptr || form->kind != FormKind::record || answers.rows.empty()) continue;
        for (std::size_t position = 0; position < form->columns.size(); ++position) work(*form, form->columns[position], answers.rows.front().cells[position]);
    }
}

/// A count or an amount is of one year.
bool isOfOneYear(Column const& column) {
    return column.kind == ColumnKind::integer || column.kind == ColumnKind::money;
}

void carryOver(Filing& filing, Edition const& edition, Filing const& earlier, Edition const& earlierEdition) {
    eachQuestion(filing, edition, [&](Form const& form, Column const& column, Cell& cell) {
        auto const* before = earlierEdition.findForm(form.id);
        auto const* answers = earlier.findForm(form.id);
        if (before == nullptr || before->kind != FormKind::record || answers == nullptr || answers->rows.empty() || isOfOneYear(column)) return;
        auto const position = before->indexOf(column.id);
        if (!position || before->columns[*position].kind != column.kind) return;
        auto const& answer = answers->rows.front().cells[*position];
        if (!isBlank(answer)) cell = answer;
    });
}

/// The latest filing of the unit that answers a record form, whatever its period.
Result<> carryOverLatest(Filing& filing, Edition const& edition, std::vector<DraftEntry> const& drafts, DraftStore& store, EditionLibrary const& library) {
    for (auto const& draft : drafts) {
        if (draft.unit != filing.header.unit || draft.formSet != filing.header.formSet) continue;
        auto const earlierEdition = library.find(draft.edition);
        if (!earlierEdition) continue;
        // What cannot be read is told where it is opened; here there is then nothing to carry over.
        if (auto const earlier = store.load(draft.id, **earlierEdition)) {
            carryOver(filing, edition, *earlier, **earlierEdition);
            return {};
        }
    }
    return {};
}

Result<std::string> nameOfUnit(DraftStore& store, std::string const& unit) {
    ZHIBAO_TRY(auto const units, store.units(true));
    for (auto const& known : units)
        if (known.code == unit) return known.name;
    return std::string{};
}

}  // namespace

Result<std::int64_t> beginDraft(DraftStore& store, EditionLibrary const& library, Edition const& edition, FormSet const& set, std::string const& unit,
                                Period const& period, Moment now) {
    ZHIBAO_CHECK(checkValidity(edition, set, period));
    ZHIBAO_TRY(auto const present, store.find(unit, set.id, toText(period)));
    if (present) return present->id;
    auto filing = newFiling(edition, set, unit, toText(period));
    ZHIBAO_TRY(auto const drafts, store.newest());
    ZHIBAO_CHECK(carryOverLatest(filing, edition, drafts, store, library));

    ZHIBAO_TRY(auto remembered, store.signatoriesOf(unit));
    for (auto const& draft : drafts) {
        if (remembered) break;
        if (draft.unit != unit) continue;
        if (auto const draftEdition = library.find(draft.edition))
            if (auto const earlier = store.load(draft.id, **draftEdition)) remembered = earlier->signatories;
    }
    // The same people sign every quarter; only the day is another.
    if (remembered) filing.signatories = *remembered;
    filing.signatories.reportDate.clear();

    ZHIBAO_TRY(auto const name, nameOfUnit(store, unit));
    eachQuestion(filing, edition, [&](Form const&, Column const& column, Cell& cell) {
        // What the unit is called now goes before what it was called then.
        if (column.conceptId == concepts::unitCode) cell = unit;
        if (column.conceptId == concepts::unitName && !name.empty()) cell = name;
        for (auto const& [meaning, member] : signers)
            if (column.conceptId == meaning && isBlank(cell) && !(filing.signatories.*member).empty()) cell = filing.signatories.*member;
    });
    return store.add(filing, edition, now);
}

Result<> rememberSignatoriesOfProfile(DraftStore& store, Filing const& filing, Edition const& edition) {
    ZHIBAO_TRY(auto const before, store.signatoriesOf(filing.header.unit));
    auto signatories = before.value_or(Signatories{});
    eachQuestion(filing, edition, [&](Form const&, Column const& column, Cell const& cell) {
        for (auto const& [meaning, member] : signers)
            if (auto const* text = std::get_if<std::string>(&cell); text != nullptr && column.conceptId == meaning) signatories.*member = *text;
    });
    if (signatories == before.value_or(Signatories{})) return {};
    return store.rememberSignatories(filing.header.unit, signatories);
}

Result<std::int64_t> beginPractice(DraftStore& store, Edition const& edition, FormSet const& set, Quarter quarter, Moment now, bool anew) {
    auto const unit = exampleUnitCode(practiceUnit);
    if (anew) ZHIBAO_CHECK(store.removePractice(unit.text()));
    ZHIBAO_TRY(auto const present, store.find(unit.text(), set.id, toText(quarter)));
    if (present) return present->id;
    SeededRandom random{practiceSeed};
    ZHIBAO_TRY(auto filing, randomFiling(edition, set, unit, quarter, practiceLines, random));
    // One slip to find.
    for (auto& answers : filing.forms) {
        auto const* form = edition.findForm(answers.form);
        if (form == nullptr || form->residuals.empty() || answers.rows.empty()) continue;
        auto const position = form->indexOf(form->residuals.front().total);
        if (!position) continue;
        if (auto* total = std::get_if<Money>(&answers.rows.front().cells[*position])) *total = Money::ofHundredths(total->hundredths() + 100);
        break;
    }
    ZHIBAO_CHECK(store.saveUnit(unit.text(), practiceName, now));
    return store.add(filing, edition, now, DraftPurpose::practice);
}

}  // namespace zhibao
