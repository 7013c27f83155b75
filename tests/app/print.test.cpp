/// zhibao-print as its callers see it: a job in, a PDF out, no display. Poppler is the second opinion.

#include <regex>

#include "base/file.h"
#include "base/text.h"
#include "output/print_job.h"
#include "support/catch.h"
#include "support/temporary_folder.h"
#include "support/program.h"

using namespace zhibao;
using namespace zhibao::test;

namespace {

std::string const program = std::string{ZHIBAO_PROGRAM_FOLDER} + "/zhibao-print";

/// A table with a head of its own on every page.
PrintJob aJob(int columns, int rows) {
    PrintJob job;
    job.title = "服务进出口情况";
    job.header = {"两服贸基2表", "2017年1季度"};
    job.footer = {"制度版本 services-trade/2017-1", "2017-04-10 16:00"};
    job.made = Moment{1491811200};
    job.html = "<html><head><style>body { font-family: \"Noto Sans CJK SC\", sans-serif; }</style></head><body><h1>服务<b>进出口</b>情况</h1>"
               "<table border=\"1\" cellspacing=\"0\"><thead><tr><th>服务类别</th>";
    for (int column = 1; column < columns; ++column) job.html += "<th>自然人移动</th>";
    job.html += "</tr></thead>";
    for (int row = 0; row < rows; ++row) {
        job.html += "<tr><td>其他商业服务</td>";
        for (int column = 1; column < columns; ++column) job.html += "<td align=\"right\">" + std::to_string(row) + "23,456,789.00</td>";
        job.html += "</tr>";
    }
    job.html += "</table></body></html>";
    return job;
}

/// Prints without a display and answers where the PDF is; `fonts` is a configuration of typefaces instead of the machine's own.
std::filesystem::path printed(TemporaryFolder const& folder, PrintJob const& job, std::string const& name, std::string const& locale = "C.UTF-8",
                              std::filesystem::path const& fonts = {}) {
    REQUIRE(writeFile(folder / "job.json", toBytes(job)));
    auto const pdf = folder / name;
    auto const run = runTool("env", {"-u", "DISPLAY", "-u", "WAYLAND_DISPLAY", "-u", "XDG_RUNTIME_DIR", "-u", "QT_QPA_PLATFORM",
                                     fonts.empty() ? "--unset=FONTCONFIG_FILE" : "FONTCONFIG_FILE=" + toText(fonts), "LC_ALL=" + locale,
                                     program, toText(folder / "job.json"), "-o", toText(pdf)});
    INFO(run.output << run.errors);
    REQUIRE(run.status == 0);
    CHECK((run.output + run.errors).empty());
    return pdf;
}

std::string textOf(std::filesystem::path const& pdf, std::vector<std::string> options = {}) {
    options.insert(options.end(), {toText(pdf), "-"});
    auto const run = runTool("pdftotext", options);
    REQUIRE(run.status == 0);
    return normalized(run.output);
}

std::size_t countOf(std::string const& text, std::string const& part) {
    std::size_t count = 0;
    for (auto at = text.find(part); at != std::string::npos; at = text.find(part, at + part.size())) ++count;
    return count;
}

bool contains(std::string const& text, std::string const& part) {
    return text.find(part) != std::string::npos;
}

}  // namespace

TEST_CASE("the Chinese of a PDF can be searched, also where it is bold or in the margins", "[app][print]") {
    TemporaryFolder folder;
    auto const text = textOf(printed(folder, aJob(3, 2), "a.pdf"));
    for (auto const* word : {"服务进出口情况", "其他商业服务", "自然人移动", "两服贸基2表", "2017年1季度", "制度版本", "第1页共1页"}) {
        INFO(word);
        CHECK(contains(text, word));
    }
}

TEST_CASE("head, foot, page number and the head of the table stand on every page", "[app][print]") {
    TemporaryFolder folder;
    auto job = aJob(3, 120);
    job.mark = "样表";
    auto const pdf = printed(folder, job, "a.pdf");
    auto const text = textOf(pdf);
    auto const pages = countOf(text, "\f");
    REQUIRE(pages > 2);
    CHECK(countOf(text, "服务类别") == pages);
    CHECK(countOf(text, "两服贸基2表") == pages);
    CHECK(countOf(text, "样表") == pages);
    CHECK(countOf(text, "制度版本 services-trade/2017-1") == pages);
    for (std::size_t page = 1; page <= pages; ++page) {
        auto const number = std::to_string(page);
        CHECK(contains(textOf(pdf, {"-f", number, "-l", number}), "第" + number + "页共" + std::to_string(pages) + "页"));
    }
    // Only ours: a second page number would be the one Qt paints by itself.
    CHECK(countOf(text, "其他商业服务") == 120);

    job.language = Language::english;
    CHECK(contains(textOf(printed(folder, job, "b.pdf")), "Page 2 of " + std::to_string(pages)));
}

