#include "trust/pem.h"

#include <cstddef>
#include <string>

#include <openssl/evp.h>

namespace zhibao {

Bytes pemOf(std::string_view label, BytesView der) {
    std::string base64((der.size() + 2) / 3 * 4 + 1, '\0');
    auto const length = EVP_EncodeBlock(reinterpret_cast<unsigned char*>(base64.data()), reinterpret_cast<unsigned char const*>(der.data()), static_cast<int>(der.size()));
    base64.resize(static_cast<std::size_t>(length));
    Bytes pem = "-----BEGIN " + std::string{label} + "-----\n";
    for (std::size_t i = 0; i < base64.size(); i += 64) pem += base64.substr(i, 64) + '\n';
    return pem + "-----END " + std::string{label} + "-----\n";
}

}  // namespace zhibao
