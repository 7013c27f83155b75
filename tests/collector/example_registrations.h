#pragma once
/// Registrations of example units, each with a new key.

#include <string>

#include "package/registration.h"

#include "support/catch.h"
#include "support/signers.h"

namespace zhibao::test {

inline Bytes exampleRegistration(std::string const& unit = "91999999000000019D") {
    Registration registration;
    registration.unit = unit;
    registration.name = "样例软件有限公司";
    auto key = PrivateKey::generate().value();
    auto certificate = selfSignedCertificate(key, {unit, registration.name}, tenYears()).value();
    auto written = writeRegistration(registration, std::move(key), std::move(certificate), nullptr, FixedClock{Moment{1'491'364'800}}, "0.1.0");
    REQUIRE(written);
    return written->bytes;
}

}  // namespace zhibao::test
