#pragma once
/// Keys and certificates for tests: made when asked for, never stored.

#include <string>

#include "trust/signer.h"

namespace zhibao::test {

/// 2017-01-01 to 2026-12-31, which contains every moment that tests use.
[[nodiscard]] Validity tenYears();
/// A signer with a new key, for that unit. Fails the test when there is none.
[[nodiscard]] FileKeySigner signerOf(std::string const& unit, std::string const& name = {}, Algorithm algorithm = Algorithm::ecdsaP256Sha256);

}  // namespace zhibao::test
