#include "register/scope.h"

#include "support/catch.h"
#include "support/editions.h"

using namespace zhibao;
using zhibao::test::theEdition;

namespace {

ScopeTest above(std::string column, std::string const& bound) {
    return {std::move(column), ScopeTest::Kind::above, {}, Money::parse(bound, Unit::one).value()};
}
ScopeTest oneOf(std::string column, std::vector<std::string> codes) {
    return {std::move(column), ScopeTest::Kind::oneOf, std::move(codes), {}};
}
ScopeCondition profileIs(std::vector<ScopeTest> tests) {
    return {std::string{ScopeCondition::profile}, std::move(tests), {"样例", "example"}};
}

FormSet const& affiliates() {
    return *theEdition().findFormSet("affiliates");
}

}  // namespace

TEST_CASE("a share of exactly one half is not above one half", "[register][scope]") {
    auto const condition = profileIs({above("foreignShare", "50")});
    CHECK_FALSE(holds(condition, {{"foreignShare", "50.00"}}));
    CHECK(holds(condition, {{"foreignShare", "50.01"}}));
    CHECK_FALSE(holds(condition, {{"foreignShare", "0.00"}}));
}

TEST_CASE("what is not known of a unit holds no condition", "[register][scope]") {
    CHECK_FALSE(holds(profileIs({above("foreignShare", "50")}), {}));
    CHECK_FALSE(holds(profileIs({above("foreignShare", "50")}), {{"foreignShare", "most of it"}}));
    CHECK_FALSE(holds(profileIs({oneOf("hasOverseasAffiliates", {"yes"})}), {{"foreignShare", "60.00"}}));
}

TEST_CASE("all tests of a condition must hold", "[register][scope]") {
    auto const condition = profileIs({above("foreignShare", "50"), oneOf("isOutsourcing", {"yes"})});
    CHECK(holds(condition, {{"foreignShare", "60"}, {"isOutsourcing", "yes"}}));
    CHECK_FALSE(holds(condition, {{"foreignShare", "60"}, {"isOutsourcing", "no"}}));
    CHECK_FALSE(holds(condition, {{"foreignShare", "40"}, {"isOutsourcing", "yes"}}));
}

TEST_CASE("a condition on rows of a form is nothing that a register can answer", "[register][scope]") {
    auto condition = profileIs({oneOf("outsourcing", {"ito"})});
    condition.source = "form2";
    CHECK_FALSE(holds(condition, {{"outsourcing", "ito"}}));
}

TEST_CASE("affiliates are owed by whoever is controlled from abroad or controls something there", "[register][scope]") {
    CHECK_FALSE(isOwedByAll(affiliates()));
    CHECK(isOwedByAll(*theEdition().findFormSet("quarterly")));
    CHECK(owedBecause(affiliates(), {{"foreignShare", "40.00"}, {"hasOverseasAffiliates", "no"}}) == nullptr);
    auto const* inward = owedBecause(affiliates(), {{"foreignShare", "60.00"}, {"hasOverseasAffiliates", "no"}});
    REQUIRE(inward != nullptr);
    CHECK(inward->reason.en == "foreign investors hold more than 50 per cent");
    auto const* outward = owedBecause(affiliates(), {{"foreignShare", "0.00"}, {"hasOverseasAffiliates", "yes"}});
    REQUIRE(outward != nullptr);
    CHECK(outward->reason.en == "the unit controls affiliates abroad");
}

TEST_CASE("the register keeps what conditions of the edition look at, and nothing else of a profile", "[register][scope]") {
    CHECK(characteristicColumns(theEdition()) == std::vector<std::string>{"foreignShare", "hasOverseasAffiliates", "isOutsourcing"});
}

TEST_CASE("nothing known of what the conditions look at is another thing than no reason", "[register][scope]") {
    FormSet set;
    CHECK_FALSE(isScopeUnknown(set, {}));  // every unit owes it
    ScopeCondition foreign;
    foreign.source = ScopeCondition::profile;
    ScopeTest share;
    share.column = "foreignShare";
    share.kind = ScopeTest::Kind::above;
    share.bound = Money::ofHundredths(50'00);
    foreign.where.push_back(share);
    set.owedWhen.push_back(foreign);
    CHECK(isScopeUnknown(set, {}));
    CHECK(isScopeUnknown(set, {{"isOutsourcing", "yes"}}));
    CHECK_FALSE(isScopeUnknown(set, {{"foreignShare", "10.00"}}));
}
