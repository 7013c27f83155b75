#pragma once
/// Intake's ledger on the bureau's database. A batch is one transaction: after a crash each filing is there whole or not at all.
///
/// What arrives first for a form set and period opens it (openings.h). A unit that is not in the register enters it as `unconfirmed`, by
/// its code alone. The unit's first key is pinned; a filing sealed with another key is refused. From the first certificate that the
/// bureau's authority issues to the unit, its key is pinned, and one of its certificates has to hold when a filing arrives (certificates.h). The first arrival of an edition is noted.

#include <map>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "intake/ledger.h"
#include "store/bureau_database.h"

namespace zhibao {

class EventLog;

class BureauLedger final : public Ledger {
public:
    /// The database must outlive the ledger.
    explicit BureauLedger(BureauDatabase& database) noexcept : database_(&database) {}
    [[nodiscard]] Result<std::vector<Outcome>> receive(std::vector<Arrival> const& arrivals) override;
    [[nodiscard]] Result<std::unique_ptr<PriorFilings>> priorFilings() override;

private:
    /// The next free numbers, read at the start of each transaction because other programs write too.
    struct Numbers {
        std::int64_t unit = 0;
        std::int64_t filing = 0;
        std::int64_t version = 0;
        std::int64_t refusal = 0;
    };

    [[nodiscard]] Result<std::vector<Outcome>> receiveInTransaction(std::vector<Arrival> const& arrivals);
    [[nodiscard]] Result<Outcome> take(JudgedFiling const& filing, EventLog& log, Numbers& numbers, AcceptancePolicy policy);
    [[nodiscard]] Result<Outcome> refuse(std::string_view fileName, std::optional<Digest> const& fileDigest, Error const& error, Moment arrived, EventLog& log,
                                         Numbers& numbers);
    [[nodiscard]] Result<std::int64_t> openingOf(JudgedFiling const& filing, std::string const& period, EventLog& log);
    [[nodiscard]] Result<bool> isNewEdition(JudgedFiling const& filing);
    [[nodiscard]] Result<> storeContents(JudgedFiling const& filing, std::int64_t version);

    BureauDatabase* database_;
    // What is known not to change any more; forgotten when a transaction fails.
    std::map<std::pair<std::string, std::string>, std::int64_t> openings_;
    std::set<std::pair<std::string, Digest>> editions_;
};

}  // namespace zhibao
