#include "calendar/validity.h"

#include "support/catch.h"

using namespace zhibao;

namespace {

Edition editionUntil(std::optional<Date> edition, std::optional<Date> form) {
    Edition result;
    result.id = "fixture/1";
    result.validUntil = edition;
    Form trade;
    trade.id = "trade";
    trade.marks.validUntil = form;
    result.forms.push_back(trade);
    return result;
}

FormSet quarterly() {
    FormSet set;
    set.id = "quarterly";
    set.forms = {"trade"};
    return set;
}

Period period(std::string const& text) {
    return *parsePeriod(text);
}

std::string problem(Edition const& edition, std::string const& text) {
    auto const valid = checkValidity(edition, quarterly(), period(text));
    if (valid) return "";
    auto const& arguments = valid.error().arguments;
    return std::string{valid.error().code.name()} + " " + (arguments.contains("until") ? arguments.at("until") : arguments.at("from"));
}

}  // namespace

TEST_CASE("an edition serves the period that ends on its last day and none that ends later", "[calendar][validity]") {
    auto const edition = editionUntil(Date{2017, 3, 31}, std::nullopt);
    CHECK(problem(edition, "2017Q1").empty());
    CHECK(problem(edition, "2017Q2") == "edition-expired 2017-03-31");
    CHECK(problem(edition, "2017") == "edition-expired 2017-03-31");
    // One day short is expired: the form would not be valid when the period ends.
    CHECK(problem(editionUntil(Date{2017, 3, 30}, std::nullopt), "2017Q1") == "edition-expired 2017-03-30");
}

TEST_CASE("the date printed on a form ends it although the edition goes on", "[calendar][validity]") {
    auto const edition = editionUntil(std::nullopt, Date{2017, 3, 31});
    CHECK(problem(edition, "2017Q1").empty());
    CHECK(problem(edition, "2017Q2") == "form-expired 2017-03-31");
    CHECK(isExpired(edition, edition.forms.front(), period("2017Q2")));
    CHECK_FALSE(isExpired(edition, edition.forms.front(), period("2017Q1")));
}

TEST_CASE("an edition serves the period that ends on its first day and none that ends before", "[calendar][validity]") {
    auto edition = editionUntil(std::nullopt, std::nullopt);
    edition.validFrom = Date{2017, 3, 31};
    CHECK(problem(edition, "2017Q1").empty());
    CHECK(problem(edition, "2016Q4") == "edition-not-yet-valid 2017-03-31");
    edition.validFrom = Date{2017, 4, 1};
    CHECK(problem(edition, "2017Q1") == "edition-not-yet-valid 2017-04-01");
    CHECK(problem(edition, "2017").empty());
}

TEST_CASE("an edition without a last day does not expire", "[calendar][validity]") {
    auto const edition = editionUntil(std::nullopt, std::nullopt);
    CHECK(problem(edition, "2199Q4").empty());
}
