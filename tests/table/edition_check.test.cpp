#include "table/edition_check.h"

#include <algorithm>

#include "base/file.h"
#include "rules/edition_rules.h"
#include "rules/structural_codes.h"

#include "support/catch.h"
#include "support/temporary_folder.h"

using namespace zhibao;

namespace {

std::filesystem::path sources() {
    return std::filesystem::path{ZHIBAO_SOURCE_FOLDER};
}

/// "code @ file > pointer", notices with a question mark.
std::vector<std::string> problemsOf(std::filesystem::path const& folder) {
    std::vector<std::string> texts;
    for (auto const& [error, isNotice] : checkEdition(folder)) texts.push_back(std::string{error.code.name()} + " @ " + error.where() + (isNotice ? "?" : ""));
    return texts;
}

using Told = std::vector<std::string>;

/// A copy of the survey's edition that a test may break.
class Copy {
public:
    Copy() { std::filesystem::copy(sources() / "tests/fixtures/checked", forms_.path(), std::filesystem::copy_options::recursive); }

    static void alterIn(std::filesystem::path const& folder, std::string const& file, std::string const& from, std::string const& to) {
        auto text = readFile(folder / file);
        REQUIRE(text);
        auto const position = text->find(from);
        INFO(file << " has no " << from);
        REQUIRE(position != std::string::npos);
        text->replace(position, from.size(), to);
        REQUIRE(writeFile(folder / file, *text));
    }
    Copy& alter(std::string const& file, std::string const& from, std::string const& to) {
        alterIn(folder(), file, from, to);
        return *this;
    }
    Copy& write(std::string const& file, std::string const& text) {
        REQUIRE(writeFile(folder() / file, text));
        return *this;
    }
    Copy& remove(std::string const& file) {
        std::filesystem::remove(folder() / file);
        return *this;
    }
    [[nodiscard]] Told problems() const { return problemsOf(folder()); }

    [[nodiscard]] std::filesystem::path folder() const { return forms_ / "sound/1"; }

private:
    test::TemporaryFolder forms_;
};

std::string const top = "edition.json";
std::string const trade = "forms/trade.json";
std::string const papers = "rules/trade.papers.json";
std::string const ruleText = "rules/trade.vtl";

}  // namespace

TEST_CASE("a sound edition has no problems", "[table][edition_check]") {
    CHECK(Copy{}.problems().empty());
}

TEST_CASE("the survey's edition has no problems, with its calendar and rates", "[table][edition_check]") {
    CHECK(problemsOf(sources() / "forms/services-trade/2017-1") == Told{});
}

TEST_CASE("one slip does not hide another, whichever files they are in", "[table][edition_check]") {
    Copy copy;
    copy.alter(top, R"("en": "Example edition")", R"("en": "")");
    copy.alter(top, R"("deadlineDaysAfter": 10)", R"("deadlineDaysAfter": 999)");
    copy.alter(trade, R"({ "zh": "合计", "en": "Total" })", R"({ "zh": "合计" })");
    copy.alter(trade, R"({ "zh": "境外消费", "en": "Mode 2" })", R"({ "en": "Mode 2" })");
    copy.alter(trade, R"("maximalLength": 40)", R"("maximalLength": 0)");
    copy.alter(trade, R"("column": "item", "show": "name")", R"("column": "service", "show": "name")");
    copy.alter("lists/flows.csv", "出口", "");
    copy.alter("lists/flows.csv", "Import", "");
    copy.alter(papers, R"("en": "Check this.")", R"("en": "")");
    copy.alter("tables/by-item.json", R"("en": "By item")", R"("en": "")");
    CHECK(copy.problems() == Told{
                                 "text-language-missing @ edition.json > /title",
                                 "code-name-missing @ lists/flows.csv > 2",
                                 "code-name-missing @ lists/flows.csv > 3",
                                 "text-language-missing @ forms/trade.json > /columns/3/title",
                                 "text-language-missing @ forms/trade.json > /columns/5/title",
                                 "number-out-of-range @ forms/trade.json > /columns/6/maximalLength",
                                 "column-unknown @ forms/trade.json > /print/stub/0/column",
                                 "number-out-of-range @ edition.json > /formSets/0/deadlineDaysAfter",
                                 "text-language-missing @ rules/trade.papers.json > /rules/0/message",
                                 "text-language-missing @ tables/by-item.json > /title",
                             });
}

