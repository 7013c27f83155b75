#include "enterprise/bureau_lines.h"

#include <algorithm>

#include "i18n/sentences.h"

namespace zhibao {

std::vector<ListedFinding> bureauLines(AnsweredVersion const& answered, Filing const& now, Edition const& edition, std::vector<ListedFinding> const& found) {
    std::vector<ListedFinding> lines;
    for (auto const& remark : bureauRemarks(answered, now, edition)) {
        ListedFinding line;
        line.level = Level::query;
        line.rule = remark.rule;
        line.check = remark.rule;
        line.cells = remark.cells;
        line.isExplained = remark.isAnswered;
        line.bureau = BureauSaid{answered.version, answered.receipt.arrived, answered.receipt.verdict == ReceiptVerdict::returned};
        line.sentence = remark.text;
        if (remark.text.zh.empty())
            line.sentence = {phrase(remark.rule, remark.arguments, Language::chinese), phrase(remark.rule, remark.arguments, Language::english)};
        auto const same = std::find_if(found.begin(), found.end(), [&](ListedFinding const& one) { return one.rule == remark.rule && one.cells == remark.cells; });
        line.canBeExplained = remark.level == "query";
        line.query = same == found.end() ? Query{remark.rule, remark.rule, remark.cells, {}} : same->query;
        lines.push_back(std::move(line));
    }
    return lines;
}

}  // namespace zhibao
