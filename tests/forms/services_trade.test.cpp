// What must be true of the edition of services trade, whatever its texts say. Most of it stands in data that people edit.

#include <algorithm>
#include <set>

#include "base/text.h"
#include "form/concepts.h"
#include "form/edition.h"
#include "form/print_layout.h"
#include "support/catch.h"

using namespace zhibao;

namespace {

Edition const& edition() {
    static EditionLibrary const library{std::filesystem::path{ZHIBAO_SOURCE_FOLDER} / "forms"};
    static auto const loaded = library.find("services-trade/2017-1");
    REQUIRE(loaded);
    return **loaded;
}

CodeList const& list(std::string const& id) {
    auto const* found = edition().findList(id);
    INFO(id);
    REQUIRE(found != nullptr);
    return *found;
}

Form const& form(std::string const& id) {
    auto const* found = edition().findForm(id);
    INFO(id);
    REQUIRE(found != nullptr);
    return *found;
}

/// The codes of a search, best first, at most `count`.
std::string found(std::string const& listId, std::string const& text, std::size_t count = 1) {
    std::string codes;
    for (auto const* entry : list(listId).search(text)) {
        if (count-- == 0) break;
        codes += (codes.empty() ? "" : " ") + entry->code;
    }
    return codes;
}

bool hasKey(std::string const& listId, std::string const& code, std::string const& key) {
    auto const* entry = list(listId).find(code);
    INFO(listId << " " << code);
    REQUIRE(entry != nullptr);
    return std::find(entry->searchKeys.begin(), entry->searchKeys.end(), key) != entry->searchKeys.end();
}

}  // namespace

TEST_CASE("the edition is a draft until it is published", "[forms]") {
    CHECK(edition().status == Edition::Status::draft);
}

TEST_CASE("no two columns of a form have the same title", "[forms]") {
    for (auto const& form : edition().forms) {
        std::set<std::string> zh;
        std::set<std::string> en;
        for (auto const& column : form.columns) {
            INFO(form.id << " " << column.id);
            CHECK(zh.insert(column.title.zh).second);
            CHECK(en.insert(column.title.en).second);
        }
    }
}

TEST_CASE("the quarterly set is due ten days after the quarter, the profile on the last of January", "[forms]") {
    REQUIRE(edition().findFormSet("quarterly") != nullptr);
    CHECK(edition().findFormSet("quarterly")->deadlineDaysAfter == 10);
    CHECK(edition().findFormSet("quarterly")->forms.front() == "form2");
    REQUIRE(edition().findFormSet("profile") != nullptr);
    CHECK(edition().findFormSet("profile")->frequency == Frequency::annual);
    CHECK(edition().findFormSet("profile")->deadlineDaysAfter == 31);
    CHECK(edition().findFormSet("profile")->forms.front() == "form1");
}

TEST_CASE("no form claims an approval that it does not have", "[forms]") {
    for (auto const& one : edition().forms) {
        INFO(one.id);
        CHECK(one.marks.isSample());
        CHECK(one.marks.approvalNumber.zh.empty());
        CHECK(one.marks.authority.zh.empty());
        CHECK(one.marks.number.zh.starts_with("两服贸基"));
    }
}

TEST_CASE("each column of each form is explained, and each form says what its terms mean", "[forms]") {
    for (auto const& one : edition().forms) {
        for (auto const& column : one.columns) {
            INFO(one.id << " " << column.id);
            CHECK_FALSE(column.help.zh.empty());
            CHECK_FALSE(column.help.en.empty());
        }
        INFO(one.id);
        CHECK(one.definitions.size() >= 4);
        CHECK(one.print.kind() == JsonValue::Kind::object);
        CHECK(codesPrintedNowhere(one, edition()) == std::vector<std::string>{});
    }
}

TEST_CASE("every form of the survey belongs to a form set", "[forms]") {
    std::set<std::string> inSets;
    for (auto const& set : edition().formSets) inSets.insert(set.forms.begin(), set.forms.end());
    CHECK(inSets == std::set<std::string>{"form1", "form2", "form3", "form3_annual", "form4", "form5"});
    CHECK(edition().forms.size() == inSets.size());
}

