#include "base/file.h"

#include <algorithm>
#include <atomic>
#include <cerrno>
#include <cstdio>
#include <system_error>

#include "base/text.h"

#ifdef _WIN32
#include <io.h>
#include <process.h>
#else
#include <fcntl.h>
#include <unistd.h>
#endif

namespace zhibao {

namespace {

std::string systemSays(int number) {
    return std::generic_category().message(number);
}

int processNumber() {
#ifdef _WIN32
    return _getpid();
#else
    return getpid();
#endif
}

std::FILE* openToRead(std::filesystem::path const& path) {
#ifdef _WIN32
    return _wfopen(path.c_str(), L"rb");
#else
    return std::fopen(path.c_str(), "rb");
#endif
}

/// A name beside the target that no other writer uses now, be it a thread of this process or another process.
std::filesystem::path unfinished(std::filesystem::path path) {
    constexpr unsigned numbers = 1'000'000;
    static std::atomic<unsigned> number{0};
    auto const digits = std::to_string(numbers + number++ % numbers);
    path += ".part" + std::to_string(processNumber()) + digits.substr(1);
    return path;
}

std::FILE* openToWrite(std::filesystem::path const& path, [[maybe_unused]] FileAccess access) {
#ifdef _WIN32
    return _wfopen(path.c_str(), L"wb");
#else
    // A file that a killed process left would keep its own mode, and a link would lead elsewhere.
    unlink(path.c_str());
    // The mode holds from the first byte on: a key must not be readable even while it is being written.
    int const descriptor = open(path.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, access == FileAccess::ownerOnly ? 0600 : 0666);
    if (descriptor < 0) return nullptr;
    auto* const file = fdopen(descriptor, "wb");
    if (file == nullptr) close(descriptor);
    return file;
#endif
}

/// Makes an empty file that must not be there yet; the system's number for what went wrong, 0 for nothing.
int makeNew(std::filesystem::path const& path) {
#ifdef _WIN32
    auto* const file = _wfopen(path.c_str(), L"wbx");
    return file != nullptr && std::fclose(file) == 0 ? 0 : errno;
#else
    int const descriptor = open(path.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0666);
    return descriptor >= 0 && close(descriptor) == 0 ? 0 : errno;
#endif
}

bool makeDurable(std::FILE* file) {
    if (std::fflush(file) != 0) return false;
#ifdef _WIN32
    return _commit(_fileno(file)) == 0;
#else
    return fsync(fileno(file)) == 0;
#endif
}

/// A rename is durable only when its folder is. The system's number for what went wrong, 0 for nothing.
int folderDurable([[maybe_unused]] std::filesystem::path const& folder) {
#ifndef _WIN32
    int const descriptor = open(folder.empty() ? "." : folder.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    // One may be allowed to write into a folder and not to read it; then there is no way to ask for more.
    if (descriptor < 0) return errno == EACCES ? 0 : errno;
    int const number = fsync(descriptor) == 0 ? 0 : errno;
    close(descriptor);
    // File systems that keep their folders in another way say that they do not know the request.
    if (number != EINVAL && number != ENOTSUP && number != ENOSYS && number != EROFS) return number;
#endif
    return 0;
}

}  // namespace

std::string toText(std::filesystem::path const& path) {
    auto const text = path.generic_u8string();
    return withoutIllFormed({text.begin(), text.end()});
}

std::string nativeText(std::filesystem::path const& path) {
#ifdef _WIN32
    auto const text = path.u8string();
    return {text.begin(), text.end()};
#else
    return path.native();
#endif
}

std::filesystem::path pathOf(std::string_view text) {
    return std::filesystem::path{std::u8string{text.begin(), text.end()}};
}

Result<Bytes> readFile(std::filesystem::path const& path, std::size_t byteLimit) {
    auto const unreadable = [&](int number) { return fail(error::fileUnreadable, {{"text", systemSays(number)}}, toText(path)); };
    auto const tooLarge = [&] { return fail(error::fileTooLarge, {{"limit", std::to_string(byteLimit)}}, toText(path)); };
    std::error_code problem;
    // Says of a folder that it is one, and of what is not a plain file that it does not know; then reading tells.
    auto const size = std::filesystem::file_size(path, problem);
    if (problem == std::errc::is_a_directory) return unreadable(EISDIR);
    if (!problem && size > byteLimit) return tooLarge();
    std::FILE* file = openToRead(path);
    if (file == nullptr) return unreadable(errno);
    // Read in one go into where the bytes stay: intake reads many small files.
    std::setvbuf(file, nullptr, _IONBF, 0);
    Bytes bytes;
    std::size_t got = 0;
    // What is added to a file while it is read is not waited for, which saves asking once more for each file. Those of the system's own
    // that say they are empty are read to their end.
    bool const isSizeKnown = !problem && size > 0;
    std::size_t room = isSizeKnown ? static_cast<std::size_t>(size) : 64 * 1024;
    bool isTooLarge = false;
    for (;;) {
        bytes.resize(got + room);
        auto const more = std::fread(bytes.data() + got, 1, room, file);
        got += more;
        isTooLarge = got > byteLimit;
        if (isTooLarge || isSizeKnown || more < room) break;
    }
    int const number = errno;
    bool const failed = std::ferror(file) != 0;
    std::fclose(file);
    if (isTooLarge) return tooLarge();
    if (failed) return unreadable(number);
    bytes.resize(got);
    return bytes;
}

Result<> moveFile(std::filesystem::path const& from, std::filesystem::path const& to) {
    std::error_code problem;
    std::filesystem::rename(from, to, problem);
    if (problem) return fail(error::fileUnwritable, {{"text", problem.message()}}, toText(to));
    if (int const number = folderDurable(to.parent_path()); number != 0) return fail(error::fileUnwritable, {{"text", systemSays(number)}}, toText(to));
    return {};
}

Result<> makeFolderDurable(std::filesystem::path const& folder) {
    if (int const number = folderDurable(folder); number != 0) return fail(error::fileUnwritable, {{"text", systemSays(number)}}, toText(folder));
    return {};
}

Result<std::filesystem::path> reserveBeside(std::filesystem::path const& path) {
    for (;;) {
        auto beside = unfinished(path);
        int const number = makeNew(beside);
        if (number == 0) return beside;
        // A killed process that had our number may have left one; the next name is tried.
        if (number != EEXIST) return fail(error::fileUnwritable, {{"text", systemSays(number)}}, toText(path));
    }
}

struct FilePieces::Open {
    std::filesystem::path path;
    std::FILE* file = nullptr;
    std::string piece;

