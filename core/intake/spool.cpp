#include "intake/spool.h"

#include <algorithm>
#include <condition_variable>
#include <cstring>
#include <deque>
#include <future>
#include <mutex>
#include <thread>
#include <unordered_map>
#include <utility>
#include <vector>

#include "base/append_file.h"
#include "base/file.h"
#include "intake/spool_format.h"

namespace zhibao {

using namespace spool;

std::string arrivalToken(Digest const& digest) {
    return digest.hex().substr(0, 32);
}

namespace {

struct DigestHash {
    std::size_t operator()(Digest const& digest) const noexcept {
        std::size_t value = 0;
        std::memcpy(&value, digest.bytes().data(), sizeof value);
        return value;
    }
};

/// When which bytes arrived first, of the newest records. Finished segments are sorted arrays: a million records in tables of their own would
/// take three times the memory.
class Index {
public:
    explicit Index(std::size_t most) : most_(most) {}

    struct Entry {
        Digest digest;
        Moment arrived;
        bool operator<(Entry const& other) const noexcept { return digest < other.digest; }
    };

    [[nodiscard]] std::optional<Moment> find(Digest const& digest) const {
        if (auto const found = growing_.find(digest); found != growing_.end()) return found->second;
        for (auto const& part : finished_) {
            auto const place = std::lower_bound(part.begin(), part.end(), Entry{digest, {}});
            if (place != part.end() && place->digest == digest) return place->arrived;
        }
        return std::nullopt;
    }
    void add(Digest const& digest, Moment arrived) { growing_.emplace(digest, arrived); }

    /// What was added since becomes one part, the newest; the oldest parts are forgotten where there are too many records.
    void finish() {
        std::vector<Entry> part;
        part.reserve(growing_.size());
        for (auto const& [digest, arrived] : growing_) part.push_back({digest, arrived});
        growing_.clear();
        finished_.push_front(sorted(std::move(part)));
        while (!hasRoom()) finished_.pop_back();
    }
    /// Records that are older than all that are known. False once there is no room for more.
    bool addOlder(std::vector<Entry> part) {
        finished_.push_back(sorted(std::move(part)));
        if (hasRoom()) return true;
        finished_.pop_back();
        return false;
    }
    [[nodiscard]] std::size_t size() const {
        std::size_t count = growing_.size();
        for (auto const& part : finished_) count += part.size();
        return count;
    }

private:
    [[nodiscard]] bool hasRoom() const { return finished_.empty() || size() <= most_; }
    static std::vector<Entry> sorted(std::vector<Entry> part) {
        std::sort(part.begin(), part.end());
        return part;
    }

    std::size_t most_;
    std::unordered_map<Digest, Moment, DigestHash> growing_;
    std::deque<std::vector<Entry>> finished_;  // newest first
};

/// What a segment holds from its beginning up to the first place where no whole record stands.
struct Content {
    std::vector<Index::Entry> entries;
    std::uint64_t end = 0;
};

/// Looks at heads only, unless the bodies are to be `checked` against their digests.
Result<Content> contentOf(std::filesystem::path const& path, std::uint64_t number, bool checked) {
    ZHIBAO_TRY(PlaceReader file, PlaceReader::open(path));
    std::error_code problem;
    auto const size = std::filesystem::file_size(path, problem);
    if (problem) return fail(error::fileUnreadable, {{"text", problem.message()}}, toText(path));
    Content content;
    for (;;) {
        ZHIBAO_TRY(auto const head, headAt(file, number, content.end));
        if (!head || size - content.end - headBytes < head->bodyBytes) return content;
        if (checked) {
            ZHIBAO_TRY(Bytes const body, file.read(content.end + headBytes, head->bodyBytes));
            if (sha256(body) != head->digest) return content;
        }
        content.entries.push_back({head->digest, head->arrived});
        content.end += headBytes + head->bodyBytes;
    }
}

/// What the writer before left unfinished is kept aside and cut off. Gives how much it was.
Result<std::uint64_t> cutTail(std::filesystem::path const& folder, std::uint64_t number, std::uint64_t end) {
    auto const path = segmentPath(folder, number);
    ZHIBAO_TRY(Bytes const bytes, readFile(path));
    if (bytes.size() == end) return 0;
    auto const aside = folder / (path.stem().string() + "-" + std::to_string(end) + ".cut");
    ZHIBAO_CHECK(writeFile(aside, BytesView{bytes}.substr(end), FileAccess::ownerOnly));
    ZHIBAO_CHECK(cutFile(path, end));
    return bytes.size() - end;
}

}  // namespace

class Spool::Writer {
public:
    Writer(std::filesystem::path folder, SpoolLimits const& limits, FolderLock lock)
        : folder_(std::move(folder)), limits_(limits), lock_(std::move(lock)), index_(limits.rememberedRecords) {}

