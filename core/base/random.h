#pragma once
/// Seeded numbers for examples, generated loads and property tests: the same seed gives the same numbers on every machine.
/// Never used for keys; those come from the cryptographic library.

#include <cstdint>

namespace zhibao {

/// SplitMix64 (Steele, Lea, Flood: Fast splittable pseudorandom number generators, 2014).
class SeededRandom {
public:
    explicit SeededRandom(std::uint64_t seed) noexcept : state_(seed) {}
    [[nodiscard]] std::uint64_t next() noexcept;
    /// A whole number from 0 to bound − 1, without bias. `bound` is positive.
    [[nodiscard]] std::uint64_t below(std::uint64_t bound) noexcept;

private:
    std::uint64_t state_;
};

}  // namespace zhibao
