#include "form/code_list.h"

#include "support/catch.h"

using namespace zhibao;

namespace {

CodeList aList() {
    auto list = readCodeList("items", {"服务类别", "Items"},
                             "code,parent,is_leaf,name_zh,name_en,keys,mode1,bank_codes\n"
                             "SC,,0,运输,Transport,yunshu;ys,,\n"
                             "SC1,SC,0,海洋运输,Sea transport,haiyangyunshu;hyys;海运,,\n"
                             "SC11,SC1,1,海运客运,\"Sea transport, passenger\",haiyunkeyun;hyky,E,222014\n"
                             "SC12,SC1,1,海运货运,\"Sea transport, freight\",haiyunhuoyun;hyhy,E,222011;222012\n"
                             "SD,,1,旅行,Travel,lvxing;lx;luxing;旅游,X,223010\n"
                             "LX,,1,其他,Other,qita;qt,X,\n");
    REQUIRE(list);
    return *std::move(list);
}

std::string codes(std::vector<CodeEntry const*> const& entries) {
    std::string text;
    for (auto const* entry : entries) text += (text.empty() ? "" : " ") + entry->code;
    return text;
}

}  // namespace

TEST_CASE("a code is made by its list, or not at all", "[form][code-list]") {
    auto const list = aList();
    auto const code = list.code<struct ItemTag>("SC11");
    REQUIRE(code);
    CHECK(code->text() == "SC11");
    auto const unknown = list.code<struct ItemTag>("SC99");
    REQUIRE_FALSE(unknown);
    CHECK(unknown.error().code == error::codeUnknown);
    CHECK(unknown.error().arguments == ErrorArguments{{"code", "SC99"}, {"list", "items"}});
}

TEST_CASE("a list knows its tree", "[form][code-list]") {
    auto const list = aList();
    CHECK(list.isWithin("SC11", "SC"));
    CHECK(list.isWithin("SC11", "SC11"));
    CHECK_FALSE(list.isWithin("SC", "SC11"));
    CHECK_FALSE(list.isWithin("SD", "SC"));
    CHECK_FALSE(list.isWithin("SX", "SC"));
    CHECK(codes(list.childrenOf("SC1")) == "SC11 SC12");
    CHECK(codes(list.childrenOf("")) == "SC SD LX");
    CHECK(list.childrenOf("SD").empty());
    CHECK(list.indexOf("SC12") == 3);
    CHECK(list.indexOf("SX") == list.entries().size());
}

TEST_CASE("further columns of a list are attributes", "[form][code-list]") {
    auto const list = aList();
    CHECK(list.find("SC12")->attribute("mode1") == "E");
    CHECK(list.find("SC12")->attribute("bank_codes") == "222011;222012");
    CHECK(list.find("SC12")->attribute("mode2").empty());
    CHECK(separatedBySemicolon(" a;;b ; ") == std::vector<std::string>{"a", "b"});
}

TEST_CASE("a search gives the very code first, then codes that begin with it, then keys and names", "[form][code-list]") {
    auto const list = aList();
    CHECK(codes(list.search("SC1")) == "SC1 SC11 SC12");
    CHECK(codes(list.search("sc1")) == "SC1 SC11 SC12");
    // The code LX is meant before the initials of 旅行.
    CHECK(codes(list.search("lx")) == "LX SD");
    CHECK(codes(list.search("hy")) == "SC1 SC11 SC12");
    CHECK(codes(list.search("hyhy")) == "SC12");
    CHECK(codes(list.search("haiyun")) == "SC11 SC12");
    CHECK(codes(list.search("luxing")) == "SD");
    CHECK(codes(list.search("海运")) == "SC1 SC11 SC12");
    CHECK(codes(list.search("货运")) == "SC12");
    CHECK(codes(list.search("freight")) == "SC12");
    CHECK(codes(list.search("FREIGHT")) == "SC12");
}

TEST_CASE("a search finds codes of other classifications, whole or by their beginning", "[form][code-list]") {
    auto const list = aList();
    CHECK(codes(list.search("222012")) == "SC12");
    CHECK(codes(list.search("2220")) == "SC11 SC12");
}

TEST_CASE("full-width letters find what plain ones find", "[form][code-list]") {
    CHECK(codes(aList().search("ｌｘ")) == "LX SD");
}

TEST_CASE("nothing is found for nothing, nor for what is not there", "[form][code-list]") {
    CHECK(aList().search("").empty());
    CHECK(aList().search("  ").empty());
    CHECK(aList().search("zzz").empty());
}
