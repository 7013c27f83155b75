#include "rules/filing_data.h"

#include <filesystem>
#include <set>

#include "support/catch.h"

using namespace zhibao;

namespace {

Edition const& edition() {
    static Edition const loaded = [] {
        auto result = loadEdition(std::filesystem::path{ZHIBAO_SOURCE_FOLDER} / "forms/services-trade/2017-1");
        if (!result) FAIL(result.error().where() << ": " << result.error().code.name());
        return std::move(*result);
    }();
    return loaded;
}

EditionRules const& rules() {
    static EditionRules const compiled = [] {
        auto result = EditionRules::compile(edition());
        if (!result) FAIL(result.error().where() << ": " << result.error().code.name());
        return std::move(*result);
    }();
    return compiled;
}

using Answers = std::map<std::string, std::string>;

/// A row of form 2: research and development for a client in Singapore, unless said otherwise. Amounts in the currency's units.
Row aRow(Answers const& answers) {
    Answers all{{"flow", "export"}, {"item", "SJ111"}, {"partner", "SG"}, {"outsourcing", "none"}, {"currency", "USD"}};
    for (auto const& [column, text] : answers) all[column] = text;
    auto const& form = *std::find_if(edition().forms.begin(), edition().forms.end(), [](Form const& one) { return one.id == "form2"; });
    Row row;
    for (auto const& column : form.columns) {
        auto const found = all.find(column.id);
        if (found == all.end() || found->second.empty())
            row.cells.emplace_back(Blank{});
        else if (found->second == "n/a")
            row.cells.emplace_back(NotApplicable{});
        else if (column.kind == ColumnKind::money)
            row.cells.emplace_back(*Money::parse(found->second));
        else
            row.cells.emplace_back(found->second);
        all.erase(column.id);
    }
    CHECK(all.empty());
    return row;
}

/// A quarterly filing, signed, with these rows.
Filing aFiling(std::vector<Row> rows) {
    Filing filing;
    filing.header = {"services-trade/2017-1", "quarterly", "91999999EXAMPLE001", "2017Q1", 1, {}, FilingKind::original, false, ""};
    filing.forms = {{"form2", std::move(rows)}};
    filing.signatories = {"负责人样例", "统计样例", "填表样例", "023-00000000", "2017-04-08"};
    return filing;
}

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
        CHECK(blocksSealing(findings, {}));
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
    CHECK(findings[0].message.zh.starts_with("第2行：合计 5.00 USD 不等于 跨境提供 3.50 + 境外消费 — +"));
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
    auto const filing = aFiling({aRow({{"total", "-5"}, {"mode1", "-5"}})});
    auto const findings = rules().check(filing, RunsAt::enterprise);
    REQUIRE(findings.size() == 2);
    CHECK(findings[0].rule == "B4");
    CHECK(findings[0].level == Level::query);
    CHECK(findings[0].cells.front().column == "total");
    CHECK(findings[1].cells.front().column == "mode1");
    CHECK(blocksSealing(findings, {}));
    CHECK_FALSE(blocksSealing(findings, {{"B4", {{"form2", 0, "total"}}, "样例：上季度服务退款"}}));
    CHECK(judged({{"total", "0"}, {"mode1", "0"}}).empty());
    CHECK(judged({{"total", "3"}, {"mode1", "4"}, {"mode4", "-1"}}) == Lines{"B4 query violated mode4"});
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

TEST_CASE("what rules see of a form: its columns, and what its lists say of the codes", "[rules][edition]") {
    auto const structure = datasetStructure(edition(), "form2");
    REQUIRE(structure);
    auto const component = [&](std::string_view name) {
        auto const position = structure->find(name);
        REQUIRE(position);
        return structure->components[*position];
    };
    CHECK(component("partner").role == vtl::Role::identifier);
    CHECK(component("total").type == vtl::ScalarType::number);
    CHECK(component("item_mode4").role == vtl::Role::attribute);
    auto const dataset = datasetOf(aFiling({aRow({{"total", "1.5"}}), aRow({{"item", "SDA"}})}), edition(), *structure);
    REQUIRE(dataset.rowCount() == 2);
    CHECK(dataset.column(*structure->find("total")).shown(0) == "1.50");
    CHECK(dataset.column(*structure->find("total")).isNull(1));
    CHECK(dataset.column(*structure->find("item_mode1")).text(1) == "X");
    // Another engine can read the same rows.
    auto const again = vtl::readDataset(*structure, vtl::writeCsv(dataset));
    REQUIRE(again);
    CHECK(vtl::writeCsv(*again) == vtl::writeCsv(dataset));
    CHECK(datasetStructure(edition(), "form9").error().code == error::formUnknown);
}

TEST_CASE("what rules see of the head of a filing", "[rules][edition]") {
    auto const structure = datasetStructure(edition(), "header");
    REQUIRE(structure);
    auto const dataset = datasetOf(aFiling({aRow({}), aRow({})}), edition(), *structure);
    REQUIRE(dataset.rowCount() == 1);
    auto const value = [&](std::string_view name) { return dataset.column(*structure->find(name)).written(0); };
    CHECK(value("period") == "2017Q1");
    CHECK(value("periodEnd") == "2017-03-31");
    CHECK(value("zero") == "false");
    CHECK(value("form2_rows") == "2");
    CHECK(value("form1_rows").empty());
    CHECK(value("preparer") == "填表样例");
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
    auto& source = broken.rulesets[1];
    REQUIRE(source.id == "form2");
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

namespace {

/// What rules see beside a filing: other filings of the unit under the same edition.
Surroundings beside(std::vector<Filing> filings) {
    Surroundings surroundings;
    std::shared_ptr<Edition const> const shared{&edition(), [](Edition const*) {}};
    for (auto& filing : filings) surroundings.filings.push_back({shared, std::move(filing)});
    return surroundings;
}

Filing inQuarter(std::string period, std::vector<Row> rows) {
    auto filing = aFiling(std::move(rows));
    filing.header.period = std::move(period);
    filing.signatories.reportDate = "2018-01-08";
    return filing;
}

std::string valueOf(vtl::Dataset const& dataset, std::string_view component, std::size_t row) {
    auto const position = dataset.structure().find(component);
    REQUIRE(position);
    return dataset.column(*position).written(row);
}

}  // namespace

TEST_CASE("a row sees the figures of the row with the same key in earlier filings", "[rules][surroundings]") {
    auto const filing = inQuarter("2017Q2", {aRow({{"total", "5"}}), aRow({{"total", "6"}, {"partner", "HK"}})});
    auto const around = beside({inQuarter("2017Q1", {aRow({{"total", "1"}, {"partner", "HK"}}), aRow({{"total", "2"}, {"partner", "US"}})}),
                                inQuarter("2016Q4", {aRow({{"total", "3"}})}), inQuarter("2016Q2", {aRow({{"total", "4"}})})});
    auto const structure = datasetStructure(edition(), "form2");
    REQUIRE(structure);
    auto const rows = datasetOf(filing, edition(), *structure, around);
    REQUIRE(rows.rowCount() == 2);
    CHECK(valueOf(rows, "total_previous", 0).empty());
    CHECK(valueOf(rows, "total_previous", 1) == "1");
    CHECK(valueOf(rows, "total_earlier", 0) == "3");
    CHECK(valueOf(rows, "total_last_year", 0) == "4");
    CHECK(valueOf(rows, "header_previousKnown", 0) == "true");
    auto const before = datasetOf(filing, edition(), *datasetStructure(edition(), "form2_previous"), around);
    REQUIRE(before.rowCount() == 2);
    CHECK(valueOf(before, "partner", 1) == "US");
    CHECK(datasetOf(filing, edition(), *datasetStructure(edition(), "form2_previous")).rowCount() == 0);
}

TEST_CASE("of two known filings for one set and period the later in the list counts", "[rules][surroundings]") {
    auto const around = beside({inQuarter("2016Q4", {aRow({{"total", "1"}})}), inQuarter("2016Q4", {aRow({{"total", "2"}})})});
    auto const rows = datasetOf(aFiling({aRow({{"total", "5"}})}), edition(), *datasetStructure(edition(), "form2"), around);
    CHECK(valueOf(rows, "total_previous", 0) == "2");
}

TEST_CASE("rules see the day, the rates and the register where they are given", "[rules][surroundings]") {
    auto const rates = RateTable::parse("quarter,currency,units_per_usd,basis\n2017Q1,CNY,6.8847,x\n2017Q1,EUR,0.9386,x\n");
    REQUIRE(rates);
    Surroundings around;
    around.rates = &*rates;
    around.today = Date{2017, 4, 8};
    around.opens = Date{2017, 4, 1};
    around.registered = RegisteredUnit{"样例单位", "500112", "", "2017-I"};
    auto const filing = aFiling({aRow({{"currency", "EUR"}}), aRow({}), aRow({{"currency", "JPY"}})});
    auto const rows = datasetOf(filing, edition(), *datasetStructure(edition(), "form2"), around);
    CHECK(valueOf(rows, "currency_per_usd", 0) == "0.9386");
    CHECK(valueOf(rows, "currency_per_usd", 1) == "1");
    CHECK(valueOf(rows, "currency_per_usd", 2).empty());
    CHECK(valueOf(rows, "cny_per_usd", 0) == "6.8847");
    CHECK(valueOf(rows, "register_industry_section", 0) == "I");
    auto const header = datasetOf(filing, edition(), *datasetStructure(edition(), "header"), around);
    CHECK(valueOf(header, "today", 0) == "2017-04-08");
    CHECK(valueOf(header, "opens", 0) == "2017-04-01");
    CHECK(valueOf(header, "register_name", 0) == "样例单位");
    CHECK(valueOf(datasetOf(filing, edition(), *datasetStructure(edition(), "header")), "register_name", 0).empty());
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
    CHECK(found == std::map<std::string, std::size_t>{{"B1", 1}, {"B4", 2}, {"B10", 1}, {"B12", 1}});
    CHECK(repeated == std::map<std::string, std::size_t>{{"B1", 1}, {"B4.1", 1}, {"B4.2", 1}, {"B10.1", 1}, {"B12", 1}});
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
