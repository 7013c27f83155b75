#include "package/zip_container.h"

#include <algorithm>
#include <array>
#include <cstdint>
#include <string>

#include <zlib.h>

namespace zhibao {

namespace {

constexpr std::uint32_t localSignature = 0x04034B50;
constexpr std::uint32_t centralSignature = 0x02014B50;
constexpr std::uint32_t endSignature = 0x06054B50;
constexpr std::size_t localSize = 30;
constexpr std::size_t centralSize = 46;
constexpr std::size_t endSize = 22;
constexpr std::size_t largestComment = 0xFFFF;
constexpr std::uint16_t versionNeeded = 10;
constexpr std::uint16_t firstOfJanuary1980 = 1U << 5U | 1U;
// The format's 32-bit sizes and 16-bit count end here; beyond would be zip64, which no limit of ours comes near.
constexpr std::size_t largestArchive = 0x7FFFFFFF;
constexpr std::size_t mostEntries = 0x7FFF;

/// Appends what it is given.
class Writer {
public:
    void put(BytesView bytes) { out.append(bytes); }
    Bytes out;
};

/// Compares what it is given with what is there, and remembers where it first differed.
class Comparer {
public:
    explicit Comparer(BytesView expected) : expected_(expected) {}
    void put(BytesView bytes) {
        if (differs_) return;
        auto const there = expected_.substr(std::min(position_, expected_.size()), bytes.size());
        auto const [mine, theirs] = std::mismatch(bytes.begin(), bytes.end(), there.begin(), there.end());
        differs_ = mine != bytes.end();
        position_ += static_cast<std::size_t>(mine - bytes.begin());
    }
    [[nodiscard]] bool isSame() const { return !differs_ && position_ == expected_.size(); }
    [[nodiscard]] std::size_t position() const { return position_; }

private:
    BytesView expected_;
    std::size_t position_ = 0;
    bool differs_ = false;
};

/// Numbers of a record, lowest byte first.
class Record {
public:
    Record& two(std::size_t number) { return add(number, 2); }
    Record& four(std::size_t number) { return add(number, 4); }
    [[nodiscard]] BytesView bytes() const { return {bytes_.data(), size_}; }

private:
    Record& add(std::size_t number, unsigned count) {
        for (unsigned i = 0; i < count; ++i) bytes_[size_++] = static_cast<char>(number >> 8U * i & 0xFFU);
        return *this;
    }
    std::array<char, centralSize> bytes_{};  // the longest record there is
    std::size_t size_ = 0;
};

/// The fields that a local header and a central record share.
void addCommon(Record& record, ZipEntry const& entry, std::uint32_t checksum) {
    record.two(versionNeeded).two(0).two(0).two(0).two(firstOfJanuary1980);  // no flags, stored, midnight
    record.four(checksum).four(entry.bytes.size()).four(entry.bytes.size()).two(entry.name.size()).two(0);
}

std::uint32_t checksumOf(BytesView bytes) {
    return static_cast<std::uint32_t>(crc32_z(0, reinterpret_cast<unsigned char const*>(bytes.data()), bytes.size()));
}

/// Lays out sorted entries: the one description of the form, for writing and for checking.
template <class Sink>
void layOut(std::vector<ZipEntry> const& entries, Sink& sink) {
    std::vector<std::uint32_t> checksums;
    checksums.reserve(entries.size());
    for (auto const& entry : entries) {
        checksums.push_back(checksumOf(entry.bytes));
        Record record;
        record.four(localSignature);
        addCommon(record, entry, checksums.back());
        sink.put(record.bytes());
        sink.put(entry.name);
        sink.put(entry.bytes);
    }
    std::size_t offset = 0;
    std::size_t directorySize = 0;
    for (std::size_t i = 0; i < entries.size(); ++i) {
        Record record;
        record.four(centralSignature).two(versionNeeded);
        addCommon(record, entries[i], checksums[i]);
        record.two(0).two(0).two(0).four(0).four(offset);  // comment, disk, internal and external attributes
        sink.put(record.bytes());
        sink.put(entries[i].name);
        offset += localSize + entries[i].name.size() + entries[i].bytes.size();
        directorySize += centralSize + entries[i].name.size();
    }
    Record record;
    record.four(endSignature).two(0).two(0).two(entries.size()).two(entries.size()).four(directorySize).four(offset).two(0);
    sink.put(record.bytes());
}

std::size_t numberAt(BytesView bytes, std::size_t offset, std::size_t count) {
    std::size_t number = 0;
    for (std::size_t i = count; i-- > 0;) number = number << 8U | static_cast<unsigned char>(bytes[offset + i]);
    return number;
}

/// A stranger's name, fit to be shown: anything that could move a cursor or pass for something else becomes a question mark.
std::string shown(std::string_view name) {
    std::string text{name.substr(0, 80)};
    std::replace_if(text.begin(), text.end(), [](char c) { return c < ' ' || c > '~'; }, '?');
    return text;
}

tl::unexpected<Error> malformed() {
    return fail(error::zipMalformed);
}

/// What the central directory says of an entry.
struct DirectoryEntry {
    ZipEntry entry;
    std::size_t size = 0;
    std::size_t offset = 0;
};

Result<> checkNamesAndSizes(std::vector<ZipEntry> const& sorted, ZipLimits const& limits) {
    for (std::size_t i = 0; i < sorted.size(); ++i) {
        auto const& [name, bytes] = sorted[i];
        if (name.size() > limits.nameLength || !isPlainEntryName(name)) return fail(error::zipEntryName, {{"name", shown(name)}});
        if (i > 0 && sorted[i - 1].name == name) return fail(error::zipEntryDuplicate, {{"name", shown(name)}});
        if (bytes.size() > limits.entryBytes) return fail(error::zipEntryTooLarge, {{"name", shown(name)}, {"limit", std::to_string(limits.entryBytes)}});
    }
    return {};
}

bool byName(ZipEntry const& left, ZipEntry const& right) {
    return left.name < right.name;
}

/// Position of the end record; it must be the very end.
Result<std::size_t> findEnd(BytesView archive) {
    bool const begins = archive.starts_with(BytesView{"PK\x03\x04", 4});
    if (archive.size() < endSize) return begins ? fail(error::zipCutShort) : malformed();
    auto const expected = archive.size() - endSize;
    if (numberAt(archive, expected, 4) == endSignature) return expected;
    auto const window = archive.substr(archive.size() - std::min(archive.size(), endSize + largestComment));
    auto const found = window.rfind(BytesView{"PK\x05\x06", 4});
    // The record stands there, but not the whole of it.
    bool const isCut = found == BytesView::npos || window.size() - found < endSize;
    if (!isCut) return fail(error::zipSurroundingBytes);
    return begins ? fail(error::zipCutShort) : malformed();
}

Result<std::vector<DirectoryEntry>> readDirectory(BytesView directory, std::size_t count, ZipLimits const& limits) {
    std::vector<DirectoryEntry> entries;
    entries.reserve(count);
    while (!directory.empty()) {
        if (directory.size() < centralSize || numberAt(directory, 0, 4) != centralSignature || entries.size() == count) return malformed();
        auto const flags = numberAt(directory, 8, 2);
        auto const nameLength = numberAt(directory, 28, 2);
        auto const wholeLength = centralSize + nameLength + numberAt(directory, 30, 2) + numberAt(directory, 32, 2);
        if (directory.size() < wholeLength) return malformed();
        auto const name = directory.substr(centralSize, nameLength);
        // Bit 0: encrypted; 6: strongly; 13: its directory too.
        if ((flags & 0x2041U) != 0) return fail(error::zipEntryEncrypted, {{"name", shown(name)}});
        if (numberAt(directory, 10, 2) != 0) return fail(error::zipEntryCompressed, {{"name", shown(name)}});
        auto const size = numberAt(directory, 24, 4);
        if (size > limits.entryBytes) return fail(error::zipEntryTooLarge, {{"name", shown(name)}, {"limit", std::to_string(limits.entryBytes)}});
        entries.push_back({{name, {}}, size, numberAt(directory, 42, 4)});
        directory.remove_prefix(wholeLength);
    }
    if (entries.size() != count) return malformed();
    return entries;
}

struct Directory {
    std::vector<DirectoryEntry> entries;
    std::size_t offset = 0;
};

Result<Directory> findDirectory(BytesView archive, ZipLimits const& limits) {
    auto const limit = std::min(limits.archiveBytes, largestArchive);
    if (archive.size() > limit) return fail(error::zipTooLarge, {{"limit", std::to_string(limit)}});
    ZHIBAO_TRY(auto const end, findEnd(archive));
    auto const count = numberAt(archive, end + 10, 2);
    auto const size = numberAt(archive, end + 12, 4);
    auto const offset = numberAt(archive, end + 16, 4);
    if (count > std::min(limits.entries, mostEntries)) return fail(error::zipTooManyEntries, {{"limit", std::to_string(limits.entries)}});
    if (size > end || offset > end - size) return malformed();
    if (offset < end - size) return fail(error::zipSurroundingBytes);
    ZHIBAO_TRY(auto entries, readDirectory(archive.substr(offset, size), count, limits));
    return Directory{std::move(entries), offset};
}

}  // namespace

bool isPlainEntryName(std::string_view name) noexcept {
    std::size_t start = 0;
    for (;;) {
        auto const end = std::min(name.find('/', start), name.size());
        auto const part = name.substr(start, end - start);
        bool const plain = std::all_of(part.begin(), part.end(), [](char c) {
            return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '.' || c == '_' || c == '-';
        });
        if (part.empty() || part == "." || part == ".." || !plain) return false;
        if (end == name.size()) return true;
        start = end + 1;
    }
}

Result<Bytes> writeZip(std::vector<ZipEntry> entries, ZipLimits const& limits) {
    if (entries.size() > std::min(limits.entries, mostEntries)) return fail(error::zipTooManyEntries, {{"limit", std::to_string(limits.entries)}});
    std::sort(entries.begin(), entries.end(), byName);
    ZHIBAO_CHECK(checkNamesAndSizes(entries, limits));
    auto size = endSize;
    for (auto const& entry : entries) size += localSize + centralSize + 2 * entry.name.size() + entry.bytes.size();
    auto const limit = std::min(limits.archiveBytes, largestArchive);
    if (size > limit) return fail(error::zipTooLarge, {{"limit", std::to_string(limit)}});
    Writer writer;
    writer.out.reserve(size);
    layOut(entries, writer);
    return std::move(writer.out);
}

Result<BytesView> glanceAtEntry(BytesView archive, std::string_view name, ZipLimits const& limits) {
    ZHIBAO_TRY(auto const found, findDirectory(archive, limits));
    for (auto const& item : found.entries) {
        auto const data = item.offset + localSize + item.entry.name.size();
        if (item.entry.name == name && data <= archive.size() && item.size <= archive.size() - data) return archive.substr(data, item.size);
    }
    return malformed();
}

Result<std::vector<ZipEntry>> readZip(BytesView archive, ZipLimits const& limits) {
    ZHIBAO_TRY(auto const found, findDirectory(archive, limits));
    auto const& directory = found.entries;
    auto const directoryOffset = found.offset;

    std::vector<ZipEntry> names;
    names.reserve(directory.size());
    for (auto const& item : directory) names.push_back(item.entry);
    std::sort(names.begin(), names.end(), byName);
    ZHIBAO_CHECK(checkNamesAndSizes(names, limits));

    std::vector<ZipEntry> entries;
    entries.reserve(directory.size());
    std::size_t position = 0;
    for (auto const& item : directory) {
        if (item.offset < position) return fail(error::zipEntriesOverlap, {{"name", shown(item.entry.name)}});
        if (item.offset > position) return position == 0 ? fail(error::zipSurroundingBytes) : fail(error::zipNotCanonical, {{"offset", std::to_string(position)}});
        auto const data = position + localSize + item.entry.name.size();
        if (data > directoryOffset || item.size > directoryOffset - data) return fail(error::zipEntriesOverlap, {{"name", shown(item.entry.name)}});
        entries.push_back({item.entry.name, archive.substr(data, item.size)});
        position = data + item.size;
    }
    // Entries out of order, optional fields, wrong checksums: all that is left to go wrong shows in the bytes.
    std::sort(entries.begin(), entries.end(), byName);
    Comparer comparer{archive};
    layOut(entries, comparer);
    if (!comparer.isSame()) return fail(error::zipNotCanonical, {{"offset", std::to_string(comparer.position())}});
    return entries;
}

}  // namespace zhibao
