#include <utility>  // Asio's coroutines forget to include it

#include "collector/server.h"

#include <algorithm>
#include <array>
#include <atomic>
#include <charconv>
#include <condition_variable>
#include <mutex>
#include <optional>
#include <set>
#include <thread>
#include <vector>

#include <boost/asio/awaitable.hpp>
#include <boost/asio/buffer.hpp>
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/post.hpp>
#include <boost/asio/redirect_error.hpp>
#include <boost/asio/ssl/context.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/asio/strand.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <boost/asio/write.hpp>
#include <boost/beast/core/tcp_stream.hpp>
#include <boost/beast/ssl/ssl_stream.hpp>
#include <openssl/ssl.h>

namespace zhibao::collector {

namespace net = boost::asio;
namespace beast = boost::beast;
using tcp = net::ip::tcp;
using Steady = std::chrono::steady_clock;
using Problem = boost::system::error_code;

struct TlsIdentity::Context {
    net::ssl::context tls{net::ssl::context::tls_server};
};

TlsIdentity::TlsIdentity(std::unique_ptr<Context> context) noexcept : context_(std::move(context)) {}
TlsIdentity::~TlsIdentity() = default;

Result<std::shared_ptr<TlsIdentity const>> TlsIdentity::read(BytesView certificatePem, BytesView keyPem, BytesView clientAuthorityPem) {
    auto context = std::make_unique<Context>();
    auto& tls = context->tls;
    Problem problem;
    auto const unusable = [&] { return fail(error::serverCertificateUnusable, {{"text", problem.message()}}); };
    auto const bufferOf = [](BytesView bytes) { return net::buffer(bytes.data(), bytes.size()); };
    tls.set_options(net::ssl::context::default_workarounds | net::ssl::context::no_sslv2 | net::ssl::context::no_sslv3 | net::ssl::context::no_tlsv1 |
                        net::ssl::context::no_tlsv1_1 | net::ssl::context::single_dh_use,
                    problem);
    if (!problem) tls.use_certificate_chain(bufferOf(certificatePem), problem);
    // A key that is encrypted must fail here and not ask the terminal.
    if (!problem) tls.set_password_callback([](std::size_t, net::ssl::context::password_purpose) { return std::string{}; }, problem);
    if (!problem) tls.use_private_key(bufferOf(keyPem), net::ssl::context::pem, problem);
    if (!problem) tls.add_certificate_authority(bufferOf(clientAuthorityPem), problem);
    if (problem) return unusable();
    auto* const native = tls.native_handle();
    SSL_CTX_set_min_proto_version(native, TLS1_2_VERSION);
    // Each connection shows its certificate anew, and no state is kept for those that went.
    SSL_CTX_set_session_cache_mode(native, SSL_SESS_CACHE_OFF);
    SSL_CTX_set_options(native, SSL_OP_NO_TICKET | SSL_OP_NO_RENEGOTIATION | SSL_OP_CIPHER_SERVER_PREFERENCE | SSL_OP_NO_COMPRESSION);
    SSL_CTX_set_num_tickets(native, 0);
    SSL_CTX_set_mode(native, SSL_MODE_RELEASE_BUFFERS);
    SSL_CTX_set_verify(native, SSL_VERIFY_PEER, nullptr);
    // Whom to believe is decided for each request, with an answer that says why not (client_trust.h).
    SSL_CTX_set_cert_verify_callback(native, [](X509_STORE_CTX*, void*) { return 1; }, nullptr);
    // Senders with several certificates learn whose are wanted.
    auto* const names = sk_X509_NAME_new_null();
    auto* const objects = X509_STORE_get0_objects(SSL_CTX_get_cert_store(native));
    for (int i = 0; i < sk_X509_OBJECT_num(objects); ++i) {
        if (auto* const certificate = X509_OBJECT_get0_X509(sk_X509_OBJECT_value(objects, i))) sk_X509_NAME_push(names, X509_NAME_dup(X509_get_subject_name(certificate)));
    }
    SSL_CTX_set_client_CA_list(native, names);
    return std::shared_ptr<TlsIdentity const>{new TlsIdentity{std::move(context)}};
}

namespace {

Bytes derOf(X509* certificate) {
    Bytes der(static_cast<std::size_t>(std::max(i2d_X509(certificate, nullptr), 0)), '\0');
    auto* place = reinterpret_cast<unsigned char*>(der.data());
    if (i2d_X509(certificate, &place) <= 0) der.clear();
    return der;
}

ShownCertificates shownBy(SSL* connection) {
    ShownCertificates shown;
    auto* const own = SSL_get0_peer_certificate(connection);
    if (own == nullptr) return shown;
    shown.push_back(derOf(own));
    auto* const chain = SSL_get_peer_cert_chain(connection);
    for (int i = 0; i < sk_X509_num(chain); ++i) {
        auto der = derOf(sk_X509_value(chain, i));
        if (der != shown.front()) shown.push_back(std::move(der));
    }
    return shown;
}

/// Whose network an address belongs to: of IPv6 a household has many.
std::string senderOf(net::ip::address address) {
    if (address.is_v6() && address.to_v6().is_v4_mapped()) return net::ip::make_address_v4(net::ip::v4_mapped, address.to_v6()).to_string();
    if (address.is_v4()) return address.to_string();
    auto bytes = address.to_v6().to_bytes();
    std::fill(bytes.begin() + 8, bytes.end(), static_cast<unsigned char>(0));
    return net::ip::address_v6{bytes}.to_string() + "/64";
}

/// What all connections of a server share.
struct Shared {
    Metrics& metrics;
    Log& log;
    ServerLimits limits;
    std::atomic<bool> isStopping = false;
};

class Connection {
public:
    virtual ~Connection() = default;
    /// Asks it to end: at once when it is idle. From any thread.
    virtual void finish() = 0;
};

/// Those that are open, so that they can be asked to end.
class Connections {
public:
    void add(std::weak_ptr<Connection> const& connection) {
        std::lock_guard const lock{mutex_};
        open_.insert(connection);
    }
    void remove(std::weak_ptr<Connection> const& connection) {
        std::lock_guard const lock{mutex_};
        open_.erase(connection);
        if (open_.empty()) empty_.notify_all();
    }
    void finish() {
        std::lock_guard const lock{mutex_};
        for (auto const& one : open_) {
            if (auto const connection = one.lock()) connection->finish();
        }
    }
    void waitUntilEmpty(std::chrono::milliseconds atMost) {
        std::unique_lock lock{mutex_};
        empty_.wait_for(lock, atMost, [&] { return open_.empty(); });
    }

private:
    std::mutex mutex_;
    std::condition_variable empty_;
    std::set<std::weak_ptr<Connection>, std::owner_less<>> open_;
};

Answer busyAnswer() {
    return errorAnswer({error::collectorBusy, {}, {{"seconds", "5"}}});
}

/// Bytes of a body counted among those of all requests while it lives.
class Held {
public:
    Held(Metrics& metrics, std::uint64_t bytes) : metrics_(&metrics), bytes_(bytes) { metrics.bodyBytes += bytes; }
    ~Held() { metrics_->bodyBytes -= bytes_; }
    Held(Held const&) = delete;
    Held& operator=(Held const&) = delete;

private:
    Metrics* metrics_;
    std::uint64_t bytes_;
};

/// An answer that is still to come, and what rings when it is there.
struct Waiting {
    template <class Executor>
    explicit Waiting(Executor const& executor) : bell(executor, Steady::time_point::max()) {}
    std::optional<Answer> answer;
    net::steady_timer bell;
};

/// One connection. Everything happens on the strand of its stream.
template <class Stream>
class Session final : public Connection, public std::enable_shared_from_this<Session<Stream>> {
public:
    template <class... Arguments>
    Session(Shared& shared, Handler& handler, std::shared_ptr<TlsIdentity const> identity, Arguments&&... arguments)
        : shared_(&shared), handler_(&handler), identity_(std::move(identity)), stream_(std::forward<Arguments>(arguments)...), timer_(stream_.get_executor()) {}

