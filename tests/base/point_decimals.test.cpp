#include "base/point_decimals.h"

#include <clocale>
#include <cstdio>
#include <string>

#include "support/catch.h"

using namespace zhibao;

TEST_CASE("numbers have a point while it is asked for, and afterwards what the process had", "[base]") {
    auto const written = [] {
        char text[16];
        (void)std::snprintf(text, sizeof text, "%.1f", 0.5);
        return std::string{text};
    };
    std::string const before = std::setlocale(LC_NUMERIC, nullptr);
    // Whether the machine has this locale or not, what was before comes back.
    (void)std::setlocale(LC_NUMERIC, "de_DE.UTF-8");
    auto const outside = written();
    for (int i = 0; i < 100; ++i) {
        PointDecimals const pointDecimals;
        PointDecimals const inner;
        CHECK(written() == "0.5");
    }
    CHECK(written() == outside);
    (void)std::setlocale(LC_NUMERIC, before.c_str());
}
