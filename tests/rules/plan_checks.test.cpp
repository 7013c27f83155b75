#include "script_data.h"

using namespace zhibao;
using namespace zhibao::vtl;

namespace {

Datasets data() {
    Datasets datasets;
    add(datasets, "A", "k:String! x:Integer", "k,x\na,1\nb,2\nc,\n");
    add(datasets, "B", "k:String! x:Integer", "k,x\nc,1\nb,3\na,1\n");
    return datasets;
}
std::string r(std::string const& expression) {
    return resultOf("r := " + expression + ";", data());
}

}  // namespace

TEST_CASE("check hands out the condition, what is missing, and codes where it is false", "[rules][plan]") {
    CHECK(r("check(A >= B errorcode \"low\" errorlevel 2 imbalance A - B)") ==
          "k,bool_var,imbalance,errorcode,errorlevel\na,true,0,,\nb,false,-1,low,2\nc,,,,\n");
    CHECK(r("check(A >= B errorcode \"low\" imbalance A - B invalid)") == "k,bool_var,imbalance,errorcode,errorlevel\nb,false,-1,low,\n");
    CHECK(r("check(A = 1 all)") == "k,bool_var,imbalance,errorcode,errorlevel\na,true,,,\nb,false,,,\nc,,,,\n");
    CHECK(refusalOf("r := check(A);", data()) == "vtl-type-mismatch s.vtl:1:6");
    CHECK(refusalOf("r := check(A = 1 imbalance isnull(A));", data()) == "vtl-type-mismatch s.vtl:1:28");
}

TEST_CASE("a check of rules takes any expression for its operand", "[rules][plan]") {
    std::string const ruleset = "define datapoint ruleset d (variable x) is x > 1 errorcode \"small\" end datapoint ruleset;\n";
    CHECK(resultOf(ruleset + "r := check_datapoint(A[filter not isnull(x)] * 2, d);", data()) == "k,ruleid,x,errorcode,errorlevel\n");
    CHECK(resultOf(ruleset + "r := check_datapoint(union(A, B) - 1, d)#x;", data()) == "k,ruleid,x\na,1,0\nb,1,1\n");
}

TEST_CASE("invalid data points keep their own measures, also one that is called bool_var", "[rules][plan]") {
    std::string const ruleset = "define datapoint ruleset d (variable bool_var) is not bool_var errorcode \"said yes\" end datapoint ruleset;\n";
    CHECK(resultOf(ruleset + "r := check_datapoint(A >= B, d);", data()) == "k,ruleid,bool_var,errorcode,errorlevel\na,1,true,said yes,\n");
    Datasets numbers;
    add(numbers, "N", "k:String! bool_var:Number", "k,bool_var\na,5\nb,7\n");
    std::string const above = "define datapoint ruleset d (variable bool_var) is bool_var > 6 errorcode \"low\" end datapoint ruleset;\n";
    CHECK(resultOf(above + "r := check_datapoint(N, d);", numbers) == "k,ruleid,bool_var,errorcode,errorlevel\na,1,5,low,\n");
    CHECK(resultOf(above + "r := check_datapoint(N, d all);", numbers) == "k,ruleid,bool_var,errorcode,errorlevel\na,1,false,low,\nb,1,true,,\n");
}
