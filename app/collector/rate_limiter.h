#pragma once
/// How often a sender may come: each has a bucket that fills evenly and that a request takes one drop from. As many senders are kept apart as
/// there is room for; when there are more, those whose bucket is full again are forgotten first.

#include <cstddef>
#include <cstdint>
#include <map>
#include <mutex>
#include <optional>
#include <string>
#include <string_view>

namespace zhibao::collector {

struct Rate {
    std::uint32_t perMinute = 60;
    std::uint32_t atOnce = 60;
};

class RateLimiter {
public:
    explicit RateLimiter(Rate rate, std::size_t mostSenders = 100'000) : rate_(rate), mostSenders_(mostSenders) {}

    /// Nothing when the sender may come now; otherwise after how many seconds. `milliseconds` is a clock that only goes forward. Safe to call
    /// from several threads.
    [[nodiscard]] std::optional<std::uint32_t> waitSeconds(std::string_view sender, std::int64_t milliseconds);
    [[nodiscard]] std::size_t senders() const;

private:
    /// The moment at which the bucket would be full: one number says all of it.
    using FullAt = std::int64_t;

    Rate rate_;
    std::size_t mostSenders_;
    mutable std::mutex mutex_;
    std::map<std::string, FullAt, std::less<>> fullAt_;
};

}  // namespace zhibao::collector
