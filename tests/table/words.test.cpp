#include "table/words.h"

#include "support/catch.h"
#include "support/editions.h"

using namespace zhibao;

namespace {

LegalMarks approved() {
    return {{"例1表", "Example 1"}, {"某局", "An office"}, {"某厅", "A ministry"}, {"例字〔2017〕0号", "No. 0 (2017)"}, *parseDate("2019-01-31")};
}

}  // namespace

TEST_CASE("what the law asks for and is not set is said to be pending, never made up", "[table]") {
    LegalMarks marks;
    marks.number = {"例1表", "Example 1"};
    auto const lines = markLines(marks, Language::chinese);
    REQUIRE(lines.size() == 5);
    CHECK(lines[0].value == "例1表");
    CHECK(lines[1].value == "（待定）");
    CHECK(lines[3].label == "批准文号：");
    CHECK(lines[3].value == "（待批）");
    CHECK(markLines(marks, Language::english)[3].value == "(pending)");
    CHECK(sampleMark(marks.isSample(), false, Language::chinese) == "样表");
}

TEST_CASE("a form with all its marks is no specimen", "[table]") {
    auto const marks = approved();
    CHECK(markLines(marks, Language::chinese)[4].value == "2019年1月");
    CHECK(markLines(marks, Language::chinese)[3].value == "例字〔2017〕0号");
    CHECK(sampleMark(marks.isSample(), false, Language::chinese).empty());
    CHECK(sampleMark(marks.isSample(), true, Language::chinese) == "样例");
    CHECK(sampleMark(true, true, Language::english) == "SPECIMEN (example data)");
}

TEST_CASE("units are written as people write them", "[table]") {
    auto const& edition = test::theEdition();
    CHECK(unitText(edition, "CNY", Unit::hundredMillion, Language::chinese) == "亿元");
    CHECK(unitText(edition, "USD", Unit::tenThousand, Language::chinese) == "万美元");
    CHECK(unitText(edition, "USD", Unit::one, Language::chinese) == "美元");
    CHECK(unitText(edition, "USD", Unit::hundredMillion, Language::english) == "USD 100 million");
    CHECK(unitText(edition, "ZZZ", Unit::tenThousand, Language::chinese) == "万ZZZ");
}

TEST_CASE("a cumulative period names its first and last quarter", "[table]") {
    auto const second = *Quarter::parse("2017Q2");
    CHECK(periodText(second, true, Language::chinese) == "2017年1—2季度");
    CHECK(periodText(second, true, Language::english) == "2017 Q1–Q2");
    CHECK(periodText(second, false, Language::chinese) == "2017年2季度");
    CHECK(periodText(second.previous(), true, Language::chinese) == "2017年1季度");
}

TEST_CASE("dates and stub letters follow the language", "[table]") {
    CHECK(dateText(*parseDate("2017-07-21"), Language::chinese) == "2017年7月21日");
    CHECK(dateText(*parseDate("2017-07-21"), Language::english) == "21 July 2017");
    CHECK(letterText("丙", Language::chinese) == "丙");
    CHECK(letterText("丙", Language::english) == "C");
    CHECK(letterText("x", Language::english) == "x");
}

TEST_CASE("a scale turns hundredths into decimals of its unit", "[table]") {
    auto const scale = scaleOf(Unit::hundredMillion, 2);
    // 603 亿元 in hundredths.
    CHECK(*scaledAndRounded(Int128{60'300'000'000} * 100, scale.factor, scale.divisor, Rounding::halfUp) == 60300);
}
