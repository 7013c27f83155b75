#include "rules/edition_rules.h"

#include <algorithm>
#include <set>

#include "answers/example_filings.h"
#include "rules/edition_filings.h"
#include "rules/queries.h"
#include "rules/script.h"

using namespace zhibao;
using namespace zhibao::tests;

namespace {

/// The rules that the row does not satisfy: "B1 violated total,mode1". Notices (that form 4 is due) are another matter.
std::vector<std::string> judged(Answers const& answers) {
    std::vector<std::string> lines;
    for (auto const& finding : rules().check(aFiling({aRow(answers)}), RunsAt::enterprise)) {
        if (finding.level == Level::notice) continue;
        std::string line = finding.rule + " " + std::string{nameOf(finding.level)} + " " + std::string{nameOf(finding.verdict)};
        for (auto const& cell : finding.cells) line += " " + cell.column;
        lines.push_back(std::move(line));
    }
    return lines;
}

using Lines = std::vector<std::string>;

}  // namespace

TEST_CASE("all rules of the edition compile, each with its papers", "[rules][edition]") {
    std::set<std::string> ids;
    for (auto const& bound : rules().rulesets()) {
        for (auto const& papers : bound.ruleset().papers) ids.insert(papers.id);
    }
    for (auto const* id : {"A2", "A3", "A4", "B1", "B3", "B4", "B5", "B7", "B8", "B10", "B11", "B12", "B13", "B14", "B16", "B17", "B18", "B2",
                          "C1", "C2", "C3", "C4", "C5", "D0", "D1", "D2", "E0", "E1"}) {
        INFO(id);
        CHECK(ids.count(id) == 1);
    }
    for (auto const& bound : rules().rulesets()) {
        for (auto const& papers : bound.ruleset().papers) {
            INFO(papers.rule);
            CHECK(papers.validation);
        }
    }
    REQUIRE(rules().findPapers("B8") != nullptr);
    CHECK(rules().findPapers("B8")->level == Level::query);
    CHECK(rules().findPapers("none") == nullptr);
    auto const about = [](char const* form, char const* column, RunsAt where) {
        std::string names;
        for (auto const* papers : rules().papersAbout(form, column, where)) names += papers->id + " ";
        return names;
    };
    CHECK_THAT(about("form2", "mode1", RunsAt::enterprise), Catch::StartsWith("B1 "));
    CHECK_THAT(about("form2", "affiliated", RunsAt::enterprise), Catch::StartsWith("B3 "));
    CHECK(about("form2", "none", RunsAt::enterprise).empty());
    CHECK(about("form9", "mode1", RunsAt::enterprise).empty());
}

TEST_CASE("a filing in order has no findings", "[rules][edition]") {
    auto const rows = {aRow({{"total", "100.00"}, {"mode1", "60.00"}, {"mode4", "40.00"}, {"affiliated", "100.00"}, {"digital", "60.00"}}),
                       aRow({{"total", "0"}}), aRow({{"item", "SDA"}, {"total", "7.5"}, {"mode2", "7.5"}}), aRow({})};
    for (auto const& finding : rules().check(aFiling(rows), RunsAt::enterprise)) CHECK(finding.rule == "D0");
    CHECK(rules().check(aFiling({}), RunsAt::bureau).empty());
}

TEST_CASE("A3: each part of the signatures is wanted, and the missing one is named", "[rules][edition]") {
    using Part = std::string Signatories::*;
    for (auto const& [part, column] : std::vector<std::pair<Part, std::string>>{{&Signatories::unitHead, "unitHead"},
                                                                                {&Signatories::statisticsHead, "statisticsHead"},
                                                                                {&Signatories::preparer, "preparer"},
                                                                                {&Signatories::phone, "phone"},
                                                                                {&Signatories::reportDate, "reportDate"}}) {
        auto filing = aFiling({});
        (filing.signatories.*part).clear();
        auto const findings = rules().check(filing, RunsAt::enterprise);
        INFO(column);
        REQUIRE(findings.size() == 1);
        CHECK(findings[0].rule == "A3");
        CHECK(findings[0].level == Level::error);
        CHECK(findings[0].cells == std::vector<CellReference>{{"header", 0, column}});
    }
}

