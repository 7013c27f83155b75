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

}  // namespace zhibao
