#include "intake/judge.h"

#include "base/file.h"
#include "intake/file_kind.h"
#include "package/envelope.h"
#include "package/open.h"
#include "package/seal.h"

#include "support/catch.h"
#include "support/signers.h"
#include "support/submissions.h"
#include "support/temporary_folder.h"

using namespace zhibao;

namespace {

Arrival judged(test::Submissions const& submissions, Bytes bytes) {
    auto const data = test::judgingData();
    Judge const judge{submissions.library(), data.schedule, data.rates};
    auto arrival = judge.judge("a.zbs", std::move(bytes), test::dayOfArrival);
    REQUIRE(arrival);
    return *std::move(arrival);
}

JudgedFiling accepted(test::Submissions const& submissions, Bytes bytes) {
    auto arrival = judged(submissions, std::move(bytes));
    if (auto const* refused = std::get_if<RefusedFile>(&arrival)) FAIL(refused->error.code.name() << " " << refused->error.where());
    return std::get<JudgedFiling>(std::move(arrival));
}

}  // namespace

TEST_CASE("a sealed filing comes out with its identity, rows, window and signer", "[intake][judge]") {
    test::Submissions submissions;
    auto const filing = submissions.filing(1, "2017Q1", 4);
    auto const sealed = submissions.seal(filing);
    auto const judged = accepted(submissions, sealed.bytes);
    CHECK(judged.identity == sealed.identity);
    CHECK(judged.package == sealed.bytes);
    CHECK(judged.packageDigest == sha256(sealed.bytes));
    CHECK(judged.unit == exampleUnitCode(1));
    CHECK(judged.header == filing.header);
    CHECK(toText(judged.period) == "2017Q1");
    CHECK(judged.rows == tradeRowsOf(filing, submissions.edition()));
    CHECK(judged.rowsDigest == digestOf(judged.rows));
    CHECK(judged.editionDigest == submissions.edition().digest);
    CHECK(judged.window.deadline == endOfDayInChina(Date{2017, 4, 10}));
    CHECK(judged.signer == openPackage(sealed.bytes)->signer.keyFingerprint());
    CHECK(judged.isClean());
}

TEST_CASE("a filing in an envelope comes out as without it, and ranks as without it", "[intake][judge]") {
    test::Submissions submissions;
    auto const sealed = submissions.seal(submissions.filing(1, "2017Q1", 4));
    auto const key = PrivateKey::generate().value();
    auto const certificate = selfSignedCertificate(key, {"11500000009303022P", "样例统计局"}, test::tenYears(), KeyUse::envelope).value();
    auto const enveloped = writeEnvelope(sealed.bytes, certificate).value();

    auto const data = test::judgingData();
    Judge const judge{submissions.library(), data.schedule, data.rates, {}, &key};
    auto const arrival = judge.judge("a.zbs", enveloped, test::dayOfArrival);
    REQUIRE(arrival);
    auto const* filing = std::get_if<JudgedFiling>(&*arrival);
    REQUIRE(filing != nullptr);
    CHECK(filing->package == sealed.bytes);
    CHECK(filing->packageDigest == sha256(sealed.bytes));
    CHECK(filing->identity == sealed.identity);
    CHECK(judge.unitOf(enveloped) == judge.unitOf(sealed.bytes));
    CHECK(judge.rankOf(enveloped)->identity == judge.rankOf(sealed.bytes)->identity);

    auto const refusal = [&](Judge const& by, Bytes bytes) {
        auto const refused = by.judge("a.zbs", std::move(bytes), test::dayOfArrival);
        REQUIRE(refused);
        return std::get<RefusedFile>(*refused);
    };
    auto const stranger = PrivateKey::generate().value();
    CHECK(refusal(Judge{submissions.library(), data.schedule, data.rates, {}, &stranger}, enveloped).error.code == error::envelopeForOther);
    auto const without = refusal(Judge{submissions.library(), data.schedule, data.rates}, enveloped);
    CHECK(without.error.code == error::envelopeKeyMissing);
    CHECK(without.fileDigest == sha256(enveloped));
    // An envelope in an envelope says of itself that it is one, whatever its routing promises.
    CHECK_FALSE(judge.unitOf(writeEnvelope(enveloped, certificate).value_or("")));
    CHECK(isMeantAsPackage(enveloped.substr(0, enveloped.size() / 2)));
}

