#include "answers/carry_forward.h"

#include <algorithm>
#include <set>
#include <utility>

#include "answers/scope.h"
#include "answers/structure.h"
#include "base/text.h"
#include "calendar/period.h"
#include "calendar/schedule.h"
#include "calendar/validity.h"

namespace zhibao {

namespace {

std::string pointerOf(CellReference const& cell) {
    return "/forms/" + cell.form + "/rows/" + std::to_string(cell.row) + (cell.column.empty() ? "" : "/" + cell.column);
}

std::string writtenIn(Cell const& cell) {
    if (auto const* money = std::get_if<Money>(&cell)) return money->canonical();
    if (auto const* count = std::get_if<std::int64_t>(&cell)) return std::to_string(*count);
    if (auto const* text = std::get_if<std::string>(&cell)) return *text;
    return std::holds_alternative<NotApplicable>(cell) ? "n/a" : "";
}

bool isFigure(ColumnKind kind) {
    return kind == ColumnKind::money || kind == ColumnKind::percent || kind == ColumnKind::integer;
}

class Carrier {
public:
    Carrier(Filing const& filing, Edition const& from, Edition const& to) : old_(filing), from_(from), to_(to) {}

    CarriedFiling run(FormSet const& set, KnowsRule const& knowsRule) {
        result_.filing = newFiling(to_, set, old_.header.unit, old_.header.period);
        result_.filing.header = old_.header;
        result_.filing.header.edition = to_.id;
        result_.filing.signatories = old_.signatories;
        // Forms that not every unit is asked are there when they were there before.
        for (auto const& before : old_.forms)
            if (std::find(set.forms.begin(), set.forms.end(), before.form) != set.forms.end()) (void)addForm(result_.filing, before.form, to_);
        for (auto& answers : result_.filing.forms) {
            auto const* before = old_.findForm(answers.form);
            auto const* oldForm = from_.findForm(answers.form);
            auto const* form = to_.findForm(answers.form);
            if (before == nullptr || oldForm == nullptr || form == nullptr) continue;
            if (oldForm->kind != form->kind) {
                loseForm(*before, *oldForm, {error::carryFormKind, {}, {{"form", form->id}}});
                continue;
            }
            // A draft may lack its one row; then the new edition's defaults stand.
            if (form->kind == FormKind::record && before->rows.empty()) continue;
            answers.rows.clear();
            for (std::size_t i = 0; i < before->rows.size(); ++i) answers.rows.push_back(row(before->rows[i], i, *oldForm, *form));
        }
        for (auto const& answer : moving_) move(answer, set);
        for (auto const& before : old_.forms) {
            auto const* oldForm = from_.findForm(before.form);
            if (oldForm != nullptr && result_.filing.findForm(before.form) == nullptr) loseForm(before, *oldForm, {error::carryFormGone, {}, {{"form", before.form}}});
        }
        explanations(knowsRule);
        return std::move(result_);
    }

private:
    void lose(CellReference cell, std::string value, Error reason) {
        auto pointer = cell.form == "explanations" ? "/explanations/" + std::to_string(cell.row) : pointerOf(cell);
        result_.lost.push_back({std::move(cell), std::move(value), std::move(reason).inside(pointer)});
    }

    void loseForm(FormAnswers const& before, Form const& form, Error const& reason) {
        for (std::size_t i = 0; i < before.rows.size(); ++i)
            for (std::size_t j = 0; j < form.columns.size(); ++j)
                if (auto const& cell = before.rows[i].cells[j]; !isBlank(cell)) lose({form.id, i, form.columns[j].id}, writtenIn(cell), reason);
    }

