#include "support/command_line.h"

#include "base/file.h"
#include "support/catch.h"

namespace zhibao::test {

ProgramRun zhibaoSays(std::vector<std::string> arguments, std::string const& input) {
    arguments.insert(arguments.end(), {"--lang", "en"});
    return runProgram("zhibao", arguments, input);
}

std::string textOf(std::filesystem::path const& path) {
    auto const bytes = readFile(path);
    REQUIRE(bytes);
    return *bytes;
}

JsonValue jsonOf(std::string const& text) {
    auto const value = parseJson(text);
    REQUIRE(value);
    return *value;
}

void put(std::filesystem::path const& path, std::string const& text) {
    REQUIRE(writeFile(path, text));
}

std::string const goodRow =
    R"({"flow":"export","item":"SJ211","partner":"SG","outsourcing":"none","currency":"USD","total":"123400.00","mode1":"0.00","mode2":null,"mode4":"123400.00","affiliated":null,"digital":null})";

std::string filingWith(std::string const& row, std::string const& more) {
    return R"({"schema":"filing-1","edition":"services-trade/2017-1","set":"quarterly","unit":")" + unitCode +
           R"(","period":"2017Q1","version":1,"replaces":null,"kind":"original","zero":false,"forms":{"form2":{"rows":[)" + row +
           R"(]}},"explanations":[],"signatories":{"unitHead":"样例甲","statisticsHead":"样例乙","preparer":"样例丙","phone":"023-00000000","reportDate":"2017-04-05"})" +
           more + "}";
}

void sealOne(TemporaryFolder const& folder, std::string const& filing, std::string const& name) {
    put(folder / "filing.json", filing);
    if (!std::filesystem::exists(folder / "keys")) {
        auto const keys = zhibaoSays({"keys", "new", "--unit", unitCode, "--out", (folder / "keys").string()});
        INFO(keys.errors);
        REQUIRE(keys.status == 0);
    }
    auto const sealed = zhibaoSays({"seal", (folder / "filing.json").string(), "--key", (folder / "keys" / "key.pem").string(), "--cert",
                                    (folder / "keys" / "cert.pem").string(), "-o", (folder / name).string()});
    INFO(sealed.output << sealed.errors);
    REQUIRE(sealed.status == 0);
}

}  // namespace zhibao::test