    ~Writer() {
        {
            std::lock_guard const lock{mutex_};
            isStopping_ = true;
        }
        work_.notify_one();
    }

    Result<> start() {
        ZHIBAO_TRY(auto const numbers, segmentsIn(folder_));
        for (auto number = numbers.rbegin(); number != numbers.rend(); ++number) {
            bool const isLast = number == numbers.rbegin();
            auto const path = segmentPath(folder_, *number);
            ZHIBAO_TRY(Content content, contentOf(path, *number, isLast));
            if (isLast) {
                newest_ = *number;
                ZHIBAO_TRY(figures_.cutBytes, cutTail(folder_, *number, content.end));
            } else if (std::error_code problem; std::filesystem::file_size(path, problem) != content.end) {
                ++figures_.damagedSegments;
            }
            if (!index_.addOlder(std::move(content.entries))) break;
        }
        figures_.remembered = index_.size();
        thread_ = std::jthread{[this] { run(); }};
        return {};
    }

    void append(Bytes bytes, std::string origin, Moment arrived, Done done) {
        if (bytes.size() > limits_.recordBytes) return done(fail(error::spoolRecordTooLarge, {{"limit", std::to_string(limits_.recordBytes)}}));
        // Digested by the caller's thread, so that the one that writes has only to write.
        auto const digest = sha256(bytes);
        {
            std::unique_lock lock{mutex_};
            auto const refusal = isStopping_                                                          ? std::optional{error::spoolStopped}
                                 : figures_.pendingBytes + bytes.size() > limits_.pendingBytes ? std::optional{error::spoolBusy}
                                                                                                      : std::nullopt;
            if (refusal) {
                lock.unlock();
                return done(fail(*refusal));
            }
            figures_.pendingBytes += bytes.size();
            pending_.push_back({std::move(bytes), std::move(origin), {digest, arrived, false}, std::move(done)});
        }
        work_.notify_one();
    }

    [[nodiscard]] Figures figures() const {
        std::lock_guard const lock{mutex_};
        return figures_;
    }

private:
    struct Request {
        Bytes bytes;
        std::string origin;
        Stored stored;
        Done done;
    };

    void run() {
        for (;;) {
            std::vector<Request> batch;
            {
                std::unique_lock lock{mutex_};
                work_.wait(lock, [&] { return isStopping_ || !pending_.empty(); });
                if (pending_.empty()) return;
                batch = std::exchange(pending_, {});
            }
            auto const written = write(batch);
            {
                std::lock_guard const lock{mutex_};
                for (auto const& request : batch) figures_.pendingBytes -= request.bytes.size();
                figures_.remembered = index_.size();
                if (!written) ++figures_.failures;
            }
            for (auto& request : batch) {
                bool const isGood = written || request.stored.isKnown;
                request.done(isGood ? Result<Stored>{request.stored} : Result<Stored>{tl::unexpected(written.error())});
            }
        }
    }

    /// All of the batch is durable, or none of it will be read after the next start.
    Result<> write(std::vector<Request>& batch) {
        if (broken_) return tl::unexpected(*broken_);
        std::unordered_map<Digest, std::size_t, DigestHash> fresh;  // and which request brings it first
        std::vector<std::size_t> again;                             // requests that bring what another one of the batch does
        for (std::size_t i = 0; i < batch.size(); ++i) {
            auto& stored = batch[i].stored;
            if (auto const before = index_.find(stored.digest)) {
                stored.arrived = *before;
                stored.isKnown = true;
            } else if (!fresh.emplace(stored.digest, i).second) {
                again.push_back(i);
            }
        }
        auto const written = fresh.empty() ? Result<>{} : writeFresh(batch, fresh);
        if (!written) return giveUp(written.error());
        for (auto const i : again) {
            batch[i].stored.arrived = batch[fresh.at(batch[i].stored.digest)].stored.arrived;
            batch[i].stored.isKnown = true;
        }
        std::lock_guard const lock{mutex_};
        figures_.records += fresh.size();
        figures_.known += batch.size() - fresh.size();
        return {};
    }

