#include "support/submissions.h"

#include <fstream>
#include <stdexcept>

#include "base/file.h"
#include "calendar/survey_data.h"

#include "support/signers.h"

namespace zhibao::test {

namespace {

template <class T>
T orFail(Result<T> result) {
    if (!result) {
        auto const& error = result.error();
        auto text = std::string{error.code.name()} + " " + error.where();
        for (auto const& [name, value] : error.arguments) text += " " + name + "=" + value;
        throw std::runtime_error{text};
    }
    return *std::move(result);
}

}  // namespace

JudgingData judgingData() {
    static Schedule const schedule;
    static SurveyData const data = orFail(loadSurveyData(pathOf(ZHIBAO_SOURCE_FOLDER) / "forms"));
    return {schedule, data.rates};
}

namespace {

/// Explains every query as a respondent would, so that the filing is clean.
Filing explained(Filing filing, EditionRules const& rules) {
    Surroundings surroundings;
    surroundings.rates = &judgingData().rates;
    for (auto const& finding : rules.check(filing, RunsAt::enterprise, surroundings))
        if (finding.level == Level::query) filing.explanations.push_back({finding.rule, finding.cells, "样例：" + filing.header.period + "按合同和凭证核对后填报"});
    return filing;
}

}  // namespace

Submissions::Submissions() : library_(pathOf(ZHIBAO_SOURCE_FOLDER) / "forms"), edition_(orFail(library_.find("services-trade/2017-1"))), rules_(orFail(EditionRules::compile(*edition_))) {}

Filing Submissions::filing(unsigned unit, std::string_view quarter, unsigned lines, std::uint64_t seed) const {
    SeededRandom random{seed * 1'000'003 + unit};
    return explained(orFail(randomFiling(*edition_, *edition_->findFormSet("quarterly"), exampleUnitCode(unit), orFail(Quarter::parse(quarter)), lines, random)), rules_);
}

Filing Submissions::profile(unsigned unit, std::string_view year) const {
    auto filing = newFiling(*edition_, *edition_->findFormSet("profile"), exampleUnitCode(unit).text(), std::string{year});
    auto const& form = *edition_->findForm("form1");
    auto const answer = [&](std::string_view column, Cell cell) { filing.findForm("form1")->rows.front().cells[*form.indexOf(column)] = std::move(cell); };
    answer("unitName", std::string{"样例单位"});
    answer("district", std::string{"500112"});
    answer("isOutsourcing", std::string{"yes"});
    answer("foreignShare", Money::ofHundredths(60'00));
    return filing;
}

Filing Submissions::correction(Filing const& before, Digest const& identity, std::uint64_t seed) const {
    SeededRandom random{seed * 1'000'003};
    auto const lines = static_cast<unsigned>(before.forms.front().rows.size());
    auto filing = orFail(randomFiling(*edition_, *edition_->findFormSet("quarterly"), orFail(UnitCode::parse(before.header.unit)),
                                      orFail(Quarter::parse(before.header.period)), lines, random));
    filing.header.version = before.header.version + 1;
    filing.header.replaces = identity;
    filing.header.kind = FilingKind::correction;
    filing.header.reason = "样例";
    return explained(std::move(filing), rules_);
}

Filing Submissions::withdrawal(Filing const& before, Digest const& identity) {
    auto filing = withdrawalOf(before, identity);
    filing.header.reason = "样例：重复报送，已由总公司合并报送";
    return filing;
}

FileKeySigner& Submissions::keyOf(std::string const& unit) {
    auto& signer = signers_[unit];
    if (!signer) signer = std::make_unique<FileKeySigner>(signerOf(unit));
    return *signer;
}

SealedPackage Submissions::seal(Filing const& filing) {
    return sealWith(filing, keyOf(filing.header.unit));
}

SealedPackage Submissions::sealFor(Filing const& filing, unsigned agent) {
    SealOptions options;
    options.isUnderMandate = true;
    return orFail(zhibao::seal(filing, *edition_, {}, keyOf(exampleUnitCode(agent).text()), FixedClock{dayOfArrival}, options));
}

SealedPackage Submissions::sealWith(Filing const& filing, Signer& signer) const {
    return orFail(zhibao::seal(filing, *edition_, {}, signer, FixedClock{dayOfArrival}));
}

Digest Submissions::write(std::filesystem::path const& path, Filing const& filing) {
    auto const sealed = seal(filing);
    // Tests do not wait for the disk.
    std::ofstream file{path, std::ios::binary};
    file << sealed.bytes;
    return sealed.identity;
}

}  // namespace zhibao::test
