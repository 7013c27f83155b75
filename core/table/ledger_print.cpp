#include "table/ledger_print.h"

#include <cassert>
#include <map>

#include "calendar/period.h"

namespace zhibao {

namespace {

class LedgerPrinter {
public:
    explicit LedgerPrinter(LedgerPrintContext const& context) : context_(context) {}

    Result<Table> print(std::vector<LedgerLine> const& lines) {
        ZHIBAO_TRY(Period const period, parsePeriod(context_.period));
        table_.id = "ledger-" + context_.form.id;
        table_.language = context_.language;
        table_.title = words("服务贸易统计台账", "Statistical ledger of trade in services");
        table_.subtitle = context_.form.title.in(context_.language);
        table_.heading = {{words("统一社会信用代码：", "Unified social credit code: "), context_.unit}, {words("单位详细名称：", "Name of the unit: "), context_.unitName}};
        table_.period = context_.period;
        table_.periodText = displayText(period).in(context_.language);
        table_.orientation = Orientation::landscape;
        table_.edition = context_.edition.id;
        table_.madeAt = context_.madeAt;
        heads();
        std::map<std::vector<std::string>, std::vector<LedgerLine const*>> groups;
        std::vector<std::vector<std::string>> order;
        for (auto const& line : lines) {
            if (!line.isTaken()) continue;
            auto& group = groups[line.key];
            if (group.empty()) order.push_back(line.key);
            group.push_back(&line);
        }
        for (auto const& key : order) ZHIBAO_CHECK(group(key, groups[key]));
        ZHIBAO_CHECK(noteOthers(lines));
        assert(misfitOf(table_).empty());
        return std::move(table_);
    }

private:
    [[nodiscard]] std::string words(std::string_view zh, std::string_view en) const { return std::string{context_.language == Language::chinese ? zh : en}; }

    void heads() {
        table_.head.emplace_back();
        static constexpr std::string_view letters = "甲乙丙丁戊";
        std::size_t letter = 0;
        for (auto const& title : {words("日期", "Date"), words("凭证号", "Voucher"), words("客户", "Customer"), words("服务内容", "Service"), words("摘要", "Remark")}) {
            table_.stubs.push_back({context_.language == Language::chinese ? std::string{letters.substr(letter * 3, 3)} : std::string(1, static_cast<char>('A' + letter)), title});
            table_.head.front().push_back({title, 1, 1});
            ++letter;
        }
        struct Head {
            char const* key;
            std::string title;
            CellKind kind;
        };
        for (auto const& [key, title, kind] : {Head{"amount", words("计入金额", "Amount taken"), CellKind::number}, Head{"currency", words("币种", "Currency"), CellKind::text},
                                               Head{"written", words("账面金额", "In the books"), CellKind::text}, Head{"mode", words("供应模式", "Mode"), CellKind::text},
                                               Head{"affiliated", words("关联企业", "Affiliated"), CellKind::text}, Head{"source", words("来源", "Source"), CellKind::text}}) {
            table_.columns.push_back({key, std::to_string(table_.columns.size() + 1), title, kind});
            table_.head.front().push_back({title, 1, 1});
        }
        table_.widths = {8, 8, 14, 12, 10, 11, 5, 10, 8, 5, 9};
    }

    void add(std::string key, std::string label, RowKind kind, int level, std::vector<std::string> const& cells) {
        TableRow row{std::move(key), std::vector<std::string>(table_.stubs.size()), level, kind};
        row.stubs.front() = std::move(label);
        table_.rows.push_back(std::move(row));
        table_.cells.emplace_back();
        for (auto const& cell : cells) table_.cells.back().push_back(cell.empty() ? TableCell{} : TableCell{cell, {}});
        table_.cells.back().resize(table_.columns.size());
    }

