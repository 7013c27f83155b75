#include "store/begin_draft.h"

#include <algorithm>

#include "register/credit_code.h"
#include "rules/judgement.h"
#include "support/catch.h"
#include "support/draft_stores.h"
#include "support/editions.h"

using namespace zhibao;
using namespace zhibao::test;

namespace {

struct Desk {
    TemporaryFolder folder;
    DraftStore store = draftStore(folder);
    EditionLibrary library{std::filesystem::path{ZHIBAO_SOURCE_FOLDER} / "forms"};
    std::string unit = exampleUnitCode(1).text();

    std::int64_t begin(char const* set, char const* period) {
        auto const draft = beginDraft(store, library, theEdition(), *theEdition().findFormSet(set), unit, *parsePeriod(period), noon);
        REQUIRE(draft);
        return *draft;
    }
    Filing load(std::int64_t draft) {
        auto filing = store.load(draft, theEdition());
        REQUIRE(filing);
        return *std::move(filing);
    }
    static Cell& answer(Filing& filing, std::string_view question) { return filing.findForm("form1")->rows.front().cells[*theEdition().findForm("form1")->indexOf(question)]; }
};

Cell text(char const* words) {
    return Cell{std::string{words}};
}

}  // namespace

TEST_CASE("a new profile has the unit's code and name, and the next year's what does not belong to one year", "[store][drafts]") {
    Desk desk;
    REQUIRE(desk.store.saveUnit(desk.unit, "样例服务有限公司", noon));
    auto const first = desk.begin("profile", "2017");
    auto filing = desk.load(first);
    CHECK(Desk::answer(filing, "creditCode") == text(desk.unit.c_str()));
    CHECK(Desk::answer(filing, "unitName") == text("样例服务有限公司"));
    Desk::answer(filing, "district") = text("500112");
    Desk::answer(filing, "inLiangjiang") = text("no");
    Desk::answer(filing, "employees") = Cell{std::int64_t{12}};
    Desk::answer(filing, "turnover") = Cell{Money::ofHundredths(100)};
    Desk::answer(filing, "preparer") = text("样例丙");
    REQUIRE(desk.store.save(first, filing, theEdition(), later));
    // Begun again it is the same one.
    CHECK(desk.begin("profile", "2017") == first);

    REQUIRE(desk.store.saveUnit(desk.unit, "样例服务集团", later));
    auto next = desk.load(desk.begin("profile", "2018"));
    CHECK(Desk::answer(next, "district") == text("500112"));
    CHECK(Desk::answer(next, "inLiangjiang") == text("no"));
    CHECK(Desk::answer(next, "preparer") == text("样例丙"));
    CHECK(Desk::answer(next, "unitName") == text("样例服务集团"));
    CHECK(isBlank(Desk::answer(next, "employees")));
    CHECK(isBlank(Desk::answer(next, "turnover")));
}

TEST_CASE("the persons whom the profile names sign the filings that are begun from then on", "[store][drafts]") {
    Desk desk;
    auto profile = desk.load(desk.begin("profile", "2017"));
    Desk::answer(profile, "legalRepresentative") = text("样例甲");
    Desk::answer(profile, "statisticsHead") = text("样例乙");
    Desk::answer(profile, "preparer") = text("样例丙");
    Desk::answer(profile, "preparerPhone") = text("023-60000002");
    REQUIRE(rememberSignatoriesOfProfile(desk.store, profile, theEdition()));
    auto const quarter = desk.load(desk.begin("quarterly", "2017Q1"));
    CHECK(quarter.signatories == Signatories{"样例甲", "样例乙", "样例丙", "023-60000002", ""});
    // A blank answer takes nobody away.
    Desk::answer(profile, "preparer") = Cell{Blank{}};
    REQUIRE(rememberSignatoriesOfProfile(desk.store, profile, theEdition()));
    CHECK(desk.store.signatoriesOf(desk.unit).value()->preparer == "样例丙");
}

TEST_CASE("without a profile the persons of the latest filing sign the next one", "[store][drafts]") {
    Desk desk;
    auto const first = desk.begin("quarterly", "2017Q1");
    auto filing = desk.load(first);
    filing.signatories = {"样例甲", "样例乙", "样例丙", "023-60000000", "2017-04-10"};
    REQUIRE(desk.store.save(first, filing, theEdition(), later));
    CHECK(desk.load(desk.begin("quarterly", "2017Q2")).signatories == Signatories{"样例甲", "样例乙", "样例丙", "023-60000000", ""});
}

TEST_CASE("no filing is begun for a period that the edition does not serve", "[store][drafts]") {
    Desk desk;
    CHECK_FALSE(beginDraft(desk.store, desk.library, theEdition(), *theEdition().findFormSet("quarterly"), desk.unit, *parsePeriod("2015Q4"), noon));
    CHECK(desk.store.newest()->empty());
}

TEST_CASE("the practice quarter has example figures with one slip to find, and can be begun anew", "[store][drafts]") {
    Desk desk;
    auto const& set = *theEdition().findFormSet("quarterly");
    auto const quarter = *Quarter::parse("2017Q1");
    auto const draft = beginPractice(desk.store, theEdition(), set, quarter, noon);
    REQUIRE(draft);
    CHECK(desk.store.entry(*draft)->purpose == DraftPurpose::practice);
    auto const original = desk.load(*draft);
    auto const judged = judge(original, theEdition(), RunsAt::enterprise);
    REQUIRE(judged);
    CHECK(std::count_if(judged->blockingFindings.begin(), judged->blockingFindings.end(), [](Finding const& finding) { return finding.rule == "B1"; }) == 1);

    auto played = original;
    played.findForm("form2")->rows.clear();
    REQUIRE(desk.store.save(*draft, played, theEdition(), later));
    CHECK(desk.load(*beginPractice(desk.store, theEdition(), set, quarter, later)) == played);
    auto const anew = beginPractice(desk.store, theEdition(), set, quarter, later, true);
    REQUIRE(anew);
    CHECK(desk.load(*anew) == original);
    CHECK(desk.store.units()->empty());
}
