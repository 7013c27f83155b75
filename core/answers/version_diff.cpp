#include "answers/version_diff.h"

#include <algorithm>
#include <map>
#include <utility>

namespace zhibao {

namespace {

JsonValue cellJson(Cell const& cell) {
    struct Writer {
        JsonValue operator()(Blank) const { return {}; }
        JsonValue operator()(NotApplicable) const { return JsonValue::Object{{"na", true}}; }
        JsonValue operator()(Money amount) const { return amount.canonical(); }
        JsonValue operator()(std::int64_t number) const { return number; }
        JsonValue operator()(std::string const& text) const { return text; }
    };
    return std::visit(Writer{}, cell);
}

/// What tells a row from the others of its form: its key, and how many rows with the same key stand before it.
using RowName = std::pair<std::vector<Bytes>, std::size_t>;

std::vector<RowName> namesOf(std::vector<Row> const& rows, Form const* form) {
    std::vector<RowName> names;
    std::map<std::vector<Bytes>, std::size_t> seen;
    for (auto const& row : rows) {
        std::vector<Bytes> key;
        for (std::size_t column = 0; form != nullptr && column < std::min(form->columns.size(), row.cells.size()); ++column)
            if (form->columns[column].role == ColumnRole::key) key.push_back(toText(cellJson(row.cells[column])));
        auto const number = seen[key]++;
        names.emplace_back(std::move(key), number);
    }
    return names;
}

Cell cellAt(Row const* row, Form const* form, std::string_view column) {
    if (row == nullptr || form == nullptr) return Blank{};
    auto const position = form->indexOf(column);
    return position && *position < row->cells.size() ? row->cells[*position] : Cell{Blank{}};
}

/// The ids of all columns, those of the later edition first and in their order.
std::vector<std::string> columnsOf(Form const* before, Form const* after) {
    std::vector<std::string> ids;
    for (auto const* form : {after, before}) {
        if (form == nullptr) continue;
        for (auto const& column : form->columns)
            if (std::find(ids.begin(), ids.end(), column.id) == ids.end()) ids.push_back(column.id);
    }
    return ids;
}

class FormComparison {
public:
    FormComparison(std::string const& id, ComparedFiling const& before, ComparedFiling const& after)
        : id_(id), formBefore_(before.edition.findForm(id)), formAfter_(after.edition.findForm(id)), columns_(columnsOf(formBefore_, formAfter_)),
          rowsBefore_(rowsOf(before.filing)), rowsAfter_(rowsOf(after.filing)) {}

    void addTo(std::vector<RowDifference>& differences) const {
        auto const namesBefore = namesOf(rowsBefore_, formBefore_);
        auto const namesAfter = namesOf(rowsAfter_, formAfter_);
        std::map<RowName, std::size_t> places;
        for (std::size_t i = 0; i < namesBefore.size(); ++i) places.emplace(namesBefore[i], i);
        for (std::size_t i = 0; i < namesAfter.size(); ++i) {
            auto const found = places.find(namesAfter[i]);
            auto const same = found == places.end() ? std::nullopt : std::optional{found->second};
            if (same) places.erase(found);
            add(same, i, differences);
        }
        std::vector<std::size_t> gone;
        for (auto const& [name, place] : places) gone.push_back(place);
        std::sort(gone.begin(), gone.end());
        for (auto const place : gone) add(place, std::nullopt, differences);
    }

private:
    [[nodiscard]] std::vector<Row> const& rowsOf(Filing const& filing) const {
        static std::vector<Row> const none;
        auto const* answers = filing.findForm(id_);
        return answers == nullptr ? none : answers->rows;
    }

    void add(std::optional<std::size_t> before, std::optional<std::size_t> after, std::vector<RowDifference>& differences) const {
        RowDifference difference{id_, before, after, {}};
        auto const* rowBefore = before ? &rowsBefore_[*before] : nullptr;
        auto const* rowAfter = after ? &rowsAfter_[*after] : nullptr;
        for (auto const& column : columns_) {
            auto was = cellAt(rowBefore, formBefore_, column);
            auto is = cellAt(rowAfter, formAfter_, column);
            if (was != is) difference.cells.push_back({column, std::move(was), std::move(is)});
        }
        if (!difference.cells.empty() || !before || !after) differences.push_back(std::move(difference));
    }