TEST_CASE("economies are China and all partners that are places", "[forms][lists]") {
    std::vector<std::string> expected{"CN"};
    for (auto const& partner : list("partners").entries())
        if (partner.code != "XO") expected.push_back(partner.code);
    std::vector<std::string> codes;
    for (auto const& economy : list("economies").entries()) {
        codes.push_back(economy.code);
        if (auto const* partner = list("partners").find(economy.code)) CHECK(partner->name.zh == economy.name.zh);
    }
    CHECK(codes == expected);
}

TEST_CASE("kinds of outsourcing say which flag of form 2 they go with", "[forms][lists]") {
    for (auto const& kind : list("outsourcing_kinds").entries()) {
        INFO(kind.code);
        CHECK(list("outsourcing").find(kind.attribute("outsourcing")) != nullptr);
        CHECK(kind.code.starts_with(kind.attribute("outsourcing")));
    }
}

TEST_CASE("the annual form of affiliates asks what the quarterly one asks, and assets and profit", "[forms]") {
    auto expected = std::vector<std::string>{};
    for (auto const& column : form("form3").columns) expected.push_back(column.id);
    expected.insert(expected.end(), {"assets", "profit"});
    std::vector<std::string> asked;
    for (auto const& column : form("form3_annual").columns) asked.push_back(column.id);
    CHECK(asked == expected);
}

TEST_CASE("the rows of form 2 are keyed and measured as the row model says", "[forms]") {
    auto const& rows = form("form2");
    std::vector<std::string> keys;
    std::vector<std::string> measures;
    for (auto const& column : rows.columns) {
        if (column.role == ColumnRole::key) keys.push_back(column.conceptId);
        if (column.role == ColumnRole::measure) measures.push_back(column.conceptId);
        CHECK(column.conceptId == column.id);
        INFO(column.id);
        CHECK_FALSE(column.help.zh.empty());
    }
    CHECK(keys == std::vector<std::string>{"flow", "item", "partner", "outsourcing", "currency"});
    CHECK(measures == std::vector<std::string>{"total", "mode1", "mode2", "mode4", "affiliated", "digital", "dollars"});
    CHECK(rows.currencyColumn == "currency");
    REQUIRE(rows.residuals.size() == 1);
    CHECK(rows.residuals.front().total == "total");
    CHECK(rows.residuals.front().parts == std::vector<std::string>{"mode1", "mode2", "mode4"});
    CHECK(rows.columns[rows.indexOf("item").value()].leafOnly);
}

TEST_CASE("form 2 prints exports in columns 1 to 4 and imports in columns 5 to 8", "[forms][print]") {
    auto const& rows = form("form2");
    auto const* blocks = rows.print.find("blocks");
    REQUIRE(blocks != nullptr);
    REQUIRE(blocks->array()->size() == 2);
    std::vector<std::string> flows;
    std::vector<std::string> numbers;
    std::vector<std::string> columns;
    for (auto const& block : *blocks->array()) {
        flows.push_back(*block.find("where")->find("is")->string());
        for (auto const& column : *block.find("columns")->array()) {
            numbers.push_back(*column.find("number")->string());
            columns.push_back(*column.find("column")->string());
            CHECK(rows.indexOf(columns.back()));
        }
    }
    CHECK(flows == std::vector<std::string>{"export", "import"});
    CHECK(numbers == std::vector<std::string>{"1", "2", "3", "4", "9", "10", "11", "12", "5", "6", "7", "8", "9", "10", "11", "12"});
    std::vector<std::string> const half{"total", "mode1", "mode2", "mode4", "affiliated", "digital", "currency", "total"};
    CHECK(std::vector<std::string>(columns.begin(), columns.begin() + 8) == half);
    CHECK(std::vector<std::string>(columns.begin() + 8, columns.end()) == half);
    for (auto const& stub : *rows.print.find("stub")->array()) {
        if (auto const* column = stub.find("column")) CHECK(rows.indexOf(*column->string()));
    }
}

