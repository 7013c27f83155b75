#include "answers/structure.h"

#include <algorithm>
#include <functional>
#include <string>

#include "answers/small_edition.h"
#include "register/credit_code.h"

#include "support/catch.h"

using namespace zhibao;
using namespace zhibao::test;

namespace {

/// A quarterly filing with one sound row, changed by a test.
Filing tradeFiling(std::function<void(Filing&, Row&)> const& change = {}) {
    auto const edition = smallEdition();
    auto filing = quarterlyFiling(*edition);
    filing.signatories = {"样例甲", "样例乙", "样例丙", "023-60000000", "2017-04-10"};
    auto row = tradeRow(*edition);
    if (change) change(filing, row);
    filing.findForm("trade")->rows.insert(filing.findForm("trade")->rows.begin(), std::move(row));
    return filing;
}

Cell& at(Row& row, std::string_view column) {
    return cellOf(row, *smallEdition()->findForm("trade"), column);
}

Cell text(std::string value) {
    return value;
}

/// "code at /place" of each problem, queries with a question mark.
std::vector<std::string> problemsOf(Filing const& filing) {
    std::vector<std::string> texts;
    for (auto const& problem : checkStructure(filing, *smallEdition())) {
        REQUIRE_FALSE(problem.cells.empty());
        texts.push_back(std::string{problem.error.code.name()} + " at " + problem.error.where() +
                        (problem.level == StructuralLevel::query ? "?" : ""));
    }
    return texts;
}

using Problems = std::vector<std::string>;

/// Problems of the sound filing with one cell of its row changed.
Problems withCell(std::string const& column, Cell cell) {
    return problemsOf(tradeFiling([&](Filing&, Row& row) { at(row, column) = std::move(cell); }));
}

Problems withProfile(std::string const& column, Cell cell) {
    auto const edition = smallEdition();
    auto filing = profileFiling(*edition);
    auto& row = filing.forms.front().rows.front();
    cellOf(row, *edition->findForm("profile"), "name") = std::string{"样例公司"};
    cellOf(row, *edition->findForm("profile"), column) = std::move(cell);
    return problemsOf(filing);
}

}  // namespace

TEST_CASE("a sound filing has no structural problems", "[answers][structure]") {
    CHECK(problemsOf(tradeFiling()) == Problems{});
    CHECK(withProfile("code", text(exampleUnitCode(3).text())) == Problems{});
}

TEST_CASE("the unit's code has to be right to its check character", "[answers][structure]") {
    auto const withUnit = [](std::string const& unit) { return problemsOf(tradeFiling([&](Filing& filing, Row&) { filing.header.unit = unit; })); };
    auto good = exampleUnitCode(1).text();
    auto wrong = good;
    wrong.back() = wrong.back() == '0' ? '1' : '0';
    CHECK(withUnit(wrong) == Problems{"credit-code-check-digit at /unit"});
    CHECK(withUnit(good.substr(1)) == Problems{"credit-code-length at /unit"});
    CHECK(withUnit(" " + good) == Problems{"credit-code-not-canonical at /unit"});
    CHECK(withUnit(std::string{exampleUnitCode(1).organisationCode()}) == Problems{"unit-is-organisation-code at /unit?"});
}

TEST_CASE("required cells are neither blank nor not applicable", "[answers][structure]") {
    CHECK(withCell("item", Blank{}) == Problems{"cell-required at /forms/trade/rows/0/item"});
    CHECK(withCell("item", NotApplicable{}) == Problems{"cell-required at /forms/trade/rows/0/item"});
    CHECK(withCell("note", NotApplicable{}) == Problems{});
    CHECK(withCell("mode2", NotApplicable{}) == Problems{});
}

TEST_CASE("codes are of their list, and leaves where leaves are asked for", "[answers][structure]") {
    CHECK(withCell("flow", text("sideways")) == Problems{"code-unknown at /forms/trade/rows/0/flow"});
    CHECK(withCell("item", text("SJ21")) == Problems{"code-not-a-leaf at /forms/trade/rows/0/item"});
    CHECK(withCell("item", text("sj211")) == Problems{"code-unknown at /forms/trade/rows/0/item"});
}

TEST_CASE("a value of another kind than its column is told", "[answers][structure]") {
    CHECK(withCell("persons", text("3")) == Problems{"cell-wrong-kind at /forms/trade/rows/0/persons"});
    CHECK(withCell("mode2", std::int64_t{3}) == Problems{"cell-wrong-kind at /forms/trade/rows/0/mode2"});
    CHECK(withCell("share", std::int64_t{3}) == Problems{"cell-wrong-kind at /forms/trade/rows/0/share"});
    CHECK(withCell("note", Money::ofHundredths(1)) == Problems{"cell-wrong-kind at /forms/trade/rows/0/note"});
}

