#include "answers/summary.h"

#include "answers/small_edition.h"
#include "support/catch.h"

using namespace zhibao;
using namespace zhibao::test;

namespace {

void addRow(Filing& filing, std::string const& flow, std::string const& currency, std::int64_t hundredths) {
    auto const edition = smallEdition();
    auto row = tradeRow(*edition);
    auto const& form = *edition->findForm("trade");
    cellOf(row, form, "flow") = flow;
    cellOf(row, form, "currency") = currency;
    cellOf(row, form, "total") = Money::ofHundredths(hundredths);
    filing.findForm("trade")->rows.push_back(std::move(row));
}

}  // namespace

TEST_CASE("a summary adds each form's figures exactly and never across currencies", "[answers][summary]") {
    auto const edition = smallEdition();
    auto filing = quarterlyFiling(*edition);
    filing.findForm("trade")->rows.clear();
    addRow(filing, "export", "USD", 10);
    addRow(filing, "export", "CNY", 20);
    addRow(filing, "export", "USD", 5);
    auto const summaries = summaryOf(filing, *edition);
    REQUIRE(summaries.size() == 1);
    CHECK(summaries[0].form == "trade");
    CHECK_FALSE(summaries[0].isRecord);
    CHECK(summaries[0].rows == 3);
    Money sum;
    std::size_t rows = 0;
    for (auto const& figure : summaries[0].figures) {
        CHECK(figure.column == "total");
        if (figure.currency != "USD") continue;
        sum = *figure.sum;
        rows = figure.rows;
    }
    CHECK(summaries[0].figures.size() == 2);
    CHECK(sum == Money::ofHundredths(15));
    CHECK(rows == 2);
}

TEST_CASE("a form of questions is summed up by how many are answered", "[answers][summary]") {
    auto const edition = smallEdition();
    auto filing = profileFiling(*edition);
    auto const before = summaryOf(filing, *edition).at(0).rows;
    cellOf(filing.forms.front().rows.front(), *edition->findForm("profile"), "name") = std::string{"样例公司"};
    auto const after = summaryOf(filing, *edition).at(0);
    CHECK(after.isRecord);
    CHECK(after.rows == before + 1);
    CHECK(after.figures.empty());
}

TEST_CASE("a sum that is too large to be written is told as such, not wrapped", "[answers][summary]") {
    auto const edition = smallEdition();
    auto filing = quarterlyFiling(*edition);
    filing.findForm("trade")->rows.clear();
    for (int i = 0; i < 2; ++i) addRow(filing, "export", "USD", INT64_MAX);
    CHECK_FALSE(summaryOf(filing, *edition).at(0).figures.at(0).sum);
}