TEST_CASE("rules without papers, papers without a rule and columns nobody knows are all named", "[table][edition_check]") {
    Copy copy;
    copy.write(ruleText, R"(define datapoint ruleset trade (variable 'total', mode1, mode9, mode8) is
    B1 : nvl('total', 0) = nvl(mode1, 0) errorcode "B1" errorlevel 2;
    B7 : nvl(mode1, 0) >= 0 errorcode "B7" errorlevel 1;
    B8 : nvl(mode9, 0) >= 0 errorcode "B8" errorlevel 1
end datapoint ruleset;
)");
    copy.alter(papers, R"("cells": ["total"])", R"("cells": ["totale"])");
    CHECK(copy.problems() == Told{
                                 "papers-missing @ rules/trade.papers.json > /rules",
                                 "papers-missing @ rules/trade.papers.json > /rules",
                                 "papers-level-differs @ rules/trade.papers.json > /rules/0",
                                 "papers-column-unknown @ rules/trade.papers.json > /rules/0/cells/1",
                                 "papers-rule-unknown @ rules/trade.papers.json > /rules/1",
                                 "vtl-name-unknown @ rules/trade.vtl:1:58",
                                 "vtl-name-unknown @ rules/trade.vtl:1:65",
                             });
}

TEST_CASE("a form that no set asks and a list that nothing uses are named", "[table][edition_check]") {
    CHECK(Copy{}.alter(top, R"(["profile"], "deadline)", R"(["trade"], "deadline)").problems() == Told{"form-unreachable @ forms/profile.json > /id"});
    CHECK(Copy{}
              .alter(top, R"("flows": {)", R"("spare": { "file": "lists/flows.csv", "title": { "zh": "备用", "en": "Spare" } }, "flows": {)")
              .problems() == Told{"list-unused @ edition.json > /lists/spare?"});
}

