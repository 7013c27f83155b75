#include "transport/patience.h"

#include <algorithm>
#include <charconv>
#include <cstdint>

namespace zhibao {

bool isPassing(Error const& error) noexcept {
    return error.code == error::collectorUnreachable || error.code == error::collectorTimedOut || error.code == error::collectorAsksToWait;
}

std::chrono::milliseconds waitAfter(Patience const& patience, unsigned attempt, Error const& error) {
    // Never less than what the collector says; never more than is bearable for somebody who looks on.
    if (error.code == error::collectorAsksToWait) {
        auto const seconds = error.arguments.find("seconds");
        std::int64_t asked = 5;
        if (seconds != error.arguments.end()) std::from_chars(seconds->second.data(), seconds->second.data() + seconds->second.size(), asked);
        return std::max<std::chrono::milliseconds>(patience.first, std::min<std::chrono::milliseconds>(std::chrono::hours{1}, std::chrono::seconds{asked}));
    }
    auto wait = patience.first;
    for (unsigned i = 1; i < attempt && wait < patience.longest; ++i) wait *= 2;
    return std::min(wait, patience.longest);
}

}  // namespace zhibao
