#include "import/paste.h"

#include <algorithm>
#include <map>
#include <utility>

#include "answers/edit.h"
#include "base/text.h"
#include "import/written_amount.h"

namespace zhibao {

namespace {

struct ReadAnswer {
    Cell cell;
    bool isRounded = false;
};

bool isFigure(Column const& column) {
    return column.kind == ColumnKind::money || column.kind == ColumnKind::percent || column.kind == ColumnKind::integer;
}

/// The columns that a line of titles names; nothing when it is no such line.
std::optional<std::vector<std::optional<std::size_t>>> columnsNamedBy(std::vector<PastedCell> const& line, Form const& form) {
    std::vector<std::optional<std::size_t>> columns;
    std::size_t named = 0;
    for (auto const& cell : line) {
        auto const folded = foldedForSearch(cell.text);
        auto const found = std::find_if(form.columns.begin(), form.columns.end(), [&](Column const& column) { return foldedForSearch(column.title.zh) == folded || foldedForSearch(column.title.en) == folded; });
        if (found == form.columns.end()) columns.emplace_back();
        else columns.emplace_back(static_cast<std::size_t>(found - form.columns.begin()));
        if (columns.back()) ++named;
    }
    // One word could be an answer by chance.
    auto const filled = static_cast<std::size_t>(std::count_if(line.begin(), line.end(), [](PastedCell const& cell) { return !cell.text.empty(); }));
    return named >= 2 && named * 2 > filled ? std::optional{std::move(columns)} : std::nullopt;
}

class Planner {
public:
    Planner(PastedBlock const& block, PasteTarget const& target) : block_(block), target_(target) {}

    PastePlan plan() {
        auto columns = target_.columns;
        if (auto named = columnsNamedBy(block_.front(), target_.form)) {
            columns = *std::move(named);
            plan_.hasHeadings = true;
        }
        auto row = target_.firstRow;
        for (std::size_t line = plan_.hasHeadings ? 1 : 0; line < block_.size(); ++line) {
            bool const isNew = row >= target_.rows.size();
            bool const isEmpty = std::all_of(block_[line].begin(), block_[line].end(), [](PastedCell const& cell) { return cell.text.empty(); });
            if (isNew && isEmpty) continue;
            if (isNew) plan_.newRows.push_back(newRow(target_.form));
            for (std::size_t position = 0; position < block_[line].size(); ++position)
                put(line, position, row, position < columns.size() ? columns[position] : std::nullopt);
            ++row;
        }
        return std::move(plan_);
    }

private:
    void put(std::size_t line, std::size_t position, std::size_t row, std::optional<std::size_t> column) {
        auto const& pasted = block_[line][position];
        PastedAnswer answer{line, position, row, column.value_or(0), pasted.text, PasteOutcome::refused, Blank{}, std::nullopt};
        bool const isNew = row >= target_.rows.size();
        auto* fresh = isNew && column ? &plan_.newRows[row - target_.rows.size()].cells[*column] : nullptr;
        if (!column) {
            if (pasted.text.empty()) return;
            answer.reason = Error{error::pasteBesideForm, {}, {}};
        } else if (pasted.isCovered && isFigure(target_.form.columns[*column])) {
            if (pasted.text.empty()) return;
            answer.reason = Error{error::pasteFigureMerged, {}, {}};
        } else if (pasted.text.empty() && (isNew || isBlank(target_.rows[row].cells[*column]))) {
            return;  // a default stands
        } else if (auto read = this->read(*column, pasted.text)) {
            answer.cell = std::move(read->cell);
            answer.outcome = read->isRounded ? PasteOutcome::rounded : PasteOutcome::taken;
        } else {
            answer.reason = read.error();
        }
        // A default would stand for something else than what was pasted.
        if (fresh != nullptr) *fresh = answer.cell;
        plan_.answers.push_back(std::move(answer));
    }

    Result<ReadAnswer> read(std::size_t position, std::string const& text) {
        auto const& column = target_.form.columns[position];
        if (isFigure(column)) return readFigure(column, text);
        auto const known = read_.find({position, text});
        if (known != read_.end()) return known->second;
        auto cell = parseCell(text, column, target_.unit, target_.edition);
        auto answer = cell ? Result<ReadAnswer>{ReadAnswer{*std::move(cell), false}} : Result<ReadAnswer>{tl::unexpected(std::move(cell).error())};
        read_.emplace(std::pair{position, text}, answer);
        return answer;
    }

    [[nodiscard]] Result<ReadAnswer> readFigure(Column const& column, std::string const& text) const {
        if (text.empty() || normalizedNumber(text) == "-") return ReadAnswer{Blank{}, false};
        std::string_view figure = text;
        if (column.kind == ColumnKind::percent)
            for (std::string_view const sign : {"%", "％"})
                if (figure.ends_with(sign)) figure.remove_suffix(sign.size());
        auto const amount = WrittenAmount::parse(figure, column.kind == ColumnKind::money ? target_.unit : Unit::one);
        if (!amount) {
            auto const cell = parseCell(text, column, target_.unit, target_.edition);
            if (cell && std::holds_alternative<NotApplicable>(*cell)) return ReadAnswer{*cell, false};
            return tl::unexpected(amount.error());
        }
        ZHIBAO_TRY(Money const money, amount->rounded());
        if (column.kind != ColumnKind::integer) return ReadAnswer{money, amount->isFinerThanMoney()};
        if (amount->isFinerThanMoney() || money.hundredths() % 100 != 0) return fail(error::integerMalformed, {{"text", text}});
        return ReadAnswer{money.hundredths() / 100, false};
    }

    PastedBlock const& block_;
    PasteTarget const& target_;
    PastePlan plan_;
    std::map<std::pair<std::size_t, std::string>, Result<ReadAnswer>> read_;  // the same code stands in many rows
};

}  // namespace

std::size_t PastePlan::count(PasteOutcome outcome) const noexcept {
    return static_cast<std::size_t>(std::count_if(answers.begin(), answers.end(), [&](PastedAnswer const& answer) { return answer.outcome == outcome; }));
}

PastePlan planPaste(PastedBlock const& block, PasteTarget const& target) {
    return block.empty() ? PastePlan{} : Planner{block, target}.plan();
}

}  // namespace zhibao
