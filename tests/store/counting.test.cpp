#include "store/counting.h"

#include <algorithm>
#include <string>

#include <rapidcheck.h>

#include "support/catch.h"

using namespace zhibao;

namespace {

/// Version `id` with the unit's number, replacing the version with the id `predecessor` (0: nothing), accepted unless said otherwise.
VersionFact version(std::int64_t id, std::int64_t number, std::int64_t predecessor, bool isAccepted = true) {
    VersionFact fact;
    fact.version = id;
    fact.number = number;
    fact.identity = sha256(std::to_string(id));
    if (predecessor != 0) fact.replaces = sha256(std::to_string(predecessor));
    fact.isAccepted = isAccepted;
    return fact;
}

VersionFact decided(VersionFact fact) {
    fact.isDecided = true;
    return fact;
}

std::vector<std::int64_t> sorted(std::vector<std::int64_t> versions) {
    std::sort(versions.begin(), versions.end());
    return versions;
}

using Versions = std::vector<std::int64_t>;

}  // namespace

TEST_CASE("along a line without a fork the last accepted version counts", "[store][counting]") {
    CHECK(standingOf({}).counted == std::nullopt);
    CHECK(standingOf({version(1, 1, 0)}).counted == 1);
    CHECK(standingOf({version(1, 1, 0), version(2, 2, 1), version(3, 3, 2, false)}).counted == 2);
}

TEST_CASE("a version whose predecessor is missing waits, and so does what follows it", "[store][counting]") {
    auto const standing = standingOf({version(1, 1, 0), version(3, 3, 99), version(4, 4, 3)});
    CHECK(standing.counted == 1);
    CHECK(standing.gaps == Versions{3, 4});
    CHECK(standing.forked.empty());
    // A predecessor with a higher number is none.
    CHECK(standingOf({version(1, 1, 0), version(2, 2, 3), version(3, 3, 1)}).gaps == Versions{2});
}

TEST_CASE("a fork stays until the unit follows one of its sides", "[store][counting]") {
    std::vector<VersionFact> const fork{version(1, 1, 0), version(2, 2, 1), version(3, 2, 1)};
    CHECK(standingOf(fork).counted == 1);
    CHECK(sorted(standingOf(fork).forked) == Versions{2, 3});
    auto const with = [&](VersionFact const& further) {
        auto versions = fork;
        versions.push_back(further);
        return standingOf(versions);
    };
    SECTION("a follower of one side resolves it") {
        CHECK(with(version(4, 3, 3)).counted == 4);
        CHECK(with(version(4, 3, 3)).forked.empty());
    }
    SECTION("also one that is not accepted says which side holds") {
        CHECK(with(version(4, 3, 2, false)).counted == 2);
        CHECK(with(version(4, 3, 2, false)).forked.empty());
    }
    SECTION("a version that names what stood before the fork is a further side") {
        CHECK(with(version(4, 3, 1)).counted == 1);
        CHECK(sorted(with(version(4, 3, 1)).forked) == Versions{2, 3, 4});
    }
    SECTION("a version that names something unknown resolves nothing") {
        CHECK(with(version(4, 3, 99)).counted == 1);
        CHECK(sorted(with(version(4, 3, 99)).forked) == Versions{2, 3});
        CHECK(with(version(4, 3, 99)).gaps == Versions{4});
    }
    SECTION("followers of both sides with one number are a fork again") {
        auto versions = fork;
        versions.push_back(version(4, 3, 2));
        versions.push_back(version(5, 3, 3));
        CHECK(standingOf(versions).counted == 1);
        CHECK(sorted(standingOf(versions).forked) == Versions{2, 3, 4, 5});
    }
}

TEST_CASE("the bureau's decision about a waiting version stands for all before it", "[store][counting]") {
    auto const standing = standingOf({version(1, 1, 0), version(2, 1, 0), decided(version(3, 3, 99)), version(4, 4, 3, false)});
    CHECK(standing.counted == 3);
    CHECK(standing.gaps.empty());
    CHECK(standing.forked.empty());
    // A rival with the same number remains one, and what was undisputed before goes on counting.
    auto const rival = standingOf({version(1, 1, 0), version(2, 2, 1), version(5, 3, 2), decided(version(3, 3, 99))});
    CHECK(rival.counted == 2);
    CHECK(sorted(rival.forked) == Versions{3, 5});
}

TEST_CASE("the order of versions plays no part in how they stand", "[store][counting][property]") {
    bool const holds = rc::check("any tree, any order", [] {
        std::vector<VersionFact> versions;
        auto const count = *rc::gen::inRange<std::int64_t>(1, 12);
        for (std::int64_t id = 1; id <= count; ++id) {
            // Id 100 and above never arrives; a predecessor may have any number, also one that is too high.
            auto const predecessor = *rc::gen::inRange<std::int64_t>(0, count + 2);
            auto fact = version(id, *rc::gen::inRange<std::int64_t>(1, 6), predecessor > count ? 100 + predecessor : predecessor == id ? 0 : predecessor, *rc::gen::arbitrary<bool>());
            fact.isDecided = *rc::gen::inRange(0, 8) == 0;
            versions.push_back(fact);
        }
        auto const expected = standingOf(versions);
        auto shuffled = versions;
        for (std::size_t i = shuffled.size() - 1; i > 0; --i) std::swap(shuffled[i], shuffled[*rc::gen::inRange<std::size_t>(0, i + 1)]);
        auto const standing = standingOf(shuffled);
        RC_ASSERT(standing.counted == expected.counted);
        RC_ASSERT(standing.forked == expected.forked);
        RC_ASSERT(standing.gaps == expected.gaps);
        // What counts is accepted and undisputed.
        if (standing.counted) {
            auto const counted = std::find_if(versions.begin(), versions.end(), [&](VersionFact const& one) { return one.version == *standing.counted; });
            RC_ASSERT(counted->isAccepted);
            RC_ASSERT(std::count(standing.forked.begin(), standing.forked.end(), *standing.counted) == 0);
            RC_ASSERT(std::count(standing.gaps.begin(), standing.gaps.end(), *standing.counted) == 0);
        }
    });
    CHECK(holds);
}

TEST_CASE("an accepted withdrawal leaves nothing to count, until a later version counts again", "[store][counting]") {
    auto withdrawal = version(2, 2, 1);
    withdrawal.isWithdrawal = true;
    CHECK(standingOf({version(1, 1, 0), withdrawal}).counted == std::nullopt);
    CHECK(standingOf({version(1, 1, 0), withdrawal}).withdrawal == 2);
    CHECK(standingOf({version(1, 1, 0), withdrawal, version(3, 3, 2)}).counted == 3);
    CHECK(standingOf({version(1, 1, 0), withdrawal, version(3, 3, 2)}).withdrawal == std::nullopt);
    withdrawal.isAccepted = false;
    CHECK(standingOf({version(1, 1, 0), withdrawal}).counted == 1);
}
