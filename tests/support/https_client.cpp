#include "support/https_client.h"

#include <algorithm>
#include <cerrno>
#include <charconv>
#include <csignal>

#include <arpa/inet.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <sys/socket.h>
#include <sys/time.h>
#include <unistd.h>

#include <openssl/bio.h>
#include <openssl/err.h>
#include <openssl/pem.h>
#include <openssl/ssl.h>

#include "trust/openssl_handles.h"

namespace zhibao::test {

namespace {

struct Release : openssl::Release {
    using openssl::Release::operator();
    void operator()(SSL_CTX* context) const noexcept { SSL_CTX_free(context); }
    void operator()(SSL* connection) const noexcept { SSL_free(connection); }
};
template <class T>
using Handle = std::unique_ptr<T, Release>;

Handle<BIO> reading(std::string const& text) {
    return Handle<BIO>{BIO_new_mem_buf(text.data(), static_cast<int>(text.size()))};
}

int connectedTo(std::uint16_t port) {
    // A connection that the other side ended is an answer, not the end of the test.
    std::signal(SIGPIPE, SIG_IGN);
    int const descriptor = ::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_port = htons(port);
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    timeval const patience{10, 0};
    int const yes = 1;
    ::setsockopt(descriptor, SOL_SOCKET, SO_RCVTIMEO, &patience, sizeof patience);
    ::setsockopt(descriptor, SOL_SOCKET, SO_SNDTIMEO, &patience, sizeof patience);
    ::setsockopt(descriptor, IPPROTO_TCP, TCP_NODELAY, &yes, sizeof yes);
    if (::connect(descriptor, reinterpret_cast<sockaddr const*>(&address), sizeof address) == 0) return descriptor;
    ::close(descriptor);
    return -1;
}

std::string lower(std::string text) {
    for (auto& one : text) {
        if (one >= 'A' && one <= 'Z') one = static_cast<char>(one - 'A' + 'a');
    }
    return text;
}

}  // namespace

struct HttpsClient::State {
    ~State() {
        if (tls) SSL_shutdown(tls.get());
        tls.reset();
        if (descriptor >= 0) ::close(descriptor);
    }
    int descriptor = -1;
    Handle<SSL_CTX> context;
    Handle<SSL> tls;
    bool isConnected = false;
    std::string received;

    long read(char* to, std::size_t count) { return tls ? SSL_read(tls.get(), to, static_cast<int>(count)) : ::recv(descriptor, to, count, 0); }
    long write(char const* from, std::size_t count) {
        return tls ? SSL_write(tls.get(), from, static_cast<int>(count)) : ::send(descriptor, from, count, MSG_NOSIGNAL);
    }
    bool more() {
        char piece[16'384];
        auto const got = read(piece, sizeof piece);
        if (got > 0) received.append(piece, static_cast<std::size_t>(got));
        return got > 0;
    }
};

HttpsClient::HttpsClient(std::uint16_t port, std::string const& authority, std::optional<ShownIdentity> const& identity, int highestTls) : state_(std::make_unique<State>()) {
    state_->descriptor = connectedTo(port);
    if (state_->descriptor < 0) return;
    state_->context.reset(SSL_CTX_new(TLS_client_method()));
    auto* const context = state_->context.get();
    if (highestTls != 0) {
        SSL_CTX_set_max_proto_version(context, highestTls);
        SSL_CTX_set_min_proto_version(context, 0);
        SSL_CTX_set_security_level(context, 0);
    }
    Handle<X509> const root{PEM_read_bio_X509(reading(authority).get(), nullptr, nullptr, nullptr)};
    X509_STORE_add_cert(SSL_CTX_get_cert_store(context), root.get());
    SSL_CTX_set_verify(context, SSL_VERIFY_PEER, nullptr);
    if (identity) {
        Handle<X509> const certificate{PEM_read_bio_X509(reading(identity->certificate).get(), nullptr, nullptr, nullptr)};
        Handle<EVP_PKEY> const key{PEM_read_bio_PrivateKey(reading(identity->key).get(), nullptr, nullptr, nullptr)};
        SSL_CTX_use_certificate(context, certificate.get());
        SSL_CTX_use_PrivateKey(context, key.get());
    }
    state_->tls.reset(SSL_new(context));
    SSL_set_fd(state_->tls.get(), state_->descriptor);
    state_->isConnected = SSL_connect(state_->tls.get()) == 1;
}

HttpsClient::HttpsClient(std::uint16_t port, Protection protection) : state_(std::make_unique<State>()) {
    state_->descriptor = connectedTo(port);
    state_->isConnected = state_->descriptor >= 0 && protection == Protection::none;
}

HttpsClient::~HttpsClient() = default;
HttpsClient::HttpsClient(HttpsClient&&) noexcept = default;

bool HttpsClient::isConnected() const noexcept {
    return state_->isConnected;
}

bool HttpsClient::send(std::string_view bytes) {
    while (!bytes.empty()) {
        auto const sent = state_->write(bytes.data(), std::min<std::size_t>(bytes.size(), 1U << 20U));
        if (sent <= 0) return false;
        bytes.remove_prefix(static_cast<std::size_t>(sent));
    }
    return true;
}

std::optional<HttpAnswer> HttpsClient::receive() {
    auto& received = state_->received;
    std::size_t end = std::string::npos;
    while ((end = received.find("\r\n\r\n")) == std::string::npos) {
        if (!state_->more()) return std::nullopt;
    }
    HttpAnswer answer;
    std::from_chars(received.data() + 9, received.data() + std::min<std::size_t>(received.size(), 12), answer.status);
    for (auto line = received.find("\r\n") + 2; line < end + 2;) {
        auto const next = received.find("\r\n", line);
        auto const text = received.substr(line, next - line);
        auto const colon = text.find(": ");
        if (colon != std::string::npos) answer.fields[lower(text.substr(0, colon))] = text.substr(colon + 2);
        line = next + 2;
    }
    received.erase(0, end + 4);
    std::size_t length = 0;
    auto const& text = answer.fields["content-length"];
    std::from_chars(text.data(), text.data() + text.size(), length);
    while (received.size() < length) {
        if (!state_->more()) return std::nullopt;
    }
    answer.body = received.substr(0, length);
    received.erase(0, length);
    return answer;
}

std::optional<HttpAnswer> HttpsClient::ask(std::string_view bytes) {
    // What refuses to read on may still have answered.
    static_cast<void>(send(bytes));
    return receive();
}

bool HttpsClient::isEnded() {
    if (!state_->received.empty()) return false;
    char one = 0;
    auto const got = state_->read(&one, 1);
    return got == 0 || (got < 0 && errno != EAGAIN && errno != EWOULDBLOCK);
}

std::string getRequest(std::string const& path, std::string const& fields) {
    return "GET " + path + " HTTP/1.1\r\nHost: localhost\r\n" + fields + "\r\n";
}

std::string postRequest(std::string const& path, std::string const& type, std::string_view body, std::string const& fields) {
    return "POST " + path + " HTTP/1.1\r\nHost: localhost\r\nContent-Type: " + type + "\r\nContent-Length: " + std::to_string(body.size()) + "\r\n" + fields + "\r\n" +
           std::string{body};
}

}  // namespace zhibao::test
