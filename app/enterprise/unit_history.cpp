#include "enterprise/unit_history.h"

#include <algorithm>

#include "rules/neighbours.h"

namespace zhibao {

namespace {

bool isOfProfile(Edition const& edition, std::string_view formSet) {
    auto const* form = edition.profileForm();
    auto const* set = edition.findFormSet(formSet);
    return form != nullptr && set != nullptr && std::find(set->forms.begin(), set->forms.end(), form->id) != set->forms.end();
}

Result<KnownFiling> load(DraftStore& store, EditionLibrary const& library, DraftEntry const& entry) {
    auto const place = entry.formSet + " " + entry.period;
    ZHIBAO_TRY(auto edition, inside(place, library.find(entry.edition)));
    ZHIBAO_TRY(auto filing, inside(place, store.load(entry.id, *edition)));
    return KnownFiling{std::move(edition), std::move(filing)};
}

}  // namespace

Result<UnitHistory> unitHistory(DraftStore& store, EditionLibrary const& library, FilingHeader const& filing, Edition const& edition) {
    UnitHistory history;
    for (auto const& name : neighboursOf(filing, edition)) {
        ZHIBAO_TRY(auto entry, store.findSealed(filing.unit, name.formSet, name.period));
        if (!entry && isOfProfile(edition, name.formSet)) {
            ZHIBAO_TRY(entry, store.find(filing.unit, name.formSet, name.period));
        }
        if (!entry) continue;
        if (auto known = load(store, library, *entry)) history.filings.push_back(*std::move(known));
        else history.unread.push_back(known.error());
    }
    // Which forms are asked depends on it.
    ZHIBAO_TRY(history.profile, latestProfile(store, library, filing.unit, history.unread));
    return history;
}

Result<std::optional<Characteristics>> latestProfile(DraftStore& store, EditionLibrary const& library, std::string const& unit, std::vector<Error>& unread) {
    ZHIBAO_TRY(auto drafts, store.newest());
    std::erase_if(drafts, [&](DraftEntry const& draft) {
        auto const other = library.find(draft.edition);
        return draft.unit != unit || !other || !isOfProfile(**other, draft.formSet);
    });
    std::sort(drafts.begin(), drafts.end(), [](DraftEntry const& left, DraftEntry const& right) { return left.period > right.period; });
    for (auto const& draft : drafts) {
        auto const known = load(store, library, draft);
        if (!known) {
            if (std::find(unread.begin(), unread.end(), known.error()) == unread.end()) unread.push_back(known.error());
            continue;
        }
        if (auto profile = characteristicsOf(known->filing, *known->edition)) return profile;
    }
    return std::optional<Characteristics>{};
}

}  // namespace zhibao
