#include "table/edition_check.h"

#include <algorithm>

#include "base/file.h"

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

using Problems = std::vector<std::string>;

/// A copy of the survey's edition that a test may break.
class Copy {
public:
    Copy() { std::filesystem::copy(sources() / "tests/fixtures/checked/sound/1", folder_.path(), std::filesystem::copy_options::recursive); }

    Copy& alter(std::string const& file, std::string const& from, std::string const& to) {
        auto text = readFile(folder_.path() / file);
        REQUIRE(text);
        auto const position = text->find(from);
        INFO(file << " has no " << from);
        REQUIRE(position != std::string::npos);
        text->replace(position, from.size(), to);
        REQUIRE(writeFile(folder_.path() / file, *text));
        return *this;
    }
    Copy& write(std::string const& file, std::string const& text) {
        REQUIRE(writeFile(folder_.path() / file, text));
        return *this;
    }
    Copy& remove(std::string const& file) {
        std::filesystem::remove(folder_.path() / file);
        return *this;
    }
    [[nodiscard]] Problems problems() const { return problemsOf(folder_.path()); }

private:
    test::TemporaryFolder folder_;
};

std::string const top = "edition.json";
std::string const trade = "forms/trade.json";
std::string const papers = "rules/trade.papers.json";
std::string const vtl = "rules/trade.vtl";

}  // namespace

TEST_CASE("a sound edition has no problems", "[table][edition_check]") {
    CHECK(Copy{}.problems().empty());
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
    CHECK(copy.problems() == Problems{
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
                                 "papers-text-empty @ rules/trade.papers.json > /rules/0/message",
                             });
}

TEST_CASE("rules without papers, papers without a rule and columns nobody knows are all named", "[table][edition_check]") {
    Copy copy;
    copy.write(vtl, R"(define datapoint ruleset trade (variable 'total', mode1, mode9, mode8) is
    B1 : nvl('total', 0) = nvl(mode1, 0) errorcode "B1" errorlevel 2;
    B7 : nvl(mode1, 0) >= 0 errorcode "B7" errorlevel 1;
    B8 : nvl(mode9, 0) >= 0 errorcode "B8" errorlevel 1
end datapoint ruleset;
)");
    copy.alter(papers, R"("cells": ["total"])", R"("cells": ["totale"])");
    CHECK(copy.problems() == Problems{
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
    CHECK(Copy{}.alter(top, R"(["profile"], "deadline)", R"(["trade"], "deadline)").problems() == Problems{"form-unreachable @ forms/profile.json > /id"});
    CHECK(Copy{}
              .alter(top, R"("flows": {)", R"("spare": { "file": "lists/flows.csv", "title": { "zh": "备用", "en": "Spare" } }, "flows": {)")
              .problems() == Problems{"list-unused @ edition.json > /lists/spare?"});
}

TEST_CASE("a form whose reasons to be asked can never hold is named", "[table][edition_check]") {
    auto const withReason = [](std::string const& where) {
        return Copy{}
            .alter(top, R"("forms": ["profile"], "deadline)", R"("forms": ["profile", "trade"], "appliesWhen": { "trade": [{ "source": "profile", "where": [)" + where +
                                                            R"(], "reason": { "zh": "样例", "en": "example" } }] }, "deadline)")
            .alter("forms/profile.json", R"("columns": [{)", R"("columns": [{ "id": "share", "kind": "percent", "role": "measure", "title": { "zh": "比例", "en": "Share" } },
                { "id": "item", "kind": "code", "role": "attribute", "list": "items", "leafOnly": true, "title": { "zh": "类别", "en": "Item" } }, {)")
            .alter("forms/profile.json", R"("columns": ["name"])", R"("columns": ["name", "share", "item"])")
            .problems();
    };
    CHECK(withReason(R"({ "column": "share", "above": "50" })").empty());
    Problems const never{"form-unreachable @ edition.json > /formSets/1/appliesWhen/trade"};
    CHECK(withReason(R"({ "column": "share", "above": "100" })") == never);
    CHECK(withReason(R"({ "column": "item", "oneOf": ["SC"] })") == never);
    CHECK(withReason(R"({ "column": "item", "oneOf": ["SC1"] })").empty());
}

TEST_CASE("a broken column is told once, not again by everything that names it", "[table][edition_check]") {
    CHECK(Copy{}.alter(trade, R"("list": "items")", R"("list": "services")").problems() == Problems{"list-unknown @ forms/trade.json > /columns/1/list"});
    CHECK(Copy{}.alter(trade, R"("id": "mode1", "kind": "money")", R"("id": "mode1", "kind": "cash")").problems() == Problems{"json-value-unknown @ forms/trade.json > /columns/4/kind"});
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
    CHECK(Copy{}.alter("tables/by-item.json", R"("list": "items")", R"("list": "colours")").problems() == Problems{"list-unknown @ tables/by-item.json > /rows/list"});
}

TEST_CASE("a folder without an edition says so", "[table][edition_check]") {
    test::TemporaryFolder const empty;
    CHECK(problemsOf(empty.path()) == Problems{"file-unreadable @ edition.json"});
}