TEST_CASE("form 1 prints each of its questions once", "[forms][print]") {
    auto const& record = form("form1");
    std::vector<std::string> printed;
    for (auto const& section : *record.print.find("sections")->array()) {
        for (auto const& column : *section.find("columns")->array()) printed.push_back(*column.string());
    }
    std::vector<std::string> asked;
    for (auto const& column : record.columns) asked.push_back(column.id);
    CHECK(printed == asked);
}

TEST_CASE("the profile holds what the register needs", "[forms]") {
    auto const& record = form("form1");
    CHECK(record.kind == FormKind::record);
    for (auto const& name : {concepts::unitCode, concepts::unitName, concepts::district, concepts::platform, concepts::industry}) {
        INFO(name);
        CHECK(std::any_of(record.columns.begin(), record.columns.end(),
                          [&](Column const& column) { return column.conceptId == name && column.required; }));
    }
    CHECK(record.columns[record.indexOf("creditCode").value()].format == "credit-code");
}

TEST_CASE("every leaf item has a validity for each mode and a sector, branches have neither", "[forms][lists]") {
    static std::set<std::string> const validities{"E", "P", "U", "X"};
    std::size_t leaves = 0;
    for (auto const& item : list("items").entries()) {
        INFO(item.code);
        for (auto const* mode : {"mode1", "mode2", "mode4"}) {
            INFO(mode);
            CHECK(validities.contains(item.attribute(mode)) == item.isLeaf);
        }
        bool anyMode = false;
        for (auto const* mode : {"mode1", "mode2", "mode4"})
            anyMode = anyMode || (item.attribute(mode) != "X" && !item.attribute(mode).empty());
        CHECK(anyMode == item.isLeaf);
        CHECK((list("sectors").find(item.attribute("default_sector")) != nullptr) == item.isLeaf);
        leaves += item.isLeaf ? 1 : 0;
    }
    CHECK(list("items").entries().size() == 98);
    CHECK(leaves == 68);
}

TEST_CASE("the items stand under the twelve of EBOPS 2010, in their order", "[forms][lists]") {
    std::string tops;
    for (auto const* entry : list("items").childrenOf("")) tops += entry->code + " ";
    CHECK(tops == "SA SB SC SD SE SF SG SH SI SJ SK SL ");
    for (auto const& item : list("items").entries()) {
        INFO(item.code);
        CHECK(list("items").isWithin(item.code, item.code.substr(0, 2)));
    }
    // What enterprises cannot know is not offered to them.
    CHECK(list("items").find("SG2") == nullptr);
    CHECK(list("items").find("SN") == nullptr);
}

TEST_CASE("travel has one mode, and what is licensed never moves people", "[forms][lists]") {
    for (auto const& item : list("items").entries()) {
        if (!item.isLeaf) continue;
        INFO(item.code);
        if (list("items").isWithin(item.code, "SD")) {
            CHECK(item.attribute("mode1") == "X");
            CHECK(item.attribute("mode2") == "E");
            CHECK(item.attribute("mode4") == "X");
        }
        if (list("items").isWithin(item.code, "SH")) CHECK(item.attribute("mode4") == "X");
    }
}

TEST_CASE("bank codes have six digits, and find their item", "[forms][lists]") {
    std::size_t count = 0;
    for (auto const& item : list("items").entries()) {
        for (auto const& code : separatedBySemicolon(item.attribute("bank_codes"))) {
            INFO(item.code << " " << code);
            CHECK(code.size() == 6);
            CHECK(std::all_of(code.begin(), code.end(), [](char c) { return c >= '0' && c <= '9'; }));
            auto const hits = list("items").search(code);
            CHECK(std::find(hits.begin(), hits.end(), &item) != hits.end());
            ++count;
        }
    }
    CHECK(count == 47);
    CHECK(found("items", "225010") == "SF11");
}

TEST_CASE("the sectors are those of the plan, five of them key sectors", "[forms][lists]") {
    auto const& sectors = list("sectors").entries();
    CHECK(sectors.size() == 12);
    CHECK(std::count_if(sectors.begin(), sectors.end(), [](CodeEntry const& sector) { return sector.attribute("is_key_sector") == "1"; }) ==
          5);
    CHECK(list("sectors").find("outsourcing") != nullptr);
}

