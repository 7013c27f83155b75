#pragma once
/// How the fields and outcomes of a ledger's import are called on the screen.

#include <QCoreApplication>

#include "import/ledger_import.h"

namespace zhibao {

class LedgerWording {
    Q_DECLARE_TR_FUNCTIONS(zhibao::LedgerWording)
public:
    [[nodiscard]] static QString nameOf(LedgerField field);
    [[nodiscard]] static QString nameOf(LineOutcome outcome);
    /// "USD 1,250.01, CNY 3.00"; a dash for nothing.
    [[nodiscard]] static QString sumsOf(LedgerTally const& tally);
};

}  // namespace zhibao