TEST_CASE("a form whose reasons to be asked can never hold is named", "[table][edition_check]") {
    auto const withReason = [](std::string const& where) {
        return Copy{}
            .alter(top, R"("forms": ["profile"], "deadline)", R"("forms": ["profile", "trade"], "appliesWhen": { "trade": [{ "source": "profile", "where": [)" + where +
                                                            R"(], "reason": { "zh": "样例", "en": "example" } }] }, "deadline)")
            .alter("forms/profile.json", R"("columns": [{)", R"("columns": [{ "id": "share", "kind": "percent", "role": "measure", "title": { "zh": "比例", "en": "Share" }, "help": { "zh": "样例", "en": "Example" } },
                { "id": "item", "kind": "code", "role": "attribute", "list": "items", "leafOnly": true, "title": { "zh": "类别", "en": "Item" }, "help": { "zh": "样例", "en": "Example" } }, {)")
            .alter("forms/profile.json", R"("columns": ["name"])", R"("columns": ["name", "share", "item"])")
            .problems();
    };
    CHECK(withReason(R"({ "column": "share", "above": "50" })").empty());
    Told const never{"form-unreachable @ edition.json > /formSets/1/appliesWhen/trade"};
    CHECK(withReason(R"({ "column": "share", "above": "100" })") == never);
    CHECK(withReason(R"({ "column": "item", "oneOf": ["SC"] })") == never);
    CHECK(withReason(R"({ "column": "item", "oneOf": ["SC1"] })").empty());
}

TEST_CASE("a broken column is told once, not again by everything that names it", "[table][edition_check]") {
    CHECK(Copy{}.alter(trade, R"("list": "items")", R"("list": "services")").problems() == Told{"list-unknown @ forms/trade.json > /columns/1/list"});
    CHECK(Copy{}.alter(trade, R"("id": "mode1", "kind": "money")", R"("id": "mode1", "kind": "cash")").problems() == Told{"json-value-unknown @ forms/trade.json > /columns/4/kind"});
}

TEST_CASE("a file that is missing or no JSON does not keep the others from being read", "[table][edition_check]") {
    Copy copy;
    copy.write("forms/profile.json", "{\"schema\": ");
    copy.remove("tables/by-item.json");
    copy.alter(trade, R"("en": "Mode 2")", R"("en": "")");
    auto const problems = copy.problems();
    REQUIRE(problems.size() == 3);
    CHECK(problems[0] == "text-language-missing @ forms/trade.json > /columns/5/title");
    CHECK(problems[1].starts_with("json-malformed @ forms/profile.json > 1:"));
    CHECK(problems[2].starts_with("file-unreadable @ edition.json > /tables/0/file"));
}

TEST_CASE("a table that does not build is named with what building it says", "[table][edition_check]") {
    CHECK(Copy{}.alter("tables/by-item.json", R"("dimension": "item")", R"("dimension": "colour")").problems().size() == 1);
    CHECK(Copy{}.alter("tables/by-item.json", R"("list": "items")", R"("list": "colours")").problems() == Told{"list-unknown @ tables/by-item.json > /rows/list"});
}

TEST_CASE("keys of an edition that nobody knows are named, in each of its files", "[table][edition_check]") {
    Copy copy;
    copy.alter(top, R"("tables": [)", R"("ruleData": { "profile": "profile", "years": {} }, "explanations": "rules/explanations.json", "structuralChecks": "rules/structure.papers.json", "tables": [)");
    copy.alter(top, R"("deadlineDaysAfter": 10)", R"("deadlineDaysAfter": 10, "opensAt": 8)");
    copy.alter(top, R"("dataset": "trade")", R"("dataset": "trade", "forms": ["trade"])");
    copy.write("rules/explanations.json", R"({"schema":"explanations-1","shortest":400,"longest":500,"emptyWords":[]})");
    copy.write("rules/structure.papers.json", R"({"schema":"structural-papers-1","rules":[{"id":"S1","level":"error","title":{"zh":"样例","en":""},"reason":{"zh":"样例","en":"Example"},
        "source":"样例","since":"2017Q1","validation":{"level":9,"type":"REV"},"codes":["row-key-twice"],"cells":[]}]})");
    copy.alter(papers, R"("level": "error")", R"("level": "error", "color": "red")");
    copy.alter(trade, R"("print": {)", R"("print": { "colour": "red",)");
    CHECK(copy.problems() == Told{
                                 "json-key-unknown @ forms/trade.json > /print/colour",
                                 "json-key-unknown @ edition.json > /formSets/0/opensAt",
                                 "json-key-unknown @ edition.json > /rulesets/0/forms",
                                 "json-key-unknown @ edition.json > /ruleData/years",
                                 "json-key-unknown @ rules/explanations.json > /longest",
                                 "number-out-of-range @ rules/explanations.json > /shortest",
                                 "text-language-missing @ rules/structure.papers.json > /rules/0/title",
                                 "json-key-unknown @ rules/structure.papers.json > /rules/0/cells",
                                 "json-value-unknown @ rules/structure.papers.json > /rules/0/validation/level",
                                 "structural-codes-unclaimed @ rules/structure.papers.json > /rules?",
                                 "json-key-unknown @ rules/trade.papers.json > /rules/0/color",
                             });
}

TEST_CASE("conditions that name columns, codes and forms nobody knows are each told at their place, and what is left of them is not complained of", "[table][edition_check]") {
    Copy copy;
    copy.alter(top, R"("forms": ["trade"], "deadline)", R"("forms": ["trade", "profile"], "appliesWhen": { "profile": [
        { "source": "trade", "where": [{ "column": "mode7", "nonZero": true }, { "column": "mode8", "nonZero": true }], "reason": { "zh": "样例", "en": "example" } },
        { "source": "trade", "where": [{ "column": "flow", "oneOf": ["transit"] }], "reason": { "zh": "样例" } },
        { "source": "nobody", "where": [{ "column": "flow", "oneOf": ["export"] }], "reason": { "zh": "样例", "en": "example" } }],
        "nothing": [] }, "deadline)");
    copy.alter(top, R"("dataset": "trade")", R"("dataset": "trade", "formSets": ["monthly", "quarterly"])");
    copy.alter(top, R"("tables": [)", R"("ruleData": { "profile": "nobody", "quarters": { "trade": "profile" } }, "tables": [)");
    CHECK(copy.problems() == Told{
                                 "form-unknown @ edition.json > /formSets/0/appliesWhen/nothing",
                                 "column-unknown @ edition.json > /formSets/0/appliesWhen/profile/0/where/0/column",
                                 "column-unknown @ edition.json > /formSets/0/appliesWhen/profile/0/where/1/column",
                                 "code-unknown @ edition.json > /formSets/0/appliesWhen/profile/1/where/0/oneOf/0",
                                 "text-language-missing @ edition.json > /formSets/0/appliesWhen/profile/1/reason",
                                 "scope-source-unfit @ edition.json > /formSets/0/appliesWhen/profile/2/source",
                                 "form-set-unknown @ edition.json > /rulesets/0/formSets/0",
                                 "form-unknown @ edition.json > /ruleData/profile",
                                 "rule-data-form-unfit @ edition.json > /ruleData/quarters/trade",
                             });
}

TEST_CASE("a set's days that do not go together are named", "[table][edition_check]") {
    CHECK(Copy{}.alter(top, R"("deadlineDaysAfter": 31)", R"("deadlineDaysAfter": 31, "opensOn": "04-01")").problems() == Told{"form-set-window-unfit @ edition.json > /formSets/1"});
    CHECK(Copy{}.alter(top, R"("deadlineDaysAfter": 31)", R"("opensOn": "04-01", "deadlineOn": "06-31")").problems() == Told{"month-day-malformed @ edition.json > /formSets/1/deadlineOn"});
}

TEST_CASE("the calendar and the rates beside an edition are looked at as the edition uses them", "[table][edition_check]") {
    test::TemporaryFolder const forms;
    auto const folder = forms.path() / "sound/1";
    std::filesystem::create_directories(folder);
    std::filesystem::copy(sources() / "tests/fixtures/checked/sound/1", folder, std::filesystem::copy_options::recursive);
    std::filesystem::create_directories(forms.path() / "calendar");
    std::filesystem::create_directories(forms.path() / "rates");
    auto const write = [&](std::string const& file, std::string const& text) { REQUIRE(writeFile(forms.path() / file, text)); };
    write("calendar/holidays.csv", "first,last,kind\n2017-01-01,2017-01-02,holiday\n");
    write("calendar/periods.csv", "period,form_set,opens,deadline,note\n2017Q1,quarterly,,2017-04-12,样例\n2017,annual,,,\n");
    write("rates/fx_quarterly_per_usd.csv", "quarter,currency,units_per_usd\n2017Q1,CNY,6.9\n");
    CHECK(problemsOf(folder).empty());

    write("calendar/periods.csv", "period,form_set,opens,deadline,note\n2017,quarterly,,,\n2017Q2,monthly,,,\n2017Q3,quarterly,2017-10-20,,\n");
    write("rates/fx_quarterly_per_usd.csv", "quarter,currency,units_per_usd\n2017Q1,CNY,0\n2017Q1,QQQ,1\n2017Q9,CNY,7\n");
    CHECK(problemsOf(folder) == Told{
                                    "period-not-of-set @ ../../calendar/periods.csv > 2",
                                    "form-set-unknown @ ../../calendar/periods.csv > 3?",
                                    "schedule-dates-reversed @ ../../calendar/periods.csv > 4",
                                    "rate-not-positive @ ../../rates/fx_quarterly_per_usd.csv > 2",
                                    "period-malformed @ ../../rates/fx_quarterly_per_usd.csv > 4",
                                    "code-unknown @ ../../rates/fx_quarterly_per_usd.csv > 3?",
                                });
    write("calendar/holidays.csv", "first,last,kind\n2017-01-01,2017-01-02,feast\n");
    write("rates/fx_quarterly_per_usd.csv", "quarter,currency,units_per_usd\n");
    write("calendar/periods.csv", "period,form_set,opens,deadline,note\n");
    CHECK(problemsOf(folder) == Told{"holiday-kind-unknown @ ../../calendar/holidays.csv > 2"});
    write("calendar/holidays.csv", "first,last,kind\n2016-01-01,2016-01-01,holiday\n");
    Copy::alterIn(folder, top, R"("deadlineDaysAfter": 10)", R"("deadlineDaysAfter": 10, "deadlineOnHoliday": "nextWorkday")");
    CHECK(problemsOf(folder) == Told{"holidays-unknown @ edition.json > /formSets/0/deadlineOnHoliday?"});
}

TEST_CASE("a folder without an edition says so", "[table][edition_check]") {
    test::TemporaryFolder const empty;
    CHECK(problemsOf(empty.path()) == Told{"file-unreadable @ edition.json"});
}

TEST_CASE("letters of validity, their reasons and sectors are held against what the program knows", "[table][edition_check]") {
    Copy copy;
    copy.alter(top, R"("flows": {)", R"("validity_reasons": { "file": "lists/reasons.csv", "title": { "zh": "理由", "en": "Reasons" } }, "flows": {)");
    copy.write("lists/reasons.csv", "code,parent,is_leaf,name_zh,name_en,keys\nabroad,,1,在境外,Abroad,jingwai\n");
    std::string const head = "code,parent,is_leaf,name_zh,name_en,keys,mode1,mode1_reason,mode2,mode2_reason,default_sector\n";
    copy.write("lists/items.csv", head + "SC,,0,运输,Transport,yunshu,,,,,\nSC1,SC,1,海洋运输,Sea transport,haiyun,E,,X,abroad,01\nSC2,SC,1,航空运输,Air transport,hangkong,P,,U,abroad,01\n");
    CHECK(copy.problems() == Told{});
    copy.write("lists/items.csv", head + "SC,,0,运输,Transport,yunshu,,,,,\nSC1,SC,1,海洋运输,Sea transport,haiyun,Q,,X,,\nSC2,SC,1,航空运输,Air transport,hangkong,x,,U,overseas,99\nSC3,SC,1,其他,Other,qita,,,P,,01\n");
    CHECK(copy.problems() == Told{
                                 "validity-unknown @ lists/items.csv > 3",
                                 "validity-unknown @ lists/items.csv > 4",
                                 "validity-unknown @ lists/items.csv > 5",
                                 "validity-reason-missing @ lists/items.csv > 3",
                                 "code-unknown @ lists/items.csv > 4",
                                 "item-sector-missing @ lists/items.csv > 3",
                                 "code-unknown @ lists/items.csv > 4",
                             });
}

TEST_CASE("a table is limited to codes that there are", "[table][edition_check]") {
    auto const with = [](std::string const& where) {
        return Copy{}.alter("tables/by-item.json", R"("measure": "amount")", R"("measure": "amount", "where": )" + where).problems();
    };
    CHECK(with(R"({ "flow": ["export"], "mode": ["1", "unallocated"], "sector": ["outsourcing"] })").empty());
    CHECK(with(R"({ "flow": ["exprt"], "mode": ["7"] })") ==
          Told{"code-unknown @ tables/by-item.json > /columns/0/where/flow/0", "code-unknown @ tables/by-item.json > /columns/0/where/mode/0"});
}

TEST_CASE("an id that is not its folder's and a published edition without its digest are named", "[table][edition_check]") {
    CHECK(Copy{}.alter(top, R"("id": "sound/1")", R"("id": "sound/2")").problems() == Told{"edition-id-differs @ edition.json > /id"});
    Copy published;
    published.alter(top, R"("status": "draft")", R"("status": "published")");
    CHECK(published.problems() == Told{"edition-not-recorded @ edition.json > /status"});
    auto const digest = loadEdition(published.folder())->digest.hex();
    REQUIRE(writeFile(published.folder() / "../../published.json", R"({"schema":"published-1","editions":{"sound/1":")" + digest + R"("}})"));
    CHECK(published.problems().empty());
    published.alter("lists/flows.csv", "Import", "Imports");
    CHECK(published.problems() == Told{"edition-changed @ edition.json > /status"});
}

TEST_CASE("papers say since which period, and rules bear the code of their check", "[table][edition_check]") {
    Copy copy;
    copy.alter(papers, R"("since": "2017Q1")", R"("since": "soon")");
    copy.alter(ruleText, R"(errorcode "B1")", R"(errorcode "B9")");
    copy.alter(ruleText, R"( errorcode "B2")", "");
    copy.alter(trade, R"("en": "Mode 1")", R"("en": " 　")");
    copy.alter(trade, R"(, "help": { "zh": "样例", "en": "Example" })", "");
    CHECK(copy.problems() == Told{
                                 "text-language-missing @ forms/trade.json > /columns/4/title",
                                 "column-help-missing @ forms/trade.json > /columns/0?",
                                 "papers-since-malformed @ rules/trade.papers.json > /rules/0/since",
                                 "papers-error-code-differs @ rules/trade.papers.json > /rules/0",
                                 "papers-error-code-differs @ rules/trade.papers.json > /rules/1",
                             });
}

TEST_CASE("an id stands for one check, whichever file has it", "[table][edition_check]") {
    Copy copy;
    copy.alter(top, R"("tables": [)", R"("structuralChecks": "rules/structure.papers.json", "tables": [)");
    auto const structural = [&](std::string const& id, std::string const& source, std::string const& code) {
        copy.write("rules/structure.papers.json", R"({"schema":"structural-papers-1","rules":[{"id":")" + id + R"(","level":"error","title":{"zh":"样例","en":"Example"},"reason":{"zh":"样例","en":"Example"},"source":")" +
                                                      source + R"(","since":"2017Q1","validation":{"level":0,"type":"REV"},"codes":[")" + code + R"("]}]})");
        return copy.problems();
    };
    std::string const unclaimed = "structural-codes-unclaimed @ rules/structure.papers.json > /rules?";
    CHECK(structural("S1", "样例", "row-key-twice") == Told{unclaimed});
    CHECK(structural("B1", "样例", "row-key-twice") == Told{unclaimed});  // another part of one check
    CHECK(structural("B1", "另一样例", "row-key-twice") == Told{unclaimed, "papers-id-twice @ rules/trade.papers.json > /rules/0"});
    CHECK(structural("S1", "样例", "row-twice") == Told{"structural-code-unknown @ rules/structure.papers.json > /rules/0/codes/0", unclaimed});
    structural("B1", "另一样例", "row-key-twice");
    auto const edition = loadEdition(copy.folder());
    REQUIRE(edition);
    auto const compiled = EditionRules::compile(*edition);
    REQUIRE_FALSE(compiled);
    CHECK(compiled.error().code == error::papersIdTwice);
}

