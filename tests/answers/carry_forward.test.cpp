#include "answers/carry_forward.h"

#include <algorithm>

#include "answers/structure.h"
#include "base/json.h"
#include "calendar/validity.h"
#include "form/edition.h"

#include "support/catch.h"

using namespace zhibao;

namespace {

Edition edition(int number) {
    auto loaded = loadEdition(std::filesystem::path{ZHIBAO_SOURCE_FOLDER} / "tests/fixtures/changing/change" / std::to_string(number));
    if (!loaded) FAIL(loaded.error().where() << " " << loaded.error().code.name());
    return *std::move(loaded);
}

Filing filing(std::string const& forms, std::string const& more = R"("explanations":[])", std::string const& set = "quarterly", std::string const& period = "2017Q1") {
    auto const document = parseJson(R"({"schema":"filing-1","edition":"change/1","set":")" + set + R"(","unit":"91999999000000019D","period":")" + period +
                                    R"(","version":2,"replaces":")" + std::string(64, 'a') + R"(","kind":"correction","forms":{)" + forms + "}," + more +
                                    R"(,"signatories":{"unitHead":"样例甲"}})");
    REQUIRE(document);
    auto read = readFiling(JsonNode{*document}, edition(1));
    if (!read) FAIL(read.error().where() << " " << read.error().code.name());
    return *std::move(read);
}

CarriedFiling carriedOf(Filing const& old, KnowsRule const& knowsRule = {}) {
    auto carried = carryForward(old, edition(1), edition(2), knowsRule);
    if (!carried) FAIL(carried.error().where() << " " << carried.error().code.name());
    return *std::move(carried);
}

/// "carry-column-gone @ /forms/trade/rows/0/mode2 = 5.00"
std::vector<std::string> lossesOf(CarriedFiling const& carried) {
    std::vector<std::string> texts;
    for (auto const& answer : carried.lost) texts.push_back(std::string{answer.reason.code.name()} + " @ " + answer.reason.where() + " = " + answer.value);
    return texts;
}

using Losses = std::vector<std::string>;

std::string document(CarriedFiling const& carried) {
    auto const json = toJson(carried.filing, edition(2));
    return toText(*json.find("forms"));
}

}  // namespace

TEST_CASE("what has a place in the other edition is kept as it is", "[answers][carry]") {
    auto const old = filing(R"("trade":{"rows":[{"flow":"export","item":"SC1","currency":"USD","total":"7.00","mode1":"7.00","channel":"direct","remark":"short"}]})");
    auto const carried = carriedOf(old);
    CHECK(carried.lost.empty());
    CHECK(carried.filing.header.edition == "change/2");
    CHECK(carried.filing.header.version == 2);
    CHECK(carried.filing.header.replaces == old.header.replaces);
    CHECK(carried.filing.header.kind == FilingKind::correction);
    CHECK(carried.filing.signatories == old.signatories);
    CHECK(document(carried).find(R"({"flow":"export","currency":"USD","item":"SC1","total":"7.00","mode1":"7.00","channel":"direct","remark":"short","digital":"no"})") != std::string::npos);
    REQUIRE(carried.filledIn.size() == 1);
    CHECK(carried.filledIn.front().cell == CellReference{"trade", 0, "digital"});
    CHECK(carried.filledIn.front().value == "no");
}

