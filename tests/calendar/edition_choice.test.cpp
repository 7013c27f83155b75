#include "calendar/edition_choice.h"

#include <filesystem>

#include "base/file.h"
#include "support/catch.h"
#include "support/temporary_folder.h"

using namespace zhibao;

namespace {

std::shared_ptr<Edition const> edition(std::string id, Date from, std::optional<Date> until, Edition::Status status, std::string const& set = "quarterly") {
    Edition made;
    made.id = std::move(id);
    made.validFrom = from;
    made.validUntil = until;
    made.status = status;
    FormSet formSet;
    formSet.id = set;
    made.formSets.push_back(formSet);
    return std::make_shared<Edition const>(std::move(made));
}

constexpr auto draft = Edition::Status::draft;
constexpr auto published = Edition::Status::published;

std::string chosen(Editions const& editions, std::string const& period, std::string_view set = {}) {
    auto const found = editionFor(editions, *parsePeriod(period), set);
    return found ? found->id : "none";
}

}  // namespace

TEST_CASE("a period is filed on the newest edition that is valid when it ends", "[calendar][edition]") {
    Editions const editions{edition("a/2017-1", {2017, 1, 1}, Date{2017, 12, 31}, published), edition("a/2017-2", {2017, 7, 1}, Date{2017, 12, 31}, published),
                            edition("a/2018-1", {2018, 1, 1}, {}, published)};
    CHECK(chosen(editions, "2016Q4") == "none");
    CHECK(chosen(editions, "2017Q1") == "a/2017-1");
    CHECK(chosen(editions, "2017Q3") == "a/2017-2");
    CHECK(chosen(editions, "2017") == "a/2017-2");
    CHECK(chosen(editions, "2018Q1") == "a/2018-1");
    auto const problem = noEditionFor(editions, *parsePeriod("2016Q4"));
    CHECK(problem.code == error::periodWithoutEdition);
    CHECK(problem.arguments.at("editions") == "a/2017-1 (2017-01-01 – 2017-12-31), a/2017-2 (2017-07-01 – 2017-12-31), a/2018-1 (2018-01-01 – )");
}

TEST_CASE("a draft is taken only where nothing published is valid", "[calendar][edition]") {
    Editions const editions{edition("a/2017-1", {2017, 1, 1}, {}, published), edition("a/2017-2", {2016, 1, 1}, {}, draft), edition("a/2018-1", {2018, 1, 1}, {}, draft)};
    CHECK(chosen(editions, "2016Q4") == "a/2017-2");
    CHECK(chosen(editions, "2017Q1") == "a/2017-1");
    CHECK(chosen(editions, "2018Q1") == "a/2017-1");
}

TEST_CASE("of valid editions those that have the form set are taken before others", "[calendar][edition]") {
    Editions const editions{edition("a/2017-1", {2017, 1, 1}, {}, draft, "annual"), edition("a/2017-2", {2017, 1, 1}, {}, published)};
    CHECK(chosen(editions, "2017", "annual") == "a/2017-1");
    CHECK(chosen(editions, "2017Q1", "quarterly") == "a/2017-2");
    CHECK(chosen(editions, "2017Q1", "monthly") == "a/2017-2");
    CHECK(newestOf(editions)->id == "a/2017-2");
    CHECK(newestOf({}) == nullptr);
}

TEST_CASE("an edition that cannot be read is told and does not hide the others", "[calendar][edition]") {
    test::TemporaryFolder const folder;
    std::filesystem::copy(pathOf(ZHIBAO_SOURCE_FOLDER) / "tests/fixtures/forms", folder.path(), std::filesystem::copy_options::recursive);
    std::filesystem::create_directories(folder / "fixture/2018-1");
    REQUIRE(writeFile(folder / "fixture/2018-1/edition.json", "{"));
    auto const readable = readableEditions(EditionLibrary{folder.path()});
    REQUIRE(readable);
    REQUIRE(readable->editions.size() == 1);
    CHECK(readable->editions.front()->id == "fixture/2016-1");
    REQUIRE(readable->problems.size() == 1);
    CHECK(readable->problems.front().where().find("fixture/2018-1") != std::string::npos);
}
