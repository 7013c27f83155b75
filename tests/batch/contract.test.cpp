/// The promises of the command line that other programs rely on, asked of the program itself.

#include <filesystem>

#include "base/csv.h"
#include "support/catch.h"
#include "support/command_line.h"
#include "support/workbook_maker.h"
#include "trust/keys.h"

using namespace zhibao;
using namespace zhibao::test;

TEST_CASE("every verb explains itself with an example", "[batch]") {
    std::vector<std::vector<std::string>> const verbs{{"new"},     {"template"}, {"fill"},   {"keys", "new"}, {"check"}, {"explain"}, {"seal"},
                                                      {"open"},    {"init"},     {"intake"}, {"status"},      {"table"},  {"cube"},
                                                      {"verify"},  {"backup"},   {"restore"}, {"demo"},       {"generate"}, {"rules", "run"},
                                                      {"rules", "lint"}, {"rates", "import"}, {"rates", "list"}, {"rates", "freeze"}, {"rates", "reopen"}, {"print"},
                                                      {"units", "import"}, {"units", "owe"}, {"period", "open"}, {}, {"keys"}, {"units"}, {"period"},
                                                      {"rules"}, {"rates"}, {"edition"}, {"ca"}, {"ca", "init"}, {"ca", "issue"}, {"ca", "renew"}, {"ca", "revoke"}, {"ca", "list"}, {"ca", "crl"}, {"edition", "diff"}, {"edition", "check"}, {"carry"}};
    for (auto verb : verbs) {
        verb.push_back("--help");
        auto const help = runProgram("zhibao", verb);
        INFO(verb.front() << help.errors);
        CHECK(help.status == 0);
        CHECK(help.output.find("Example:\n  zhibao ") != std::string::npos);
    }
    // What is left of one that was killed is for people to delete.
    CHECK(runProgram("zhibao", {"backup", "--help"}).output.find("FILE.part") != std::string::npos);
}

TEST_CASE("what is wrong with the arguments is said with its place, in one's own language, all of it at once", "[batch]") {
    auto const says = [](std::vector<std::string> const& arguments) {
        auto const outcome = runProgram("zhibao", arguments);
        CHECK(outcome.status == 2);
        CHECK(outcome.output.empty());
        return outcome.errors;
    };
    CHECK(says({"--lang", "en", "statsu"}) == "zhibao: verb-mistyped: There is no verb “statsu”. Did you mean status?\n");
    CHECK(says({"--lang", "zh", "bogus"}).find("zhibao: verb-unknown: 没有“bogus”这个命令。可用的有：") == 0);
    CHECK(says({"--lang", "zh"}).find("zhibao: verb-missing: 请写明要做什么：") == 0);
    CHECK(says({"--lang", "en", "rules"}).find("zhibao rules: verb-missing: ") == 0);
    auto const missing = says({"--lang", "zh", "status"});
    CHECK(missing == "zhibao status: option-missing: 缺少 --db。请用 --help 查看用法。\nzhibao status: option-missing: 缺少 --period。请用 --help 查看用法。\n");
    CHECK(says({"--lang", "en", "check"}) == "zhibao check: option-missing: filing is missing. See how to call it with --help.\n");
    CHECK(says({"--lang", "en", "status", "--db", "a", "--perod", "2017Q1"}).find("zhibao status: option-mistyped: The argument “--perod” is not known here. Did you mean --period?") == 0);
    auto const format = says({"--lang", "zh", "check", "a.json", "--format", "xml"});
    CHECK(format.find("zhibao check > --format: option-value-wrong: “xml”不在可选值之内。可选：json, text。") == 0);
    CHECK(says({"--lang", "en", "generate", "--units", "many", "--from", "2017Q1", "--to", "2017Q1"}).find("zhibao generate > --units: option-value-wrong: ") == 0);
}

