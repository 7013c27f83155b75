#include "store/bureau_intake.h"

#include "store/bureau_ledger.h"
#include "store/rates.h"

namespace zhibao {

Result<IntakeReport> takeInAtBureau(std::vector<std::filesystem::path> const& paths, EditionLibrary const& library, SurveyData const& data,
                                    BureauDatabase& database, IntakeOptions const& options) {
    ZHIBAO_TRY(RateTable const rates, bureauRates(database, data.rates));
    BureauLedger ledger{database};
    return takeIn(paths, library, {data.schedule, rates}, ledger, options);
}

}  // namespace zhibao
