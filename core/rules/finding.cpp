#include "rules/finding.h"

namespace zhibao {

std::string_view nameOf(Verdict verdict) noexcept {
    switch (verdict) {
        case Verdict::satisfied: return "satisfied";
        case Verdict::violated: return "violated";
        case Verdict::notEvaluable: return "not-evaluable";
        case Verdict::broken: return "broken";
    }
    return "";
}

std::string_view nameOf(Level level) noexcept {
    switch (level) {
        case Level::error: return "error";
        case Level::query: return "query";
        case Level::notice: return "notice";
    }
    return "";
}

std::optional<Level> levelNamed(std::string_view name) noexcept {
    for (Level const level : {Level::error, Level::query, Level::notice}) {
        if (nameOf(level) == name) return level;
    }
    return std::nullopt;
}

JsonValue toJson(std::vector<Finding> const& findings, Language language) {
    JsonValue::Array list;
    for (auto const& finding : findings) {
        JsonValue::Array cells;
        for (auto const& cell : finding.cells) {
            cells.push_back(JsonValue::Object{{"form", cell.form}, {"row", static_cast<std::int64_t>(cell.row)}, {"column", cell.column}});
        }
        JsonValue::Object arguments;
        for (auto const& [column, value] : finding.arguments) {
            arguments.emplace_back(column, value.empty() ? JsonValue{} : JsonValue{value});
        }
        list.push_back(JsonValue::Object{{"rule", finding.rule},
                                         {"level", nameOf(finding.level)},
                                         {"verdict", nameOf(finding.verdict)},
                                         {"cells", std::move(cells)},
                                         {"args", std::move(arguments)},
                                         {"message", finding.message.in(language)}});
    }
    return JsonValue::Object{{"findings", std::move(list)}};
}

}  // namespace zhibao
