#include "batch/interrupt.h"

#include <condition_variable>
#include <csignal>
#include <cstdlib>
#include <mutex>
#include <thread>

#ifdef _WIN32
#include <windows.h>
#else
#include <pthread.h>
#endif

namespace zhibao {

namespace {

std::stop_source& source() {
    static std::stop_source one;
    return one;
}

/// The first request stops in order, the second ends at once.
void requested() {
    constexpr int endedByInterrupt = 130;
    if (!source().request_stop()) std::_Exit(endedByInterrupt);
}

}  // namespace

std::stop_token stopOnInterrupt() {
    return source().get_token();
}

void waitForInterrupt(std::chrono::milliseconds time) {
    std::mutex mutex;
    std::condition_variable_any bell;
    std::unique_lock lock{mutex};
    bell.wait_for(lock, source().get_token(), time, [] { return false; });
}

void watchForInterrupt() {
    source();
#ifdef _WIN32
    SetConsoleCtrlHandler(
        [](DWORD event) -> BOOL {
            if (event != CTRL_C_EVENT) return FALSE;
            requested();
            return TRUE;
        },
        TRUE);
#else
    // A signal handler may do next to nothing; a thread that waits for the signal may do everything.
    sigset_t interrupt;
    sigemptyset(&interrupt);
    sigaddset(&interrupt, SIGINT);
    pthread_sigmask(SIG_BLOCK, &interrupt, nullptr);
    std::thread{[interrupt] {
        for (;;) {
            int signal = 0;
            if (sigwait(&interrupt, &signal) == 0) requested();
        }
    }}.detach();
#endif
}

}  // namespace zhibao