TEST_CASE("every answer without a place is named with its value and the reason", "[answers][carry]") {
    auto const carried = carriedOf(filing(
        R"("trade":{"rows":[{"flow":"export","item":"SC1","currency":"USD","total":"7.00","mode1":"2.00","mode2":"5.00"},)"
        R"({"flow":"import","item":"SC2","currency":"CNY","contracts":12,"share":"12.50","channel":"agent","remark":"六个字的备注"},)"
        R"({"flow":"import","item":"SD","currency":"CNY","mode2":{"na":true}},{"flow":"import","item":"SE","currency":"CNY"}]},)"
        R"("extra":{"rows":[{"flow":"export","persons":3}]},"opinion":{"rows":[{"text":"很好"}]})"));
    CHECK(lossesOf(carried) == Losses{"carry-column-gone @ /forms/trade/rows/0/mode2 = 5.00", "code-unknown @ /forms/trade/rows/1/item = SC2",
                                      "carry-kind-changed @ /forms/trade/rows/1/share = 12.50", "code-unknown @ /forms/trade/rows/1/channel = agent",
                                      "text-too-long @ /forms/trade/rows/1/remark = 六个字的备注", "code-not-a-leaf @ /forms/trade/rows/2/item = SD",
                                      "carry-column-gone @ /forms/trade/rows/2/mode2 = n/a", "code-unknown @ /forms/trade/rows/3/item = SE",
                                      "carry-form-kind @ /forms/opinion/rows/0/text = 很好", "carry-form-gone @ /forms/extra/rows/0/flow = export",
                                      "carry-form-gone @ /forms/extra/rows/0/persons = 3"});
    // A count became a text; the rest of a row stays although one cell of it is lost.
    CHECK(document(carried).find(R"({"flow":"import","currency":"CNY","contracts":"12","digital":"no"})") != std::string::npos);
    REQUIRE(carried.filing.findForm("trade") != nullptr);
    CHECK(carried.filing.findForm("trade")->rows.size() == 4);
    // A form that is new to the set starts empty.
    REQUIRE(carried.filing.findForm("moving") != nullptr);
    CHECK(carried.filing.findForm("moving")->rows.empty());
}

TEST_CASE("each answer of the first filing is in the second or among the lost", "[answers][carry]") {
    auto const old = filing(R"("trade":{"rows":[{"flow":"export","item":"SC1","currency":"USD","total":"7.00","mode1":"2.00","mode2":"5.00","contracts":1,"share":"1.00","channel":"agent","remark":"x"}]},)"
                            R"("extra":{"rows":[{"flow":"export","persons":3}]})");
    auto const carried = carriedOf(old);
    auto const answersIn = [](Filing const& one) {
        std::size_t count = 0;
        for (auto const& form : one.forms)
            for (auto const& row : form.rows)
                for (auto const& cell : row.cells) count += isBlank(cell) ? 0U : 1U;
        return count;
    };
    CHECK(answersIn(old) == 12);
    CHECK(answersIn(carried.filing) + carried.lost.size() == answersIn(old) + carried.filledIn.size());
}

TEST_CASE("amounts are not carried into another currency", "[answers][carry]") {
    auto const carried = carriedOf(filing(R"("profile":{"rows":[{"name":"样例公司","turnover":"9.00","staff":4}]})", R"("explanations":[])", "annual", "2017"));
    CHECK(lossesOf(carried) == Losses{"carry-currency-changed @ /forms/profile/rows/0/turnover = 9.00"});
    CHECK(document(carried) == R"({"profile":{"rows":[{"name":"样例公司","staff":4}]}})");
}

TEST_CASE("explanations go on with their check and what they point to", "[answers][carry]") {
    auto const old = filing(R"("trade":{"rows":[{"flow":"export","item":"SC1","currency":"USD","total":"7.00","mode2":"7.00"}]})",
                            R"("explanations":[{"rule":"B1","cells":[{"form":"trade","row":0,"column":"total"},{"form":"trade","row":0,"column":"mode2"}],"text":"甲"},)"
                            R"({"rule":"B2","cells":[{"form":"trade","row":0,"column":"total"}],"text":"乙"},{"rule":"B1","cells":[{"form":"trade","row":0,"column":"mode2"}],"text":"丙"}])");
    auto const carried = carriedOf(old, [](std::string_view rule) { return rule != "B2"; });
    CHECK(lossesOf(carried) == Losses{"carry-column-gone @ /forms/trade/rows/0/mode2 = 7.00", "carry-rule-gone @ /explanations/1 = 乙", "carry-column-gone @ /explanations/2 = 丙"});
    REQUIRE(carried.filing.explanations.size() == 1);
    CHECK(carried.filing.explanations.front().cells == std::vector<CellReference>{{"trade", 0, "total"}});
}

