#pragma once
/// Tables as one standalone page of HTML: no script, no outside resource. It stays within what both a browser and Qt's text
/// documents understand (tables with attributes, a little CSS), so that reading, preview and paper show the same.
/// Layout: DOMAIN 1.8 — marks upper right, title in the middle, stub letters and column numbers below the head, total first,
/// notes, names and dates. The head stands in <thead> and repeats on every page.

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "base/bytes.h"
#include "table/table.h"

namespace zhibao {

/// The one place where text becomes HTML: & < > " ' are written as entities; control characters that HTML does not know are dropped.
[[nodiscard]] std::string escapedForHtml(std::string_view text);

enum class HtmlUse {
    reading,  // in a browser: edition, data version and time stand below the last table
    printing  // for a print job: the page footer says these, and the box with 样表 is drawn by the printer
};

/// One page for all tables, in their order; those with `continuation` follow the table before them under one title.
/// `tables` is not empty.
[[nodiscard]] Bytes toHtml(std::vector<Table> const& tables, HtmlUse use = HtmlUse::reading);
[[nodiscard]] Bytes toHtml(Table const& table, HtmlUse use = HtmlUse::reading);

/// The name of the anchor where the n-th table that is no continuation begins, from the second on.
[[nodiscard]] std::string partAnchor(std::size_t number);

}  // namespace zhibao