TEST_CASE("an option that is given twice, out of range, or a word that is no choice is named", "[batch]") {
    auto const says = [](std::vector<std::string> const& arguments) {
        auto const run = zhibaoSays(arguments);
        CHECK(run.status == 2);
        return run.errors;
    };
    CHECK(says({"init", "--db", "a.db", "--db", "b.db"}) == "zhibao init: option-twice: --db is given more than once. Keep one.\n");
    std::vector<std::string> table{"table", "--db", "none.db", "--table", "by-sector", "--period", "2017Q1", "--format", "csv", "-o", "-"};
    table.insert(table.end(), {"--depth", "-1"});
    CHECK(says(table).find("zhibao table > --depth: option-value-wrong: “-1” is none of the values there are: 0 - 9.") == 0);
    CHECK(says({"print", "--format", "html", "-o", "-"}).find("zhibao print: option-missing: ") == 0);
    CHECK(says({"print", "--edition", "a", "--format", "html", "-o", "-"}).find("zhibao print: options-require: --edition goes with --blank only.") == 0);
}

TEST_CASE("a standard output that takes no more is a failure, not a success", "[batch]") {
    if (!std::filesystem::exists("/dev/full")) return;
    auto const program = std::string{ZHIBAO_PROGRAM_FOLDER} + "/zhibao";
    for (std::string const verb : {"rates list", "rules list", "new --set quarterly --unit 91999999000000019D --period 2017Q1 -o -", "--help"}) {
        auto const run = runTool("sh", {"-c", "\"" + program + "\" " + verb + " --lang en > /dev/full"});
        INFO(verb << run.errors);
        CHECK(run.status == 3);
        CHECK(run.errors.find("file-unwritable") != std::string::npos);
    }
}

TEST_CASE("a backup goes to standard output when asked", "[batch]") {
    TemporaryFolder const folder;
    auto const database = (folder / "bureau.db").string();
    REQUIRE(zhibaoSays({"init", "--db", database}).status == 0);
    auto const copy = zhibaoSays({"backup", "--db", database, "-o", "-"});
    CHECK(copy.status == 0);
    REQUIRE(copy.output.starts_with("SQLite format 3"));
    put(folder / "copy.db", copy.output);
    CHECK(zhibaoSays({"verify", "--db", (folder / "copy.db").string()}).status == 0);
    CHECK_FALSE(std::filesystem::exists("-"));
}

TEST_CASE("an empty filing can be read back and checked", "[batch]") {
    auto const made = zhibaoSays({"new", "--set", "quarterly", "--unit", unitCode, "--period", "2017Q1", "-o", "-"});
    INFO(made.errors);
    REQUIRE(made.status == 0);
    auto const document = jsonOf(made.output);
    CHECK(*document.find("schema")->string() == "filing-1");
    auto const checked = zhibaoSays({"check", "-", "--format", "json"}, made.output);
    INFO(checked.errors);
    CHECK(checked.status == 1);  // signatories are missing
}

TEST_CASE("a filing whose figures agree is only told which form goes with them", "[batch]") {
    auto const checked = zhibaoSays({"check", "-", "--format", "json"}, filingWith(goodRow));
    INFO(checked.errors << checked.output);
    CHECK(checked.status == 0);
    auto const document = jsonOf(checked.output);
    auto const* findings = document.find("findings")->array();
    REQUIRE(findings->size() == 1);
    // Amounts of mode 4 go with form 4, which the filing does not have.
    CHECK(*findings->at(0).find("rule")->string() == "D0");
    CHECK(*findings->at(0).find("level")->string() == "notice");
}

TEST_CASE("a total that is not its modes is an error with rule, cell and the figures", "[batch]") {
    auto wrong = goodRow;
    wrong.replace(wrong.find("123400.00"), 9, "123500.00");
    auto const checked = zhibaoSays({"check", "-", "--format", "json"}, filingWith(wrong));
    REQUIRE(checked.status == 1);
    auto const document = jsonOf(checked.output);
    auto const& finding = document.find("findings")->array()->at(0);
    CHECK(*finding.find("rule")->string() == "B1");
    CHECK(*finding.find("level")->string() == "error");
    CHECK(*finding.find("verdict")->string() == "violated");
    CHECK(*finding.find("cells")->array()->at(0).find("form")->string() == "form2");
    CHECK(*finding.find("cells")->array()->at(0).find("row")->integer() == 0);
}

