#include "form/guide.h"

#include <algorithm>
#include <set>

#include "base/file.h"
#include "support/catch.h"
#include "support/editions.h"
#include "support/temporary_folder.h"

using namespace zhibao;

namespace {

Edition const& fixture() {
    static Edition const edition = [] {
        auto loaded = loadEdition(std::filesystem::path{ZHIBAO_SOURCE_FOLDER} / "tests/fixtures/forms/fixture/2016-1");
        REQUIRE(loaded);
        return *std::move(loaded);
    }();
    return edition;
}

Result<Guide> read(std::string const& json) {
    return readGuide("modes", json, {[](std::string_view form) { return fixture().findForm(form); }, [](std::string_view list) { return fixture().findList(list); }});
}

std::string text(std::string const& words) {
    return R"({"zh":")" + words + R"(","en":")" + words + R"("})";
}

/// An answer with one more member, such as "\"column\":\"mode1\"".
std::string answer(std::string const& leads) {
    return R"({"text":)" + text("a") + "," + leads + "}";
}

std::string question(std::string const& id, std::initializer_list<std::string> answers) {
    std::string joined;
    for (auto const& one : answers) joined += (joined.empty() ? "" : ",") + one;
    return R"({"id":")" + id + R"(","text":)" + text(id) + R"(,"answers":[)" + joined + "]}";
}

std::string guideOf(std::initializer_list<std::string> questions, std::string const& head = R"("total":"total","parts":["mode1","mode2"])",
                    std::string const& form = "trade") {
    std::string joined;
    for (auto const& one : questions) joined += (joined.empty() ? "" : ",") + one;
    return R"({"schema":"guide-1","form":")" + form + R"(","title":)" + text("guide") + "," + head + R"(,"questions":[)" + joined + "]}";
}

std::string const toMode1 = answer(R"("column":"mode1")");
std::string const toMode2 = answer(R"("column":"mode2")");

std::string problem(std::string const& json) {
    auto const guide = read(json);
    return guide ? "none" : std::string{guide.error().code.name()} + " @ " + guide.error().where();
}

/// Every way a person can answer, to its end; the longest of them.
std::size_t longestWay(Guide const& guide, GuideWalk walk, std::set<GuideAnswer const*>& endings) {
    if (walk.ending() != nullptr) {
        endings.insert(walk.ending());
        return walk.answered();
    }
    std::size_t longest = 0;
    for (std::size_t i = 0; i < walk.question()->answers.size(); ++i) {
        auto next = walk;
        next.answer(i);
        longest = std::max(longest, longestWay(guide, next, endings));
    }
    return longest;
}

std::string nothingKnown(std::string const&) {
    return {};
}

}  // namespace

TEST_CASE("a guide leads over questions to a column, a split or elsewhere, and back", "[form][guide]") {
    auto const guide = read(guideOf({question("first", {toMode1, answer(R"("question":"second")")}),
                                     question("second", {toMode2, answer(R"("split":true)"), answer(R"("elsewhere":)" + text("there"))})}));
    REQUIRE(guide);
    GuideWalk walk{*guide, nothingKnown};
    REQUIRE(walk.question() != nullptr);
    CHECK(walk.question()->id == "first");
    CHECK_FALSE(walk.back());
    walk.answer(7);
    CHECK(walk.answered() == 0);
    walk.answer(1);
    CHECK(walk.question()->id == "second");
    walk.answer(1);
    CHECK(walk.question() == nullptr);
    REQUIRE(walk.ending() != nullptr);
    CHECK(walk.ending()->leads == GuideAnswer::Leads::toSplit);
    CHECK(walk.back());
    CHECK(walk.question()->id == "second");
    walk.answer(2);
    CHECK(walk.ending()->elsewhere.en == "there");
    CHECK(walk.back());
    CHECK(walk.back());
    CHECK(walk.question()->id == "first");
    walk.answer(0);
    CHECK(walk.ending()->target == "mode1");
}

TEST_CASE("what the row already says is not asked", "[form][guide]") {
    auto const known = [](char const* code, char const* next) {
        return answer(std::string{R"("question":")"} + next + R"(","known":{"column":"flow","code":")" + code + "\"}");
    };
    auto const guide = read(guideOf({question("flow", {known("export", "sold"), known("import", "bought")}), question("sold", {toMode1, toMode2}),
                                     question("bought", {toMode1, toMode2})}));
    REQUIRE(guide);
    GuideWalk const sold{*guide, [](std::string const& column) { return column == "flow" ? std::string{"export"} : std::string{}; }};
    CHECK(sold.question()->id == "sold");
    GuideWalk bought{*guide, [](std::string const&) { return std::string{"import"}; }};
    CHECK(bought.question()->id == "bought");
    CHECK(bought.answered() == 0);
    CHECK_FALSE(bought.back());
    CHECK(GuideWalk(*guide, nothingKnown).question()->id == "flow");
}

