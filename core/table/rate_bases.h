#pragma once
/// What a table or form says of how the rates were made that it was converted by.

#include <map>
#include <set>
#include <string>
#include <string_view>

#include "aggregate/convert.h"
#include "base/language.h"

namespace zhibao {

/// The bases of those rates alone that were used: a bureau may have entered some of a quarter's, and the starter's stand in for the others.
class RateBases {
public:
    /// An amount in the currency was converted: by its own rate and that of the converter's target.
    void add(Converter const& converter, Quarter quarter, std::string_view currency);
    /// "央行中间价"; where there are several, "CNY、EUR：央行中间价；JPY：月均价" / "CNY, EUR: central parity; JPY: monthly means". Empty when none is known.
    [[nodiscard]] std::string text(Language language) const;

private:
    std::map<std::string, std::set<std::string>> currencies_;  // by basis
};

}  // namespace zhibao