TEST_CASE("a wrong file is answered with place, code and sentence and status 2", "[batch]") {
    SECTION("not JSON") {
        auto const outcome = zhibaoSays({"check", "-"}, "{\"schema\": ");
        CHECK(outcome.status == 2);
        CHECK(outcome.errors.find("json-malformed: ") != std::string::npos);
    }
    SECTION("an amount as a number") {
        auto number = goodRow;
        number.replace(number.find("\"123400.00\""), 11, "123400");
        auto const outcome = zhibaoSays({"check", "-"}, filingWith(number));
        CHECK(outcome.status == 2);
        CHECK(outcome.errors.find("/forms/form2/rows/0/total: json-wrong-kind: ") != std::string::npos);
    }
    SECTION("an unknown key") {
        auto const outcome = zhibaoSays({"check", "-"}, filingWith(goodRow, ",\"note\":1"));
        CHECK(outcome.status == 2);
        CHECK(outcome.errors.find("/note: json-key-unknown: ") != std::string::npos);
    }
    SECTION("a key twice") {
        auto const outcome = zhibaoSays({"check", "-"}, filingWith(goodRow, ",\"zero\":false"));
        CHECK(outcome.status == 2);
        CHECK(outcome.errors.find("json-duplicate-key: ") != std::string::npos);
    }
    SECTION("a file that is not there") {
        auto const outcome = zhibaoSays({"check", "no-such-file.json"});
        CHECK(outcome.status == 2);
        CHECK(outcome.errors.find("no-such-file.json: file-unreadable: ") != std::string::npos);
    }
    SECTION("a verb that is not there") {
        CHECK(zhibaoSays({"guess"}).status == 2);
    }
}

TEST_CASE("a sealed filing opens again and a changed byte is noticed", "[batch]") {
    TemporaryFolder const folder;
    sealOne(folder, filingWith(goodRow), "one.zbs");
    auto const opened = zhibaoSays({"open", (folder / "one.zbs").string(), "--format", "json"});
    INFO(opened.errors);
    REQUIRE(opened.status == 0);
    CHECK(*jsonOf(opened.output).find("manifest")->find("unit")->string() == unitCode);

    auto bytes = textOf(folder / "one.zbs");
    bytes[bytes.size() / 2] = static_cast<char>(bytes[bytes.size() / 2] ^ 1);
    put(folder / "changed.zbs", bytes);
    auto const refused = zhibaoSays({"open", (folder / "changed.zbs").string()});
    CHECK(refused.status == 1);
    CHECK(refused.errors.find("changed.zbs") != std::string::npos);
    CHECK(refused.output == "This is not what its unit sealed. Do not use it; ask the unit to send it again.\n");
    auto const otherFile = zhibaoSays({"open", (folder / "filing.json").string()});
    CHECK(otherFile.status == 2);
    CHECK(otherFile.errors.find("filing.json: file-is-json: ") != std::string::npos);
}

TEST_CASE("a unit whose key is SM2 seals, and the bureau opens and takes in what it sealed", "[batch]") {
    TemporaryFolder const folder;
    auto const path = [&](char const* name) { return (folder / name).string(); };
    REQUIRE(zhibaoSays({"keys", "new", "--unit", unitCode, "--out", path("keys"), "--algorithm", "sm2"}).status == 0);
    sealOne(folder, filingWith(goodRow), "one.zbs");
    auto const opened = zhibaoSays({"open", path("one.zbs"), "--trust", path("keys/cert.pem"), "--format", "json"});
    INFO(opened.errors);
    REQUIRE(opened.status == 0);
    auto const document = jsonOf(opened.output);
    CHECK(*document.find("manifest")->find("algorithm")->string() == "sm2-sm3");
    REQUIRE(zhibaoSays({"init", "--db", path("bureau.db")}).status == 0);
    auto const taken = zhibaoSays({"intake", "--db", path("bureau.db"), path("one.zbs")});
    INFO(taken.errors << taken.output);
    CHECK(taken.status == 0);
    CHECK(taken.output.find("1 new") != std::string::npos);
    CHECK(zhibaoSays({"verify", "--db", path("bureau.db")}).status == 0);
    auto const other = zhibaoSays({"keys", "new", "--unit", unitCode, "--out", path("other"), "--algorithm", "rsa"});
    CHECK(other.status == 2);
    CHECK(other.errors.find("--algorithm: option-value-wrong: ") != std::string::npos);
}

