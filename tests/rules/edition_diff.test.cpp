#include "rules/edition_diff.h"

#include <algorithm>

#include "base/file.h"

#include "base/json.h"
#include "rules/json_changes.h"
#include "support/catch.h"
#include "support/temporary_folder.h"

using namespace zhibao;

namespace {

std::filesystem::path fixture(int number) {
    return std::filesystem::path{ZHIBAO_SOURCE_FOLDER} / "tests/fixtures/changing/change" / std::to_string(number);
}

/// "removed column forms/trade/columns/mode2 !gone"
std::vector<std::string> changesBetween(std::filesystem::path const& from, std::filesystem::path const& to) {
    auto const changes = diffEditions(from, to);
    if (!changes) FAIL(changes.error().where() << " " << changes.error().code.name());
    std::vector<std::string> texts;
    for (auto const& change : *changes)
        texts.push_back(std::string{nameOf(change.kind)} + " " + change.subject + " " + change.place + (change.losesAnswers() ? " !" + change.loss : ""));
    return texts;
}

/// A copy of the first fixture, altered.
class Altered {
public:
    Altered() { std::filesystem::copy(fixture(1), folder_.path(), std::filesystem::copy_options::recursive); }
    Altered& alter(std::string const& file, std::string const& from, std::string const& to) {
        auto text = readFile(folder_.path() / file);
        REQUIRE(text);
        auto const position = text->find(from);
        REQUIRE(position != std::string::npos);
        text->replace(position, from.size(), to);
        REQUIRE(writeFile(folder_.path() / file, *text));
        return *this;
    }
    Altered& write(std::string const& file, std::string const& text) {
        REQUIRE(writeFile(folder_.path() / file, text));
        return *this;
    }
    std::vector<std::string> with(std::string const& file, std::string const& from, std::string const& to) {
        return changesBetween(fixture(1), alter(file, from, to).folder());
    }
    [[nodiscard]] std::filesystem::path folder() const { return folder_.path(); }

private:
    test::TemporaryFolder folder_;
};

using Changes = std::vector<std::string>;

}  // namespace

TEST_CASE("each change between two editions is named, and which of them lose answers", "[rules][edition_diff]") {
    auto const changes = changesBetween(fixture(1), fixture(2));
    CHECK(changes == Changes{
                         "changed text title/zh",
                         "changed text title/en",
                         "changed edition validFrom",
                         "removed form-set formSets/quarterly/forms/extra !gone",
                         "changed form-set formSets/quarterly/deadlineDaysAfter",
                         "moved form-set formSets/annual/forms/moving !gone",
                         "removed form-set formSets/half !gone",
                         "added form-set formSets/persons",
                         "added marks forms/trade/marks/validUntil",
                         "moved column forms/trade/columns/item",
                         "changed column forms/trade/columns/item/leafOnly !leaves",
                         "changed text forms/trade/columns/total/title/zh",
                         "removed column forms/trade/columns/mode2 !gone",
                         "changed column forms/trade/columns/contracts/kind",
                         "changed column forms/trade/columns/contracts/role",
                         "changed column forms/trade/columns/share/kind !kind",
                         "changed column forms/trade/columns/channel/list !codes",
                         "changed column forms/trade/columns/remark/maximalLength !length",
                         "added column forms/trade/columns/digital",
                         "added column forms/trade/columns/reason",
                         "changed print forms/trade/print/blocks/1/columns/1/column",
                         "changed form forms/profile/currency !currency",
                         "removed form forms/extra !gone",
                         "changed form forms/opinion/kind !gone",
                         "added column forms/opinion/columns/flow",
                         "added form forms/persons",
                         "removed list lists/channels",
                         "changed text lists/items/SC1/name/zh",
                         "removed code lists/items/SC2 !codes",
                         "changed code lists/items/SD/is_leaf !leaves",
                         "removed code lists/items/SE !codes",
                         "moved code lists/items/SE1/parent",
                         "added code lists/items/SC3",
                         "added code lists/items/SD1",
                         "added list lists/routes",
                         "changed level rules/trade/B1/level",
                         "changed text rules/trade/B1/message/zh",
                         "changed text rules/trade/B1/message/en",
                         "removed rule rules/trade/B2 !explanations",
                         "added rule rules/trade/B3",
                         "changed rule rules/trade/B1/condition",
                         "changed ruleset rules/trade/script",
                         "changed text tables/by-item/title/zh",
                         "removed table tables/by-flow",
                         "added table tables/by-channel",
                     });
}

