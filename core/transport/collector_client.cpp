#include "transport/collector_client.h"

#include <algorithm>
#include <array>
#include <utility>

#include <curl/curl.h>

#include "base/json.h"

namespace zhibao {

namespace {

constexpr std::string_view submissionType = "application/vnd.zhibao.submission";
constexpr std::string_view registrationType = "application/vnd.zhibao.registration";
constexpr std::size_t longestAnswer = std::size_t{4} << 20U;  // of JSON
constexpr std::uint64_t longestFile = std::uint64_t{256} << 20U;
constexpr std::size_t longestName = 200;

/// libcurl wants to be made ready before the first thread uses it.
void makeReady() {
    static bool const isReady = curl_global_init(CURL_GLOBAL_DEFAULT) == CURLE_OK;
    (void)isReady;
}

struct FreeUrl {
    void operator()(CURLU* url) const { curl_url_cleanup(url); }
};
struct FreeHandle {
    void operator()(CURL* handle) const { curl_easy_cleanup(handle); }
};
struct FreeList {
    void operator()(curl_slist* list) const { curl_slist_free_all(list); }
};

std::string partOf(CURLU* url, CURLUPart part) {
    char* text = nullptr;
    if (curl_url_get(url, part, &text, 0) != CURLUE_OK || text == nullptr) return {};
    std::string copy{text};
    curl_free(text);
    return copy;
}

struct Address {
    std::string base;  // without a slash at the end
    std::string host;  // with its port
};

Result<Address> addressIn(std::string const& text) {
    auto const malformed = [&] { return fail(error::collectorUrlMalformed, {{"text", text}}); };
    std::unique_ptr<CURLU, FreeUrl> const url{curl_url()};
    if (!url || curl_url_set(url.get(), CURLUPART_URL, text.c_str(), 0) != CURLUE_OK) return malformed();
    auto const host = partOf(url.get(), CURLUPART_HOST);
    bool const isPlain = partOf(url.get(), CURLUPART_USER).empty() && partOf(url.get(), CURLUPART_PASSWORD).empty() && partOf(url.get(), CURLUPART_QUERY).empty() &&
                         partOf(url.get(), CURLUPART_FRAGMENT).empty();
    if (partOf(url.get(), CURLUPART_SCHEME) != "https" || host.empty() || !isPlain) return malformed();
    auto const port = partOf(url.get(), CURLUPART_PORT);
    auto path = partOf(url.get(), CURLUPART_PATH);
    while (path.ends_with('/')) path.pop_back();
    auto const place = port.empty() ? host : host + ":" + port;
    return Address{"https://" + place + path, place};
}

struct HttpRequest {
    std::string path;
    std::string_view type;  // empty: GET
    BytesView body;
    std::uint64_t limit = longestAnswer;
};

struct HttpAnswer {
    long status = 0;
    Bytes body;
    std::int64_t retryAfter = 0;  // seconds; 0: not said
};

/// What libcurl calls back with.
struct Call {
    Transfer const* transfer;
    std::uint64_t limit;
    Bytes body;
    bool isTooLong = false;
};

std::size_t takeBody(char* bytes, std::size_t size, std::size_t count, void* user) {
    auto& call = *static_cast<Call*>(user);
    if (call.body.size() + size * count > call.limit) {
        call.isTooLong = true;
        return 0;
    }
    call.body.append(bytes, size * count);
    return size * count;
}

int tellProgress(void* user, curl_off_t toGet, curl_off_t got, curl_off_t toPut, curl_off_t put) {
    auto const& transfer = *static_cast<Call*>(user)->transfer;
    if (transfer.stop.stop_requested()) return 1;
    if (transfer.progress != nullptr && toGet + toPut > 0) transfer.progress->advanced(static_cast<std::uint64_t>(got + put), static_cast<std::uint64_t>(toGet + toPut), {});
    return 0;
}

bool isFitName(std::string_view name) {
    return !name.empty() && name.size() <= longestName && name.front() != '.' && std::all_of(name.begin(), name.end(), [](char c) {
        return (c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') || c == '.' || c == '_' || c == '-';
    });
}

curl_blob blobOf(BytesView bytes) {
    // CURL_BLOB_NOCOPY: the client keeps them as long as it lives.
    return {const_cast<char*>(bytes.data()), bytes.size(), CURL_BLOB_NOCOPY};
}

}  // namespace

std::string_view nameOf(Shelf shelf) noexcept {
    switch (shelf) {
        case Shelf::receipts: return "receipts";
        case Shelf::bulletins: return "bulletins";
        case Shelf::calendar: return "calendar";
        case Shelf::editions: return "editions";
        case Shelf::rates: return "rates";
    }
    return {};
}

struct CollectorClient::State {
    CollectorAccess access;
    Address address;
    std::unique_ptr<CURL, FreeHandle> handle;

