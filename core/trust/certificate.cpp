#include "trust/certificate.h"

#include <algorithm>
#include <climits>
#include <cstddef>
#include <optional>
#include <string_view>

#include <fmt/format.h>
#include <openssl/bio.h>
#include <openssl/pem.h>

#include "base/text.h"
#include "trust/der.h"
#include "trust/openssl_handles.h"
#include "trust/pem.h"

namespace zhibao {

namespace {

using namespace std::string_view_literals;

// Object identifiers as DER contents. Source: RFC 5280 appendix A.
constexpr auto commonNameType = "\x55\x04\x03"sv;
constexpr auto serialNumberType = "\x55\x04\x05"sv;
constexpr auto keyUsageExtension = "\x55\x1D\x0F"sv;
constexpr auto basicConstraintsExtension = "\x55\x1D\x13"sv;

tl::unexpected<Error> malformed(std::string_view text) {
    return fail(error::certificateMalformed, {{"text", std::string{text}}});
}

bool allDigits(std::string_view text) {
    return std::all_of(text.begin(), text.end(), [](char c) { return c >= '0' && c <= '9'; });
}

/// RFC 5280 4.1.2.5: both kinds of time end in Z and have seconds.
Result<Moment> readTime(der::Reader& reader) {
    auto const element = reader.next();
    if (!element) return malformed("validity");
    std::string text;
    if (element->tag == der::utcTime && element->contents.size() == 13)
        text = (element->contents[0] >= '5' ? "19" : "20") + std::string{element->contents};
    else if (element->tag == der::generalizedTime && element->contents.size() == 15)
        text = std::string{element->contents};
    if (text.size() != 15 || text.back() != 'Z' || !allDigits(std::string_view{text}.substr(0, 14))) return malformed("validity");
    std::string_view const t = text;
    auto const moment = parseMoment(fmt::format("{}-{}-{}T{}:{}:{}Z", t.substr(0, 4), t.substr(4, 2), t.substr(6, 2), t.substr(8, 2), t.substr(10, 2), t.substr(12, 2)));
    if (!moment) return malformed("validity");
    return *moment;
}

struct SubjectNames {
    std::optional<std::string> unit;
    std::optional<std::string> name;
};

/// A name is one line of text; what moves a cursor or changes colours has no place in it.
bool isOneLine(BytesView text) noexcept {
    return std::none_of(text.begin(), text.end(), [](char c) { return static_cast<unsigned char>(c) < 0x20 || c == '\x7F'; });
}

Result<SubjectNames> readSubject(BytesView rdnSequence) {
    SubjectNames names;
    der::Reader sets{rdnSequence};
    while (!sets.atEnd()) {
        auto const set = sets.next(der::set);
        if (!set || set->empty()) return malformed("subject");
        der::Reader attributes{*set};
        while (!attributes.atEnd()) {
            auto const attribute = attributes.next(der::sequence);
            if (!attribute) return malformed("subject");
            der::Reader parts{*attribute};
            auto const type = parts.next(der::objectIdentifier);
            auto const value = parts.next();
            if (!type || !value || !parts.atEnd()) return malformed("subject");
            auto* const wanted = *type == serialNumberType ? &names.unit : *type == commonNameType ? &names.name : nullptr;
            if (wanted == nullptr) continue;
            // A second code would leave it to the reader which unit is meant.
            if (*wanted || (value->tag != der::printableString && value->tag != der::utf8String) || !isUtf8(value->contents) || !isOneLine(value->contents))
                return malformed("subject");
            *wanted = std::string{value->contents};
        }
    }
    return names;
}

struct Extensions {
    std::uint8_t uses = 0xFF;  // the first eight bits of the key usage, all of them where there is none
    bool isAuthority = false;
};

/// What else extensions say is the issuer's chain's affair.
Result<Extensions> readExtensions(BytesView explicitTagged) {
    Extensions found;
    auto const list = der::only(der::sequence, explicitTagged);
    if (!list || list->empty()) return malformed("extensions");
    der::Reader extensions{*list};
    while (!extensions.atEnd()) {
        auto const extension = extensions.next(der::sequence);
        if (!extension) return malformed("extensions");
        der::Reader parts{*extension};
        auto const type = parts.next(der::objectIdentifier);
        if (parts.nextIs(der::boolean) && parts.next(der::boolean) != "\xFF"sv) return malformed("extensions");
        auto const value = parts.next(der::octetString);
        if (!type || !value || !parts.atEnd()) return malformed("extensions");
        if (*type == basicConstraintsExtension) {
            auto const constraints = der::only(der::sequence, *value);
            if (!constraints) return malformed("extensions");
            der::Reader members{*constraints};
            found.isAuthority = members.nextIs(der::boolean) && members.next(der::boolean) == "\xFF"sv;
        }
        if (*type != keyUsageExtension) continue;
        auto const bits = der::only(der::bitString, *value);
        if (!bits || bits->size() < 2) return malformed("extensions");
        found.uses = static_cast<std::uint8_t>((*bits)[1]);
    }
    return found;
}

}  // namespace

Validity validFromNow(Clock const& clock, int days) {
    auto const now = clock.now();
    return {now, Moment{now.seconds + std::int64_t{days} * 24 * 60 * 60}};
}

Result<Certificate> Certificate::parseDer(BytesView bytes, KeyUse use) {
    auto const outer = der::only(der::sequence, bytes);
    if (!outer) return malformed("DER");
    der::Reader parts{*outer};
    auto const toBeSigned = parts.next(der::sequence);
    auto const outerAlgorithm = parts.next(der::sequence);
    auto const signature = parts.next(der::bitString);
    if (!toBeSigned || !outerAlgorithm || !signature || !parts.atEnd()) return malformed("DER");

    der::Reader fields{*toBeSigned};
    if (fields.next(der::context0) != "\x02\x01\x02"sv) return malformed("version");  // v3
    auto const serial = fields.next(der::integer);
    if (!serial || !der::isShortestInteger(*serial)) return malformed("serial");
    if (fields.next(der::sequence) != outerAlgorithm) return malformed("algorithm");
    if (!fields.next(der::sequence)) return malformed("issuer");

    Certificate certificate;
    auto const validity = fields.next(der::sequence);
    if (!validity) return malformed("validity");
    der::Reader times{*validity};
    ZHIBAO_TRY(certificate.validity_.from, readTime(times));
    ZHIBAO_TRY(certificate.validity_.until, readTime(times));
    if (!times.atEnd() || certificate.validity_.until < certificate.validity_.from) return malformed("validity");

    auto const subject = fields.next(der::sequence);
    if (!subject) return malformed("subject");
    ZHIBAO_TRY(auto names, readSubject(*subject));
    certificate.unit_ = std::move(names.unit).value_or("");
    certificate.name_ = std::move(names.name).value_or("");

    auto const keyInfo = fields.nextIs(der::sequence) ? fields.next() : std::nullopt;
    if (!keyInfo) return malformed("key");
    auto const key = publicKeyOf(keyInfo->whole);
    if (!key) return fail(error::certificateKeyUnsupported);
    certificate.publicKey_ = *key;

    if (fields.nextIs(der::context3)) {
        auto const extensions = fields.next(der::context3);
        if (!extensions) return malformed("extensions");
        ZHIBAO_TRY(auto const found, readExtensions(*extensions));
        certificate.uses_ = found.uses;
        certificate.isAuthority_ = found.isAuthority;
    }
    if (!fields.atEnd()) return malformed("DER");
    ZHIBAO_CHECK(certificate.checkFor(use));
    certificate.der_ = Bytes{bytes};
    return certificate;
}

Result<Certificate> Certificate::read(BytesView pemOrDer, KeyUse use) {
    if (pemOrDer.starts_with('\x30')) return parseDer(pemOrDer, use);
    openssl::Handle<BIO> const bio{pemOrDer.size() > INT_MAX ? nullptr : BIO_new_mem_buf(pemOrDer.data(), static_cast<int>(pemOrDer.size()))};
    unsigned char* data = nullptr;
    long length = 0;
    if (!bio || PEM_bytes_read_bio(&data, &length, nullptr, PEM_STRING_X509, bio.get(), nullptr, nullptr) != 1)
        return malformed("PEM: " + openssl::takeErrors());
    Bytes const bytes{reinterpret_cast<char const*>(data), static_cast<std::size_t>(length)};
    OPENSSL_free(data);
    return parseDer(bytes, use);
}

Bytes Certificate::toPem() const {
    return pemOf("CERTIFICATE", der_);
}

Result<> Certificate::checkFor(KeyUse use) const {
    constexpr unsigned digitalSignature = 0x80;
    constexpr unsigned keyAgreement = 0x08;
    constexpr unsigned keyCertSign = 0x04;
    if ((use == KeyUse::signing || use == KeyUse::connection) && (uses_ & digitalSignature) == 0) return fail(error::certificateNotForSigning);
    if (use == KeyUse::envelope && (uses_ & keyAgreement) == 0) return fail(error::certificateNotForEnvelope);
    if (use == KeyUse::authority && (!isAuthority_ || (uses_ & keyCertSign) == 0)) return fail(error::certificateNotOfAuthority);
    return {};
}

Result<> Certificate::checkValidAt(Moment moment) const {
    if (validity_.from <= moment && moment <= validity_.until) return {};
    return fail(error::certificateNotValidAt, {{"moment", toText(moment)}, {"from", toText(validity_.from)}, {"until", toText(validity_.until)}});
}

Result<> verifySignature(Certificate const& certificate, Algorithm algorithm, BytesView message, BytesView signature) {
    return verifySignature(certificate.publicKey(), algorithm, message, signature);
}

}  // namespace zhibao
