// The templates of the edition of services trade: whatever a person fills in comes back as it was, form by form.

#include "answers/template.h"

#include <algorithm>

#include "support/catch.h"
#include "support/editions.h"
#include "support/filled_filings.h"

using namespace zhibao;
using namespace zhibao::test;

namespace {

TemplateReading readBack(Bytes const& workbook, Edition const& edition = theEdition()) {
    auto const reading = readTemplate(workbook, [&](std::string_view) -> Result<std::shared_ptr<Edition const>> {
        return std::shared_ptr<Edition const>{&edition, [](Edition const*) {}};
    });
    REQUIRE(reading);
    return *reading;
}

void checkRoundTrip(Filing const& filing, Language language) {
    auto const reading = readBack(filledTemplate(theEdition(), filing, language));
    for (auto const& problem : reading.problems) FAIL_CHECK(problem.where() << ": " << problem.code.name());
    REQUIRE(reading.filing);
    CHECK(*reading.filing == filing);
}

}  // namespace

TEST_CASE("every form of every form set comes out of its template as it was filled in", "[forms][template]") {
    REQUIRE(theEdition().formSets.size() == 4);
    for (auto const& set : theEdition().formSets) {
        for (auto const language : {Language::chinese, Language::english}) {
            INFO(set.id << (language == Language::chinese ? " in Chinese" : " in English"));
            checkRoundTrip(filledFiling(theEdition(), set), language);
        }
    }
}

TEST_CASE("a template with more rows than it has room for comes out whole", "[forms][template]") {
    checkRoundTrip(filledFiling(theEdition(), *theEdition().findFormSet("affiliates"), 230), Language::chinese);
}

TEST_CASE("forms that nothing was written in are no part of the filing", "[forms][template]") {
    auto const& set = *theEdition().findFormSet("quarterly");
    auto filing = filledFiling(theEdition(), set);
    auto const expected = [&] {
        auto without = filing;
        std::erase_if(without.forms, [](FormAnswers const& answers) { return answers.form != "form2"; });
        return without;
    }();
    for (auto& answers : filing.forms)
        if (answers.form != "form2") answers.rows.clear();
    auto const reading = readBack(filledTemplate(theEdition(), filing, Language::chinese));
    REQUIRE(reading.filing);
    CHECK(*reading.filing == expected);
}

TEST_CASE("explanations are written in the template of every form set", "[forms][template]") {
    for (auto const& set : theEdition().formSets) {
        INFO(set.id);
        auto filing = filledFiling(theEdition(), set);
        auto const& answers = filing.forms.back();
        auto const last = answers.rows.size() - 1;
        filing.explanations = {{"B4", {{answers.form, last, theEdition().findForm(answers.form)->columns.front().id}}, "样例：客户退回上年多付的款项"},
                               {"B12", {}, "样例：合同到期，本季没有业务"}};
        checkRoundTrip(filing, Language::chinese);
        checkRoundTrip(filing, Language::english);
    }
}

TEST_CASE("a column is explained by a name that no other column has", "[forms][template]") {
    auto filing = filledFiling(theEdition(), *theEdition().findFormSet("profile"));
    filing.explanations = {{"P2", {{"form1", 0, "preparerPhone"}}, "样例：股权变更手续尚在办理"}};
    CHECK(readBack(filledTemplate(theEdition(), filing, Language::english)).problems.empty());
    auto edition = theEdition();
    auto const form = std::find_if(edition.forms.begin(), edition.forms.end(), [](Form const& one) { return one.id == "form1"; });
    form->columns[*form->indexOf("preparerPhone")].title = form->columns[*form->indexOf("statisticsHeadPhone")].title;
    auto const reading = readBack(filledTemplate(edition, filing, Language::english), edition);
    REQUIRE(reading.problems.size() == 1);
    CHECK(reading.problems.front().code == error::templateExplanationColumnAmbiguous);
    CHECK(reading.problems.front().arguments.at("columns").ends_with(", preparerPhone"));
}
