#include "trust/algorithm.h"

#include "base/text.h"

namespace zhibao {

std::string_view nameOf(Algorithm algorithm) noexcept {
    switch (algorithm) {
        case Algorithm::ecdsaP256Sha256: return "ecdsa-p256-sha256";
    }
    return "";
}

Result<Algorithm> parseAlgorithm(std::string_view name) {
    if (name == nameOf(Algorithm::ecdsaP256Sha256)) return Algorithm::ecdsaP256Sha256;
    return fail(error::algorithmUnknown, {{"text", shortened(name, 40)}});
}

}  // namespace zhibao