TEST_CASE("an edition is the same as itself", "[rules][edition_diff]") {
    CHECK(changesBetween(fixture(1), fixture(1)).empty());
    // So is one with other comments and spaces in its rules.
    CHECK(Altered{}.with("rules/trade.vtl", "// A comment that the other edition words otherwise.\n    B1 : nvl", "/* Other words. */ B1:nvl").empty());
}

TEST_CASE("a value is told from before and after", "[rules][edition_diff]") {
    auto const changes = diffEditions(fixture(1), fixture(2));
    REQUIRE(changes);
    auto const find = [&](std::string const& place) {
        auto const found = std::find_if(changes->begin(), changes->end(), [&](auto const& change) { return change.place == place; });
        REQUIRE(found != changes->end());
        return found->before + " -> " + found->after;
    };
    CHECK(find("forms/trade/columns/remark/maximalLength") == "40 -> 5");
    CHECK(find("forms/trade/columns/mode2") == "境外消费 -> ");
    CHECK(find("formSets/annual/forms/moving") == "formSets/annual/forms/moving -> formSets/quarterly/forms/moving");
    CHECK(find("lists/items/SE1/parent") == "SE -> ");
    CHECK(find("rules/trade/B1/level") == "error -> query");
}

TEST_CASE("a change that nothing was written for is named all the same", "[rules][edition_diff]") {
    // Members that this program compares without knowing what they are about.
    CHECK(Altered{}.with("forms/trade.json", R"("id": "remark", "kind")", R"("id": "remark", "help": { "zh": "可不填。", "en": "May be left out." }, "kind")") ==
          Changes{"added column forms/trade/columns/remark/help"});
    CHECK(Altered{}.with("edition.json", R"("deadlineDaysAfter": 10)", R"("deadlineDaysAfter": 10, "deadlineOnHoliday": "nextWorkday")") ==
          Changes{"added form-set formSets/quarterly/deadlineOnHoliday"});
    CHECK(Altered{}.with("edition.json", R"("deadlineDaysAfter": 10)", R"("deadlineDaysAfter": 10, "appliesWhen": { "opinion": [{ "source": "trade", "where": [{ "column": "mode1", "nonZero": true }], "reason": { "zh": "样例", "en": "example" } }] })") ==
          Changes{"added scope formSets/quarterly/appliesWhen"});
    CHECK(Altered{}.with("lists/items.csv", "haiyun", "haiyang") == Changes{"changed code lists/items/SC1/keys"});
}

TEST_CASE("a longer text, a wider list and a question less strict lose nothing", "[rules][edition_diff]") {
    CHECK(Altered{}.with("forms/trade.json", R"("maximalLength": 40)", R"("maximalLength": 80)") == Changes{"changed column forms/trade/columns/remark/maximalLength"});
    CHECK(Altered{}.with("lists/channels.csv", "agent,", "online,,1,线上,Online,xianshang\nagent,") == Changes{"added code lists/channels/online"});
    CHECK(Altered{}.with("lists/channels.csv", "agent,,1,代理,Agent,daili\n", "") == Changes{"removed code lists/channels/agent !codes"});
}

