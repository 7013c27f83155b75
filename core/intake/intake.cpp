#include "intake/intake.h"

#include <algorithm>
#include <atomic>
#include <cassert>
#include <chrono>
#include <condition_variable>
#include <functional>
#include <iterator>
#include <memory>
#include <mutex>
#include <optional>
#include <span>
#include <thread>
#include <tuple>
#include <utility>

#include "base/file.h"
#include "intake/judge.h"

namespace zhibao {

namespace {

/// One path to look at, as the system writes it: a std::filesystem::path holds each of its parts again, which shows when there are 100,000
/// of them, and its text need not lead back to the file. A path that was found wanting while the folders were walked carries its error.
struct Item {
    explicit Item(std::filesystem::path const& itemPath, std::unique_ptr<Error const> itemError = {}) : native(itemPath.native()), error(std::move(itemError)) {}
    explicit Item(ArrivedFile const& file) : held(&file), bytes(file.bytes.size()) {}
    [[nodiscard]] std::filesystem::path path() const { return native; }
    [[nodiscard]] std::string name() const { return held != nullptr ? held->name : toText(path()); }
    [[nodiscard]] std::string fileName() const { return held != nullptr ? held->name : toText(path().filename()); }
    [[nodiscard]] Result<Bytes> read(std::size_t byteLimit) const {
        if (error) return tl::unexpected(*error);
        return held != nullptr ? Result<Bytes>{held->bytes} : readFile(path(), byteLimit);
    }
    std::filesystem::path::string_type native;  // empty for a file in memory
    ArrivedFile const* held = nullptr;           // the file in memory
    std::unique_ptr<Error const> error;
    std::optional<std::size_t> bytes;  // as many as were read when the file was looked at first
};

bool isHiddenOrUnfinished(std::filesystem::path const& path) {
    auto const name = toText(path.filename());
    auto const digits = name.find_last_not_of("0123456789");
    return name.starts_with(".") || (digits != std::string::npos && name.substr(0, digits + 1).ends_with(".part"));
}

void addFolder(std::filesystem::path const& folder, std::vector<Item>& items) {
    std::vector<std::filesystem::path> folders;
    auto const walked = forEachEntry(folder, [&](std::filesystem::directory_entry const& entry) {
        if (isHiddenOrUnfinished(entry.path())) return;
        std::error_code ignored;
        if (entry.is_regular_file(ignored)) items.emplace_back(entry.path());
        else if (entry.is_directory(ignored) && !entry.is_symlink(ignored)) folders.push_back(entry.path());
    });
    if (!walked) items.emplace_back(folder, std::make_unique<Error const>(walked.error()));
    for (auto const& inner : folders) addFolder(inner, items);
}

std::vector<Item> itemsOf(std::vector<std::filesystem::path> const& paths) {
    std::vector<Item> items;
    for (auto const& path : paths) {
        std::error_code problem;
        auto const status = std::filesystem::status(path, problem);
        if (std::filesystem::is_directory(status)) addFolder(path, items);
        // Reading from a pipe or a device might never end.
        else if (std::filesystem::exists(status) && !std::filesystem::is_regular_file(status)) items.emplace_back(path, std::make_unique<Error const>(Error{error::notAFile, {}, {}}));
        else items.emplace_back(path);
    }
    std::stable_sort(items.begin(), items.end(), [](Item const& left, Item const& right) { return left.native < right.native; });
    return items;
}

/// Nothing for what is no file, whose reading will say why.
std::size_t sizeOf(Item const& item) {
    if (item.bytes) return *item.bytes;
    std::error_code problem;
    auto const size = std::filesystem::file_size(item.path(), problem);
    return problem ? 0 : static_cast<std::size_t>(size);
}

/// What could be read of a file: bytes to judge, or why there are none.
Arrival unreadable(Item const& item, std::string fileName, Error error, Moment arrived) {
    // The place inside the file starts after its name, which the report puts before it.
    if (!error.places.empty() && error.places.front() == item.name()) error.places.erase(error.places.begin());
    return RefusedFile{std::move(fileName), std::nullopt, std::move(error), arrived};
}

/// Reads some files and judges them. An error is the bureau's own.
std::vector<Result<Arrival>> judgeItems(std::span<Item const* const> items, Judge const& judge, PriorFilings* prior, std::size_t byteLimit, Moment arrived) {
    std::vector<std::optional<Result<Arrival>>> unread(items.size());
    std::vector<Judge::Submission> submissions;
    for (std::size_t i = 0; i < items.size(); ++i) {
        auto const& item = *items[i];
        auto fileName = item.fileName();
        auto bytes = item.read(byteLimit);
        if (bytes) submissions.push_back({std::move(fileName), *std::move(bytes), item.held != nullptr ? item.held->arrived : arrived});
        else unread[i] = unreadable(item, std::move(fileName), std::move(bytes).error(), arrived);
    }
    auto judged = judge.judge(std::move(submissions), prior);
    std::vector<Result<Arrival>> arrivals;
    arrivals.reserve(items.size());
    auto next = judged.begin();
    for (auto& one : unread) arrivals.push_back(one ? *std::move(one) : std::move(*next++));
    return arrivals;
}

unsigned threadsOf(IntakeOptions const& options) {
    return options.jobs == 0 ? std::max(1U, std::thread::hardware_concurrency()) : options.jobs;
}

/// The files between those handed out and those in the ledger. Workers take the next file while there is room; the writer takes judged
/// ones in order, many at a time. There is room for three batches: one that is written, one that is ready and one that is judged. With two,
/// workers stand still while the writer waits for the disk; more would only keep judged filings in memory, and out of the processor's cache
/// by the time they are written.
class Window {
public:
    Window(std::vector<Item const*> const& items, Judge const& judge, IntakeOptions const& options)
        : items_(&items), judge_(&judge), options_(&options), slots_(std::max<std::size_t>(3 * options.batchFiles, 16)) {}

