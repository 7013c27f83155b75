#include "batch/filings.h"

#include <algorithm>

#include "answers/filing_problems.h"
#include "answers/problem_words.h"
#include "base/text.h"
#include "i18n/sentences.h"
#include "rules/queries.h"

namespace zhibao {

namespace {

std::string messageOf(Finding const& finding, Language language) {
    std::string text = finding.message.in(language);
    if (finding.verdict != Verdict::violated) text += " " + phrase("verdict-" + std::string{nameOf(finding.verdict)}, {}, language);
    return text;
}

JsonValue cellsJson(std::vector<CellReference> const& cells) {
    JsonValue::Array array;
    for (auto const& cell : cells)
        array.emplace_back(JsonValue::Object{{"form", cell.form}, {"row", static_cast<std::int64_t>(cell.row)}, {"column", cell.column}});
    return array;
}

JsonValue argumentsJson(std::map<std::string, std::string> const& arguments) {
    JsonValue::Object object;
    for (auto const& [name, value] : arguments) object.emplace_back(name, value);
    return object;
}

/// What people call a key of the header: "报告期", "统计负责人". A key without a name stands for itself.
std::string headerLabel(std::string const& key, Language language) {
    auto const name = "header-" + key;
    auto const label = phrase("header-" + key, {}, language);
    return label == name ? key : label;
}

std::string line(std::string_view level, std::string const& rule, std::string const& place, std::string const& message, Language language) {
    return phrase("finding-line", {{"level", phrase("level-" + std::string{level}, {}, language)}, {"rule", rule}, {"place", place}, {"message", message}}, language);
}

std::string lineOf(StructuralProblem const& problem, bool isExplained, Edition const& edition, EditionRules const& rules, Language language) {
    return line(isExplained ? "explained" : nameOf(problem.level), rules.checkOfProblem(problem.error.code), placeOf(problem.cells, edition, language),
                sentence(worded(problem, edition, language), language), language);
}

std::string lineOf(Finding const& finding, bool isExplained, Edition const& edition, Language language) {
    return line(isExplained ? "explained" : nameOf(finding.level), finding.rule, placeOf(finding.cells, edition, language), messageOf(finding, language), language);
}

}  // namespace

std::string placeOf(std::vector<CellReference> const& cells, Edition const& edition, Language language) {
    if (cells.empty()) return "-";
    auto const& cell = cells.front();
    if (cell.form == "header") return phrase("place-header", {{"column", headerLabel(cell.column, language)}}, language);
    auto const* form = edition.findForm(cell.form);
    // A form that is missing as a whole has neither row nor column.
    if (cell.column.empty()) return form == nullptr ? cell.form : form->title.in(language);
    auto const column = form == nullptr ? std::nullopt : form->indexOf(cell.column);
    return phrase("place-row",
                  {{"form", form == nullptr ? cell.form : form->title.in(language)},
                   {"row", std::to_string(cell.row + 1)},
                   {"column", column ? form->columns[*column].title.in(language) : cell.column}},
                  language);
}

Result<LoadedFiling> loadFiling(Console& console, std::string const& path) {
    ZHIBAO_TRY(Bytes const bytes, console.read(path));
    if (trimmed(bytes).empty()) return fail(error::filingFileEmpty, {}, path);
    ZHIBAO_TRY(JsonValue const document, inside(path, parseJson(bytes)));
    Problems problems;
    auto const header = readFilingHeader(JsonNode{document}, problems);
    if (header.edition.empty()) return tl::unexpected(console.lastOf(problems, path));
    ZHIBAO_TRY(auto edition, inside(path, console.edition(header.edition)));
    auto filing = readFiling(JsonNode{document}, *edition);
    if (!filing) {
        Problems all;
        filingProblems(JsonNode{document}, *edition, all);
        return tl::unexpected(console.lastOf(all, path));
    }
    return LoadedFiling{std::move(edition), *std::move(filing)};
}

JsonValue judgementJson(Judgement const& judgement, Edition const& edition, Language language) {
    JsonValue::Array findings;
    for (std::size_t i = 0; i < judgement.problems.size(); ++i) {
        auto const& problem = judgement.problems[i];
        JsonValue::Object written{{"rule", problem.error.code.name()}, {"level", nameOf(problem.level)}, {"verdict", "violated"}};
        if (problem.level == StructuralLevel::query) written.emplace_back("explained", static_cast<bool>(judgement.problemExplained[i]));
        written.emplace_back("cells", cellsJson(problem.cells));
        written.emplace_back("args", argumentsJson(problem.error.arguments));
        written.emplace_back("message", sentence(worded(problem, edition, language), language));
        findings.emplace_back(std::move(written));
    }
    for (std::size_t i = 0; i < judgement.findings.size(); ++i) {
        auto const& finding = judgement.findings[i];
        JsonValue::Object written{{"rule", finding.rule}};
        if (finding.part != finding.rule) written.emplace_back("part", finding.part);
        written.emplace_back("level", nameOf(finding.level));
        written.emplace_back("verdict", nameOf(finding.verdict));
        if (asksForExplanation(finding)) written.emplace_back("explained", static_cast<bool>(judgement.findingExplained[i]));
        written.emplace_back("cells", cellsJson(finding.cells));
        if (!finding.about.empty()) written.emplace_back("about", argumentsJson(finding.about));
        written.emplace_back("args", argumentsJson(finding.arguments));
        written.emplace_back("message", messageOf(finding, language));
        findings.emplace_back(std::move(written));
    }
    return JsonValue::Object{{"findings", std::move(findings)}};
}

ErrorArguments countsOf(Judgement const& judgement) {
    std::size_t errors = 0;
    for (auto const& problem : judgement.blockingProblems) errors += problem.level == StructuralLevel::error ? 1 : 0;
    for (auto const& finding : judgement.blockingFindings) errors += finding.level == Level::error ? 1 : 0;
    auto const all = judgement.blockingProblems.size() + judgement.blockingFindings.size();
    return {{"errors", std::to_string(errors)}, {"queries", std::to_string(all - errors)}};
}

std::vector<std::string> judgementLines(Judgement const& judgement, Edition const& edition, EditionRules const& rules, Language language) {
    std::vector<std::string> lines;
    for (std::size_t i = 0; i < judgement.problems.size(); ++i) lines.push_back(lineOf(judgement.problems[i], judgement.problemExplained[i], edition, rules, language));
    for (std::size_t i = 0; i < judgement.findings.size(); ++i) lines.push_back(lineOf(judgement.findings[i], judgement.findingExplained[i], edition, language));
    return lines;
}

std::vector<std::string> blockingLines(Judgement const& judgement, Edition const& edition, EditionRules const& rules, Language language) {
    std::vector<std::string> lines;
    for (auto const& problem : judgement.blockingProblems) lines.push_back(lineOf(problem, false, edition, rules, language));
    for (auto const& finding : judgement.blockingFindings) lines.push_back(lineOf(finding, false, edition, language));
    return lines;
}

}  // namespace zhibao
