#include "benchmarks/example_inbox.h"

#include <fstream>
#include <string>

#include "answers/example_filings.h"
#include "package/seal.h"
#include "rules/judgement.h"
#include "trust/signer.h"

namespace zhibao::benchmarks {

namespace {

/// As a respondent would, so that nearly all filings are accepted, as in life.
void explainQueries(Filing& filing, Judgement const& judgement) {
    for (auto const& finding : judgement.findings) {
        if (finding.level == Level::query) filing.explanations.push_back({finding.rule, finding.cells, "样例数据，按合同和凭证核对后填报"});
    }
}

}  // namespace

Result<> makeInbox(Edition const& edition, std::filesystem::path const& folder, unsigned count, unsigned lines, Surroundings const& surroundings) {
    std::filesystem::create_directories(folder);
    FixedClock const clock{Moment{1'491'364'800}};  // 2017-04-05
    ZHIBAO_TRY(auto const quarter, Quarter::parse("2017Q1"));
    auto const* set = edition.findFormSet("quarterly");
    ZHIBAO_TRY(EditionRules const rules, EditionRules::compile(edition));
    SeededRandom random{1};
    for (unsigned unit = 1; unit <= count; ++unit) {
        auto const code = exampleUnitCode(unit);
        ZHIBAO_TRY(auto filing, randomFiling(edition, *set, code, quarter, lines, random));
        explainQueries(filing, judge(filing, edition, rules, RunsAt::bureau, surroundings));
        ZHIBAO_TRY(auto key, PrivateKey::generate());
        ZHIBAO_TRY(auto certificate, selfSignedCertificate(key, {code.text(), "样例"}, validFromNow(clock, 365)));
        ZHIBAO_TRY(auto signer, FileKeySigner::make(std::move(key), std::move(certificate)));
        ZHIBAO_TRY(auto const sealed, seal(filing, edition, {}, signer, clock));
        std::ofstream{folder / (std::to_string(100'000 + unit) + ".zbs"), std::ios::binary} << sealed.bytes;
    }
    return {};
}

std::vector<SurveyUnit> unitsOfInbox(unsigned count) {
    std::vector<SurveyUnit> units;
    for (unsigned unit = 1; unit <= count; ++unit)
        units.push_back({exampleUnitCode(unit), UnitState::active, {UnitProfile{Date{2016, 1, 1}, "样例" + std::to_string(unit), "500112", "", "", "", true}}});
    return units;
}

}  // namespace zhibao::benchmarks
