#include "form/edition.h"

#include <algorithm>
#include <thread>

#include "base/file.h"
#include "support/catch.h"
#include "support/temporary_folder.h"

using namespace zhibao;

namespace {

std::filesystem::path sources() {
    return std::filesystem::path{ZHIBAO_SOURCE_FOLDER};
}
std::filesystem::path fixtureForms() {
    return sources() / "tests/fixtures/forms";
}

/// A copy of the fixture's forms folder that a test may break.
class Copy {
public:
    Copy() { std::filesystem::copy(fixtureForms(), folder_.path(), std::filesystem::copy_options::recursive); }

    [[nodiscard]] std::filesystem::path forms() const { return folder_.path(); }
    [[nodiscard]] std::filesystem::path edition() const { return folder_.path() / "fixture/2016-1"; }

    /// Replaces the first `from` in a file of the edition; the test is wrong when there is none.
    Copy& alter(std::string const& file, std::string const& from, std::string const& to) {
        auto text = readFile(edition() / file);
        REQUIRE(text);
        auto const position = text->find(from);
        INFO(file << " has no " << from);
        REQUIRE(position != std::string::npos);
        text->replace(position, from.size(), to);
        REQUIRE(writeFile(edition() / file, *text));
        return *this;
    }

    /// "code @ forms/trade.json > /columns/3/list": what loading says, with the place as seen from the edition's folder.
    [[nodiscard]] std::string problem() const {
        auto const loaded = loadEdition(edition());
        if (loaded) return "none";
        return std::string{loaded.error().code.name()} + " @ " + withoutFolder(loaded.error().where());
    }

private:
    [[nodiscard]] std::string withoutFolder(std::string where) const {
        auto const prefix = toText(edition()) + "/";
        for (auto position = where.find(prefix); position != std::string::npos; position = where.find(prefix))
            where.erase(position, prefix.size());
        return where;
    }

    test::TemporaryFolder folder_;
};

std::string const edition = "edition.json";
std::string const trade = "forms/trade.json";
std::string const profile = "forms/profile.json";
std::string const items = "lists/items.csv";

}  // namespace

TEST_CASE("an edition is read whole", "[form][edition]") {
    auto const loaded = loadEdition(fixtureForms() / "fixture/2016-1");
    REQUIRE(loaded);
    CHECK(loaded->id == "fixture/2016-1");
    CHECK(loaded->status == Edition::Status::published);
    CHECK(loaded->title == LocalizedText{"样例制度", "Example edition"});
    CHECK(toText(loaded->validFrom) == "2016-01-01");
    CHECK(toText(loaded->validUntil.value()) == "2016-12-31");

    auto const* set = loaded->findFormSet("profile");
    REQUIRE(set != nullptr);
    CHECK(set->frequency == Frequency::annual);
    CHECK(set->forms == std::vector<std::string>{"profile"});
    CHECK(set->opensDaysAfter == -30);
    CHECK(set->deadlineDaysAfter == 31);
    CHECK(loaded->findFormSet("quarterly")->opensDaysAfter == 1);
    CHECK(loaded->findFormSet("monthly") == nullptr);

    auto const* form = loaded->findForm("trade");
    REQUIRE(form != nullptr);
    CHECK(form->kind == FormKind::rows);
    CHECK(form->columns.size() == 8);
    CHECK(form->currencyColumn == "currency");
    CHECK(form->marks.isSample());
    CHECK_FALSE(loaded->findForm("profile")->marks.isSample());
    CHECK(loaded->findForm("profile")->currency == "CNY");
    auto const& item = form->columns[form->indexOf("item").value()];
    CHECK(item.kind == ColumnKind::code);
    CHECK(item.role == ColumnRole::key);
    CHECK(item.conceptId == "item");
    CHECK(item.list == "items");
    CHECK(item.leafOnly);
    CHECK(item.required);
    CHECK(item.help.en == "Choose a leaf.");
    CHECK(form->columns[form->indexOf("flow").value()].defaultValue == "export");
    CHECK(form->columns[form->indexOf("remark").value()].maximalLength == 40);
    CHECK_FALSE(form->indexOf("mode3"));
    REQUIRE(form->residuals.size() == 1);
    CHECK(form->residuals.front().total == "total");
    CHECK(form->residuals.front().parts == std::vector<std::string>{"mode1", "mode2"});
    CHECK(form->print.find("kind") != nullptr);

    REQUIRE(loaded->rulesets.size() == 1);
    CHECK(loaded->rulesets.front().dataset == "trade");
    CHECK(loaded->rulesets.front().file == "rules/trade.vtl");
    CHECK(loaded->rulesets.front().vtl.starts_with("define datapoint ruleset"));
    CHECK_FALSE(loaded->rulesets.front().papers.empty());
    REQUIRE(loaded->findTable("by-item") != nullptr);
    CHECK(loaded->findTable("by-item")->definition.starts_with("{"));
    REQUIRE(loaded->findList("items") != nullptr);
    CHECK(loaded->findList("items")->find("SC1") != nullptr);
    CHECK(loaded->findList("nothing") == nullptr);
}

