#include "enterprise/begin_report.h"

#include <algorithm>
#include <array>

#include "answers/example_filings.h"
#include "calendar/edition_choice.h"
#include "calendar/validity.h"
#include "enterprise/due_periods.h"
#include "form/concepts.h"
#include "store/begin_draft.h"

namespace zhibao {

Result<std::int64_t> beginReport(Program& program, std::string const& unit, std::string const& formSet, Period const& period) {
    auto const edition = program.editionFor(period);
    if (edition == nullptr) return tl::unexpected(noEditionFor(program.editions(), period));
    auto const* set = edition->findFormSet(formSet);
    if (set == nullptr) return tl::unexpected(unknownFormSet(formSet, *edition));
    return beginDraft(program.store(), program.library(), *edition, *set, unit, period, program.clock().now());
}

Result<std::int64_t> beginProfile(Program& program, std::string const& unit) {
    ZHIBAO_TRY(auto const drafts, program.store().newest());
    for (auto const& edition : program.editions()) {
        auto const* form = edition->profileForm();
        if (form == nullptr) continue;
        for (auto const& set : edition->formSets) {
            if (std::find(set.forms.begin(), set.forms.end(), form->id) == set.forms.end()) continue;
            auto const open = std::find_if(drafts.begin(), drafts.end(), [&](DraftEntry const& draft) { return draft.unit == unit && draft.formSet == set.id && !draft.seal; });
            if (open != drafts.end()) return open->id;
            if (auto const offered = offeredPeriods(program, set.id); !offered.empty()) return beginReport(program, unit, set.id, offered.front().period);
        }
    }
    return fail(error::formUnknown, {{"form", "profile"}});
}

Result<std::int64_t> beginPractice(Program& program, bool anew) {
    auto problem = Error{error::exampleFormUnsuitable, {}, {{"text", "item"}}};
    for (auto const& edition : program.editions())
        for (auto const& set : edition->formSets) {
            if (set.frequency != Frequency::quarterly) continue;
            for (auto const& offered : offeredPeriods(program, set.id)) {
                auto const* quarter = std::get_if<Quarter>(&offered.period);
                if (quarter == nullptr || offered.time.state == WindowState::notYetOpen || !isValidFor(*edition, offered.period)) continue;
                auto const draft = zhibao::beginPractice(program.store(), *edition, set, *quarter, program.clock().now(), anew);
                if (draft) return draft;
                problem = draft.error();
                break;
            }
        }
    return tl::unexpected(problem);
}

bool isOfSigner(Column const& column) {
    static constexpr std::array meanings{concepts::unitHead, concepts::statisticsHead, concepts::preparer, concepts::preparerPhone};
    return std::find(meanings.begin(), meanings.end(), column.conceptId) != meanings.end();
}

}  // namespace zhibao
