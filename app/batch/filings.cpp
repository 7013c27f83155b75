#include "batch/filings.h"

#include "i18n/sentences.h"

namespace zhibao {

namespace {

std::string_view nameOf(StructuralLevel level) noexcept {
    return level == StructuralLevel::error ? "error" : "query";
}

std::string messageOf(Finding const& finding, Language language) {
    std::string text = finding.message.in(language);
    if (finding.verdict != Verdict::violated) text += " " + phrase("verdict-" + std::string{zhibao::nameOf(finding.verdict)}, {}, language);
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

/// "服务进出口情况 第 3 行 合计"; of several cells the first.
std::string placeOf(std::vector<CellReference> const& cells, Edition const& edition, Language language) {
    if (cells.empty()) return "-";
    auto const& cell = cells.front();
    if (cell.form == "header") return phrase("place-header", {{"column", cell.column}}, language);
    auto const* form = edition.findForm(cell.form);
    auto const column = form == nullptr ? std::nullopt : form->indexOf(cell.column);
    return phrase("place-row",
                  {{"form", form == nullptr ? cell.form : form->title.in(language)},
                   {"row", std::to_string(cell.row + 1)},
                   {"column", column ? form->columns[*column].title.in(language) : cell.column}},
                  language);
}

std::string line(std::string_view level, std::string const& rule, std::string const& place, std::string const& message, Language language) {
    return phrase("finding-line", {{"level", phrase("level-" + std::string{level}, {}, language)}, {"rule", rule}, {"place", place}, {"message", message}}, language);
}

std::vector<std::string> lines(std::vector<StructuralProblem> const& problems, std::vector<Finding> const& findings, Edition const& edition, Language language) {
    std::vector<std::string> result;
    for (auto const& problem : problems)
        result.push_back(line(nameOf(problem.level), std::string{problem.error.code.name()}, placeOf(problem.cells, edition, language), sentence(problem.error, language), language));
    for (auto const& finding : findings)
        result.push_back(line(zhibao::nameOf(finding.level), finding.rule, placeOf(finding.cells, edition, language), messageOf(finding, language), language));
    return result;
}

}  // namespace

Result<LoadedFiling> loadFiling(Console& console, std::string const& path) {
    ZHIBAO_TRY(Bytes const bytes, console.read(path));
    ZHIBAO_TRY(JsonValue const document, inside(path, parseJson(bytes)));
    ZHIBAO_TRY(FilingHeader const header, inside(path, readFilingHeader(JsonNode{document})));
    ZHIBAO_TRY(auto edition, inside(path, console.edition(header.edition)));
    ZHIBAO_TRY(Filing filing, inside(path, readFiling(JsonNode{document}, *edition)));
    return LoadedFiling{std::move(edition), std::move(filing)};
}

JsonValue judgementJson(Judgement const& judgement, Language language) {
    JsonValue::Array findings;
    for (auto const& problem : judgement.problems)
        findings.emplace_back(JsonValue::Object{{"rule", problem.error.code.name()},
                                                {"level", nameOf(problem.level)},
                                                {"verdict", "violated"},
                                                {"cells", cellsJson(problem.cells)},
                                                {"args", argumentsJson(problem.error.arguments)},
                                                {"message", sentence(problem.error, language)}});
    for (auto const& finding : judgement.findings)
        findings.emplace_back(JsonValue::Object{{"rule", finding.rule},
                                                {"level", zhibao::nameOf(finding.level)},
                                                {"verdict", zhibao::nameOf(finding.verdict)},
                                                {"cells", cellsJson(finding.cells)},
                                                {"args", argumentsJson(finding.arguments)},
                                                {"message", messageOf(finding, language)}});
    return JsonValue::Object{{"findings", std::move(findings)}};
}

std::vector<std::string> judgementLines(Judgement const& judgement, Edition const& edition, Language language) {
    return lines(judgement.problems, judgement.findings, edition, language);
}

std::vector<std::string> blockingLines(Judgement const& judgement, Edition const& edition, Language language) {
    return lines(judgement.blockingProblems, judgement.blockingFindings, edition, language);
}

}  // namespace zhibao
