#include "script_data.h"

using namespace zhibao;
using namespace zhibao::vtl;

namespace {

Datasets data() {
    Datasets datasets;
    // 2016 lacks C, 2017 has no value for B, and nothing but E exists in 2018.
    add(datasets, "D", "year:TimePeriod! item:String! m:Number mark:String^",
        "year,item,m,mark\n2016,T,7,A\n2016,A,5,B\n2016,B,2,C\n2017,T,9,\n2017,A,4,B\n2017,B,,C\n2017,C,5,D\n2018,E,1,E\n");
    return datasets;
}

constexpr auto rules = R"(define hierarchical ruleset h (variable rule item) is
  T : T = A + B + C errorcode "sum" errorlevel 2;
  S : S = T - A;
  G : A >= B errorcode "less"
end hierarchical ruleset;
)";

std::string r(std::string const& expression) {
    return resultOf(std::string{rules} + "r := " + expression + "[drop mark];", data());
}

}  // namespace

TEST_CASE("check_hierarchy compares what is there, by default where everything is", "[rules][hierarchy]") {
    CHECK(r("check_hierarchy(D, h all)") == "year,item,ruleid,bool_var,imbalance,errorcode,errorlevel\n2016,A,G,true,3,,\n");
    CHECK(r("check_hierarchy(D, h)") == "year,item,ruleid,m,imbalance,errorcode,errorlevel\n");
}

TEST_CASE("the modes of check_hierarchy say what a missing item is worth and which results are handed out", "[rules][hierarchy]") {
    std::string const head = "year,item,ruleid,bool_var,imbalance,errorcode,errorlevel\n";
    CHECK(r("check_hierarchy(D, h non_zero all)") ==
          head + "2016,T,T,true,0,,\n2017,T,T,,,,\n2016,S,S,false,-2,,\n2017,S,S,false,-5,,\n2016,A,G,true,3,,\n2017,A,G,,,,\n");
    CHECK(r("check_hierarchy(D, h partial_null all)") ==
          head + "2016,T,T,,,,\n2017,T,T,,,,\n2016,S,S,,,,\n2017,S,S,,,,\n2016,A,G,true,3,,\n2017,A,G,,,,\n");
    CHECK(r("check_hierarchy(D, h partial_zero all)") == r("check_hierarchy(D, h non_zero all)"));
    CHECK(r("check_hierarchy(D, h always_null all)[filter ruleid = \"T\"]") == head + "2016,T,T,,,,\n2017,T,T,,,,\n2018,T,T,,,,\n");
    CHECK(r("check_hierarchy(D, h always_zero invalid)") ==
          "year,item,ruleid,m,imbalance,errorcode,errorlevel\n2016,S,S,0,-2,,\n2017,S,S,0,-5,,\n");
    CHECK(r("check_hierarchy(D, h always_zero all_measures)").substr(0, 62) ==
          "year,item,ruleid,m,bool_var,imbalance,errorcode,errorlevel\n201");
}

TEST_CASE("a violated rule hands out its code and level, and the smaller mark prevails", "[rules][hierarchy]") {
    auto datasets = data();
    CHECK(resultOf(R"(define hierarchical ruleset h (valuedomain rule v) is T = A - B errorcode "sum" errorlevel 2 end hierarchical ruleset;
                      r := check_hierarchy(D, h rule item all);)",
                   datasets) == "year,item,ruleid,bool_var,imbalance,errorcode,errorlevel,mark\n2016,T,1,false,4,sum,2,A\n");
}

TEST_CASE("dataset_priority takes from other rules what the dataset has no value for", "[rules][hierarchy]") {
    Datasets datasets;
    add(datasets, "D", "item:String! m:Integer", "item,m\nA,1\nB,2\nT,\nC,4\nU,7\n");
    std::string const ruleset =
        "define hierarchical ruleset h (variable rule item) is U : U = T + C; T : T = A + B end hierarchical ruleset;\nr := ";
    CHECK(resultOf(ruleset + "check_hierarchy(D, h dataset all);", datasets) == "item,ruleid,bool_var,imbalance,errorcode,errorlevel\n");
    CHECK(resultOf(ruleset + "check_hierarchy(D, h dataset_priority all);", datasets) ==
          "item,ruleid,bool_var,imbalance,errorcode,errorlevel\nU,U,true,0,,\n");
}