    /// "出口 · SI21 计算机服务 · 新加坡".
    [[nodiscard]] std::string nameOf(std::vector<std::string> const& key) const {
        std::string name;
        std::size_t number = 0;
        for (auto const& column : context_.form.columns) {
            if (column.role != ColumnRole::key || number == key.size()) continue;
            auto const& code = key[number++];
            auto const* list = context_.edition.findList(column.list);
            auto const* entry = list == nullptr ? nullptr : list->find(code);
            auto text = entry == nullptr ? code : entry->name.in(context_.language);
            if (entry != nullptr && column.leafOnly) text = code + " " + text;
            name += (name.empty() ? "" : " · ") + text;
        }
        return name;
    }

    [[nodiscard]] std::string modeName(std::string const& mode) const {
        for (auto const& column : context_.form.columns)
            if (!mode.empty() && column.conceptId == mode) return column.title.in(context_.language);
        return {};
    }

    Result<> group(std::vector<std::string> const& key, std::vector<LedgerLine const*> const& lines) {
        auto const id = std::to_string(++groups_);
        add("row" + id, nameOf(key), RowKind::section, 0, {});
        Money sum;
        std::size_t number = 0;
        for (auto const* line : lines) {
            ZHIBAO_TRY(Money const amount, line->amount->rounded());
            ZHIBAO_TRY(sum, sum.plus(amount));
            add("row" + id + "-" + std::to_string(++number), line->date, RowKind::normal, 1,
                {amount.canonical(), line->currency, line->amount->text(), modeName(line->mode), line->isAffiliated ? words("是", "yes") : "", placeOf(*line)});
            auto& stubs = table_.rows.back().stubs;
            stubs[1] = line->document;
            stubs[2] = line->customer;
            stubs[3] = line->service;
            stubs[4] = line->remark;
        }
        add("sum" + id, words("小计", "Sum"), RowKind::normal, 1, {sum.canonical(), lines.front()->currency});
        return {};
    }

    [[nodiscard]] static std::string placeOf(LedgerLine const& line) {
        auto const slash = line.file.find_last_of('/');
        auto const file = slash == std::string::npos ? line.file : line.file.substr(slash + 1);
        return file + (line.sheet.empty() ? "" : " " + line.sheet) + ":" + std::to_string(line.row);
    }

    Result<> noteOthers(std::vector<LedgerLine> const& lines) {
        struct Other {
            std::size_t count = 0;
            std::map<std::string, WrittenAmount> sums;
        };
        std::map<LineOutcome, Other> others;
        for (auto const& line : lines) {
            if (line.isTaken()) continue;
            auto& other = others[line.outcome];
            ++other.count;
            if (!line.amount) continue;
            ZHIBAO_TRY(other.sums[line.currency], other.sums[line.currency].plus(*line.amount));
        }
        for (auto const& [outcome, other] : others) {
            auto note = outcomeName(outcome) + words("：", ": ") + std::to_string(other.count) + words(" 行", other.count == 1 ? " line" : " lines");
            for (auto const& [currency, sum] : other.sums) note += words("，", ", ") + currency + " " + sum.text(true);
            table_.notes.push_back(note + words("。", "."));
        }
        return {};
    }

    [[nodiscard]] std::string outcomeName(LineOutcome outcome) const {
        switch (outcome) {
            case LineOutcome::leftOut: return words("不属本表填报范围，未计入", "Outside the form's scope, not taken");
            case LineOutcome::totalLine: return words("合计行，未计入", "Sums of other lines, not taken");
            case LineOutcome::outsidePeriod: return words("不在报告期内，未计入", "Of other periods, not taken");
            case LineOutcome::unmapped: return words("代码未对应，未计入", "Without a code, not taken");
            case LineOutcome::refused: return words("无法读取，未计入", "Unreadable, not taken");
            case LineOutcome::taken:
            case LineOutcome::rounded: break;
        }
        return {};
    }

    LedgerPrintContext const& context_;
    Table table_;
    std::size_t groups_ = 0;
};

}  // namespace

Result<Table> printLedger(std::vector<LedgerLine> const& lines, LedgerPrintContext const& context) {
    return LedgerPrinter{context}.print(lines);
}

}  // namespace zhibao
