#include "package/receipt.h"

#include "package/exchanges.h"
#include "package/sealed_example.h"
#include "register/credit_code.h"
#include "support/catch.h"

using namespace zhibao;
using namespace zhibao::test;

namespace {

Receipt returned(SealedExample const& example) {
    Receipt receipt;
    receipt.file = sha256(example.sealed.bytes);
    receipt.identity = example.sealed.identity;
    receipt.unit = example.filing.header.unit;
    receipt.formSet = example.filing.header.formSet;
    receipt.period = example.filing.header.period;
    receipt.version = 1;
    receipt.arrived = Moment{1'491'364'800};
    receipt.verdict = ReceiptVerdict::returned;
    receipt.key = example.signer.certificate().keyFingerprint();
    receipt.certificate = "5A3C";
    receipt.text = "请核对后重报";
    receipt.reasons = {{{{"form2", 0, "total"}, {"form2", 1, "total"}}, "两行金额相同，请核对"}};
    receipt.findings = {{"B4", "query", {{"form2", 0, "total"}}, {{"value", "-1.00"}}, {"为什么是负数？", "Why is it negative?"}}};
    receipt.event = 7;
    receipt.head = sha256("head");
    return receipt;
}

}  // namespace

TEST_CASE("a receipt says to the unit what the bureau wrote, and is bound to the file", "[package][receipt]") {
    SigningBureau bureau;
    SealedExample const example;
    auto const receipt = returned(example);
    auto const written = writeReceipt(receipt, bureau.signer, sealingClock(), "0.1.0");
    REQUIRE(written);
    CHECK(readReceipt(written->bytes, bureau.authority.certificate) == receipt);
    CHECK(schemaAccepts("receipt-1", toText(toJson(receipt))));
    auto const& key = *receipt.key;
    CHECK(checkReceiptOf(receipt, example.sealed.bytes, key));
    CHECK(checkReceiptOf(receipt, "other", key).error().code == error::receiptOfOtherFile);
    CHECK(checkReceiptOf(receipt, example.sealed.bytes, sha256("other")).error().code == error::receiptOfOtherKey);
    auto refused = receipt;
    refused.refusal = ReceiptRefusal{"key-not-pinned", "", {}};
    CHECK(checkReceiptOf(refused, example.sealed.bytes, key).error() == Error{error::receiptRefused, {}, {{"code", "key-not-pinned"}}});
}

TEST_CASE("a receipt of a file that was refused knows nothing of a filing", "[package][receipt]") {
    SigningBureau bureau;
    Receipt receipt;
    receipt.file = sha256("样例");
    receipt.verdict = ReceiptVerdict::refused;
    receipt.arrived = Moment{1'491'364'800};
    receipt.refusal = ReceiptRefusal{"package-entry-altered", "answers.json", {{"name", "answers.json"}}};
    auto const written = writeReceipt(receipt, bureau.signer, sealingClock(), "0.1.0").value();
    CHECK(readReceipt(written.bytes, bureau.authority.certificate) == receipt);
    CHECK(schemaAccepts("receipt-1", toText(toJson(receipt))));
}

TEST_CASE("nobody but the bureau writes receipts, and a receipt names one unit", "[package][receipt]") {
    SigningBureau bureau;
    SealedExample const example;
    auto const receipt = returned(example);
    auto ownUnit = bureau.issued(receipt.unit);
    CHECK(readReceipt(writeReceipt(receipt, ownUnit, sealingClock(), "0.1.0").value().bytes, bureau.authority.certificate).error().code == error::exchangeNotOfBureau);
    auto const as = [&](ExchangeKind kind, std::string const& unit, std::string const& text) {
        return readReceipt(writeExchange(kind, unit, {{"receipt.json", text}}, bureau.signer, sealingClock(), "0.1.0").value().bytes, bureau.authority.certificate).error();
    };
    auto const text = toText(toJson(receipt));
    CHECK(as(ExchangeKind::bulletin, receipt.unit, text).code == error::exchangeKindDiffers);
    CHECK(as(ExchangeKind::receipt, exampleUnitCode(9).text(), text) == Error{error::receiptContradicts, {"receipt.json"}, {{"key", "unit"}}});
    CHECK(as(ExchangeKind::receipt, receipt.unit, exchanged(text, "receipt-1", "receipt-9")).code == error::receiptSchemaUnknown);
    CHECK(as(ExchangeKind::receipt, receipt.unit, exchanged(text, "\"returned\"", "\"forgotten\"")).where() == "receipt.json > /verdict");
    CHECK(as(ExchangeKind::receipt, receipt.unit, exchanged(text, "\"row\":1", "\"row\":-1")).where() == "receipt.json > /reasons/0/cells/1");
    CHECK(as(ExchangeKind::receipt, receipt.unit, exchanged(text, "\"waits\":\"\",", "")).code == error::jsonKeyMissing);
}
