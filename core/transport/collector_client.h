#pragma once
/// Talks to the bureau's collector over HTTPS, as schemas/collector-1.openapi.json describes it. Handing in is safe to repeat: the same bytes are one arrival. Keys stay in memory; nothing is
/// written but what the caller writes. Needs no window and no thread of its own; a call waits until it is done, is asked to stop, or time is up.

#include <cstdint>
#include <memory>
#include <optional>
#include <stop_token>
#include <string>
#include <string_view>
#include <vector>

#include "base/bytes.h"
#include "base/date.h"
#include "base/digest.h"
#include "base/error.h"
#include "base/progress.h"

namespace zhibao {

namespace error {
inline constexpr ErrorCode collectorUrlMalformed{"collector-url-malformed"};        // text
inline constexpr ErrorCode collectorIdentityUnusable{"collector-identity-unusable"};  // the certificate and key for the connection do not belong together
inline constexpr ErrorCode collectorUnreachable{"collector-unreachable"};           // host, reason
inline constexpr ErrorCode collectorTimedOut{"collector-timed-out"};                // host
inline constexpr ErrorCode collectorNotTrusted{"collector-not-trusted"};            // host, reason
inline constexpr ErrorCode collectorAsksToWait{"collector-asks-to-wait"};           // host, seconds
inline constexpr ErrorCode collectorRefused{"collector-refused"};                   // host, status, code, zh, en: its own words
inline constexpr ErrorCode collectorAnswerMalformed{"collector-answer-malformed"};  // host
inline constexpr ErrorCode proxyRefused{"proxy-refused"};                           // proxy, reason
}  // namespace error

/// A certificate for connections (P-256) and its key, both PEM; the key not encrypted.
struct ConnectionIdentity {
    Bytes certificate;
    Bytes key;
};

struct CollectorAccess {
    std::string url;      // "https://collector.example:8443"; a path before /v1 is allowed
    Bytes authorities;    // PEM: who may vouch for the collector; nobody else may
    std::optional<ConnectionIdentity> identity;  // without one only registering and what is published for everybody
    std::string proxy;    // "http://proxy.example:3128"; empty: what the environment says (https_proxy, no_proxy); "none": no proxy
    int connectSeconds = 15;
    int stalledSeconds = 60;  // without a byte in either direction
};

/// How a call reports and is ended. `progress` counts bytes.
struct Transfer {
    Progress* progress = nullptr;
    std::stop_token stop = {};
};

struct CollectorArrival {
    std::string token;
    Digest digest;                  // of the bytes
    std::optional<Moment> arrived;  // when they arrived first; not told of registrations
    bool isKnown = false;           // the same bytes had arrived before
};

enum class Shelf { receipts, bulletins, calendar, editions, rates };
[[nodiscard]] std::string_view nameOf(Shelf shelf) noexcept;

/// A file that the collector has. Its name is fit for a file: letters, digits, '.', '_' and '-', and does not begin with '.'.
struct ShelfFile {
    std::string name;
    std::uint64_t bytes = 0;
    Digest digest;
};

/// One connection, kept for further calls. For one thread at a time.
class CollectorClient {
public:
    /// collectorUrlMalformed. Connects to nobody yet.
    [[nodiscard]] static Result<CollectorClient> make(CollectorAccess access);
    CollectorClient(CollectorClient&&) noexcept;
    CollectorClient& operator=(CollectorClient&&) noexcept;
    ~CollectorClient();

    /// Every call: the errors above, cancelled. What has arrived is durable at the collector when it says so; after any error it may have arrived or not, and sending again tells.
    [[nodiscard]] Result<CollectorArrival> submit(BytesView sealed, Transfer const& transfer = {});
    [[nodiscard]] Result<CollectorArrival> sendRegistration(BytesView registration, Transfer const& transfer = {});
    /// Sorted by name.
    [[nodiscard]] Result<std::vector<ShelfFile>> list(Shelf shelf, Transfer const& transfer = {});
    /// The bytes have the file's size and digest.
    [[nodiscard]] Result<Bytes> fetch(Shelf shelf, ShelfFile const& file, Transfer const& transfer = {});

private:
    struct State;
    explicit CollectorClient(std::unique_ptr<State> state) noexcept;
    std::unique_ptr<State> state_;
};

}  // namespace zhibao