TEST_CASE("a filing with a wrong figure is received with its finding, not refused", "[intake][judge]") {
    test::Submissions submissions;
    auto filing = submissions.filing(1, "2017Q1", 4);
    auto const& form = *submissions.edition().findForm("form2");
    filing.forms.front().rows[2].cells[*form.indexOf("total")] = Money::ofHundredths(1);
    auto const judged = accepted(submissions, submissions.seal(filing).bytes);
    CHECK_FALSE(judged.isClean());
    REQUIRE_FALSE(judged.findings.empty());
    bool found = false;
    for (auto const& finding : judged.findings)
        found = found || (finding.level == "error" && finding.verdict == "violated" && finding.cells.front().form == "form2" && finding.cells.front().row == 2 &&
                          !finding.message.zh.empty());
    CHECK(found);
}

TEST_CASE("a structural problem is a finding with the code as its rule", "[intake][judge]") {
    test::Submissions submissions;
    auto filing = submissions.filing(1, "2017Q1", 4);
    auto const& form = *submissions.edition().findForm("form2");
    filing.forms.front().rows[1].cells[*form.indexOf("partner")] = std::string{"ZZ"};
    auto const judged = accepted(submissions, submissions.seal(filing).bytes);
    CHECK_FALSE(judged.isClean());
    REQUIRE_FALSE(judged.findings.empty());
    CHECK(judged.findings.front().rule == "code-unknown");
    CHECK(judged.findings.front().level == "error");
    CHECK(judged.findings.front().cells == std::vector<CellReference>{{"form2", 1, "partner"}});
}

TEST_CASE("what arrives before its period opens is received, and waits", "[intake][judge]") {
    test::Submissions submissions;
    auto const sealed = submissions.seal(submissions.filing(1, "2017Q1"));
    auto const data = test::judgingData();
    Judge const judge{submissions.library(), data.schedule, data.rates};
    auto const errorsOn = [&](Date const& day) {
        auto const arrival = judge.judge("a.zbs", sealed.bytes, endOfDayInChina(day));
        REQUIRE(arrival);
        std::vector<std::string> rules;
        for (auto const& finding : std::get<JudgedFiling>(*arrival).findings)
            if (finding.level == "error") rules.push_back(finding.rule);
        return rules;
    };
    CHECK(errorsOn(Date{2017, 3, 31}) == std::vector<std::string>{"A4"});
    CHECK(errorsOn(Date{2017, 4, 1}).empty());
}

TEST_CASE("what arrives before its period has begun is refused, for it would open the period for everybody", "[intake][judge]") {
    test::Submissions submissions;
    auto const sealed = submissions.seal(submissions.filing(1, "2017Q1"));
    auto const data = test::judgingData();
    Judge const judge{submissions.library(), data.schedule, data.rates};
    auto const arrivedOn = [&](Date const& day) { return judge.judge("a.zbs", sealed.bytes, endOfDayInChina(day)).value(); };
    auto const early = arrivedOn(Date{2016, 12, 31});
    REQUIRE(std::holds_alternative<RefusedFile>(early));
    CHECK(std::get<RefusedFile>(early).error.code == error::periodNotBegun);
    CHECK(std::holds_alternative<JudgedFiling>(arrivedOn(Date{2017, 1, 1})));
}

TEST_CASE("what is no package, an altered one, or one of an unknown edition is refused with its place", "[intake][judge]") {
    test::Submissions submissions;
    auto const sealed = submissions.seal(submissions.filing(1, "2017Q1"));
    auto const refusalOf = [&](Bytes bytes) {
        auto const digest = sha256(bytes);
        auto const arrival = judged(submissions, std::move(bytes));
        auto const* refused = std::get_if<RefusedFile>(&arrival);
        REQUIRE(refused != nullptr);
        CHECK(refused->fileDigest == digest);
        CHECK(refused->fileName == "a.zbs");
        return refused->error;
    };
    CHECK(refusalOf("dear bureau").code == error::zipMalformed);
    CHECK(refusalOf({}).code == error::zipMalformed);
    CHECK(refusalOf("{\"schema\":\"filing-1\"}").code == error::fileIsJson);
    auto altered = sealed.bytes;
    auto const amount = altered.find("\"total\":\"");
    REQUIRE(amount != std::string::npos);
    altered[amount + 9] = altered[amount + 9] == '9' ? '8' : '9';
    CHECK(refusalOf(altered).code == error::zipNotCanonical);
}

TEST_CASE("a filing made with another state of the edition is refused", "[intake][judge]") {
    test::Submissions submissions;
    auto other = submissions.edition();
    other.digest = sha256("another state");
    auto const filing = submissions.filing(1, "2017Q1");
    auto signer = test::signerOf(filing.header.unit);
    auto const sealed = seal(filing, other, {}, signer, FixedClock{test::dayOfArrival});
    REQUIRE(sealed);
    auto const arrival = judged(submissions, sealed->bytes);
    REQUIRE(std::holds_alternative<RefusedFile>(arrival));
    CHECK(std::get<RefusedFile>(arrival).error.code == error::editionDigestDiffers);
}

