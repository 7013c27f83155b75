#include "import/ledger_head.h"

#include "support/catch.h"
#include "support/ledgers.h"

using namespace zhibao;
using namespace zhibao::test;

TEST_CASE("the headings of a ledger are found below its title, and what they mean is guessed", "[import][ledger]") {
    auto const sheets = readSheets(exampleLedger, "账册.csv");
    REQUIRE(sheets);
    auto const head = likelyHead(sheets->front());
    REQUIRE(head);
    auto const headings = headingsOf(sheets->front().rows[*head]);
    CHECK(headings == std::vector<std::string>{"日期", "凭证号", "客户", "项目", "国家", "币种", "金额"});
    CHECK(likelyColumns(headings) == std::map<LedgerField, std::string>{{LedgerField::date, "日期"},       {LedgerField::document, "凭证号"}, {LedgerField::customer, "客户"}, {LedgerField::service, "项目"},
                                                                         {LedgerField::partner, "国家"}, {LedgerField::currency, "币种"}, {LedgerField::amount, "金额"}});
}

TEST_CASE("a heading stands for one field only", "[import][ledger]") {
    auto const columns = likelyColumns({"Invoice date", "Invoice no.", "Service item", "Amount"});
    CHECK(columns.at(LedgerField::date) == "Invoice date");
    CHECK(columns.at(LedgerField::document) == "Invoice no.");
    CHECK(columns.at(LedgerField::service) == "Service item");
    CHECK(columns.size() == 4);
    CHECK_FALSE(likelyHead(Sheet{"a.csv", "", {}}).has_value());
}

TEST_CASE("an account with two sides has no column of amounts, and one with a column has no sides", "[import][ledger]") {
    auto const account = likelyColumns({"日期", "凭证号", "摘要", "借方金额", "贷方金额", "余额"});
    CHECK(account.at(LedgerField::debit) == "借方金额");
    CHECK(account.at(LedgerField::credit) == "贷方金额");
    CHECK_FALSE(account.contains(LedgerField::amount));
    auto const list = likelyColumns({"Date", "Credit note no.", "Amount"});
    CHECK(list.at(LedgerField::amount) == "Amount");
    CHECK_FALSE(list.contains(LedgerField::credit));
    CHECK(likelyColumns({"日期", "贷方"}).at(LedgerField::credit) == "贷方");
}

TEST_CASE("dollars beside another amount are known by their heading, alone they are the amount", "[import][ledger]") {
    auto const both = likelyColumns({"日期", "项目", "币种", "原币金额", "折合美元金额"});
    CHECK(both.at(LedgerField::amount) == "原币金额");
    CHECK(both.at(LedgerField::dollars) == "折合美元金额");
    auto const alone = likelyColumns({"日期", "项目", "美元金额"});
    CHECK(alone.at(LedgerField::amount) == "美元金额");
    CHECK_FALSE(alone.contains(LedgerField::dollars));
    CHECK(likelyColumns({"Date", "Debit", "Credit", "Amount in USD"}).at(LedgerField::dollars) == "Amount in USD");
}
