#pragma once
/// What `zhibao-print` is handed: one file of JSON with the HTML to lay out and what stands at the edges of each page. Core makes
/// it, the printer knows nothing else of us.
///
///     zhibao-print JOB.json -o FILE.pdf       exit 0 when the PDF is written; otherwise a sentence on standard error and another status
///
///     { "schema": "print-job-1",
///       "title": "…",                          document title (PDF metadata)
///       "language": "zh",                      zh or en: how the printer words "page x of y"
///       "paper": "A4",
///       "orientation": "auto",                 portrait, landscape, or auto: landscape when the widest table does not fit upright
///       "html": "<!DOCTYPE html>…",
///       "header": {"left": "…", "right": "…"},  small, at the top of every page
///       "footer": {"left": "…", "right": "…"},  small, at the bottom of every page; the page number stands between them
///       "mark": "样表",                        in a box at the top of every page; empty for none
///       "sections": [{"anchor": "part-2", "header": {…}, "mark": "…"}],   parts with edges of their own, from the page on where the
///                                             HTML has the anchor <a name="part-2">; absent where all pages are alike
///       "made": "2017-04-10T08:00:00Z" }       the document's date in its properties; absent: the moment of printing

#include <optional>
#include <string>
#include <vector>

#include "base/bytes.h"
#include "base/date.h"
#include "base/error.h"
#include "base/json.h"
#include "base/language.h"
#include "table/table.h"

namespace zhibao {

namespace error {
inline constexpr ErrorCode printJobSchemaUnknown{"print-job-schema-unknown"};  // got
}

struct PageEdge {
    std::string left;
    std::string right;
    friend bool operator==(PageEdge const&, PageEdge const&) = default;
};

/// A part of the document that says at the edges of its pages what it is.
struct PrintSection {
    std::string anchor;
    PageEdge header;
    std::string mark;
    friend bool operator==(PrintSection const&, PrintSection const&) = default;
};

struct PrintJob {
    std::string title;
    Language language = Language::chinese;
    std::string paper = "A4";  // "A4" or "A3"
    Orientation orientation = Orientation::automatic;
    std::string html;
    PageEdge header;
    PageEdge footer;
    std::string mark;
    std::optional<Moment> made;
    std::vector<PrintSection> sections = {};  // behind the first, which has the header and the mark above
    friend bool operator==(PrintJob const&, PrintJob const&) = default;
};

/// The job that prints tables (not empty) on one document: titles and calibre at the top of each page, edition, data version and
/// time at its bottom, 样表 in its box; each table that is no continuation is a section.
[[nodiscard]] PrintJob printJobOf(std::vector<Table> const& tables);
[[nodiscard]] Bytes toBytes(PrintJob const& job);
/// Errors name the pointer: printJobSchemaUnknown, unknown keys, papers and orientations, and what parseJson says.
[[nodiscard]] Result<PrintJob> readPrintJob(BytesView bytes);

}  // namespace zhibao
