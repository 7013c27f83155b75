#include "package/seal.h"

#include "base/text.h"
#include "package/sealed_example.h"
#include "register/credit_code.h"
#include "support/catch.h"

using namespace zhibao;
using namespace zhibao::test;

namespace {

/// Seals the example after a change to it and expects a refusal.
template <class Change>
Error refusalOf(Change const& change) {
    SealedExample example;
    auto filing = example.filing;
    auto attachments = exampleAttachments();
    change(filing, attachments);
    auto const result = seal(filing, *example.edition, attachments, example.signer, sealingClock());
    REQUIRE_FALSE(result);
    return result.error();
}

template <class Change>
Error refusalOfFiling(Change const& change) {
    return refusalOf([&](Filing& filing, auto&) { change(filing); });
}

/// A token that signs something else.
class BadSigner final : public Signer {
public:
    explicit BadSigner(FileKeySigner signer) : signer_(std::move(signer)) {}
    [[nodiscard]] Algorithm algorithm() const override { return signer_.algorithm(); }
    [[nodiscard]] Certificate const& certificate() const override { return signer_.certificate(); }
    [[nodiscard]] Result<Bytes> sign(BytesView) override { return signer_.sign("something else"); }

private:
    FileKeySigner signer_;
};

}  // namespace

TEST_CASE("a sealed filing comes back as it was, with its attachments and its signer", "[package][seal]") {
    SealedExample const example{GENERATE(from_range(algorithms))};
    auto const opened = openPackage(example.sealed.bytes);
    REQUIRE(opened);
    CHECK(readPackagedFiling(*opened, *example.edition) == example.filing);
    CHECK(opened->attachments == exampleAttachments());
    CHECK(opened->signer == example.signer.certificate());
    CHECK(opened->identity == example.sealed.identity);
    CHECK(opened->header == example.filing.header);
    CHECK(opened->manifest.algorithm == example.algorithm);
    CHECK(opened->manifest.createdAt == sealingClock().now());
    CHECK(opened->manifest.editionDigest == example.edition->digest);
    CHECK(opened->manifest.programVersion == "0.1.0");
}

TEST_CASE("explanations are an entry of their own and do not stand in the answers", "[package][seal]") {
    SealedExample const example;
    auto const contents = contentsOf(example.sealed.bytes);
    CHECK(contents.at("answers.json").find("新签") == Bytes::npos);
    CHECK(contents.at("answers.json").find("explanations") == Bytes::npos);
    CHECK(contents.at("explanations.json").starts_with(R"({"schema":"explanations-1","explanations":[{"rule":"B11",)"));
}

TEST_CASE("sealing twice gives the same bytes but for the signature", "[package][seal]") {
    SealedExample example;
    auto const again = seal(example.filing, *example.edition, exampleAttachments(), example.signer, sealingClock(), {.programVersion = "0.1.0", .rateTable = {}, .limits = {}});
    REQUIRE(again);
    CHECK(again->identity == example.sealed.identity);
    auto first = contentsOf(example.sealed.bytes);
    auto second = contentsOf(again->bytes);
    CHECK(first.at("manifest.sig") != second.at("manifest.sig"));
    first.erase("manifest.sig");
    second.erase("manifest.sig");
    CHECK(first == second);
    CHECK(sha256(first.at("manifest.json")) == example.sealed.identity);
}

TEST_CASE("the order in which attachments are given does not matter", "[package][seal]") {
    SealedExample example;
    auto attachments = exampleAttachments();
    std::swap(attachments[0], attachments[1]);
    auto const again = seal(example.filing, *example.edition, attachments, example.signer, sealingClock(), {.programVersion = "0.1.0", .rateTable = {}, .limits = {}});
    REQUIRE(again);
    CHECK(again->identity == example.sealed.identity);
}

TEST_CASE("a correction names the version it replaces", "[package][seal]") {
    SealedExample example;
    example.filing.header.version = 2;
    example.filing.header.kind = FilingKind::correction;
    example.filing.header.replaces = example.sealed.identity;
    auto const correction = seal(example.filing, *example.edition, {}, example.signer, sealingClock(), {.programVersion = "0.1.0", .rateTable = sha256("rates"), .limits = {}});
    REQUIRE(correction);
    auto const opened = openPackage(correction->bytes);
    REQUIRE(opened);
    CHECK(opened->manifest.header.replaces == example.sealed.identity);
    CHECK(opened->manifest.rateTable == sha256("rates"));
    CHECK(opened->attachments.empty());
}

TEST_CASE("a zero filing keeps its reason", "[package][seal]") {
    SealedExample example;
    example.filing.forms.front().rows.clear();
    example.filing.header.zero = true;
    example.filing.header.zeroReason = "样例：本季无服务进出口。";
    auto const sealed = seal(example.filing, *example.edition, {}, example.signer, sealingClock());
    REQUIRE(sealed);
    auto const opened = openPackage(sealed->bytes);
    REQUIRE(opened);
    CHECK(opened->header.zero);
    CHECK(readPackagedFiling(*opened, *example.edition) == example.filing);
}

