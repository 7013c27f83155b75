#include "import/ledger_head.h"

#include <algorithm>
#include <set>

#include "base/text.h"
#include "import/written_amount.h"

namespace zhibao {

namespace {

struct Hint {
    LedgerField field;
    std::vector<std::string_view> words;  // the likeliest first; folded
};

std::vector<Hint> const& hints() {
    static std::vector<Hint> const all{{LedgerField::date, {"日期", "时间", "date", "月份"}},
                                       {LedgerField::document, {"凭证", "单号", "发票号", "合同号", "voucher", "document", "invoice"}},
                                       {LedgerField::customer, {"客户", "往来单位", "对方单位", "供应商", "customer", "client", "vendor"}},
                                       {LedgerField::currency, {"币种", "币别", "货币", "currency"}},
                                       {LedgerField::dollars, {"美元金额", "折美元", "折合美元", "usd amount", "amount in usd", "us dollars"}},
                                       {LedgerField::debit, {"借方", "debit"}},
                                       {LedgerField::credit, {"贷方", "credit"}},
                                       {LedgerField::amount, {"原币金额", "不含税", "金额", "amount"}},
                                       {LedgerField::service, {"服务", "项目", "产品", "业务类型", "品名", "科目", "service", "item"}},
                                       {LedgerField::partner, {"国别", "国家", "地区", "country", "partner"}},
                                       {LedgerField::flow, {"进出口", "收支", "借贷", "方向", "flow", "direction"}},
                                       {LedgerField::mode, {"供应模式", "模式", "mode"}},
                                       {LedgerField::outsourcing, {"外包", "outsourcing"}},
                                       {LedgerField::remark, {"摘要", "备注", "说明", "remark", "memo"}}};
    return all;
}

}  // namespace

std::vector<std::string> headingsOf(SheetRow const& row) {
    std::vector<std::string> headings;
    for (auto const& [column, cell] : row.cells)
        if (!cell.isRepeated) headings.push_back(trimmed(cell.text));
    return headings;
}

std::optional<std::size_t> likelyHead(Sheet const& sheet) {
    constexpr std::size_t rowsLookedAt = 30;
    std::optional<std::size_t> best;
    std::size_t most = 0;
    for (std::size_t position = 0; position < std::min(sheet.rows.size(), rowsLookedAt); ++position) {
        auto const headings = headingsOf(sheet.rows[position]);
        bool const hasFigure = std::any_of(headings.begin(), headings.end(), [](std::string const& heading) { return WrittenAmount::parse(heading).has_value(); });
        auto const words = std::set<std::string>(headings.begin(), headings.end()).size();
        if (hasFigure || words <= most) continue;
        most = words;
        best = position;
    }
    return best;
}

std::map<LedgerField, std::string> likelyColumns(std::vector<std::string> const& headings) {
    std::map<LedgerField, std::string> columns;
    std::set<std::string> taken;
    for (auto const& [field, words] : hints()) {
        for (auto const word : words) {
            auto const found = std::find_if(headings.begin(), headings.end(), [&](std::string const& heading) { return !taken.contains(heading) && foldedForSearch(heading).find(word) != std::string::npos; });
            if (found == headings.end()) continue;
            columns.emplace(field, *found);
            taken.insert(*found);
            break;
        }
    }
    // Two sides, or one column; a lone side beside a column of amounts says something else.
    if (columns.contains(LedgerField::debit) && columns.contains(LedgerField::credit)) {
        columns.erase(LedgerField::amount);
    } else if (columns.contains(LedgerField::amount)) {
        columns.erase(LedgerField::debit);
        columns.erase(LedgerField::credit);
    }
    // Dollars beside nothing are the amount itself.
    if (auto const dollars = columns.find(LedgerField::dollars);
        dollars != columns.end() && !columns.contains(LedgerField::amount) && !columns.contains(LedgerField::debit) && !columns.contains(LedgerField::credit)) {
        columns.emplace(LedgerField::amount, dollars->second);
        columns.erase(LedgerField::dollars);
    }
    return columns;
}

DecimalSign likelyDecimalSign(Sheet const& sheet) {
    std::size_t onlyByPoint = 0;
    std::size_t onlyByComma = 0;
    for (auto const& row : sheet.rows) {
        for (auto const& [column, cell] : row.cells) {
            if (cell.isNumber) continue;
            bool const byPoint = WrittenAmount::parse(cell.text).has_value();
            bool const byComma = WrittenAmount::parse(cell.text, Unit::one, DecimalSign::comma).has_value();
            if (byPoint && !byComma) ++onlyByPoint;
            if (byComma && !byPoint) ++onlyByComma;
        }
    }
    return onlyByComma > onlyByPoint ? DecimalSign::comma : DecimalSign::point;
}

}  // namespace zhibao