    Open(std::filesystem::path where, std::FILE* opened, std::size_t bytes) : path(std::move(where)), file(opened), piece(bytes, '\0') {}
    ~Open() { std::fclose(file); }
    Open(Open const&) = delete;
    Open& operator=(Open const&) = delete;
};

Result<FilePieces> FilePieces::open(std::filesystem::path const& path, std::size_t pieceBytes) {
    std::error_code problem;
    if (std::filesystem::is_directory(path, problem)) return fail(error::fileUnreadable, {{"text", systemSays(EISDIR)}}, toText(path));
    std::FILE* file = openToRead(path);
    if (file == nullptr) return fail(error::fileUnreadable, {{"text", systemSays(errno)}}, toText(path));
    std::setvbuf(file, nullptr, _IONBF, 0);
    FilePieces pieces;
    pieces.open_ = std::make_shared<Open>(path, file, pieceBytes);
    return pieces;
}

Result<std::string_view> FilePieces::next() {
    auto const got = std::fread(open_->piece.data(), 1, open_->piece.size(), open_->file);
    if (got == 0 && std::ferror(open_->file) != 0) return fail(error::fileUnreadable, {{"text", systemSays(errno)}}, toText(open_->path));
    return std::string_view{open_->piece}.substr(0, got);
}

namespace {

/// Where a path leads: the end of its links, which need not be there yet. A ring of links stays as it is, and writing says so.
std::filesystem::path followed(std::filesystem::path path) {
    constexpr int mostLinks = 40;
    std::error_code problem;
    for (int links = 0; links < mostLinks && std::filesystem::is_symlink(std::filesystem::symlink_status(path, problem)); ++links) {
        auto const next = std::filesystem::read_symlink(path, problem);
        if (problem) break;
        path = path.parent_path() / next;
    }
    return path;
}

/// What has no bytes of its own: a pipe or a device.
bool isStream(std::filesystem::path const& path) {
    std::error_code problem;
    auto const status = std::filesystem::status(path, problem);
    return std::filesystem::exists(status) && !std::filesystem::is_regular_file(status);
}

std::FILE* openStream(std::filesystem::path const& path) {
#ifdef _WIN32
    return _wfopen(path.c_str(), L"wb");
#else
    return std::fopen(path.c_str(), "wb");
#endif
}

/// `write` fills the open file beside the target; what it says or errno tells why it could not. Nothing can be put in the place of a
/// pipe or a device: it gets the bytes themselves.
template <class Write>
Result<> written(std::filesystem::path const& wanted, FileAccess access, Write write) {
    ZHIBAO_CHECK(requireFilePlace(wanted));
    auto const path = followed(wanted);
    auto const unwritable = [&](std::string const& text) { return fail(error::fileUnwritable, {{"text", text}}, toText(wanted)); };
    std::error_code unasked;
    if (std::filesystem::is_symlink(std::filesystem::symlink_status(path, unasked))) return unwritable(systemSays(ELOOP));
    bool const isDirect = isStream(path);
    auto const beside = isDirect ? path : unfinished(path);
    auto const removeUnfinished = [&] {
        std::error_code problem;
        if (!isDirect) std::filesystem::remove(beside, problem);
    };
    std::FILE* file = isDirect ? openStream(beside) : openToWrite(beside, access);
    if (file == nullptr) return unwritable(systemSays(errno));
    Result<bool> const done = write(file);
    bool const isDurable = done && *done && (isDirect ? std::fflush(file) == 0 : makeDurable(file));
    int number = errno;
    bool const closed = std::fclose(file) == 0;
    if (isDurable && !closed) number = errno;
    if (!isDurable || !closed) {
        removeUnfinished();
        if (!done) return tl::unexpected(done.error());
        return unwritable(systemSays(number));
    }
    if (isDirect) return {};
    auto const named = moveFile(beside, path);
    if (!named) removeUnfinished();
    return named;
}

}  // namespace

Result<> requireFilePlace(std::filesystem::path const& path) {
    std::error_code problem;
    if (std::filesystem::is_directory(path, problem)) return fail(error::outputIsFolder, {}, toText(path));
    auto const folder = path.parent_path();
    // A folder that may not be looked into is no missing one; writing will say what is wrong.
    if (!folder.empty() && std::filesystem::status(folder, problem).type() == std::filesystem::file_type::not_found)
        return fail(error::outputFolderMissing, {{"folder", toText(folder)}}, toText(path));
    return {};
}

Result<> writeFile(std::filesystem::path const& path, BytesView bytes, FileAccess access) {
    return written(path, access,
                   [&](std::FILE* file) -> Result<bool> { return std::fwrite(bytes.data(), 1, bytes.size(), file) == bytes.size(); });
}

Result<> writeFile(std::filesystem::path const& path, std::function<Result<std::string>()> const& pieces) {
    return written(path, FileAccess::usual, [&](std::FILE* file) -> Result<bool> {
        for (;;) {
            ZHIBAO_TRY(std::string const piece, pieces());
            if (piece.empty()) return true;
            if (std::fwrite(piece.data(), 1, piece.size(), file) != piece.size()) return false;
        }
    });
}

Result<Bytes> bytesWrittenTo(std::function<Result<>(std::filesystem::path const&)> const& write) {
    static std::atomic<unsigned> number{0};
    std::error_code problem;
    auto const parent = std::filesystem::temp_directory_path(problem);
    if (problem) return fail(error::fileUnwritable, {{"text", problem.message()}});
    std::filesystem::path folder;
    // A folder that is there already belongs to a process that once had our number: leave it and take the next.
    do {
        folder = parent / ("zhibao-" + std::to_string(processNumber()) + "-" + std::to_string(number++));
    } while (!std::filesystem::create_directory(folder, problem) && !problem);
    if (problem) return fail(error::fileUnwritable, {{"text", problem.message()}}, toText(folder));
    std::filesystem::permissions(folder, std::filesystem::perms::owner_all, problem);
    auto const path = folder / "written";
    auto result = write(path).and_then([&] { return readFile(path); });
    std::filesystem::remove_all(folder, problem);
    return result;
}

Result<> forEachEntry(std::filesystem::path const& folder, std::function<void(std::filesystem::directory_entry const&)> const& visit) {
    std::error_code problem;
    for (std::filesystem::directory_iterator it{folder, problem}, end; !problem && it != end; it.increment(problem)) visit(*it);
    if (problem) return fail(error::folderUnreadable, {{"text", problem.message()}}, toText(folder));
    return {};
}

Result<std::vector<std::filesystem::path>> listFiles(std::filesystem::path const& folder, std::string_view ending, bool recursive) {
    std::vector<std::filesystem::path> files;
    std::error_code problem;
    auto const take = [&](std::filesystem::directory_entry const& entry) {
        std::error_code ignored;
        if (entry.is_regular_file(ignored) && toText(entry.path().filename()).ends_with(ending)) files.push_back(entry.path());
    };
    if (recursive) {
        for (std::filesystem::recursive_directory_iterator it{folder, problem}, end; !problem && it != end; it.increment(problem)) take(*it);
    } else {
        for (std::filesystem::directory_iterator it{folder, problem}, end; !problem && it != end; it.increment(problem)) take(*it);
    }
    if (problem) return fail(error::folderUnreadable, {{"text", problem.message()}}, toText(folder));
    std::sort(files.begin(), files.end());
    return files;
}

Result<std::vector<std::filesystem::path>> listFolders(std::filesystem::path const& folder) {
    std::vector<std::filesystem::path> folders;
    ZHIBAO_CHECK(forEachEntry(folder, [&](std::filesystem::directory_entry const& entry) {
        std::error_code ignored;
        if (entry.is_directory(ignored) && !entry.is_symlink(ignored)) folders.push_back(entry.path());
    }));
    std::sort(folders.begin(), folders.end());
    return folders;
}

}  // namespace zhibao
