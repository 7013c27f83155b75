#include "answers/problem_words.h"

#include "support/catch.h"
#include "support/submissions.h"

using namespace zhibao;

namespace {

Edition const& edition() {
    static test::Submissions const submissions;
    return submissions.edition();
}

}  // namespace

TEST_CASE("a problem names columns, forms and lists as people know them", "[answers][problem_words]") {
    StructuralProblem const required{StructuralLevel::error, {error::cellRequired, {}, {{"column", "partner"}}}, {{"form2", 2, "partner"}}};
    CHECK(worded(required, edition(), Language::chinese).arguments.at("column") == "国别（地区）");
    CHECK(worded(required, edition(), Language::english).arguments.at("column") != "partner");
    StructuralProblem const missing{StructuralLevel::error, {error::formMissing, {}, {{"form", "form2"}, {"set", "quarterly"}}}, {{"form2", 0, ""}}};
    CHECK(worded(missing, edition(), Language::chinese).arguments == ErrorArguments{{"form", "服务进出口情况（按供应模式）"}, {"set", "服务进出口季报"}});
}

TEST_CASE("an unknown code comes with those that may have been meant", "[answers][problem_words]") {
    auto const problemWith = [](std::string const& code) {
        return StructuralProblem{StructuralLevel::error, {error::codeUnknown, {}, {{"code", code}, {"list", "partners"}}}, {{"form2", 0, "partner"}}};
    };
    auto const near = worded(problemWith("HKG"), edition(), Language::chinese);
    CHECK(near.code == error::codeUnknownNear);
    CHECK(near.arguments.at("near").find("HK 中国香港") != std::string::npos);
    CHECK(worded(problemWith("CN"), edition(), Language::chinese).code == error::codeUnknown);
    CHECK(worded(problemWith("QQQQQQ"), edition(), Language::chinese).code == error::codeUnknown);
}

TEST_CASE("an error of a template names the list and the column as people know them", "[answers][problem_words]") {
    auto const code = worded(Error{error::codeUnknown, {"Sheet!A2"}, {{"code", "exprot"}, {"list", "flows"}}}, {}, edition(), Language::chinese);
    CHECK(code.arguments.at("list") == edition().findList("flows")->title().zh);
    CHECK(code.places == std::vector<std::string>{"Sheet!A2"});
    auto const column = worded(Error{error::cellRequired, {}, {{"form", "form2"}, {"column", "partner"}}}, {}, edition(), Language::chinese);
    CHECK(column.arguments == ErrorArguments{{"form", "服务进出口情况（按供应模式）"}, {"column", "国别（地区）"}});
    CHECK(worded(Error{error::cellRequired, {}, {{"column", "partner"}}}, "form2", edition(), Language::chinese).arguments.at("column") == "国别（地区）");
}