    [[nodiscard]] auto executor() { return stream_.get_executor(); }

    void finish() override {
        net::post(stream_.get_executor(), [self = this->shared_from_this()] {
            if (self->isIdle_) self->lowest().cancel();
        });
    }

    /// The whole life of the connection.
    net::awaitable<void> run() {
        Problem problem;
        auto const endpoint = lowest().socket().remote_endpoint(problem);
        if (problem) co_return;
        peer_.address = senderOf(endpoint.address());
        lowest().socket().set_option(tcp::no_delay{true}, problem);
        bool const isReady = co_await handshaken();
        if (!isReady) co_return;
        bool goesOn = true;
        while (goesOn) goesOn = co_await serveOne();
        co_await close();
        timer_.cancel();
    }

private:
    beast::tcp_stream& lowest() { return beast::get_lowest_layer(stream_); }

    /// From now on until the next call, whatever takes longer is cancelled.
    void allow(std::chrono::milliseconds time) {
        isLate_ = false;
        timer_.expires_after(time);
        timer_.async_wait([weak = this->weak_from_this()](Problem problem) {
            auto const self = weak.lock();
            if (!self || problem || self->timer_.expiry() > Steady::now()) return;
            self->isLate_ = true;
            self->lowest().cancel();
        });
    }

    net::awaitable<bool> handshaken() {
        if constexpr (!std::is_same_v<Stream, beast::tcp_stream>) {
            allow(shared_->limits.handshake);
            Problem problem;
            co_await stream_.async_handshake(net::ssl::stream_base::server, net::redirect_error(net::use_awaitable, problem));
            if (problem) {
                ++shared_->metrics.handshakesFailed;
                co_return false;
            }
            peer_.certificates = shownBy(stream_.native_handle());
        }
        co_return true;
    }

