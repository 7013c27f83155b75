#include "answers/filing.h"

#include <algorithm>
#include <filesystem>
#include <string>

#include <nlohmann/json.hpp>
#include <rapidcheck.h>
#include <valijson/adapters/nlohmann_json_adapter.hpp>
#include <valijson/schema.hpp>
#include <valijson/schema_parser.hpp>
#include <valijson/validator.hpp>

#include "answers/filing_problems.h"
#include "answers/small_edition.h"
#include "base/file.h"

#include "support/catch.h"

using namespace zhibao;
using namespace zhibao::test;

namespace {

/// Reads a text as a filing of the small edition.
Result<Filing> readText(std::string const& text) {
    auto const document = parseJson(text);
    if (!document) return tl::unexpected(document.error());
    return readFiling(JsonNode{*document}, *smallEdition());
}

std::string filingWith(std::string const& forms, std::string const& more = "") {
    return R"({"schema":"filing-1","edition":"example/2017-1","set":"quarterly","unit":"91","period":"2017Q1",)" + more + R"("forms":)" + forms + "}";
}

std::string withRow(std::string const& row) {
    return filingWith(R"({"trade":{"rows":[)" + row + "]}}");
}

class FilingSchema {
public:
    explicit FilingSchema(std::string_view file = "filing-1.schema.json") {
        auto const text = readFile(std::filesystem::path{ZHIBAO_SOURCE_FOLDER} / "schemas" / file);
        REQUIRE(text);
        document_ = nlohmann::json::parse(*text);
        valijson::adapters::NlohmannJsonAdapter const adapter{document_};
        valijson::SchemaParser{}.populateSchema(adapter, schema_);
    }
    [[nodiscard]] bool accepts(std::string const& text) const {
        auto const document = nlohmann::json::parse(text);
        valijson::adapters::NlohmannJsonAdapter const adapter{document};
        valijson::Validator validator;
        return validator.validate(schema_, adapter, nullptr);
    }

private:
    nlohmann::json document_;
    valijson::Schema schema_;
};

// Generators of anything a filing can hold, sound or not.

std::string anyText() {
    static std::vector<std::string> const pieces{"a", "Z", "9", " ", "\"", "\\", "\n", "服", "—", "\x01", "/", "~", "𠮷"};
    auto const count = *rc::gen::inRange<std::size_t>(1, 12);
    std::string text;
    for (std::size_t i = 0; i < count; ++i) text += *rc::gen::elementOf(pieces);
    return text;
}

Cell anyCell(ColumnKind kind) {
    switch (*rc::gen::inRange(0, 4)) {
        case 0: return Blank{};
        case 1: return NotApplicable{};
        default: break;
    }
    // The lowest number has no positive counterpart and stands outside the range that amounts promise.
    auto const number = std::max<std::int64_t>(*rc::gen::arbitrary<std::int64_t>(), -INT64_MAX);
    if (kind == ColumnKind::integer) return number;
    if (kind == ColumnKind::money || kind == ColumnKind::percent) return Money::ofHundredths(number);
    return anyText();
}

Filing anyFiling(Edition const& edition) {
    auto const& set = *rc::gen::elementOf(edition.formSets);
    auto filing = newFiling(edition, set, anyText(), anyText());
    auto& header = filing.header;
    header.version = *rc::gen::suchThat(rc::gen::arbitrary<std::int64_t>(), [](std::int64_t version) { return version <= 1; });
    if (*rc::gen::arbitrary<bool>()) header.replaces = sha256(anyText());
    header.kind = *rc::gen::element(FilingKind::original, FilingKind::correction, FilingKind::late);
    header.zero = *rc::gen::arbitrary<bool>();
    if (*rc::gen::arbitrary<bool>()) header.zeroReason = anyText();
    for (auto& answers : filing.forms) {
        auto const& form = *edition.findForm(answers.form);
        answers.rows.clear();
        auto const count = *rc::gen::inRange(0, 5);
        for (int i = 0; i < count; ++i) {
            Row row;
            for (auto const& column : form.columns) row.cells.push_back(anyCell(column.kind));
            answers.rows.push_back(std::move(row));
        }
        Explanation explanation{anyText(), {}, anyText()};
        explanation.cells.push_back({answers.form, *rc::gen::inRange<std::size_t>(0, 1000), form.columns.front().id});
        explanation.cells.push_back({"header", 0, "unitHead"});
        filing.explanations.push_back(std::move(explanation));
    }
    filing.signatories = {anyText(), anyText(), "", anyText(), anyText()};
    return filing;
}

/// One that also uses what came with the second schema.
Filing anyLaterFiling(Edition const& edition) {
    auto filing = anyFiling(edition);
    filing.header.kind = *rc::gen::element(FilingKind::original, FilingKind::correction, FilingKind::late, FilingKind::withdrawal);
    filing.header.version = *rc::gen::arbitrary<std::int64_t>();
    filing.header.reason = anyText() + "样例";
    for (auto const& answers : filing.forms)
        filing.notes.push_back({{answers.form, *rc::gen::inRange<std::size_t>(0, 9), edition.findForm(answers.form)->columns.front().id}, anyText(), *rc::gen::arbitrary<bool>()});
    return filing;
}

}  // namespace

