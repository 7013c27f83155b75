#include "collector/registrations.h"

#include "base/file.h"
#include "collector/example_registrations.h"

#include "support/catch.h"
#include "support/temporary_folder.h"

using namespace zhibao;
using namespace zhibao::collector;

TEST_CASE("a registration waits as a file of its own, once however often it is sent", "[collector]") {
    test::TemporaryFolder const folder;
    Registrations registrations{folder.path(), 10};
    auto const request = test::exampleRegistration();
    auto const first = registrations.add(request);
    REQUIRE(first);
    CHECK_FALSE(first->isKnown);
    CHECK(registrations.add(request)->isKnown);
    CHECK(registrations.waiting().value() == 1);
    CHECK(readFile(folder / (sha256(request).hex() + ".zbr")).value() == request);
}

TEST_CASE("the queue takes no more than its limit until the bureau has been there", "[collector]") {
    test::TemporaryFolder const folder;
    Registrations registrations{folder.path(), 2};
    auto const first = test::exampleRegistration();
    auto const second = test::exampleRegistration();
    auto const third = test::exampleRegistration();
    REQUIRE(registrations.add(first));
    REQUIRE(registrations.add(second));
    CHECK(registrations.add(third).error().code == error::registrationsFull);
    CHECK(registrations.add(second));
    std::filesystem::remove(folder / (sha256(first).hex() + ".zbr"));
    CHECK(registrations.add(third));
}

TEST_CASE("what is no registration, or was altered on its way, does not wait", "[collector]") {
    test::TemporaryFolder const folder;
    Registrations registrations{folder.path(), 2};
    auto const whole = test::exampleRegistration();
    std::vector<Bytes> others{"", "x", "[]", R"({"schema":"registration-1"})", "PK\x03\x04", whole.substr(0, whole.size() / 2), whole + "x"};
    for (std::size_t place = 0; place < whole.size(); place += 37) {
        others.push_back(whole);
        others.back()[place] = static_cast<char>(others.back()[place] ^ 1);
    }
    for (auto const& bytes : others) {
        auto const stored = registrations.add(bytes);
        REQUIRE_FALSE(stored);
        CHECK(stored.error().code == error::registrationUnreadable);
    }
    CHECK(registrations.waiting().value() == 0);
}
