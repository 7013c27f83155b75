#pragma once
/// Named checks of what a text looks like. They catch slips of the pen; they do not say that a number exists.

#include <string_view>

namespace zhibao {

/// True when `text`, already trimmed and NFKC-normalized, has the named format:
///   phone           digits, spaces, "+", "-", "(", ")" and an extension after "x" or "转", with 7 to 20 digits
///   e-mail          something@domain.tld without spaces
///   postcode        six digits
///   website         a host name with a point, with or without http:// or https://
///   region          six digits of GB/T 2260; the list of regions is not checked, since it changes from year to year
///   industry-class  four digits of GB/T 4754, or two or three for a coarser class
///   organisation-code  nine characters with or without the hyphen before the last; its check character belongs to register
/// "credit-code" and unknown names give true: the first is judged by register/credit_code.h, the second refused on loading.
[[nodiscard]] bool hasFormat(std::string_view text, std::string_view format);

}  // namespace zhibao
