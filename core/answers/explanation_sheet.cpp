#include "answers/explanation_sheet.h"

#include <algorithm>
#include <array>
#include <utility>

#include "answers/rate_check.h"
#include "answers/structure.h"
#include "answers/template.h"
#include "base/json.h"
#include "base/text.h"

namespace zhibao::explanation_sheet {

namespace {

constexpr std::string_view formsList = "#forms";

// The problems of structure that an explanation answers; all others are mended.
constexpr std::array askingProblems{error::unitIsOrganisationCode, error::currencyWithoutRate};

CodeEntry entryOf(std::string code, LocalizedText name) {
    CodeEntry entry;
    entry.code = std::move(code);
    entry.name = std::move(name);
    return entry;
}

std::string textIn(JsonValue const& node, std::string_view key) {
    auto const* value = node.find(key);
    return value == nullptr || value->string() == nullptr ? std::string{} : *value->string();
}

LocalizedText titleIn(JsonValue const& node) {
    auto const* title = node.find("title");
    return title == nullptr ? LocalizedText{} : LocalizedText{textIn(*title, "zh"), textIn(*title, "en")};
}

/// The checks described by papers; none where they do not read, which is said where rules are compiled.
JsonValue::Array describedIn(Bytes const& papers) {
    auto const document = parseJson(papers);
    auto const* rules = document ? document->find("rules") : nullptr;
    return rules == nullptr || rules->array() == nullptr ? JsonValue::Array{} : *rules->array();
}

class CheckList {
public:
    explicit CheckList(Checks checks) : checks_(checks) {}

    void addRuleset(RulesetSource const& ruleset) {
        for (auto const& described : describedIn(ruleset.papers)) {
            bool const asks = textIn(described, "level") == "query";
            if (!asks && checks_ == Checks::offered) continue;
            add(textIn(described, "id"), titleIn(described));
            auto const* parts = described.find("parts");
            if (checks_ == Checks::offered || parts == nullptr || parts->array() == nullptr) continue;
            for (auto const& part : *parts->array()) add(textIn(part, "rule"), titleIn(described));
        }
    }

    void addStructure(Bytes const& papers) {
        for (auto const& described : describedIn(papers)) {
            auto const* codes = described.find("codes");
            if (codes == nullptr || codes->array() == nullptr) continue;
            for (auto const asking : askingProblems) {
                bool const isOwn = std::any_of(codes->array()->begin(), codes->array()->end(),
                                               [&](JsonValue const& code) { return code.string() != nullptr && *code.string() == asking.name(); });
                if (isOwn) add(std::string{asking.name()}, titleIn(described));
            }
        }
    }

    [[nodiscard]] CodeList finished() && {
        return CodeList{std::string{checksList}, {"审核关系", "Checks"}, std::move(entries_)};
    }

private:
    void add(std::string code, LocalizedText title) {
        if (code.empty() || std::any_of(entries_.begin(), entries_.end(), [&](CodeEntry const& one) { return one.code == code; })) return;
        entries_.push_back(entryOf(std::move(code), std::move(title)));
    }

