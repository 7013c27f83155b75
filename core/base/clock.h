#pragma once
/// What the time is, as a port: nothing in core reads a clock that was not handed in.

#include "base/date.h"

namespace zhibao {

class Clock {
public:
    virtual ~Clock() = default;
    [[nodiscard]] virtual Moment now() const = 0;
};

/// The machine's clock, for the programs.
class SystemClock final : public Clock {
public:
    [[nodiscard]] Moment now() const override;
};

/// A clock that stands still, for tests, examples and reproducible output.
class FixedClock final : public Clock {
public:
    explicit FixedClock(Moment moment) : moment_(moment) {}
    [[nodiscard]] Moment now() const override { return moment_; }

private:
    Moment moment_;
};

}  // namespace zhibao
