#include "collector/service.h"

#include <algorithm>
#include <future>

#include "base/file.h"
#include "base/json.h"

#include "support/authority.h"
#include "collector/example_registrations.h"

#include "support/catch.h"
#include "support/temporary_folder.h"

using namespace zhibao;
using namespace zhibao::collector;

namespace {

std::string const unit = "91999999000000019D";
constexpr Moment now{1'500'000'000};
std::string const zip = "PK\x03\x04 as far as the collector looks";

/// A service with everything it needs, in a folder of its own.
struct Place {
    explicit Place(ServiceLimits const& limits = {})
        : trust(std::make_shared<ClientTrust const>(ClientTrust::read(authority.certificate(), {}).value())),
          service({spool, registrations, published, [this] { return trust; }, clock, [this](Error const& error) { complaints.push_back(error); }}, limits) {}

    test::TemporaryFolder folder;
    test::Authority authority{"样例 CA"};
    Spool spool = Spool::open(folder / "spool").value();
    Registrations registrations{folder.path(), 2};
    Published published{folder / "published"};
    FixedClock clock{now};
    std::shared_ptr<ClientTrust const> trust;
    std::vector<Error> complaints;
    Service service;
    std::int64_t milliseconds = 0;

    Peer known(std::string const& code = unit) { return {"127.0.0.1", {authority.issue(code, test::allTheTime()).der()}}; }

    Answer ask(std::string const& start, std::string const& fields, Bytes const& body, Peer const& peer) {
        auto const head = readHead(start + " HTTP/1.1\r\nHost: a\r\nContent-Length: " + std::to_string(body.size()) + "\r\n" + fields + "\r\n");
        REQUIRE(head);
        if (auto early = service.beforeBody(*head, peer, milliseconds)) return *early;
        std::promise<Answer> promise;
        service.answer(*head, body, peer, [&](Answer answer) { promise.set_value(std::move(answer)); });
        return promise.get_future().get();
    }
    Answer submit(Bytes const& body, Peer const& peer, std::string const& type = "application/vnd.zhibao.submission") {
        return ask("POST /v1/submissions", "Content-Type: " + type + "\r\n", body, peer);
    }
    Answer get(std::string const& path, Peer const& peer = {"127.0.0.1", {}}, std::string const& fields = {}) { return ask("GET " + path, fields, {}, peer); }
};

std::string member(Answer const& answer, std::string_view name) {
    auto const value = parseJson(answer.body);
    REQUIRE(value);
    auto const* found = value->find(name);
    REQUIRE(found);
    return found->string() ? *found->string() : toText(*found);
}

}  // namespace

TEST_CASE("a submission is answered 202 with a token when it is in the spool, and the same bytes with the same token", "[collector]") {
    Place place;
    auto const peer = place.known();
    auto const first = place.submit(zip, peer);
    CHECK(first.status == 202);
    CHECK(member(first, "token") == arrivalToken(sha256(zip)));
    CHECK(member(first, "sha256") == sha256(zip).hex());
    CHECK(member(first, "arrived") == "2017-07-14T02:40:00Z");
    CHECK(member(first, "known") == "false");
    auto const again = place.submit(zip, peer);
    CHECK(again.status == 202);
    CHECK(member(again, "token") == member(first, "token"));
    CHECK(member(again, "known") == "true");
    auto reader = SpoolReader::open(place.folder / "spool").value();
    auto const record = reader.next().value();
    REQUIRE(record);
    CHECK(record->bytes == zip);
    CHECK(record->origin == unit);
    CHECK(record->arrived == now);
    CHECK_FALSE(reader.next().value());
}

TEST_CASE("a submission without a certificate, with the wrong type or method, or that is no package is refused with a code in both languages", "[collector]") {
    Place place;
    auto const peer = place.known();
    auto const refused = [&](Answer const& answer, unsigned status, std::string const& code) {
        CHECK(answer.status == status);
        CHECK(member(answer, "code") == code);
        auto const message = parseJson(member(answer, "message"));
        REQUIRE(message);
        CHECK_FALSE(message->find("zh")->string()->empty());
        CHECK_FALSE(message->find("en")->string()->empty());
    };
    refused(place.submit(zip, {"127.0.0.1", {}}), 403, "client-certificate-missing");
    refused(place.submit(zip, peer, "text/html"), 415, "content-type-other");
    refused(place.submit(zip, peer, "application/vnd.zhibao.submission\r\nContent-Encoding: gzip"), 415, "content-type-other");
    refused(place.submit("%PDF-1.4", peer), 422, "submission-no-package");
    refused(place.submit("", peer), 422, "submission-no-package");
    refused(place.ask("DELETE /v1/submissions", "", "", peer), 405, "request-method-other");
    refused(place.ask("POST /v1/calendar", "", "", peer), 405, "request-method-other");
    refused(place.get("/v1/submissions/../../etc/passwd", peer), 404, "request-path-unknown");
    refused(place.get("/", peer), 404, "request-path-unknown");
    CHECK(place.spool.figures().records == 0);
    CHECK(place.complaints.empty());
}

TEST_CASE("the length alone decides that a submission is too large", "[collector]") {
    ServiceLimits limits;
    limits.submissionBytes = zip.size();
    Place place{limits};
    CHECK(place.submit(zip, place.known()).status == 202);
    auto const answer = place.submit(zip + "x", place.known());
    CHECK(answer.status == 413);
    CHECK(member(answer, "code") == "request-body-too-large");
}

TEST_CASE("a unit may send so many in a minute, whichever certificate it shows, and others are not kept waiting", "[collector]") {
    ServiceLimits limits;
    limits.submissionsOfUnit = {60, 2};
    Place place{limits};
    CHECK(place.submit(zip, place.known()).status == 202);
    CHECK(place.submit(zip, place.known()).status == 202);
    auto const answer = place.submit(zip, place.known());
    CHECK(answer.status == 429);
    CHECK(std::find(answer.fields.begin(), answer.fields.end(), std::pair<std::string, std::string>{"Retry-After", "1"}) != answer.fields.end());
    CHECK(place.submit(zip, place.known("91999999000000027X")).status == 202);
    place.milliseconds = 1'000;
    CHECK(place.submit(zip, place.known()).status == 202);
}

TEST_CASE("a registration needs no certificate and has a queue of its own", "[collector]") {
    Place place;
    Peer const stranger{"192.0.2.1", {}};
    auto const registered = [&](std::string const& body) { return place.ask("POST /v1/registrations", "Content-Type: application/vnd.zhibao.registration\r\n", body, stranger); };
    auto const first = test::exampleRegistration();
    CHECK(registered(first).status == 202);
    CHECK(registered(first).status == 202);
    CHECK(registered(test::exampleRegistration()).status == 202);
    CHECK(registered(test::exampleRegistration()).status == 503);
    CHECK(registered("x").status == 422);
    CHECK(place.ask("POST /v1/registrations", "Content-Type: text/plain\r\n", "{}", stranger).status == 415);
    CHECK(place.spool.figures().records == 0);
    for (int i = 0; i < 20; ++i) static_cast<void>(registered("x"));
    CHECK(registered("x").status == 429);
}

TEST_CASE("what is published is listed and fetched without a certificate, and known by its tag", "[collector]") {
    Place place;
    std::filesystem::create_directories(place.folder / "published/calendar");
    REQUIRE(writeFile(place.folder / "published/calendar/periods.csv", "period\n2017Q1\n"));
    CHECK(place.get("/v1/calendar").body.find("periods.csv") != std::string::npos);
    CHECK(member(place.get("/v1/rates"), "files") == "[]");
    CHECK(member(place.get("/v1/editions"), "files") == "[]");
    auto const file = place.get("/v1/calendar/periods.csv");
    CHECK(file.status == 200);
    CHECK(file.contentType == "text/csv; charset=utf-8");
    CHECK(file.body == "period\n2017Q1\n");
    auto const known = place.get("/v1/calendar/periods.csv", {"127.0.0.1", {}}, "If-None-Match: \"" + sha256(file.body).hex() + "\"\r\n");
    CHECK(known.status == 304);
    CHECK(known.body.empty());
    CHECK(headOf(known, true).find("Content-Length") == std::string::npos);
    CHECK(place.get("/v1/calendar/").status == 404);
    CHECK(place.get("/v1/calendar/none.csv").status == 404);
    CHECK(place.get("/v1/calendar/..%2f..%2fspool").status == 404);
    CHECK(place.get("/v1/../published").status == 404);
    CHECK(place.ask("GET /v1/calendar", "", "body", {"127.0.0.1", {}}).status == 413);
}

TEST_CASE("a unit sees its own receipts and nobody else's", "[collector]") {
    Place place;
    for (auto const* owner : {"91999999000000019D", "91999999000000027X"}) {
        std::filesystem::create_directories(place.folder / "published/receipts" / owner);
        REQUIRE(writeFile(place.folder / "published/receipts" / owner / (std::string{owner} + ".json"), "{}"));
    }
    auto const peer = place.known();
    CHECK(place.get("/v1/receipts", peer).body.find("91999999000000019D.json") != std::string::npos);
    CHECK(place.get("/v1/receipts", peer).body.find("91999999000000027X") == std::string::npos);
    CHECK(place.get("/v1/receipts/91999999000000019D.json", peer).status == 200);
    CHECK(place.get("/v1/receipts/91999999000000027X.json", peer).status == 404);
    CHECK(place.get("/v1/receipts/91999999000000027X/91999999000000027X.json", peer).status == 404);
    CHECK(place.get("/v1/receipts").status == 403);
}

TEST_CASE("trouble of the disk is answered without a word of the machine's folders, and the log hears of it", "[collector]") {
    Place place;
    std::filesystem::create_directory(place.folder / "published");
    REQUIRE(writeFile(place.folder / "published/calendar", "a file where a folder should be"));
    auto const answer = place.get("/v1/calendar");
    CHECK(answer.status == 503);
    CHECK(member(answer, "code") == "collector-failed");
    CHECK(answer.body.find(place.folder.path().string()) == std::string::npos);
    CHECK(place.complaints.size() == 1);
}

TEST_CASE("health and figures are told on the bureau's own port only", "[collector]") {
    Place place;
    CHECK(place.get("/healthz").status == 200);
    CHECK(place.get("/metrics").status == 404);
    REQUIRE(place.submit(zip, place.known()).status == 202);
    Metrics metrics;
    metrics.answered("submissions", 202, 4);
    AdminService admin{metrics, place.spool, place.registrations};
    auto const ask = [&](std::string const& start) {
        auto const head = readHead(start + " HTTP/1.1\r\nHost: a\r\nContent-Length: 0\r\n\r\n").value();
        if (auto early = admin.beforeBody(head, {}, 0)) return *early;
        Answer answered;
        admin.answer(head, {}, {}, [&](Answer answer) { answered = std::move(answer); });
        return answered;
    };
    CHECK(ask("GET /healthz").status == 200);
    CHECK(ask("GET /v1/calendar").status == 404);
    CHECK(ask("POST /metrics").status == 405);
    auto const text = ask("GET /metrics").body;
    CHECK(text.find("zhibao_collector_spool_records_total 1\n") != std::string::npos);
    CHECK(text.find("zhibao_collector_requests_total{route=\"submissions\",status=\"202\"} 1\n") != std::string::npos);
    CHECK(text.find("zhibao_collector_request_seconds_bucket{le=\"0.005\"} 1\n") != std::string::npos);
    CHECK(text.find("zhibao_collector_request_seconds_bucket{le=\"0.001\"} 0\n") != std::string::npos);
}