TEST_CASE("B1: the total equals its modes exactly, and is not left blank beside them", "[rules][edition]") {
    Lines const broken{"B1 error violated total mode1 mode2 mode4"};
    CHECK(judged({{"total", "0.30"}, {"mode1", "0.10"}, {"mode4", "0.20"}}).empty());
    CHECK(judged({{"total", "92233720368547758.07"}, {"mode1", "92233720368547758.07"}}).empty());
    CHECK(judged({{"total", "0.31"}, {"mode1", "0.10"}, {"mode4", "0.20"}}) == broken);
    CHECK(judged({{"total", "5"}}) == broken);
    CHECK(judged({{"mode1", "5"}}) == broken);
    CHECK(judged({{"mode1", "0"}}) == broken);
    CHECK(judged({{"total", "5"}, {"mode1", "5"}, {"mode4", "n/a"}}).empty());
    // Larger than 64 bits in hundredths: still judged, exactly.
    CHECK(judged({{"total", "92233720368547758.07"}, {"mode1", "92233720368547758.07"}, {"mode4", "92233720368547758.07"}}) == broken);
}

TEST_CASE("B1 names the amounts it was judged on", "[rules][edition]") {
    auto const findings = rules().check(aFiling({aRow({}), aRow({{"total", "5"}, {"mode1", "3.5"}})}), RunsAt::enterprise);
    REQUIRE(findings.size() == 1);
    CHECK(findings[0].row == 1);
    CHECK(findings[0].arguments == std::map<std::string, std::string>{{"total", "5.00"}, {"mode1", "3.50"}, {"mode2", ""}, {"mode4", ""}});
    CHECK(findings[0].message.zh.starts_with("第 2 行：合计 5.00 USD 不等于 跨境提供 3.50 + 境外消费 — +"));
}

TEST_CASE("B3: what is part of something is not larger than it", "[rules][edition]") {
    CHECK(judged({{"total", "5"}, {"mode1", "5"}, {"affiliated", "5"}, {"digital", "5"}}).empty());
    CHECK(judged({{"total", "5"}, {"mode1", "5"}, {"affiliated", "5.01"}}) == Lines{"B3 error violated affiliated total"});
    CHECK(judged({{"total", "9"}, {"mode1", "4"}, {"mode4", "5"}, {"digital", "4.01"}}) == Lines{"B3 error violated digital mode1"});
    CHECK(judged({{"affiliated", "1"}}) == Lines{"B3 error violated affiliated total"});
    CHECK(judged({{"total", "5"}, {"mode4", "5"}, {"digital", "1"}}) == Lines{"B3 error violated digital mode1"});
    // A refund: no larger a refund to affiliated enterprises than to all.
    auto const rulesOf = [](Answers const& answers) {
        std::set<std::string> ids;
        for (auto const& line : judged(answers)) ids.insert(line.substr(0, 2));
        return ids;
    };
    CHECK(rulesOf({{"total", "-5"}, {"mode1", "-5"}, {"affiliated", "-3"}}) == std::set<std::string>{"B4"});
    CHECK(rulesOf({{"total", "-5"}, {"mode1", "-5"}, {"affiliated", "-6"}}) == std::set<std::string>{"B3", "B4"});
}

TEST_CASE("B4: a negative amount is a query that an explanation answers", "[rules][edition]") {
    auto const filing = aFiling({aRow({{"item", "SJ12"}, {"total", "-8"}, {"mode1", "-5"}, {"mode2", "-3"}})});
    auto const findings = rules().check(filing, RunsAt::enterprise);
    REQUIRE(findings.size() == 2);
    CHECK(findings[0].rule == "B4");
    CHECK(findings[0].level == Level::query);
    CHECK(findings[0].cells.front().column == "mode1");
    CHECK(findings[1].cells.front().column == "mode2");
    // One text for both cells, or one for each; one for a mode says nothing of the other.
    std::vector<Query> const queries{queryOf(findings[0]), queryOf(findings[1])};
    using Positions = std::vector<std::optional<std::size_t>>;
    std::string const text = "样例：上季度服务退款";
    CHECK(answersTo(queries, {{"B4", {{"form2", 0, "mode1"}, {"form2", 0, "mode2"}}, text}}) == Positions{0, 0});
    CHECK(answersTo(queries, {{"B4", {{"form2", 0, "mode2"}}, text}, {"B4", {{"form2", 0, "mode1"}}, text}}) == Positions{1, 0});
    CHECK(answersTo(queries, {{"B4", {{"form2", 0, "mode1"}}, text}}) == Positions{0, std::nullopt});
    CHECK(judged({{"total", "0"}, {"mode1", "0"}}).empty());
    CHECK(judged({{"total", "3"}, {"mode1", "4"}, {"mode4", "-1"}}) == Lines{"B4 query violated mode4"});
}

