#include "base/append_file.h"

#include <cerrno>
#include <cstdio>
#include <system_error>
#include <utility>

#include "base/file.h"

#ifdef _WIN32
#include <fcntl.h>
#include <io.h>
#include <share.h>
#include <sys/stat.h>
#else
#include <fcntl.h>
#include <sys/file.h>
#include <unistd.h>
#endif

namespace zhibao {

namespace {

tl::unexpected<Error> unwritable(int number, std::filesystem::path const& path) {
    return fail(error::fileUnwritable, {{"text", std::generic_category().message(number)}}, toText(path));
}

tl::unexpected<Error> unreadable(int number, std::filesystem::path const& path) {
    return fail(error::fileUnreadable, {{"text", std::generic_category().message(number)}}, toText(path));
}

/// A stream without a buffer of its own, so that one call of ours is one call of the system's.
std::FILE* unbuffered(std::FILE* file) {
    if (file != nullptr) std::setvbuf(file, nullptr, _IONBF, 0);
    return file;
}

std::FILE* makeToAppend(std::filesystem::path const& path) {
#ifdef _WIN32
    return unbuffered(_wfopen(path.c_str(), L"wbx"));
#else
    int const descriptor = open(path.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_APPEND | O_CLOEXEC, 0640);
    if (descriptor < 0) return nullptr;
    auto* const file = fdopen(descriptor, "ab");
    if (file == nullptr) close(descriptor);
    return unbuffered(file);
#endif
}

std::FILE* openAt(std::filesystem::path const& path, bool toWrite) {
#ifdef _WIN32
    return unbuffered(_wfopen(path.c_str(), toWrite ? L"r+b" : L"rb"));
#else
    return unbuffered(std::fopen(path.c_str(), toWrite ? "r+be" : "rbe"));
#endif
}

bool dataDurable(std::FILE* file) {
#ifdef _WIN32
    return _commit(_fileno(file)) == 0;
#else
    // The new length counts as data where it is needed to read them back.
    return fdatasync(fileno(file)) == 0;
#endif
}

/// Closed when it ends.
struct OpenFile {
    OpenFile(std::filesystem::path where, std::FILE* opened) : path(std::move(where)), file(opened) {}
    ~OpenFile() { std::fclose(file); }
    OpenFile(OpenFile const&) = delete;
    OpenFile& operator=(OpenFile const&) = delete;
    std::filesystem::path path;
    std::FILE* file;
};

}  // namespace

struct AppendFile::Open : OpenFile {
    using OpenFile::OpenFile;
    std::uint64_t size = 0;
};

AppendFile::AppendFile(std::unique_ptr<Open> open) noexcept : open_(std::move(open)) {}
AppendFile::AppendFile(AppendFile&&) noexcept = default;
AppendFile& AppendFile::operator=(AppendFile&&) noexcept = default;
AppendFile::~AppendFile() = default;

Result<AppendFile> AppendFile::create(std::filesystem::path const& path) {
    auto* const file = makeToAppend(path);
    if (file == nullptr) return unwritable(errno, path);
    AppendFile made{std::make_unique<Open>(path, file)};
    ZHIBAO_CHECK(makeFolderDurable(path.parent_path()));
    return made;
}

Result<> AppendFile::append(BytesView bytes) {
    if (std::fwrite(bytes.data(), 1, bytes.size(), open_->file) != bytes.size()) return unwritable(errno, open_->path);
    open_->size += bytes.size();
    return {};
}

Result<> AppendFile::makeDurable() {
    if (!dataDurable(open_->file)) return unwritable(errno, open_->path);
    return {};
}

std::uint64_t AppendFile::size() const noexcept {
    return open_->size;
}

Result<> cutFile(std::filesystem::path const& path, std::uint64_t size) {
    std::error_code problem;
    std::filesystem::resize_file(path, size, problem);
    if (problem) return fail(error::fileUnwritable, {{"text", problem.message()}}, toText(path));
    auto* const file = openAt(path, true);
    if (file == nullptr) return unwritable(errno, path);
    bool const isDurable = dataDurable(file);
    int const number = errno;
    std::fclose(file);
    if (!isDurable) return unwritable(number, path);
    return {};
}

struct PlaceReader::Open : OpenFile {
    using OpenFile::OpenFile;
};

PlaceReader::PlaceReader(std::unique_ptr<Open> open) noexcept : open_(std::move(open)) {}
PlaceReader::PlaceReader(PlaceReader&&) noexcept = default;
PlaceReader& PlaceReader::operator=(PlaceReader&&) noexcept = default;
PlaceReader::~PlaceReader() = default;

Result<PlaceReader> PlaceReader::open(std::filesystem::path const& path) {
    std::error_code problem;
    if (std::filesystem::is_directory(path, problem)) return unreadable(EISDIR, path);
    auto* const file = openAt(path, false);
    if (file == nullptr) return unreadable(errno, path);
    return PlaceReader{std::make_unique<Open>(path, file)};
}

Result<Bytes> PlaceReader::read(std::uint64_t offset, std::size_t count) {
    Bytes bytes(count, '\0');
    // A stream that met the end of its file stays there until it is told.
    std::clearerr(open_->file);
#ifdef _WIN32
    if (_fseeki64(open_->file, static_cast<long long>(offset), SEEK_SET) != 0) return unreadable(errno, open_->path);
#else
    if (fseeko(open_->file, static_cast<off_t>(offset), SEEK_SET) != 0) return unreadable(errno, open_->path);
#endif
    auto const got = std::fread(bytes.data(), 1, count, open_->file);
    if (got < count && std::ferror(open_->file) != 0) return unreadable(errno, open_->path);
    bytes.resize(got);
    return bytes;
}

Result<FolderLock> FolderLock::take(std::filesystem::path const& folder) {
    auto const path = folder / "lock";
#ifdef _WIN32
    int descriptor = -1;
    int const number = _wsopen_s(&descriptor, path.c_str(), _O_WRONLY | _O_CREAT | _O_NOINHERIT, _SH_DENYRW, _S_IREAD | _S_IWRITE);
    if (number == EACCES) return fail(error::folderInUse, {}, toText(folder));
    if (number != 0) return unwritable(number, path);
#else
    int const descriptor = open(path.c_str(), O_WRONLY | O_CREAT | O_CLOEXEC, 0640);
    if (descriptor < 0) return unwritable(errno, path);
    if (flock(descriptor, LOCK_EX | LOCK_NB) != 0) {
        int const number = errno;
        close(descriptor);
        if (number == EWOULDBLOCK) return fail(error::folderInUse, {}, toText(folder));
        return unwritable(number, path);
    }
#endif
    return FolderLock{descriptor};
}

FolderLock::FolderLock(FolderLock&& other) noexcept : descriptor_(std::exchange(other.descriptor_, -1)) {}

FolderLock::~FolderLock() {
    if (descriptor_ < 0) return;
#ifdef _WIN32
    _close(descriptor_);
#else
    close(descriptor_);
#endif
}

}  // namespace zhibao
