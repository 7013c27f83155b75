#pragma once
/// The parts of `verify`, each of which looks at one side of a ledger and adds what it finds. Only for the files beside this one.

#include <utility>

#include "store/verify.h"

namespace zhibao {

/// What the parts share.
struct Verification {
    Database& database;
    EditionLibrary const& library;
    VerifyOptions const& options;
    VerifyReport report;

    void problem(Error error) {
        if (report.problems.size() < options.problemLimit) report.problems.push_back(std::move(error));
        else report.isCutShort = true;
    }
};

/// The file's own consistency, and the chain of events with the rows that each wrote.
[[nodiscard]] Result<> verifyEvents(Verification& verification);
/// Every version: its package opened again, and what was derived from it.
[[nodiscard]] Result<> verifyVersions(Verification& verification);

}  // namespace zhibao