TEST_CASE("B4 asks once about one refund", "[rules][edition]") {
    Lines const once{"B4 query violated mode1"};
    CHECK(judged({{"total", "-5"}, {"mode1", "-5"}}) == once);
    CHECK(judged({{"total", "-5"}, {"mode1", "-5"}, {"affiliated", "-5"}, {"digital", "-5"}}) == once);
    CHECK(judged({{"mode1", "-5"}}) == Lines{"B1 error violated total mode1 mode2 mode4", "B4 query violated mode1"});
    // A total alone is asked about where no mode says the same, and a part where the whole is no refund.
    CHECK(judged({{"total", "-5"}}) == Lines{"B1 error violated total mode1 mode2 mode4", "B4 query violated total"});
    CHECK(judged({{"total", "5"}, {"mode1", "5"}, {"affiliated", "-1"}}) == Lines{"B3 error violated affiliated total", "B4 query violated affiliated"});
    CHECK(judged({{"total", "5"}, {"mode1", "5"}, {"digital", "-1"}}) == Lines{"B3 error violated digital mode1", "B4 query violated digital"});
}

TEST_CASE("B5: China is not a partner, Hong Kong, Macao and Taiwan are", "[rules][edition]") {
    CHECK(judged({{"partner", "CN"}}) == Lines{"B5 error violated partner"});
    for (auto const* partner : {"HK", "MO", "TW", "SG", ""}) CHECK(judged({{"partner", partner}}).empty());
}

TEST_CASE("B7: a mode that is impossible by definition is empty", "[rules][edition]") {
    CHECK(judged({{"item", "SDA"}, {"total", "5"}, {"mode2", "5"}}).empty());
    CHECK(judged({{"item", "SDA"}, {"total", "5"}, {"mode1", "5"}}) == Lines{"B7 error violated mode1"});
    CHECK(judged({{"item", "SDA"}, {"total", "5"}, {"mode4", "5"}}) == Lines{"B7 error violated mode4"});
    CHECK(judged({{"item", "SC3A"}, {"total", "5"}, {"mode2", "5"}}) == Lines{"B7 error violated mode2"});
    CHECK(judged({{"item", "SDA"}, {"total", "5"}, {"mode2", "5"}, {"mode1", "0"}}).empty());
}

TEST_CASE("B8: an unusual mode is a query", "[rules][edition]") {
    CHECK(judged({{"item", "SA"}, {"total", "5"}, {"mode2", "5"}}).empty());
    CHECK(judged({{"item", "SA"}, {"total", "5"}, {"mode1", "5"}}) == Lines{"B8 query violated mode1"});
    CHECK(judged({{"item", "SC11"}, {"total", "5"}, {"mode2", "5"}}) == Lines{"B8 query violated mode2"});
    CHECK(judged({{"item", "SC13"}, {"total", "5"}, {"mode4", "5"}}) == Lines{"B8 query violated mode4"});
    CHECK(judged({{"item", "SA"}, {"total", "5"}, {"mode1", "0"}, {"mode2", "5"}}).empty());
}

TEST_CASE("a draft with an item that is blank or unknown is judged without a crash", "[rules][edition]") {
    CHECK(judged({{"item", ""}, {"total", "5"}, {"mode1", "5"}}).empty());
    CHECK(judged({{"item", "NOPE"}, {"total", "5"}, {"mode1", "5"}}).empty());
}

TEST_CASE("a filing is checked in one call too", "[rules][edition]") {
    auto const findings = checkFiling(aFiling({aRow({{"total", "5"}})}), edition(), RunsAt::bureau);
    REQUIRE(findings);
    CHECK(findings->size() == 1);
}

TEST_CASE("rules that do not fit their edition are refused with file and position", "[rules][edition]") {
    Edition broken;
    broken.forms = edition().forms;
    broken.lists = edition().lists;
    broken.rulesets = edition().rulesets;
    auto& source = *std::find_if(broken.rulesets.begin(), broken.rulesets.end(), [](RulesetSource const& one) { return one.id == "form2"; });
    source.vtl.replace(source.vtl.find("partner, currency"), 7, "partnr ");
    auto const result = EditionRules::compile(broken);
    REQUIRE_FALSE(result);
    CHECK(result.error().code == error::vtlNameUnknown);
    CHECK(result.error().where().starts_with(source.file + ":"));
}

