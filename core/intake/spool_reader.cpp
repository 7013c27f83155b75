#include <algorithm>
#include <utility>

#include "base/append_file.h"
#include "base/file.h"
#include "intake/spool.h"
#include "intake/spool_format.h"

namespace zhibao {

using namespace spool;

struct SpoolReader::State {
    std::filesystem::path folder;
    SpoolLimits limits;
    std::uint64_t segment = 0;  // 0: no segment was opened yet
    std::uint64_t offset = 0;   // where the next record begins
    std::optional<PlaceReader> file;

    Result<> openSegment(std::uint64_t number) {
        ZHIBAO_TRY(file, PlaceReader::open(segmentPath(folder, number)));
        segment = number;
        offset = 0;
        return {};
    }

    /// Behind the record of that position; false when this spool does not hold it.
    Result<bool> goBehind(SpoolPosition const& after) {
        std::error_code problem;
        auto const path = segmentPath(folder, after.segment);
        if (!std::filesystem::exists(path, problem)) {
            // What intake took may have been moved away: then only later segments are left.
            ZHIBAO_TRY(auto const numbers, segmentsIn(folder));
            if (!numbers.empty() && numbers.front() < after.segment) return false;
            segment = after.segment;
            return true;
        }
        ZHIBAO_CHECK(openSegment(after.segment));
        ZHIBAO_TRY(auto const head, headAt(*file, after.segment, after.offset));
        if (head && head->digest == after.digest) {
            offset = after.offset + headBytes + head->bodyBytes;
            return true;
        }
        auto const size = std::filesystem::file_size(path, problem);
        if (!problem && size <= after.offset) {
            // Read before it was durable, and then lost: the end of the segment was cut off, and nothing follows in it.
            offset = size;
            return true;
        }
        return false;
    }

    struct Later {
        std::optional<std::uint64_t> number;
    };
    Result<Later> laterSegment() {
        ZHIBAO_TRY(auto const numbers, segmentsIn(folder));
        auto const later = std::upper_bound(numbers.begin(), numbers.end(), segment);
        return later == numbers.end() ? Later{} : Later{*later};
    }

    /// The record that stands at the offset, if it is there whole; then the offset is behind it.
    Result<std::optional<SpoolRecord>> take() {
        ZHIBAO_TRY(auto head, headAt(*file, segment, offset));
        if (!head || head->bodyBytes > limits.recordBytes) return std::nullopt;
        ZHIBAO_TRY(Bytes body, file->read(offset + headBytes, head->bodyBytes));
        if (body.size() != head->bodyBytes || sha256(body) != head->digest) return std::nullopt;
        SpoolPosition const position{segment, offset, head->digest};
        offset += headBytes + body.size();
        return SpoolRecord{position, head->arrived, std::move(head->origin), std::move(body)};
    }

    /// spoolDamaged unless the segment ends at the offset.
    [[nodiscard]] Result<> requireEnd() const {
        auto const path = segmentPath(folder, segment);
        std::error_code problem;
        auto const size = std::filesystem::file_size(path, problem);
        if (problem) return fail(error::fileUnreadable, {{"text", problem.message()}}, toText(path));
        if (size > offset) return damaged(path, offset);
        return {};
    }
};

SpoolReader::SpoolReader(std::unique_ptr<State> state) noexcept : state_(std::move(state)) {}
SpoolReader::SpoolReader(SpoolReader&&) noexcept = default;
SpoolReader::~SpoolReader() = default;

Result<SpoolReader> SpoolReader::open(std::filesystem::path const& folder, SpoolPosition const& after, SpoolLimits const& limits) {
    auto state = std::make_unique<State>();
    state->folder = folder;
    state->limits = limits;
    // A folder that cannot be read is told at once and not when the first record is asked for.
    ZHIBAO_CHECK(segmentsIn(folder));
    if (after.segment > 0) {
        ZHIBAO_TRY(bool const isKnown, state->goBehind(after));
        if (!isKnown) {
            state->file.reset();
            state->segment = 0;
            state->offset = 0;
        }
    }
    return SpoolReader{std::move(state)};
}

Result<std::optional<SpoolRecord>> SpoolReader::next() {
    auto& state = *state_;
    for (;;) {
        if (state.file) {
            ZHIBAO_TRY(auto record, state.take());
            if (record) return record;
        }
        ZHIBAO_TRY(auto const later, state.laterSegment());
        if (!later.number) return std::nullopt;
        if (state.file) {
            // Something may have been added before the later segment was begun. Now this one does not grow any more.
            ZHIBAO_TRY(auto record, state.take());
            if (record) return record;
            ZHIBAO_CHECK(state.requireEnd());
        }
        ZHIBAO_CHECK(state.openSegment(*later.number));
    }
}

}  // namespace zhibao
