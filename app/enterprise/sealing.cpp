#include "enterprise/sealing.h"

#include <algorithm>

#include "answers/structure.h"
#include "base/file.h"
#include "base/text.h"
#include "package/seal.h"
#include "store/draft_attachments.h"
#include "store/signing_agents.h"
#include "store/unit_registration.h"
#include "trust/unit_keys.h"

namespace zhibao {

Result<std::filesystem::path> sealDraft(DraftSession& session, DraftStore& store, std::filesystem::path const& folder, std::filesystem::path const& dataFolder,
                                        RateTable const* rates, Clock const& clock, SealingKey const& key) {
    if (session.entry().purpose == DraftPurpose::practice) return fail(error::draftIsPractice);
    auto const& filing = session.document().filing();
    // Said before all else, because the field stands on the very page that seals.
    if (needsReason(filing.header.kind) && trimmed(filing.header.reason).empty())
        return fail(error::versionReasonMissing, {{"kind", std::string{nameOf(filing.header.kind)}}});
    auto const judgement = session.check().judgeNow();
    if (judgement.blocksSealing()) {
        auto const& findings = session.check().findings();
        auto const count = [&](Level level) {
            return std::to_string(std::count_if(findings.begin(), findings.end(), [&](auto const& finding) { return finding.blocks && finding.level == level; }));
        };
        return fail(error::sealNotPossible, {{"errors", count(Level::error)}, {"queries", count(Level::query)}});
    }
    ZHIBAO_TRY(auto const attachments, readAttachments(store, session.entry().id));
    auto const& unit = filing.header.unit;
    ZHIBAO_TRY(auto signer, key.agent.empty() ? ownSigner(store, dataFolder, unit, session.entry().unitName, clock, key.passphrase)
                                              : presentUnitSigner(dataFolder, key.agent, key.passphrase));
    SealOptions options;
    options.isUnderMandate = !key.agent.empty();
    options.programName = "zhibao-enterprise";
    options.programVersion = ZHIBAO_VERSION;
    if (rates != nullptr) {
        ZHIBAO_TRY(Period const period, parsePeriod(filing.header.period));
        options.rateTable = rates->digestOf(period);
    }
    ZHIBAO_TRY(auto const sealed, seal(filing, session.document().edition(), attachments, signer, clock, options));
    ZHIBAO_CHECK(rememberAgent(store, unit, key.agent));
    std::error_code problem;
    std::filesystem::create_directories(folder, problem);
    auto const file = folder / packageName(filing.header);
    ZHIBAO_CHECK(writeFile(file, sealed.bytes));
    if (auto const recorded = session.recordSeal({sealed.identity, toText(file), clock.now()}); !recorded) {
        // A file that this program does not know of would be sealed a second time, as a fork of the first.
        std::filesystem::remove(file, problem);
        return tl::unexpected(recorded.error());
    }
    return file;
}

}  // namespace zhibao
