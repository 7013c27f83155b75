#pragma once
/// Files that only grow: bytes are added at the end, and a call says when they outlive a loss of power. With it what a journal of such files
/// needs beside it: reading at any place while somebody adds, cutting off an end that was never finished, and one writer to a folder.

#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <memory>

#include "base/bytes.h"
#include "base/error.h"

namespace zhibao {

namespace error {
inline constexpr ErrorCode folderInUse{"folder-in-use"};  // another program, or another part of this one, writes into it
}

class AppendFile {
public:
    /// A new, empty file that its owner alone may change and his group may read; its name is durable. fileUnwritable, also when it is there already.
    [[nodiscard]] static Result<AppendFile> create(std::filesystem::path const& path);
    AppendFile(AppendFile&&) noexcept;
    AppendFile& operator=(AppendFile&&) noexcept;
    ~AppendFile();

    /// Adds the bytes at the end; readers see them, a loss of power may still take them. After an error any part of them may be there. fileUnwritable.
    [[nodiscard]] Result<> append(BytesView bytes);
    /// Everything that was added outlives a loss of power. fileUnwritable; then nobody knows what of it does.
    [[nodiscard]] Result<> makeDurable();
    /// How many bytes were added without error.
    [[nodiscard]] std::uint64_t size() const noexcept;

private:
    struct Open;
    explicit AppendFile(std::unique_ptr<Open> open) noexcept;
    std::unique_ptr<Open> open_;
};

/// Shortens a file, durably. fileUnwritable.
[[nodiscard]] Result<> cutFile(std::filesystem::path const& path, std::uint64_t size);

/// A file that is read at any place.
class PlaceReader {
public:
    /// fileUnreadable.
    [[nodiscard]] static Result<PlaceReader> open(std::filesystem::path const& path);
    PlaceReader(PlaceReader&&) noexcept;
    PlaceReader& operator=(PlaceReader&&) noexcept;
    ~PlaceReader();

    /// The bytes from there on; fewer than asked for only where the file ends. fileUnreadable.
    [[nodiscard]] Result<Bytes> read(std::uint64_t offset, std::size_t count);

private:
    struct Open;
    explicit PlaceReader(std::unique_ptr<Open> open) noexcept;
    std::unique_ptr<Open> open_;
};

/// Holds a folder against other writers who ask, until it goes or its program ends, however that ends.
class FolderLock {
public:
    /// folderInUse, fileUnwritable. Leaves an empty file "lock" in the folder.
    [[nodiscard]] static Result<FolderLock> take(std::filesystem::path const& folder);
    FolderLock(FolderLock&& other) noexcept;
    FolderLock& operator=(FolderLock&&) = delete;
    ~FolderLock();

private:
    explicit FolderLock(int descriptor) noexcept : descriptor_(descriptor) {}
    int descriptor_;
};

}  // namespace zhibao