TEST_CASE("a broken guide is named with its place", "[form][guide]") {
    auto const good = question("q", {toMode1, toMode2});
    CHECK(problem(guideOf({good})) == "none");
    CHECK(problem(guideOf({good}, R"("total":"total","parts":["mode1","mode2"])", "profit")) == "form-unknown @ /form");
    CHECK(problem(guideOf({good}, R"("total":"sum","parts":["mode1","mode2"])")) == "column-unknown @ /total");
    CHECK(problem(guideOf({good}, R"("total":"contracts","parts":["mode1","mode2"])")) == "guide-column-unfit @ /total");
    CHECK(problem(guideOf({good}, R"("total":"total","parts":["mode1","mode1"])")) == "guide-column-unfit @ /parts/1");
    CHECK(problem(guideOf({good}, R"("total":"total","parts":["mode1"])")) == "guide-without-parts @ /parts");
    CHECK(problem(guideOf({good}, R"("total":"total","parts":["mode1","mode2"],"step":7)")) == "number-out-of-range @ /step");
    CHECK(problem(guideOf({})) == "guide-question-unknown @ /questions");
    CHECK(problem(guideOf({good, good})) == "identifier-twice @ /questions/1/id");
    CHECK(problem(guideOf({question("q", {toMode1})})) == "guide-answers-too-few @ /questions/0/answers");
    CHECK(problem(guideOf({question("q", {toMode1, answer(R"("column":"total")")})})) == "guide-column-unfit @ /questions/0/answers/1/column");
    CHECK(problem(guideOf({question("q", {toMode1, answer(R"("column":"mode2","split":true)")})})) == "guide-answer-unfit @ /questions/0/answers/1");
    CHECK(problem(guideOf({question("q", {toMode1, answer(R"("split":false)")})})) == "guide-answer-unfit @ /questions/0/answers/1/split");
    CHECK(problem(guideOf({question("q", {toMode1, answer(R"("question":"r")")})})) == "guide-question-unknown @ /questions/0");
    CHECK(problem(guideOf({question("q", {toMode1, answer(R"("question":"r")")}), question("r", {toMode2, answer(R"("question":"q")")})})) ==
          "guide-in-circle @ /questions/1");
    CHECK(problem(guideOf({good, question("r", {toMode1, toMode2})})) == "guide-question-unreached @ /questions/1");
    CHECK(problem(guideOf({question("q", {toMode1, answer(R"("column":"mode2","known":{"column":"remark","code":"x"})")})})) ==
          "guide-column-unfit @ /questions/0/answers/1/known/column");
    CHECK(problem(guideOf({question("q", {toMode1, answer(R"("column":"mode2","known":{"column":"flow","code":"x"})")})})) ==
          "code-unknown @ /questions/0/answers/1/known/code");
}

TEST_CASE("an edition says in which file and where its guide is broken", "[form][guide]") {
    test::TemporaryFolder const folder;
    std::filesystem::copy(std::filesystem::path{ZHIBAO_SOURCE_FOLDER} / "tests/fixtures/forms/fixture/2016-1", folder.path(),
                          std::filesystem::copy_options::recursive);
    auto edition = readFile(folder / "edition.json");
    REQUIRE(edition);
    std::string const tables = "\"tables\"";
    edition->replace(edition->find(tables), tables.size(), R"("guides":[{"id":"modes","file":"guides/modes.json"}],)" + tables);
    REQUIRE(writeFile(folder / "edition.json", *edition));
    std::filesystem::create_directory(folder / "guides");

    REQUIRE(writeFile(folder / "guides/modes.json", guideOf({question("q", {toMode1, toMode2})})));
    auto const before = loadEdition(folder.path());
    REQUIRE(before);
    REQUIRE(before->findGuide("trade") != nullptr);
    CHECK(before->findGuide("profile") == nullptr);

    REQUIRE(writeFile(folder / "guides/modes.json", guideOf({question("q", {toMode2, toMode1})})));
    auto const after = loadEdition(folder.path());
    REQUIRE(after);
    CHECK(before->digest != after->digest);  // what respondents are asked is bound

    REQUIRE(writeFile(folder / "guides/modes.json", guideOf({question("q", {toMode1})})));
    auto const broken = loadEdition(folder.path());
    REQUIRE_FALSE(broken);
    CHECK(broken.error().code == error::guideAnswersTooFew);
    CHECK(broken.error().where() == toText(folder / "guides/modes.json") + " > /questions/0/answers");
}

TEST_CASE("the guide of form 2 asks at most four questions of a row whose flow is known, and reaches every mode and the split", "[form][guide]") {
    auto const* guide = test::theEdition().findGuide("form2");
    REQUIRE(guide != nullptr);
    for (auto const* flow : {"export", "import"}) {
        INFO(flow);
        GuideWalk const walk{*guide, [flow](std::string const& column) { return column == "flow" ? std::string{flow} : std::string{}; }};
        std::set<GuideAnswer const*> endings;
        CHECK(longestWay(*guide, walk, endings) == 4);
        std::set<std::string> columns;
        bool isSplit = false;
        bool isElsewhere = false;
        for (auto const* ending : endings) {
            if (ending->leads == GuideAnswer::Leads::toColumn) columns.insert(ending->target);
            isSplit = isSplit || ending->leads == GuideAnswer::Leads::toSplit;
            isElsewhere = isElsewhere || ending->leads == GuideAnswer::Leads::elsewhere;
        }
        CHECK(columns == std::set<std::string>{"mode1", "mode2", "mode4"});
        CHECK(isSplit);
        CHECK(isElsewhere);
    }
    CHECK(guide->step == 5);
}
