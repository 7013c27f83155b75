#include <algorithm>
#include <memory>
#include <optional>

#include <CLI/CLI.hpp>

#include "answers/edit.h"
#include "answers/version_diff.h"
#include "base/file.h"
#include "batch/arguments.h"
#include "batch/filings.h"
#include "batch/packages.h"
#include "batch/verbs.h"
#include "i18n/head_words.h"
#include "i18n/sentences.h"
#include "package/open.h"
#include "register/credit_code.h"
#include "store/bureau_database.h"
#include "store/lists.h"

namespace zhibao {

namespace {

struct DiffOptions {
    std::string before;
    std::string after;
    std::string database;
    std::string unit;
    std::string formSet;
    std::string period;
    std::string format = "text";
};

/// A filing document or a sealed file, whichever it is.
Result<LoadedFiling> loadVersion(Console& console, std::string const& path) {
    if (path == "-") return loadFiling(console, path);
    ZHIBAO_TRY(Bytes const bytes, console.read(path));
    if (!bytes.starts_with("PK")) return loadFiling(console, path);
    ZHIBAO_TRY(OpenedPackage const package, inside(path, openSealedFile(bytes)));
    ZHIBAO_TRY(auto edition, inside(path, console.edition(package.header.edition)));
    ZHIBAO_TRY(Filing filing, inside(path, readPackagedFiling(package, *edition)));
    return LoadedFiling{std::move(edition), std::move(filing)};
}

/// The version with that number, as the bureau's ledger keeps it.
Result<LoadedFiling> loadFromLedger(Console& console, DiffOptions const& options, std::string const& number) {
    bool const isNumber = !number.empty() && number.size() < 9 && number.find_first_not_of("0123456789") == std::string::npos;
    if (!isNumber) return fail(error::versionNotFound, {{"unit", options.unit}, {"set", options.formSet}, {"period", options.period}}, number);
    ZHIBAO_TRY(auto const database, BureauDatabase::open(pathOf(options.database), Database::Access::readOnly));
    ZHIBAO_TRY(Period const period, periodArgument(options.period));
    ZHIBAO_TRY(auto const version, inside(number, versionNamed(database, options.unit, options.formSet, toText(period), std::stoll(number))));
    ZHIBAO_TRY(auto const stored, readVersion(database, version));
    ZHIBAO_TRY(auto const answers, inside(number, readAnswers(stored.package)));
    ZHIBAO_TRY(auto edition, inside(number, console.edition(answers.header.edition)));
    ZHIBAO_TRY(Filing filing, inside(number, readPackagedFiling(answers, *edition)));
    return LoadedFiling{std::move(edition), std::move(filing)};
}

/// Differences as lines of text.
class DifferenceLines {
public:
    DifferenceLines(LoadedFiling const& before, LoadedFiling const& after, Language language) : before_(before), after_(after), language_(language) {}

    [[nodiscard]] std::string of(HeadDifference const& difference) const {
        auto const words = [&](std::string const& value) { return headText(difference.key, value, language_); };
        return changed(headTitle(difference.key, language_), words(difference.before), words(difference.after));
    }

    [[nodiscard]] std::string of(ExplanationDifference const& difference) const {
        return changed(phrase("diff-explanation", {{"rule", difference.rule}}, language_), shown(difference.before), shown(difference.after));
    }

    [[nodiscard]] std::vector<std::string> of(RowDifference const& difference) const {
        auto const& version = difference.after ? after_ : before_;
        auto const* form = version.edition->findForm(difference.form);
        auto const row = difference.after ? *difference.after : difference.before.value_or(0);
        ErrorArguments const place{{"form", form == nullptr ? difference.form : form->title.in(language_)}, {"row", std::to_string(row + 1)}};
        std::vector<std::string> lines;
        if (!difference.before) lines.push_back(phrase("diff-row-added", place, language_));
        if (!difference.after) lines.push_back(phrase("diff-row-removed", place, language_));
        for (auto const& cell : difference.cells) {
            auto arguments = place;
            auto const column = form == nullptr ? std::nullopt : form->indexOf(cell.column);
            arguments.emplace("column", column ? form->columns[*column].title.in(language_) : cell.column);
            lines.push_back(changed(phrase("place-row", arguments, language_), shown(before_, difference.form, cell.column, cell.before),
                                    shown(after_, difference.form, cell.column, cell.after)));
        }
        return lines;
    }

private:
    [[nodiscard]] std::string changed(std::string const& place, std::string const& before, std::string const& after) const {
        return phrase("diff-changed", {{"place", place}, {"before", before}, {"after", after}}, language_);
    }
    [[nodiscard]] std::string shown(std::string const& text) const { return text.empty() ? phrase("diff-blank", {}, language_) : text; }
    [[nodiscard]] std::string shown(LoadedFiling const& version, std::string const& formId, std::string const& columnId, Cell const& cell) const {
        auto const* form = version.edition->findForm(formId);
        auto const column = form == nullptr ? std::nullopt : form->indexOf(columnId);
        return shown(column ? displayText(cell, form->columns[*column], Unit::one, language_, *version.edition) : std::string{});
    }