    Checks checks_;
    std::vector<CodeEntry> entries_;
};

Column columnOf(std::string_view id, ColumnKind kind, LocalizedText title, LocalizedText help) {
    Column column;
    column.id = id;
    column.kind = kind;
    column.title = std::move(title);
    column.help = std::move(help);
    return column;
}

Form sheetForm() {
    auto named = columnOf(check, ColumnKind::code, {"审核关系", "Check"},
                          {"审核结果中的编号，如 B11。", "The name in the list of findings, such as B11."});
    named.list = checksList;
    named.required = true;
    auto place = columnOf(placeForm, ColumnKind::code, {"报表", "Form"},
                          {"核实项所在的报表；说的是整份申报（表头）时，报表、行、栏都留空。",
                           "The form the query stands in; leave form, row and column blank where it is about the filing as a whole."});
    place.list = formsList;
    auto why = columnOf(text, ColumnKind::text, {"核实说明", "Explanation"},
                        {"真实的原因，例如新签了什么合同、哪笔业务跨季结算。一条说明只回答一个核实项。",
                         "What is behind it: a new contract, a payment that moved into the next quarter. One explanation answers one query."});
    why.required = true;
    Form sheet;
    sheet.id = form;
    sheet.kind = FormKind::rows;
    sheet.title = {"核实说明", "Explanations"};
    sheet.columns = {std::move(named), std::move(place),
                     columnOf(placeRow, ColumnKind::integer, {"行", "Row"},
                              {"审核结果中的行号：第几个填了内容的行，从 1 数起，空行不计。", "The row in the finding: filled rows counted from 1, blank lines left out."}),
                     columnOf(placeColumn, ColumnKind::text, {"栏", "Column"}, {"栏的名称，如“合计”。", "The head of the column, such as “Total”."}),
                     std::move(why)};
    return sheet;
}

/// The columns that a person may mean: the one of this id, else those of this name in either language.
std::vector<Column const*> columnsMeant(Form const& form, std::string const& typed) {
    auto const wanted = foldedForSearch(typed);
    std::vector<Column const*> meant;
    for (auto const& column : form.columns) {
        if (foldedForSearch(column.id) == wanted) return {&column};
        if (foldedForSearch(column.title.zh) == wanted || foldedForSearch(column.title.en) == wanted) meant.push_back(&column);
    }
    return meant;
}

}  // namespace

Edition withSheet(Edition edition, FormSet const& set, Checks checks) {
    CheckList list{checks};
    for (auto const& ruleset : edition.rulesets) {
        bool const isOfSet = ruleset.formSets.empty() || std::find(ruleset.formSets.begin(), ruleset.formSets.end(), set.id) != ruleset.formSets.end();
        if (isOfSet || checks == Checks::understood) list.addRuleset(ruleset);
    }
    list.addStructure(edition.structuralChecks.papers);
    edition.lists.insert_or_assign(std::string{checksList}, std::move(list).finished());
    std::vector<CodeEntry> forms;
    for (auto const& id : set.forms)
        if (auto const* found = edition.findForm(id)) forms.push_back(entryOf(id, found->title));
    edition.lists.insert_or_assign(std::string{formsList}, CodeList{std::string{formsList}, {"报表", "Forms"}, std::move(forms)});
    edition.forms.push_back(sheetForm());
    return edition;
}

std::vector<LineProblem> readLine(Row const& line, Edition const& edition, std::vector<FormAnswers> const& forms, Explanation& explanation) {
    auto const& sheet = *edition.findForm(form);
    auto const cell = [&](std::string_view column) -> Cell const& { return line.cells[*sheet.indexOf(column)]; };
    auto const textOf = [&](std::string_view column) {
        auto const* value = std::get_if<std::string>(&cell(column));
        return value == nullptr ? std::string{} : *value;
    };
    std::vector<LineProblem> problems;
    auto const missing = [&](std::string_view column) {
        auto const& title = sheet.columns[*sheet.indexOf(column)].title;
        problems.push_back({std::string{column}, {error::templateExplanationIncomplete, {}, {{"column", title.zh + " / " + title.en}}}});
    };
    explanation.rule = textOf(check);
    explanation.text = textOf(text);
    if (explanation.rule.empty()) missing(check);
    if (explanation.text.empty()) missing(text);
    auto const id = textOf(placeForm);
    auto const typed = textOf(placeColumn);
    auto const* number = std::get_if<std::int64_t>(&cell(placeRow));
    if (id.empty()) {
        if (number != nullptr || !typed.empty()) missing(placeForm);
        return problems;
    }
    auto const& asked = *edition.findForm(id);
    auto const columns = columnsMeant(asked, typed);
    if (typed.empty()) {
        missing(placeColumn);
    } else if (columns.empty()) {
        problems.push_back({std::string{placeColumn}, {error::templateExplanationColumn, {}, {{"text", typed}}}});
    } else if (columns.size() > 1) {
        std::string ids;
        for (auto const* column : columns) ids += (ids.empty() ? "" : ", ") + column->id;
        problems.push_back({std::string{placeColumn}, {error::templateExplanationColumnAmbiguous, {}, {{"text", typed}, {"columns", std::move(ids)}}}});
    }
    auto const answers = std::find_if(forms.begin(), forms.end(), [&](FormAnswers const& one) { return one.form == id; });
    auto const rows = answers == forms.end() ? std::size_t{0} : answers->rows.size();
    // A form of questions has one row, which nobody counts.
    auto const row = number != nullptr ? *number : asked.kind == FormKind::record ? 1 : 0;
    if (number == nullptr && row == 0)
        missing(placeRow);
    else if (row < 1 || static_cast<std::uint64_t>(row) > rows)
        problems.push_back({std::string{placeRow}, {error::templateExplanationRow, {}, {{"row", std::to_string(row)}, {"rows", std::to_string(rows)}}}});
    if (problems.empty()) explanation.cells = {{id, static_cast<std::size_t>(row - 1), columns.front()->id}};
    return problems;
}

}  // namespace zhibao::explanation_sheet
