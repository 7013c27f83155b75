#pragma once
/// What somebody may have meant who mistyped a word.

#include <string>
#include <string_view>
#include <vector>

namespace zhibao {

/// The candidates nearest to the word, nearest first, in their own order where equally near; at most `most`. Near is: one begins with the
/// other, or at most a third of the word's bytes (at least one) have to be typed anew, added, dropped, or swapped with their neighbour.
/// Letters are compared without regard to ASCII case.
[[nodiscard]] std::vector<std::string> nearest(std::string_view word, std::vector<std::string> const& candidates, std::size_t most = 3);

/// What a sentence names to somebody whose word is unknown: the nearest candidates or, when none is near, all of them; "—" for none.
[[nodiscard]] std::string nearestOrAll(std::string_view word, std::vector<std::string> const& candidates);

}  // namespace zhibao
