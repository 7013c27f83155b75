#include "base/random.h"

namespace zhibao {

std::uint64_t SeededRandom::next() noexcept {
    std::uint64_t mixed = state_ += 0x9E3779B97F4A7C15ULL;
    mixed = (mixed ^ (mixed >> 30U)) * 0xBF58476D1CE4E5B9ULL;
    mixed = (mixed ^ (mixed >> 27U)) * 0x94D049BB133111EBULL;
    return mixed ^ (mixed >> 31U);
}

std::uint64_t SeededRandom::below(std::uint64_t bound) noexcept {
    // Numbers from the incomplete last block would favour small results; they are thrown away.
    std::uint64_t const limit = UINT64_MAX - UINT64_MAX % bound;
    for (;;) {
        std::uint64_t const number = next();
        if (number < limit) return number % bound;
    }
}

}  // namespace zhibao
