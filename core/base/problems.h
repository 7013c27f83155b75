#pragma once
/// Where a reader goes on after an error, so that people mend all of a file at once and not one place a day.

#include <cstddef>
#include <vector>

#include "base/error.h"

namespace zhibao {

/// What is wrong, in the order in which it was found: the first of it, and how much there is.
class Problems {
public:
    /// More nobody reads at one time.
    static constexpr std::size_t mostKept = 20;

    void add(Error error) {
        if (first_.size() < mostKept) first_.push_back(std::move(error));
        ++count_;
    }

    [[nodiscard]] bool empty() const noexcept { return count_ == 0; }
    [[nodiscard]] std::size_t count() const noexcept { return count_; }
    [[nodiscard]] std::vector<Error> const& first() const noexcept { return first_; }
    /// How many there are beyond the first.
    [[nodiscard]] std::size_t more() const noexcept { return count_ - first_.size(); }

private:
    std::vector<Error> first_;
    std::size_t count_ = 0;
};

}  // namespace zhibao
