#pragma once
/// The typeface of everything printed. It is asked for by its name, so that the same page comes out whatever else is installed and
/// whatever language the machine speaks.

#include <QFont>
#include <QString>

namespace zhibao {

/// The family Chinese is set in, by the name under which any locale finds it: what the packages bring along, else another whose
/// characters can be found again in a PDF, else any that can write Chinese. Empty when there is none.
[[nodiscard]] QString chineseTypeface();

/// That typeface at a size in points.
[[nodiscard]] QFont typeface(qreal pointSize);

}  // namespace zhibao
