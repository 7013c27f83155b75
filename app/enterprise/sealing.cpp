#include "enterprise/sealing.h"

#include <algorithm>

#include "answers/structure.h"
#include "base/file.h"
#include "base/text.h"
#include "package/seal.h"
#include "store/draft_attachments.h"
#include "trust/unit_keys.h"

namespace zhibao {

Result<FileKeySigner> unitSigner(std::filesystem::path const& dataFolder, std::string const& unit, std::string const& name, Clock const& clock) {
    auto const [keyFile, certificateFile] = unitKeyFiles(dataFolder, unit);
    auto const folder = keyFile.parent_path();
    std::error_code problem;
    bool const hasKey = std::filesystem::exists(keyFile, problem);
    bool const hasCertificate = std::filesystem::exists(certificateFile, problem);
    if (hasKey != hasCertificate) return fail(error::unitKeyIncomplete, {{"file", toText(hasKey ? certificateFile : keyFile)}}, toText(folder));
    if (hasKey) {
        ZHIBAO_TRY(auto const keyPem, readFile(keyFile));
        ZHIBAO_TRY(auto key, inside(toText(keyFile), PrivateKey::readPem(keyPem)));
        ZHIBAO_TRY(auto const certificatePem, readFile(certificateFile));
        ZHIBAO_TRY(auto certificate, inside(toText(certificateFile), Certificate::read(certificatePem)));
        return inside(toText(keyFile), FileKeySigner::make(std::move(key), std::move(certificate)));
    }
    std::filesystem::create_directories(folder, problem);
    if (problem) return fail(error::fileUnwritable, {{"text", problem.message()}}, toText(folder));
    ZHIBAO_TRY(auto keys, makeUnitKeys({unit, name}, clock));
    ZHIBAO_CHECK(writeUnitKeys(keys, keyFile, certificateFile));
    return FileKeySigner::make(std::move(keys.key), std::move(keys.certificate));
}

std::string packageName(FilingHeader const& header) {
    return header.unit + "_" + header.period + "_" + header.formSet + "_v" + std::to_string(header.version) + ".zbs";
}

Result<std::filesystem::path> sealDraft(DraftSession& session, DraftStore& store, std::filesystem::path const& folder, std::filesystem::path const& dataFolder,
                                        RateTable const* rates, Clock const& clock) {
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
    ZHIBAO_TRY(auto signer, unitSigner(dataFolder, filing.header.unit, session.entry().unitName, clock));
    SealOptions options;
    options.programName = "zhibao-enterprise";
    options.programVersion = ZHIBAO_VERSION;
    if (rates != nullptr) {
        ZHIBAO_TRY(Period const period, parsePeriod(filing.header.period));
        options.rateTable = rates->digestOf(period);
    }
    ZHIBAO_TRY(auto const sealed, seal(filing, session.document().edition(), attachments, signer, clock, options));
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
