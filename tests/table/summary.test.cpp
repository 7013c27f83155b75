#include "table/summary.h"

#include "support/arrivals.h"
#include "support/bureaus.h"
#include "support/catch.h"
#include "support/editions.h"
#include "support/temporary_folder.h"

using namespace zhibao;
using test::ArrivalBuilder;

namespace {

Quarter quarter(std::string_view text) { return Quarter::parse(text).value(); }

class RecordedProgress final : public Progress {
public:
    void advanced(std::uint64_t done, std::uint64_t total, std::string_view item) override {
        steps.push_back(std::to_string(done) + "/" + std::to_string(total) + " " + std::string{item});
    }
    std::vector<std::string> steps;
};

}  // namespace

TEST_CASE("whoever waits for a table hears how many of its filings are added up", "[table][summary]") {
    test::TemporaryFolder const folder;
    auto database = test::makeBureau(folder / "bureau.db");
    test::receiveEach(database, {ArrivalBuilder{1}.make(), ArrivalBuilder{2}.make(), ArrivalBuilder{1}.period("2017Q2").make(),
                                 ArrivalBuilder{1}.period("2017Q3").make(), ArrivalBuilder{1}.set("profile").period("2017").rows({}).make()});
    RecordedProgress progress;
    REQUIRE(cubeOf(database, test::theEdition(), {}, quarter("2017Q1"), quarter("2017Q2"), &progress));
    CHECK(progress.steps == std::vector<std::string>{"1/3 2017Q1", "2/3 2017Q1", "3/3 2017Q2"});
}

TEST_CASE("adding up can be stopped", "[table][summary]") {
    test::TemporaryFolder const folder;
    auto database = test::makeBureau(folder / "bureau.db");
    test::receiveEach(database, {ArrivalBuilder{1}.make()});
    std::stop_source source;
    source.request_stop();
    auto const cube = cubeOf(database, test::theEdition(), {}, quarter("2017Q1"), quarter("2017Q1"), nullptr, source.get_token());
    REQUIRE_FALSE(cube);
    CHECK(cube.error().code == error::cancelled);
}

TEST_CASE("a table of an open period for which nothing is counted says so", "[table][summary]") {
    test::TemporaryFolder const folder;
    auto database = test::makeBureau(folder / "bureau.db");
    REQUIRE(database.setAcceptancePolicy(AcceptancePolicy::manual, test::dayOfArrival, "test"));
    test::receiveEach(database, {ArrivalBuilder{1}.make()});
    RateTable const rates;
    auto const notesOf = [&](std::string_view period) {
        TableOptions options{quarter(period), false, Calibre::reported, {}, {}, Language::english, 0};
        return summaryTable(database, test::theEdition(), rates, "by-sector", options, FixedClock{test::dayOfArrival}).value().notes;
    };
    CHECK(notesOf("2017Q1").front() == "No filing is counted in this table: its zeros are no answers.");
    CHECK(notesOf("2016Q4").front() != notesOf("2017Q1").front());
}