TEST_CASE("a filing of an edition that the bureau has not or cannot read is refused, and others are not", "[intake][judge]") {
    test::Submissions submissions;
    auto const sealed = submissions.seal(submissions.filing(1, "2017Q1"));
    auto const data = test::judgingData();
    SECTION("an edition the bureau does not have refuses the file") {
        EditionLibrary const elsewhere{pathOf(ZHIBAO_SOURCE_FOLDER) / "schemas"};
        auto const arrival = Judge{elsewhere, data.schedule, data.rates}.judge("a.zbs", sealed.bytes, test::dayOfArrival);
        REQUIRE(arrival);
        REQUIRE(std::holds_alternative<RefusedFile>(*arrival));
        CHECK(std::get<RefusedFile>(*arrival).error.code == error::editionUnknown);
    }
    SECTION("an edition that cannot be read refuses its own filings, and says that the file is not to blame") {
        test::TemporaryFolder const folder;
        std::filesystem::create_directories(folder / "services-trade/2017-1");
        REQUIRE(writeFile(folder / "services-trade/2017-1/edition.json", "{"));
        EditionLibrary const broken{folder.path()};
        auto const arrival = Judge{broken, data.schedule, data.rates}.judge("a.zbs", sealed.bytes, test::dayOfArrival);
        REQUIRE(arrival);
        REQUIRE(std::holds_alternative<RefusedFile>(*arrival));
        auto const& error = std::get<RefusedFile>(*arrival).error;
        CHECK(error.code == error::editionUnusable);
        CHECK(error.arguments.at("problem").find("edition.json") != std::string::npos);
    }
    SECTION("beside a broken edition the others are judged as ever") {
        test::TemporaryFolder const folder;
        std::filesystem::copy(pathOf(ZHIBAO_SOURCE_FOLDER) / "forms", folder.path(), std::filesystem::copy_options::recursive);
        std::filesystem::create_directories(folder / "services-trade/2018-1");
        REQUIRE(writeFile(folder / "services-trade/2018-1/edition.json", "{"));
        EditionLibrary const library{folder.path()};
        auto const arrival = Judge{library, data.schedule, data.rates}.judge("a.zbs", sealed.bytes, test::dayOfArrival);
        REQUIRE(arrival);
        CHECK(std::holds_alternative<JudgedFiling>(*arrival));
    }
}

TEST_CASE("a respondent who saw other rates than the bureau has gets a notice, and stays clean", "[intake][judge][rates]") {
    test::Submissions submissions;
    auto const filing = submissions.filing(1, "2017Q1");
    std::string const others = "2017Q1,EUR,0.94,x\n2017Q1,HKD,7.76,x\n2017Q1,JPY,113.6,x\n2017Q1,GBP,0.81,x\n";
    auto const seen = RateTable::parse("quarter,currency,units_per_usd,basis\n2017Q1,CNY,6.9,seen\n2017Q2,CNY,6.8,seen\n" + others);
    auto const same = RateTable::parse("quarter,currency,units_per_usd,basis\n2017Q1,CNY,6.90,the bureau's\n2017Q2,CNY,1,other\n" + others);
    auto const other = RateTable::parse("quarter,currency,units_per_usd,basis\n2017Q1,CNY,6.91,the bureau's\n" + others);
    REQUIRE(seen);
    REQUIRE(same);
    REQUIRE(other);
    auto signer = test::signerOf(filing.header.unit);
    auto const sealed = seal(filing, submissions.edition(), {}, signer, FixedClock{test::dayOfArrival}, {.programVersion = "0.1.0", .rateTable = seen->digestOf(*Quarter::parse("2017Q1")), .limits = {}});
    REQUIRE(sealed);
    auto const findingsWith = [&](RateTable const& rates, Bytes const& bytes) {
        Schedule const schedule;
        auto const arrival = Judge{submissions.library(), schedule, rates}.judge("a.zbs", bytes, test::dayOfArrival);
        REQUIRE(arrival);
        auto const& judged = std::get<JudgedFiling>(*arrival);
        CHECK(judged.isClean());
        CHECK(judged.findingsDigest == digestOf(judged.findings));
        std::vector<std::string> notices;
        for (auto const& finding : judged.findings)
            if (finding.level == "notice" && finding.rule == "rates-differ") notices.push_back(finding.rule + " " + finding.arguments.at("period"));
        return notices;
    };
    CHECK(findingsWith(*other, sealed->bytes) == std::vector<std::string>{"rates-differ 2017Q1"});
    CHECK(findingsWith(*same, sealed->bytes).empty());
    // A package that names no table was made without one.
    CHECK(findingsWith(*other, submissions.seal(filing).bytes).empty());
}
