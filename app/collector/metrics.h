#pragma once
/// What the collector counts, for Prometheus (text format 0.0.4). No label names a sender.

#include <array>
#include <atomic>
#include <cstdint>
#include <map>
#include <mutex>
#include <string>
#include <string_view>
#include <utility>

#include "intake/spool.h"

namespace zhibao::collector {

class Metrics {
public:
    void answered(std::string_view route, unsigned status, std::uint64_t milliseconds);

    std::atomic<std::uint64_t> connectionsOpen = 0;
    std::atomic<std::uint64_t> connectionsTaken = 0;
    std::atomic<std::uint64_t> connectionsRefused = 0;   // more than the limit
    std::atomic<std::uint64_t> handshakesFailed = 0;
    std::atomic<std::uint64_t> bodyBytes = 0;  // held for requests that are being read or stored

    [[nodiscard]] std::string text(Spool::Figures const& spool, std::uint64_t registrationsWaiting) const;

private:
    static constexpr std::array<std::uint64_t, 7> bounds{1, 5, 20, 100, 500, 2'000, 10'000};  // milliseconds

    mutable std::mutex mutex_;
    std::map<std::pair<std::string, unsigned>, std::uint64_t> answers_;
    std::array<std::uint64_t, bounds.size() + 1> durations_{};
    std::uint64_t millisecondsTogether_ = 0;
};

}  // namespace zhibao::collector
