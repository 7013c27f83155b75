/// The verb that fills a filing from a unit's own ledger.

#include "support/catch.h"
#include "support/command_line.h"
#include "support/ledgers.h"

using namespace zhibao;
using namespace zhibao::test;

namespace {

/// A folder with the example ledger and its mapping.
class Books {
public:
    Books() {
        put(folder_ / "ledger.csv", exampleLedger);
        put(folder_ / "mapping.json", exampleMapping);
    }
    [[nodiscard]] ProgramRun import(std::vector<std::string> more) const {
        more.insert(more.begin(), {"import", (folder_ / "ledger.csv").string(), "--mapping", (folder_ / "mapping.json").string()});
        return zhibaoSays(std::move(more));
    }
    [[nodiscard]] std::string operator/(char const* name) const { return (folder_ / name).string(); }

private:
    TemporaryFolder folder_;
};

bool says(std::string const& text, std::string const& part) {
    return text.find(part) != std::string::npos;
}

}  // namespace

TEST_CASE("a dry run of an import says what becomes of every line, and the sums reconcile", "[batch][import]") {
    Books const books;
    auto const run = books.import({"--period", "2017Q1", "--dry-run"});
    INFO(run.output << run.errors);
    CHECK(run.status == 1);
    CHECK(says(run.output, "The ledger has 8 lines, in sum CNY 5,000.00, HKD -100.50, JPY 30,000.00, USD 2,577.01. Amounts that cannot be read: 1.\n"));
    CHECK(says(run.output, "  taken: 2, HKD -100.50, USD 1,000.00\n"));
    CHECK(says(run.output, "  taken after rounding to 0.01: 1, USD 250.005\n"));
    CHECK(says(run.output, "In the form: USD 1,250.01\n"));
    CHECK(says(run.output, "To be mapped: service “翻译” (1 line, JPY 30,000.00)\n"));
    CHECK(says(run.errors, "ledger.csv > G9: amount-malformed: "));
    CHECK(says(run.errors, "ledger.csv > D8: ledger-word-unmapped: "));
    CHECK(says(run.errors, "ledger.csv > A6: ledger-outside-period: "));

    auto const json = jsonOf(books.import({"--period", "2017Q1", "--dry-run", "--format", "json"}).output);
    CHECK(*json.find("outcomes")->find("rounded")->find("sums")->find("USD")->string() == "250.005");
    CHECK(json.find("notTaken")->array()->size() == 5);
}

TEST_CASE("an imported filing can be checked, and importing into a filing keeps its other rows", "[batch][import]") {
    Books const books;
    auto const filing = books / "filing.json";
    auto const run = books.import({"--unit", unitCode, "--period", "2017Q1", "-o", filing});
    INFO(run.output << run.errors);
    CHECK(run.status == 1);
    auto const document = jsonOf(textOf(filing));
    auto const& rows = *document.find("forms")->find("form2")->find("rows")->array();
    REQUIRE(rows.size() == 2);
    CHECK(*rows[0].find("total")->string() == "1250.01");
    CHECK(*rows[0].find("affiliated")->string() == "1250.01");
    CHECK(*rows[1].find("mode4")->string() == "-100.50");

    put(books / "typed.json", filingWith(goodRow));
    auto const into = books.import({"--into", books / "typed.json", "-o", "-"});
    INFO(into.errors);
    CHECK(jsonOf(into.output).find("forms")->find("form2")->find("rows")->array()->size() == 3);
}

TEST_CASE("an import says which arguments it lacks and what is wrong with its mapping", "[batch][import]") {
    Books const books;
    auto const lacking = books.import({});
    CHECK(lacking.status == 2);
    for (auto const* option : {"--period", "--unit", "--output"}) CHECK(says(lacking.errors, option));
    put(books / "mapping.json", R"({"schema": "ledger-mapping-1", "form": "form2", "columns": {"date": "日期", "amount": "金额"}})");
    auto const unfit = books.import({"--period", "2017Q1", "--dry-run"});
    CHECK(unfit.status == 2);
    CHECK(says(unfit.errors, "mapping.json > /columns: mapping-field-missing: "));
}

TEST_CASE("an import prints the lines behind its figures as the statistical ledger", "[batch][import]") {
    Books const books;
    auto const page = books / "ledger.html";
    auto const run = books.import({"--unit", unitCode, "--period", "2017Q1", "-o", books / "filing.json", "--ledger", page, "--unit-name", "样例企业"});
    INFO(run.output << run.errors);
    CHECK(run.status == 1);
    auto const html = textOf(page);
    CHECK(says(html, "样例企业"));
    CHECK(says(html, "记-002"));
    CHECK(says(html, "250.005"));
    auto const again = books.import({"--unit", unitCode, "--period", "2017Q1", "--dry-run", "--ledger", books / "ledger.xlsx"});
    CHECK(again.status == 1);
    CHECK(textOf(books / "ledger.xlsx").starts_with("PK"));
    CHECK(books.import({"--period", "2017Q1", "--dry-run", "--ledger", books / "ledger.doc"}).status == 2);
}
