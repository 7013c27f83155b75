#pragma once
/// The program zhibao-collector, as it is started.

#include <chrono>
#include <csignal>
#include <cstdint>
#include <mutex>
#include <string>
#include <thread>
#include <vector>

#include <boost/process.hpp>

#include "base/json.h"

#include "support/catch.h"

namespace zhibao::test {

/// A collector that runs until it is killed or told to stop.
class RunningCollector {
public:
    explicit RunningCollector(std::vector<std::string> const& arguments)
        : child_{std::string{ZHIBAO_PROGRAM_FOLDER} + "/zhibao-collector", boost::process::args(arguments), boost::process::std_out > output_, boost::process::std_in < boost::process::null} {
        std::string line;
        while (std::getline(output_, line)) {
            auto const value = parseJson(line);
            if (value && value->find("port")) {
                port = static_cast<std::uint16_t>(*value->find("port")->integer());
                break;
            }
        }
        // What it says further must not fill the pipe.
        reader_ = std::jthread{[this] {
            for (std::string rest; std::getline(output_, rest);) {
                std::lock_guard const lock{mutex_};
                last_ = rest;
                said_ += rest + "\n";
            }
        }};
    }
    ~RunningCollector() {
        if (isThere_) end(SIGKILL);
    }
    int end(int signal) {
        ::kill(child_.id(), signal);
        child_.wait();
        isThere_ = false;
        reader_.join();
        return child_.native_exit_code();
    }
    /// Sends the signal and waits until the program says something with that word.
    void tell(int signal, std::string const& word) {
        ::kill(child_.id(), signal);
        for (int i = 0; i < 500; ++i) {
            {
                std::lock_guard const lock{mutex_};
                if (said_.find(word) != std::string::npos) return;
            }
            std::this_thread::sleep_for(std::chrono::milliseconds{10});
        }
        FAIL("the program did not say " + word);
    }
    [[nodiscard]] std::string last() {
        std::lock_guard const lock{mutex_};
        return last_;
    }
    [[nodiscard]] int id() const { return child_.id(); }
    std::uint16_t port = 0;

private:
    std::mutex mutex_;
    std::string last_;
    std::string said_;
    boost::process::ipstream output_;
    boost::process::child child_;
    std::jthread reader_;
    bool isThere_ = true;
};

}  // namespace zhibao::test
