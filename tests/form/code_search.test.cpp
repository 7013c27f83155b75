#include "form/code_search.h"

#include <algorithm>

#include "base/text.h"
#include "support/catch.h"
#include "support/editions.h"

using namespace zhibao;

namespace {

CodeList aList() {
    auto list = readCodeList("items", {"服务类别", "Items"},
                             "code,parent,is_leaf,name_zh,name_en,keys,bank_codes\n"
                             "SC,,0,运输,Transport,yunshu;ys,\n"
                             "SC1,SC,1,海运货运,\"Sea transport, freight\",haiyunhuoyun;hyhy,222011;222012\n"
                             "SC2,SC,1,空运货运,\"Air transport, freight\",kongyunhuoyun;kyhy;航空货运,222021\n"
                             "SI2,,1,计算机软件,Computer software,jisuanjiruanjian;jsjrj;软件,227020\n"
                             "SJ2,,1,法律服务,Legal services,falvfuwu;flfw;falufuwu;律师,228021\n");
    REQUIRE(list);
    return *std::move(list);
}

/// "SC1 SC2": the codes of what is found, best first.
std::string found(CodeList const& list, std::string_view text, Guessing guessing = Guessing::never) {
    std::string codes;
    for (auto const& match : searchCodes(list, text, guessing)) codes += (codes.empty() ? "" : " ") + match.entry->code;
    return codes;
}

std::vector<std::string> highlighted(std::string const& text, std::vector<TextRange> const& ranges) {
    std::vector<std::string> parts;
    for (auto const range : ranges) {
        parts.push_back(text.substr(range.begin, range.length));
        CHECK(isUtf8(parts.back()));
    }
    return parts;
}

using Parts = std::vector<std::string>;

}  // namespace

TEST_CASE("an entry is found by code, name, pinyin, initials, other names and the bank's code", "[form][search]") {
    auto const list = aList();
    for (auto const* text : {"SJ2", "sj2", "法律", "法律服务", "falv", "flfw", "falu", "legal", "SERVICES", "律师", "228021", "ｓｊ２"}) {
        INFO(text);
        CHECK(found(list, text).substr(0, 3) == "SJ2");
    }
}

TEST_CASE("each of several words has to fit, in any order and across languages", "[form][search]") {
    auto const list = aList();
    CHECK(found(list, "freight sea") == "SC1");
    CHECK(found(list, "货运 空运") == "SC2");
    CHECK(found(list, "货运 air") == "SC2");
    CHECK(found(list, "2220 海运") == "SC1");
    CHECK(found(list, "freight legal").empty());
}

TEST_CASE("what fits best comes first, and equally good ones stand in statutory order", "[form][search]") {
    auto const list = aList();
    CHECK(found(list, "SC") == "SC SC1 SC2");
    CHECK(found(list, "货运") == "SC1 SC2");
    CHECK(found(list, "air transport") == "SC2");
    CHECK(found(list, "transport") == "SC SC1 SC2");
    auto const matches = searchCodes(list, "222021", Guessing::never);
    REQUIRE(matches.size() == 1);
    CHECK(matches.front().rank == MatchRank::whole);
}

TEST_CASE("a mistyped word finds what is spelt nearly so, and only where nothing fits", "[form][search]") {
    auto const list = aList();
    CHECK(found(list, "sofware").empty());
    auto const guessed = searchCodes(list, "sofware", Guessing::whereNothingFits);
    REQUIRE(guessed.size() == 1);
    CHECK(guessed.front().entry->code == "SI2");
    CHECK(guessed.front().meant == "software");
    CHECK(highlighted(guessed.front().entry->name.en, guessed.front().inEnglish) == Parts{"software"});
    CHECK(found(list, "flafuwu", Guessing::whereNothingFits) == "SJ2");
    CHECK(found(list, "空运货匀", Guessing::whereNothingFits) == "SC2");
    CHECK(found(list, "sofware freight", Guessing::whereNothingFits).empty());
    auto const right = searchCodes(list, "freight", Guessing::whereNothingFits);
    REQUIRE(right.size() == 2);
    CHECK(right.front().meant.empty());
    CHECK(found(list, "zz", Guessing::whereNothingFits).empty());
    CHECK(found(list, "qqqqqqqq", Guessing::whereNothingFits).empty());
}