TEST_CASE("a filing enveloped for the bureau opens and goes in with the bureau's key only", "[batch]") {
    TemporaryFolder const folder;
    auto const path = [&](char const* name) { return (folder / name).string(); };
    put(folder / "filing.json", filingWith(goodRow));
    put(folder / "secret", "开门\n");
    put(folder / "wrong", "关门\n");
    auto const keys = [&](std::string const& out, std::vector<std::string> const& more) {
        std::vector<std::string> arguments{"keys", "new", "--unit", unitCode, "--out", path(out.c_str())};
        arguments.insert(arguments.end(), more.begin(), more.end());
        return zhibaoSays(arguments);
    };
    REQUIRE(keys("keys", {}).status == 0);
    REQUIRE(keys("bureau", {"--use", "envelope", "--passphrase-file", path("secret")}).status == 0);
    REQUIRE(keys("other", {"--use", "envelope"}).status == 0);
    CHECK(keys("sm2", {"--use", "envelope", "--algorithm", "sm2"}).errors.find("--algorithm: envelope-key-unsupported: ") == 0);

    auto const sealFor = [&](char const* certificate) {
        return zhibaoSays({"seal", path("filing.json"), "--key", path("keys/key.pem"), "--cert", path("keys/cert.pem"), "--for", path(certificate), "-o", path("one.zbs")});
    };
    auto const wrongUse = sealFor("keys/cert.pem");
    CHECK(wrongUse.status == 2);
    CHECK(wrongUse.errors.find("keys/cert.pem: certificate-not-for-envelope: ") != std::string::npos);
    CHECK_FALSE(std::filesystem::exists(folder / "one.zbs"));
    auto const sealed = sealFor("bureau/cert.pem");
    INFO(sealed.errors);
    REQUIRE(sealed.status == 0);

    auto const open = [&](std::vector<std::string> const& more) {
        std::vector<std::string> arguments{"open", path("one.zbs")};
        arguments.insert(arguments.end(), more.begin(), more.end());
        return zhibaoSays(arguments);
    };
    auto const opened = open({"--key", path("bureau/key.pem"), "--passphrase-file", path("secret"), "--trust", path("keys/cert.pem")});
    INFO(opened.errors);
    CHECK(opened.status == 0);
    CHECK(opened.output.find(unitCode) != std::string::npos);
    auto const without = open({});
    CHECK(without.status == 2);
    CHECK(without.errors.find("one.zbs: envelope-key-missing: ") != std::string::npos);
    CHECK(open({"--key", path("bureau/key.pem")}).errors.find("bureau/key.pem: key-passphrase-missing: ") != std::string::npos);
    CHECK(open({"--key", path("bureau/key.pem"), "--passphrase-file", path("wrong")}).errors.find("bureau/key.pem: key-passphrase-wrong: ") != std::string::npos);
    auto const byOther = open({"--key", path("other/key.pem")});
    CHECK(byOther.status == 2);
    CHECK(byOther.errors.find("one.zbs > routing.json: envelope-for-other: ") != std::string::npos);

    REQUIRE(zhibaoSays({"init", "--db", path("bureau.db")}).status == 0);
    auto const withoutKey = zhibaoSays({"intake", "--db", path("bureau.db"), path("one.zbs")});
    CHECK(withoutKey.errors.find("one.zbs: envelope-key-missing: ") != std::string::npos);
    auto const taken = zhibaoSays({"intake", "--db", path("bureau.db"), path("one.zbs"), "--key", path("bureau/key.pem"), "--passphrase-file", path("secret")});
    INFO(taken.errors << taken.output);
    CHECK(taken.status == 0);
    CHECK(taken.output.find("1 new") != std::string::npos);
    CHECK(zhibaoSays({"verify", "--db", path("bureau.db")}).status == 0);

    auto bytes = textOf(folder / "one.zbs");
    bytes[bytes.size() / 2] = static_cast<char>(bytes[bytes.size() / 2] ^ 1);
    put(folder / "one.zbs", bytes);
    auto const changed = open({"--key", path("bureau/key.pem"), "--passphrase-file", path("secret")});
    CHECK(changed.status == 1);
    CHECK(changed.output.find("This is not what its unit sealed.") == 0);
}

