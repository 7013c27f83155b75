#include <algorithm>
#include <iterator>
#include <map>
#include <memory>
#include <set>
#include <tuple>

#include <CLI/CLI.hpp>

#include "base/csv.h"
#include "base/problems.h"
#include "batch/filings.h"
#include "batch/surroundings.h"
#include "batch/verbs.h"
#include "i18n/sentences.h"
#include "rules/queries.h"

namespace zhibao {

namespace {

/// A query of a judgement.
struct AskedQuery {
    Query query;
    std::string check;  // as the list numbers it: of a problem of structure the one its papers give
    std::string message;
    bool isOpen = true;  // wants an explanation still
};

std::vector<AskedQuery> askedQueries(Judgement const& judgement, EditionRules const& rules, Language language) {
    std::vector<AskedQuery> asked;
    for (std::size_t i = 0; i < judgement.problems.size(); ++i) {
        auto const& problem = judgement.problems[i];
        if (problem.level == StructuralLevel::query)
            asked.push_back({queryOf(problem), rules.checkOfProblem(problem.error.code), sentence(problem.error, language), !judgement.problemExplained[i]});
    }
    for (std::size_t i = 0; i < judgement.findings.size(); ++i) {
        auto const& finding = judgement.findings[i];
        if (asksForExplanation(finding)) asked.push_back({queryOf(finding), finding.rule, finding.message.in(language), !judgement.findingExplained[i]});
    }
    return asked;
}

std::vector<AskedQuery> openQueries(Judgement const& judgement, EditionRules const& rules, Language language) {
    auto queries = askedQueries(judgement, rules, language);
    std::erase_if(queries, [](AskedQuery const& one) { return !one.isOpen; });
    return queries;
}

/// The same for a list: the queries alone.
Judgement queriesOf(Judgement judgement) {
    std::erase_if(judgement.blockingProblems, [](StructuralProblem const& problem) { return problem.level != StructuralLevel::query; });
    std::erase_if(judgement.blockingFindings, [](Finding const& finding) { return finding.level != Level::query; });
    return judgement;
}

/// A text, and what is known of the query that it answers; what is empty fits any.
struct Answer {
    std::string rule;
    std::string form;
    std::string row;  // counted from 1, as people count
    std::string column;
    std::string text;
    std::string place;  // where it was given, for errors
};

bool standsThere(Answer const& answer, Query const& query) {
    if (answer.form.empty() && answer.row.empty() && answer.column.empty()) return true;
    return std::any_of(query.cells.begin(), query.cells.end(), [&](CellReference const& cell) {
        return (answer.form.empty() || cell.form == answer.form) && (answer.row.empty() || answer.row == std::to_string(cell.row + 1)) &&
               (answer.column.empty() || cell.column == answer.column);
    });
}

/// Queries by what answers call them, so that a list of thousands of answers finds its thousands of queries.
class QueriesByName {
public:
    explicit QueriesByName(std::vector<AskedQuery> const& queries) : queries_(queries) {
        for (std::size_t i = 0; i < queries.size(); ++i) {
            std::set<std::string> rows{""};
            for (auto const& cell : queries[i].query.cells) rows.insert(std::to_string(cell.row + 1));
            for (auto const& name : std::set<std::string>{queries[i].query.rule, queries[i].query.part, queries[i].check})
                for (auto const& row : rows) positions_[{name, row}].push_back(i);
        }
    }

