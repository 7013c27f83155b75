#include "script_data.h"

using namespace zhibao;
using namespace zhibao::vtl;

namespace {

Datasets data() {
    Datasets datasets;
    add(datasets, "A", "id:Integer! area:String! x:Number y:Integer note:String~ mark:String^",
        "id,area,x,y,note,mark\n1,N,1.5,2,n,C\n1,S,,3,,B\n2,N,4,-5,,\n");
    return datasets;
}
std::string r(std::string const& expression) {
    return resultOf("r := " + expression + ";", data());
}
std::string refused(std::string const& expression) {
    return refusalOf("r := " + expression + ";", data());
}

}  // namespace

TEST_CASE("filter keeps the rows where its condition is true, with all components", "[rules][plan]") {
    CHECK(r("A[filter x < 3 or y > 2]") == "id,area,x,y,note,mark\n1,N,1.5,2,n,C\n1,S,,3,,B\n");
    CHECK(r("A[filter x > 100]") == "id,area,x,y,note,mark\n");
    CHECK(refused("A[filter x + 1]") == "vtl-type-mismatch s.vtl:1:17");
    CHECK(refused("A[filter z = 1]") == "vtl-component-unknown s.vtl:1:15");
}

TEST_CASE("calc adds and replaces components in the roles it names", "[rules][plan]") {
    CHECK(r("A[calc y := y * 2, z := x + 1][keep y, z]") == "id,area,y,z\n1,N,4,2.5\n1,S,6,\n2,N,-10,5\n");
    auto const results = runScript(
        "r := A[calc identifier k := id + 10, attribute a := \"EP\", viral attribute v := isnull(x), measure note := note || \"!\"];",
        data());
    REQUIRE(results);
    auto const& structure = results->at("r").structure();
    CHECK(structure.components[*structure.find("k")].role == Role::identifier);
    CHECK_FALSE(structure.components[*structure.find("k")].nullable);
    CHECK(structure.components[*structure.find("a")].role == Role::attribute);
    CHECK(structure.components[*structure.find("v")].role == Role::viralAttribute);
    CHECK(structure.components[*structure.find("note")].role == Role::measure);
    CHECK(refused("A[calc id := 3]") == "vtl-role-mismatch s.vtl:1:13");
    CHECK(refused("A[calc z := 3, z := 4]") == "vtl-name-taken s.vtl:1:21");
    CHECK(refused("A[calc z := sum(x)]") == "unsupported s.vtl:1:18");
    CHECK(refused("A[calc identifier k := x]") == "vtl-expression-failed s.vtl");
}

TEST_CASE("keep, drop and rename choose and name components; identifiers stay", "[rules][plan]") {
    CHECK(r("A[keep y, mark]") == "id,area,y,mark\n1,N,2,C\n1,S,3,B\n2,N,-5,\n");
    CHECK(r("A[drop y, note, mark]") == "id,area,x\n1,N,1.5\n1,S,\n2,N,4\n");
    CHECK(r("A[keep x][rename id to firm, x to worth]") == "firm,area,worth\n1,N,1.5\n1,S,\n2,N,4\n");
    CHECK(r("A[keep x, y][rename x to y, y to x]").substr(0, 12) == "id,area,y,x\n");
    CHECK(refused("A[keep id]") == "vtl-role-mismatch s.vtl:1:13");
    CHECK(refused("A[drop area]") == "vtl-role-mismatch s.vtl:1:13");
    CHECK(refused("A[rename x to y]") == "vtl-name-taken s.vtl:1:8");
    CHECK(refused("A[rename x to u, x to v]") == "vtl-name-twice s.vtl:1:23");
}

TEST_CASE("sub fixes identifiers and leaves them out", "[rules][plan]") {
    CHECK(r("A[sub area = \"N\"][keep x]") == "id,x\n1,1.5\n2,4\n");
    CHECK(r("A[sub area = \"N\", id = 2]#y") == "y,mark\n-5,\n");
    CHECK(r("A[keep y][sub area = \"N\"] + A[keep y][sub area = \"S\"]") == "id,y\n1,5\n");
    CHECK(refused("A[sub x = 1]") == "vtl-role-mismatch s.vtl:1:12");
    CHECK(refused("A[sub id = 1, id = 2]") == "vtl-name-twice s.vtl:1:20");
    CHECK(refused("A[sub id = \"a\"]") == "vtl-type-mismatch s.vtl:1:12");
}
