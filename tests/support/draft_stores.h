#pragma once
/// Drafts on a computer of their own, with an edition of one small form.

#include <string>

#include "base/json.h"
#include "store/drafts.h"
#include "store/migrations.h"
#include "support/catch.h"
#include "support/temporary_folder.h"

namespace zhibao::test {

constexpr Moment noon{1'491'811'200};
constexpr Moment later{1'491'811'205};

/// A form of two columns, so that no real edition is needed.
[[nodiscard]] inline Edition draftEdition() {
    Edition edition;
    edition.id = "test/1";
    Form form;
    form.id = "form2";
    Column item;
    item.id = "item";
    item.kind = ColumnKind::text;
    Column total;
    total.id = "total";
    total.kind = ColumnKind::money;
    form.columns = {item, total};
    edition.forms = {form};
    FormSet set;
    set.id = "quarterly";
    set.forms = {"form2"};
    edition.formSets = {set};
    return edition;
}

[[nodiscard]] inline Filing draftFiling(Edition const& edition, std::string const& unit = "91999999MA00000001", std::string const& period = "2017Q1") {
    auto filing = newFiling(edition, edition.formSets.front(), unit, period);
    filing.forms.front().rows = {Row{{Cell{std::string{"咨询"}}, Cell{Money::ofHundredths(1234)}}}};
    return filing;
}

[[nodiscard]] inline DraftStore draftStore(TemporaryFolder const& folder) {
    auto store = DraftStore::open(folder / "drafts.db");
    REQUIRE(store);
    return *std::move(store);
}

/// The same with another amount.
[[nodiscard]] inline Filing draftWith(std::string const& period, std::int64_t hundredths) {
    auto filing = draftFiling(draftEdition(), "91999999MA00000001", period);
    filing.forms.front().rows.front().cells.back() = Money::ofHundredths(hundredths);
    return filing;
}

inline std::int64_t addDraft(DraftStore& store, Filing const& filing = draftFiling(draftEdition())) {
    auto const id = store.add(filing, draftEdition(), noon);
    REQUIRE(id);
    return *id;
}

}  // namespace zhibao::test
