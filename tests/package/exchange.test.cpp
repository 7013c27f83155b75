#include "package/exchange.h"

#include "package/exchanges.h"
#include "package/open.h"
#include "package/sealed_example.h"
#include "package/zip_container.h"
#include "register/credit_code.h"
#include "support/catch.h"

using namespace zhibao;
using namespace zhibao::test;

namespace {

std::vector<ExchangeEntry> documents() {
    return {{"receipt.json", "{\"样例\":1}"}, {"calendar/holidays.csv", "date\n2017-01-01\n"}};
}

}  // namespace

TEST_CASE("what was signed comes out as it went in, whoever signed it in either way", "[package][exchange]") {
    auto const algorithm = GENERATE(from_range(algorithms));
    SigningBureau const bureau;
    auto signer = bureau.issued(bureau.code, algorithm);
    auto const unit = exampleUnitCode(3).text();
    auto const written = writeExchange(ExchangeKind::bulletin, unit, documents(), signer, sealingClock(), "0.1.0");
    REQUIRE(written);
    auto const opened = openExchange(written->bytes);
    REQUIRE(opened);
    CHECK(opened->identity == written->identity);
    CHECK(opened->manifest.kind == ExchangeKind::bulletin);
    CHECK(opened->manifest.from == bureau.code);
    CHECK(opened->manifest.unit == unit);
    CHECK(opened->manifest.createdAt == sealingClock().now());
    CHECK(opened->at("receipt.json") == BytesView{documents()[0].bytes});
    CHECK(opened->at("calendar/holidays.csv") == BytesView{documents()[1].bytes});
    CHECK(opened->at("other").error().code == error::packageEntryMissing);
    CHECK(opened->checkKind(ExchangeKind::bulletin));
    CHECK(opened->checkKind(ExchangeKind::receipt).error() ==
          Error{error::exchangeKindDiffers, {"manifest.json"}, {{"got", "bulletin"}, {"expected", "receipt"}}});
    CHECK(schemaAccepts("exchange-1", toText(opened->manifest)));
    CHECK(isMeantAsExchange(written->bytes));
    CHECK_FALSE(isMeantAsExchange(SealedExample{}.sealed.bytes));
    // Neither is taken for the other.
    CHECK(openPackage(written->bytes).error().code == error::manifestSchemaUnknown);
    CHECK(openExchange(SealedExample{}.sealed.bytes).error().code == error::manifestSchemaUnknown);
}

TEST_CASE("the same documents, signer and moment have the same identity", "[package][exchange]") {
    SigningBureau bureau;
    auto const once = writeExchange(ExchangeKind::bulletin, "", documents(), bureau.signer, sealingClock(), "0.1.0").value();
    auto turned = documents();
    std::swap(turned[0], turned[1]);
    CHECK(writeExchange(ExchangeKind::bulletin, "", turned, bureau.signer, sealingClock(), "0.1.0").value().identity == once.identity);
    turned[0].bytes += " ";
    CHECK(writeExchange(ExchangeKind::bulletin, "", turned, bureau.signer, sealingClock(), "0.1.0").value().identity != once.identity);
}

TEST_CASE("no byte of an exchange file can be changed unnoticed", "[package][exchange]") {
    SigningBureau bureau;
    auto const file = writeExchange(ExchangeKind::receipt, "", documents(), bureau.signer, sealingClock(), "0.1.0").value().bytes;
    std::size_t noticed = 0;
    for (std::size_t i = 0; i < file.size(); ++i) {
        auto altered = file;
        altered[i] = static_cast<char>(altered[i] ^ 1);
        noticed += openExchange(altered) ? 0U : 1U;
    }
    CHECK(noticed == file.size());
    for (std::size_t length = 0; length < file.size(); length += 7) CHECK_FALSE(openExchange(BytesView{file}.substr(0, length)));
}

TEST_CASE("what is in the archive and what the manifest lists are the same", "[package][exchange]") {
    SigningBureau bureau;
    auto const contents = contentsOf(writeExchange(ExchangeKind::receipt, "", documents(), bureau.signer, sealingClock(), "0.1.0").value().bytes);
    auto more = contents;
    more["more.json"] = "{}";
    CHECK(openExchange(packed(more)).error() == Error{error::packageEntryUnknown, {}, {{"name", "more.json"}}});
    auto less = contents;
    less.erase("receipt.json");
    CHECK(openExchange(packed(less)).error() == Error{error::packageEntryMissing, {}, {{"name", "receipt.json"}}});
    auto other = contents;
    other["receipt.json"] = "{}";
    CHECK(openExchange(packed(other)).error().code == error::packageEntryAltered);
    auto stranger = contents;
    stranger["signer.cer"] = signerOf(bureau.code).certificate().der();
    CHECK(openExchange(packed(stranger)).error() == Error{error::packageEntryAltered, {"signer.cer"}, {{"name", "signer.cer"}}});
    auto unknown = contents;
    unknown["manifest.json"] = exchanged(unknown["manifest.json"], R"("kind":"receipt")", R"("kind":"present")");
    CHECK(openExchange(packed(unknown)).error() == Error{error::exchangeKindUnknown, {"manifest.json", "/kind"}, {{"got", "present"}}});
}

TEST_CASE("names that cannot stand in an archive and codes of nobody are refused before anything is signed", "[package][exchange]") {
    SigningBureau bureau;
    auto const written = [&](std::string const& unit, std::string const& name) {
        return writeExchange(ExchangeKind::receipt, unit, {{name, "{}"}}, bureau.signer, sealingClock(), "0.1.0").error().code;
    };
    CHECK(written("", "../receipt.json") == error::zipEntryName);
    CHECK(written("", "manifest.json") == error::zipEntryDuplicate);
    CHECK(written("样例", "receipt.json") == error::manifestValueImpossible);
}

TEST_CASE("only what the authority issued to the bureau itself speaks for the bureau", "[package][exchange]") {
    SigningBureau const bureau;
    SigningBureau const impostor;  // the same code, another authority
    auto const unit = exampleUnitCode(3).text();
    auto const of = [&](FileKeySigner signer) {
        auto const opened = openExchange(writeExchange(ExchangeKind::receipt, unit, documents(), signer, sealingClock(), "0.1.0").value().bytes).value();
        auto const checked = checkOfBureau(opened, bureau.authority.certificate);
        return checked ? std::string{} : std::string{checked.error().code.name()};
    };
    CHECK(of(bureau.issued(bureau.code)).empty());
    CHECK(of(bureau.issued(unit)) == "exchange-not-of-bureau");
    CHECK(of(signerOf(bureau.code)) == "certificate-not-issued");
    CHECK(of(impostor.issued(bureau.code)) == "certificate-not-issued");

    auto lost = bureau.issued(bureau.code);
    auto const opened = openExchange(writeExchange(ExchangeKind::receipt, unit, documents(), lost, sealingClock(), "0.1.0").value().bytes).value();
    auto const revokedAt = [&](std::int64_t seconds) {
        RevocationList const list{tenYears(), {{serialOf(lost.certificate()), Moment{sealingClock().now().seconds + seconds}}}};
        return checkOfBureau(opened, bureau.authority.certificate, &list);
    };
    CHECK(revokedAt(0).error().code == error::certificateRevoked);
    CHECK(revokedAt(1));
}
