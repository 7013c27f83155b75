#pragma once
/// The collector's log: one JSON object a line. It carries no answers, no names, no codes of units and nothing of keys; arrival tokens lead
/// from a line to what it is about.

#include <cstdio>
#include <mutex>
#include <string_view>

#include "base/clock.h"
#include "base/error.h"
#include "base/json.h"

namespace zhibao::collector {

class Log {
public:
    Log(std::FILE* file, Clock const& clock) : file_(file), clock_(&clock) {}
    /// {"time","event", …}. Safe to call from several threads.
    void write(std::string_view event, JsonValue::Object fields = {});
    /// {"time","event":"problem","code","where"}.
    void problem(Error const& error);

private:
    std::FILE* file_;
    Clock const* clock_;
    std::mutex mutex_;
};

}  // namespace zhibao::collector
