#pragma once
/// Sealed files of example units for tests and benchmarks of intake and the ledger: random filings of the edition 2017-1, each unit with a
/// key of its own, made when first asked for.

#include <filesystem>
#include <map>
#include <memory>
#include <string>
#include <string_view>

#include "answers/example_filings.h"
#include "form/edition.h"
#include "intake/intake.h"
#include "package/seal.h"
#include "rules/edition_rules.h"
#include "support/arrivals.h"
#include "trust/signer.h"

namespace zhibao::test {

/// What filings are judged by in tests: the editions' own rules of the calendar, and the starter rates.
[[nodiscard]] JudgingData judgingData();

class Submissions {
public:
    Submissions();
    [[nodiscard]] EditionLibrary const& library() const noexcept { return library_; }
    [[nodiscard]] Edition const& edition() const noexcept { return *edition_; }

    /// The n-th example unit's filing of form 2 with `lines` random rows that obey the rules; another seed gives other figures.
    [[nodiscard]] Filing filing(unsigned unit, std::string_view quarter, unsigned lines = 3, std::uint64_t seed = 1) const;
    /// The n-th example unit's profile of a year, with no more than its name, its place and what conditions look at.
    [[nodiscard]] Filing profile(unsigned unit, std::string_view year) const;
    /// Version n+1 of a filing, with the figures of another seed.
    [[nodiscard]] Filing correction(Filing const& before, Digest const& identity, std::uint64_t seed) const;
    /// Version n+1, which takes the filing back for a reason.
    [[nodiscard]] static Filing withdrawal(Filing const& before, Digest const& identity);
    /// Sealed with the key of the filing's unit.
    [[nodiscard]] SealedPackage seal(Filing const& filing);
    [[nodiscard]] SealedPackage sealWith(Filing const& filing, Signer& signer) const;
    /// Sealed under a mandate with the key of another example unit.
    [[nodiscard]] SealedPackage sealFor(Filing const& filing, unsigned agent);
    /// Seals it into a file. Gives the identity.
    Digest write(std::filesystem::path const& path, Filing const& filing);

private:
    FileKeySigner& keyOf(std::string const& unit);

    EditionLibrary library_;
    std::shared_ptr<Edition const> edition_;
    EditionRules rules_;
    std::map<std::string, std::unique_ptr<FileKeySigner>, std::less<>> signers_;
};

}  // namespace zhibao::test
