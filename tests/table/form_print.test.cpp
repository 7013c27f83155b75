#include "table/form_print.h"

#include "register/credit_code.h"

#include "support/catch.h"
#include "support/editions.h"

using namespace zhibao;

namespace {

using Answers = std::vector<std::pair<std::string, Cell>>;

Money money(std::int64_t hundredths) {
    return Money::ofHundredths(hundredths);
}

Filing aFiling(std::vector<Answers> const& rows) {
    auto const& edition = test::theEdition();
    auto filing = newFiling(edition, *edition.findFormSet("quarterly"), exampleUnitCode(1).text(), "2017Q1");
    auto const& form = *edition.findForm("form2");
    for (auto const& answers : rows) {
        Row row;
        row.cells.resize(form.columns.size());
        for (auto const& [column, cell] : answers) row.cells[*form.indexOf(column)] = cell;
        filing.findForm("form2")->rows.push_back(std::move(row));
    }
    filing.signatories = {"样例甲", "样例乙", "样例丙", "023-00000000", "2017-04-08"};
    return filing;
}

Filing twoFlows() {
    return aFiling({{{"flow", "export"}, {"item", "SI22"}, {"partner", "SG"}, {"outsourcing", "ito"}, {"currency", "CNY"},
                     {"total", money(123'456'789'00)}, {"mode1", money(123'456'789'00)}, {"affiliated", NotApplicable{}}},
                    {{"flow", "import"}, {"item", "SJ211"}, {"partner", "HK"}, {"outsourcing", "none"}, {"currency", "USD"}, {"total", money(50'000'01)}, {"mode1", money(50'000'01)}},
                    {{"flow", "export"}, {"item", "SC12"}, {"partner", "DE"}, {"outsourcing", "none"}, {"currency", "EUR"}, {"total", money(25'00)}, {"mode1", money(25'00)}}});
}

Result<std::vector<Table>> print(Filing const& filing, Language language = Language::chinese) {
    auto const rates = test::roundRates();
    return printFiling(filing, {test::theEdition(), rates, language, "样例公司", "1", std::nullopt, false});
}

std::string valueAt(Table const& table, std::size_t row, std::string_view number) {
    for (std::size_t j = 0; j < table.columns.size(); ++j)
        if (table.columns[j].number == number) return table.cells[row][j].value.value_or("none") + table.cells[row][j].marks.text();
    return "no such column";
}

}  // namespace

TEST_CASE("exports are printed before imports, each in its own block with the printed column numbers", "[table][print]") {
    auto const tables = print(twoFlows());
    REQUIRE(tables);
    REQUIRE(tables->size() == 2);
    auto const& exports = tables->front();
    auto const& imports = tables->back();
    CHECK(misfitOf(exports).empty());
    CHECK_FALSE(exports.continuation);
    CHECK(imports.continuation);
    CHECK(exports.rows.size() == 3);
    CHECK(imports.rows.size() == 2);
    CHECK(exports.columns.front().number == "1");
    CHECK(imports.columns.front().number == "5");
    CHECK(exports.rows[1].stubs == std::vector<std::string>{"其他计算机服务（云、数据处理、托管）", "SI22", "新加坡", "服务外包", "信息技术外包（ITO）"});
    CHECK(imports.rows[1].stubs[3] == "专业服务");
}

TEST_CASE("amounts are printed converted and as entered, which is never rounded", "[table][print]") {
    auto const tables = print(twoFlows());
    REQUIRE(tables);
    auto const& exports = tables->front();
    CHECK(valueAt(exports, 1, "1") == "1543.21");  // 123 456 789 yuan at 8 are 15 432 098.625 dollars
    CHECK(valueAt(exports, 1, "11") == "CNY");
    CHECK(valueAt(exports, 1, "12") == "12345.6789");
    CHECK(valueAt(exports, 1, "3") == "none");
    CHECK(valueAt(exports, 1, "9") == "nonen");
    CHECK(valueAt(tables->back(), 1, "5") == "5.00");
    CHECK(valueAt(tables->back(), 1, "12") == "5.000001");
}

