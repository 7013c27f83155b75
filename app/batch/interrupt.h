#pragma once
/// Ctrl+C as an orderly stop.

#include <chrono>
#include <stop_token>

namespace zhibao {

/// To be called first thing in main, before any thread: Ctrl+C then no longer ends the program at once.
void watchForInterrupt();
/// Asked to stop by the first Ctrl+C; the second one ends the program.
[[nodiscard]] std::stop_token stopOnInterrupt();
/// Returns after that time, or at once when it is asked to stop.
void waitForInterrupt(std::chrono::milliseconds time);

}  // namespace zhibao
