/// Hand-over on the command line.

#include "answers/example_filings.h"
#include "store/drafts.h"
#include "support/catch.h"
#include "support/command_line.h"
#include "support/editions.h"
#include "trust/unit_keys.h"

using namespace zhibao;
using namespace zhibao::test;

TEST_CASE("what one computer hands over another takes, with its key under a passphrase", "[batch][handover]") {
    TemporaryFolder const folder;
    auto const before = folder / "before";
    std::filesystem::create_directories(before / "keys");
    {
        auto store = DraftStore::open(before / "drafts.db");
        REQUIRE(store);
        auto const& edition = theEdition();
        REQUIRE(store->add(newFiling(edition, *edition.findFormSet("quarterly"), unitCode, "2017Q1"), edition, Moment{1'500'000'000}));
    }
    auto const made = folder / "made";
    REQUIRE(zhibaoSays({"keys", "new", "--unit", unitCode, "--out", made.string()}).status == 0);
    std::filesystem::copy_file(made / "key.pem", unitKeyFiles(before, unitCode).key);
    std::filesystem::copy_file(made / "cert.pem", unitKeyFiles(before, unitCode).certificate);
    put(folder / "words.txt", "样例口令一二三四\n");
    put(folder / "other.txt", "样例口令五六七八\n");
    auto const file = (folder / "all.zbh").string();
    auto const words = (folder / "words.txt").string();

    auto const withoutWords = zhibaoSays({"handover", "write", "--data", before.string(), "-o", file});
    CHECK(withoutWords.status == 2);
    CHECK(withoutWords.errors.find("handover-passphrase-short: ") != std::string::npos);
    auto const written = zhibaoSays({"handover", "write", "--data", before.string(), "--passphrase-file", words, "-o", file});
    INFO(written.errors);
    REQUIRE(written.status == 0);
    CHECK(written.output.find("1 unit, 1 draft and 0 sealed versions") != std::string::npos);

    auto const after = folder / "after";
    auto const wrong = zhibaoSays({"handover", "take", file, "--data", after.string(), "--passphrase-file", (folder / "other.txt").string()});
    CHECK(wrong.status == 2);
    CHECK(wrong.errors.find("key-passphrase-wrong: ") != std::string::npos);
    auto const taken = zhibaoSays({"handover", "take", file, "--data", after.string(), "--passphrase-file", words});
    INFO(taken.errors);
    REQUIRE(taken.status == 0);
    CHECK(taken.output == "1 version was taken over, 0 were here already; keys: 1.\n");
    CHECK(DraftStore::open(after / "drafts.db")->newest()->size() == 1);

    auto text = textOf(file);
    text[text.size() / 2] = static_cast<char>(text[text.size() / 2] ^ 1);
    put(folder / "damaged.zbh", text);
    CHECK(zhibaoSays({"handover", "take", (folder / "damaged.zbh").string(), "--data", after.string(), "--passphrase-file", words}).status == 2);
    CHECK(zhibaoSays({"handover", "write", "--data", (folder / "nowhere").string(), "-o", file}).status == 2);
}