    /// More bytes behind those that are there; false when no more come, or not in time.
    net::awaitable<bool> more(std::size_t atMost) {
        auto const before = received_.size();
        received_.resize(before + atMost);
        Problem problem;
        auto const got = co_await stream_.async_read_some(net::buffer(received_.data() + before, atMost), net::redirect_error(net::use_awaitable, problem));
        received_.resize(before + (problem ? 0 : got));
        co_return !problem;
    }

    /// A short answer goes out in one piece. Of two buffers in one call, beast::ssl_stream of Boost 1.74 writes the first alone and calls that success when both are longer
    /// than what it joins.
    net::awaitable<bool> write(Bytes const& first, Bytes const& second) {
        constexpr std::size_t together = 8'192;
        Problem problem;
        if (first.size() + second.size() <= together) {
            Bytes const both = first + second;
            co_await net::async_write(stream_, net::buffer(both), net::redirect_error(net::use_awaitable, problem));
            co_return !problem;
        }
        co_await net::async_write(stream_, net::buffer(first), net::redirect_error(net::use_awaitable, problem));
        if (!problem && !second.empty()) co_await net::async_write(stream_, net::buffer(second), net::redirect_error(net::use_awaitable, problem));
        co_return !problem;
    }

    /// One request and its answer. False when the connection is to end.
    net::awaitable<bool> serveOne() {
        constexpr std::size_t piece = 8'192;
        auto const& limits = shared_->limits;
        isIdle_ = true;
        allow(limits.idle);
        bool isThere = !received_.empty();
        if (!isThere && !shared_->isStopping) isThere = co_await more(piece);
        isIdle_ = false;
        if (!isThere) co_return false;

        started_ = Steady::now();
        route_ = "unread";
        method_.clear();
        allow(limits.head);
        auto end = endOfHead(received_);
        while (end == Bytes::npos && received_.size() <= limits.headBytes) {
            bool const isMore = co_await more(piece);
            if (!isMore) {
                if (isLate_) co_await refuse(error::requestTooSlow);
                co_return false;
            }
            end = endOfHead(received_);
        }
        if (end == Bytes::npos || end > limits.headBytes) {
            co_await refuse(error::requestHeadTooLarge, "limit", std::to_string(limits.headBytes));
            co_return false;
        }
        auto const read = readHead(BytesView{received_}.substr(0, end));
        if (!read) {
            co_await refuse(read.error().code);
            co_return false;
        }
        auto const& head = *read;
        received_.erase(0, end);
        route_ = Handler::routeOf(head);
        method_ = head.method;
        bool const keepsAlive = head.keepsAlive && !shared_->isStopping;
        auto const sinceStart = std::chrono::duration_cast<std::chrono::milliseconds>(started_.time_since_epoch()).count();
        auto early = handler_->beforeBody(head, peer_, sinceStart);
        if (!early && head.contentLength > limits.bodyBytesTogether - std::min<std::uint64_t>(limits.bodyBytesTogether, shared_->metrics.bodyBytes))
            early = busyAnswer();
        if (early) {
            // A body that is not wanted is not read either.
            bool const isClean = keepsAlive && head.contentLength == 0;
            bool const isWritten = co_await say(*early, isClean);
            co_return isClean && isWritten;
        }
        std::optional<Held> held;
        held.emplace(shared_->metrics, head.contentLength);
        bool const isWhole = co_await readBody(head);
        if (!isWhole) co_return false;
        // What follows is the next request, which came before this one was answered.
        Bytes next = received_.substr(head.contentLength);
        received_.resize(head.contentLength);
        Bytes body = std::exchange(received_, std::move(next));
        auto const answer = co_await answered(head, std::move(body));
        held.reset();
        bool const isWritten = co_await say(answer, keepsAlive);
        co_return keepsAlive && isWritten;
    }

