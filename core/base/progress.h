#pragma once
/// How far long work has come, as a port. Cancelling is the caller's std::stop_token, handed in beside it.

#include <cstdint>
#include <string_view>

#include "base/error.h"

namespace zhibao {

namespace error {
inline constexpr ErrorCode cancelled{"cancelled"};
}

class Progress {
public:
    virtual ~Progress() = default;
    /// `done` of `total` steps are finished; `item` is what is worked on now (a file name). May come from any thread,
    /// one call at a time.
    virtual void advanced(std::uint64_t done, std::uint64_t total, std::string_view item) = 0;
};

/// For callers that do not want to know.
class SilentProgress final : public Progress {
public:
    void advanced(std::uint64_t, std::uint64_t, std::string_view) override {}
};

}  // namespace zhibao