    Row row(Row const& before, std::size_t number, Form const& oldForm, Form const& form) {
        Row after;
        auto const fresh = newRow(form);
        for (std::size_t j = 0; j < form.columns.size(); ++j) {
            auto const& column = form.columns[j];
            auto const position = oldForm.indexOf(column.id);
            if (!position) {
                after.cells.push_back(fresh.cells[j]);
                if (!isBlank(fresh.cells[j])) result_.filledIn.push_back({{form.id, number, column.id}, writtenIn(fresh.cells[j])});
                continue;
            }
            auto const& cell = before.cells[*position];
            auto kept = carried(cell, oldForm.columns[*position], column, oldForm, form);
            if (!kept) lose({form.id, number, column.id}, writtenIn(cell), kept.error());
            after.cells.push_back(kept ? *std::move(kept) : Cell{Blank{}});
        }
        for (std::size_t j = 0; j < oldForm.columns.size(); ++j) {
            auto const& column = oldForm.columns[j];
            if (form.indexOf(column.id) || isBlank(before.cells[j])) continue;
            if (auto const* goal = formThatAsksNow(from_, to_, form.id, column.id)) {
                moving_.push_back({goal, &before, &before.cells[j], &oldForm, j, {form.id, number, column.id}});
                continue;
            }
            lose({form.id, number, column.id}, writtenIn(before.cells[j]), {error::carryColumnGone, {}, {{"column", column.id}, {"form", form.id}}});
        }
        return after;
    }

    /// An answer whose question another form asks now.
    struct Moving {
        Form const* goal;
        Row const* row;
        Cell const* cell;
        Form const* oldForm;
        std::size_t column;  // in the old form
        CellReference place;
    };

    void move(Moving const& answer, FormSet const& set) {
        auto const& column = answer.oldForm->columns[answer.column];
        auto const gone = [&] { lose(answer.place, writtenIn(*answer.cell), {error::carryColumnGone, {}, {{"column", column.id}, {"form", answer.place.form}}}); };
        if (std::find(set.forms.begin(), set.forms.end(), answer.goal->id) == set.forms.end()) return gone();
        auto& forms = result_.filing.forms;
        auto const isGoal = [&](FormAnswers const& answers) { return answers.form == answer.goal->id; };
        if (std::none_of(forms.begin(), forms.end(), isGoal)) (void)addForm(result_.filing, answer.goal->id, to_);
        auto const found = std::find_if(forms.begin(), forms.end(), isGoal);
        if (found == forms.end()) return gone();
        auto* row = rowFor(answer, *found);
        if (row == nullptr) return gone();
        auto const position = *answer.goal->indexOf(column.id);
        auto kept = carried(*answer.cell, column, answer.goal->columns[position], *answer.oldForm, *answer.goal);
        if (!kept) return lose(answer.place, writtenIn(*answer.cell), kept.error());
        row->cells[position] = *std::move(kept);
    }

    /// The row with the same keys, made when it is not there; null when a key cannot be one any more.
    Row* rowFor(Moving const& answer, FormAnswers& answers) const {
        auto const& goal = *answer.goal;
        auto wanted = newRow(goal);
        for (std::size_t i = 0; i < goal.columns.size(); ++i) {
            if (goal.columns[i].role != ColumnRole::key) continue;
            auto const position = *answer.oldForm->indexOf(goal.columns[i].id);
            auto key = carried(answer.row->cells[position], answer.oldForm->columns[position], goal.columns[i], *answer.oldForm, goal);
            if (!key) return nullptr;
            wanted.cells[i] = *std::move(key);
        }
        auto const isSame = [&](Row const& row) {
            for (std::size_t i = 0; i < goal.columns.size(); ++i)
                if (goal.columns[i].role == ColumnRole::key && row.cells[i] != wanted.cells[i]) return false;
            return true;
        };
        auto const row = std::find_if(answers.rows.begin(), answers.rows.end(), isSame);
        return row != answers.rows.end() ? &*row : &answers.rows.emplace_back(std::move(wanted));
    }

    Result<Cell> carried(Cell const& cell, Column const& before, Column const& after, Form const& oldForm, Form const& form) const {
        if (isBlank(cell) || std::holds_alternative<NotApplicable>(cell)) return cell;
        auto const otherKind = [&] { return fail(error::carryKindChanged, {{"column", after.id}}); };
        if (before.kind != after.kind) {
            // A figure of another kind means something else, and a text may only by chance look like one.
            if (isFigure(after.kind)) return otherKind();
            if (after.kind != ColumnKind::text && after.kind != ColumnKind::code) return otherKind();
        }
        if (after.kind == ColumnKind::money && (oldForm.currencyColumn != form.currencyColumn || oldForm.currency != form.currency))
            return fail(error::carryCurrencyChanged, {{"form", form.id}});
        if (isFigure(after.kind)) return cell;
        auto text = writtenIn(cell);
        if (after.kind == ColumnKind::code) {
            auto const* list = to_.findList(after.list);
            auto const* entry = list == nullptr ? nullptr : list->find(text);
            if (entry == nullptr) return fail(error::codeUnknown, {{"code", text}, {"list", after.list}});
            if (after.leafOnly && !entry->isLeaf) return fail(error::codeNotALeaf, {{"code", text}, {"list", after.list}});
        }
        if (after.kind == ColumnKind::text && characterCount(text) > after.maximalLength)
            return fail(error::textTooLong, {{"column", after.id}, {"limit", std::to_string(after.maximalLength)}, {"got", std::to_string(characterCount(text))}});
        return Cell{std::move(text)};
    }