    /// What is the same for every call. False when libcurl was built without what we need.
    [[nodiscard]] bool prepare() const {
        auto* const curl = handle.get();
        bool isFine = true;
        auto const set = [&](CURLoption option, auto value) { isFine = isFine && curl_easy_setopt(curl, option, value) == CURLE_OK; };
        set(CURLOPT_PROTOCOLS_STR, "https");
        set(CURLOPT_SSLVERSION, static_cast<long>(CURL_SSLVERSION_TLSv1_2));
        set(CURLOPT_SSL_VERIFYPEER, 1L);
        set(CURLOPT_SSL_VERIFYHOST, 2L);
        // The system's own list of authorities has no say.
        set(CURLOPT_CAINFO, static_cast<char const*>(nullptr));
        set(CURLOPT_CAPATH, static_cast<char const*>(nullptr));
        auto authorities = blobOf(access.authorities);
        set(CURLOPT_CAINFO_BLOB, &authorities);
        if (access.identity) {
            auto certificate = blobOf(access.identity->certificate);
            auto key = blobOf(access.identity->key);
            set(CURLOPT_SSLCERTTYPE, "PEM");
            set(CURLOPT_SSLCERT_BLOB, &certificate);
            set(CURLOPT_SSLKEYTYPE, "PEM");
            set(CURLOPT_SSLKEY_BLOB, &key);
        }
        if (access.proxy == "none") set(CURLOPT_PROXY, "");
        else if (!access.proxy.empty()) set(CURLOPT_PROXY, access.proxy.c_str());
        set(CURLOPT_FOLLOWLOCATION, 0L);
        set(CURLOPT_NOSIGNAL, 1L);
        set(CURLOPT_NETRC, static_cast<long>(CURL_NETRC_IGNORED));
        set(CURLOPT_USERAGENT, "zhibao");
        set(CURLOPT_CONNECTTIMEOUT, static_cast<long>(access.connectSeconds));
        set(CURLOPT_LOW_SPEED_LIMIT, 1L);
        set(CURLOPT_LOW_SPEED_TIME, static_cast<long>(access.stalledSeconds));
        set(CURLOPT_NOPROGRESS, 0L);
        set(CURLOPT_XFERINFOFUNCTION, &tellProgress);
        set(CURLOPT_WRITEFUNCTION, &takeBody);
        return isFine;
    }

    [[nodiscard]] Error failureOf(CURLcode code, Call const& call) const {
        auto* const curl = handle.get();
        std::string const reason = curl_easy_strerror(code);
        if (code == CURLE_ABORTED_BY_CALLBACK) return Error{error::cancelled, {}, {}};
        if (call.isTooLong) return Error{error::collectorAnswerMalformed, {}, {{"host", address.host}}};
        long connectStatus = 0;
        curl_easy_getinfo(curl, CURLINFO_HTTP_CONNECTCODE, &connectStatus);
        if (connectStatus != 0 && connectStatus != 200) return Error{error::proxyRefused, {}, {{"proxy", access.proxy.empty() ? "https_proxy" : access.proxy}, {"reason", "HTTP " + std::to_string(connectStatus)}}};
        switch (code) {
            case CURLE_COULDNT_RESOLVE_PROXY: return Error{error::proxyRefused, {}, {{"proxy", access.proxy.empty() ? "https_proxy" : access.proxy}, {"reason", reason}}};
            case CURLE_OPERATION_TIMEDOUT: return Error{error::collectorTimedOut, {}, {{"host", address.host}}};
            case CURLE_SSL_CERTPROBLEM: return Error{error::collectorIdentityUnusable, {}, {}};
            case CURLE_PEER_FAILED_VERIFICATION:
            case CURLE_SSL_CONNECT_ERROR:
            case CURLE_SSL_CACERT_BADFILE:
            case CURLE_SSL_ISSUER_ERROR: return Error{error::collectorNotTrusted, {}, {{"host", address.host}, {"reason", reason}}};
            default: return Error{error::collectorUnreachable, {}, {{"host", address.host}, {"reason", reason}}};
        }
    }