TEST_CASE("a filing is read with its kinds of emptiness kept apart", "[answers][filing]") {
    auto const filing = readText(withRow(R"({"flow":"export","item":"SJ211","total":"1234.50","mode1":null,"mode2":{"na":true},"persons":0})"));
    REQUIRE(filing);
    auto const& cells = filing->forms.at(0).rows.at(0).cells;
    CHECK(cells.at(0) == Cell{std::string{"export"}});
    CHECK(isBlank(cells.at(2)));
    CHECK(cells.at(3) == Cell{Money::ofHundredths(123'450)});
    CHECK(isBlank(cells.at(4)));
    CHECK(cells.at(5) == Cell{NotApplicable{}});
    CHECK(cells.at(6) == Cell{std::int64_t{0}});
}

TEST_CASE("a filing with a reason, notes or a withdrawal is written as filing-2 and read back", "[answers][filing]") {
    FilingSchema const first;
    FilingSchema const second{"filing-2.schema.json"};
    auto const edition = smallEdition();
    CHECK(rc::check("filing-2", [&] {
        auto const filing = anyLaterFiling(*edition);
        auto const text = toText(toJson(filing, *edition));
        auto const document = parseJson(text);
        RC_ASSERT(document);
        RC_ASSERT(*document->find("schema")->string() == "filing-2");
        RC_ASSERT(readFiling(JsonNode{*document}, *edition) == filing);
        RC_ASSERT(second.accepts(text));
        RC_ASSERT_FALSE(first.accepts(text));
    }));
}

TEST_CASE("a filing without anything new is still written as filing-1, which holds no reason and no withdrawal", "[answers][filing]") {
    auto filing = newFiling(*smallEdition(), *smallEdition()->findFormSet("quarterly"), "91", "2017Q1");
    CHECK(*toJson(filing, *smallEdition()).find("schema")->string() == "filing-1");
    CHECK(readText(filingWith("{}", R"("reason":"样例",)")).error().code == error::jsonKeyUnknown);
    CHECK(readText(filingWith("{}", R"("notes":[],)")).error().code == error::jsonKeyUnknown);
    CHECK(readText(filingWith("{}", R"("kind":"withdrawal",)")).error().code == error::jsonValueUnknown);
}

TEST_CASE("a withdrawal holds nothing of the version it takes back, and the next version begins without its reason", "[answers][filing]") {
    auto const edition = smallEdition();
    auto filing = newFiling(*edition, *edition->findFormSet("quarterly"), "91", "2017Q1");
    filing.forms.front().rows.push_back(newRow(*edition->findForm(filing.forms.front().form)));
    filing.explanations.push_back({"B4", {}, "样例"});
    filing.notes.push_back({{filing.forms.front().form, 0, edition->findForm(filing.forms.front().form)->columns.front().id}, "样例", true});
    auto const identity = sha256("first");
    auto withdrawal = withdrawalOf(filing, identity);
    CHECK(withdrawal.header.kind == FilingKind::withdrawal);
    CHECK(withdrawal.header.version == 2);
    CHECK(withdrawal.header.replaces == identity);
    CHECK(withdrawal.forms.empty());
    CHECK(withdrawal.explanations.empty());
    CHECK(withdrawal.notes.empty());
    withdrawal.header.reason = "报错了单位";
    auto const next = correctionOf(withdrawal, sha256("second"));
    CHECK(next.header.kind == FilingKind::correction);
    CHECK(next.header.reason.empty());
    CHECK(needsReason(FilingKind::late));
    CHECK_FALSE(needsReason(FilingKind::original));
}

TEST_CASE("what leaves the unit holds only the notes that are to be sent", "[answers][filing]") {
    Filing filing;
    filing.notes = {{{"trade", 0, "total"}, "只给自己看", false}, {{"trade", 1, "total"}, "随表报送", true}};
    auto const sent = withoutOwnNotes(filing);
    REQUIRE(sent.notes.size() == 1);
    CHECK(sent.notes.front().text == "随表报送");
}

TEST_CASE("the order of keys in a row does not matter", "[answers][filing]") {
    auto const one = readText(withRow(R"({"flow":"export","item":"SJ211","total":"1.00"})"));
    auto const other = readText(withRow(R"({"total":"1.00","item":"SJ211","flow":"export"})"));
    REQUIRE(one);
    CHECK(one == other);
}

TEST_CASE("a header without version, kind and zero is a first, original one with trade", "[answers][filing]") {
    auto const filing = readText(filingWith("{}"));
    REQUIRE(filing);
    CHECK(filing->header.version == 1);
    CHECK(filing->header.kind == FilingKind::original);
    CHECK_FALSE(filing->header.zero);
    CHECK_FALSE(filing->header.replaces);
}

TEST_CASE("whoever writes a filing with a program of their own learns of every cell that does not read", "[answers][filing]") {
    auto const document = parseJson(withRow(R"({"flow":7,"total":"1,000"},{"total":"one","nothing":1,"persons":"3"},{"total":"1.00"})"));
    REQUIRE(document);
    Problems problems;
    filingProblems(JsonNode{*document}, *smallEdition(), problems);
    std::vector<std::string> said;
    for (auto const& problem : problems.first()) said.push_back(std::string{problem.code.name()} + " " + problem.where());
    CHECK(said == std::vector<std::string>{"json-wrong-kind /forms/trade/rows/0/flow", "filing-amount-spelling /forms/trade/rows/0/total",
                                           "filing-amount-malformed /forms/trade/rows/1/total", "filing-column-unknown /forms/trade/rows/1/nothing",
                                           "json-wrong-kind /forms/trade/rows/1/persons"});
    CHECK(problems.first()[1].arguments.at("expected") == "1000.00");
}

TEST_CASE("what is wrong outside the cells is told with them", "[answers][filing]") {
    auto const document = parseJson(R"({"schema":"filing-1","edition":"example/2017-1","set":"quarterly","unit":"","period":"2017Q1","version":"1","kind":"draft",
        "colour":"red","size":3,"forms":{"trade":{"lines":1,"rows":[{"total":"1.0"},[],{"flow":7}]},"profile":{"rows":[]}},
        "explanations":[{"rule":"B4","text":"x","cells":[{"form":"trade","row":-1,"column":"total"}]},{"rule":"B4","text":"x"},{"text":"x"}],
        "signatories":{"boss":"x"}})");
    REQUIRE(document);
    Problems problems;
    filingProblems(JsonNode{*document}, *smallEdition(), problems);
    std::vector<std::string> said;
    for (auto const& problem : problems.first()) said.push_back(std::string{problem.code.name()} + " " + problem.where());
    CHECK(said == std::vector<std::string>{"json-key-unknown /colour", "json-key-unknown /size", "filing-text-empty /unit", "json-wrong-kind /version",
                                           "json-value-unknown /kind", "filing-form-not-in-set /forms/profile", "json-key-unknown /forms/trade/lines",
                                           "filing-amount-spelling /forms/trade/rows/0/total", "json-wrong-kind /forms/trade/rows/1",
                                           "json-wrong-kind /forms/trade/rows/2/flow", "json-value-unknown /explanations/0/cells/0/row",
                                           "json-key-missing /explanations/2", "json-key-unknown /signatories/boss"});
    // Of a document without edition or set the head alone is looked at, and of one of another kind nothing.
    auto const told = [](std::string_view text) {
        Problems found;
        filingProblems(JsonNode{*parseJson(text)}, *smallEdition(), found);
        return found.count();
    };
    CHECK(told(R"({"schema":"filing-1","colour":1,"forms":7})") == 5);
    CHECK(told(R"({"schema":"filing-3","edition":7,"forms":7})") == 1);
    CHECK(told("[]") == 1);
}

TEST_CASE("what a filing may not hold is refused with its place", "[answers][filing]") {
    struct Refusal {
        std::string text;
        ErrorCode code;
        std::string place;
    };
    std::vector<Refusal> const refusals{
        {withRow(R"({"total":1234})"), error::jsonWrongKind, "/forms/trade/rows/0/total"},
        {withRow(R"({"total":1234.5})"), error::jsonNumberUnsupported, "/forms/trade/rows/0/total"},
        {withRow(R"({"flow":"export"},{"total":"1,234.50"})"), error::filingAmountSpelling, "/forms/trade/rows/1/total"},
        {withRow(R"({"total":"1234.5"})"), error::filingAmountSpelling, "/forms/trade/rows/0/total"},
        {withRow(R"({"total":"99999999999999999999.00"})"), error::amountOverflow, "/forms/trade/rows/0/total"},
        {withRow(R"({"persons":"3"})"), error::jsonWrongKind, "/forms/trade/rows/0/persons"},
        {withRow(R"({"flow":true})"), error::jsonWrongKind, "/forms/trade/rows/0/flow"},
        {withRow(R"({"flow":7})"), error::jsonWrongKind, "/forms/trade/rows/0/flow"},
        {withRow(R"({"flow":""})"), error::filingTextEmpty, "/forms/trade/rows/0/flow"},
        {withRow(R"({"flow":{"na":false}})"), error::jsonValueUnknown, "/forms/trade/rows/0/flow"},
        {withRow(R"({"flow":{"na":true,"x":1}})"), error::jsonValueUnknown, "/forms/trade/rows/0/flow"},
        {withRow(R"({"exprots":"x"})"), error::filingColumnUnknown, "/forms/trade/rows/0/exprots"},
        {withRow(R"([])"), error::jsonWrongKind, "/forms/trade/rows/0"},
        {filingWith(R"({"profile":{"rows":[]}})"), error::filingFormNotInSet, "/forms/profile"},
        {filingWith(R"({"trade":{}})"), error::jsonKeyMissing, "/forms/trade"},
        {filingWith(R"({"trade":{"rows":[],"lines":[]}})"), error::jsonKeyUnknown, "/forms/trade/lines"},
        {filingWith("{}", R"("colour":"red",)"), error::jsonKeyUnknown, "/colour"},
        {filingWith("{}", R"("kind":"draft",)"), error::jsonValueUnknown, "/kind"},
        {filingWith("{}", R"("version":"1",)"), error::jsonWrongKind, "/version"},
        {filingWith("{}", R"("replaces":"ABC",)"), error::digestMalformed, "/replaces"},
        {filingWith("{}", R"("signatories":{"boss":"x"},)"), error::jsonKeyUnknown, "/signatories/boss"},
        {filingWith("{}", R"("explanations":[{"rule":"B4","text":"x","cells":[{"form":"trade","row":0,"column":"nothing"}]}],)"),
         error::filingColumnUnknown, "/explanations/0/cells/0/column"},
        {filingWith("{}", R"("explanations":[{"rule":"B4","text":"x","cells":[{"form":"trade","row":-1,"column":"total"}]}],)"),
         error::jsonValueUnknown, "/explanations/0/cells/0/row"},
        {R"({"schema":"filing-3"})", error::filingSchemaUnknown, "/schema"},
        {R"({"schema":"filing-1","edition":"example/2018-1","set":"quarterly","unit":"9","period":"p","forms":{}})", error::filingEditionDiffers,
         "/edition"},
        {R"({"schema":"filing-1","edition":"example/2017-1","set":"monthly","unit":"9","period":"p","forms":{}})", error::formSetUnknown, "/set"},
        {R"({"schema":"filing-1","edition":"example/2017-1","set":"quarterly","unit":"","period":"p","forms":{}})", error::filingTextEmpty, "/unit"},
        {R"({"schema":"filing-1","edition":"example/2017-1","set":"quarterly","unit":"9","period":"p"})", error::jsonKeyMissing, ""},
    };
    for (auto const& refusal : refusals) {
        INFO(refusal.text);
        auto const filing = readText(refusal.text);
        REQUIRE_FALSE(filing);
        CHECK(filing.error().code.name() == refusal.code.name());
        CHECK(filing.error().where() == refusal.place);
    }
}

TEST_CASE("a filing written and read again is the same filing, and written again the same bytes", "[answers][filing]") {
    auto const edition = smallEdition();
    FilingSchema const schema;
    CHECK(rc::check([&] {
        auto const filing = anyFiling(*edition);
        auto const text = toText(toJson(filing, *edition));
        auto const document = parseJson(text);
        RC_ASSERT(document.has_value());
        auto const again = readFiling(JsonNode{*document}, *edition);
        RC_ASSERT(again.has_value());
        RC_ASSERT(*again == filing);
        RC_ASSERT(toText(toJson(*again, *edition)) == text);
        RC_ASSERT(schema.accepts(text));
    }));
}

TEST_CASE("an empty filing has its forms, and a record its one row with defaults", "[answers][filing]") {
    auto const edition = smallEdition();
    auto const quarterly = quarterlyFiling(*edition);
    REQUIRE(quarterly.forms.size() == 1);
    CHECK(quarterly.forms.at(0).rows.empty());
    auto profile = profileFiling(*edition);
    REQUIRE(profile.findForm("profile"));
    REQUIRE(profile.findForm("profile")->rows.size() == 1);
    CHECK(cellOf(profile.findForm("profile")->rows.front(), *edition->findForm("profile"), "listed") == Cell{std::string{"no"}});
    CHECK_FALSE(profile.findForm("trade"));
}

TEST_CASE("the canonical document has a fixed order of keys and leaves blank cells out", "[answers][filing]") {
    auto const edition = smallEdition();
    auto filing = quarterlyFiling(*edition);
    filing.forms.front().rows = {tradeRow(*edition)};
    CHECK(toText(toJson(filing, *edition)) ==
          R"({"schema":"filing-1","edition":"example/2017-1","set":"quarterly","unit":")" + filing.header.unit +
              R"(","period":"2017Q1","version":1,"replaces":null,"kind":"original","zero":false,"forms":{"trade":{"rows":[)"
              R"({"flow":"export","item":"SJ211","currency":"CNY","total":"1234.50","mode1":"1234.50"}]}},"explanations":[],)"
              R"("signatories":{"unitHead":null,"statisticsHead":null,"preparer":null,"phone":null,"reportDate":null}})");
}

TEST_CASE("the schema refuses what the reader refuses", "[answers][filing]") {
    FilingSchema const schema;
    CHECK(schema.accepts(filingWith("{}")));
    CHECK(schema.accepts(withRow(R"({"total":"1.00","persons":3,"mode1":null,"mode2":{"na":true}})")));
    CHECK_FALSE(schema.accepts(withRow(R"({"total":1.5})")));
    CHECK_FALSE(schema.accepts(withRow(R"({"flow":""})")));
    CHECK_FALSE(schema.accepts(withRow(R"({"flow":true})")));
    CHECK_FALSE(schema.accepts(withRow(R"({"flow":{"na":false}})")));
    CHECK_FALSE(schema.accepts(filingWith(R"({"trade":{"rows":[],"lines":[]}})")));
    CHECK_FALSE(schema.accepts(filingWith("{}", R"("colour":"red",)")));
    CHECK_FALSE(schema.accepts(filingWith("{}", R"("kind":"draft",)")));
    CHECK_FALSE(schema.accepts(filingWith("{}", R"("replaces":"ABC",)")));
    CHECK_FALSE(schema.accepts(R"({"schema":"filing-2","edition":"e","set":"s","unit":"u","period":"p","forms":{}})"));
    CHECK_FALSE(schema.accepts(R"({"schema":"filing-1","edition":"e","set":"s","unit":"u","period":"p"})"));
}