TEST_CASE("hierarchy computes items from others, in the order that the rules need", "[rules][hierarchy]") {
    Datasets datasets;
    add(datasets, "D", "item:String! m:Integer", "item,m\nA,1\nB,2\nT,50\nC,4\n");
    std::string const ruleset =
        "define hierarchical ruleset h (variable rule item) is U = T + C; T = A + B; Z = X - Y; K = C end hierarchical ruleset;\nr := ";
    auto const of = [&](std::string const& tail) { return resultOf(ruleset + "hierarchy(D, h " + tail + ");", datasets); };
    CHECK(of("") == "item,m\nU,7\nT,3\nK,4\n");
    CHECK(of("rule item non_null dataset") == "item,m\nU,54\nT,3\nK,4\n");
    CHECK(of("rule_priority") == "item,m\nU,7\nT,3\nK,4\n");
    CHECK(of("always_null") == "item,m\nU,7\nT,3\nZ,\nK,4\n");
    CHECK(of("always_zero") == "item,m\nU,7\nT,3\nZ,0\nK,4\n");
    CHECK(of("non_zero") == "item,m\nU,7\nT,3\nK,4\n");
    CHECK(of("all") == "item,m\nA,1\nB,2\nC,4\nU,7\nT,3\nK,4\n");
}

TEST_CASE("conditions say where a rule and its items count", "[rules][hierarchy]") {
    std::string const ruleset = R"(define hierarchical ruleset h (valuedomain condition years as y rule v) is
      when y <> "none" then T = A + B [ y = "2016" ] end hierarchical ruleset;
r := )";
    Datasets datasets;
    add(datasets, "D", "year:String! item:String! m:Number", "year,item,m\n2016,A,1\n2016,B,2\n2017,A,4\n2017,B,5\nnone,A,1\nnone,B,1\n");
    CHECK(resultOf(ruleset + "hierarchy(D, h condition year rule item);", datasets) == "year,item,m\n2016,T,3\n2017,T,4\n");
    CHECK(refusalOf(ruleset + "hierarchy(D, h rule item);", datasets) == "vtl-signature-mismatch s.vtl:3:19");
    CHECK(refusalOf(ruleset + "hierarchy(D, h condition m rule item);", datasets) == "vtl-role-mismatch s.vtl:3:31");
}

TEST_CASE("several rules for one item are added up, and items may be numbers", "[rules][hierarchy]") {
    Datasets datasets;
    add(datasets, "D", "item:Integer! m:Number", "item,m\n1,1.5\n2,2\n3,4\n");
    CHECK(resultOf("define hierarchical ruleset h (variable rule item) is 9 = 1 + 2; 9 = 3 end hierarchical ruleset; r := hierarchy(D, h);",
                   datasets) == "item,m\n9,7.5\n");
}

TEST_CASE("a hierarchy that is not sound is refused before any data is read", "[rules][hierarchy]") {
    auto const at = [](std::string const& ruleset, std::string const& expression) {
        return refusalOf("define hierarchical ruleset h (" + ruleset + " end hierarchical ruleset;\nr := " + expression + ";", data());
    };
    CHECK(at("variable rule item) is T = A", "check_hierarchy(D, none)") == "vtl-ruleset-unknown s.vtl:2:25");
    CHECK(at("variable rule item) is T = A", "check_datapoint(D, h)") == "vtl-ruleset-kind s.vtl:2:25");
    CHECK(at("variable rule none) is T = A", "check_hierarchy(D, h)") == "vtl-component-unknown s.vtl:1:46");
    CHECK(at("variable rule m) is T = A", "check_hierarchy(D, h)") == "vtl-role-mismatch s.vtl:1:46");
    CHECK(at("valuedomain rule v) is T = A", "check_hierarchy(D, h)") == "vtl-signature-mismatch s.vtl:2:25");
    CHECK(at("variable rule item) is T = A; A = T", "hierarchy(D, h)").substr(0, 9) == "vtl-cycle");
    CHECK(at("variable rule item) is T <> A", "hierarchy(D, h)") == "vtl-syntax s.vtl:1:57");
    CHECK(at("variable rule item) is when x = 1 then T = A", "hierarchy(D, h)") == "vtl-name-unknown s.vtl:1:60");
    CHECK(at("variable rule item) is T = A", "hierarchy(D#mark, h)") == "vtl-type-mismatch s.vtl:2:6");
}