TEST_CASE("every edition that comes along loads, and published ones are as they were recorded", "[form][edition]") {
    for (auto const& folder : {sources() / "forms", fixtureForms()}) {
        EditionLibrary const library{folder};
        auto const ids = library.ids();
        REQUIRE(ids);
        CHECK_FALSE(ids->empty());
        for (auto const& id : *ids) {
            auto const loaded = library.find(id);
            if (!loaded) {
                for (auto const& [name, value] : loaded.error().arguments) UNSCOPED_INFO(name << ": " << value);
                FAIL(loaded.error().where() << ": " << loaded.error().code.name());
            }
            CHECK((*loaded)->id == id);
        }
        auto const published = library.published();
        REQUIRE(published);
        // A published edition cannot be taken away either.
        for (auto const& [id, digest] : *published) CHECK(std::find(ids->begin(), ids->end(), id) != ids->end());
    }
}

TEST_CASE("a library loads an edition once and hands the same one to every thread", "[form][edition]") {
    EditionLibrary const library{fixtureForms()};
    std::vector<std::shared_ptr<Edition const>> got(4);
    {
        std::vector<std::jthread> threads;
        for (auto& slot : got) threads.emplace_back([&] { slot = library.find("fixture/2016-1").value_or(nullptr); });
    }
    for (auto const& one : got) CHECK(one == got.front());
    CHECK(got.front() != nullptr);
}

TEST_CASE("an edition that is not there is unknown, and no name leaves the forms folder", "[form][edition]") {
    EditionLibrary const library{fixtureForms()};
    for (auto const* id :
         {"fixture/2016-2", "", "../forms/fixture/2016-1", "fixture/2016-1/", "/etc", "fixture//2016-1", "fixture\\2016-1"}) {
        auto const found = library.find(id);
        INFO(id);
        REQUIRE_FALSE(found);
        CHECK(found.error().code == error::editionUnknown);
    }
}

TEST_CASE("altering one byte of a published edition is noticed, in whichever file it stands", "[form][edition][freeze]") {
    struct Alteration {
        std::string file, from, to;
    };
    // Each leaves the file well-formed, so that only its digest can tell.
    for (auto const& [file, from, to] :
         {Alteration{edition, "Example edition", "Example Edition"},
          Alteration{edition, "\"deadlineDaysAfter\": 10", "\"deadlineDaysAfter\": 20"}, Alteration{trade, "Mode 1", "Mode 7"},
          Alteration{profile, "Founded", "founded"}, Alteration{items, "Travel", "travel"}, Alteration{"lists/flows.csv", "jk", "jj"},
          Alteration{"lists/currencies.csv", "\n", "\r\n"}, Alteration{"rules/trade.vtl", "nvl(total, 0)", "nvl(total, 1)"},
          Alteration{"rules/trade.papers.json", "\"error\"", "\"query\""}}) {
        Copy copy;
        copy.alter(file, from, to);
        INFO(file << ": " << from);
        auto const found = EditionLibrary{copy.forms()}.find("fixture/2016-1");
        REQUIRE_FALSE(found);
        CHECK(found.error().code == error::editionChanged);
    }
}

