#include "enterprise/ledger_view.h"

#include <algorithm>

#include "base/file.h"
#include "import/ledger_line.h"
#include "import/ledger_mapping.h"
#include "output/csv.h"
#include "output/html.h"
#include "output/xlsx.h"
#include "table/ledger_print.h"
#include "ui/print_preview.h"
#include "ui/text.h"

namespace zhibao {

std::string LedgerView::htmlBehind(FilingDocument const& document, Form const& form, std::size_t row, std::size_t column) {
    constexpr std::size_t mostShown = 20;
    auto const lines = document.ledgerOf(form.id);
    auto const& rows = document.rows(form.id);
    if (lines == nullptr || row >= rows.size()) return {};
    auto const behind = linesBehind(*lines, rows[row], form.columns[column], form);
    if (behind.empty()) return {};
    Money sum;
    std::string list;
    for (std::size_t number = 0; number < behind.size(); ++number) {
        auto const& line = *behind[number];
        auto const amount = line.amount->rounded();
        auto const added = amount ? sum.plus(*amount) : amount;
        if (!added) return {};
        sum = *added;
        if (number >= mostShown) continue;
        // The dock is narrow: a table would break its days and amounts.
        list += "<p>" + escapedForHtml(line.date + " " + line.document + " " + line.customer) + "<br><b>" + amount->display(Unit::one) + "</b></p>";
    }
    auto html = "<h4>" + escapedForHtml(fromQt(tr("From ledger lines: %1").arg(behind.size()))) + "</h4>" + list;
    if (behind.size() > mostShown) html += "<p>" + escapedForHtml(fromQt(tr("and %1 more").arg(behind.size() - mostShown))) + "</p>";
    auto const* cell = std::get_if<Money>(&rows[row].cells[column]);
    auto const shown = toQt(sum.display(Unit::one));
    bool const isSame = cell != nullptr && *cell == sum;
    html += "<p>" + escapedForHtml(fromQt(isSame ? tr("Together %1.").arg(shown) : tr("Together %1; the cell was changed by hand since.").arg(shown))) + "</p>";
    return html;
}

Result<std::optional<Table>> LedgerView::statisticalLedger(Program& program, DraftSession& session) {
    auto const& document = session.document();
    for (auto const& form : document.edition().forms) {
        auto const lines = document.ledgerOf(form.id);
        if (lines == nullptr || lines->empty()) continue;
        auto const& entry = session.entry();
        ZHIBAO_TRY(auto table, printLedger(*lines, {document.edition(), form, Language::chinese, entry.unit, entry.unitName, entry.period, program.clock().now()}));
        return std::optional{std::move(table)};
    }
    return std::optional<Table>{};
}

Result<> LedgerView::write(Table const& table, std::filesystem::path const& file) {
    auto const ending = file.extension();
    if (ending == ".pdf") return writePdf(printJobOf({table}), file);
    if (ending == ".csv") return writeFile(file, toCsv(table, CsvUse::spreadsheet));
    if (ending == ".html") return writeFile(file, toHtml(table));
    ZHIBAO_TRY(auto const workbook, toXlsx(table));
    return writeFile(file, workbook);
}

}  // namespace zhibao