TEST_CASE("what fits is highlighted as whole characters of what is shown", "[form][search]") {
    auto const list = aList();
    auto matches = searchCodes(list, "货运 SEA", Guessing::never);
    REQUIRE(matches.size() == 1);
    CHECK(highlighted(matches[0].entry->name.zh, matches[0].inChinese) == Parts{"货运"});
    CHECK(highlighted(matches[0].entry->name.en, matches[0].inEnglish) == Parts{"Sea"});
    CHECK(matches[0].inCode.empty());
    CHECK(matches[0].by.empty());
    matches = searchCodes(list, "sc1", Guessing::never);
    REQUIRE(matches.size() == 1);
    CHECK(highlighted(matches[0].entry->code, matches[0].inCode) == Parts{"SC1"});
}

TEST_CASE("overlapping words are one highlight", "[form][search]") {
    auto const list = aList();
    auto const matches = searchCodes(list, "海运货 运货运", Guessing::never);
    REQUIRE(matches.size() == 1);
    CHECK(highlighted(matches[0].entry->name.zh, matches[0].inChinese) == Parts{"海运货运"});
}

TEST_CASE("what fits and is not shown is named", "[form][search]") {
    auto const list = aList();
    auto matches = searchCodes(list, "2220", Guessing::never);
    REQUIRE(matches.size() == 2);
    CHECK(matches[0].by == Parts{"222011", "222012"});
    CHECK(matches[1].by == Parts{"222021"});
    matches = searchCodes(list, "律师", Guessing::never);
    REQUIRE(matches.size() == 1);
    CHECK(matches[0].by == Parts{"律师"});
}

TEST_CASE("characters that fold to several are highlighted whole", "[form][search]") {
    auto const list = readCodeList("x", {"甲", "X"}, "code,parent,is_leaf,name_zh,name_en,keys\nA,,1,㎏计量,Straße ﬁx,\n");
    REQUIRE(list);
    auto matches = searchCodes(*list, "k", Guessing::never);
    REQUIRE(matches.size() == 1);
    CHECK(highlighted(matches[0].entry->name.zh, matches[0].inChinese) == Parts{"㎏"});
    matches = searchCodes(*list, "strasse", Guessing::never);
    REQUIRE(matches.size() == 1);
    CHECK(highlighted(matches[0].entry->name.en, matches[0].inEnglish) == Parts{"Straße"});
    matches = searchCodes(*list, "fi", Guessing::never);
    REQUIRE(matches.size() == 1);
    CHECK(highlighted(matches[0].entry->name.en, matches[0].inEnglish) == Parts{"ﬁ"});
}

TEST_CASE("a text without words finds nothing", "[form][search]") {
    auto const list = aList();
    for (auto const* text : {"", " ", "　"}) CHECK(found(list, text, Guessing::whereNothingFits).empty());
}

TEST_CASE("every item, partner and currency of the survey is the first that its code finds, and is found by each of its keys", "[form][search]") {
    for (auto const* id : {"items", "partners", "currencies", "industries"}) {
        auto const* list = test::theEdition().findList(id);
        REQUIRE(list != nullptr);
        for (auto const& entry : list->entries()) {
            INFO(id << " " << entry.code);
            CHECK(searchCodes(*list, entry.code, Guessing::never).front().entry == &entry);
            for (auto const& key : entry.searchKeys) {
                auto const matches = searchCodes(*list, key, Guessing::never);
                CHECK(std::any_of(matches.begin(), matches.end(), [&](CodeMatch const& match) { return match.entry == &entry; }));
            }
        }
    }
}