TEST_CASE("a published edition may get another table, but may not become a draft again", "[form][edition][freeze]") {
    Copy copy;
    copy.alter("tables/by-item.json", "by-item", "by-item-2");
    CHECK(EditionLibrary{copy.forms()}.find("fixture/2016-1"));
    copy.alter(edition, R"([{ "id": "by-item", "file": "tables/by-item.json" }])", "[]");
    CHECK(EditionLibrary{copy.forms()}.find("fixture/2016-1"));
    copy.alter(edition, "\"published\"", "\"draft\"");
    auto const found = EditionLibrary{copy.forms()}.find("fixture/2016-1");
    REQUIRE_FALSE(found);
    CHECK(found.error().code == error::editionChanged);
}

TEST_CASE("a published edition that is not recorded is refused with the digest to record", "[form][edition][freeze]") {
    Copy copy;
    REQUIRE(writeFile(copy.forms() / "published.json", R"({"schema": "published-1", "editions": {}})"));
    auto const found = EditionLibrary{copy.forms()}.find("fixture/2016-1");
    REQUIRE_FALSE(found);
    CHECK(found.error().code == error::editionNotRecorded);
    CHECK(found.error().arguments.at("got") == loadEdition(copy.edition())->digest.hex());
}

TEST_CASE("a broken record of published editions is refused, not passed over", "[form][edition][freeze]") {
    Copy copy;
    auto const problem = [&](std::string const& text) {
        REQUIRE(writeFile(copy.forms() / "published.json", text));
        auto const found = EditionLibrary{copy.forms()}.find("fixture/2016-1");
        REQUIRE_FALSE(found);
        return std::string{found.error().code.name()};
    };
    CHECK(problem("{") == "json-malformed");
    CHECK(problem(R"({"schema": "published-2", "editions": {}})") == "edition-schema-unknown");
    CHECK(problem(R"({"schema": "published-1", "editions": {"fixture/2016-1": "abc"}})") == "digest-malformed");
    CHECK(problem(R"({"schema": "published-1", "editions": {}, "more": 1})") == "json-key-unknown");
}

TEST_CASE("an edition stands in the folder of its name", "[form][edition]") {
    Copy copy;
    std::filesystem::rename(copy.edition(), copy.forms() / "fixture/2016-2");
    auto const found = EditionLibrary{copy.forms()}.find("fixture/2016-2");
    REQUIRE_FALSE(found);
    CHECK(found.error().code == error::editionIdDiffers);
}

TEST_CASE("what is wrong in edition.json is named with its pointer", "[form][edition][broken]") {
    auto const broken = [](std::string const& from, std::string const& to) { return Copy{}.alter(edition, from, to).problem(); };
    CHECK(broken("edition-1", "edition-2") == "edition-schema-unknown @ edition.json > /schema");
    CHECK(broken("\"published\"", "\"ready\"") == "json-value-unknown @ edition.json > /status");
    CHECK(broken("\"status\"", "\"state\"") == "json-key-unknown @ edition.json > /state");
    CHECK(broken(", \"en\": \"Example edition\"", "") == "text-language-missing @ edition.json > /title");
    CHECK(broken("Example edition", "") == "text-language-missing @ edition.json > /title");
    CHECK(broken("2016-01-01", "2016-02-30") == "date-malformed @ edition.json > /validFrom");
    CHECK(broken("2016-12-31", "2015-12-31") == "edition-dates-reversed @ edition.json");
    CHECK(broken("[\"trade\"]", "[\"barter\"]") == "form-unknown @ edition.json > /formSets/0/forms/0");
    CHECK(broken("[\"trade\"]", "[\"trade\", \"trade\"]") == "identifier-twice @ edition.json > /formSets/0/forms/1");
    CHECK(broken("\"id\": \"profile\"", "\"id\": \"quarterly\"") == "identifier-twice @ edition.json > /formSets/1/id");
    CHECK(broken("\"id\": \"quarterly\"", "\"id\": \"3 months\"") == "identifier-malformed @ edition.json > /formSets/0/id");
    CHECK(broken("\"annual\"", "\"yearly\"") == "json-value-unknown @ edition.json > /formSets/1/frequency");
    CHECK(broken("\"deadlineDaysAfter\": 31", "\"deadlineDaysAfter\": 400") ==
          "number-out-of-range @ edition.json > /formSets/1/deadlineDaysAfter");
    CHECK(broken("\"opensDaysAfter\": -30", "\"opensDaysAfter\": 32") == "number-out-of-range @ edition.json > /formSets/1/opensDaysAfter");
    std::string const days = "\"opensDaysAfter\": -30, \"deadlineDaysAfter\": 31";
    CHECK(broken(days, R"("opensOn": "04-01", "deadlineOn": "06-30")") == "none");
    CHECK(broken(days, R"("opensOn": "04-01", "deadlineOn": "02-29")") == "month-day-malformed @ edition.json > /formSets/1/deadlineOn");
    for (auto const* unfit : {R"("opensOn": "04-01")", R"("opensOn": "07-01", "deadlineOn": "06-30")", R"("opensOn": "04-01", "deadlineOn": "06-30", "opensDaysAfter": 1)"})
        CHECK(broken(days, unfit) == "form-set-window-unfit @ edition.json > /formSets/1");
    CHECK(broken("\"deadlineDaysAfter\": 10", R"("opensOn": "04-01", "deadlineOn": "06-30")") == "form-set-window-unfit @ edition.json > /formSets/0");
    CHECK(broken("\"forms/profile.json\"", "\"forms/trade.json\"") == "identifier-twice @ forms/trade.json > /id");
    CHECK(broken("\"tables\": [", "\"more\": [") == "json-key-unknown @ edition.json > /more");
    CHECK(broken(",\n  \"tables\": [{ \"id\": \"by-item\", \"file\": \"tables/by-item.json\" }]", "") == "json-key-missing @ edition.json");
    CHECK(broken("\"id\": \"fixture/2016-1\"", "\"id\": \"fixture/2016-1\", \"id\": \"x\"") == "json-duplicate-key @ edition.json > /id");
    CHECK(broken("\"schema\"", "schema").starts_with("json-malformed @ edition.json > 2:"));
}