TEST_CASE("a filing with an error is not sealed", "[batch]") {
    TemporaryFolder const folder;
    auto wrong = goodRow;
    wrong.replace(wrong.find("123400.00"), 9, "123500.00");
    put(folder / "filing.json", filingWith(wrong));
    REQUIRE(zhibaoSays({"keys", "new", "--unit", unitCode, "--out", (folder / "keys").string()}).status == 0);
    auto const sealed = zhibaoSays({"seal", (folder / "filing.json").string(), "--key", (folder / "keys" / "key.pem").string(), "--cert",
                                    (folder / "keys" / "cert.pem").string(), "-o", (folder / "one.zbs").string()});
    CHECK(sealed.status == 1);
    CHECK_FALSE(std::filesystem::exists(folder / "one.zbs"));
}

TEST_CASE("a folder of filings goes in, adds up, and verifies", "[batch]") {
    TemporaryFolder const folder;
    std::filesystem::create_directory(folder / "inbox");
    sealOne(folder, filingWith(goodRow), "inbox/one.zbs");
    put(folder / "inbox" / "broken.zbs", "not a package");
    auto const database = (folder / "bureau.db").string();
    REQUIRE(zhibaoSays({"init", "--db", database}).status == 0);
    auto const report = (folder / "report.json").string();
    auto const taken = zhibaoSays({"intake", "--db", database, (folder / "inbox").string(), "--report", report});
    INFO(taken.errors << taken.output);
    CHECK(taken.status == 0);
    auto const document = jsonOf(textOf(report));
    CHECK(*document.find("received")->integer() == 2);
    CHECK(*document.find("new")->integer() == 1);
    REQUIRE(document.find("refused")->array()->size() == 1);
    CHECK(document.find("refused")->array()->at(0).find("file")->string()->ends_with("broken.zbs"));

    SECTION("the same file twice is a duplicate") {
        REQUIRE(zhibaoSays({"intake", "--db", database, (folder / "inbox" / "one.zbs").string(), "--report", report}).status == 0);
        CHECK(*jsonOf(textOf(report)).find("duplicates")->integer() == 1);
    }
    SECTION("the cube shows the exact sum") {
        auto const cube = zhibaoSays({"cube", "--db", database, "--by", "flow,item,mode", "--period", "2017Q1", "--format", "csv", "-o", "-"});
        INFO(cube.errors);
        CHECK(cube.status == 0);
        auto const table = parseCsv(cube.output);
        REQUIRE(table);
        // The answered 0.00 of mode 1 is a figure too.
        REQUIRE(table->rows.size() == 2);
        auto const field = [&](std::string_view column) { return table->rows[1].fields[*table->column(column)]; };
        CHECK(field("flow") == "export");
        CHECK(field("item") == "SJ211");
        CHECK(field("mode") == "4");
        CHECK(field("currency") == "USD");
        CHECK(field("amount") == "123400.00");
    }
    SECTION("a table is printed in each format") {
        for (std::string const format : {"json", "csv", "html", "xlsx"}) {
            auto const file = folder / ("table." + format);
            auto const table = zhibaoSays({"table", "--db", database, "--table", "by-sector", "--period", "2017Q1", "--currency", "USD", "--unit", "10000",
                                           "--format", format, "-o", file.string()});
            INFO(format << ": " << table.errors);
            CHECK(table.status == 0);
            CHECK(std::filesystem::file_size(file) > 100);
        }
    }
    SECTION("wrong values are answered with their option as place") {
        auto const table = [&](std::vector<std::string> const& more) {
            std::vector<std::string> arguments{"table", "--db", database, "--format", "json", "-o", "-"};
            arguments.insert(arguments.end(), more.begin(), more.end());
            return zhibaoSays(arguments);
        };
        CHECK(table({"--table", "by-moon", "--period", "2017Q1"}).errors.find("--table: table-unknown: ") == 0);
        CHECK(table({"--table", "by-sector", "--period", "2017Q1", "--currency", "XYZ"}).errors.find("--currency: table-currency-unsupported: ") == 0);
        CHECK(table({"--table", "by-sector", "--period", "2017Q9"}).errors.find("--period: period-malformed: ") == 0);
        auto const never = table({"--table", "by-sector", "--period", "2016Q4"});
        CHECK(never.status == 0);
        CHECK(never.output.find("2016 Q4 was never opened") != std::string::npos);
        CHECK(table({"--table", "by-sector", "--period", "2017Q1"}).output.find("was never opened") == std::string::npos);
    }
    SECTION("status counts the filing") {
        auto const status = zhibaoSays({"status", "--db", database, "--period", "2017Q1", "--format", "json"});
        INFO(status.errors);
        CHECK(status.status == 0);
        CHECK(jsonOf(status.output).kind() == JsonValue::Kind::object);
    }
    SECTION("verification finds nothing, also with the head it printed") {
        auto const verified = zhibaoSays({"verify", "--db", database});
        INFO(verified.output << verified.errors);
        CHECK(verified.status == 0);
        CHECK(zhibaoSays({"verify", "--db", database, "--head", std::string(64, '0')}).status == 1);
    }
    SECTION("a backup restores to an equal database") {
        REQUIRE(zhibaoSays({"backup", "--db", database, "-o", (folder / "copy.zbb").string()}).status == 0);
        REQUIRE(zhibaoSays({"restore", (folder / "copy.zbb").string(), "--db", (folder / "second.db").string()}).status == 0);
        CHECK(zhibaoSays({"verify", "--db", (folder / "second.db").string()}).status == 0);
    }
}

