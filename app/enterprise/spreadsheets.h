#pragma once
/// The open draft and the template: an empty one to fill in elsewhere, and the answers of a filled one.

#include <filesystem>

#include <QCoreApplication>

#include "enterprise/draft_session.h"
#include "enterprise/program.h"

namespace zhibao {

class MessageBar;

class Spreadsheets {
    Q_DECLARE_TR_FUNCTIONS(zhibao::Spreadsheets)
public:
    /// Both must outlive it. What was done and what is wrong is said in the message bar.
    Spreadsheets(Program& program, MessageBar& messages) : program_(program), messages_(messages) {}

    /// Takes the answers of a filled template into the draft, as one step; says what is wrong with it otherwise, and takes nothing.
    void fill(DraftSession& session, std::filesystem::path const& workbook);
    /// False for ledgers, and for what cannot be read at all.
    [[nodiscard]] bool isTemplate(std::filesystem::path const& workbook) const;
    void saveTemplate(DraftSession& session, std::filesystem::path const& workbook);

private:
    Program& program_;
    MessageBar& messages_;
};

}  // namespace zhibao
