#include "collector/service.h"

#include <algorithm>
#include <array>

#include "base/file.h"

namespace zhibao::collector {

namespace {

constexpr std::string_view submissionsPath = "/v1/submissions";
constexpr std::string_view registrationsPath = "/v1/registrations";
constexpr std::string_view receiptsPath = "/v1/receipts";
constexpr std::string_view healthPath = "/healthz";
constexpr std::string_view metricsPath = "/metrics";

/// Folders of what is published for everybody.
constexpr std::array<std::string_view, 4> shelves{"calendar", "editions", "rates", "bulletins"};

constexpr std::string_view submissionType = "application/vnd.zhibao.submission";
constexpr std::string_view registrationType = "application/vnd.zhibao.registration";

/// The type without its parameters.
std::string mediaType(std::string_view field) {
    std::string type{field.substr(0, field.find(';'))};
    while (type.ends_with(' ')) type.pop_back();
    for (auto& one : type) {
        if (one >= 'A' && one <= 'Z') one = static_cast<char>(one - 'A' + 'a');
    }
    return type;
}

/// "/v1/calendar" and "/v1/calendar/NAME" are both of the shelf calendar.
struct Shelf {
    std::string name;
    std::string file;  // empty: the list
};

std::optional<Shelf> shelfOf(std::string_view path) {
    constexpr std::string_view prefix = "/v1/";
    if (!path.starts_with(prefix)) return std::nullopt;
    path.remove_prefix(prefix.size());
    auto const slash = path.find('/');
    Shelf const shelf{std::string{path.substr(0, slash)}, slash == std::string_view::npos ? std::string{} : std::string{path.substr(slash + 1)}};
    bool const isKnown = shelf.name == "receipts" || std::find(shelves.begin(), shelves.end(), shelf.name) != shelves.end();
    if (!isKnown || (slash != std::string_view::npos && shelf.file.empty())) return std::nullopt;
    return shelf;
}

Result<> requireMethod(RequestHead const& head, std::string_view expected) {
    if (head.method == expected) return {};
    return fail(error::requestMethodOther, {{"expected", std::string{expected}}});
}

Result<> requireNoBody(RequestHead const& head) {
    if (head.contentLength == 0) return {};
    return fail(error::requestBodyTooLarge, {{"limit", "0"}});
}

Result<> requireBody(RequestHead const& head, std::string_view type, std::size_t most) {
    if (mediaType(head.field("content-type")) != type || !head.field("content-encoding").empty()) return fail(error::contentTypeOther, {{"expected", std::string{type}}});
    if (head.contentLength > most) return fail(error::requestBodyTooLarge, {{"limit", std::to_string(most)}});
    return {};
}

Result<> requireRate(RateLimiter& limiter, std::string const& sender, std::int64_t milliseconds) {
    if (auto const seconds = limiter.waitSeconds(sender, milliseconds)) return fail(error::requestTooMany, {{"seconds", std::to_string(*seconds)}});
    return {};
}

std::optional<Answer> refusalOf(Result<> const& result) {
    if (result) return std::nullopt;
    auto answer = errorAnswer(result.error());
    if (result.error().code == error::requestMethodOther) answer.fields.emplace_back("Allow", result.error().arguments.at("expected"));
    return answer;
}

Answer fileAnswer(RequestHead const& head, std::string_view name, Published::File file) {
    Answer answer;
    auto const tag = "\"" + file.digest.hex() + "\"";
    answer.fields.emplace_back("ETag", tag);
    if (head.field("if-none-match") == tag) {
        answer.status = 304;
        return answer;
    }
    answer.contentType = name.ends_with(".json") ? "application/json; charset=utf-8" : name.ends_with(".csv") ? "text/csv; charset=utf-8" : "application/octet-stream";
    answer.body = std::move(file.bytes);
    return answer;
}

}  // namespace

std::string_view Handler::routeOf(RequestHead const& head) noexcept {
    if (head.path == submissionsPath) return "submissions";
    if (head.path == registrationsPath) return "registrations";
    if (head.path == healthPath) return "healthz";
    if (head.path == metricsPath) return "metrics";
    if (head.path.starts_with(receiptsPath)) return "receipts";
    for (auto const shelf : shelves) {
        if (BytesView{head.path}.substr(std::min<std::size_t>(head.path.size(), 4)).starts_with(shelf)) return shelf;
    }
    return "other";
}

Service::Service(Parts parts, ServiceLimits const& limits)
    : parts_(std::move(parts)), limits_(limits), submissions_(limits.submissionsOfUnit), readings_(limits.readingsOfSender), registrations_(limits.registrationsOfAddress) {}

Result<std::string> Service::unitOf(Peer const& peer) const {
    return parts_.trust()->unitOf(peer.certificates, parts_.clock.now());
}

Result<> Service::admitted(RequestHead const& head, Peer const& peer, std::int64_t milliseconds) {
    if (head.path == submissionsPath) {
        ZHIBAO_CHECK(requireMethod(head, "POST"));
        ZHIBAO_TRY(std::string const unit, unitOf(peer));
        ZHIBAO_CHECK(requireBody(head, submissionType, limits_.submissionBytes));
        return requireRate(submissions_, unit, milliseconds);
    }
    if (head.path == registrationsPath) {
        ZHIBAO_CHECK(requireMethod(head, "POST"));
        ZHIBAO_CHECK(requireBody(head, registrationType, limits_.registrationBytes));
        return requireRate(registrations_, peer.address, milliseconds);
    }
    if (head.path == healthPath) {
        ZHIBAO_CHECK(requireMethod(head, "GET"));
        return requireNoBody(head);
    }
    auto const shelf = shelfOf(head.path);
    if (!shelf) return fail(error::requestPathUnknown);
    ZHIBAO_CHECK(requireMethod(head, "GET"));
    ZHIBAO_CHECK(requireNoBody(head));
    auto const unit = unitOf(peer);
    if (!unit && (shelf->name == "receipts")) return tl::unexpected(unit.error());
    return requireRate(readings_, unit ? *unit : peer.address, milliseconds);
}

std::optional<Answer> Service::beforeBody(RequestHead const& head, Peer const& peer, std::int64_t milliseconds) {
    return refusalOf(admitted(head, peer, milliseconds));
}

void Service::answer(RequestHead const& head, Bytes body, Peer const& peer, Done done) {
    if (head.path == submissionsPath) return submit(std::move(body), peer, std::move(done));
    if (head.path == registrationsPath) return done(registered(body));
    if (head.path == healthPath) return done(jsonAnswer(200, JsonValue::Object{{"status", "ok"}}));
    auto answer = read(head, peer);
    done(answer ? *std::move(answer) : failed(answer.error()));
}

Answer Service::failed(Error const& error) const {
    if (error.code == error::notPublished || error.code == error::registrationUnreadable || error.code == error::registrationsFull || error.code == error::submissionNoPackage)
        return errorAnswer(error);
    if (error.code == error::spoolBusy || error.code == error::spoolStopped) return errorAnswer({error::collectorBusy, {}, {{"seconds", "5"}}});
    if (error.code.name().starts_with("client-certificate-")) return errorAnswer(error);
    parts_.complain(error);
    return errorAnswer({error::collectorFailed, {}, {}});
}

Result<Answer> Service::read(RequestHead const& head, Peer const& peer) {
    auto const shelf = shelfOf(head.path);
    if (!shelf) return fail(error::requestPathUnknown);
    auto folder = shelf->name;
    if (folder == "receipts") {
        ZHIBAO_TRY(std::string const unit, unitOf(peer));
        folder += "/" + unit;
    }
    if (shelf->file.empty()) {
        ZHIBAO_TRY(JsonValue const list, parts_.published.list(folder));
        return jsonAnswer(200, list);
    }
    ZHIBAO_TRY(auto file, parts_.published.file(folder, shelf->file));
    return fileAnswer(head, shelf->file, std::move(file));
}

void Service::submit(Bytes body, Peer const& peer, Done done) {
    // Nothing else is asked of the bytes here: whether they are a filing is for intake to say, with a receipt.
    if (!body.starts_with("PK\x03\x04")) return done(errorAnswer({error::submissionNoPackage, {}, {}}));
    auto const unit = unitOf(peer);
    if (!unit) return done(errorAnswer(unit.error()));
    parts_.spool.append(std::move(body), *unit, parts_.clock.now(), [this, done = std::move(done)](Result<Spool::Stored> const& stored) {
        if (!stored) return done(failed(stored.error()));
        auto const token = arrivalToken(stored->digest);
        auto answer = jsonAnswer(202, JsonValue::Object{{"token", token}, {"sha256", stored->digest.hex()}, {"arrived", toText(stored->arrived)}, {"known", stored->isKnown}});
        answer.token = token;
        done(std::move(answer));
    });
}

Answer Service::registered(BytesView body) {
    auto const stored = parts_.registrations.add(body);
    if (!stored) return failed(stored.error());
    auto const token = arrivalToken(stored->digest);
    auto answer = jsonAnswer(202, JsonValue::Object{{"token", token}, {"sha256", stored->digest.hex()}, {"known", stored->isKnown}});
    answer.token = token;
    return answer;
}

std::optional<Answer> AdminService::beforeBody(RequestHead const& head, Peer const& /*peer*/, std::int64_t /*milliseconds*/) {
    if (head.path != healthPath && head.path != metricsPath) return errorAnswer({error::requestPathUnknown, {}, {}});
    return refusalOf(requireMethod(head, "GET").and_then([&] { return requireNoBody(head); }));
}

void AdminService::answer(RequestHead const& head, Bytes /*body*/, Peer const& /*peer*/, Done done) {
    if (head.path == healthPath) return done(jsonAnswer(200, JsonValue::Object{{"status", "ok"}}));
    Answer answer;
    answer.contentType = "text/plain; version=0.0.4; charset=utf-8";
    auto const waiting = waiting_->waiting();
    answer.body = metrics_->text(spool_->figures(), waiting ? *waiting : 0);
    done(std::move(answer));
}

}  // namespace zhibao::collector
