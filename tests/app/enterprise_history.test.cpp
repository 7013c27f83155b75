/// The window judges a filing beside what it knows of the unit: earlier filings, the profile, the day, the rates.

#include <QLabel>
#include <QPlainTextEdit>
#include <QTableView>

#include "app/support/enterprise_window.h"
#include "app/support/sealed_quarters.h"
#include "enterprise/findings_dock.h"
#include "store/database.h"
#include "ui/message_bar.h"

using namespace zhibao;
using namespace zhibao::test;

namespace {

std::vector<std::string> rulesFound(EnterpriseWindow& enterprise) {
    REQUIRE(within(3000, [&] { return enterprise.session().check().isUpToDate(); }));
    std::vector<std::string> rules;
    for (auto const& finding : enterprise.session().check().findings()) rules.push_back(finding.rule);
    return rules;
}

bool finds(EnterpriseWindow& enterprise, std::string const& rule) {
    auto const rules = rulesFound(enterprise);
    return std::find(rules.begin(), rules.end(), rule) != rules.end();
}

}  // namespace

TEST_CASE("a quarter is judged beside the last one, and its explanation may not be said again word for word", "[app][enterprise]") {
    TemporaryFolder const folder;
    EnterpriseWindow enterprise{folder.path()};
    std::string const said = "样例：新签三年期的平台服务合同。";
    addSealed(enterprise, quarterWith(enterprise, "2016Q4", "12000000", {{"B10", {{"form2", 0, "total"}}, said}}));
    enterprise.begin();
    enterprise.typeGoodRow();
    REQUIRE(enterprise.cell(0, "total") == "1200.00");
    CHECK(finds(enterprise, "B10"));

    auto& dock = enterprise.window().findings();
    auto const& findings = dock.findings().findings();
    auto const place = std::find_if(findings.begin(), findings.end(), [](ListedFinding const& finding) { return finding.rule == "B10"; });
    REQUIRE(place != findings.end());
    dock.list().setCurrentIndex(dock.list().model()->index(static_cast<int>(place - findings.begin()), 0));
    dock.explanation().setFocus();
    type(toQt(said));
    CHECK(finds(enterprise, "explanation-repeated"));
    type(QStringLiteral("本季又增加两个客户。"));
    CHECK_FALSE(finds(enterprise, "explanation-repeated"));
}

TEST_CASE("an item that is gone since last quarter is asked after, and a quarter is not compared with a mere draft", "[app][enterprise]") {
    TemporaryFolder const folder;
    EnterpriseWindow enterprise{folder.path()};
    auto const before = quarterWith(enterprise, "2016Q4", "500000");
    bool const isSealed = GENERATE(true, false);
    if (isSealed) addSealed(enterprise, before);
    else REQUIRE(enterprise.program().store().add(before, *enterprise.program().editions().front(), april2017));
    enterprise.begin();
    enterprise.typeGoodRow();
    enterprise.goTo(0, "item");
    type(QStringLiteral("SI21"));
    press(Qt::Key_Return);
    CHECK(finds(enterprise, "B12") == isSealed);
}

TEST_CASE("the turnover of the profile bounds the exports of a quarter", "[app][enterprise]") {
    TemporaryFolder const folder;
    EnterpriseWindow enterprise{folder.path()};
    auto const edition = enterprise.program().editions().front();
    auto profile = newFiling(*edition, *edition->findFormSet("profile"), enterprise.unit(), "2016");
    auto& cells = profile.findForm("form1")->rows.front().cells;
    cells[edition->findForm("form1")->indexOf("turnover").value()] = Money::parse("1000", Unit::one).value();
    addSealed(enterprise, profile);
    enterprise.begin();
    enterprise.typeGoodRow();
    CHECK(finds(enterprise, "B14"));
    enterprise.goTo(0, "total");
    type(QStringLiteral("100"));
    press(Qt::Key_Return);
    CHECK_FALSE(finds(enterprise, "B14"));
}

TEST_CASE("a quarter that has not ended cannot be sealed yet", "[app][enterprise]") {
    TemporaryFolder const folder;
    EnterpriseWindow enterprise{folder.path()};
    auto const edition = enterprise.program().editions().front();
    auto const draft = enterprise.program().store().add(newFiling(*edition, *edition->findFormSet("quarterly"), enterprise.unit(), "2017Q2"), *edition, april2017);
    REQUIRE(draft);
    REQUIRE(enterprise.window().openDraft(*draft));
    enterprise.typeGoodRow();
    CHECK(finds(enterprise, "A4"));
}

TEST_CASE("a profile that cannot be read is told and keeps no other draft from being opened", "[app][enterprise]") {
    TemporaryFolder const folder;
    {
        EnterpriseWindow enterprise{folder.path()};
        enterprise.beginProfile();
    }
    {
        auto database = Database::open(folder / "drafts.db", Database::Access::readWrite);
        REQUIRE(database);
        REQUIRE(database->execute("UPDATE draft SET filing = '{}' WHERE form_set = 'profile'"));
    }
    EnterpriseWindow enterprise{folder.path()};
    auto const edition = enterprise.program().editions().front();
    auto const draft = enterprise.program().store().add(newFiling(*edition, *edition->findFormSet("quarterly"), enterprise.unit(), "2017Q1"), *edition, april2017);
    REQUIRE(draft);
    REQUIRE(enterprise.window().openDraft(*draft));
    CHECK(enterprise.window().messages().isVisible());
    CHECK(enterprise.window().messages().text().contains(QStringLiteral("profile 2017")));
    enterprise.typeGoodRow();
    CHECK(enterprise.rowCount() == 1);
}