TEST_CASE("counts are not negative and percentages lie between 0 and 100", "[answers][structure]") {
    CHECK(withCell("persons", std::int64_t{0}) == Problems{});
    CHECK(withCell("persons", std::int64_t{-1}) == Problems{"integer-negative at /forms/trade/rows/0/persons"});
    CHECK(withCell("share", Money::ofHundredths(100'00)) == Problems{});
    CHECK(withCell("share", Money::ofHundredths(100'01)) == Problems{"percent-out-of-range at /forms/trade/rows/0/share"});
    CHECK(withCell("share", Money::ofHundredths(-1)) == Problems{"percent-out-of-range at /forms/trade/rows/0/share"});
}

TEST_CASE("an amount may be negative here, since that is a query of a rule", "[answers][structure]") {
    CHECK(withCell("mode2", Money::ofHundredths(-100)) == Problems{});
}

TEST_CASE("texts keep to their length in characters and hold no control characters", "[answers][structure]") {
    std::string chinese;
    for (int i = 0; i < 20; ++i) chinese += "字";
    CHECK(withCell("note", text(chinese)) == Problems{});
    CHECK(withCell("note", text(chinese + "字")) == Problems{"text-too-long at /forms/trade/rows/0/note"});
    CHECK(withCell("note", text("a\nb")) == Problems{});
    CHECK(withCell("note", text("a\x01") ) == Problems{"text-control-character at /forms/trade/rows/0/note"});
    CHECK(withCell("note", text(std::string{"a\0b", 3})) == Problems{"text-control-character at /forms/trade/rows/0/note"});
}

TEST_CASE("texts with a named format keep to it", "[answers][structure]") {
    auto const place = std::string{" at /forms/profile/rows/0/"};
    CHECK(withProfile("phone", text("023-67890000")) == Problems{});
    CHECK(withProfile("phone", text("call me")) == Problems{"phone-malformed" + place + "phone"});
    CHECK(withProfile("mail", text("a@example.com")) == Problems{});
    CHECK(withProfile("mail", text("a at example")) == Problems{"e-mail-malformed" + place + "mail"});
    CHECK(withProfile("postcode", text("401147")) == Problems{});
    CHECK(withProfile("postcode", text("4011")) == Problems{"postcode-malformed" + place + "postcode"});
    CHECK(withProfile("founded", text("2017-04")) == Problems{});
    CHECK(withProfile("founded", text("2017-13")) == Problems{"month-malformed" + place + "founded"});
    CHECK(withProfile("founded", text("2017-04-01")) == Problems{"month-malformed" + place + "founded"});
    CHECK(withProfile("opened", text("2017-02-28")) == Problems{});
    CHECK(withProfile("opened", text("2017-02-29")) == Problems{"date-malformed" + place + "opened"});
    CHECK(withProfile("listed", text("yes")) == Problems{});
    CHECK(withProfile("listed", text("是")) == Problems{"yes-no-malformed" + place + "listed"});
    CHECK(withProfile("code", text("123")) == Problems{"credit-code-length" + place + "code"});
}

TEST_CASE("a row key that stands twice names both rows", "[answers][structure]") {
    auto const edition = smallEdition();
    auto const filing = tradeFiling([&](Filing& other, Row&) {
        other.findForm("trade")->rows = {tradeRow(*edition, "SJ212"), tradeRow(*edition, "SJ211", "7.00")};
    });
    auto const problems = checkStructure(filing, *edition);
    REQUIRE(problems.size() == 1);
    CHECK(problems.at(0).error.code == error::rowKeyTwice);
    CHECK(problems.at(0).error.arguments == ErrorArguments{{"row", "3"}, {"other", "1"}});
    CHECK(problems.at(0).cells.size() == 6);
    CHECK(problems.at(0).cells.front() == CellReference{"trade", 2, "flow"});
    CHECK(problems.at(0).cells.back() == CellReference{"trade", 0, "currency"});
}

TEST_CASE("rows that differ in one part of the key are different rows", "[answers][structure]") {
    auto const edition = smallEdition();
    auto other = tradeRow(*edition);
    at(other, "currency") = std::string{"USD"};
    CHECK(problemsOf(tradeFiling([&](Filing& filing, Row&) { filing.findForm("trade")->rows = {other}; })) == Problems{});
}

TEST_CASE("a filing has exactly the forms of its set", "[answers][structure]") {
    auto missing = tradeFiling();
    missing.forms.clear();
    auto const problems = problemsOf(missing);
    CHECK(std::find(problems.begin(), problems.end(), "form-missing at /forms/trade/rows/0") != problems.end());
    CHECK(problemsOf(tradeFiling([](Filing& filing, Row&) { filing.forms.push_back({"profile", {newRow(*smallEdition()->findForm("profile"))}}); })) ==
          Problems{"filing-form-not-in-set at /forms/profile/rows/0", "cell-required at /forms/profile/rows/0/name"});
    CHECK(problemsOf(tradeFiling([](Filing& filing, Row&) { filing.forms.push_back({"trade", {}}); })) ==
          Problems{"form-twice at /forms/trade/rows/0"});
}

TEST_CASE("a record is answered exactly once", "[answers][structure]") {
    auto const edition = smallEdition();
    auto filing = profileFiling(*edition);
    filing.forms.front().rows.clear();
    CHECK(problemsOf(filing) == Problems{"record-row-count at /forms/profile/rows/0"});
}

TEST_CASE("versions and what they replace agree", "[answers][structure]") {
    auto const with = [](std::int64_t version, bool replaces) {
        return problemsOf(tradeFiling([&](Filing& filing, Row&) {
            filing.header.version = version;
            if (replaces) filing.header.replaces = sha256("before");
            filing.header.reason = "样例";
        }));
    };
    CHECK(with(2, true) == Problems{});
    CHECK(with(0, false) == Problems{"version-not-positive at /version"});
    CHECK(with(2, false) == Problems{"version-replaces-nothing at /replaces"});
    CHECK(with(1, true) == Problems{"first-version-replaces at /replaces"});
}

TEST_CASE("the period is one of the set's frequency", "[answers][structure]") {
    auto const with = [](std::string const& period) { return problemsOf(tradeFiling([&](Filing& filing, Row&) { filing.header.period = period; })); };
    CHECK(with("2017") == Problems{"period-of-other-frequency at /period"});
    CHECK(with("2017Q5") == Problems{"period-malformed at /period"});
    auto yearly = profileFiling(*smallEdition());
    yearly.header.period = "2017Q1";
    auto const problems = problemsOf(yearly);
    CHECK(std::find(problems.begin(), problems.end(), "period-of-other-frequency at /period") != problems.end());
}

TEST_CASE("money needs a currency beside it", "[answers][structure]") {
    // The column is required in the small edition, which is complaint enough; where it is not, the amounts are what is wrong.
    CHECK(withCell("currency", Blank{}) == Problems{"cell-required at /forms/trade/rows/0/currency"});
    auto edition = *smallEdition();
    auto& form = edition.forms.front();
    form.columns.at(*form.indexOf("currency")).required = false;
    auto const filing = tradeFiling([](Filing&, Row& row) { at(row, "currency") = Blank{}; });
    auto const problems = checkStructure(filing, edition);
    REQUIRE(problems.size() == 1);
    CHECK(problems.at(0).error.code == error::rowCurrencyMissing);
    CHECK(problems.at(0).cells == std::vector<CellReference>{{"trade", 0, "currency"}, {"trade", 0, "total"}, {"trade", 0, "mode1"}});
}

TEST_CASE("a filing without amounts is declared as such, with a reason and without rows", "[answers][structure]") {
    auto zero = quarterlyFiling(*smallEdition());
    CHECK(problemsOf(zero) == Problems{"zero-not-declared at /zero"});
    zero.header.zero = true;
    CHECK(problemsOf(zero) == Problems{"zero-reason-missing at /zeroReason"});
    zero.header.zeroReason = "　 ";
    CHECK(problemsOf(zero) == Problems{"zero-reason-missing at /zeroReason"});
    zero.header.zeroReason = "样例：本季停业";
    CHECK(problemsOf(zero) == Problems{});
    zero.forms.front().rows = {tradeRow(*smallEdition())};
    CHECK(problemsOf(zero) == Problems{"zero-with-rows at /zero"});

    CHECK(problemsOf(tradeFiling([](Filing&, Row& row) { at(row, "total") = at(row, "mode1") = Money{}; })) == Problems{"zero-not-declared at /zero"});

    auto profile = profileFiling(*smallEdition());
    cellOf(profile.forms.front().rows.front(), *smallEdition()->findForm("profile"), "name") = std::string{"样例"};
    CHECK(problemsOf(profile) == Problems{});
    profile.header.zero = true;
    profile.header.zeroReason = "x";
    CHECK(problemsOf(profile) == Problems{"zero-not-possible at /zero"});
}

TEST_CASE("signatories may be missing here, but what they hold is a telephone number and a day", "[answers][structure]") {
    CHECK(problemsOf(tradeFiling([](Filing& filing, Row&) { filing.signatories = {}; })) == Problems{});
    CHECK(problemsOf(tradeFiling([](Filing& filing, Row&) {
              filing.signatories.phone = "none";
              filing.signatories.reportDate = "10 April";
              filing.signatories.preparer = "a\x02";
          })) == Problems{"text-control-character at /preparer", "phone-malformed at /phone", "date-malformed at /reportDate"});
}

TEST_CASE("explanations say something about something", "[answers][structure]") {
    CHECK(problemsOf(tradeFiling([](Filing& filing, Row&) {
              filing.explanations = {{"B4", {{"trade", 0, "total"}}, "样例：退款"},
                                     {"B4", {{"trade", 0, "total"}}, " "},
                                     {"B8", {{"trade", 5, "total"}}, "样例"},
                                     {"A3", {{"header", 0, "phone"}}, "样例"}};
          })) == Problems{"explanation-empty at /forms/trade/rows/0/total", "explanation-of-nothing at /explanations"});
}

TEST_CASE("explanations have no characters that break files and screens, but lines", "[answers][structure]") {
    CHECK(problemsOf(tradeFiling([](Filing& filing, Row&) {
              filing.explanations = {{"B4", {{"trade", 0, "total"}}, "样例：退款\n\t二月"},
                                     {"B4", {{"trade", 0, "item"}}, "样例\x1B[2J退款"},
                                     {"B\x01", {{"trade", 0, "partner"}}, "样例：退款"}};
          })) == Problems{"text-control-character at /forms/trade/rows/0/item", "text-control-character at /forms/trade/rows/0/partner"});
}

TEST_CASE("a rule's name of any length does not make problems long", "[answers][structure]") {
    auto const filing = tradeFiling([](Filing& changed, Row&) {
        changed.explanations = {{std::string(1'000'000, 'B'), {}, "样例"}};
        for (std::size_t row = 9; row < 3'009; ++row) changed.explanations.front().cells.push_back({"trade", row, "total"});
    });
    auto const problems = checkStructure(filing, *smallEdition());
    CHECK(problems.size() == 3'000);
    for (auto const& problem : problems) REQUIRE(problem.error.arguments.at("rule").size() == 80);
}

TEST_CASE("one cell can be judged by itself", "[answers][structure]") {
    auto const edition = smallEdition();
    auto const& column = edition->findForm("trade")->columns.at(1);
    CHECK(checkCell(text("SJ211"), column, *edition, {"trade", 0, "item"}).empty());
    CHECK(checkCell(text("SJ"), column, *edition, {"trade", 4, "item"}).at(0).cells == std::vector<CellReference>{{"trade", 4, "item"}});
}

TEST_CASE("an edition or a form that ended before the period cannot be filed", "[answers][structure]") {
    auto const problems = [](std::optional<Date> ofEdition, std::optional<Date> ofForm) {
        Edition edition = *smallEdition();
        edition.validUntil = ofEdition;
        for (auto& form : edition.forms) form.marks.validUntil = ofForm;
        Problems texts;
        for (auto const& problem : checkStructure(tradeFiling(), edition))
            texts.push_back(std::string{problem.error.code.name()} + " at " + problem.error.where() + (problem.level == StructuralLevel::query ? "?" : ""));
        return texts;
    };
    CHECK(problems(Date{2017, 3, 31}, Date{2017, 3, 31}).empty());
    CHECK(problems(Date{2017, 3, 30}, std::nullopt) == Problems{"edition-expired at /period"});
    CHECK(problems(std::nullopt, Date{2016, 12, 31}) == Problems{"form-expired at /period"});
}

TEST_CASE("a withdrawal says why, follows a version and holds no rows, and nothing else is asked of it", "[answers][structure]") {
    auto withdrawal = withdrawalOf(tradeFiling(), sha256("first"));
    CHECK(problemsOf(withdrawal) == Problems{"version-reason-missing at /reason"});
    withdrawal.header.reason = "重复报送";
    CHECK(problemsOf(withdrawal) == Problems{});
    withdrawal.header.version = 1;
    withdrawal.header.replaces.reset();
    CHECK(problemsOf(withdrawal) == Problems{"withdrawal-of-nothing at /kind"});
    auto withRows = tradeFiling();
    withRows.header.version = 2;
    withRows.header.replaces = sha256("first");
    withRows.header.kind = FilingKind::withdrawal;
    withRows.header.reason = "重复报送";
    auto const problems = problemsOf(withRows);
    CHECK(std::count(problems.begin(), problems.end(), "withdrawal-with-rows at /kind") == 1);
}

TEST_CASE("every version after the first says why there is one, whatever kind it calls itself", "[answers][structure]") {
    auto filing = correctionOf(tradeFiling(), sha256("first"));
    for (auto const kind : {FilingKind::correction, FilingKind::late, FilingKind::original}) {
        filing.header.kind = kind;
        filing.header.reason = "　 ";
        CHECK(problemsOf(filing) == Problems{"version-reason-missing at /reason"});
        filing.header.reason = "漏报一份合同";
        CHECK(problemsOf(filing) == Problems{});
    }
    auto late = tradeFiling();
    late.header.kind = FilingKind::late;
    CHECK(problemsOf(late) == Problems{});
}