    std::string const& id_;
    Form const* formBefore_;
    Form const* formAfter_;
    std::vector<std::string> columns_;
    std::vector<Row> const& rowsBefore_;
    std::vector<Row> const& rowsAfter_;
};

std::vector<std::string> formsOf(ComparedFiling const& before, ComparedFiling const& after) {
    std::vector<std::string> ids;
    for (auto const* one : {&after, &before}) {
        auto const* set = one->edition.findFormSet(one->filing.header.formSet);
        if (set == nullptr) continue;
        for (auto const& id : set->forms)
            if (std::find(ids.begin(), ids.end(), id) == ids.end()) ids.push_back(id);
    }
    return ids;
}

std::vector<HeadDifference> headOf(Filing const& before, Filing const& after) {
    std::vector<HeadDifference> differences;
    auto const compare = [&](std::string_view key, std::string_view was, std::string_view is) {
        if (was != is) differences.push_back({std::string{key}, std::string{was}, std::string{is}});
    };
    auto const& first = before.header;
    auto const& second = after.header;
    compare("edition", first.edition, second.edition);
    compare("unit", first.unit, second.unit);
    compare("period", first.period, second.period);
    compare("kind", nameOf(first.kind), nameOf(second.kind));
    compare("reason", first.reason, second.reason);
    compare("zero", first.zero ? "yes" : "no", second.zero ? "yes" : "no");
    compare("zeroReason", first.zeroReason, second.zeroReason);
    constexpr std::pair<std::string_view, std::string Signatories::*> signatories[] = {{"unitHead", &Signatories::unitHead},
                                                                                       {"statisticsHead", &Signatories::statisticsHead},
                                                                                       {"preparer", &Signatories::preparer},
                                                                                       {"phone", &Signatories::phone},
                                                                                       {"reportDate", &Signatories::reportDate}};
    for (auto const& [key, member] : signatories) compare(key, before.signatories.*member, after.signatories.*member);
    return differences;
}

/// The cells that an explanation points to move with their rows, so that texts are compared by rule: all of one rule together.
std::map<std::string, std::vector<std::string>> textsByRule(Filing const& filing) {
    std::map<std::string, std::vector<std::string>> texts;
    for (auto const& explanation : filing.explanations) texts[explanation.rule].push_back(explanation.text);
    for (auto& [rule, list] : texts) std::sort(list.begin(), list.end());
    return texts;
}

std::vector<ExplanationDifference> explanationsOf(Filing const& before, Filing const& after) {
    auto first = textsByRule(before);
    auto second = textsByRule(after);
    for (auto const& [rule, texts] : second) first.try_emplace(rule);
    std::vector<ExplanationDifference> differences;
    for (auto& [rule, was] : first) {
        auto& is = second[rule];
        std::vector<std::string> gone;
        std::vector<std::string> come;
        std::set_difference(was.begin(), was.end(), is.begin(), is.end(), std::back_inserter(gone));
        std::set_difference(is.begin(), is.end(), was.begin(), was.end(), std::back_inserter(come));
        for (std::size_t i = 0; i < std::max(gone.size(), come.size()); ++i)
            differences.push_back({rule, i < gone.size() ? gone[i] : std::string{}, i < come.size() ? come[i] : std::string{}});
    }
    return differences;
}

JsonValue placeJson(std::optional<std::size_t> row) {
    return row ? JsonValue{static_cast<std::int64_t>(*row)} : JsonValue{};
}

}  // namespace

std::size_t VersionDifference::cellCount() const noexcept {
    std::size_t count = 0;
    for (auto const& row : rows) count += row.cells.size();
    return count;
}

Result<VersionDifference> differenceOf(ComparedFiling const& before, ComparedFiling const& after) {
    if (before.filing.header.formSet != after.filing.header.formSet)
        return fail(error::versionsOfOtherSets, {{"before", before.filing.header.formSet}, {"after", after.filing.header.formSet}});
    VersionDifference difference{headOf(before.filing, after.filing), {}, explanationsOf(before.filing, after.filing)};
    for (auto const& form : formsOf(before, after)) FormComparison{form, before, after}.addTo(difference.rows);
    return difference;
}

JsonValue toJson(VersionDifference const& difference) {
    JsonValue::Array head;
    for (auto const& one : difference.head) head.emplace_back(JsonValue::Object{{"key", one.key}, {"before", one.before}, {"after", one.after}});
    JsonValue::Array rows;
    for (auto const& row : difference.rows) {
        JsonValue::Array cells;
        for (auto const& cell : row.cells)
            cells.emplace_back(JsonValue::Object{{"column", cell.column}, {"before", cellJson(cell.before)}, {"after", cellJson(cell.after)}});
        rows.emplace_back(JsonValue::Object{{"form", row.form},
                                            {"change", !row.before ? "added" : !row.after ? "removed" : "changed"},
                                            {"before", placeJson(row.before)},
                                            {"after", placeJson(row.after)},
                                            {"cells", std::move(cells)}});
    }
    JsonValue::Array explanations;
    for (auto const& one : difference.explanations)
        explanations.emplace_back(JsonValue::Object{{"rule", one.rule}, {"before", one.before}, {"after", one.after}});
    return JsonValue::Object{{"head", std::move(head)}, {"rows", std::move(rows)}, {"explanations", std::move(explanations)}};
}

}  // namespace zhibao