    LoadedFiling const& before_;
    LoadedFiling const& after_;
    Language language_;
};

Result<> diffVersions(Console& console, DiffOptions const& options) {
    bool const isInLedger = !options.database.empty();
    ZHIBAO_TRY(LoadedFiling const before, isInLedger ? loadFromLedger(console, options, options.before) : loadVersion(console, options.before));
    ZHIBAO_TRY(LoadedFiling const after, isInLedger ? loadFromLedger(console, options, options.after) : loadVersion(console, options.after));
    ZHIBAO_TRY(auto const difference, differenceOf({before.filing, *before.edition}, {after.filing, *after.edition}));
    if (options.format == "json") {
        console.say(toText(toJson(difference), 2));
        return {};
    }
    DifferenceLines const lines{before, after, console.language()};
    for (auto const& one : difference.head) console.say(lines.of(one));
    for (auto const& one : difference.rows)
        for (auto const& line : lines.of(one)) console.say(line);
    for (auto const& one : difference.explanations) console.say(lines.of(one));
    console.sayPhrase(difference.isEmpty() ? "diff-none" : "diff-done",
                      {{"cells", std::to_string(difference.cellCount())}, {"rows", std::to_string(difference.rows.size())}});
    return {};
}

struct ChainOptions {
    std::string database;
    std::string unit;
    std::string formSet;
    std::string period;
    std::string format = "text";
};

/// All versions of one filing, in the order of arrival.
Result<> showChain(Console& console, ChainOptions const& options) {
    ZHIBAO_TRY(UnitCode const unit, inside("--unit", UnitCode::parse(options.unit)));
    ZHIBAO_TRY(Period const period, periodArgument(options.period));
    ZHIBAO_TRY(auto const database, BureauDatabase::open(pathOf(options.database), Database::Access::readOnly));
    ZHIBAO_TRY(auto versions, listVersions(database, {.period = toText(period), .formSet = options.formSet, .unit = unit.text(), .state = {}}, std::nullopt, 10'000));
    if (versions.empty()) return fail(error::versionNotFound, {{"unit", unit.text()}, {"set", options.formSet}, {"period", toText(period)}}, "--unit");
    std::reverse(versions.begin(), versions.end());
    JsonValue::Array rows;
    for (auto const& one : versions) {
        if (options.format == "text") {
            console.sayPhrase("version-line", {{"version", std::to_string(one.number)},
                                               {"ledger", std::to_string(one.version)},
                                               {"kind", one.kind},
                                               {"arrived", chinaTimeText(one.arrived)},
                                               {"state", std::string{nameOf(one.state)}},
                                               {"reason", one.reason},
                                               {"identity", one.identity.hex()}});
            if (!one.agent.empty()) console.sayPhrase("version-agent", {{"agent", one.agent}});
            continue;
        }
        ZHIBAO_TRY(auto const stored, readVersion(database, one.version));
        rows.push_back(JsonValue::Object{{"version", one.number},
                                         {"ledgerNumber", one.version},
                                         {"agent", one.agent},
                                         {"kind", one.kind},
                                         {"zero", one.isZero},
                                         {"late", one.isLate},
                                         {"arrived", toText(one.arrived)},
                                         {"state", nameOf(one.state)},
                                         {"reason", one.reason},
                                         {"identity", one.identity.hex()},
                                         {"replaces", stored.replaces ? JsonValue{stored.replaces->hex()} : JsonValue{}}});
    }
    if (options.format == "json") console.say(toText(JsonValue{JsonValue::Object{{"versions", std::move(rows)}}}, 2));
    return {};
}

}  // namespace

void addDiffVerb(CLI::App& program, Work& chosen) {
    {
        auto options = std::make_shared<ChainOptions>();
        auto* verb = program.add_subcommand("versions", "The chain of versions of one filing in the bureau's ledger / 申报的版本链");
        addDatabaseOption(*verb, options->database);
        verb->add_option("--unit", options->unit, "Unified social credit code / 统一社会信用代码")->required();
        verb->add_option("--set", options->formSet, "Form set / 报表任务")->required();
        verb->add_option("--period", options->period, "Period, such as 2017Q1 / 报告期")->required();
        verb->add_option("--format", options->format, "text or json / 输出格式")->check(CLI::IsMember({"json", "text"}));
        verb->footer("Example:\n  zhibao versions --db bureau.db --unit 91999999000000019D --set quarterly --period 2017Q1");
        verb->callback([options, &chosen] { chosen = [options](Console& console) { return console.finish(showChain(console, *options)); }; });
    }
    auto options = std::make_shared<DiffOptions>();
    auto* verb = program.add_subcommand("diff", "What two versions of a filing say differently, cell by cell / 对比两个版本");
    verb->add_option("before", options->before, "Earlier version: a filing or a sealed file, - for standard input / 较早的版本")->required();
    verb->add_option("after", options->after, "Later version / 较晚的版本")->required();
    verb->add_option("--format", options->format, "text or json / 输出格式")->check(CLI::IsMember({"json", "text"}));
    auto* database = verb->add_option("--db", options->database, "Database of the bureau; then the versions are named by their numbers / 数据库");
    auto* unit = verb->add_option("--unit", options->unit, "Unified social credit code / 统一社会信用代码")->needs(database);
    auto* set = verb->add_option("--set", options->formSet, "Form set / 报表任务")->needs(database);
    auto* period = verb->add_option("--period", options->period, "Period, such as 2017Q1 / 报告期")->needs(database);
    database->needs(unit)->needs(set)->needs(period);
    verb->footer("Example:\n  zhibao diff filing_v1.zbs filing_v2.zbs\n  zhibao diff 1 2 --db bureau.db --unit 91999999000000019D --set quarterly --period 2017Q1");
    verb->callback([options, &chosen] { chosen = [options](Console& console) { return console.finish(diffVersions(console, *options)); }; });
}

}  // namespace zhibao
