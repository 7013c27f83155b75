/// Editions, periods and rates on the command line.

#include <filesystem>

#include "base/file.h"
#include "support/catch.h"
#include "support/command_line.h"

using namespace zhibao;
using namespace zhibao::test;

namespace {

std::filesystem::path fixtureForms() {
    return std::filesystem::path{ZHIBAO_SOURCE_FOLDER} / "tests/fixtures/forms";
}

}  // namespace

TEST_CASE("an edition that ended before the period is not offered for a new filing", "[batch][editions]") {
    std::vector<std::string> const start{"new", "--forms", fixtureForms().string(), "--edition", "fixture/2016-1", "--set", "quarterly", "--unit", unitCode, "-o", "-", "--period"};
    auto const making = [&](std::string const& period) {
        auto arguments = start;
        arguments.push_back(period);
        return zhibaoSays(arguments);
    };
    CHECK(making("2016Q4").status == 0);
    auto const late = making("2017Q1");
    CHECK(late.status == 2);
    CHECK(late.errors.find("edition-expired: ") != std::string::npos);
    CHECK(late.errors.find("2016-12-31") != std::string::npos);
    CHECK(late.output.empty());
}

TEST_CASE("rates are taken from a file, listed with their history, and frozen", "[batch][rates]") {
    TemporaryFolder const folder;
    auto const database = (folder / "bureau.db").string();
    REQUIRE(zhibaoSays({"init", "--db", database}).status == 0);
    auto const enter = [&](std::string const& csv) {
        return zhibaoSays({"rates", "import", "--db", database, "-", "--source", "样例来源", "--entered-by", "样例甲", "--status", "official"}, csv);
    };
    auto const list = [&](std::vector<std::string> more = {}) {
        std::vector<std::string> arguments{"rates", "list", "--db", database, "--period", "2017Q1", "--format", "json"};
        arguments.insert(arguments.end(), more.begin(), more.end());
        auto const listed = zhibaoSays(arguments);
        INFO(listed.errors);
        REQUIRE(listed.status == 0);
        auto const document = parseJson(listed.output);
        REQUIRE(document);
        std::string text;
        for (auto const& line : *document->find("rates")->array())
            if (*line.find("currency")->string() == "CNY") text += *line.find("units_per_usd")->string() + " " + *line.find("status")->string() + "; ";
        return text;
    };

    auto const bad = enter("quarter,currency,units_per_usd\n2017Q1,CNY,6.8854\n2017Q1,EUR,0\n2017Q9,EUR,1\n");
    CHECK(bad.status == 2);
    CHECK(bad.errors.find("- > 3: rate-not-positive: ") != std::string::npos);
    CHECK(bad.errors.find("- > 4: period-malformed: ") != std::string::npos);
    CHECK(list({"--history"}).empty());

    auto const months = enter("month,currency,units_per_usd\n2017-01,CNY,6.8918\n2017-02,CNY,6.8713\n2017-03,CNY,6.8932\n");
    INFO(months.errors);
    CHECK(months.status == 0);
    CHECK(list() == "≈6.885433 official; ");
    CHECK(enter("quarter,currency,units_per_usd\n2017Q1,CNY,6.9\n").status == 0);
    CHECK(list({"--history"}) == "≈6.885433 official; 6.9 official; ");

    CHECK(zhibaoSays({"rates", "freeze", "--db", database, "--period", "2017Q1"}).status == 0);
    auto const late = enter("quarter,currency,units_per_usd\n2017Q1,CNY,7\n");
    CHECK(late.status == 2);
    CHECK(late.errors.find("- > 2: rates-frozen: ") != std::string::npos);
    CHECK(list() == "6.9 frozen; ");
    CHECK(zhibaoSays({"verify", "--db", database}).status == 0);
}

