#include "collector/rate_limiter.h"

#include <algorithm>

namespace zhibao::collector {

namespace {
constexpr std::int64_t minute = 60'000;
}

std::optional<std::uint32_t> RateLimiter::waitSeconds(std::string_view sender, std::int64_t milliseconds) {
    std::int64_t const drop = minute / rate_.perMinute;
    std::int64_t const whole = drop * rate_.atOnce;
    std::lock_guard const lock{mutex_};
    auto found = fullAt_.find(sender);
    auto const full = found == fullAt_.end() ? milliseconds : std::max(found->second, milliseconds);
    auto const next = full + drop;
    if (next - milliseconds > whole) return static_cast<std::uint32_t>((next - milliseconds - whole + 999) / 1'000);
    if (found != fullAt_.end()) {
        found->second = next;
        return std::nullopt;
    }
    if (fullAt_.size() >= mostSenders_) {
        std::erase_if(fullAt_, [&](auto const& one) { return one.second <= milliseconds; });
        // So many that none can be forgotten are an attack: the newcomer waits.
        if (fullAt_.size() >= mostSenders_) return static_cast<std::uint32_t>(minute / 1'000);
    }
    fullAt_.emplace(sender, next);
    return std::nullopt;
}

std::size_t RateLimiter::senders() const {
    std::lock_guard const lock{mutex_};
    return fullAt_.size();
}

}  // namespace zhibao::collector
