#include "output/pdf.h"

#include "base/file.h"

#include "support/catch.h"
#include "support/temporary_folder.h"

using namespace zhibao;

namespace {

PrintJob aJob() {
    PrintJob job;
    job.title = "标题";
    job.html = "<p>x</p>";
    return job;
}

/// A program that does what the lines say in place of zhibao-print. Its arguments are JOB -o FILE.
PdfPrinter printerThat(test::TemporaryFolder const& folder, std::string const& lines) {
    auto const program = folder / "printer with a space";
    REQUIRE(writeFile(program, "#!/bin/sh\n" + lines + "\n"));
    std::filesystem::permissions(program, std::filesystem::perms::owner_all);
    return {program, std::chrono::seconds{20}};
}

}  // namespace

TEST_CASE("the printer is handed the job and its PDF is taken", "[output][pdf]") {
    test::TemporaryFolder const folder;
    auto const pdf = toPdf(aJob(), printerThat(folder, "test \"$2\" = -o || exit 9\nprintf '%%PDF-1.6 ' > \"$3\"\ncat \"$1\" >> \"$3\""));
    REQUIRE(pdf);
    CHECK(*pdf == "%PDF-1.6 " + toBytes(aJob()));
}

TEST_CASE("a printer that is not installed is told from one that fails", "[output][pdf]") {
    test::TemporaryFolder const folder;
    auto const missing = toPdf(aJob(), {folder / "none", std::chrono::seconds{1}});
    REQUIRE_FALSE(missing);
    CHECK(missing.error().code == error::printerMissing);
    REQUIRE(writeFile(folder / "no program", "text"));
    auto const noProgram = toPdf(aJob(), {folder / "no program", std::chrono::seconds{1}});
    REQUIRE_FALSE(noProgram);
    CHECK(noProgram.error().code == error::printerMissing);
}

TEST_CASE("a failing printer's last words are passed on", "[output][pdf]") {
    test::TemporaryFolder const folder;
    auto const failed = toPdf(aJob(), printerThat(folder, "echo first >&2\necho 'no typeface' >&2\nexit 3"));
    REQUIRE_FALSE(failed);
    CHECK(failed.error().code == error::printerFailed);
    CHECK(failed.error().arguments.at("text") == "no typeface");
    CHECK(failed.error().arguments.at("status") == "3");
}

TEST_CASE("a printer that leaves nothing, or something else than a PDF, has failed", "[output][pdf]") {
    test::TemporaryFolder const folder;
    CHECK(toPdf(aJob(), printerThat(folder, "exit 0")).error().code == error::printerFailed);
    CHECK(toPdf(aJob(), printerThat(folder, "echo hello > \"$3\"")).error().code == error::printerFailed);
}

TEST_CASE("a printer that takes too long is ended", "[output][pdf]") {
    test::TemporaryFolder const folder;
    auto printer = printerThat(folder, "exec sleep 600");
    printer.timeLimit = std::chrono::seconds{1};
    auto const slow = toPdf(aJob(), printer);
    REQUIRE_FALSE(slow);
    CHECK(slow.error().code == error::printerTooSlow);
}
