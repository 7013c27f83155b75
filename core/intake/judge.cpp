#include "intake/judge.h"

#include <algorithm>
#include <iterator>
#include <map>
#include <mutex>
#include <utility>
#include <variant>

#include "answers/scope.h"
#include "intake/file_kind.h"
#include "package/envelope.h"
#include "package/open.h"
#include "rules/edition_rules.h"
#include "rules/judgement.h"
#include "rules/neighbours.h"

namespace zhibao {

namespace {

/// An edition with its rules ready to run.
struct ReadyEdition {
    std::shared_ptr<Edition const> edition;
    EditionRules rules;
};

std::uint64_t firstBytes(Digest const& digest) noexcept {
    std::uint64_t number = 0;
    for (std::size_t i = 0; i < 8; ++i) number = number << 8U | digest.bytes()[i];
    return number;
}

/// Structural problems first, then what the rules say.
std::vector<JudgedFinding> findingsOf(Judgement judgement) {
    std::vector<JudgedFinding> findings;
    findings.reserve(judgement.problems.size() + judgement.findings.size());
    for (std::size_t i = 0; i < judgement.problems.size(); ++i) {
        auto& problem = judgement.problems[i];
        findings.push_back({std::string{problem.error.code.name()}, std::string{nameOf(problem.level)}, "violated", judgement.problemExplained[i],
                            std::move(problem.cells), std::move(problem.error.arguments), {}});
    }
    for (std::size_t i = 0; i < judgement.findings.size(); ++i) {
        auto& finding = judgement.findings[i];
        auto arguments = std::move(finding.arguments);
        // By this the explanation is found again that answers one of several parts.
        if (finding.part != finding.rule) arguments.emplace(std::string{partArgument}, std::move(finding.part));
        findings.push_back({std::move(finding.rule), std::string{nameOf(finding.level)}, std::string{nameOf(finding.verdict)}, judgement.findingExplained[i],
                            std::move(finding.cells), std::move(arguments), std::move(finding.message)});
    }
    return findings;
}

/// A filing that can be judged, and what is known of it already.
struct Opened {
    std::shared_ptr<ReadyEdition const> ready;
    Filing filing;
    Surroundings surroundings;
    JudgedFiling judged;
};

using Read = std::variant<Opened, RefusedFile>;

}  // namespace

struct Judge::State {
    EditionLibrary const* library;
    Schedule const* schedule;
    RateTable const* rates;
    PackageLimits limits;
    PrivateKey const* envelopeKey;
    std::mutex mutex;
    std::map<std::string, Result<std::shared_ptr<ReadyEdition const>>, std::less<>> editions;  // also those that cannot be had, and why

    Result<std::shared_ptr<ReadyEdition const>> ready(std::string const& id) {
        std::lock_guard const lock{mutex};
        if (auto const known = editions.find(id); known != editions.end()) return known->second;
        return editions.emplace(id, make(id)).first->second;
    }

    [[nodiscard]] Result<std::shared_ptr<ReadyEdition const>> make(std::string const& id) const {
        ZHIBAO_TRY(auto edition, library->find(id));
        ZHIBAO_TRY(auto rules, EditionRules::compile(*edition));
        return std::make_shared<ReadyEdition const>(ReadyEdition{std::move(edition), std::move(rules)});
    }

    Result<Read> read(Submission submission, PriorFilings* prior);

    /// What came in the envelope.
    [[nodiscard]] Result<Bytes> outOfEnvelope(BytesView envelope) const {
        if (envelopeKey == nullptr) return fail(error::envelopeKeyMissing);
        return openEnvelope(envelope, *envelopeKey, limits);
    }