TEST_CASE("a template that was filled in becomes the filing it shows", "[batch]") {
    TemporaryFolder const folder;
    auto const file = (folder / "form.xlsx").string();
    REQUIRE(zhibaoSays({"template", "--set", "quarterly", "--unit", unitCode, "--period", "2017Q1", "-o", file}).status == 0);
    auto const filled = zhibaoSays({"fill", file, "-o", "-"});
    INFO(filled.errors);
    REQUIRE(filled.status == 0);
    CHECK(*jsonOf(filled.output).find("unit")->string() == unitCode);

    // Cover, forms 2, 4 and 5, explanations: check, form, row, column and text.
    auto const explained = [&](std::string const& check) {
        auto workbook = typedInto(textOf(file), 2,
                                  {{"B5", "export"}, {"C5", "SI21"}, {"D5", "SG"}, {"F5", "USD"}, {"G5", "-0.5", "n"}, {"H5", "-0.5", "n"}});
        workbook = typedInto(workbook, 1, {{"C8", "样例甲"}, {"C9", "样例乙"}, {"C10", "样例丙"}, {"C11", "023-67000000"}, {"C12", "2017-04-05"}});
        put(folder / "filled.xlsx", typedInto(workbook, 5, {{"B5", check}, {"C5", "form2"}, {"D5", "1"}, {"E5", "跨境提供"}, {"F5", "样例：客户退回上年多付的开发费"}}));
        return zhibaoSays({"fill", (folder / "filled.xlsx").string(), "-o", (folder / "filled.json").string()});
    };
    auto const taken = explained("B4");
    INFO(taken.errors);
    REQUIRE(taken.status == 0);
    auto const checked = zhibaoSays({"check", (folder / "filled.json").string()});
    INFO(checked.output);
    CHECK(checked.output.ends_with("Nothing stands in the way: the filing can be sealed.\n"));
    auto const wrong = explained("B400");
    CHECK(wrong.status == 2);
    CHECK(wrong.errors.find("Explanations!B5: template-check-unknown: There is no check “B400”") != std::string::npos);
}

TEST_CASE("the first line of a passphrase file is the passphrase, and an empty one protects nothing", "[batch]") {
    TemporaryFolder const folder;
    put(folder / "two-lines", "a secret\r\nand a note\n");
    put(folder / "empty", "\nsecret\n");
    auto const keys = [&](std::string const& file, std::string const& out) {
        return zhibaoSays({"keys", "new", "--unit", unitCode, "--out", (folder / out).string(), "--passphrase-file", (folder / file).string()});
    };
    REQUIRE(keys("two-lines", "keys").status == 0);
    auto const pem = textOf(folder / "keys" / "key.pem");
    CHECK(PrivateKey::readPem(pem, "a secret"));
    auto const refused = keys("empty", "none");
    CHECK(refused.status == 2);
    CHECK(refused.errors.find("passphrase-empty: The first line of the passphrase file is empty.") != std::string::npos);
    CHECK_FALSE(std::filesystem::exists(folder / "none" / "key.pem"));
}

