/// The command line program `zhibao`. Reads the arguments, runs the one verb that was chosen, answers with its exit status.

#include <cstdio>
#include <exception>
#include <iostream>

#include <CLI/CLI.hpp>

#include "batch/arguments.h"
#include "batch/interrupt.h"
#include "batch/verbs.h"
#include "base/file.h"
#include "i18n/sentences.h"

#ifdef _WIN32
#include <windows.h>
#endif

using namespace zhibao;

int main(int count, char** arguments) {
    watchForInterrupt();
#ifdef _WIN32
    SetConsoleOutputCP(CP_UTF8);
#endif
    CLI::App program{"Zhibao 直报: direct reporting of services-trade statistics\n企业服务贸易统计直报", "zhibao"};
    program.set_version_flag("--version", ZHIBAO_VERSION);
    program.require_subcommand(1);
    program.fallthrough();
    std::string language;
    std::string forms;
    std::string progress;
    program.add_option("--lang", language, "Language of sentences: zh or en / 提示语言")->check(CLI::IsMember({"zh", "en"}));
    program.add_option("--forms", forms, "Folder of the survey editions / 报表制度文件夹");
    program.add_option("--progress", progress, "json: one JSON line per step on standard error / 进度输出")->check(CLI::IsMember({"json"}));

    Work chosen;
    addFilingVerbs(program, chosen);
    addImportVerb(program, chosen);
    addExplainVerb(program, chosen);
    addDiffVerb(program, chosen);
    addHandoverVerbs(program, chosen);
    addSealingVerbs(program, chosen);
    addBureauVerbs(program, chosen);
    addRegisterVerbs(program, chosen);
    addAuthorityVerbs(program, chosen);
    addReceiptVerbs(program, chosen);
    addRegistrationVerbs(program, chosen);
    addMandateVerbs(program, chosen);
    addSendingVerbs(program, chosen);
    addTableVerbs(program, chosen);
    addEditionVerbs(program, chosen);
    addRatesVerbs(program, chosen);
    addRulesVerbs(program, chosen);
    addExampleVerbs(program, chosen);
    addExamplesToGroups(program);

    auto const chosenLanguage = [&] {
        if (language.empty()) return languageOfEnvironment();
        return language == "zh" ? Language::chinese : Language::english;
    };
    try {
        program.parse(count, arguments);
    } catch (CLI::Success const& answer) {
        // --help and --version
        auto const status = static_cast<ExitStatus>(program.exit(answer));
        std::cout.flush();
        return static_cast<int>(Console{chosenLanguage(), false, {}}.closed(status));
    } catch (CLI::ParseError const& problem) {
        for (auto const& error : argumentProblems(program, problem)) std::fputs((problemLine(error, chosenLanguage()) + "\n").c_str(), stderr);
        return static_cast<int>(ExitStatus::inputWrong);
    }
    if (auto const apart = requireOutputsApart(program); !apart) {
        std::fputs((problemLine(apart.error(), chosenLanguage()) + "\n").c_str(), stderr);
        return static_cast<int>(ExitStatus::inputWrong);
    }
    if (auto const database = requireDatabaseFile(program); !database) {
        std::fputs((problemLine(database.error(), chosenLanguage()) + "\n").c_str(), stderr);
        return static_cast<int>(ExitStatus::inputWrong);
    }
    try {
        Console console{chosenLanguage(), progress == "json", pathOf(forms)};
        return static_cast<int>(console.closed(chosen(console)));
    } catch (std::exception const& problem) {
        // Only lack of memory, or a bug of ours, ends here.
        std::fprintf(stderr, "zhibao: internal-failure: %s\n", problem.what());
        return static_cast<int>(ExitStatus::machineFailed);
    }
}