    net::awaitable<bool> readBody(RequestHead const& head) {
        auto const& limits = shared_->limits;
        allow(limits.body + std::chrono::seconds{head.contentLength / limits.bodyBytesPerSecond});
        if (head.expectsContinue && received_.size() < head.contentLength) {
            Bytes const leave = "HTTP/1.1 100 Continue\r\n\r\n";
            bool const isWritten = co_await write(leave, {});
            if (!isWritten) co_return false;
        }
        constexpr std::size_t piece = std::size_t{64} << 10U;
        while (received_.size() < head.contentLength) {
            // No more memory than has arrived: a length is quickly claimed.
            bool const isMore = co_await more(std::min<std::size_t>(piece, head.contentLength - received_.size()));
            if (isMore) continue;
            if (isLate_) co_await refuse(error::requestTooSlow);
            else note(0, "request-truncated", {});
            co_return false;
        }
        co_return true;
    }

    /// Waits for the handler, which may answer from another thread.
    net::awaitable<Answer> answered(RequestHead const& head, Bytes body) {
        auto const waiting = std::make_shared<Waiting>(stream_.get_executor());
        // The disk decides how long it takes; the sender may wait.
        timer_.cancel();
        auto const executor = stream_.get_executor();
        Handler::Done done = [waiting, executor](Answer answer) {
            net::post(executor, [waiting, answer = std::move(answer)]() mutable {
                waiting->answer = std::move(answer);
                waiting->bell.cancel();
            });
        };
        handler_->answer(head, std::move(body), peer_, std::move(done));
        Problem problem;
        while (!waiting->answer) co_await waiting->bell.async_wait(net::redirect_error(net::use_awaitable, problem));
        co_return *std::move(waiting->answer);
    }

    net::awaitable<bool> say(Answer const& answer, bool keepsAlive) {
        allow(shared_->limits.answer);
        auto const head = headOf(answer, keepsAlive);
        bool const isWritten = co_await write(head, answer.body);
        note(answer.status, answer.code, answer.token);
        co_return isWritten;
    }

    /// Answers with an error of at most one argument, after which the connection ends.
    net::awaitable<void> refuse(ErrorCode code, std::string name = {}, std::string value = {}) {
        Error error{code, {}, {}};
        if (!name.empty()) error.arguments.emplace(std::move(name), std::move(value));
        auto const answer = errorAnswer(error);
        co_await say(answer, false);
    }