    /// What each worker does until there is nothing left.
    void work(PriorFilings* prior) {
        std::unique_lock lock{mutex_};
        for (;;) {
            room_.wait(lock, [&] { return isStopped_ || next_ == items_->size() || hasRoom(); });
            if (isStopped_ || next_ == items_->size()) return;
            auto const first = next_;
            std::vector<std::size_t> bytes;
            auto const most = mostAtOnce();
            while (bytes.size() < most && hasRoom()) {
                bytes.push_back(*std::exchange(nextBytes_, std::nullopt));
                bytesInside_ += bytes.back();
                ++next_;
            }
            auto const arrived = options_->clock->now();
            lock.unlock();
            auto arrivals = judgeItems(std::span{*items_}.subspan(first, bytes.size()), *judge_, prior, options_->limits.zip.archiveBytes, arrived);
            lock.lock();
            for (std::size_t i = 0; i < bytes.size(); ++i) slots_[(first + i) % slots_.size()] = Judged{std::move(arrivals[i]), bytes[i]};
            while (judged_ < next_ && slots_[judged_ % slots_.size()]) ++judged_;
            // Waking the writer for every file would cost more than judging some.
            if (isWorthTaking()) ready_.notify_one();
        }
    }

    struct Judged {
        Result<Arrival> arrival;
        std::size_t bytes = 0;
    };

    /// The next files in order, judged, at most as many as a batch holds. Waits for a full batch, but not when the workers have no
    /// room to go on, and only for a moment when files trickle in. Empty: there will be no more.
    std::vector<Judged> take() {
        std::unique_lock lock{mutex_};
        for (;;) {
            bool const isWorthIt = ready_.wait_for(lock, std::chrono::milliseconds{200}, [&] { return isStopped_ || isWorthTaking(); });
            if (isWorthIt || judged_ > taken_) break;
        }
        std::vector<Judged> files;
        if (isStopped_) return files;
        auto const count = std::min(judged_ - taken_, options_->batchFiles);
        files.reserve(count);
        for (std::size_t i = 0; i < count; ++i, ++taken_) {
            auto& slot = slots_[taken_ % slots_.size()];
            files.push_back(*std::move(slot));
            slot.reset();
        }
        return files;
    }

    /// `files` files of together `bytes` bytes are in the ledger: there is room for as many more.
    void release(std::size_t files, std::size_t bytes) {
        std::lock_guard const lock{mutex_};
        released_ += files;
        bytesInside_ -= bytes;
        room_.notify_all();
    }

