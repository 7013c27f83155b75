#include "collector/rate_limiter.h"

#include "support/catch.h"

using namespace zhibao::collector;

TEST_CASE("a sender may come so often at once, and then evenly", "[collector]") {
    RateLimiter limiter{{60, 3}};
    for (int i = 0; i < 3; ++i) CHECK_FALSE(limiter.waitSeconds("a", 5'000));
    CHECK(limiter.waitSeconds("a", 5'000) == 1);
    CHECK_FALSE(limiter.waitSeconds("b", 5'000));
    CHECK(limiter.waitSeconds("a", 5'999) == 1);
    CHECK_FALSE(limiter.waitSeconds("a", 6'000));
    CHECK(limiter.waitSeconds("a", 6'000) == 1);
    // After a long time it is as at first, no better.
    for (int i = 0; i < 3; ++i) CHECK_FALSE(limiter.waitSeconds("a", 600'000));
    CHECK(limiter.waitSeconds("a", 600'000));
}

TEST_CASE("being refused costs nothing further", "[collector]") {
    RateLimiter limiter{{6, 1}};
    CHECK_FALSE(limiter.waitSeconds("a", 0));
    for (int i = 0; i < 1'000; ++i) CHECK(limiter.waitSeconds("a", 1) == 10);
    CHECK_FALSE(limiter.waitSeconds("a", 10'000));
}

TEST_CASE("no more senders are remembered than there is room for", "[collector]") {
    RateLimiter limiter{{60, 1}, 10};
    for (int i = 0; i < 10; ++i) CHECK_FALSE(limiter.waitSeconds(std::to_string(i), 0));
    CHECK(limiter.waitSeconds("new", 0) == 60);
    CHECK(limiter.senders() == 10);
    // Those whose bucket is full again make room.
    CHECK_FALSE(limiter.waitSeconds("new", 1'000));
    CHECK(limiter.senders() == 1);
}
