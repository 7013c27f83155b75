#pragma once
/// Trying again what failed for a moment: the network, a collector that asks to wait. Each time waits twice as long as before, or as long as the collector says.

#include <chrono>
#include <functional>

#include "base/error.h"
#include "transport/collector_client.h"

namespace zhibao {

struct Patience {
    unsigned attempts = 6;
    std::chrono::milliseconds first{1'000};
    std::chrono::milliseconds longest{60'000};
    /// Waits that long; false when it was asked to stop meanwhile. `why` is what went wrong.
    std::function<bool(std::chrono::milliseconds wait, Error const& why)> wait;
};

/// True of what may pass by itself: no connection, no time, no room.
[[nodiscard]] bool isPassing(Error const& error) noexcept;
/// How long to wait after the failed attempt of that number, counted from 1.
[[nodiscard]] std::chrono::milliseconds waitAfter(Patience const& patience, unsigned attempt, Error const& error);

/// What `work` gives, tried again as long as that may help. Errors: the last of `work`, cancelled.
template <class Work>
[[nodiscard]] auto patiently(Patience const& patience, Work const& work) -> decltype(work()) {
    for (unsigned attempt = 1;; ++attempt) {
        auto result = work();
        if (result || attempt >= patience.attempts || !isPassing(result.error())) return result;
        if (!patience.wait(waitAfter(patience, attempt, result.error()), result.error())) return fail(error::cancelled);
    }
}

}  // namespace zhibao
