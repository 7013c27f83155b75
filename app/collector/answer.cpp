#include "collector/answer.h"

#include <algorithm>
#include <array>

#include <boost/beast/http/status.hpp>

#include "collector/client_trust.h"
#include "collector/http_request.h"
#include "collector/published.h"
#include "collector/registrations.h"
#include "collector/service.h"
#include "i18n/sentences.h"
#include "intake/file_kind.h"
#include "intake/spool.h"

namespace zhibao::collector {

namespace {

struct StatusOfCode {
    ErrorCode code;
    unsigned status;
};

constexpr std::array statuses{
    StatusOfCode{error::requestMalformed, 400},
    StatusOfCode{error::requestAmbiguous, 400},
    StatusOfCode{error::requestVersionOther, 505},
    StatusOfCode{error::requestLengthMissing, 411},
    StatusOfCode{error::requestHeadTooLarge, 431},
    StatusOfCode{error::requestExpectationUnknown, 417},
    StatusOfCode{error::requestTooSlow, 408},
    StatusOfCode{error::requestPathUnknown, 404},
    StatusOfCode{error::requestMethodOther, 405},
    StatusOfCode{error::requestBodyTooLarge, 413},
    StatusOfCode{error::requestTooMany, 429},
    StatusOfCode{error::contentTypeOther, 415},
    StatusOfCode{error::submissionNoPackage, 422},
    StatusOfCode{error::registrationUnreadable, 422},
    StatusOfCode{error::registrationsFull, 503},
    StatusOfCode{error::collectorBusy, 503},
    StatusOfCode{error::collectorFailed, 503},
    StatusOfCode{error::clientCertificateMissing, 403},
    StatusOfCode{error::clientCertificateForeign, 403},
    StatusOfCode{error::clientCertificateExpired, 403},
    StatusOfCode{error::clientCertificateNotYetValid, 403},
    StatusOfCode{error::clientCertificateRevoked, 403},
    StatusOfCode{error::clientCertificateWithoutUnit, 403},
    StatusOfCode{error::notPublished, 404},
};

unsigned statusOf(ErrorCode code) {
    auto const found = std::find_if(statuses.begin(), statuses.end(), [&](StatusOfCode const& one) { return one.code == code; });
    return found == statuses.end() ? 503 : found->status;
}

}  // namespace

Answer jsonAnswer(unsigned status, JsonValue const& value) {
    Answer answer;
    answer.status = status;
    answer.body = toText(value) + "\n";
    return answer;
}

Answer errorAnswer(Error const& error) {
    Error const plain{error.code, {}, error.arguments};
    auto answer = jsonAnswer(statusOf(error.code), JsonValue::Object{{"code", error.code.name()},
                                                                     {"message", JsonValue::Object{{"zh", sentence(plain, Language::chinese)},
                                                                                                   {"en", sentence(plain, Language::english)}}}});
    answer.code = std::string{error.code.name()};
    if (auto const seconds = error.arguments.find("seconds"); seconds != error.arguments.end()) answer.fields.emplace_back("Retry-After", seconds->second);
    return answer;
}

Bytes headOf(Answer const& answer, bool keepsAlive) {
    auto const reason = boost::beast::http::obsolete_reason(boost::beast::http::int_to_status(answer.status));
    Bytes head = "HTTP/1.1 " + std::to_string(answer.status) + " " + std::string{reason.data(), reason.size()} + "\r\n";
    auto const add = [&](std::string_view name, std::string_view value) { head.append(name).append(": ").append(value).append("\r\n"); };
    if (answer.status != 304) {
        add("Content-Type", answer.contentType);
        add("Content-Length", std::to_string(answer.body.size()));
        add("X-Content-Type-Options", "nosniff");
    }
    for (auto const& [name, value] : answer.fields) add(name, value);
    if (!keepsAlive) add("Connection", "close");
    return head += "\r\n";
}

}  // namespace zhibao::collector
