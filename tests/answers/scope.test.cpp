#include "answers/scope.h"

#include <algorithm>

#include "answers/structure.h"
#include "register/credit_code.h"
#include "support/catch.h"
#include "support/editions.h"

using namespace zhibao;
using zhibao::test::theEdition;

namespace {

FormSet const& quarterly() {
    return *theEdition().findFormSet("quarterly");
}

Filing emptyFiling(std::string_view set = "quarterly", std::string period = "2017Q1") {
    return newFiling(theEdition(), *theEdition().findFormSet(set), exampleUnitCode(1).text(), std::move(period));
}

void put(Filing& filing, std::string_view form, std::size_t row, std::string_view column, Cell cell) {
    filing.findForm(form)->rows.at(row).cells.at(theEdition().findForm(form)->indexOf(column).value()) = std::move(cell);
}

Filing tradeFiling(std::string flag, std::string const& mode4) {
    auto filing = emptyFiling();
    filing.findForm("form2")->rows.push_back(newRow(*theEdition().findForm("form2")));
    put(filing, "form2", 0, "item", std::string{"SJ211"});
    put(filing, "form2", 0, "partner", std::string{"SG"});
    put(filing, "form2", 0, "outsourcing", std::move(flag));
    put(filing, "form2", 0, "total", Money::parse("100").value());
    if (!mode4.empty()) put(filing, "form2", 0, "mode4", Money::parse(mode4).value());
    return filing;
}

/// The forms that are asked, as "form4 because …".
std::vector<std::string> asked(Characteristics const* characteristics, Filing const* filing) {
    std::vector<std::string> texts;
    for (auto const& scope : formsInScope(theEdition(), quarterly(), characteristics, filing)) {
        if (!scope.isAsked) continue;
        std::string text = scope.form;
        for (auto const& reason : scope.because) text += " because " + reason.en;
        texts.push_back(std::move(text));
    }
    return texts;
}

std::vector<std::string> formsOf(Filing const& filing) {
    std::vector<std::string> ids;
    for (auto const& answers : filing.forms) ids.push_back(answers.form);
    return ids;
}

bool complains(Filing const& filing, ErrorCode code) {
    auto const problems = checkStructure(filing, theEdition());
    return std::any_of(problems.begin(), problems.end(), [&](auto const& problem) { return problem.error.code == code; });
}

}  // namespace

TEST_CASE("a unit of which nothing is known is asked form 2 alone, and told what would change that", "[answers][scope]") {
    auto const scopes = formsInScope(theEdition(), quarterly(), nullptr, nullptr);
    REQUIRE(scopes.size() == 3);
    CHECK(scopes[0] == FormScope{"form2", true, true, {}, {}});
    CHECK_FALSE(scopes[1].isAsked);
    CHECK(scopes[1].unless.size() == 1);
    CHECK_FALSE(scopes[2].isAsked);
    CHECK(scopes[2].unless.size() == 2);
}

TEST_CASE("the supplement on persons is asked once form 2 has an amount in mode 4", "[answers][scope]") {
    auto const without = tradeFiling("none", "");
    CHECK(asked(nullptr, &without) == std::vector<std::string>{"form2"});
    auto const zero = tradeFiling("none", "0.00");
    CHECK(asked(nullptr, &zero) == std::vector<std::string>{"form2"});
    auto const with = tradeFiling("none", "100");
    CHECK(asked(nullptr, &with) ==
          std::vector<std::string>{"form2", "form4 because form 2 has amounts in its column “presence of natural persons”"});
}

TEST_CASE("outsourcing is asked because of the profile, because of a flagged row, or because of both", "[answers][scope]") {
    Characteristics const enterprise{{"isOutsourcing", "yes"}};
    Characteristics const other{{"isOutsourcing", "no"}};
    std::string const profile = " because the profile says that the unit is an outsourcing enterprise";
    std::string const rows = " because form 2 has rows flagged as outsourcing (ITO, BPO or KPO)";
    auto const flagged = tradeFiling("bpo", "");
    CHECK(asked(&enterprise, nullptr) == std::vector<std::string>{"form2", "form5" + profile});
    CHECK(asked(&other, nullptr) == std::vector<std::string>{"form2"});
    CHECK(asked(&other, &flagged) == std::vector<std::string>{"form2", "form5" + rows});
    CHECK(asked(&enterprise, &flagged) == std::vector<std::string>{"form2", "form5" + profile + rows});
}

TEST_CASE("a filing that has only what every unit is asked is sound", "[answers][scope]") {
    auto const filing = tradeFiling("none", "100");
    CHECK(formsOf(filing) == std::vector<std::string>{"form2"});
    CHECK_FALSE(complains(filing, error::formMissing));
    auto bare = filing;
    bare.forms.clear();
    CHECK(complains(bare, error::formMissing));
}

TEST_CASE("a form is put where the set has it, once, and comes out with what pointed at it", "[answers][scope]") {
    auto filing = tradeFiling("bpo", "100");
    REQUIRE(addForm(filing, "form5", theEdition()));
    REQUIRE(addForm(filing, "form4", theEdition()));
    REQUIRE(addForm(filing, "form4", theEdition()));
    CHECK(formsOf(filing) == std::vector<std::string>{"form2", "form4", "form5"});
    CHECK(addForm(filing, "form3", theEdition()).error().code == error::filingFormNotInSet);
    filing.explanations = {{"B8", {{"form2", 0, "mode4"}}, "样例"}, {"D2", {{"form4", 0, "persons"}}, "样例"}, {"B14", {}, "样例"}};
    removeForm(filing, "form4");
    CHECK(formsOf(filing) == std::vector<std::string>{"form2", "form5"});
    REQUIRE(filing.explanations.size() == 2);
    CHECK(filing.explanations[0].rule == "B8");
    CHECK(filing.explanations[1].rule == "B14");
}

TEST_CASE("what the register keeps of a profile are its answers in canonical texts", "[answers][scope]") {
    auto filing = emptyFiling("profile", "2017");
    put(filing, "form1", 0, "foreignShare", Money::parse("60").value());
    put(filing, "form1", 0, "isOutsourcing", Blank{});
    put(filing, "form1", 0, "unitName", std::string{"样例企业"});
    auto const characteristics = characteristicsOf(filing, theEdition());
    REQUIRE(characteristics);
    CHECK(*characteristics == Characteristics{{"foreignShare", "60.00"}, {"hasOverseasAffiliates", "no"}});
    CHECK_FALSE(characteristicsOf(emptyFiling(), theEdition()));
}
