#pragma once
/// Dates and identity inside a finished PDF. Qt writes the time of day and a random number there, so two runs would differ.

#include <QByteArray>

#include "base/date.h"

namespace zhibao {

/// The PDF with `made` as its dates and a name derived from its contents as its identity. Every replacement has the length of what it
/// replaces, so the offsets inside the file stay right. A place that does not look as expected is left as it is.
[[nodiscard]] QByteArray withOwnMetadata(QByteArray pdf, Moment made);

}  // namespace zhibao