    [[nodiscard]] Result<HttpAnswer> ask(HttpRequest const& request, Transfer const& transfer) const {
        if (transfer.stop.stop_requested()) return fail(error::cancelled);
        auto* const curl = handle.get();
        // Options of the call before are forgotten; the connection is kept.
        curl_easy_reset(curl);
        Call call{&transfer, request.limit, {}};
        auto const url = address.base + request.path;
        std::unique_ptr<curl_slist, FreeList> fields;
        bool isFine = prepare();
        auto const set = [&](CURLoption option, auto value) { isFine = isFine && curl_easy_setopt(curl, option, value) == CURLE_OK; };
        set(CURLOPT_URL, url.c_str());
        set(CURLOPT_XFERINFODATA, static_cast<void*>(&call));
        set(CURLOPT_WRITEDATA, static_cast<void*>(&call));
        if (!request.type.empty()) {
            // Without "Expect: 100-continue": the bytes are few and a proxy may not know it.
            fields.reset(curl_slist_append(curl_slist_append(nullptr, ("Content-Type: " + std::string{request.type}).c_str()), "Expect:"));
            set(CURLOPT_POST, 1L);
            set(CURLOPT_POSTFIELDSIZE_LARGE, static_cast<curl_off_t>(request.body.size()));
            set(CURLOPT_POSTFIELDS, request.body.data());
            set(CURLOPT_HTTPHEADER, fields.get());
        }
        if (!isFine) return fail(error::collectorUnreachable, {{"host", address.host}, {"reason", "libcurl"}});
        if (auto const code = curl_easy_perform(curl); code != CURLE_OK) return tl::unexpected(failureOf(code, call));
        HttpAnswer answer;
        curl_easy_getinfo(curl, CURLINFO_RESPONSE_CODE, &answer.status);
        curl_off_t seconds = 0;
        curl_easy_getinfo(curl, CURLINFO_RETRY_AFTER, &seconds);
        answer.retryAfter = seconds;
        answer.body = std::move(call.body);
        return answer;
    }

    /// The answer, when it has that status; otherwise the error it stands for.
    [[nodiscard]] Result<Bytes> expect(long status, HttpRequest const& request, Transfer const& transfer) const {
        ZHIBAO_TRY(auto answer, ask(request, transfer));
        if (answer.status == status) return std::move(answer.body);
        auto const number = std::to_string(answer.status);
        if (answer.status == 429 || answer.status == 503)
            return fail(error::collectorAsksToWait, {{"host", address.host}, {"seconds", std::to_string(answer.retryAfter > 0 ? answer.retryAfter : 5)}});
        // A front that has lost the collector behind it.
        if (answer.status == 502 || answer.status == 504) return fail(error::collectorUnreachable, {{"host", address.host}, {"reason", "HTTP " + number}});
        auto const said = parseJson(answer.body, {.bytes = longestAnswer, .depth = 8});
        std::string code = "http-" + number;
        std::string zh = "HTTP " + number;
        auto en = zh;
        if (said) {
            JsonNode const root{*said};
            auto const message = root.at("message");
            auto const ownCode = root.stringAt("code");
            if (ownCode && message) {
                code = *ownCode;
                zh = message->stringAt("zh").value_or(zh);
                en = message->stringAt("en").value_or(en);
            }
        }
        return fail(error::collectorRefused, {{"host", address.host}, {"status", number}, {"code", code}, {"zh", zh}, {"en", en}});
    }

    [[nodiscard]] Error malformed() const { return Error{error::collectorAnswerMalformed, {}, {{"host", address.host}}}; }

