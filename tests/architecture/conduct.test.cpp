/// Promises that no single test of behaviour could keep: exact money, no hidden clock, no locale, codes made by their list only,
/// and files that mean the same on every machine.

#include <algorithm>
#include <map>
#include <set>

#include "architecture/source_tree.h"

#include "support/catch.h"

using namespace zhibao;
using namespace zhibao::architecture;

namespace {

/// Files that may do what is otherwise refused, each with its reason.
using Exceptions = std::map<std::string, std::string>;

std::vector<std::string> breaches(std::vector<std::string_view> const& folders, std::regex const& pattern, Exceptions const& exceptions) {
    std::vector<std::string> complaints;
    for (auto const folder : folders)
        for (auto const& file : filesBelow(folder, {".h", ".cpp"})) {
            if (exceptions.contains(file.path)) continue;
            auto const places = placesOf(file, pattern);
            complaints.insert(complaints.end(), places.begin(), places.end());
        }
    return complaints;
}

/// Exceptions that nobody needs any more, so that the list cannot outlive its reasons.
std::vector<std::string> needless(Exceptions const& exceptions, std::regex const& pattern) {
    auto const files = filesBelow("", {".h", ".cpp"});
    std::vector<std::string> complaints;
    for (auto const& [path, reason] : exceptions) {
        auto const file = std::find_if(files.begin(), files.end(), [&, name = path](auto const& one) { return one.path == name; });
        if (file == files.end() || placesOf(*file, pattern).empty()) complaints.push_back(path);
    }
    return complaints;
}

bool matches(std::string const& code, std::regex const& pattern) {
    return !placesOf({"example.cpp", code}, pattern).empty();
}

}  // namespace

TEST_CASE("no floating-point number comes near an amount", "[architecture]") {
    std::regex const pattern{R"(\b(double|float|stod|stof|strtod|strtof)\b)"};
    CHECK(matches("double rate = 1;", pattern));
    CHECK_FALSE(matches("// a double\nint number_float = 0;", pattern));

    // All of core and the command line, because amounts pass through every step. The windows measure paper and screens in fractions.
    Exceptions const exceptions{{"core/output/xlsx.cpp", "a number of a workbook is one; figures it cannot hold exactly are written as text"},
                                {"core/rules/number_functions.cpp", "VTL's roots, powers and logarithms have no exact value; the language gives them 15 digits"}};
    CHECK(listed(breaches({"core", "app/batch"}, pattern, exceptions)) == "");
    CHECK(listed(needless(exceptions, pattern)) == "");

    // In the windows, what is typed or shown goes through Money; these are the ways round it.
    std::regex const detours{R"(\b(toDouble|toFloat|QDoubleSpinBox|QDoubleValidator)\b)"};
    CHECK(listed(breaches({"app"}, detours, {})) == "");
}

TEST_CASE("only the clock reads the clock", "[architecture]") {
    std::regex const pattern{
        R"((\b(system_clock|gettimeofday|clock_gettime|second_clock|microsec_clock|day_clock|local_clock)\b)|((^|[^\w.>])(std::)?time\s*\(\s*(nullptr|NULL|0|&)))"};
    CHECK(matches("auto now = std::chrono::system_clock::now();", pattern));
    CHECK(matches("auto now = std::time(nullptr);", pattern));
    CHECK(matches("auto day = boost::gregorian::day_clock::universal_day();", pattern));
    CHECK_FALSE(matches("auto now = clock.now(); filing.time(0);", pattern));

    Exceptions const exceptions{{"core/base/clock.cpp", "it is the clock"}};
    CHECK(listed(breaches({"core", "app"}, pattern, exceptions)) == "");
    CHECK(listed(needless(exceptions, pattern)) == "");
}

TEST_CASE("core does not depend on the locale or the environment", "[architecture]") {
    std::regex const pattern{R"(\b(std::locale|setlocale|uselocale|newlocale|imbue|localeconv|getenv|secure_getenv|stoi|stol|stoll|stoul|stoull|strtol|strtoll|toupper|tolower|isalpha|isdigit|isspace|isalnum|ostringstream|istringstream|stringstream)\b|\.str\(\))"};
    CHECK(matches("std::setlocale(LC_ALL, \"\");", pattern));
    CHECK(matches("stream.imbue(std::locale::classic());", pattern));
    // A stream, and the text of a long number of Boost's, which is made by one, group digits as the locale does.
    CHECK(matches("return big.str();", pattern));
    CHECK(matches("auto home = std::getenv(\"HOME\");", pattern));
    CHECK_FALSE(matches("// std::locale\nauto localePlace = 1;", pattern));

    Exceptions const exceptions{{"core/base/point_decimals.cpp", "it shields core's libraries from the program's locale"}};
    CHECK(listed(breaches({"core"}, pattern, exceptions)) == "");
    CHECK(listed(needless(exceptions, pattern)) == "");
}

TEST_CASE("no random number is used that was not handed in", "[architecture]") {
    std::regex const pattern{R"((\b(random_device|srand|drand48|default_random_engine)\b)|((^|[^\w.>])(std::)?rand\s*\())"};
    CHECK(matches("std::mt19937 engine{std::random_device{}()};", pattern));
    CHECK(matches("int x = rand();", pattern));
    CHECK_FALSE(matches("auto x = random.next();", pattern));
    CHECK(listed(breaches({"core", "app"}, pattern, {})) == "");
}

