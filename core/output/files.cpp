#include "output/files.h"

#include "output/csv.h"
#include "output/html.h"
#include "output/json.h"
#include "output/xlsx.h"

namespace zhibao {

Result<Bytes> tableAs(Table const& table, std::string_view format) {
    if (format.starts_with('.')) format.remove_prefix(1);
    if (format == "html") return toHtml(table);
    if (format == "csv") return toCsv(table);
    if (format == "json") return toJsonBytes(table);
    if (format == "xlsx") return toXlsx(table);
    return fail(error::tableFormatUnknown, {{"text", std::string{format}}, {"expected", "html, csv, json, xlsx"}});
}

}  // namespace zhibao
