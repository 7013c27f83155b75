#pragma once
/// The spool: what arrives over the network waits here, durably and in order, until intake takes it into the ledger. It stands in this step
/// because it is intake's in-tray: whoever receives writes it and intake reads it, and neither needs to know what the bytes are.
///
/// A spool is a folder of segments, files of records that only grow: 0000000001.segment, 0000000002.segment and so on. A record is a head
/// (mark, length, moment of arrival, SHA-256 of the bytes, who sent them, and a check that binds the head to its segment and place) and then
/// the bytes as they arrived. There is one writer at a time; readers need not know of it. A writer that starts cuts off what the one before
/// did not finish, keeps that aside as NUMBER-OFFSET.cut, and begins a segment of its own; so nothing that a reader saw is ever written over.
/// All segments but the last are finished: they do not change any more, and what intake has taken may be moved away, oldest first.
///
/// Errors: folderInUse, fileUnwritable, fileUnreadable, folderUnreadable, and those below.

#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <functional>
#include <memory>
#include <optional>
#include <string>

#include "base/bytes.h"
#include "base/date.h"
#include "base/digest.h"
#include "base/error.h"

namespace zhibao {

namespace error {
inline constexpr ErrorCode spoolBusy{"spool-busy"};        // more waits for the disk than the limit allows
inline constexpr ErrorCode spoolStopped{"spool-stopped"};  // the spool is being closed
inline constexpr ErrorCode spoolDamaged{"spool-damaged"};  // offset; place: the segment
inline constexpr ErrorCode spoolRecordTooLarge{"spool-record-too-large"};  // limit: in bytes
}  // namespace error

struct SpoolLimits {
    std::size_t segmentBytes = std::size_t{64} << 20U;   // a segment that has so many is finished; a single larger record is put in one alone
    std::size_t recordBytes = std::size_t{64} << 20U;    // of one record
    std::size_t pendingBytes = std::size_t{128} << 20U;  // waiting for the disk together
    std::size_t rememberedRecords = 1'000'000;           // the newest, by which the same bytes are known again; each takes 40 bytes of memory
};

/// The name of an arrival, which its sender is given: the first half of the digest of the bytes. The same bytes have the same token always.
[[nodiscard]] std::string arrivalToken(Digest const& digest);

/// Where a reader stands: the last record that was read. It is kept beside what became of the record (a row of the ledger's database).
struct SpoolPosition {
    std::uint64_t segment = 0;  // 0: nothing was read yet
    std::uint64_t offset = 0;   // where that record begins
    Digest digest;              // of its bytes
    friend bool operator==(SpoolPosition const&, SpoolPosition const&) = default;
};

struct SpoolRecord {
    SpoolPosition position;
    Moment arrived;
    std::string origin;  // who sent it, as the writer knew: the code in a certificate; at most 31 bytes
    Bytes bytes;
};

/// Writes a spool. Safe to call from several threads. Records that wait together share one wait for the disk (group commit).
class Spool {
public:
    /// Makes the folder if there is none, and its index anew: the last segment is read whole, of those before it the heads, newest first, until
    /// as many are remembered as the limits allow.
    [[nodiscard]] static Result<Spool> open(std::filesystem::path const& folder, SpoolLimits const& limits = {});
    Spool(Spool&&) noexcept;
    /// What waits is made durable and answered first.
    ~Spool();

    struct Stored {
        Digest digest;
        Moment arrived;        // the first time
        bool isKnown = false;  // the same bytes are in the spool already, and were not stored again
    };
    using Done = std::function<void(Result<Stored>)>;

    /// Stores the bytes and calls `done`, from the spool's own thread, when they are durable, never before. spoolBusy, spoolRecordTooLarge and
    /// spoolStopped come at once, from the caller's thread. After an error the bytes may be sent again.
    void append(Bytes bytes, std::string origin, Moment arrived, Done done);
    /// The same, and waits for it.
    [[nodiscard]] Result<Stored> append(Bytes bytes, std::string origin, Moment arrived);

    struct Figures {
        std::uint64_t records = 0;  // stored since it was opened
        std::uint64_t known = 0;    // not stored again
        std::uint64_t bytes = 0;    // stored, with heads
        std::uint64_t commits = 0;  // waits for the disk
        std::uint64_t failures = 0;       // of the disk
        std::uint64_t pendingBytes = 0;   // waiting now
        std::uint64_t remembered = 0;     // in the index now
        std::uint64_t cutBytes = 0;       // cut off when it was opened
        std::uint64_t damagedSegments = 0;  // met when the index was made; readers say where
    };
    [[nodiscard]] Figures figures() const;

private:
    class Writer;
    explicit Spool(std::unique_ptr<Writer> writer) noexcept;
    std::unique_ptr<Writer> writer_;
};

/// Reads a spool in order, also while it is written.
class SpoolReader {
public:
    /// Goes on behind `after`. Begins with the first record there is when the spool knows no such record: another spool stands there now, or one
    /// that lost its end; what is read twice is then known to the ledger as a duplicate.
    [[nodiscard]] static Result<SpoolReader> open(std::filesystem::path const& folder, SpoolPosition const& after = {}, SpoolLimits const& limits = {});
    SpoolReader(SpoolReader&&) noexcept;
    ~SpoolReader();

    /// The next record, or nothing when there is none yet; asked again, it looks again. spoolDamaged for a finished segment that does not hold
    /// what was written; the reader then stays where it is.
    [[nodiscard]] Result<std::optional<SpoolRecord>> next();

private:
    struct State;
    explicit SpoolReader(std::unique_ptr<State> state) noexcept;
    std::unique_ptr<State> state_;
};

}  // namespace zhibao
