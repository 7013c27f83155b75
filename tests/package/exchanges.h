#pragma once
/// A bureau with its authority and its own key, which signs what it sends.

#include <string>
#include <vector>

#include "package/exchange.h"
#include "register/credit_code.h"
#include "support/signers.h"
#include "trust/authority.h"

namespace zhibao::test {

struct SigningBureau {
    explicit SigningBureau(std::string const& bureauCode = exampleUnitCode(990).text());
    std::string code;
    Authority authority;
    /// A certificate that the authority issued.
    [[nodiscard]] FileKeySigner issued(std::string const& unit, Algorithm algorithm = Algorithm::ecdsaP256Sha256) const;
    FileKeySigner signer;
};

/// Whether the schema of that name in schemas/ accepts the text.
[[nodiscard]] bool schemaAccepts(std::string const& name, std::string const& text);

}  // namespace zhibao::test