TEST_CASE("a ruleset over a dataset that nobody makes is refused", "[rules][edition]") {
    Edition broken;
    broken.forms = edition().forms;
    broken.lists = edition().lists;
    broken.rulesets = {edition().rulesets[1]};
    broken.rulesets[0].dataset = "barter";
    auto const result = EditionRules::compile(broken);
    REQUIRE_FALSE(result);
    CHECK(result.error().code == error::ruleDatasetUnknown);
    CHECK(result.error().where() == broken.rulesets[0].file);
}

TEST_CASE("two rule files of an edition do not make datasets of one name", "[rules][edition]") {
    Edition broken;
    broken.forms = edition().forms;
    broken.lists = edition().lists;
    for (auto const& source : edition().rulesets) {
        if (source.id == "form2_items") broken.rulesets = {source, source};
    }
    REQUIRE(broken.rulesets.size() == 2);
    broken.rulesets[1].file = "rules/again.vtl";
    auto const result = EditionRules::compile(broken);
    REQUIRE_FALSE(result);
    CHECK(result.error().code == error::ruleTargetTwice);
    CHECK(result.error().arguments.at("name") == "items_now");
}

TEST_CASE("the datasets and the script that are handed out repeat the check", "[rules][surroundings]") {
    auto const filing = inQuarter("2017Q2", {aRow({{"total", "5"}, {"mode1", "4"}}), aRow({{"total", "-6"}, {"mode1", "-6"}, {"partner", "HK"}})});
    auto const around = beside({inQuarter("2017Q1", {aRow({{"total", "50000"}}), aRow({{"item", "SJ212"}, {"total", "2"}})})});
    auto const data = rules().data(filing, around);
    auto const results = vtl::runScript(data.script, data.datasets, "checks.vtl");
    if (!results) FAIL(results.error().where() << ": " << results.error().code.name());
    std::map<std::string, std::size_t> repeated;
    for (auto const& [name, dataset] : *results) {
        if (!name.ends_with("_verdicts")) continue;
        for (std::size_t row = 0; row < dataset.rowCount(); ++row) {
            if (valueOf(dataset, "bool_var", row) == "false") ++repeated[valueOf(dataset, "ruleid", row)];
        }
    }
    std::map<std::string, std::size_t> found;
    for (auto const& finding : rules().check(filing, RunsAt::enterprise, around)) ++found[finding.rule];
    CHECK(found == std::map<std::string, std::size_t>{{"B1", 1}, {"B4", 1}, {"B10", 1}, {"B12", 1}});
    CHECK(repeated == std::map<std::string, std::size_t>{{"B1", 1}, {"B4.2", 1}, {"B10.1", 1}, {"B12.2", 1}});
}

namespace {

/// A filing with slips here and there, and what is known beside it.
struct RandomQuestion {
    Filing filing;
    Surroundings around;
};

RateTable const& someRates() {
    static RateTable const rates = *RateTable::parse("quarter,currency,units_per_usd,basis\n2017Q1,CNY,6.8847,x\n2017Q1,EUR,0.9386,x\n");
    return rates;
}

RandomQuestion randomQuestion(std::uint64_t seed) {
    SeededRandom random{seed};
    auto const filingOf = [&](char const* quarter) {
        auto filing = randomFiling(edition(), *edition().findFormSet("quarterly"), exampleUnitCode(1), *Quarter::parse(quarter), 1 + static_cast<unsigned>(random.below(70)), random);
        REQUIRE(filing);
        return *std::move(filing);
    };
    auto filing = filingOf("2017Q1");
    std::vector<Filing> known;
    for (auto const* quarter : {"2016Q4", "2016Q3", "2016Q1"}) {
        if (random.below(3) == 0) continue;
        auto earlier = filingOf(quarter);
        // Some rows of now, so that figures meet.
        if (random.below(2) == 0) earlier.forms = filing.forms;
        known.push_back(std::move(earlier));
    }
    Surroundings around = beside(std::move(known));
    if (seed % 2 == 0) around.rates = &someRates();
    for (auto& row : filing.forms.front().rows) {
        if (random.below(4) == 0) row.cells[random.below(row.cells.size())] = Blank{};
        if (random.below(6) == 0) row.cells[5] = Money::ofHundredths(static_cast<std::int64_t>(random.below(1'000'000)) - 1000);
    }
    return {std::move(filing), std::move(around)};
}

}  // namespace

