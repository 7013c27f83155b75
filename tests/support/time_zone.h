#pragma once
/// The C library's time zone while this lives; afterwards the one there was.

#include <cstdlib>
#include <ctime>
#include <optional>
#include <string>

namespace zhibao::test {

class TimeZone {
public:
    explicit TimeZone(std::string const& name) {
        if (auto const* before = std::getenv("TZ")) before_ = before;
        setenv("TZ", name.c_str(), 1);
        tzset();
    }
    ~TimeZone() {
        if (before_) setenv("TZ", before_->c_str(), 1);
        else unsetenv("TZ");
        tzset();
    }
    TimeZone(TimeZone const&) = delete;
    TimeZone& operator=(TimeZone const&) = delete;

private:
    std::optional<std::string> before_;
};

}  // namespace zhibao::test