TEST_CASE("China is no partner, Hong Kong, Macao and Taiwan are, under their right names", "[forms][lists]") {
    auto const& partners = list("partners");
    CHECK(partners.find("CN") == nullptr);
    REQUIRE(partners.find("HK") != nullptr);
    CHECK(partners.find("HK")->name == LocalizedText{"中国香港", "Hong Kong, China"});
    CHECK(partners.find("MO")->name == LocalizedText{"中国澳门", "Macao, China"});
    CHECK(partners.find("TW")->name == LocalizedText{"中国台湾", "Taiwan, China"});
    CHECK(partners.find("XO")->name.zh == "国际组织");
    REQUIRE(partners.find("XX") != nullptr);
    for (auto const& partner : partners.entries()) {
        INFO(partner.code);
        CHECK(partner.code.size() == 2);
        CHECK(partner.isLeaf);
        CHECK(partner.searchKeys.size() >= 2);
    }
    CHECK(partners.entries().size() == 248 + 2);
}

TEST_CASE("groups of partners are known, and so are their members", "[forms][lists]") {
    std::map<std::string, int> members;
    for (auto const& partner : list("partners").entries()) {
        for (auto const& group : separatedBySemicolon(partner.attribute("groups"))) {
            INFO(partner.code << " " << group);
            CHECK(list("partner_groups").find(group) != nullptr);
            ++members[group];
        }
    }
    CHECK(members == std::map<std::string, int>{{"ASEAN", 10}, {"BRI2016", 65}, {"EU28", 28}, {"HKMOTW", 3}});
    CHECK(list("partner_groups").entries().size() == members.size());
}

TEST_CASE("pinyin of partners is read as people read it", "[forms][lists][pinyin]") {
    for (auto const& [code, key] : std::map<std::string, std::string>{{"PE", "bilu"},
                                                                      {"BT", "budan"},
                                                                      {"KH", "jianpuzhai"},
                                                                      {"KP", "chaoxian"},
                                                                      {"HN", "hongdulasi"},
                                                                      {"QA", "kataer"},
                                                                      {"MM", "miandian"},
                                                                      {"RS", "saierweiya"},
                                                                      {"MA", "moluoge"},
                                                                      {"UY", "wulagui"},
                                                                      {"PH", "feilvbin"},
                                                                      {"LU", "lusenbao"},
                                                                      {"CV", "fodejiao"},
                                                                      {"ET", "aisaiebiya"},
                                                                      {"CA", "jianada"},
                                                                      {"BZ", "bolizi"},
                                                                      {"SA", "shatealabo"},
                                                                      {"CN", ""},
                                                                      {"AE", "alabolianheqiuzhangguo"},
                                                                      {"JO", "yuedan"},
                                                                      {"CY", "saipulusi"},
                                                                      {"TD", "zhade"},
                                                                      {"SN", "saineijiaer"},
                                                                      {"IN", "yindu"},
                                                                      {"HK", "xianggang"},
                                                                      {"SG", "xjp"},
                                                                      {"US", "meiguo"},
                                                                      {"SK", "siluofake"},
                                                                      {"DJ", "jibuti"},
                                                                      {"VA", "fandigang"}}) {
        if (key.empty()) continue;
        INFO(code << " " << key);
        CHECK(hasKey("partners", code, key));
    }
    CHECK(found("partners", "bilu") == "PE");
    CHECK(found("partners", "xjp") == "SG");
    CHECK(found("partners", "meiguo") == "US");
    CHECK(found("partners", "香港") == "HK");
    CHECK(found("partners", "turkey") == "TR");
    CHECK(found("partners", "de") == "DE");
}

