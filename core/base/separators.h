#pragma once
/// How large figures are made easy to read: the same in every language and every locale.

#include <string>
#include <string_view>

namespace zhibao {

/// A plain decimal with a comma between thousands: "-1234567.50" is "-1,234,567.50". Digits behind the point stay as they are, and so
/// does every text that is no plain decimal.
[[nodiscard]] std::string withSeparators(std::string_view decimal);

}  // namespace zhibao
