#pragma once
/// Files and folders. The only place in core that calls the operating system about them. Paths are std::filesystem::path;
/// a path in an error is UTF-8.

#include <cstddef>
#include <filesystem>
#include <functional>
#include <memory>
#include <string_view>
#include <vector>

#include "base/bytes.h"
#include "base/error.h"

namespace zhibao {

namespace error {
inline constexpr ErrorCode fileUnreadable{"file-unreadable"};    // text: what the system says
inline constexpr ErrorCode fileUnwritable{"file-unwritable"};    // text
inline constexpr ErrorCode outputIsFolder{"output-is-folder"};
inline constexpr ErrorCode outputFolderMissing{"output-folder-missing"};  // folder
inline constexpr ErrorCode fileTooLarge{"file-too-large"};       // limit
inline constexpr ErrorCode folderUnreadable{"folder-unreadable"};  // text
}  // namespace error

/// UTF-8 text of a path, with forward slashes, for people and files. Names on disks can be any bytes: what is no UTF-8 becomes U+FFFD, and
/// such a text does not lead back to the file.
[[nodiscard]] std::string toText(std::filesystem::path const& path);
/// The path for libraries that open a char const*: its own bytes; on Windows UTF-8.
[[nodiscard]] std::string nativeText(std::filesystem::path const& path);
/// The path of a UTF-8 text.
[[nodiscard]] std::filesystem::path pathOf(std::string_view text);

/// The whole file. fileUnreadable, fileTooLarge (never reads more than the limit).
[[nodiscard]] Result<Bytes> readFile(std::filesystem::path const& path, std::size_t byteLimit = std::size_t{1} << 32U);

/// A file that is read piece by piece. What `next` gives stays valid until the next call; empty at the end.
class FilePieces {
public:
    /// fileUnreadable.
    [[nodiscard]] static Result<FilePieces> open(std::filesystem::path const& path, std::size_t pieceBytes = std::size_t{1} << 20U);
    /// fileUnreadable.
    [[nodiscard]] Result<std::string_view> next();

private:
    struct Open;
    FilePieces() = default;
    std::shared_ptr<Open> open_;
};

/// Who may read a new file: whomever the system lets, or its owner alone (private keys). On Windows the folder decides.
enum class FileAccess { usual, ownerOnly };

/// A path that no file can be written to whatever the disk does: outputIsFolder, outputFolderMissing. All who write files ask it first.
[[nodiscard]] Result<> requireFilePlace(std::filesystem::path const& path);

/// Writes beside the target, makes it durable, then renames: the file appears whole or not at all. Links are followed; a pipe or a device
/// gets the bytes as they come. fileUnwritable, and what requireFilePlace says.
[[nodiscard]] Result<> writeFile(std::filesystem::path const& path, BytesView bytes, FileAccess access = FileAccess::usual);

/// The same for what comes piece by piece: `pieces` hands over the next one, empty at the end. fileUnwritable, and what `pieces` says.
[[nodiscard]] Result<> writeFile(std::filesystem::path const& path, std::function<Result<std::string>()> const& pieces);

/// Makes an empty file beside `path`, of a name that nobody else uses, for what will take the name of `path` when it is finished
/// (moveFile). fileUnwritable.
[[nodiscard]] Result<std::filesystem::path> reserveBeside(std::filesystem::path const& path);

/// Gives a finished file the name `to`, in place of what has it now: in one step, which a loss of power does not undo. Both names are on
/// one disk. fileUnwritable; also when the file has its new name and the disk could not be told to keep it.
[[nodiscard]] Result<> moveFile(std::filesystem::path const& from, std::filesystem::path const& to);

/// The names in a folder outlive a loss of power from now on. fileUnwritable.
[[nodiscard]] Result<> makeFolderDurable(std::filesystem::path const& folder);

/// What `write` leaves at the path it is given, for libraries that can only write to a path. The path lies in a new folder that
/// nobody else may read and that is gone afterwards. Errors: what `write` says, fileUnwritable, fileUnreadable.
[[nodiscard]] Result<Bytes> bytesWrittenTo(std::function<Result<>(std::filesystem::path const&)> const& write);

/// Shows each entry of a folder, in no particular order, without keeping them. folderUnreadable.
[[nodiscard]] Result<> forEachEntry(std::filesystem::path const& folder, std::function<void(std::filesystem::directory_entry const&)> const& visit);

/// Regular files of a folder whose names end in `ending` (".zbs"), sorted by name; with `recursive`, of its folders too. folderUnreadable.
[[nodiscard]] Result<std::vector<std::filesystem::path>> listFiles(std::filesystem::path const& folder, std::string_view ending = {}, bool recursive = false);

/// The folders directly in a folder, sorted by name; links to folders are left out, because they can lead in circles. folderUnreadable.
[[nodiscard]] Result<std::vector<std::filesystem::path>> listFolders(std::filesystem::path const& folder);

}  // namespace zhibao