TEST_CASE("a head of several rows is whole on every page, and stands not above a block that begins a page", "[app][print]") {
    TemporaryFolder folder;
    auto job = aJob(2, 0);
    std::string const top = "<table border=\"1\" width=\"100%\" cellspacing=\"0\" cellpadding=\"2\"><thead><tr><th rowspan=\"2\" valign=\"middle\">服务类别</th>"
                            "<th colspan=\"2\">供应模式</th></tr><tr><th>跨境提供</th><th>境外消费</th></tr></thead>";
    job.html = "<html><body>" + top;
    for (int row = 0; row < 120; ++row) job.html += "<tr><td>运输</td><td>1.00</td><td>2.00</td></tr>";
    job.html += "</table><p style=\"page-break-before: always; margin-top: 10px\">下一部分</p>" + top + "<tr><td>旅行</td><td>1.00</td><td>2.00</td></tr></table></body></html>";
    auto const pdf = printed(folder, job, "heads.pdf");
    auto const pages = countOf(textOf(pdf), "\f");
    REQUIRE(pages > 2);
    for (std::size_t page = 1; page <= pages; ++page) {
        auto const number = std::to_string(page);
        INFO("page " << number);
        for (auto const* word : {"服务类别", "供应模式", "跨境提供", "境外消费"}) CHECK(countOf(textOf(pdf, {"-f", number, "-l", number}), word) == 1);
        // Below the strip for the header: 14 mm of margin and 8 mm of strip.
        auto const boxes = runTool("pdftotext", {"-bbox", "-f", number, "-l", number, toText(pdf), "-"}).output;
        std::smatch match;
        std::regex const place{R"(yMin="(\d+)[^>]*>供应模式)"};
        REQUIRE(std::regex_search(boxes, match, place));
        CHECK(std::stoi(match[1]) >= 62);
    }
}

TEST_CASE("a row of several lines stands on one page, whole", "[app][print]") {
    TemporaryFolder folder;
    auto job = aJob(2, 0);
    constexpr int rows = 70;
    job.html = "<html><body><h1>服务进出口情况</h1><table border=\"1\" cellspacing=\"0\"><thead><tr><th>服务类别</th><th>金额</th></tr></thead>";
    // Rows of one to four lines, so that a page ends in the middle of some if nobody takes care.
    for (int row = 0; row < rows; ++row) {
        auto const number = std::to_string(100 + row);
        job.html += "<tr><td>first" + number;
        for (int line = 0; line < row % 4; ++line) job.html += "<br/>middle";
        job.html += "<br/>last" + number + "</td><td align=\"right\">1,234.00</td></tr>";
    }
    job.html += "</table><p>behind the table</p></body></html>";
    auto const pdf = printed(folder, job, "rows.pdf");
    auto const whole = textOf(pdf);
    auto const pages = countOf(whole, "\f");
    REQUIRE(pages > 2);
    CHECK(countOf(whole, "服务类别") == pages);
    CHECK(countOf(whole, "behind the table") == 1);
    for (std::size_t page = 1; page <= pages; ++page) {
        auto const text = textOf(pdf, {"-f", std::to_string(page), "-l", std::to_string(page)});
        for (int row = 0; row < rows; ++row) {
            auto const number = std::to_string(100 + row);
            INFO("page " << page << ", row " << number);
            CHECK(countOf(text, "first" + number) == countOf(text, "last" + number));
        }
    }
    for (int row = 0; row < rows; ++row) CHECK(countOf(whole, "last" + std::to_string(100 + row)) == 1);
}

