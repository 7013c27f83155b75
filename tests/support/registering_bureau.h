#pragma once
/// A bureau with a ledger and an authority of its own, which answers registrations as the real one does.

#include <string>
#include <utility>
#include <vector>

#include "base/file.h"
#include "package/bulletin.h"
#include "package/starter.h"
#include "store/certificates.h"
#include "store/registrations.h"
#include "support/bureaus.h"
#include "support/catch.h"
#include "support/signers.h"
#include "support/temporary_folder.h"
#include "trust/pem.h"

namespace zhibao::test {

struct RegisteringBureau {
    TemporaryFolder folder;
    BureauDatabase database = makeBureau(folder / "bureau.db");
    BureauKeys keys = makeAuthority(database, "91999999MA0000023Y");
    SurveyState state = installedState();

    /// What stands beside the editions of this source tree.
    [[nodiscard]] static SurveyState installedState() {
        std::filesystem::path const forms = std::filesystem::path{ZHIBAO_SOURCE_FOLDER} / "forms";
        SurveyState state;
        state.holidays = readFile(forms / "calendar" / "holidays.csv").value();
        state.periods = readFile(forms / "calendar" / "periods.csv").value();
        state.rates = readFile(forms / "rates" / "fx_quarterly_per_usd.csv").value();
        return state;
    }
    [[nodiscard]] Certificate const& authority() const { return keys.authority.certificate; }
    /// The starter file.
    [[nodiscard]] Bytes approve(BytesView registration, Moment now, int days = 730) {
        auto const opened = readRegistration(registration);
        REQUIRE(opened);
        FixedClock const clock{now};
        auto const approved = approveRegistration(database, registration, {keys.authority, keys.bureau, opened->registration.key, days, state, clock, "0.1.0", "registration"});
        REQUIRE(approved);
        return approved->starter;
    }
    /// The same starter file with the unit's earlier filings.
    [[nodiscard]] Bytes withFilings(BytesView starter, std::vector<Bytes> filings, Moment now) {
        auto const unit = openExchange(starter).value().manifest.unit;
        auto opened = readStarter(starter, unit).value();
        opened.filings = std::move(filings);
        return writeStarter(opened, keys.bureau, FixedClock{now}, "0.1.0").value().bytes;
    }
    [[nodiscard]] Bytes returned(BytesView registration, std::string const& reason, Moment now) {
        return returnRegistration(database, registration, reason, keys.bureau, FixedClock{now}, "0.1.0", "registration").value();
    }
    [[nodiscard]] Bytes bulletin(std::string const& period, std::vector<BulletinNotice> notices, Moment now) {
        FixedClock const clock{now};
        Bulletin bulletin{period, std::move(notices), state};
        bulletin.state.revocations = pemOf("X509 CRL", revocationListNow(database, keys.authority, validFromNow(clock, 100)).value());
        return writeBulletin(bulletin, keys.bureau, clock, "0.1.0").value().bytes;
    }
};

}  // namespace zhibao::test