TEST_CASE("pinyin of other lists is read as people read it", "[forms][lists][pinyin]") {
    CHECK(hasKey("items", "SJ212", "kuaijishenjibujiheshuiwuzixun"));
    CHECK(hasKey("items", "SDA", "chailv"));
    CHECK(hasKey("items", "SD", "lvxing"));
    CHECK(hasKey("items", "SD", "luxing"));
    CHECK(hasKey("items", "SK", "gerenwenhuaheyulefuwu"));
    CHECK(hasKey("items", "SJ22A", "shichangdiaocha"));
    CHECK(hasKey("items", "SC3D", "changjianghangyun"));
    CHECK(hasKey("platforms", "JBJC", "chongqingjiangbeiguojijichang"));
    CHECK(hasKey("platforms", "LLCT", "lianglucuntan"));
    CHECK(hasKey("districts", "500109", "beibei"));
    CHECK(hasKey("sectors", "culture", "huizhanjiwenchuanglvyou"));
    CHECK(hasKey("currencies", "THB", "taizhu"));
    CHECK(hasKey("currencies", "ANG", "heshuandiliesidun"));
    CHECK(hasKey("industries", "2017-Q", "weishengheshehuigongzuo"));
    CHECK(found("items", "会展") == "SJ22Z");
    CHECK(found("items", "货代") == "SC3G");
}

TEST_CASE("search keys are plain: no spaces at their ends, none twice, none empty", "[forms][lists][pinyin]") {
    for (auto const& [id, codes] : edition().lists) {
        for (auto const& entry : codes.entries()) {
            INFO(id << " " << entry.code);
            CHECK_FALSE(entry.searchKeys.empty());
            std::set<std::string> const distinct(entry.searchKeys.begin(), entry.searchKeys.end());
            CHECK(distinct.size() == entry.searchKeys.size());
            for (auto const& key : entry.searchKeys) CHECK(trimmed(key) == key);
        }
    }
}

TEST_CASE("the usual currencies come first, and each is three capitals", "[forms][lists]") {
    std::string first;
    auto const& currencies = list("currencies").entries();
    for (std::size_t i = 0; i < 6; ++i) first += currencies[i].code + " ";
    CHECK(first == "CNY USD EUR HKD JPY GBP ");
    for (auto const& currency : currencies) {
        INFO(currency.code);
        CHECK(currency.code.size() == 3);
        CHECK(std::all_of(currency.code.begin(), currency.code.end(), [](char c) { return c >= 'A' && c <= 'Z'; }));
    }
    for (auto const* unusable : {"XXX", "XTS", "XAU"}) CHECK(list("currencies").find(unusable) == nullptr);
}

TEST_CASE("each edition of the industries has its twenty sections, and their divisions follow one another", "[forms][lists]") {
    for (auto const* year : {"2011", "2017"}) {
        auto const sections = list("industries").childrenOf(year);
        REQUIRE(sections.size() == 20);
        int next = 1;
        for (auto const* section : sections) {
            INFO(section->code);
            CHECK(section->code == std::string{year} + "-" + section->attribute("section"));
            CHECK(section->attribute("edition") == year);
            CHECK(std::stoi(section->attribute("first_division")) == next);
            next = std::stoi(section->attribute("last_division")) + 1;
        }
    }
}

TEST_CASE("the smaller lists are complete", "[forms][lists]") {
    auto const codes = [](std::string const& id) {
        std::string text;
        for (auto const& entry : list(id).entries()) text += entry.code + " ";
        return text;
    };
    CHECK(codes("flows") == "export import ");
    CHECK(codes("outsourcing") == "none ito bpo kpo ");
    CHECK(codes("districts") == "500105 500112 500109 ");
    CHECK(codes("platforms") == "JBZ LLCT GYG JBJC ST XT YL SWSW OTHER ");
    CHECK(list("registration_types").isWithin("151", "1"));
    CHECK(list("registration_types").isWithin("330", "3"));
}

TEST_CASE("no list says less in one language than in the other", "[forms][lists]") {
    for (auto const& [id, codes] : edition().lists) {
        INFO(id);
        CHECK_FALSE(codes.title().zh.empty());
        CHECK_FALSE(codes.title().en.empty());
        for (auto const& entry : codes.entries()) {
            INFO(entry.code);
            // English names are in Latin letters, Chinese ones are not.
            CHECK(std::none_of(entry.name.en.begin(), entry.name.en.end(), [](char c) { return static_cast<unsigned char>(c) >= 0xE4; }));
        }
    }
}