TEST_CASE("typed codes are made by their code list only", "[architecture]") {
    std::regex const pattern{R"(\bCodeMaker\b)"};
    CHECK(matches("return CodeMaker::make<ItemTag>(text);", pattern));

    Exceptions const exceptions{{"core/base/code.h", "declares it"}, {"core/form/code_list.h", "looks the code up before it makes one"}};
    CHECK(listed(breaches({"core", "app", "tests"}, pattern, {{"core/base/code.h", ""}, {"core/form/code_list.h", ""}, {"core/form/code_list.cpp", ""}})) ==
          "");
    CHECK(listed(needless(exceptions, pattern)) == "");
}

TEST_CASE("nothing gives up in silence", "[architecture]") {
    // An empty catch, or one that only falls through, hides what a library said.
    std::regex const pattern{R"(catch\s*\([^)]*\)\s*\{\s*\})"};
    CHECK(matches("try { f(); } catch (...) {}", pattern));
    CHECK(listed(breaches({"core", "app"}, pattern, {})) == "");

    std::regex const leaving{R"((^|[^\w.>])(std::)?(abort|_Exit|quick_exit|terminate)\s*\()"};
    CHECK(listed(breaches({"core"}, leaving, {})) == "");
}

TEST_CASE("no file of the project names a place on one machine", "[architecture]") {
    // Home folders, mounted folders and whatever lies directly below the root beside what the Filesystem Hierarchy Standard puts there.
    std::regex const ownPlace{R"((^|[\s"'=(:`])(/(home|Users|root|work|mnt|media|workspace|builds)/\w|[A-Z]:\\Users\\|~/\w|file:///))"};
    std::regex const neighbour{R"((\.\./|[\s"'(`/])share)" R"(d/\w)"};
    auto const complain = [&](SourceFile const& file) {
        std::vector<std::string> complaints;
        std::size_t number = 0;
        std::size_t start = 0;
        while (start < file.text.size()) {
            auto const end = std::min(file.text.find('\n', start), file.text.size());
            // A line of data may be long, and the standard's regular expressions recurse: look at what could match only.
            auto const line = file.text.substr(start, end - start);
            ++number;
            if (line.size() < 4000 && (std::regex_search(line, ownPlace) || std::regex_search(line, neighbour)))
                complaints.push_back(file.path + ":" + std::to_string(number) + ": " + line);
            start = end + 1;
        }
        return complaints;
    };
    CHECK(complain({"a.sh", std::string{"cd "} + "/home" + "/wang/zhibao\n"}).size() == 1);
    CHECK(complain({"a.sh", std::string{"cp ../share"} + "d/list.csv .\n"}).size() == 1);
    CHECK(complain({"a.cmake", "install(FILES a DESTINATION /usr/share/zhibao)\n"}).empty());

    std::vector<std::string> complaints;
    for (auto const& file : filesBelow("")) {
        auto const found = complain(file);
        complaints.insert(complaints.end(), found.begin(), found.end());
    }
    CHECK(listed(complaints) == "");
}

TEST_CASE("links lead to the public places the project relies on, and the build fetches nothing", "[architecture]") {
    // Names of XML vocabularies, laws and standards, the licence and examples. Whoever needs another adds it here on purpose.
    std::set<std::string> const hosts{"www.w3.org",          "schemas.openxmlformats.org", "schemas.microsoft.com", "www.gnu.org", "fsf.org", "www.fsf.org",
                                      "json-schema.org",     "www.freedesktop.org",        "example.org",           "example.com", "example.invalid",
                                      "www.debian.org",      "specifications.freedesktop.org", "purl.org",          "www.inkscape.org",
                                      "sdmx.org",            "www.sdmx.org",               "www.safe.gov.cn",       "www.mofcom.gov.cn", "www.stats.gov.cn"};
    // Names and addresses that are nobody's (RFC 2606, RFC 5737), and this very machine.
    std::regex const reserved{R"(([a-z]+\.)+example|192\.0\.2\.[0-9]+|127\.0\.0\.1)"};
    std::regex const link{R"(https?://([A-Za-z0-9.-]+))"};
    std::vector<std::string> complaints;
    for (auto const& file : filesBelow(""))
        for (std::sregex_iterator match{file.text.begin(), file.text.end(), link}, end; match != end; ++match)
            if (!hosts.contains((*match)[1]) && !std::regex_match((*match)[1].str(), reserved)) complaints.push_back(file.path + ": " + (*match)[0].str());
    CHECK(listed(complaints) == "");

    std::regex const fetching{R"(\b(FetchContent|ExternalProject)\w*|file\s*\(\s*DOWNLOAD)"};
    complaints.clear();
    for (auto const& file : filesBelow("", {"CMakeLists.txt", ".cmake"}))
        if (std::regex_search(file.text, fetching)) complaints.push_back(file.path);
    CHECK(listed(complaints) == "");
}

TEST_CASE("every text file of ours ends with a line feed and has no carriage return or tab for indenting", "[architecture]") {
    std::vector<std::string> complaints;
    for (auto const& file : filesBelow("", {".h", ".cpp", ".cmake", ".txt", ".md", ".sh", ".sql", ".vtl"})) {
        if (file.path.starts_with("tests/fixtures/") || file.path.starts_with("tests/cases/")) continue;
        if (file.text.empty()) continue;
        if (file.text.back() != '\n') complaints.push_back(file.path + " lacks its last line feed");
        if (file.text.find('\r') != std::string::npos) complaints.push_back(file.path + " has carriage returns");
        if (file.text.find("\n\t") != std::string::npos) complaints.push_back(file.path + " is indented by tabs");
    }
    CHECK(listed(complaints) == "");
}