    void note(unsigned status, std::string const& code, std::string const& token) {
        auto const milliseconds = std::chrono::duration_cast<std::chrono::milliseconds>(Steady::now() - started_).count();
        shared_->metrics.answered(route_, status, static_cast<std::uint64_t>(milliseconds));
        JsonValue::Object fields{{"method", isKnownMethod() ? method_ : std::string{"other"}}, {"route", route_}, {"status", static_cast<std::int64_t>(status)}, {"milliseconds", std::int64_t{milliseconds}}, {"from", peer_.address}};
        if (!code.empty()) fields.emplace_back("code", code);
        if (!token.empty()) fields.emplace_back("token", token);
        shared_->log.write("request", std::move(fields));
    }

    [[nodiscard]] bool isKnownMethod() const { return method_ == "GET" || method_ == "POST" || method_ == "HEAD" || method_ == "PUT" || method_ == "DELETE"; }

    /// Ends the connection so that the last answer arrives: what the sender still sends is read for a moment and thrown away, because a
    /// connection that is closed over unread bytes takes the answer back.
    net::awaitable<void> close() {
        constexpr std::size_t most = std::size_t{1} << 20U;
        constexpr std::size_t piece = std::size_t{16} << 10U;
        allow(std::chrono::seconds{2});
        Problem problem;
        if constexpr (std::is_same_v<Stream, beast::tcp_stream>) lowest().socket().shutdown(tcp::socket::shutdown_send, problem);
        else co_await stream_.async_shutdown(net::redirect_error(net::use_awaitable, problem));
        for (std::size_t thrown = 0; thrown < most && !isLate_; thrown += piece) {
            received_.clear();
            received_.resize(piece);
            auto const got = co_await lowest().async_read_some(net::buffer(received_), net::redirect_error(net::use_awaitable, problem));
            if (problem || got == 0) break;
        }
        lowest().socket().close(problem);
    }

    Shared* shared_;
    Handler* handler_;
    std::shared_ptr<TlsIdentity const> identity_;
    Stream stream_;
    net::steady_timer timer_;
    Peer peer_;
    Bytes received_;  // and not taken yet
    bool isIdle_ = false;
    bool isLate_ = false;
    Steady::time_point started_;
    std::string_view route_ = "unread";
    std::string method_;
};

}  // namespace

struct Server::State {
    State(Parts parts, ServerLimits const& limits) : shared{parts.metrics, parts.log, limits} {}

    struct Listener {
        Listener(net::io_context& context, Handler& what, bool withTls) : acceptor(net::make_strand(context)), handler(&what), isTls(withTls) {}
        tcp::acceptor acceptor;
        Handler* handler;
        bool isTls;
    };

