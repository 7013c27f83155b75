#include "enterprise/spreadsheets.h"

#include <QStringList>

#include "answers/template.h"
#include "base/file.h"
#include "base/xlsx_reader.h"
#include "i18n/sentences.h"
#include "ui/message_bar.h"
#include "ui/text.h"

namespace zhibao {

namespace error {
inline constexpr ErrorCode templateOfOtherFiling{"template-of-other-filing"};  // unit, period
}

void Spreadsheets::fill(DraftSession& session, std::filesystem::path const& workbook) {
    if (!session.document().mayChangeGrids()) return;
    auto const name = toText(workbook);
    auto const bytes = readFile(workbook);
    if (!bytes) return messages_.showError(bytes.error());
    auto reading = inside(name, readTemplate(*bytes, program_.library()));
    if (!reading) return messages_.showError(reading.error());
    if (!reading->filing) {
        // Nothing is taken by half: all problems are said, in one message.
        messages_.show(
            MessageBar::Kind::problem,
            [name, count = reading->problems.size()] { return tr("Nothing was taken from %1. Problems: %2").arg(toQt(name)).arg(count); },
            [&program = program_, problems = reading->problems] {
                QStringList lines;
                for (auto const& problem : problems)
                    lines.append(toQt(problem.where() + ": " + sentence(problem, program.language().current())));
                return lines.join(QLatin1Char('\n'));
            });
        return;
    }
    auto const& filing = *reading->filing;
    auto const& header = session.document().filing().header;
    bool const isOther = (!filing.header.unit.empty() && filing.header.unit != header.unit) ||
                         (!filing.header.period.empty() && filing.header.period != header.period) ||
                         filing.header.formSet != header.formSet;
    if (isOther)
        return messages_.showError(
            Error{error::templateOfOtherFiling, {name}, {{"unit", filing.header.unit}, {"period", filing.header.period}}});
    auto signatories = session.document().filing().signatories;
    auto const& given = filing.signatories;
    for (auto const member :
         {&Signatories::unitHead, &Signatories::statisticsHead, &Signatories::preparer, &Signatories::phone, &Signatories::reportDate})
        if (!(given.*member).empty()) signatories.*member = given.*member;
    session.document().replaceForms(filing.forms, filing.explanations, signatories, filing.header.zero, filing.header.zeroReason,
                                    [] { return tr("Fill from a spreadsheet"); });
    messages_.show(MessageBar::Kind::success, [name, counts = reading->counts] {
        return tr("Taken from %1: rows %2, answers %3. Ctrl+Z takes it back.").arg(toQt(name)).arg(counts.rows).arg(counts.cells);
    });
}

bool Spreadsheets::isTemplate(std::filesystem::path const& workbook) const {
    auto const bytes = readFile(workbook);
    if (!bytes) return false;
    auto const reading = readTemplate(*bytes, program_.library());
    return reading || (reading.error().code != error::templateNotOurs && reading.error().code != error::xlsxNotAWorkbook);
}

void Spreadsheets::saveTemplate(DraftSession& session, std::filesystem::path const& workbook) {
    auto const& header = session.document().filing().header;
    auto const bytes =
        writeTemplate(session.document().edition(), header.formSet, {header.unit, header.period, program_.language().current()});
    if (!bytes) return messages_.showError(bytes.error());
    if (auto const written = writeFile(workbook, *bytes); !written) return messages_.showError(written.error());
    messages_.show(MessageBar::Kind::success, [workbook] { return tr("The template is in %1").arg(toQt(toText(workbook))); });
}

}  // namespace zhibao