    /// An explanation goes on as long as its check does and something of what it points to is there.
    void explanations(KnowsRule const& knowsRule) {
        for (std::size_t i = 0; i < old_.explanations.size(); ++i) {
            auto explanation = old_.explanations[i];
            CellReference const place{"explanations", i, ""};
            if (knowsRule && !knowsRule(explanation.rule)) {
                lose(place, explanation.text, {error::carryRuleGone, {}, {{"rule", explanation.rule}}});
                continue;
            }
            auto const isGone = [&](CellReference const& cell) {
                if (cell.form == "header") return false;
                auto const* form = to_.findForm(cell.form);
                return result_.filing.findForm(cell.form) == nullptr || form == nullptr || (!cell.column.empty() && !form->indexOf(cell.column));
            };
            auto const hadCells = !explanation.cells.empty();
            CellReference const first = hadCells ? explanation.cells.front() : CellReference{};
            explanation.cells.erase(std::remove_if(explanation.cells.begin(), explanation.cells.end(), isGone), explanation.cells.end());
            if (hadCells && explanation.cells.empty()) {
                lose(place, explanation.text, {error::carryColumnGone, {}, {{"column", first.column}, {"form", first.form}}});
                continue;
            }
            result_.filing.explanations.push_back(std::move(explanation));
        }
    }

    Filing const& old_;
    Edition const& from_;
    Edition const& to_;
    CarriedFiling result_;
    std::vector<Moving> moving_;
};

std::set<std::string> keysOf(Form const& form) {
    std::set<std::string> keys;
    for (auto const& column : form.columns)
        if (column.role == ColumnRole::key) keys.insert(column.id);
    return keys;
}

bool areDueTogether(Edition const& edition, std::string_view one, std::string_view other) {
    return std::any_of(edition.formSets.begin(), edition.formSets.end(), [&](FormSet const& set) {
        auto const has = [&](std::string_view form) { return std::find(set.forms.begin(), set.forms.end(), form) != set.forms.end(); };
        return has(one) && has(other);
    });
}

}  // namespace

Form const* formThatAsksNow(Edition const& from, Edition const& to, std::string_view form, std::string_view column) {
    auto const* before = from.findForm(form);
    auto const* after = to.findForm(form);
    if (before == nullptr || after == nullptr || !before->indexOf(column) || after->indexOf(column)) return nullptr;
    Form const* goal = nullptr;
    for (auto const& other : to.forms) {
        auto const* known = from.findForm(other.id);
        if (!other.indexOf(column) || known == nullptr || known->indexOf(column)) continue;
        if (goal != nullptr) return nullptr;
        goal = &other;
    }
    if (goal == nullptr || goal->kind != before->kind || keysOf(*goal) != keysOf(*before) || !areDueTogether(to, form, goal->id)) return nullptr;
    return goal;
}

Result<CarriedFiling> carryForward(Filing const& filing, Edition const& from, Edition const& to, KnowsRule const& knowsRule) {
    if (filing.header.edition != from.id) return fail(error::filingEditionDiffers, {{"expected", from.id}, {"got", filing.header.edition}}, "/edition");
    auto const* set = to.findFormSet(filing.header.formSet);
    if (set == nullptr) return tl::unexpected(unknownFormSet(filing.header.formSet, to).inside("/set"));
    ZHIBAO_TRY(Period const period, inside("/period", parsePeriod(filing.header.period)));
    ZHIBAO_CHECK(inside("/period", checkPeriodOfSet(*set, period)));
    ZHIBAO_CHECK(inside("/period", checkValidity(to, *set, period)));
    return Carrier{filing, from, to}.run(*set, knowsRule);
}

}  // namespace zhibao