TEST_CASE("filings checked together get what each gets alone", "[rules][surroundings]") {
    std::vector<RandomQuestion> all;
    for (std::uint64_t seed = 1; seed <= 12; ++seed) all.push_back(randomQuestion(seed));
    // One of another set, and ones with other forms, in between.
    Filing annual = aFiling({});
    annual.header.formSet = "annual";
    annual.header.period = "2016";
    Row blank;
    blank.cells.resize(edition().findForm("form3_annual")->columns.size());
    annual.forms = {{"form3_annual", {blank}}};
    all.insert(all.begin() + 3, {annual, {}});
    all[5].filing.forms.push_back({"form4", {}});
    all[7].filing.forms.clear();
    std::vector<EditionRules::Question> questions;
    for (auto const& one : all) questions.push_back({&one.filing, &one.around});
    for (auto const where : {RunsAt::enterprise, RunsAt::bureau}) {
        auto const together = rules().check(questions, where);
        REQUIRE(together.size() == all.size());
        for (std::size_t i = 0; i < all.size(); ++i) {
            INFO(i);
            CHECK(together[i] == rules().check(all[i].filing, where, all[i].around));
        }
    }
    CHECK(rules().check(std::span<EditionRules::Question const>{}, RunsAt::bureau).empty());
}

TEST_CASE("whatever is filed, the check says what the scripts say that are handed out", "[rules][surroundings]") {
    std::map<std::string, std::string> checkOf;  // by rule
    for (auto const& bound : rules().rulesets()) {
        for (auto const& papers : bound.ruleset().papers) checkOf[papers.rule] = papers.id;
    }
    std::size_t violations = 0;
    for (std::uint64_t seed = 1; seed <= 12; ++seed) {
        INFO(seed);
        auto const [filing, around] = randomQuestion(seed);
        auto const data = rules().data(filing, around);
        auto const results = vtl::runScript(data.script, data.datasets, "checks.vtl");
        if (!results) FAIL(results.error().where() << ": " << results.error().code.name());
        std::map<std::string, std::size_t> repeated;
        for (auto const& [name, dataset] : *results) {
            if (!name.ends_with("_verdicts")) continue;
            for (std::size_t row = 0; row < dataset.rowCount(); ++row) {
                if (valueOf(dataset, "bool_var", row) == "false") ++repeated[checkOf.at(valueOf(dataset, "ruleid", row))];
            }
        }
        std::map<std::string, std::size_t> found;
        for (auto const& finding : rules().check(filing, RunsAt::enterprise, around)) {
            if (finding.verdict != Verdict::violated) continue;
            ++found[finding.rule];
            ++violations;
        }
        // The bureau's own rules are no part of the enterprise's check.
        std::erase_if(repeated, [&](auto const& one) { auto const* papers = rules().findPapers(one.first); return papers != nullptr && !papers->runs(RunsAt::enterprise); });
        CHECK(found == repeated);
    }
    CHECK(violations > 20);
}

TEST_CASE("a draft with blank cells breaks no rule", "[rules][surroundings]") {
    Filing draft = aFiling({});
    for (auto const* id : {"form2", "form4", "form5"}) {
        auto const* form = edition().findForm(id);
        REQUIRE(form != nullptr);
        Row blank;
        blank.cells.resize(form->columns.size());
        for (auto& answers : draft.forms) {
            if (answers.form == id) answers.rows = {blank, blank};
        }
        if (draft.findForm(id) == nullptr) draft.forms.push_back({id, {blank, blank}});
    }
    for (auto const& finding : rules().check(draft, RunsAt::enterprise)) {
        INFO(finding.rule);
        CHECK(finding.verdict != Verdict::broken);
    }
    Filing annual = aFiling({});
    annual.header.formSet = "annual";
    annual.header.period = "2017";
    Row blank;
    blank.cells.resize(edition().findForm("form3_annual")->columns.size());
    annual.forms = {{"form3_annual", {blank, blank}}};
    for (auto const& finding : rules().check(annual, RunsAt::enterprise)) {
        INFO(finding.rule);
        CHECK(finding.verdict != Verdict::broken);
    }
}