TEST_CASE("the points of entered amounts stand below each other", "[table][print]") {
    auto const row = [](std::int64_t hundredths) {
        return Answers{{"flow", "export"}, {"item", "SI22"}, {"partner", "SG"}, {"currency", "CNY"}, {"total", money(hundredths)}, {"mode1", money(hundredths)}};
    };
    auto const tables = print(aFiling({row(2'500'00), row(1'01), row(30'000'00)}));
    REQUIRE(tables);
    CHECK(valueAt(tables->front(), 1, "12") == "0.250000");
    CHECK(valueAt(tables->front(), 2, "12") == "0.000101");
    CHECK(valueAt(tables->front(), 3, "12") == "3.000000");
}

TEST_CASE("the total of a block is converted from its own exact sum", "[table][print]") {
    // Three times 30 yuan are 3.75 dollars each, in ten thousands 0.000375; nothing of them is left, of their sum neither.
    auto const row = Answers{{"flow", "export"}, {"item", "SI22"}, {"partner", "SG"}, {"currency", "CNY"}, {"total", money(200'00)}, {"mode1", money(200'00)}};
    auto const tables = print(aFiling({row, row, row}));
    REQUIRE(tables);
    // 25 dollars are 0.0025 and print as 0.00; 75 dollars are 0.0075 and print as 0.01.
    CHECK(valueAt(tables->front(), 1, "1") == "0.00");
    CHECK(valueAt(tables->front(), 0, "1") == "0.01");
    CHECK(valueAt(tables->front(), 0, "12") == "none");
    CHECK(valueAt(tables->back(), 0, "5") == "none");
}

TEST_CASE("a row without a rate is printed as entered and named in a note", "[table][print]") {
    auto const tables = print(aFiling({{{"flow", "export"}, {"item", "SC12"}, {"partner", "TH"}, {"currency", "THB"}, {"total", money(1'00)}, {"mode1", money(1'00)}}}));
    REQUIRE(tables);
    CHECK(valueAt(tables->front(), 1, "1") == "nonep");
    CHECK(valueAt(tables->front(), 1, "12") == "0.0001");
    CHECK(tables->back().notes.back().find("THB") != std::string::npos);
}

TEST_CASE("notes, rates and signatories stand below the last block only", "[table][print]") {
    auto const tables = print(twoFlows());
    REQUIRE(tables);
    CHECK(tables->front().notes.empty());
    CHECK(tables->front().footer.empty());
    auto const& last = tables->back();
    REQUIRE(last.footer.size() == 5);
    CHECK(last.footer[0] == LabelledText{"单位负责人：", "样例甲"});
    CHECK(last.footer[4].value == "2017年4月8日");
    CHECK(last.notes.back() == "本期汇率（1美元合）：CNY 8，EUR 0.5；依据：example rates。");
    CHECK(tables->front().sampleMark == "样表");
    CHECK(tables->front().heading[0].value == exampleUnitCode(1).text());
}

TEST_CASE("a wrong code in a draft is printed as it stands", "[table][print]") {
    auto const tables = print(aFiling({{{"flow", "export"}, {"item", "XX"}, {"partner", "??"}, {"currency", "USD"}}}));
    REQUIRE(tables);
    CHECK(tables->front().rows[1].stubs[0] == "XX");
    CHECK(tables->front().rows[1].stubs[2] == "??");
}

TEST_CASE("a blank form has lines to write on and says nothing about anybody", "[table][print]") {
    auto const& edition = test::theEdition();
    RateTable const rates;
    auto const tables = printBlankForm(*edition.findForm("form2"), {edition, rates, Language::chinese, "", "", std::nullopt, false});
    REQUIRE(tables);
    REQUIRE(tables->size() == 2);
    CHECK(tables->front().rows.size() > 5);
    CHECK(tables->front().heading[0].value.empty());
    CHECK(tables->back().startsPage);
    CHECK(tables->back().footer[0].value.empty());
    for (auto const& line : tables->front().cells)
        for (auto const& cell : line) CHECK(cell == TableCell{});
}

TEST_CASE("a record is printed as a list of questions with their answers", "[table][print]") {
    auto const& edition = test::theEdition();
    auto filing = newFiling(edition, *edition.findFormSet("profile"), exampleUnitCode(1).text(), "2017");
    auto const& form = *edition.findForm("form1");
    auto& row = filing.findForm("form1")->rows.front();
    row.cells[*form.indexOf("unitName")] = std::string{"样例公司"};
    row.cells[*form.indexOf("district")] = std::string{"500112"};
    row.cells[*form.indexOf("foreignShare")] = money(12'50);
    row.cells[*form.indexOf("employees")] = std::int64_t{1234};
    row.cells[*form.indexOf("turnover")] = money(5'000'000'00);
    row.cells[*form.indexOf("isOutsourcing")] = std::string{"no"};
    row.cells[*form.indexOf("fax")] = NotApplicable{};
    auto const tables = print(filing);
    REQUIRE(tables);
    REQUIRE(tables->size() == 1);
    auto const& table = tables->front();
    auto const answer = [&](std::string_view key) {
        for (std::size_t i = 0; i < table.rows.size(); ++i)
            if (table.rows[i].key == key) return table.cells[i][0].value.value_or("none") + table.cells[i][0].marks.text();
        return std::string{"no such row"};
    };
    CHECK(misfitOf(table).empty());
    CHECK(answer("unitName") == "样例公司");
    CHECK(answer("district") == "渝北区（500112）");
    CHECK(answer("foreignShare") == "12.50%");
    CHECK(answer("employees") == "1,234");
    CHECK(answer("turnover") == "5,000,000.00 元");
    CHECK(answer("isOutsourcing") == "否");
    CHECK(answer("fax") == "nonen");
    CHECK(table.rows.front().kind == RowKind::section);
    CHECK(table.orientation == Orientation::portrait);
}

TEST_CASE("a broken print layout is answered with form, pointer and reason", "[table][print]") {
    auto const& edition = test::theEdition();
    RateTable const rates;
    FormPrintContext const context{edition, rates, Language::chinese, "", "", std::nullopt, false};
    auto const layout = [&](std::string_view json) {
        auto form = *edition.findForm("form2");
        form.print = *parseJson(json);
        return printBlankForm(form, context);
    };
    auto const missing = layout("null");
    REQUIRE_FALSE(missing);
    CHECK(missing.error().code == error::printLayoutMissing);
    auto const kind = layout(R"({"kind":"record","orientation":"portrait"})");
    REQUIRE_FALSE(kind);
    CHECK(kind.error().code == error::printLayoutUnfit);
    CHECK(kind.error().where() == "form2 > print > /kind");
    auto const column = layout(R"({"kind":"blocks","orientation":"landscape","unit":{"currency":"USD","unit":"one","decimals":2,"text":{"zh":"美元","en":"USD"}},
        "stub":[{"letter":"甲","title":{"zh":"a","en":"a"},"column":"colour","show":"name"}],"totalRow":{"zh":"合计","en":"Total"},"blocks":[]})");
    REQUIRE_FALSE(column);
    CHECK(column.error().code == error::columnUnknown);
    CHECK(column.error().where() == "form2 > print > /stub/0/column");
}

TEST_CASE("counts are printed as they stand and added up, percentages are not", "[table][print]") {
    auto const& edition = test::theEdition();
    auto const& form = *edition.findForm("form3");
    auto filing = newFiling(edition, *edition.findFormSet("affiliates"), exampleUnitCode(1).text(), "2017Q1");
    auto const add = [&](std::string name, std::string partner, std::int64_t share, std::int64_t sales, std::int64_t persons) {
        Row row = newRow(form);
        for (auto const& [column, cell] : Answers{{"affiliate", name}, {"partner", partner}, {"industry", "2017-I"}, {"controller", "CN"}, {"currency", "CNY"},
                                                  {"share", money(share)}, {"sales", money(sales)}, {"employees", persons}})
            row.cells[*form.indexOf(column)] = cell;
        filing.findForm("form3")->rows.push_back(std::move(row));
    };
    add("样例甲", "SG", 60'00, 800'000'00, 1'200);
    add("样例乙", "HK", 100'00, 80'000'00, 34);
    auto const tables = print(filing);
    REQUIRE(tables);
    REQUIRE(tables->size() == 2);
    auto const& inward = tables->front();
    CHECK(inward.rows.size() == 1);
    auto const& outward = tables->back();
    REQUIRE(outward.rows.size() == 3);
    CHECK(outward.rows[1].stubs == std::vector<std::string>{"样例甲", "新加坡", "2017-I", "中国"});
    CHECK(valueAt(outward, 1, "1") == "60.00");
    CHECK(valueAt(outward, 0, "1") == "none");
    CHECK(valueAt(outward, 1, "2") == "10.00");
    CHECK(valueAt(outward, 0, "2") == "11.00");
    CHECK(valueAt(outward, 1, "7") == "1200");
    CHECK(valueAt(outward, 0, "7") == "1234");
    CHECK(valueAt(outward, 2, "10") == "8.00");
}

TEST_CASE("an amount of a year is converted at the exact mean of its quarters' rates, and not at all when one is missing", "[table][print]") {
    auto const& edition = test::theEdition();
    auto const& form = *edition.findForm("form3_annual");
    auto filing = newFiling(edition, *edition.findFormSet("annual"), exampleUnitCode(1).text(), "2017");
    Row row = newRow(form);
    for (auto const& [column, cell] : Answers{{"affiliate", "样例甲"}, {"partner", "SG"}, {"currency", "CNY"}, {"sales", money(800'000'00)}, {"profit", money(-80'000'00)}})
        row.cells[*form.indexOf(column)] = cell;
    filing.findForm("form3_annual")->rows.push_back(std::move(row));
    auto const with = [&](std::string_view csv) {
        auto const rates = RateTable::parse(csv);
        REQUIRE(rates);
        auto tables = printFiling(filing, {edition, *rates, Language::english, "", "1", std::nullopt, false});
        REQUIRE(tables);
        return *std::move(tables);
    };
    // 1/8, 1/5, 1/4 and 1/8 dollar: 0.175 on average.
    auto const tables = with("quarter,currency,units_per_usd\n2017Q1,CNY,8\n2017Q2,CNY,5\n2017Q3,CNY,4\n2017Q4,CNY,8\n");
    CHECK(valueAt(tables.back(), 1, "2") == "14.00");
    CHECK(valueAt(tables.back(), 0, "2") == "14.00");
    CHECK(valueAt(tables.back(), 1, "10") == "-1.40");
    auto const incomplete = with("quarter,currency,units_per_usd\n2017Q1,CNY,8\n2017Q2,CNY,5\n2017Q4,CNY,8\n");
    CHECK(valueAt(incomplete.back(), 1, "2") == "nonep");
    CHECK(incomplete.back().notes.back().starts_with("No rate is known for CNY"));
}

TEST_CASE("each form of the edition prints empty in both languages, with what its terms mean", "[table][print]") {
    auto const& edition = test::theEdition();
    RateTable const rates;
    for (auto const language : {Language::chinese, Language::english}) {
        FormPrintContext const context{edition, rates, language, "", "", std::nullopt, false};
        for (auto const& form : edition.forms) {
            INFO(form.id);
            auto const tables = printBlankForm(form, context);
            REQUIRE(tables);
            for (auto const& table : *tables) CHECK(misfitOf(table).empty());
            REQUIRE_FALSE(form.definitions.empty());
            auto const& last = form.definitions.back();
            CHECK(tables->back().notes.back().find(last.text.in(language)) != std::string::npos);
            CHECK(tables->front().sampleMark == (language == Language::chinese ? "样表" : "SPECIMEN"));
        }
    }
    FormPrintContext const context{edition, rates, Language::chinese, "", "", std::nullopt, false};
    auto const persons = printBlankForm(*edition.findForm("form4"), context);
    REQUIRE(persons);
    CHECK(persons->front().rows[1].stubs == std::vector<std::string>{"合同服务提供者"});
    CHECK(persons->front().rows.size() == 1 + 4 + 1);
    CHECK(printBlankForm(*edition.findForm("form3_annual"), context)->front().periodText.find("季") == std::string::npos);
}

TEST_CASE("a filing prints the definitions only when they are wanted", "[table][print]") {
    auto const rates = test::roundRates();
    auto const without = print(twoFlows());
    auto const with = printFiling(twoFlows(), {test::theEdition(), rates, Language::chinese, "", "1", std::nullopt, false, true});
    REQUIRE(without);
    REQUIRE(with);
    auto const definitions = test::theEdition().findForm("form2")->definitions.size();
    CHECK(with->back().notes.size() == without->back().notes.size() + definitions);
}

TEST_CASE("every part of a filing to play with is stamped as practice, beside the other marks", "[table][print]") {
    auto const rates = test::roundRates();
    for (auto const language : {Language::chinese, Language::english}) {
        FormPrintContext context{test::theEdition(), rates, language, "样例公司", "1", std::nullopt};
        context.isPractice = true;
        auto const tables = printFiling(twoFlows(), context);
        REQUIRE(tables);
        for (auto const& table : *tables) CHECK(table.sampleMark == (language == Language::chinese ? "练习·样表" : "PRACTICE · SPECIMEN"));
    }
}

TEST_CASE("a form that is no longer valid for its period is stamped", "[table][print]") {
    Edition edition = test::theEdition();
    auto const rates = test::roundRates();
    auto const mark = [&](Language language) {
        auto const tables = printFiling(twoFlows(), {edition, rates, language, "样例公司", "1", std::nullopt, false});
        REQUIRE(tables);
        return tables->front().sampleMark;
    };
    edition.validUntil = Date{2017, 3, 31};
    CHECK(mark(Language::chinese) == "样表");
    edition.validUntil = Date{2017, 3, 30};
    CHECK(mark(Language::chinese) == "过期·样表");
    CHECK(mark(Language::english) == "EXPIRED · SPECIMEN");
}