    /// No more files are handed out, and the writer is not kept waiting.
    void stop() {
        std::lock_guard const lock{mutex_};
        isStopped_ = true;
        room_.notify_all();
        ready_.notify_all();
    }

private:
    /// Files judged together cost less each; but what is left is to be shared among the workers.
    [[nodiscard]] std::size_t mostAtOnce() const {
        constexpr std::size_t most = 64;
        return std::clamp<std::size_t>((items_->size() - next_) / (2 * std::size_t{threadsOf(*options_)}), 1, most);
    }
    [[nodiscard]] bool hasRoom() {
        if (next_ == items_->size() || next_ >= released_ + slots_.size()) return false;
        if (!nextBytes_) nextBytes_ = sizeOf(*(*items_)[next_]);
        return next_ == released_ || bytesInside_ + *nextBytes_ <= options_->memoryBytes;
    }
    [[nodiscard]] bool isWorthTaking() {
        auto const count = judged_ - taken_;
        return count >= options_->batchFiles || judged_ == items_->size() || (count > 0 && judged_ == next_ && !hasRoom());
    }

    std::vector<Item const*> const* items_;
    Judge const* judge_;
    IntakeOptions const* options_;
    std::mutex mutex_;
    std::condition_variable room_;
    std::condition_variable ready_;
    std::vector<std::optional<Judged>> slots_;
    std::size_t next_ = 0;      // the next to be handed out
    std::size_t judged_ = 0;    // all before it are judged
    std::size_t taken_ = 0;     // the next the writer takes
    std::size_t released_ = 0;  // all before it are in the ledger
    std::size_t bytesInside_ = 0;
    std::optional<std::size_t> nextBytes_;  // of the file that is handed out next, once it was asked for
    bool isStopped_ = false;
};

/// Hands batches to the ledger and keeps the report.
class Writer {
public:
    Writer(std::size_t files, Ledger& ledger, IntakeOptions const& options) : total_(files), ledger_(&ledger), options_(&options) {}

    /// Everything that comes through the window, whose files are `items`.
    Result<> take(std::vector<Item const*> const& items, Window& window) {
        items_ = &items;
        window_ = &window;
        next_ = 0;
        for (;;) {
            auto files = window_->take();
            if (files.empty()) return {};
            std::vector<Arrival> batch;
            batch.reserve(files.size());
            std::size_t bytes = 0;
            std::optional<Error> ownTrouble;
            for (auto& file : files) {
                if (!file.arrival) {
                    ownTrouble = std::move(file.arrival).error();
                    break;
                }
                batch.push_back(*std::move(file.arrival));
                bytes += file.bytes;
            }
            files.clear();
            ZHIBAO_CHECK(store(batch, bytes));
            if (ownTrouble) return tl::unexpected(*std::move(ownTrouble));
        }
    }

    IntakeReport report() {
        report_.isCancelled = report_.received < total_;
        auto const byFile = [](auto const& left, auto const& right) { return left.file < right.file; };
        std::stable_sort(report_.refused.begin(), report_.refused.end(), byFile);
        std::stable_sort(report_.waiting.begin(), report_.waiting.end(), byFile);
        std::stable_sort(report_.duplicateFiles.begin(), report_.duplicateFiles.end());
        std::stable_sort(report_.forkFiles.begin(), report_.forkFiles.end());
        return std::move(report_);
    }

private:
    Result<> store(std::vector<Arrival>& batch, std::size_t bytes) {
        if (batch.empty()) return {};
        ZHIBAO_TRY(auto const outcomes, ledger_->receive(batch));
        auto const files = batch.size();
        batch.clear();
        window_->release(files, bytes);
        for (auto const& outcome : outcomes) note(outcome);
        return {};
    }

    void note(Outcome const& outcome) {
        auto const file = (*items_)[next_++]->name();
        ++report_.received;
        if (outcome.isAccepted) ++report_.accepted;
        switch (outcome.kind) {
            case Outcome::Kind::newFiling: ++report_.newFilings; break;
            case Outcome::Kind::newVersion: ++report_.versions; break;
            case Outcome::Kind::duplicate:
                ++report_.duplicates;
                report_.duplicateFiles.push_back(file);
                break;
            case Outcome::Kind::fork:
                ++report_.forks;
                report_.forkFiles.push_back(file);
                break;
            case Outcome::Kind::refused:
                assert(outcome.error);  // a ledger that refuses says why
                report_.refused.push_back({file, outcome.error->inside(file)});
                if (outcome.isKnown) ++report_.refusedBefore;
                break;
        }
        if (outcome.waits != Outcome::Waits::no) report_.waiting.push_back({file, outcome.waits});
        if (options_->progress != nullptr) options_->progress->advanced(report_.received, total_, file);
    }

