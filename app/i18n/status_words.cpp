#include "i18n/status_words.h"

#include <set>
#include <string_view>

#include "i18n/sentences.h"

namespace zhibao {

std::string countsText(FormSetStatus const& set, std::string const& title, std::string const& period, Language language) {
    return phrase("status-counts",
                  {{"set", title},
                   {"period", period},
                   {"deadline", chinaTimeText(set.window.deadline)},
                   {"owed", std::to_string(set.counts.owed())},
                   {"filed", std::to_string(set.counts.filed)},
                   {"late", std::to_string(set.counts.late)},
                   {"missing", std::to_string(set.counts.missing)},
                   {"due", std::to_string(set.counts.due)},
                   {"exempt", std::to_string(set.counts.exempt + set.counts.exemptButFiled)},
                   {"accepted", std::to_string(set.accepted)},
                   {"waiting", std::to_string(set.waiting)},
                   {"forks", std::to_string(set.forks)},
                   {"gaps", std::to_string(set.gaps)}},
                  language);
}

std::string exemptionText(std::string const& reason, Language language) {
    static std::set<std::string_view> const own{"suspended", "cancelled", "agent", "out-of-scope", "unknown"};
    return own.contains(reason) ? phrase("status-reason-" + reason, {}, language) : reason;
}

}  // namespace zhibao