TEST_CASE("a question that another form of the same filing asks now has moved, and is lost only where its answer cannot follow", "[rules][edition_diff]") {
    std::string const persons = R"({ "id": "persons", "kind": "integer", "role": "measure", "title": { "zh": "人数", "en": "Persons" } })";
    std::string const remark = R"({ "id": "note", "kind": "text", "role": "attribute", "title": { "zh": "注", "en": "Note" } })";
    auto const withBoth = [&](std::string const& inExtra, std::string const& inVisits, std::string const& sets, Altered& altered) {
        altered.alter("edition.json", R"("forms/opinion.json"])", R"("forms/opinion.json", "forms/visits.json"])");
        altered.alter("edition.json", R"(["trade", "extra", "opinion"])", sets);
        auto extra = *readFile(altered.folder() / "forms/extra.json");
        extra.replace(extra.find(persons), persons.size(), inExtra);
        altered.write("forms/extra.json", extra);
        auto visits = extra;
        visits.replace(visits.find(R"("id": "extra")"), 13, R"("id": "visits")");
        visits.replace(visits.find(inExtra), inExtra.size(), inVisits);
        altered.write("forms/visits.json", visits);
    };
    std::string const together = R"(["trade", "extra", "opinion", "visits"])";
    Altered from;
    withBoth(persons + "," + remark, persons.substr(0, 9) + "guests" + persons.substr(16), together, from);
    Altered to;
    withBoth(persons, persons.substr(0, 9) + "guests" + persons.substr(16) + "," + remark, together, to);
    CHECK(changesBetween(from.folder(), to.folder()) == Changes{"moved column forms/extra/columns/note"});

    // Into a form that another set asks: nothing carries it from one filing to the other.
    Altered apart;
    withBoth(persons, persons.substr(0, 9) + "guests" + persons.substr(16) + "," + remark, R"(["trade", "extra", "opinion"])", apart);
    apart.alter("edition.json", R"(["profile", "moving"])", R"(["profile", "moving", "visits"])");
    auto const changes = changesBetween(from.folder(), apart.folder());
    CHECK(std::find(changes.begin(), changes.end(), "moved column forms/extra/columns/note !gone") != changes.end());

    // Shorter than it was.
    Altered shorter;
    withBoth(persons, persons.substr(0, 9) + "guests" + persons.substr(16) + R"(,{ "id": "note", "kind": "text", "role": "attribute", "maximalLength": 5, "title": { "zh": "注", "en": "Note" } })", together, shorter);
    CHECK(changesBetween(from.folder(), shorter.folder()) == Changes{"moved column forms/extra/columns/note !length"});
}

TEST_CASE("what explanations must say, checks before the rules and parts of the datasets are compared as well", "[rules][edition_diff]") {
    auto const explanations = [](std::string const& shortest, std::string const& words) {
        return R"({"schema":"explanations-1","shortest":)" + shortest + R"(,"emptyWords":[)" + words + "]}";
    };
    auto const structural = [](std::string const& level) {
        return R"({"schema":"structural-papers-1","rules":[{"id":"S1","level":")" + level +
               R"(","title":{"zh":"样例","en":"Example"},"reason":{"zh":"样例","en":"Example"},"source":"样例","since":"2017Q1","validation":{"level":0,"type":"REV"},"codes":["row-key-twice"]}]})";
    };
    auto const named = [](Altered& altered) {
        altered.alter("edition.json", R"("tables": [)", R"("explanations": "rules/explanations.json", "structuralChecks": "rules/structure.papers.json", "ruleData": { "profile": "profile" }, "tables": [)");
    };
    Altered from;
    named(from);
    from.write("rules/explanations.json", explanations("4", R"("核实")")).write("rules/structure.papers.json", structural("error"));
    Altered to;
    named(to);
    to.write("rules/explanations.json", explanations("6", R"("核实","无误")")).write("rules/structure.papers.json", structural("query"));
    to.alter("edition.json", R"("profile": "profile")", R"("quarters": { "moving": "extra" })");
    CHECK(changesBetween(from.folder(), to.folder()) == Changes{
                                                            "removed rule-data ruleData/profile",
                                                            "added rule-data ruleData/quarters",
                                                            "changed explanations explanations/shortest",
                                                            "added explanations explanations/emptyWords/无误",
                                                            "changed level structuralChecks/S1/level",
                                                        });
    // Where the edition before had none.
    auto const first = changesBetween(fixture(1), from.folder());
    CHECK(std::find(first.begin(), first.end(), "added structural-check structuralChecks/S1") != first.end());
    CHECK(std::find(first.begin(), first.end(), "added explanations explanations/shortest") != first.end());
}

