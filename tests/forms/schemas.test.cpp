// The files of all editions against the schemas that describe them to others.

#include <set>

#include <nlohmann/json.hpp>
#include <valijson/adapters/nlohmann_json_adapter.hpp>
#include <valijson/schema.hpp>
#include <valijson/schema_parser.hpp>
#include <valijson/validation_results.hpp>
#include <valijson/validator.hpp>

#include "base/file.h"
#include "form/concepts.h"
#include "form/model.h"
#include "support/catch.h"
#include "support/ledgers.h"

using namespace zhibao;

namespace {

std::filesystem::path sources() {
    return std::filesystem::path{ZHIBAO_SOURCE_FOLDER};
}

nlohmann::json read(std::filesystem::path const& path) {
    auto const text = readFile(path);
    REQUIRE(text);
    return nlohmann::json::parse(*text);
}

/// What a schema of ours says of a document; empty when it accepts it.
class SchemaFile {
public:
    explicit SchemaFile(std::string const& name) : document_(read(sources() / "schemas" / (name + ".schema.json"))) {
        valijson::adapters::NlohmannJsonAdapter const adapter{document_};
        valijson::SchemaParser{}.populateSchema(adapter, schema_);
    }
    [[nodiscard]] std::string complaint(nlohmann::json const& document) const {
        valijson::adapters::NlohmannJsonAdapter const adapter{document};
        valijson::Validator validator;
        valijson::ValidationResults results;
        if (validator.validate(schema_, adapter, &results)) return {};
        std::string text;
        valijson::ValidationResults::Error error;
        while (results.popError(error)) {
            for (auto const& step : error.context) text += step;
            text += ": " + error.description + "\n";
        }
        return text.empty() ? "refused" : text;
    }

private:
    nlohmann::json document_;
    valijson::Schema schema_;
};

std::vector<std::filesystem::path> editionFiles() {
    std::vector<std::filesystem::path> files;
    for (auto const* folder : {"forms", "tests/fixtures/forms"}) {
        auto const found = listFiles(sources() / folder, "edition.json", true);
        REQUIRE(found);
        files.insert(files.end(), found->begin(), found->end());
    }
    return files;
}

}  // namespace

TEST_CASE("every edition.json and every form follows its schema", "[forms][schema]") {
    SchemaFile const editionSchema{"edition-1"};
    SchemaFile const formSchema{"form-1"};
    CHECK(editionFiles().size() >= 2);
    for (auto const& file : editionFiles()) {
        auto const edition = read(file);
        INFO(toText(file));
        CHECK(editionSchema.complaint(edition) == "");
        for (auto const& form : edition.at("forms")) {
            INFO(form);
            CHECK(formSchema.complaint(read(file.parent_path() / form.get<std::string>())) == "");
        }
    }
}

TEST_CASE("the notes and guides of every edition follow their schemas", "[forms][schema]") {
    SchemaFile const notesSchema{"code-notes-1"};
    SchemaFile const guideSchema{"guide-1"};
    std::size_t seen = 0;
    for (auto const& file : editionFiles()) {
        auto const edition = read(file);
        INFO(toText(file));
        for (auto const& list : edition.at("lists")) {
            if (!list.contains("notes")) continue;
            CHECK(notesSchema.complaint(read(file.parent_path() / list.at("notes").get<std::string>())) == "");
            ++seen;
        }
        if (!edition.contains("guides")) continue;
        for (auto const& guide : edition.at("guides")) {
            auto const document = read(file.parent_path() / guide.at("file").get<std::string>());
            CHECK(guideSchema.complaint(document) == "");
            auto broken = document;
            broken["questions"][0]["answers"][0]["split"] = true;  // leads to two places
            CHECK(guideSchema.complaint(broken) != "");
            ++seen;
        }
    }
    CHECK(seen >= 2);
}

TEST_CASE("the record of published editions follows its schema", "[forms][schema]") {
    CHECK(SchemaFile{"published-1"}.complaint(read(sources() / "tests/fixtures/forms/published.json")) == "");
    CHECK(SchemaFile{"published-1"}.complaint(nlohmann::json{{"schema", "published-1"}, {"editions", {{"a/b", "no digest"}}}}) != "");
}

TEST_CASE("the schemas refuse what loading refuses", "[forms][schema]") {
    auto const folder = sources() / "tests/fixtures/forms/fixture/2016-1";
    SchemaFile const editionSchema{"edition-1"};
    SchemaFile const formSchema{"form-1"};
    auto const edition = read(folder / "edition.json");
    auto const form = read(folder / "forms/trade.json");
    auto const brokenEdition = [&](std::string const& pointer, nlohmann::json const& value) {
        auto copy = edition;
        copy[nlohmann::json::json_pointer{pointer}] = value;
        return editionSchema.complaint(copy) != "";
    };
    auto const brokenForm = [&](std::string const& pointer, nlohmann::json const& value) {
        auto copy = form;
        copy[nlohmann::json::json_pointer{pointer}] = value;
        return formSchema.complaint(copy) != "";
    };
    CHECK(brokenEdition("/more", 1));
    CHECK(brokenEdition("/status", "ready"));
    CHECK(brokenEdition("/title", {{"zh", "样例"}}));
    CHECK(brokenEdition("/forms/0", "../trade.json"));
    CHECK(brokenEdition("/formSets/0/frequency", "monthly"));
    CHECK(brokenForm("/columns/0/kind", "number"));
    CHECK(brokenForm("/columns/0/concept", "mode3"));
    CHECK(brokenForm("/columns/0/more", true));
    CHECK(brokenForm("/marks/number", nullptr));
    CHECK(brokenForm("/print/unit/decimals", "2"));
    CHECK(brokenForm("/print/kind", "page"));
}

TEST_CASE("the schema of forms names the same concepts and formats as the program", "[forms][schema]") {
    auto const column = read(sources() / "schemas/form-1.schema.json").at("definitions").at("column").at("properties");
    auto const names = [&](char const* key) {
        auto const& values = column.at(key).at("enum");
        return std::set<std::string>(values.begin(), values.end());
    };
    std::set<std::string> known;
    for (auto const& name : concepts::amounts) known.emplace(name);
    for (auto const& name : concepts::codes) known.emplace(name);
    for (auto const& name : concepts::counts) known.emplace(name);
    for (auto const& name : concepts::texts) known.emplace(name);
    CHECK(names("concept") == known);
    CHECK(names("format") == std::set<std::string>(knownFormats.begin(), knownFormats.end()));
}

TEST_CASE("a ledger's mapping as the program reads it follows its schema", "[forms][schema]") {
    SchemaFile const schema{"ledger-mapping-1"};
    auto mapping = nlohmann::json::parse(test::exampleMapping);
    CHECK(schema.complaint(mapping) == "");
    auto account = mapping;
    account["columns"]["credit"] = "贷方";
    CHECK(schema.complaint(account) != "");  // a column of amounts and a side
    account["columns"].erase("amount");
    account["decimalComma"] = true;
    account["countsFrom1904"] = true;
    CHECK(schema.complaint(account) == "");
    account["columns"].erase("credit");
    CHECK(schema.complaint(account) != "");
    mapping["services"]["翻译"] = {{"mode", "mode3"}};
    CHECK(schema.complaint(mapping) != "");
}