    /// Those that an answer can be about, in their order.
    [[nodiscard]] std::vector<std::size_t> fitting(Answer const& answer) const {
        std::vector<std::size_t> found;
        auto const there = positions_.find({answer.rule, answer.row});
        if (there == positions_.end()) return found;
        std::copy_if(there->second.begin(), there->second.end(), std::back_inserter(found), [&](std::size_t i) { return standsThere(answer, queries_[i].query); });
        return found;
    }

private:
    std::vector<AskedQuery> const& queries_;
    std::map<std::pair<std::string, std::string>, std::vector<std::size_t>> positions_;
};

/// Texts that say nothing give way where the same place gets another.
void explain(Filing& filing, Query const& query, std::string const& text, std::set<std::string> const& refused) {
    std::erase_if(filing.explanations, [&](Explanation const& one) {
        return refused.contains(one.text) && (one.rule == query.rule || one.rule == query.part) && one.cells == query.cells;
    });
    filing.explanations.push_back(explanationOf(query, text));
}

struct ExplainOptions {
    std::string filing;
    Answer answer;
    std::string from;
    std::string output;
    std::string format = "text";
    SurroundingOptions beside;
};

/// rule, form, row, column, text; what else stands there is for the reader. A row without a text is not explained yet.
Result<std::vector<Answer>> readAnswers(Console const& console, std::string const& file) {
    ZHIBAO_TRY(Bytes const bytes, console.read(file));
    ZHIBAO_TRY(CsvTable const table, inside(file, parseCsv(bytes)));
    ZHIBAO_TRY(std::size_t const rule, inside(file, table.column("rule")));
    ZHIBAO_TRY(std::size_t const text, inside(file, table.column("text")));
    auto const field = [&](CsvRow const& row, std::string_view column) {
        auto const position = table.findColumn(column);
        return position ? row.fields[*position] : std::string{};
    };
    std::vector<Answer> answers;
    for (auto const& row : table.rows) {
        if (row.fields[text].empty()) continue;
        answers.push_back({row.fields[rule], field(row, "form"), field(row, "row"), field(row, "column"), row.fields[text], file + ":" + std::to_string(row.line)});
    }
    return answers;
}

std::string csvOf(std::vector<AskedQuery> const& queries) {
    CsvWriter writer;
    writer.row({"rule", "form", "row", "column", "query", "text"});
    for (auto const& [query, check, message, isOpen] : queries) {
        auto const cell = query.cells.empty() ? CellReference{"header", 0, ""} : query.cells.front();
        writer.row({query.part, cell.form, std::to_string(cell.row + 1), cell.column, message, ""});
    }
    return writer.text();
}

void listQueries(Console const& console, ExplainOptions const& options, LoadedFiling const& loaded, EditionRules const& rules, Judgement const& judgement) {
    auto const language = console.language();
    auto const open = openQueries(judgement, rules, language);
    if (options.format == "csv") {
        auto const csv = csvOf(open);
        return console.say(std::string_view{csv}.substr(0, csv.size() - 1));  // say ends the line
    }
    for (auto const& line : blockingLines(queriesOf(judgement), *loaded.edition, rules, language)) console.say(line);
    if (open.empty()) return console.sayPhrase("explain-nothing-open");
    auto const& first = open.front().query;
    auto const cell = first.cells.empty() ? CellReference{"header", 0, ""} : first.cells.front();
    console.sayPhrase("explain-how", {{"file", options.filing}, {"rule", open.front().check}, {"row", std::to_string(cell.row + 1)}, {"column", cell.column}});
}

/// Which query each answer is for: one for one, so that no text passes for an answer to what it is not about. Open queries come first; an
/// answer to one that is explained already takes the place of what was said.
Problems assign(std::vector<Answer> const& answers, std::vector<AskedQuery> const& asked, bool isOneByOne, std::set<std::string> const& refused, Filing& filing) {
    Problems problems;
    QueriesByName const byName{asked};
    std::vector<Query> queries;
    for (auto const& one : asked) queries.push_back(one.query);
    auto const explained = answersTo(queries, filing.explanations);
    std::vector<bool> isTaken(asked.size());
    std::vector<std::pair<std::size_t, std::string const*>> added;
    for (auto const& answer : answers) {
        auto fitting = byName.fitting(answer);
        std::erase_if(fitting, [&](std::size_t i) { return isTaken[i]; });
        if (std::any_of(fitting.begin(), fitting.end(), [&](std::size_t i) { return asked[i].isOpen; }))
            std::erase_if(fitting, [&](std::size_t i) { return !asked[i].isOpen; });
        if (fitting.empty()) {
            problems.add({error::explainNoQuery, {answer.place}, {{"rule", answer.rule}, {"row", answer.row.empty() ? "–" : answer.row}}});
        } else if (isOneByOne && fitting.size() > 1) {
            problems.add({error::explainSeveral, {answer.place}, {{"rule", answer.rule}, {"count", std::to_string(fitting.size())}}});
        } else {
            auto const query = fitting.front();
            isTaken[query] = true;
            if (!asked[query].isOpen && explained[query]) filing.explanations[*explained[query]].text = answer.text;
            else added.emplace_back(query, &answer.text);
        }
    }
    for (auto const& [query, text] : added) explain(filing, queries[query], *text, refused);
    return problems;
}

/// The texts of explanations that say nothing.
std::set<std::string> refusedTexts(Judgement const& judgement) {
    std::set<std::string> texts;
    for (auto const& problem : judgement.blockingProblems) {
        auto const text = problem.error.arguments.find("text");
        if (problem.error.arguments.contains("rule") && text != problem.error.arguments.end()) texts.insert(text->second);
    }
    return texts;
}

/// Why texts are refused that were not refused before.
std::vector<Error> refusals(Judgement const& before, Judgement const& after) {
    auto const keyOf = [](StructuralProblem const& problem) {
        return std::tuple{problem.level, problem.cells, problem.error.code.name(), problem.error.places, problem.error.arguments};
    };
    std::set<decltype(keyOf(before.blockingProblems.front()))> known;
    for (auto const& problem : before.blockingProblems) known.insert(keyOf(problem));
    std::vector<Error> refused;
    for (auto const& problem : after.blockingProblems) {
        if (!known.contains(keyOf(problem))) refused.push_back(problem.error);
    }
    return refused;
}

/// Where a text that is refused was given.
std::string placeOf(Error const& refusal, std::vector<Answer> const& answers) {
    auto const text = refusal.arguments.find("text");
    auto const given = std::find_if(answers.begin(), answers.end(), [&](Answer const& one) { return text != refusal.arguments.end() && one.text == text->second; });
    return given == answers.end() ? "--text" : given->place;
}

Result<ExitStatus> explainQueries(Console& console, ExplainOptions options) {
    ZHIBAO_TRY(LoadedFiling loaded, loadFiling(console, options.filing));
    ZHIBAO_TRY(LoadedSurroundings const beside, loadSurroundings(console, loaded, options.beside));
    ZHIBAO_TRY(EditionRules const rules, EditionRules::compile(*loaded.edition));
    auto const judged = [&] { return judge(loaded.filing, *loaded.edition, rules, RunsAt::enterprise, beside.surroundings); };
    Judgement const before = judged();
    std::vector<Answer> answers;
    if (!options.from.empty()) {
        ZHIBAO_TRY(answers, readAnswers(console, options.from));
    } else if (!options.answer.text.empty()) {
        options.answer.place = "--text";
        answers.push_back(options.answer);
    } else {
        listQueries(console, options, loaded, rules, before);
        return ExitStatus::done;
    }
    auto const asked = askedQueries(before, rules, console.language());
    auto const problems = assign(answers, asked, options.from.empty(), refusedTexts(before), loaded.filing);
    if (!problems.empty()) return console.failWith(problems);
    Judgement const after = judged();
    if (auto const refused = refusals(before, after); !refused.empty()) {
        for (auto const& error : refused) console.complain(error.inside(placeOf(error, answers)));
        return ExitStatus::answerNo;
    }
    auto const& output = options.output.empty() ? options.filing : options.output;
    ZHIBAO_CHECK(console.write(output, toText(toJson(loaded.filing, *loaded.edition), 2)));
    if (output != "-")
        console.sayPhrase("explained", {{"count", std::to_string(answers.size())},
                                        {"file", output},
                                        {"open", std::to_string(openQueries(after, rules, console.language()).size())}});
    return ExitStatus::done;
}

}  // namespace

void addExplainVerb(CLI::App& program, Work& chosen) {
    auto options = std::make_shared<ExplainOptions>();
    auto* verb = program.add_subcommand("explain", "List the queries that want an explanation, or write explanations / 核实说明");
    verb->add_option("filing", options->filing, "Filing, - for standard input / 申报文件")->required();
    auto* text = verb->add_option("--text", options->answer.text, "What is behind the query / 核实说明");
    auto* rule = verb->add_option("--rule", options->answer.rule, "Check, such as B11 / 审核关系编号");
    text->needs(rule);
    rule->needs(text);
    verb->add_option("--row", options->answer.row, "Row, counted from 1 as in the list / 行号，从 1 起")->needs(rule);
    verb->add_option("--column", options->answer.column, "Column / 栏")->needs(rule);
    verb->add_option("--form", options->answer.form, "Form / 报表")->needs(rule);
    verb->add_option("--from", options->from, "CSV with columns rule, form, row, column, text / 由 CSV 文件读入多条说明")->excludes(text);
    verb->add_option("-o,--output", options->output, "Filing to write (default: the same) / 输出文件");
    verb->add_option("--format", options->format, "text or csv: how queries are listed / 清单格式")->check(CLI::IsMember({"csv", "text"}));
    addSurroundingOptions(*verb, options->beside);
    verb->footer(
        "Example:\n  zhibao explain filing.json --previous last-quarter.json\n"
        "  zhibao explain filing.json --previous last-quarter.json --rule B11 --row 3 --text \"…\"\n"
        "  zhibao explain filing.json --format csv > queries.csv       (fill in the column text)\n"
        "  zhibao explain filing.json --from queries.csv\n"
        "One explanation answers one query; another text for a query that is explained takes its place. A text that says nothing is refused with status 1, and the filing stays as it was.");
    verb->callback([options, &chosen] { chosen = [options](Console& console) { return console.finish(explainQueries(console, *options)); }; });
}

}  // namespace zhibao
