#include "intake/spool_format.h"

#include <algorithm>
#include <charconv>

#include "base/file.h"
#include "intake/spool.h"

namespace zhibao::spool {

namespace {

constexpr std::string_view mark = "ZBR1";
constexpr std::string_view ending = ".segment";
constexpr std::size_t numberDigits = 10;
constexpr std::size_t lengthAt = 4;
constexpr std::size_t arrivedAt = 8;
constexpr std::size_t digestAt = 16;
constexpr std::size_t originAt = 48;  // its length in one byte, then the bytes, then zeros
constexpr std::size_t checkAt = originAt + 1 + originBytes;
constexpr std::size_t checkBytes = headBytes - checkAt;

void put(Bytes& bytes, std::uint64_t value, std::size_t count) {
    for (std::size_t i = 0; i < count; ++i) bytes += static_cast<char>((value >> (8 * i)) & 0xffU);
}

std::uint64_t numberIn(BytesView bytes) {
    std::uint64_t value = 0;
    for (std::size_t i = bytes.size(); i > 0; --i) value = value << 8U | static_cast<unsigned char>(bytes[i - 1]);
    return value;
}

Bytes checkOf(BytesView head, std::uint64_t segment, std::uint64_t offset) {
    Bytes all{head};
    put(all, segment, 8);
    put(all, offset, 8);
    auto const digest = sha256(all);
    return {digest.bytes().begin(), digest.bytes().begin() + checkBytes};
}

}  // namespace

Bytes encoded(Head const& head, std::uint64_t segment, std::uint64_t offset) {
    Bytes bytes{mark};
    bytes.reserve(headBytes);
    put(bytes, head.bodyBytes, 4);
    put(bytes, static_cast<std::uint64_t>(head.arrived.seconds), 8);
    bytes.append(head.digest.bytes().begin(), head.digest.bytes().end());
    auto const origin = head.origin.substr(0, originBytes);
    put(bytes, origin.size(), 1);
    bytes += origin;
    bytes.resize(checkAt, '\0');
    return bytes += checkOf(bytes, segment, offset);
}

std::optional<Head> decoded(BytesView bytes, std::uint64_t segment, std::uint64_t offset) {
    if (bytes.size() != headBytes || !bytes.starts_with(mark)) return std::nullopt;
    if (bytes.substr(checkAt) != checkOf(bytes.substr(0, checkAt), segment, offset)) return std::nullopt;
    auto const originSize = numberIn(bytes.substr(originAt, 1));
    if (originSize > originBytes) return std::nullopt;
    std::array<std::uint8_t, 32> digest{};
    std::transform(bytes.begin() + digestAt, bytes.begin() + originAt, digest.begin(), [](char one) { return static_cast<std::uint8_t>(one); });
    return Head{static_cast<std::uint32_t>(numberIn(bytes.substr(lengthAt, 4))), Moment{static_cast<std::int64_t>(numberIn(bytes.substr(arrivedAt, 8)))},
                Digest{digest}, Bytes{bytes.substr(originAt + 1, originSize)}};
}

Result<std::optional<Head>> headAt(PlaceReader& file, std::uint64_t segment, std::uint64_t offset) {
    ZHIBAO_TRY(Bytes const bytes, file.read(offset, headBytes));
    return decoded(bytes, segment, offset);
}

std::filesystem::path segmentPath(std::filesystem::path const& folder, std::uint64_t number) {
    auto const digits = std::to_string(number);
    return folder / (std::string(numberDigits - std::min(numberDigits, digits.size()), '0') + digits + std::string{ending});
}

Result<std::vector<std::uint64_t>> segmentsIn(std::filesystem::path const& folder) {
    std::vector<std::uint64_t> numbers;
    ZHIBAO_CHECK(forEachEntry(folder, [&](std::filesystem::directory_entry const& entry) {
        std::uint64_t number = 0;
        auto const name = toText(entry.path().filename());
        std::from_chars(name.data(), name.data() + name.size(), number);
        if (number > 0 && segmentPath({}, number) == entry.path().filename()) numbers.push_back(number);
    }));
    std::sort(numbers.begin(), numbers.end());
    return numbers;
}

tl::unexpected<Error> damaged(std::filesystem::path const& segment, std::uint64_t offset) {
    return fail(error::spoolDamaged, {{"offset", std::to_string(offset)}}, toText(segment));
}

}  // namespace zhibao::spool
