#pragma once
/// A sum of money of several quarters and currencies, each added exactly and kept apart until it is converted.

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "base/integers.h"
#include "calendar/period.h"

namespace zhibao {

class ExactSum {
public:
    struct Part {
        Quarter quarter;
        std::string currency;
        Int128 hundredths;
        friend bool operator==(Part const&, Part const&) = default;
    };

    /// No overflow is possible: 2^63 amounts of 64 bits fit into 127 bits.
    void add(Quarter quarter, std::string_view currency, Int128 hundredths);
    void add(ExactSum const& other);
    /// By quarter and currency, each pair once. A part may be zero.
    [[nodiscard]] std::vector<Part> const& parts() const noexcept { return parts_; }
    /// True when every part is zero.
    [[nodiscard]] bool isZero() const noexcept;
    friend bool operator==(ExactSum const&, ExactSum const&) = default;

private:
    std::vector<Part> parts_;
};

}  // namespace zhibao