TEST_CASE("two editions are compared by name or by folder", "[batch][editions]") {
    auto const forms = std::filesystem::path{ZHIBAO_SOURCE_FOLDER} / "tests/fixtures/changing";
    auto const byName = zhibaoSays({"edition", "diff", "change/1", "change/2", "--forms", forms.string()});
    INFO(byName.errors);
    CHECK(byName.status == 0);
    CHECK(byName.output.find("removed column forms/trade/columns/mode2: 境外消费 ! answers are lost: the new edition does not ask for them\n") != std::string::npos);
    CHECK(byName.output.find("45 changes; 15 of them lose answers.\n") != std::string::npos);
    CHECK(zhibaoSays({"edition", "diff", (forms / "change/1").string(), (forms / "change/2").string()}).output == byName.output);

    auto const json = zhibaoSays({"edition", "diff", "change/1", "change/2", "--forms", forms.string(), "--format", "json"});
    CHECK(json.status == 0);
    auto const document = parseJson(json.output);
    REQUIRE(document);
    std::size_t losing = 0;
    for (auto const& change : *document->find("changes")->array()) losing += *change.find("losesAnswers")->boolean() ? 1U : 0U;
    CHECK(document->find("changes")->array()->size() == 45);
    CHECK(losing == 15);
    auto const unknown = zhibaoSays({"edition", "diff", "change/1", "change/9", "--forms", forms.string()});
    CHECK(unknown.status == 2);
    CHECK(unknown.errors.find("edition-unknown: ") != std::string::npos);
}

TEST_CASE("a filing is carried over, and what is lost is said with its value", "[batch][editions]") {
    TemporaryFolder const folder;
    auto const forms = (std::filesystem::path{ZHIBAO_SOURCE_FOLDER} / "tests/fixtures/changing").string();
    std::string const filing = R"({"schema":"filing-1","edition":"change/1","set":"quarterly","unit":")" + unitCode +
                               R"(","period":"2017Q1","forms":{"trade":{"rows":[{"flow":"export","item":"SC1","currency":"USD","total":"7.00","mode1":"2.00","mode2":"5.00"}]}},)"
                               R"("explanations":[{"rule":"B2","cells":[{"form":"trade","row":0,"column":"total"}],"text":"样例说明"}],"signatories":{}})";
    auto const output = (folder / "carried.json").string();
    auto const carried = zhibaoSays({"carry", "-", "--to", "change/2", "--forms", forms, "-o", output}, filing);
    INFO(carried.errors);
    CHECK(carried.status == 1);
    CHECK(carried.errors.find("- > /forms/trade/rows/0/mode2: carry-column-gone: ") != std::string::npos);
    CHECK(carried.errors.find("The value was: 5.00\n") != std::string::npos);
    CHECK(carried.errors.find("- > /explanations/0: carry-rule-gone: ") != std::string::npos);
    CHECK(carried.errors.find("trade, row 1, digital = no") != std::string::npos);
    auto const text = readFile(output);
    REQUIRE(text);
    auto const document = parseJson(*text);
    REQUIRE(document);
    CHECK(*document->find("edition")->string() == "change/2");
    // What it gave can be checked and carried no further without loss.
    CHECK(zhibaoSays({"check", output, "--forms", forms}).status < 2);
}

TEST_CASE("an author is told everything that is wrong with an edition, with file and pointer", "[batch][editions]") {
    TemporaryFolder const folder;
    std::filesystem::copy(std::filesystem::path{ZHIBAO_SOURCE_FOLDER} / "tests/fixtures/checked", folder.path(), std::filesystem::copy_options::recursive);
    auto const edition = (folder / "sound/1").string();
    auto const sound = zhibaoSays({"edition", "check", edition});
    INFO(sound.output << sound.errors);
    CHECK(sound.status == 0);
    CHECK(sound.output == "Nothing is wrong.\n");

    auto const form = folder / "sound/1/forms/trade.json";
    auto text = readFile(form);
    REQUIRE(text);
    for (auto const* title : {R"("en": "Mode 1")", R"("en": "Mode 2")"}) text->replace(text->find(title), std::string_view{title}.size(), R"("en": "")");
    REQUIRE(writeFile(form, *text));
    auto const broken = zhibaoSays({"edition", "check", edition});
    CHECK(broken.status == 1);
    CHECK(broken.output.find("forms/trade.json > /columns/4/title: text-language-missing: ") != std::string::npos);
    CHECK(broken.output.find("forms/trade.json > /columns/5/title: text-language-missing: ") != std::string::npos);
    CHECK(broken.output.find("2 problems, 0 notices.\n") != std::string::npos);
    auto const json = zhibaoSays({"edition", "check", edition, "--format", "json"});
    auto const document = parseJson(json.output);
    REQUIRE(document);
    REQUIRE(document->find("problems")->array()->size() == 2);
    auto const& first = document->find("problems")->array()->front();
    CHECK(*first.find("file")->string() == "forms/trade.json");
    CHECK(*first.find("pointer")->string() == "/columns/4/title");
    CHECK(*first.find("code")->string() == "text-language-missing");
}
