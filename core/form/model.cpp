#include "form/model.h"

#include <algorithm>

namespace zhibao {

std::optional<std::size_t> Form::indexOf(std::string_view column) const noexcept {
    auto const found = std::find_if(columns.begin(), columns.end(), [&](Column const& candidate) { return candidate.id == column; });
    if (found == columns.end()) return std::nullopt;
    return static_cast<std::size_t>(found - columns.begin());
}

}  // namespace zhibao
