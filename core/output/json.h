#pragma once
/// A table as JSON, for other programs:
///
///     {"id", "title", "period", "calibre", "unit": 10000, "rows": [{"key","label","level"}], "columns": [{"key","label"}],
///      "cells": [[{"value": "123.45", "status": ""}]], "notes": […], "currency", "cumulative", "edition", "dataVersion", "sample"}
///
/// A value is a decimal as text, rounded as printed, or null; status holds the letters of CellMarks.

#include "base/bytes.h"
#include "base/json.h"
#include "table/table.h"

namespace zhibao {

[[nodiscard]] JsonValue toJsonValue(Table const& table);
/// Indented, ending with a line feed.
[[nodiscard]] Bytes toJsonBytes(Table const& table);

}  // namespace zhibao