TEST_CASE("a filing whose form set is gone, or whose period the edition no longer serves, is not carried", "[answers][carry]") {
    auto const gone = carryForward(filing(R"("extra":{"rows":[]})", R"("explanations":[])", "half", "2017"), edition(1), edition(2));
    REQUIRE_FALSE(gone);
    CHECK(gone.error().code == error::formSetUnknown);
    auto const late = carryForward(filing(R"("trade":{"rows":[]})", R"("explanations":[])", "quarterly", "2020Q1"), edition(1), edition(2));
    REQUIRE_FALSE(late);
    CHECK(late.error().code == error::formExpired);
    auto const other = carryForward(filing(R"("trade":{"rows":[]})"), edition(2), edition(1));
    REQUIRE_FALSE(other);
    CHECK(other.error().code == error::filingEditionDiffers);
}

TEST_CASE("the answer to a question that another form of the filing asks now follows it to the row of the same key", "[answers][carry]") {
    auto const formIn = [](Edition& of, std::string const& id) -> Form& { return *std::find_if(of.forms.begin(), of.forms.end(), [&](Form const& form) { return form.id == id; }); };
    auto const moved = [&](Edition& of, std::string const& from, std::string const& to, std::string const& column) {
        auto& columns = formIn(of, from).columns;
        auto const found = std::find_if(columns.begin(), columns.end(), [&](Column const& one) { return one.id == column; });
        REQUIRE(found != columns.end());
        formIn(of, to).columns.push_back(*found);
        columns.erase(found);
    };
    auto before = edition(1);
    // Two forms with the same keys, both quarterly: "extra" and a copy of it.
    auto visits = *before.findForm("extra");
    visits.id = "visits";
    visits.columns.back().id = "guests";
    before.forms.push_back(visits);
    Column note;
    note.id = "note";
    formIn(before, "extra").columns.push_back(note);
    before.formSets.front().forms.push_back("visits");
    auto after = before;
    after.id = "change/2";
    moved(after, "extra", "visits", "note");
    REQUIRE(formThatAsksNow(before, after, "extra", "note") == after.findForm("visits"));
    CHECK(formThatAsksNow(before, after, "extra", "persons") == nullptr);

    auto const json = parseJson(R"({"schema":"filing-1","edition":"change/1","set":"quarterly","unit":"91999999000000019D","period":"2017Q1","version":1,"replaces":null,"kind":"original",
        "forms":{"extra":{"rows":[{"flow":"export","persons":3,"note":"样例甲"},{"flow":"import","note":"样例乙"}]},"visits":{"rows":[{"flow":"import","guests":7}]}},"explanations":[],"signatories":{}})");
    REQUIRE(json);
    auto const old = readFiling(JsonNode{*json}, before);
    REQUIRE(old);
    auto const carried = carryForward(*old, before, after);
    REQUIRE(carried);
    CHECK(carried->lost.empty());
    auto const forms = toText(*toJson(carried->filing, after).find("forms"));
    CHECK(forms.find(R"("visits":{"rows":[{"flow":"import","guests":7,"note":"样例乙"},{"flow":"export","note":"样例甲"}]})") != std::string::npos);

    // What does not fit there is named where it stood.
    formIn(after, "visits").columns.back().maximalLength = 2;
    auto const tooLong = carryForward(*old, before, after);
    REQUIRE(tooLong);
    REQUIRE(tooLong->lost.size() == 2);
    CHECK(tooLong->lost.front().reason.code == error::textTooLong);
    CHECK(tooLong->lost.front().cell == CellReference{"extra", 0, "note"});
}
