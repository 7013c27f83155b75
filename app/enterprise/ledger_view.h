#pragma once
/// The lines of the unit's own ledger behind a cell, in words for the help beside the form; and all of them as the statistical ledger.

#include <filesystem>
#include <string>

#include <QCoreApplication>

#include "enterprise/draft_session.h"
#include "enterprise/program.h"
#include "table/table.h"

namespace zhibao {

class LedgerView {
    Q_DECLARE_TR_FUNCTIONS(zhibao::LedgerView)
public:
    /// "From 12 ledger lines", the first of them, and whether the cell still says what they come to. Empty when nothing was imported.
    [[nodiscard]] static std::string htmlBehind(FilingDocument const& document, Form const& form, std::size_t row, std::size_t column);
    /// The statistical ledger (统计台账) of the draft, in Chinese as the law wants it. Nothing when nothing was imported.
    [[nodiscard]] static Result<std::optional<Table>> statisticalLedger(Program& program, DraftSession& session);
    /// Writes it by the name's ending: .html, .csv, .xlsx, .pdf.
    [[nodiscard]] static Result<> write(Table const& table, std::filesystem::path const& file);
};

}  // namespace zhibao
