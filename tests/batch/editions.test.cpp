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
    CHECK(carried.errors.find("Example form, row 1, Digital = no") != std::string::npos);
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

TEST_CASE("without a name the edition is taken that is valid for the period, and one that cannot be read stops nobody", "[batch][editions]") {
    TemporaryFolder const folder;
    std::filesystem::copy(std::filesystem::path{ZHIBAO_SOURCE_FOLDER} / "forms", folder.path(), std::filesystem::copy_options::recursive);
    auto const second = folder / "services-trade/2018-1";
    std::filesystem::copy(folder / "services-trade/2017-1", second, std::filesystem::copy_options::recursive);
    auto text = textOf(second / "edition.json");
    for (auto const& [from, to] : {std::pair<std::string, std::string>{R"("id": "services-trade/2017-1")", R"("id": "services-trade/2018-1")"},
                                   {R"("validFrom": "2016-01-01")", R"("validFrom": "2018-01-01")"}})
        text.replace(text.find(from), from.size(), to);
    put(second / "edition.json", text);
    auto const making = [&](std::string const& verb, std::string const& period, std::string const& set = "quarterly") {
        std::vector<std::string> arguments{verb, "--forms", folder.path().string(), "--set", set, "--unit", unitCode, "--period", period, "-o"};
        arguments.push_back(verb == "new" ? "-" : (folder / "t.xlsx").string());
        return zhibaoSays(arguments);
    };
    auto const editionOf = [&](std::string const& period, std::string const& set = "quarterly") {
        auto const made = making("new", period, set);
        INFO(made.errors);
        REQUIRE(made.status == 0);
        return *jsonOf(made.output).find("edition")->string();
    };
    CHECK(editionOf("2017Q1") == "services-trade/2017-1");
    CHECK(editionOf("2017", "annual") == "services-trade/2017-1");
    CHECK(editionOf("2018Q1") == "services-trade/2018-1");
    CHECK(editionOf("2018", "profile") == "services-trade/2018-1");
    CHECK(making("template", "2017Q4").status == 0);
    CHECK(making("new", "2009Q1").errors.find("--period: period-without-edition: No edition is valid for 2009Q1. There are: services-trade/2017-1 (2016-01-01") == 0);
    CHECK(making("template", "2009Q1").errors.find("--period: period-without-edition: ") == 0);

    // A filing for a period that its edition is not valid for says so, and cannot be sealed.
    auto filing = filingWith(goodRow);
    filing.replace(filing.find("2017Q1"), 6, "2009Q1");
    auto const early = zhibaoSays({"check", "-", "--forms", folder.path().string()}, filing);
    INFO(early.errors);
    CHECK(early.status == 1);
    CHECK(early.output.find("is valid from 2016-01-01") != std::string::npos);

    put(second / "edition.json", "{");
    auto const beside = making("new", "2017Q1");
    CHECK(beside.status == 0);
    CHECK(beside.errors.find("An edition that cannot be read is passed over: ") == 0);
    CHECK(making("new", "2018Q1").status == 0);
}

TEST_CASE("an edition or form set of another name is told what there is", "[batch][editions]") {
    auto const making = [](std::string const& edition, std::string const& set) {
        return zhibaoSays({"new", "--edition", edition, "--set", set, "--unit", unitCode, "--period", "2017Q1", "-o", "-"}).errors;
    };
    CHECK(making("services-trade/2071-1", "quarterly").find("--edition: edition-unknown: There is no edition “services-trade/2071-1”. There are: services-trade/2017-1.") == 0);
    CHECK(making("services-trade/2017-1", "quaterly").find("--set: form-set-unknown: There is no form set “quaterly”. There are: quarterly.") == 0);
    CHECK(making("services-trade/2017-1", "weekly").find("There are: quarterly, affiliates, profile, annual.") != std::string::npos);
}

TEST_CASE("a frozen quarter is reopened with a reason, and drafts are not frozen in silence", "[batch][rates]") {
    TemporaryFolder const folder;
    auto const database = (folder / "bureau.db").string();
    REQUIRE(zhibaoSays({"init", "--db", database}).status == 0);
    auto const rates = [&](std::vector<std::string> arguments, std::string const& csv = {}) {
        arguments.insert(arguments.begin(), "rates");
        arguments.insert(arguments.end(), {"--db", database});
        return zhibaoSays(arguments, csv);
    };
    CHECK(rates({"import", "-"}, "quarter,currency,units_per_usd\n2017Q1,CYN,6.88\n1900Q1,CNY,6.88\n").errors.find("- > 2: code-unknown: ") == 0);
    REQUIRE(rates({"import", "-"}, "quarter,currency,rate,quotation\n2017Q1,USD,688.55,cny-per-100\n2017Q1,EUR,733.03,cny-per-100\n").status == 0);
    auto const listed = rates({"list", "--period", "2017Q1", "--format", "text"});
    CHECK(listed.output.find("2017Q1 EUR ≈0.939320 (68855/73303) draft") != std::string::npos);
    CHECK(listed.output.find("汇率") == std::string::npos);
    auto const frozen = rates({"freeze", "--period", "2017Q1"});
    INFO(frozen.errors);
    CHECK(frozen.status == 0);
    CHECK(frozen.output.find("of them are drafts that nobody has made official") != std::string::npos);
    CHECK(rates({"reopen", "--period", "2017Q1", "--reason", " "}).errors.find("--reason: rates-reason-missing: ") == 0);
    CHECK(rates({"reopen", "--period", "2017Q1", "--reason", "样例"}).status == 0);
    REQUIRE(rates({"import", "-"}, "quarter,currency,units_per_usd\n2017Q1,CNY,688.55\n").status == 0);
    CHECK(rates({"freeze", "--period", "2017Q1"}).errors.find("--period: rate-jumps: ") == 0);
    CHECK(rates({"freeze", "--period", "2017Q1", "--confirm", "CNY"}).status == 0);
    CHECK(zhibaoSays({"verify", "--db", database}).status == 0);
}
