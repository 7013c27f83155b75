#include "output/print_job.h"

#include "support/catch.h"
#include "support/tables.h"

using namespace zhibao;

namespace {

PrintJob aJob() {
    return {"标题", Language::english, "A3", Orientation::landscape, "<p>x</p>", {"a", "b"}, {"c", "d"}, "样表", Moment{1491811200}, {{"part-2", {"e", "f"}, "样例"}}};
}

}  // namespace

TEST_CASE("a print job that was written is read back the same", "[output][print]") {
    CHECK(readPrintJob(toBytes(aJob())) == aJob());
    CHECK(toBytes(aJob()) == toBytes(aJob()));

    auto undated = aJob();
    undated.made.reset();
    undated.sections.clear();
    CHECK(readPrintJob(toBytes(undated)) == undated);
}

TEST_CASE("a print job with an unknown schema, key, paper or orientation is refused with its place", "[output][print]") {
    auto const changed = [](std::string_view from, std::string_view to) {
        auto text = toBytes(aJob());
        auto const place = text.find(from);
        REQUIRE(place != std::string::npos);
        return readPrintJob(text.replace(place, from.size(), to));
    };
    auto const schema = changed("print-job-1", "print-job-2");
    REQUIRE_FALSE(schema);
    CHECK(schema.error().code == error::printJobSchemaUnknown);
    auto const key = changed("\"mark\"", "\"stamp\"");
    REQUIRE_FALSE(key);
    CHECK(key.error().code == error::jsonKeyUnknown);
    CHECK(key.error().where() == "/stamp");
    auto const paper = changed("\"A3\"", "\"A7\"");
    REQUIRE_FALSE(paper);
    CHECK(paper.error().where() == "/paper");
    auto const made = changed("2017-04-10T08:00:00Z", "10 April");
    REQUIRE_FALSE(made);
    CHECK(made.error().where() == "/made");
    auto const orientation = changed("\"landscape\"", "\"upside down\"");
    REQUIRE_FALSE(orientation);
    CHECK(orientation.error().where() == "/orientation");
}

TEST_CASE("each part of a job says for itself what it is", "[output][print]") {
    auto table = test::aTable();
    auto continuation = table;
    continuation.continuation = true;
    auto other = table;
    other.title = "另一表";
    other.legalMarks.front().value = "样例综2表";
    other.sampleMark.clear();
    auto const job = printJobOf({table, continuation, other});
    REQUIRE(job.sections.size() == 1);
    CHECK(job.sections.front().header == PageEdge{"另一表", "2017年1季度　样例综2表"});
    CHECK(job.sections.front().mark.empty());
    CHECK(job.html.find("<a name=\"" + job.sections.front().anchor + "\">") != std::string::npos);
}

TEST_CASE("a job says at the edges of each page what the table is and where it comes from", "[output][print]") {
    auto table = test::aTable();
    table.orientation = Orientation::landscape;
    auto const job = printJobOf({table});
    CHECK(job.title == table.title);
    CHECK(job.orientation == Orientation::landscape);
    CHECK(job.mark == "样表");
    CHECK(job.header.right == "2017年1季度　样例综1表");
    CHECK(job.footer.left == "制度版本 services-trade/2017-1　数据版本 0123456789abcdef");
    CHECK(job.footer.right == "制表时间 2017-07-21 10:00");
    CHECK(job.made == table.madeAt);
    CHECK(job.html.find("<h1") != std::string::npos);
}
