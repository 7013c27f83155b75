/// The description of the interface and the collector say the same.

#include <filesystem>
#include <set>

#include "base/file.h"
#include "base/json.h"
#include "collector/example_registrations.h"
#include "collector/loopback_collector.h"

#include "support/catch.h"

using namespace zhibao;
using namespace zhibao::collector;

namespace {

std::string const unit = "91999999000000019D";

JsonValue description() {
    auto const text = readFile(std::filesystem::path{ZHIBAO_SOURCE_FOLDER} / "schemas/collector-1.openapi.json");
    REQUIRE(text);
    auto value = parseJson(*text);
    REQUIRE(value);
    return *std::move(value);
}

/// Follows "a/b/c"; fails the test when there is no such place.
JsonValue const& at(JsonValue const& value, std::vector<std::string> const& path) {
    auto const* place = &value;
    for (auto const& name : path) {
        INFO(name);
        place = place->find(name);
        REQUIRE(place != nullptr);
    }
    return *place;
}

std::vector<std::string> namesIn(JsonValue const& object) {
    std::vector<std::string> names;
    for (auto const& [name, value] : *object.object()) names.push_back(name);
    return names;
}

struct Asked {
    std::string path;    // as the description has it
    std::string method;  // in lower case
    std::string request;
    unsigned status;
    bool isKnown = true;
};

/// What somebody asks, and with which status it is answered.
std::vector<Asked> requests() {
    std::string const zip = "PK\x03\x04 as far as the collector looks";
    std::string const submission = "application/vnd.zhibao.submission";
    std::string const registration = "application/vnd.zhibao.registration";
    std::vector<Asked> all{
        {"/v1/submissions", "post", test::postRequest("/v1/submissions", submission, zip), 202},
        {"/v1/submissions", "post", test::postRequest("/v1/submissions", submission, zip), 403, false},
        {"/v1/submissions", "post", test::postRequest("/v1/submissions", "text/plain", zip), 415},
        {"/v1/submissions", "post", test::postRequest("/v1/submissions", submission, "no archive"), 422},
        {"/v1/submissions", "post", "POST /v1/submissions HTTP/1.1\r\nHost: a\r\nContent-Type: " + submission + "\r\nContent-Length: 99999999999\r\n\r\n", 413},
        {"/v1/submissions", "post", "POST /v1/submissions HTTP/1.1\r\nHost: a\r\nContent-Type: " + submission + "\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n", 411},
        {"/v1/submissions", "post", "POST /v1/submissions HTTP/1.1\r\nHost: a\r\nA: " + std::string(100'000, 'a') + "\r\n\r\n", 431},
        {"/v1/submissions", "post", "GET /v1/submissions HTTP/1.1\r\nHost: a\r\n\r\n", 405},
        {"/v1/registrations", "post", test::postRequest("/v1/registrations", registration, test::exampleRegistration()), 202, false},
        {"/v1/registrations", "post", test::postRequest("/v1/registrations", registration, "{}"), 422, false},
        {"/v1/registrations", "post", test::postRequest("/v1/registrations", "application/json", "{}"), 415, false},
        {"/v1/receipts", "get", test::getRequest("/v1/receipts"), 200},
        {"/v1/receipts", "get", test::getRequest("/v1/receipts"), 403, false},
        {"/v1/receipts/{name}", "get", test::getRequest("/v1/receipts/a.zbh"), 200},
        {"/v1/receipts/{name}", "get", test::getRequest("/v1/receipts/a.zbh", "If-None-Match: \"" + sha256("样例").hex() + "\"\r\n"), 304},
        {"/v1/receipts/{name}", "get", test::getRequest("/v1/receipts/none"), 404},
        {"/healthz", "get", test::getRequest("/healthz"), 200, false},
    };
    for (std::string const shelf : {"calendar", "editions", "rates", "bulletins"}) {
        all.push_back({"/v1/" + shelf, "get", test::getRequest("/v1/" + shelf), 200, false});
        all.push_back({"/v1/" + shelf + "/{name}", "get", test::getRequest("/v1/" + shelf + "/a.csv"), 200, false});
        all.push_back({"/v1/" + shelf + "/{name}", "get", test::getRequest("/v1/" + shelf + "/none"), 404, false});
    }
    return all;
}

void putOut(LoopbackCollector const& collector) {
    for (auto const& shelf : {"receipts/" + unit + "/a.zbh", std::string{"calendar/a.csv"}, std::string{"editions/a.csv"}, std::string{"rates/a.csv"}, std::string{"bulletins/a.csv"}}) {
        auto const file = collector.folder / "published" / shelf;
        std::filesystem::create_directories(file.parent_path());
        REQUIRE(writeFile(file, "样例"));
    }
}

}  // namespace

TEST_CASE("what the collector answers is described: status, type and the keys of the body", "[collector][openapi]") {
    auto const described = description();
    LoopbackCollector collector;
    putOut(collector);
    for (auto const& asked : requests()) {
        INFO(asked.method << " " << asked.path << " " << asked.status);
        auto client = asked.isKnown ? collector.known(unit) : collector.stranger();
        auto const answer = client.ask(asked.request);
        REQUIRE(answer);
        CHECK(answer->status == asked.status);
        auto const& response = at(described, {"paths", asked.path, asked.method, "responses", std::to_string(answer->status)});
        if (answer->body.empty()) {
            CHECK(response.find("content") == nullptr);
            continue;
        }
        auto const type = answer->fields.at("content-type").substr(0, answer->fields.at("content-type").find(';'));
        auto const& content = at(response, {"content"});
        INFO(type);
        REQUIRE(content.find(type) != nullptr);
        auto const* schema = at(content, {type}).find("schema");
        auto const* reference = schema == nullptr ? nullptr : schema->find("$ref");
        if (type != "application/json" || reference == nullptr) continue;
        // "#/components/schemas/arrival"
        auto const name = reference->string()->substr(reference->string()->rfind('/') + 1);
        auto const& shape = at(described, {"components", "schemas", name});
        auto const body = parseJson(answer->body);
        REQUIRE(body);
        for (auto const& required : *at(shape, {"required"}).array()) CHECK(body->find(*required.string()) != nullptr);
        for (auto const& key : namesIn(*body)) CHECK(at(shape, {"properties"}).find(key) != nullptr);
    }
}

TEST_CASE("every address that is described is there, and no other", "[collector][openapi]") {
    auto const described = description();
    LoopbackCollector collector;
    putOut(collector);
    std::set<std::string> asked;
    for (auto const& one : requests()) asked.insert(one.method + " " + one.path);
    std::set<std::string> written;
    for (auto const& path : namesIn(at(described, {"paths"})))
        for (auto const& method : namesIn(at(described, {"paths", path})))
            if (method == "get" || method == "post") written.insert(method + " " + path);
    CHECK(asked == written);
    for (auto const* path : {"/", "/v1", "/v1/", "/v1/drafts", "/v2/submissions", "/metrics", "/v1/submissions/"}) {
        INFO(path);
        auto const answer = collector.known(unit).ask(test::getRequest(path));
        REQUIRE(answer);
        CHECK(answer->status == 404);
    }
}