TEST_CASE("a file that cannot be read is named together with who asked for it", "[form][edition][broken]") {
    CHECK(Copy{}.alter(edition, "forms/trade.json", "forms/none.json").problem() ==
          "file-unreadable @ edition.json > /forms/0 > forms/none.json");
    CHECK(Copy{}.alter(edition, "lists/items.csv", "lists").problem() == "file-unreadable @ edition.json > /lists/items/file > lists");
    CHECK(Copy{}.alter(edition, "rules/trade.vtl", "rules/none.vtl").problem() ==
          "file-unreadable @ edition.json > /rulesets/0/vtl > rules/none.vtl");
    CHECK(Copy{}.alter(edition, "tables/by-item.json", "tables/none.json").problem() ==
          "file-unreadable @ edition.json > /tables/0/file > tables/none.json");
    test::TemporaryFolder const empty;
    auto const loaded = loadEdition(empty.path());
    REQUIRE_FALSE(loaded);
    CHECK(loaded.error().code == error::fileUnreadable);
}

TEST_CASE("a path that leaves the edition's folder is refused, also by way of a link", "[form][edition][broken]") {
    for (auto const* path : {"../2016-1/forms/trade.json", "/etc/passwd", "forms/../forms/trade.json", "./forms/trade.json",
                             "forms//trade.json", "forms\\\\trade.json", "", "C:/forms/trade.json", "forms/trade json"}) {
        INFO(path);
        CHECK(Copy{}.alter(edition, "forms/trade.json", path).problem() == "path-outside @ edition.json > /forms/0");
    }
    Copy copy;
    std::filesystem::rename(copy.edition() / trade, copy.forms() / "trade.json");
    std::filesystem::create_symlink(copy.forms() / "trade.json", copy.edition() / trade);
    CHECK(copy.problem() == "path-outside @ edition.json > /forms/0");
}