TEST_CASE("every problem of structure can be claimed by a check", "[table][edition_check]") {
    auto const header = readFile(sources() / "core/answers/structure.h");
    REQUIRE(header);
    std::size_t count = 0;
    for (auto at = header->find("ErrorCode "); at != std::string::npos; at = header->find("ErrorCode ", at + 1)) {
        auto const open = header->find('"', at);
        auto const name = header->substr(open + 1, header->find('"', open + 1) - open - 1);
        INFO(name);
        CHECK(std::any_of(structuralCodes.begin(), structuralCodes.end(), [&](ErrorCode code) { return code.name() == name; }));
        ++count;
    }
    CHECK(count > 20);
}

TEST_CASE("a form whose file is missing is told once, not by all that names it", "[table][edition_check]") {
    Copy copy;
    copy.alter(top, R"("forms": ["trade"], "deadline)", R"("forms": ["trade"], "owedWhen": [{ "source": "profile", "where": [{ "column": "name", "nonZero": true }], "reason": { "zh": "样例", "en": "example" } }],
        "notOwed": { "zh": "样例", "en": "example" }, "deadline)");
    copy.alter(top, R"("tables": [)", R"("ruleData": { "profile": "profile" }, "tables": [)");
    copy.remove("forms/profile.json");
    auto const problems = copy.problems();
    REQUIRE(problems.size() == 1);
    CHECK(problems.front().starts_with("file-unreadable @ edition.json > /forms/1"));
}

TEST_CASE("problems are told the same when the folder is named with a separator at its end", "[table][edition_check]") {
    Copy copy;
    copy.write("forms/trade.json", "{");
    auto const problems = copy.problems();
    REQUIRE_FALSE(problems.empty());
    CHECK(problemsOf(copy.folder() / "") == problems);
}

TEST_CASE("what rules see beside a broken column is told with the column only", "[table][edition_check]") {
    Copy copy;
    copy.alter("rules/trade.vtl", "mode1, mode2)", "mode1, mode2, item_default_sector)");
    REQUIRE(copy.problems().empty());
    copy.alter(trade, R"("list": "items")", R"("list": "services")");
    CHECK(copy.problems() == Told{"list-unknown @ forms/trade.json > /columns/1/list"});
}