TEST_CASE("the pages of each part say at their head which part they are", "[app][print]") {
    TemporaryFolder folder;
    auto job = aJob(2, 80);
    job.mark = "样表";
    auto const second = aJob(3, 80).html;
    auto const body = second.substr(second.find("<body>") + 6);
    job.html.replace(job.html.find("</body>"), 7, "<p style=\"page-break-before: always\"><a name=\"part-2\"></a></p>" + body.substr(0, body.find("</body>")) + "</body>");
    job.sections.push_back({"part-2", {"两服贸基4表", "2017年2季度"}, {}});
    auto const pdf = printed(folder, job, "parts.pdf");
    auto const pages = countOf(textOf(pdf), "\f");
    REQUIRE(pages >= 4);
    std::size_t first = 0;
    for (std::size_t page = 1; page <= pages; ++page) {
        auto const number = std::to_string(page);
        auto const text = textOf(pdf, {"-f", number, "-l", number});
        INFO("page " << number);
        bool const isFirst = contains(text, "两服贸基2表");
        CHECK(contains(text, "两服贸基4表") != isFirst);
        CHECK(contains(text, "样表") == isFirst);
        if (isFirst) CHECK(++first == page);
    }
    CHECK(first >= 2);
    CHECK(first <= pages - 2);
}

TEST_CASE("the title of a block stands on the page of its table", "[app][print]") {
    TemporaryFolder folder;
    // Whatever stands above, a title is not the last on its page.
    for (int lines = 34; lines < 44; ++lines) {
        auto job = aJob(2, 30);
        std::string above;
        for (int line = 0; line < lines; ++line) above += "<p>line</p>";
        job.html.replace(job.html.find("<h1>"), 4, above + "<h1>");
        auto const text = textOf(printed(folder, job, "titles.pdf"));
        INFO(lines);
        auto const title = text.rfind("服务进出口情况", text.find("服务类别"));
        REQUIRE(title != std::string::npos);
        CHECK(text.substr(title, text.find("服务类别") - title).find('\f') == std::string::npos);
    }
}

TEST_CASE("no number breaks where the page gives its column too little room", "[app][print]") {
    TemporaryFolder folder;
    PrintJob job;
    job.title = "x";
    job.html = "<html><body><table border=\"1\" width=\"100%\"><thead><tr><th width=\"60%\">甲</th><th width=\"1%\">乙</th><th width=\"39%\">丙</th></tr></thead>"
               "<tr><td>运输</td><td align=\"right\"><b>123,456,789.00</b></td><td>1</td></tr></table></body></html>";
    CHECK(countOf(textOf(printed(folder, job, "a.pdf")), "123,456,789.00") == 1);
}

TEST_CASE("a page with nothing but the last lines is saved by a little less size", "[app][print]") {
    TemporaryFolder folder;
    auto const pagesWith = [&](int lines) {
        PrintJob job;
        job.title = "x";
        for (int line = 0; line < lines; ++line) job.html += "<p>line</p>";
        return countOf(textOf(printed(folder, job, "a.pdf")), "\f");
    };
    int lines = 34;
    while (pagesWith(lines) == 1 && lines < 200) ++lines;
    // From here on it would need more than a little; how many lines fit when set as usual, a long document tells.
    auto const perPage = 200 * 20 / static_cast<int>(pagesWith(200 * 20));
    CHECK(lines > perPage + 3);
    CHECK(lines < perPage * 13 / 10);
}

TEST_CASE("a wide table turns the page, and one that is wider still is set smaller instead of being cut", "[app][print]") {
    TemporaryFolder folder;
    auto const sizeOf = [](std::filesystem::path const& pdf) {
        auto const run = runTool("pdfinfo", {toText(pdf)});
        std::smatch match;
        std::regex const pattern{R"(Page size:\s+(\d+)[\d.]* x (\d+))"};
        REQUIRE(std::regex_search(run.output, match, pattern));
        return std::pair{std::stoi(match[1]), std::stoi(match[2])};
    };
    CHECK(sizeOf(printed(folder, aJob(4, 3), "narrow.pdf")) == std::pair{595, 842});
    CHECK(sizeOf(printed(folder, aJob(9, 3), "wide.pdf")) == std::pair{842, 595});
    auto const widest = printed(folder, aJob(16, 3), "widest.pdf");
    CHECK(sizeOf(widest) == std::pair{842, 595});
    CHECK(countOf(textOf(widest), "123,456,789.00") == 15);

    auto upright = aJob(9, 3);
    upright.orientation = Orientation::portrait;
    upright.paper = "A3";
    CHECK(sizeOf(printed(folder, upright, "upright.pdf")) == std::pair{842, 1191});

    // Every figure stands on the paper: boxes of words, in points.
    auto const boxes = runTool("pdftotext", {"-bbox", toText(widest), "-"}).output;
    std::regex const edge{R"(xMax="(\d+))"};
    std::size_t words = 0;
    for (std::sregex_iterator match{boxes.begin(), boxes.end(), edge}, end; match != end; ++match, ++words) CHECK(std::stoi((*match)[1]) < 842 - 30);
    CHECK(words > 45);
}