TEST_CASE("what is wrong in a form is named with its file and pointer", "[form][edition][broken]") {
    auto const broken = [](std::string const& from, std::string const& to) { return Copy{}.alter(trade, from, to).problem(); };
    std::string const at = " @ forms/trade.json > ";
    CHECK(broken("form-1", "form-9") == "edition-schema-unknown" + at + "/schema");
    CHECK(broken("\"kind\": \"rows\"", "\"kind\": \"lines\"") == "json-value-unknown" + at + "/kind");
    CHECK(broken("\"residuals\"", "\"residue\"") == "json-key-unknown" + at + "/residue");
    CHECK(broken("\"id\": \"trade\"", "\"id\": \"foreign-trade\"") == "identifier-malformed" + at + "/id");
    CHECK(broken("\"authority\": {", "\"author\": {") == "json-key-unknown" + at + "/marks/author");
    CHECK(broken(", \"en\": \"Example authority\"", "") == "text-language-missing" + at + "/marks/authority");
    CHECK(broken("2016-12-31", "31.12.2016") == "date-malformed" + at + "/marks/validUntil");
    // Columns.
    CHECK(broken("\"id\": \"item\"", "\"id\": \"flow\"") == "identifier-twice" + at + "/columns/1/id");
    CHECK(broken("\"id\": \"item\"", "\"id\": \"1item\"") == "identifier-malformed" + at + "/columns/1/id");
    CHECK(broken("\"kind\": \"integer\"", "\"kind\": \"number\"") == "json-value-unknown" + at + "/columns/6/kind");
    CHECK(broken("\"list\": \"items\"", "\"list\": \"things\"") == "list-unknown" + at + "/columns/1/list");
    CHECK(broken("\"list\": \"items\", ", "") == "column-list-missing" + at + "/columns/1");
    CHECK(broken("\"maximalLength\": 40", "\"list\": \"items\"") == "column-setting-needless" + at + "/columns/7/list");
    CHECK(broken("\"default\": \"1\"", "\"format\": \"phone\"") == "column-setting-needless" + at + "/columns/6/format");
    CHECK(broken("\"default\": \"1\"", "\"leafOnly\": true") == "column-setting-needless" + at + "/columns/6/leafOnly");
    CHECK(broken("\"maximalLength\": 40", "\"maximalLength\": 0") == "number-out-of-range" + at + "/columns/7/maximalLength");
    CHECK(broken("\"maximalLength\": 40", "\"format\": \"fax\"") == "json-value-unknown" + at + "/columns/7/format");
    CHECK(broken("\"default\": \"export\"", "\"default\": \"transit\"") == "code-unknown" + at + "/columns/0/default");
    CHECK(broken("\"leafOnly\": true", "\"leafOnly\": true, \"default\": \"SC\"") == "code-not-a-leaf" + at + "/columns/1/default");
    CHECK(broken("\"default\": \"1\"", "\"default\": \"one\"") == "column-default-malformed" + at + "/columns/6/default");
    CHECK(broken("\"kind\": \"integer\", \"role\": \"measure\"", "\"kind\": \"integer\", \"role\": \"key\", \"required\": true") ==
          "column-key-is-figure" + at + "/columns/6/role");
    CHECK(broken("\"role\": \"measure\", \"concept\": \"total\"", "\"role\": \"key\", \"concept\": \"total\"") ==
          "column-key-is-figure" + at + "/columns/3/role");
    CHECK(broken("\"required\": true, \"title\": { \"zh\": \"币种\"", "\"title\": { \"zh\": \"币种\"") ==
          "column-key-not-required" + at + "/columns/2/role");
    CHECK(broken("\"role\": \"attribute\"", "\"role\": \"measure\"") == "column-measure-is-no-figure" + at + "/columns/7/role");
    CHECK(broken("\"concept\": \"mode1\"", "\"concept\": \"mode3\"") == "json-value-unknown" + at + "/columns/4/concept");
    CHECK(broken("\"concept\": \"mode1\"", "\"concept\": \"total\"") == "concept-twice" + at + "/columns/4/concept");
    CHECK(broken("\"concept\": \"mode1\"", "\"concept\": \"partner\"") == "concept-unfit" + at + "/columns/4/concept");
    // What only comes with a ledger cannot be demanded.
    CHECK(broken("\"concept\": \"mode1\"", "\"concept\": \"dollars\", \"required\": true") == "concept-unfit" + at + "/columns/4/concept");
    CHECK(broken(", \"en\": \"Remark\"", "") == "text-language-missing" + at + "/columns/7/title");
    CHECK(broken("Choose a leaf.", "") == "text-language-missing" + at + "/columns/1/help");
    CHECK(broken("\"title\": { \"zh\": \"备注\", \"en\": \"Remark\" }", "\"help\": { \"zh\": \"备注\", \"en\": \"Remark\" }") ==
          "json-key-missing" + at + "/columns/7");
    // Currency and residual.
    CHECK(broken("\"currencyColumn\": \"currency\",", "") == "form-currency-missing @ forms/trade.json");
    CHECK(broken("\"currencyColumn\": \"currency\"", "\"currencyColumn\": \"money\"") == "column-unknown" + at + "/currencyColumn");
    CHECK(broken("\"currencyColumn\": \"currency\"", "\"currencyColumn\": \"total\"") == "form-currency-unfit" + at + "/currencyColumn");
    CHECK(broken("\"currencyColumn\": \"currency\"", "\"currencyColumn\": \"currency\", \"currency\": \"CNY\"") ==
          "form-currency-unfit" + at + "/currency");
    CHECK(broken("\"currencyColumn\": \"currency\"", "\"currency\": \"EUR\"") == "code-unknown" + at + "/currency");
    CHECK(broken("[\"mode1\", \"mode2\"]", "[\"mode1\", \"mode3\"]") == "column-unknown" + at + "/residuals/0/parts/1");
    CHECK(broken("\"total\": \"total\", \"parts\"", "\"total\": \"contracts\", \"parts\"") ==
          "residual-column-unfit" + at + "/residuals/0/total");
    CHECK(broken("[\"mode1\", \"mode2\"]", "[\"mode1\", \"mode1\"]") == "residual-column-unfit" + at + "/residuals/0/parts/1");
    CHECK(broken("[\"mode1\", \"mode2\"]", "[\"mode1\", \"total\"]") == "residual-column-unfit" + at + "/residuals/0/parts/1");
    CHECK(broken("\"required\": true", "\"required\": \"yes\"") == "json-wrong-kind" + at + "/columns/0/required");
}