TEST_CASE("a filing that cannot be is not sealed", "[package][seal]") {
    CHECK(refusalOfFiling([](Filing& f) { f.header.edition = "example/2018-1"; }).code == error::filingEditionDiffers);
    CHECK(refusalOfFiling([](Filing& f) { f.header.formSet = "monthly"; }).code == error::formSetUnknown);
    CHECK(refusalOfFiling([](Filing& f) { f.header.unit = exampleUnitCode(2).text(); }).code == error::packageUnitDiffers);
    CHECK(refusalOfFiling([](Filing& f) { f.header.period = "2017Q5"; }).where() == "manifest.json > /period");
    CHECK(refusalOfFiling([](Filing& f) { f.header.version = 0; }).where() == "manifest.json > /version");
    CHECK(refusalOfFiling([](Filing& f) { f.header.version = 2; }).where() == "manifest.json > /replaces");
    CHECK(refusalOfFiling([](Filing& f) { f.header.replaces = sha256("x"); }).where() == "manifest.json > /replaces");
    CHECK(refusalOfFiling([](Filing& f) { f.forms.front().rows.front().cells.back() = std::string{}; }).code == error::filingNotRepresentable);
    CHECK(refusalOfFiling([](Filing& f) { f.signatories.unitHead = "\xFF"; }).code == error::textNotUtf8);
}

TEST_CASE("attachments with unfit names or titles, twice the same or too large are not sealed", "[package][seal]") {
    auto const with = [](Attachment const& attachment) {
        return refusalOf([&](Filing&, std::vector<Attachment>& attachments) { attachments.push_back(attachment); }).code;
    };
    CHECK(with({"../x", "", ""}) == error::zipEntryName);
    CHECK(with({"合同.pdf", "", ""}) == error::zipEntryName);
    CHECK(with({"", "", ""}) == error::zipEntryName);
    CHECK(with({"a/b", "", ""}) == error::packageEntryUnknown);
    CHECK(with({"01.pdf", "", ""}) == error::zipEntryDuplicate);
    CHECK(with({"03.pdf", "a\x1B[2J", ""}) == error::attachmentTitle);
    CHECK(with({"03.pdf", std::string(201, 'a'), ""}) == error::attachmentTitle);
    CHECK(with({"03.pdf", "", Bytes((32U << 20U) + 1, 'x')}) == error::zipEntryTooLarge);
    auto const many = refusalOf([](Filing&, std::vector<Attachment>& attachments) {
        for (std::size_t i = 3; i < 70; ++i) attachments.push_back(attachmentOf(i, "a.txt", ""));
    });
    CHECK(many.code == error::zipTooManyEntries);
}

TEST_CASE("a certificate that is not valid at the moment, or a token that signs badly, is noticed before anything is sent", "[package][seal]") {
    SealedExample example;
    auto const late = seal(example.filing, *example.edition, {}, example.signer, FixedClock{parseMoment("2027-01-01T00:00:00Z").value()});
    REQUIRE_FALSE(late);
    CHECK(late.error().code == error::certificateNotValidAt);
    BadSigner token{std::move(example.signer)};
    auto const bad = seal(example.filing, *example.edition, {}, token, sealingClock());
    REQUIRE_FALSE(bad);
    CHECK(bad.error().code == error::signatureInvalid);
}

TEST_CASE("a withdrawal is sealed with its reason and without figures", "[package][seal]") {
    SealedExample example;
    auto withdrawal = withdrawalOf(example.filing, example.sealed.identity);
    withdrawal.header.reason = "重复报送";
    auto const sealed = seal(withdrawal, *example.edition, {}, example.signer, sealingClock());
    REQUIRE(sealed);
    auto const opened = openPackage(sealed->bytes);
    REQUIRE(opened);
    CHECK(opened->manifest.header.kind == FilingKind::withdrawal);
    CHECK(opened->header.reason == "重复报送");
    CHECK(readPackagedFiling(*opened, *example.edition)->forms.empty());
}

TEST_CASE("notes that the unit keeps for itself are in no package", "[package][seal]") {
    SealedExample example;
    auto const& answers = example.filing.forms.front();
    auto const column = example.edition->findForm(answers.form)->columns.front().id;
    auto filing = example.filing;
    filing.notes = {{{answers.form, 0, column}, "只给自己看", false}, {{answers.form, 0, column}, "请见附件一", true}};
    auto const sealed = seal(filing, *example.edition, {}, example.signer, sealingClock());
    REQUIRE(sealed);
    CHECK(sealed->bytes.find("只给自己看") == Bytes::npos);
    auto const read = readPackagedFiling(*openPackage(sealed->bytes), *example.edition);
    REQUIRE(read);
    REQUIRE(read->notes.size() == 1);
    CHECK(read->notes.front().text == "请见附件一");
}