    Result<std::uint16_t> open(std::string const& text, Handler& handler, bool isTls) {
        auto const unusable = [&](std::string const& why) { return fail(error::addressUnusable, {{"address", text}, {"text", why}}); };
        auto const colon = text.rfind(':');
        if (colon == std::string::npos) return unusable("ADDRESS:PORT");
        auto host = text.substr(0, colon);
        if (host.starts_with('[') && host.ends_with(']')) host = host.substr(1, host.size() - 2);
        unsigned port = 0;
        auto const [end, wrong] = std::from_chars(text.data() + colon + 1, text.data() + text.size(), port);
        if (wrong != std::errc{} || end != text.data() + text.size() || port > 65'535) return unusable("ADDRESS:PORT");
        Problem problem;
        auto const address = net::ip::make_address(host, problem);
        if (problem) return unusable(problem.message());
        tcp::endpoint const endpoint{address, static_cast<std::uint16_t>(port)};
        auto listener = std::make_unique<Listener>(context, handler, isTls);
        auto& acceptor = listener->acceptor;
        acceptor.open(endpoint.protocol(), problem);
        if (!problem) acceptor.set_option(net::socket_base::reuse_address{true}, problem);
        if (!problem) acceptor.bind(endpoint, problem);
        if (!problem) acceptor.listen(net::socket_base::max_listen_connections, problem);
        if (problem) return unusable(problem.message());
        auto const bound = acceptor.local_endpoint(problem).port();
        listeners.push_back(std::move(listener));
        return bound;
    }

    net::awaitable<void> accept(Listener& listener) {
        while (!shared.isStopping) {
            tcp::socket socket{net::make_strand(context)};
            Problem problem;
            co_await listener.acceptor.async_accept(socket, net::redirect_error(net::use_awaitable, problem));
            if (shared.isStopping) break;
            if (problem) {
                // Too many open files, most likely: it passes.
                net::steady_timer pause{context, std::chrono::milliseconds{100}};
                co_await pause.async_wait(net::redirect_error(net::use_awaitable, problem));
                continue;
            }
            // The bureau's own port is open whatever happens on the other.
            if (listener.isTls && shared.metrics.connectionsOpen >= shared.limits.connections) {
                ++shared.metrics.connectionsRefused;
                continue;
            }
            ++shared.metrics.connectionsTaken;
            if (listener.isTls) {
                auto const chosen = currentIdentity();
                spawn(std::make_shared<Session<beast::ssl_stream<beast::tcp_stream>>>(shared, *listener.handler, chosen, std::move(socket), chosen->context().tls));
            } else {
                spawn(std::make_shared<Session<beast::tcp_stream>>(shared, *listener.handler, nullptr, std::move(socket)));
            }
        }
    }

    template <class Kind>
    void spawn(std::shared_ptr<Kind> session) {
        ++shared.metrics.connectionsOpen;
        connections.add(session);
        auto const executor = session->executor();
        auto& kept = *session;
        net::co_spawn(executor, kept.run(), [this, session](std::exception_ptr const& problem) {
            // Only lack of memory ends here; the others go on.
            if (problem) shared.log.write("connection-failed");
            --shared.metrics.connectionsOpen;
            connections.remove(session);
        });
    }

    std::shared_ptr<TlsIdentity const> currentIdentity() {
        std::lock_guard const lock{identityMutex};
        return identity;
    }

    Shared shared;
    std::mutex identityMutex;
    std::shared_ptr<TlsIdentity const> identity;
    Connections connections;
    net::io_context context;
    std::vector<std::unique_ptr<Listener>> listeners;
    std::vector<std::jthread> threads;
};

Server::Server(Parts parts, ServerLimits const& limits) : state_(std::make_unique<State>(parts, limits)) {}

Server::~Server() {
    stop();
}

Result<std::uint16_t> Server::listen(std::string const& address, Handler& handler, std::shared_ptr<TlsIdentity const> identity) {
    useIdentity(std::move(identity));
    return state_->open(address, handler, true);
}

void Server::useIdentity(std::shared_ptr<TlsIdentity const> identity) {
    std::lock_guard const lock{state_->identityMutex};
    state_->identity = std::move(identity);
}

Result<std::uint16_t> Server::listenPlainly(std::string const& address, Handler& handler) {
    return state_->open(address, handler, false);
}

void Server::start() {
    for (auto const& listener : state_->listeners)
        net::co_spawn(listener->acceptor.get_executor(), state_->accept(*listener), [](std::exception_ptr const&) {});
    for (unsigned i = 0; i < std::max(1U, state_->shared.limits.threads); ++i) state_->threads.emplace_back([this] { state_->context.run(); });
}

void Server::stop() {
    if (state_->shared.isStopping.exchange(true)) return;
    for (auto const& listener : state_->listeners)
        net::post(listener->acceptor.get_executor(), [&acceptor = listener->acceptor] {
            Problem ignored;
            acceptor.close(ignored);
        });
    state_->connections.finish();
    if (!state_->threads.empty()) state_->connections.waitUntilEmpty(state_->shared.limits.grace);
    state_->context.stop();
    state_->threads.clear();
}

}  // namespace zhibao::collector
