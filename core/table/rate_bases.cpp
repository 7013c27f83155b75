#include "table/rate_bases.h"

#include "calendar/rate_basis.h"

namespace zhibao {

void RateBases::add(Converter const& converter, Quarter quarter, std::string_view currency) {
    for (auto const used : {currency, std::string_view{converter.targetCurrency()}})
        if (auto const& basis = converter.basis(quarter, used); !basis.empty()) currencies_[basis].emplace(used);
}

std::string RateBases::text(Language language) const {
    bool const chinese = language == Language::chinese;
    std::string text;
    for (auto const& [basis, currencies] : currencies_) {
        if (!text.empty()) text += chinese ? "；" : "; ";
        if (currencies_.size() > 1) {
            std::string names;
            for (auto const& currency : currencies) names += (names.empty() ? "" : chinese ? "、" : ", ") + currency;
            text += names + (chinese ? "：" : ": ");
        }
        text += halvesOfBasis(basis).in(language);
    }
    return text;
}

}  // namespace zhibao
