#pragma once
/// What the collector does with a request, apart from every socket: given the spool, the published folder, the clock and the limits, a request
/// becomes an answer. A request is looked at twice: by its head, whether its body is wanted at all, and then with its body.

#include <cstddef>
#include <cstdint>
#include <functional>
#include <optional>
#include <string>

#include "base/bytes.h"
#include "base/clock.h"
#include "base/error.h"
#include "collector/answer.h"
#include "collector/client_trust.h"
#include "collector/http_request.h"
#include "collector/metrics.h"
#include "collector/published.h"
#include "collector/rate_limiter.h"
#include "collector/registrations.h"
#include "intake/spool.h"

namespace zhibao::error {
inline constexpr ErrorCode requestTooSlow{"request-too-slow"};
inline constexpr ErrorCode requestPathUnknown{"request-path-unknown"};
inline constexpr ErrorCode requestMethodOther{"request-method-other"};   // expected
inline constexpr ErrorCode requestBodyTooLarge{"request-body-too-large"};  // limit: in bytes
inline constexpr ErrorCode requestTooMany{"request-too-many"};           // seconds
inline constexpr ErrorCode contentTypeOther{"content-type-other"};       // expected
inline constexpr ErrorCode submissionNoPackage{"submission-no-package"};
inline constexpr ErrorCode collectorBusy{"collector-busy"};      // seconds
inline constexpr ErrorCode collectorFailed{"collector-failed"};  // the disk, which the log says more of
}  // namespace zhibao::error

namespace zhibao::collector {

struct ServiceLimits {
    std::size_t submissionBytes = std::size_t{64} << 20U;  // what a package may have (ZipLimits::archiveBytes)
    std::size_t registrationBytes = std::size_t{256} << 10U;
    Rate submissionsOfUnit{120, 120};
    Rate readingsOfSender{600, 600};         // a unit, or an address without certificate
    Rate registrationsOfAddress{6, 10};
};

/// Who asks.
struct Peer {
    std::string address;
    ShownCertificates certificates;
};

class Handler {
public:
    using Done = std::function<void(Answer)>;
    virtual ~Handler() = default;
    /// An answer that needs no body, or nothing: then its `contentLength` bytes are wanted. `milliseconds` is a clock that only goes forward.
    [[nodiscard]] virtual std::optional<Answer> beforeBody(RequestHead const& head, Peer const& peer, std::int64_t milliseconds) = 0;
    /// The answer, at once or from another thread. Only after beforeBody let the request pass.
    virtual void answer(RequestHead const& head, Bytes body, Peer const& peer, Done done) = 0;
    /// A word of bounded choice for counting and logs: "submissions", "other".
    [[nodiscard]] static std::string_view routeOf(RequestHead const& head) noexcept;
};

/// What senders see.
class Service final : public Handler {
public:
    struct Parts {
        Spool& spool;
        Registrations& registrations;
        Published& published;
        /// The trust of this moment, which can be read anew while the service runs.
        std::function<std::shared_ptr<ClientTrust const>()> trust;
        Clock const& clock;
        /// Hears of what went wrong inside, with its places.
        std::function<void(Error const&)> complain;
    };
    explicit Service(Parts parts, ServiceLimits const& limits = {});

    [[nodiscard]] std::optional<Answer> beforeBody(RequestHead const& head, Peer const& peer, std::int64_t milliseconds) override;
    void answer(RequestHead const& head, Bytes body, Peer const& peer, Done done) override;

private:
    [[nodiscard]] Result<> admitted(RequestHead const& head, Peer const& peer, std::int64_t milliseconds);
    [[nodiscard]] Result<std::string> unitOf(Peer const& peer) const;
    [[nodiscard]] Result<Answer> read(RequestHead const& head, Peer const& peer);
    void submit(Bytes body, Peer const& peer, Done done);
    [[nodiscard]] Answer registered(BytesView body);
    [[nodiscard]] Answer failed(Error const& error) const;

    Parts parts_;
    ServiceLimits limits_;
    RateLimiter submissions_;
    RateLimiter readings_;
    RateLimiter registrations_;
};

/// What the bureau's own machines see, on a port of its own that is not for the network: /healthz and /metrics.
class AdminService final : public Handler {
public:
    AdminService(Metrics const& metrics, Spool const& spool, Registrations const& registrations) : metrics_(&metrics), spool_(&spool), waiting_(&registrations) {}
    [[nodiscard]] std::optional<Answer> beforeBody(RequestHead const& head, Peer const& peer, std::int64_t milliseconds) override;
    void answer(RequestHead const& head, Bytes body, Peer const& peer, Done done) override;

private:
    Metrics const* metrics_;
    Spool const* spool_;
    Registrations const* waiting_;
};

}  // namespace zhibao::collector