    [[nodiscard]] Result<CollectorArrival> handIn(std::string const& path, std::string_view type, BytesView bytes, Transfer const& transfer) const {
        ZHIBAO_TRY(Bytes const body, expect(202, {path, type, bytes}, transfer));
        auto const read = [&]() -> Result<CollectorArrival> {
            ZHIBAO_TRY(auto const document, parseJson(body, {.bytes = longestAnswer, .depth = 8}));
            JsonNode const root{document};
            CollectorArrival arrival;
            ZHIBAO_TRY(arrival.token, root.stringAt("token"));
            ZHIBAO_TRY(auto const digest, root.stringAt("sha256"));
            ZHIBAO_TRY(arrival.digest, Digest::parse(digest));
            ZHIBAO_TRY(auto const arrived, root.stringOr("arrived", ""));
            if (!arrived.empty()) {
                ZHIBAO_TRY(arrival.arrived, parseMoment(arrived));
            }
            auto const* const known = document.find("known");
            arrival.isKnown = known != nullptr && known->boolean() != nullptr && *known->boolean();
            return arrival;
        };
        auto arrival = read();
        // Whatever was stored there, it is not what was sent.
        if (!arrival || arrival->digest != sha256(bytes) || !isFitName(arrival->token)) return tl::unexpected(malformed());
        return arrival;
    }
};

CollectorClient::CollectorClient(std::unique_ptr<State> state) noexcept : state_(std::move(state)) {}
CollectorClient::CollectorClient(CollectorClient&&) noexcept = default;
CollectorClient& CollectorClient::operator=(CollectorClient&&) noexcept = default;
CollectorClient::~CollectorClient() = default;

Result<CollectorClient> CollectorClient::make(CollectorAccess access) {
    makeReady();
    ZHIBAO_TRY(auto address, addressIn(access.url));
    auto state = std::make_unique<State>();
    state->access = std::move(access);
    state->address = std::move(address);
    state->handle.reset(curl_easy_init());
    if (!state->handle) return fail(error::collectorUnreachable, {{"host", state->address.host}, {"reason", "libcurl"}});
    return CollectorClient{std::move(state)};
}

Result<CollectorArrival> CollectorClient::submit(BytesView sealed, Transfer const& transfer) {
    return state_->handIn("/v1/submissions", submissionType, sealed, transfer);
}

Result<CollectorArrival> CollectorClient::sendRegistration(BytesView registration, Transfer const& transfer) {
    return state_->handIn("/v1/registrations", registrationType, registration, transfer);
}

Result<std::vector<ShelfFile>> CollectorClient::list(Shelf shelf, Transfer const& transfer) {
    ZHIBAO_TRY(Bytes const body, state_->expect(200, {"/v1/" + std::string{nameOf(shelf)}, {}, {}}, transfer));
    auto const read = [&]() -> Result<std::vector<ShelfFile>> {
        ZHIBAO_TRY(auto const document, parseJson(body, {.bytes = longestAnswer, .depth = 8}));
        JsonNode const root{document};
        ZHIBAO_TRY(auto const list, root.at("files"));
        ZHIBAO_TRY(auto const elements, list.elements());
        std::vector<ShelfFile> files;
        for (auto const& node : elements) {
            ShelfFile file;
            ZHIBAO_TRY(file.name, node.stringAt("name"));
            ZHIBAO_TRY(auto const bytes, node.integerAt("bytes"));
            ZHIBAO_TRY(auto const digest, node.stringAt("sha256"));
            ZHIBAO_TRY(file.digest, Digest::parse(digest));
            // The name becomes one of a file here.
            if (bytes < 0 || static_cast<std::uint64_t>(bytes) > longestFile || !isFitName(file.name)) return tl::unexpected(state_->malformed());
            file.bytes = static_cast<std::uint64_t>(bytes);
            files.push_back(std::move(file));
        }
        return files;
    };
    auto files = read();
    if (!files) return tl::unexpected(state_->malformed());
    std::sort(files->begin(), files->end(), [](ShelfFile const& left, ShelfFile const& right) { return left.name < right.name; });
    return files;
}

Result<Bytes> CollectorClient::fetch(Shelf shelf, ShelfFile const& file, Transfer const& transfer) {
    if (!isFitName(file.name)) return tl::unexpected(state_->malformed());
    ZHIBAO_TRY(Bytes bytes, state_->expect(200, {"/v1/" + std::string{nameOf(shelf)} + "/" + file.name, {}, {}, std::max<std::uint64_t>(file.bytes, longestAnswer)}, transfer));
    if (bytes.size() != file.bytes || sha256(bytes) != file.digest) return tl::unexpected(state_->malformed());
    return bytes;
}

}  // namespace zhibao
