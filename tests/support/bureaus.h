#pragma once
/// Bureau databases for tests, and what totals would see in them.

#include <filesystem>
#include <map>
#include <string>
#include <vector>

#include "intake/ledger.h"
#include "store/bureau_database.h"
#include "trust/authority.h"
#include "trust/signer.h"

namespace zhibao::test {

/// A new ledger; not durable, so that tests do not wait for the disk.
[[nodiscard]] BureauDatabase makeBureau(std::filesystem::path const& path);
[[nodiscard]] BureauDatabase openBureau(std::filesystem::path const& path);

/// An authority that the bureau has made its own, and what the bureau signs with, which that authority issued to the bureau itself.
struct BureauKeys {
    Authority authority;
    FileKeySigner bureau;
};
[[nodiscard]] BureauKeys makeAuthority(BureauDatabase& database, std::string const& bureau);

/// An authority, a certificate that it issued to the unit and revoked, a registration that was approved (of example unit 41) and one that was returned. Gives what the bureau signs with, which the authority issued to the bureau itself.
FileKeySigner addCertificates(BureauDatabase& database, std::string const& unit);

/// Receives them one by one, each in a transaction of its own.
std::vector<Outcome> receiveEach(BureauDatabase& database, std::vector<Arrival> const& arrivals);

/// The accepted rows of 2016Q1 to 2018Q4 as texts "2017Q1 UNIT export SJ211 USD 100.00", sorted.
[[nodiscard]] std::vector<std::string> totalsIn(BureauDatabase const& database);

}  // namespace zhibao::test
