#pragma once
/// What a bookkeeper should hear of without asking: deadlines that are near or missed, certificates that end, rates that are missing, an
/// edition that ends or is not the bureau's, what the bureau's bulletin says, and what the office has put into the folder `notices` of the program's data, one text file each.

#include <vector>

#include <QStringList>

#include "enterprise/report_lines.h"

namespace zhibao {

/// In words, the most urgent first.
[[nodiscard]] QStringList noticesOf(Program& program, std::vector<ReportLine> const& lines);

}  // namespace zhibao