TEST_CASE("the same job gives the same bytes at any time, and PDF/A", "[app][print]") {
    TemporaryFolder folder;
    auto const first = readFile(printed(folder, aJob(5, 40), "a.pdf"));
    // Longer than the second in which two runs would agree by chance.
    (void)runTool("sleep", {"1.1"});
    auto const second = readFile(printed(folder, aJob(5, 40), "b.pdf"));
    REQUIRE((first && second));
    CHECK((*first == *second));
    CHECK(contains(*first, "/CreationDate (D:20170410080000Z)"));
    CHECK(contains(*first, "pdfaid:part=\"1\""));

    auto const other = readFile(printed(folder, aJob(5, 41), "c.pdf"));
    REQUIRE(other);
    auto const identityOf = [](Bytes const& pdf) { return pdf.substr(pdf.rfind("/ID [ <"), 80); };
    CHECK(identityOf(*first) != identityOf(*other));
}

TEST_CASE("the locale changes no byte of a PDF, and its Chinese is found in each", "[app][print]") {
    TemporaryFolder folder;
    auto const plain = readFile(printed(folder, aJob(3, 2), "a.pdf"));
    // Where the locale is Chinese, typefaces go by their Chinese names, whether the locale is installed or not.
    auto const pdf = printed(folder, aJob(3, 2), "b.pdf", "zh_CN.UTF-8");
    auto const chinese = readFile(pdf);
    REQUIRE((plain && chinese));
    CHECK((*plain == *chinese));
    CHECK(contains(textOf(pdf), "第1页共1页"));
}

TEST_CASE("other typefaces do not change what is printed, in any locale", "[app][print]") {
    TemporaryFolder folder;
    // Every typeface of this machine claims to write Chinese, and the first of them by name is none of ours.
    std::string const settings = "<?xml version=\"1.0\"?><!DOCTYPE fontconfig SYSTEM \"fonts.dtd\"><fontconfig>"
                                 "<include ignore_missing=\"yes\">/etc/fonts/fonts.conf</include><cachedir>" + toText(folder / "cache") + "</cachedir>"
                                 "<match target=\"scan\"><edit name=\"lang\" mode=\"append\"><string>zh-cn</string></edit></match></fontconfig>";
    REQUIRE(writeFile(folder / "fonts.conf", settings));
    auto const usual = readFile(printed(folder, aJob(3, 50), "usual.pdf"));
    REQUIRE(usual);
    for (std::string const locale : {"C", "zh_CN.UTF-8", "zh_TW.UTF-8", "de_DE.UTF-8"}) {
        INFO(locale);
        auto const pdf = printed(folder, aJob(3, 50), "other.pdf", locale, folder / "fonts.conf");
        auto const other = readFile(pdf);
        REQUIRE(other);
        CHECK((*other == *usual));
        CHECK(contains(textOf(pdf), "其他商业服务"));
    }
}

TEST_CASE("a broken job is refused with its place and leaves no file", "[app][print]") {
    TemporaryFolder folder;
    REQUIRE(writeFile(folder / "job.json", R"({"schema":"print-job-1","title":"x","language":"fr"})"));
    auto const run = runTool("env", {"LC_ALL=C", program, toText(folder / "job.json"), "-o", toText(folder / "a.pdf")});
    CHECK(run.status == 2);
    CHECK(contains(run.errors, "job.json > /language: json-value-unknown: "));
    CHECK_FALSE(std::filesystem::exists(folder / "a.pdf"));

    CHECK(runTool(program, {toText(folder / "none.json"), "-o", toText(folder / "a.pdf")}).status == 2);
    CHECK(runTool(program, {toText(folder / "job.json")}).status == 2);
    REQUIRE(writeFile(folder / "job.json", toBytes(aJob(2, 1))));
    CHECK(runTool(program, {toText(folder / "job.json"), "-o", toText(folder / "no" / "such" / "a.pdf")}).status == 3);
}
