#include "base/digest.h"

#include "support/catch.h"

using namespace zhibao;

TEST_CASE("SHA-256 gives the digests of its standard", "[base][digest]") {
    // Source: FIPS 180-4, examples of the algorithm.
    CHECK(sha256("").hex() == "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
    CHECK(sha256("abc").hex() == "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
}

TEST_CASE("a digest is read from 64 small hexadecimal digits only", "[base][digest]") {
    auto const hex = sha256("abc").hex();
    CHECK(Digest::parse(hex) == sha256("abc"));
    std::string capital = hex;
    capital[0] = 'B';
    for (auto const& text : {std::string{}, hex.substr(1), hex + "0", capital, "g" + hex.substr(1), " " + hex.substr(1)}) CHECK(Digest::parse(text).error().code == error::digestMalformed);
}

TEST_CASE("pieces are told apart by their lengths", "[base][digest]") {
    auto const of = [](std::string_view first, std::string_view second) {
        Digester digester;
        digester.add(first);
        digester.add(second);
        return std::move(digester).finish();
    };
    CHECK(of("ab", "c") == of("ab", "c"));
    CHECK(of("ab", "c") != of("a", "bc"));
    CHECK(of("abc", "") != of("", "abc"));
}
