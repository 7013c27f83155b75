#include "import/ledger_mapping.h"

#include "support/catch.h"
#include "support/editions.h"
#include "support/ledgers.h"

using namespace zhibao;
using namespace zhibao::test;

namespace {

std::string replaced(std::string text, std::string_view before, std::string_view after) {
    auto const place = text.find(before);
    REQUIRE(place != std::string::npos);
    return text.replace(place, before.size(), after);
}

/// What reading or checking the mapping says: "code at pointer", empty when it is sound.
std::string complaintOf(std::string const& text) {
    auto const document = parseJson(text);
    REQUIRE(document);
    auto const mapping = readLedgerMapping(JsonNode{*document});
    auto const checked = mapping ? checkLedgerMapping(*mapping, theEdition()) : Result<>{tl::unexpected(mapping.error())};
    return checked ? std::string{} : std::string{checked.error().code.name()} + " at " + checked.error().where();
}

}  // namespace

TEST_CASE("a mapping is read, and written so that it is read again", "[import][mapping]") {
    auto const mapping = readLedgerMapping(JsonNode{*parseJson(exampleMapping)});
    REQUIRE(mapping);
    CHECK(mapping->columns.at(LedgerField::amount) == "金额");
    CHECK(mapping->services.at("软件开发") == ServiceMeaning{false, "SI21", "mode1", "ito", true});
    CHECK(mapping->services.at("房屋出租").isLeftOut);
    CHECK(mapping->customers.at("样例客户甲") == CustomerMeaning{false, "", true, ""});
    CHECK(mapping->words.at(LedgerField::partner).at("中国").empty());
    auto const written = toJson(*mapping);
    auto const again = readLedgerMapping(JsonNode{written});
    REQUIRE(again);
    CHECK(*again == *mapping);
    CHECK(complaintOf(exampleMapping).empty());
}

TEST_CASE("a mapping may name two sides instead of one column, and how a country writes numbers and days", "[import][mapping]") {
    auto const text = replaced(replaced(exampleMapping, "\"amount\": \"金额\"", "\"debit\": \"借方\", \"credit\": \"贷方\""), "\"one\"", "\"one\", \"decimalComma\": true, \"countsFrom1904\": true");
    CHECK(complaintOf(text).empty());
    auto const mapping = readLedgerMapping(JsonNode{*parseJson(text)});
    REQUIRE(mapping);
    CHECK(mapping->hasSides());
    CHECK(mapping->decimalSign == DecimalSign::comma);
    CHECK(mapping->countsFrom1904);
    auto const written = toJson(*mapping);
    CHECK(*readLedgerMapping(JsonNode{written}) == *mapping);
}

TEST_CASE("what is wrong with a mapping is said with its pointer", "[import][mapping]") {
    CHECK(complaintOf(replaced(exampleMapping, "ledger-mapping-1", "ledger-mapping-9")) == "mapping-schema-unknown at ");
    CHECK(complaintOf(replaced(exampleMapping, "\"SI21\"", "\"SI2\"")) == "code-not-a-leaf at /services/软件开发/item");
    CHECK(complaintOf(replaced(exampleMapping, "\"SI21\"", "\"XX\"")) == "code-unknown at /services/软件开发/item");
    CHECK(complaintOf(replaced(exampleMapping, "\"mode1\"", "\"mode3\"")) == "mapping-mode-unknown at /services/软件开发/mode");
    CHECK(complaintOf(replaced(exampleMapping, "\"HK\"", "\"CN\"")) == "code-unknown at /customers/样例客户乙/partner");
    CHECK(complaintOf(replaced(exampleMapping, "\"form2\"", "\"form4\"")) == "mapping-form-unfit at /form");
    CHECK(complaintOf(replaced(exampleMapping, "\"date\": \"日期\", ", "")) == "mapping-field-missing at /columns");
    CHECK(complaintOf(replaced(exampleMapping, "\"service\": \"项目\", ", "")) == "mapping-field-missing at /columns");
    CHECK(complaintOf(replaced(exampleMapping, "\"date\"", "\"day\"")) == "json-key-unknown at /columns/day");
    CHECK(complaintOf(replaced(exampleMapping, "\"one\"", "\"million\"")) == "json-value-unknown at ");
    CHECK(complaintOf(replaced(exampleMapping, "\"amount\": \"金额\"", "\"amount\": \"金额\", \"credit\": \"贷方\"")) == "mapping-amount-twice at /columns");
    CHECK(complaintOf(replaced(exampleMapping, "\"one\"", "\"one\", \"decimalComma\": 1")) == "json-wrong-kind at /decimalComma");
}

TEST_CASE("only a form of rows in currencies that a ledger can tell apart takes ledgers", "[import][mapping]") {
    CHECK(takesLedgers(*theEdition().findForm("form2")));
    for (auto const* form : {"form1", "form3", "form4", "form5"}) CHECK_FALSE(takesLedgers(*theEdition().findForm(form)));
}
