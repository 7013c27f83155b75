#include "script_data.h"

using namespace zhibao;
using namespace zhibao::vtl;

namespace {

Datasets data() {
    Datasets datasets;
    add(datasets, "A", "id:Integer! area:String! x:Number y:Integer note:String~ mark:String^",
        "id,area,x,y,note,mark\n1,N,1.5,2,n,C\n1,S,,3,,B\n2,N,4,-5,,\n");
    add(datasets, "B", "area:String! x:Number y:Integer mark:String^", "area,x,y,mark\nN,10,1,A\nW,7,7,A\n");
    add(datasets, "ONE", "id:Integer! area:String! x:Number", "id,area,x\n1,N,2\n1,S,\n2,N,9\n");
    add(datasets, "TEXT", "id:Integer! t:String", "id,t\n1, Ab12 \n2,\n3,中文字\n");
    add(datasets, "FLAG", "id:Integer! f:Boolean", "id,f\n1,true\n2,false\n3,\n");
    return datasets;
}

std::string r(std::string const& expression) {
    return resultOf("r := " + expression + ";", data());
}
std::string refused(std::string const& expression) {
    return refusalOf("r := " + expression + ";", data());
}

}  // namespace

TEST_CASE("an operator of a dataset and a scalar works on every measure and keeps viral attributes", "[rules][plan]") {
    CHECK(r("A + 1") == "id,area,x,y,mark\n1,N,2.5,3,C\n1,S,,4,B\n2,N,5,-4,\n");
    CHECK(r("10 - A") == "id,area,x,y,mark\n1,N,8.5,8,C\n1,S,,7,B\n2,N,6,15,\n");
    CHECK(r("-A * 2") == "id,area,x,y,mark\n1,N,-3,-4,C\n1,S,,-6,B\n2,N,-8,10,\n");
    CHECK(r("abs(A)") == "id,area,x,y,mark\n1,N,1.5,2,C\n1,S,,3,B\n2,N,4,5,\n");
    CHECK(r("nvl(ONE, 0)") == "id,area,x\n1,N,2\n1,S,0\n2,N,9\n");
    CHECK(r("round(A / 3, 2)") == "id,area,x,y,mark\n1,N,0.5,0.67,C\n1,S,,1,B\n2,N,1.33,-1.67,\n");
}

TEST_CASE("two datasets meet where their common identifiers are equal, whichever has more of them", "[rules][plan]") {
    // The smaller mark prevails, and none over any.
    CHECK(r("A + B") == "id,area,x,y,mark\n1,N,11.5,3,A\n2,N,14,-4,\n");
    CHECK(r("B - A") == "area,id,x,y,mark\nN,1,8.5,-1,A\nN,2,6,6,\n");
    CHECK(r("(A + A) * B") == "id,area,x,y,mark\n1,N,30,4,A\n2,N,80,-10,\n");
}

TEST_CASE("operators of three and more datasets work where they are made of operators of two", "[rules][plan]") {
    CHECK(r("ONE + ONE + ONE") == "id,area,x\n1,N,6\n1,S,\n2,N,27\n");
    CHECK(r("ONE + B[keep x] - ONE * A[keep x]") == "id,area,x\n1,N,9\n2,N,-17\n");
    CHECK(r("nvl(ONE, ONE * 0 + 1) + nvl(ONE, 7)") == "id,area,x\n1,N,4\n1,S,\n2,N,18\n");
    CHECK(r("nvl(nvl(ONE, A[keep x]), 7)") == "id,area,x\n1,N,2\n1,S,7\n2,N,9\n");
    CHECK(r("between(ONE, ONE - 1, ONE + 1)") == "id,area,bool_var\n1,N,true\n1,S,\n2,N,true\n");
    // The bounds stand for fewer identifiers, and have names of their own.
    CHECK(r("between(ONE, B#y, B#x)") == "id,area,bool_var,mark\n1,N,true,A\n2,N,true,A\n");
    CHECK(r("between(ONE, B#y, 5)") == "id,area,bool_var,mark\n1,N,true,A\n2,N,false,A\n");
    CHECK(r("if ONE > 2 then ONE else ONE * 100") == "id,area,x\n1,N,200\n1,S,\n2,N,9\n");
    CHECK(r("case when ONE > 5 then ONE when ONE > 1 then ONE * 10 else ONE * 100") == "id,area,x\n1,N,20\n1,S,\n2,N,9\n");
    CHECK(refused("between(ONE, B, A)") == "vtl-single-measure s.vtl:1:6");
    CHECK(refused("between(ONE, FLAG, ONE)") == "vtl-type-mismatch s.vtl:1:6");
    CHECK(refused("replace(TEXT, TEXT, TEXT)") == "unsupported s.vtl:1:6");
}