    /// What rules compare the filing with. A package that counts and can no longer be read is for `verify` to report; here it is as if
    /// it were not known.
    Result<Surroundings> surroundingsOf(Filing const& filing, UnitCode const& unit, Edition const& edition, Period const& period,
                                        FilingWindow const& window, Moment arrived, PriorFilings* prior) {
        Surroundings surroundings;
        surroundings.rates = rates;
        surroundings.today = dayInChina(arrived);
        surroundings.opens = dayInChina(window.opens);
        if (prior == nullptr) return surroundings;
        ZHIBAO_TRY(auto known, prior->of(unit, neighboursOf(filing.header, edition), lastDay(period)));
        surroundings.registered = std::move(known.registered);
        for (auto const& package : known.packages) {
            auto const answers = readAnswers(package, limits);
            if (!answers) continue;
            auto const its = ready(answers->header.edition);
            if (!its) continue;
            auto earlier = readPackagedFiling(*answers, *(*its)->edition);
            if (earlier) surroundings.filings.push_back({(*its)->edition, *std::move(earlier)});
        }
        return surroundings;
    }
};

Judge::Judge(EditionLibrary const& library, Schedule const& schedule, RateTable const& rates, PackageLimits const& limits, PrivateKey const* envelopeKey)
    : state_(new State{&library, &schedule, &rates, limits, envelopeKey, {}, {}}) {}
Judge::~Judge() = default;
Judge::Judge(Judge&&) noexcept = default;

Result<Arrival> Judge::judge(std::string fileName, Bytes package, Moment arrived, PriorFilings* prior) const {
    std::vector<Submission> one;
    one.push_back({std::move(fileName), std::move(package), arrived});
    return std::move(judge(std::move(one), prior).front());
}

std::vector<Result<Arrival>> Judge::judge(std::vector<Submission> submissions, PriorFilings* prior) const {
    std::vector<Result<Read>> read;
    read.reserve(submissions.size());
    for (auto& submission : submissions) read.push_back(state_->read(std::move(submission), prior));

    // The filings of one edition are judged together.
    std::map<ReadyEdition const*, std::vector<Opened*>> byEdition;
    for (auto& one : read) {
        if (auto* opened = one ? std::get_if<Opened>(&*one) : nullptr) byEdition[opened->ready.get()].push_back(opened);
    }
    for (auto& [ready, filings] : byEdition) {
        std::vector<EditionRules::Question> questions;
        questions.reserve(filings.size());
        for (auto const* one : filings) questions.push_back({&one->filing, &one->surroundings});
        auto judgements = zhibao::judge(questions, *ready->edition, ready->rules, RunsAt::bureau);
        for (std::size_t i = 0; i < filings.size(); ++i) {
            auto& judged = filings[i]->judged;
            auto own = findingsOf(std::move(judgements[i]));
            judged.findings.insert(judged.findings.begin(), std::make_move_iterator(own.begin()), std::make_move_iterator(own.end()));
            judged.findingsDigest = digestOf(judged.findings);
        }
    }

    std::vector<Result<Arrival>> arrivals;
    arrivals.reserve(read.size());
    for (auto& one : read) {
        if (!one) arrivals.emplace_back(tl::unexpected(std::move(one).error()));
        else if (auto* opened = std::get_if<Opened>(&*one)) arrivals.emplace_back(std::move(opened->judged));
        else arrivals.emplace_back(std::move(std::get<RefusedFile>(*one)));
    }
    return arrivals;
}

/// Everything but what rules say.
Result<Read> Judge::State::read(Submission submission, PriorFilings* prior) {
    auto& fileName = submission.fileName;
    auto& package = submission.package;
    auto const arrived = submission.arrived;
    auto packageDigest = sha256(package);
    auto const refused = [&](Error error) -> Read { return RefusedFile{fileName, packageDigest, std::move(error), arrived}; };

    if (isMeantAsEnvelope(package)) {
        // The ledger keeps what the unit sealed, whichever way it came: verifying it later needs no key.
        auto inner = outOfEnvelope(package);
        if (!inner) return refused(std::move(inner).error());
        package = *std::move(inner);
        packageDigest = sha256(package);
    }
    auto opened = openPackage(package, limits);
    if (!opened) {
        auto const otherKind = otherKindOf(package);
        return refused(otherKind ? Error{*otherKind, {}, {}} : std::move(opened).error());
    }
    auto const ready = this->ready(opened->header.edition);
    if (!ready) {
        auto const& problem = ready.error();
        if (problem.code == error::editionUnknown) return refused(problem);
        return refused(Error{error::editionUnusable, {}, {{"edition", opened->header.edition}, {"problem", problem.where() + ": " + std::string{problem.code.name()}}}});
    }
    auto const& edition = *(*ready)->edition;
    auto filing = readPackagedFiling(*opened, edition);
    if (!filing) return refused(std::move(filing).error());
    auto unit = UnitCode::parse(filing->header.unit);
    if (!unit) return refused(std::move(unit).error());
    auto const* set = edition.findFormSet(filing->header.formSet);
    if (set == nullptr) return refused(unknownFormSet(filing->header.formSet, edition));
    auto period = parsePeriod(filing->header.period);
    if (!period) return refused(std::move(period).error());
    // Who takes in a filing for a period opens it for everybody.
    if (auto begun = checkPeriodHasBegun(*period, dayInChina(arrived)); !begun) return refused(std::move(begun).error());
    auto window = schedule->window(*set, *period);
    if (!window) return refused(std::move(window).error());

    ZHIBAO_TRY(Surroundings surroundings, surroundingsOf(*filing, *unit, edition, *period, *window, arrived, prior));

    JudgedFiling judged{.fileName = std::move(fileName),
                        .package = std::move(package),
                        .packageDigest = packageDigest,
                        .identity = opened->identity,
                        .unit = *std::move(unit),
                        .header = filing->header,
                        .period = *period,
                        .editionDigest = edition.digest,
                        .signer = opened->signer.keyFingerprint(),
                        .certificate = opened->signer.der(),
                        .window = *std::move(window),
                        .rows = tradeRowsOf(*filing, edition),
                        .rowsDigest = {},
                        .findings = {},
                        .findingsDigest = {},
                        .profile = profileOf(*filing, edition),
                        .arrived = arrived,
                        .characteristics = characteristicsOf(*filing, edition).value_or(Characteristics{}),
                        .formSet = std::shared_ptr<FormSet const>{(*ready)->edition, set},
                        .agent = opened->manifest.agent};
    if (auto const& seen = opened->manifest.rateTable; seen && *seen != rates->digestOf(*period))
        judged.findings.push_back({std::string{error::ratesDiffer.name()}, "notice", "violated", false, {{"header", 0, "period"}}, {{"period", filing->header.period}}, {}});
    judged.rowsDigest = digestOf(judged.rows);
    return Opened{*ready, *std::move(filing), std::move(surroundings), std::move(judged)};
}

std::optional<std::uint64_t> Judge::unitOf(BytesView package) const {
    if (isMeantAsEnvelope(package)) {
        auto const inner = state_->outOfEnvelope(package);
        // An envelope in an envelope is no package.
        return inner && !isMeantAsEnvelope(*inner) ? unitOf(*inner) : std::nullopt;
    }
    auto const unit = glanceAtUnit(package, state_->limits);
    auto const code = unit ? UnitCode::parse(*unit) : tl::unexpected(unit.error());
    if (!code) return std::nullopt;
    return firstBytes(sha256(code->organisationCode()));
}

std::optional<Judge::Rank> Judge::rankOf(BytesView package) const {
    if (isMeantAsEnvelope(package)) {
        auto const inner = state_->outOfEnvelope(package);
        return inner && !isMeantAsEnvelope(*inner) ? rankOf(*inner) : std::nullopt;
    }
    auto const glance = glanceAt(package, state_->limits);
    if (!glance) return std::nullopt;
    auto const& header = glance->header;
    auto const period = parsePeriod(header.period);
    auto const unit = UnitCode::parse(header.unit);
    if (!period || !unit) return std::nullopt;
    Rank rank;
    rank.unit = firstBytes(sha256(unit->organisationCode()));
    rank.lastDay = lastDay(*period);
    rank.isAnnual = std::holds_alternative<Year>(*period);
    rank.version = header.version;
    rank.identity = firstBytes(glance->identity);
    auto const ready = state_->ready(header.edition);
    if (!ready) return rank;
    auto const& edition = *(*ready)->edition;
    if (auto const* set = edition.findFormSet(header.formSet)) {
        rank.formSet = static_cast<std::size_t>(set - edition.formSets.data());
        rank.isProfile = std::find(set->forms.begin(), set->forms.end(), edition.ruleData.profile) != set->forms.end();
    }
    return rank;
}

}  // namespace zhibao