TEST_CASE("scopes, windows, definitions and papers are named where they changed", "[rules][edition_diff]") {
    std::string const condition = R"("deadlineDaysAfter": 10, "appliesWhen": { "opinion": [{ "source": "trade", "where": [{ "column": "mode1", "nonZero": true }], "reason": { "zh": "样例", "en": "example" } }] })";
    Altered from;
    from.alter("edition.json", R"("deadlineDaysAfter": 10)", condition);
    auto const against = [&](std::string const& file, std::string const& before, std::string const& after) {
        Altered to;
        to.alter("edition.json", R"("deadlineDaysAfter": 10)", condition);
        return changesBetween(from.folder(), to.alter(file, before, after).folder());
    };
    CHECK(against("edition.json", R"("column": "mode1")", R"("column": "mode2")") == Changes{"removed scope formSets/quarterly/appliesWhen/opinion/trade/where/mode1", "added scope formSets/quarterly/appliesWhen/opinion/trade/where/mode2"});
    CHECK(against("edition.json", R"("en": "example" })", R"("en": "other" })") == Changes{"changed text formSets/quarterly/appliesWhen/opinion/trade/reason/en"});
    CHECK(against("edition.json", R"("forms": ["profile", "moving"], "deadlineDaysAfter": 31)", R"("forms": ["profile", "moving"], "opensOn": "01-01", "deadlineOn": "01-31")") ==
          Changes{"removed form-set formSets/annual/deadlineDaysAfter", "added form-set formSets/annual/opensOn", "added form-set formSets/annual/deadlineOn"});
    CHECK(against("edition.json", R"("dataset": "trade")", R"("dataset": "trade", "formSets": ["quarterly"])") == Changes{"added ruleset rules/trade/formSets"});
    CHECK(against("forms/trade.json", R"("currencyColumn")", R"("definitions": [{ "term": { "zh": "样例", "en": "Example" }, "text": { "zh": "样例", "en": "Example" } }], "currencyColumn")") ==
          Changes{"added form forms/trade/definitions"});
}

TEST_CASE("an edition that cannot be read is named", "[rules][edition_diff]") {
    auto const changes = diffEditions(fixture(1), fixture(3));
    REQUIRE_FALSE(changes);
    CHECK(changes.error().code == error::fileUnreadable);
}

TEST_CASE("settings that decide what may be answered are told as what they were and are", "[rules][edition_diff]") {
    std::string const remark = R"("id": "remark", "kind": "text", "role": "attribute",)";
    CHECK(Altered{}.with("forms/trade.json", remark, remark + R"( "required": false,)").empty());
    CHECK(Altered{}.with("forms/trade.json", remark, remark + R"( "required": true,)") == Changes{"changed column forms/trade/columns/remark/required"});
    CHECK(Altered{}.with("forms/trade.json", remark, remark + R"( "format": "phone",)") == Changes{"added column forms/trade/columns/remark/format !format"});
    Altered before;
    before.alter("forms/trade.json", remark, remark + R"( "format": "website",)");
    Altered after;
    after.alter("forms/trade.json", remark, remark + R"( "format": "phone",)");
    CHECK(changesBetween(before.folder(), after.folder()) == Changes{"changed column forms/trade/columns/remark/format !format"});
}

TEST_CASE("elements are named by what tells them apart, also when an id stands twice", "[rules][edition_diff]") {
    auto const array = [](std::string const& text) { return *parseJson(text); };
    JsonChanges changes;
    auto const before = array(R"([{"id":"B17","level":"query"},{"id":"B17","level":"error"}])");
    auto const after = array(R"([{"id":"B0","level":"query"},{"id":"B17","level":"query"},{"id":"B17","level":"notice"}])");
    changes.compare(&before, &after, "rules");
    REQUIRE(changes.all().size() == 2);
    CHECK(changes.all()[0].place == "rules/B17#2/level");
    CHECK(changes.all()[1].place == "rules/B0");
}
