#include "intake/spool.h"

#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <csignal>
#include <fstream>
#include <map>
#include <mutex>
#include <set>
#include <thread>

#include "base/append_file.h"
#include "base/file.h"
#include "base/random.h"

#include "support/catch.h"
#include "support/temporary_folder.h"

#include <rapidcheck.h>

using namespace zhibao;

namespace {

constexpr Moment noon{1'500'000'000};

Bytes someBytes(std::uint64_t seed, std::size_t size) {
    SeededRandom random{seed};
    Bytes bytes(size, '\0');
    for (auto& one : bytes) one = static_cast<char>(random.below(256));
    return bytes;
}

/// Everything a reader finds behind that position.
std::vector<SpoolRecord> recordsIn(std::filesystem::path const& folder, SpoolPosition const& after = {}) {
    auto reader = SpoolReader::open(folder, after);
    REQUIRE(reader);
    std::vector<SpoolRecord> records;
    for (;;) {
        auto record = reader->next();
        REQUIRE(record);
        if (!*record) return records;
        records.push_back(**std::move(record));
    }
}

std::vector<std::string> segmentNames(std::filesystem::path const& folder, std::string_view ending = ".segment") {
    std::vector<std::string> names;
    auto const files = listFiles(folder, ending);
    REQUIRE(files);
    for (auto const& file : *files) names.push_back(file.filename().string());
    return names;
}

SpoolLimits smallSegments() {
    SpoolLimits limits;
    limits.segmentBytes = 1'000;
    return limits;
}

/// A spool with `count` records of 300 bytes, three to a segment of smallSegments.
void fill(std::filesystem::path const& folder, unsigned count) {
    auto spool = Spool::open(folder, smallSegments());
    REQUIRE(spool);
    for (unsigned i = 0; i < count; ++i) REQUIRE(spool->append(someBytes(i, 237), "91999999000000019D", noon));
}

}  // namespace

TEST_CASE("what was put into a spool is read from it in order, with its moment and its sender", "[intake][spool]") {
    test::TemporaryFolder const folder;
    {
        auto spool = Spool::open(folder / "spool");
        REQUIRE(spool);
        auto const stored = spool->append("first", "91999999000000019D", noon);
        REQUIRE(stored);
        CHECK(stored->digest == sha256("first"));
        CHECK(stored->arrived == noon);
        CHECK_FALSE(stored->isKnown);
        REQUIRE(spool->append("", "", Moment{-1}));
        REQUIRE(spool->append(Bytes(100'000, 'x'), std::string(40, 'y'), noon));
    }
    auto const records = recordsIn(folder / "spool");
    REQUIRE(records.size() == 3);
    CHECK(records[0].bytes == "first");
    CHECK(records[0].origin == "91999999000000019D");
    CHECK(records[0].arrived == noon);
    CHECK(records[1].bytes.empty());
    CHECK(records[1].arrived == Moment{-1});
    CHECK(records[2].bytes == Bytes(100'000, 'x'));
    CHECK(records[2].origin == std::string(31, 'y'));
}

TEST_CASE("the same bytes are stored once, keep their first moment, and have one token", "[intake][spool]") {
    test::TemporaryFolder const folder;
    for (int start = 0; start < 3; ++start) {
        auto spool = Spool::open(folder.path());
        REQUIRE(spool);
        for (int time = 0; time < 2; ++time) {
            auto const stored = spool->append("the same", "A", Moment{noon.seconds + start * 10 + time});
            REQUIRE(stored);
            CHECK(stored->isKnown == (start + time > 0));
            CHECK(stored->arrived == noon);
            CHECK(arrivalToken(stored->digest) == arrivalToken(sha256("the same")));
        }
        CHECK(spool->figures().records == (start == 0 ? 1 : 0));
    }
    CHECK(recordsIn(folder.path()).size() == 1);
    CHECK(arrivalToken(sha256("the same")).size() == 32);
    CHECK(arrivalToken(sha256("the same")) != arrivalToken(sha256("another")));
}

TEST_CASE("a reader that stood behind a record goes on behind it", "[intake][spool]") {
    test::TemporaryFolder const folder;
    fill(folder.path(), 10);
    auto const all = recordsIn(folder.path());
    REQUIRE(all.size() == 10);
    CHECK(segmentNames(folder.path()).size() == 4);
    for (std::size_t i = 0; i < all.size(); ++i) {
        auto const rest = recordsIn(folder.path(), all[i].position);
        REQUIRE(rest.size() == all.size() - i - 1);
        if (!rest.empty()) CHECK(rest.front().position == all[i + 1].position);
    }
}

TEST_CASE("a reader finds what is added while it waits, in the same segment and in later ones", "[intake][spool]") {
    test::TemporaryFolder const folder;
    auto spool = Spool::open(folder.path(), smallSegments());
    REQUIRE(spool);
    auto reader = SpoolReader::open(folder.path());
    REQUIRE(reader);
    CHECK_FALSE(reader->next().value());
    for (unsigned i = 0; i < 12; ++i) {
        REQUIRE(spool->append(someBytes(i, 300), "A", noon));
        auto const record = reader->next();
        REQUIRE(record);
        REQUIRE(*record);
        CHECK((*record)->bytes == someBytes(i, 300));
        CHECK_FALSE(reader->next().value());
    }
}

TEST_CASE("segments that were taken may be moved away, and a reader that stood in them goes on with the next", "[intake][spool]") {
    test::TemporaryFolder const folder;
    fill(folder.path(), 9);
    auto const all = recordsIn(folder.path());
    std::filesystem::remove(folder / segmentNames(folder.path())[0]);
    auto const rest = recordsIn(folder.path(), all[1].position);
    REQUIRE(rest.size() == 6);
    CHECK(rest.front().position == all[3].position);
    // The bytes that went with it are unknown now: they are stored once more, and the ledger will know them.
    auto spool = Spool::open(folder.path());
    REQUIRE(spool);
    CHECK_FALSE(spool->append(all[0].bytes, "A", noon)->isKnown);
    CHECK(spool->append(all[3].bytes, "A", noon)->isKnown);
}

TEST_CASE("a position of another spool is no position: reading begins with the first record", "[intake][spool]") {
    test::TemporaryFolder const folder;
    fill(folder.path(), 4);
    auto position = recordsIn(folder.path())[2].position;
    position.digest = sha256("another");
    CHECK(recordsIn(folder.path(), position).size() == 4);
}

TEST_CASE("the end that a killed writer left is cut off and kept aside, wherever it was torn", "[intake][spool]") {
    test::TemporaryFolder const folder;
    {
        auto spool = Spool::open(folder / "whole");
        REQUIRE(spool);
        for (unsigned i = 0; i < 3; ++i) REQUIRE(spool->append(someBytes(i, 50), "A", noon));
    }
    auto const bytes = readFile(folder / "whole/0000000001.segment").value();
    auto const positions = recordsIn(folder / "whole");
    for (std::size_t length = 0; length <= bytes.size(); ++length) {
        auto const torn = folder / ("torn" + std::to_string(length));
        std::filesystem::create_directory(torn);
        REQUIRE(writeFile(torn / "0000000001.segment", BytesView{bytes}.substr(0, length)));
        auto const wholeRecords = length / (bytes.size() / 3);
        {
            // Before it is cut, a reader sees whole records only.
            CHECK(recordsIn(torn).size() == wholeRecords);
            auto spool = Spool::open(torn);
            REQUIRE(spool);
            CHECK(spool->figures().cutBytes == length - wholeRecords * (bytes.size() / 3));
            CHECK(spool->figures().remembered == wholeRecords);
            REQUIRE(spool->append(someBytes(2, 50), "A", noon));
            CHECK(spool->figures().records == (wholeRecords == 3 ? 0 : 1));
            REQUIRE(spool->append("after", "A", noon));
        }
        auto const records = recordsIn(torn);
        REQUIRE(records.size() == wholeRecords + (wholeRecords == 3 ? 1 : 2));
        CHECK(records.back().bytes == "after");
        CHECK(segmentNames(torn, ".cut").size() == (length % (bytes.size() / 3) == 0 ? 0 : 1));
        std::filesystem::remove_all(torn);
    }
}

TEST_CASE("a reader that saw a record which was lost with the end of its segment goes on with the next segment", "[intake][spool]") {
    test::TemporaryFolder const folder;
    fill(folder.path(), 2);
    auto const all = recordsIn(folder.path());
    REQUIRE(cutFile(folder / "0000000001.segment", all[1].position.offset));
    CHECK(recordsIn(folder.path(), all[1].position).empty());
    auto spool = Spool::open(folder.path());
    REQUIRE(spool);
    REQUIRE(spool->append("new", "A", noon));
    auto const rest = recordsIn(folder.path(), all[1].position);
    REQUIRE(rest.size() == 1);
    CHECK(rest[0].bytes == "new");
}

TEST_CASE("no byte of a finished segment changes unnoticed", "[intake][spool]") {
    test::TemporaryFolder const folder;
    fill(folder.path(), 4);
    auto const path = folder / "0000000001.segment";
    auto const sound = readFile(path).value();
    for (std::size_t place = 0; place < sound.size(); ++place) {
        auto broken = sound;
        broken[place] = static_cast<char>(static_cast<unsigned char>(broken[place]) ^ 0x10U);
        REQUIRE(writeFile(path, broken));
        auto reader = SpoolReader::open(folder.path());
        REQUIRE(reader);
        std::size_t got = 0;
        for (;;) {
            auto const record = reader->next();
            if (!record) {
                CHECK(record.error().code == error::spoolDamaged);
                // Asked again, it does not step over what is missing.
                CHECK_FALSE(reader->next());
                break;
            }
            REQUIRE(*record);
            ++got;
        }
        CHECK(got == place / (sound.size() / 3));
    }
}

TEST_CASE("a record is a record only where it was written", "[intake][spool]") {
    // A submission may hold the bytes of a spool; they must not be taken for records when the end of a segment is torn.
    test::TemporaryFolder const folder;
    fill(folder / "spool", 3);
    auto const segment = readFile(folder / "spool/0000000001.segment").value();
    std::filesystem::create_directory(folder / "other");
    REQUIRE(writeFile(folder / "other/0000000002.segment", segment));
    CHECK(recordsIn(folder / "other").empty());
    REQUIRE(writeFile(folder / "other/0000000002.segment", "x" + segment));
    CHECK(recordsIn(folder / "other").empty());
}

TEST_CASE("a damaged segment is counted when the spool is opened, and what follows it is known", "[intake][spool]") {
    test::TemporaryFolder const folder;
    fill(folder.path(), 7);
    auto const all = recordsIn(folder.path());
    auto broken = readFile(folder / "0000000001.segment").value();
    broken[2] = '?';
    REQUIRE(writeFile(folder / "0000000001.segment", broken));
    auto spool = Spool::open(folder.path());
    REQUIRE(spool);
    CHECK(spool->figures().damagedSegments == 1);
    CHECK(spool->append(all[4].bytes, "A", noon)->isKnown);
}

TEST_CASE("a spool has one writer", "[intake][spool]") {
    test::TemporaryFolder const folder;
    auto const first = Spool::open(folder.path());
    REQUIRE(first);
    auto const second = Spool::open(folder.path());
    REQUIRE_FALSE(second);
    CHECK(second.error().code == error::folderInUse);
}

TEST_CASE("a spool takes no more than its limits, and says so at once", "[intake][spool]") {
    test::TemporaryFolder const folder;
    SpoolLimits limits;
    limits.recordBytes = 10;
    auto spool = Spool::open(folder / "small", limits);
    REQUIRE(spool);
    CHECK(spool->append(Bytes(11, 'x'), "A", noon).error().code == error::spoolRecordTooLarge);
    CHECK(spool->append(Bytes(10, 'x'), "A", noon));
    limits.recordBytes = 100;
    limits.pendingBytes = 50;
    auto busy = Spool::open(folder / "busy", limits);
    REQUIRE(busy);
    CHECK(busy->append(Bytes(51, 'x'), "A", noon).error().code == error::spoolBusy);
    CHECK(busy->append(Bytes(50, 'x'), "A", noon));
    CHECK(busy->figures().pendingBytes == 0);
}

TEST_CASE("memory of what arrived is bounded: the newest segments are remembered", "[intake][spool]") {
    test::TemporaryFolder const folder;
    auto limits = smallSegments();
    limits.rememberedRecords = 6;
    {
        auto spool = Spool::open(folder.path(), limits);
        REQUIRE(spool);
        for (unsigned i = 0; i < 30; ++i) {
            REQUIRE(spool->append(someBytes(i, 237), "A", noon));
            // The segment that grows is remembered whole.
            CHECK(spool->figures().remembered <= 6 + 3);
        }
    }
    auto spool = Spool::open(folder.path(), limits);
    REQUIRE(spool);
    CHECK(spool->figures().remembered <= 6);
    CHECK(spool->append(someBytes(29, 237), "A", noon)->isKnown);
    CHECK_FALSE(spool->append(someBytes(0, 237), "A", noon)->isKnown);
}

TEST_CASE("a folder that cannot be written is told to who appends, and nothing is lost of what was stored before", "[intake][spool]") {
    if (::geteuid() == 0) return;  // nothing is forbidden to root
    test::TemporaryFolder const folder;
    auto spool = Spool::open(folder.path());
    REQUIRE(spool);
    std::filesystem::permissions(folder.path(), std::filesystem::perms::owner_read | std::filesystem::perms::owner_exec);
    CHECK(spool->append("x", "A", noon).error().code == error::fileUnwritable);
    std::filesystem::permissions(folder.path(), std::filesystem::perms::owner_all);
    CHECK(spool->append("x", "A", noon));
    CHECK(spool->figures().failures == 1);
}

TEST_CASE("a segment that stands in the way does not stop the spool for ever", "[intake][spool]") {
    test::TemporaryFolder const folder;
    auto spool = Spool::open(folder.path());
    REQUIRE(spool);
    std::filesystem::create_directory(folder / "0000000001.segment");
    CHECK(spool->append("x", "A", noon).error().code == error::fileUnwritable);
    std::filesystem::remove(folder / "0000000001.segment");
    CHECK(spool->append("x", "A", noon));
    REQUIRE(recordsIn(folder.path()).size() == 1);
}

TEST_CASE("when the disk is full only what did not fit is refused, and the spool goes on when there is room again", "[intake][spool]") {
    // A limit on the size of files stands in for the disk.
    struct SmallDisk {
        SmallDisk() {
            ::getrlimit(RLIMIT_FSIZE, &before);
            auto limit = before;
            limit.rlim_cur = 2'000;
            ::setrlimit(RLIMIT_FSIZE, &limit);
            handler = std::signal(SIGXFSZ, SIG_IGN);
        }
        ~SmallDisk() {
            ::setrlimit(RLIMIT_FSIZE, &before);
            std::signal(SIGXFSZ, handler);
        }
        rlimit before{};
        void (*handler)(int) = nullptr;
    };
    test::TemporaryFolder const folder;
    auto spool = Spool::open(folder.path());
    REQUIRE(spool);
    auto const big = someBytes(1, 1'500);
    {
        SmallDisk const small;
        CHECK(spool->append("small", "A", noon));
        CHECK(spool->append(big, "A", noon));
        // It would begin within the limit and end behind it.
        auto const torn = spool->append(someBytes(2, 1'000), "A", noon);
        REQUIRE_FALSE(torn);
        CHECK(torn.error().code == error::fileUnwritable);
        CHECK(recordsIn(folder.path()).size() == 2);
        CHECK(spool->append(big, "A", noon)->isKnown);
        CHECK(spool->append("small again", "A", noon));
    }
    CHECK_FALSE(spool->append(someBytes(2, 1'000), "A", noon)->isKnown);
    auto const records = recordsIn(folder.path());
    REQUIRE(records.size() == 4);
    CHECK(records[1].bytes == big);
    CHECK(records[2].bytes == "small again");
    CHECK(records[3].bytes == someBytes(2, 1'000));
}

TEST_CASE("many writers at once are answered once each, and share waits for the disk", "[intake][spool]") {
    test::TemporaryFolder const folder;
    auto limits = smallSegments();
    limits.segmentBytes = 20'000;
    constexpr unsigned writers = 8;
    constexpr unsigned each = 100;
    std::mutex mutex;
    std::multiset<Digest> answered;
    {
        auto spool = Spool::open(folder.path(), limits);
        REQUIRE(spool);
        std::vector<std::jthread> threads;
        for (unsigned writer = 0; writer < writers; ++writer)
            threads.emplace_back([&, writer] {
                // Every second record is one that all writers bring.
                for (unsigned i = 0; i < each; ++i)
                    spool->append(someBytes(i % 2 == 0 ? i : writer * each + i, 200), "A", noon, [&](Result<Spool::Stored> const& stored) {
                        std::lock_guard const lock{mutex};
                        if (stored) answered.insert(stored->digest);
                    });
            });
        threads.clear();
        // The end of the spool answers all that waits.
    }
    CHECK(answered.size() == writers * each);
    std::multiset<Digest> stored;
    for (auto const& record : recordsIn(folder.path())) stored.insert(record.position.digest);
    CHECK(stored.size() == each / 2 + writers * each / 2);
    CHECK(std::set<Digest>(stored.begin(), stored.end()).size() == stored.size());
    CHECK(std::all_of(answered.begin(), answered.end(), [&](Digest const& digest) { return stored.contains(digest); }));
}

TEST_CASE("whatever is appended, restarted and torn, each stored record is read exactly once and in order", "[intake][spool]") {
    rc::check([](std::vector<std::pair<std::uint8_t, std::uint16_t>> const& steps) {
        test::TemporaryFolder const folder;
        auto limits = smallSegments();
        std::vector<Digest> expected;
        auto spool = std::make_unique<Spool>(Spool::open(folder.path(), limits).value());
        auto reader = std::make_unique<SpoolReader>(SpoolReader::open(folder.path()).value());
        std::vector<Digest> got;
        SpoolPosition position;
        auto const readAll = [&] {
            for (;;) {
                auto record = reader->next().value();
                if (!record) return;
                got.push_back(record->position.digest);
                position = record->position;
            }
        };
        for (auto const& [kind, value] : steps) {
            switch (kind % 8) {
                case 6: {  // the writer is killed in the middle of a record
                    spool.reset();
                    auto const files = listFiles(folder.path(), ".segment").value();
                    if (!files.empty()) std::ofstream{files.back(), std::ios::app | std::ios::binary} << someBytes(value, value % 300);
                    spool = std::make_unique<Spool>(Spool::open(folder.path(), limits).value());
                    break;
                }
                case 7:
                    readAll();
                    reader = std::make_unique<SpoolReader>(SpoolReader::open(folder.path(), position).value());
                    break;
                default: {
                    auto const bytes = someBytes(value % 64, value % 700);
                    auto const stored = spool->append(bytes, "A", noon).value();
                    bool const isKnown = std::find(expected.begin(), expected.end(), stored.digest) != expected.end();
                    RC_ASSERT(stored.isKnown == isKnown);
                    if (!isKnown) expected.push_back(stored.digest);
                }
            }
        }
        readAll();
        RC_ASSERT(got == expected);
    });
}

TEST_CASE("kill -9 at any moment loses nothing that was answered, and stores nothing twice", "[intake][spool]") {
    test::TemporaryFolder const folder;
    SeededRandom random{20170401};
    SpoolLimits limits;
    limits.segmentBytes = 30'000;
    std::map<std::uint64_t, unsigned> found;
    std::set<std::uint64_t> answered;
    constexpr unsigned kills = 25;
    std::uint64_t next = 0;
    for (unsigned kill = 0; kill < kills; ++kill) {
        std::array<int, 2> ends{};
        REQUIRE(::pipe(ends.data()) == 0);
        auto const child = ::fork();
        if (child == 0) {
            ::close(ends[0]);
            auto spool = Spool::open(folder.path(), limits);
            for (std::uint64_t number = next; spool; ++number) {
                // The next few go together, as they come from many clients.
                spool->append(someBytes(number, 100 + number % 3'000), "A", noon, [number, &ends](Result<Spool::Stored> const& stored) {
                    if (stored && ::write(ends[1], &number, sizeof number) != sizeof number) ::_exit(1);
                });
                if (number % 16 == 0) ::usleep(200);
            }
            ::_exit(1);
        }
        ::close(ends[1]);
        ::usleep(static_cast<useconds_t>(1'000 + random.below(30'000)));
        ::kill(child, SIGKILL);
        for (std::uint64_t number = 0; ::read(ends[0], &number, sizeof number) == sizeof number;) {
            answered.insert(number);
            next = std::max(next, number + 1);
        }
        ::close(ends[0]);
        int status = 0;
        REQUIRE(::waitpid(child, &status, 0) == child);
        CHECK(WIFSIGNALED(status));
    }
    // What was stored and not answered is brought again by its sender; here the next child begins with the first that was not answered.
    std::map<Digest, unsigned> stored;
    for (auto const& record : recordsIn(folder.path())) ++stored[record.position.digest];
    CHECK(answered.size() > 100);
    for (auto const number : answered) {
        INFO(number);
        CHECK(stored[sha256(someBytes(number, 100 + number % 3'000))] == 1);
    }
    CHECK(std::all_of(stored.begin(), stored.end(), [](auto const& one) { return one.second == 1; }));
}