    Result<> writeFresh(std::vector<Request> const& batch, std::unordered_map<Digest, std::size_t, DigestHash> const& fresh) {
        Bytes block;
        std::vector<Index::Entry> added;
        auto const commit = [&]() -> Result<> {
            if (block.empty()) return {};
            ZHIBAO_CHECK(segment_->append(block));
            ZHIBAO_CHECK(segment_->makeDurable());
            durable_ = segment_->size();
            for (auto const& entry : added) index_.add(entry.digest, entry.arrived);
            added.clear();
            std::lock_guard const lock{mutex_};
            figures_.bytes += block.size();
            ++figures_.commits;
            block.clear();
            return {};
        };
        for (std::size_t i = 0; i < batch.size(); ++i) {
            auto const& request = batch[i];
            auto const found = fresh.find(request.stored.digest);
            if (request.stored.isKnown || found == fresh.end() || found->second != i) continue;
            auto const end = segment_ ? segment_->size() + block.size() : 0;
            if (segment_ && end > 0 && end + headBytes + request.bytes.size() > limits_.segmentBytes) {
                ZHIBAO_CHECK(commit());
                segment_.reset();
                index_.finish();
            }
            if (!segment_) {
                // A number is never tried twice: what could not be made may be there all the same.
                ++newest_;
                durable_ = 0;
                ZHIBAO_TRY(segment_, AppendFile::create(segmentPath(folder_, newest_)));
            }
            Head const head{static_cast<std::uint32_t>(request.bytes.size()), request.stored.arrived, request.stored.digest, request.origin};
            block += encoded(head, newest_, segment_->size() + block.size());
            block += request.bytes;
            added.push_back({request.stored.digest, request.stored.arrived});
        }
        return commit();
    }

    /// Cuts off what nobody will be told is stored, and goes on in a new segment: readers may have seen it, and what they saw is never
    /// written over. A spool that cannot be cut takes no more, because behind a torn record nothing is read.
    tl::unexpected<Error> giveUp(Error const& error) {
        if (segment_) {
            segment_.reset();
            index_.finish();
            if (auto const cut = cutFile(segmentPath(folder_, newest_), durable_); !cut) broken_ = cut.error();
        }
        return tl::unexpected(error);
    }

    std::filesystem::path folder_;
    SpoolLimits limits_;
    FolderLock lock_;
    mutable std::mutex mutex_;
    std::condition_variable work_;
    bool isStopping_ = false;
    std::vector<Request> pending_;
    Figures figures_;
    // From here on of the thread that writes.
    Index index_;
    std::uint64_t newest_ = 0;  // number of the last segment
    std::optional<AppendFile> segment_;
    std::uint64_t durable_ = 0;  // of the segment that grows
    std::optional<Error> broken_;
    std::jthread thread_;  // last: it ends before what it uses
};

Spool::Spool(std::unique_ptr<Writer> writer) noexcept : writer_(std::move(writer)) {}
Spool::Spool(Spool&&) noexcept = default;
Spool::~Spool() = default;

Result<Spool> Spool::open(std::filesystem::path const& folder, SpoolLimits const& limits) {
    std::error_code problem;
    std::filesystem::create_directories(folder, problem);
    if (problem) return fail(error::fileUnwritable, {{"text", problem.message()}}, toText(folder));
    ZHIBAO_TRY(FolderLock lock, FolderLock::take(folder));
    auto writer = std::make_unique<Writer>(folder, limits, std::move(lock));
    ZHIBAO_CHECK(writer->start());
    return Spool{std::move(writer)};
}

void Spool::append(Bytes bytes, std::string origin, Moment arrived, Done done) {
    writer_->append(std::move(bytes), std::move(origin), arrived, std::move(done));
}

Result<Spool::Stored> Spool::append(Bytes bytes, std::string origin, Moment arrived) {
    std::promise<Result<Stored>> promise;
    auto answer = promise.get_future();
    append(std::move(bytes), std::move(origin), arrived, [&](Result<Stored> stored) { promise.set_value(std::move(stored)); });
    return answer.get();
}

Spool::Figures Spool::figures() const {
    return writer_->figures();
}

}  // namespace zhibao
