#include "base/clock.h"

#include <chrono>

namespace zhibao {

Moment SystemClock::now() const {
    auto const sinceEpoch = std::chrono::system_clock::now().time_since_epoch();
    return Moment{std::chrono::duration_cast<std::chrono::seconds>(sinceEpoch).count()};
}

}  // namespace zhibao