TEST_CASE("rules run writes what each assignment of the script gives", "[batch]") {
    TemporaryFolder const folder;
    put(folder / "s.vtl", "define datapoint ruleset sums (variable whole, a, b) is\n  R1 : whole = a + b errorcode \"E1\" errorlevel 1\nend datapoint ruleset;\n"
                          "DS_r := check_datapoint(DS_1, sums all);\n");
    put(folder / "d.csv", "id,whole,a,b\nx,3,1,2\ny,4,1,2\nz,4,,2\n");
    put(folder / "d.json", R"({"name":"DS_1","components":[{"name":"id","role":"Identifier","data_type":"String","nullable":false},
        {"name":"whole","role":"Measure","data_type":"Integer","nullable":true},{"name":"a","role":"Measure","data_type":"Integer","nullable":true},
        {"name":"b","role":"Measure","data_type":"Integer","nullable":true}]})");
    auto const out = (folder / "out").string();
    auto const run = zhibaoSays({"rules", "run", (folder / "s.vtl").string(), "--data", "DS_1=" + (folder / "d.csv").string(), "--structure",
                                 "DS_1=" + (folder / "d.json").string(), "--out", out});
    INFO(run.errors);
    REQUIRE(run.status == 0);
    auto const csv = textOf(folder / "out" / "DS_r.csv");
    CHECK(csv.find("bool_var") != std::string::npos);
    CHECK(std::filesystem::exists(folder / "out" / "DS_r.json"));

    // A row on which an operator fails is told of; all others are judged.
    put(folder / "quotient.vtl", "define datapoint ruleset quotients (variable whole, a) is 1 / (a - 1) > whole end datapoint ruleset;\n"
                                 "DS_q := check_datapoint(DS_1, quotients all);\n");
    put(folder / "a.csv", "id,whole,a,b\nx,3,1,2\ny,0,2,2\n");
    auto const judged = zhibaoSays({"rules", "run", (folder / "quotient.vtl").string(), "--data", "DS_1=" + (folder / "a.csv").string(), "--structure",
                                    "DS_1=" + (folder / "d.json").string(), "--out", out});
    CHECK(judged.status == 1);
    CHECK(judged.errors.find("quotient.vtl:1:61: vtl-run-failed: Rule 1 failed on row 1 of DS_1") != std::string::npos);
    CHECK(textOf(folder / "out" / "DS_q.csv") == "id,ruleid,bool_var,errorcode,errorlevel\nx,1,,,\ny,1,true,,\n");

    // Every value that is none.
    put(folder / "bad.csv", "id,whole,a,b\nx,3,one,2\n,4,1,2\nz,4,,two\n");
    auto const malformed = zhibaoSays({"rules", "run", (folder / "s.vtl").string(), "--data", "DS_1=" + (folder / "bad.csv").string(), "--structure",
                                       "DS_1=" + (folder / "d.json").string(), "--out", out});
    CHECK(malformed.status == 2);
    for (std::string const place : {"bad.csv:2:3: dataset-value-malformed", "bad.csv:3:1: dataset-value-missing", "bad.csv:4:4: dataset-value-malformed"})
        CHECK(malformed.errors.find(place) != std::string::npos);

    // A name that is a path leads nowhere.
    for (std::string const name : {"../escaped", "/escaped", "a\\\\b", ".hidden", "c:d"}) {
        put(folder / "path.vtl", "'" + name + "' <- DS_1;\n");
        auto const led = zhibaoSays({"rules", "run", (folder / "path.vtl").string(), "--data", "DS_1=" + (folder / "d.csv").string(), "--structure",
                                     "DS_1=" + (folder / "d.json").string(), "--out", (folder / "led").string()});
        CHECK(led.status == 2);
        CHECK(led.errors.find("path.vtl: result-name-unfit: ") != std::string::npos);
    }
    CHECK_FALSE(std::filesystem::exists(folder / "escaped.csv"));
    CHECK_FALSE(std::filesystem::exists(folder / "led"));

    put(folder / "bad.vtl", "DS_r := ;\nDS_s := D[filter];\n");
    auto const refused = zhibaoSays({"rules", "lint", (folder / "bad.vtl").string()});
    CHECK(refused.status == 2);
    CHECK(refused.errors.find("bad.vtl:1:9") != std::string::npos);
    CHECK(refused.errors.find("bad.vtl:2:17") != std::string::npos);
    // With the structures more can be told.
    put(folder / "types.vtl", "DS_r := DS_1[calc c := id + 1];\n");
    CHECK(zhibaoSays({"rules", "lint", (folder / "types.vtl").string()}).status == 0);
    auto const typed = zhibaoSays({"rules", "lint", (folder / "types.vtl").string(), "--structure", "DS_1=" + (folder / "d.json").string()});
    CHECK(typed.status == 2);
    CHECK(typed.errors.find("types.vtl:1:24: vtl-type-mismatch") != std::string::npos);
}

