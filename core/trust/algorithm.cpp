#include "trust/algorithm.h"

#include "base/text.h"

namespace zhibao {

std::string_view nameOf(Algorithm algorithm) noexcept {
    switch (algorithm) {
        case Algorithm::ecdsaP256Sha256: return "ecdsa-p256-sha256";
        case Algorithm::sm2Sm3: return "sm2-sm3";
    }
    return "";
}

Result<Algorithm> parseAlgorithm(std::string_view name) {
    for (auto const algorithm : algorithms)
        if (name == nameOf(algorithm)) return algorithm;
    return fail(error::algorithmUnknown, {{"text", shortened(name, 40)}});
}

}  // namespace zhibao
