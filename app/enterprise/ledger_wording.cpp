#include "enterprise/ledger_wording.h"

#include <QStringList>

#include "ui/text.h"

namespace zhibao {

QString LedgerWording::nameOf(LedgerField field) {
    switch (field) {
        case LedgerField::date: return tr("Date");
        case LedgerField::document: return tr("Voucher");
        case LedgerField::customer: return tr("Customer");
        case LedgerField::service: return tr("Service");
        case LedgerField::partner: return tr("Country");
        case LedgerField::flow: return tr("Export or import");
        case LedgerField::mode: return tr("Mode of supply");
        case LedgerField::outsourcing: return tr("Outsourcing");
        case LedgerField::currency: return tr("Currency");
        case LedgerField::amount: return tr("Amount");
        case LedgerField::debit: return tr("Debit (what goes out)");
        case LedgerField::credit: return tr("Credit (what comes in)");
        case LedgerField::dollars: return tr("The same amount in US dollars");
        case LedgerField::remark: break;
    }
    return tr("Remark");
}

QString LedgerWording::nameOf(LineOutcome outcome) {
    switch (outcome) {
        case LineOutcome::taken: return tr("taken");
        case LineOutcome::rounded: return tr("taken, rounded to 0.01");
        case LineOutcome::leftOut: return tr("left out as you said");
        case LineOutcome::totalLine: return tr("sums and closing entries");
        case LineOutcome::outsidePeriod: return tr("of other periods");
        case LineOutcome::unmapped: return tr("without a code");
        case LineOutcome::refused: break;
    }
    return tr("unreadable");
}

QString LedgerWording::sumsOf(LedgerTally const& tally) {
    QStringList sums;
    for (auto const& [currency, sum] : tally.sums) sums.append(toQt(currency + " " + sum.text(true)));
    return sums.isEmpty() ? QStringLiteral("–") : sums.join(QStringLiteral(", "));
}

}  // namespace zhibao