TEST_CASE("what changes the type takes one measure and names the result after the type", "[rules][plan]") {
    CHECK(r("ONE > 2") == "id,area,bool_var\n1,N,false\n1,S,\n2,N,true\n");
    CHECK(r("A#x = ONE") == "id,area,bool_var,mark\n1,N,false,C\n1,S,,B\n2,N,false,\n");
    CHECK(r("isnull(ONE)") == "id,area,bool_var\n1,N,false\n1,S,true\n2,N,false\n");
    CHECK(r("between(ONE, 1, 5)") == "id,area,bool_var\n1,N,true\n1,S,\n2,N,false\n");
    CHECK(r("ONE in {2, 3}") == "id,area,bool_var\n1,N,true\n1,S,\n2,N,false\n");
    CHECK(r("ONE not_in {2, 3}") == "id,area,bool_var\n1,N,false\n1,S,\n2,N,true\n");
    CHECK(r("length(TEXT)") == "id,int_var\n1,6\n2,\n3,3\n");
    CHECK(r("instr(TEXT, \"b\")") == "id,int_var\n1,3\n2,\n3,0\n");
    CHECK(r("match_characters(trim(TEXT), \"[A-Z][a-z][0-9]{2}\")") == "id,bool_var\n1,true\n2,\n3,false\n");
    CHECK(refused("A > 2") == "vtl-single-measure s.vtl:1:8");
}

TEST_CASE("texts and booleans of datasets are worked on like those of rows", "[rules][plan]") {
    CHECK(r("upper(trim(TEXT)) || \"!\"") == "id,t\n1,AB12!\n2,\n3,中文字!\n");
    CHECK(r("substr(TEXT, 2, 2)") == "id,t\n1,Ab\n2,\n3,文字\n");
    CHECK(r("replace(TEXT, \"A\", \"u\")") == "id,t\n1, ub12 \n2,\n3,中文字\n");
    CHECK(r("not FLAG") == "id,f\n1,false\n2,true\n3,\n");
    CHECK(r("FLAG or true") == "id,f\n1,true\n2,true\n3,true\n");
    CHECK(r("FLAG xor FLAG") == "id,f\n1,false\n2,false\n3,\n");
}

TEST_CASE("a member of a dataset becomes its only measure", "[rules][plan]") {
    CHECK(r("A#y") == "id,area,y,mark\n1,N,2,C\n1,S,3,B\n2,N,-5,\n");
    CHECK(r("ONE#area") == "id,area,string_var\n1,N,N\n1,S,S\n2,N,N\n");
    CHECK(r("A#note") == "id,area,string_var,mark\n1,N,n,C\n1,S,,B\n2,N,,\n");
    CHECK(refused("A#z") == "vtl-component-unknown s.vtl:1:8");
}

TEST_CASE("scalars have names of their own and are computed where they meet a dataset", "[rules][plan]") {
    CHECK(resultOf("r := ONE * factor + 1; factor := half * 4; half := 1 / 2;", data()) == "id,area,x\n1,N,5\n1,S,\n2,N,19\n");
    auto const results = runScript("factor := 2;", data());
    REQUIRE(results);
    CHECK(results->empty());
    CHECK(refusalOf("f := 1 + \"a\";", data()) == "vtl-type-mismatch s.vtl:1:10");
}

TEST_CASE("if and case take the data point of the branch that is right", "[rules][plan]") {
    CHECK(r("if ONE > 5 then ONE * 10 else ONE") == "id,area,x\n1,N,2\n1,S,\n2,N,90\n");
    CHECK(r("if ONE > 5 then 0 else ONE") == "id,area,x\n1,N,2\n1,S,\n2,N,0\n");
    CHECK(r("case when ONE > 5 then 3 when ONE > 1 then 2 else ONE") == "id,area,x\n1,N,2\n1,S,\n2,N,3\n");
    CHECK(refused("if ONE > 5 then \"a\" else ONE") == "vtl-type-mismatch s.vtl:1:22");
    CHECK(refused("if FLAG then ONE else ONE") == "vtl-identifiers-differ s.vtl:1:9");
    CHECK(refused("if true then ONE else ONE") == "vtl-not-dataset s.vtl:1:9");
}

TEST_CASE("functions of numbers are exact where they can be and else carry at least fifteen digits", "[rules][plan]") {
    CHECK(r("power(ONE, 3)") == "id,area,x\n1,N,8\n1,S,\n2,N,729\n");
    CHECK(r("sqrt(ONE)") == "id,area,x\n1,N,1.414213562373095\n1,S,\n2,N,3\n");
    CHECK(r("log(power(ONE, 4), 2)#x").substr(0, 20) == "id,area,x\n1,N,4\n1,S,");
    CHECK(r("exp(ONE)").find("1,N,7.38905609893065") != std::string::npos);
    CHECK(r("ln(ONE)").find("1,N,0.693147180559945") != std::string::npos);
    CHECK(refused("sqrt(-ONE)") == "vtl-expression-failed-often s.vtl:1:6");
    CHECK(refused("ln(ONE - ONE)") == "vtl-expression-failed-often s.vtl:1:6");
    CHECK(refused("ONE / (ONE - 2)") == "vtl-expression-failed s.vtl:1:10");
    CHECK(refused("match_characters(TEXT, \"[\")") == "vtl-pattern-malformed s.vtl:1:29");
}

TEST_CASE("datasets that do not go together are refused before any data is read", "[rules][plan]") {
    CHECK(refused("A + ONE") == "vtl-measures-differ s.vtl:1:8");
    CHECK(refused("FLAG = B#x") == "vtl-identifiers-differ s.vtl:1:11");
    CHECK(refused("TEXT + 1") == "vtl-type-mismatch s.vtl:1:6");
    CHECK(refused("A + NONE") == "vtl-dataset-unknown s.vtl:1:10");
    CHECK(refused("substr(TEXT, ONE, ONE)") == "unsupported s.vtl:1:6");
}
