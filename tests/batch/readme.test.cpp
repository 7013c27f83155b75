/// What the README tells people to type works as it stands there.

#include <filesystem>
#include <sstream>

#include "base/file.h"
#include "support/catch.h"
#include "support/temporary_folder.h"
#include "support/program.h"
#include "support/workbook_maker.h"

using namespace zhibao;
using namespace zhibao::test;

namespace {

std::string const unitCode = "91999999000000019D";

/// The lines of the block of commands that begins with the verb `template`.
std::vector<std::string> commandsOf(char const* readme) {
    auto const text = readFile(std::filesystem::path{ZHIBAO_SOURCE_FOLDER} / readme);
    REQUIRE(text);
    std::istringstream lines{*text};
    std::vector<std::string> commands;
    for (std::string line; std::getline(lines, line);) {
        bool const begins = line.rfind("zhibao template", 0) == 0;
        if (begins || (!commands.empty() && line.rfind("zhibao ", 0) == 0)) commands.push_back(line);
        else if (!commands.empty()) break;
    }
    return commands;
}

std::vector<std::string> wordsOf(std::string const& command) {
    std::istringstream text{command};
    std::vector<std::string> words;
    for (std::string word; text >> word;) words.push_back(word == "UNIT" || word == "单位代码" ? unitCode : word);
    return words;
}

/// One row and the signatures, as a person types them with a spreadsheet program.
void fillIn(std::filesystem::path const& workbook) {
    auto const empty = readFile(workbook);
    REQUIRE(empty);
    auto const rows = typedInto(*empty, 2, {{"B5", "出口"}, {"C5", "SJ211"}, {"D5", "SG"}, {"F5", "USD"}, {"G5", "12.5", "n"}, {"H5", "12.5", "n"}});
    auto const all = typedInto(rows, 1, {{"C8", "样例甲"}, {"C9", "样例乙"}, {"C10", "样例丙"}, {"C11", "023-60000000"}, {"C12", "2017-04-06"}});
    REQUIRE(writeFile(workbook, all));
}

}  // namespace

TEST_CASE("the commands of the README work one after the other as they stand there", "[batch]") {
    for (auto const* readme : {"README.md", "README.zh_CN.md"}) {
        TemporaryFolder const folder;
        auto const commands = commandsOf(readme);
        REQUIRE(commands.size() >= 8);
        for (auto const& command : commands) {
            auto words = wordsOf(command);
            words.front() = std::string{ZHIBAO_PROGRAM_FOLDER} + "/zhibao";
            std::vector<std::string> arguments{"-C", toText(folder.path())};
            arguments.insert(arguments.end(), words.begin(), words.end());
            auto const run = runTool("env", arguments);
            INFO(readme << ": " << command << '\n' << run.output << run.errors);
            REQUIRE(run.status == 0);
            if (words[1] == "template") fillIn(folder / "form.xlsx");
        }
        auto const table = readFile(folder / "table.html");
        REQUIRE(table);
        CHECK(table->find("<table") != std::string::npos);
    }
}
