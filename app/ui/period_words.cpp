#include "ui/period_words.h"

#include <array>

#include "ui/text.h"

namespace zhibao {

QString periodWords(Period const& period, Language language) {
    auto const* quarter = std::get_if<Quarter>(&period);
    if (quarter == nullptr) return toQt(displayText(period).in(language));
    auto const number = static_cast<std::size_t>(quarter->quarterOfYear() - 1);
    constexpr std::array<char const*, 4> chinese{"一", "二", "三", "四"};
    constexpr std::array<char const*, 4> english{"first", "second", "third", "fourth"};
    auto const year = QString::number(quarter->year());
    if (language == Language::chinese) return year + QStringLiteral("年第") + QString::fromUtf8(chinese[number]) + QStringLiteral("季度");
    return QString::fromLatin1(english[number]) + QStringLiteral(" quarter of ") + year;
}

QString periodWords(std::string_view period, Language language) {
    auto const parsed = parsePeriod(period);
    return parsed ? periodWords(*parsed, language) : toQt(period);
}

}  // namespace zhibao