TEST_CASE("data of a filing that no engine would take are written, and it is said what is wrong with them", "[batch]") {
    TemporaryFolder const folder;
    auto const data = [&](std::string const& rows) { return zhibaoSays({"rules", "data", "-", "--out", (folder / "data").string()}, filingWith(rows)); };
    CHECK(data(goodRow).status == 0);
    auto const twice = data(std::string{goodRow} + "," + goodRow);
    CHECK(twice.status == 1);
    CHECK(twice.errors.find("form2.csv:3:1: dataset-key-twice: ") != std::string::npos);
    CHECK(twice.errors.find("Mend the filing as zhibao check says") != std::string::npos);
    CHECK(std::filesystem::exists(folder / "data" / "checks.vtl"));
}

TEST_CASE("the demonstration ends in the published figures, cell by cell, and shows the total that differs by rounding", "[batch][demo]") {
    TemporaryFolder const folder;
    auto const demo = zhibaoSays({"demo", "--out", (folder / "demo").string(), "--units", "36"});
    INFO(demo.errors);
    REQUIRE(demo.status == 0);
    auto const summary = jsonOf(textOf(folder / "demo" / "summary.json"));
    CHECK(*summary.find("equal")->boolean());
    auto const& cells = *summary.find("cells")->array();
    REQUIRE(cells.size() == 24);
    for (auto const& cell : cells) CHECK(*cell.find("published")->string() + ".00" == *cell.find("computed")->string());
    auto const& exports = summary.find("totals")->array()->at(0);
    CHECK(*exports.find("published")->string() == "6964");
    CHECK(*exports.find("computed")->string() == "6963.00");
    CHECK(textOf(folder / "demo" / "tables" / "by-item-mode.html").find("The published total of exports is 6964") != std::string::npos);
    for (std::string const period : {"2017Q1", "2017Q2"})
        CHECK(zhibaoSays({"status", "--db", (folder / "demo" / "bureau.db").string(), "--period", period}).output.find("36 in time, 0 late, 0 missing") != std::string::npos);
    CHECK(zhibaoSays({"verify", "--db", (folder / "demo" / "bureau.db").string()}).status == 0);
    auto const again = zhibaoSays({"demo", "--out", (folder / "demo").string(), "--units", "36"});
    CHECK(again.status == 2);
    CHECK(again.errors.find("output-exists") != std::string::npos);
}

TEST_CASE("the same seed gives the same sums, byte for byte", "[batch][demo]") {
    TemporaryFolder const folder;
    for (std::string const run : {"one", "two"}) REQUIRE(zhibaoSays({"demo", "--out", (folder / run).string(), "--units", "12", "--seed", "5"}).status == 0);
    auto const cells = [&](std::string const& run) {
        auto const outcome = zhibaoSays({"cube", "--db", (folder / run / "bureau.db").string(), "--by", "flow,item,partner,mode,sector", "--period", "2017Q2", "--cumulative", "--format", "csv", "-o", "-"});
        REQUIRE(outcome.status == 0);
        return outcome.output;
    };
    CHECK(cells("one") == cells("two"));
}

TEST_CASE("generated filings are taken in by a database of their own", "[batch]") {
    TemporaryFolder const folder;
    auto const database = (folder / "load.db").string();
    auto const generated = zhibaoSays({"generate", "--units", "5", "--from", "2016Q4", "--to", "2017Q1", "--lines", "7", "--seed", "3", "--db", database});
    INFO(generated.errors);
    REQUIRE(generated.status == 0);
    auto const status = zhibaoSays({"status", "--db", database, "--period", "2017Q1"});
    INFO(status.output);
    CHECK(status.output.find("5 accepted") != std::string::npos);
}
