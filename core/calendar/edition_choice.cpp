#include "calendar/edition_choice.h"

#include <algorithm>
#include <iterator>
#include <tuple>

#include "calendar/validity.h"

namespace zhibao {

std::shared_ptr<Edition const> newestOf(Editions const& editions) {
    auto const isOlder = [](auto const& left, auto const& right) { return std::tie(left->validFrom, left->id) < std::tie(right->validFrom, right->id); };
    auto const newest = std::max_element(editions.begin(), editions.end(), isOlder);
    return newest == editions.end() ? nullptr : *newest;
}

std::shared_ptr<Edition const> editionFor(Editions const& editions, Period const& period, std::string_view formSet) {
    Editions valid;
    std::copy_if(editions.begin(), editions.end(), std::back_inserter(valid), [&](auto const& edition) { return isValidFor(*edition, period); });
    // What fewer editions can do is asked first; a wish that none fulfils is let go.
    auto const prefer = [&valid](auto const& has) {
        Editions better;
        std::copy_if(valid.begin(), valid.end(), std::back_inserter(better), has);
        if (!better.empty()) valid = std::move(better);
    };
    if (!formSet.empty()) prefer([&](auto const& edition) { return edition->findFormSet(formSet) != nullptr; });
    prefer([](auto const& edition) { return edition->status == Edition::Status::published; });
    return newestOf(valid);
}

Error noEditionFor(Editions const& editions, Period const& period) {
    std::string known;
    for (auto const& edition : editions)
        known += (known.empty() ? "" : ", ") + edition->id + " (" + toText(edition->validFrom) + " – " +
                 (edition->validUntil ? toText(*edition->validUntil) : std::string{}) + ")";
    return {error::periodWithoutEdition, {}, {{"period", toText(period)}, {"editions", known}}};
}

Result<ReadableEditions> readableEditions(EditionLibrary const& library) {
    ZHIBAO_TRY(auto const ids, library.ids());
    ReadableEditions readable;
    for (auto const& id : ids) {
        auto edition = library.find(id);
        if (edition) readable.editions.push_back(*std::move(edition));
        else readable.problems.push_back(std::move(edition).error());
    }
    return readable;
}

}  // namespace zhibao