TEST_CASE("what is wrong in a record is named too", "[form][edition][broken]") {
    auto const broken = [](std::string const& from, std::string const& to) { return Copy{}.alter(profile, from, to).problem(); };
    std::string const at = " @ forms/profile.json > ";
    CHECK(broken("\"role\": \"attribute\"", "\"role\": \"key\"") == "column-key-in-record" + at + "/columns/0/role");
    CHECK(broken("2010-06", "2010-13") == "column-default-malformed" + at + "/columns/1/default");
    CHECK(broken("2016-01-31", "2016-01") == "column-default-malformed" + at + "/columns/2/default");
    CHECK(broken("\"default\": \"0.00\"", "\"default\": \"0\"") == "column-default-malformed" + at + "/columns/3/default");
    CHECK(broken("\"default\": \"yes\"", "\"default\": \"ja\"") == "column-default-malformed" + at + "/columns/5/default");
    CHECK(broken("\"kind\": \"record\"", "\"kind\": \"rows\"") == "form-without-key" + at + "/columns");
    Copy copy;
    REQUIRE(writeFile(
        copy.edition() / profile,
        R"({"schema":"form-1","id":"profile","kind":"record","title":{"zh":"样","en":"x"},"marks":{"number":{"zh":"样","en":"x"}},"columns":[]})"));
    CHECK(copy.problem() == "form-without-columns" + at + "/columns");
}

TEST_CASE("what is wrong in a list is named with its line", "[form][edition][broken]") {
    auto const broken = [](std::string const& from, std::string const& to) { return Copy{}.alter(items, from, to).problem(); };
    std::string const at = " @ lists/items.csv > ";
    CHECK(broken("SC2,SC", "SC1,SC") == "code-twice" + at + "4");
    CHECK(broken("SC2,SC", "SC2,SX") == "code-parent-unknown" + at + "4");
    CHECK(broken("SC1,SC,1", "SC1,SC2,1") == "code-parent-later" + at + "3");
    CHECK(broken("SC1,SC,1", "SC1,SC1,1") == "code-parent-later" + at + "3");
    CHECK(broken("SC,,0", "SC,,1") == "code-leaf-has-children" + at + "2");
    CHECK(broken("SD,,1", "SD,,0") == "code-branch-is-childless" + at + "5");
    CHECK(broken("SD,,1", "SD,,yes") == "code-leaf-flag-malformed" + at + "5");
    CHECK(broken("SD,,1", "S D,,1") == "code-malformed" + at + "5");
    CHECK(broken("SD,,1", ",,1") == "code-malformed" + at + "5");
    CHECK(broken("旅行", "") == "code-name-missing" + at + "5");
    CHECK(broken("Travel", "") == "code-name-missing" + at + "5");
    CHECK(broken("name_en", "english") == "csv-column-missing" + at + "1");
    CHECK(broken(",X,223010", ",X") == "csv-row-length" + at + "5");
}
