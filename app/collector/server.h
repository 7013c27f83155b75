#pragma once
/// The network side of the collector: connections over TLS 1.2 or later, and a plain port for the bureau's own machines. It reads requests within
/// limits of size and time, hands them to a Handler and writes what that answers. Each stage of a connection has a deadline of its own, so that
/// nobody holds one by being slow.

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <string>

#include "base/bytes.h"
#include "base/error.h"
#include "collector/log.h"
#include "collector/metrics.h"
#include "collector/service.h"

namespace zhibao::error {
inline constexpr ErrorCode serverCertificateUnusable{"server-certificate-unusable"};  // text: what OpenSSL says
inline constexpr ErrorCode addressUnusable{"address-unusable"};                       // address, text
}  // namespace zhibao::error

namespace zhibao::collector {

struct ServerLimits {
    std::size_t connections = 4'096;
    std::size_t headBytes = std::size_t{16} << 10U;
    std::size_t bodyBytesTogether = std::size_t{256} << 20U;  // of all requests that are being read or stored
    std::chrono::milliseconds handshake = std::chrono::seconds{10};
    std::chrono::milliseconds idle = std::chrono::seconds{300};  // between two requests
    std::chrono::milliseconds head = std::chrono::seconds{10};
    std::chrono::milliseconds body = std::chrono::seconds{15};  // and a second more for each bodyBytesPerSecond
    std::size_t bodyBytesPerSecond = std::size_t{16} << 10U;
    std::chrono::milliseconds answer = std::chrono::seconds{60};
    std::chrono::milliseconds grace = std::chrono::seconds{15};  // for requests under way when it is stopped
    unsigned threads = 2;
};

/// The server's certificate and key, ready for connections.
class TlsIdentity {
public:
    /// PEM texts: the certificate with those between it and its authority; the key without passphrase; the authority of the clients, whose name
    /// they are told. serverCertificateUnusable.
    [[nodiscard]] static Result<std::shared_ptr<TlsIdentity const>> read(BytesView certificatePem, BytesView keyPem, BytesView clientAuthorityPem);
    ~TlsIdentity();
    struct Context;
    [[nodiscard]] Context& context() const noexcept { return *context_; }

private:
    explicit TlsIdentity(std::unique_ptr<Context> context) noexcept;
    std::unique_ptr<Context> context_;
};

class Server {
public:
    struct Parts {
        Metrics& metrics;
        Log& log;
    };
    Server(Parts parts, ServerLimits const& limits);
    Server(Server const&) = delete;
    Server& operator=(Server const&) = delete;
    /// Stops it.
    ~Server();

    /// Listens with TLS at "ADDRESS:PORT" ("[::]:8443"); gives the port, which the system chose for port 0. addressUnusable. `handler` must
    /// outlive the server; new connections use the newest identity.
    [[nodiscard]] Result<std::uint16_t> listen(std::string const& address, Handler& handler, std::shared_ptr<TlsIdentity const> identity);
    void useIdentity(std::shared_ptr<TlsIdentity const> identity);
    /// The same without TLS.
    [[nodiscard]] Result<std::uint16_t> listenPlainly(std::string const& address, Handler& handler);

    void start();
    /// Takes no more connections, ends the idle ones, and waits for requests under way as long as the grace lasts.
    void stop();

private:
    struct State;
    std::unique_ptr<State> state_;
};

}  // namespace zhibao::collector