    std::size_t total_;
    Ledger* ledger_;
    IntakeOptions const* options_;
    std::vector<Item const*> const* items_ = nullptr;
    Window* window_ = nullptr;
    std::size_t next_ = 0;  // among the items
    IntakeReport report_;
};

/// Calls `look` for each of `count` numbers, on all threads.
void onAllThreads(std::size_t count, IntakeOptions const& options, std::function<void(std::size_t)> const& look) {
    std::atomic<std::size_t> next = 0;
    auto const work = [&] {
        for (auto i = next++; i < count && !options.stop.stop_requested(); i = next++) look(i);
    };
    std::vector<std::jthread> workers;
    for (unsigned job = 1; job < threadsOf(options); ++job) workers.emplace_back(work);
    work();
}

/// The files of units that have more than one, in the order in which a unit's are to be judged, one unit after the other. Most units
/// send one file, of which only the unit is looked at.
std::vector<std::pair<std::size_t, Judge::Rank>> rankedFiles(std::vector<Item>& items, Judge const& judge, IntakeOptions const& options) {
    auto const read = [&](std::size_t i) { return items[i].read(options.limits.zip.archiveBytes); };
    std::vector<std::optional<std::uint64_t>> units(items.size());
    onAllThreads(items.size(), options, [&](std::size_t i) {
        if (auto const bytes = read(i)) {
            items[i].bytes = bytes->size();
            units[i] = judge.unitOf(*bytes);
        }
    });
    std::vector<std::size_t> order;
    for (std::size_t i = 0; i < items.size(); ++i) {
        if (units[i]) order.push_back(i);
    }
    std::stable_sort(order.begin(), order.end(), [&](std::size_t left, std::size_t right) { return *units[left] < *units[right]; });
    std::vector<std::size_t> several;
    for (std::size_t k = 0; k < order.size(); ++k) {
        auto const isSame = [&](std::size_t other) { return *units[order[other]] == *units[order[k]]; };
        if ((k > 0 && isSame(k - 1)) || (k + 1 < order.size() && isSame(k + 1))) several.push_back(order[k]);
    }

    std::vector<std::optional<Judge::Rank>> ranks(several.size());
    onAllThreads(several.size(), options, [&](std::size_t k) {
        if (auto const bytes = read(several[k])) ranks[k] = judge.rankOf(*bytes);
    });
    std::vector<std::pair<std::size_t, Judge::Rank>> ranked;
    for (std::size_t k = 0; k < several.size(); ++k) {
        if (ranks[k]) ranked.emplace_back(several[k], *ranks[k]);
    }
    auto const placeOf = [](auto const& one) {
        auto const& [item, rank] = one;
        return std::tuple{rank.unit, !rank.isProfile, rank.lastDay, rank.isAnnual, rank.formSet, rank.version, rank.identity, item};
    };
    std::sort(ranked.begin(), ranked.end(), [&](auto const& left, auto const& right) { return placeOf(left) < placeOf(right); });
    return ranked;
}

/// The files in rounds: in each round one file of a unit at most, so that what is judged in it is there for the next.
std::vector<std::vector<Item const*>> roundsOf(std::vector<Item>& items, Judge const& judge, IntakeOptions const& options) {
    std::vector<std::size_t> roundOf(items.size(), 0);
    if (items.size() > 1) {
        auto const ranked = rankedFiles(items, judge, options);
        for (std::size_t k = 1; k < ranked.size(); ++k) {
            if (ranked[k].second.unit == ranked[k - 1].second.unit) roundOf[ranked[k].first] = roundOf[ranked[k - 1].first] + 1;
        }
    }
    std::vector<std::vector<Item const*>> rounds(1);
    for (std::size_t i = 0; i < items.size(); ++i) {
        if (roundOf[i] >= rounds.size()) rounds.resize(roundOf[i] + 1);
        rounds[roundOf[i]].push_back(&items[i]);
    }
    return rounds;
}

/// Judges the files of one round on all threads and hands them to the ledger.
Result<> takeRound(std::vector<Item const*> const& items, Judge const& judge, Ledger& ledger, Writer& writer, IntakeOptions const& options) {
    std::vector<std::unique_ptr<PriorFilings>> priors(std::min<std::size_t>(threadsOf(options), std::max<std::size_t>(items.size(), 1)));
    for (auto& prior : priors) {
        ZHIBAO_TRY(prior, ledger.priorFilings());
    }
    Window window{items, judge, options};
    std::vector<std::jthread> workers;
    // Declared after the workers' list, so that whatever happens they are told to stop before they are waited for.
    struct StopAtEnd {
        Window* window;
        ~StopAtEnd() { window->stop(); }
    } const stopAtEnd{&window};
    std::stop_callback const onStop{options.stop, [&] { window.stop(); }};
    for (auto& prior : priors) workers.emplace_back([&window, known = prior.get()] { window.work(known); });
    return writer.take(items, window);
}

}  // namespace

namespace {

Result<IntakeReport> takeInItems(std::vector<Item> items, EditionLibrary const& library, JudgingData const& data, Ledger& ledger, IntakeOptions const& options) {
    assert(options.clock != nullptr);
    Judge const judge{library, data.schedule, data.rates, options.limits, options.envelopeKey};
    Writer writer{items.size(), ledger, options};
    for (auto const& round : roundsOf(items, judge, options)) {
        if (options.stop.stop_requested()) break;
        ZHIBAO_CHECK(takeRound(round, judge, ledger, writer, options));
    }
    return writer.report();
}

}  // namespace

Result<IntakeReport> takeIn(std::vector<std::filesystem::path> const& paths, EditionLibrary const& library, JudgingData const& data, Ledger& ledger,
                            IntakeOptions const& options) {
    return takeInItems(itemsOf(paths), library, data, ledger, options);
}

Result<IntakeReport> takeInArrived(std::vector<ArrivedFile> const& files, EditionLibrary const& library, JudgingData const& data, Ledger& ledger,
                            IntakeOptions const& options) {
    std::vector<Item> items;
    items.reserve(files.size());
    for (auto const& file : files) items.emplace_back(file);
    return takeInItems(std::move(items), library, data, ledger, options);
}

void add(IntakeReport& report, IntakeReport more) {
    report.received += more.received;
    report.newFilings += more.newFilings;
    report.versions += more.versions;
    report.duplicates += more.duplicates;
    report.forks += more.forks;
    report.refusedBefore += more.refusedBefore;
    report.accepted += more.accepted;
    report.isCancelled = report.isCancelled || more.isCancelled;
    auto const append = [](auto& list, auto& further) { list.insert(list.end(), std::move_iterator{further.begin()}, std::move_iterator{further.end()}); };
    append(report.refused, more.refused);
    append(report.duplicateFiles, more.duplicateFiles);
    append(report.forkFiles, more.forkFiles);
    append(report.waiting, more.waiting);
}

std::string_view nameOf(Outcome::Waits why) noexcept {
    switch (why) {
        case Outcome::Waits::no: return "no";
        case Outcome::Waits::predecessor: return "predecessor";
        case Outcome::Waits::findings: return "findings";
        case Outcome::Waits::decision: return "decision";
    }
    return {};
}

JsonValue toJson(IntakeReport const& report, std::function<std::string(Error const&)> const& sentence) {
    auto const number = [](std::uint64_t count) { return JsonValue{static_cast<std::int64_t>(count)}; };
    JsonValue::Array refused;
    for (auto const& entry : report.refused)
        refused.push_back(JsonValue::Object{{"file", entry.file}, {"code", entry.error.code.name()}, {"where", entry.error.where()}, {"message", sentence(entry.error)}});
    auto const names = [](std::vector<std::string> const& files) {
        JsonValue::Array list;
        for (auto const& file : files) list.emplace_back(file);
        return JsonValue{std::move(list)};
    };
    JsonValue::Array waiting;
    for (auto const& entry : report.waiting) waiting.push_back(JsonValue::Object{{"file", entry.file}, {"why", nameOf(entry.why)}});
    return JsonValue::Object{{"received", number(report.received)},     {"new", number(report.newFilings)}, {"versions", number(report.versions)},
                             {"duplicates", number(report.duplicates)}, {"forks", number(report.forks)},    {"refused", std::move(refused)},
                             {"refusedBefore", number(report.refusedBefore)},
                             {"duplicateFiles", names(report.duplicateFiles)},
                             {"forkFiles", names(report.forkFiles)},
                             {"waiting", std::move(waiting)},
                             {"accepted", number(report.accepted)},     {"cancelled", report.isCancelled}};
}

}  // namespace zhibao
