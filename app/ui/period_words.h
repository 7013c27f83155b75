#pragma once
/// How people call a period: 2017年第一季度, "first quarter of 2017"; a year as it is.

#include <QString>

#include "base/language.h"
#include "calendar/period.h"

namespace zhibao {

[[nodiscard]] QString periodWords(Period const& period, Language language);
/// Of a period as text; a text that is none stays as it is.
[[nodiscard]] QString periodWords(std::string_view period, Language language);

}  // namespace zhibao
