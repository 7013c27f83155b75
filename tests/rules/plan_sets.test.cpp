#include "script_data.h"

using namespace zhibao;
using namespace zhibao::vtl;

namespace {

Datasets data() {
    Datasets datasets;
    add(datasets, "A", "k:String! x:Integer", "k,x\na,1\nb,2\nc,\n");
    add(datasets, "B", "k:String! x:Number", "k,x\nb,20.5\nd,4\n");
    add(datasets, "C", "x:Number k:String!", "x,k\n9,d\n8,b\n7,e\n");
    add(datasets, "P", "k:String! j:Integer! x:Integer", "k,j,x\na,1,1\nd,1,2\n");
    return datasets;
}
std::string r(std::string const& expression) {
    return resultOf("r := " + expression + ";", data());
}

}  // namespace

TEST_CASE("sets of data points know them by their identifiers, and the leftmost counts", "[rules][plan]") {
    CHECK(r("union(A, B)") == "k,x\na,1\nb,2\nc,\nd,4\n");
    CHECK(r("union(B, A, C)") == "k,x\nb,20.5\nd,4\na,1\nc,\ne,7\n");
    CHECK(r("intersect(A, B)") == "k,x\nb,2\n");
    CHECK(r("intersect(C, B, A)") == "x,k\n8,b\n");
    CHECK(r("setdiff(A, B)") == "k,x\na,1\nc,\n");
    CHECK(r("symdiff(A, B)") == "k,x\na,1\nc,\nd,4\n");
}

TEST_CASE("exists_in says which data points have a partner, and keeps those asked for", "[rules][plan]") {
    CHECK(r("exists_in(A, B)") == "k,bool_var\na,false\nb,true\nc,false\n");
    CHECK(r("exists_in(A, B, true)") == "k,bool_var\nb,true\n");
    CHECK(r("exists_in(A, P, false)") == "k,bool_var\nb,false\nc,false\n");
    CHECK(r("exists_in(P, B, all)") == "k,j,bool_var\na,1,false\nd,1,true\n");
}

TEST_CASE("sets of different structures are refused", "[rules][plan]") {
    CHECK(refusalOf("r := union(A, P);", data()) == "vtl-structures-differ s.vtl:1:15");
    CHECK(refusalOf("r := setdiff(A, A[rename x to z]);", data()) == "vtl-structures-differ s.vtl:1:19");
    CHECK(refusalOf("r := setdiff(A, A, A);", data()) == "vtl-syntax s.vtl:1:18");
}
