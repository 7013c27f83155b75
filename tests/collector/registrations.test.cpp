#include "collector/registrations.h"

#include "base/file.h"

#include "support/catch.h"
#include "support/temporary_folder.h"

using namespace zhibao;
using namespace zhibao::collector;

TEST_CASE("a registration waits as a file of its own, once however often it is sent", "[collector]") {
    test::TemporaryFolder const folder;
    Registrations registrations{folder.path(), 10};
    std::string const request = R"({"schema":"registration-1"})";
    auto const first = registrations.add(request);
    REQUIRE(first);
    CHECK_FALSE(first->isKnown);
    CHECK(registrations.add(request)->isKnown);
    CHECK(registrations.waiting().value() == 1);
    CHECK(readFile(folder / (sha256(request).hex() + ".json")).value() == request);
}

TEST_CASE("the queue takes no more than its limit until the bureau has been there", "[collector]") {
    test::TemporaryFolder const folder;
    Registrations registrations{folder.path(), 2};
    REQUIRE(registrations.add(R"({"schema":"1"})"));
    REQUIRE(registrations.add(R"({"schema":"2"})"));
    CHECK(registrations.add(R"({"schema":"3"})").error().code == error::registrationsFull);
    CHECK(registrations.add(R"({"schema":"2"})"));
    std::filesystem::remove(folder / (sha256(R"({"schema":"1"})").hex() + ".json"));
    CHECK(registrations.add(R"({"schema":"3"})"));
}

TEST_CASE("what is no registration does not wait", "[collector]") {
    test::TemporaryFolder const folder;
    Registrations registrations{folder.path(), 2};
    std::string const deep = std::string(200'000, '[');
    for (auto const& bytes : {std::string{}, std::string{"x"}, std::string{"[]"}, std::string{"{}"}, std::string{R"({"schema":1})"}, std::string{R"({"schema":"a","schema":"b"})"}, deep,
                              R"({"schema":"a","number":)" + std::string(100'000, '9') + "}"}) {
        auto const stored = registrations.add(bytes);
        REQUIRE_FALSE(stored);
        CHECK(stored.error().code == error::registrationUnreadable);
    }
    CHECK(registrations.waiting().value() == 0);
}
