#include "script_data.h"

using namespace zhibao;
using namespace zhibao::vtl;

namespace {

Datasets data() {
    Datasets datasets;
    add(datasets, "D", "a:String! b:Integer! x:Number n:Integer mark:String^",
        "a,b,x,n,mark\nN,1,1.25,4,B\nN,2,2.75,1,A\nN,3,,2,C\nS,1,10,7,Z\nW,1,,,\n");
    return datasets;
}
std::string r(std::string const& expression) {
    return resultOf("r := " + expression + ";", data());
}
std::string refused(std::string const& expression) {
    return refusalOf("r := " + expression + ";", data());
}

}  // namespace

TEST_CASE("aggregates of a dataset work on every measure of each group and leave nulls out", "[rules][plan]") {
    CHECK(r("sum(D group by a)") == "a,x,n,mark\nN,4,7,A\nS,10,7,Z\nW,,,\n");
    CHECK(r("avg(D group by a)") == "a,x,n,mark\nN,2,2.333333333333333333,A\nS,10,7,Z\nW,,,\n");
    CHECK(r("min(D group by a)") == "a,x,n,mark\nN,1.25,1,A\nS,10,7,Z\nW,,,\n");
    CHECK(r("max(D group except b)") == "a,x,n,mark\nN,2.75,4,A\nS,10,7,Z\nW,,,\n");
    CHECK(r("median(D group by a)") == "a,x,n,mark\nN,2,2,A\nS,10,7,Z\nW,,,\n");
    CHECK(r("var_pop(D#x group by a)") == "a,x,mark\nN,0.5625,A\nS,0,Z\nW,,\n");
    CHECK(r("var_samp(D#x group by a)") == "a,x,mark\nN,1.125,A\nS,,Z\nW,,\n");
    CHECK(r("stddev_pop(D#x group by a)") == "a,x,mark\nN,0.75,A\nS,0,Z\nW,,\n");
    CHECK(r("stddev_samp(D#x group by a)").substr(0, 26) == "a,x,mark\nN,1.0606601717798");
    CHECK(r("count(D group by a)") == "a,int_var,mark\nN,3,A\nS,1,Z\nW,1,\n");
}

TEST_CASE("without a grouping everything is one group and no identifier is left", "[rules][plan]") {
    CHECK(r("sum(D#n)") == "n,mark\n14,\n");
    CHECK(r("count(D[filter n > 100])[drop mark]") == "int_var\n0\n");
    CHECK(r("D[aggr s := sum(x), most := max(n)][drop mark]") == "s,most\n14,7\n");
}

TEST_CASE("aggr computes named components, and having keeps the groups it is true for", "[rules][plan]") {
    CHECK(r("D[aggr s := sum(x * 2), attribute c := count() group by a]") == "a,s,c,mark\nN,8,3,A\nS,20,1,Z\nW,,1,\n");
    CHECK(r("D[aggr s := sum(x) group by a having avg(x) > 1 and count() > 1]") == "a,s,mark\nN,4,A\n");
    CHECK(r("sum(D#x group by a having max(x) = 10)") == "a,x,mark\nS,10,Z\n");
    auto const results = runScript("r := D[aggr attribute c := count() group by a];", data());
    REQUIRE(results);
    CHECK(results->at("r").structure().components[1].role == Role::attribute);
}

TEST_CASE("an aggregation that is not sound is refused before any data is read", "[rules][plan]") {
    CHECK(refused("sum(D group by x)") == "vtl-role-mismatch s.vtl:1:21");
    CHECK(refused("sum(D group by z)") == "vtl-component-unknown s.vtl:1:21");
    CHECK(refused("D[aggr s := sum(a)]") == "vtl-type-mismatch s.vtl:1:18");
    CHECK(refused("D[aggr s := x]") == "vtl-syntax s.vtl:1:18");
    CHECK(refused("sum(D group by a having sum(x))") == "vtl-type-mismatch s.vtl:1:30");
    CHECK(refused("sum(D group by a having sum(max(x)) > 1)") == "unsupported s.vtl:1:34");
    CHECK(refused("sum(3)") == "vtl-not-dataset s.vtl:1:10");
}
